// memfd_create, and what seals do to each call: what Linux 6.18 answered for a C program that made the same calls.

import {
  errnoName,
  F_SEAL_EXEC,
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_WRITE,
  MFD_ALLOW_SEALING,
  MFD_CLOEXEC,
  MFD_EXEC,
  MFD_HUGETLB,
  MFD_NOEXEC_SEAL,
  PAGE_SIZE,
  RLIMIT_NOFILE,
} from '@jvisor/abi'
import { NO_ACCESS } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const [F_GETFD, F_GETFL, ADD, GET] = [1, 3, 1033, 1034]
const [R, W, RW, RX] = [1, 2, 3, 5]
const [SHARED, PRIVATE] = [1, 2]
const O_PATH = 0o10000000

function shown(result: number): string | number {
  return result < 0 ? errnoName(-result) : result
}

/** A machine with a memfd of 5000 bytes, with these seals. */
function sealed(seals: number, size = 5000) {
  const m = new TestMachine()
  const fd = m.call('memfd_create', 'm', MFD_ALLOW_SEALING)
  expect(m.call('ftruncate', fd, size)).toBe(0)
  expect(m.call('fcntl', fd, ADD, seals)).toBe(0)
  return { m, fd }
}

describe('memfd_create', () => {
  const huge = (log2: number) => log2 * 2 ** 26
  test.each<[flags: number | bigint, want: string | { seals: number; mode: number; cloexec: number }]>([
    [0, { seals: F_SEAL_SEAL, mode: 0o100777, cloexec: 0 }],
    [MFD_CLOEXEC, { seals: F_SEAL_SEAL, mode: 0o100777, cloexec: 1 }],
    [MFD_ALLOW_SEALING, { seals: 0, mode: 0o100777, cloexec: 0 }],
    [MFD_NOEXEC_SEAL, { seals: F_SEAL_EXEC, mode: 0o100666, cloexec: 0 }],
    [MFD_NOEXEC_SEAL | MFD_ALLOW_SEALING, { seals: F_SEAL_EXEC, mode: 0o100666, cloexec: 0 }],
    [MFD_EXEC, { seals: F_SEAL_SEAL, mode: 0o100777, cloexec: 0 }],
    [MFD_EXEC | MFD_ALLOW_SEALING, { seals: 0, mode: 0o100777, cloexec: 0 }],
    [2n ** 40n, { seals: F_SEAL_SEAL, mode: 0o100777, cloexec: 0 }],
    [MFD_NOEXEC_SEAL | MFD_EXEC, 'EINVAL'],
    [0x20, 'EINVAL'],
    [0x2000000, 'EINVAL'],
    [MFD_HUGETLB | 0x20, 'EINVAL'],
    [MFD_HUGETLB | MFD_NOEXEC_SEAL | MFD_EXEC, 'EINVAL'],
    [huge(21), 'EINVAL'],
    // No huge pages: not from that machine, which has hugetlbfs.
    [MFD_HUGETLB, 'ENOSYS'],
    [MFD_HUGETLB + huge(21), 'ENOSYS'],
    [MFD_HUGETLB + huge(63), 'ENOSYS'],
  ])('flags %i', (flags, want) => {
    const m = new TestMachine()
    const fd = m.call('memfd_create', 'm', flags)
    if (typeof want === 'string') expect(shown(fd)).toBe(want)
    else {
      const stat = m.map(1)
      expect(m.call('fstat', fd, stat)).toBe(0)
      const mode = new DataView(m.peek(stat, 144).buffer).getUint32(24, true)
      expect({ seals: m.call('fcntl', fd, GET), mode, cloexec: m.call('fcntl', fd, F_GETFD) }).toEqual(want)
      expect(m.call('fcntl', fd, F_GETFL)).toBe(0o100002)
    }
  })

  test.each<[name: string, at: (m: TestMachine) => number, flags: number, want: string | number]>([
    ['of nothing', (m) => m.cstring(''), 0, 0],
    ['with slashes', (m) => m.cstring('a/b'), 0, 0],
    ['of 249 bytes', (m) => m.cstring('a'.repeat(249)), 0, 0],
    ['of 250 bytes', (m) => m.cstring('a'.repeat(250)), 0, 'EINVAL'],
    ['of 4000 bytes', (m) => m.cstring('a'.repeat(4000)), 0, 'EINVAL'],
    ['at no address', () => 0, 0, 'EFAULT'],
    ['at no address, of huge pages', () => 0, MFD_HUGETLB, 'EFAULT'],
    ['at no address, with flags that are not', () => 0, 0x20, 'EINVAL'],
    ['of 250 bytes, then a fault', (m) => atEndOfPage(m, 250), 0, 'EINVAL'],
    ['of 249 bytes, then a fault', (m) => atEndOfPage(m, 249), 0, 'EFAULT'],
    ['of 5 bytes, then a fault', (m) => atEndOfPage(m, 5), 0, 'EFAULT'],
  ])('a name %s', (_name, at, flags, want) => {
    const m = new TestMachine()
    expect(shown(m.call('memfd_create', at(m), flags))).toBe(want)
  })

  function atEndOfPage(m: TestMachine, length: number): number {
    const page = m.mapBeforeHole(1)
    m.poke(page, 'x'.repeat(PAGE_SIZE))
    return page + PAGE_SIZE - length
  }

  test('no descriptors left is found after a bad name, and leaves nothing behind', () => {
    const m = new TestMachine()
    m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 0, max: 0 })
    expect([m.call('memfd_create', 'm', 0), m.call('memfd_create', 0, 0)].map(shown)).toEqual([
      'EMFILE',
      'EFAULT',
    ])
  })

  test('the file has a name for /proc, and none in any directory', () => {
    const m = new TestMachine()
    const fd = m.call('memfd_create', 'some name', 0)
    expect(m.task.fdTable.get(fd)?.mappedName()).toBe('/memfd:some name (deleted)')
    expect(shown(m.call('open', '/memfd:some name (deleted)', 0))).toBe('ENOENT')
  })

  test('the memory is freed when the file is neither open nor mapped', () => {
    const m = new TestMachine()
    const data = m.map(4)
    m.poke(data, new Uint8Array(4 * PAGE_SIZE).fill(1))
    const before = m.kernel.memoryFile.pagesInUse
    const fd = m.call('memfd_create', m.cstring('m'), 0)
    m.call('write', fd, data, 4 * PAGE_SIZE)
    const at = m.call('mmap', 0, 4 * PAGE_SIZE, RW, SHARED, fd, 0)
    m.call('close', fd)
    m.poke(at, 'still there')
    expect(m.text(at, 11)).toBe('still there')
    m.call('munmap', at, 4 * PAGE_SIZE)
    expect(m.kernel.memoryFile.pagesInUse - before).toBeLessThanOrEqual(1) // the name's page
  })
})

