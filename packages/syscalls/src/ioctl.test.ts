// ioctl, close_range and F_SETPIPE_SZ: what Linux 6.18 answered to the same arguments.

import { errnoName } from '@jvisor/abi'
import { Credentials } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import { type Argument, TestMachine } from './machine.testing.ts'
import { Strace } from './strace/strace.ts'
import { OtherTask } from './tasks.testing.ts'

const [FIONREAD, FIONBIO, FIONCLEX, FIOCLEX, FIOASYNC, FIOQSIZE, FIGETBSZ] = [
  0x541b, 0x5421, 0x5450, 0x5451, 0x5452, 0x5460, 2,
]
const [TCGETS, UNKNOWN] = [0x5401, 0x12345678]
const [O_NONBLOCK, O_ASYNC] = [0o4000, 0o20000]

const shown = (result: number) => (result < 0 ? errnoName(-result) : result)

/** Descriptors: 0 and 1 a pipe with 3 bytes, 2 a file of 5 bytes read to 2, 3 zero, 4 a directory, 5 O_PATH, 6 urandom. */
function setUp() {
  const m = new TestMachine()
  m.pipe()
  m.call('write', 1, m.cstring('abc'), 3)
  m.file('hello')
  m.call('lseek', 2, 2, 0)
  m.call('open', '/dev/zero', 2)
  m.call('open', '/tmp', 0)
  m.call('open', '/tmp', 0o10000000)
  m.call('open', '/dev/urandom', 0)
  const at = m.map(1)
  const int = (value?: number) => {
    if (value !== undefined) m.poke(at, new Uint8Array(Int32Array.of(value).buffer))
    return new DataView(m.peek(at, 4).buffer).getInt32(0, true)
  }
  return {
    m,
    at,
    int,
    ioctl: (fd: number, request: number, arg = at) => shown(m.call('ioctl', fd, request, arg)),
  }
}
const [READ_END, WRITE_END, FILE, ZERO, DIR, PATH, URANDOM] = [0, 1, 2, 3, 4, 5, 6]

describe('ioctl', () => {
  test.each([
    [READ_END, 0, 3],
    [WRITE_END, 0, 3],
    [FILE, 0, 3],
    [ZERO, 'ENOTTY', -7],
    [DIR, 'ENOTTY', -7],
    [PATH, 'EBADF', -7],
    [URANDOM, 'EINVAL', -7],
    [99, 'EBADF', -7],
  ])('FIONREAD of %i', (fd, want, count) => {
    const { ioctl, int } = setUp()
    int(-7)
    expect([ioctl(fd, FIONREAD), int()]).toEqual([want, count])
    expect(ioctl(fd, FIONREAD, 8)).toBe(want === 0 ? 'EFAULT' : want)
  })

  test('FIONREAD is negative behind the end of a file', () => {
    const { m, ioctl, int } = setUp()
    m.call('lseek', FILE, 10, 0)
    expect([ioctl(FILE, FIONREAD), int()]).toEqual([0, -5])
  })

  test.each([[READ_END], [FILE], [ZERO], [DIR], [URANDOM]])('FIONBIO of %i', (fd) => {
    const { m, ioctl, int } = setUp()
    const nonblocking = () => (m.call('fcntl', fd, 3) & O_NONBLOCK) !== 0
    int(1)
    expect([ioctl(fd, FIONBIO), nonblocking(), ioctl(fd, FIONBIO, 8), nonblocking()]).toEqual([
      0,
      true,
      'EFAULT',
      true,
    ])
    int(0)
    expect([ioctl(fd, FIONBIO), nonblocking()]).toEqual([0, false])
  })

  test.each([
    [READ_END, 0, O_ASYNC],
    [URANDOM, 0, O_ASYNC],
    [FILE, 'ENOTTY', 0],
    [DIR, 'ENOTTY', 0],
    [PATH, 'EBADF', 0],
  ])('FIOASYNC of %i', (fd, want, flag) => {
    const { m, ioctl, int } = setUp()
    int(1)
    expect([ioctl(fd, FIOASYNC), m.call('fcntl', fd, 3) & O_ASYNC]).toEqual([want, flag])
    int(0)
    expect([ioctl(fd, FIOASYNC), m.call('fcntl', fd, 3) & O_ASYNC]).toEqual([fd === PATH ? 'EBADF' : 0, 0])
  })

  test('FIOCLEX and FIONCLEX do not look at their argument', () => {
    const { m, ioctl } = setUp()
    expect([ioctl(FILE, FIOCLEX, 8), m.call('fcntl', FILE, 1)]).toEqual([0, 1])
    expect([ioctl(FILE, FIONCLEX, 8), m.call('fcntl', FILE, 1), ioctl(PATH, FIOCLEX)]).toEqual([
      0,
      0,
      'EBADF',
    ])
  })

  test('FIOQSIZE and FIGETBSZ', () => {
    const { ioctl, int } = setUp()
    expect([ioctl(FILE, FIOQSIZE), int(), ioctl(READ_END, FIOQSIZE), ioctl(ZERO, FIOQSIZE)]).toEqual([
      0,
      4096,
      'ENOTTY',
      'ENOTTY',
    ])
    expect([ioctl(READ_END, FIGETBSZ), int(), ioctl(DIR, FIGETBSZ, 8)]).toEqual([0, 4096, 'EFAULT'])
  })

  test.each([
    [READ_END, 'ENOTTY'],
    [FILE, 'ENOTTY'],
    [ZERO, 'ENOTTY'],
    [URANDOM, 'EINVAL'],
    [PATH, 'EBADF'],
  ])('what %i does not know', (fd, want) => {
    const { ioctl } = setUp()
    expect([ioctl(fd, TCGETS), ioctl(fd, UNKNOWN, 8)]).toEqual([want, want])
  })
})

