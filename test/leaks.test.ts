// What a kernel leaves behind is found, whatever it is: each kind of thing is lost here, found, and given back, so that
// the check after each of these tests finds nothing.

import { expect, test } from 'vitest'
import {
  Kernel,
  LimitSet,
  NO_PROGRAM,
  ProcessGroup,
  Session,
  SyscallTable,
  type Task,
  VirtualClock,
} from '../packages/kernel/src/index.ts'
import { DEFAULT_LAYOUT } from '../packages/mm/src/index.ts'
import { EVENT_IN, EventFile, Timer, WaitEntry, WaitQueue } from '../packages/vfs/src/index.ts'
import { endKernel, leaks } from './leaks.ts'

/** Loses something of a kernel that has this task alone. @returns what gives it back */
type Loss = (task: Task) => () => void

const LOSSES: Readonly<Record<string, Loss>> = {
  'pages +1': ({ kernel: { memoryFile } }) => {
    const page = memoryFile.allocate()
    return () => memoryFile.decRef(page)
  },
  'openFiles +1': () => {
    const file = new EventFile(1, 0, { semaphore: false, nonblocking: false })
    return () => file.decRef()
  },
  'timers +1': ({ kernel: { timers } }) => {
    const timer = new Timer(() => {})
    timers.start(timer, Infinity)
    return () => timers.stop(timer)
  },
  'waiters +1': () => {
    const queue = new WaitQueue()
    const entry = new WaitEntry(EVENT_IN, () => {})
    queue.register(entry)
    return () => queue.unregister(entry)
  },
  'processes +1': ({ kernel }) => {
    const processGroup = new ProcessGroup(7, new Session(7))
    const group = kernel.createThreadGroup({ pid: 7, limits: new LimitSet(), processGroup })
    return () => group.reap()
  },
  'tasks +1, descriptors +1, openFiles +1': (task) => {
    const { fdTable, kernel } = task
    fdTable.add(new EventFile(1, 0, { semaphore: false, nonblocking: false }), 1)
    fdTable.share()
    task.destroy()
    return () => {
      fdTable.decRef()
      ;(kernel.tasks as Map<number, Task>).delete(task.tid)
    }
  },
  'sentryBugs +1': ({ kernel: { counters } }) => {
    counters.sentryBugs++
    return () => counters.sentryBugs--
  },
}

test.each(Object.entries(LOSSES))('%s', async (found, lose) => {
  const kernel = new Kernel({ clock: new VirtualClock(), random: { fill() {} } })
  const before = kernel.holdings()
  const platform = { name: 'none', layout: DEFAULT_LAYOUT, createContext: () => NO_PROGRAM }
  const task = kernel.createProcess(platform, new SyscallTable('x86-64', [], () => 0)) as Task
  const giveBack = lose(task)
  await endKernel(kernel)
  expect(leaks(before, kernel.holdings()).join(', ')).toBe(found)
  giveBack()
  expect(leaks(before, kernel.holdings())).toEqual([])
})
