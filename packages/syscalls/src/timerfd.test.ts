// timerfd: what Linux 6.18 answered to the same calls, in virtual time.

import { errnoName, RLIMIT_NOFILE } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { EventMachine, shown } from './events.testing.ts'

const BOOT = 1_767_225_600
const SECOND = 1e9
const [ABSTIME, CANCEL] = [1, 2]

class TimerMachine extends EventMachine {
  create(id = 1, flags = 0o4000): number {
    return this.call('timerfd_create', id, flags)
  }

  /** timerfd_settime; times are seconds and nanoseconds. */
  set(
    fd: number,
    flags: number,
    value: [number, number],
    interval: [number, number] = [0, 0],
    old = 0,
  ): string | number {
    return shown(this.call('timerfd_settime', fd, flags, this.words(...interval, ...value), old))
  }

  get(fd: number): { value: [number, number]; interval: [number, number] } {
    const at = this.map(1)
    expect(this.call('timerfd_gettime', fd, at)).toBe(0)
    return { value: this.timespec(at + 16), interval: this.timespec(at) }
  }

  /** The expirations that are read, or why there are none. */
  expirations(fd: number): number | string {
    const at = this.map(1)
    const result = this.call('read', fd, at, 8)
    return result === 8 ? Number(this.word(at)) : errnoName(-result)
  }

  readable(fd: number): number {
    const at = this.words(BigInt(fd) | (0x7fffn << 32n))
    this.call('poll', at, 1, 0)
    return Number(this.word(at) >> 48n)
  }
}

describe('timerfd_create', () => {
  test.each<[id: number, flags: number, want: string | number]>([
    ...[-6, -1, 2, 3, 4, 5, 6, 10, 11, 12].map((id): [number, number, string] => [id, 0, 'EINVAL']),
    ...[0, 1, 7, 8, 9].map((id): [number, number, number] => [id, 0, 0]),
    [1, 5, 'EINVAL'],
    [1, 0o2004000, 0],
  ])('by clock %i with flags %i', (id, flags, want) => {
    const m = new TimerMachine()
    expect(shown(m.create(id, flags))).toBe(want)
    if (want !== 0) return
    expect([m.call('fcntl', 0, 1), m.call('fcntl', 0, 3)]).toEqual(flags === 0 ? [0, 2] : [1, 0o4002])
    expect(m.task.fdTable.get(0)?.mappedName()).toBe('anon_inode:[timerfd]')
    m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 1, max: 1 })
    expect(shown(m.create())).toBe('EMFILE')
  })
})

describe('timerfd_settime and timerfd_gettime', () => {
  test.each<[name: string, call: (m: TimerMachine, fd: number) => number | string, want: string | number]>([
    ['too many nanoseconds', (m, fd) => m.set(fd, 0, [0, SECOND]), 'EINVAL'],
    ['negative seconds', (m, fd) => m.set(fd, 0, [-1, 0]), 'EINVAL'],
    ['a bad interval', (m, fd) => m.set(fd, 0, [1, 0], [0, -1]), 'EINVAL'],
    ['a flag that is none', (m, fd) => m.set(fd, 4, [1, 0]), 'EINVAL'],
    ['both flags, by any clock', (m, fd) => m.set(fd, 3, [1, 0]), 0],
    ['no file', (m) => m.set(99, 0, [1, 0]), 'EBADF'],
    ['no timer', (m) => m.set(m.file(''), 0, [1, 0]), 'EINVAL'],
    ['a fault before no file', (m) => shown(m.call('timerfd_settime', 99, 0, 8, 0)), 'EFAULT'],
    ['a bad time before no file', (m) => m.set(99, 0, [-1, 0]), 'EINVAL'],
    ['a fault before a bad flag', (m, fd) => shown(m.call('timerfd_settime', fd, 8, 8, 0)), 'EFAULT'],
    ['gettime of no file', (m) => shown(m.call('timerfd_gettime', 99, 8)), 'EBADF'],
    ['gettime of no timer', (m) => shown(m.call('timerfd_gettime', m.file(''), 8)), 'EINVAL'],
    ['gettime to nowhere', (m, fd) => shown(m.call('timerfd_gettime', fd, 8)), 'EFAULT'],
  ])('%s', (_name, call, want) => {
    const m = new TimerMachine()
    expect(call(m, m.create())).toBe(want)
  })

  test('the old setting has nowhere to go: the timer is set', () => {
    const m = new TimerMachine()
    const fd = m.create()
    expect([m.set(fd, 0, [1, 0], [0, 0], 8), m.get(fd).value]).toEqual(['EFAULT', [1, 0]])
  })

  test('tell what is left, and the interval', () => {
    const m = new TimerMachine()
    const [fd, old] = [m.create(), m.map(1)]
    expect(m.get(fd)).toEqual({ value: [0, 0], interval: [0, 0] })
    m.set(fd, 0, [3, 5], [2, 1])
    m.clock.advance(SECOND)
    expect(m.get(fd)).toEqual({ value: [2, 5], interval: [2, 1] })
    m.set(fd, 0, [0, 0], [7, 0], old)
    expect([m.timespec(old + 16), m.timespec(old)]).toEqual([
      [2, 5],
      [2, 1],
    ])
    expect([m.get(fd), m.kernel.timers.size]).toEqual([{ value: [0, 0], interval: [7, 0] }, 0])
  })

  test('of an expired timer: nothing is left; of a periodic one, the time to the next', () => {
    const m = new TimerMachine()
    const [one, many] = [m.create(), m.create()]
    m.set(one, 0, [1, 0])
    m.set(many, 0, [1, 0], [1, 0])
    m.clock.advance(5.5 * SECOND)
    expect([m.get(one).value, m.get(many).value]).toEqual([
      [0, 0],
      [0, 0.5 * SECOND],
    ])
    m.clock.advance(SECOND)
    expect([m.expirations(one), m.expirations(many)]).toEqual([1, 6])
  })
})

