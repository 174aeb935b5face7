// The same calls on three machines: one moves everything by generated code (memmap's Vectors), one what it does by itself, one
// nothing. What they return, and all memory and files, must be the same, whatever is mapped where.

import { EFAULT, OK, PAGE_SIZE, type SyscallName } from '@jvisor/abi'
import { addr, NO_ACCESS, READ, READ_WRITE } from '@jvisor/usermem'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

/** Where the memory of the test is, and its pages. */
const BASE = 0x20_0000_0000
const PAGES = 48
const FILE_BYTES = 7 * PAGE_SIZE + 123

/** A machine with every kind of page in the test's memory, and the files that calls are made on. */
class Side {
  readonly m = new TestMachine()
  readonly fds: Readonly<Record<string, number>>

  constructor(vectorsFrom?: number) {
    const { m } = this
    if (vectorsFrom !== undefined) m.kernel.memoryFile.vectorsFrom = vectorsFrom
    const file = m.file(pattern(FILE_BYTES, 3))
    const mapped = m.file(pattern(6 * PAGE_SIZE, 5), 2, '/tmp/mapped')
    this.#map(0, 8, -1, 0x22)
    m.poke(BASE, pattern(8 * PAGE_SIZE, 1)) // touched
    this.#map(8, 8, -1, 0x22) // not touched; then a hole of two pages
    this.#map(18, 6, mapped, 0x01) // of a file, shared: the last page is past its end below
    this.#map(24, 6, mapped, 0x02) // the same, private
    this.#map(30, 4, -1, 0x22)
    m.poke(at(30), pattern(4 * PAGE_SIZE, 7))
    m.task.mm.mprotect(at(31), PAGE_SIZE, READ)
    m.task.mm.mprotect(at(33), PAGE_SIZE, NO_ACCESS)
    this.#map(34, 14, -1, 0x21)
    m.call('ftruncate', mapped, 5 * PAGE_SIZE + 10)
    const { readFd, writeFd } = m.pipe(0o4000)
    const pair = m.map(1)
    m.call('socketpair', 1, 0o4001, 0, pair)
    const [left, right] = new Int32Array(m.peek(pair, 8).buffer)
    this.fds = {
      file,
      mapped,
      readFd,
      writeFd,
      left,
      right,
      zero: m.call('open', '/dev/zero', 2),
      null: m.call('open', '/dev/null', 2),
      full: m.call('open', '/dev/full', 2),
    }
  }

  #map(page: number, pages: number, fd: number, flags: number): void {
    const offset = 0
    const start = this.m.call('mmap', at(page), pages * PAGE_SIZE, READ_WRITE, flags | 0x10, fd, offset)
    expect(start).toBe(at(page))
  }

  /** What a program could see, and what it takes. */
  state() {
    const { mm } = this.m.task
    const pages = Array.from({ length: PAGES }, (_, i) => {
      const bytes = new Uint8Array(PAGE_SIZE)
      return mm.copyIn(at(i), bytes, { ignorePermissions: true }).err === OK ? hash(bytes) : 'none'
    })
    const files = ['file', 'mapped'].map((name) => [
      this.m.call('lseek', this.fds[name], 0, 1),
      contentHash(this.m, `/tmp/${name}`),
    ])
    return { pages, files, usage: mm.usage }
  }
}

const at = (page: number) => addr(BASE + page * PAGE_SIZE)

/** Bytes that name their place; among them are NaNs of every kind, which no number may pass through. */
function pattern(length: number, seed: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4)).map((_, i) => {
    const n = Math.imul(i + 1, 2654435761 * seed)
    return i % 4 === 1 ? 0x7ff00000 | (n >>> 13) : n
  })
  return new Uint8Array(words.buffer, 0, length)
}

function hash(bytes: Uint8Array): number {
  let h = 0
  for (const byte of bytes) h = (Math.imul(h, 31) + byte) | 0
  return h
}

/** Of a file, its size and what is in it. */
function contentHash(m: TestMachine, name: string): string {
  const fd = m.call('open', name, 0)
  const size = m.call('lseek', fd, 0, 2)
  const at = m.map(Math.ceil(size / PAGE_SIZE))
  m.call('pread64', fd, at, size, 0)
  m.call('close', fd)
  return `${size} ${hash(m.peek(at, size))}`
}

interface Call {
  readonly name: SyscallName
  readonly fd: string
  readonly segments: readonly (readonly [number, number])[]
  readonly offset: number
}

const segment = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.integer({ min: 0, max: PAGES * PAGE_SIZE }), fc.integer({ min: 0, max: 300 })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 0, max: PAGES * PAGE_SIZE }), fc.integer({ min: 0, max: 20000 })),
  },
  // What is touched already, so that some calls go far.
  {
    weight: 8,
    arbitrary: fc.tuple(fc.integer({ min: 0, max: 7 * PAGE_SIZE }), fc.integer({ min: 1, max: 4000 })),
  },
)
const odd = fc.constantFrom<readonly [number, number]>(
  [0, -1],
  [2 ** 47, 1],
  [-(2 ** 40), 5],
  [0, 2 ** 31],
  [0, 2 ** 46],
)
const segments = fc
  .tuple(fc.array(segment, { maxLength: 40, size: 'max' }), fc.option(odd, { freq: 12 }))
  .map(([all, bad]) =>
    bad === null ? all : [...all.slice(0, all.length >> 1), bad, ...all.slice(all.length >> 1)],
  )

