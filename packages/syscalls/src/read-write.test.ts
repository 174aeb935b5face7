// read, write and their kin through the whole stack: what Linux 6.18 answered to the same calls on the same files.

import {
  EAGAIN,
  EBADF,
  EFAULT,
  EFBIG,
  EINVAL,
  EISDIR,
  ENOSPC,
  ENXIO,
  EOPNOTSUPP,
  EPIPE,
  ESPIPE,
  MAX_RW_COUNT,
  O_APPEND,
  O_DIRECTORY,
  O_NONBLOCK,
  O_PATH,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
  PAGE_SIZE,
  RLIMIT_FSIZE,
  SEEK_DATA,
  SEEK_END,
  SIGPIPE,
  SIGTERM,
  SIGUSR1,
  SIGXFSZ,
} from '@jvisor/abi'
import { NO_ACCESS, READ, READ_WRITE, WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const TOP = 0x7fff_ffff_f000
const HUGE = 2n ** 62n

/** A machine with a page at `at`, and a descriptor of each kind. */
function setUp() {
  const m = new TestMachine()
  const at = m.map(1, READ_WRITE, 0x2000_0000)
  const fd = m.file('0123456789')
  const { readFd, writeFd } = m.pipe(O_NONBLOCK)
  const dir = m.call('open', '/tmp', O_RDONLY | O_DIRECTORY)
  const pathFd = m.call('open', '/tmp/file', O_PATH)
  const readOnly = m.call('open', '/tmp/file', O_RDONLY)
  const writeOnly = m.call('open', '/tmp/file', O_WRONLY)
  return { m, at, fd, readFd, writeFd, dir, pathFd, readOnly, writeOnly }
}
type SetUp = ReturnType<typeof setUp>

describe('which error comes first', () => {
  test.each<[name: string, call: (s: SetUp) => number | Promise<number>, want: number]>([
    ['read with a length of -1 is EFAULT', ({ m, fd, at }) => m.call('read', fd, at, -1), -EFAULT],
    ['EBADF beats a bad address', ({ m }) => m.call('read', 99, TOP + 1, 0), -EBADF],
    ['read into an unmapped page with length 0', ({ m, fd }) => m.call('read', fd, 0x5000, 0), 0],
    ['read at the very top with length 0', ({ m, fd }) => m.call('read', fd, TOP, 0), 0],
    ['read above the top with length 0', ({ m, fd }) => m.call('read', fd, TOP + 1, 0), -EFAULT],
    ['read at 2^64 - 1 with length 0', ({ m, fd }) => m.call('read', fd, 2n ** 64n - 1n, 0), -EFAULT],
    ['a range that ends at the top is in range', ({ m, fd }) => m.call('pread64', fd, TOP - 1, 1, 10), 0],
    ['a range that passes the top is not', ({ m, fd }) => m.call('pread64', fd, TOP - 1, 2, 10), -EFAULT],
    [
      'read from a descriptor opened for writing',
      ({ m, at, writeOnly }) => m.call('read', writeOnly, at, 1),
      -EBADF,
    ],
    [
      'write to a descriptor opened for reading',
      ({ m, at, readOnly }) => m.call('write', readOnly, at, 1),
      -EBADF,
    ],
    ['read from an O_PATH descriptor', ({ m, at, pathFd }) => m.call('read', pathFd, at, 1), -EBADF],
    ['read from a directory', ({ m, at, dir }) => m.call('read', dir, at, 1), -EISDIR],
    ['read nothing from a directory', ({ m, at, dir }) => m.call('read', dir, at, 0), -EISDIR],
    ['readv nothing from a directory', ({ m, at, dir }) => m.call('readv', dir, m.iovecs([[at, 0]]), 1), 0],
    ['pread with a negative offset beats EBADF', ({ m, at }) => m.call('pread64', 99, at, 1, -1), -EINVAL],
    ['pread of a pipe', ({ m, at, readFd }) => m.call('pread64', readFd, at, 1, 0), -ESPIPE],
    ['ESPIPE beats the wrong end', ({ m, at, writeFd }) => m.call('pread64', writeFd, at, 1, 0), -ESPIPE],
    ['ESPIPE beats a bad vector', ({ m, readFd }) => m.call('preadv', readFd, 1, 1, 0), -ESPIPE],
    ['preadv with a negative offset', ({ m }) => m.call('preadv', 99, 1, 1, -1), -EINVAL],
    [
      'preadv2 at -1 reads at the file offset',
      ({ m, fd, at }) => m.call('preadv2', fd, m.iovecs([[at, 4]]), 1, -1, 0, 0),
      0,
    ],
    ['preadv2 at -2', ({ m, fd, at }) => m.call('preadv2', fd, m.iovecs([[at, 4]]), 1, -2, 0, 0), -EINVAL],
    [
      'the high offset word does not count',
      ({ m, fd, at }) => m.call('preadv', fd, m.iovecs([[at, 4]]), 1, 8, 77),
      2,
    ],
    [
      'position and count past 2^63',
      ({ m, fd, at }) => m.call('pread64', fd, at, 1, 2n ** 63n - 1n),
      -EINVAL,
    ],
    ['position and count at 2^63 - 1', ({ m, fd, at }) => m.call('pread64', fd, at, 1, 2n ** 63n - 2n), 0],
    ['EBADF beats a bad count', ({ m, at }) => m.call('readv', 99, at, -1), -EBADF],
    ['1025 segments', ({ m, fd, at }) => m.call('readv', fd, at, 1025), -EINVAL],
    [
      'a count of 2^32 + 1 is 1',
      ({ m, fd, at }) => m.call('preadv', fd, m.iovecs([[at, 4]]), 2n ** 32n + 1n, 0),
      4,
    ],
    [
      'a negative length before a fault',
      ({ m, fd, at }) => m.call('readv', fd, m.iovecs([[at, -1]]), 2),
      -EINVAL,
    ],
    [
      'a fault before a negative length',
      ({ m, fd, at }) => m.call('readv', fd, m.iovecs([[at, 1]]), 2),
      -EFAULT,
    ],
    [
      'one segment of 2^62 is cut first',
      ({ m, fd, at }) => m.start('preadv', fd, m.iovecs([[at, HUGE]]), 1, 0),
      10,
    ],
    [
      'two segments, one of 2^62',
      ({ m, fd, at }) =>
        m.call(
          'preadv',
          fd,
          m.iovecs([
            [at, 1],
            [at, HUGE],
          ]),
          2,
          0,
        ),
      -EFAULT,
    ],
    [
      'an empty segment above the top',
      ({ m, fd, at }) =>
        m.call(
          'preadv',
          fd,
          m.iovecs([
            [at, 1],
            [TOP + 1, 0],
          ]),
          2,
          0,
        ),
      -EFAULT,
    ],
    [
      'an unmapped second segment',
      ({ m, fd, at }) =>
        m.call(
          'preadv',
          fd,
          m.iovecs([
            [at, 3],
            [0x5000, 3],
          ]),
          2,
          0,
        ),
      3,
    ],
    [
      'unknown flags',
      ({ m, fd, at }) => m.call('preadv2', fd, m.iovecs([[at, 1]]), 1, 0, 0, 0x200),
      -EOPNOTSUPP,
    ],
    [
      'unknown flags and no bytes',
      ({ m, fd, at }) => m.call('preadv2', fd, m.iovecs([[at, 0]]), 1, 0, 0, 0x200),
      0,
    ],
    [
      'write nothing to /dev/full',
      ({ m, at }) => m.call('write', m.call('open', '/dev/full', O_RDWR), at, 0),
      -ENOSPC,
    ],
    [
      'writev nothing to /dev/full',
      ({ m, at }) => m.call('writev', m.call('open', '/dev/full', O_RDWR), at, 0),
      0,
    ],
    [
      'a write to /dev/null never reads',
      ({ m }) => m.call('write', m.call('open', '/dev/null', O_RDWR), 0x5000, 99),
      99,
    ],
    [
      'read of an empty non-blocking pipe into a hole',
      ({ m, readFd }) => m.call('read', readFd, 0x5000, 5),
      -EAGAIN,
    ],
    ['read at the end into a hole', ({ m, fd }) => m.call('read', fd, 0x5000, 5), 0],
  ])('%s', async (_name, call, want) => {
    const s = setUp()
    s.m.call('lseek', s.fd, 0, 2)
    expect(await call(s)).toBe(want)
    expect(s.m.kernel.counters.sentryBugs).toBe(0)
  })
})

describe('RWF flags, by kind of file', () => {
  // Flags 1 (HIPRI), 2 (DSYNC), 4 (SYNC), 8 (NOWAIT), 0x10 (APPEND), 0x20 (NOAPPEND), both, 0x40 (ATOMIC),
  // 0x80 (DONTCACHE), 0x100 (NOSIGNAL), 0x200 (unknown); each call moves one byte.
  const FLAGS = [1, 2, 4, 8, 0x10, 0x20, 0x30, 0x40, 0x80, 0x100, 0x200]
  const NOT = -EOPNOTSUPP
  const ANY_BUT_NOWAIT = [1, 1, 1, NOT, 1, 1, -EINVAL, NOT, NOT, 1, NOT]
  const ALL = [1, 1, 1, 1, 1, 1, -EINVAL, NOT, NOT, 1, NOT]
  const PLAIN_OP = (first: number) => [first, NOT, NOT, NOT, NOT, NOT, NOT, NOT, NOT, NOT, NOT]
  const EMPTY = ALL.map((r) => (r === 1 ? 0 : r))

  test.each<[path: string, call: 'preadv2' | 'pwritev2', want: number[]]>([
    ['/tmp/file', 'preadv2', ANY_BUT_NOWAIT],
    ['/tmp/file', 'pwritev2', ANY_BUT_NOWAIT],
    ['/dev/null', 'preadv2', EMPTY],
    ['/dev/null', 'pwritev2', ALL],
    ['/dev/zero', 'preadv2', ALL],
    ['/dev/zero', 'pwritev2', ALL],
    ['/dev/full', 'preadv2', ANY_BUT_NOWAIT],
    ['/dev/full', 'pwritev2', PLAIN_OP(-ENOSPC)],
    ['/dev/urandom', 'preadv2', ALL],
    ['/dev/urandom', 'pwritev2', ALL],
    ['/dev/random', 'preadv2', ALL],
    ['/tmp', 'preadv2', PLAIN_OP(-EISDIR)],
  ])('%s %s', (path, call, want) => {
    const m = new TestMachine()
    m.file('x'.repeat(100))
    const fd = m.call('open', path, path === '/tmp' ? O_RDONLY : O_RDWR)
    const iov = m.iovecs([[m.map(1), 1]])
    expect(FLAGS.map((flags) => m.call(call, fd, iov, 1, -1, 0, flags))).toEqual(want)
  })

  test('pipes take all flags that make sense', () => {
    const m = new TestMachine()
    const { readFd, writeFd } = m.pipe()
    const iov = m.iovecs([[m.map(1), 1]])
    expect(FLAGS.map((flags) => m.call('pwritev2', writeFd, iov, 1, -1, 0, flags))).toEqual(ALL)
    expect(FLAGS.map((flags) => m.call('preadv2', readFd, iov, 1, -1, 0, flags))).toEqual(ALL)
    // Emptied by the reads above, it would have to wait.
    expect(m.call('preadv2', readFd, iov, 1, -1, 0, 8)).toBe(-EAGAIN)
  })
})

describe('what moved stays moved', () => {
  test.each<[name: string, perms: typeof READ, read: number, write: number]>([
    ['PROT_NONE', NO_ACCESS, -EFAULT, -EFAULT],
    ['PROT_READ', READ, -EFAULT, 10],
    ['PROT_WRITE', WRITE, 10, 10],
  ])('a buffer with %s', (_name, perms, read, write) => {
    const m = new TestMachine()
    const fd = m.file('0123456789')
    const at = m.map(1, perms)
    expect(m.call('pread64', fd, at, 10, 0)).toBe(read)
    expect(m.call('pwrite64', fd, at, 10, 0)).toBe(write)
  })

  test('a write that faults keeps what came before; one that faults at once makes the file reach up to it', () => {
    const m = new TestMachine()
    const fd = m.file('')
    const at = m.mapBeforeHole(2)
    m.poke(at, 'a'.repeat(2 * PAGE_SIZE))
    expect(m.call('write', fd, at + 1, 3 * PAGE_SIZE)).toBe(2 * PAGE_SIZE - 1)
    expect(m.offset(fd)).toBe(2 * PAGE_SIZE - 1)
    expect(m.call('write', fd, at + 2 * PAGE_SIZE, 1)).toBe(-EFAULT)
    expect(m.call('pwrite64', fd, at + 2 * PAGE_SIZE, 1, 1 << 16)).toBe(-EFAULT)
    expect(m.call('lseek', fd, 0, SEEK_END)).toBe(1 << 16)
    expect(m.call('lseek', fd, 2 * PAGE_SIZE, SEEK_DATA)).toBe(-ENXIO)
    expect(m.call('ftruncate', fd, (1 << 16) + 1)).toBe(0)
    expect(m.call('lseek', fd, 2 * PAGE_SIZE, SEEK_DATA)).toBe(1 << 16)
    expect(m.content().slice(0, 2 * PAGE_SIZE)).toBe(`${'a'.repeat(2 * PAGE_SIZE - 1)}\0`)
  })

  test('a page of program memory that is written while it is its own iovec array', () => {
    const m = new TestMachine()
    const fd = m.file('x'.repeat(64))
    const at = m.map(1)
    const iov = m.iovecs([
      [at, 16],
      [at + 16, 16],
    ])
    // The array is copied before anything moves, so that overwriting it changes nothing.
    expect(
      m.call(
        'readv',
        fd,
        m.iovecs([
          [iov, 32],
          [at, 8],
        ]),
        2,
      ),
    ).toBe(40)
    expect(m.text(iov, 32)).toBe('x'.repeat(32))
  })

  test('a transfer is cut to MAX_RW_COUNT', async () => {
    const m = new TestMachine()
    const fd = m.call('open', '/dev/null', O_RDWR)
    expect(await m.start('write', fd, 0x10000, 2 ** 40)).toBe(MAX_RW_COUNT)
    const iov = m.iovecs([
      [0x10000, 2 ** 40],
      [0x10000, 2 ** 40],
      [0x10000, 5],
    ])
    expect(await m.start('writev', fd, iov, 3)).toBe(MAX_RW_COUNT)
  })
})

describe('long transfers', () => {
  const SIZE = 100 << 20
  const PIECE = 64 << 20

  test('are made in pieces, with a turn for the host in between, and are exact', async () => {
    let turns = 0
    const m = new TestMachine({ memoryBytes: 512 << 20, yieldToHost: async () => void turns++ })
    const fd = m.file('')
    const at = m.mapBeforeHole(SIZE / PAGE_SIZE + 1)
    m.poke(
      at,
      Uint8Array.from({ length: SIZE }, (_, i) => (i >> 12) ^ i),
    )
    expect(await m.start('write', fd, at, SIZE)).toBe(SIZE)
    expect([turns, m.offset(fd)]).toEqual([2, SIZE])
    expect(await m.start('pread64', fd, at + PAGE_SIZE, SIZE, 0)).toBe(SIZE)
    expect(turns).toBe(4)
    expect(m.peek(at + PAGE_SIZE, 4096)).toEqual(m.peek(at, 4096))
    expect(m.peek(at + PAGE_SIZE + PIECE - 8, 16)).toEqual(
      Uint8Array.from({ length: 16 }, (_, k) => ((PIECE - 8 + k) >> 12) ^ (PIECE - 8 + k)),
    )
    // The end of the file ends it, and so does a fault.
    expect(await m.start('pread64', fd, at, SIZE, SIZE - 5)).toBe(5)
    expect(await m.start('pwrite64', fd, at + PAGE_SIZE, SIZE + PAGE_SIZE, 0)).toBe(SIZE)
  })

  test('end early only for a signal that kills', async () => {
    const sent: number[] = []
    const m: TestMachine = new TestMachine({
      yieldToHost: async () => {
        for (const signal of sent.splice(0)) m.task.sendSignal(signal)
      },
    })
    const fd = m.call('open', '/dev/null', O_RDWR)
    m.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 16 })
    sent.push(SIGUSR1)
    expect(await m.start('write', fd, 0x10000, 2 ** 40)).toBe(MAX_RW_COUNT)
    sent.push(SIGTERM)
    await m.start('write', fd, 0x10000, 2 ** 40)
    expect(m.task.threadGroup.exitStatus?.signal).toBe(SIGTERM)
  })
})

