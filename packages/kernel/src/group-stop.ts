// GroupStop: how a process stops and goes on as one: job control. gVisor: pkg/sentry/kernel/task_signals.go
// initiateGroupStop, participateGroupStop. Linux: kernel/signal.c do_signal_stop, prepare_signal.

import { CLD_CONTINUED, CLD_STOPPED, SA_NOCLDSTOP, SIGCHLD, SIGCONT, SIGSTOP } from '@jvisor/abi'
import type { Task } from './task.ts'
import type { ThreadGroup } from './thread-group.ts'

export class GroupStop {
  readonly #group: ThreadGroup
  /** What stops it; 0 while nothing does. */
  #signal = 0
  /** How often it has been stopped, and which of these times the parent was told of. */
  #count = 0
  #told = 0
  /** Tasks that stand still, and what lets each go on. */
  readonly #stopped = new Map<Task, () => void>()
  // What wait(2) has not told yet.
  #untoldStop = false
  #untoldContinue = false

  constructor(group: ThreadGroup) {
    this.#group = group
  }

  /** The process is to stop, or stands still. */
  get stopping(): boolean {
    return this.#signal !== 0
  }

  /** All its tasks stand still. */
  get isComplete(): boolean {
    const { tasks, isZombie } = this.#group
    if (this.#signal === 0 || isZombie) return false
    if (this.#stopped.size === tasks.size) return true
    for (const task of tasks) {
      if (!this.#stopped.has(task) && task.ptrace?.seenStop !== this.#count) return false
    }
    return true
  }

  /** This task is to stop with the process, which one that is traced does once for each stop. */
  awaits({ ptrace }: Task): boolean {
    return this.#signal !== 0 && ptrace?.seenStop !== this.#count
  }

  /** This task stands still. */
  holds(task: Task): boolean {
    return this.#stopped.has(task)
  }

  /** Stops all tasks, as each comes to where it acts on signals. An orphaned group stops for SIGSTOP only. */
  begin(signal: number): void {
    const { tasks, exitStatus, processGroup } = this.#group
    if (exitStatus !== undefined) return
    if (this.#signal !== 0) {
      // Those that are traced and run stop again.
      for (const { ptrace } of tasks) if (ptrace !== undefined) ptrace.seenStop = 0
      return
    }
    if (signal !== SIGSTOP && processGroup.isOrphaned()) return
    this.#signal = signal
    this.#count++
    this.#untoldContinue = false
    for (const task of tasks) task.interrupt()
  }

  /** Where a task stands still until SIGCONT or the end. */
  async hold(task: Task): Promise<void> {
    if (this.#signal === 0) return
    const resumed = new Promise<void>((resolve) => this.#stopped.set(task, resolve))
    this.#check()
    task.kernel.fellAsleep(task)
    await resumed
  }

  /** A task that is traced stands still with the others. @returns the signal by which they do */
  takePart({ ptrace }: Task): number {
    if (ptrace !== undefined) ptrace.seenStop = this.#count
    this.#check()
    return this.#signal
  }

  /** A task that stands still comes to where it finds that it is traced. @returns false if it did not */
  release(task: Task): boolean {
    const resume = this.#stopped.get(task)
    if (resume === undefined) return false
    this.#stopped.delete(task)
    task.kernel.wokeUp(task)
    resume()
    return true
  }

  /** A task is gone: perhaps all that are left stand still. */
  taskGone(): void {
    if (this.#signal !== 0) this.#check()
  }

  #check(): void {
    if (!this.isComplete || this.#told === this.#count) return
    this.#told = this.#count
    const { leader, parent } = this.#group
    if (leader?.ptrace?.tracer.threadGroup === parent && parent !== undefined) return
    this.#untoldStop = true
    this.#tellParent(CLD_STOPPED, this.#signal)
  }

  /** SIGCONT was sent: goes on, if it was stopped. */
  continue(): void {
    if (this.#signal === 0) return
    const wasStopped = this.isComplete
    this.end()
    for (const { ptrace } of this.#group.tasks) if (ptrace?.seized === true) ptrace.trapSoon()
    this.#untoldStop = false
    this.#untoldContinue = wasStopped
    if (wasStopped) this.#tellParent(CLD_CONTINUED, SIGCONT)
  }

  /** Nothing stops the process any more; nobody is told. */
  end(): void {
    this.#signal = 0
    for (const [task, resume] of this.#stopped) {
      task.kernel.wokeUp(task)
      resume()
    }
    this.#stopped.clear()
  }

  #tellParent(code: number, status: number): void {
    const { parent, pid, uid } = this.#group
    if (parent === undefined) return
    const { flags } = parent.signalHandlers.get(SIGCHLD)
    if ((flags & SA_NOCLDSTOP) === 0) {
      this.#group.signalParent(parent, { signal: SIGCHLD, code, pid, uid, status })
    }
    parent.tellOf({ pid, group: this.#group })
  }

  /** For wait(2) with WUNTRACED: the signal that it has stopped by; 0 if it has not, or it was told. */
  untoldStop(take: boolean): number {
    if (!this.#untoldStop) return 0
    if (take) this.#untoldStop = false
    return this.#signal
  }

  /** For wait(2) with WCONTINUED. */
  untoldContinue(take: boolean): boolean {
    const untold = this.#untoldContinue
    if (take) this.#untoldContinue = false
    return untold
  }
}
