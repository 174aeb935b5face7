// The example scenarios: what each of them expects is what happens; and the published schema is the one that is used.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { JvisorMachine } from './jvisor-machine.ts'
import { parseScenario } from './parse.ts'
import { play } from './player.ts'
import { compareReports, type Report } from './report.ts'
import { scenarioJsonSchema } from './schema.ts'

const EXAMPLES = fileURLToPath(new URL('../../../examples/scenarios/', import.meta.url))
/** What Linux answered: scripts/record-examples.js asks it. */
const LINUX: { reports: Record<string, Report> } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../conformance/examples.json', import.meta.url)), 'utf8'),
)
const SCHEMA = fileURLToPath(new URL('../schema/scenario.schema.json', import.meta.url))
const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'))

describe('examples/scenarios', () => {
  test('there are at least 25', () => {
    expect(names.length).toBeGreaterThanOrEqual(25)
  })

  test.each(names)('%s', async (name) => {
    const scenario = parseScenario(readFileSync(EXAMPLES + name, 'utf8'), name)
    const subject = new JvisorMachine().subject()
    const report = await play(scenario, subject)
    const { steps } = report
    await subject.close()
    expect(compareReports(report, LINUX.reports[name])).toEqual([])
    expect(scenario.teaches?.trim().split('\n').length).toBe(2)
    const wanted = scenario.steps.map(({ expect: result, also }, i) => [
      String(result ?? steps[i].result),
      ...(also ?? steps[i].also ?? []),
    ])
    expect(steps.map(({ result, also = [] }) => [result, ...also])).toEqual(wanted)
    expect(scenario.steps.some((step) => step.expect !== undefined)).toBe(true)
  })
})

test('the published JSON Schema is up to date (write it with: jvisor lab --schema)', () => {
  expect(JSON.parse(readFileSync(SCHEMA, 'utf8'))).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())))
})
