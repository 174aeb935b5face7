// BlocksIO: addresses that count the bytes of blocks.

import { EFAULT, OK } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { BlockSeqReader, BlockSeqWriter } from './block-io.ts'
import { BlockSeq } from './block-seq.ts'
import { BlocksIO, blocksIOSequence } from './blocks-io.ts'
import { HostMemory } from './memory.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/** "abcdefghij", of which "cd" and "gh" are blocks. */
function blocks() {
  const bytes = bytesOf('abcdefghij')
  const seq = new BlockSeq(new HostMemory(bytes))
  seq.push(2, 2)
  seq.push(6, 2)
  return { bytes, seq, io: new BlocksIO(seq) }
}

test.each([
  [0, 'XYZW', 4, OK, 'abXYefZWij'],
  [1, 'XY', 2, OK, 'abcXefYhij'],
  [3, 'XY', 1, EFAULT, 'abcdefgXij'],
  [4, 'X', 0, EFAULT, 'abcdefghij'],
])('copyOut to %i of %s', (at, text, n, err, want) => {
  const { bytes, io } = blocks()
  expect(io.copyOut(addr(at), bytesOf(text))).toEqual({ n, err })
  expect(textOf(bytes)).toBe(want)
})

test.each([
  [0, 4, 4, OK, 'cdgh'],
  [1, 2, 2, OK, 'dg'],
  [3, 2, 1, EFAULT, 'h\0'],
])('copyIn from %i, %i bytes', (at, length, n, err, want) => {
  const dst = new Uint8Array(length)
  expect(blocks().io.copyIn(addr(at), dst)).toEqual({ n, err })
  expect(textOf(dst)).toBe(want)
})

test('zeroOut', () => {
  const { bytes, io } = blocks()
  expect(io.zeroOut(addr(1), 9)).toEqual({ n: 3, err: EFAULT })
  expect(textOf(bytes)).toBe('abc\0ef\0\0ij')
})

test('several ranges go to a reader and a writer as one', () => {
  const { bytes, io } = blocks()
  const ranges = AddrRangeSeq.of([
    { start: addr(3), end: addr(4) },
    { start: addr(0), end: addr(2) },
  ])
  const dst = new Uint8Array(3)
  expect(io.copyInTo(ranges, new BlockSeqWriter(BlockSeq.fromBytes(dst)))).toEqual({ n: 3, err: OK })
  expect(textOf(dst)).toBe('hcd')
  const src = new BlockSeqReader(BlockSeq.fromBytes(bytesOf('XYZ')))
  expect(io.copyOutFrom(ranges, src)).toEqual({ n: 3, err: OK })
  expect(textOf(bytes)).toBe('abYZefgXij')
})

test('a range that leaves the blocks moves what is there', () => {
  const { io } = blocks()
  const beyond = AddrRangeSeq.ofOne(addr(2), 10)
  const dst = new BlockSeqWriter(BlockSeq.fromBytes(new Uint8Array(20)))
  expect(io.copyInTo(beyond, dst)).toEqual({ n: 2, err: EFAULT })
  expect(io.copyInTo(AddrRangeSeq.ofOne(addr(4), 1), dst)).toEqual({ n: 0, err: EFAULT })
  expect(io.copyInTo(AddrRangeSeq.ofOne(addr(4), 0), dst)).toEqual({ n: 0, err: OK })
})

test('a sequence of all of them', () => {
  const { seq } = blocks()
  const dst = new Uint8Array(4)
  expect(blocksIOSequence(seq).dropFirst(1).takeFirst(2).copyIn(dst)).toEqual({ n: 2, err: OK })
  expect(textOf(dst)).toBe('dg\0\0')
  expect(new BlocksIO(seq).loadUint32()).toEqual({ value: 0, err: EFAULT })
})
