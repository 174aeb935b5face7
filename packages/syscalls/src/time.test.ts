// Clocks and sleeping: what Linux 6.18 answered to the same arguments, and virtual time.

import { EINTR, errnoName, OK, SIGCONT, SIGSTOP, SIGUSR1, TIMESPEC, TIMEVAL } from '@jvisor/abi'
import type { VirtualClock } from '@jvisor/kernel'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const BOOT = 1_767_225_600
const DAY = 86_400

/** A machine that has been up for 1.5 s, with a page to work in. */
function setUp() {
  const m = new TestMachine()
  const clock = m.kernel.clock as VirtualClock
  clock.advance(1_500_000_001)
  const page = m.map(1)
  return { m, clock, page }
}

const shown = (result: number) => (result < 0 ? errnoName(-result) : result)

/** A struct timespec or timeval in memory of its own. */
function timeAt(m: TestMachine, sec: number | bigint, rest: number | bigint): number {
  const at = m.map(1)
  const view = new DataView(new ArrayBuffer(16))
  view.setBigInt64(0, BigInt(sec), true)
  view.setBigInt64(8, BigInt(rest), true)
  m.poke(at, new Uint8Array(view.buffer))
  return at
}

function timespec(m: TestMachine, at: number): [number, number] {
  const { tv_sec, tv_nsec } = TIMESPEC.read(new DataView(m.peek(at, 16).buffer), 0)
  return [tv_sec, tv_nsec]
}

/** ID of a process's or thread's clock: kind 0 to 3, plus 4 for a thread. */
const cpuClock = (pid: number, kind: number) => (~pid << 3) | kind

describe('clock_gettime and clock_getres', () => {
  test.each<[name: string, id: number, time: [number, number] | string, resolution: [number, number]]>([
    ['REALTIME', 0, [BOOT + 1, 500_000_001], [0, 1]],
    ['MONOTONIC', 1, [1, 500_000_001], [0, 1]],
    ['PROCESS_CPUTIME_ID', 2, [0, 0], [0, 1]],
    ['THREAD_CPUTIME_ID', 3, [0, 0], [0, 1]],
    ['MONOTONIC_RAW', 4, [1, 500_000_001], [0, 1]],
    ['REALTIME_COARSE', 5, [BOOT + 1, 500_000_000], [0, 4_000_000]],
    ['MONOTONIC_COARSE', 6, [1, 500_000_000], [0, 4_000_000]],
    ['BOOTTIME', 7, [1, 500_000_001], [0, 1]],
    ['REALTIME_ALARM', 8, 'EINVAL', [0, 0]],
    ['BOOTTIME_ALARM', 9, 'EINVAL', [0, 0]],
    ['none', 10, 'EINVAL', [0, 0]],
    ['TAI', 11, [BOOT + 1, 500_000_001], [0, 1]],
    ['none', 12, 'EINVAL', [0, 0]],
    ['none', 16, 'EINVAL', [0, 0]],
    ['own process, scheduled', -6, [0, 0], [0, 1]],
    ['own process, all', -8, [0, 0], [0, 4_000_000]],
    ['own thread, user', -3, [0, 0], [0, 4_000_000]],
    ['a descriptor', -5, 'EINVAL', [0, 0]],
    ['no kind of a process', -1, 'EINVAL', [0, 0]],
    ['of process 1', cpuClock(1, 2), [0, 0], [0, 1]],
    ['of thread 1', cpuClock(1, 6), [0, 0], [0, 1]],
    ['of no process', cpuClock(999, 2), 'EINVAL', [0, 0]],
    ['of no thread', cpuClock(999, 6), 'EINVAL', [0, 0]],
  ])('CLOCK_%s', (_name, id, time, resolution) => {
    const { m, page } = setUp()
    const got = m.call('clock_gettime', id, page)
    expect(got === OK ? timespec(m, page) : shown(got)).toEqual(time)
    const fault = typeof time === 'string' ? time : 'EFAULT'
    const none = typeof time === 'string' ? time : 0
    m.poke(page, new Uint8Array(16))
    expect(
      [
        m.call('clock_gettime', id, 8),
        m.call('clock_getres', id, 8),
        m.call('clock_getres', id, 0),
        m.call('clock_getres', id, page),
      ].map(shown),
    ).toEqual([fault, fault, none, none])
    expect(timespec(m, page)).toEqual(resolution)
  })

  test('CPU time is what a task runs, between its sleeps', async () => {
    const { m, clock, page } = setUp()
    const { task } = m
    const read = () =>
      [2, 3, cpuClock(0, 6), cpuClock(task.tid, 2)].map((id) => {
        m.call('clock_gettime', id, page)
        return timespec(m, page)[1]
      })
    task.cpuTime.start(clock.monotonicNs())
    clock.advance(5)
    expect(read()).toEqual([5, 5, 5, 5])
    await m.start('nanosleep', timeAt(m, 7, 0), 0)
    clock.advance(2)
    expect(read()).toEqual([7, 7, 7, 7])
  })
})

