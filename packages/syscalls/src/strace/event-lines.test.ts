// The lines of calls that wait, and of time: what strace(1) 6.1 printed on Linux 6.18 for a C program that made the
// same calls on the same memory.

import { describe, expect, test } from 'vitest'
import { P, table, traced } from './lines.testing.ts'

describe('clocks', () => {
  const second = [1, 0]
  table([
    ['clock_gettime', [1, P], [], 'clock_gettime(CLOCK_MONOTONIC, {tv_sec=0, tv_nsec=0}) = 0'],
    ['clock_gettime', [0, P], [], 'clock_gettime(CLOCK_REALTIME, {tv_sec=1767225600, tv_nsec=0}) = 0'],
    [
      'clock_gettime',
      [10, P],
      [],
      'clock_gettime(CLOCK_SGI_CYCLE, 0x10000000) = -1 EINVAL (Invalid argument)',
    ],
    ['clock_gettime', [-6, P], [], 'clock_gettime(0xfffffffa /* CLOCK_??? */, {tv_sec=0, tv_nsec=0}) = 0'],
    [
      'clock_gettime',
      [12, P],
      [],
      'clock_gettime(0xc /* CLOCK_??? */, 0x10000000) = -1 EINVAL (Invalid argument)',
    ],
    [
      'clock_gettime',
      [-1, 8],
      [],
      'clock_gettime(0xffffffff /* CLOCK_??? */, 0x8) = -1 EINVAL (Invalid argument)',
    ],
    ['clock_getres', [1, P], [], 'clock_getres(CLOCK_MONOTONIC, {tv_sec=0, tv_nsec=1}) = 0'],
    ['clock_getres', [1, 0], [], 'clock_getres(CLOCK_MONOTONIC, NULL)     = 0'],
    [
      'clock_settime',
      [0, P],
      [-1, 1],
      'clock_settime(CLOCK_REALTIME, {tv_sec=-1, tv_nsec=1}) = -1 EINVAL (Invalid argument)',
    ],
    ['gettimeofday', [P, 0], [], 'gettimeofday({tv_sec=1767225600, tv_usec=0}, NULL) = 0'],
    [
      'gettimeofday',
      [P, P + 64],
      [],
      'gettimeofday({tv_sec=1767225600, tv_usec=0}, {tz_minuteswest=0, tz_dsttime=0}) = 0',
    ],
    ['gettimeofday', [8, 0], [], 'gettimeofday(0x8, NULL)                 = -1 EFAULT (Bad address)'],
    [
      'settimeofday',
      [P, 0],
      [1795487924, -1],
      'settimeofday({tv_sec=1795487924, tv_usec=18446744073709551615}, NULL) = -1 EINVAL (Invalid argument)',
    ],
    ['settimeofday', [0, 0], [], 'settimeofday(NULL, NULL)                = 0'],
    ['time', [0], [], 'time(NULL)                              = 1767225600 (2026-01-01T00:00:00+0000)'],
    [
      'time',
      [P],
      [],
      'time([1767225600 /* 2026-01-01T00:00:00+0000 */]) = 1767225600 (2026-01-01T00:00:00+0000)',
    ],
    ['time', [8], [], 'time(0x8)                               = -1 EFAULT (Bad address)'],
    ['nanosleep', [8, 0], [], 'nanosleep(0x8, NULL)                    = -1 EFAULT (Bad address)'],
    ['nanosleep', [P, P + 16], [], 'nanosleep({tv_sec=0, tv_nsec=0}, 0x10000010) = 0'],
    [
      'clock_nanosleep',
      [0, 0, P, P + 16],
      [],
      'clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=0}, 0x10000010) = 0',
    ],
    [
      'clock_nanosleep',
      [3, 7, P, 0],
      second,
      'clock_nanosleep(CLOCK_THREAD_CPUTIME_ID, TIMER_ABSTIME|0x6, {tv_sec=1, tv_nsec=0}, NULL) = -1 EOPNOTSUPP (Operation not supported)',
    ],
  ])

  test.each([
    [951_782_400 - 1, '2000-02-28T23:59:59+0000'],
    [951_782_400, '2000-02-29T00:00:00+0000'],
    [1795487924, '2026-11-24T02:38:44+0000'],
    [4_102_444_799, '2099-12-31T23:59:59+0000'],
    [0x7fff_ffff, '2038-01-19T03:14:07+0000'],
  ])('time(NULL) = %i (%s)', (sec, date) => {
    const { m, lines } = traced([])
    m.kernel.clocks.setWall({ tv_sec: sec, tv_nsec: 0 })
    m.call('time', 0)
    expect(lines).toEqual([`time(NULL)                              = ${sec} (${date})`])
  })

  test('a sleep takes two lines, and tells what is left if a signal comes', async () => {
    const { m, lines } = traced([3, 0])
    m.task.threadGroup.signalHandlers.set(10, { handler: 16 })
    const slept = m.start('nanosleep', P, P + 16)
    m.task.sendSignal(10)
    await slept
    expect(lines.filter((line) => !line.startsWith('---'))).toEqual([
      'nanosleep({tv_sec=3, tv_nsec=0},  <unfinished ...>',
      '<... nanosleep resumed>{tv_sec=3, tv_nsec=0}) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
    ])
  })
})

