// HostStreamFile: a stream of the host as a file: standard input, output and error. gVisor: pkg/sentry/fsimpl/host.
//
// The host's bytes pass through the sentry's own memory, and only once: what was taken from the stream and met a fault
// on its way to the program stays here for the next read. A stream has no position, even when a regular file of the
// host is behind it, since HostStream has none to offer: pread(2) and lseek(2) are ESPIPE.

import { EAGAIN, EINVAL, type Errno, OK, S_IFIFO, S_IFMT, S_IFREG, S_IFSOCK, WOULD_BLOCK } from '@jvisor/abi'
import { type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import { bareStat } from './bare-stat.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import type { HostStream } from './host.ts'
import type { PipeRing } from './pipe-ring.ts'
import { copySplice } from './splice-copy.ts'
import { EVENT_ALWAYS, EVENT_IN, type WaitEntry, WaitQueue } from './waiter.ts'

/** Most bytes that pass through the sentry's memory at a time. */
const BOUNCE = 64 * 1024
const NO_BYTES = new Uint8Array(0)

/** What all who have a stream open share. */
class SharedStream {
  readonly stream: HostStream
  readonly ino: number
  readonly queue = new WaitQueue()
  users = 0
  // Made when first needed, since few streams go both ways.
  input: Uint8Array = NO_BYTES
  output: Uint8Array = NO_BYTES
  /** input[start, end) was taken from the stream and not delivered yet. */
  start = 0
  end = 0

  constructor(stream: HostStream, ino: number) {
    this.stream = stream
    this.ino = ino
    stream.onReady((events) => this.queue.notify(events))
  }
}

export class HostStreamFile extends FileDescription {
  readonly #shared: SharedStream

  /** The file takes the stream over and closes it in the end. `flags`: O_RDWR by default, as a terminal has. */
  constructor(stream: HostStream | SharedStream, ino: number, flags = 2) {
    super(flags)
    this.#shared = stream instanceof SharedStream ? stream : new SharedStream(stream, ino)
    this.#shared.users++
  }

  override reopen(flags: number): FileDescription {
    return new HostStreamFile(this.#shared, this.#shared.ino, flags)
  }

  override get positional(): boolean {
    return false
  }

  /** Pipes and sockets do on Linux; terminals do not. */
  override get supportsNowait(): boolean {
    const type = this.#shared.stream.mode & S_IFMT
    return type === S_IFIFO || type === S_IFSOCK
  }

  /** At most one read of the stream: fewer bytes than asked for are no error. */
  override read(dst: IOSequence): Transfer {
    if (dst.numBytes === 0) return NOTHING
    if (this.#shared.start === this.#shared.end) {
      const err = this.#fetch(dst.numBytes)
      if (err !== OK) return transfer(0, err)
    }
    const moved = dst.copyOut(this.#shared.input.subarray(this.#shared.start, this.#shared.end))
    this.#shared.start += moved.n
    return moved
  }

  #fetch(limit: number): Errno {
    if (this.#shared.input.length === 0) this.#shared.input = new Uint8Array(BOUNCE)
    const n = this.#shared.stream.read(
      limit < BOUNCE ? this.#shared.input.subarray(0, limit) : this.#shared.input,
    )
    this.#shared.start = 0
    this.#shared.end = Math.max(0, n)
    return n < 0 ? streamErrno(n) : OK
  }

  override get acceptsSplice(): boolean {
    return true
  }

  override spliceTo(ring: PipeRing, offset: number, length: number): Transfer {
    return copySplice(this, ring, offset, length)
  }

  /** Writes until the stream has no room, or fails; what it took counts. */
  override write(src: IOSequence): Transfer {
    if (this.#shared.output.length === 0) this.#shared.output = new Uint8Array(BOUNCE)
    for (let done = 0; done < src.numBytes; ) {
      const piece = this.#shared.output.subarray(0, src.numBytes - done)
      const copied = src.dropFirst(done).copyIn(piece)
      for (let sent = 0; sent < copied.n; ) {
        const n = this.#shared.stream.write(piece.subarray(sent, copied.n))
        if (n <= 0) return transfer(done, n === 0 ? WOULD_BLOCK : streamErrno(n))
        sent += n
        done += n
      }
      if (copied.err !== OK) return transfer(done, copied.err)
    }
    return transfer(src.numBytes, OK)
  }

  override bytesToRead(): number {
    return this.#shared.end - this.#shared.start
  }

  override readiness(mask: number): number {
    const kept = this.#shared.end > this.#shared.start ? EVENT_IN : 0
    return (this.#shared.stream.readiness() | kept) & (mask | EVENT_ALWAYS)
  }

  override eventRegister(entry: WaitEntry): void {
    this.#shared.queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#shared.queue.unregister(entry)
  }

  override stat(): FileStat {
    return bareStat(this.#shared.ino, this.#shared.stream.mode)
  }

  override mappedName(): string {
    return `host:[${this.#shared.ino}]`
  }

  override sync(): Errno {
    return (this.#shared.stream.mode & S_IFMT) === S_IFREG ? OK : EINVAL
  }

  protected override release(): void {
    if (--this.#shared.users === 0) this.#shared.stream.close()
  }
}

/** What a negative result of a stream means. */
function streamErrno(result: number): Errno {
  return result === -EAGAIN ? WOULD_BLOCK : (-result as Errno)
}
