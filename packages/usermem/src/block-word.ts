// Reading and replacing a word at the start of a block. gVisor: pkg/safemem/block_unsafe.go SwapUint32 and kin.
//
// They are atomic because one thread runs all tasks: nothing can come between their reading and their writing.

import type { Block } from './block.ts'
import { getWord, setWord } from './word.ts'

/** Replaces the first 4 bytes. @returns what they were, unsigned. Precondition: the block has them. */
export function swapUint32(block: Block, value: number): number {
  const old = getWord(block.memory.bytes, block.offset)
  setWord(block.memory.bytes, block.offset, value)
  return old
}

/** Replaces the first 8 bytes. @returns what they were, unsigned. Precondition: the block has them. */
export function swapUint64(block: Block, value: bigint): bigint {
  const { bytes } = block.memory
  const old = (BigInt(getWord(bytes, block.offset + 4)) << 32n) | BigInt(getWord(bytes, block.offset))
  setWord(bytes, block.offset, Number(value & 0xffff_ffffn))
  setWord(bytes, block.offset + 4, Number((value >> 32n) & 0xffff_ffffn))
  return old
}

/**
 * Replaces the first 4 bytes if they are `old`, modulo 2^32. @returns what they were, unsigned; the exchange took
 * place if that is `old >>> 0`. Precondition: the block has them.
 */
export function compareAndSwapUint32(block: Block, old: number, value: number): number {
  const found = getWord(block.memory.bytes, block.offset)
  if (found === old >>> 0) setWord(block.memory.bytes, block.offset, value)
  return found
}

/** The first 4 bytes, unsigned. Precondition: the block has them. */
export function loadUint32(block: Block): number {
  return getWord(block.memory.bytes, block.offset)
}
