// alarm, setitimer, getitimer. Results were recorded on Linux 6.18.

import { errnoName, SA_RESTART, SIG_IGN, SIGALRM } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

type Row = readonly [
  name: 'alarm' | 'getitimer' | 'setitimer',
  args: readonly (number | 'B' | 'BAD' | number[])[],
  result: number | string,
]

const B = 0x10000000

const ROWS: readonly Row[] = [
  ['getitimer', [0, 'BAD'], 'EFAULT'],
  ['getitimer', [3, 'B'], 'EINVAL'],
  ['getitimer', [3, 'BAD'], 'EINVAL'],
  ['getitimer', [-1, 'B'], 'EINVAL'],
  ['getitimer', [0, 0], 'EFAULT'],
  ['setitimer', [0, [0, 0, 10, 0], 0], 0],
  ['setitimer', [0, 'BAD', 0], 'EFAULT'],
  ['setitimer', [3, [0, 0, 0, 0], 0], 'EINVAL'],
  ['setitimer', [3, 'BAD', 0], 'EFAULT'],
  ['setitimer', [0, [0, 1000000, 1, 0], 0], 'EINVAL'],
  ['setitimer', [0, [0, 0, 0, 1000000], 0], 'EINVAL'],
  ['setitimer', [0, [0, -1, 0, 0], 0], 'EINVAL'],
  ['setitimer', [0, [-1, 0, 1, 0], 0], 'EINVAL'],
  ['setitimer', [0, [0, 0, -1, 0], 0], 'EINVAL'],
  ['setitimer', [0, 0, 'B'], 'is 0 0 10 0'],
  ['setitimer', [0, 0, 'B'], 'is 0 0 0 0'],
  ['setitimer', [0, [0, 0, 10, 0], 'BAD'], 'EFAULT'],
  ['alarm', [0], 10],
  ['setitimer', [1, [0, 0, 10, 0], 0], 0],
  ['getitimer', [1, 'B'], 'is 0 0 10 0'],
  ['setitimer', [0, [5, 5, 10, 0], 0], 0],
  ['getitimer', [0, 'B'], 'is 5 5 10 0'],
  ['alarm', [0], 10],
  ['getitimer', [0, 'B'], 'is 0 0 0 0'],
  ['setitimer', [0, [5, 5, 0, 0], 0], 0],
  ['getitimer', [0, 'B'], 'is 0 0 0 0'],
  ['setitimer', [0, [0, 0, 0, 700000], 0], 0],
  ['alarm', [0], 1],
  ['setitimer', [0, [0, 0, 1, 400000], 0], 0],
  ['alarm', [0], 1],
  ['setitimer', [0, [0, 0, 1, 600000], 0], 0],
  ['alarm', [0], 2],
  ['alarm', [10], 0],
  ['alarm', [5], 10],
  ['alarm', [0], 5],
]

test('one call after the other', () => {
  const m = new TestMachine()
  m.map(1, undefined, B)
  const got = ROWS.map(([name, args, want]): Row => {
    const registers = args.map((a) => {
      if (a === 'B') return B
      if (a === 'BAD') return 8
      if (typeof a === 'number') return a
      m.poke(B + 64, new Uint8Array(BigInt64Array.from(a, BigInt).buffer))
      return B + 64
    })
    const n = m.call(name, ...registers)
    if (n < 0) return [name, args, errnoName(-n)]
    const filled = typeof want === 'string' && want.startsWith('is')
    return [name, args, filled ? `is ${new BigInt64Array(m.peek(B, 32).buffer).join(' ')}` : n]
  })
  expect(got).toEqual(ROWS)
  expect([m.kernel.timers.size, m.kernel.counters.sentryBugs]).toEqual([0, 0])
})

/** The machine's task with a handler for SIGALRM that counts. */
function ringing(flags = 0) {
  const m = new TestMachine()
  const rung = { times: 0 }
  m.task.context = {
    ...m.task.context,
    handleSignal: () => {
      rung.times++
      m.task.signals.setMask(m.task.signals.mask.copy().delete(SIGALRM))
      return Promise.resolve()
    },
  }
  m.task.threadGroup.signalHandlers.set(SIGALRM, { handler: 16, flags })
  return { m, rung }
}

test('an alarm ends a wait, once', async () => {
  const { m, rung } = ringing()
  expect(m.call('alarm', 3)).toBe(0)
  expect(await m.start('pause')).toBe(-4)
  expect([rung.times, m.kernel.clock.monotonicNs(), m.kernel.timers.size]).toEqual([1, 3e9, 0])
})

test('an interval counts from when the signal is taken', async () => {
  const { m, rung } = ringing(SA_RESTART)
  m.map(1, undefined, B)
  m.poke(B, new Uint8Array(BigInt64Array.of(2n, 0n, 1n, 0n).buffer))
  m.call('setitimer', 0, B, 0)
  for (let i = 0; i < 3; i++) await m.start('pause')
  expect([rung.times, m.kernel.clock.monotonicNs()]).toEqual([3, 5e9])
  // One that is ignored is never taken: the timer stands still then.
  m.task.threadGroup.signalHandlers.set(SIGALRM, { handler: SIG_IGN })
  m.poke(B + 64, new Uint8Array(BigInt64Array.of(100n, 0n).buffer))
  expect(await m.start('nanosleep', B + 64, 0)).toBe(0)
  expect([rung.times, m.kernel.timers.size]).toEqual([3, 0])
})

test('a process that is gone has no timer, and a child gets none', async () => {
  const { m } = ringing()
  m.call('alarm', 100)
  m.call('fork')
  expect(m.kernel.timers.size).toBe(1)
  await m.kernel.run(m.task)
  expect(m.kernel.timers.size).toBe(0)
})