describe('append', () => {
  test.each<
    [name: string, call: (m: TestMachine, fd: number, iov: number) => number, content: string, offset: number]
  >([
    ['write', (m, fd, iov) => m.call('writev', fd, iov, 1), 'abcdefXY', 8],
    ['pwrite all the same', (m, fd, iov) => m.call('pwritev', fd, iov, 1, 1), 'abcdefXY', 2],
    ['RWF_NOAPPEND', (m, fd, iov) => m.call('pwritev2', fd, iov, 1, 1, 0, 0x20), 'aXYdef', 2],
    [
      'RWF_NOAPPEND at the file offset',
      (m, fd, iov) => m.call('pwritev2', fd, iov, 1, -1, 0, 0x20),
      'abXYef',
      4,
    ],
  ])('O_APPEND: %s', (_name, call, content, offset) => {
    const m = new TestMachine()
    const fd = m.file('abcdef', O_RDWR | O_APPEND)
    const at = m.map(1)
    m.poke(at, 'XY')
    m.call('lseek', fd, 2, 0)
    expect(call(m, fd, m.iovecs([[at, 2]]))).toBe(2)
    expect([m.content(), m.offset(fd)]).toEqual([content, offset])
  })

  test('RWF_APPEND at -1 moves the offset, at another it does not', () => {
    const m = new TestMachine()
    const fd = m.file('abcdef')
    const at = m.map(1)
    m.poke(at, 'XY')
    const iov = m.iovecs([[at, 2]])
    expect(m.call('pwritev2', fd, iov, 1, 0, 0, 0x10)).toBe(2)
    expect([m.content(), m.offset(fd)]).toEqual(['abcdefXY', 0])
    expect(m.call('pwritev2', fd, iov, 1, -1, 0, 0x10)).toBe(2)
    expect([m.content(), m.offset(fd)]).toEqual(['abcdefXYXY', 10])
  })
})