describe('close_range', () => {
  test.each<[args: number[], want: string | number]>([
    [[5, 4, 0], 'EINVAL'],
    [[50, 60, 8], 'EINVAL'],
    [[50, 60, 1], 'EINVAL'],
    [[50, 60, 0], 0],
    [[50, -1, 6], 0],
  ])('%j', (args, want) => {
    expect(shown(setUp().m.call('close_range', ...args))).toBe(want)
  })

  test('closes what is in the range, or sets its flag', () => {
    const { m } = setUp()
    const open = () => Array.from({ length: 8 }, (_, fd) => shown(m.call('fcntl', fd, 1)))
    m.call('close_range', 1, 2, 4)
    m.call('close_range', 5, -1, 0)
    expect(open()).toEqual([0, 1, 1, 0, 0, 'EBADF', 'EBADF', 'EBADF'])
    expect(m.call('open', '/tmp', 0)).toBe(5)
  })

  test('CLOSE_RANGE_UNSHARE leaves the descriptors of others open', () => {
    const { m } = setUp()
    const other = new OtherTask(m)
    expect(m.call('close_range', 0, 4, 2)).toBe(0)
    expect([shown(m.call('fcntl', 2, 1)), other.start('fcntl', 2, 1)]).toEqual(['EBADF', 0])
    expect([m.call('close_range', 5, 5, 0), other.start('fcntl', 5, 1)]).toEqual([0, 0])
  })
})

