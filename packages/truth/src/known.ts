// The differences between jvisor and the host's Linux that are as they should be, each with its reason. A short list:
// what is not here is a mistake.

import { actionOf, type Difference, type Scenario } from '@jvisor/scenario'

export interface KnownDifference {
  readonly reason: string
  /** True if this explains a difference. */
  applies(scenario: Scenario, difference: Difference): boolean
}

/** Mappings of the file in random scenarios, and places that it can be mapped at by a step. */
const OF_FILE = /"(sh|shr|pv|arena)\b/
/** Calls that move bytes between a file and memory. */
const TRANSFER = /^\{"p?(read|write)(v|v2|64)?":/
/** A step after which the file may be mapped anywhere. */
const MAPS_FILE = /^\{"mmap":(?!.*MAP_ANONYMOUS)/
/** A line of the state about bytes alone. */
const BYTES = /^$|^(bytes|file|content) /

export const KNOWN: readonly KnownDifference[] = [
  {
    reason:
      'a file is copied onto itself through a mapping of it: what overlaps depends on how the processor copies',
    applies(scenario, { step, ours, theirs }) {
      if (step >= 0 || !BYTES.test(ours) || !BYTES.test(theirs)) return false
      const steps = scenario.steps.map((s) => JSON.stringify(s))
      const mapped = steps.some((s) => MAPS_FILE.test(s))
      return steps.some((s) => TRANSFER.test(s) && (mapped || OF_FILE.test(s)))
    },
  },
  {
    reason: 'random bytes were read',
    applies(scenario, { step, ours, theirs }) {
      return step < 0 && BYTES.test(ours) && BYTES.test(theirs) && scenario.fds.ur !== undefined
    },
  },
]

/** The reason for a difference, if it is a known one. */
export function knownReason(scenario: Scenario, difference: Difference): string | undefined {
  return KNOWN.find((known) => known.applies(scenario, difference))?.reason
}

/** The call that a difference is in; undefined for one in the state at the end. */
export function callOf(scenario: Scenario, { step }: Difference): string | undefined {
  return step < 0 ? undefined : actionOf(scenario.steps[step])
}
