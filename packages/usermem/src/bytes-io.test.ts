import { EFAULT, EIO, OK } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { ADDR_LIMIT, addr, INVALID_ADDR } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { ReaderFunc, WriterFunc } from './block-adapters.ts'
import { BlockSeqReader, BlockSeqWriter } from './block-io.ts'
import { BlockSeq, copySeq } from './block-seq.ts'
import { BytesIO, bytesIOSequence } from './bytes-io.ts'
import { transfer } from './transfer.ts'

/** Eight bytes 1 to 8 as an address space. */
const fresh = (): BytesIO => new BytesIO(Uint8Array.from({ length: 8 }, (_, i) => i + 1))
const seq = (...ranges: [number, number][]): AddrRangeSeq =>
  AddrRangeSeq.of(ranges.map(([start, length]) => ({ start: addr(start), end: addr(start + length) })))

const accesses = [
  { name: 'all of it', at: 0, length: 8, n: 8 },
  { name: 'some in the middle', at: 2, length: 3, n: 3 },
  { name: 'the first byte', at: 0, length: 1, n: 1 },
  { name: 'the last byte', at: 7, length: 1, n: 1 },
  { name: 'up to exactly the end', at: 5, length: 3, n: 3 },
  { name: 'one byte too many', at: 5, length: 4, n: 3 },
  { name: 'a fault in the first byte', at: 8, length: 1, n: 0 },
  { name: 'a fault in the last byte', at: 0, length: 9, n: 8 },
  { name: 'a fault in the middle', at: 4, length: 8, n: 4 },
  { name: 'far outside', at: 2 ** 40, length: 4, n: 0 },
  { name: 'the invalid address', at: INVALID_ADDR, length: 1, n: 0 },
  { name: 'up to the top of all addresses', at: 4, length: ADDR_LIMIT - 4, n: 4 },
  { name: 'no bytes, inside', at: 3, length: 0, n: 0 },
  { name: 'no bytes, at the end', at: 8, length: 0, n: 0 },
  { name: 'no bytes, outside', at: INVALID_ADDR, length: 0, n: 0 },
]

describe.each(accesses)('$name: $n of $length bytes at $at', ({ at, length, n }) => {
  const err = n < length ? EFAULT : OK
  // What a host array can be asked for; zeroOut and the sequences take any length.
  const arrayLength = Math.min(length, 64)

  test('copyOut', () => {
    const io = fresh()
    expect(io.copyOut(addr(at), new Uint8Array(arrayLength).fill(0xaa))).toEqual({ n, err })
    expect(io.bytes).toEqual(fresh().bytes.map((b, i) => (i >= at && i < at + n ? 0xaa : b)))
  })

  test('copyIn', () => {
    const dst = new Uint8Array(arrayLength).fill(0xee)
    expect(fresh().copyIn(addr(at), dst)).toEqual({ n, err })
    expect([...dst]).toEqual(Array.from(dst, (_, i) => (i < n ? at + i + 1 : 0xee)))
  })

  test('zeroOut', () => {
    const io = fresh()
    expect(io.zeroOut(addr(at), length)).toEqual({ n, err })
    expect(io.bytes).toEqual(fresh().bytes.map((b, i) => (i >= at && i < at + n ? 0 : b)))
  })

  test('copyOutFrom', () => {
    const io = fresh()
    const source = new BlockSeqReader(BlockSeq.fromBytes(new Uint8Array(64).fill(0xaa)))
    expect(io.copyOutFrom(AddrRangeSeq.ofOne(addr(at), length), source)).toEqual({ n, err })
    expect(io.bytes).toEqual(fresh().bytes.map((b, i) => (i >= at && i < at + n ? 0xaa : b)))
    expect(source.blocks.numBytes).toBe(64 - n)
  })

  test('copyInTo', () => {
    const room = new Uint8Array(64).fill(0xee)
    const sink = new BlockSeqWriter(BlockSeq.fromBytes(room))
    expect(fresh().copyInTo(AddrRangeSeq.ofOne(addr(at), length), sink)).toEqual({ n, err })
    expect([...room]).toEqual(Array.from(room, (_, i) => (i < n ? at + i + 1 : 0xee)))
  })
})

