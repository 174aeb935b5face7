// Where the time of an operation goes: the functions that take most of it themselves, as V8's own profiler sees them.

import { Session } from 'node:inspector/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const INTERVAL_US = 100
const SHOWN = 6
/** What the profiler itself takes, and the loop around the operation. */
const OWN = /^dispatch$|in profile\.js$/

/** Calls an operation for so many milliseconds. @returns names of functions with their files, and their parts of the time */
export async function profile(operation, ms) {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US })
  await session.post('Profiler.start')
  if (operation.sample !== undefined) await operation.sample(ms)
  else
    for (const end = performance.now() + ms; performance.now() < end; )
      for (let i = 0; i < 100; i++) operation()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  return partsOf(profile)
}

function partsOf({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map()
  let all = 0
  samples.forEach((id, i) => {
    const name = names.get(id)
    if (OWN.test(name)) return
    times.set(name, (times.get(name) ?? 0) + timeDeltas[i])
    all += timeDeltas[i]
  })
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([name, time]) => ({ name, part: time / all }))
}

function nameOf({ functionName, url }) {
  if (url.startsWith('wasm:')) return 'generated code'
  if (!url.startsWith('file:')) return functionName || 'the engine'
  return `${functionName || 'a function'} in ${basename(fileURLToPath(url))}`
}
