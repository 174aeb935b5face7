// ByteQueue: the bytes of messages that were sent and not yet received, one after the other in pages of the MemoryFile.
// Used by messages.ts only. gVisor keeps a buffer per message (socket/unix/transport/queue.go).

import { ENOBUFS, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import {
  type BlockReader,
  type BlockSeq,
  type BlockWriter,
  type IOSequence,
  moveBytes,
  type Transfer,
  transfer,
} from '@jvisor/usermem'

/** The queue is the reader and the writer of its own transfers, so that none has to be made per call. */
export class ByteQueue implements BlockReader, BlockWriter {
  readonly #file: MemoryFile
  /** The pages in a ring; its length is a power of two. */
  #pages = new Int32Array(4)
  #head = 0
  #used = 0
  /** Where the bytes begin in the first page, and how many there are. */
  #start = 0
  #length = 0
  /** The place of the transfer under way, counted from the beginning of the first page. */
  #at = 0

  constructor(file: MemoryFile) {
    this.#file = file
  }

  /** Puts all of `src` behind what there is, or nothing: EFAULT, or ENOBUFS if there is no memory. */
  append(src: IOSequence): Errno {
    const length = src.numBytes
    if (length === 0) return OK
    this.#at = this.#start + this.#length
    const { err } = src.copyInTo(this)
    if (err === OK) this.#length += length
    else this.#trim()
    return err
  }

  /**
   * Copies what begins `offset` bytes behind the first one to `dst`, and leaves it where it is.
   * @returns bytes copied; EFAULT. Precondition: there are as many bytes as `dst` has room for.
   */
  copyTo(dst: IOSequence, offset: number): Transfer {
    this.#at = this.#start + offset
    return dst.copyOutFrom(this)
  }

  /** Drops the first `n` bytes. Precondition: there are as many. */
  drop(n: number): void {
    this.#start += n
    this.#length -= n
    if (this.#length === 0) this.#start = 0
    else {
      for (; this.#start >= PAGE_SIZE; this.#start -= PAGE_SIZE) {
        this.#file.decRef(this.#pages[this.#head])
        this.#head = (this.#head + 1) & (this.#pages.length - 1)
        this.#used--
      }
    }
    this.#trim()
  }

  /** The byte that is so far behind the first one. Precondition: there is one. */
  at(offset: number): number {
    return this.#file.bytes[this.#place(this.#start + offset)]
  }

  /** Takes that byte out: those before it move up. */
  remove(offset: number): void {
    const { bytes } = this.#file
    const place = (i: number) => this.#place(this.#start + i)
    for (let i = offset; i > 0; i--) bytes[place(i)] = bytes[place(i - 1)]
    this.drop(1)
  }

  readToBlocks(dst: BlockSeq): Transfer {
    let at = this.#at
    for (let b = 0; b < dst.numBlocks; b++) {
      let to = dst.offsetAt(b)
      const end = to + dst.lengthAt(b)
      while (to < end) {
        const n = Math.min(end - to, PAGE_SIZE - (at % PAGE_SIZE))
        moveBytes(dst.memory, to, this.#file, this.#place(at), n)
        to += n
        at += n
      }
    }
    this.#at = at
    return transfer(dst.numBytes, OK)
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    let done = 0
    for (let b = 0; b < src.numBlocks; b++) {
      let from = src.offsetAt(b)
      const end = from + src.lengthAt(b)
      while (from < end) {
        if (this.#at === this.#used * PAGE_SIZE && !this.#takePage()) return transfer(done, ENOBUFS)
        const n = Math.min(end - from, PAGE_SIZE - (this.#at % PAGE_SIZE))
        moveBytes(this.#file, this.#place(this.#at), src.memory, from, n)
        this.#at += n
        from += n
        done += n
      }
    }
    return transfer(done, OK)
  }

  /** Where in the MemoryFile the byte is that is so far behind the beginning of the first page. */
  #place(at: number): number {
    const slot = (this.#head + Math.floor(at / PAGE_SIZE)) & (this.#pages.length - 1)
    return this.#pages[slot] * PAGE_SIZE + (at % PAGE_SIZE)
  }

  /** One more page at the end. @returns false if there is no memory. */
  #takePage(): boolean {
    const page = this.#file.allocateDirty()
    if (page === NO_PAGE) return false
    if (this.#used === this.#pages.length) this.#grow()
    this.#pages[(this.#head + this.#used++) & (this.#pages.length - 1)] = page
    return true
  }

  #grow(): void {
    const { length } = this.#pages
    const pages = new Int32Array(length * 2)
    for (let i = 0; i < this.#used; i++) pages[i] = this.#pages[(this.#head + i) & (length - 1)]
    this.#pages = pages
    this.#head = 0
  }

  /** Frees the pages behind the last byte. */
  #trim(): void {
    const needed = Math.ceil((this.#start + this.#length) / PAGE_SIZE)
    while (this.#used > needed) {
      const slot = (this.#head + --this.#used) & (this.#pages.length - 1)
      this.#file.decRef(this.#pages[slot])
    }
  }
}
