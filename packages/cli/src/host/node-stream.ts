// Standard input, output and error of the host as HostStreams.
//
// A regular file or /dev/null is read and written at once. A pipe, a terminal or a socket may keep us waiting, and the
// event loop must go on meanwhile, so that Ctrl-C is heard: reading is by events, for as many bytes as were asked for;
// writing has one chunk under way at a time, and tells of a broken pipe with the next. No thread of Node's pool ever
// waits in a read or a write, since the process could not exit before it came back.

import { fstatSync, readSync, writeSync } from 'node:fs'
import { type OnReadOpts, Socket } from 'node:net'
import { isatty, ReadStream, WriteStream } from 'node:tty'
import { EAGAIN, EBADF, type Errno, OK, S_IFCHR, S_IFIFO, S_IFMT, S_IFSOCK } from '@jvisor/abi'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, type HostStream } from '@jvisor/vfs'
import { errnoOf, orNegativeErrno } from './node-errno.ts'

/** Most bytes of one read or write. */
const CHUNK = 64 * 1024

/** The input behind a descriptor of the host. */
export function openInput(fd: number): HostStream {
  const mode = modeOf(fd)
  return waits(fd, mode) ? new InputSocket(fd, mode) : new PlainStream(fd, mode)
}

/** An output, and how to wait until everything written is with the host. */
export interface OutputStream extends HostStream {
  /** Resolves when nothing is under way any more. */
  flushed(): Promise<void>
}

/** The output behind a descriptor of the host. */
export function openOutput(fd: number): OutputStream {
  const mode = modeOf(fd)
  return waits(fd, mode) ? new OutputSocket(fd, mode) : new PlainStream(fd, mode)
}

function modeOf(fd: number): number {
  try {
    return fstatSync(fd).mode
  } catch {
    return S_IFCHR // a closed descriptor: reads and writes say EBADF
  }
}

function waits(fd: number, mode: number): boolean {
  const type = mode & S_IFMT
  return type === S_IFIFO || type === S_IFSOCK || isatty(fd)
}

/** A file or a device that never waits. */
class PlainStream implements OutputStream {
  readonly mode: number
  readonly #fd: number

  constructor(fd: number, mode: number) {
    this.#fd = fd
    this.mode = mode
  }

  read(dst: Uint8Array): number {
    return orNegativeErrno(() => readSync(this.#fd, dst, 0, dst.length, null))
  }

  write(src: Uint8Array): number {
    return orNegativeErrno(() => writeSync(this.#fd, src))
  }

  onReady(_notify: (events: number) => void): void {}

  readiness(): number {
    return EVENT_IN | EVENT_OUT
  }

  close(): void {}

  flushed(): Promise<void> {
    return Promise.resolve()
  }
}

/** An input that may have nothing yet. It is opened when it is first read. */
class InputSocket implements HostStream {
  readonly mode: number
  readonly #fd: number
  #socket: Socket | undefined
  #buffer = new Uint8Array(CHUNK)
  /** What has come and was not asked for yet: [#start, #end) of #arrived. */
  #arrived = new Uint8Array(0)
  #ended = false
  #error: Errno = OK
  #notify: (events: number) => void = () => {}

  constructor(fd: number, mode: number) {
    this.#fd = fd
    this.mode = mode
  }

  read(dst: Uint8Array): number {
    if (this.#arrived.length > 0) {
      const n = Math.min(dst.length, this.#arrived.length)
      dst.set(this.#arrived.subarray(0, n))
      this.#arrived = this.#arrived.subarray(n)
      return n
    }
    if (this.#error !== OK) return -this.#error
    if (this.#ended) return 0
    this.#buffer = new Uint8Array(Math.min(dst.length, CHUNK))
    if (this.#socket === undefined) this.#open()
    else this.#socket.resume()
    return -EAGAIN
  }

  #open(): void {
    const onread: OnReadOpts = {
      buffer: () => this.#buffer,
      callback: (n, bytes) => {
        this.#arrived = bytes.slice(0, n)
        this.#notify(EVENT_IN)
        return false // no more until it is asked for
      },
    }
    // The types do not know that a Socket takes `onread` where it is made.
    const opts = { fd: this.#fd, readable: true, writable: false, onread }
    const socket = isatty(this.#fd) ? new ReadStream(this.#fd, opts) : new Socket(opts)
    socket.on('end', () => this.#finish(OK))
    socket.on('error', (error) => this.#finish(errnoOf(error)))
    socket.read(0)
    this.#socket = socket
  }

  #finish(error: Errno): void {
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
    return this.#arrived.length > 0 ? EVENT_IN : 0
  }

  close(): void {
    this.#socket?.destroy()
  }
}

/** An output that may have no room. */
class OutputSocket implements OutputStream {
  readonly mode: number
  readonly #fd: number
  #socket: Socket | undefined
  #writing = false
  #error: Errno = OK
  #notify: (events: number) => void = () => {}
  #idle: (() => void)[] = []

  constructor(fd: number, mode: number) {
    this.#fd = fd
    this.mode = mode
  }

  write(src: Uint8Array): number {
    if (this.#error !== OK) return -this.#error
    if (this.#writing) return -EAGAIN
    const chunk = src.slice(0, CHUNK)
    this.#socket ??= this.#open()
    this.#writing = true
    this.#socket.write(chunk, () => this.#written())
    return chunk.length
  }

  #open(): Socket {
    const socket = isatty(this.#fd)
      ? new WriteStream(this.#fd)
      : new Socket({ fd: this.#fd, readable: false, writable: true })
    socket.on('error', (error) => {
      this.#error = errnoOf(error)
      this.#written()
    })
    return socket
  }

  #written(): void {
    this.#writing = false
    this.#notify(this.#error === OK ? EVENT_OUT : EVENT_OUT | EVENT_ERR)
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  flushed(): Promise<void> {
    if (!this.#writing) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  read(_dst: Uint8Array): number {
    return -EBADF
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    if (this.#error !== OK) return EVENT_OUT | EVENT_ERR
    return this.#writing ? 0 : EVENT_OUT
  }

  close(): void {}
}
