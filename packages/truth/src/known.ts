// The differences between jvisor and the host's Linux that are as they should be, each with its reason. A short list:
// what is not here is a mistake.

import { actionOf, type Difference, type Scenario } from '@jvisor/scenario'

export interface KnownDifference {
  readonly reason: string
  /** True if this explains a difference. */
  applies(scenario: Scenario, difference: Difference): boolean
}

export const KNOWN: readonly KnownDifference[] = []

/** The reason for a difference, if it is a known one. */
export function knownReason(scenario: Scenario, difference: Difference): string | undefined {
  return KNOWN.find((known) => known.applies(scenario, difference))?.reason
}

/** The call that a difference is in; undefined for one in the state at the end. */
export function callOf(scenario: Scenario, { step }: Difference): string | undefined {
  return step < 0 ? undefined : actionOf(scenario.steps[step])
}
