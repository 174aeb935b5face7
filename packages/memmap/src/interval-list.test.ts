import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IntervalList } from './interval-list.ts'

type Row = [start: number, end: number, value: number]

function rowAt(list: IntervalList, position: number): Row | undefined {
  return position < 0 ? undefined : [list.startAt(position), list.endAt(position), list.valueAt(position)]
}

function rowsIn(list: IntervalList, start: number, end: number): Row[] {
  const rows: Row[] = []
  list.forEachIn(start, end, (...row) => {
    rows.push(row)
  })
  return rows
}

function allRows(list: IntervalList): Row[] {
  const rows: Row[] = []
  list.forEach((...row) => {
    rows.push(row)
  })
  return rows
}

describe('an interval list', () => {
  const list = new IntervalList()
  // Not in order, two with the same start, one within another.
  for (const [start, end, value] of [
    [20, 30, 2],
    [10, 60, 1],
    [20, 25, 9],
    [70, 71, 0],
  ])
    list.insert(start, end, value)

  test.each([
    { name: 'before all', start: 0, end: 10, want: [] },
    { name: 'the first alone', start: 0, end: 20, want: [1] },
    { name: 'all that overlap, in order', start: 24, end: 25, want: [1, 2, 9] },
    { name: 'not what ends where it begins', start: 25, end: 26, want: [1, 2] },
    { name: 'the long one behind others', start: 59, end: 70, want: [1] },
    { name: 'to the end of all', start: 29, end: Number.POSITIVE_INFINITY, want: [1, 2, 0] },
    { name: 'after all', start: 71, end: Number.POSITIVE_INFINITY, want: [] },
  ])('finds $name', ({ start, end, want }) => {
    expect(rowsIn(list, start, end).map(([, , value]) => value)).toEqual(want)
  })

  test.each([
    { start: 9, value: 100, want: undefined },
    { start: 10, value: 0, want: undefined },
    { start: 10, value: 1, want: [10, 60, 1] },
    { start: 20, value: 8, want: [20, 30, 2] },
    { start: 20, value: undefined, want: [20, 25, 9] },
    { start: 99, value: undefined, want: [70, 71, 0] },
  ])('has $want at or before $start, $value', ({ start, value, want }) => {
    expect(rowAt(list, list.floor(start, value))).toEqual(want)
  })

  test('has nothing while it is empty', () => {
    const empty = new IntervalList()
    expect([empty.size, empty.floor(5), rowsIn(empty, 0, 9)]).toEqual([0, -1, []])
    expect(() => empty.remove(0, 0)).toThrow(/invariant/)
  })

  test('notices the removal of what it does not have', () => {
    expect(() => list.remove(20, 3)).toThrow(/invariant/)
    expect(() => list.remove(21, 2)).toThrow(/invariant/)
    expect(list.size).toBe(4)
  })

  test('answers as an array of all does, over many chunks and as they go', () => {
    const batch = fc.record({
      add: fc.boolean(),
      from: fc.nat(3000),
      count: fc.integer({ min: 1, max: 400 }),
      step: fc.constantFrom(-7, -1, 0, 1, 5, 1009),
      length: fc.integer({ min: 1, max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 12, size: 'max' }), (batches) => {
        const list = new IntervalList()
        const model = new Map<string, Row>()
        for (const { add, from, count, step, length } of batches) {
          for (let i = 0; i < count; i++) {
            const start = (((from + i * step) % 3000) + 3000) % 3000
            const row: Row = [start, start + 1 + ((length * (i + 1)) % 500), step === 0 ? i : 0]
            const key = `${row[0]},${row[2]}`
            if (add === model.has(key)) continue
            if (add) model.set(key, row)
            else model.delete(key)
            if (add) list.insert(...row)
            else list.remove(row[0], row[2])
          }
          const all = [...model.values()].sort((a, b) => a[0] - b[0] || a[2] - b[2])
          expect(allRows(list)).toEqual(all)
          expect(list.size).toBe(all.length)
          for (const [start, end] of [
            [from, from + 1],
            [from, from + length],
            [3000 - from, Number.POSITIVE_INFINITY],
          ]) {
            expect(rowsIn(list, start, end)).toEqual(all.filter((row) => row[0] < end && row[1] > start))
            expect(rowAt(list, list.floor(start))).toEqual(all.findLast((row) => row[0] <= start))
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})
