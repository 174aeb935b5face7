// What host-kernel.ts and the child that plays for it say to each other.

import type { Report, Scenario } from '@jvisor/scenario'

/** A scenario that could not be played to its end. */
export interface HostFailure {
  readonly failure: string
}

export interface Request {
  readonly id: number
  readonly scenarios: readonly Scenario[]
}

export type Answer =
  | { readonly ready: true }
  | { readonly failure: string }
  | { readonly id: number; readonly reports: readonly (Report | HostFailure)[] }
