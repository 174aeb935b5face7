// A double that is not a number has 2^53 bit patterns, and an engine may replace one by another when it loads or
// stores it. So user bytes must never pass through a Float64Array: every way that moves them is tried here on bytes
// that would not survive it, in aligned places, where one might be tempted to move eight at a time.

import { readdirSync, readFileSync } from 'node:fs'
import { OK } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { Block, copyBlock } from './block.ts'
import { FromIOReader, FromIOWriter } from './block-adapters.ts'
import { BlockSeqReader, BlockSeqWriter } from './block-io.ts'
import { BlockSeq, copySeq } from './block-seq.ts'
import { BytesIO, bytesIOSequence } from './bytes-io.ts'
import { copyInVec, copyOutVec } from './copy-vec.ts'
import { IOReadWriter } from './io-read-writer.ts'
import { HostMemory } from './memory.ts'

// Signalling NaNs of either sign, quiet ones with payloads, infinities.
const PATTERNS = [
  0x7ff0_0000_0000_0001n,
  0x7ff4_dead_beef_cafen,
  0xfff0_0000_0000_0001n,
  0xfff7_ffff_ffff_ffffn,
  0x7ff8_0000_0000_1234n,
  0xffff_ffff_ffff_ffffn,
  0x7ff0_0000_0000_0000n,
  0x8000_0000_0000_0000n,
]
const source = new Uint8Array(BigUint64Array.from(PATTERNS).buffer)
const LENGTH = source.length

const whole = AddrRangeSeq.ofOne(addr(0), LENGTH)
const halves = AddrRangeSeq.of([
  { start: addr(0), end: addr(LENGTH / 2) },
  { start: addr(LENGTH / 2), end: addr(LENGTH) },
])

const ways: { name: string; move: (to: Uint8Array, from: Uint8Array) => number }[] = [
  { name: 'copyBlock', move: (to, from) => copyBlock(Block.fromBytes(to), Block.fromBytes(from)) },
  { name: 'copySeq', move: (to, from) => copySeq(BlockSeq.fromBytes(to), BlockSeq.fromBytes(from)) },
  { name: 'BytesIO.copyOut', move: (to, from) => new BytesIO(to).copyOut(addr(0), from).n },
  { name: 'BytesIO.copyIn', move: (to, from) => new BytesIO(from).copyIn(addr(0), to).n },
  { name: 'copyOutVec', move: (to, from) => copyOutVec(new BytesIO(to), halves, from).n },
  { name: 'copyInVec', move: (to, from) => copyInVec(new BytesIO(from), halves, to).n },
  {
    name: 'copyOutFrom',
    move: (to, from) => new BytesIO(to).copyOutFrom(whole, new BlockSeqReader(BlockSeq.fromBytes(from))).n,
  },
  {
    name: 'copyInTo',
    move: (to, from) => new BytesIO(from).copyInTo(whole, new BlockSeqWriter(BlockSeq.fromBytes(to))).n,
  },
  {
    name: 'a reader',
    move: (to, from) =>
      bytesIOSequence(to).copyOutFrom(new FromIOReader(new IOReadWriter(new BytesIO(from), addr(0)))).n,
  },
  {
    name: 'a writer',
    move: (to, from) => bytesIOSequence(from).copyInTo(new FromIOWriter(bytesIOSequence(to).writer())).n,
  },
]

test.each(ways)('$name moves every bit', ({ move }) => {
  const to = new Uint8Array(LENGTH)
  expect(move(to, source)).toBe(LENGTH)
  expect(to).toEqual(source)
})

test('so does a move inside one memory', () => {
  const bytes = new Uint8Array(3 * LENGTH)
  bytes.set(source)
  const memory = new HostMemory(bytes)
  memory.copyWithin(LENGTH, 0, LENGTH)
  memory.copyWithin(LENGTH + 8, LENGTH, LENGTH)
  expect(bytes.subarray(LENGTH + 8, 2 * LENGTH + 8)).toEqual(source)
})

test('words keep every bit too', () => {
  const io = new BytesIO(source.slice())
  for (let at = 0; at < LENGTH; at += 4) {
    const { value, err } = io.swapUint32(addr(at), 0)
    expect(err).toBe(OK)
    expect(io.compareAndSwapUint32(addr(at), 0, value).value).toBe(0)
  }
  expect(io.bytes).toEqual(source)
})

test('no array of doubles is in this package', () => {
  const users = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /Float(32|64)/.test(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')))
  expect(users).toEqual([])
})
