// Memory that the sentry can address directly: the guest's pages, or a plain array of the host.

import type { BlockSeq } from './block-seq.ts'

/**
 * A buffer whose view may be replaced: the guest's memory grows, and growing detaches every view of it. So a
 * {@link Block} names its memory and an offset, and whoever moves bytes takes `bytes` afresh.
 */
export interface Memory {
  /** The bytes, now. Not to be kept across a call that can allocate guest pages. */
  readonly bytes: Uint8Array
  /** Moves `length` bytes inside this memory; the two places may overlap. */
  copyWithin(to: number, from: number, length: number): void
  /** Sets `length` bytes at `offset` to zero. */
  zero(offset: number, length: number): void
  /** What works on sequences whose array lies in this memory, if there is such a thing. */
  readonly lists?: BlockLists | undefined
}

/** Generated code that works on sequences of blocks with `list` >= 0 in its memory. */
export interface BlockLists {
  /** Moves the first `bytes` bytes of `from` to those of `to`, piece by piece. Precondition: both have so many. */
  move(to: BlockSeq, from: BlockSeq, bytes: number): void
  /**
   * Moves the first `bytes` bytes of `from`, in another memory, to those of `to`. @returns false, with nothing moved, if it
   * is better done piece by piece. Precondition: both have so many.
   */
  moveIn(to: BlockSeq, from: BlockSeq, bytes: number): boolean
  /** The other way: `to` is in another memory. */
  moveOut(to: BlockSeq, from: BlockSeq, bytes: number): boolean
  /** Sets every byte of every block to zero. */
  zero(blocks: BlockSeq): void
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
  zero(offset: number, length: number): void {
    this.bytes.fill(0, offset, offset + length)
  }
}
