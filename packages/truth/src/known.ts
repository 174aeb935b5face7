// The differences between jvisor and the host's Linux that are as they should be, each with its reason. A short list:
// what is not here is a mistake.

import type { Difference, Scenario } from '@jvisor/scenario'

/** What a scenario did that can explain a difference. */
export interface Doings {
  readonly scenario: Scenario
  /**
   * A transfer's buffers lay in a mapping of the very file, a file was sent to itself, perhaps by way of a pipe, or
   * memory was copied onto itself, so perhaps too.
   */
  readonly movedOntoItself: boolean
  /** An offset to write at was read from memory, and lies where our files cannot reach. */
  readonly wroteFarOut: boolean
}

export interface KnownDifference {
  readonly reason: string
  /** True if this explains a difference. */
  applies(difference: Difference, doings: Doings): boolean
}

/** A line of the state about bytes alone. */
const BYTES = /^$|^(bytes|file|content) /

function inBytesAlone({ step, ours, theirs }: Difference): boolean {
  return step < 0 && BYTES.test(ours) && BYTES.test(theirs)
}

/** What a call returned is the same, but not the bytes that it read. */
function inBytesRead({ step, ours, theirs }: Difference): boolean {
  const result = /^(\d+) [0-9a-f]+$/
  const [, n] = result.exec(ours) ?? []
  return step >= 0 && n !== undefined && n === result.exec(theirs)?.[1]
}

/** A line of the state about mappings, or what their memory holds. */
const MAPPINGS = /^(nothing$|map |bytes )/

/** A hole of the heap was a buffer while there was a mapping that grows down. */
function touchedBelowStack({ steps }: Scenario): boolean {
  const text = JSON.stringify(steps)
  return text.includes('MAP_GROWSDOWN') && /"brk\b/.test(text)
}

export const KNOWN: readonly KnownDifference[] = [
  {
    reason:
      'something is copied onto itself, a file through a mapping of it, by sendfile or splice, or memory: what overlaps depends on how the processor copies',
    applies: (difference, { movedOntoItself }) => movedOntoItself && inBytesAlone(difference),
  },
  {
    reason: 'a signalfd was read, which tells numbers of processes',
    applies: (difference, { scenario }) =>
      inBytesAlone(difference) &&
      (scenario.fds.sg !== undefined || scenario.steps.some(({ signalfd4 }) => signalfd4 !== undefined)),
  },
  {
    reason:
      'the heap was touched where nothing is mapped: the stack above it that a fault there prepares to grow depends on where the kernel puts the heap',
    applies: ({ step, ours, theirs }, { scenario }) =>
      step < 0 && MAPPINGS.test(ours) && MAPPINGS.test(theirs) && touchedBelowStack(scenario),
  },
  {
    reason: 'something was to be written at an offset from 2^53 on, where our files end',
    applies: (_difference, { wroteFarOut }) => wroteFarOut,
  },
  {
    reason: 'random bytes were read',
    applies: (difference, { scenario }) =>
      scenario.fds.ur !== undefined && (inBytesAlone(difference) || inBytesRead(difference)),
  },
]

/** The reason for a difference, if it is one of those that are known. */
export function knownReason(
  known: readonly KnownDifference[],
  difference: Difference,
  doings: Doings,
): string | undefined {
  return known.find((one) => one.applies(difference, doings))?.reason
}
