// A sequence of blocks in one memory: what an AddrRangeSeq becomes once translated. gVisor: pkg/safemem/seq_unsafe.go.
//
// The blocks are entries of an array, not objects. In gVisor a sequence may mix any memory; here all blocks of one
// sequence share a Memory, since guest pages all live in one buffer and the sentry's own arrays never mix with them. The
// array may lie in that memory itself: then generated code fills it, and goes by it.

import { Block, moveBytes } from './block.ts'
import type { Memory } from './memory.ts'

const NO_BLOCKS = new Uint32Array(0)

export class BlockSeq {
  /** What all blocks lie in. */
  readonly memory: Memory
  /** Where in {@link memory} the array is, bytes; -1 if it is not there, and no generated code can go by it. */
  readonly list: number
  // Offset and length of each, in turn.
  #blocks: Uint32Array
  #count = 0
  #numBytes = 0

  /**
   * An empty sequence with room for `capacity` blocks, which grows as needed. `blocks`: what it uses for them, two words
   * for each, at `list` of the memory; it does not grow.
   */
  constructor(memory: Memory, capacity = 4, blocks?: Uint32Array, list = -1) {
    this.memory = memory
    this.list = list
    this.#blocks = blocks ?? new Uint32Array(2 * capacity)
  }

  /** The array lies in a view of its own now, the same bytes: those it had are detached. Precondition: list >= 0 */
  rebase(blocks: Uint32Array): void {
    this.#blocks = blocks
  }

  /** The array was filled with `count` blocks of `numBytes` in all; none is empty. Precondition: list >= 0 */
  filled(count: number, numBytes: number): void {
    this.#count = count
    this.#numBytes = numBytes
  }

  /** The sequence of one block, or of none if the block is empty. */
  static ofBlock(block: Block): BlockSeq {
    const seq = new BlockSeq(block.memory, 1)
    seq.push(block.offset, block.length)
    return seq
  }

  /** The sequence of a host array. The array is used in place, not copied. */
  static fromBytes(bytes: Uint8Array): BlockSeq {
    return BlockSeq.ofBlock(Block.fromBytes(bytes))
  }

  /** Number of blocks; none of them is empty. */
  get numBlocks(): number {
    return this.#count
  }

  /** Bytes in all blocks together. */
  get numBytes(): number {
    return this.#numBytes
  }

  /** True if a block more would make the array grow. */
  get isFull(): boolean {
    return 2 * this.#count === this.#blocks.length
  }

  /** True if there are no bytes. */
  get isEmpty(): boolean {
    return this.#numBytes === 0
  }

  /** Offset in {@link memory} of block `i`. Precondition: 0 <= i < numBlocks. */
  offsetAt(i: number): number {
    return this.#blocks[2 * i]
  }

  /** Bytes of block `i`. Precondition: 0 <= i < numBlocks. */
  lengthAt(i: number): number {
    return this.#blocks[2 * i + 1]
  }

  /** Forgets all blocks, so that the sequence can be filled again without allocating. */
  clear(): void {
    this.#count = 0
    this.#numBytes = 0
  }

  /** Appends `length` bytes at `offset`, as part of the last block if they follow it. Empty ones leave no trace. */
  push(offset: number, length: number): void {
    if (length === 0) return
    const end = 2 * this.#count
    const blocks = this.#blocks
    this.#numBytes += length
    if (end > 0 && blocks[end - 2] + blocks[end - 1] === offset) {
      blocks[end - 1] += length
      return
    }
    if (end === blocks.length) this.#grow()
    this.#blocks[end] = offset
    this.#blocks[end + 1] = length
    this.#count++
  }

  /** The first block. Precondition: not empty. */
  head(): Block {
    return new Block(this.memory, this.offsetAt(0), this.lengthAt(0))
  }

  /** All but the first block. Precondition: not empty. */
  tail(): BlockSeq {
    return this.dropFirst(this.lengthAt(0))
  }

  /** A new sequence without the first `n` bytes; empty if there are no more. */
  dropFirst(n: number): BlockSeq {
    if (n >= this.#numBytes) return new BlockSeq(this.memory, 0, NO_BLOCKS)
    const seq = new BlockSeq(this.memory, this.#count)
    let left = n
    for (let i = 0; i < this.#count; i++) {
      const skip = Math.min(left, this.lengthAt(i))
      left -= skip
      seq.push(this.offsetAt(i) + skip, this.lengthAt(i) - skip)
    }
    return seq
  }

  /** A new sequence of only the first `n` bytes; of all if there are no more. */
  takeFirst(n: number): BlockSeq {
    const seq = new BlockSeq(this.memory, this.#count)
    let left = n
    for (let i = 0; i < this.#count && left > 0; i++) {
      const take = Math.min(left, this.lengthAt(i))
      left -= take
      seq.push(this.offsetAt(i), take)
    }
    return seq
  }

  /** The blocks, one object each: for tests and rare paths, not for moving bytes. */
  *[Symbol.iterator](): Generator<Block> {
    for (let i = 0; i < this.#count; i++) yield new Block(this.memory, this.offsetAt(i), this.lengthAt(i))
  }

  #grow(): void {
    const blocks = new Uint32Array(Math.max(16, this.#blocks.length * 2))
    blocks.set(this.#blocks)
    this.#blocks = blocks
  }
}

/**
 * Copies from `src` into `dst` until one of them ends. Blocks may overlap each other only as memmove allows for each
 * pair of pieces. @returns bytes copied.
 */
export function copySeq(dst: BlockSeq, src: BlockSeq): number {
  const total = Math.min(dst.numBytes, src.numBytes)
  if ((dst.list >= 0 || src.list >= 0) && total > 0 && copyLists(dst, src, total)) return total
  let moved = 0
  let d = 0
  let s = 0
  let dOffset = 0
  let sOffset = 0
  while (moved < total) {
    const n = Math.min(dst.lengthAt(d) - dOffset, src.lengthAt(s) - sOffset, total - moved)
    moveBytes(dst.memory, dst.offsetAt(d) + dOffset, src.memory, src.offsetAt(s) + sOffset, n)
    moved += n
    dOffset += n
    sOffset += n
    if (dOffset === dst.lengthAt(d)) {
      d++
      dOffset = 0
    }
    if (sOffset === src.lengthAt(s)) {
      s++
      sOffset = 0
    }
  }
  return total
}

/** {@link copySeq} by generated code. @returns false, with nothing done, if that cannot be, or is no better. */
function copyLists(dst: BlockSeq, src: BlockSeq, total: number): boolean {
  const isOne = dst.memory === src.memory
  const lists = (dst.list >= 0 ? dst : src).memory.lists
  if (lists === undefined) return false
  if (!isOne) return dst.list >= 0 ? lists.moveIn(dst, src, total) : lists.moveOut(dst, src, total)
  if (dst.list < 0 || src.list < 0) return false
  lists.move(dst, src, total)
  return true
}

/** Sets every byte of every block to zero. @returns bytes zeroed. */
export function zeroSeq(dst: BlockSeq): number {
  const { memory } = dst
  if (dst.list >= 0 && memory.lists !== undefined) memory.lists.zero(dst)
  else for (let i = 0; i < dst.numBlocks; i++) memory.zero(dst.offsetAt(i), dst.lengthAt(i))
  return dst.numBytes
}
