// BytesIO: a host array as an address space, whose addresses are the array's indices. It lets everything that works
// on an IO be used, and tested, without a MemoryManager. gVisor: pkg/usermem/bytes_io.go.

import { EFAULT, type Errno, OK } from '@jvisor/abi'
import { type Addr, addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import type { BlockReader, BlockWriter } from './block-io.ts'
import { BlockSeq } from './block-seq.ts'
import type { IO, IOOpts } from './io.ts'
import { IOSequence } from './io-sequence.ts'
import { HostMemory } from './memory.ts'
import { NOTHING, type Transfer, transfer, type Word } from './transfer.ts'
import { getWord, setWord } from './word.ts'

/**
 * Addresses 0 to `bytes.length`, all readable and writable; everything from there on faults. An access of no bytes
 * never faults, wherever it is.
 */
export class BytesIO implements IO {
  /** The memory, in place. */
  readonly bytes: Uint8Array
  readonly #memory: HostMemory

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#memory = new HostMemory(bytes)
  }

  copyOut(addr: Addr, src: Uint8Array): Transfer {
    const n = this.#accessible(addr, src.length)
    this.bytes.set(n === src.length ? src : src.subarray(0, n), n === 0 ? 0 : addr)
    return transfer(n, n < src.length ? EFAULT : OK)
  }

  copyIn(addr: Addr, dst: Uint8Array): Transfer {
    const n = this.#accessible(addr, dst.length)
    dst.set(this.bytes.subarray(addr, addr + n))
    return transfer(n, n < dst.length ? EFAULT : OK)
  }

  zeroOut(addr: Addr, length: number): Transfer {
    const n = this.#accessible(addr, length)
    this.bytes.fill(0, addr, addr + n)
    return transfer(n, n < length ? EFAULT : OK)
  }

  /** Calls `src` once, or not at all if no byte before a fault remains. */
  copyOutFrom(dst: AddrRangeSeq, src: BlockReader): Transfer {
    const { blocks, err: fault } = this.#blocks(dst)
    if (blocks.isEmpty) return fault === OK ? NOTHING : transfer(0, fault)
    const { n, err } = src.readToBlocks(blocks)
    return transfer(n, err !== OK || n < blocks.numBytes ? err : fault)
  }

  /** Calls `dst` once, or not at all if no byte before a fault remains. */
  copyInTo(src: AddrRangeSeq, dst: BlockWriter): Transfer {
    const { blocks, err: fault } = this.#blocks(src)
    if (blocks.isEmpty) return fault === OK ? NOTHING : transfer(0, fault)
    const { n, err } = dst.writeFromBlocks(blocks)
    return transfer(n, err !== OK || n < blocks.numBytes ? err : fault)
  }

  swapUint32(addr: Addr, value: number): Word {
    const word = this.loadUint32(addr)
    if (word.err === OK) setWord(this.bytes, addr, value)
    return word
  }

  compareAndSwapUint32(addr: Addr, old: number, value: number): Word {
    const word = this.loadUint32(addr)
    if (word.err === OK && word.value === old >>> 0) setWord(this.bytes, addr, value)
    return word
  }

  loadUint32(addr: Addr): Word {
    if (this.#accessible(addr, 4) < 4) return { value: 0, err: EFAULT }
    return { value: getWord(this.bytes, addr), err: OK }
  }

  /** How many of `length` bytes at `addr` there are. */
  #accessible(addr: Addr, length: number): number {
    return Math.max(0, Math.min(length, this.bytes.length - addr))
  }

  /** The memory of the ranges up to the first fault. */
  #blocks(ranges: AddrRangeSeq): { readonly blocks: BlockSeq; readonly err: Errno } {
    const blocks = new BlockSeq(this.#memory, ranges.count)
    for (let i = 0; i < ranges.count; i++) {
      const length = ranges.rawLengthAt(i)
      const n = this.#accessible(ranges.startAt(i), length)
      blocks.push(ranges.startAt(i), n)
      if (n < length) return { blocks, err: EFAULT }
    }
    return { blocks, err: OK }
  }
}

/** All of a host array as an {@link IOSequence}. The array is used in place, not copied. */
export function bytesIOSequence(bytes: Uint8Array, opts?: IOOpts): IOSequence {
  return new IOSequence(new BytesIO(bytes), AddrRangeSeq.ofOne(addr(0), bytes.length), opts)
}
