// signalfd: what Linux 6.18 answered to a program that made the same calls.

import { SIGCHLD, SIGUSR1, SIGUSR2, writeSignalfdSiginfo } from '@jvisor/abi'
import { SignalSet } from '@jvisor/kernel'
import { describe, expect, test } from 'vitest'
import { EventMachine, shown } from './events.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const RT = 34
const SIZE = 128
const NONBLOCK = 0o4000
const BLOCKED = SignalSet.of(SIGUSR1, SIGUSR2, SIGCHLD, RT)

class Machine extends EventMachine {
  readonly at = this.map(4)

  constructor() {
    super()
    this.task.signals.setMask(BLOCKED)
  }

  mask(...signals: number[]): number {
    return this.words(SignalSet.of(...signals).bits)
  }

  open(flags: number, ...signals: number[]): number {
    return this.call('signalfd4', -1, this.mask(...signals), 8, flags)
  }

  kill(signal: number): void {
    this.call('kill', this.task.threadGroup.pid, signal)
  }

  /** The signals that a read gives, or its error. */
  read(fd: number, bytes = 4096): number[] | string {
    const n = this.call('read', fd, this.at, bytes)
    return n < 0 ? String(shown(n)) : this.signals(n)
  }

  signals(bytes: number): number[] {
    const view = new DataView(this.peek(this.at, bytes).buffer)
    return Array.from({ length: bytes / SIZE }, (_, i) => view.getUint32(i * SIZE, true))
  }

  edges(fd: number): () => boolean {
    const epoll = this.call('epoll_create1', 0)
    this.poke(this.at, new Uint8Array(Uint32Array.of(0x80000001, 0, 0).buffer))
    this.call('epoll_ctl', epoll, 1, fd, this.at)
    return () => this.call('epoll_wait', epoll, this.at, 1, 0) === 1
  }
}

test('arguments, in the order in which they are looked at', () => {
  const m = new Machine()
  const file = m.file('abc')
  const call = (...args: (number | bigint)[]) => shown(m.call('signalfd4', ...args))
  const mask = m.mask(SIGUSR1)
  expect([call(-1, 1, 8, 0), call(-1, mask, 4, 0), call(-1, mask, 16, 5), call(-1, 0, 8, 0)]).toEqual([
    'EFAULT',
    'EINVAL',
    'EINVAL',
    'EFAULT',
  ])
  expect([call(-1, mask, 8, 5), call(100, mask, 8, 0), call(file, mask, 8, 0), call(-2, mask, 8, 0)]).toEqual(
    ['EINVAL', 'EBADF', 'EINVAL', 'EBADF'],
  )
  expect(call(100, 1, 8, 5)).toBe('EFAULT')
  const fd = m.call('signalfd', -1, mask, 8)
  const cloexec = m.open(0o2000000 | NONBLOCK, SIGUSR1)
  expect([m.call('fcntl', fd, 1), m.call('fcntl', cloexec, 1)]).toEqual([0, 1])
  expect([m.call('fcntl', fd, 3), m.call('fcntl', cloexec, 3)]).toEqual([0o2, 0o4002])
  expect([call(fd, mask, 8, NONBLOCK), m.call('fcntl', fd, 3)]).toEqual([fd, 0o2])
  m.task.threadGroup.limits.set(7, { cur: 3, max: 3 })
  expect(call(-1, mask, 8, 0)).toBe('EMFILE')
})

test('it is read only, and has no place', () => {
  const m = new Machine()
  const fd = m.open(NONBLOCK, SIGUSR1)
  const call = (...args: Parameters<Machine['call']>) => shown(m.call(...args))
  expect([call('write', fd, m.at, 8), call('pread64', fd, m.at, 128, 0), call('lseek', fd, 5, 0)]).toEqual([
    'EINVAL',
    'ESPIPE',
    0,
  ])
  expect([call('fsync', fd), call('ioctl', fd, 0x541b, m.at), call('ftruncate', fd, 0)]).toEqual([
    'EINVAL',
    'ENOTTY',
    'EINVAL',
  ])
})