describe('poll and select', () => {
  const fd = (n: number, events: number) => BigInt.asUintN(32, BigInt(n)) | (BigInt(events) << 32n)
  const four = [fd(3, 0x2001), fd(4, 0x104), fd(-1, 0), fd(99, 0x4000)]
  const fds = '[{fd=3, events=POLLIN|POLLRDHUP}, {fd=4, events=POLLOUT|POLLWRNORM}'
  const ready = '[{fd=4, revents=POLLOUT|POLLWRNORM}'
  const T = P + 256
  const at = (words: readonly (number | bigint)[], ...later: (number | bigint)[]) => [
    ...words,
    ...Array(32 - words.length).fill(0),
    ...later,
  ]
  const all =
    'POLLIN|POLLPRI|POLLOUT|POLLERR|POLLHUP|POLLNVAL|POLLRDNORM|POLLRDBAND|POLLWRNORM|POLLWRBAND|POLLMSG|POLLREMOVE|POLLRDHUP|POLL_BUSY_LOOP|0x4800'
  const many = (text: string) => `[${Array(32).fill(text).join(', ')}, ...]`
  table([
    [
      'poll',
      [P, 4, 0],
      four,
      `poll(${fds}, {fd=-1}, {fd=99, events=0x4000 /* POLL??? */}], 4, 0) = 2 (${ready}, {fd=99, revents=POLLNVAL}])`,
    ],
    ['poll', [P, 1, 0], four, 'poll([{fd=3, events=POLLIN|POLLRDHUP}], 1, 0) = 0 (Timeout)'],
    ['poll', [P, 0, 0], four, 'poll([], 0, 0)                          = 0 (Timeout)'],
    ['poll', [0, 0, 0], four, 'poll(NULL, 0, 0)                        = 0 (Timeout)'],
    ['poll', [8, 1, 0], four, 'poll(0x8, 1, 0)                         = -1 EFAULT (Bad address)'],
    ['poll', [P, 2, -1], four, `poll(${fds}], 2, -1) = 1 (${ready}])`],
    [
      'poll',
      [P + 4096 - 8, 2, 0],
      [...Array(511).fill(0), fd(5, 1)],
      'poll([{fd=5, events=POLLIN}, ... /* 0x10001000 */], 2, 0) = -1 EFAULT (Bad address)',
    ],
    [
      'poll',
      [P, 1, 0],
      [fd(4, 0xffff)],
      `poll([{fd=4, events=${all}}], 1, 0) = 1 ([{fd=4, revents=POLLOUT|POLLWRNORM}])`,
    ],
    [
      'poll',
      [P, 40, 0],
      Array(40).fill(fd(99, 1)),
      `poll(${many('{fd=99, events=POLLIN}')}, 40, 0) = 40 (${many('{fd=99, revents=POLLNVAL}')})`,
    ],
    [
      'ppoll',
      [P, 2, T, T + 16, 8],
      at(four, 1, 0, 0xa00),
      `ppoll(${fds}], 2, {tv_sec=1, tv_nsec=0}, [USR1 USR2], 8) = 1 (${ready}], left {tv_sec=1, tv_nsec=0})`,
    ],
    ['ppoll', [P, 2, 0, 0, 8], four, `ppoll(${fds}], 2, NULL, NULL, 8) = 1 (${ready}])`],
    [
      'ppoll',
      [P, 0, T, T + 16, 8],
      at(four, 0, 0, ~0x100n),
      'ppoll([], 0, {tv_sec=0, tv_nsec=0}, ~[KILL], 8) = 0 (Timeout)',
    ],
    [
      'ppoll',
      [P, 0, T, T + 16, 8],
      at(four, 0, 0, 0x380000000n),
      'ppoll([], 0, {tv_sec=0, tv_nsec=0}, [RTMIN RT_1 RT_2], 8) = 0 (Timeout)',
    ],
    [
      'ppoll',
      [P, 1, T, T + 16, 7],
      at(four, 0, 0),
      'ppoll([{fd=3, events=POLLIN|POLLRDHUP}], 1, {tv_sec=0, tv_nsec=0}, 0x10000110, 7) = -1 EINVAL (Invalid argument)',
    ],
    [
      'ppoll',
      [P, 1, T, T + 16, 8],
      at(four, 0, -1, 0xa00),
      'ppoll([{fd=3, events=POLLIN|POLLRDHUP}], 1, {tv_sec=0, tv_nsec=18446744073709551615}, [USR1 USR2], 8) = -1 EINVAL (Invalid argument)',
    ],
    [
      'ppoll',
      [P, 0, T, 8, 8],
      at(four, 0, 0),
      'ppoll([], 0, {tv_sec=0, tv_nsec=0}, 0x8, 8) = -1 EFAULT (Bad address)',
    ],
    [
      'select',
      [5, P, P + 8, P + 16, P + 24],
      [8, 16, 8, 1, 0],
      'select(5, [3], [4], [3], {tv_sec=1, tv_usec=0}) = 1 (out [4], left {tv_sec=1, tv_usec=0})',
    ],
    [
      'select',
      [5, P, P + 8, 0, P + 24],
      [24, 0, 0, 0, 0],
      'select(5, [3 4], [], NULL, {tv_sec=0, tv_usec=0}) = 0 (Timeout)',
    ],
    [
      'select',
      [61, P, 0, 0, 0],
      [1n << 60n],
      'select(61, [60], NULL, NULL, NULL)      = -1 EBADF (Bad file descriptor)',
    ],
    [
      'select',
      [-1, P, 0, 0, 0],
      [],
      'select(-1, 0x10000000, NULL, NULL, NULL) = -1 EINVAL (Invalid argument)',
    ],
    ['select', [1, 8, 0, 0, 0], [], 'select(1, 0x8, NULL, NULL, NULL)        = -1 EFAULT (Bad address)'],
    ['select', [0, P, 0, 0, P], [], 'select(0, 0x10000000, NULL, NULL, {tv_sec=0, tv_usec=0}) = 0 (Timeout)'],
    ['select', [0, 0, 0, 0, 8], [], 'select(0, NULL, NULL, NULL, 0x8)        = -1 EFAULT (Bad address)'],
    [
      'pselect6',
      [5, 0, P, 0, P + 8, P + 24],
      [16, 1, 0, P + 40, 8, 0xa00],
      'pselect6(5, NULL, [4], NULL, {tv_sec=1, tv_nsec=0}, {sigmask=[USR1 USR2], sigsetsize=8}) = 1 (out [4], left {tv_sec=1, tv_nsec=0})',
    ],
    [
      'pselect6',
      [5, 0, P, 0, 0, P + 24],
      [16, 1, 0, 0, 8],
      'pselect6(5, NULL, [4], NULL, NULL, {sigmask=NULL, sigsetsize=8}) = 1 (out [4])',
    ],
    ['pselect6', [5, 0, P, 0, 0, 0], [16], 'pselect6(5, NULL, [4], NULL, NULL, NULL) = 1 (out [4])'],
    [
      'pselect6',
      [5, 0, P, 0, P + 8, P + 24],
      [16, 1, 0, P + 40, 4],
      'pselect6(5, NULL, [4], NULL, {tv_sec=1, tv_nsec=0}, {sigmask=0x10000028, sigsetsize=4}) = -1 EINVAL (Invalid argument)',
    ],
    [
      'pselect6',
      [5, 0, P, 0, P + 8, 8],
      [16, 1, 0],
      'pselect6(5, NULL, [4], NULL, {tv_sec=1, tv_nsec=0}, 0x8) = -1 EFAULT (Bad address)',
    ],
  ])
})

