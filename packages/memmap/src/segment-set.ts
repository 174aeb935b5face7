// SegmentSet: disjoint ranges in order, found by any point in them. gVisor: pkg/segment (generated there, generic
// here). mm keeps its VMAs in one, MappingSet its mappings.
//
// Segments lie in chunks of at most 64, so that inserting among 65 000 moves a few dozen references and not all.
// A segment's bounds may be changed in place as long as it stays between its neighbours.

import { invariant } from './invariant.ts'

/** What a set holds: an object with bounds [start, end), start < end. */
export interface Segment {
  start: number
  end: number
}

const CHUNK = 64

export class SegmentSet<S extends Segment> {
  // No chunk is empty, but for the single one of an empty set.
  readonly #chunks: S[][] = [[]]
  #size = 0

  /** Number of segments. */
  get size(): number {
    return this.#size
  }

  /** The segment that contains `at`. */
  find(at: number): S | undefined {
    const segment = this.floor(at)
    return segment !== undefined && at < segment.end ? segment : undefined
  }

  /** The last segment with start <= at. */
  floor(at: number): S | undefined {
    const chunk = this.#chunks[this.#chunkOf(at)]
    const index = floorIndex(chunk, at)
    return index < 0 ? undefined : chunk[index]
  }

  /** The first segment that has an address >= at: the one that contains it, or the next after it. */
  lowerBound(at: number): S | undefined {
    const c = this.#chunkOf(at)
    const chunk = this.#chunks[c]
    const index = floorIndex(chunk, at)
    if (index >= 0 && at < chunk[index].end) return chunk[index]
    return index + 1 < chunk.length ? chunk[index + 1] : this.#chunks[c + 1]?.[0]
  }

  /** The first segment that overlaps [start, end). */
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
    return this.floor(segment.start - 1)
  }

  /** The segment with the highest addresses. */
  last(): S | undefined {
    return this.#chunks[this.#chunks.length - 1].at(-1)
  }

  /**
   * The highest place for `length` that lies in [low, high) and in no segment.
   * @returns its start, or -1 if there is none.
   */
  highestGap(low: number, high: number, length: number): number {
    let gapEnd = high
    let c = this.#chunkOf(high - 1)
    let index = floorIndex(this.#chunks[c], high - 1)
    while (gapEnd - length >= low) {
      if (index < 0 && c > 0) index = this.#chunks[--c].length - 1
      const segment = index >= 0 ? this.#chunks[c][index] : undefined
      const gapStart = segment === undefined ? low : Math.max(low, segment.end)
      if (gapEnd - gapStart >= length) return gapEnd - length
      if (segment === undefined) return -1
      gapEnd = Math.min(gapEnd, segment.start)
      index--
    }
    return -1
  }

  /** Adds a segment. Precondition: it overlaps none of the set. */
  insert(segment: S): void {
    const c = this.#chunkOf(segment.start)
    const chunk = this.#chunks[c]
    chunk.splice(floorIndex(chunk, segment.start) + 1, 0, segment)
    if (chunk.length > CHUNK) this.#chunks.splice(c + 1, 0, chunk.splice(CHUNK / 2))
    this.#size++
  }

  /** Changes the bounds of a segment. Precondition: it stays between its neighbours. */
  resize(segment: S, start: number, end: number): void {
    segment.start = start
    segment.end = end
  }

  /** Takes a segment out. Precondition: it is in the set. */
  remove(segment: S): void {
    const c = this.#chunkOf(segment.start)
    const chunk = this.#chunks[c]
    const index = floorIndex(chunk, segment.start)
    invariant(chunk[index] === segment, 'a segment that is removed is in the set')
    chunk.splice(index, 1)
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(c, 1)
    this.#size--
  }

  /** All segments, lowest first. The set must not change meanwhile. */
  *[Symbol.iterator](): Generator<S> {
    for (const chunk of this.#chunks) yield* chunk
  }

  /** The chunk in which a segment with this start is, or would be. */
  #chunkOf(at: number): number {
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#chunks[middle][0].start <= at) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Index of the last segment of a chunk with start <= at, or -1. */
function floorIndex(chunk: readonly Segment[], at: number): number {
  let low = -1
  let high = chunk.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (chunk[middle].start <= at) low = middle
    else high = middle - 1
  }
  return low
}
