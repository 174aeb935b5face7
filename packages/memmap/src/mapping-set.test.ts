import type { AddrRange } from '@jvisor/usermem'
import { addr } from '@jvisor/usermem'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MappingSpace } from './mappable.ts'
import { MappingSet } from './mapping-set.ts'

const range = (start: number, end: number): AddrRange => ({ start: addr(start), end: addr(end) })

/** An address space that writes down what it was told. */
class Space implements MappingSpace {
  readonly told: [start: number, end: number, dropPrivate: boolean][] = []

  invalidate({ start, end }: AddrRange, dropPrivate: boolean): void {
    this.told.push([start, end, dropPrivate])
  }
}

/** What one space is told when `set` is invalidated, lowest address first. */
function tell(set: MappingSet, space: Space, start: number, end: number): [number, number, boolean][] {
  space.told.length = 0
  set.invalidate({ start, end }, true)
  return space.told.slice().sort((a, b) => a[0] - b[0])
}

interface Mapping {
  start: number
  end: number
  offset: number
  writable: boolean
}

/** What one space has mapped, and the set that is told of it. */
class SpaceModel {
  readonly space = new Space()
  mappings: Mapping[] = []
  readonly #set: MappingSet

  constructor(set: MappingSet) {
    this.#set = set
  }

  get writableBytes(): number {
    return this.mappings.reduce((sum, m) => sum + (m.writable ? m.end - m.start : 0), 0)
  }

  add(start: number, length: number, offset: number, writable: boolean): void {
    this.remove(start, length)
    this.#set.add(this.space, range(start, start + length), offset, writable)
    this.mappings.push({ start, end: start + length, offset, writable })
  }

  /** Whatever is mapped in a range, as address spaces do: what reaches out of it is split first. */
  remove(start: number, length: number): void {
    this.#splitAt(start)
    this.#splitAt(start + length)
    for (const m of this.mappings.filter((m) => m.start >= start && m.end <= start + length)) {
      this.#set.remove(this.space, range(m.start, m.end), m.offset, m.writable)
      this.mappings.splice(this.mappings.indexOf(m), 1)
    }
  }

  /** Makes one of every two that continue each other. */
  joinAll(): void {
    this.mappings.sort((a, b) => a.start - b.start)
    for (let i = 1; i < this.mappings.length; i++) {
      const [a, b] = [this.mappings[i - 1], this.mappings[i]]
      const continues = a.end === b.start && a.offset + (a.end - a.start) === b.offset
      if (!continues || a.writable !== b.writable) continue
      a.end = b.end
      this.#set.join(this.space, range(a.start, a.end), a.offset, addr(b.start))
      this.mappings.splice(i--, 1)
    }
  }

  copyFrom(other: SpaceModel): void {
    this.remove(0, Number.POSITIVE_INFINITY)
    for (const m of other.mappings) this.add(m.start, m.end - m.start, m.offset, m.writable)
  }

  /** What is to be told when [from, to) of the file is invalidated. */
  mapped(from: number, to: number): [number, number, boolean][] {
    return this.mappings
      .map(({ start, end, offset }): [number, number, boolean] => {
        const first = Math.max(from, offset)
        const last = Math.min(to, offset + (end - start))
        return [start + (first - offset), start + (last - offset), true]
      })
      .filter(([first, last]) => first < last)
      .sort((a, b) => a[0] - b[0])
  }

  #splitAt(at: number): void {
    const m = this.mappings.find((m) => m.start < at && at < m.end)
    if (m === undefined) return
    this.#set.split(this.space, range(m.start, m.end), m.offset, addr(at))
    this.mappings.push({ ...m, start: at, offset: m.offset + (at - m.start) })
    m.end = at
  }
}