describe('epoll', () => {
  test('each call, one after the other', () => {
    const { m, lines } = traced([0x8000_2001n | (0x90abcdefn << 32n), 0x12345678])
    m.call('epoll_create', 1)
    m.call('epoll_create', 0)
    m.call('epoll_create1', 0o2000000)
    m.call('epoll_create1', 5)
    m.call('epoll_ctl', 5, 1, 3, P)
    const event = (events: number, data: number) =>
      m.poke(P, new Uint8Array(Uint32Array.of(events, data, 0).buffer))
    event(0x5000_1004, 4)
    m.call('epoll_ctl', 5, 1, 4, P)
    event(4, 4)
    m.call('epoll_ctl', 5, 1, 4, P)
    m.call('epoll_ctl', 5, 3, 3, P)
    m.call('epoll_ctl', 5, 2, 3, 0)
    m.call('epoll_ctl', 5, 2, 3, P)
    m.call('epoll_ctl', 5, 9, 3, P)
    m.call('epoll_ctl', 5, 1, 3, 8)
    event(0xffff_ffff, 0)
    m.call('epoll_ctl', 5, 3, 3, P)
    m.call('epoll_wait', 5, P, 8, 0)
    m.call('epoll_wait', 5, P, 0, 0)
    m.call('epoll_wait', 5, 8, 1, 0)
    m.poke(P + 64, new Uint8Array(BigUint64Array.of(1n, 0n, 0xa00n).buffer))
    m.call('epoll_pwait', 5, P, 8, 0, P + 80, 8)
    m.call('epoll_pwait', 99, P, 1, -1, 0, 0)
    m.call('epoll_pwait2', 5, P, 8, P + 64, P + 80, 8)
    m.call('epoll_pwait2', 99, P, 1, 8, 8, 8)
    m.call('epoll_ctl', 5, 2, 4, 0)
    m.call('epoll_wait', 5, P, 8, 0)
    expect(lines).toEqual([
      'epoll_create(1)                         = 5',
      'epoll_create(0)                         = -1 EINVAL (Invalid argument)',
      'epoll_create1(EPOLL_CLOEXEC)            = 6',
      'epoll_create1(0x5 /* EPOLL_??? */)      = -1 EINVAL (Invalid argument)',
      'epoll_ctl(5, EPOLL_CTL_ADD, 3, {events=EPOLLIN|EPOLLRDHUP|EPOLLET, data={u32=2427178479, u64=1311768467294899695}}) = 0',
      'epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLOUT|EPOLLEXCLUSIVE|EPOLLONESHOT|0x1000, data={u32=4, u64=4}}) = -1 EINVAL (Invalid argument)',
      'epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLOUT, data={u32=4, u64=4}}) = 0',
      'epoll_ctl(5, EPOLL_CTL_MOD, 3, {events=EPOLLOUT, data={u32=4, u64=4}}) = 0',
      'epoll_ctl(5, EPOLL_CTL_DEL, 3, NULL)    = 0',
      'epoll_ctl(5, EPOLL_CTL_DEL, 3, 0x10000000) = -1 ENOENT (No such file or directory)',
      'epoll_ctl(5, 0x9 /* EPOLL_CTL_??? */, 3, {events=EPOLLOUT, data={u32=4, u64=4}}) = -1 EINVAL (Invalid argument)',
      'epoll_ctl(5, EPOLL_CTL_ADD, 3, 0x8)     = -1 EFAULT (Bad address)',
      'epoll_ctl(5, EPOLL_CTL_MOD, 3, {events=EPOLLIN|EPOLLPRI|EPOLLOUT|EPOLLERR|EPOLLHUP|EPOLLNVAL|EPOLLRDNORM|EPOLLRDBAND|EPOLLWRNORM|EPOLLWRBAND|EPOLLMSG|EPOLLRDHUP|EPOLLEXCLUSIVE|EPOLLWAKEUP|EPOLLONESHOT|EPOLLET|0xfffd800, data={u32=0, u64=0}}) = -1 EINVAL (Invalid argument)',
      'epoll_wait(5, [{events=EPOLLOUT, data={u32=4, u64=4}}], 8, 0) = 1',
      'epoll_wait(5, 0x10000000, 0, 0)         = -1 EINVAL (Invalid argument)',
      'epoll_wait(5, 0x8, 1, 0)                = -1 EFAULT (Bad address)',
      'epoll_pwait(5, [{events=EPOLLOUT, data={u32=4, u64=4}}], 8, 0, [USR1 USR2], 8) = 1',
      'epoll_pwait(99, 0x10000000, 1, -1, NULL, 0) = -1 EBADF (Bad file descriptor)',
      'epoll_pwait2(5, [{events=EPOLLOUT, data={u32=4, u64=4}}], 8, {tv_sec=1, tv_nsec=0}, [USR1 USR2], 8) = 1',
      'epoll_pwait2(99, 0x10000000, 1, 0x8, 0x8, 8) = -1 EFAULT (Bad address)',
      'epoll_ctl(5, EPOLL_CTL_DEL, 4, NULL)    = 0',
      'epoll_wait(5, [], 8, 0)                 = 0',
    ])
  })
})

