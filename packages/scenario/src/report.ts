// Report: what a scenario did on one kernel, in words that can be compared with those of another.

/** What one step gave. */
export interface StepReport {
  /** "3"; "EFAULT"; "0x200001000" for an address, "elsewhere" for one that the kernel chose; "blocks". */
  readonly result: string
  /** What the call left in places that the step asked to see ({ out }), as hexadecimal digits or a digest. */
  readonly out: readonly string[]
}

export interface Report {
  /** The steps that were made: all, or those up to one that blocks. */
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

function stepText(step: StepReport | undefined): string {
  if (step === undefined) return 'not made'
  return [step.result, ...step.out].join(' ')
}

/** All differences, steps first. */
export function compareReports(ours: Report, theirs: Report): Difference[] {
  const differences: Difference[] = []
  const count = Math.max(ours.steps.length, theirs.steps.length)
  for (let i = 0; i < count; i++) {
    const [a, b] = [stepText(ours.steps[i]), stepText(theirs.steps[i])]
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
