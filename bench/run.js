// Measures the hot paths: `npx -y pnpm@12 run bench [--filter TEXT] [--json] [--ms N]`. Each row is measured beside a bare
// operation of the same size, in turn and in one process; the ratio is what to quote, since machines differ and drift.

import './one-cpu.js'
import { parseArgs } from 'node:util'
import { measure, timeText, warmUpAll } from './measure.js'
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

const results = []
if (!options.json)
  console.log(`${'row'.padEnd(40)} ${'ratio'.padStart(8)} ${'time'.padStart(10)}  compared with`)
function* chosen() {
  for (const row of rows()) if (`${row[0]} / ${row[1]}`.includes(options.filter)) yield row
}

await warmUpAll(chosen())
for (const [name, comparedWith, bare, operation] of chosen()) {
  const [own, other] = await measure(Number(options.ms), operation, bare)
  results.push({ name, comparedWith, ratio: own.ns / other.ns, ns: own.ns, spreadPercent: own.spread })
  if (options.json) continue
  const ratio = `${(own.ns / other.ns).toFixed(2)}×`
  console.log(
    `${name.padEnd(40)} ${ratio.padStart(8)} ${timeText(own.ns).padStart(10)}  ${comparedWith} ${timeText(other.ns)}`,
  )
}
if (!options.json) for (const line of [...missingPrograms, ...missingLibraries]) console.log(line)
if (options.json) console.log(JSON.stringify({ node: process.version, results }, undefined, 2))
