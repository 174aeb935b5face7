// PipeRing: the bytes of a pipe, in slots of up to a page, and how they move. Used by pipe.ts only. Linux: fs/pipe.c
// (there a ring of pipe_buffer); gVisor's kernel/pipe has a ring of bytes instead, and none of what follows.
//
// Bytes move by whole slots: what a fault leaves of a slot's part of a transfer does not count. So a transfer first
// moves what it can, in one go, and then keeps as much of it as makes whole parts. All of it was checked against
// Linux 6.18 (pipe-linux.test.ts).

import { EBUSY, ENOMEM, type Errno, OK, PAGE_SIZE, WOULD_BLOCK } from '@jvisor/abi'
import { type MemoryFile, NO_PAGE, type Vectors } from '@jvisor/memmap'
import {
  type BlockReader,
  BlockSeq,
  type BlockWriter,
  copySeq,
  type IOSequence,
  moveBytes,
  type Transfer,
  transfer,
} from '@jvisor/usermem'

/** Slots of a new pipe (include/linux/pipe_fs_i.h PIPE_DEF_BUFFERS). */
const DEFAULT_SLOTS = 16

/** So many slots fit into a list of blocks. */
const MANY_SLOTS = 2048

/** The result of what cannot begin before the other side does something. */
export const MUST_WAIT: Transfer = Object.freeze({ n: 0, err: WOULD_BLOCK })

/** A slot that is read alone (O_DIRECT); a read drops the rest of it. */
export const SLOT_PACKET = 1
/** A slot that nothing is added to: its page is somebody else's too, or nobody's business. */
export const SLOT_FIXED = 2

/** The ring is the reader and the writer of its own transfers, so that none has to be made per call. */
export class PipeRing implements BlockReader, BlockWriter {
  readonly #file: MemoryFile
  // Slot i has #lengths[i] bytes, more than 0, from #offsets[i] on of page #pages[i]. #head is the oldest.
  #pages = new Int32Array(DEFAULT_SLOTS)
  #offsets = new Int32Array(DEFAULT_SLOTS)
  #lengths = new Int32Array(DEFAULT_SLOTS)
  /** SLOT_* bits; a small write goes behind the bytes of a slot without any. */
  #flags = new Uint8Array(DEFAULT_SLOTS)
  /** Slots there are, a power of two, less 1. */
  #mask = DEFAULT_SLOTS - 1
  #head = 0
  #used = 0

  // Where the transfer under way stands. Reading: the slot, and the bytes of it that are behind. Writing: the place in
  // the MemoryFile, the bytes that fit there, and the pages that were taken for slots to come.
  #slot = 0
  #inSlot = 0
  #place = 0
  #room = 0
  #taken = 0

  constructor(file: MemoryFile) {
    this.#file = file
  }

  /** Where its pages are. */
  get memoryFile(): MemoryFile {
    return this.#file
  }

  get isEmpty(): boolean {
    return this.#used === 0
  }

  /** No slot is free. A small write may fit behind the last bytes all the same. */
  get isFull(): boolean {
    return this.#used > this.#mask
  }