describe('a call on a file of 5000 bytes with a seal', () => {
  const SEALS = [0, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE, F_SEAL_FUTURE_WRITE, F_SEAL_EXEC]
  type Call = (m: TestMachine, fd: number) => number

  /** Bytes that end at the end of a page that cannot be read beyond. */
  const before = (m: TestMachine, n: number) => {
    const at = m.map(1) + PAGE_SIZE
    m.map(1, NO_ACCESS, at)
    return at - n
  }
  const pwrite =
    (length: number, at: number): Call =>
    (m, fd) =>
      m.call('pwrite64', fd, m.map(3), length, at)
  const mmap =
    (prot: number, type: number): Call =>
    (m, fd) =>
      Math.min(0, m.call('mmap', 0, 4096, prot, type, fd, 0))

  // Columns: no seal, F_SEAL_SHRINK, GROW, WRITE, FUTURE_WRITE, EXEC (which, the file being executable, adds those).
  const P = 'EPERM'
  const F = 'EFAULT'
  test.each<[name: string, call: Call, want: (string | number)[]]>([
    ['write', (m, fd) => m.call('write', fd, m.map(1), 10), [10, 10, 10, P, P, P]],
    ['write of nothing', pwrite(0, 0), [0, 0, 0, 0, 0, 0]],
    ['write of nothing beyond the end', pwrite(0, 9999), [0, 0, 0, 0, 0, 0]],
    ['write from a bad buffer', (m, fd) => m.call('pwrite64', fd, 0x1234, 10, 0), [F, F, F, P, P, P]],
    ['write from no address', (m, fd) => m.call('pwrite64', fd, -4096, 10, 0), [F, F, F, F, F, F]],
    [
      'write from a buffer of which 6 bytes are there',
      (m, fd) => m.call('pwrite64', fd, before(m, 6), 10, 0),
      [6, 6, 6, P, P, P],
    ],
    ['write up to the end', pwrite(100, 4900), [100, 100, 100, P, P, P]],
    ['write across the end', pwrite(200, 4900), [200, 200, P, P, P, P]],
    ['write across the end from the page before', pwrite(2000, 4000), [2000, 2000, 96, P, P, P]],
    ['write of everything and more', pwrite(12000, 0), [12000, 12000, 4096, P, P, P]],
    ['write at the end', pwrite(1, 5000), [1, 1, P, P, P, P]],
    ['write beyond the end', pwrite(1, 50000), [1, 1, P, P, P, P]],
    [
      'write beyond the end from a bad buffer',
      (m, fd) => m.call('pwrite64', fd, 0x1234, 1, 50000),
      [F, F, P, P, P, P],
    ],
    [
      'write across the end, 4006 bytes of which are there',
      (m, fd) => m.call('pwrite64', fd, before(m, 4006), 5500, 100),
      [4006, 4006, 3996, P, P, P],
    ],
    [
      'write across the end, 10 bytes of which are there',
      (m, fd) => m.call('pwrite64', fd, before(m, 10), 2000, 4090),
      [10, 10, 6, P, P, P],
    ],
    [
      'write across the end, 3 bytes of which are there',
      (m, fd) => m.call('pwrite64', fd, before(m, 3), 2000, 4090),
      [3, 3, 3, P, P, P],
    ],
    [
      'write across the end in the last page, 3 bytes of which are there',
      (m, fd) => m.call('pwrite64', fd, before(m, 3), 2000, 4500),
      [3, 3, P, P, P, P],
    ],
    [
      'vector of 4090 and 2000 bytes',
      (m, fd) =>
        m.call(
          'pwritev',
          fd,
          m.iovecs([
            [m.map(1), 4090],
            [m.map(1), 2000],
          ]),
          2,
          0,
          0,
        ),
      [6090, 6090, 4096, P, P, P],
    ],
    ['truncating to 4999', (m, fd) => m.call('ftruncate', fd, 4999), [0, P, 0, 0, 0, P]],
    ['truncating to 5000', (m, fd) => m.call('ftruncate', fd, 5000), [0, 0, 0, 0, 0, 0]],
    ['truncating to 5001', (m, fd) => m.call('ftruncate', fd, 5001), [0, 0, P, 0, 0, P]],
    ['mapping it shared, rw', mmap(RW, SHARED), [0, 0, 0, P, P, P]],
    ['mapping it shared, w', mmap(W, SHARED), [0, 0, 0, P, P, P]],
    ['mapping it shared, none', mmap(0, SHARED), [0, 0, 0, 0, 0, 0]],
    ['mapping it shared, rx', mmap(RX, SHARED), [0, 0, 0, 0, 0, 0]],
    ['mapping it private, rw', mmap(RW, PRIVATE), [0, 0, 0, 0, 0, 0]],
    [
      'making a shared mapping writable',
      (m, fd) => m.call('mprotect', m.call('mmap', 0, 4096, R, SHARED, fd, 0), 4096, RW),
      [0, 0, 0, 'EACCES', 'EACCES', 'EACCES'],
    ],
    [
      'sealing it against writes while mapped shared to be read',
      (m, fd) => {
        m.call('mmap', 0, 4096, R, SHARED, fd, 0)
        return m.call('fcntl', fd, ADD, F_SEAL_WRITE)
      },
      ['EBUSY', 'EBUSY', 'EBUSY', 0, 0, 0],
    ],
    [
      'sealing it against writes while mapped private',
      (m, fd) => {
        m.call('mmap', 0, 4096, RW, PRIVATE, fd, 0)
        return m.call('fcntl', fd, ADD, F_SEAL_WRITE)
      },
      [0, 0, 0, 0, 0, 0],
    ],
    ['asking for seals', (m, fd) => m.call('fcntl', fd, GET), [0, 2, 4, 8, 0x10, 0x3e]],
    [
      'adding a seal with more than 32 bits',
      (m, fd) => m.call('fcntl', fd, ADD, 2n ** 32n + 2n) || m.call('fcntl', fd, GET),
      [2, 2, 6, 10, 0x12, 0x3e],
    ],
    [
      'sealing it for good, and then again',
      (m, fd) => m.call('fcntl', fd, ADD, F_SEAL_SEAL) || m.call('fcntl', fd, ADD, 0),
      [P, P, P, P, P, P],
    ],
  ])('%s', (_name, call, want) => {
    const got = SEALS.map((seals) => {
      const { m, fd } = sealed(seals)
      return shown(call(m, fd))
    })
    expect(got).toEqual(want)
  })

  test('writes go up to the last whole page, then up to the end, then not at all', () => {
    const { m, fd } = sealed(F_SEAL_GROW)
    const at = m.map(3)
    const results = [12000, 904, 1].map((n) => shown(m.call('write', fd, at, n)))
    expect([...results, m.offset(fd)]).toEqual([4096, 904, 'EPERM', 5000])
    expect(m.call('fcntl', fd, 4, 0o2000)).toBe(0) // O_APPEND
    expect([m.call('write', fd, at, 1), m.call('write', fd, at, 0)].map(shown)).toEqual(['EPERM', 0])
  })
})

