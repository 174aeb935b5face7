import { EFAULT, EIO, type Errno, OK } from '@jvisor/abi'
import {
  AddrRangeSeq,
  addr,
  type BlockReader,
  type BlockSeq,
  BlockSeqReader,
  BlockSeqWriter,
  BlockSeq as Blocks,
  type BlockWriter,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { at, BASE, expectSound, machine, mapPages, PAGE, pattern, peek } from './fixtures.testing.ts'
import { DEFAULT_LAYOUT } from './layout.ts'

const { maxAddr } = DEFAULT_LAYOUT
const NEVER_READ = { n: 0, err: EFAULT }

test('one bad range in many, even an empty one, moves nothing', () => {
  const { mm } = machine()
  mapPages(mm, 0, 1)
  const ranges = AddrRangeSeq.of([
    { start: BASE, end: at(10) },
    { start: addr(maxAddr + 1), end: addr(maxAddr + 1) },
  ])
  const never: BlockReader & BlockWriter = {
    readToBlocks: () => expect.unreachable(),
    writeFromBlocks: () => expect.unreachable(),
  }
  expect(mm.copyOutFrom(ranges, never)).toEqual(NEVER_READ)
  expect(mm.copyInTo(ranges, never)).toEqual(NEVER_READ)
  expect(mm.copyOutFrom(AddrRangeSeq.EMPTY, never)).toEqual({ n: 0, err: OK })
  expect(mm.copyInTo(AddrRangeSeq.ofOne(BASE, 0), never)).toEqual({ n: 0, err: OK })
})

/** Gives and takes as told, and remembers what it was offered. */
class Peer implements BlockReader, BlockWriter {
  readonly offered: number[] = []
  readonly answers: Transfer[]

  constructor(...answers: Transfer[]) {
    this.answers = answers
  }

  readToBlocks(blocks: BlockSeq): Transfer {
    this.offered.push(blocks.numBytes)
    return this.answers.shift() ?? transfer(blocks.numBytes, OK)
  }

  writeFromBlocks(blocks: BlockSeq): Transfer {
    return this.readToBlocks(blocks)
  }
}

describe('the other side of a transfer', () => {
  const MIB = 1 << 20
  const all = (n: number, err: Errno = OK) => transfer(n, err)
  test.each([
    { name: 'takes all', length: 100, answers: [], offered: [100], want: all(100) },
    { name: 'stops short', length: 100, answers: [all(60)], offered: [100], want: all(60) },
    { name: 'does nothing', length: 100, answers: [all(0)], offered: [100], want: all(0) },
    { name: 'fails at once', length: 100, answers: [all(0, EIO)], offered: [100], want: all(0, EIO) },
    { name: 'fails after some', length: 100, answers: [all(60, EIO)], offered: [100], want: all(60, EIO) },
    { name: 'fails after all', length: 100, answers: [all(100, EIO)], offered: [100], want: all(100, EIO) },
    {
      name: 'is offered what comes before a fault',
      length: 9 * MIB,
      answers: [],
      offered: Array(8).fill(MIB),
      want: all(8 * MIB, EFAULT),
    },
    {
      name: 'stops before the fault, which is not met',
      length: 9 * MIB,
      answers: [all(5)],
      offered: [MIB],
      want: all(5),
    },
    {
      name: 'fails before the fault',
      length: 9 * MIB,
      answers: [all(MIB, EIO)],
      offered: [MIB],
      want: all(MIB, EIO),
    },
    {
      name: 'is called again and again',
      length: 3 * MIB + 5,
      answers: [],
      offered: [MIB, MIB, MIB, 5],
      want: all(3 * MIB + 5),
    },
    {
      name: 'stops short the second time',
      length: 3 * MIB,
      answers: [all(MIB), all(7)],
      offered: [MIB, MIB],
      want: all(MIB + 7),
    },
  ])('$name', ({ length, answers, offered, want }) => {
    const { mm } = machine(4096)
    mapPages(mm, 0, (8 * MIB) / PAGE)
    // Touched in order, the pages are neighbours in the memory file: one block a window.
    mm.zeroOut(BASE, 8 * MIB)
    const reader = new Peer(...answers)
    expect(mm.copyOutFrom(AddrRangeSeq.ofOne(BASE, length), reader)).toEqual(want)
    const writer = new Peer(...answers)
    expect(mm.copyInTo(AddrRangeSeq.ofOne(BASE, length), writer)).toEqual(want)
    expect([reader.offered, writer.offered]).toEqual([offered, offered])
  })

  // Ranges in neighbouring pages, of 4 bytes each, which are no neighbours themselves.
  test.each([
    { vectorsFrom: Infinity, most: 256 },
    { vectorsFrom: 1, most: 2048 },
  ])('is offered at most $most blocks at a time', ({ vectorsFrom, most }) => {
    const { mm, file } = machine()
    file.vectorsFrom = vectorsFrom
    mapPages(mm, 0, 2)
    const count = 1024
    const ranges = AddrRangeSeq.of(
      Array.from({ length: count }, (_, i) => ({ start: at(i * 6), end: at(i * 6 + 4) })),
    )
    const reader = new Peer()
    expect(mm.copyOutFrom(ranges, reader)).toEqual({ n: 4 * count, err: OK })
    const offered = Array.from({ length: Math.ceil(count / most) }, () => 4 * Math.min(most, count))
    expect(reader.offered).toEqual(offered)
  })

  test('sees a sequence that was cut short as it is', () => {
    const { mm } = machine()
    mapPages(mm, 0, 2)
    const ranges = AddrRangeSeq.of([
      { start: BASE, end: at(10) },
      { start: at(100), end: at(200) },
      { start: at(300), end: at(400) },
    ])
    const src = pattern(50)
    const reader = new BlockSeqReader(Blocks.fromBytes(src))
    expect(mm.copyOutFrom(ranges.dropFirst(5).takeFirst(25), reader)).toEqual({ n: 25, err: OK })
    expect(peek(mm, at(5), 5)).toEqual(src.subarray(0, 5))
    expect(peek(mm, at(100), 21)).toEqual(Uint8Array.of(...src.subarray(5, 25), 0))
  })

  test('may itself use the same address space, at every depth', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 8)
    mm.copyOut(at(4 * PAGE), pattern(2 * PAGE))
    const nested: BlockReader = {
      readToBlocks: (outer) =>
        mm.copyInTo(AddrRangeSeq.ofOne(at(4 * PAGE), outer.numBytes), {
          writeFromBlocks: (inner) => {
            mm.copyOut(at(7 * PAGE), Uint8Array.of(42)) // makes a page meanwhile
            return new BlockSeqReader(inner).readToBlocks(outer)
          },
        }),
    }
    expect(mm.copyOutFrom(AddrRangeSeq.ofOne(at(10), 2 * PAGE), nested)).toEqual({ n: 2 * PAGE, err: OK })
    expect(peek(mm, at(10), 2 * PAGE)).toEqual(pattern(2 * PAGE))
    expect(mm.copyOutFrom(AddrRangeSeq.ofOne(at(20), 300), nested)).toEqual({ n: 300, err: OK })
    expect(peek(mm, at(20), 300)).toEqual(pattern(300))
    expectSound(file, mm)
  })

  test('may be in another address space of the same machine', () => {
    const { file, mm } = machine()
    const other = machine().mm
    mapPages(mm, 0, 1)
    mapPages(other, 0, 1)
    other.copyOut(BASE, pattern(100))
    const result = mm.copyOutFrom(AddrRangeSeq.ofOne(BASE, 100), {
      readToBlocks: (outer) =>
        other.copyInTo(AddrRangeSeq.ofOne(BASE, outer.numBytes), new BlockSeqWriter(outer)),
    })
    expect(result).toEqual({ n: 100, err: OK })
    expect(peek(mm, BASE, 100)).toEqual(pattern(100))
    expectSound(file, mm)
  })

  test('that throws leaves the address space usable', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    const thrower: BlockReader = {
      readToBlocks: () => {
        throw new Error('a bug')
      },
    }
    expect(() => mm.copyOutFrom(AddrRangeSeq.ofOne(BASE, 8), thrower)).toThrow('a bug')
    expect(mm.copyOutFrom(AddrRangeSeq.ofOne(BASE, 8), new Peer())).toEqual({ n: 8, err: OK })
  })
})
