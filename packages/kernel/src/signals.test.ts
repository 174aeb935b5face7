// What signals do by default, and what is set for them.

import {
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_NODEFER,
  SA_RESETHAND,
  SIG_DFL,
  SIG_IGN,
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
import { SignalSet } from './signal-set.ts'
import { defaultAction, SignalHandlers } from './signals.ts'

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
    expect([1, SIGNAL_MAX].map((s) => handlers.get(s).handler)).toEqual([SIG_DFL, SIG_DFL])
    handlers.set(SIGNAL_MAX, { handler: SIG_IGN, flags: SA_NODEFER, mask: SignalSet.of(SIGKILL, SIGINT) })
    expect(handlers.get(SIGNAL_MAX)).toEqual({
      handler: SIG_IGN,
      flags: SA_NODEFER,
      restorer: 0,
      mask: SignalSet.of(SIGINT),
    })
  })

  test.each([
    ['an ignored signal', SIGINT, SIG_IGN, { discards: true, kills: false, handles: false }],
    ['one that terminates', SIGINT, SIG_DFL, { discards: false, kills: true, handles: false }],
    ['one that stops', SIGTSTP, SIG_DFL, { discards: false, kills: false, handles: false }],
    ['one that is ignored by default', SIGCHLD, SIG_DFL, { discards: true, kills: false, handles: false }],
    ['one with a handler', SIGCHLD, 16, { discards: false, kills: false, handles: true }],
  ])('%s', (_name, signal, handler, want) => {
    const handlers = new SignalHandlers()
    handlers.set(signal, { handler })
    expect({
      discards: handlers.discards(signal),
      kills: handlers.kills(signal),
      handles: handlers.handles(signal),
    }).toEqual(want)
  })

  test.each([SIGKILL, SIGSTOP])('of signal %i cannot be set', (signal) => {
    const handlers = new SignalHandlers()
    expect(() => handlers.set(signal, { handler: SIG_IGN })).toThrow('keep their default')
    expect(handlers.discards(signal)).toBe(false)
  })

  test('run once with SA_RESETHAND', () => {
    const handlers = new SignalHandlers()
    handlers.set(SIGINT, { handler: 16, flags: SA_RESETHAND })
    expect([handlers.consume(SIGINT).handler, handlers.consume(SIGINT).handler]).toEqual([16, SIG_DFL])
  })

  test('go to a copy, which is its own; execve leaves only what is ignored', () => {
    const handlers = new SignalHandlers()
    handlers.set(SIGINT, { handler: 16 })
    handlers.set(SIGPIPE, { handler: SIG_IGN, flags: SA_NODEFER })
    const copy = handlers.copy()
    copy.reset()
    expect([SIGINT, SIGPIPE].map((s) => copy.get(s))).toMatchObject([
      { handler: SIG_DFL },
      { handler: SIG_IGN, flags: 0 },
    ])
    expect(handlers.get(SIGINT).handler).toBe(16)
  })

  test.each([
    [SIG_IGN, 0, true],
    [SIG_DFL, SA_NOCLDWAIT, true],
    [SIG_DFL, 0, false],
    [16, SA_NOCLDSTOP, false],
  ])('of SIGCHLD %i with flags %i: children leave no zombies: %s', (handler, flags, want) => {
    const handlers = new SignalHandlers()
    handlers.set(SIGCHLD, { handler, flags })
    expect(handlers.reapsChildren).toBe(want)
  })
})
