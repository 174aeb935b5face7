// FlipBuffer: what was typed, on its way to a line discipline that has no room for it yet; bounded, as the other side of a
// pseudo terminal finds it. gVisor: the wait buffer of fsimpl/devpts queue.go. Linux: drivers/tty/tty_buffer.c, with the
// limit that drivers/tty/pty.c sets.
//
// Linux keeps chunks, and counts half the bytes of each against the limit, in steps of 256 (a chunk has room for as many
// flags, which a pseudo terminal does not use). Small chunks are kept for later, and cost nothing to take again.

import { EAGAIN, EBADF, PAGE_SIZE, S_IFCHR } from '@jvisor/abi'
import type { HostStream } from '../host.ts'
import { EVENT_HUP, EVENT_IN, EVENT_OUT } from '../waiter.ts'

/** Bytes that the chunks may count for when another is taken. */
const LIMIT = 8192
/** Chunks count for multiples of this; those of one are kept. */
const STEP = 256
/** Most bytes that are put in at a time, before another chunk is looked for (TTY_BUFFER_PAGE). */
const PIECE = ((PAGE_SIZE - 40) / 2) & -STEP
/** Most bytes that a write hands to the other side at a time (tty_write). */
const WRITE_CHUNK = 2048

interface Chunk {
  readonly bytes: Uint8Array
  used: number
  read: number
  /** What was looked at already. */
  seen: number
}

const chunkOf = (counts: number): Chunk => ({ bytes: new Uint8Array(2 * counts), used: 0, read: 0, seen: 0 })

/** What is typed at a terminal: a stream that may let it look at what it has no room for. */
export interface TerminalInput extends HostStream {
  /** Shows `look` what is there and was not shown yet, piece by piece. */
  lookAhead?(look: (bytes: Uint8Array) => void): void
}

/** Its reader is the terminal, as of a stream of the host. */
export class FlipBuffer implements TerminalInput {
  readonly mode = S_IFCHR
  readonly #chunks: Chunk[] = [chunkOf(0)]
  readonly #kept: Chunk[] = []
  #counted = 0
  #ended = false
  #notify: (events: number) => void = () => {}
  /** Told when there is room again. */
  onRoom: () => void = () => {}

  /** Puts bytes in. @returns how many there was room for */
  type(bytes: Uint8Array): number {
    let n = 0
    while (n < bytes.length && !this.#ended) {
      const put = this.#insert(bytes.subarray(n, n + WRITE_CHUNK))
      if (put === 0) break
      n += put
      this.#notify(EVENT_IN)
    }
    return n
  }

  /** There is room for more. */
  get hasRoom(): boolean {
    return this.#counted < LIMIT
  }

  /** @see tty_insert_flip_string_fixed_flag */
  #insert(bytes: Uint8Array): number {
    let n = 0
    while (n < bytes.length) {
      const wanted = Math.min(bytes.length - n, PIECE)
      const chunk = this.#chunkWith(wanted)
      const part = Math.min(wanted, chunk.bytes.length - chunk.used)
      if (part === 0) break
      chunk.bytes.set(bytes.subarray(n, n + part), chunk.used)
      chunk.used += part
      n += part
    }
    return n
  }

  /** The last chunk, or a new one if it has less room than that and there may be one. */
  #chunkWith(room: number): Chunk {
    const last = this.#chunks[this.#chunks.length - 1]
    if (last.bytes.length - last.used >= room) return last
    const counts = Math.ceil(room / STEP) * STEP
    const kept = counts === STEP ? this.#kept.pop() : undefined
    if (kept === undefined && this.#counted > LIMIT) return last
    const chunk = kept ?? chunkOf(counts)
    chunk.used = chunk.read = chunk.seen = 0
    this.#counted += counts
    this.#chunks.push(chunk)
    return chunk
  }

  /** Nothing more will be typed. */
  end(): void {
    this.#ended = true
    this.#notify(EVENT_IN | EVENT_HUP)
  }

  /** @see flush_to_ldisc */
  read(dst: Uint8Array): number {
    const chunk = this.#first()
    const n = Math.min(dst.length, chunk.used - chunk.read)
    dst.set(chunk.bytes.subarray(chunk.read, chunk.read + n))
    chunk.read += n
    this.#first()
    return n > 0 || this.#ended || dst.length === 0 ? n : -EAGAIN
  }

  /** The first chunk that has bytes, or the last; those before it are done with. */
  #first(): Chunk {
    const had = this.hasRoom
    while (this.#chunks.length > 1 && this.#chunks[0].read === this.#chunks[0].used) {
      const done = this.#chunks.shift() as Chunk
      this.#counted -= done.bytes.length / 2
      if (done.bytes.length === 2 * STEP) this.#kept.push(done)
    }
    if (!had && this.hasRoom) this.onRoom()
    return this.#chunks[0]
  }

  /** @see lookahead_bufs */
  lookAhead(look: (bytes: Uint8Array) => void): void {
    for (const chunk of this.#chunks) {
      const from = Math.max(chunk.seen, chunk.read)
      chunk.seen = chunk.used
      if (from < chunk.used) look(chunk.bytes.subarray(from, chunk.used))
    }
  }

  write(): number {
    return -EBADF
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    const [{ used, read }, ...more] = this.#chunks
    return used > read || more.length > 0
      ? EVENT_IN | EVENT_OUT
      : this.#ended
        ? EVENT_IN | EVENT_HUP
        : EVENT_OUT
  }

  /** The terminal has hung up: nobody reads any more. */
  close(): void {
    this.#ended = true
    this.#chunks.splice(0, this.#chunks.length, chunkOf(0))
  }
}
