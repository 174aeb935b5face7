// Measures the hot paths: `npx -y pnpm@12 run bench [--filter TEXT] [--json] [--ms N]`. Each row is measured beside a bare
// operation of the same size, in turn and in one process; the ratio is what to quote, since machines differ and drift.

import { parseArgs } from 'node:util'
import { Bench } from 'tinybench'
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

/** Nanoseconds per call: the median of many samples, and half the spread of the middle half of them. */
async function measure(operation) {
  const calls = batchOf(operation)
  const bench = new Bench({ time: Number(options.ms), warmupTime: 100 })
  bench.add('row', () => {
    for (let i = 0; i < calls; i++) operation()
  })
  await bench.run()
  const { latency } = bench.tasks[0].result
  return { ns: (latency.p50 * 1e6) / calls, spread: (((latency.p75 - latency.p50) / latency.p50) * 100) | 0 }
}

const results = []
const time = (ns) => (ns < 1000 ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(2)} µs`)
if (!options.json)
  console.log(`${'row'.padEnd(40)} ${'ratio'.padStart(8)} ${'time'.padStart(10)}  compared with`)
for (const [name, comparedWith, bare, operation] of rows()) {
  if (!name.includes(options.filter)) continue
  const [own, other] = [await measure(operation), await measure(bare)]
  results.push({ name, comparedWith, ratio: own.ns / other.ns, ns: own.ns, spreadPercent: own.spread })
  if (options.json) continue
  const ratio = `${(own.ns / other.ns).toFixed(2)}×`
  console.log(
    `${name.padEnd(40)} ${ratio.padStart(8)} ${time(own.ns).padStart(10)}  ${comparedWith} ${time(other.ns)}`,
  )
}
if (options.json) console.log(JSON.stringify({ node: process.version, results }, undefined, 2))
