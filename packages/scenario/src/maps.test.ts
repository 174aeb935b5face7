import { expect, test } from 'vitest'
import { parseMaps } from './maps.ts'

const TEXT = `00400000-00402000 r-xp 00001000 08:01 17                             /tmp/here/data
00402000-00405000 rw-p 00000000 00:00 0 
7fff00000000-7fff00001000 rw-p 00000000 00:00 0                          [stack]
`

const page = (start: number, end: number, perms: string, offset: number, name: string) => ({
  start: start * 4096,
  end: end * 4096,
  perms,
  offset: offset * 4096,
  inode: name === '' ? 0 : 17,
  name,
})

test.each([
  ['all', 0, 2 ** 47, [page(0x400, 0x402, 'r-xp', 1, 'data'), page(0x402, 0x405, 'rw-p', 0, '')]],
  ['cut at the start, with its offset', 0x401, 0x402, [page(0x401, 0x402, 'r-xp', 2, 'data')]],
  ['cut on both sides', 0x403, 0x404, [page(0x403, 0x404, 'rw-p', 0, '')]],
  ['none', 0x405, 0x500, []],
])('%s', (_name, start, end, want) => {
  const found = parseMaps(TEXT, '/tmp/here', start * 4096, end * 4096)
  expect(found.filter(({ name }) => name !== '[stack]')).toEqual(want)
})
