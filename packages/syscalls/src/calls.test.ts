// The calls besides reading and writing: what Linux 6.18 answered to the same arguments.

import { errnoName, O_PATH, RLIMIT_NOFILE, S_IFCHR, S_IFDIR, S_IFIFO, S_IFREG, statCodec } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const TOP = 0x7fff_ffff_f000

/** 'ENOENT' or the value. */
function shown(result: number): string | number {
  return result < 0 ? errnoName(-result) : result
}

/** Descriptors: 0 /dev/null, 1 a file of 10 bytes, 2 a directory, 3 and 4 a pipe, 5 the directory with O_PATH. */
function setUp() {
  const m = new TestMachine()
  m.call('open', '/dev/null', 2)
  m.file('0123456789')
  m.call('open', '/tmp', 0)
  m.pipe()
  m.call('open', '/tmp', O_PATH)
  return { m, page: m.map(1) }
}
const [NULL, FILE, DIR, READ_END, WRITE_END, PATH] = [0, 1, 2, 3, 4, 5]

type Row = [
  name: Parameters<TestMachine['start']>[0],
  args: (number | bigint | string)[],
  want: string | number,
]
const table = (rows: Row[]) =>
  test.each(rows)('%s %o', (name, args, want) => {
    const { m } = setUp()
    expect(shown(m.call(name, ...args))).toBe(want)
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })

describe('open and openat', () => {
  table([
    ['open', ['', 0], 'ENOENT'],
    ['open', [0, 0], 'EFAULT'],
    ['open', [TOP, 0], 'EFAULT'],
    ['open', [`/${'a/'.repeat(2048)}`, 0], 'ENAMETOOLONG'],
    ['open', [`/${'./'.repeat(2046)}`, 0], 6],
    ['open', ['/tmp', 0x40000000], 6],
    ['open', ['/tmp', 0o102, 0o644], 'EISDIR'],
    ['open', ['/tmp/file', 3], 6],
    ['open', ['/tmp', 0o20200000], 'EINVAL'],
    ['open', ['/tmp/newdir', 0o200100, 0o600], 'EINVAL'],
    ['openat', [-5, '/tmp', 0], 6],
    ['openat', [-5, 'tmp', 0], 'EBADF'],
    ['openat', [NULL, 'tmp', 0], 'ENOTDIR'],
    ['openat', [DIR, 'file', 0], 6],
    ['openat', [PATH, 'file', 0], 6],
    ['openat', [DIR, '../dev/null', 0], 6],
    ['openat', [-100, 'tmp/file', 0], 6],
  ])

  test('permissions are less the umask, and only of a file that is made', () => {
    const { m, page } = setUp()
    const mode = (fd: number) => {
      m.call('fstat', fd, page)
      return new DataView(m.peek(page, 144).buffer).getUint32(24, true)
    }
    expect(mode(m.call('open', '/tmp/a', 0o101, 0o777))).toBe(S_IFREG | 0o755)
    expect(mode(m.call('open', '/tmp/b', 0o101, 0o4777))).toBe(S_IFREG | 0o4755)
    expect(mode(m.call('open', '/tmp/a', 0o101, 0o600))).toBe(S_IFREG | 0o755)
  })

  test('no more than RLIMIT_NOFILE', () => {
    const { m } = setUp()
    m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 7, max: 7 })
    expect([m.call('open', '/tmp', 0), m.call('open', '/tmp', 0)].map(shown)).toEqual([6, 'EMFILE'])
    m.call('close', FILE)
    expect(shown(m.call('open', '/tmp', 0))).toBe(FILE)
  })
})

