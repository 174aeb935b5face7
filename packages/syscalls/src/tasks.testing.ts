// A second task for tests of calls that wait: it shares memory and descriptors with the machine's first, or has
// descriptors of its own. Not shipped.

import { SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import { NO_PROGRAM, type Task } from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import type { Argument, TestMachine } from './machine.testing.ts'

export class OtherTask {
  readonly task: Task
  readonly #m: TestMachine

  /** `ownFds`: with a copy of the first task's descriptors, as a process has them after fork(2). */
  constructor(m: TestMachine, opts: { ownFds?: boolean } = {}) {
    const idle = { name: 'test', layout: DEFAULT_LAYOUT, createContext: () => NO_PROGRAM }
    const task = m.kernel.createProcess(idle, m.table)
    if (typeof task === 'number') throw new Error(`createProcess: ${task}`)
    m.task.mm.incUsers()
    task.replaceMemory(m.task.mm)
    task.fdTable = opts.ownFds === true ? m.task.fdTable.copy() : m.task.fdTable.share()
    this.task = task
    this.#m = m
  }

  /** Makes a call by name. @see TestMachine.start */
  start(name: SyscallName, ...args: readonly Argument[]): number | Promise<number> {
    const registers = args.map((a) => (typeof a === 'string' ? this.#m.cstring(a) : a))
    for (let i = 0; i < 6; i++) this.task.args.set(i, registers[i] ?? 0)
    return this.task.syscall(SYSCALL_NUMBERS[this.#m.table.arch][name] ?? -1)
  }

  /** Makes a call that has to wait. */
  wait(name: SyscallName, ...args: readonly Argument[]): Promise<number> {
    const result = this.start(name, ...args)
    if (typeof result === 'number') throw new Error(`${name} did not wait: ${result}`)
    return result
  }
}
