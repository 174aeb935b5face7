// mmap, munmap, mprotect and brk, and the meeting of files and memory: what Linux 6.18 answered.

import { EFAULT, errnoName, PAGE_SIZE } from '@jvisor/abi'
import { READ_WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const TOP = 0x7fff_ffff_f000
const AT = 0x1000_0000
const [R, RW] = [1, 3]
const [SHARED, PRIVATE, VALIDATE, FIXED, ANON] = [1, 2, 3, 0x10, 0x20]

function shown(result: number): string | number {
  return result < 0 ? errnoName(-result) : result
}

/** Descriptors: 0 a file of 10 bytes, 1 it read-only, 2 it write-only, 3 a directory, 4 a pipe, 6 and 7 null and zero. */
function setUp() {
  const m = new TestMachine()
  m.file('0123456789')
  m.call('open', '/tmp/file', 0)
  m.call('open', '/tmp/file', 1)
  m.call('open', '/tmp', 0)
  m.pipe()
  m.call('open', '/dev/null', 2)
  m.call('open', '/dev/zero', 2)
  return m
}
const [FILE, READ_ONLY, WRITE_ONLY, DIR, PIPE, , NULL, ZERO] = [0, 1, 2, 3, 4, 5, 6, 7]

describe('mmap: which error', () => {
  test.each<[args: (number | bigint)[], want: string | number]>([
    [[0, 0, R, PRIVATE, 99, 0], 'EBADF'],
    [[0, 0, R, PRIVATE | ANON, -1, 0], 'EINVAL'],
    [[0, 4096, R, PRIVATE, 99, 1], 'EINVAL'],
    [[0, 4096, R, ANON, -1, 0], 'EINVAL'],
    [[0, 4096, R, VALIDATE | ANON, -1, 0], 'EINVAL'],
    [[0, 4096, R, 0, FILE, 0], 'EINVAL'],
    [[AT, 4096, R, VALIDATE | FIXED, FILE, 0], AT],
    [[AT, 4096, R, VALIDATE | FIXED | 0x200, FILE, 0], 'EOPNOTSUPP'],
    [[AT, 4096, R, SHARED | FIXED | 0x200, FILE, 0], AT],
    [[AT, 4096, R, VALIDATE | FIXED | 0x80000, FILE, 0], 'EOPNOTSUPP'],
    [[AT, 4096, R, VALIDATE | FIXED | 0x8000000, FILE, 0], AT],
    [[0, 4096, R, PRIVATE, FILE, -4096], 'EOVERFLOW'],
    [[AT, 4096, R, PRIVATE | ANON | FIXED, FILE, -4096], AT],
    [[0, 2n ** 47n, R, PRIVATE | ANON, -1, 0], 'ENOMEM'],
    [[0, -1, R, PRIVATE | ANON, -1, 0], 'ENOMEM'],
    [[0, 4096, RW, SHARED, READ_ONLY, 0], 'EACCES'],
    [[AT, 4096, RW, PRIVATE | FIXED, READ_ONLY, 0], AT],
    [[0, 4096, R, PRIVATE, WRITE_ONLY, 0], 'EACCES'],
    [[0, 4096, R, PRIVATE, DIR, 0], 'ENODEV'],
    [[0, 4096, R, PRIVATE, PIPE, 0], 'ENODEV'],
    [[0, 4096, R, PRIVATE, NULL, 0], 'ENODEV'],
    [[AT, 4096, R, PRIVATE | FIXED, ZERO, 0], AT],
    [[TOP, 4096, R, PRIVATE | FIXED | ANON, -1, 0], 'ENOMEM'],
    [[-4096, 4096, R, PRIVATE | FIXED | ANON, -1, 0], 'ENOMEM'],
    [[AT + 1, 4096, R, PRIVATE | FIXED | ANON, -1, 0], 'EINVAL'],
    [[AT, 4096, R, PRIVATE | ANON | FIXED | 0x100, -1, 0], AT],
    [[AT, 4096, R, SHARED | ANON | 0x100, -1, 0], 'EINVAL'],
    [[0, 4096, R, PRIVATE | 0x40000, FILE, 0], 'EINVAL'],
    [[0, 4096, R, PRIVATE | ANON | 0x40000, -1, 0], 'ENOMEM'],
    [[AT + 0x123, 4096, R, PRIVATE | ANON, -1, 0], AT],
  ])('%o', (args, want) => {
    expect(shown(setUp().call('mmap', ...args))).toBe(want)
  })

  test('MAP_FIXED_NOREPLACE finds the place taken', () => {
    const m = setUp()
    expect(m.call('mmap', AT, 8192, R, PRIVATE | ANON | FIXED, -1, 0)).toBe(AT)
    expect(shown(m.call('mmap', AT + 4096, 8192, R, PRIVATE | ANON | 0x100000, -1, 0))).toBe('EEXIST')
    expect(m.call('mmap', AT + 8192, 8192, R, PRIVATE | ANON | 0x100000, -1, 0)).toBe(AT + 8192)
  })

  test('a hint that is no address is no hint', () => {
    expect(setUp().call('mmap', -4096, 4096, R, PRIVATE | ANON, -1, 0)).toBeGreaterThan(AT)
  })
})

describe('munmap and mprotect', () => {
  test.each<[name: 'munmap' | 'mprotect', args: (number | bigint)[], want: string | number]>([
    ['munmap', [AT, 0], 'EINVAL'],
    ['munmap', [AT + 1, 1], 'EINVAL'],
    ['munmap', [TOP, 4096], 'EINVAL'],
    ['munmap', [AT, -1], 'EINVAL'],
    ['munmap', [0x5000, 4096], 0],
    ['munmap', [AT, 1], 0],
    ['mprotect', [AT, 4096, 0x100], 'EINVAL'],
    ['mprotect', [AT, 4096, 0x01000001], 'EINVAL'],
    ['mprotect', [AT + 1, 4096, R], 'EINVAL'],
    ['mprotect', [AT, -4096, R], 'ENOMEM'],
    ['mprotect', [-4096, 4096, R], 'ENOMEM'],
    ['mprotect', [-4095, 4096, R], 'EINVAL'],
    ['mprotect', [AT, 8192, R], 'ENOMEM'],
    ['mprotect', [0x5000, 0, R], 0],
    ['mprotect', [AT, 1, R], 0],
  ])('%s %o', (name, args, want) => {
    const m = setUp()
    m.map(1, READ_WRITE, AT)
    expect(shown(m.call(name, ...args))).toBe(want)
  })

  test('mprotect over a hole has changed what comes before it', () => {
    const m = setUp()
    m.map(1, READ_WRITE, AT)
    m.map(1, READ_WRITE, AT + 8192)
    expect(shown(m.call('mprotect', AT, 12288, R))).toBe('ENOMEM')
    expect([m.call('read', FILE, AT, 1), m.call('read', FILE, AT + 8192, 1)].map(shown)).toEqual([
      'EFAULT',
      1,
    ])
  })

  test('a shared mapping of a file opened read-only never becomes writable', () => {
    const m = setUp()
    const at = m.call('mmap', 0, 4096, R, SHARED, READ_ONLY, 0)
    expect(shown(m.call('mprotect', at, 4096, RW))).toBe('EACCES')
    expect(m.call('mprotect', m.call('mmap', 0, 4096, R, PRIVATE, READ_ONLY, 0), 4096, RW)).toBe(0)
  })
})

describe('brk', () => {
  test('grows, keeps what is in its last page, frees the others, and stays where it cannot go', () => {
    const m = setUp()
    const start = m.call('brk', 0)
    expect(m.call('brk', start + 5000)).toBe(start + 5000)
    m.poke(start + 100, 'keep')
    m.poke(start + 4096, 'gone')
    expect(m.call('brk', start + 50)).toBe(start + 50)
    expect(shown(m.call('pread64', FILE, start + 4096, 1, 0))).toBe('EFAULT')
    expect(m.call('brk', start + 5000)).toBe(start + 5000)
    expect([m.text(start + 100, 4), m.text(start + 4096, 4)]).toEqual(['keep', '\0\0\0\0'])
    expect([m.call('brk', start - 1), m.call('brk', TOP + 1), m.call('brk', -1)]).toEqual(
      Array(3).fill(start + 5000),
    )
  })
})

describe('files in memory', () => {
  function mapped(flags: number, size = 2 * PAGE_SIZE) {
    const m = new TestMachine()
    const fd = m.file('x'.repeat(size))
    const at = m.call('mmap', 0, 4 * PAGE_SIZE, RW, flags, fd, 0)
    return { m, fd, at }
  }

  test('a shared mapping is the file, both ways', () => {
    const { m, fd, at } = mapped(SHARED)
    m.poke(at + 10, 'memory')
    expect(m.content().slice(8, 18)).toBe('xxmemoryxx')
    const source = m.map(1)
    m.poke(source, 'file')
    m.call('pwrite64', fd, source, 4, 4100)
    expect(m.text(at + 4098, 8)).toBe('xxfilexx')
  })

  test('two shared mappings are the same memory', () => {
    const { m, fd, at } = mapped(SHARED)
    const other = m.call('mmap', 0, PAGE_SIZE, RW, SHARED, fd, PAGE_SIZE)
    m.poke(at + PAGE_SIZE + 5, 'here')
    expect(m.text(other + 5, 4)).toBe('here')
  })

  test('a private mapping follows the file, page by page, until it is written', () => {
    const { m, fd, at } = mapped(PRIVATE)
    const source = m.map(1)
    m.poke(source, 'ZZZZ')
    m.poke(at + 10, 'p')
    m.call('pwrite64', fd, source, 4, 10)
    m.call('pwrite64', fd, source, 1, 4100)
    expect([m.text(at + 9, 4), m.text(at + 4099, 3)]).toEqual(['xpxx', 'xZx'])
    expect(m.content().slice(9, 15)).toBe('xZZZZx')
  })

  test('a private page shows what an earlier segment of the same read has written to the file', () => {
    const { m, fd, at } = mapped(PRIVATE)
    const shared = m.call('mmap', 0, PAGE_SIZE, RW, SHARED, fd, 0)
    const source = m.file('SSSSSS', 2, '/tmp/source')
    const iov = m.iovecs([
      [shared + 100, 3],
      [at + 200, 3],
    ])
    expect(m.call('preadv', source, iov, 2, 0)).toBe(6)
    expect([m.text(at + 98, 6), m.text(at + 198, 7)]).toEqual(['xxSSSx', 'xxSSSxx'])
    expect(m.content().slice(198, 205)).toBe('xxxxxxx')
  })

  test('a private page is not copied for a read that ends before it', () => {
    const { m, fd, at } = mapped(PRIVATE)
    const { readFd, writeFd } = m.pipe()
    const source = m.map(1)
    m.poke(source, 'TTF')
    m.call('write', writeFd, source, 2)
    const iov = m.iovecs([
      [source + 100, 2],
      [at + 400, 3],
    ])
    expect(m.call('readv', readFd, iov, 2)).toBe(2)
    m.call('pwrite64', fd, source + 2, 1, 500)
    expect(m.text(at + 499, 3)).toBe('xFx')
  })

  test('past the end is EFAULT to a call', () => {
    const { m, fd, at } = mapped(SHARED, PAGE_SIZE + 10)
    expect(shown(m.call('pread64', fd, at + 2 * PAGE_SIZE, 1, 0))).toBe('EFAULT')
    expect(m.call('pread64', fd, at + 2 * PAGE_SIZE - 5, 10, 0)).toBe(5)
    expect(m.call('ftruncate', fd, 2 * PAGE_SIZE + 1)).toBe(0)
    expect(m.call('pread64', fd, at + 2 * PAGE_SIZE, 1, 0)).toBe(1)
  })

  test('truncation takes pages out of every mapping, private copies too', () => {
    const { m, fd, at } = mapped(PRIVATE)
    const shared = m.call('mmap', 0, 2 * PAGE_SIZE, RW, SHARED, fd, 0)
    m.poke(at + 10, 'copy')
    m.poke(at + PAGE_SIZE, 'copy')
    expect(m.call('ftruncate', fd, 100)).toBe(0)
    for (const place of [at, shared]) expect(-m.call('pread64', fd, place + PAGE_SIZE, 1, 0)).toBe(EFAULT)
    expect([m.text(at + 10, 4), m.text(shared + 98, 4)]).toEqual(['copy', 'xx\0\0'])
    m.call('ftruncate', fd, 0)
    m.call('ftruncate', fd, 2 * PAGE_SIZE)
    expect([m.text(at + 10, 4), m.text(at + PAGE_SIZE, 4)]).toEqual(['\0\0\0\0', '\0\0\0\0'])
  })

  test('what is stored behind the end of the last page is there when the file grows, as on tmpfs', () => {
    const { m, fd, at } = mapped(SHARED, 100)
    m.poke(at + 200, 'y')
    m.call('ftruncate', fd, 300)
    expect(m.content().slice(199, 202)).toBe('\0y\0')
    m.call('ftruncate', fd, 150)
    m.call('ftruncate', fd, 300)
    expect(m.content().slice(199, 202)).toBe('\0\0\0')
  })

  test('a mapping keeps its file after the descriptor is closed', () => {
    const { m, fd, at } = mapped(SHARED)
    m.call('close', fd)
    m.poke(at, 'still')
    expect(m.content().slice(0, 6)).toBe('stillx')
  })

  test('a file is read into its own mapping, and written from it', () => {
    const { m, fd, at } = mapped(SHARED)
    m.poke(at, 'abcdefgh')
    expect(m.call('pwrite64', fd, at, 4, 4)).toBe(4)
    expect(m.text(at, 10)).toBe('abcdabcdxx')
    expect(m.call('pread64', fd, at + PAGE_SIZE, PAGE_SIZE, 0)).toBe(PAGE_SIZE)
    expect(m.text(at + PAGE_SIZE, 8)).toBe('abcdabcd')
  })

  test('shared memory without a file is shared by nothing but itself, and freed with it', () => {
    const m = new TestMachine()
    const before = m.kernel.memoryFile.pagesInUse
    const at = m.call('mmap', 0, 4 * PAGE_SIZE, RW, SHARED | ANON, -1, 0)
    m.poke(at + 5000, 'shared')
    expect(m.text(at + 5000, 6)).toBe('shared')
    m.call('munmap', at, 2 * PAGE_SIZE)
    m.call('munmap', at + 2 * PAGE_SIZE, 2 * PAGE_SIZE)
    expect(m.kernel.memoryFile.pagesInUse).toBe(before)
  })
})
