// Thread groups: who ends when, and with what.

import { SIGTERM } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { newTask } from './kernel.testing.ts'
import { SignalSet } from './signal-set.ts'
import { Task } from './task.ts'
import { shellStatus, type ThreadGroup, waitStatus } from './thread-group.ts'

/** A process of two tasks. */
function twoTasks(): { first: Task; second: Task; group: ThreadGroup } {
  const first = newTask()
  first.fdTable.share()
  first.mm.incUsers()
  const second = new Task(first.kernel, {
    tid: 2,
    threadGroup: first.threadGroup,
    memoryManager: first.mm,
    fdTable: first.fdTable,
    fsContext: first.fsContext,
    syscallTable: first.syscallTable,
  })
  return { first, second, group: first.threadGroup }
}

test.each([
  [{ code: 0, signal: 0 }, 0, 0],
  [{ code: 255, signal: 0 }, 0xff00, 255],
  [{ code: 256 + 77, signal: 0 }, 77 << 8, 77],
  [{ code: -1, signal: 0 }, 0xff00, 255],
  [{ code: 5, signal: SIGTERM }, SIGTERM, 128 + SIGTERM],
])('%j for wait(2) and for a shell', (status, wait, shell) => {
  expect([waitStatus(status), shellStatus(status)]).toEqual([wait, shell])
})

describe('a process of two tasks', () => {
  test('lives until both are gone; the status is that of the last', async () => {
    const { first, second, group } = twoTasks()
    first.exit(3)
    expect([first.exiting, second.exiting, group.exitStatus]).toEqual([true, false, undefined])
    first.kernel.discard(first)
    expect([...group.tasks]).toEqual([second])
    second.exit(4)
    second.kernel.discard(second)
    expect(await group.exited).toEqual({ code: 4, signal: 0 })
  })

  test('ends as one by exit_group, whatever its tasks say', async () => {
    const { first, second, group } = twoTasks()
    group.exit({ code: 7, signal: 0 })
    expect([first.exiting, second.exiting]).toEqual([true, true])
    second.exit(1)
    second.kernel.discard(second)
    first.kernel.discard(first)
    expect(await group.exited).toEqual({ code: 7, signal: 0 })
  })

  test('gets a signal once: its first task takes it, or another if that blocks it', () => {
    const { first, second, group } = twoTasks()
    group.signalHandlers.set(SIGTERM, { handler: 4096 })
    group.sendSignal(SIGTERM)
    expect([first.hasPendingSignals, second.hasPendingSignals]).toEqual([true, false])
    first.signals.setMask(SignalSet.of(SIGTERM))
    expect([first.hasPendingSignals, second.hasPendingSignals]).toEqual([false, true])
    expect([second.signals.takeOf(SignalSet.of(SIGTERM))?.signal, group.pending.isEmpty]).toEqual([
      SIGTERM,
      true,
    ])
  })

  test('the task that the sender names takes a signal', () => {
    const { first, second, group } = twoTasks()
    group.signalHandlers.set(SIGTERM, { handler: 4096 })
    group.sendSignalInfo({ signal: SIGTERM, code: 0 }, second)
    expect([first.hasPendingSignals, second.hasPendingSignals]).toEqual([false, true])
  })

  test('a signal that kills ends all tasks at once', () => {
    const { group } = twoTasks()
    group.sendSignal(SIGTERM)
    expect(group.exitStatus).toEqual({ code: 0, signal: SIGTERM })
  })

  test('can be sent a signal when nobody is left', () => {
    const { first, second, group } = twoTasks()
    first.kernel.discard(first)
    second.kernel.discard(second)
    expect(() => group.sendSignal(SIGTERM)).not.toThrow()
  })
})
