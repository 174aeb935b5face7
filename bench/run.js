// Measures the hot paths: `npx -y pnpm@12 run bench [--filter TEXT] [--json] [--ms N]`. Each row is measured beside a bare
// operation of the same size, in turn and in one process; the ratio is what to quote, since machines differ and drift.

import { parseArgs } from 'node:util'
import { missing as missingLibraries } from './peers/javascript.js'
import { missing as missingPrograms } from './peers/programs.js'
import { rows } from './rows.js'

const { values: options } = parseArgs({
  options: {
    filter: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    ms: { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log('Usage: npx -y pnpm@12 run bench [--filter TEXT] [--json] [--ms MILLISECONDS]')
  process.exit(0)
}

/** A sample is so long, milliseconds: long against the clock's own grain, and short against the slices of a scheduler. */
const SAMPLE_MS = 0.2
/** So many in a row beside a peer that is a process of its own, and takes as long to start. */
const TURN_MS = 4

/** Takes samples, nanoseconds per call, of an operation of this process, for so long. */
function sampler(operation) {
  const calls = batchOf(operation, SAMPLE_MS)
  return (ms) => {
    const samples = []
    const start = performance.now()
    let end = start
    do {
      const begin = end
      for (let i = 0; i < calls; i++) operation()
      end = performance.now()
      samples.push(((end - begin) * 1e6) / calls)
    } while (end - start < ms)
    return samples
  }
}

/** Calls that take so long. */
function batchOf(operation, ms) {
  let calls = 1
  for (;;) {
    const start = performance.now()
    for (let i = 0; i < calls; i++) operation()
    if (performance.now() - start > ms) return calls
    calls *= 2
  }
}

/** A row is set up and compiled for so long before it counts. */
const WARM_UP_MS = 200

/**
 * Measures two operations in turn, a sample of one and a sample of the other, so that both meet the same machine.
 * @returns nanoseconds per call of each, the lower quartile of the samples (in others something else had its turn), and
 *   by how many percent the median is above it.
 */
function measure(...operations) {
  const turn = operations.some(({ sample }) => sample !== undefined) ? TURN_MS : 0
  const measured = operations.map((operation) => ({
    sample: operation.sample ?? sampler(operation),
    samples: [],
  }))
  for (const { sample } of measured) sample(WARM_UP_MS)
  const end = performance.now() + measured.length * Number(options.ms)
  while (performance.now() < end || measured[0].samples.length < 5) {
    for (const { sample, samples } of measured) samples.push(...sample(turn))
  }
  return measured.map(({ samples }) => {
    samples.sort((a, b) => a - b)
    const ns = samples[samples.length >> 2]
    return { ns, spread: ((samples[samples.length >> 1] / ns - 1) * 100) | 0 }
  })
}

const results = []
const time = (ns) => (ns < 1000 ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(2)} µs`)
if (!options.json)
  console.log(`${'row'.padEnd(40)} ${'ratio'.padStart(8)} ${'time'.padStart(10)}  compared with`)
for (const [name, comparedWith, bare, operation] of rows()) {
  if (!name.includes(options.filter)) continue
  const [own, other] = measure(operation, bare)
  results.push({ name, comparedWith, ratio: own.ns / other.ns, ns: own.ns, spreadPercent: own.spread })
  if (options.json) continue
  const ratio = `${(own.ns / other.ns).toFixed(2)}×`
  console.log(
    `${name.padEnd(40)} ${ratio.padStart(8)} ${time(own.ns).padStart(10)}  ${comparedWith} ${time(other.ns)}`,
  )
}
if (!options.json) for (const line of [...missingPrograms, ...missingLibraries]) console.log(line)
if (options.json) console.log(JSON.stringify({ node: process.version, results }, undefined, 2))
