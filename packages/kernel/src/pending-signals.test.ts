// What is pending: standard signals once, real-time signals each, in Linux's order.

import { SIGINT, SIGKILL, SIGNAL_MAX, SIGPIPE, SIGSEGV, SIGUSR1 } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { PendingSignals } from './pending-signals.ts'
import { SignalSet } from './signal-set.ts'

const RT = 34

test.each<[name: string, added: number[], blocked: number[], want: number[]]>([
  ['by number', [SIGPIPE, SIGINT, SIGNAL_MAX], [], [SIGINT, SIGPIPE, SIGNAL_MAX]],
  ['SIGKILL before any other', [1, SIGKILL, SIGINT], [], [SIGKILL, 1, SIGINT]],
  ['faults before what others send', [1, SIGSEGV], [], [SIGSEGV, 1]],
  ['standard signals once each', [SIGINT, SIGINT], [], [SIGINT]],
  ['real-time signals as often as they came', [RT, SIGINT, RT, RT], [], [SIGINT, RT, RT, RT]],
  ['but for those that are blocked', [SIGINT, SIGUSR1, RT], [SIGINT, RT], [SIGUSR1]],
  ['but for a blocked fault', [SIGSEGV, SIGUSR1], [SIGSEGV], [SIGUSR1]],
])('signals are taken %s', (_name, added, blocked, want) => {
  const pending = new PendingSignals()
  for (const signal of added) pending.add({ signal, code: 0 })
  const mask = SignalSet.of(...blocked)
  const taken: number[] = []
  for (let next = pending.next(mask); next !== 0; next = pending.next(mask)) {
    taken.push(pending.take(next).signal)
  }
  expect(taken).toEqual(want)
})

test('each says what it came with; of a standard signal, the first', () => {
  const pending = new PendingSignals()
  for (const value of [1n, 2n]) {
    pending.add({ signal: SIGINT, code: 0, value })
    pending.add({ signal: RT, code: 0, value })
  }
  pending.addBare(RT + 1)
  expect([
    pending.queued,
    pending.take(SIGINT).value,
    pending.take(RT).value,
    pending.take(RT).value,
  ]).toEqual([2, 1n, 1n, 2n])
  expect([pending.isEmpty, pending.take(RT + 1), pending.isEmpty]).toEqual([
    false,
    { signal: RT + 1, code: 0 },
    true,
  ])
})

test('are taken of a set, and forgotten by one', () => {
  const pending = new PendingSignals()
  for (const signal of [SIGINT, SIGUSR1, RT, RT]) pending.add({ signal, code: 0 })
  expect(pending.takeOf(SignalSet.of(SIGUSR1, SIGPIPE))?.signal).toBe(SIGUSR1)
  expect(pending.takeOf(SignalSet.of(SIGUSR1))).toBe(undefined)
  pending.removeAll(SignalSet.of(RT))
  expect([...pending.set]).toEqual([SIGINT])
})