describe('limits and signals', () => {
  function limited(size: number) {
    const m = new TestMachine()
    const sent: number[] = []
    m.task.sendSignal = (signal) => sent.push(signal)
    m.task.threadGroup.limits.set(RLIMIT_FSIZE, { cur: size, max: size })
    return { m, sent, fd: m.file('') }
  }

  test('RLIMIT_FSIZE shortens a write that crosses it, and refuses one that starts at it', () => {
    const { m, sent, fd } = limited(6)
    const at = m.map(1)
    expect(m.call('write', fd, at, 10)).toBe(6)
    expect(sent).toEqual([])
    // The limit comes before the buffer.
    expect(m.call('write', fd, 0x5000, 10)).toBe(-EFBIG)
    expect(sent).toEqual([SIGXFSZ])
    expect(m.call('ftruncate', fd, 7)).toBe(-EFBIG)
    expect(sent).toEqual([SIGXFSZ, SIGXFSZ])
  })

  test.each<
    [name: string, call: (m: TestMachine, fd: number, at: number) => number, want: number, sent: number[]]
  >([
    ['write', (m, fd, at) => m.call('write', fd, at, 5), -EPIPE, [SIGPIPE]],
    ['a zero-length write', (m, fd, at) => m.call('write', fd, at, 0), 0, []],
    ['a bad buffer', (m, fd) => m.call('write', fd, 0x5000, 5), -EPIPE, [SIGPIPE]],
    ['an address beyond the top', (m, fd) => m.call('write', fd, TOP, 5), -EFAULT, []],
    ['RWF_NOSIGNAL', (m, fd, at) => m.call('pwritev2', fd, m.iovecs([[at, 5]]), 1, -1, 0, 0x100), -EPIPE, []],
  ])('a broken pipe: %s', (_name, call, want, signals) => {
    const { m, sent } = limited(Infinity)
    const { readFd, writeFd } = m.pipe()
    m.call('close', readFd)
    expect(call(m, writeFd, m.map(1))).toBe(want)
    expect(sent).toEqual(signals)
  })
})