  /** Bytes that are there to be read (FIONREAD). */
  get numBytes(): number {
    let sum = 0
    for (let i = 0; i < this.#used; i++) sum += this.#lengths[(this.#head + i) & this.#mask]
    return sum
  }

  /** Bytes in each slot that is in use, in the order in which they are read. */
  get slotLengths(): number[] {
    return Array.from({ length: this.#used }, (_, i) => this.#lengths[(this.#head + i) & this.#mask])
  }

  /** Bytes that all slots together can hold (F_GETPIPE_SZ). */
  get capacity(): number {
    return this.#slots * PAGE_SIZE
  }

  get #slots(): number {
    return this.#mask + 1
  }

  /**
   * Gives it room for `bytes`. EBUSY if more slots are in use than there would be (pipe_resize_ring).
   * Precondition: `bytes` is a page, or 2, 4, 8 ... of them.
   */
  resize(bytes: number): Errno {
    const slots = bytes / PAGE_SIZE
    if (slots < this.#used) return EBUSY
    this.#pages = this.#moved(this.#pages, new Int32Array(slots))
    this.#offsets = this.#moved(this.#offsets, new Int32Array(slots))
    this.#lengths = this.#moved(this.#lengths, new Int32Array(slots))
    this.#flags = this.#moved(this.#flags, new Uint8Array(slots))
    this.#mask = slots - 1
    this.#head = 0
    return OK
  }

  /** What slots in use have in `from`, oldest first, in `to`. */
  #moved<A extends Int32Array | Uint8Array>(from: A, to: A): A {
    for (let i = 0; i < this.#used; i++) to[i] = from[this.#slotAt(i)]
    return to
  }

  /**
   * Takes bytes out: as many as there are, up to the end of `dst` or of a packet, the rest of which is dropped.
   * @returns bytes taken. After a fault they are those of the slots before it, though the bytes up to the fault are
   *   in the buffer too. Precondition: neither the ring nor `dst` is empty.
   */
  read(dst: IOSequence): Transfer {
    const wanted = this.#available(dst.numBytes)
    this.#slot = this.#head
    this.#inSlot = 0
    // What there is nothing for must not be translated: that would fault pages in.
    const moved = dst.takeFirst(wanted).copyOutFrom(this)
    if (moved.err === OK) {
      this.#consume(wanted, true)
      return moved
    }
    const whole = this.#wholeSlots(moved.n)
    this.#consume(whole, true)
    return transfer(whole, moved.err)
  }

  /**
   * Puts bytes in, up to a page per slot; the first `total % 4096` of them behind the last bytes if they fit there.
   * @returns bytes put in; WOULD_BLOCK if slots ran out before all were. Up to a page goes in whole or not at all.
   *   ENOMEM, and EFAULT, after the slots before. Precondition: `src` is not empty.
   * `resumed`: it goes on after a wait, and begins with a slot of its own.
   */
  write(src: IOSequence, packet: boolean, resumed = false): Transfer {
    const total = src.numBytes
    const merged = resumed ? 0 : this.#mergeable(total % PAGE_SIZE)
    const wanted = Math.min(total, merged + (this.#slots - this.#used) * PAGE_SIZE)
    if (wanted === 0) return MUST_WAIT
    this.#taken = 0
    this.#room = merged
    if (merged > 0) {
      const last = this.#slotAt(this.#used - 1)
      this.#place = this.#pages[last] * PAGE_SIZE + this.#offsets[last] + this.#lengths[last]
    }
    const moved = src.takeFirst(wanted).copyInTo(this)
    let n = moved.n
    if (n < wanted) n = n < merged ? 0 : n - ((n - merged) % PAGE_SIZE)
    this.#commit(n, merged, packet)
    const err: Errno = moved.err === OK && n < total ? WOULD_BLOCK : moved.err
    return err === OK ? moved : transfer(n, err)
  }

  /** Drops everything. */
  clear(): void {
    while (this.#used > 0) this.#freeHead()
  }

  // What splice(2) and its kin do with slots.

  /** Slots that are free. */
  get free(): number {
    return this.#slots - this.#used
  }

  /** A slot for `length` bytes of a page, of which it takes over one reference. Preconditions: one is free; length > 0 */
  push(page: number, offset: number, length: number, flags: number): void {
    const slot = this.#slotAt(this.#used++)
    this.#pages[slot] = page
    this.#offsets[slot] = offset
    this.#lengths[slot] = length
    this.#flags[slot] = flags
  }

  /**
   * Gives `to` what slot `i` has, oldest first, up to `limit` bytes: the same page, not a copy. `moved`: as this ring
   * will not have it any more, a whole slot can be added to as before. @returns bytes. Precondition: `to` is not full.
   */
  share(i: number, to: PipeRing, limit: number, moved: boolean): number {
    const slot = this.#slotAt(i)
    const length = Math.min(limit, this.#lengths[slot])
    const flags = this.#flags[slot] | (moved && length === this.#lengths[slot] ? 0 : SLOT_FIXED)
    this.#file.incRef(this.#pages[slot])
    to.push(this.#pages[slot], this.#offsets[slot], length, flags)
    return length
  }

  /** Slots in use. */
  get used(): number {
    return this.#used
  }

  /** The first `limit` bytes, whatever slots they are in, or all. They are good until the ring is next changed. */
  blocks(limit: number): BlockSeq {
    const blocks = new BlockSeq(this.#file, this.#used)
    for (let i = 0, left = limit; i < this.#used && left > 0; i++) {
      const slot = this.#slotAt(i)
      const n = Math.min(left, this.#lengths[slot])
      blocks.push(this.#pages[slot] * PAGE_SIZE + this.#offsets[slot], n)
      left -= n
    }
    return blocks
  }

  /** Takes out the first `n` bytes, slot by slot. @returns true if a slot became free */
  drop(n: number): boolean {
    const before = this.#used
    this.#consume(n, false)
    return this.#used < before
  }

  /** Of the first `n` bytes of a transfer of `wanted`, those of slots that it has whole. */
  wholeSlots(n: number, wanted: number): number {
    return n === wanted ? n : this.#wholeSlots(n)
  }

  readToBlocks(dst: BlockSeq): Transfer {
    const { lists } = this.#file
    if (dst.list >= 0 && dst.memory === this.#file && lists !== undefined && this.#used <= MANY_SLOTS)
      return this.#readList(dst, lists)
    let slot = this.#slot
    let inSlot = this.#inSlot
    for (let b = 0; b < dst.numBlocks; b++) {
      let to = dst.offsetAt(b)
      const end = to + dst.lengthAt(b)
      while (to < end) {
        if (inSlot === this.#lengths[slot]) {
          slot = (slot + 1) & this.#mask
          inSlot = 0
        }
        const n = Math.min(end - to, this.#lengths[slot] - inSlot)
        const from = this.#pages[slot] * PAGE_SIZE + this.#offsets[slot] + inSlot
        moveBytes(dst.memory, to, this.#file, from, n)
        to += n
        inSlot += n
      }
    }
    this.#slot = slot
    this.#inSlot = inSlot
    return transfer(dst.numBytes, OK)
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    const { lists } = this.#file
    if (src.list >= 0 && src.memory === this.#file && lists !== undefined) return this.#writeList(src, lists)
    let done = 0
    for (let b = 0; b < src.numBlocks; b++) {
      let from = src.offsetAt(b)
      const end = from + src.lengthAt(b)
      while (from < end) {
        if (this.#room === 0 && !this.#takePage()) return transfer(done, ENOMEM)
        const n = Math.min(end - from, this.#room)
        moveBytes(this.#file, this.#place, src.memory, from, n)
        this.#place += n
        this.#room -= n
        from += n
        done += n
      }
    }
    return transfer(done, OK)
  }

  /** {@link readToBlocks} by generated code: from the slots as a list of blocks. */
  #readList(dst: BlockSeq, lists: Vectors): Transfer {
    const from = lists.others
    from.clear()
    let slot = this.#slot
    let inSlot = this.#inSlot
    for (let left = dst.numBytes; left > 0; ) {
      if (inSlot === this.#lengths[slot]) {
        slot = (slot + 1) & this.#mask
        inSlot = 0
      }
      const n = Math.min(left, this.#lengths[slot] - inSlot)
      from.push(this.#pages[slot] * PAGE_SIZE + this.#offsets[slot] + inSlot, n)
      inSlot += n
      left -= n
    }
    this.#slot = slot
    this.#inSlot = inSlot
    return transfer(copySeq(dst, from), OK)
  }

  /** {@link writeFromBlocks} likewise, once there are pages for all. */
  #writeList(src: BlockSeq, lists: Vectors): Transfer {
    const to = lists.others
    to.clear()
    for (let left = src.numBytes; left > 0; ) {
      if (this.#room === 0 && !this.#takePage()) break
      const n = Math.min(left, this.#room)
      to.push(this.#place, n)
      this.#place += n
      this.#room -= n
      left -= n
    }
    const done = copySeq(to, src)
    return transfer(done, done === src.numBytes ? OK : ENOMEM)
  }

  #slotAt(i: number): number {
    return (this.#head + i) & this.#mask
  }

  /** Bytes that a read of `limit` gets. */
  #available(limit: number): number {
    let sum = 0
    for (let i = 0; i < this.#used && sum < limit; i++) {
      const slot = this.#slotAt(i)
      sum += this.#lengths[slot]
      if ((this.#flags[slot] & SLOT_PACKET) !== 0) break
    }
    return Math.min(sum, limit)
  }

  /** Bytes of the slots that end within the first `n`. */
  #wholeSlots(n: number): number {
    let sum = 0
    for (let i = 0; i < this.#used; i++) {
      const length = this.#lengths[this.#slotAt(i)]
      if (sum + length > n) break
      sum += length
    }
    return sum
  }

  /** Takes out the first `n` bytes, with `packets` what is left of a packet too. */
  #consume(n: number, packets: boolean): void {
    let left = n
    while (left > 0) {
      const slot = this.#head
      const length = this.#lengths[slot]
      if (left >= length || (packets && (this.#flags[slot] & SLOT_PACKET) !== 0)) this.#freeHead()
      else {
        this.#offsets[slot] += left
        this.#lengths[slot] -= left
      }
      left -= Math.min(left, length)
    }
  }

  /**
   * `length` if so many bytes fit behind the last ones, else 0. Whether the *writer* makes packets is not asked: its
   * small writes go behind bytes that are none (as in Linux).
   */
  #mergeable(length: number): number {
    if (length === 0 || this.#used === 0) return 0
    const last = this.#slotAt(this.#used - 1)
    const fits = this.#offsets[last] + this.#lengths[last] + length <= PAGE_SIZE
    return fits && this.#flags[last] === 0 ? length : 0
  }

  /** Makes a page for the next slot the place to write to. @returns false if there is no memory. */
  #takePage(): boolean {
    const page = this.#file.allocateDirty()
    if (page === NO_PAGE) return false
    this.#pages[this.#slotAt(this.#used + this.#taken++)] = page
    this.#place = page * PAGE_SIZE
    this.#room = PAGE_SIZE
    return true
  }

  /** Counts `n` bytes that were put in, the first `merged` of them behind the last bytes. Frees unfilled pages. */
  #commit(n: number, merged: number, packet: boolean): void {
    if (n > 0 && merged > 0) this.#lengths[this.#slotAt(this.#used - 1)] += merged
    for (let left = n - merged; left > 0; left -= PAGE_SIZE) {
      const slot = this.#slotAt(this.#used++)
      this.#offsets[slot] = 0
      this.#lengths[slot] = Math.min(left, PAGE_SIZE)
      this.#flags[slot] = packet ? SLOT_PACKET : 0
      this.#taken--
    }
    for (let i = 0; i < this.#taken; i++) this.#file.decRef(this.#pages[this.#slotAt(this.#used + i)])
    this.#taken = 0
  }

  #freeHead(): void {
    this.#file.decRef(this.#pages[this.#head])
    this.#head = (this.#head + 1) & this.#mask
    this.#used--
  }
}
