// Measures the hot paths: `npx -y pnpm@12 run bench [--filter TEXT] [--json] [--ms N]`. Each row is measured beside a bare
// operation of the same size, in turn and in one process; the ratio is what to quote, since machines differ and drift.

import { parseArgs } from 'node:util'
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

/** Calls in one sample, so that a sample is long against the clock's own grain. */
function batchOf(operation) {
  let calls = 1
  for (;;) {
    const start = performance.now()
    for (let i = 0; i < calls; i++) operation()
    if (performance.now() - start > 0.2) return calls
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
  const measured = operations.map((operation) => ({ operation, calls: batchOf(operation), samples: [] }))
  const start = performance.now()
  const counts = start + WARM_UP_MS
  const end = counts + measured.length * Number(options.ms)
  for (let now = start; now < end || measured[0].samples.length < 5; now = performance.now()) {
    for (const { operation, calls, samples } of measured) {
      const before = performance.now()
      for (let i = 0; i < calls; i++) operation()
      if (before >= counts) samples.push(((performance.now() - before) * 1e6) / calls)
    }
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
if (options.json) console.log(JSON.stringify({ node: process.version, results }, undefined, 2))
