import { complete, SCENARIO_SCHEMA } from '@jvisor/scenario'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomScenario } from './scenario.ts'

test('random scenarios are as the schema wants them, and complete() gives them the defaults that it has', () => {
  for (const input of fc.sample(randomScenario(), { seed: 3, numRuns: 300 })) {
    expect(complete(input)).toEqual(SCENARIO_SCHEMA.parse(input))
  }
})

test('random scenarios of one task send and splice nothing to or from a stream socket', () => {
  const names = ['sendfile', 'splice']
  const inputs = fc.sample(randomScenario(new Set(['readv', ...names])), { seed: 3, numRuns: 1000 })
  const withSocket = inputs.filter(({ steps }) => JSON.stringify(steps).includes('"k.'))
  expect(withSocket.length).toBeGreaterThan(20)
  const moves = withSocket.flatMap(({ steps }) =>
    steps.flatMap(({ sendfile, splice }) => sendfile ?? splice ?? []),
  )
  expect(moves).not.toContain('k.r')
  expect(moves).not.toContain('k.w')
})
