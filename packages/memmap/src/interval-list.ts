// IntervalList: intervals that may overlap, each with a number as its value, in order; those that overlap a range are
// found without looking at the others. A space's mappings of a file lie in one, by offset (mapping-set.ts). Linux: the interval tree of a file's mappings (i_mmap; mm/interval_tree.c).
//
// There is no object per interval: chunks of at most 32 hold start, end and value of each in one array of numbers (24
// bytes an interval, some 30 with what is not used). A chunk's first interval lies beside those of the others, for the
// search, and so does its largest end: a chunk, or a block of 32 chunks, that ends too early is passed over.

import { invariant } from './invariant.ts'

const CHUNK_BITS = 5
const CHUNK = 1 << CHUNK_BITS
const BLOCK_BITS = 5
/** Numbers for each interval. */
const ROW = 3
/** How many a full chunk hands on if it grows at an end. Not one, lest a chunk come and go with it. */
const HANDED_ON = 4

/** Before everything. Not an integer, so that the arrays hold doubles from the beginning and never change. */
const NOTHING = -0.5
const NO_ROW = -2
const BEFORE_ALL: readonly number[] = [NOTHING]

/** A place in a list, good until the list changes; -1 is none. */
export type Position = number

type Visit = (start: number, end: number, value: number) => void

export class IntervalList {
  // By chunk, in order: its rows, the start and value of its first (which nobody asks of the first chunk), and its largest
  // end. No chunk is empty, but for the single one of an empty list.
  readonly #chunks: number[][] = [noRows()]
  readonly #firstStarts: number[] = BEFORE_ALL.slice()
  readonly #firstValues: number[] = BEFORE_ALL.slice()
  readonly #maxEnds: number[] = BEFORE_ALL.slice()
  readonly #blockEnds: number[] = BEFORE_ALL.slice()
  /** By chunk: the row at which the last interval came, to see when they come in order. */
  readonly #lastRows: number[] = [NO_ROW]
  #size = 0

  /** Number of intervals. */
  get size(): number {
    return this.#size
  }

