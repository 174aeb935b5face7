// Random scenarios: a few calls, and what they need to begin with.

import type { ScenarioInput } from '@jvisor/scenario'
import fc from 'fast-check'
import { fileCall } from './files.ts'
import { mappingCall } from './mappings.ts'
import { type StepInput, transfer } from './transfers.ts'
import { address, weighted } from './values.ts'
import { beginning, world } from './world.ts'

const poke: fc.Arbitrary<StepInput> = fc
  .tuple(address, fc.integer({ min: 1, max: 300 }))
  .map(([at, length]): StepInput => ({ poke: { at, bytes: { repeat: 'poke!', length } } }))

/** Groups of calls that can be asked for. */
export const FAMILIES = { transfer, files: fileCall, mappings: mappingCall } as const
export type Family = keyof typeof FAMILIES

const steps = fc.array(weighted<StepInput>([8, transfer], [4, fileCall], [3, mappingCall], [1, poke]), {
  minLength: 1,
  maxLength: 8,
})

/** A random scenario. `only`, if given, says which calls it makes: others are left out. */
export function randomScenario(only?: ReadonlySet<string>): fc.Arbitrary<ScenarioInput> {
  const chosen = only === undefined ? steps : fc.array(callsOf(only), { minLength: 1, maxLength: 8 })
  return fc.tuple(world, chosen).map(([w, list]) => ({ title: 'random', ...beginning(w, list), steps: list }))
}

/** A step that makes one of some calls. */
function callsOf(only: ReadonlySet<string>): fc.Arbitrary<StepInput> {
  const wanted = (step: StepInput) => Object.keys(step).some((name) => only.has(name))
  const arbitraries = Object.values(FAMILIES).filter((family) =>
    fc.sample(family, { numRuns: 300, seed: 1 }).some(wanted),
  )
  return fc.oneof(...arbitraries.map((family) => family.filter(wanted)))
}
