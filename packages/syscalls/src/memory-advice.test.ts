// What the arguments of these calls are worth: widths, wrapping, and what strace says. What the calls do is compared with
// recordings of Linux in memory-linux.test.ts; all answers here are Linux 6.18's as well.

import { errnoName, PAGE_SIZE } from '@jvisor/abi'
import { READ_WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { type Argument, TestMachine } from './machine.testing.ts'
import { Strace } from './strace/strace.ts'

const P = 0x20000000
const TOP = 2n ** 64n

type Name = Parameters<TestMachine['start']>[0]

/** Four pages at P, the first of which was written to, and nothing behind them. */
function machine() {
  const m = new TestMachine()
  m.map(4, READ_WRITE, P)
  m.poke(P, 'x')
  return m
}

const shown = (result: number) => (result < 0 ? errnoName(-result) : result)

describe('what wraps around', () => {
  test.each<[name: Name, args: Argument[], want: number | string]>([
    ['madvise', [P, -1, 4], 'EINVAL'],
    ['madvise', [P, TOP - 4096n, 4], 'EINVAL'],
    ['madvise', [P, 0, 4], 0],
    ['madvise', [P + 1, 0, 4], 'EINVAL'],
    ['madvise', [TOP - 4096n, 0, 4], 0],
    ['madvise', [TOP - 4096n, 4096, 4], 'EINVAL'],
    ['madvise', [P, 4096, 99], 'EINVAL'],
    ['madvise', [P, 4096, TOP - 1n - 2n ** 32n + 5n], 0],
    ['msync', [P, -1, 4], 0],
    ['msync', [P, TOP - 4096n, 4], 'ENOMEM'],
    ['msync', [P, 5 * PAGE_SIZE, 4], 'ENOMEM'],
    ['mlock', [P, -1], 0],
    ['mlock', [P, TOP - 4096n], 'EINVAL'],
    ['mlock', [P + 4095, 2], 0],
    ['munlock', [P + 3 * PAGE_SIZE + 1, PAGE_SIZE], 'ENOMEM'],
    ['mlock2', [P, 4096, 2], 'EINVAL'],
    ['mincore', [P, -1, P], 'ENOMEM'],
    ['mincore', [P, 4097, P], 0],
    ['mincore', [P + 1, 0, P], 'EINVAL'],
    ['mincore', [P, 1, -1], 'EFAULT'],
    ['mincore', [P, 1, 8], 'EFAULT'],
    ['mincore', [P, 0, 8], 0],
    ['mremap', [P, 4096, -1, 1], 'EINVAL'],
    ['mremap', [P, -1, 4096, 0], 'EINVAL'],
    ['mremap', [TOP - 4096n, 4096, 4096, 0], 'EFAULT'],
    ['mremap', [P, 4096, 4096, 3, TOP - 4096n], 'EINVAL'],
  ])('%s(%s) is %s', (name, args, want) => {
    expect(shown(machine().call(name, ...args))).toBe(want)
  })
})

describe('process_madvise', () => {
  test.each<[args: Argument[], want: number | string]>([
    [[-10000, 'iov', 2, 4, 0], 4196],
    [[-10001, 'iov', 2, 4, 0], 4196],
    [[-10000, 'iov', 2, 4, 1], 'EINVAL'],
    [[-10000, 'iov', 1025, 4, 0], 'EINVAL'],
    [[-10000, 8, 1, 4, 0], 'EFAULT'],
    [[99, 'iov', 1, 4, 0], 'EBADF'],
    [[-10000, 'iov', 0, 4, 0], 0],
    [[-10000, 'iov', 2, 99, 0], 'EINVAL'],
    [[-10000, 'hole', 2, 4, 0], 4096],
    [[-10000, 'unaligned', 1, 4, 0], 'EINVAL'],
  ])('(%s) is %s', async (args, want) => {
    const m = machine()
    const vectors: Record<string, [number, number][]> = {
      iov: [
        [P, 4096],
        [P + 8192, 100],
      ],
      hole: [
        [P, 4096],
        [P + 0x100000, 4096],
      ],
      unaligned: [[P + 1, 4096]],
    }
    const real = args.map((a) => (typeof a === 'string' ? m.iovecs(vectors[a]) : a))
    expect(shown(await m.start('process_madvise', ...real))).toBe(want)
  })

  test('advises what it says', async () => {
    const m = machine()
    m.poke(P + PAGE_SIZE, 'y')
    await m.start('process_madvise', -10000, m.iovecs([[P + PAGE_SIZE, 1]]), 1, 4, 0)
    expect([m.text(P, 1), m.text(P + PAGE_SIZE, 1)]).toEqual(['x', '\0'])
  })
})

describe('strace shows', () => {
  // What strace(1) 6.1 printed for a C program that made these calls.
  test.each<[name: Name, args: Argument[], line: string]>([
    [
      'mremap',
      [P, 4096, 8192, 0],
      'mremap(0x20000000, 4096, 8192, 0)       = -1 ENOMEM (Cannot allocate memory)',
    ],
    [
      'mremap',
      [P + 0x100000, 8192, 8192, 3, P + 0x10000],
      'mremap(0x20100000, 8192, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x20010000) = -1 EFAULT (Bad address)',
    ],
    ['madvise', [P, 4096, 4], 'madvise(0x20000000, 4096, MADV_DONTNEED) = 0'],
    [
      'madvise',
      [P, 4096, 99],
      'madvise(0x20000000, 4096, 0x63 /* MADV_??? */) = -1 EINVAL (Invalid argument)',
    ],
    [
      'madvise',
      [P, 4096, 101],
      'madvise(0x20000000, 4096, MADV_SOFT_OFFLINE) = -1 EINVAL (Invalid argument)',
    ],
    ['msync', [P, 4096, 5], 'msync(0x20000000, 4096, MS_SYNC|MS_ASYNC) = -1 EINVAL (Invalid argument)'],
    ['msync', [P, 4096, 18], 'msync(0x20000000, 4096, MS_INVALIDATE|0x10) = -1 EINVAL (Invalid argument)'],
    ['mincore', [P, 12288, P], 'mincore(0x20000000, 12288, [1, 0, 0])   = 0'],
    ['mincore', [P, 12288, 0], 'mincore(0x20000000, 12288, NULL)        = -1 EFAULT (Bad address)'],
    ['mlock', [P, 4096], 'mlock(0x20000000, 4096)                 = 0'],
    ['mlock2', [P, 4096, 1], 'mlock2(0x20000000, 4096, MLOCK_ONFAULT) = 0'],
    ['mlock2', [P, 4096, 2], 'mlock2(0x20000000, 4096, 0x2 /* MLOCK_??? */) = -1 EINVAL (Invalid argument)'],
    ['munlock', [P, 4096], 'munlock(0x20000000, 4096)               = 0'],
    ['mlockall', [3], 'mlockall(MCL_CURRENT|MCL_FUTURE)        = 0'],
    ['mlockall', [8], 'mlockall(0x8 /* MCL_??? */)             = -1 EINVAL (Invalid argument)'],
    ['mlockall', [0], 'mlockall(0)                             = -1 EINVAL (Invalid argument)'],
    ['munlockall', [], 'munlockall()                            = 0'],
    [
      'process_madvise',
      [-10000, 8, 1, 4, 0],
      'process_madvise(-10000, 0x8, 1, MADV_DONTNEED, 0) = -1 EFAULT (Bad address)',
    ],
    [
      'mprotect',
      [P, 4096, 0x1000001],
      'mprotect(0x20000000, 4096, PROT_READ|PROT_GROWSDOWN) = -1 EINVAL (Invalid argument)',
    ],
  ])('%s(%s)', (name, args, line) => {
    const m = machine()
    const lines: string[] = []
    m.kernel.tracer = new Strace(({ line: text }) => lines.push(text))
    m.call(name, ...args)
    expect(lines).toEqual([line])
  })

  test('the ranges of process_madvise', async () => {
    const m = machine()
    const iov = m.iovecs([
      [P, 4096],
      [P + 8192, 100],
    ])
    const lines: string[] = []
    m.kernel.tracer = new Strace(({ line }) => lines.push(line))
    await m.start('process_madvise', -10000, iov, 2, 4, 0)
    expect(lines).toEqual([
      'process_madvise(-10000, [{iov_base=0x20000000, iov_len=4096}, {iov_base=0x20002000, iov_len=100}], 2, MADV_DONTNEED, 0) = 4196',
    ])
  })
})

describe('what takes long', () => {
  const MANY = 40_000
  const SIZE = MANY * PAGE_SIZE

  /** A machine that counts the turns it gives to the host; `at` has room for MANY pages. */
  function long() {
    const turns = { count: 0 }
    const m = new TestMachine({
      memoryBytes: 256 << 20,
      yieldToHost: async () => {
        turns.count++
      },
    })
    return { m, turns }
  }

  test.each<{ name: string; act: (m: TestMachine) => number | Promise<number>; rss: number; turns: number }>([
    { name: 'MAP_POPULATE', act: (m) => m.start('mmap', P, SIZE, 3, 0x8032, -1, 0), rss: MANY, turns: 2 },
    { name: 'MAP_LOCKED', act: (m) => m.start('mmap', P, SIZE, 3, 0x2032, -1, 0), rss: MANY, turns: 2 },
    {
      name: 'mlock',
      act: (m) => {
        m.map(MANY, READ_WRITE, P)
        return m.start('mlock', P, SIZE)
      },
      rss: MANY,
      turns: 2,
    },
    {
      name: 'MADV_POPULATE_WRITE up to a hole',
      act: (m) => {
        m.map(MANY, READ_WRITE, P)
        m.call('munmap', P + 20_000 * PAGE_SIZE, PAGE_SIZE)
        return m.start('madvise', P, SIZE, 23)
      },
      rss: 20_000,
      turns: 1,
    },
    {
      name: 'what fits',
      act: (m) => m.start('mmap', P, 16384 * PAGE_SIZE, 3, 0x8032, -1, 0),
      rss: 16384,
      turns: 0,
    },
  ])('$name gives the host a turn now and then', async ({ act, rss, turns }) => {
    const { m, turns: seen } = long()
    const result = await act(m)
    expect([seen.count, m.task.mm.usage.vmRSS / PAGE_SIZE]).toEqual([turns, rss])
    expect(shown(result)).toBe(turns === 1 ? 'ENOMEM' : result === 0 ? 0 : P)
  })

  test('a signal that kills ends it', async () => {
    const { m } = long()
    const result = m.start('mmap', P, SIZE, 3, 0x8032, -1, 0)
    m.task.sendSignal(9)
    await result
    expect(m.task.mm.usage.vmRSS / PAGE_SIZE).toBe(16384)
  })
})
