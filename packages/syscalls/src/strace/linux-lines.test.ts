// The lines of calls with arguments that are odd or at a limit: what strace(1) 6.1 printed on Linux 6.18 for a C
// program that made the same calls on the same files and memory. (MAP_ABOVE4G is younger than that strace.)

import { NO_ACCESS, READ_WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { type Argument, TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

type Name = Parameters<TestMachine['start']>[0]
type Row = readonly [name: Name, args: readonly Argument[], line: string]

/** A page that nothing follows. */
const P = 0x20000000
const ALL = 2n ** 64n - 1n

/** A machine with a page at P, /tmp/f open as 3, and everything that is traced from here on. */
function traced(content = '') {
  const m = new TestMachine()
  const lines: string[] = []
  m.map(1, READ_WRITE, P)
  const fd = m.file(content, 2, '/tmp/f')
  m.call('dup2', fd, 3)
  m.call('close', fd)
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  return { m, lines }
}

/** Iovecs as the bytes of an array. */
function iovecBytes(...words: (number | bigint)[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(words, (w) => BigInt.asIntN(64, BigInt(w))).buffer)
}

describe('open', () => {
  const LONG = 'z'.repeat(4095)
  test.each<Row>([
    ['openat', [-100, '/tmp/f', 0, 0o644], 'openat(AT_FDCWD, "/tmp/f", O_RDONLY)    = 0'],
    [
      'openat',
      [-1, 'rel', 0o4010000],
      'openat(-1, "rel", O_RDONLY|O_SYNC)      = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [-1, 'rel', 0o10000],
      'openat(-1, "rel", O_RDONLY|O_DSYNC)     = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [-1, 'rel', 0o4000000],
      'openat(-1, "rel", O_RDONLY|__O_SYNC)    = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [-1, 'rel', 0o20000],
      'openat(-1, "rel", O_RDONLY|FASYNC)      = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [-1, 'rel', 0x800000],
      'openat(-1, "rel", O_RDONLY|0x800000)    = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [-1, 'rel', 0o10600000, 0o600],
      'openat(-1, "rel", O_RDONLY|O_NOFOLLOW|O_PATH|O_DIRECTORY) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [55, 'rel', 0o20200002, 0o600],
      'openat(55, "rel", O_RDWR|O_TMPFILE, 0600) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'openat',
      [-1, 'rel', 0x7fffffff, 0],
      'openat(-1, "rel", O_ACCMODE|O_CREAT|O_EXCL|O_NOCTTY|O_TRUNC|O_APPEND|O_NONBLOCK|O_SYNC|O_DIRECT|O_LARGEFILE|O_NOFOLLOW|O_NOATIME|O_CLOEXEC|O_PATH|O_TMPFILE|FASYNC|0x7f80003c, 000) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'open',
      ['/nope/f', 0o102, 0],
      'open("/nope/f", O_RDWR|O_CREAT, 000)    = -1 ENOENT (No such file or directory)',
    ],
    [
      'open',
      ['/nope/f', 0o100, 7],
      'open("/nope/f", O_RDONLY|O_CREAT, 007)  = -1 ENOENT (No such file or directory)',
    ],
    [
      'open',
      ['/nope/f', 0x80000040, 0o7777777],
      'open("/nope/f", O_RDONLY|O_CREAT|0x80000000, 0177777) = -1 ENOENT (No such file or directory)',
    ],
    ['open', [0x1234, 2], 'open(0x1234, O_RDWR)                    = -1 EFAULT (Bad address)'],
    ['open', [0, 2], 'open(NULL, O_RDWR)                      = -1 EFAULT (Bad address)'],
    ['open', [-1, 2], 'open(0xffffffffffffffff, O_RDWR)        = -1 EFAULT (Bad address)'],
    ['open', [P + 4091, 2], 'open(0x20000ffb, O_RDWR)                = -1 EFAULT (Bad address)'],
    ['open', ['', 0], 'open("", O_RDONLY)                      = -1 ENOENT (No such file or directory)'],
    [
      'open',
      ['a"b\\c\td\r\v\f\x07\b\x1b\xff1', 0],
      String.raw`open("a\"b\\c\td\r\v\f\7\10\33\3771", O_RDONLY) = -1 ENOENT (No such file or directory)`,
    ],
    ['open', [LONG, 0], `open("${LONG}", O_RDONLY) = -1 ENAMETOOLONG (File name too long)`],
    ['open', [`${LONG}z`, 0], `open("${LONG}"..., O_RDONLY) = -1 ENAMETOOLONG (File name too long)`],
  ])('%s %s', (name, args, want) => {
    const { m, lines } = traced()
    m.poke(P + 4091, 'xxxxx')
    m.call(name, ...args)
    expect(lines).toEqual([want])
  })
})

describe('buffers', () => {
  test.each<Row>([
    ['write', [3, P, 5], 'write(3, "hello", 5)                    = 5'],
    ['write', [3, P, 32], 'write(3, "hello world, this is more than t", 32) = 32'],
    ['write', [3, P, 33], 'write(3, "hello world, this is more than t"..., 33) = 33'],
    ['write', [3, P, 0], 'write(3, "", 0)                         = 0'],
    ['write', [3, 0, 0], 'write(3, NULL, 0)                       = 0'],
    ['write', [3, 0, 5], 'write(3, NULL, 5)                       = -1 EFAULT (Bad address)'],
    ['write', [3, 0x1234, 0], 'write(3, "", 0)                         = 0'],
    ['write', [3, 0x1234, 5], 'write(3, 0x1234, 5)                     = -1 EFAULT (Bad address)'],
    ['write', [3, P + 4090, 6], String.raw`write(3, "\0\0\0\0\0\0", 6)             = 6`],
    [
      'write',
      [3, P, -1],
      'write(3, "hello world, this is more than t"..., 18446744073709551615) = -1 EFAULT (Bad address)',
    ],
    [
      'write',
      [3, P + 4063, 40],
      String.raw`write(3, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"..., 40) = 33`,
    ],
    ['write', [3, P + 4064, 40], 'write(3, 0x20000fe0, 40)                = 32'],
    ['write', [3, -1, 5], 'write(3, 0xffffffffffffffff, 5)         = -1 EFAULT (Bad address)'],
    ['write', [3, 0x800000000000, 0], 'write(3, "", 0)                         = -1 EFAULT (Bad address)'],
    ['read', [3, P, 5], 'read(3, "01234", 5)                     = 5'],
    ['read', [3, P, 4096], 'read(3, "0123456789", 4096)             = 10'],
    ['read', [3, 0, 0], 'read(3, NULL, 0)                        = 0'],
    ['read', [99, P, 5], 'read(99, 0x20000000, 5)                 = -1 EBADF (Bad file descriptor)'],
    [
      'read',
      [0x1ffffffff, P, -5],
      'read(-1, 0x20000000, 18446744073709551611) = -1 EBADF (Bad file descriptor)',
    ],
    ['read', [3, P + 4090, 20], 'read(3, "012345", 20)                   = 6'],
    ['pread64', [3, P, 5, 2], 'pread64(3, "23456", 5, 2)               = 5'],
    ['pread64', [3, P, 5, -1], 'pread64(3, 0x20000000, 5, -1)           = -1 EINVAL (Invalid argument)'],
    ['pwrite64', [3, 'abc', 3, 10], 'pwrite64(3, "abc", 3, 10)               = 3'],
    [
      'pwrite64',
      [3, 'abc', 3, -10],
      'pwrite64(3, "abc", 3, -10)              = -1 EINVAL (Invalid argument)',
    ],
  ])('%s %s', (name, args, want) => {
    const { m, lines } = traced('0123456789')
    m.poke(P, 'hello world, this is more than thirty-two bytes')
    m.call(name, ...args)
    expect(lines).toEqual([want])
  })

  test.each([
    [
      '\x001\x008\x009\x00a\x07\x088\x1b[0m\x7f\x80\xff1\r\n\x00ab',
      String.raw`\0001\08\09\0a\7\108\33[0m\177\200\3771\r\n\0ab`,
    ],
    [`${'a'.repeat(31)}\x001`, `${'a'.repeat(31)}\\0"...`],
    ['\x0b\x0c\x01\x1f\x20~', String.raw`\v\f\1\37 ~`],
  ])('escapes: %j', (text, want) => {
    const { m, lines } = traced()
    m.poke(P, text)
    m.call('write', 3, P, text.length)
    expect(lines[0]).toContain(`write(3, "${want}`)
  })
})

describe('vectors', () => {
  const V = P + 4096 - 32
  const HELLO = [P, 5] as const
  test.each<[segments: (number | bigint)[], ...Row]>([
    [
      [...HELLO, P + 6, 0],
      'writev',
      [3, V, 2],
      'writev(3, [{iov_base="hello", iov_len=5}, {iov_base="", iov_len=0}], 2) = 5',
    ],
    [
      [...HELLO, P + 6, 40],
      'writev',
      [3, V, 2],
      'writev(3, [{iov_base="hello", iov_len=5}, {iov_base="world, this is more than thirty-"..., iov_len=40}], 2) = 45',
    ],
    [
      [...HELLO, 0, 40],
      'writev',
      [3, V, 2],
      'writev(3, [{iov_base="hello", iov_len=5}, {iov_base=NULL, iov_len=40}], 2) = 5',
    ],
    [
      [...HELLO, 0x1234, 40],
      'writev',
      [3, V, 2],
      'writev(3, [{iov_base="hello", iov_len=5}, {iov_base=0x1234, iov_len=40}], 2) = 5',
    ],
    [
      [...HELLO, 0x1234, -1],
      'writev',
      [3, V, 3],
      'writev(3, [{iov_base="hello", iov_len=5}, {iov_base=0x1234, iov_len=18446744073709551615}, ... /* 0x20001000 */], 3) = -1 EINVAL (Invalid argument)',
    ],
    [
      [...HELLO, 0x1234, -1],
      'writev',
      [3, V, 0x100000001],
      'writev(3, [{iov_base="hello", iov_len=5}, {iov_base=0x1234, iov_len=18446744073709551615}, ... /* 0x20001000 */], 4294967297) = 5',
    ],
    [
      [...HELLO, 0x1234, -1],
      'writev',
      [3, V + 4, 2],
      'writev(3, [{iov_base=0x500000000, iov_len=20014547599360}, ... /* 0x20000ff4 */], 2) = -1 EFAULT (Bad address)',
    ],
    [[], 'writev', [3, V, 0], 'writev(3, [], 0)                        = 0'],
    [[], 'writev', [3, V, -1], 'writev(3, 0x20000fe0, 18446744073709551615) = -1 EINVAL (Invalid argument)'],
    [[], 'writev', [3, 0x1234, 2], 'writev(3, 0x1234, 2)                    = -1 EFAULT (Bad address)'],
    [[], 'writev', [3, 0, 2], 'writev(3, NULL, 2)                      = -1 EFAULT (Bad address)'],
    [[], 'writev', [3, 0, 0], 'writev(3, NULL, 0)                      = 0'],
    [[], 'writev', [3, V + 24, 2], 'writev(3, 0x20000ff8, 2)                = -1 EFAULT (Bad address)'],
    [[], 'readv', [3, V, 2n ** 61n], 'readv(3, 0x20000fe0, 2305843009213693952) = 0'],
    [
      [P, 3, P + 100, 40],
      'readv',
      [3, V, 2],
      'readv(3, [{iov_base="012", iov_len=3}, {iov_base="3456789", iov_len=40}], 2) = 10',
    ],
    [
      [P, 3, 0x1234, 400],
      'readv',
      [3, V, 2],
      'readv(3, [{iov_base="012", iov_len=3}, {iov_base="", iov_len=400}], 2) = 3',
    ],
    [
      [0, 0, P, 0],
      'readv',
      [3, V, 2],
      'readv(3, [{iov_base=NULL, iov_len=0}, {iov_base="", iov_len=0}], 2) = 0',
    ],
    [
      [0x1234, 10, P, 0],
      'readv',
      [99, V, 3],
      'readv(99, [{iov_base=0x1234, iov_len=10}, {iov_base=0x20000000, iov_len=0}, ... /* 0x20001000 */], 3) = -1 EBADF (Bad file descriptor)',
    ],
    [
      [P, 10, P, 0],
      'preadv',
      [3, V, 2, -5, -1],
      'preadv(3, [{iov_base=0x20000000, iov_len=10}, {iov_base=0x20000000, iov_len=0}], 2, -5) = -1 EINVAL (Invalid argument)',
    ],
    [[...HELLO], 'pwritev', [3, V, 1, 5, 77], 'pwritev(3, [{iov_base="hello", iov_len=5}], 1, 5) = 5'],
    [
      [P, 10],
      'preadv2',
      [3, V, 1, -1, 77, 0],
      'preadv2(3, [{iov_base="0123456789", iov_len=10}], 1, -1, 0) = 10',
    ],
    [
      [...HELLO],
      'pwritev2',
      [3, V, 1, 0, 0, 0x10000],
      'pwritev2(3, [{iov_base="hello", iov_len=5}], 1, 0, 0x10000 /* RWF_??? */) = -1 EOPNOTSUPP (Operation not supported)',
    ],
  ])('of %s: %s %s', (segments, name, args, want) => {
    const { m, lines } = traced('0123456789')
    m.poke(P, 'hello world, this is more than thirty-two bytes')
    m.poke(V, iovecBytes(...segments))
    m.call(name, ...args)
    expect(lines).toEqual([want])
  })

  test('of another process are addresses', () => {
    const { m, lines } = traced()
    m.poke(P, 'hello world')
    m.poke(V, iovecBytes(P, 5, P + 5, 6))
    m.poke(V - 64, iovecBytes(P + 64, 6, P + 70, 5))
    m.call('process_vm_writev', 1, V, 2, V - 64, 2, 0)
    m.call('process_vm_readv', 1, V - 64, 2, V, 2, 0)
    m.call('process_vm_readv', 1, V, 1, 8, 1, 0)
    m.call('process_vm_readv', 1, V, 1, V, 1, 3)
    m.call('process_vm_writev', 1234567, V, 1, V, 1, 0)
    m.call('process_vm_readv', 1, V, 0, V, 0, 0)
    const hex = (at: number) => `0x${at.toString(16)}`
    const there = `[{iov_base=${hex(P + 64)}, iov_len=6}, {iov_base=${hex(P + 70)}, iov_len=5}], 2`
    const here = `[{iov_base=${hex(P)}, iov_len=5}, {iov_base=${hex(P + 5)}, iov_len=6}], 2`
    const one = `[{iov_base=${hex(P)}, iov_len=5}], 1`
    const text = (a: string, b: string) =>
      `[{iov_base="${a}", iov_len=${a.length}}, {iov_base="${b}", iov_len=${b.length}}], 2`
    expect(lines).toEqual([
      `process_vm_writev(1, ${text('hello', ' world')}, ${there}, 0) = 11`,
      `process_vm_readv(1, ${text('hello ', 'world')}, ${here}, 0) = 11`,
      `process_vm_readv(1, ${one}, 0x8, 1, 0) = -1 EFAULT (Bad address)`,
      `process_vm_readv(1, ${one}, ${one}, 3) = -1 EINVAL (Invalid argument)`,
      'process_vm_writev(1234567, [{iov_base="hello", iov_len=5}], 1, '.concat(
        one,
        ', 0) = -1 ESRCH (No such process)',
      ),
      'process_vm_readv(1, [], 0, [], 0, 0)    = 0',
    ])
  })

  test('whose memory may not be read are addresses', () => {
    const { m, lines } = traced()
    m.task.mm.mprotect(P as never, 4096, NO_ACCESS)
    m.call('writev', 3, V, 1)
    m.call('write', 3, V, 1)
    expect(lines).toEqual([
      'writev(3, 0x20000fe0, 1)                = -1 EFAULT (Bad address)',
      'write(3, 0x20000fe0, 1)                 = -1 EFAULT (Bad address)',
    ])
  })
})

describe('memfd_create', () => {
  const LONG = 'a'.repeat(32)
  test.each<Row>([
    ['memfd_create', ['x', 0], 'memfd_create("x", 0)                    = 0'],
    ['memfd_create', ['x', 3], 'memfd_create("x", MFD_CLOEXEC|MFD_ALLOW_SEALING) = 0'],
    ['memfd_create', ['x', 0x20], 'memfd_create("x", 0x20 /* MFD_??? */)   = -1 EINVAL (Invalid argument)'],
    [
      'memfd_create',
      ['x', 0x80000000],
      'memfd_create("x", 32<<MFD_HUGE_SHIFT)   = -1 EINVAL (Invalid argument)',
    ],
    [
      'memfd_create',
      ['x', 0x56000000],
      'memfd_create("x", 0x2000000 /* MFD_??? */|21<<MFD_HUGE_SHIFT) = -1 EINVAL (Invalid argument)',
    ],
    [
      'memfd_create',
      ['x', 0x54000025],
      'memfd_create("x", MFD_CLOEXEC|MFD_HUGETLB|0x20|21<<MFD_HUGE_SHIFT) = -1 EINVAL (Invalid argument)',
    ],
    ['memfd_create', [0, 0], 'memfd_create(NULL, 0)                   = -1 EFAULT (Bad address)'],
    ['memfd_create', [0x1234, 1], 'memfd_create(0x1234, MFD_CLOEXEC)       = -1 EFAULT (Bad address)'],
    ['memfd_create', [-1, 0], 'memfd_create(0xffffffffffffffff, 0)     = -1 EFAULT (Bad address)'],
    ['memfd_create', ['a"b\n', 1], String.raw`memfd_create("a\"b\n", MFD_CLOEXEC)     = 0`],
    ['memfd_create', [LONG, 0], `memfd_create("${LONG}", 0) = 0`],
    ['memfd_create', [`${LONG}a`, 0], `memfd_create("${LONG}"..., 0) = 0`],
    ['memfd_create', ['a'.repeat(250), 0], `memfd_create("${LONG}"..., 0) = -1 EINVAL (Invalid argument)`],
    ['memfd_create', [P + 4064, 0], 'memfd_create(0x20000fe0, 0)             = -1 EFAULT (Bad address)'],
    ['memfd_create', [P + 4063, 0], `memfd_create("${LONG}"..., 0) = -1 EFAULT (Bad address)`],
  ])('%s %s', (name, args, want) => {
    const { m, lines } = traced()
    m.poke(P + 4060, 'a'.repeat(36))
    m.call(name, ...args)
    expect(lines).toEqual([want])
  })

  test('a name is cut at its greatest length however much is asked for', () => {
    const { m } = traced()
    const lines: string[] = []
    m.kernel.tracer = new Strace(({ line }) => lines.push(line), { stringLimit: 300 })
    m.call('memfd_create', 'a'.repeat(249), 0)
    m.call('memfd_create', 'a'.repeat(250), 0)
    expect(lines).toEqual([
      `memfd_create("${'a'.repeat(249)}", 0) = 0`,
      `memfd_create("${'a'.repeat(249)}"..., 0) = -1 EINVAL (Invalid argument)`,
    ])
  })
})

describe('flags and commands', () => {
  test.each<Row>([
    ['lseek', [3, 0, -1], 'lseek(3, 0, 0xffffffff /* SEEK_??? */)  = -1 EINVAL (Invalid argument)'],
    [
      'lseek',
      [3, -(2n ** 63n), 0],
      'lseek(3, -9223372036854775808, SEEK_SET) = -1 EINVAL (Invalid argument)',
    ],
    ['pipe2', [P, 1], 'pipe2(0x20000000, 0x1 /* O_??? */)      = -1 EINVAL (Invalid argument)'],
    ['pipe2', [P, 0x81], 'pipe2(0x20000000, O_EXCL|0x1)           = -1 EINVAL (Invalid argument)'],
    ['pipe2', [P, 0x80000000], 'pipe2(0x20000000, 0x80000000 /* O_??? */) = -1 EINVAL (Invalid argument)'],
    ['dup3', [3, 31, 0o2000001], 'dup3(3, 31, O_CLOEXEC|0x1)              = -1 EINVAL (Invalid argument)'],
    ['fcntl', [3, 0, -20], 'fcntl(3, F_DUPFD, -20)                  = -1 EINVAL (Invalid argument)'],
    ['fcntl', [3, 2, 3], 'fcntl(3, F_SETFD, FD_CLOEXEC|0x2)       = 0'],
    ['fcntl', [3, 2, 2], 'fcntl(3, F_SETFD, 0x2 /* FD_??? */)     = 0'],
    ['fcntl', [3, 2, 0], 'fcntl(3, F_SETFD, 0)                    = 0'],
    ['fcntl', [3, 4, 0x80000001], 'fcntl(3, F_SETFL, O_WRONLY|0x80000000)  = 0'],
    [
      'fcntl',
      [3, -1, 2n ** 32n],
      'fcntl(3, 0xffffffff /* F_??? */, 0x100000000) = -1 EINVAL (Invalid argument)',
    ],
    ['fcntl', [99, 1025], 'fcntl(99, F_GETLEASE)                   = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 1024, 2], 'fcntl(99, F_SETLEASE, F_UNLCK)          = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 1026, P], 'fcntl(99, F_NOTIFY, 0x20000000 /* DN_??? */) = -1 EBADF (Bad file descriptor)'],
    [
      'fcntl',
      [99, 1033, 3],
      'fcntl(99, F_ADD_SEALS, F_SEAL_SEAL|F_SEAL_SHRINK) = -1 EBADF (Bad file descriptor)',
    ],
    ['fcntl', [3, 1034], 'fcntl(3, F_GET_SEALS)                   = 0x1 (seals F_SEAL_SEAL)'],
    [
      'fcntl',
      [99, 1033, 2n ** 32n + 2n],
      'fcntl(99, F_ADD_SEALS, F_SEAL_SHRINK|0x100000000) = -1 EBADF (Bad file descriptor)',
    ],
    ['fcntl', [99, 1033, 0], 'fcntl(99, F_ADD_SEALS, 0)               = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 10, 10], 'fcntl(99, F_SETSIG, SIGUSR1)            = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 10, P], 'fcntl(99, F_SETSIG, 536870912)          = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 8, -55], 'fcntl(99, F_SETOWN, -55)                = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 5, P], 'fcntl(99, F_GETLK, 0x20000000)          = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 1029, 5], 'fcntl(99, F_CANCELLK, 0x5)              = -1 EBADF (Bad file descriptor)'],
    ['fcntl', [99, 1031, -1], 'fcntl(99, F_SETPIPE_SZ, -1)             = -1 EBADF (Bad file descriptor)'],
    [
      'newfstatat',
      [99, 'x', P, 0x10000],
      'newfstatat(99, "x", 0x20000000, 0x10000 /* AT_??? */) = -1 EINVAL (Invalid argument)',
    ],
    [
      'newfstatat',
      [99, 'x', P, 0x8000],
      'newfstatat(99, "x", 0x20000000, AT_RECURSIVE) = -1 EINVAL (Invalid argument)',
    ],
    ['fstat', [3, 0], 'fstat(3, NULL)                          = -1 EFAULT (Bad address)'],
    [
      'mmap',
      [1, 0, 0x10, 0x10, -1, 0],
      'mmap(0x1, 0, 0x10 /* PROT_??? */, MAP_FILE|MAP_FIXED, -1, 0) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'mmap',
      [1, 0, 8, 8, -1, 0],
      'mmap(0x1, 0, PROT_SEM, 0x8 /* MAP_??? */, -1, 0) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'mmap',
      [1, 0, 3, 0, -1, 0],
      'mmap(0x1, 0, PROT_READ|PROT_WRITE, MAP_FILE, -1, 0) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'mmap',
      [0, -1, 7, 2, 3, -4096],
      'mmap(NULL, 18446744073709551615, PROT_READ|PROT_WRITE|PROT_EXEC, MAP_PRIVATE, 3, 0xfffffffffffff000) = -1 ENOMEM (Cannot allocate memory)',
    ],
    [
      'mmap',
      [1, 0, 1, 0x40, -1, 0],
      'mmap(0x1, 0, PROT_READ, MAP_FILE|MAP_32BIT, -1, 0) = -1 EBADF (Bad file descriptor)',
    ],
    [
      'mmap',
      [1, 0, -1, 0xffffffbf, -1, 0],
      'mmap(0x1, 0, PROT_READ|PROT_WRITE|PROT_EXEC|PROT_SEM|PROT_GROWSDOWN|PROT_GROWSUP|0xfffffffffcfffff0, 0xf /* MAP_??? */|MAP_FIXED|MAP_ANONYMOUS|MAP_ABOVE4G|MAP_NORESERVE|MAP_POPULATE|MAP_NONBLOCK|MAP_GROWSDOWN|MAP_DENYWRITE|MAP_EXECUTABLE|MAP_LOCKED|MAP_STACK|MAP_HUGETLB|MAP_SYNC|MAP_FIXED_NOREPLACE|0x3e00600|63<<MAP_HUGE_SHIFT, -1, 0) = -1 EINVAL (Invalid argument)',
    ],
    [
      'mmap',
      [1, 0, 0, 0x22 | (21 << 26), -1, 0],
      'mmap(0x1, 0, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS|21<<MAP_HUGE_SHIFT, -1, 0) = -1 EINVAL (Invalid argument)',
    ],
    [
      'mmap',
      [1, 0, 0, 0x25, -1, 0],
      'mmap(0x1, 0, PROT_NONE, 0x5 /* MAP_??? */|MAP_ANONYMOUS, -1, 0) = -1 EINVAL (Invalid argument)',
    ],
    [
      'mprotect',
      [2n ** 63n, 4096, 0x33],
      'mprotect(0x8000000000000000, 4096, PROT_READ|PROT_WRITE|0x30) = -1 EINVAL (Invalid argument)',
    ],
    ['munmap', [P, -1], 'munmap(0x20000000, 18446744073709551615) = -1 EINVAL (Invalid argument)'],
    ['brk', [ALL], 'brk(0xffffffffffffffff)                 = 0x555555560000'],
    ['exit', [333], 'exit(333)                               = ?'],
    ['exit_group', [-1], 'exit_group(-1)                          = ?'],
  ])('%s %s', (name, args, want) => {
    const { m, lines } = traced()
    m.call(name, ...args)
    expect(lines).toEqual([want])
  })

  test('F_GETFD, and F_GETFL of a pipe', () => {
    const { m, lines } = traced()
    m.call('fcntl', 3, 2, 1)
    m.call('fcntl', 3, 1)
    const { readFd } = m.pipe()
    m.call('fcntl', readFd, 3)
    expect([lines[1], lines.at(-1)]).toEqual([
      'fcntl(3, F_GETFD)                       = 0x1 (flags FD_CLOEXEC)',
      'fcntl(0, F_GETFL)                       = 0 (flags O_RDONLY)',
    ])
  })

  test('MAP_32BIT is a flag of x86-64 alone', () => {
    const m = new TestMachine({ arch: 'riscv64' })
    const lines: string[] = []
    m.kernel.tracer = new Strace(({ line }) => lines.push(line))
    m.call('mmap', 1, 0, 0, 0x62, -1, 0)
    expect(lines).toEqual([
      'mmap(0x1, 0, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS|0x40, -1, 0) = -1 EINVAL (Invalid argument)',
    ])
  })
})

describe('calls that are not ours', () => {
  test.each<[number: number, line: string]>([
    [501, 'syscall_0x1f5(0x1, 0x2, 0, 0xffffffffffffffff, 0x5, 0x6) = -1 ENOSYS (Function not implemented)'],
    [
      -1,
      'syscall_0xffffffffffffffff(0x1, 0x2, 0, 0xffffffffffffffff, 0x5, 0x6) = -1 ENOSYS (Function not implemented)',
    ],
    [425, 'io_uring_setup(0x1, 0x2)                = -1 ENOSYS (Function not implemented)'],
    [
      Number.POSITIVE_INFINITY,
      'syscall_0(0x1, 0x2, 0, 0xffffffffffffffff, 0x5, 0x6) = -1 ENOSYS (Function not implemented)',
    ],
  ])('%d', (number, want) => {
    const { m, lines } = traced()
    for (const [i, value] of [1, 2, 0, -1, 5, 6].entries()) m.task.args.set(i, value)
    m.task.syscall(number)
    expect(lines).toEqual([want])
  })
})
