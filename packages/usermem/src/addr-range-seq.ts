// A sequence of address ranges: what an iovec array means. gVisor: pkg/hostarch/addr_range_seq_unsafe.go.
//
// A value: dropFirst and takeFirst return a new sequence that shares the array of the old. The first range is
// held in the object itself, so a sequence of one range (every plain read and write) has no array at all, and
// no object is ever made per range. The others are as a program writes them, struct iovec: so they are copied in as they
// stand, and generated code reads them too.

import type { Addr } from './addr.ts'
import { type AddrRange, rangeString } from './addr-range.ts'
import { IOVEC_WORDS, IovecArray, setIovec } from './iovec-array.ts'

const NO_IOVECS = new IovecArray()

export class AddrRangeSeq {
  /** Bytes in all ranges together. */
  readonly numBytes: number
  /** Number of ranges, empty ones included. */
  readonly count: number
  readonly #headStart: number
  readonly #headLength: number
  /** What it shares with others; ranges 1 .. count-1 are iovecs {@link firstIovec} .. of it. */
  readonly iovecs: IovecArray
  readonly firstIovec: number
  /** Whoever made it knows that no range leaves the application's part of the address space that it is used with. */
  readonly checked: boolean
  /** Of the last of these, so many bytes at the end do not count. */
  readonly #cut: number

  private constructor(
    numBytes: number,
    count: number,
    headStart: number,
    headLength: number,
    iovecs: IovecArray,
    firstIovec: number,
    checked: boolean,
    cut = 0,
  ) {
    this.numBytes = numBytes
    this.count = count
    this.#headStart = headStart
    this.#headLength = headLength
    this.iovecs = iovecs
    this.firstIovec = firstIovec
    this.checked = checked
    this.#cut = cut
  }

  /** The sequence with no ranges. */
  static readonly EMPTY = new AddrRangeSeq(0, 0, 0, 0, NO_IOVECS, 0, false)

  /** The sequence of one range of `length` bytes at `start`, which may be empty. @see checked */
  static ofOne(start: Addr, length: number, checked = false): AddrRangeSeq {
    return new AddrRangeSeq(length, 1, start, length, NO_IOVECS, 0, checked)
  }

  /** The sequence of these ranges, in order; empty ones are kept. */
  static of(ranges: readonly AddrRange[]): AddrRangeSeq {
    const iovecs = new Int32Array(ranges.length * IOVEC_WORDS)
    ranges.forEach(({ start, end }, i) => {
      setIovec(iovecs, i, start, end - start)
    })
    return AddrRangeSeq.ofIovecs(iovecs, ranges.length)
  }

  /**
   * The sequence of the first `count` iovecs of an array, without copying it. Preconditions: they are ranges (no address or
   * length is negative, or inexact as a number); the array does not change as long as the sequence, or one made from it,
   * is in use.
   */
  static ofIovecs(iovecs: Int32Array, count: number): AddrRangeSeq {
    const array = new IovecArray(iovecs)
    let numBytes = 0
    for (let i = 0; i < count; i++) numBytes += array.lengthAt(i)
    return AddrRangeSeq.build(array, count, numBytes, false)
  }

  /** The same, of {@link numBytes} in all, and {@link checked}. */
  static ofCheckedIovecs(iovecs: IovecArray, count: number, numBytes: number): AddrRangeSeq {
    return AddrRangeSeq.build(iovecs, count, numBytes, true)
  }

  private static build(iovecs: IovecArray, count: number, numBytes: number, checked: boolean): AddrRangeSeq {
    if (count === 0) return AddrRangeSeq.EMPTY
    return new AddrRangeSeq(numBytes, count, iovecs.startAt(0), iovecs.lengthAt(0), iovecs, 1, checked)
  }

  /** True if there are no ranges. A sequence of empty ranges has no bytes but is *not* empty. */
  get isEmpty(): boolean {
    return this.count === 0
  }

  /** Start of range `i`. Precondition: 0 <= i < count. */
  startAt(i: number): Addr {
    if (i === 0) return this.#headStart as Addr
    return this.iovecs.startAt(this.firstIovec + i - 1) as Addr
  }

  /** Bytes of range `i`. Precondition: 0 <= i < count. */
  rawLengthAt(i: number): number {
    if (i === 0) return this.#headLength
    const length = this.iovecs.lengthAt(this.firstIovec + i - 1)
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
      this.iovecs,
      this.firstIovec + index,
      this.checked,
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
      this.iovecs,
      this.firstIovec,
      this.checked,
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
