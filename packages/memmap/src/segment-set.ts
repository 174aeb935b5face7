// SegmentSet: disjoint ranges in order, found by any point in them, and the free places between them, found by size.
// gVisor: pkg/segment (generated there, generic here). mm keeps its VMAs in one.
//
// Segments lie in chunks of at most 64, so that inserting among 65 000 moves a few dozen references and not all. Their
// bounds are kept beside them in flat arrays, so that a search reads few cache lines and one object: what it finds.
// (With 65 000 segments, at random: 150 ns; 410 with an array for each chunk and the bounds in the objects alone.) They
// are arrays of plain numbers, which take less to make and to copy with each address space than typed arrays outside
// the heap. A segment's bounds change through `resize` only.
//
// So is a small integer that says what mostly is to be known of a segment, its tag: who asks for that alone never comes to
// the object. (An object among 65 000 is 100 ns away, and the bounds in it, boxed as V8 has them, 110 more.)
// Free places are found by the bounds of gap-bounds.ts.

import { GapBounds } from './gap-bounds.ts'
import { invariant } from './invariant.ts'

/** What a set holds: an object with bounds [start, end), 0 <= start < end. */
export interface Segment {
  start: number
  end: number
  /** What is to be known of it without a look at it, not negative. After a change the set is told: `retag`. */
  readonly tag: number
}

const CHUNK_BITS = 6
const CHUNK = 1 << CHUNK_BITS
/** How many a full chunk hands on if it grows at an end. Not one, lest a chunk come and go with it. */
const HANDED_ON = 4
/** A bound that is none. Not an integer, so that the arrays hold doubles from the beginning and never change. */
const NOWHERE = 0.5
const NO_PLACE = -2
const NO_BOUNDS: readonly number[] = Array.from({ length: CHUNK }, () => NOWHERE)
const NO_TAGS: readonly number[] = NO_BOUNDS.map(() => 0)
const NO_ITEMS: readonly undefined[] = NO_BOUNDS.map(() => undefined)

export class SegmentSet<S extends Segment> {
  // In order of addresses: the slot of each chunk, its first start (that of the first chunk counts as 0), and the bound
  // of its gaps. No chunk is empty, but for the single one of an empty set.
  #slots: number[] = [0]
  #firsts: number[] = [0]
  #gaps = new GapBounds()
  // By slot: how many segments a chunk has, and where in it the last one came. By slot times 64: their bounds and tags,
  // and they themselves.
  #counts: number[] = [0]
  #lastPlaces: number[] = [NO_PLACE]
  #starts: number[] = NO_BOUNDS.slice()
  #ends: number[] = NO_BOUNDS.slice()
  #tags: number[] = NO_TAGS.slice()
  #items: (S | undefined)[] = NO_ITEMS.slice()
  readonly #freeSlots: number[] = []
  #size = 0
  // The place of the segment found last, since searches come in runs; and its bounds.
  #found = 0
  #foundStart = NOWHERE
  #foundEnd = NOWHERE

  /** Number of segments. */
  get size(): number {
    return this.#size
  }

  /** The segment that contains `at`. */
  find(at: number): S | undefined {
    return this.#seek(at) ? this.#items[this.#found] : undefined
  }

  /** The tag of the segment that contains `at`; -1 if there is none. */
  tagAt(at: number): number {
    return this.#seek(at) ? this.#tags[this.#found] : -1
  }

  /** The end of the segment that contains `at`; -1 if there is none. */
  endAt(at: number): number {
    return this.#seek(at) ? this.#foundEnd : -1
  }

  /** The last segment with start <= at. */
  floor(at: number): S | undefined {
    const base = this.#slots[floorIndex(this.#firsts, at)] << CHUNK_BITS
    const index = this.#floorIn(base, at)
    return index < base ? undefined : this.#items[index]
  }