describe('several ranges', () => {
  const cases = [
    { name: 'all good', ranges: seq([6, 2], [0, 0], [1, 2]), want: { n: 4, err: OK }, bytes: [7, 8, 2, 3] },
    {
      name: 'a fault in the second',
      ranges: seq([6, 2], [7, 2], [0, 2]),
      want: { n: 3, err: EFAULT },
      bytes: [7, 8, 8],
    },
    {
      name: 'the second all outside',
      ranges: seq([6, 2], [9, 2]),
      want: { n: 2, err: EFAULT },
      bytes: [7, 8],
    },
    { name: 'the first all outside', ranges: seq([9, 2], [6, 2]), want: { n: 0, err: EFAULT }, bytes: [] },
    {
      name: 'empty ones outside',
      ranges: seq([9, 0], [6, 2], [9, 0]),
      want: { n: 2, err: OK },
      bytes: [7, 8],
    },
    { name: 'none', ranges: seq(), want: { n: 0, err: OK }, bytes: [] },
    {
      name: 'cut before the fault',
      ranges: seq([6, 2], [7, 2]).takeFirst(3),
      want: { n: 3, err: OK },
      bytes: [7, 8, 8],
    },
  ]

  test.each(cases)('copyInTo: $name', ({ ranges, want, bytes }) => {
    const room = new Uint8Array(8)
    expect(fresh().copyInTo(ranges, new BlockSeqWriter(BlockSeq.fromBytes(room)))).toEqual(want)
    expect([...room.subarray(0, want.n)]).toEqual(bytes)
    expect([...room.subarray(want.n)]).toEqual(new Array(8 - want.n).fill(0))
  })

  test.each(cases)('copyOutFrom: $name', ({ ranges, want }) => {
    const io = fresh()
    const expected = fresh().bytes
    let value = 0x80
    let left = want.n
    for (const { start, end } of ranges)
      for (let a = start; a < end && left > 0; a++, left--) expected[a] = value++
    const source = Uint8Array.from({ length: 16 }, (_, i) => 0x80 + i)
    expect(io.copyOutFrom(ranges, new BlockSeqReader(BlockSeq.fromBytes(source)))).toEqual(want)
    expect(io.bytes).toEqual(expected)
  })
})

describe('the other side', () => {
  // Two bytes past the end: whatever the reader or writer says comes before the fault behind its bytes.
  const ranges = seq([4, 6])

  test.each([
    { name: 'gives all', give: 9, err: OK, want: { n: 4, err: EFAULT } },
    { name: 'gives less', give: 3, err: OK, want: { n: 3, err: OK } },
    { name: 'gives nothing', give: 0, err: OK, want: { n: 0, err: OK } },
    { name: 'gives less and fails', give: 3, err: EIO, want: { n: 3, err: EIO } },
    { name: 'fails', give: 0, err: EIO, want: { n: 0, err: EIO } },
  ])('$name', ({ give, err, want }) => {
    let offered = -1
    const io = fresh()
    const reader = new ReaderFunc((dst) => {
      offered = dst.numBytes
      return transfer(copySeq(dst, BlockSeq.fromBytes(new Uint8Array(give).fill(0xaa))), err)
    })
    expect(io.copyOutFrom(ranges, reader)).toEqual(want)
    expect(offered).toBe(4)
    expect(io.bytes).toEqual(fresh().bytes.map((b, i) => (i >= 4 && i < 4 + want.n ? 0xaa : b)))

    const writer = new WriterFunc((src) => transfer(Math.min(give, src.numBytes), err))
    expect(fresh().copyInTo(ranges, writer)).toEqual(want)
  })

  test('is not called when there are no bytes for it', () => {
    const never = (): never => {
      throw new Error('called')
    }
    for (const [empty, err] of [
      [seq(), OK],
      [seq([0, 0]), OK],
      [seq([8, 1]), EFAULT],
    ] as const) {
      expect(fresh().copyOutFrom(empty, new ReaderFunc(never))).toEqual({ n: 0, err })
      expect(fresh().copyInTo(empty, new WriterFunc(never))).toEqual({ n: 0, err })
    }
  })
})

describe('words', () => {
  test.each([
    { at: 0, value: 0x04030201, err: OK },
    { at: 4, value: 0x08070605, err: OK },
    { at: 8, value: 0, err: EFAULT },
    { at: 5, value: 0, err: EFAULT },
    { at: INVALID_ADDR, value: 0, err: EFAULT },
  ])('at $at', ({ at, value, err }) => {
    const io = fresh()
    expect(io.loadUint32(addr(at))).toEqual({ value, err })
    expect(io.compareAndSwapUint32(addr(at), 1, 2)).toEqual({ value, err })
    expect(io.bytes).toEqual(fresh().bytes)
    expect(io.swapUint32(addr(at), 0xfffefdfc)).toEqual({ value, err })
    if (err !== OK) expect(io.bytes).toEqual(fresh().bytes)
    else {
      expect(io.loadUint32(addr(at)).value).toBe(0xfffefdfc)
      expect(io.compareAndSwapUint32(addr(at), 0xfffefdfc | 0, -1)).toEqual({ value: 0xfffefdfc, err: OK })
      expect(io.loadUint32(addr(at)).value).toBe(0xffffffff)
    }
  })
})

test('a sequence of an array is all of it, in place', () => {
  const bytes = new Uint8Array(3)
  const sequence = bytesIOSequence(bytes)
  expect(sequence.numBytes).toBe(3)
  expect(sequence.copyOut(Uint8Array.of(1, 2, 3, 4))).toEqual({ n: 3, err: OK })
  expect([...bytes]).toEqual([1, 2, 3])
  expect(bytesIOSequence(new Uint8Array(0)).numBytes).toBe(0)
})
