import { EFAULT, EIO, type Errno, OK, WOULD_BLOCK } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { ReaderFunc, WriterFunc } from './block-adapters.ts'
import {
  type BlockReader,
  BlockSeqReader,
  BlockSeqWriter,
  type BlockWriter,
  readFullToBlocks,
  writeFullFromBlocks,
} from './block-io.ts'
import { BlockSeq, copySeq } from './block-seq.ts'
import { transfer } from './transfer.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

/** A reader of 1, 2, 3, ... that gives `steps[k]` bytes at its k-th call, then fails with `end`, or gives nothing. */
function steppingReader(steps: number[], end: Errno): BlockReader {
  let next = 1
  let call = 0
  return new ReaderFunc((dst) => {
    const step = steps[call++]
    if (step === undefined) return transfer(0, end)
    const data = Uint8Array.from({ length: step }, () => next++)
    return transfer(copySeq(dst, BlockSeq.fromBytes(data)), OK)
  })
}

/** A writer into `taken`, in the same steps. */
function steppingWriter(steps: number[], end: Errno, taken: number[]): BlockWriter {
  let call = 0
  return new WriterFunc((src) => {
    const step = steps[call++]
    if (step === undefined) return transfer(0, end)
    const part = src.takeFirst(step)
    for (const block of part) taken.push(...block.toBytes())
    return transfer(part.numBytes, OK)
  })
}

test('a block sequence reader goes on where it ended, and has no more at its end', () => {
  const reader = new BlockSeqReader(BlockSeq.fromBytes(bytes(1, 2, 3)))
  const dst = bytes(0, 0)
  expect(reader.readToBlocks(BlockSeq.fromBytes(dst))).toEqual({ n: 2, err: OK })
  expect([...dst]).toEqual([1, 2])
  expect(reader.readToBlocks(BlockSeq.fromBytes(dst))).toEqual({ n: 1, err: OK })
  expect([...dst]).toEqual([3, 2])
  expect(reader.readToBlocks(BlockSeq.fromBytes(dst))).toEqual({ n: 0, err: OK })
  expect(reader.blocks.isEmpty).toBe(true)
})

test('a block sequence writer goes on where it ended, and wants no more at its end', () => {
  const room = bytes(0, 0, 0)
  const writer = new BlockSeqWriter(BlockSeq.fromBytes(room))
  expect(writer.writeFromBlocks(BlockSeq.fromBytes(bytes(1, 2)))).toEqual({ n: 2, err: OK })
  expect(writer.writeFromBlocks(BlockSeq.fromBytes(bytes(3, 4)))).toEqual({ n: 1, err: OK })
  expect(writer.writeFromBlocks(BlockSeq.fromBytes(bytes(5)))).toEqual({ n: 0, err: OK })
  expect([...room]).toEqual([1, 2, 3])
})

describe.each([
  { name: 'in one piece', steps: [4], end: EIO, want: { n: 4, err: OK } },
  { name: 'in several', steps: [1, 2, 1], end: EIO, want: { n: 4, err: OK } },
  { name: 'until an error', steps: [1, 2], end: EFAULT, want: { n: 3, err: EFAULT } },
  { name: 'until nothing comes', steps: [3], end: OK, want: { n: 3, err: OK } },
  { name: 'nothing at all', steps: [], end: OK, want: { n: 0, err: OK } },
  { name: 'an error at once', steps: [], end: WOULD_BLOCK, want: { n: 0, err: WOULD_BLOCK } },
])('the whole of four bytes, $name', ({ steps, end, want }) => {
  test('read', () => {
    const dst = bytes(0xee, 0xee, 0xee, 0xee)
    expect(readFullToBlocks(steppingReader(steps, end), BlockSeq.fromBytes(dst))).toEqual(want)
    expect([...dst]).toEqual([1, 2, 3, 4].map((v, i) => (i < want.n ? v : 0xee)))
  })

  test('written', () => {
    const taken: number[] = []
    const src = BlockSeq.fromBytes(bytes(1, 2, 3, 4))
    expect(writeFullFromBlocks(steppingWriter(steps, end, taken), src)).toEqual(want)
    expect(taken).toEqual([1, 2, 3, 4].slice(0, want.n))
  })
})

test('no bytes are moved without a call', () => {
  const never = (): never => {
    throw new Error('called')
  }
  const none = BlockSeq.fromBytes(bytes())
  expect(readFullToBlocks(new ReaderFunc(never), none)).toEqual({ n: 0, err: OK })
  expect(writeFullFromBlocks(new WriterFunc(never), none)).toEqual({ n: 0, err: OK })
})
