import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ADDR_LIMIT, addr } from './addr.ts'
import type { AddrRange } from './addr-range.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'

const range = (start: number, end: number): AddrRange => ({ start: addr(start), end: addr(end) })
const list = (seq: AddrRangeSeq): [number, number][] => [...seq].map((r) => [r.start, r.end])

describe('the empty sequence', () => {
  test.each([
    { name: 'EMPTY', seq: AddrRangeSeq.EMPTY },
    { name: 'of no ranges', seq: AddrRangeSeq.of([]) },
    { name: 'of no iovecs', seq: AddrRangeSeq.ofIovecs(new Int32Array(4), 0) },
    { name: 'the tail of one range', seq: AddrRangeSeq.ofOne(addr(5), 3).tail() },
    { name: 'all bytes dropped', seq: AddrRangeSeq.ofOne(addr(5), 3).dropFirst(3) },
    { name: 'more bytes dropped than there are', seq: AddrRangeSeq.ofOne(addr(5), 3).dropFirst(ADDR_LIMIT) },
    { name: 'no bytes taken', seq: AddrRangeSeq.ofOne(addr(5), 3).takeFirst(0) },
  ])('$name', ({ seq }) => {
    expect(seq.isEmpty).toBe(true)
    expect(seq.numBytes).toBe(0)
    expect(seq.count).toBe(0)
    expect(list(seq)).toEqual([])
    expect(list(seq.dropFirst(1))).toEqual([])
    expect(list(seq.takeFirst(1))).toEqual([])
    expect(String(seq)).toBe('[]')
  })
})

test('empty ranges are ranges', () => {
  for (const seq of [AddrRangeSeq.ofOne(addr(7), 0), AddrRangeSeq.of([range(7, 7), range(9, 9)])]) {
    expect(seq.isEmpty).toBe(false)
    expect(seq.numBytes).toBe(0)
    expect(seq.head()).toEqual(range(7, 7))
    expect(seq.dropFirst(0)).toBe(seq)
    expect(seq.takeFirst(0)).toBe(seq)
  }
})

// Three ranges, an empty one among them: 16..20, 100..100, 50..53.
const three = AddrRangeSeq.of([range(16, 20), range(100, 100), range(50, 53)])

test.each([
  {
    n: 0,
    want: [
      [16, 20],
      [100, 100],
      [50, 53],
    ],
  },
  {
    n: 1,
    want: [
      [17, 20],
      [100, 100],
      [50, 53],
    ],
  },
  {
    n: 3,
    want: [
      [19, 20],
      [100, 100],
      [50, 53],
    ],
  },
  { n: 4, want: [[50, 53]] },
  { n: 6, want: [[52, 53]] },
  { n: 7, want: [] },
  { n: 8, want: [] },
])('dropFirst($n) leaves $want', ({ n, want }) => {
  expect(list(three.dropFirst(n))).toEqual(want)
  expect(three.dropFirst(n).numBytes).toBe(Math.max(0, 7 - n))
})

test.each([
  { n: 0, want: [] },
  { n: 1, want: [[16, 17]] },
  { n: 4, want: [[16, 20]] },
  {
    n: 5,
    want: [
      [16, 20],
      [100, 100],
      [50, 51],
    ],
  },
  {
    n: 7,
    want: [
      [16, 20],
      [100, 100],
      [50, 53],
    ],
  },
  {
    n: 99,
    want: [
      [16, 20],
      [100, 100],
      [50, 53],
    ],
  },
])('takeFirst($n) leaves $want', ({ n, want }) => {
  const taken = three.takeFirst(n)
  expect(list(taken)).toEqual(want)
  for (let i = 0; i < taken.count; i++) expect(taken.rawLengthAt(i)).toBe(want[i][1] - want[i][0])
})

test('a sequence ends exactly at the top of the address space', () => {
  const seq = AddrRangeSeq.of([range(ADDR_LIMIT - 3, ADDR_LIMIT), range(ADDR_LIMIT - 1, ADDR_LIMIT)])
  expect(seq.numBytes).toBe(4)
  expect(list(seq.dropFirst(2))).toEqual([
    [ADDR_LIMIT - 1, ADDR_LIMIT],
    [ADDR_LIMIT - 1, ADDR_LIMIT],
  ])
  expect(seq.dropFirst(3).head()).toEqual(range(ADDR_LIMIT - 1, ADDR_LIMIT))
})

test('arrays are used in place and only as far as told', () => {
  const seq = AddrRangeSeq.ofIovecs(Int32Array.of(10, 0, 1, 0, 20, 0, 2, 0, 30, 0, 3, 0), 2)
  expect(list(seq)).toEqual([
    [10, 11],
    [20, 22],
  ])
  expect(String(seq)).toBe('[[0xa, 0xb) [0x14, 0x16)]')
})

describe('against a list of ranges', () => {
  const ranges = fc.array(fc.tuple(fc.nat(1000), fc.nat(5)), { maxLength: 6 })
  const operations = fc.array(
    fc.oneof(
      fc.record({ op: fc.constant('drop' as const), n: fc.nat(12) }),
      fc.record({ op: fc.constant('take' as const), n: fc.nat(20) }),
      fc.record({ op: fc.constant('tail' as const), n: fc.constant(0) }),
    ),
    { maxLength: 6 },
  )
  const total = (model: [number, number][]): number => model.reduce((sum, [, length]) => sum + length, 0)

  function drop(model: [number, number][], n: number): [number, number][] {
    if (n === 0) return model
    if (n >= total(model)) return []
    let left = n
    let i = 0
    for (; left >= model[i][1]; i++) left -= model[i][1]
    return [[model[i][0] + left, model[i][1] - left], ...model.slice(i + 1)]
  }

  function take(model: [number, number][], n: number): [number, number][] {
    if (n >= total(model)) return model
    const taken: [number, number][] = []
    for (let left = n, i = 0; left > 0; i++) {
      const length = Math.min(left, model[i][1])
      taken.push([model[i][0], length])
      left -= length
    }
    return taken
  }

  test('every operation gives the same ranges, lengths and counts', () => {
    fc.assert(
      fc.property(ranges, operations, (start, ops) => {
        let model = start
        let seq = AddrRangeSeq.of(start.map(([a, length]) => range(a, a + length)))
        for (const { op, n } of ops) {
          if (op === 'tail' && model.length === 0) continue
          model = op === 'drop' ? drop(model, n) : op === 'take' ? take(model, n) : model.slice(1)
          seq = op === 'drop' ? seq.dropFirst(n) : op === 'take' ? seq.takeFirst(n) : seq.tail()
          expect(list(seq)).toEqual(model.map(([a, length]) => [a, a + length]))
          expect(seq.numBytes).toBe(total(model))
          expect(seq.count).toBe(model.length)
          expect(seq.isEmpty).toBe(model.length === 0)
          if (model.length > 0) expect(seq.head()).toEqual(range(model[0][0], model[0][0] + model[0][1]))
          for (let i = 0; i < model.length; i++) {
            expect([seq.startAt(i), seq.rawLengthAt(i)]).toEqual(model[i])
          }
        }
      }),
      { numRuns: 1000 },
    )
  })
})