describe('reading', () => {
  test('gives what is pending, lowest first, as much as fits', () => {
    const m = new Machine()
    const fd = m.open(NONBLOCK, SIGUSR1, SIGUSR2, RT)
    expect([m.read(fd), m.read(fd, 127), m.read(fd, 0)]).toEqual(['EAGAIN', 'EINVAL', 'EINVAL'])
    for (const signal of [SIGUSR2, SIGUSR1, SIGUSR1, RT, RT]) m.kill(signal)
    expect([m.read(fd, 200), m.read(fd), m.read(fd)]).toEqual([[SIGUSR1], [SIGUSR2, RT, RT], 'EAGAIN'])
  })

  test('loses a signal that meets a fault, but not those before it', () => {
    const m = new Machine()
    const fd = m.open(NONBLOCK, SIGUSR1, SIGUSR2)
    m.kill(SIGUSR1)
    expect([shown(m.call('read', fd, 4096, SIZE)), m.read(fd)]).toEqual(['EFAULT', 'EAGAIN'])
    m.kill(SIGUSR1)
    m.kill(SIGUSR2)
    const end = m.map(2) + 4096
    m.call('mprotect', end, 4096, 0)
    expect([m.call('read', fd, end - SIZE, 2 * SIZE), m.read(fd)]).toEqual([SIZE, 'EAGAIN'])
  })

  test('goes by the mask of the moment, of which SIGKILL and SIGSTOP are never part', () => {
    const m = new Machine()
    const fd = m.open(NONBLOCK, SIGUSR1, 9, 19)
    m.kill(SIGUSR1)
    expect(m.call('signalfd4', fd, m.mask(SIGUSR2), 8, 0)).toBe(fd)
    expect(m.read(fd)).toBe('EAGAIN')
    m.call('signalfd4', fd, m.mask(SIGUSR1), 8, 0)
    expect(m.read(fd)).toEqual([SIGUSR1])
  })

  test('says who sent it, and what with it', () => {
    const m = new Machine()
    const fd = m.open(NONBLOCK, SIGUSR1, RT)
    const pid = m.task.threadGroup.pid
    m.kill(SIGUSR1)
    m.read(fd)
    const view = new DataView(m.peek(m.at, SIZE).buffer)
    expect([view.getInt32(8, true), view.getUint32(12, true), view.getUint32(16, true)]).toEqual([0, pid, 0])
    const info = m.words(RT, 0xffff_ffffn, (88n << 32n) | 77n, 0x1234567890abcdefn, ...new Array(12).fill(0))
    m.call('rt_sigqueueinfo', pid, RT, info)
    m.read(fd)
    const queued = new DataView(m.peek(m.at, SIZE).buffer)
    expect([8, 12, 16, 44].map((at) => queued.getInt32(at, true))).toEqual([-1, 77, 88, -1867788817])
    expect(queued.getBigUint64(48, true)).toBe(0x1234567890abcdefn)
  })
})

test.each([
  [
    { signal: SIGCHLD, code: 1, pid: 5, uid: 6, status: 3, utime: 7, stime: 8 },
    { 12: 5, 16: 6, 40: 3, 56: 7, 64: 8 },
  ],
  [{ signal: 11, code: 1, addr: 0x1234 }, { 72: 0x1234 }],
  [
    { signal: 29, code: 1, band: 65, fd: 4 },
    { 20: 4, 28: 65 },
  ],
  [
    { signal: 14, code: -2, timerId: 2, overrun: 9, value: 5n },
    { 24: 2, 32: 9, 44: 5, 48: 5 },
  ],
  [{ signal: 31, code: 1, addr: 0x1234 }, { 88: 0x1234 }],
])('%o as a struct', (info, fields) => {
  const view = new DataView(new ArrayBuffer(SIZE))
  writeSignalfdSiginfo(view, 0, info)
  const found: Record<number, number> = {}
  for (let at = 12; at < SIZE; at += 4) if (view.getInt32(at, true) !== 0) found[at] = view.getInt32(at, true)
  expect(found).toEqual(fields)
})

test('waiting ends with a signal that is read, a mask that lets one through, or a handler', async () => {
  const m = new Machine()
  m.handle(14)
  const fd = m.open(0, SIGUSR1)
  const first = m.start('read', fd, m.at, 4096)
  m.task.threadGroup.sendSignal(SIGUSR1)
  expect([await first, m.signals(SIZE)]).toEqual([SIZE, [SIGUSR1]])
  m.kill(SIGUSR2)
  const second = m.start('read', fd, m.at, 4096)
  expect(second).toBeInstanceOf(Promise)
  m.task.sendSignal(14)
  expect(await second).toBe(-4)
})

test('the signals are those of whoever reads and asks', () => {
  const m = new Machine()
  const fd = m.open(NONBLOCK, SIGUSR1)
  const other = new OtherTask(m)
  other.task.signals.setMask(BLOCKED)
  const edge = m.edges(fd)
  m.kill(SIGUSR1)
  expect(shown(other.start('read', fd, m.at, SIZE) as number)).toBe('EAGAIN')
  other.task.threadGroup.sendSignal(SIGUSR1)
  expect(other.start('read', fd, m.at, SIZE)).toBe(SIZE)
  expect(shown(other.start('read', fd, m.at, SIZE) as number)).toBe('EAGAIN')
  expect([edge(), m.read(fd)]).toEqual([true, [SIGUSR1]])
})

test('epoll hears of each signal that becomes pending, and looks at the mask', () => {
  const m = new Machine()
  const fd = m.open(NONBLOCK, SIGUSR1, SIGUSR2)
  const edge = m.edges(fd)
  expect(edge()).toBe(false)
  m.kill(SIGUSR1)
  expect([edge(), edge()]).toEqual([true, false])
  m.kill(SIGUSR1)
  expect(edge()).toBe(false)
  m.kill(SIGUSR2)
  expect([edge(), m.read(fd)]).toEqual([true, [SIGUSR1, SIGUSR2]])
  m.kill(SIGCHLD)
  expect(edge()).toBe(false)
  m.call('signalfd4', fd, m.mask(SIGCHLD), 8, 0)
  expect([edge(), edge(), m.read(fd)]).toEqual([true, false, [SIGCHLD]])
  m.poke(m.at, new Uint8Array(Int32Array.of(fd, 0xffff).buffer))
  m.kill(SIGCHLD)
  expect([m.call('poll', m.at, 1, 0), m.peek(m.at + 6, 1)[0]]).toEqual([1, 1])
})