describe('reading', () => {
  test('counts expirations, without a timer for each', () => {
    const m = new TimerMachine()
    const fd = m.create()
    m.set(fd, 0, [0, 1], [0, 1])
    expect(m.expirations(fd)).toBe('EAGAIN')
    m.clock.advance(1_000_000)
    expect([m.kernel.timers.size, m.expirations(fd), m.expirations(fd), m.kernel.timers.size]).toEqual([
      0,
      1_000_000,
      'EAGAIN',
      1,
    ])
    m.clock.advance(3)
    expect([m.readable(fd), m.expirations(fd), m.readable(fd)]).toEqual([1, 3, 0])
  })

  test.each<
    [
      name: string,
      read: (m: TimerMachine, fd: number) => number,
      want: string | number,
      then: string | number,
    ]
  >([
    ['fewer than 8 bytes', (m, fd) => m.call('read', fd, m.map(1), 7), 'EINVAL', 1],
    ['more than 8 bytes', (m, fd) => m.call('read', fd, m.map(1), 100), 8, 'EAGAIN'],
    ['nowhere', (m, fd) => m.call('read', fd, 8, 8), 'EFAULT', 'EAGAIN'],
    [
      'in two halves',
      (m, fd) =>
        m.call(
          'readv',
          fd,
          m.iovecs([
            [m.map(1), 4],
            [m.map(1), 4],
          ]),
          2,
        ),
      8,
      'EAGAIN',
    ],
    ['at an offset', (m, fd) => m.call('pread64', fd, m.map(1), 8, 0), 'ESPIPE', 1],
    ['written', (m, fd) => m.call('write', fd, m.map(1), 8), 'EINVAL', 1],
    ['sought', (m, fd) => m.call('lseek', fd, 5, 1), 0, 1],
  ])('%s', (_name, read, want, then) => {
    const m = new TimerMachine()
    const fd = m.create()
    m.set(fd, ABSTIME, [0, 1])
    m.clock.advance(1)
    expect([shown(read(m, fd)), m.expirations(fd)]).toEqual([want, then])
  })

  test.each<[name: string, id: number, flags: number, value: [number, number]]>([
    ['after a time', 1, 0, [3, 7]],
    ['at a time', 1, ABSTIME, [3, 7]],
    ['by the wall clock, at a time', 0, ABSTIME, [BOOT + 3, 7]],
    ['by an alarm clock, at a time', 8, ABSTIME, [BOOT + 3, 7]],
    ['by an alarm clock that counts from boot', 9, ABSTIME, [3, 7]],
  ])('waits for a timer that expires %s', async (_name, id, flags, value) => {
    const m = new TimerMachine()
    const fd = m.create(id, 0)
    m.set(fd, flags, value, [1, 0])
    const at = m.map(1)
    expect([await m.start('read', fd, at, 8), m.now, m.word(at)]).toEqual([8, 3_000_000_007, 1n])
    expect([await m.start('read', fd, at, 8), m.now, m.word(at)]).toEqual([8, 4_000_000_007, 1n])
    m.call('close', fd)
    expect(m.kernel.timers.size).toBe(0)
  })

  test('a time in the past has come', () => {
    const m = new TimerMachine()
    m.clock.advance(10.5 * SECOND)
    const fd = m.create()
    m.set(fd, ABSTIME, [1, 0])
    expect([m.readable(fd), m.expirations(fd)]).toEqual([1, 1])
    m.set(fd, ABSTIME, [0, 0.5 * SECOND], [1, 0])
    expect([m.expirations(fd), m.get(fd).value]).toEqual([11, [1, 0]])
  })

  test('setting it forgets what was not read', () => {
    const m = new TimerMachine()
    const fd = m.create()
    m.set(fd, 0, [1, 0])
    m.clock.advance(SECOND)
    m.set(fd, 0, [100, 0])
    expect(m.expirations(fd)).toBe('EAGAIN')
  })

  test('poll and epoll wait for it', async () => {
    const m = new TimerMachine()
    const [fd, ep, at] = [m.create(), m.call('epoll_create1', 0), m.map(1)]
    m.poke(at, new Uint8Array([1]))
    expect(m.call('epoll_ctl', ep, 1, fd, at)).toBe(0)
    m.set(fd, 0, [2, 0], [2, 0])
    expect([await m.start('epoll_wait', ep, at, 8, 5000), m.now]).toEqual([1, 2 * SECOND])
    const fds = m.words(BigInt(fd) | (1n << 32n))
    expect([m.expirations(fd), await m.start('poll', fds, 1, 5000), m.now]).toEqual([1, 1, 4 * SECOND])
  })
})

