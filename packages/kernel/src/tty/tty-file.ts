// TtyFile: a terminal that is open. gVisor: replicaFileDescription of fsimpl/devpts/replica.go. Linux: tty_fops in
// drivers/tty/tty_io.c, n_tty_read and n_tty_write in n_tty.c.

import { EINVAL, EIO, type Errno, OK, SIGTTIN, SIGTTOU, TOSTOP, WOULD_BLOCK } from '@jvisor/abi'
import { type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import {
  copySplice,
  EVENT_ALWAYS,
  EVENT_ERR,
  EVENT_HUP,
  EVENT_IN,
  EVENT_OUT,
  FileDescription,
  type FileStat,
  type PipeRing,
  type VirtualDentry,
  type WaitEntry,
  type WriteOpts,
} from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import { checkForeground } from './job-control.ts'
import type { Tty } from './tty.ts'

/** Bytes that pass through the kernel's own memory at a time, as programs can see: by reads, by writes. */
const READ_CHUNK = 64
const WRITE_CHUNK = 2048
const TENTH_NS = 1e8

const chunk = new Uint8Array(WRITE_CHUNK)

export class TtyFile extends FileDescription {
  readonly tty: Tty
  readonly #kernel: Kernel
  readonly #at: VirtualDentry
  readonly #hangUps: number

  constructor(kernel: Kernel, tty: Tty, at: VirtualDentry, flags: number) {
    super(flags)
    this.#kernel = kernel
    this.tty = tty
    this.#at = at
    this.#hangUps = tty.hangUps
  }

  /** The terminal has hung up since it was opened: there is nothing more to read, and all else is EIO. */
  get hungUp(): boolean {
    return this.#hangUps !== this.tty.hangUps
  }

  override get noticesNonblock(): boolean {
    return true
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override get positional(): boolean {
    return false
  }

  override get supportsAsync(): boolean {
    return true
  }

  /** EIO, ERESTARTSYS: the caller is in the background. */
  #refused(signal: typeof SIGTTIN | typeof SIGTTOU): Errno {
    const { current } = this.#kernel
    return current === undefined ? OK : checkForeground(current, this.tty, signal)
  }

  /** A line at most, or as many bytes as the modes ask for. */
  override read(dst: IOSequence): Transfer {
    if (this.hungUp) return NOTHING
    const refused = this.#refused(SIGTTIN)
    return refused === OK ? this.readOn(dst, 0) : transfer(0, refused)
  }

  /**
   * The kernel reads 64 bytes at a time, which shows: a read only waits for what goes into the first of these chunks, and a
   * chunk that meets a fault is lost.
   */
  override readOn(dst: IOSequence, done: number): Transfer {
    const { tty } = this
    const { discipline } = tty
    if (this.hungUp) return done > 0 || !tty.isGone ? NOTHING : transfer(0, EIO)
    const first = Math.min(READ_CHUNK, dst.numBytes)
    let n = 0
    let err: Errno = OK
    const take = (limit: number) => {
      const size = discipline.take(chunk, limit)
      const copied = dst.dropFirst(done + n).copyOut(chunk.subarray(0, size))
      n += copied.n
      err = copied.err
    }
    let goesOn = false
    while (done + n < first && err === OK) {
      if (!discipline.hasInput()) {
        if (discipline.patience(done + n) === 0) break
        return transfer(n, WOULD_BLOCK)
      }
      take(first - done - n)
      if (done + n < discipline.wanted) continue
      goesOn = discipline.goesOn
      break
    }
    while (goesOn && err === OK) {
      const limit = Math.min(READ_CHUNK, dst.numBytes - done - n)
      if (limit === 0) discipline.skipEndOfFile()
      else take(limit)
      goesOn = limit > 0 && discipline.goesOn
    }
    tty.pump()
    return transfer(n, err)
  }

  override readGapNs(done: number): number {
    return this.tty.discipline.patience(done) * TENTH_NS
  }

  /** What there is room for; a chunk that cannot be read whole is not written. */
  override write(src: IOSequence, opts: WriteOpts): Transfer {
    const { tty } = this
    if (this.hungUp) return transfer(0, EIO)
    const { discipline } = tty
    if (opts.resumed !== true && (discipline.termios.c_lflag & TOSTOP) !== 0) {
      const refused = this.#refused(SIGTTOU)
      if (refused !== OK) return transfer(0, refused)
    }
    for (let done = 0; done < src.numBytes; ) {
      const part = chunk.subarray(0, Math.min(WRITE_CHUNK, src.numBytes - done))
      const { err } = src.dropFirst(done).copyIn(part)
      if (err !== OK) return transfer(done, err)
      for (let sent = 0; sent < part.length; ) {
        const n = discipline.write(part.subarray(sent))
        if (n === 0) return transfer(done, this.hungUp ? EIO : WOULD_BLOCK)
        sent += n
        done += n
      }
    }
    return transfer(src.numBytes, OK)
  }

  override get acceptsSplice(): boolean {
    return true
  }

  override spliceTo(ring: PipeRing, offset: number, length: number): Transfer {
    return copySplice(this, ring, offset, length)
  }

  override bytesToRead(): number | undefined {
    return this.hungUp ? undefined : this.tty.discipline.bytesToRead
  }

  override bytesUnread(): number | undefined {
    return this.hungUp ? undefined : this.tty.unshown
  }

  override get unknownIoctl(): Errno {
    return this.hungUp ? EIO : super.unknownIoctl
  }

  override readiness(mask: number): number {
    const { tty } = this
    if (this.hungUp) return (EVENT_IN | EVENT_OUT | EVENT_ERR | EVENT_HUP) & (mask | EVENT_ALWAYS)
    const readable = tty.discipline.hasInput(true) ? EVENT_IN : 0
    return (readable | (tty.room > 0 ? EVENT_OUT : 0)) & mask
  }

  override eventRegister(entry: WaitEntry): void {
    this.tty.queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.tty.queue.unregister(entry)
  }

  override stat(): FileStat {
    return this.#at.inode.stat()
  }

  override sync(): Errno {
    return EINVAL
  }

  override mappedName(): string {
    return this.#at.path
  }

  override reopen(flags: number): FileDescription {
    return new TtyFile(this.#kernel, this.tty, this.#at, flags)
  }
}
