// Host streams in memory: what a program reads on its standard input, and where its output goes, when no terminal or
// file of the host is behind them.

import { EAGAIN, EBADF, S_IFIFO } from '@jvisor/abi'
import { EVENT_HUP, EVENT_IN, EVENT_OUT, type HostStream } from '@jvisor/vfs'

/** An input that the embedder feeds. A program that has read everything waits until there is more, or the end. */
export class InputStream implements HostStream {
  readonly mode = S_IFIFO | 0o600
  readonly #chunks: Uint8Array[] = []
  #ended = false
  #notify: (events: number) => void = () => {}

  /** An input with these bytes and then its end; without bytes it stays open. */
  static of(bytes: Uint8Array): InputStream {
    const stream = new InputStream()
    stream.push(bytes)
    stream.end()
    return stream
  }

  /** More bytes, which are not copied. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#chunks.push(bytes)
    this.#notify(EVENT_IN)
  }

  /** No more bytes will come. */
  end(): void {
    this.#ended = true
    this.#notify(EVENT_IN | EVENT_HUP)
  }

  read(dst: Uint8Array): number {
    let n = 0
    while (n < dst.length && this.#chunks.length > 0) {
      const [chunk] = this.#chunks
      const part = chunk.subarray(0, dst.length - n)
      dst.set(part, n)
      n += part.length
      if (part.length === chunk.length) this.#chunks.shift()
      else this.#chunks[0] = chunk.subarray(part.length)
    }
    return n > 0 || this.#ended || dst.length === 0 ? n : -EAGAIN
  }

  write(_src: Uint8Array): number {
    return -EBADF
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    if (this.#chunks.length > 0) return EVENT_IN
    return this.#ended ? EVENT_IN | EVENT_HUP : 0
  }

  close(): void {
    this.#chunks.length = 0
  }
}

/** An output that keeps what is written, or hands it on. It always has room. */
export class OutputStream implements HostStream {
  readonly mode = S_IFIFO | 0o600
  readonly #chunks: Uint8Array[] = []
  readonly #sink: (bytes: Uint8Array) => void

  /** `sink` is given a copy of each write; without one, everything is kept for {@link bytes}. */
  constructor(sink?: (bytes: Uint8Array) => void) {
    this.#sink = sink ?? ((bytes) => this.#chunks.push(bytes))
  }

  /** Everything that was written and kept so far. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0))
    let at = 0
    for (const chunk of this.#chunks) {
      all.set(chunk, at)
      at += chunk.length
    }
    return all
  }

  read(_dst: Uint8Array): number {
    return -EBADF
  }

  write(src: Uint8Array): number {
    this.#sink(src.slice())
    return src.length
  }

  onReady(_notify: (events: number) => void): void {}

  readiness(): number {
    return EVENT_OUT
  }

  close(): void {}
}
