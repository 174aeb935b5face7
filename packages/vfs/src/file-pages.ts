// FilePages: the bytes of a file, in pages of the MemoryFile, with holes. gVisor: tmpfs regular_file.go's data segments;
// Linux: a page cache. It is the reader and the writer of the file's transfers, so that none has to be made per call.

import { ENOSPC, type Errno, OK, PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import { type MemoryFile, NO_PAGE, PageTree, type Vectors, ZERO_PAGE } from '@jvisor/memmap'
import {
  type BlockReader,
  type BlockSeq,
  type BlockWriter,
  moveBytes,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { type PipeRing, SLOT_FIXED } from './pipe-ring.ts'

// `%` on what may be a double is a call of fmod; `&` takes the low 32 bits of any exact integer.
const PAGE_MASK = PAGE_SIZE - 1

/** How many pages the files of a file system may have, all together. */
export class PageBudget {
  /** Infinity for no limit. */
  limit: number
  used = 0

  constructor(limit = Infinity) {
    this.limit = limit
  }
}

export class FilePages implements BlockReader, BlockWriter {
  readonly #file: MemoryFile
  readonly #pages: PageTree
  readonly #budget: PageBudget
  #count = 0
  /** Pages that were allocated and never written: they are holes to whoever asks; undefined if there are none. */
  #unwritten: Set<number> | undefined
  /** Where in the file the next read or write of blocks begins, bytes; it moves on with each. */
  position = 0

  constructor(file: MemoryFile, budget: PageBudget) {
    this.#file = file
    this.#budget = budget
    this.#pages = new PageTree(file)
  }

  /** The file may have no page that it does not have yet. */
  get isFull(): boolean {
    return this.#budget.used >= this.#budget.limit
  }

  /** Pages that are there. */
  get count(): number {
    return this.#count
  }

  /** The page at `index`, 0 for a hole. */
  get(index: number): number {
    return this.#pages.get(index)
  }

  /** The page at `index`, made if it is a hole; NO_PAGE if there is no memory, or no more may be used. */
  getOrMake(index: number): number {
    const found = this.#pages.get(index)
    if (found !== 0) {
      if (this.#unwritten !== undefined) this.#written(index)
      return found
    }
    if (this.isFull) return NO_PAGE
    const page = this.#file.allocate()
    if (page === NO_PAGE) return NO_PAGE
    if (!this.#pages.set(index, page)) {
      this.#file.decRef(page)
      return NO_PAGE
    }
    this.#count++
    this.#budget.used++
    return page
  }

  /** There is a page, and not only room for one. */
  isWritten(index: number): boolean {
    return this.#pages.get(index) !== 0 && this.#unwritten?.has(index) !== true
  }

  #written(index: number): void {
    this.#unwritten?.delete(index)
    if (this.#unwritten?.size === 0) this.#unwritten = undefined
  }

  /**
   * Makes pages for the indexes [from, end); those that are there count as written from now on. ENOSPC: then none of
   * the range is there that was not written. @see shmem_fallocate (Linux 6.18 mm/shmem.c)
   */
  allocate(from: number, end: number): Errno {
    if (end - from > this.#budget.limit) return ENOSPC
    for (let i = from; i < end; i++) {
      const made = this.#pages.get(i) === 0
      if (this.getOrMake(i) === NO_PAGE) {
        for (const index of this.#unwritten ?? []) if (index >= from && index < i) this.drop(index, index + 1)
        return ENOSPC
      }
      if (!made) continue
      this.#unwritten ??= new Set()
      this.#unwritten.add(i)
    }
    return OK
  }

  /** The first offset from `offset` on that is in a page with something written, or `size` if none before it is. */
  nextData(offset: number, size: number): number {
    const end = Math.ceil(size / PAGE_SIZE)
    let index = this.#pages.next(Math.floor(offset / PAGE_SIZE), end)
    while (index < end && this.#unwritten?.has(index) === true) index = this.#pages.next(index + 1, end)
    return index === end ? size : Math.max(offset, index * PAGE_SIZE)
  }

  /** The first offset from `offset` on that is not, or `size`. */
  nextHole(offset: number, size: number): number {
    let index = Math.floor(offset / PAGE_SIZE)
    while (index * PAGE_SIZE < size && this.get(index) !== 0 && this.#unwritten?.has(index) !== true) index++
    return Math.min(size, Math.max(offset, index * PAGE_SIZE))
  }

  /** There is a page that somebody else has too. */
  get isShared(): boolean {
    for (let i = this.#pages.next(0, Infinity); i < Infinity; i = this.#pages.next(i + 1, Infinity)) {
      if (this.#file.refs(this.#pages.get(i)) > 1) return true
    }
    return false
  }

  /** Frees the pages with an index in [from, end). */
  drop(from: number, end: number): void {
    for (let i = this.#pages.next(from, end); i < end; i = this.#pages.next(i + 1, end)) {
      this.#file.decRef(this.#pages.get(i))
      this.#pages.set(i, 0)
      if (this.#unwritten !== undefined) this.#written(i)
      this.#count--
      this.#budget.used--
    }
  }

  /** Zeroes the bytes [from, to) of one page, if it is there. */
  zeroPart(from: number, to: number): void {
    const page = this.#pages.get(Math.floor(from / PAGE_SIZE))
    if (page !== 0) this.#file.zero((page << PAGE_SHIFT) + (from % PAGE_SIZE), to - from)
  }

  /** Puts bytes [start, end) into a pipe, page by page, as far as it has slots: what is later written is seen there. */
  shareWith(ring: PipeRing, start: number, end: number): Transfer {
    let at = start
    while (at < end && !ring.isFull) {
      const inPage = at & PAGE_MASK
      const n = Math.min(end - at, PAGE_SIZE - inPage)
      // A hole is zeros for good: what is written there later is in a page of its own.
      const index = Math.floor(at / PAGE_SIZE)
      const page = this.#unwritten?.has(index) === true ? ZERO_PAGE : this.#pages.get(index) // 0, the same, for a hole
      this.#file.incRef(page)
      ring.push(page, inPage, n, SLOT_FIXED)
      at += n
    }
    return transfer(at - start, OK)
  }

  readToBlocks(dst: BlockSeq): Transfer {
    const { lists } = this.#file
    if (dst.list >= 0 && dst.memory === this.#file && lists !== undefined) {
      lists.moveFile(this.#pages, this.position, dst, dst.numBytes, false)
      this.position += dst.numBytes
      return transfer(dst.numBytes, OK)
    }
    let at = this.position
    for (let b = 0; b < dst.numBlocks; b++) {
      const end = dst.offsetAt(b) + dst.lengthAt(b)
      for (let to = dst.offsetAt(b); to < end; ) {
        const inPage = at & PAGE_MASK
        const n = Math.min(end - to, PAGE_SIZE - inPage)
        const page = this.#pages.get(Math.floor(at / PAGE_SIZE))
        if (page === 0) dst.memory.bytes.fill(0, to, to + n)
        else moveBytes(dst.memory, to, this.#file, page * PAGE_SIZE + inPage, n)
        to += n
        at += n
      }
    }
    this.position = at
    return transfer(dst.numBytes, OK)
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    const { lists } = this.#file
    if (src.list >= 0 && src.memory === this.#file && lists !== undefined) return this.#writeList(src, lists)
    const start = this.position
    let at = start
    for (let b = 0; b < src.numBlocks; b++) {
      const end = src.offsetAt(b) + src.lengthAt(b)
      for (let from = src.offsetAt(b); from < end; ) {
        const inPage = at & PAGE_MASK
        const n = Math.min(end - from, PAGE_SIZE - inPage)
        const page = this.getOrMake(Math.floor(at / PAGE_SIZE))
        if (page === NO_PAGE) {
          this.position = at
          return transfer(at - start, ENOSPC)
        }
        moveBytes(this.#file, page * PAGE_SIZE + inPage, src.memory, from, n)
        from += n
        at += n
      }
    }
    this.position = at
    return transfer(src.numBytes, OK)
  }

  /** The same by generated code, once the pages are there. */
  #writeList(src: BlockSeq, lists: Vectors): Transfer {
    const start = this.position
    const end = this.#makePages(start, start + src.numBytes)
    if (end > start) lists.moveFile(this.#pages, start, src, end - start, true)
    this.position = end
    return transfer(end - start, end - start === src.numBytes ? OK : ENOSPC)
  }

  /** Makes the pages of bytes [start, end) that are not there. @returns where the first begins that cannot be, or `end`. */
  #makePages(start: number, end: number): number {
    for (let at = start; at < end; at += PAGE_SIZE - (at & PAGE_MASK)) {
      if (this.getOrMake(Math.floor(at / PAGE_SIZE)) === NO_PAGE) return at
    }
    return end
  }
}
