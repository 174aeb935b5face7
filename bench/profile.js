// Where the time of an operation goes: the functions that take most of it themselves, as V8's own profiler sees them.

import { Session } from 'node:inspector/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const INTERVAL_US = 100
/** So many are shown, and none that are less. */
const SHOWN = 6
const LEAST = 0.01
/** What the profiler itself takes, the loop around the operation, and waiting. */
const OWN = /^(dispatch|\(idle\))$|in profile\.js$/

/**
 * Calls an operation for so many milliseconds, or lets it sample itself. `nameOf`: what a function (of V8's profiler) is
 * called, or who it belongs to. @returns names and their parts of the time
 */
export async function profile(operation, ms, nameOf = functionIn) {
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
  return partsOf([profile], nameOf)
}

/** The largest parts of the time of some profiles together. */
export function partsOf(profiles, nameOf) {
  const times = new Map()
  let all = 0
  for (const { nodes, samples, timeDeltas } of profiles) {
    const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
    samples.forEach((id, i) => {
      const name = names.get(id)
      if (OWN.test(name)) return
      times.set(name, (times.get(name) ?? 0) + timeDeltas[i])
      all += timeDeltas[i]
    })
  }
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([name, time]) => ({ name, part: time / all }))
    .filter(({ part }, i) => i < SHOWN && part >= LEAST)
}

/** For people. */
export function partsText(parts) {
  return parts.map(({ name, part }) => `${name} ${(100 * part).toFixed(0)} %`).join(', ')
}

function functionIn({ functionName, url }) {
  if (url.startsWith('wasm:')) return 'generated code'
  if (!url.startsWith('file:')) return functionName || 'the engine'
  return `${functionName || 'a function'} in ${basename(fileURLToPath(url))}`
}
