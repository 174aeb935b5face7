import { expect, test } from 'vitest'
import { addressText, pagesText, sizeText, tidied } from './words.ts'

const LANDMARKS = [
  { name: 'a', start: 0x1000, end: 0x3000 },
  { name: 'b', start: 0x3000, end: 0x4000 },
]

test.each([
  [0x1000, 'a'],
  [0x1010, 'a+16'],
  [0x3000, 'b'],
  [0x4000, 'b.end'],
  [0x5000, '0x5000'],
])('the address %i is %s', (at, words) => {
  expect(addressText(at, LANDMARKS)).toBe(words)
})

test('sizes, and pages', () => {
  expect([12, 4096, 1536, 3 << 20, 2 ** 31].map(sizeText)).toEqual([
    '12 B',
    '4 KiB',
    '1.5 KiB',
    '3 MiB',
    '2 GiB',
  ])
  expect([0, 4096, 8192, 100].map(pagesText)).toEqual(['0 pages', '1 page', '2 pages', '100 B'])
})

test.each([
  ['close(3)                                = 0', 'close(3) = 0'],
  [
    '[pid     3] close(7)      = -1 EBADF (Bad file descriptor)',
    '[pid 3] close(7) = -1 EBADF (Bad file descriptor)',
  ],
  [
    'poll([{fd=3, events=POLLIN}], 1, 0)     = 1 ([{fd=3, revents=POLLIN}])',
    'poll([{fd=3, events=POLLIN}], 1, 0) = 1 ([{fd=3, revents=POLLIN}])',
  ],
  ['write(1, "f(x)   = 1", 10)  = 10', 'write(1, "f(x)   = 1", 10) = 10'],
  ['write(1, "f(x)   = 1", 10 <unfinished ...>', 'write(1, "f(x)   = 1", 10 <unfinished ...>'],
])('%j without blanks that only bring it below others', (line, wanted) => {
  expect(tidied(line)).toBe(wanted)
})
