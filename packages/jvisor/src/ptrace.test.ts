// Tracers and tracees: what Linux answered.

import { expect, test } from 'vitest'
import { PtracePlayer } from './ptrace-player.testing.ts'
import { PTRACE_RECORDED } from './ptrace-recorded.testing.ts'

test.each(Object.entries(PTRACE_RECORDED))('%s', async (_, scenario) => {
  const got = await new PtracePlayer().play(scenario)
  const differences = got.flatMap(([step, result], i) =>
    result === scenario.steps[i]?.[1]
      ? []
      : [`step ${i}, ${step}: ${result}, on Linux ${scenario.steps[i]?.[1]}`],
  )
  expect(differences).toEqual([])
  expect(got.length).toBe(scenario.steps.length)
})
