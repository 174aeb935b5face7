import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Block } from './block.ts'
import { BlockSeq, copySeq, zeroSeq } from './block-seq.ts'
import { HostMemory } from './memory.ts'

type Pieces = [offset: number, length: number][]

const SIZE = 64
const numbered = (): Uint8Array => Uint8Array.from({ length: SIZE }, (_, i) => i + 1)

function seqOf(memory: HostMemory, pieces: Pieces, capacity?: number): BlockSeq {
  const seq = new BlockSeq(memory, capacity)
  for (const [offset, length] of pieces) seq.push(offset, length)
  return seq
}

const list = (seq: BlockSeq): Pieces => [...seq].map((b) => [b.offset, b.length])
const addresses = (pieces: Pieces): number[] =>
  pieces.flatMap(([offset, length]) => Array.from({ length }, (_, i) => offset + i))

test('one block, and the bytes of an array', () => {
  const seq = BlockSeq.fromBytes(numbered())
  expect([seq.numBlocks, seq.numBytes, seq.isEmpty]).toEqual([1, SIZE, false])
  expect(seq.head().toBytes()).toEqual(numbered())
  expect(seq.tail().isEmpty).toBe(true)
})

test.each([0, 1, 4])('an empty block, or none, is the empty sequence (capacity %d)', (capacity) => {
  for (const seq of [
    new BlockSeq(new HostMemory(numbered()), capacity),
    seqOf(new HostMemory(numbered()), [[3, 0]], capacity),
    BlockSeq.ofBlock(Block.fromBytes(new Uint8Array(0))),
    BlockSeq.fromBytes(numbered()).dropFirst(SIZE),
    BlockSeq.fromBytes(numbered()).dropFirst(SIZE + 1),
    BlockSeq.fromBytes(numbered()).takeFirst(0),
  ]) {
    expect([seq.numBlocks, seq.numBytes, seq.isEmpty]).toEqual([0, 0, true])
    expect(list(seq)).toEqual([])
  }
})

test.each([
  {
    name: 'the last block grows with what follows it',
    push: [
      [0, 2],
      [2, 3],
    ],
    want: [[0, 5]],
  },
  {
    name: 'an empty one leaves no trace',
    push: [
      [0, 2],
      [9, 0],
      [2, 3],
    ],
    want: [[0, 5]],
  },
  {
    name: 'what precedes it stays apart',
    push: [
      [2, 3],
      [0, 2],
    ],
    want: [
      [2, 3],
      [0, 2],
    ],
  },
  {
    name: 'so does a repetition',
    push: [
      [2, 3],
      [2, 3],
    ],
    want: [
      [2, 3],
      [2, 3],
    ],
  },
] as { name: string; push: Pieces; want: Pieces }[])('push: $name', ({ push, want }) => {
  const seq = seqOf(new HostMemory(numbered()), push)
  expect(list(seq)).toEqual(want)
  expect(seq.numBytes).toBe(addresses(want).length)
})

test('it grows past its capacity, and is filled again after clear', () => {
  const seq = new BlockSeq(new HostMemory(numbered()), 1)
  for (const round of [1, 2]) {
    for (let i = 0; i < 20; i++) seq.push(i * 2, round === 1 ? 1 : 2)
    expect(seq.numBlocks).toBe(round === 1 ? 20 : 1)
    expect(seq.numBytes).toBe(round === 1 ? 20 : 40)
    seq.clear()
    expect(seq.isEmpty).toBe(true)
  }
})

test('offsets reach to the end of 4 GiB', () => {
  const seq = seqOf(new HostMemory(new Uint8Array(0)), [
    [2 ** 32 - 8192, 4096],
    [2 ** 32 - 4096, 4096],
  ])
  expect(list(seq)).toEqual([[2 ** 32 - 8192, 8192]])
})

describe('against lists of addresses', () => {
  const pieces: fc.Arbitrary<Pieces> = fc.array(
    fc.tuple(fc.nat(SIZE - 8), fc.nat(7)).map(([offset, length]): [number, number] => [offset, length]),
    { maxLength: 8 },
  )
  // Pieces that do not overlap each other: a destination.
  const disjoint: fc.Arbitrary<Pieces> = fc
    .array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 6 })
    .map((gaps) => {
      let at = 0
      return gaps.map(([gap, length]): [number, number] => {
        at += gap + length
        return [at - length, length]
      })
    })

  test('dropFirst, takeFirst and tail keep the right bytes, in no empty blocks', () => {
    fc.assert(
      fc.property(pieces, fc.nat(60), (start, n) => {
        const seq = seqOf(new HostMemory(numbered()), start)
        const all = addresses(start)
        expect(addresses(list(seq))).toEqual(all)
        expect(addresses(list(seq.dropFirst(n)))).toEqual(all.slice(n))
        expect(addresses(list(seq.takeFirst(n)))).toEqual(all.slice(0, n))
        if (!seq.isEmpty) expect(addresses(list(seq.tail()))).toEqual(all.slice(seq.lengthAt(0)))
        for (const s of [seq, seq.dropFirst(n), seq.takeFirst(n)]) {
          expect(s.numBytes).toBe(addresses(list(s)).length)
          expect(s.isEmpty).toBe(s.numBlocks === 0)
          for (const [, length] of list(s)) expect(length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('copySeq and zeroSeq touch exactly their bytes', () => {
    fc.assert(
      fc.property(disjoint, pieces, (to, from) => {
        const memory = new HostMemory(new Uint8Array(SIZE).fill(0xee))
        const want = memory.bytes.slice()
        const source = addresses(from).map((a) => numbered()[a])
        addresses(to)
          .slice(0, source.length)
          .forEach((a, i) => {
            want[a] = source[i]
          })
        const n = copySeq(seqOf(memory, to), seqOf(new HostMemory(numbered()), from))
        expect(n).toBe(Math.min(addresses(to).length, source.length))
        expect(memory.bytes).toEqual(want)

        for (const a of addresses(to)) want[a] = 0
        expect(zeroSeq(seqOf(memory, to))).toBe(addresses(to).length)
        expect(memory.bytes).toEqual(want)
      }),
      { numRuns: 500 },
    )
  })
})
