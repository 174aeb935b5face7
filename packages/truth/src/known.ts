// The differences between jvisor and the host's Linux that are as they should be, each with its reason. A short list:
// what is not here is a mistake.

import type { Difference, Scenario } from '@jvisor/scenario'

export interface KnownDifference {
  readonly reason: string
  /** True if this explains a difference. */
  applies(scenario: Scenario, difference: Difference): boolean
}

/** Mappings of the file in random scenarios, and places that it can be mapped at by a step. */
const OF_FILE = /"(sh|shr|pv|arena)\b/
/** Calls that move bytes between a file and memory. */
const TRANSFER = /^\{"p?(read|write)(v|v2|64)?":/
/** A step that may map the file somewhere else, and the mapping at whose place. */
const MAPS_FILE = /^\{"mmap":\["(\w+)(?!.*MAP_ANONYMOUS)/
/** A line of the state about bytes alone. */
const BYTES = /^$|^(bytes|file|content) /

export const KNOWN: readonly KnownDifference[] = [
  {
    reason:
      'a file is copied onto itself through a mapping of it: what overlaps depends on how the processor copies',
    applies(scenario, { step, ours, theirs }) {
      if (step >= 0 || !BYTES.test(ours) || !BYTES.test(theirs)) return false
      const steps = scenario.steps.map((s) => JSON.stringify(s))
      const places = steps.flatMap((s) => MAPS_FILE.exec(s)?.[1] ?? [])
      const ofFile = (s: string) => OF_FILE.test(s) || places.some((name) => s.includes(`"${name}`))
      return steps.some((s) => TRANSFER.test(s) && ofFile(s))
    },
  },
  {
    reason: 'random bytes were read',
    applies(scenario, { step, ours, theirs }) {
      return step < 0 && BYTES.test(ours) && BYTES.test(theirs) && scenario.fds.ur !== undefined
    },
  },
]

/** The reason for a difference, if it is one of those that are known. */
export function knownReason(
  known: readonly KnownDifference[],
  scenario: Scenario,
  difference: Difference,
): string | undefined {
  return known.find((one) => one.applies(scenario, difference))?.reason
}
