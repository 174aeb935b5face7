// Pipe: what two ends share, and the ends as files. gVisor: pkg/sentry/kernel/pipe. Linux: fs/pipe.c, pipe(7).
//
// pipe-ring.ts holds the bytes; here is who may wait for whom. Readers and writers are counted, so that an end open
// for both (a FIFO opened with O_RDWR) counts as both.

import {
  EINVAL,
  EPERM,
  EPIPE,
  type Errno,
  O_DIRECT,
  O_RDONLY,
  O_WRONLY,
  OK,
  PAGE_SIZE,
  S_IFIFO,
} from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { type IOSequence, NOTHING, type Transfer } from '@jvisor/usermem'
import { bareStat } from './bare-stat.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import type { Clock } from './host.ts'
import { MUST_WAIT, PipeRing } from './pipe-ring.ts'
import {
  EVENT_ALWAYS,
  EVENT_ERR,
  EVENT_HUP,
  EVENT_IN,
  EVENT_OUT,
  type WaitEntry,
  WaitQueue,
} from './waiter.ts'
import type { WriteOpts } from './write-opts.ts'

/** Bytes that a pipe can be given room for (/proc/sys/fs/pipe-max-size), and that can be asked for at all. */
const MAX_SIZE = 1 << 20
const LARGEST_SIZE = 2 ** 31

const BROKEN: Transfer = Object.freeze({ n: 0, err: EPIPE })

/** What the ends of a pipe share. */
export class Pipe {
  readonly ino: number
  readonly ring: PipeRing
  readonly queue = new WaitQueue()
  /** When it was made, ns since 1970 in two parts; neither reading nor writing changes the times of a pipe. */
  readonly timeSec: number
  readonly timeNsec: number
  /** Somebody has asked whether an end is ready: poll(2) and its like (poll_usage). */
  polled = false
  readers = 0
  writers = 0
  /** How many there have ever been: who waits for one may miss it going. */
  readersCame = 0
  writersCame = 0

  constructor(memoryFile: MemoryFile, ino: number, clock: Clock | undefined) {
    this.ring = new PipeRing(memoryFile)
    this.ino = ino
    const ns = clock?.monotonicNs() ?? 0
    this.timeSec = (clock?.bootTimeSec ?? 0) + Math.floor(ns / 1e9)
    this.timeNsec = ns % 1e9
  }

  /**
   * WOULD_BLOCK if it is empty and there is a writer; 0 and OK if there is none. The writers are told only when a full
   * pipe has a slot again: before, none of them can be waiting.
   */
  read(dst: IOSequence): Transfer {
    const { ring } = this
    if (dst.numBytes === 0) return NOTHING
    if (ring.isEmpty) return this.writers === 0 ? NOTHING : MUST_WAIT
    const wasFull = ring.isFull
    const result = ring.read(dst)
    if (wasFull && !ring.isFull) this.queue.notify(EVENT_OUT)
    return result
  }

  /**
   * EPIPE if there is no reader, which comes before a look at the buffer, but after a write of nothing. WOULD_BLOCK
   * comes with what fitted: who may wait goes on with the rest, `resumed`, which is never put behind what is there.
   */
  write(src: IOSequence, packet: boolean, resumed: boolean): Transfer {
    const { ring } = this
    if (src.numBytes === 0) return NOTHING
    if (this.readers === 0) return BROKEN
    const result = ring.write(src, packet, resumed)
    // Readers wait only while it is empty, but whoever is told of changes (EPOLLET) hears of each attempt.
    if (result.n > 0 || this.polled) this.queue.notify(EVENT_IN)
    return result
  }

  /** F_SETPIPE_SZ. EPERM above the most that there may be, unless `unlimited`; EBUSY while too much is in it. */
  resize(bytes: number, unlimited: boolean): Errno {
    if (bytes > MAX_SIZE && bytes > this.ring.capacity && !unlimited) return EPERM
    const err = this.ring.resize(bytes)
    if (err === OK && !this.ring.isFull) this.queue.notify(EVENT_OUT)
    return err
  }

  /** One more end. The first of its kind is what others may have been waiting for, who opened a FIFO. */
  opened(reader: boolean, writer: boolean): void {
    if (reader) {
      this.readersCame++
      if (this.readers++ === 0) this.queue.notify(EVENT_OUT)
    }
    if (writer) {
      this.writersCame++
      if (this.writers++ === 0) this.queue.notify(EVENT_IN)
    }
  }

  get isUnused(): boolean {
    return this.readers === 0 && this.writers === 0
  }

  /** The bytes stay as long as there is any end that could still read them, or be joined by one that can. */
  closed(reader: boolean, writer: boolean): void {
    if (reader) this.readers--
    if (writer) this.writers--
    if (this.isUnused) this.ring.clear()
    else if (this.readers === 0) this.queue.notify(EVENT_ERR | EVENT_OUT)
    else if (this.writers === 0) this.queue.notify(EVENT_HUP | EVENT_IN)
  }
}