describe('setting the clock', () => {
  test.each<[id: number, sec: number, nsec: number, want: string | number]>([
    [0, BOOT + DAY, 5, 0],
    [0, 1, 500_000_001, 0],
    [0, 1, 500_000_000, 'EINVAL'], // before the time since boot
    [0, -1, 0, 'EINVAL'],
    [0, BOOT, 1_000_000_000, 'EINVAL'],
    [0, BOOT, -1, 'EINVAL'],
    [0, 8_277_292_035, 0, 0],
    [0, 8_277_292_036, 0, 'EINVAL'],
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16].map((id): [number, number, number, string] => [
      id,
      BOOT,
      0,
      'EINVAL',
    ]),
    [-2, BOOT, 0, 'EPERM'],
    [-6, BOOT, 1_000_000_000, 'EPERM'],
    [cpuClock(1, 2), BOOT, 0, 'EPERM'],
    [cpuClock(999, 2), BOOT, 0, 'EINVAL'],
    [-5, BOOT, 0, 'EINVAL'],
  ])('clock_settime of %i to %i s %i ns', (id, sec, nsec, want) => {
    const { m, clock, page } = setUp()
    expect(shown(m.call('clock_settime', id, timeAt(m, sec, nsec)))).toBe(want)
    clock.advance(999_999_999)
    m.call('clock_gettime', 0, page)
    const carry = nsec > 0 ? [sec + 1, nsec - 1] : [sec, 999_999_999]
    expect(timespec(m, page)).toEqual(want === 0 ? carry : [BOOT + 2, 500_000_000])
    m.call('clock_gettime', 1, page)
    expect(timespec(m, page)).toEqual([2, 500_000_000])
  })

  test.each([
    [0, 'EFAULT'],
    [1, 'EINVAL'],
    [-2, 'EFAULT'],
    [-5, 'EFAULT'],
  ])('clock_settime of %i from nowhere', (id, want) => {
    expect(shown(setUp().m.call('clock_settime', id, 8))).toBe(want)
  })

  test.each<[tv: [number, number] | number, tz: [number, number] | number, want: string | number]>([
    [0, 0, 0],
    [[BOOT + DAY, 7], 0, 0],
    [[5, 999_999], 0, 0],
    [[1, 500_000], 0, 'EINVAL'],
    [[-1, 0], 0, 'EINVAL'],
    [[BOOT, 1_000_000], 0, 'EINVAL'],
    [[BOOT, 1_000_001], 0, 'EINVAL'],
    [[BOOT, -1], 0, 'EINVAL'],
    [[BOOT, -1], 8, 'EINVAL'],
    [[BOOT, 1_000_000], 8, 'EFAULT'],
    [8, 0, 'EFAULT'],
    [0, 8, 'EFAULT'],
    [0, [900, 5], 0],
    [0, [-900, 0], 0],
    [0, [901, 0], 'EINVAL'],
    [0, [-901, 0], 'EINVAL'],
  ])('settimeofday %j %j', (tv, tz, want) => {
    const { m, page } = setUp()
    const zone = m.map(1)
    if (typeof tz !== 'number') m.poke(zone, new Uint8Array(Int32Array.from(tz).buffer))
    const args = [typeof tv === 'number' ? tv : timeAt(m, ...tv), typeof tz === 'number' ? tz : zone]
    expect(shown(m.call('settimeofday', ...args))).toBe(want)
    expect(m.call('gettimeofday', page, page + 16)).toBe(0)
    const read = TIMEVAL.read(new DataView(m.peek(page, 16).buffer), 0)
    expect([read.tv_sec, read.tv_usec]).toEqual(
      want === 0 && typeof tv !== 'number' ? tv : [BOOT + 1, 500_000],
    )
    expect([...new Int32Array(m.peek(page + 16, 8).buffer)]).toEqual(
      want === 0 && typeof tz !== 'number' ? tz : [0, 0],
    )
  })

  test.each<[name: 'gettimeofday' | 'time', args: number[], want: string | number]>([
    ['gettimeofday', [0, 0], 0],
    ['gettimeofday', [8, 0], 'EFAULT'],
    ['gettimeofday', [0, 8], 'EFAULT'],
    ['time', [0], BOOT + 1],
    ['time', [8], 'EFAULT'],
  ])('%s %j', (name, args, want) => {
    expect(shown(setUp().m.call(name, ...args))).toBe(want)
  })

  test('time gives and stores the seconds', () => {
    const { m, page } = setUp()
    expect([m.call('time', page), Number(new BigInt64Array(m.peek(page, 8).buffer)[0])]).toEqual([
      BOOT + 1,
      BOOT + 1,
    ])
  })
})

