// vmsplice: what Linux 6.18 answered to the same calls in a C program.

import type { MemoryManager } from '@jvisor/mm'
import { NO_ACCESS, READ, WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { shown } from './events.testing.ts'
import { TestMachine } from './machine.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const NONBLOCK = 2
const GIFT = 8
const PAGE = 4096

class Machine extends TestMachine {
  readonly ends = this.pipe(0o4000)
  readonly data = this.guarded(2)

  constructor() {
    super()
    this.call('rt_sigaction', 13, this.words(1, 0, 0, 0), 0, 8)
    this.poke(this.data, 'hello')
  }

  /** Pages, and one behind them that cannot be touched. */
  guarded(pages: number): number {
    const at = this.map(pages + 1)
    this.call('mprotect', at + pages * PAGE, PAGE, 0)
    return at
  }

  words(...words: number[]): number {
    const at = this.map(1)
    this.poke(at, new Uint8Array(BigInt64Array.from(words, BigInt).buffer))
    return at
  }

  give(segments: readonly (readonly [number | bigint, number | bigint])[], flags = 0): string | number {
    return shown(this.call('vmsplice', this.ends.writeFd, this.iovecs(segments), segments.length, flags))
  }

  take(segments: readonly (readonly [number | bigint, number | bigint])[], flags = 0): string | number {
    return shown(this.call('vmsplice', this.ends.readFd, this.iovecs(segments), segments.length, flags))
  }

  read(length: number): string | number {
    const at = this.map(32)
    const n = this.call('read', this.ends.readFd, at, length)
    return n < 0 ? shown(n) : this.text(at, n)
  }

  get unread(): number {
    const at = this.map(1)
    this.call('ioctl', this.ends.readFd, 0x541b, at)
    return new DataView(this.peek(at, 4).buffer).getInt32(0, true)
  }
}

describe('the pages are in the pipe, not copies', () => {
  test.each([0, GIFT])('a later store is seen by the reader, with flags %i', (flags) => {
    const m = new Machine()
    expect(m.give([[m.data, 5]], flags)).toBe(5)
    m.poke(m.data, 'HELLO')
    expect(m.read(10)).toBe('HELLO')
  })

  test('but not one into a page that was never touched, or is not mapped any more', () => {
    const m = new Machine()
    const fresh = m.map(1)
    expect(m.give([[fresh, 5]])).toBe(5)
    m.poke(fresh, 'later')
    expect(m.read(10)).toBe('\0\0\0\0\0')
    m.give([[m.data, 5]])
    m.call('munmap', m.data, 2 * PAGE)
    expect(m.read(10)).toBe('hello')
  })

  test('nor does it matter that the page could not be written when it was given; but after a fork it is another', () => {
    const m = new Machine()
    m.call('mprotect', m.data, PAGE, READ)
    m.give([[m.data, 5]])
    m.call('mprotect', m.data, PAGE, READ | WRITE)
    m.poke(m.data, 'HELLO')
    expect(m.read(10)).toBe('HELLO')
    m.give([[m.data, 5]])
    const copy = m.task.mm.fork() as MemoryManager
    m.poke(m.data, 'later')
    expect(m.read(10)).toBe('HELLO')
    copy.decUsers()
  })

  test('a page that may only be written is taken if it is there', () => {
    const m = new Machine()
    const at = m.map(2, WRITE)
    const fd = m.file('abc')
    m.call('pread64', fd, at, 3, 0)
    m.call('pwrite64', fd, at + PAGE, 3, 3)
    expect([m.give([[at, 3]]), m.give([[at + PAGE, 3]]), m.read(10)]).toEqual([3, 'EFAULT', 'abc'])
    m.call('mprotect', at, PAGE, NO_ACCESS)
    expect(m.give([[at, 3]])).toBe('EFAULT')
  })

  test('tee and splice hand the page on', () => {
    const m = new Machine()
    const other = m.pipe()
    m.give([[m.data, 5]])
    expect(m.call('tee', m.ends.readFd, other.writeFd, 5, 0)).toBe(5)
    expect(m.call('splice', m.ends.readFd, 0, other.writeFd, 0, 3, 0)).toBe(3)
    m.poke(m.data, 'TEEEE')
    const at = m.map(1)
    expect(m.text(at, m.call('read', other.readFd, at, 100))).toBe('TEEEETEE')
    expect(m.read(9)).toBe('EE')
  })

  test('pages of a file, and a private copy of one', () => {
    const m = new Machine()
    const fd = m.file('filefile')
    const shared = m.call('mmap', 0, PAGE, 3, 1, fd, 0)
    const own = m.call('mmap', 0, PAGE, 3, 2, fd, 0)
    m.give([
      [shared, 4],
      [own, 4],
    ])
    m.call('pwrite64', fd, 'FILE', 4, 0)
    expect(m.read(8)).toBe('FILEFILE')
  })

  test('no page is lost', () => {
    const m = new Machine()
    const before = m.kernel.memoryFile.pagesInUse
    const at = m.map(20)
    m.poke(at, 'x'.repeat(20 * PAGE))
    expect(m.give([[at, 20 * PAGE]], NONBLOCK)).toBe(16 * PAGE)
    m.call('munmap', at, 20 * PAGE)
    m.call('close', m.ends.readFd)
    m.call('close', m.ends.writeFd)
    expect(m.kernel.memoryFile.pagesInUse - before).toBeLessThan(4)
  })
})

test('arguments', () => {
  const m = new Machine()
  const { writeFd } = m.ends
  const iov = m.iovecs([[m.data, 1]])
  const fd = m.file('abc')
  const dir = m.call('open', '/tmp', 0)
  const path = m.call('open', '/tmp', 0o10000000)
  const call = (...args: (number | bigint)[]) => shown(m.call('vmsplice', ...args))
  expect([call(-1, iov, 1, 16), call(-1, iov, 1, 0), call(-1, 1, 1, 0), call(path, iov, 1, 0)]).toEqual([
    'EINVAL',
    'EBADF',
    'EBADF',
    'EBADF',
  ])
  expect([call(fd, iov, 1, 0), call(fd, 1, 1, 0), call(fd, iov, 0, 0), call(dir, iov, 1, 0)]).toEqual([
    'EBADF',
    'EFAULT',
    0,
    'EBADF',
  ])
  expect([call(writeFd, 1, 1, 0), call(writeFd, iov, 1025, 0), call(writeFd, iov, -1, 0)]).toEqual([
    'EFAULT',
    'EINVAL',
    'EINVAL',
  ])
  expect([m.give([]), m.give([[m.data, 0]]), m.give([[PAGE, 0]]), m.give([[m.data, -1]])]).toEqual([
    0,
    0,
    0,
    'EINVAL',
  ])
  expect([m.give([[2n ** 63n, 1]]), m.give([[PAGE, 5]])]).toEqual(['EFAULT', 'EFAULT'])
  const last = m.data + 2 * PAGE - 6
  expect([m.give([[last, 100]]), m.unread, m.read(100)]).toEqual([6, 6, '\0'.repeat(6)])
  expect(
    m.give([
      [m.data, 5],
      [last + 6, 5],
    ]),
  ).toBe(5)
  expect(
    m.give([
      [m.data, 5],
      [2n ** 63n, 5],
    ]),
  ).toBe('EFAULT')
  expect([
    m.give([[m.map(1, READ), 3]]),
    m.give([[m.map(1, WRITE), 3]]),
    m.give([[m.map(1, NO_ACCESS), 3]]),
  ]).toEqual([3, 'EFAULT', 'EFAULT'])
})

test('a slot for each piece of a page, and nothing goes behind it', () => {
  const m = new Machine()
  expect([m.give([[m.data, 3]]), m.call('write', m.ends.writeFd, 'xyz', 3)]).toEqual([3, 3])
  expect([m.read(3), m.read(3)]).toEqual(['hel', 'xyz'])
  const ones = Array.from({ length: 10 }, () => [m.data, 1] as const)
  expect([m.give(ones), m.give(ones), m.give(ones, NONBLOCK), m.unread]).toEqual([10, 6, 'EAGAIN', 16])
})

test('out of a pipe, by whole slots', () => {
  const m = new Machine()
  const { readFd, writeFd } = m.ends
  const room = m.guarded(1)
  m.call('write', writeFd, 'abcdefghij', 10)
  expect([m.take([[room, 3]]), m.text(room, 4), m.take([[room, 100]]), m.text(room, 7)]).toEqual([
    3,
    'abc\0',
    7,
    'defghij',
  ])
  expect([m.take([[room, 5]], NONBLOCK), m.take([]), m.take([[room, 0]])]).toEqual(['EAGAIN', 0, 0])
  expect(shown(m.call('vmsplice', readFd, 1, 1, 0))).toBe('EFAULT')
  m.call('write', writeFd, m.map(2), 5000)
  expect([m.take([[room + 4000, 200]]), m.unread]).toEqual(['EFAULT', 5000])
  expect([
    m.take([
      [room, 2000],
      [room + 2000, 2196],
    ]),
    m.unread,
  ]).toEqual([4096, 904])
  expect([m.take([[m.map(1, READ), 10]]), m.unread]).toEqual(['EFAULT', 904])
})

test('packets run into each other', () => {
  const m = new Machine()
  const { readFd, writeFd } = m.ends
  const room = m.map(1)
  m.call('fcntl', writeFd, 4, 0o40000)
  m.call('write', writeFd, 'one', 3)
  m.call('write', writeFd, 'two', 3)
  expect([m.take([[room, 2]]), m.take([[room, 10]]), m.text(room, 4), readFd]).toEqual([2, 4, 'etwo', readFd])
})

test('waits for a slot, whatever O_NONBLOCK says, and a signal ends that', async () => {
  const m = new Machine()
  m.task.threadGroup.signalHandlers.set(10, { handler: 16 })
  m.call('write', m.ends.writeFd, m.map(16), 65536)
  const iov = m.iovecs([[m.data, 5]])
  const waits = m.start('vmsplice', m.ends.writeFd, iov, 1, 0)
  expect(waits).toBeInstanceOf(Promise)
  m.task.sendSignal(10)
  expect(await waits).toBe(-4)
  const again = m.start('vmsplice', m.ends.writeFd, iov, 1, 0)
  new OtherTask(m).start('read', m.ends.readFd, m.map(1), PAGE)
  expect(await again).toBe(5)
})

test('the other end is closed', () => {
  const m = new Machine()
  const { readFd, writeFd } = m.ends
  m.call('write', writeFd, 'x', 1)
  const { readFd: other, writeFd: broken } = m.pipe()
  m.call('close', writeFd)
  expect([m.take([[m.data, 5]]), m.take([[m.data, 5]]), readFd]).toEqual([1, 0, readFd])
  m.call('close', other)
  const call = (at: number, length: number) =>
    shown(m.call('vmsplice', broken, m.iovecs([[at, length]]), 1, 0))
  expect([call(m.data, 5), call(PAGE, 5), call(m.data, 0)]).toEqual(['EPIPE', 'EPIPE', 0])
})
