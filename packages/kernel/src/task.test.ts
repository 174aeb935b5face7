// Tasks: system calls, waiting, signals, ends.

import {
  EAGAIN,
  EFAULT,
  EINTR,
  ENOSYS,
  ERESTARTNOHAND,
  ERESTARTNOINTR,
  ERESTARTSYS,
  type Errno,
  ETIMEDOUT,
  OK,
  SA_RESTART,
  SIG_IGN,
  SIGCHLD,
  SIGINT,
  SIGKILL,
  SIGSEGV,
  SIGTERM,
  SIGUSR1,
  SIGUSR2,
  SIGWINCH,
} from '@jvisor/abi'
import { MemoryManager } from '@jvisor/mm'
import { Timer } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import { HOST, map, newTask, platformOf } from './kernel.testing.ts'
import { Kernel } from './kernel.ts'
import { NO_LOG } from './logger.ts'
import { RESTART, type SyscallOutcome } from './restart-block.ts'
import { SignalSet } from './signal-set.ts'
import { type Syscall, SyscallTable, type Tracer } from './syscall-table.ts'
import type { Task } from './task.ts'
import { describeExit, shellStatus, waitStatus } from './thread-group.ts'

const call = (name: string, fn: Syscall['fn']): Syscall => ({ name, fn })
/** A call that waits until it is woken, and then gives 5; or is interrupted. */
const WAIT = call('wait', async (t) => ((await t.block()) === OK ? 5 : -ERESTARTSYS))

describe('system calls', () => {
  test('give their value at once if they do not wait; -0 is 0', () => {
    const task = newTask([call('five', () => 5), call('ok', () => -OK), call('fail', () => -EAGAIN)])
    expect([task.syscall(0), task.syscall(1), task.syscall(2)]).toEqual([5, 0, -EAGAIN])
    expect(Object.is(task.syscall(1), 0)).toBe(true)
    expect(task.kernel.counters).toMatchObject({ syscalls: 4, sentryBugs: 0 })
  })

  test('that are unknown are ENOSYS, and logged once each', () => {
    const logged: object[] = []
    const task = newTask([], {}, { ...HOST, logger: { ...NO_LOG, info: (fields) => logged.push(fields) } })
    expect([task.syscall(7), task.syscall(7), task.syscall(-1), task.syscall(2 ** 31)]).toEqual(
      Array(4).fill(-ENOSYS),
    )
    expect(logged).toEqual([7, -1, 2 ** 31].map((syscall) => ({ tid: 1, arch: 'x86-64', syscall })))
  })

  test.each<[name: string, fn: Syscall['fn']]>([
    [
      'at once',
      () => {
        throw new Error('bug')
      },
    ],
    ['later', () => Promise.reject(new Error('bug'))],
  ])('that throw %s kill the task, not the host', async (_name, fn) => {
    const logged: string[] = []
    const logger = { ...NO_LOG, error: (_fields: object, message: string) => logged.push(message) }
    const task = newTask([call('broken', fn)], {}, { ...HOST, logger })
    await task.syscall(0)
    const { counters } = task.kernel
    expect([task.exiting, counters.sentryBugs, logged.length]).toEqual([true, 1, 1])
    counters.sentryBugs = 0
    expect((await task.kernel.run(task)).signal).not.toBe(0)
  })
})

