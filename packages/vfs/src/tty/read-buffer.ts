// ReadBuffer: what was typed and not read yet, and where lines end. gVisor: fsimpl/devpts queue.go. Linux: struct
// n_tty_data, canon_copy_from_read_buf, copy_from_read_buf in drivers/tty/n_tty.c.
//
// A ring. Positions only grow; the place of one is its remainder. A line ends behind a marked byte; a marked 0 is the end
// of the file, which nobody reads.

/** Bytes (N_TTY_BUF_SIZE). One place stays free for the end of the line. */
export const BUFFER_SIZE = 4096
const MASK = BUFFER_SIZE - 1
const END_OF_FILE = 0

export class ReadBuffer {
  readonly #bytes = new Uint8Array(BUFFER_SIZE)
  readonly #marks = new Uint8Array(BUFFER_SIZE)
  /** Where the next byte goes. */
  head = 0
  /** Behind the last line that is whole. */
  lineHead = 0
  /** What is before it may be read where there are no lines. */
  rawHead = 0
  /** What is read next. */
  tail = 0
  /** There is more than what was taken last, and that did not end a line: the same read goes on. */
  hasMore = false

  get length(): number {
    return this.head - this.tail
  }

  /** Part of a line has been typed. */
  get hasPartialLine(): boolean {
    return this.head !== this.lineHead
  }

  at(position: number): number {
    return this.#bytes[position & MASK]
  }

  put(byte: number): void {
    this.#bytes[this.head & MASK] = byte
    this.head++
  }

  /** The last byte of a line. */
  putEnd(byte: number): void {
    this.#marks[this.head & MASK] = 1
    this.put(byte)
    this.lineHead = this.head
  }

  /** Forgets everything. */
  clear(): void {
    this.head = this.lineHead = this.rawHead = this.tail = 0
    this.#marks.fill(0)
  }

  /** Reads give lines from now on, or no more: what is there is one, or none. */
  changeKind(lines: boolean): void {
    this.#marks.fill(0)
    const becomesLine = lines && this.length > 0
    this.lineHead = becomesLine ? this.head : this.tail
    if (becomesLine) this.#marks[(this.head - 1) & MASK] = 1
    this.rawHead = this.head
  }

  /** Bytes of whole lines; ends of the file are none. */
  get bytesOfLines(): number {
    let n = 0
    for (let i = this.tail; i < this.lineHead; i++) if (!this.#isEndOfFile(i)) n++
    return n
  }

  #isEndOfFile(position: number): boolean {
    const place = position & MASK
    return this.#marks[place] === 1 && this.#bytes[place] === END_OF_FILE
  }

  /** Moves up to `limit` bytes of one line to `dst`. @returns how many; @see hasMore */
  takeLine(dst: Uint8Array, limit: number): number {
    const end = Math.min(this.lineHead, this.tail + limit)
    let n = 0
    for (let i = this.tail; i < end; i++) {
      const place = i & MASK
      if (this.#marks[place] === 0) {
        dst[n++] = this.#bytes[place]
        continue
      }
      if (!this.#isEndOfFile(i)) dst[n++] = this.#bytes[place]
      this.#marks[place] = 0
      this.tail = i + 1
      this.hasMore = false
      return n
    }
    this.tail = end
    this.hasMore = end !== this.lineHead
    return n
  }

  /** The end of the file stands where a read has just stopped: it was part of what that has read. */
  skipEndOfFile(): void {
    if (this.tail === this.lineHead || !this.#isEndOfFile(this.tail)) return
    this.#marks[this.tail & MASK] = 0
    this.tail++
  }

  /** Moves up to `limit` bytes to `dst`, at most to the end of the ring. @returns how many; @see hasMore */
  takeBytes(dst: Uint8Array, limit: number): number {
    const from = this.tail & MASK
    const n = Math.min(this.rawHead - this.tail, BUFFER_SIZE - from, limit)
    dst.set(this.#bytes.subarray(from, from + n))
    this.tail += n
    this.hasMore = n > 0 && this.tail !== this.rawHead
    return n
  }
}