describe('adding seals', () => {
  test('all or nothing: a mapping that is in the way of one keeps the others away', () => {
    const { m, fd } = sealed(0)
    const at = m.call('mmap', 0, 8192, RW, SHARED, fd, 0)
    const add = (seals: number) => [shown(m.call('fcntl', fd, ADD, seals)), m.call('fcntl', fd, GET)]
    expect(add(F_SEAL_WRITE | F_SEAL_SHRINK)).toEqual(['EBUSY', 0])
    expect(add(F_SEAL_EXEC)).toEqual(['EBUSY', 0])
    m.call('munmap', at, 4096)
    expect(add(F_SEAL_WRITE)).toEqual(['EBUSY', 0])
    m.call('munmap', at + 4096, 4096)
    expect(add(F_SEAL_WRITE)).toEqual([0, F_SEAL_WRITE])
  })

  test('F_SEAL_FUTURE_WRITE leaves mappings that there are alone', () => {
    const { m, fd } = sealed(0)
    const rw = m.call('mmap', 0, 4096, RW, SHARED, fd, 0)
    const r = m.call('mmap', 0, 4096, R, SHARED, fd, 0)
    expect(m.call('fcntl', fd, ADD, F_SEAL_FUTURE_WRITE)).toBe(0)
    expect(m.call('pread64', fd, rw, 5, 0)).toBe(5)
    expect(m.call('mprotect', r, 4096, RW)).toBe(0)
    expect(shown(m.call('fcntl', fd, ADD, F_SEAL_WRITE))).toBe('EBUSY')
    const later = m.call('mmap', 0, 4096, R, SHARED, fd, 0)
    expect(shown(m.call('mprotect', later, 4096, RW))).toBe('EACCES')
  })

  test('F_SEAL_EXEC of a file that is not executable is no more than that', () => {
    const m = new TestMachine()
    const fd = m.call('memfd_create', 'm', MFD_NOEXEC_SEAL)
    expect([m.call('fcntl', fd, ADD, F_SEAL_EXEC), m.call('fcntl', fd, GET)]).toEqual([0, F_SEAL_EXEC])
  })

  const open =
    (path: string, flags: number) =>
    (m: TestMachine): number =>
      m.call('open', path, flags, 0o644)
  test.each<[name: string, open: (m: TestMachine) => number, get: string | number, add: string[]]>([
    ['a memfd', (m) => m.call('memfd_create', 'm', 0), F_SEAL_SEAL, ['EPERM', 'EPERM', 'EINVAL']],
    ['a file of tmpfs', open('/tmp/f', 0o102), F_SEAL_SEAL, ['EPERM', 'EPERM', 'EINVAL']],
    ['one to be read', open('/tmp/f', 0o100), F_SEAL_SEAL, ['EPERM', 'EPERM', 'EPERM']],
    ['one with O_PATH', (m) => m.file('x', O_PATH), 'EBADF', ['EBADF', 'EBADF', 'EBADF']],
    ['a directory', open('/tmp', 0), 'EINVAL', ['EPERM', 'EPERM', 'EPERM']],
    ['a pipe to be read', (m) => m.pipe().readFd, 'EINVAL', ['EPERM', 'EPERM', 'EPERM']],
    ['a pipe to be written', (m) => m.pipe().writeFd, 'EINVAL', ['EINVAL', 'EINVAL', 'EINVAL']],
    ['a device', open('/dev/zero', 2), 'EINVAL', ['EINVAL', 'EINVAL', 'EINVAL']],
    ['nothing', () => 99, 'EBADF', ['EBADF', 'EBADF', 'EBADF']],
  ])('to %s: F_GET_SEALS, and F_ADD_SEALS of none, one, and one that is not', (_name, open, get, add) => {
    const m = new TestMachine()
    const fd = open(m)
    expect(shown(m.call('fcntl', fd, GET))).toBe(get)
    expect([0, F_SEAL_SHRINK, 0x40].map((seals) => shown(m.call('fcntl', fd, ADD, seals)))).toEqual(add)
  })
})