describe('waiting', () => {
  test('ends when the task is woken, also before it sleeps', async () => {
    const task = newTask([WAIT])
    const waits = task.syscall(0)
    task.wake()
    expect(await waits).toBe(5)
    task.wake()
    expect(await task.syscall(0)).toBe(5)
    task.wake()
    task.clearWake()
    const again = task.syscall(0)
    expect(await Promise.race([again, Promise.resolve('still waits')])).toBe('still waits')
    // Interrupted by nothing that would be a reason to give up, the call begins again.
    task.interrupt()
    task.wake()
    expect(await again).toBe(5)
  })

  test.each<[name: string, code: Errno, restart: boolean, want: number]>([
    ['ERESTARTSYS with SA_RESTART', ERESTARTSYS, true, 2],
    ['ERESTARTSYS without', ERESTARTSYS, false, -EINTR],
    ['ERESTARTNOINTR', ERESTARTNOINTR, false, 2],
    ['ERESTARTNOHAND', ERESTARTNOHAND, true, -EINTR],
  ])('%s after a handler', async (_name, code, restart, want) => {
    let calls = 0
    const ran: number[] = []
    const once = call('once', (t, args) => {
      calls++
      expect(args.int(0)).toBe(42)
      if (calls > 1) return calls
      t.sendSignal(SIGUSR1)
      return -code
    })
    const task: Task = newTask([once], {
      handleSignal: async ({ info: { signal }, mask }) => {
        ran.push(signal)
        task.signals.setMask(mask)
        task.args.set(0, 1) // a handler makes calls of its own
      },
    })
    task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 16, flags: restart ? SA_RESTART : 0 })
    task.args.set(0, 42)
    expect(await task.syscall(0)).toBe(want)
    expect(ran).toEqual([SIGUSR1])
  })
})

describe('a CPU pushes a frame, which gets', () => {
  test.each<[name: string, result: number, flags: number, want: SyscallOutcome]>([
    ['the value of a call that has one', 7, 0, 7],
    ['its errno', -EFAULT, SA_RESTART, -EFAULT],
    ['a restart: ERESTARTSYS with SA_RESTART', -ERESTARTSYS, SA_RESTART, RESTART],
    ['EINTR: ERESTARTSYS without', -ERESTARTSYS, 0, -EINTR],
    ['a restart: ERESTARTNOINTR', -ERESTARTNOINTR, 0, RESTART],
    ['EINTR: ERESTARTNOHAND', -ERESTARTNOHAND, SA_RESTART, -EINTR],
  ])('%s', async (_name, result, flags, want) => {
    let calls = 0
    const frames: [number, SyscallOutcome | undefined, bigint][] = []
    const once = call('once', (t) => {
      calls++
      for (const signal of [SIGUSR1, SIGUSR2]) t.sendSignal(signal)
      return result
    })
    const task: Task = newTask([once], {
      handleSignal: ({ info, outcome, mask }) => frames.push([info.signal, outcome, mask.bits]) > 0,
    })
    for (const signal of [SIGUSR1, SIGUSR2])
      task.threadGroup.signalHandlers.set(signal, { handler: 16, flags })
    await task.syscall(0)
    // Each frame brings back the mask of the one before it; only the first holds what the call returns.
    expect(frames).toEqual([
      [SIGUSR1, want, 0n],
      [SIGUSR2, undefined, SignalSet.of(SIGUSR1).bits],
    ])
    expect([calls, task.signals.mask.bits]).toEqual([1, SignalSet.of(SIGUSR1, SIGUSR2).bits])
  })

  test('nothing if there is no room: SIGSEGV, which kills if its own handler has none', async () => {
    const task: Task = newTask([call('nothing', () => 0)], { handleSignal: () => false })
    for (const signal of [SIGUSR1, SIGSEGV]) task.threadGroup.signalHandlers.set(signal, { handler: 16 })
    task.sendSignal(SIGUSR1)
    await task.syscall(0)
    expect(task.threadGroup.exitStatus).toEqual({ code: 0, signal: SIGSEGV })
  })
})

