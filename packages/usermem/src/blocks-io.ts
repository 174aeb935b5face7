// BlocksIO: blocks as an address space, whose addresses count their bytes. With it a file reads into and writes from
// what no program has mapped: the slots of a pipe. gVisor: usermem.IO of kernel/pipe VFSPipeFD, which serves splice.

import { EFAULT, OK } from '@jvisor/abi'
import { type Addr, addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { type BlockReader, BlockSeqReader, BlockSeqWriter, type BlockWriter } from './block-io.ts'
import { BlockSeq } from './block-seq.ts'
import type { IO } from './io.ts'
import { IOSequence } from './io-sequence.ts'
import { NOTHING, type Transfer, transfer, type Word } from './transfer.ts'

const FAULT: Word = Object.freeze({ value: 0, err: EFAULT })

/** Addresses 0 to `blocks.numBytes`; everything from there on faults. It has no words that could be swapped. */
export class BlocksIO implements IO {
  readonly #blocks: BlockSeq

  /** The blocks are used in place, and must stay as they are. */
  constructor(blocks: BlockSeq) {
    this.#blocks = blocks
  }

  copyOut(at: Addr, src: Uint8Array): Transfer {
    const { n } = new BlockSeqWriter(this.#part(at, src.length)).writeFromBlocks(BlockSeq.fromBytes(src))
    return transfer(n, n < src.length ? EFAULT : OK)
  }

  copyIn(at: Addr, dst: Uint8Array): Transfer {
    const { n } = new BlockSeqReader(this.#part(at, dst.length)).readToBlocks(BlockSeq.fromBytes(dst))
    return transfer(n, n < dst.length ? EFAULT : OK)
  }

  zeroOut(at: Addr, length: number): Transfer {
    const part = this.#part(at, length)
    for (let i = 0; i < part.numBlocks; i++) {
      const start = part.offsetAt(i)
      part.memory.bytes.fill(0, start, start + part.lengthAt(i))
    }
    return transfer(part.numBytes, part.numBytes < length ? EFAULT : OK)
  }

  copyOutFrom(dst: AddrRangeSeq, src: BlockReader): Transfer {
    return this.#move(dst, (blocks) => src.readToBlocks(blocks))
  }

  copyInTo(src: AddrRangeSeq, dst: BlockWriter): Transfer {
    return this.#move(src, (blocks) => dst.writeFromBlocks(blocks))
  }

  swapUint32(): Word {
    return FAULT
  }

  compareAndSwapUint32(): Word {
    return FAULT
  }

  loadUint32(): Word {
    return FAULT
  }

  /** Hands over all the ranges at once, up to where they leave the blocks. */
  #move(ranges: AddrRangeSeq, move: (blocks: BlockSeq) => Transfer): Transfer {
    let all: BlockSeq | undefined
    for (let i = 0; i < ranges.count; i++) {
      const length = ranges.rawLengthAt(i)
      const part = this.#part(ranges.startAt(i), length)
      if (all === undefined) all = part
      else for (let b = 0; b < part.numBlocks; b++) all.push(part.offsetAt(b), part.lengthAt(b))
      if (part.numBytes < length) break
    }
    if (ranges.numBytes === 0) return NOTHING
    if (all === undefined || all.isEmpty) return transfer(0, EFAULT)
    const { n, err } = move(all)
    const short = all.numBytes < ranges.numBytes && n === all.numBytes
    return transfer(n, err === OK && short ? EFAULT : err)
  }

  #part(at: number, length: number): BlockSeq {
    const whole = at === 0 && length === this.#blocks.numBytes
    return whole ? this.#blocks.takeFirst(length) : this.#blocks.dropFirst(at).takeFirst(length)
  }
}

/** All bytes of the blocks as the memory of one transfer. */
export function blocksIOSequence(blocks: BlockSeq): IOSequence {
  return new IOSequence(new BlocksIO(blocks), AddrRangeSeq.ofOne(addr(0), blocks.numBytes))
}