test('a hole in a file leaves private copies, and takes everything else', () => {
  const m = new TestMachine()
  const fd = m.call('memfd_create', 'm', 0)
  m.call('write', fd, m.cstring('a'.repeat(4095)), 4095)
  m.call('pwrite64', fd, m.cstring('a'.repeat(4095)), 4095, 4096)
  const [shared, copied, read] = [SHARED, PRIVATE, SHARED].map((type) =>
    m.call('mmap', 0, 8192, RW, type, fd, 0),
  )
  m.poke(copied, 'P')
  const letters = () => [shared, copied, copied + PAGE_SIZE, read].map((at) => m.text(at, 1))
  expect(letters()).toEqual(['a', 'P', 'a', 'a'])
  expect(shown(m.call('madvise', shared, 8192, 9))).toBe(0)
  expect(letters()).toEqual(['\0', 'P', '\0', '\0'])
})

test('a shared mapping of /dev/zero at an offset ends where its length would from the start', () => {
  const m = new TestMachine()
  const fd = m.call('open', '/dev/zero', 2)
  const at = m.call('mmap', 0, 8192, RW, SHARED, fd, 4096)
  const file = m.file('')
  const written = (from: number) => shown(m.call('write', file, from, 1))
  expect([written(at), written(at + 4096)]).toEqual([1, 'EFAULT'])
})
