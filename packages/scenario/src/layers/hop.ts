// Hop: one call from one layer to another, as it was seen; what it called in turn hangs below it.

/** A declaration in a repository. */
export interface Place {
  /** Path from the root of the repository: "packages/mm/src/copy.ts". */
  readonly path: string
  /** What the file declares there, "copyIn", or a class and its method, "PipeEnd.read". */
  readonly symbol: string
}

/** A call that came through a door. */
export interface Hop {
  /** The package that was called. */
  readonly layer: string
  /** Class and method, "Task.iovecsIOSequence"; of a system call its name. */
  readonly name: string
  /** The arguments in words, without those that were left out. */
  readonly args: readonly string[]
  /** What came back, in words: "" for nothing; undefined as long as it has not come back. */
  result: string | undefined
  /** It had to wait before it came back. */
  waited?: true
  /** What it called, in order. */
  children: Hop[]
  /** Where it is written here. */
  readonly source: Place
  /** Its counterpart in gVisor, if there is one. */
  readonly gvisor: Place | undefined
  /** Calls right after it, together with the neighbours that have the same number, that are not told one by one. */
  repeated?: number
}