describe('signals', () => {
  test('interrupt a call that waits, and end the process by default', async () => {
    const task = newTask([WAIT])
    const waits = task.syscall(0)
    task.threadGroup.sendSignal(SIGINT)
    await waits
    expect(task.threadGroup.exitStatus).toEqual({ code: 0, signal: SIGINT })
    expect(await task.block()).toBe(ERESTARTSYS)
  })

  test.each([SIGCHLD, SIGWINCH])('%i is discarded by default and interrupts nothing', async (signal) => {
    const task = newTask([WAIT])
    const waits = task.syscall(0)
    task.sendSignal(signal)
    task.wake()
    expect(await waits).toBe(5)
    expect(task.hasPendingSignals).toBe(false)
  })

  test('that are ignored have no effect, but SIGKILL cannot be', async () => {
    const task = newTask([call('nothing', () => 0)])
    task.threadGroup.signalHandlers.set(SIGTERM, { handler: SIG_IGN })
    task.sendSignal(SIGTERM)
    expect(task.syscall(0)).toBe(0)
    expect(() => task.threadGroup.signalHandlers.set(SIGKILL, { handler: SIG_IGN })).toThrow('invariant')
    task.sendSignal(SIGKILL)
    await task.syscall(0)
    expect(task.threadGroup.exitStatus?.signal).toBe(SIGKILL)
  })

  test('come once each, SIGKILL first, then by number', async () => {
    const ran: number[] = []
    const task = newTask([call('nothing', () => 7)], {
      handleSignal: async ({ info: { signal }, mask }) => {
        ran.push(signal)
        task.signals.setMask(mask)
      },
    })
    for (const signal of [SIGUSR2, SIGUSR1]) task.threadGroup.signalHandlers.set(signal, { handler: 16 })
    for (const signal of [SIGUSR2, SIGUSR1, SIGUSR2]) task.sendSignal(signal)
    expect(await task.syscall(0)).toBe(7)
    expect(ran).toEqual([SIGUSR1, SIGUSR2])
  })
})

describe('processes', () => {
  test('end with what their program says; everything they held is free again', async () => {
    const kernel = new Kernel(HOST)
    const before = kernel.memoryFile.pagesInUse
    const platform = platformOf({ run: async () => task.exit(300) })
    const task = kernel.createProcess(platform, new SyscallTable('x86-64', [], () => undefined)) as Task
    expect([kernel.tasks.size, task.tid, task.threadGroup.pid]).toEqual([1, 1, 1])
    expect(await kernel.run(task)).toEqual({ code: 44, signal: 0 })
    expect([kernel.tasks.size, kernel.memoryFile.pagesInUse, task.memoryManager]).toEqual([
      0,
      before,
      undefined,
    ])
    expect(() => task.mm).toThrow('task 1 has exited')
    const next = kernel.createProcess(platform, new SyscallTable('x86-64', [], () => undefined)) as Task
    expect(next.tid).toBe(2)
  })

  test('whose platform throws are killed, and the host lives on', async () => {
    const task = newTask([], { run: () => Promise.reject(new Error('platform bug')) })
    expect(await task.kernel.run(task)).toEqual({ code: 0, signal: SIGKILL })
  })

  test('there can be only so many', () => {
    const kernel = new Kernel({ ...HOST, maxTasks: 1 })
    const table = new SyscallTable('x86-64', [], () => undefined)
    kernel.createProcess(platformOf(), table)
    expect(kernel.createProcess(platformOf(), table)).toBe(EAGAIN)
  })

  test('the first exit_group decides', () => {
    const task = newTask()
    task.threadGroup.exit({ code: 1, signal: 0 })
    task.threadGroup.exit({ code: 2, signal: 0 })
    expect(task.threadGroup.exitStatus).toEqual({ code: 1, signal: 0 })
  })

  test.each([
    [{ code: 3, signal: 0 }, 0x300, 3, 'exited with 3'],
    [{ code: 0, signal: SIGINT }, 2, 130, 'killed by SIGINT'],
  ])('the status %j in its forms', (status, wait, shell, text) => {
    expect([waitStatus(status), shellStatus(status), describeExit(status)]).toEqual([wait, shell, text])
  })
})

