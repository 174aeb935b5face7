// Standard input when it is a pipe, a terminal or a socket: what may have nothing yet.
//
// Nobody shall lose a byte that the program did not ask for: whoever reads the same pipe after us goes on where the
// program stopped. So bytes are read when the program reads, as many as it asks for. Only when there are none do we
// have one byte read by the event loop, which thereby tells us that there are more. It belongs to the read that waits;
// if a signal ends that read, it is kept for the next. No thread of Node's pool ever waits in a read, since the process
// could not exit before it came back.

import { closeSync, readSync } from 'node:fs'
import { type OnReadOpts, Socket } from 'node:net'
import { isatty, ReadStream } from 'node:tty'
import { EAGAIN, EBADF, EIO, type Errno, OK } from '@jvisor/abi'
import { EVENT_HUP, EVENT_IN, type HostStream } from '@jvisor/vfs'
import { errnoOf, orNegativeErrno } from './node-errno.ts'
import { FOR_READING, reopen } from './own-descriptor.ts'

export class WaitingInput implements HostStream {
  readonly mode: number
  readonly #given: number
  readonly #own: number | undefined
  /** Reads one byte whenever it is told to. */
  #knocker: Socket | undefined
  /** The byte that has come; -1 if none. */
  #byte = -1
  /** The end, or an error, that the knocker met and the program was not told yet. */
  #ended = false
  #error: Errno = OK
  #closed = false
  #notify: (events: number) => void = () => {}

  constructor(fd: number, mode: number) {
    this.mode = mode
    this.#given = fd
    this.#own = reopen(fd, FOR_READING)
  }

  read(dst: Uint8Array): number {
    if (dst.length === 0) return 0
    const first = this.#takeByte(dst)
    if (first === 0 && (this.#ended || this.#error !== OK)) return this.#end()
    const more = first < dst.length ? this.#readNow(dst.subarray(first)) : 0
    if (first + more > 0 && more >= 0) return this.#got(first + more)
    if (first > 0) return first // an error comes again
    if (more !== -EAGAIN) return more
    return this.#knock() ? -EAGAIN : -EIO
  }

  #takeByte(dst: Uint8Array): number {
    if (this.#byte < 0) return 0
    dst[0] = this.#byte
    this.#byte = -1
    return 1
  }

  #end(): number {
    const error = this.#error
    this.#error = OK
    // After Ctrl-D a terminal goes on; a pipe ends again by itself. Without a descriptor of our own, this was it.
    this.#ended = this.#own === undefined
    return 0 - error
  }

  #got(n: number): number {
    this.#knocker?.pause() // what comes now was not asked for
    return n
  }

  /** A shared descriptor blocks until the knocker has been opened on it. */
  #readNow(dst: Uint8Array): number {
    if (this.#closed) return -EBADF
    if (this.#own !== undefined) return orNegativeErrno(() => readSync(this.#own as number, dst))
    if (this.#knocker === undefined || process.platform === 'win32') return -EAGAIN
    return orNegativeErrno(() => readSync(this.#given, dst))
  }

  /** Has one byte read. @returns false if Node cannot wait for what this is. */
  #knock(): boolean {
    if (this.#knocker !== undefined) {
      this.#knocker.resume()
      return true
    }
    const fd = reopen(this.#given, FOR_READING) ?? this.#given
    const byte = new Uint8Array(1)
    const onread: OnReadOpts = {
      buffer: byte,
      callback: () => {
        this.#byte = byte[0]
        this.#notify(EVENT_IN)
        return false // no more until it is asked for
      },
    }
    // The types do not know that a Socket takes `onread` where it is made.
    const opts = { fd, readable: true, writable: false, onread }
    try {
      const knocker = isatty(fd) ? new ReadStream(fd, opts) : new Socket(opts)
      knocker.on('end', () => this.#finish(OK))
      knocker.on('error', (error) => this.#finish(errnoOf(error)))
      knocker.read(0)
      this.#knocker = knocker
      return true
    } catch {
      return false
    }
  }

  #finish(error: Errno): void {
    this.#knocker?.destroy()
    this.#knocker = undefined
    this.#ended = true
    this.#error = error
    this.#notify(EVENT_IN | EVENT_HUP)
  }

  write(_src: Uint8Array): number {
    return -EBADF
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    if (this.#ended) return EVENT_IN | EVENT_HUP
    return this.#byte >= 0 ? EVENT_IN : 0
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#knocker?.destroy()
    if (this.#own !== undefined) closeSync(this.#own)
  }
}
