// Adds scenarios that `jvisor diff` has found to differ, and that are mended, to conformance/found.jsonl, with what this
// machine's Linux answers. Usage: node scripts/record-found.js FILE.yaml...

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostKernel } from '../packages/cli/dist/host-kernel/host-kernel.js'
import { complete, parseScenario } from '../packages/scenario/dist/index.js'
import { formatCorpus, parseCorpus } from '../packages/truth/dist/index.js'

const path = join(import.meta.dirname, '../conformance/found.jsonl')
const host = await HostKernel.start()
const old = existsSync(path)
  ? parseCorpus(readFileSync(path, 'utf8')).cases.map(({ scenario }) => scenario)
  : []
const added = process.argv.slice(2).map((file) => parseScenario(readFileSync(file, 'utf8'), file))
const inputs = [...old, ...added]
const reports = await host.run(inputs.map(complete))
await host.close()
const failed = reports.findIndex((report) => 'failure' in report)
if (failed >= 0) throw new Error(`case ${failed + 1}: ${reports[failed].failure}`)
const cases = inputs.map((scenario, i) => ({ scenario, linux: reports[i] }))
writeFileSync(path, formatCorpus({ kernel: host.release }, cases))
console.log(`${cases.length} cases`)