  /** The last interval with a start <= `start`, and among those of this very start with a value <= `value`. */
  floor(start: number, value = Number.POSITIVE_INFINITY): Position {
    const c = this.#chunkOf(start, value)
    return (c << CHUNK_BITS) + rowOf(this.#chunks[c], start, value)
  }

  startAt(position: Position): number {
    return this.#chunks[position >> CHUNK_BITS][(position & (CHUNK - 1)) * ROW]
  }

  endAt(position: Position): number {
    return this.#chunks[position >> CHUNK_BITS][(position & (CHUNK - 1)) * ROW + 1]
  }

  valueAt(position: Position): number {
    return this.#chunks[position >> CHUNK_BITS][(position & (CHUNK - 1)) * ROW + 2]
  }

  /** Calls `visit` for every interval, in order. The list must not change meanwhile. */
  forEach(visit: Visit): void {
    for (const rows of this.#chunks) {
      for (let i = 0; i < rows.length; i += ROW) visit(rows[i], rows[i + 1], rows[i + 2])
    }
  }

  /** Calls `visit` for every interval that overlaps [start, end), in order. The list must not change meanwhile. */
  forEachIn(start: number, end: number, visit: Visit): void {
    const last = this.#chunkOf(end, Number.NEGATIVE_INFINITY)
    for (let c = this.#chunkEndingAfter(start, 0); c <= last; c = this.#chunkEndingAfter(start, c + 1)) {
      const rows = this.#chunks[c]
      for (let i = 0; i < rows.length && rows[i] < end; i += ROW) {
        if (rows[i + 1] > start) visit(rows[i], rows[i + 1], rows[i + 2])
      }
    }
  }

  /** Adds an interval. Precondition: none of the list has the same start and value. */
  insert(start: number, end: number, value: number): void {
    let c = this.#chunkOf(start, value)
    let at = rowOf(this.#chunks[c], start, value) + 1
    if (this.#chunks[c].length === CHUNK * ROW) {
      const kept = this.#split(c, at)
      if (at > kept) {
        c++
        at -= kept
      }
    }
    insertRow(this.#chunks[c], at * ROW, start, end, value)
    this.#size++
    this.#lastRows[c] = at
    if (at === 0 && c > 0) this.#setFirst(c)
    if (end > this.#maxEnds[c]) this.#maxEnds[c] = end
    if (end > this.#blockEnds[c >> BLOCK_BITS]) this.#blockEnds[c >> BLOCK_BITS] = end
  }

  /** Takes out the interval that begins at `start` and has this value. Precondition: it is in the list. */
  remove(start: number, value: number): void {
    const at = this.floor(start, value)
    const found = at >= 0 && this.startAt(at) === start && this.valueAt(at) === value
    invariant(found, 'an interval that is removed is in the list')
    const c = at >> CHUNK_BITS
    const row = at & (CHUNK - 1)
    const end = this.endAt(at)
    removeRow(this.#chunks[c], row * ROW)
    this.#size--
    if (this.#chunks[c].length === 0 && this.#chunks.length > 1) {
      this.#dropChunk(c)
      return
    }
    if (row === 0 && c > 0) this.#setFirst(c)
    if (end === this.#maxEnds[c]) this.#boundChunk(c)
  }

  /** Index of the last chunk whose first interval is not after (start, value). */
  #chunkOf(start: number, value: number): number {
    const starts = this.#firstStarts
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const first = starts[middle]
      if (first < start || (first === start && this.#firstValues[middle] <= value)) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The first chunk, from `from` on, with an interval that ends after `at`; or the number of chunks. */
  #chunkEndingAfter(at: number, from: number): number {
    const ends = this.#maxEnds
    let c = from
    while (c < ends.length) {
      const next = Math.min(ends.length, ((c >> BLOCK_BITS) + 1) << BLOCK_BITS)
      if (this.#blockEnds[c >> BLOCK_BITS] > at) {
        for (; c < next; c++) if (ends[c] > at) return c
      }
      c = next
    }
    return c
  }

  /**
   * Splits chunk `c`, which is full and to get one more at row `at`, in two halves; but where intervals come in order it
   * stays nearly full; in order between others, it is split where they come. @returns how many it keeps.
   */
  #split(c: number, at: number): number {
    const step = at - this.#lastRows[c]
    const inOrder = step === 0 || step === 1
    const kept = at === CHUNK ? CHUNK - HANDED_ON : at === 0 ? HANDED_ON : inOrder ? at : CHUNK / 2
    const rows = this.#chunks[c]
    const upper = rows.slice(kept * ROW)
    // A copy has no room to grow, which mostly stays unused: 12 bytes an interval less than with a shorter `length`.
    this.#chunks[c] = rows.slice(0, kept * ROW)
    this.#addChunk(c + 1, upper)
    this.#setFirst(c + 1)
    this.#boundChunk(c + 1)
    this.#boundChunk(c)
    return kept
  }

  #addChunk(c: number, rows: number[]): void {
    this.#chunks.splice(c, 0, rows)
    this.#firstStarts.splice(c, 0, NOTHING)
    this.#firstValues.splice(c, 0, NOTHING)
    this.#maxEnds.splice(c, 0, NOTHING)
    this.#lastRows.splice(c, 0, NO_ROW)
    this.#boundBlocks(c >> BLOCK_BITS)
  }

  #dropChunk(c: number): void {
    this.#chunks.splice(c, 1)
    this.#firstStarts.splice(c, 1)
    this.#firstValues.splice(c, 1)
    this.#maxEnds.splice(c, 1)
    this.#lastRows.splice(c, 1)
    this.#boundBlocks(c >> BLOCK_BITS)
  }

  #setFirst(c: number): void {
    const rows = this.#chunks[c]
    this.#firstStarts[c] = rows[0]
    this.#firstValues[c] = rows[2]
  }

  #boundChunk(c: number): void {
    const rows = this.#chunks[c]
    let largest = NOTHING
    for (let i = 1; i < rows.length; i += ROW) if (rows[i] > largest) largest = rows[i]
    this.#maxEnds[c] = largest
    this.#boundBlock(c >> BLOCK_BITS)
  }

  /** Bounds the blocks from `from` on, whose chunks have moved. */
  #boundBlocks(from: number): void {
    this.#blockEnds.length = (this.#chunks.length + (1 << BLOCK_BITS) - 1) >> BLOCK_BITS
    for (let b = from; b < this.#blockEnds.length; b++) this.#boundBlock(b)
  }

  #boundBlock(b: number): void {
    const ends = this.#maxEnds
    const next = Math.min(ends.length, (b + 1) << BLOCK_BITS)
    let largest = NOTHING
    for (let c = b << BLOCK_BITS; c < next; c++) if (ends[c] > largest) largest = ends[c]
    this.#blockEnds[b] = largest
  }
}

/** Index of the last row that is not after (start, value); -1 if there is none. */
function rowOf(rows: readonly number[], start: number, value: number): number {
  let low = -1
  let high = rows.length / ROW - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const first = rows[middle * ROW]
    if (first < start || (first === start && rows[middle * ROW + 2] <= value)) low = middle
    else high = middle - 1
  }
  return low
}

/** An empty array that holds doubles from the beginning, whatever comes first. */
function noRows(): number[] {
  const rows = BEFORE_ALL.slice()
  rows.pop()
  return rows
}

function insertRow(rows: number[], at: number, start: number, end: number, value: number): void {
  if (at === rows.length) rows.push(start, end, value)
  else rows.splice(at, 0, start, end, value)
}

function removeRow(rows: number[], at: number): void {
  if (at === rows.length - ROW) for (let i = 0; i < ROW; i++) rows.pop()
  else rows.splice(at, ROW)
}
