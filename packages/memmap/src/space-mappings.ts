// SpaceMappings: where one address space has one file mapped. MappingSet has one for every space.
//
// In addresses the mappings of a space do not overlap: a list by address finds the one that a part is taken out of. In
// offsets they do, and truncation asks by offset: beyond a few dozen mappings there is a second list, in that order.
// (To look at so few one by one takes less than to keep two lists.)

import type { AddrRange } from '@jvisor/usermem'
import { IntervalList } from './interval-list.ts'
import { invariant } from './invariant.ts'
import type { MappableRange } from './mappable.ts'

/** With more mappings than this there is a list by offset; it goes when a quarter of them is left. */
const FEW = 64

export class SpaceMappings {
  /** By address; the value is the offset in the file. Mappings that continue each other are one. */
  readonly #byAddress = new IntervalList()
  /** The same by offset in the file; the value is the address. */
  #byOffset: IntervalList | undefined

  get isEmpty(): boolean {
    return this.#byAddress.size === 0
  }

  /** Adds a mapping. Precondition: nothing is mapped there. */
  add({ start, end }: AddrRange, offset: number): void {
    const list = this.#byAddress
    const shift = offset - start
    let first: number = start
    let last: number = end
    const before = list.floor(start)
    if (
      before >= 0 &&
      list.endAt(before) === start &&
      list.valueAt(before) - list.startAt(before) === shift
    ) {
      first = list.startAt(before)
      this.#take(first, first + shift)
    }
    const after = list.floor(end)
    if (after >= 0 && list.startAt(after) === end && list.valueAt(after) - end === shift) {
      last = list.endAt(after)
      this.#take(end, offset + (end - start))
    }
    this.#put(first, last, first + shift)
  }

  /** Takes out a mapping, a part of one, or several that continue each other. Precondition: all of it was added. */
  remove({ start, end }: AddrRange, offset: number): void {
    const list = this.#byAddress
    const shift = offset - start
    const at = list.floor(start)
    const isMapped = at >= 0 && end <= list.endAt(at) && list.valueAt(at) - list.startAt(at) === shift
    invariant(isMapped, 'a mapping that is removed was added')
    const first = list.startAt(at)
    const last = list.endAt(at)
    this.#take(first, first + shift)
    if (first < start) this.#put(first, start, first + shift)
    if (end < last) this.#put(end, last, end + shift)
  }

  /** Calls `tell` with the addresses of every part of `range` that is mapped. Nothing must be added or removed meanwhile. */
  forEachIn(range: MappableRange, tell: (start: number, end: number) => void): void {
    const tellPart = (offset: number, end: number, address: number) => {
      const from = Math.max(offset, range.start)
      const to = Math.min(end, range.end)
      if (from < to) tell(address + (from - offset), address + (to - offset))
    }
    if (this.#byOffset !== undefined) this.#byOffset.forEachIn(range.start, range.end, tellPart)
    else {
      this.#byAddress.forEach((start, end, offset) => {
        tellPart(offset, offset + (end - start), start)
      })
    }
  }

  #put(start: number, end: number, offset: number): void {
    this.#byAddress.insert(start, end, offset)
    if (this.#byOffset !== undefined) this.#byOffset.insert(offset, offset + (end - start), start)
    else if (this.#byAddress.size > FEW) this.#byOffset = this.#orderByOffset()
  }

  #take(start: number, offset: number): void {
    this.#byAddress.remove(start, offset)
    this.#byOffset?.remove(offset, start)
    if (this.#byAddress.size < FEW / 4) this.#byOffset = undefined
  }

  #orderByOffset(): IntervalList {
    const list = new IntervalList()
    this.#byAddress.forEach((start, end, offset) => {
      list.insert(offset, offset + (end - start), start)
    })
    return list
  }
}