const call: fc.Arbitrary<Call> = fc.record({
  name: fc.constantFrom<SyscallName>('readv', 'writev', 'preadv', 'pwritev'),
  fd: fc.constantFrom('file', 'file', 'mapped', 'readFd', 'writeFd', 'left', 'right', 'zero', 'null', 'full'),
  segments,
  offset: fc.integer({ min: 0, max: 9 * PAGE_SIZE }),
})

async function make(side: Side, { name, fd, segments, offset }: Call, array: number): Promise<number> {
  const { m } = side
  const bytes = new Uint8Array(segments.length * 16)
  const view = new DataView(bytes.buffer)
  segments.forEach(([start, length], i) => {
    view.setBigInt64(i * 16, BigInt(BASE + start), true)
    view.setBigInt64(i * 16 + 8, BigInt(length), true)
  })
  if (bytes.length > 0) m.poke(array, bytes)
  return m.start(name, side.fds[fd], array, segments.length, offset)
}

describe('by generated code and without it', () => {
  test('random calls do the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 40 }),
        async (calls, skew) => {
          const sides = [new Side(1), new Side(), new Side(Infinity)]
          // The array itself may straddle pages, at any alignment.
          const arrays = sides.map(({ m }) => m.map(2) + PAGE_SIZE - skew * 7)
          for (const each of calls) {
            const [generated, mixed, plain] = await Promise.all(
              sides.map((side, i) => make(side, each, arrays[i])),
            )
            expect({ each, generated, mixed }).toEqual({ each, generated: plain, mixed: plain })
          }
          const [generated, mixed, plain] = sides.map((side) => side.state())
          expect(generated).toEqual(plain)
          expect(mixed).toEqual(plain)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('few iovecs after many: those of the last call do not count', () => {
    const m = new TestMachine()
    const file = m.file(new Uint8Array(0))
    const base = m.map(4)
    m.poke(base, pattern(PAGE_SIZE, 1))
    m.call('munmap', base + PAGE_SIZE, PAGE_SIZE)
    const many = m.iovecs([
      [base, 0],
      [base, 10],
      [base, 10],
      [base, 10],
    ])
    expect(m.call('writev', file, many, 4)).toBe(30)
    const few = m.iovecs([
      [base, 0],
      [base + PAGE_SIZE, 65536],
    ])
    expect(m.call('writev', file, few, 2)).toBe(-EFAULT)
  })

  test('a call whose buffers take more than one window, and straddle pages, does the same', () => {
    const results = [1, Infinity].map((vectorsFrom) => {
      const m = new TestMachine()
      m.kernel.memoryFile.vectorsFrom = vectorsFrom
      const file = m.file(pattern(1500 * PAGE_SIZE, 9))
      const base = m.map(3000)
      const iov = m.iovecs(Array.from({ length: 1024 }, (_, i) => [base + 13 + i * 8000, 5990] as const))
      const n = m.call('preadv', file, iov, 1024, 77)
      const back = m.call('pwritev', file, iov, 1024, 5)
      return [
        n,
        back,
        hash(m.peek(base, 2001 * PAGE_SIZE)),
        contentHash(m, '/tmp/file'),
        m.kernel.memoryFile.pagesInUse,
      ]
    })
    expect(results[0]).toEqual(results[1])
    expect(results[0].slice(0, 2)).toEqual([1024 * 5990, 1024 * 5990])
  })

  test('after a fork, pages that are common are copied before they are read into', () => {
    const results = [1, Infinity].map((vectorsFrom) => {
      const m = new TestMachine()
      m.kernel.memoryFile.vectorsFrom = vectorsFrom
      const file = m.file(pattern(4 * PAGE_SIZE, 9))
      const base = m.map(64)
      m.poke(base, pattern(64 * PAGE_SIZE, 2))
      const child = m.task.mm.fork()
      if (typeof child === 'number') throw new Error('there is room')
      const iov = m.iovecs(Array.from({ length: 60 }, (_, i) => [base + i * PAGE_SIZE + 100, 200] as const))
      const n = m.call('preadv', file, iov, 60, 0)
      const bytes = new Uint8Array(64 * PAGE_SIZE)
      child.copyIn(addr(base), bytes)
      expect(bytes).toEqual(pattern(64 * PAGE_SIZE, 2))
      child.decUsers()
      return [n, hash(m.peek(base, 64 * PAGE_SIZE)), m.kernel.memoryFile.pagesInUse]
    })
    expect(results[0]).toEqual(results[1])
  })
})
