import { EFAULT, EIO, END_OF_FILE, OK, SHORT_WRITE } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { addr } from './addr.ts'
import {
  FromIOReader,
  FromIOWriter,
  FromVecReaderFunc,
  FromVecWriterFunc,
  ReaderFunc,
  ToIOReader,
  ToIOWriter,
  WriterFunc,
} from './block-adapters.ts'
import { BlockSeqReader, BlockSeqWriter } from './block-io.ts'
import { BlockSeq } from './block-seq.ts'
import { BytesIO, bytesIOSequence } from './bytes-io.ts'
import { IOReadWriter } from './io-read-writer.ts'
import { HostMemory } from './memory.ts'
import { transfer } from './transfer.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

/** Blocks of 2, 1 and 3 bytes with a byte between them, in 8 bytes. */
function blocksIn(memory: Uint8Array): BlockSeq {
  const seq = new BlockSeq(new HostMemory(memory))
  seq.push(0, 2)
  seq.push(3, 1)
  seq.push(5, 3)
  return seq
}

describe('to a plain byte reader', () => {
  test('it reads to the end, and then says so', () => {
    const reader = new ToIOReader(new BlockSeqReader(BlockSeq.fromBytes(bytes(1, 2, 3))))
    const dst = bytes(0, 0)
    expect(reader.read(dst)).toEqual({ n: 2, err: OK })
    expect(reader.read(dst)).toEqual({ n: 1, err: OK })
    expect([...dst]).toEqual([3, 2])
    expect(reader.read(bytes())).toEqual({ n: 0, err: OK })
    expect(reader.read(dst)).toEqual({ n: 0, err: END_OF_FILE })
  })

  test('it passes a count and its error on', () => {
    const reader = new ToIOReader(new ReaderFunc(() => transfer(1, EIO)))
    expect(reader.read(bytes(0, 0))).toEqual({ n: 1, err: EIO })
  })
})

describe('to a plain byte writer', () => {
  test('it writes while there is room, and then says what is missing', () => {
    const room = bytes(0, 0, 0)
    const writer = new ToIOWriter(new BlockSeqWriter(BlockSeq.fromBytes(room)))
    expect(writer.write(bytes(1, 2))).toEqual({ n: 2, err: OK })
    expect(writer.write(bytes(3, 4))).toEqual({ n: 1, err: SHORT_WRITE })
    expect(writer.write(bytes())).toEqual({ n: 0, err: OK })
    expect(writer.write(bytes(5))).toEqual({ n: 0, err: SHORT_WRITE })
    expect([...room]).toEqual([1, 2, 3])
  })

  test('it passes a count and its error on', () => {
    const writer = new ToIOWriter(new WriterFunc(() => transfer(1, EIO)))
    expect(writer.write(bytes(1, 2))).toEqual({ n: 1, err: EIO })
  })
})

describe('from a plain byte reader', () => {
  test.each([
    { source: 0, n: 0, want: [0, 0, 0, 0, 0, 0, 0, 0] },
    { source: 1, n: 1, want: [1, 0, 0, 0, 0, 0, 0, 0] },
    { source: 2, n: 2, want: [1, 2, 0, 0, 0, 0, 0, 0] },
    { source: 3, n: 3, want: [1, 2, 0, 3, 0, 0, 0, 0] },
    { source: 5, n: 5, want: [1, 2, 0, 3, 0, 4, 5, 0] },
    { source: 6, n: 6, want: [1, 2, 0, 3, 0, 4, 5, 6] },
    { source: 9, n: 6, want: [1, 2, 0, 3, 0, 4, 5, 6] },
  ])('six bytes from a source of $source', ({ source, n, want }) => {
    const memory = new Uint8Array(8)
    const data = Uint8Array.from({ length: source }, (_, i) => i + 1)
    const reader = new FromIOReader(bytesIOSequence(data).reader())
    expect(reader.readToBlocks(blocksIn(memory))).toEqual({ n, err: OK })
    expect([...memory]).toEqual(want)
  })

  test('a fault in the second block comes with the count of both', () => {
    const memory = new Uint8Array(8)
    // User memory of two bytes: the reader faults behind them.
    const reader = new FromIOReader(new IOReadWriter(new BytesIO(bytes(1, 2)), addr(0)))
    expect(reader.readToBlocks(blocksIn(memory))).toEqual({ n: 2, err: EFAULT })
    expect([...memory]).toEqual([1, 2, 0, 0, 0, 0, 0, 0])
  })
})

describe('from a plain byte writer', () => {
  const source = (): Uint8Array => bytes(1, 2, 0xee, 3, 0xee, 4, 5, 6)

  test.each([
    { room: 0, n: 0 },
    { room: 1, n: 1 },
    { room: 2, n: 2 },
    { room: 5, n: 5 },
    { room: 6, n: 6 },
    { room: 7, n: 6 },
  ])('six bytes into user memory of $room', ({ room, n }) => {
    const memory = new Uint8Array(room)
    const writer = new FromIOWriter(new IOReadWriter(new BytesIO(memory), addr(0)))
    expect(writer.writeFromBlocks(blocksIn(source()))).toEqual({ n, err: n < 6 ? EFAULT : OK })
    expect([...memory.subarray(0, n)]).toEqual([1, 2, 3, 4, 5, 6].slice(0, n))
  })

  test('a writer that wants no more is no error', () => {
    const writer = new FromIOWriter(new ToIOWriter(new BlockSeqWriter(BlockSeq.fromBytes(bytes(0, 0, 0, 0)))))
    expect(writer.writeFromBlocks(blocksIn(source()))).toEqual({ n: 4, err: OK })
  })
})

describe('from functions of several arrays', () => {
  test('a read fills them where they are', () => {
    const memory = new Uint8Array(8)
    const lengths: number[] = []
    const reader = new FromVecReaderFunc((dsts) => {
      for (const dst of dsts) lengths.push(dst.length)
      dsts[0].fill(7)
      dsts[1].fill(8)
      return transfer(3, END_OF_FILE)
    })
    expect(reader.readToBlocks(blocksIn(memory))).toEqual({ n: 3, err: OK })
    expect(lengths).toEqual([2, 1, 3])
    expect([...memory]).toEqual([7, 7, 0, 8, 0, 0, 0, 0])
  })

  test('a write sees them, and its error comes with its count', () => {
    const seen: number[] = []
    const writer = new FromVecWriterFunc((srcs) => {
      for (const src of srcs) seen.push(...src)
      return transfer(4, EIO)
    })
    expect(writer.writeFromBlocks(blocksIn(bytes(1, 2, 0, 3, 0, 4, 5, 6)))).toEqual({ n: 4, err: EIO })
    expect(seen).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('no bytes: no call', () => {
    const never = (): never => {
      throw new Error('called')
    }
    const none = BlockSeq.fromBytes(bytes())
    expect(new FromVecReaderFunc(never).readToBlocks(none)).toEqual({ n: 0, err: OK })
    expect(new FromVecWriterFunc(never).writeFromBlocks(none)).toEqual({ n: 0, err: OK })
  })
})
