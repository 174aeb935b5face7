import { EFAULT, END_OF_FILE, END_OF_IO_SEQUENCE, OK } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { BlockSeqReader, BlockSeqWriter } from './block-io.ts'
import { BlockSeq } from './block-seq.ts'
import { BytesIO, bytesIOSequence } from './bytes-io.ts'
import { IGNORE_PERMISSIONS } from './io.ts'
import { IOSequence } from './io-sequence.ts'

const count = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i + 1)

/** Bytes 5 6, then 1 2 3, then a range that faults in its second byte: 8 and no more. */
function scattered(): IOSequence {
  const ranges: [number, number][] = [
    [4, 2],
    [0, 3],
    [7, 2],
  ]
  return new IOSequence(
    new BytesIO(count(8)),
    AddrRangeSeq.of(ranges.map(([start, length]) => ({ start: addr(start), end: addr(start + length) }))),
  )
}

const memoryOf = (sequence: IOSequence): number[] => [...(sequence.io as BytesIO).bytes]

test.each([
  { n: 0, left: [5, 6, 1, 2, 3, 8], taken: [] },
  { n: 1, left: [6, 1, 2, 3, 8], taken: [5] },
  { n: 2, left: [1, 2, 3, 8], taken: [5, 6] },
  { n: 4, left: [3, 8], taken: [5, 6, 1, 2] },
  { n: 5, left: [8], taken: [5, 6, 1, 2, 3] },
  { n: 6, left: [], taken: [5, 6, 1, 2, 3, 8] },
])('the first $n bytes, dropped and taken', ({ n, left, taken }) => {
  const dst = new Uint8Array(9)
  const dropped = scattered().dropFirst(n)
  expect(dropped.numBytes).toBe(7 - n)
  expect(dropped.copyIn(dst)).toEqual({ n: left.length, err: EFAULT })
  expect([...dst.subarray(0, left.length)]).toEqual(left)

  const first = scattered().takeFirst(n)
  expect(first.numBytes).toBe(n)
  expect(first.copyIn(dst)).toEqual({ n, err: OK })
  expect([...dst.subarray(0, n)]).toEqual(taken)
})

test('dropping all leaves nothing, and options stay', () => {
  const sequence = new IOSequence(new BytesIO(count(4)), AddrRangeSeq.ofOne(addr(1), 3), IGNORE_PERMISSIONS)
  expect(sequence.dropFirst(3).numBytes).toBe(0)
  expect(sequence.dropFirst(9).numBytes).toBe(0)
  expect(sequence.takeFirst(9)).toBe(sequence)
  expect(sequence.dropFirst(1).opts).toBe(IGNORE_PERMISSIONS)
  expect(sequence.takeFirst(1).opts).toBe(IGNORE_PERMISSIONS)
})

describe.each([
  { length: 0, n: 0, err: OK },
  { length: 1, n: 1, err: OK },
  { length: 5, n: 5, err: OK },
  { length: 6, n: 6, err: OK },
  { length: 7, n: 6, err: EFAULT },
  { length: 8, n: 6, err: EFAULT },
])('$length bytes, of which six are there', ({ length, n, err }) => {
  const reached = [4, 5, 0, 1, 2, 7].slice(0, n)
  // A reader that ends just where a fault is has used up all it was offered: the fault is why no more moved.
  const streamErr = n === 6 ? EFAULT : OK

  test('copyOut and copyOutFrom', () => {
    const expected = [...count(8)]
    reached.forEach((at, i) => {
      expected[at] = 0x81 + i
    })
    const src = Uint8Array.from({ length }, (_, i) => 0x81 + i)
    const copied = scattered()
    expect(copied.copyOut(src)).toEqual({ n, err })
    expect(memoryOf(copied)).toEqual(expected)
    const filled = scattered()
    expect(filled.copyOutFrom(new BlockSeqReader(BlockSeq.fromBytes(src)))).toEqual({ n, err: streamErr })
    expect(memoryOf(filled)).toEqual(expected)
  })

  test('copyIn and copyInTo', () => {
    const dst = new Uint8Array(length).fill(0xee)
    const expected = Array.from(dst, (_, i) => (i < n ? reached[i] + 1 : 0xee))
    expect(scattered().copyIn(dst)).toEqual({ n, err })
    expect([...dst]).toEqual(expected)
    dst.fill(0xee)
    const sink = new BlockSeqWriter(BlockSeq.fromBytes(dst))
    expect(scattered().copyInTo(sink)).toEqual({ n, err: streamErr })
    expect([...dst]).toEqual(expected)
  })

  test('zeroOut', () => {
    const sequence = scattered()
    expect(sequence.zeroOut(length)).toEqual({ n, err })
    expect(memoryOf(sequence)).toEqual([...count(8)].map((b, at) => (reached.includes(at) ? 0 : b)))
  })
})

describe('as a reader', () => {
  test('it reads from start to end, then says so, and a read of nothing is nothing', () => {
    const reader = bytesIOSequence(count(3)).reader()
    const dst = new Uint8Array(2)
    expect(reader.read(new Uint8Array(0))).toEqual({ n: 0, err: OK })
    expect(reader.read(dst)).toEqual({ n: 2, err: OK })
    expect(reader.read(dst)).toEqual({ n: 1, err: OK })
    expect([...dst]).toEqual([3, 2])
    expect(reader.read(dst)).toEqual({ n: 0, err: END_OF_FILE })
    expect(reader.read(new Uint8Array(0))).toEqual({ n: 0, err: OK })
  })

  test('a fault comes with the bytes before it, and again', () => {
    const reader = scattered().reader()
    const dst = new Uint8Array(8)
    expect(reader.read(dst)).toEqual({ n: 6, err: EFAULT })
    expect([...dst]).toEqual([5, 6, 1, 2, 3, 8, 0, 0])
    expect(reader.read(dst)).toEqual({ n: 0, err: EFAULT })
  })
})

describe('as a writer', () => {
  test('it writes from start to end, and then says what does not fit', () => {
    const bytes = new Uint8Array(3)
    const writer = bytesIOSequence(bytes).writer()
    expect(writer.write(new Uint8Array(0))).toEqual({ n: 0, err: OK })
    expect(writer.write(Uint8Array.of(1, 2))).toEqual({ n: 2, err: OK })
    expect(writer.write(Uint8Array.of(3, 4))).toEqual({ n: 1, err: END_OF_IO_SEQUENCE })
    expect(writer.write(Uint8Array.of(5))).toEqual({ n: 0, err: END_OF_IO_SEQUENCE })
    expect(writer.write(new Uint8Array(0))).toEqual({ n: 0, err: OK })
    expect([...bytes]).toEqual([1, 2, 3])
  })

  test('a fault comes with the bytes before it, and again', () => {
    const sequence = scattered()
    const writer = sequence.writer()
    expect(writer.write(Uint8Array.from({ length: 9 }, (_, i) => 0x81 + i))).toEqual({ n: 6, err: EFAULT })
    expect(memoryOf(sequence)).toEqual([0x83, 0x84, 0x85, 4, 0x81, 0x82, 7, 0x86])
    expect(writer.write(Uint8Array.of(1))).toEqual({ n: 0, err: EFAULT })
  })
})
