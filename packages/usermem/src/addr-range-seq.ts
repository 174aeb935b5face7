// A sequence of address ranges: what an iovec array means. gVisor: pkg/hostarch/addr_range_seq_unsafe.go.
//
// A value: dropFirst and takeFirst return a new sequence that shares the arrays of the old. The first range is
// held in the object itself, so a sequence of one range (every plain read and write) has no arrays at all, and
// no object is ever made per range.

import type { Addr } from './addr.ts'
import { type AddrRange, rangeString } from './addr-range.ts'

const NO_ARRAY = new Float64Array(0)

export class AddrRangeSeq {
  /** Bytes in all ranges together. */
  readonly numBytes: number
  /** Number of ranges, empty ones included. */
  readonly count: number
  readonly #headStart: number
  readonly #headLength: number
  // Ranges 1 .. count-1 are entries #next .. of these two; of the last of these, #cut bytes at the end do not count.
  readonly #starts: Float64Array
  readonly #lengths: Float64Array
  readonly #next: number
  readonly #cut: number

  private constructor(
    numBytes: number,
    count: number,
    headStart: number,
    headLength: number,
    starts: Float64Array,
    lengths: Float64Array,
    next: number,
    cut = 0,
  ) {
    this.numBytes = numBytes
    this.count = count
    this.#headStart = headStart
    this.#headLength = headLength
    this.#starts = starts
    this.#lengths = lengths
    this.#next = next
    this.#cut = cut
  }

  /** The sequence with no ranges. */
  static readonly EMPTY = new AddrRangeSeq(0, 0, 0, 0, NO_ARRAY, NO_ARRAY, 0)

  /** The sequence of one range of `length` bytes at `start`, which may be empty. */
  static ofOne(start: Addr, length: number): AddrRangeSeq {
    return new AddrRangeSeq(length, 1, start, length, NO_ARRAY, NO_ARRAY, 0)
  }

  /** The sequence of these ranges, in order; empty ones are kept. */
  static of(ranges: readonly AddrRange[]): AddrRangeSeq {
    const starts = Float64Array.from(ranges, (r) => r.start)
    const lengths = Float64Array.from(ranges, (r) => r.end - r.start)
    return AddrRangeSeq.ofArrays(starts, lengths, ranges.length)
  }

  /**
   * The sequence of the first `count` entries of two parallel arrays, without copying them.
   * Precondition: the arrays do not change as long as the sequence, or one made from it, is in use.
   */
  static ofArrays(starts: Float64Array, lengths: Float64Array, count: number): AddrRangeSeq {
    if (count === 0) return AddrRangeSeq.EMPTY
    let numBytes = 0
    for (let i = 0; i < count; i++) numBytes += lengths[i]
    return new AddrRangeSeq(numBytes, count, starts[0], lengths[0], starts, lengths, 1)
  }

  /** True if there are no ranges. A sequence of empty ranges has no bytes but is *not* empty. */
  get isEmpty(): boolean {
    return this.count === 0
  }

  /** Start of range `i`. Precondition: 0 <= i < count. */
  startAt(i: number): Addr {
    return (i === 0 ? this.#headStart : this.#starts[this.#next + i - 1]) as Addr
  }

  /** Bytes of range `i`. Precondition: 0 <= i < count. */
  rawLengthAt(i: number): number {
    if (i === 0) return this.#headLength
    const length = this.#lengths[this.#next + i - 1]
    return i === this.count - 1 ? length - this.#cut : length
  }

  /** The first range. Precondition: not empty. */
  head(): AddrRange {
    const start = this.#headStart as Addr
    return { start, end: (start + this.#headLength) as Addr }
  }

  /** All but the first range. Precondition: not empty. */
  tail(): AddrRangeSeq {
    if (this.count <= 1) return AddrRangeSeq.EMPTY
    return this.from(1, 0, this.#headLength)
  }

  /**
   * The sequence without its first `n` bytes; without any if it has no more. Ranges that are used up go, and with
   * them empty ranges that follow; an empty range at the very start stays if `n` is 0.
   */
  dropFirst(n: number): AddrRangeSeq {
    if (n === 0) return this
    if (n >= this.numBytes) return AddrRangeSeq.EMPTY
    let left = n
    let index = 0
    while (left >= this.rawLengthAt(index)) left -= this.rawLengthAt(index++)
    return this.from(index, left, n)
  }

  // What follows from byte `offset` of range `index` on, which is `dropped` bytes from the start. Not a #method: where
  // one names its class, TypeScript 7.0 emits a static initializer like EMPTY's that fails (microsoft/TypeScript#58244).
  private from(index: number, offset: number, dropped: number): AddrRangeSeq {
    const count = this.count - index
    return new AddrRangeSeq(
      this.numBytes - dropped,
      count,
      this.startAt(index) + offset,
      this.rawLengthAt(index) - offset,
      this.#starts,
      this.#lengths,
      this.#next + index,
      count === 1 ? 0 : this.#cut,
    )
  }

  /** Only the first `n` bytes of the sequence; all of it if it has no more. */
  takeFirst(n: number): AddrRangeSeq {
    if (n >= this.numBytes) return this
    if (n === 0) return AddrRangeSeq.EMPTY
    let left = n
    let count = 0
    while (left > 0) left -= this.rawLengthAt(count++)
    // `left` is now minus what the last range has too much.
    if (count === 1) return AddrRangeSeq.ofOne(this.startAt(0), n)
    const cut = -left + (count === this.count ? this.#cut : 0)
    return new AddrRangeSeq(
      n,
      count,
      this.#headStart,
      this.#headLength,
      this.#starts,
      this.#lengths,
      this.#next,
      cut,
    )
  }

  /** The ranges, one object each: for tests, strace and drawing, not for moving bytes. */
  *[Symbol.iterator](): Generator<AddrRange> {
    for (let i = 0; i < this.count; i++) {
      const start = this.startAt(i)
      yield { start, end: (start + this.rawLengthAt(i)) as Addr }
    }
  }

  /** "[[0x1000, 0x2000) [0x0, 0x0)]", for messages. */
  toString(): string {
    return `[${[...this].map(rangeString).join(' ')}]`
  }
}