describe('waiting', () => {
  test('a read of an empty pipe waits for a write', async () => {
    const m = new TestMachine()
    const { readFd, writeFd } = m.pipe()
    const at = m.map(1)
    m.poke(at, 'hello')
    const read = m.start('read', readFd, at + 100, 10)
    expect(typeof read).toBe('object')
    expect(m.call('write', writeFd, at, 5)).toBe(5)
    expect(await read).toBe(5)
    expect(m.text(at + 100, 6)).toBe('hello\0')
  })

  test('a read of an empty pipe ends when the last writer goes', async () => {
    const m = new TestMachine()
    const { readFd, writeFd } = m.pipe()
    const read = m.start('read', readFd, m.map(1), 10)
    m.call('close', writeFd)
    expect(await read).toBe(0)
  })

  test('a write of more than fits waits, and goes on where it stopped', async () => {
    const m = new TestMachine()
    const { readFd, writeFd } = m.pipe()
    const size = 100_000
    const at = m.map(Math.ceil(size / PAGE_SIZE))
    m.poke(
      at,
      Uint8Array.from({ length: size }, (_, i) => i % 251),
    )
    const write = m.start('write', writeFd, at, size)
    expect(typeof write).toBe('object')
    const to = m.map(Math.ceil(size / PAGE_SIZE))
    expect(m.call('read', readFd, to, size)).toBe(65536)
    expect(await write).toBe(size)
    expect(m.call('read', readFd, to + 65536, size)).toBe(size - 65536)
    expect(m.peek(to, size)).toEqual(m.peek(at, size))
  })

  test('a waiting write returns its count when the reader goes', async () => {
    const m = new TestMachine()
    m.task.sendSignal = () => {}
    const { readFd, writeFd } = m.pipe()
    const write = m.start('write', writeFd, m.map(20), 20 * PAGE_SIZE)
    m.call('close', readFd)
    expect(await write).toBe(65536)
  })
})
