// Pipe: a ring of page buffers between writers and readers. gVisor: pkg/sentry/kernel/pipe. Linux: fs/pipe.c, pipe(7).
//
// A pipe holds 16 slots, not 65 536 bytes: each write begins a new slot unless it fits behind the last one's bytes,
// and a slot is free again when all of it was read. Bytes move by whole slots: a fault in the middle of one undoes
// that slot's part of the transfer, as copy_page_from_iter and copy_page_to_iter are used in Linux.

import {
  ENOMEM,
  EPIPE,
  type Errno,
  O_DIRECT,
  O_RDONLY,
  O_WRONLY,
  OK,
  PAGE_SIZE,
  S_IFIFO,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import {
  type BlockReader,
  type BlockSeq,
  type BlockWriter,
  type IOSequence,
  moveBytes,
  NOTHING,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { FileDescription, type FileStat } from './file-description.ts'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, type WaitEntry, WaitQueue } from './waiter.ts'

/** Slots of a pipe (include/linux/pipe_fs_i.h PIPE_DEF_BUFFERS). */
const SLOTS = 16

class Pipe implements BlockReader, BlockWriter {
  readonly ino: number
  readonly queue = new WaitQueue()
  readers = 0
  writers = 0
  readonly #file: MemoryFile
  // The ring: slot i has #lengths[i] bytes from #offsets[i] of page #pages[i]. `#head` is the oldest.
  readonly #pages = new Int32Array(SLOTS)
  readonly #offsets = new Int32Array(SLOTS)
  readonly #lengths = new Int32Array(SLOTS)
  /** Slots that no later write may add to (O_DIRECT). */
  readonly #packet = new Uint8Array(SLOTS)
  #head = 0
  #used = 0
  // Where the blocks of the transfer that goes on come from, or go to: a place in the memory file.
  #place = 0

  constructor(file: MemoryFile, ino: number) {
    this.#file = file
    this.ino = ino
  }

  get isEmpty(): boolean {
    return this.#used === 0
  }

  get isFull(): boolean {
    return this.#used === SLOTS
  }

  read(dst: IOSequence): Transfer {
    if (dst.numBytes === 0) return NOTHING
    if (this.#used === 0) return this.writers === 0 ? NOTHING : transfer(0, WOULD_BLOCK)
    const wasFull = this.isFull
    let done = 0
    let err: Errno = OK
    while (this.#used > 0 && done < dst.numBytes && err === OK) {
      const slot = this.#head
      const wanted = Math.min(this.#lengths[slot], dst.numBytes - done)
      this.#place = this.#pages[slot] * PAGE_SIZE + this.#offsets[slot]
      const moved = dst.dropFirst(done).takeFirst(wanted).copyOutFrom(this)
      err = moved.err
      if (err !== OK) break // the bytes are in the buffer, but they were not taken
      done += wanted
      const packet = this.#packet[slot] !== 0
      if (wanted === this.#lengths[slot] || packet) this.#freeHead()
      else {
        this.#offsets[slot] += wanted
        this.#lengths[slot] -= wanted
      }
      if (packet) break // what did not fit of a packet is gone
    }
    if (wasFull && !this.isFull) this.queue.notify(EVENT_OUT)
    return transfer(done, err)
  }

  write(src: IOSequence, packet: boolean): Transfer {
    if (src.numBytes === 0) return NOTHING
    if (this.readers === 0) return transfer(0, EPIPE)
    const total = src.numBytes
    const wasEmpty = this.isEmpty
    let done = 0
    let err: Errno = OK
    const tail = total % PAGE_SIZE
    if (tail !== 0 && !wasEmpty && !packet) {
      const merged = this.#merge(src, tail)
      done = merged.n
      err = merged.err
    }
    while (done < total && err === OK) {
      if (this.isFull) {
        err = WOULD_BLOCK
        break
      }
      const added = this.#append(src.dropFirst(done), packet)
      done += added.n
      err = added.err
    }
    if (done > 0 && wasEmpty) this.queue.notify(EVENT_IN)
    return transfer(done, err)
  }

  /** Puts the first `length` bytes behind those of the newest slot, if they fit there all together. */
  #merge(src: IOSequence, length: number): Transfer {
    const slot = (this.#head + this.#used - 1) % SLOTS
    const end = this.#offsets[slot] + this.#lengths[slot]
    if (this.#packet[slot] !== 0 || end + length > PAGE_SIZE) return NOTHING
    this.#place = this.#pages[slot] * PAGE_SIZE + end
    const { err } = src.takeFirst(length).copyInTo(this)
    if (err !== OK) return transfer(0, err)
    this.#lengths[slot] += length
    return transfer(length, OK)
  }

  /** Fills a new slot with up to a page. */
  #append(src: IOSequence, packet: boolean): Transfer {
    const page = this.#file.allocateDirty()
    if (page === NO_PAGE) return transfer(0, ENOMEM)
    const length = Math.min(src.numBytes, PAGE_SIZE)
    this.#place = page * PAGE_SIZE
    const { err } = src.takeFirst(length).copyInTo(this)
    if (err !== OK) {
      this.#file.decRef(page)
      return transfer(0, err)
    }
    const slot = (this.#head + this.#used) % SLOTS
    this.#pages[slot] = page
    this.#offsets[slot] = 0
    this.#lengths[slot] = length
    this.#packet[slot] = packet ? 1 : 0
    this.#used++
    return transfer(length, OK)
  }

  readToBlocks(dst: BlockSeq): Transfer {
    for (let b = 0; b < dst.numBlocks; b++) {
      const n = dst.lengthAt(b)
      moveBytes(dst.memory, dst.offsetAt(b), this.#file, this.#place, n)
      this.#place += n
    }
    return transfer(dst.numBytes, OK)
  }

  writeFromBlocks(src: BlockSeq): Transfer {
    for (let b = 0; b < src.numBlocks; b++) {
      const n = src.lengthAt(b)
      moveBytes(this.#file, this.#place, src.memory, src.offsetAt(b), n)
      this.#place += n
    }
    return transfer(src.numBytes, OK)
  }

  #freeHead(): void {
    this.#file.decRef(this.#pages[this.#head])
    this.#head = (this.#head + 1) % SLOTS
    this.#used--
  }

  /** An end was closed. */
  closed(): void {
    if (this.readers === 0 && this.writers === 0) while (this.#used > 0) this.#freeHead()
    else this.queue.notify(this.readers === 0 ? EVENT_ERR | EVENT_OUT : EVENT_HUP | EVENT_IN)
  }
}

/** One end of a pipe. */
class PipeEnd extends FileDescription {
  readonly #pipe: Pipe

  constructor(pipe: Pipe, flags: number) {
    super(flags)
    this.#pipe = pipe
    if (this.readable) pipe.readers++
    if (this.writable) pipe.writers++
  }

  override get positional(): boolean {
    return false
  }

  override get supportsNowait(): boolean {
    return true
  }

  override read(dst: IOSequence): Transfer {
    return this.#pipe.read(dst)
  }

  override write(src: IOSequence): Transfer {
    return this.#pipe.write(src, (this.statusFlags & O_DIRECT) !== 0)
  }

  override pipeSize(): number {
    return SLOTS * PAGE_SIZE
  }

  override readiness(mask: number): number {
    let events = 0
    if (this.readable) {
      if (!this.#pipe.isEmpty) events |= EVENT_IN
      if (this.#pipe.writers === 0) events |= EVENT_HUP
    }
    if (this.writable) {
      if (!this.#pipe.isFull) events |= EVENT_OUT
      if (this.#pipe.readers === 0) events |= EVENT_ERR
    }
    return events & (mask | EVENT_HUP | EVENT_ERR)
  }

  override eventRegister(entry: WaitEntry): void {
    this.#pipe.queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#pipe.queue.unregister(entry)
  }

  override stat(): FileStat {
    return {
      dev: 0,
      ino: this.#pipe.ino,
      mode: S_IFIFO | 0o600,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      size: 0,
      blksize: PAGE_SIZE,
      blocks: 0,
      atimeSec: 0,
      atimeNsec: 0,
      mtimeSec: 0,
      mtimeNsec: 0,
      ctimeSec: 0,
      ctimeNsec: 0,
    }
  }

  override mappedName(): string {
    return `pipe:[${this.#pipe.ino}]`
  }

  protected override release(): void {
    if (this.readable) this.#pipe.readers--
    if (this.writable) this.#pipe.writers--
    this.#pipe.closed()
  }
}

/** A new pipe. `flags`: O_NONBLOCK and O_DIRECT count, for both ends. */
export function createPipe(
  memoryFile: MemoryFile,
  ino: number,
  flags: number,
): { reader: FileDescription; writer: FileDescription } {
  const pipe = new Pipe(memoryFile, ino)
  return { reader: new PipeEnd(pipe, O_RDONLY | flags), writer: new PipeEnd(pipe, O_WRONLY | flags) }
}
