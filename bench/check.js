// Whether anything has become slower: `npx -y pnpm@12 run bench:check [--update] [--filter TEXT]`. Measures the rows that
// baseline.json names, and compares their ratios with the ones there. Machines are noisy: a row fails only if it is slower
// each time of several, by more than its samples differ among themselves.

import './one-cpu.js'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measure, warmUpAll } from './measure.js'
import { rows } from './rows.js'

const { values: options } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    filter: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log('Usage: npx -y pnpm@12 run bench:check [--update] [--filter TEXT]')
  process.exit(0)
}

const FILE = join(import.meta.dirname, 'baseline.json')
/** Milliseconds for each side of a row, and how often a row may try. */
const MS = 60
const TRIES = 4
/** What a ratio may always be above that of the baseline. */
const SLACK = 1.35

const baseline = JSON.parse(readFileSync(FILE, 'utf8'))

const keyOf = ([name, comparedWith]) => `${name} / ${comparedWith}`

/** The ratio of a row, and how far its own samples are apart, as a factor. */
async function ratioOf(bare, operation) {
  const [own, other] = await measure(MS, operation, bare)
  return { ratio: own.ns / other.ns, spread: 1 + (own.spread + other.spread) / 100 }
}

let failed = 0
const measured = new Set()
function* chosen() {
  for (const row of rows()) if (keyOf(row) in baseline && keyOf(row).includes(options.filter)) yield row
}

await warmUpAll(chosen())
for (const row of chosen()) {
  const [, , bare, operation] = row
  const key = keyOf(row)
  measured.add(key)
  const limit = baseline[key]
  const ratios = []
  let best = Infinity
  let isSlow = true
  for (let i = 0; i < TRIES && (isSlow || options.update); i++) {
    const { ratio, spread } = await ratioOf(bare, operation)
    ratios.push(ratio)
    best = Math.min(best, ratio)
    isSlow = !options.update && ratio > limit * Math.max(SLACK, spread)
  }
  // What it is in the middle: the best of several tries is below that again, unless something has changed.
  if (options.update) baseline[key] = Number(ratios.sort((a, b) => a - b)[ratios.length >> 1].toPrecision(3))
  else if (isSlow) failed++
  console.log(
    `${isSlow && !options.update ? 'SLOWER' : 'ok    '} ${key}: ${best.toFixed(2)}, baseline ${limit}`,
  )
}
for (const key of Object.keys(baseline))
  if (!measured.has(key) && key.includes(options.filter))
    console.log(`-      ${key}: there is no such row, or no peer`)
if (options.update) writeFileSync(FILE, `${JSON.stringify(baseline, undefined, 2)}\n`)
console.log(`${measured.size - failed} as fast as before, ${failed} slower`)
process.exit(failed === 0 ? 0 : 1)
