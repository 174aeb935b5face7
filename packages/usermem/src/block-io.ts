// Readers that fill blocks and writers that take them. gVisor: pkg/safemem/io.go.

import { OK } from '@jvisor/abi'
import { type BlockSeq, copySeq } from './block-seq.ts'
import { NOTHING, type Transfer, transfer } from './transfer.ts'

/** A source of bytes: a file, a pipe, a device. */
export interface BlockReader {
  /**
   * Fills the start of `dst`. Fewer bytes than `dst.numBytes` with OK means that there are no more now.
   * `dst` is not kept.
   */
  readToBlocks(dst: BlockSeq): Transfer
}

/** A sink of bytes. */
export interface BlockWriter {
  /** Takes bytes from the start of `src`; fewer than all with OK means that it wants no more. `src` is not kept. */
  writeFromBlocks(src: BlockSeq): Transfer
}

/** Reads from a sequence of blocks, each call going on where the last one ended. */
export class BlockSeqReader implements BlockReader {
  /** What is left to read. */
  blocks: BlockSeq

  constructor(blocks: BlockSeq) {
    this.blocks = blocks
  }

  readToBlocks(dst: BlockSeq): Transfer {
    const n = copySeq(dst, this.blocks)
    this.blocks = this.blocks.dropFirst(n)
    return transfer(n, OK)
  }
}

/** Writes to a sequence of blocks, each call going on where the last one ended. */
export class BlockSeqWriter implements BlockWriter {
  /** The room that is left. */
  blocks: BlockSeq

  constructor(blocks: BlockSeq) {
    this.blocks = blocks
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    const n = copySeq(this.blocks, src)
    this.blocks = this.blocks.dropFirst(n)
    return transfer(n, OK)
  }
}

/** Reads until `dst` is full, an error, or a read that gives nothing. @returns the sum of all reads. */
export function readFullToBlocks(reader: BlockReader, dst: BlockSeq): Transfer {
  let done = 0
  let rest = dst
  while (!rest.isEmpty) {
    const { n, err } = reader.readToBlocks(rest)
    done += n
    if (err !== OK || n === 0) return transfer(done, err)
    rest = rest.dropFirst(n)
  }
  return done === 0 ? NOTHING : transfer(done, OK)
}

/** Writes until all of `src` is taken, an error, or a write that takes nothing. @returns the sum of all writes. */
export function writeFullFromBlocks(writer: BlockWriter, src: BlockSeq): Transfer {
  let done = 0
  let rest = src
  while (!rest.isEmpty) {
    const { n, err } = writer.writeFromBlocks(rest)
    done += n
    if (err !== OK || n === 0) return transfer(done, err)
    rest = rest.dropFirst(n)
  }
  return done === 0 ? NOTHING : transfer(done, OK)
}
