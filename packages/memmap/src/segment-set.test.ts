import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Segment, SegmentSet } from './segment-set.ts'

/** The same questions, answered by looking at every segment of a sorted array. */
/** A segment whose tag the test may change. */
type Tagged = Segment & { tag: number }

class NaiveSet {
  readonly all: Tagged[] = []

  floor(at: number): Tagged | undefined {
    return this.all.findLast((s) => s.start <= at)
  }

  lowerBound(at: number): Tagged | undefined {
    return this.all.find((s) => s.end > at)
  }

  overlaps(start: number, end: number): boolean {
    return this.all.some((s) => s.start < end && s.end > start)
  }

  insert(segment: Tagged): void {
    const after = this.all.findIndex((s) => s.start > segment.start)
    this.all.splice(after < 0 ? this.all.length : after, 0, segment)
  }

  highestGap(low: number, high: number, length: number): number {
    let end = high
    for (const s of this.all.toReversed()) {
      if (s.start >= end) continue
      const start = Math.max(low, s.end)
      if (end - start >= length) return end - length
      end = Math.min(end, s.start)
    }
    return end - low >= length ? end - length : -1
  }
}

function expectEqualSets(set: SegmentSet<Tagged>, naive: NaiveSet): void {
  expect([...set]).toEqual(naive.all)
  for (const s of naive.all) expect([set.tagAt(s.start), set.endAt(s.end - 1)]).toEqual([s.tag, s.end])
  expect(set.size).toBe(naive.all.length)
  expect(set.last()).toBe(naive.all.at(-1))
}

function expectSameAnswers(set: SegmentSet<Tagged>, naive: NaiveSet, at: number, length: number): void {
  const floor = naive.floor(at)
  const bound = naive.lowerBound(at)
  expect(set.floor(at)).toBe(floor)
  const found = floor !== undefined && at < floor.end ? floor : undefined
  expect([set.tagAt(at), set.endAt(at)]).toEqual([found?.tag ?? -1, found?.end ?? -1])
  expect(set.find(at)).toBe(found)
  expect(set.lowerBound(at)).toBe(bound)
  expect(set.firstIn(at, at + length)).toBe(
    bound !== undefined && bound.start < at + length ? bound : undefined,
  )
}

describe('an empty set', () => {
  test('has nothing', () => {
    const set = new SegmentSet<Tagged>()
    expect([set.size, [...set], set.last()]).toEqual([0, [], undefined])
    expectSameAnswers(set, new NaiveSet(), 5, 5)
    expect(set.highestGap(10, 20, 10)).toBe(10)
    expect(set.highestGap(10, 20, 11)).toBe(-1)
  })
})

describe('highestGap', () => {
  const set = new SegmentSet<Tagged>()
  for (const [start, end] of [
    [10, 20],
    [20, 30],
    [50, 60],
  ] as const)
    set.insert({ start, end, tag: 0 })

  test.each([
    { low: 0, high: 100, length: 40, want: 60, name: 'above all' },
    { low: 0, high: 99, length: 40, want: -1, name: 'too long for any' },
    { low: 0, high: 60, length: 20, want: 30, name: 'between, fitting exactly' },
    { low: 0, high: 60, length: 10, want: 40, name: 'between, at its top' },
    { low: 0, high: 55, length: 1, want: 49, name: 'the end of the search inside a segment' },
    { low: 0, high: 45, length: 15, want: 30, name: 'the end of the search inside a gap' },
    { low: 0, high: 30, length: 10, want: 0, name: 'below all' },
    { low: 1, high: 30, length: 10, want: -1, name: 'cut off by the lower end' },
    { low: 15, high: 25, length: 1, want: -1, name: 'nothing but segments' },
    { low: 35, high: 45, length: 10, want: 35, name: 'the whole of a search without segments' },
  ])('finds a place $name', ({ low, high, length, want }) => {
    expect(set.highestGap(low, high, length)).toBe(want)
  })
})

