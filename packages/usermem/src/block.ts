// A run of bytes in memory that the sentry can address. gVisor: pkg/safemem/block_unsafe.go.
//
// gVisor marks blocks that may fault when touched ("needs safecopy"): mappings of host files. Here translation is
// done before a block exists, so a block can always be touched.

import { HostMemory, type Memory } from './memory.ts'

/** `length` bytes at `offset` of a {@link Memory}. A value: methods return new blocks. */
export class Block {
  readonly memory: Memory
  readonly offset: number
  readonly length: number

  constructor(memory: Memory, offset: number, length: number) {
    this.memory = memory
    this.offset = offset
    this.length = length
  }

  /** All of a host array. The array is used in place, not copied. */
  static fromBytes(bytes: Uint8Array): Block {
    return new Block(new HostMemory(bytes), 0, bytes.length)
  }

  /** The bytes, as a view: valid until guest pages are next allocated. */
  toBytes(): Uint8Array {
    return this.memory.bytes.subarray(this.offset, this.offset + this.length)
  }

  /** The block without its first `n` bytes; empty if it has no more. */
  dropFirst(n: number): Block {
    const dropped = Math.min(n, this.length)
    return new Block(this.memory, this.offset + dropped, this.length - dropped)
  }

  /** Only the first `n` bytes; all if it has no more. */
  takeFirst(n: number): Block {
    return n >= this.length ? this : new Block(this.memory, this.offset, n)
  }
}

/**
 * Moves `length` bytes between two memories, or within one (where the places may overlap).
 * Precondition: both places lie inside their memories.
 */
export function moveBytes(
  to: Memory,
  toOffset: number,
  from: Memory,
  fromOffset: number,
  length: number,
): void {
  if (to === from) to.copyWithin(toOffset, fromOffset, length)
  else {
    const { bytes } = from
    to.bytes.set(length === bytes.length ? bytes : bytes.subarray(fromOffset, fromOffset + length), toOffset)
  }
}

/** Copies as much of `src` as fits into `dst`; they may overlap. @returns bytes copied. */
export function copyBlock(dst: Block, src: Block): number {
  const n = Math.min(dst.length, src.length)
  moveBytes(dst.memory, dst.offset, src.memory, src.offset, n)
  return n
}

/** Sets every byte of the block to zero. @returns its length in bytes. */
export function zeroBlock(dst: Block): number {
  dst.memory.bytes.fill(0, dst.offset, dst.offset + dst.length)
  return dst.length
}