describe('the wall clock is set', () => {
  const setTo = (m: TimerMachine, sec: number) => m.kernel.clocks.setWall({ tv_sec: BOOT + sec, tv_nsec: 0 })

  test.each<[name: string, id: number, flags: number, sec: number, left: number]>([
    ['at a time of the wall clock: sooner', 0, ABSTIME, BOOT + 100, 50],
    ['after a time: no matter', 0, 0, 100, 100],
    ['at a time of another clock: no matter', 7, ABSTIME, 100, 100],
  ])('a timer that expires %s', (_name, id, flags, sec, left) => {
    const m = new TimerMachine()
    const fd = m.create(id)
    m.set(fd, flags, [sec, 0])
    setTo(m, 50)
    expect([m.get(fd).value, m.expirations(fd)]).toEqual([[left, 0], 'EAGAIN'])
    m.clock.advance(left * SECOND)
    expect(m.expirations(fd)).toBe(1)
  })

  test('beyond its time, a timer expires', () => {
    const m = new TimerMachine()
    const fd = m.create(0)
    m.set(fd, ABSTIME, [BOOT + 10, 0], [2, 0])
    setTo(m, 15)
    expect([m.expirations(fd), m.get(fd).value]).toEqual([3, [1, 0]])
    setTo(m, 5)
    expect(m.get(fd).value).toEqual([11, 0])
  })

  test.each<[name: string, id: number, flags: number, canceled: boolean]>([
    ['an absolute one by the wall clock', 0, ABSTIME | CANCEL, true],
    ['an absolute one by its alarm clock', 8, ABSTIME | CANCEL, true],
    ['a relative one', 0, CANCEL, false],
    ['one by another clock', 1, ABSTIME | CANCEL, false],
    ['one that does not ask for it', 0, ABSTIME, false],
  ])('TFD_TIMER_CANCEL_ON_SET cancels reading %s', async (_name, id, flags, canceled) => {
    const m = new TimerMachine()
    const fd = m.create(id)
    m.set(fd, flags, [BOOT + 100, 0])
    setTo(m, 50)
    expect([m.readable(fd), m.expirations(fd), m.expirations(fd)]).toEqual(
      canceled ? [1, 'ECANCELED', 'EAGAIN'] : [0, 'EAGAIN', 'EAGAIN'],
    )
    if (canceled) expect(m.get(fd).value).toEqual([50, 0])
    m.call('close', fd)
    expect(m.kernel.clocks.changes.isEmpty).toBe(true)
  })

  test('who waits is woken, and setting the timer again is ECANCELED once', async () => {
    const m = new TimerMachine()
    const fd = m.create(0, 0)
    m.set(fd, ABSTIME | CANCEL, [BOOT + 100, 0])
    const read = m.start('read', fd, m.map(1), 8)
    setTo(m, 50)
    expect(shown(await read)).toBe('ECANCELED')
    setTo(m, 60)
    const again = () => m.set(fd, ABSTIME | CANCEL, [BOOT + 100, 0])
    expect([again(), again(), m.get(fd).value]).toEqual(['ECANCELED', 0, [40, 0]])
  })
})