describe('timerfd', () => {
  const setting = (sec: number) => `{it_interval={tv_sec=0, tv_nsec=5}, it_value={tv_sec=${sec}, tv_nsec=0}}`
  table([
    ['timerfd_create', [1, 0o2004000], [], 'timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC|TFD_NONBLOCK) = 5'],
    [
      'timerfd_create',
      [9, 1],
      [],
      'timerfd_create(CLOCK_BOOTTIME_ALARM, TFD_TIMER_ABSTIME) = -1 EINVAL (Invalid argument)',
    ],
    ['timerfd_create', [99, 0], [], 'timerfd_create(0x63 /* CLOCK_??? */, 0) = -1 EINVAL (Invalid argument)'],
  ])

  test('each call, one after the other', () => {
    const { m, lines } = traced([0, 5, 100, 0])
    m.call('timerfd_create', 1, 0)
    m.call('timerfd_settime', 5, 0, P, 0)
    m.call('timerfd_settime', 5, 3, P, P + 32)
    m.call('timerfd_settime', 5, 8, P, 0)
    m.call('timerfd_settime', 5, 0, 8, 0)
    m.call('timerfd_gettime', 5, P)
    m.call('timerfd_gettime', 5, 8)
    expect(lines.slice(1)).toEqual([
      `timerfd_settime(5, 0, ${setting(100)}, NULL) = 0`,
      `timerfd_settime(5, TFD_TIMER_ABSTIME|TFD_TIMER_CANCEL_ON_SET, ${setting(100)}, ${setting(100)}) = 0`,
      `timerfd_settime(5, 0x8 /* TFD_??? */, ${setting(100)}, NULL) = -1 EINVAL (Invalid argument)`,
      'timerfd_settime(5, 0, 0x8, NULL)        = -1 EFAULT (Bad address)',
      `timerfd_gettime(5, ${setting(100)}) = 0`,
      'timerfd_gettime(5, 0x8)                 = -1 EFAULT (Bad address)',
    ])
  })
})
