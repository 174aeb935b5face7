// GapBounds: for each chunk of a SegmentSet a bound, so that free places are found by size without looking at every
// segment: no gap below one of its segments (down to the end of the segment before it) is larger.
//
// What makes a gap larger raises the bound; what makes it smaller leaves it, until a search finds that the bound promised
// too much and sets it right. Blocks of 32 chunks have such a bound too.

const BLOCK_BITS = 5

export class GapBounds {
  // In the order of the chunks.
  #gaps: number[] = [0]
  #blockGaps: number[] = [0]

  /** No gap of chunk `c` is larger. */
  at(c: number): number {
    return this.#gaps[c]
  }

  /** Chunk `c` has a gap as large as this. */
  raise(c: number, gap: number): void {
    if (gap <= this.#gaps[c]) return
    this.#gaps[c] = gap
    if (gap > this.#blockGaps[c >> BLOCK_BITS]) this.#blockGaps[c >> BLOCK_BITS] = gap
  }

  /** The largest gap of chunk `c` is this. */
  set(c: number, gap: number): void {
    this.#gaps[c] = gap
  }

  /** The next chunk from `from` downward whose bound promises `length`; -1 if none does. */
  promising(from: number, length: number): number {
    const gaps = this.#gaps
    let c = from
    while (c >= 0) {
      const b = c >> BLOCK_BITS
      const first = b << BLOCK_BITS
      if (this.#blockGaps[b] >= length) {
        for (; c >= first; c--) if (gaps[c] >= length) return c
        this.#boundBlock(b)
      }
      c = first - 1
    }
    return -1
  }

  /** Chunk `c` has been split in two. */
  split(c: number): void {
    this.#gaps.splice(c + 1, 0, this.#gaps[c])
    this.#boundBlocks()
  }

  /** Chunk `c` is gone. */
  drop(c: number): void {
    this.#gaps.splice(c, 1)
    this.#boundBlocks()
  }

  clone(): GapBounds {
    const bounds = new GapBounds()
    bounds.#gaps = this.#gaps.slice()
    bounds.#blockGaps = this.#blockGaps.slice()
    return bounds
  }

  #boundBlocks(): void {
    this.#blockGaps.length = ((this.#gaps.length - 1) >> BLOCK_BITS) + 1
    for (let b = 0; b < this.#blockGaps.length; b++) this.#boundBlock(b)
  }

  #boundBlock(b: number): void {
    let largest = 0
    const end = Math.min(this.#gaps.length, (b + 1) << BLOCK_BITS)
    for (let c = b << BLOCK_BITS; c < end; c++) if (this.#gaps[c] > largest) largest = this.#gaps[c]
    this.#blockGaps[b] = largest
  }
}
