import { expect, test } from 'vitest'
import {
  ADDR_LIMIT,
  addLength,
  addr,
  INVALID_ADDR,
  isPageAligned,
  pageOffset,
  roundDown,
  roundUp,
  roundUpLength,
  toRange,
} from './addr.ts'

const TOP = ADDR_LIMIT

test.each([
  { start: 0, length: 0, want: 0 },
  { start: 0x1000, length: 0x234, want: 0x1234 },
  { start: 0, length: TOP, want: TOP },
  { start: TOP - 1, length: 0, want: TOP - 1 },
  { start: TOP - 1, length: 1, want: TOP },
  { start: TOP - 4096, length: 4096, want: TOP },
  { start: TOP - 1, length: 2, want: undefined }, // the sum rounds to the limit
  { start: TOP - 4096, length: 4097, want: undefined },
  { start: 1, length: TOP, want: undefined },
  { start: TOP - 1, length: TOP - 1, want: undefined },
  { start: 0, length: 2 ** 63, want: undefined },
])('$start and $length bytes end at $want', ({ start, length, want }) => {
  expect(addLength(addr(start), length)).toBe(want)
  expect(toRange(addr(start), length)).toEqual(want === undefined ? undefined : { start, end: want })
})

test.each([
  { a: 0, down: 0, up: 0, offset: 0 },
  { a: 1, down: 0, up: 4096, offset: 1 },
  { a: 4095, down: 0, up: 4096, offset: 4095 },
  { a: 4096, down: 4096, up: 4096, offset: 0 },
  { a: 2 ** 40 + 5, down: 2 ** 40, up: 2 ** 40 + 4096, offset: 5 },
  { a: TOP - 4096, down: TOP - 4096, up: TOP - 4096, offset: 0 },
  { a: TOP - 4095, down: TOP - 4096, up: TOP, offset: 1 },
  { a: INVALID_ADDR, down: TOP - 4096, up: TOP, offset: 4095 },
])('$a lies between the page boundaries $down and $up', ({ a, down, up, offset }) => {
  expect(roundDown(addr(a))).toBe(down)
  expect(roundUp(addr(a))).toBe(up)
  expect(pageOffset(addr(a))).toBe(offset)
  expect(isPageAligned(a)).toBe(offset === 0)
})

test('an address past the limit has no boundary above it', () => {
  expect(roundUp(addr(TOP + 2))).toBeUndefined()
})

test.each([
  [0, 0],
  [1, 4096],
  [4096, 4096],
  [4097, 8192],
  [TOP - 1, TOP],
])('a length of %d is %d in whole pages', (length, want) => {
  expect(roundUpLength(length)).toBe(want)
})