describe('a mapping set', () => {
  test.each([
    { name: 'before the mapping', from: 0, to: 4, want: [] },
    { name: 'after the mapping', from: 8, to: 9, want: [] },
    { name: 'all of it', from: 4, to: 8, want: [[100, 104, true]] },
    { name: 'more than all', from: 0, to: Number.POSITIVE_INFINITY, want: [[100, 104, true]] },
    { name: 'its first page', from: 3, to: 5, want: [[100, 101, true]] },
    { name: 'its last page', from: 7, to: 20, want: [[103, 104, true]] },
    { name: 'the middle', from: 5, to: 7, want: [[101, 103, true]] },
    { name: 'nothing', from: 5, to: 5, want: [] },
  ])('tells of $name', ({ from, to, want }) => {
    const set = new MappingSet()
    const space = new Space()
    set.add(space, range(100, 104), 4, false)
    expect(tell(set, space, from, to)).toEqual(want)
  })

  test('passes on whether private copies go', () => {
    const set = new MappingSet()
    const space = new Space()
    set.add(space, range(100, 104), 0, false)
    set.invalidate({ start: 0, end: 1 }, false)
    expect(space.told).toEqual([[100, 101, false]])
  })

  test('tells every space, and each mapping of one', () => {
    const set = new MappingSet()
    const [a, b] = [new Space(), new Space()]
    set.add(a, range(100, 104), 0, true)
    set.add(a, range(200, 202), 3, false)
    set.add(b, range(100, 102), 2, false)
    expect(tell(set, a, 3, 4)).toEqual([
      [103, 104, true],
      [200, 201, true],
    ])
    expect(tell(set, b, 3, 4)).toEqual([[101, 102, true]])
  })

  test('tells of the parts of what was split, and of what was joined as one', () => {
    const set = new MappingSet()
    const space = new Space()
    set.add(space, range(100, 108), 50, true)
    set.split(space, range(100, 108), 50, addr(103))
    expect(tell(set, space, 52, 54)).toEqual([
      [102, 103, true],
      [103, 104, true],
    ])
    set.join(space, range(100, 108), 50, addr(103))
    expect(tell(set, space, 52, 54)).toEqual([[102, 104, true]])
    expect(set.writableBytes).toBe(8)
    set.remove(space, range(100, 108), 50, true)
    expect(set.isEmpty).toBe(true)
  })

  test('counts what is mapped as writable', () => {
    const set = new MappingSet()
    const [a, b] = [new Space(), new Space()]
    expect([set.isEmpty, set.writableBytes]).toEqual([true, 0])
    set.add(a, range(100, 104), 0, true)
    set.add(b, range(100, 104), 0, true)
    set.add(a, range(104, 105), 4, false)
    expect(set.writableBytes).toBe(8)
    set.remove(a, range(104, 105), 4, false)
    set.split(a, range(100, 104), 0, addr(101))
    set.remove(a, range(101, 104), 1, true)
    set.remove(b, range(100, 104), 0, true)
    expect([set.isEmpty, set.writableBytes]).toEqual([false, 1])
    set.remove(a, range(100, 101), 0, true)
    expect([set.isEmpty, set.writableBytes]).toEqual([true, 0])
  })

  test.each([
    { name: 'from a space that has nothing', of: 1, from: 100, to: 104, offset: 50 },
    { name: 'below a mapping', of: 0, from: 99, to: 101, offset: 49 },
    { name: 'beyond a mapping', of: 0, from: 103, to: 105, offset: 53 },
    { name: 'of a part', of: 0, from: 100, to: 103, offset: 50 },
    { name: 'at another offset', of: 0, from: 100, to: 104, offset: 51 },
  ])('notices a removal $name', ({ of, from, to, offset }) => {
    const set = new MappingSet()
    const spaces = [new Space(), new Space()]
    set.add(spaces[0], range(100, 104), 50, false)
    expect(() => set.remove(spaces[of], range(from, to), offset, false)).toThrow(/invariant/)
    expect(tell(set, spaces[0], 0, 100)).toEqual([[100, 104, true]])
  })

  test('finds one page of a file in thousands of mappings, and under a long one', () => {
    const set = new MappingSet()
    const space = new Space()
    const count = 5000
    const addressOf = (i: number) => 10_000 + ((i * 2741) % count) * 2
    for (let i = 0; i < count; i++) set.add(space, range(addressOf(i), addressOf(i) + 1), i, false)
    set.add(space, range(0, count), 0, false)
    for (let i = 0; i < count; i++) {
      expect(tell(set, space, i, i + 1)).toEqual([
        [i, i + 1, true],
        [addressOf(i), addressOf(i) + 1, true],
      ])
    }
    set.remove(space, range(0, count), 0, false)
    expect(tell(set, space, 7, 8)).toEqual([[addressOf(7), addressOf(7) + 1, true]])
    for (let i = 0; i < count; i++) set.remove(space, range(addressOf(i), addressOf(i) + 1), i, false)
    expect(set.isEmpty).toBe(true)
  })

  test('agrees with a map from page to file page in every space', () => {
    const PAGES = 300
    const operation = fc.record({
      what: fc.constantFrom('add', 'add', 'addMany', 'remove', 'removeMany', 'join', 'fork', 'exit'),
      of: fc.nat(2),
      start: fc.nat(PAGES - 1),
      length: fc.integer({ min: 1, max: 10 }),
      offset: fc.nat(30),
      writable: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40, size: 'max' }), (operations) => {
        const set = new MappingSet()
        const models = [new SpaceModel(set), new SpaceModel(set), new SpaceModel(set)]
        for (const { what, of, start, length, offset, writable } of operations) {
          const model = models[of]
          if (what === 'add') model.add(start, length, offset, writable)
          // Offsets that do not continue: as many mappings as pages.
          else if (what === 'addMany')
            for (let i = 0; i < 80; i++) model.add(start + i, 1, (i * 7 + offset) % 60, writable)
          else if (what === 'join') model.joinAll()
          else if (what === 'fork') models[(of + 1) % 3].copyFrom(model)
          else if (what === 'exit') model.remove(0, 2 * PAGES)
          else model.remove(start, what === 'remove' ? length : 12 * length)

          for (const [from, to] of [
            [offset, offset + 5],
            [3 * length, 3 * length + 1],
            [offset + 20, Number.POSITIVE_INFINITY],
          ]) {
            for (const m of models) expect(tell(set, m.space, from, to)).toEqual(m.mapped(from, to))
          }
          expect(set.isEmpty).toBe(models.every((m) => m.mappings.length === 0))
          expect(set.writableBytes).toBe(models.reduce((sum, m) => sum + m.writableBytes, 0))
        }
      }),
      { numRuns: 150 },
    )
  })
})
