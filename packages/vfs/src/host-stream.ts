// HostStreamFile: a stream of the host as a file: standard input, output and error. gVisor: pkg/sentry/fsimpl/host.

import { EAGAIN, type Errno, OK, PAGE_SIZE, WOULD_BLOCK } from '@jvisor/abi'
import { type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import { FileDescription, type FileStat } from './file-description.ts'
import type { HostStream } from './host.ts'
import { type WaitEntry, WaitQueue } from './waiter.ts'

/** Bytes that pass through the sentry's own memory at a time. */
const BOUNCE = 64 * 1024

export class HostStreamFile extends FileDescription {
  readonly #stream: HostStream
  readonly #ino: number
  readonly #queue = new WaitQueue()
  readonly #bounce = new Uint8Array(BOUNCE)
  /** Bytes taken from the stream that a fault kept from the program; the next read has them first. */
  #undelivered = new Uint8Array(0)

  /** The file takes the stream over and closes it in the end. `flags`: O_RDWR by default, as a terminal has. */
  constructor(stream: HostStream, ino: number, flags = 2) {
    super(flags)
    this.#stream = stream
    this.#ino = ino
    stream.onReady((events) => this.#queue.notify(events))
  }

  override get positional(): boolean {
    return false
  }

  override read(dst: IOSequence): Transfer {
    if (dst.numBytes === 0) return NOTHING
    let bytes = this.#undelivered
    if (bytes.length === 0) {
      const n = this.#stream.read(this.#bounce.subarray(0, dst.numBytes))
      if (n < 0) return transfer(0, n === -EAGAIN ? WOULD_BLOCK : (-n as Errno))
      bytes = this.#bounce.subarray(0, n)
    }
    const { n, err } = dst.copyOut(bytes)
    this.#undelivered = bytes.slice(n)
    return transfer(n, err)
  }

  override write(src: IOSequence): Transfer {
    let done = 0
    while (done < src.numBytes) {
      const piece = this.#bounce.subarray(0, src.numBytes - done)
      const copied = src.dropFirst(done).copyIn(piece)
      const n = copied.n === 0 ? 0 : this.#stream.write(piece.subarray(0, copied.n))
      if (n < 0) return transfer(done, n === -EAGAIN ? WOULD_BLOCK : (-n as Errno))
      done += n
      if (n < copied.n) return transfer(done, WOULD_BLOCK)
      if (copied.err !== OK) return transfer(done, copied.err)
    }
    return transfer(done, OK)
  }

  override readiness(mask: number): number {
    return this.#stream.readiness() & mask
  }

  override eventRegister(entry: WaitEntry): void {
    this.#queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#queue.unregister(entry)
  }

  override stat(): FileStat {
    return {
      dev: 0,
      ino: this.#ino,
      mode: this.#stream.mode,
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
    return `host:[${this.#ino}]`
  }

  protected override release(): void {
    this.#stream.close()
  }
}
