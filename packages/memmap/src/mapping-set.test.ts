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

  test('joins what continues, and only that', () => {
    const set = new MappingSet()
    const space = new Space()
    set.add(space, range(100, 102), 0, true)
    set.add(space, range(102, 104), 2, true)
    expect(tell(set, space, 0, 9)).toEqual([[100, 104, true]])
    set.add(space, range(104, 105), 4, false) // not as writable
    set.add(space, range(105, 106), 7, false) // not the next page
    expect(tell(set, space, 0, 9)).toEqual([
      [100, 104, true],
      [104, 105, true],
      [105, 106, true],
    ])
  })

  test.each([
    { name: 'the start', from: 100, to: 102, want: [[102, 108, true]] },
    { name: 'the end', from: 105, to: 108, want: [[100, 105, true]] },
    {
      name: 'the middle',
      from: 103,
      to: 104,
      want: [
        [100, 103, true],
        [104, 108, true],
      ],
    },
    { name: 'all', from: 100, to: 108, want: [] },
  ])('forgets $name when it is removed', ({ from, to, want }) => {
    const set = new MappingSet()
    const space = new Space()
    set.add(space, range(100, 108), 50, true)
    set.remove(space, range(from, to))
    expect(tell(set, space, 0, 100)).toEqual(want)
    expect(set.isEmpty).toBe(want.length === 0)
  })

  test('notices a removal from a space that has nothing', () => {
    expect(() => new MappingSet().remove(new Space(), range(0, 1))).toThrow(/invariant/)
  })

  test('agrees with a map from page to file page', () => {
    const PAGES = 40
    const operation = fc.record({
      add: fc.boolean(),
      start: fc.nat(PAGES - 1),
      length: fc.integer({ min: 1, max: 10 }),
      offset: fc.nat(30),
      writable: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const set = new MappingSet()
        const space = new Space()
        const model = new Map<number, number>()
        for (const { add, start, length, offset, writable } of operations) {
          const pages = Array.from({ length }, (_, i) => start + i)
          if (pages.some((p) => model.has(p))) {
            set.remove(space, range(start, start + length))
            for (const p of pages) model.delete(p)
          }
          if (add) {
            set.add(space, range(start, start + length), offset, writable)
            for (const [i, p] of pages.entries()) model.set(p, offset + i)
          }
          const told = new Set<number>()
          for (const [from, to] of tell(set, space, offset, offset + 5)) {
            for (let p = from; p < to; p++) told.add(p)
          }
          const want = [...model].filter(([, o]) => o >= offset && o < offset + 5).map(([p]) => p)
          expect([...told].sort()).toEqual(want.sort())
          expect(set.isEmpty).toBe(model.size === 0)
        }
      }),
      { numRuns: 200 },
    )
  })
})
