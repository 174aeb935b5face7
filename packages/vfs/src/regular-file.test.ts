// Files of tmpfs: what Linux 6.18 answered, in counts, sizes, holes and bytes.

import {
  errnoName,
  MAX_FILE_SIZE,
  O_APPEND,
  O_CREAT,
  O_RDWR,
  O_TRUNC,
  PAGE_SIZE,
  SEEK_CUR,
  SEEK_DATA,
  SEEK_END,
  SEEK_HOLE,
  SEEK_SET,
} from '@jvisor/abi'
import { BytesIO, bytesIOSequence } from '@jvisor/usermem'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryOf, ranges, shown, TestTree, textOf } from './vfs.testing.ts'
import { NORMAL_WRITE } from './write-opts.ts'

function newFile(flags = 0) {
  const t = new TestTree()
  const file = t.file('f', O_CREAT | O_RDWR | flags)
  const text = (s: string) => bytesIOSequence(memoryOf(s).bytes)
  const write = (s: string, opts = {}) => shown(file.write(text(s), { ...NORMAL_WRITE, ...opts }))
  const pwrite = (s: string, at: number, opts = {}) =>
    shown(file.pwrite(text(s), at, { ...NORMAL_WRITE, ...opts }))
  const content = () => {
    const bytes = new Uint8Array(file.stat().size)
    file.pread(bytesIOSequence(bytes), 0)
    return textOf(bytes)
  }
  const size = () => file.stat().size
  return { t, file, write, pwrite, content, size }
}

describe('reading', () => {
  test('ends at the end, where the buffer is not looked at', () => {
    const { file, write } = newFile()
    write('0123456789')
    const io = new BytesIO(new Uint8Array(20))
    expect(shown(file.pread(ranges(io, [0, 20]), 4))).toBe('6')
    expect(textOf(io.bytes.subarray(0, 7))).toBe('456789\0')
    expect(shown(file.pread(ranges(io, [1000, 5]), 10))).toBe('0')
    expect(shown(file.pread(ranges(io, [1000, 5]), 99))).toBe('0')
    expect(shown(file.pread(ranges(io, [1000, 5]), 3))).toBe('EFAULT')
  })

  test('stops at a fault with the count, and the offset moves by it', () => {
    const { file, write } = newFile()
    write('0123456789')
    file.seek(1, SEEK_SET)
    const io = new BytesIO(new Uint8Array(4))
    expect(shown(file.read(ranges(io, [0, 2], [3, 9])))).toBe('3 EFAULT')
    expect(textOf(io.bytes)).toBe('12\x003')
    expect(file.seek(0, SEEK_CUR)).toBe(4)
  })

  test('a hole reads as zeros and takes no page', () => {
    const { t, file, pwrite, content } = newFile()
    pwrite('x', 10000)
    const before = t.pages
    expect(content()).toBe(`${'\0'.repeat(10000)}x`)
    expect(t.pages).toBe(before)
    expect(file.stat()).toMatchObject({ size: 10001, blocks: 8 })
  })
})

describe('writing', () => {
  test('a fault keeps what came before it; a write that faults at once makes the file reach up to it', () => {
    const { file, size } = newFile()
    const io = memoryOf('abc')
    expect(shown(file.pwrite(ranges(io, [0, 8]), 100, NORMAL_WRITE))).toBe('3 EFAULT')
    expect(size()).toBe(103)
    expect(shown(file.pwrite(ranges(io, [50, 8]), 5000, NORMAL_WRITE))).toBe('EFAULT')
    expect(size()).toBe(5000)
  })

  test('nothing is written, and nothing grows, for no bytes', () => {
    const { pwrite, size } = newFile()
    expect([pwrite('', 100), pwrite('', 100, { sizeLimit: 5 }), size()]).toEqual(['0', '0', 0])
  })

  test.each<[at: number, length: number, want: string, size: number]>([
    [0, 20000, '20000', 20000],
    [19999, 10, '1', 20000],
    [20000, 10, 'EXCEEDS_FILE_SIZE_LIMIT', 0],
    [30000, 0, '0', 0],
  ])('with a limit of 20000, at %i %i bytes', (at, length, want, after) => {
    const { pwrite, size } = newFile()
    expect(pwrite('x'.repeat(length), at, { sizeLimit: 20000 })).toBe(want)
    expect(size()).toBe(after)
  })

  test('the largest offset is exact, and there is none beyond', () => {
    const { pwrite, size, file } = newFile()
    expect(pwrite('abc', MAX_FILE_SIZE - 2)).toBe('2')
    expect(size()).toBe(MAX_FILE_SIZE)
    expect(pwrite('abc', MAX_FILE_SIZE)).toBe('EFBIG')
    const io = new BytesIO(new Uint8Array(3))
    expect([shown(file.pread(ranges(io, [0, 3]), MAX_FILE_SIZE - 2)), textOf(io.bytes)]).toEqual([
      '2',
      'ab\0',
    ])
  })

  test('when memory runs out, what fitted stays', () => {
    const t = new TestTree(256 << 10)
    const file = t.file('f', O_CREAT | O_RDWR)
    const { n, err } = file.write(bytesIOSequence(new Uint8Array(1 << 20).fill(7)), NORMAL_WRITE)
    expect(errnoName(err)).toBe('ENOSPC')
    expect([n % PAGE_SIZE, file.stat().size]).toEqual([0, n])
    expect(n).toBeGreaterThan(40 * PAGE_SIZE)
    expect(file.truncate(0, Infinity)).toBe(0)
    expect(t.pages).toBe(0)
  })

  test('append: write moves the offset to the new end, pwrite leaves it', () => {
    const { file, write, pwrite, content } = newFile(O_APPEND)
    write('abc', { append: true })
    file.seek(1, SEEK_SET)
    expect([pwrite('d', 0, { append: true }), file.seek(0, SEEK_CUR)]).toEqual(['1', 1])
    expect([write('e', { append: true }), file.seek(0, SEEK_CUR), content()]).toEqual(['1', 5, 'abcde'])
  })
})

