// Records what this machine's Linux makes of examples/scenarios, in conformance/examples.json. Usage: node scripts/record-examples.js

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostKernel } from '../packages/cli/dist/host-kernel/host-kernel.js'
import { parseScenario } from '../packages/scenario/dist/index.js'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'examples/scenarios')
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const host = await HostKernel.start()
const reports = await host.run(
  names.map((name) => parseScenario(readFileSync(join(folder, name), 'utf8'), name)),
)
await host.close()
const failed = reports.findIndex((report) => 'failure' in report)
if (failed >= 0) throw new Error(`${names[failed]}: ${reports[failed].failure}`)
const recorded = {
  kernel: host.release,
  reports: Object.fromEntries(names.map((name, i) => [name, reports[i]])),
}
writeFileSync(join(root, 'conformance/examples.json'), `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${names.length} examples`)