  /** The first segment that has an address >= at: the one that contains it, or the next after it. */
  lowerBound(at: number): S | undefined {
    if (at >= this.#foundStart && at < this.#foundEnd) return this.#items[this.#found]
    const c = floorIndex(this.#firsts, at)
    const base = this.#slots[c] << CHUNK_BITS
    const index = this.#floorIn(base, at)
    if (index >= base && at < this.#ends[index]) {
      this.#remember(index)
      return this.#items[index]
    }
    if (index + 1 < base + this.#counts[this.#slots[c]]) return this.#items[index + 1]
    return c + 1 < this.#slots.length ? this.#items[this.#slots[c + 1] << CHUNK_BITS] : undefined
  }

  /** The first segment that overlaps [start, end). Precondition: start < end. */
  firstIn(start: number, end: number): S | undefined {
    const segment = this.lowerBound(start)
    return segment !== undefined && segment.start < end ? segment : undefined
  }

  /** The segment after one of the set. */
  next(segment: S): S | undefined {
    return this.lowerBound(segment.end)
  }

  /** The segment before one of the set. */
  prev(segment: S): S | undefined {
    // The one found last mostly has it beside it, in its chunk.
    if ((this.#found & (CHUNK - 1)) > 0 && this.#isFound(segment)) return this.#items[this.#found - 1]
    return segment.start === 0 ? undefined : this.floor(segment.start - 1)
  }

  /** The segment with the highest addresses. */
  last(): S | undefined {
    const slot = this.#slots[this.#slots.length - 1]
    return this.#counts[slot] === 0 ? undefined : this.#items[(slot << CHUNK_BITS) + this.#counts[slot] - 1]
  }

  /**
   * The highest place for `length` that lies in [low, high) and in no segment.
   * @returns its start, or -1 if there is none.
   */
  highestGap(low: number, high: number, length: number): number {
    let c = floorIndex(this.#firsts, high - 1)
    let count = this.#floorIn(this.#slots[c] << CHUNK_BITS, high - 1) - (this.#slots[c] << CHUNK_BITS) + 1
    if (high - Math.max(low, this.#endBefore(c, count)) >= length) return high - length
    while (c >= 0) {
      if (this.#gaps.at(c) >= length) {
        const found = this.#gapInChunk(c, count, low, length)
        if (found !== undefined) return found
      }
      if (this.#firsts[c] <= low) return -1
      c = this.#gaps.promising(c - 1, length)
      if (c >= 0) count = this.#counts[this.#slots[c]]
    }
    return -1
  }

  /** The highest gap below the first `count` segments of a chunk; -1 if `low` comes first, undefined if neither does. */
  #gapInChunk(c: number, count: number, low: number, length: number): number | undefined {
    const starts = this.#starts
    const ends = this.#ends
    const base = this.#slots[c] << CHUNK_BITS
    let largest = 0
    for (let i = base + count - 1; i >= base; i--) {
      const start = starts[i]
      const below = i > base ? ends[i - 1] : this.#endBefore(c, 0)
      const gap = start - below
      if (gap >= length && start - low >= length) return start - length
      if (below <= low) return -1
      if (gap > largest) largest = gap
    }
    if (count === this.#counts[this.#slots[c]]) this.#gaps.set(c, largest)
    return undefined
  }

  /** Adds a segment. Precondition: it overlaps none of the set. */
  insert(segment: S): void {
    const { start } = segment
    let c = floorIndex(this.#firsts, start)
    let at = this.#floorIn(this.#slots[c] << CHUNK_BITS, start) - (this.#slots[c] << CHUNK_BITS) + 1
    if (this.#counts[this.#slots[c]] === CHUNK) {
      c = this.#makeRoom(c, at)
      at = this.#floorIn(this.#slots[c] << CHUNK_BITS, start) - (this.#slots[c] << CHUNK_BITS) + 1
    }
    const slot = this.#slots[c]
    const index = (slot << CHUNK_BITS) + at
    const end = (slot << CHUNK_BITS) + this.#counts[slot]
    this.#counts[slot]++
    this.#lastPlaces[slot] = at
    this.#move(index, end, 1)
    this.#items[index] = segment
    this.#starts[index] = start
    this.#ends[index] = segment.end
    this.#tags[index] = segment.tag
    this.#remember(index)
    if (at === 0 && c > 0) this.#firsts[c] = start
    this.#size++
    this.#raise(c, at)
    this.#raise(c, at + 1)
  }

  /** Takes a segment out. Precondition: it is in the set. */
  remove(segment: S): void {
    const c = floorIndex(this.#firsts, segment.start)
    const slot = this.#slots[c]
    const base = slot << CHUNK_BITS
    const index = this.#isFound(segment) ? this.#found : this.#floorIn(base, segment.start)
    invariant(index >= base && this.#items[index] === segment, 'a segment that is removed is in the set')
    const end = base + this.#counts[slot]
    this.#forget()
    this.#move(index + 1, end, -1)
    this.#items[end - 1] = undefined
    this.#counts[slot]--
    this.#size--
    if (this.#counts[slot] === 0 && this.#slots.length > 1) this.#dropChunk(c)
    else if (index === base && c > 0) this.#firsts[c] = this.#starts[base]
    this.#raise(c, index - base)
  }

  /** Changes the bounds of a segment of the set. Precondition: it stays between its neighbours. */
  resize(segment: S, start: number, end: number): void {
    const c = floorIndex(this.#firsts, segment.start)
    const base = this.#slots[c] << CHUNK_BITS
    const index = this.#floorIn(base, segment.start)
    invariant(index >= base && this.#items[index] === segment, 'a segment that is resized is in the set')
    segment.start = start
    segment.end = end
    this.#starts[index] = start
    this.#ends[index] = end
    this.#remember(index)
    if (index === base && c > 0) this.#firsts[c] = start
    this.#raise(c, index - base)
    this.#raise(c, index - base + 1)
  }

  /** The tag of a segment of the set has changed. */
  retag(segment: S): void {
    const isThere = this.#seek(segment.start) && this.#items[this.#found] === segment
    invariant(isThere, 'a segment that has another tag is in the set')
    this.#tags[this.#found] = segment.tag
  }

  /** A set of copies, each made by `copy`, lowest first, with the same bounds. */
  clone(copy: (segment: S) => S): SegmentSet<S> {
    const set = new SegmentSet<S>()
    set.#slots = this.#slots.slice()
    set.#firsts = this.#firsts.slice()
    set.#gaps = this.#gaps.clone()
    set.#counts = this.#counts.slice()
    set.#lastPlaces = this.#lastPlaces.slice()
    set.#starts = this.#starts.slice()
    set.#ends = this.#ends.slice()
    const tags = this.#tags.slice()
    const items = this.#items.slice()
    for (const slot of this.#slots) {
      const base = slot << CHUNK_BITS
      const end = base + this.#counts[slot]
      for (let i = base; i < end; i++) {
        const segment = copy(items[i] as S)
        items[i] = segment
        tags[i] = segment.tag
      }
    }
    set.#tags = tags
    set.#items = items
    set.#freeSlots.push(...this.#freeSlots)
    set.#size = this.#size
    return set
  }

  /** All segments, lowest first. The set must not change meanwhile. */
  *[Symbol.iterator](): Generator<S> {
    for (const slot of this.#slots) {
      const base = slot << CHUNK_BITS
      for (let i = base; i < base + this.#counts[slot]; i++) yield this.#items[i] as S
    }
  }

  /** Finds the segment that contains `at`, whose place is in #found then. @returns false if there is none. */
  #seek(at: number): boolean {
    return (at >= this.#foundStart && at < this.#foundEnd) || this.#search(at)
  }

  /** True if `segment` is the one found last. */
  #isFound(segment: S): boolean {
    return this.#foundStart !== NOWHERE && this.#items[this.#found] === segment
  }

  #search(at: number): boolean {
    const base = this.#slots[floorIndex(this.#firsts, at)] << CHUNK_BITS
    const index = this.#floorIn(base, at)
    if (index < base || at >= this.#ends[index]) return false
    this.#remember(index)
    return true
  }

  #remember(index: number): void {
    this.#found = index
    this.#foundStart = this.#starts[index]
    this.#foundEnd = this.#ends[index]
  }

  /** To be called before segments change their places. */
  #forget(): void {
    this.#foundStart = this.#foundEnd = NOWHERE
  }

  /** Index of the last segment of the chunk at `base` with start <= at; base - 1 if there is none. */
  #floorIn(base: number, at: number): number {
    const starts = this.#starts
    let low = base - 1
    let high = low + this.#counts[base >> CHUNK_BITS]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Moves the segments [from, end) of a chunk by one place. */
  #move(from: number, end: number, by: 1 | -1): void {
    if (by > 0) for (let i = end - 1; i >= from; i--) this.#movePlace(i, i + 1)
    else for (let i = from; i < end; i++) this.#movePlace(i, i - 1)
  }

  #movePlace(from: number, to: number): void {
    this.#items[to] = this.#items[from]
    this.#starts[to] = this.#starts[from]
    this.#ends[to] = this.#ends[from]
    this.#tags[to] = this.#tags[from]
  }

  /** The end of the segment before position `at` of chunk `c`; 0 if there is none. */
  #endBefore(c: number, at: number): number {
    if (at > 0) return this.#ends[(this.#slots[c] << CHUNK_BITS) + at - 1]
    if (c === 0) return 0
    const slot = this.#slots[c - 1]
    return this.#ends[(slot << CHUNK_BITS) + this.#counts[slot] - 1]
  }

  /** The gap below position `at` of chunk `c`, which may be the first of the next, has changed. */
  #raise(c: number, at: number): void {
    const beyond = c >= this.#slots.length || at >= this.#counts[this.#slots[c]]
    if (beyond) {
      if (c + 1 < this.#slots.length) this.#raise(c + 1, 0)
      return
    }
    this.#gaps.raise(c, this.#starts[(this.#slots[c] << CHUNK_BITS) + at] - this.#endBefore(c, at))
  }

  /**
   * Makes room in chunk `c`, which is full, for a segment at position `at`: it is split in two halves; but where segments
   * come in order of addresses, up or down, those left behind stay nearly full; in order between others, it is split where
   * they come. @returns the chunk for the segment.
   */
  #makeRoom(c: number, at: number): number {
    const slot = this.#freeSlots.pop() ?? this.#addSlot()
    const from = this.#slots[c] << CHUNK_BITS
    const step = at - this.#lastPlaces[this.#slots[c]]
    const inOrder = step === 0 || step === 1
    const keep = at === CHUNK ? CHUNK - HANDED_ON : at === 0 ? HANDED_ON : inOrder ? at : CHUNK / 2
    this.#counts[this.#slots[c]] = keep
    this.#counts[slot] = CHUNK - keep
    this.#lastPlaces[slot] = NO_PLACE
    const to = slot << CHUNK_BITS
    for (let i = keep; i < CHUNK; i++) {
      this.#movePlace(from + i, to + i - keep)
      this.#items[from + i] = undefined
    }
    this.#slots.splice(c + 1, 0, slot)
    this.#firsts.splice(c + 1, 0, this.#starts[to])
    this.#gaps.split(c)
    return at > keep ? c + 1 : c
  }

  #addSlot(): number {
    this.#lastPlaces.push(NO_PLACE)
    const slot = this.#counts.push(0) - 1
    if (slot << CHUNK_BITS === this.#items.length) this.#grow(Math.max(1, slot >> 3))
    return slot
  }

  /** Makes room for more chunks: just so much, where arrays that are pushed to would keep half as much again unused. */
  #grow(chunks: number): void {
    const bounds = repeat(NO_BOUNDS, chunks)
    this.#starts = this.#starts.concat(bounds)
    this.#ends = this.#ends.concat(bounds)
    this.#tags = this.#tags.concat(repeat(NO_TAGS, chunks))
    this.#items = this.#items.concat(repeat(NO_ITEMS, chunks))
  }

  #dropChunk(c: number): void {
    this.#freeSlots.push(this.#slots[c])
    this.#slots.splice(c, 1)
    this.#firsts.splice(c, 1)
    this.#gaps.drop(c)
    this.#firsts[0] = 0
  }
}

function repeat<T>(chunk: readonly T[], times: number): readonly T[] {
  return times === 1 ? chunk : Array.from({ length: times * CHUNK }, () => chunk[0])
}

/** Index of the last of ascending numbers that is <= at; -1 if there is none. */
function floorIndex(ascending: readonly number[], at: number): number {
  let low = -1
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (ascending[middle] <= at) low = middle
    else high = middle - 1
  }
  return low
}
