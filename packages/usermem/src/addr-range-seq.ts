// A sequence of address ranges: what an iovec array means. gVisor: pkg/hostarch/addr_range_seq_unsafe.go.
//
// A value: dropFirst and takeFirst return a new sequence that shares the arrays of the old. The first range is
// held in the object itself, so a sequence of one range (every plain read and write) has no arrays at all, and
// no object is ever made per range.

import type { Addr } from './addr.ts'
import type { AddrRange } from './addr-range.ts'

const NO_ARRAY = new Float64Array(0)

export class AddrRangeSeq {
  /** Bytes in all ranges together. */
  readonly numBytes: number
  /** Number of ranges, empty ones included. */
  readonly count: number
  readonly #headStart: number
  readonly #headLength: number
  // Ranges 1 .. count-1 are entries #next .. of these two; only the first numBytes bytes of the whole count.
  readonly #starts: Float64Array
  readonly #lengths: Float64Array
  readonly #next: number

  private constructor(
    numBytes: number,
    count: number,
    headStart: number,
    headLength: number,
    starts: Float64Array,
    lengths: Float64Array,
    next: number,
  ) {
    this.numBytes = numBytes
    this.count = count
    this.#headStart = headStart
    this.#headLength = headLength
    this.#starts = starts
    this.#lengths = lengths
    this.#next = next
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

  /**
   * Bytes of range `i` as it stands in the arrays. The last range may be longer than what {@link takeFirst} left of
   * it: a walk must stop after {@link numBytes} bytes. Precondition: 0 <= i < count.
   */
  rawLengthAt(i: number): number {
    return i === 0 ? this.#headLength : this.#lengths[this.#next + i - 1]
  }

  /** The first range. Precondition: not empty. */
  head(): AddrRange {
    const start = this.#headStart as Addr
    return { start, end: (start + Math.min(this.#headLength, this.numBytes)) as Addr }
  }

  /** All but the first range. Precondition: not empty. */
  tail(): AddrRangeSeq {
    if (this.count <= 1) return AddrRangeSeq.EMPTY
    return new AddrRangeSeq(
      this.numBytes - Math.min(this.#headLength, this.numBytes),
      this.count - 1,
      this.#starts[this.#next],
      this.#lengths[this.#next],
      this.#starts,
      this.#lengths,
      this.#next + 1,
    )
  }

  /**
   * The sequence without its first `n` bytes; without any if it has no more. Ranges that are used up go, and with
   * them empty ranges that follow; an empty range at the very start stays if `n` is 0.
   */
  dropFirst(n: number): AddrRangeSeq {
    if (n === 0) return this
    if (n >= this.numBytes) return AddrRangeSeq.EMPTY
    let left = n
    let length = this.#headLength
    let index = 0
    while (left >= length) {
      left -= length
      index++
      length = this.#lengths[this.#next + index - 1]
    }
    return new AddrRangeSeq(
      this.numBytes - n,
      this.count - index,
      this.startAt(index) + left,
      length - left,
      this.#starts,
      this.#lengths,
      this.#next + index,
    )
  }

  /** Only the first `n` bytes of the sequence; all of it if it has no more. */
  takeFirst(n: number): AddrRangeSeq {
    if (n >= this.numBytes) return this
    if (n === 0) return AddrRangeSeq.EMPTY
    let left = n
    let count = 0
    while (left > 0) left -= this.rawLengthAt(count++)
    return new AddrRangeSeq(
      n,
      count,
      this.#headStart,
      this.#headLength,
      this.#starts,
      this.#lengths,
      this.#next,
    )
  }

  /** The ranges, one object each: for tests, strace and drawing, not for moving bytes. */
  *[Symbol.iterator](): Generator<AddrRange> {
    let left = this.numBytes
    for (let i = 0; i < this.count; i++) {
      const start = this.startAt(i)
      const length = Math.min(left, this.rawLengthAt(i))
      left -= length
      yield { start, end: (start + length) as Addr }
    }
  }
}
