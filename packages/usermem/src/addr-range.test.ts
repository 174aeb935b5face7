import { expect, test } from 'vitest'
import { ADDR_LIMIT, addr } from './addr.ts'
import {
  type AddrRange,
  canSplitRangeAt,
  intersectRanges,
  isPageAlignedRange,
  isWellFormedRange,
  rangeContains,
  rangeIsSupersetOf,
  rangeLength,
  rangeString,
  rangesOverlap,
} from './addr-range.ts'

const range = (start: number, end: number): AddrRange => ({ start: addr(start), end: addr(end) })

test.each([
  { name: 'below its start', a: 15, contains: false, split: false },
  { name: 'at its start', a: 16, contains: true, split: false },
  { name: 'inside', a: 17, contains: true, split: true },
  { name: 'at its last byte', a: 31, contains: true, split: true },
  { name: 'at its end', a: 32, contains: false, split: false },
])('an address $name', ({ a, contains, split }) => {
  expect(rangeContains(range(16, 32), addr(a))).toBe(contains)
  expect(canSplitRangeAt(range(16, 32), addr(a))).toBe(split)
})

test.each([
  { name: 'the same', s: [16, 32], overlap: true, superset: true, shared: [16, 32] },
  { name: 'inside', s: [17, 31], overlap: true, superset: true, shared: [17, 31] },
  { name: 'around', s: [0, 64], overlap: true, superset: false, shared: [16, 32] },
  { name: 'one byte at the start', s: [10, 17], overlap: true, superset: false, shared: [16, 17] },
  { name: 'one byte at the end', s: [31, 40], overlap: true, superset: false, shared: [31, 32] },
  { name: 'adjacent below', s: [0, 16], overlap: false, superset: false, shared: [16, 16] },
  { name: 'adjacent above', s: [32, 40], overlap: false, superset: false, shared: [32, 32] },
  { name: 'apart', s: [48, 64], overlap: false, superset: false, shared: [48, 48] },
  { name: 'empty, inside', s: [20, 20], overlap: true, superset: true, shared: [20, 20] },
  { name: 'empty, at the end', s: [32, 32], overlap: false, superset: true, shared: [32, 32] },
])('[16, 32) and a range that is $name', ({ s, overlap, superset, shared }) => {
  const other = range(s[0], s[1])
  expect(rangesOverlap(range(16, 32), other)).toBe(overlap)
  expect(rangesOverlap(other, range(16, 32))).toBe(overlap)
  expect(rangeIsSupersetOf(range(16, 32), other)).toBe(superset)
  expect(intersectRanges(range(16, 32), other)).toEqual(range(shared[0], shared[1]))
})

test('lengths, well-formedness, alignment and text', () => {
  expect(rangeLength(range(5, 5))).toBe(0)
  expect(rangeLength(range(0, ADDR_LIMIT))).toBe(ADDR_LIMIT)
  expect(isWellFormedRange(range(5, 5))).toBe(true)
  expect(isWellFormedRange(range(6, 5))).toBe(false)
  expect(isPageAlignedRange(range(0, 8192))).toBe(true)
  expect(isPageAlignedRange(range(1, 8192))).toBe(false)
  expect(isPageAlignedRange(range(0, 8191))).toBe(false)
  expect(rangeString(range(0x1000, 0x2abc))).toBe('[0x1000, 0x2abc)')
})
