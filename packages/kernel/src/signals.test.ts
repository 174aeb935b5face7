// What signals do by default, and which are pending.

import {
  SIGCHLD,
  SIGCONT,
  SIGINT,
  SIGKILL,
  SIGNAL_MAX,
  SIGPIPE,
  SIGSTOP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  SIGURG,
  SIGWINCH,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { defaultAction, PendingSignals, SignalHandlers } from './signals.ts'

test('by default every signal terminates but those of signal(7) that do not', () => {
  const by = (action: string) =>
    Array.from({ length: SIGNAL_MAX }, (_, i) => i + 1).filter((s) => defaultAction(s) === action)
  expect(by('ignore')).toEqual([SIGCHLD, SIGCONT, SIGURG, SIGWINCH].toSorted((a, b) => a - b))
  expect(by('stop')).toEqual([SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU])
  expect(by('terminate')).toHaveLength(SIGNAL_MAX - 8)
})

describe('actions', () => {
  test('are the default until they are set', () => {
    const handlers = new SignalHandlers()
    expect([1, SIGNAL_MAX].map((s) => handlers.get(s))).toEqual(['default', 'default'])
    handlers.set(SIGNAL_MAX, 'ignore')
    expect(handlers.get(SIGNAL_MAX)).toBe('ignore')
  })

  test.each([
    ['an ignored signal', SIGINT, 'ignore', true],
    ['one that terminates', SIGINT, 'default', false],
    ['one that is ignored by default', SIGCHLD, 'default', true],
    ['one that is ignored by default but has a handler', SIGCHLD, { handler: 0, restart: false }, false],
  ] as const)('discard %s: signal %i, %j: %s', (_name, signal, action, want) => {
    const handlers = new SignalHandlers()
    handlers.set(signal, action)
    expect(handlers.discards(signal)).toBe(want)
  })

  test.each([SIGKILL, SIGSTOP])('of signal %i cannot be set', (signal) => {
    const handlers = new SignalHandlers()
    expect(() => handlers.set(signal, 'ignore')).toThrow('keep their default')
    expect(handlers.discards(signal)).toBe(false)
  })
})

describe('pending signals', () => {
  test.each([
    ['by number', [SIGPIPE, SIGINT, SIGNAL_MAX], [SIGINT, SIGPIPE, SIGNAL_MAX]],
    ['SIGKILL before any other', [1, SIGKILL, SIGINT], [SIGKILL, 1, SIGINT]],
    ['once each', [SIGINT, SIGINT], [SIGINT]],
  ])('are taken %s', (_name, added, want) => {
    const pending = new PendingSignals()
    for (const signal of added) pending.add(signal)
    const taken: number[] = []
    while (!pending.isEmpty) taken.push(pending.take())
    expect(taken).toEqual(want)
  })
})
