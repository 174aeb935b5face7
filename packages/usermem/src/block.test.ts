import { describe, expect, test } from 'vitest'
import { Block, copyBlock, moveBytes, zeroBlock } from './block.ts'
import { compareAndSwapUint32, loadUint32, swapUint32, swapUint64 } from './block-word.ts'
import { HostMemory } from './memory.ts'

const count = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i + 1)

test.each([
  { n: 0, drop: [1, 2, 3], take: [] },
  { n: 1, drop: [2, 3], take: [1] },
  { n: 3, drop: [], take: [1, 2, 3] },
  { n: 4, drop: [], take: [1, 2, 3] },
])('the first $n bytes of three', ({ n, drop, take }) => {
  const block = Block.fromBytes(count(3))
  expect([...block.dropFirst(n).toBytes()]).toEqual(drop)
  expect([...block.takeFirst(n).toBytes()]).toEqual(take)
})

test('a block is its array, not a copy of it', () => {
  const bytes = count(3)
  Block.fromBytes(bytes).dropFirst(1).toBytes()[0] = 9
  expect([...bytes]).toEqual([1, 9, 3])
})

test.each([
  { name: 'as long', to: 2, from: 2, n: 2, want: [1, 2, 0] },
  { name: 'shorter', to: 3, from: 1, n: 1, want: [1, 0, 0] },
  { name: 'longer', to: 1, from: 3, n: 1, want: [1, 0, 0] },
  { name: 'empty', to: 3, from: 0, n: 0, want: [0, 0, 0] },
])('copyBlock of a source that is $name', ({ to, from, n, want }) => {
  const bytes = new Uint8Array(3)
  expect(copyBlock(Block.fromBytes(bytes).takeFirst(to), Block.fromBytes(count(from)))).toBe(n)
  expect([...bytes]).toEqual(want)
})

test.each([
  { name: 'upwards', to: 1, from: 0, want: [1, 1, 2, 3, 5] },
  { name: 'downwards', to: 0, from: 2, want: [3, 4, 5, 4, 5] },
  { name: 'onto themselves', to: 1, from: 1, want: [1, 2, 3, 4, 5] },
])('overlapping bytes move $name, within one memory and between two on one buffer', ({ to, from, want }) => {
  for (const twice of [false, true]) {
    const bytes = count(5)
    const memory = new HostMemory(bytes)
    moveBytes(memory, to, twice ? new HostMemory(bytes) : memory, from, 3)
    expect([...bytes]).toEqual(want)
  }
})

test('zeroBlock leaves what is around it', () => {
  const bytes = count(4)
  expect(zeroBlock(Block.fromBytes(bytes).dropFirst(1).takeFirst(2))).toBe(2)
  expect([...bytes]).toEqual([1, 0, 0, 4])
  expect(zeroBlock(Block.fromBytes(bytes).dropFirst(4))).toBe(0)
})

describe('words', () => {
  const fresh = () => Uint8Array.from([0xee, 0x98, 0xba, 0xdc, 0xfe, 0xee, 0xee, 0xee, 0xee, 0xee])
  const at1 = (bytes: Uint8Array): Block => Block.fromBytes(bytes).dropFirst(1)

  test('load', () => {
    expect(loadUint32(at1(fresh()))).toBe(0xfedcba98)
  })

  test.each([
    { value: 0, bytes: [0, 0, 0, 0] },
    { value: 0xfefdfcfb, bytes: [0xfb, 0xfc, 0xfd, 0xfe] },
    { value: -2, bytes: [0xfe, 0xff, 0xff, 0xff] },
  ])('swap in $value', ({ value, bytes }) => {
    const memory = fresh()
    expect(swapUint32(at1(memory), value)).toBe(0xfedcba98)
    expect([...memory]).toEqual([0xee, ...bytes, 0xee, 0xee, 0xee, 0xee, 0xee])
  })

  test('swap 64 bits', () => {
    const memory = fresh()
    expect(swapUint64(at1(memory), 0x0807_0605_0403_0201n)).toBe(0xeeee_eeee_fedc_ba98n)
    expect([...memory]).toEqual([0xee, 1, 2, 3, 4, 5, 6, 7, 8, 0xee])
    expect(swapUint64(at1(memory), -1n)).toBe(0x0807_0605_0403_0201n)
    expect([...memory.subarray(1, 9)]).toEqual(new Array(8).fill(0xff))
  })

  test.each([
    { name: 'equal', old: 0xfedcba98, exchanged: true },
    { name: 'equal as int32', old: 0xfedcba98 | 0, exchanged: true },
    { name: 'different', old: 0x7edcba98, exchanged: false },
  ])('compare and swap with a value that is $name', ({ old, exchanged }) => {
    const memory = fresh()
    expect(compareAndSwapUint32(at1(memory), old, 7)).toBe(0xfedcba98)
    expect(loadUint32(at1(memory))).toBe(exchanged ? 7 : 0xfedcba98)
  })
})
