// MappingSet: the mappings of one file, so that truncating it can take its pages out of every address space.
// gVisor: pkg/sentry/memmap/mapping_set.go, which is keyed by file offset. Ours is keyed by space and address, where
// mappings cannot overlap, so that one segment set per space is enough: adding and removing cost the same with one
// mapping and with 65 000, also of the same page. Invalidating looks at all mappings of the file.

import type { Addr, AddrRange } from '@jvisor/usermem'
import { invariant } from './invariant.ts'
import type { MappableRange, MappingSpace } from './mappable.ts'
import { SegmentSet } from './segment-set.ts'

interface Mapping {
  start: number
  end: number
  /** File offset of `start`. */
  offset: number
  readonly writable: boolean
}

export class MappingSet {
  readonly #spaces = new Map<MappingSpace, SegmentSet<Mapping>>()

  /** True if nothing is mapped. */
  get isEmpty(): boolean {
    return this.#spaces.size === 0
  }

  /** Adds a mapping; pieces that continue each other become one. */
  add(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): void {
    let mappings = this.#spaces.get(space)
    if (mappings === undefined) {
      mappings = new SegmentSet()
      this.#spaces.set(space, mappings)
    }
    const before = mappings.floor(range.start)
    if (before?.end === range.start && before.writable === writable) {
      if (before.offset + (before.end - before.start) === offset) {
        mappings.resize(before, before.start, range.end)
        return
      }
    }
    mappings.insert({ start: range.start, end: range.end, offset, writable })
  }

  /** Takes out a mapping or a part of one; it may cover several pieces that were added. */
  remove(space: MappingSpace, range: AddrRange): void {
    const mappings = this.#spaces.get(space)
    invariant(mappings !== undefined, 'a mapping that is removed was added')
    let m = mappings.firstIn(range.start, range.end)
    while (m !== undefined) {
      const { start, end, offset, writable } = m
      mappings.remove(m)
      if (start < range.start) mappings.insert({ start, end: range.start, offset, writable })
      if (end > range.end) {
        mappings.insert({ start: range.end, end, offset: offset + (range.end - start), writable })
      }
      m = mappings.firstIn(range.start, range.end)
    }
    if (mappings.size === 0) this.#spaces.delete(space)
  }

  /**
   * Tells every space that maps a part of `range` to forget the pages behind it. @see MappingSpace.invalidate
   * Precondition: `range` is page aligned; its end may be Infinity.
   */
  invalidate(range: MappableRange, dropPrivate: boolean): void {
    for (const [space, mappings] of this.#spaces) {
      for (const m of mappings) {
        const start = Math.max(m.start, m.start + (range.start - m.offset))
        const end = Math.min(m.end, m.start + (range.end - m.offset))
        if (start < end) space.invalidate({ start: start as Addr, end: end as Addr }, dropPrivate)
      }
    }
  }
}
