// The lines of calls that wait, and of time: what strace(1) 6.1 printed on Linux 6.18 for a C program that made the
// same calls on the same memory.

import { READ_WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { type Argument, TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

type Name = Parameters<TestMachine['start']>[0]
/** A call, what is in memory at P before it, and its line. */
type Row = readonly [name: Name, args: readonly Argument[], words: readonly (number | bigint)[], line: string]

const P = 0x10000000

/** A machine with a page at P that begins with these 64-bit words, and a pipe of 3 and 4. */
function traced(words: readonly (number | bigint)[]) {
  const m = new TestMachine()
  m.map(1, READ_WRITE, P)
  for (let fd = 0; fd < 3; fd++) m.call('open', '/dev/null', 2)
  m.pipe()
  m.poke(P, new Uint8Array(BigInt64Array.from(words, (w) => BigInt.asIntN(64, BigInt(w))).buffer))
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  return { m, lines }
}

const table = (rows: readonly Row[]) =>
  test.each(rows)('%s %j with %j', async (name, args, words, line) => {
    const { m, lines } = traced(words)
    await m.start(name, ...args)
    expect(lines).toEqual([line])
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })

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