/** One end of a pipe, or both if it is open for both. */
export class PipeEnd extends FileDescription {
  readonly #pipe: Pipe
  #nowait: boolean

  /** `nowait`: RWF_NOWAIT works, as long as nobody splices. */
  constructor(pipe: Pipe, flags: number, nowait = false) {
    super(flags)
    this.#pipe = pipe
    this.#nowait = nowait
    pipe.opened(this.readable, this.writable)
  }

  get pipe(): Pipe {
    return this.#pipe
  }

  override get positional(): boolean {
    return false
  }

  override get supportsDirect(): boolean {
    return true
  }

  override get supportsAsync(): boolean {
    return true
  }

  override get supportsNowait(): boolean {
    return this.#nowait
  }

  /** splice(2) or vmsplice(2) has named it: RWF_NOWAIT works no more. @see pipe_clear_nowait (Linux 6.18 fs/splice.c) */
  noteSplice(): void {
    this.#nowait = false
  }

  override get wakesOneReader(): boolean {
    return true
  }

  override get noticesNonblock(): boolean {
    return true
  }

  /** After the writers, who were woken by what was read. @see anon_pipe_read (Linux 6.18 fs/pipe.c) */
  override wakeNextReader(): void {
    if (!this.#pipe.ring.isEmpty) this.#pipe.queue.notify(EVENT_IN)
  }

  override read(dst: IOSequence): Transfer {
    return this.#pipe.read(dst)
  }

  override write(src: IOSequence, opts: WriteOpts): Transfer {
    return this.#pipe.write(src, (this.statusFlags & O_DIRECT) !== 0, opts.resumed === true)
  }

  override pipeSlots(): readonly number[] {
    return this.#pipe.ring.slotLengths
  }

  override pipeSize(): number {
    return this.#pipe.ring.capacity
  }

  /** @see pipe_set_size (Linux 6.18 fs/pipe.c) */
  override setPipeSize(bytes: number, unlimited: boolean): number {
    if (bytes > LARGEST_SIZE) return -EINVAL
    const rounded = Math.max(PAGE_SIZE, 2 ** Math.ceil(Math.log2(bytes)))
    return -this.#pipe.resize(rounded, unlimited) || rounded
  }

  override bytesToRead(): number {
    return this.#pipe.ring.numBytes
  }

  override readiness(mask: number): number {
    const { ring, readers, writers } = this.#pipe
    this.#pipe.polled = true
    let events = 0
    if (this.readable) {
      if (!ring.isEmpty) events |= EVENT_IN
      if (writers === 0) events |= EVENT_HUP
    }
    if (this.writable) {
      if (!ring.isFull) events |= EVENT_OUT
      if (readers === 0) events |= EVENT_ERR
    }
    return events & (mask | EVENT_ALWAYS)
  }

  override eventRegister(entry: WaitEntry): void {
    this.#pipe.queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#pipe.queue.unregister(entry)
  }

  override stat(): FileStat {
    const { ino, timeSec, timeNsec } = this.#pipe
    return bareStat(ino, S_IFIFO | 0o600, timeSec, timeNsec)
  }

  override reopen(flags: number): FileDescription {
    return new PipeEnd(this.#pipe, flags)
  }

  override mappedName(): string {
    return `pipe:[${this.#pipe.ino}]`
  }

  override sync(): Errno {
    return EINVAL
  }

  protected override release(): void {
    this.#pipe.closed(this.readable, this.writable)
  }
}

/** The pipe that a file is an end of; undefined for any other file (get_pipe_info). */
export function pipeOf(file: FileDescription): Pipe | undefined {
  return file instanceof PipeEnd ? file.pipe : undefined
}

/** As {@link pipeOf}, for a call that holds the pipe while it looks at the other file. */
export function pipeToSplice(file: FileDescription): Pipe | undefined {
  if (!(file instanceof PipeEnd)) return undefined
  file.noteSplice()
  return file.pipe
}

/**
 * A new pipe. `flags`: O_NONBLOCK counts for both ends, O_DIRECT for the one that writes. `ino` is its number, which no
 * other pipe has; `clock` says when it was made. @see create_pipe_files (Linux 6.18 fs/pipe.c)
 */
export function createPipe(
  memoryFile: MemoryFile,
  ino: number,
  flags: number,
  clock?: Clock,
): { reader: FileDescription; writer: FileDescription } {
  const pipe = new Pipe(memoryFile, ino, clock)
  return {
    reader: new PipeEnd(pipe, O_RDONLY | (flags & ~O_DIRECT), true),
    writer: new PipeEnd(pipe, O_WRONLY | flags, true),
  }
}
