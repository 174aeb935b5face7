// A program's standard streams as the web platform has them: WritableStream and ReadableStream, with back-pressure both
// ways. A program waits when nobody reads its output, and a writer waits when the program does not read its input.

import { EAGAIN, EBADF, EPIPE, S_IFIFO } from '@jvisor/abi'
import { encodeUtf8 } from '@jvisor/usermem'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, type HostStream } from '@jvisor/vfs'

/** Bytes that a stream holds while nobody takes them: as many as a pipe of Linux (pipe(7)). */
const ROOM = 65536

/** What the embedder may write to a program: bytes, or text that is sent as UTF-8. */
export type Chunk = Uint8Array | string

/** A program's input. A write to {@link writable} is done when the program has read all but what there is room for. */
export class WritableInput implements HostStream {
  readonly mode = S_IFIFO | 0o600
  readonly writable: WritableStream<Chunk>
  #controller: WritableStreamDefaultController | undefined
  #chunks: Uint8Array[] = []
  #buffered = 0
  #ended = false
  #closed = false
  #notify: (events: number) => void = () => {}
  /** What lets the write go on that found no room. */
  #resume: (() => void) | undefined

  constructor() {
    this.writable = new WritableStream<Chunk>({
      start: (controller) => {
        this.#controller = controller
      },
      write: (chunk) => this.#push(typeof chunk === 'string' ? encodeUtf8(chunk) : chunk),
      close: () => this.#end(),
      abort: () => this.#end(),
    })
  }

  #push(chunk: Uint8Array): Promise<void> | undefined {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('stdin: must be written bytes or strings')
    if (chunk.length === 0) return undefined
    this.#chunks.push(chunk.slice())
    this.#buffered += chunk.length
    this.#notify(EVENT_IN)
    if (this.#buffered <= ROOM) return undefined
    return new Promise((resolve) => {
      this.#resume = resolve
    })
  }

  #end(): void {
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
    this.#buffered -= n
    if (this.#buffered <= ROOM) this.#resume?.()
    return n > 0 || this.#ended || dst.length === 0 ? n : -EAGAIN
  }

  write(): number {
    return -EBADF
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    if (this.#chunks.length > 0) return EVENT_IN
    return this.#ended ? EVENT_IN | EVENT_HUP : 0
  }

  /** No program has it open any more: what is still written fails, as with EPIPE. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#chunks = []
    this.#resume?.()
    if (!this.#ended) this.#controller?.error(new Error('the program has closed its input (EPIPE)'))
  }
}

/** A program's output. {@link readable} ends when no program has it open any more; who cancels it breaks the pipe. */
export class ReadableOutput implements HostStream {
  readonly mode = S_IFIFO | 0o600
  readonly readable: ReadableStream<Uint8Array>
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #cancelled = false
  #closed = false
  #notify: (events: number) => void = () => {}

  constructor() {
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        pull: () => this.#notify(EVENT_OUT),
        cancel: () => {
          this.#cancelled = true
          this.#notify(EVENT_OUT | EVENT_ERR)
        },
      },
      { highWaterMark: ROOM, size: (chunk) => chunk.length },
    )
  }

  get #room(): number {
    return Math.max(0, this.#controller?.desiredSize ?? 0)
  }

  read(): number {
    return -EBADF
  }

  write(src: Uint8Array): number {
    if (this.#cancelled) return -EPIPE
    const n = Math.min(src.length, this.#room)
    if (n === 0) return src.length === 0 ? 0 : -EAGAIN
    this.#controller?.enqueue(src.slice(0, n))
    return n
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    if (this.#cancelled) return EVENT_OUT | EVENT_ERR
    return this.#room > 0 ? EVENT_OUT : 0
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (!this.#cancelled) this.#controller?.close()
  }
}
