// POSIX timers and what becomes of them with tasks and processes; what they answer was recorded on Linux
// (files-linux.test.ts).

import { SIGUSR1 } from '@jvisor/abi'
import { SignalSet, type VirtualClock } from '@jvisor/kernel'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const AT = 0x10000000
const SECOND = 1e9

/** A machine whose task blocks the signal, and has a timer that sends it to `thread`, or to the process. */
function timed(clock: number, thread?: number) {
  const m = new TestMachine()
  m.map(1, undefined, AT)
  m.task.signals.setMask(SignalSet.of(SIGUSR1))
  const notify = thread === undefined ? 0n : 4n
  const event = BigInt64Array.of(
    9n,
    BigInt(SIGUSR1) | (notify << 32n),
    BigInt(thread ?? 0),
    0n,
    0n,
    0n,
    0n,
    0n,
  )
  m.poke(AT, new Uint8Array(event.buffer))
  expect(m.call('timer_create', clock, AT, AT + 512)).toBe(0)
  m.poke(AT, new Uint8Array(BigInt64Array.of(1n, 0n, 1n, 0n).buffer))
  expect(m.call('timer_settime', 0, 0, AT, 0)).toBe(0)
  return { m, clock: m.kernel.clock as VirtualClock }
}

test('a signal for a thread is pending for that thread', () => {
  const { m, clock } = timed(1, 1)
  clock.advance(SECOND)
  expect([m.task.signals.pending.set.has(SIGUSR1), m.task.threadGroup.pending.isEmpty]).toEqual([true, true])
})

test('CPU time passes only while the task runs, and costs no timer otherwise', () => {
  const { m, clock } = timed(3)
  const { kernel, task } = m
  clock.advance(10 * SECOND)
  expect([task.threadGroup.pending.isEmpty, kernel.timers.size]).toEqual([true, 0])
  kernel.wokeUp(task)
  expect(kernel.timers.size).toBe(1)
  clock.advance(SECOND / 2)
  kernel.fellAsleep(task)
  expect([task.threadGroup.pending.isEmpty, kernel.timers.size]).toEqual([true, 0])
  kernel.wokeUp(task)
  clock.advance(SECOND / 2)
  expect(task.threadGroup.pending.set.has(SIGUSR1)).toBe(true)
  kernel.fellAsleep(task)
})

test.each([0, 2])('a process that is gone has no timer of clock %i', async (id) => {
  const { m } = timed(id)
  await m.kernel.run(m.task)
  expect([m.kernel.timers.size, m.kernel.cpuTimeBases.size]).toEqual([0, 0])
})
