// Report: what a scenario did on one kernel, in words that can be compared with those of another.

/** What one step gave. */
export interface StepReport {
  /**
   * "3"; "EFAULT"; "0x200001000" for an address, "elsewhere" for one that the kernel chose; the name of a task;
   * "blocks", or "gone", if it has not returned, or its task will not; "not made" if the task could not make it.
   */
  readonly result: string
  /** What the call left in places that the step asked to see ({ out }), as hexadecimal digits or a digest. */
  readonly out: readonly string[]
  /** What else has come of it: "b: read 3", "b handles SIGUSR1", "b is gone"; left out if nothing has. */
  readonly also?: readonly string[]
}

export interface Report {
  /** The steps that were made: all, or those up to one after which no task could make another. */
  readonly steps: readonly StepReport[]
  /** How things stand at the end: mappings, bytes of memory, files, descriptors; one line each. */
  readonly state: readonly string[]
}

/** One difference between two reports. */
export interface Difference {
  /** Index of the step, or -1 for the state at the end. */
  readonly step: number
  readonly ours: string
  readonly theirs: string
}

/** What a step gave, in one line. */
export function stepText({ result, out, also = [] }: StepReport): string {
  return [[result, ...out].join(' '), ...also].join(', ')
}

/** All differences, steps first. */
export function compareReports(ours: Report, theirs: Report): Difference[] {
  const differences: Difference[] = []
  const count = Math.max(ours.steps.length, theirs.steps.length)
  for (let i = 0; i < count; i++) {
    const [a, b] = [ours, theirs].map(({ steps }) => (i < steps.length ? stepText(steps[i]) : 'not made'))
    if (a !== b) differences.push({ step: i, ours: a, theirs: b })
  }
  const [left, right] = [new Set(ours.state), new Set(theirs.state)]
  const onlyOurs = ours.state.filter((line) => !right.has(line))
  const onlyTheirs = theirs.state.filter((line) => !left.has(line))
  for (let i = 0; i < Math.max(onlyOurs.length, onlyTheirs.length); i++) {
    differences.push({ step: -1, ours: onlyOurs[i] ?? '', theirs: onlyTheirs[i] ?? '' })
  }
  return differences
}
