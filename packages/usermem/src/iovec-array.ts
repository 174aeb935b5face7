// Where the iovecs of a sequence lie, as programs write them (struct iovec): in an array of their own, or in the memory that
// generated code works on, until somebody else's come there. Sequences that share them find them in either place.

/** 32-bit words of an iovec: the address and the length, low half first. */
export const IOVEC_WORDS = 4
const HIGH = 2 ** 32
/** An array of its own has room for so many at least. */
const FEWEST = 8

export class IovecArray {
  /** What they lie in. */
  words: Int32Array
  /** Index in {@link words} where the first begins. */
  first = 0
  #own: Int32Array

  /** `own`: its array, which is made when there has to be one if it is not given. */
  constructor(own: Int32Array = new Int32Array(0)) {
    this.words = own
    this.#own = own
  }

  /** From now on they lie in its own array, which has room for `count`, and whatever was in it before. */
  own(count: number): Int32Array {
    if (this.#own.length < count * IOVEC_WORDS) {
      this.#own = new Int32Array(IOVEC_WORDS * Math.max(FEWEST, 2 ** Math.ceil(Math.log2(count))))
    }
    this.words = this.#own
    this.first = 0
    return this.#own
  }

  /** The address that iovec `i` says. It must not be negative. */
  startAt(i: number): number {
    return wordsToNumber(this.words, this.first + i * IOVEC_WORDS)
  }

  /** The length that iovec `i` says. It must not be negative. */
  lengthAt(i: number): number {
    return wordsToNumber(this.words, this.first + i * IOVEC_WORDS + 2)
  }
}

/** Puts a range into `iovecs` as number `i`. The length is up to 2^53. */
export function setIovec(iovecs: Int32Array, i: number, start: number, length: number): void {
  const at = i * IOVEC_WORDS
  iovecs[at] = start
  iovecs[at + 1] = start / HIGH
  iovecs[at + 2] = length
  iovecs[at + 3] = length / HIGH
}

/** The number whose halves are words `i` and `i + 1`; not negative. */
function wordsToNumber(words: Int32Array, i: number): number {
  return words[i + 1] * HIGH + (words[i] >>> 0)
}