test('a tracer sees every call, with how it ended', async () => {
  const seen: string[] = []
  const tracer: Tracer = {
    enter: (_t, number, c, args) => seen.push(`enter ${number} ${c?.name} ${args.int(0)}`),
    blocked: () => seen.push('blocked'),
    exit: (_t, result) => seen.push(`exit ${result}`),
    signal: (_t, { signal }) => seen.push(`signal ${signal}`),
    exited: (_t, status) => seen.push(`exited ${status}`),
  }
  const task = newTask([call('five', () => 5), WAIT])
  task.kernel.tracer = tracer
  task.args.set(0, 9)
  task.syscall(0)
  task.syscall(99)
  const waits = task.syscall(1)
  task.sendSignal(SIGTERM)
  await waits
  await task.kernel.run(task)
  expect(seen).toEqual([
    'enter 0 five 9',
    'exit 5',
    'enter 99 undefined 9',
    'exit -38',
    'enter 1 wait 9',
    'blocked',
    'exit -512',
    'signal 15',
    'exited 15',
  ])
})

describe('the options of a kernel', () => {
  test.each<[opts: object, message: string]>([
    [{ memoryBytes: 1 }, 'kernel options: memoryBytes: '],
    [{ memoryBytes: 2 ** 33 }, 'kernel options: memoryBytes: '],
    [{ memoryBytes: 'a lot' }, 'kernel options: memoryBytes: '],
    [{ maxTasks: 0 }, 'kernel options: maxTasks: '],
    [{ clock: {} }, 'kernel options: clock: must be a clock (monotonicNs, setAlarm)'],
    [{ random: undefined }, 'kernel options: random: must be a random (fill)'],
    [{ logger: { warn() {} } }, 'kernel options: logger: must be a logger'],
    [{ yieldToHost: 5 }, 'kernel options: yieldToHost: must be a function'],
    [{ unheardOf: 1 }, 'kernel options: value: '],
  ])('%j', (opts, message) => {
    expect(() => new Kernel({ ...HOST, ...opts })).toThrow(message)
    expect(() => new Kernel({ ...HOST, ...opts })).toThrow(TypeError)
  })
})

describe('another address space', () => {
  test('takes the place of the old one, which goes with its last user', () => {
    const task = newTask()
    const { memoryFile } = task.kernel
    const at = map(task, 2)
    task.mm.zeroOut(at, 1)
    const old = task.mm
    old.incUsers()
    const next = new MemoryManager(memoryFile)
    task.replaceMemory(next)
    expect([task.mm === next, task.mm.isMapped(at), old.isMapped(at)]).toEqual([true, false, true])
    old.decUsers()
    expect([old.isMapped(at), memoryFile.pagesInUse]).toEqual([false, 1])
    task.replaceMemory(new MemoryManager(memoryFile))
    expect(next.incUsers()).toBe(false)
  })
})

describe('a sleep with a deadline', () => {
  test.each<[name: string, deadlineNs: number, want: [Errno, number]]>([
    ['ends when it has come, since nobody else does anything', 5e9, [ETIMEDOUT, 5e9]],
    ['that has passed is none', 0, [ETIMEDOUT, 0]],
  ])('%s', async (_name, deadlineNs, want) => {
    const task = newTask()
    const { clock, timers } = task.kernel
    expect([await task.block(deadlineNs), clock.monotonicNs()]).toEqual(want)
    expect(timers.size).toBe(0)
  })

  test('is ended before by a wake-up, and leaves no timer', async () => {
    const task = newTask()
    const slept = task.block(5e9)
    task.wake()
    expect([await slept, task.kernel.clock.monotonicNs(), task.kernel.timers.size]).toEqual([OK, 0, 0])
  })

  test('time passes from one timer to the next until somebody wakes', async () => {
    const task = newTask()
    const { clock, timers } = task.kernel
    const ticks: number[] = []
    const tick = new Timer(() => {
      ticks.push(clock.monotonicNs())
      timers.start(tick, clock.monotonicNs() + 2e9)
    })
    timers.start(tick, 2e9)
    expect(await task.block(5e9)).toBe(ETIMEDOUT)
    timers.stop(tick)
    expect([ticks, clock.monotonicNs()]).toEqual([[2e9, 4e9], 5e9])
  })
})
