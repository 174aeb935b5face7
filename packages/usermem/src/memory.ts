// Memory that the sentry can address directly: the guest's pages, or a plain array of the host.

/**
 * A buffer whose view may be replaced: the guest's memory grows, and growing detaches every view of it. So a
 * {@link Block} names its memory and an offset, and whoever moves bytes takes `bytes` afresh.
 */
export interface Memory {
  /** The bytes, now. Not to be kept across a call that can allocate guest pages. */
  readonly bytes: Uint8Array
  /** Moves `length` bytes inside this memory; the two places may overlap. */
  copyWithin(to: number, from: number, length: number): void
}

/** A host array as {@link Memory}: the sentry's own buffers, and tests. */
export class HostMemory implements Memory {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  copyWithin(to: number, from: number, length: number): void {
    this.bytes.copyWithin(to, from, from + length)
  }
}