describe('close and dup', () => {
  table([
    ['close', [FILE], 0],
    ['close', [99], 'EBADF'],
    ['close', [-1], 'EBADF'],
    ['close', [PATH], 0],
    ['dup', [FILE], 6],
    ['dup', [99], 'EBADF'],
    ['dup', [PATH], 6],
    ['dup2', [FILE, 70], 70],
    ['dup2', [FILE, FILE], FILE],
    ['dup2', [99, 99], 'EBADF'],
    ['dup2', [FILE, -1], 'EBADF'],
    ['dup2', [FILE, 1 << 20], 'EBADF'],
    ['dup3', [NULL, NULL, 0], 'EINVAL'],
    ['dup3', [NULL, 50, 1], 'EINVAL'],
    ['dup3', [NULL, 50, 0o2000000], 50],
    ['dup3', [NULL, 1 << 20, 0], 'EBADF'],
    ['dup3', [99, 50, 0], 'EBADF'],
  ])

  test('duplicates share the offset, not the descriptor flags', () => {
    const { m, page } = setUp()
    const copy = m.call('dup3', FILE, 9, 0o2000000)
    m.call('read', FILE, page, 4)
    expect([m.offset(copy), m.call('fcntl', copy, 1), m.call('fcntl', FILE, 1)]).toEqual([4, 1, 0])
    m.call('close', FILE)
    expect(m.call('read', copy, page, 4)).toBe(4)
  })
})

describe('fcntl', () => {
  table([
    ['fcntl', [NULL, 9999], 'EINVAL'],
    ['fcntl', [99, 9999], 'EBADF'],
    ['fcntl', [NULL, 0, 1 << 20], 'EINVAL'],
    ['fcntl', [NULL, 0, -1], 'EINVAL'],
    ['fcntl', [NULL, 0, 50], 50],
    ['fcntl', [NULL, 1030, 0], 6],
    ['fcntl', [FILE, 3], 0x8002],
    ['fcntl', [WRITE_END, 3], 1],
    ['fcntl', [NULL, 1032], 'EBADF'],
    ['fcntl', [READ_END, 1032], 65536],
    ['fcntl', [PATH, 3], O_PATH],
    ['fcntl', [PATH, 4, 0], 'EBADF'],
    ['fcntl', [PATH, 1032], 'EBADF'],
    ['fcntl', [PATH, 9999], 'EBADF'],
    ['fcntl', [PATH, 0, 0], 6],
    ['fcntl', [FILE, 2, 3], 0],
  ])

  test('F_SETFL changes what may be changed', () => {
    const { m } = setUp()
    m.call('fcntl', FILE, 4, 0o6003)
    expect(m.call('fcntl', FILE, 3)).toBe(0x8002 | 0o6000)
    m.call('fcntl', FILE, 4, 0)
    expect(m.call('fcntl', FILE, 3)).toBe(0x8002)
  })

  test('F_GETFL does not show what only says how to open', () => {
    const { m } = setUp()
    const fd = m.call('open', '/tmp/file', 0o2 | 0o2000 | 0o400000 | 0o4010000 | 0o2000000 | 0o100, 0)
    expect(m.call('fcntl', fd, 3)).toBe(0x129402)
    expect(m.call('fcntl', fd, 1)).toBe(1)
  })
})

describe('lseek and ftruncate', () => {
  table([
    ['lseek', [99, 0, 9], 'EBADF'],
    ['lseek', [PATH, 0, 0], 'EBADF'],
    ['lseek', [READ_END, 0, 9], 'EINVAL'],
    ['lseek', [READ_END, 0, 0], 'ESPIPE'],
    ['lseek', [FILE, -1, 0], 'EINVAL'],
    ['lseek', [FILE, 100, 3], 'ENXIO'],
    ['lseek', [FILE, 2n ** 63n - 1n, 0], 'EINVAL'],
    ['lseek', [NULL, 77, 0], 0],
    ['lseek', [DIR, 5, 0], 5],
    ['ftruncate', [FILE, -1], 'EINVAL'],
    ['ftruncate', [99, -1], 'EINVAL'],
    ['ftruncate', [99, 0], 'EBADF'],
    ['ftruncate', [FILE, 5], 0],
    ['ftruncate', [DIR, 5], 'EINVAL'],
    ['ftruncate', [WRITE_END, 5], 'EINVAL'],
    ['ftruncate', [NULL, 5], 'EINVAL'],
    ['ftruncate', [PATH, 5], 'EBADF'],
    ['ftruncate', [FILE, 2n ** 62n], 'EFBIG'],
  ])
})