describe('F_SETPIPE_SZ', () => {
  test.each<[size: number | bigint, want: string | number]>([
    [0, 4096],
    [1, 4096],
    [5000, 8192],
    [3 * 4096, 16384],
    [1 << 20, 1 << 20],
    [(1 << 20) + 1, 'EPERM'],
    [0x80000000, 'EPERM'],
    [0x80000001, 'EINVAL'],
    [-1, 'EINVAL'],
    [1n << 32n, 4096],
  ])('to %d', (size, want) => {
    const { m } = setUp()
    m.task.credentials = Credentials.user(1000, 1000)
    expect(shown(m.call('fcntl', 0, 1031, size))).toBe(want)
    expect(m.call('fcntl', 1, 1032)).toBe(typeof want === 'number' ? want : 65536)
  })

  test('more than pipe-max-size takes CAP_SYS_RESOURCE, and so does to stay there', () => {
    const { m } = setUp()
    expect(m.call('fcntl', 0, 1031, 1 << 21)).toBe(1 << 21)
    m.task.credentials = Credentials.user(1000, 1000)
    expect([m.call('fcntl', 0, 1031, 1 << 20), shown(m.call('fcntl', 0, 1031, 1 << 21))]).toEqual([
      1 << 20,
      'EPERM',
    ])
  })

  test('is EBADF for what is no pipe', () => {
    expect(shown(setUp().m.call('fcntl', FILE, 1031, 4096))).toBe('EBADF')
  })

  test('keeps the bytes, and is EBUSY if their slots do not fit', () => {
    const { m } = setUp()
    const big = m.map(18)
    m.poke(big, new Uint8Array(70000).fill(0x79))
    m.call('fcntl', 1, 4, O_NONBLOCK)
    expect(m.call('fcntl', 0, 1031, 16384)).toBe(16384)
    expect([m.call('write', 1, big, 70000), shown(m.call('fcntl', 0, 1031, 4096))]).toEqual([12656, 'EBUSY'])
    expect([m.call('read', 0, big, 4093), shown(m.call('fcntl', 0, 1031, 8192))]).toEqual([4093, 'EBUSY'])
    expect([m.call('fcntl', 0, 1031, 1 << 20), m.call('read', 0, big, 70000)]).toEqual([1 << 20, 8566])
    expect(m.text(big, 8566)).toBe('y'.repeat(8566))
  })

  test('makes room for a write that waits', async () => {
    const { m } = setUp()
    const big = m.map(2)
    m.call('fcntl', 0, 1031, 4096)
    const writing = new OtherTask(m).wait('write', 1, big, 8192)
    m.call('fcntl', 0, 1031, 16384)
    expect(await writing).toBe(8192)
  })
})

test.each<[name: 'ioctl' | 'close_range', args: Argument[], line: string]>([
  ['ioctl', [0, FIONREAD, 0x10000000], 'ioctl(0, FIONREAD, [3])                 = 0'],
  [
    'ioctl',
    [3, FIONREAD, 0x10000000],
    'ioctl(3, FIONREAD, 0x10000000)          = -1 ENOTTY (Inappropriate ioctl for device)',
  ],
  ['ioctl', [0, FIONBIO, 8], 'ioctl(0, FIONBIO, 0x8)                  = -1 EFAULT (Bad address)'],
  ['ioctl', [0, FIONBIO, 0x10000000], 'ioctl(0, FIONBIO, [0])                  = 0'],
  ['ioctl', [0, FIOCLEX, 8], 'ioctl(0, FIOCLEX)                       = 0'],
  [
    'ioctl',
    [0, TCGETS, 8],
    'ioctl(0, TCGETS, 0x8)                   = -1 ENOTTY (Inappropriate ioctl for device)',
  ],
  [
    'ioctl',
    [0, 0x12345678, 8],
    'ioctl(0, _IOC(_IOC_NONE, 0x56, 0x78, 0x1234), 0x8) = -1 ENOTTY (Inappropriate ioctl for device)',
  ],
  [
    'ioctl',
    [0, 0xffffffff, 8],
    'ioctl(0, _IOC(_IOC_READ|_IOC_WRITE, 0xff, 0xff, 0x3fff), 0x8) = -1 ENOTTY (Inappropriate ioctl for device)',
  ],
  ['close_range', [5, 4, 0], 'close_range(5, 4, 0)                    = -1 EINVAL (Invalid argument)'],
  [
    'close_range',
    [50, 60, 7],
    'close_range(50, 60, CLOSE_RANGE_UNSHARE|CLOSE_RANGE_CLOEXEC|0x1) = -1 EINVAL (Invalid argument)',
  ],
  ['close_range', [-5, -1, 2], 'close_range(4294967291, 4294967295, CLOSE_RANGE_UNSHARE) = 0'],
])('strace shows %s %j', (name, args, line) => {
  const { m } = setUp()
  m.map(1, undefined, 0x10000000)
  const lines: string[] = []
  m.kernel.tracer = new Strace((record) => lines.push(record.line))
  m.call(name, ...args)
  expect(lines).toEqual([line])
})
