// Standard output or error when it is a pipe, a terminal or a socket: what may have no room.
//
// Bytes that a write counts are with the host: nothing is kept here, so a reader that goes away is told of with the
// exact count, and nothing is left to be written when the program ends. Node cannot tell when there is room again
// without writing, so we look: soon at first, since a reader that is busy makes room within a fraction of a
// millisecond, then by a timer, ever more seldom.

import { closeSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { isatty, WriteStream } from 'node:tty'
import { EAGAIN, EBADF } from '@jvisor/abi'
import { EVENT_ERR, EVENT_OUT, type HostStream } from '@jvisor/vfs'
import { nap } from './nap.ts'
import { orNegativeErrno } from './node-errno.ts'
import { FOR_WRITING, reopen } from './own-descriptor.ts'

/** How long to stay and look again, and how often before the event loop, and with it Ctrl-C, has its turn. */
const NAP_MS = 0.25
const NAPS = 8
/** The timer's first and longest delay. */
const SHORTEST_MS = 1
const LONGEST_MS = 16

export class WaitingOutput implements HostStream {
  readonly mode: number
  readonly #fd: number
  readonly #own: number | undefined
  /** Keeps a shared descriptor from blocking. */
  readonly #holder: Socket | undefined
  #timer: NodeJS.Timeout | undefined
  #delay = SHORTEST_MS
  #naps = NAPS
  #failed = false
  #closed = false
  #notify: (events: number) => void = () => {}

  constructor(fd: number, mode: number) {
    this.mode = mode
    this.#own = reopen(fd, FOR_WRITING)
    this.#fd = this.#own ?? fd
    this.#holder = this.#own === undefined ? holdWithoutBlocking(fd) : undefined
  }

  write(src: Uint8Array): number {
    if (this.#closed) return -EBADF
    for (;;) {
      const n = orNegativeErrno(() => writeSync(this.#fd, src))
      if (n !== -EAGAIN) {
        this.#failed = n < 0
        this.#delay = SHORTEST_MS
        return n
      }
      if (this.#naps === 0) break
      this.#naps--
      nap(NAP_MS)
    }
    this.#timer ??= setTimeout(() => this.#lookAgain(), this.#delay)
    return -EAGAIN
  }

  #lookAgain(): void {
    this.#timer = undefined
    this.#delay = Math.min(2 * this.#delay, LONGEST_MS)
    this.#naps = NAPS
    this.#notify(EVENT_OUT)
  }

  read(_dst: Uint8Array): number {
    return -EBADF
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    if (this.#failed) return EVENT_OUT | EVENT_ERR
    return this.#timer === undefined ? EVENT_OUT : 0
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#timer)
    this.#holder?.destroy()
    if (this.#own !== undefined) closeSync(this.#own)
  }
}

/** Makes a descriptor that we share non-blocking; Node sets the standard ones right again when it exits. */
function holdWithoutBlocking(fd: number): Socket | undefined {
  try {
    const socket = isatty(fd) ? new WriteStream(fd) : new Socket({ fd, readable: false, writable: true })
    socket.on('error', () => {}) // ours are told by write
    return socket.unref()
  } catch {
    return undefined // it blocks, then
  }
}
