// ThreadGroup: what Linux calls a process: the tasks that exit together, and what they share whatever clone said.
// gVisor: pkg/sentry/kernel/thread_group.go.

import { signalName } from '@jvisor/abi'
import type { LimitSet } from './limits.ts'
import { SignalHandlers } from './signals.ts'
import type { Task } from './task.ts'

/** How a process ended: by exiting with a status (0 to 255), or by a signal. */
export interface ExitStatus {
  readonly code: number
  /** The signal that killed it; 0 if it exited. */
  readonly signal: number
}

/** The word that wait4(2) gives for an exit status. */
export function waitStatus(status: ExitStatus): number {
  return status.signal !== 0 ? status.signal : (status.code & 0xff) << 8
}

/** What a shell makes of an exit status: the code, or 128 and the signal. */
export function shellStatus(status: ExitStatus): number {
  return status.signal !== 0 ? 128 + status.signal : status.code & 0xff
}

/** "exited with 1", "killed by SIGINT": for people. */
export function describeExit(status: ExitStatus): string {
  return status.signal !== 0 ? `killed by ${signalName(status.signal)}` : `exited with ${status.code}`
}

export class ThreadGroup {
  /** Process ID: the thread ID of the first task. */
  readonly pid: number
  readonly limits: LimitSet
  readonly signalHandlers = new SignalHandlers()
  readonly tasks = new Set<Task>()
  /** Settles when the last task is gone. */
  readonly exited: Promise<ExitStatus>
  #resolveExited!: (status: ExitStatus) => void
  #status: ExitStatus | undefined

  constructor(pid: number, limits: LimitSet) {
    this.pid = pid
    this.limits = limits
    this.exited = new Promise((resolve) => {
      this.#resolveExited = resolve
    })
  }

  /** How the group ends; undefined while it does not. */
  get exitStatus(): ExitStatus | undefined {
    return this.#status
  }

  /** Ends all tasks. The first call decides the status. */
  exit(status: ExitStatus): void {
    if (this.#status !== undefined) return
    this.#status = status
    for (const task of this.tasks) task.interrupt()
  }

  /**
   * Sends a signal to the process. One that it ignores is dropped. The first task takes it.
   * Precondition: 1 to SIGNAL_MAX.
   */
  sendSignal(signal: number): void {
    const [task] = this.tasks
    task?.sendSignal(signal)
  }

  /** A task is gone for good; called by the task. */
  removeTask(task: Task, status: ExitStatus): void {
    this.tasks.delete(task)
    if (this.tasks.size > 0) return
    this.#status ??= status
    this.#resolveExited(this.#status)
  }
}
