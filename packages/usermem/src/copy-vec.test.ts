import { EFAULT, OK } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { addr, INVALID_ADDR } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { BytesIO } from './bytes-io.ts'
import { copyInVec, copyOutVec, zeroOutVec } from './copy-vec.ts'
import { IGNORE_PERMISSIONS, type IOOpts } from './io.ts'
import type { Transfer } from './transfer.ts'

const fresh = (): BytesIO => new BytesIO(Uint8Array.from({ length: 8 }, (_, i) => i + 1))
const seq = (...ranges: [number, number][]): AddrRangeSeq =>
  AddrRangeSeq.of(ranges.map(([start, length]) => ({ start: addr(start), end: addr(start + length) })))

// Addresses 0 to 8 are there; `moved` are the addresses that are reached, in order.
const cases = [
  { name: 'no ranges', ranges: seq(), length: 3, err: OK, moved: [] },
  { name: 'no bytes', ranges: seq([2, 3], [0, 1]), length: 0, err: OK, moved: [] },
  { name: 'one range, all of it', ranges: seq([2, 3]), length: 3, err: OK, moved: [2, 3, 4] },
  { name: 'one range, not all of it', ranges: seq([2, 3]), length: 2, err: OK, moved: [2, 3] },
  { name: 'one range, more than it', ranges: seq([2, 3]), length: 5, err: OK, moved: [2, 3, 4] },
  { name: 'one range to the very end', ranges: seq([6, 2]), length: 2, err: OK, moved: [6, 7] },
  { name: 'one range past the end', ranges: seq([6, 3]), length: 3, err: EFAULT, moved: [6, 7] },
  { name: 'one range past the end, but not so far', ranges: seq([6, 3]), length: 2, err: OK, moved: [6, 7] },
  { name: 'two ranges', ranges: seq([6, 2], [1, 2]), length: 4, err: OK, moved: [6, 7, 1, 2] },
  { name: 'to the end of the first', ranges: seq([6, 2], [9, 2]), length: 2, err: OK, moved: [6, 7] },
  { name: 'a byte into the second', ranges: seq([6, 2], [1, 2]), length: 3, err: OK, moved: [6, 7, 1] },
  { name: 'a fault in the first', ranges: seq([7, 2], [0, 2]), length: 4, err: EFAULT, moved: [7] },
  {
    name: 'a fault at the start of the second',
    ranges: seq([0, 2], [8, 2], [0, 2]),
    length: 6,
    err: EFAULT,
    moved: [0, 1],
  },
  {
    name: 'a fault inside the second',
    ranges: seq([0, 2], [7, 2], [0, 2]),
    length: 6,
    err: EFAULT,
    moved: [0, 1, 7],
  },
  {
    name: 'a fault in the last byte',
    ranges: seq([0, 2], [5, 4]),
    length: 6,
    err: EFAULT,
    moved: [0, 1, 5, 6, 7],
  },
  {
    name: 'empty ranges before, between and after',
    ranges: seq([9, 0], [0, 1], [9, 0], [3, 1], [9, 0]),
    length: 9,
    err: OK,
    moved: [0, 3],
  },
  { name: 'only empty ranges', ranges: seq([9, 0], [0, 0]), length: 9, err: OK, moved: [] },
  { name: 'the same byte twice', ranges: seq([3, 1], [3, 1]), length: 2, err: OK, moved: [3, 3] },
  {
    name: 'what takeFirst left',
    ranges: seq([6, 2], [6, 9]).takeFirst(3),
    length: 9,
    err: OK,
    moved: [6, 7, 6],
  },
  {
    name: 'what dropFirst left',
    ranges: seq([6, 2], [0, 2], [9, 1]).dropFirst(3),
    length: 9,
    err: EFAULT,
    moved: [1],
  },
]

describe.each(cases)('$name', ({ ranges, length, err, moved }) => {
  const want: Transfer = { n: moved.length, err }

  test('copyOutVec', () => {
    const io = fresh()
    const expected = fresh().bytes
    moved.forEach((at, i) => {
      expected[at] = 0x80 + i
    })
    const src = Uint8Array.from({ length }, (_, i) => 0x80 + i)
    expect(copyOutVec(io, ranges, src)).toEqual(want)
    expect(io.bytes).toEqual(expected)
  })

  test('copyInVec', () => {
    const dst = new Uint8Array(length).fill(0xee)
    expect(copyInVec(fresh(), ranges, dst)).toEqual(want)
    expect([...dst]).toEqual(Array.from(dst, (_, i) => (i < moved.length ? moved[i] + 1 : 0xee)))
  })

  test('zeroOutVec', () => {
    const io = fresh()
    const expected = fresh().bytes
    for (const at of moved) expected[at] = 0
    expect(zeroOutVec(io, ranges, length)).toEqual(want)
    expect(io.bytes).toEqual(expected)
  })
})

test('an address that is not there faults with any byte, in either form of a sequence', () => {
  for (const ranges of [AddrRangeSeq.ofOne(INVALID_ADDR, 1), seq([INVALID_ADDR, 1], [0, 1])]) {
    expect(copyOutVec(fresh(), ranges, new Uint8Array(2))).toEqual({ n: 0, err: EFAULT })
    expect(copyInVec(fresh(), ranges, new Uint8Array(2))).toEqual({ n: 0, err: EFAULT })
    expect(zeroOutVec(fresh(), ranges, 2)).toEqual({ n: 0, err: EFAULT })
  }
})

test('options reach every access', () => {
  const seen: (IOOpts | undefined)[] = []
  class Noting extends BytesIO {
    override copyOut(at: Parameters<BytesIO['copyOut']>[0], src: Uint8Array, opts?: IOOpts): Transfer {
      seen.push(opts)
      return super.copyOut(at, src)
    }
  }
  copyOutVec(new Noting(new Uint8Array(8)), seq([0, 1], [1, 1]), new Uint8Array(2), IGNORE_PERMISSIONS)
  copyOutVec(new Noting(new Uint8Array(8)), seq([0, 1]), new Uint8Array(1))
  expect(seen.map((o) => o?.ignorePermissions)).toEqual([true, true, false])
})