describe('a set', () => {
  test('answers as a sorted array does, whatever was done to it', () => {
    const operation = fc.record({
      what: fc.constantFrom('insert', 'insert', 'insert', 'remove', 'removeRange', 'resize', 'retag'),
      start: fc.nat(2000),
      length: fc.integer({ min: 1, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
        const set = new SegmentSet<Tagged>()
        const naive = new NaiveSet()
        const remove = (segment: Tagged) => {
          set.remove(segment)
          naive.all.splice(naive.all.indexOf(segment), 1)
        }
        for (const { what, start, length } of operations) {
          const found = naive.lowerBound(start)
          if (what === 'insert') {
            if (!naive.overlaps(start, start + length)) {
              const segment = { start, end: start + length, tag: length }
              set.insert(segment)
              naive.insert(segment)
            }
          } else if (what === 'removeRange') {
            for (
              let s = set.firstIn(start, start + 20 * length);
              s;
              s = set.firstIn(start, start + 20 * length)
            )
              remove(s)
          } else if (found !== undefined && what === 'remove') {
            remove(found)
          } else if (found !== undefined && what === 'retag') {
            found.tag = 100 + length
            set.retag(found)
          } else if (found !== undefined) {
            // Without passing a neighbour.
            const prevEnd = naive.floor(found.start - 1)?.end ?? 0
            const from = Math.max(prevEnd, found.start - 3)
            set.resize(found, from, found.end - from > 1 ? found.end - 1 : found.end)
          }
          expectSameAnswers(set, naive, start, length)
          expect(set.size).toBe(naive.all.length)
          expect(set.highestGap(start, start + 60, length)).toBe(naive.highestGap(start, start + 60, length))
          expect(set.highestGap(0, 2100, 10 * length)).toBe(naive.highestGap(0, 2100, 10 * length))
        }
        expectEqualSets(set, naive)
        // A copy is a set of its own.
        const copies = set.clone((s) => ({ ...s, tag: s.tag + 1 }))
        expect([...copies]).toEqual(naive.all.map((s) => ({ ...s, tag: s.tag + 1 })))
        for (const s of naive.all)
          expect([copies.tagAt(s.start), set.tagAt(s.start)]).toEqual([s.tag + 1, s.tag])
        for (const s of naive.all) set.remove(s)
        expect([copies.size, set.size]).toEqual([naive.all.length, 0])
        expect(copies.highestGap(0, 2100, 20)).toBe(naive.highestGap(0, 2100, 20))
      }),
      { numRuns: 100 },
    )
  })

  test('walks both ways over thousands of segments, and takes them out in any order', () => {
    const set = new SegmentSet<Tagged>()
    const count = 5000
    const order = Array.from({ length: count }, (_, i) => (i * 2741) % count) // 2741 is prime: a permutation
    const segments = order.map((i) => ({ start: i * 10, end: i * 10 + 7, tag: i }))
    for (const segment of segments) set.insert(segment)
    const sorted = segments.toSorted((a, b) => a.start - b.start)
    expect([...set]).toEqual(sorted)

    const forward: Segment[] = []
    for (let s = set.firstIn(0, count * 10); s; s = set.next(s)) forward.push(s)
    expect(forward).toEqual(sorted)
    const backward: Segment[] = []
    for (let s = set.last(); s; s = set.prev(s)) backward.unshift(s)
    expect(backward).toEqual(sorted)

    const odd = sorted.filter((s) => s.start % 20 === 10)
    for (const segment of odd) set.remove(segment)
    expect([...set]).toEqual(sorted.filter((s) => s.start % 20 === 0))
    expect(set.highestGap(0, count * 10, 14)).toBe(-1)
    expect(set.highestGap(0, count * 10, 13)).toBe(count * 10 - 13)
    for (const segment of segments) if (segment.start % 20 === 0) set.remove(segment)
    expect([set.size, [...set]]).toEqual([0, []])
    set.insert({ start: 1, end: 2, tag: 0 })
    expect(set.find(1)).toEqual({ start: 1, end: 2, tag: 0 })
  })

  test('finds every gap, in whatever order segments came', () => {
    const places = Array.from({ length: 300 }, (_, i) => i)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(places, { minLength: 150 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 10 })),
        (order, lengths) => {
          const set = new SegmentSet<Tagged>()
          const naive = new NaiveSet()
          for (const place of order) {
            const segment = { start: place * 10, end: place * 10 + lengths.next().value, tag: 0 }
            set.insert(segment)
            naive.insert(segment)
          }
          for (let high = 100; high <= 3000; high += 100) {
            for (let length = 1; length < 60; length += 3) {
              expect(set.highestGap(0, high, length)).toBe(naive.highestGap(0, high, length))
            }
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  test('finds gaps among thousands of segments, as they come and go', () => {
    const count = 6000
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(count - 1), fc.integer({ min: 1, max: 6 }), fc.nat(80)), {
          maxLength: 60,
          size: 'max',
        }),
        (changes) => {
          const set = new SegmentSet<Tagged>()
          const naive = new NaiveSet()
          for (let i = 0; i < count; i++) {
            const segment = { start: i * 10, end: i * 10 + 10, tag: 0 }
            set.insert(segment)
            naive.all.push(segment)
          }
          for (const [at, run, length] of changes) {
            const taken = naive.all.filter((s) => s.start >= at * 10 && s.start < (at + run) * 10)
            for (const s of taken) set.remove(s)
            naive.all.splice(naive.all.indexOf(taken[0]), taken.length)
            if (taken.length > 2) {
              // All of them come back as one, and later shrink.
              const whole = { start: taken[0].start, end: taken[taken.length - 1].end, tag: 0 }
              set.insert(whole)
              naive.insert(whole)
              expect(set.highestGap(0, count * 10, length + 1)).toBe(
                naive.highestGap(0, count * 10, length + 1),
              )
              set.resize(whole, whole.start + 5, whole.end - 8)
            }
            expect(set.highestGap(0, count * 10, length + 1)).toBe(
              naive.highestGap(0, count * 10, length + 1),
            )
            expect(set.highestGap(at, at * 10 + 7, 9)).toBe(naive.highestGap(at, at * 10 + 7, 9))
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('notices the removal of what it does not have', () => {
    const set = new SegmentSet<Tagged>()
    expect(() => set.remove({ start: 1, end: 2, tag: 0 })).toThrow(/invariant/)
    set.insert({ start: 1, end: 2, tag: 0 })
    expect(() => set.remove({ start: 1, end: 2, tag: 0 })).toThrow(/invariant/)
    expect(() => set.retag({ start: 1, end: 2, tag: 0 })).toThrow(/invariant/)
    expect(set.size).toBe(1)
  })
})
