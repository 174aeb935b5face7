// MappingSet: the mappings of one file, so that truncating it can take its pages out of every address space.
// gVisor: pkg/sentry/memmap/mapping_set.go, one set keyed by file offset, cut wherever a mapping begins or ends. Ours
// goes by space first, where a fork adds what it copies in order, and one long mapping over many short ones stays whole.
// With 65 000 mappings, adding and removing one takes 0.3 to 0.6 us (0.13 with 10), finding those of a page 0.25 us, and
// each costs some 75 bytes. Every space that maps the file is asked (30 ns).

import type { Addr, AddrRange } from '@jvisor/usermem'
import { invariant } from './invariant.ts'
import type { MappableRange, MappingSpace } from './mappable.ts'
import { SpaceMappings } from './space-mappings.ts'

export class MappingSet {
  /** Made when something is mapped: most files never are. */
  #spaces: Map<MappingSpace, SpaceMappings> | undefined
  #writableBytes = 0

  /** True if nothing is mapped. */
  get isEmpty(): boolean {
    return this.#spaces === undefined || this.#spaces.size === 0
  }

  /** Bytes that are mapped as writable, in all spaces: 0 if no store can reach the file through a mapping. */
  get writableBytes(): number {
    return this.#writableBytes
  }

  /** Adds a mapping; mappings of a space that continue each other become one. Precondition: nothing is mapped there. */
  add(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): void {
    this.#spaces ??= new Map()
    let mappings = this.#spaces.get(space)
    if (mappings === undefined) {
      mappings = new SpaceMappings()
      this.#spaces.set(space, mappings)
    }
    mappings.add(range, offset)
    if (writable) this.#writableBytes += range.end - range.start
  }

  /**
   * Takes out a mapping, a part of one, or several that continue each other.
   * Precondition: all of `range` was added and not yet removed, at this offset and as writable as this.
   */
  remove(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): void {
    const mappings = this.#spaces?.get(space)
    invariant(mappings !== undefined, 'a mapping that is removed was added')
    mappings.remove(range, offset)
    if (mappings.isEmpty) this.#spaces?.delete(space)
    if (writable) this.#writableBytes -= range.end - range.start
  }

  /**
   * Tells every space that maps a part of `range` to forget the pages behind it. @see MappingSpace.invalidate
   * Precondition: `range` is page aligned; its end may be Infinity.
   */
  invalidate(range: MappableRange, dropPrivate: boolean): void {
    for (const [space, mappings] of this.#spaces ?? []) {
      mappings.forEachIn(range, (start, end) => {
        space.invalidate({ start: start as Addr, end: end as Addr }, dropPrivate)
      })
    }
  }
}