describe('seeking', () => {
  // A hole of two pages, then one byte at 10000.
  test.each<[offset: number, whence: number, want: number]>([
    [0, SEEK_DATA, 8192],
    [0, SEEK_HOLE, 0],
    [8192, SEEK_DATA, 8192],
    [8192, SEEK_HOLE, 10001],
    [10000, SEEK_DATA, 10000],
    [9000, SEEK_HOLE, 10001],
    [10001, SEEK_DATA, -6],
    [10001, SEEK_HOLE, -6],
    [-1, SEEK_DATA, -6],
    [-1, SEEK_HOLE, -6],
    [5, SEEK_SET, 5],
    [-1, SEEK_SET, -22],
    [5, SEEK_CUR, 7],
    [-3, SEEK_CUR, -22],
    [1, SEEK_END, 10002],
    [-10002, SEEK_END, -22],
    [MAX_FILE_SIZE, SEEK_SET, MAX_FILE_SIZE],
    [MAX_FILE_SIZE, SEEK_END, -22],
  ])('by %i, whence %i', (offset, whence, want) => {
    const { file, pwrite } = newFile()
    pwrite('x', 10000)
    file.seek(2, SEEK_SET)
    expect(file.seek(offset, whence)).toBe(want)
    expect(file.seek(0, SEEK_CUR)).toBe(want < 0 ? 2 : want)
  })
})

describe('truncating', () => {
  test('frees pages, zeroes the rest of the last, and reads as zeros when it grows again', () => {
    const { t, file, write, content } = newFile()
    write('x'.repeat(10000))
    expect(t.pages).toBe(3 + 1) // and a node of the page tree
    expect(file.truncate(5000, Infinity)).toBe(0)
    expect(t.pages).toBe(2 + 1)
    file.truncate(6000, Infinity)
    expect(content()).toBe('x'.repeat(5000) + '\0'.repeat(1000))
    file.truncate(0, Infinity)
    expect(t.pages).toBe(0)
  })

  test.each<[size: number, want: number]>([
    [20001, 1027 /* EXCEEDS_FILE_SIZE_LIMIT */],
    [20000, 0],
    [MAX_FILE_SIZE + 1, 1027],
  ])('to %i with a limit of 20000', (size, want) => {
    expect(newFile().file.truncate(size, 20000)).toBe(want)
  })

  test('O_TRUNC empties a file when it is opened', () => {
    const { t, write } = newFile()
    write('abc')
    expect(t.file('f', O_RDWR | O_TRUNC).stat().size).toBe(0)
  })
})

test('a file is a map from offset to byte', () => {
  const operation = fc.record({
    kind: fc.constantFrom('write', 'read', 'truncate'),
    at: fc.integer({ min: 0, max: 40000 }),
    length: fc.integer({ min: 0, max: 15000 }),
  })
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
      const { t, file } = newFile()
      let model = new Uint8Array(0)
      const resize = (size: number) => {
        const next = new Uint8Array(size)
        next.set(model.subarray(0, size))
        model = next
      }
      for (const [i, { kind, at, length }] of operations.entries()) {
        if (kind === 'write') {
          const bytes = new Uint8Array(length).fill(i + 1)
          expect(file.pwrite(bytesIOSequence(bytes), at, NORMAL_WRITE).n).toBe(length)
          if (length > 0 && at + length > model.length) resize(at + length)
          if (length > 0) model.set(bytes, at)
        } else if (kind === 'truncate') {
          expect(file.truncate(at, Infinity)).toBe(0)
          resize(at)
        } else {
          const bytes = new Uint8Array(length).fill(255)
          const { n } = file.pread(bytesIOSequence(bytes), at)
          expect(n).toBe(Math.max(0, Math.min(length, model.length - at)))
          expect(bytes.subarray(0, n)).toEqual(model.subarray(at, at + n))
        }
        expect(file.stat().size).toBe(model.length)
      }
      file.truncate(0, Infinity)
      expect(t.pages).toBe(0)
    }),
    { numRuns: 150 },
  )
})