describe('pipe and pipe2', () => {
  table([
    ['pipe', [8], 'EFAULT'],
    ['pipe2', [8, 1], 'EINVAL'],
    ['pipe2', [8, 0o2004000], 'EFAULT'],
  ])

  test('leave no descriptor behind when they fail', () => {
    const { m } = setUp()
    const before = m.kernel.memoryFile.pagesInUse
    m.call('pipe', 8)
    expect(shown(m.call('dup', NULL))).toBe(6)
    m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 8, max: 8 })
    expect(shown(m.call('pipe', m.map(1)))).toBe('EMFILE')
    expect(shown(m.call('dup', NULL))).toBe(7)
    expect(m.kernel.memoryFile.pagesInUse).toBeLessThanOrEqual(before + 1)
  })
})

describe('fstat and newfstatat', () => {
  table([
    ['fstat', [99, 8], 'EBADF'],
    ['fstat', [FILE, 8], 'EFAULT'],
    ['newfstatat', [-100, '/tmp', 8, 0], 'EFAULT'],
    ['newfstatat', [-100, '/tmp', 8, 0x8000], 'EINVAL'],
    ['newfstatat', [-100, '', 8, 0], 'ENOENT'],
    ['newfstatat', [-100, 8, 8, 0], 'EFAULT'],
    ['newfstatat', [99, 'x', 8, 0], 'EBADF'],
    ['newfstatat', [FILE, 'x', 8, 0], 'ENOTDIR'],
    ['newfstatat', [99, '', 8, 0x1000], 'EBADF'],
  ])

  test.each(['x86-64', 'riscv64'] as const)('fill in the layout of %s', (arch) => {
    const m = new TestMachine({ arch })
    const page = m.map(1)
    const codec = statCodec(arch)
    const fd = m.call('openat', -100, '/tmp/f', 0o102, 0o640)
    m.poke(page, 'x'.repeat(5000 - 4096))
    m.call('pwrite64', fd, page, 100, 0)
    const stat = (name: 'fstat' | 'newfstatat', ...args: (number | string)[]) => {
      m.poke(page, new Uint8Array(codec.size + 8).fill(0xee))
      expect(m.call(name, ...args)).toBe(0)
      expect(m.peek(page + codec.size, 8)).toEqual(new Uint8Array(8).fill(0xee))
      return codec.read(new DataView(m.peek(page, codec.size).buffer), 0)
    }
    const file = { st_mode: S_IFREG | 0o640, st_size: 100, st_nlink: 1, st_blocks: 8, st_blksize: 4096 }
    expect(stat('fstat', fd, page)).toMatchObject(file)
    expect(stat('newfstatat', -100, '/tmp/f', page, 0)).toMatchObject(file)
    expect(stat('newfstatat', fd, '', page, 0x1000)).toMatchObject(file)
    expect(stat('newfstatat', fd, 0, page, 0x1000)).toMatchObject(file)
    expect(stat('newfstatat', -100, '', page, 0x1000)).toMatchObject({ st_mode: S_IFDIR | 0o755 })
    expect(stat('newfstatat', -100, '/dev/zero', page, 0)).toMatchObject({
      st_mode: S_IFCHR | 0o666,
      st_rdev: 0x105,
    })
    m.call('pipe2', page + 2048, 0)
    expect(stat('fstat', fd + 1, page)).toMatchObject({ st_mode: S_IFIFO | 0o600, st_size: 0 })
  })
})

describe('processes', () => {
  table([
    ['getpid', [], 1],
    ['gettid', [], 1],
    ['exit_group', [1], 0],
  ])

  test.each([
    [0, 0],
    [255, 255],
    [256, 0],
    [-1, 255],
  ])('exit_group(%i) is status %i', (code, want) => {
    const { m } = setUp()
    m.call('exit_group', code)
    expect(m.task.threadGroup.exitStatus).toEqual({ code: want, signal: 0 })
  })
})

test('riscv64 has no open, pipe or dup2', () => {
  const m = new TestMachine({ arch: 'riscv64' })
  expect(['open', 'pipe', 'dup2'].map((name) => m.table.numberOf(name))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(['openat', 'pipe2', 'dup3'].map((name) => m.table.numberOf(name))).toEqual([56, 59, 24])
})
