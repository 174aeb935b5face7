// A million random system calls by processes and threads that make each other, wait for each other, stop, trace and
// kill each other: none throws, none shows what is the kernel's own, and nobody is left in the end.

import { SIGCONT, SIGKILL, SIGUSR1 } from '@jvisor/abi'
import { NO_PROGRAM, type Platform, type PlatformContext, SignalSet, type Task } from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { expect, test } from 'vitest'
import { furnish, generator, isPublic, numbersOf, prepare } from './hostile.testing.ts'
import { TestMachine } from './machine.testing.ts'

const CALLS = 1_000_000
const MEMORY = 32 << 20
const TASKS = 12
/** Calls that a task makes before others have their turn. */
const SLICE = 16
/** Looks without a call in between, after which those that wait are interrupted, and then killed. */
const PATIENCE = 3

test(`${CALLS} hostile system calls of several tasks`, { timeout: 240_000 }, async () => {
  const seed = 20261126
  const random = generator(seed)
  const failures: string[] = []
  let left = CALLS
  let numbers: number[] = []
  let area = 0
  let most = 0

  /** Makes calls until it ends, or there are no more to make; its children do the same. */
  class Hostile implements PlatformContext {
    readonly canFork = true
    readonly #task: Task

    constructor(task: Task) {
      this.#task = task
    }

    async run(): Promise<void> {
      const task = this.#task
      while (!task.exiting && task.context === this && left > 0) {
        left--
        const number = prepare(task, numbers, area, random)
        const result = await task.syscall(number)
        if (!task.exiting && !isPublic(result)) failures.push(`seed ${seed}: ${number} returned ${result}`)
        if (left % SLICE === 0) await task.giveWay()
      }
    }

    handleSignal(): Promise<void> {
      return Promise.resolve()
    }

    fork(child: Task): PlatformContext {
      return new Hostile(child)
    }
  }
  let begun = false
  const platform: Platform = {
    name: 'hostile',
    layout: DEFAULT_LAYOUT,
    createContext: (task) => (begun ? new Hostile(task) : NO_PROGRAM),
  }

  while (left > 0) {
    begun = false
    const m = new TestMachine({ memoryBytes: MEMORY, maxTasks: TASKS, platform })
    numbers = numbersOf(m.table)
    area = furnish(m)
    begun = true
    m.task.context = new Hostile(m.task)
    void m.kernel.run(m.task)
    let idle = 0
    for (let before = left; m.kernel.tasks.size > 0; before = left) {
      most = Math.max(most, m.kernel.tasks.size)
      await new Promise(setImmediate)
      idle = left === before ? idle + 1 : 0
      if (idle <= PATIENCE && left > 0) continue
      for (const task of [...m.kernel.tasks.values()]) {
        task.signals.setMask(new SignalSet())
        for (const signal of [SIGCONT, idle > 2 * PATIENCE || left === 0 ? SIGKILL : SIGUSR1]) {
          task.threadGroup.sendSignal(signal)
        }
      }
    }
    expect(m.kernel.counters.sentryBugs).toBe(0)
    expect(m.kernel.holdings().tasks).toBe(0)
  }
  expect(failures).toEqual([])
  expect(most).toBe(TASKS)
})
