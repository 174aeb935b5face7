// PagedIO: user memory in pages of a MemoryFile, no two of which follow each other there, with holes. It hands blocks
// over a few at a time, as mm does, so that readers and writers are called more than once. Not shipped.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import {
  type Addr,
  type AddrRangeSeq,
  type BlockReader,
  BlockSeq,
  BlockSeqReader,
  BlockSeqWriter,
  type BlockWriter,
  type IO,
  NOTHING,
  AddrRangeSeq as Ranges,
  type Transfer,
  transfer,
  type Word,
} from '@jvisor/usermem'

/** Blocks that are handed over at once. */
const WINDOW = 3

export class PagedIO implements IO {
  readonly #file: MemoryFile
  readonly #pages = new Map<number, number>()
  readonly #gaps: number[] = []

  constructor(file: MemoryFile) {
    this.#file = file
  }

  /** Puts pages behind [addr, addr + length), as far as there are none. */
  map(addr: number, length: number): void {
    const end = Math.ceil((addr + length) / PAGE_SIZE)
    for (let i = Math.floor(addr / PAGE_SIZE); i < end; i++) {
      if (this.#pages.has(i)) continue
      this.#pages.set(i, this.#file.allocate())
      this.#gaps.push(this.#file.allocate())
    }
  }

  /** Frees all pages. */
  unmapAll(): void {
    for (const page of [...this.#pages.values(), ...this.#gaps.splice(0)]) this.#file.decRef(page)
    this.#pages.clear()
  }

  copyOut(addr: Addr, src: Uint8Array): Transfer {
    return this.copyOutFrom(Ranges.ofOne(addr, src.length), new BlockSeqReader(BlockSeq.fromBytes(src)))
  }

  copyIn(addr: Addr, dst: Uint8Array): Transfer {
    return this.copyInTo(Ranges.ofOne(addr, dst.length), new BlockSeqWriter(BlockSeq.fromBytes(dst)))
  }

  zeroOut(addr: Addr, length: number): Transfer {
    return this.copyOut(addr, new Uint8Array(length))
  }

  copyOutFrom(dst: AddrRangeSeq, src: BlockReader): Transfer {
    return this.#move(dst, (blocks) => src.readToBlocks(blocks))
  }

  copyInTo(src: AddrRangeSeq, dst: BlockWriter): Transfer {
    return this.#move(src, (blocks) => dst.writeFromBlocks(blocks))
  }

  #move(ranges: AddrRangeSeq, move: (blocks: BlockSeq) => Transfer): Transfer {
    let done = 0
    for (let rest = ranges; rest.numBytes > 0; rest = ranges.dropFirst(done)) {
      const { blocks, fault } = this.#window(rest)
      const { n, err } = blocks.isEmpty ? NOTHING : move(blocks)
      done += n
      if (err !== OK || n < blocks.numBytes) return transfer(done, err)
      if (fault !== OK) return transfer(done, fault)
    }
    return transfer(done, OK)
  }

  #window(ranges: AddrRangeSeq): { readonly blocks: BlockSeq; readonly fault: Errno } {
    const blocks = new BlockSeq(this.#file)
    for (const { start, end } of ranges) {
      for (let at: number = start; at < end; ) {
        if (blocks.numBlocks === WINDOW) return { blocks, fault: OK }
        const page = this.#pages.get(Math.floor(at / PAGE_SIZE))
        if (page === undefined) return { blocks, fault: EFAULT }
        const n = Math.min(PAGE_SIZE - (at % PAGE_SIZE), end - at)
        blocks.push(page * PAGE_SIZE + (at % PAGE_SIZE), n)
        at += n
      }
    }
    return { blocks, fault: OK }
  }

  // Words are for futexes; no file asks for one.
  swapUint32(): Word {
    return { value: 0, err: EFAULT }
  }

  compareAndSwapUint32(): Word {
    return { value: 0, err: EFAULT }
  }

  loadUint32(): Word {
    return { value: 0, err: EFAULT }
  }
}