describe('sleeping', () => {
  test.each<[sec: number | bigint, nsec: number, want: string]>([
    [0, -1, 'EINVAL'],
    [-1, 0, 'EINVAL'],
    [0, 1_000_000_000, 'EINVAL'],
  ])('nanosleep of %i s %i ns', (sec, nsec, want) => {
    const { m } = setUp()
    const at = timeAt(m, sec, nsec)
    expect([m.call('nanosleep', at, 0), m.call('clock_nanosleep', 1, 0, at, 0)].map(shown)).toEqual([
      want,
      want,
    ])
  })

  test('nanosleep from nowhere', () => {
    expect(shown(setUp().m.call('nanosleep', 8, 0))).toBe('EFAULT')
  })

  const N = 'EOPNOTSUPP'
  const V = 'EINVAL'
  const F = 'EFAULT'
  test.each<[id: number, want: (string | number)[]]>([
    [0, [0, V, F]],
    [1, [0, V, F]],
    [3, [N, N, N]],
    [4, [N, N, N]],
    [5, [N, N, N]],
    [6, [N, N, N]],
    [7, [0, V, F]],
    [8, [N, V, F]],
    [9, [N, V, F]],
    [10, [V, V, V]],
    [11, [0, V, F]],
    [12, [V, V, V]],
    [-1, [V, V, F]],
    [-2, [V, V, F]],
    [-5, [N, N, N]],
    [cpuClock(1, 6), [V, V, F]],
    [cpuClock(999, 2), [V, V, F]],
    // Linux can sleep by a process's time.
    [2, [N, V, F]],
    [-6, [N, V, F]],
  ])('clock_nanosleep by %i: of nothing, of no time, from nowhere', async (id, want) => {
    const { m } = setUp()
    const got: number[] = []
    for (const at of [timeAt(m, 0, 0), timeAt(m, 0, -1), 8])
      got.push(await m.start('clock_nanosleep', id, 0, at, 8))
    expect(got.map(shown)).toEqual(want)
  })

  test.each<[name: string, args: (m: TestMachine) => number[], until: number]>([
    ['nanosleep', (m) => [timeAt(m, 3, 7)], 4_500_000_008],
    ['clock_nanosleep', (m) => [1, 0, timeAt(m, 3, 7), 8], 4_500_000_008],
    ['clock_nanosleep', (m) => [1, 1, timeAt(m, 3, 7), 8], 3_000_000_007],
    ['clock_nanosleep', (m) => [1, 6, timeAt(m, 3, 7), 8], 4_500_000_008],
    ['clock_nanosleep', (m) => [0, 0, timeAt(m, 3, 7), 8], 4_500_000_008],
    ['clock_nanosleep', (m) => [0, 1, timeAt(m, BOOT + 9, 7), 8], 9_000_000_007],
    ['clock_nanosleep', (m) => [11, 1, timeAt(m, BOOT + 9, 7), 8], 9_000_000_007],
    ['clock_nanosleep', (m) => [7, 1, timeAt(m, 1, 0), 8], 1_500_000_001],
  ])('%s %# ends in time', async (name, args, until) => {
    const { m, clock } = setUp()
    expect(await m.start(name as 'nanosleep', ...args(m))).toBe(0)
    expect([clock.monotonicNs(), m.kernel.timers.size]).toEqual([until, 0])
  })

  /** A sleep that is interrupted after a second. @returns its result, what it says is left, and when it ended */
  async function interrupted(
    call: (m: TestMachine, left: number) => number | Promise<number>,
    handled: boolean,
  ) {
    const { m, clock, page } = setUp()
    const handlers = m.task.threadGroup.signalHandlers
    if (handled) handlers.set(SIGUSR1, { handler: 16, flags: 0x1000_0000 })
    m.poke(page, new Uint8Array(16).fill(0xff))
    const slept = call(m, page)
    clock.advance(1_000_000_000)
    m.task.threadGroup.sendSignal(handled ? SIGUSR1 : SIGSTOP)
    m.task.threadGroup.sendSignal(SIGCONT)
    return { result: shown(await slept), left: timespec(m, page), ended: clock.monotonicNs() }
  }

  test('nanosleep says what is left, even with SA_RESTART', async () => {
    const call = (m: TestMachine, left: number) => m.start('nanosleep', timeAt(m, 3, 0), left)
    expect(await interrupted(call, true)).toEqual({ result: 'EINTR', left: [2, 0], ended: 2_500_000_001 })
  })

  test('without a handler it goes on with what is left', async () => {
    const call = (m: TestMachine, left: number) => m.start('nanosleep', timeAt(m, 3, 0), left)
    expect(await interrupted(call, false)).toEqual({ result: 0, left: [2, 0], ended: 4_500_000_001 })
  })

  test('what is left has nowhere to go', async () => {
    const call = (m: TestMachine) => m.start('clock_nanosleep', 0, 0, timeAt(m, 3, 0), 8)
    expect((await interrupted(call, true)).result).toBe('EFAULT')
    expect((await interrupted((m) => m.start('nanosleep', timeAt(m, 3, 0), 0), true)).result).toBe('EINTR')
  })

  test.each([
    [true, 'EINTR', 2_500_000_001],
    [false, 0, 5_000_000_000],
  ])('an absolute one says nothing of it (handler: %s)', async (handled, result, ended) => {
    const call = (m: TestMachine, left: number) => m.start('clock_nanosleep', 1, 1, timeAt(m, 5, 0), left)
    expect(await interrupted(call, handled)).toEqual({ result, left: [-1, -1], ended })
  })

  test.each<[id: number, flags: number, sec: number, ended: number]>([
    [0, 1, BOOT + 100, 1_500_000_001 + 50e9],
    [11, 1, BOOT + 100, 1_500_000_001 + 50e9],
    [0, 0, 98, 99_500_000_001],
    [1, 1, 98, 98e9],
  ])('by clock %i with flags %i when the wall clock is set forward', async (id, flags, sec, ended) => {
    const { m, clock } = setUp()
    const slept = m.start('clock_nanosleep', id, flags, timeAt(m, sec, 0), 0)
    m.kernel.clocks.setWall({ tv_sec: BOOT + 50, tv_nsec: 0 })
    expect([await slept, clock.monotonicNs()]).toEqual([0, ended])
  })

  test('a sleep of nothing lets others run', async () => {
    let turns = 0
    const m = new TestMachine({ yieldToHost: async () => void turns++ })
    expect(await m.start('nanosleep', timeAt(m, 0, 0), 0)).toBe(0)
    expect(turns).toBe(1)
  })

  test('ends when the process does', async () => {
    const { m } = setUp()
    const slept = m.start('nanosleep', timeAt(m, 1n << 62n, 0), 0)
    m.task.threadGroup.exit({ code: 3, signal: 0 })
    await slept
    expect([m.task.exiting, m.kernel.counters.sentryBugs, EINTR]).toEqual([true, 0, 4])
  })
})
