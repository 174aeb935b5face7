import { complete, SCENARIO_SCHEMA } from '@jvisor/scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomScenario } from './scenario.ts'

test('random scenarios are as the schema wants them, and complete() gives them the defaults that it has', () => {
  for (const input of fc.sample(randomScenario(), { seed: 3, numRuns: 300 })) {
    expect(complete(input)).toEqual(SCENARIO_SCHEMA.parse(input))
  }
})
