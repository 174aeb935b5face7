// SignalTakers: which task of a process takes a signal that was sent to all of them. gVisor: findSignalReceiverLocked in
// pkg/sentry/kernel/task_signals.go. Linux: complete_signal, retarget_shared_pending in kernel/signal.c.

import type { SignalInfo } from '@jvisor/abi'
import { SignalSet } from './signal-set.ts'
import type { Task } from './task.ts'
import type { ThreadGroup } from './thread-group.ts'

export class SignalTakers {
  readonly #group: ThreadGroup
  /** Who is to take what is pending, of several tasks. */
  readonly #taker = new Map<number, Task>()
  /** @see #nextThat */
  #lastFound: Task | undefined

  constructor(group: ThreadGroup) {
    this.#group = group
  }

  /** Makes a task that does not block the signal act on it, `first` if it can: no other then takes it. */
  choose(info: SignalInfo, first: Task): void {
    const { tasks } = this.#group
    const { signal } = info
    const wants = ({ exiting, signals }: Task) =>
      !exiting && !signals.mask.has(signal) && !signals.isSettledBut(signal)
    const target = wants(first) ? first : this.#nextThat(wants)
    if (target === undefined) {
      for (const task of tasks) task.signals.defer(signal)
      return
    }
    if (this.#group.endedBy(info, target)) return
    if (tasks.size > 1) this.#taker.set(signal, target)
    target.interrupt()
  }

  /** The first such task from the one that was last found in this way on, around (signal->curr_target). */
  #nextThat(wants: (task: Task) => boolean): Task | undefined {
    const tasks = [...this.#group.tasks]
    const from = this.#lastFound === undefined ? 0 : Math.max(0, tasks.indexOf(this.#lastFound))
    const found = [...tasks.slice(from), ...tasks.slice(0, from)].find(wants)
    if (found !== undefined) this.#lastFound = found
    return found
  }

  /** A task is about to be gone: where it was found last, the next one stands. */
  forget(task: Task): void {
    if (task !== this.#lastFound) return
    const tasks = [...this.#group.tasks]
    this.#lastFound = tasks[(tasks.indexOf(task) + 1) % tasks.length]
  }

  /**
   * Pending signals that another task than `task` is to take; undefined for none. Once `task` looks what there is, only
   * those count of which the taker is awake: whoever looks takes them all (dequeue_signal).
   */
  reservedFrom(task: Task, looks = false): SignalSet | undefined {
    if (this.#taker.size === 0) return undefined
    const { pending, tasks } = this.#group
    let reserved: SignalSet | undefined
    for (const [signal, taker] of this.#taker) {
      if (!pending.set.has(signal) || !tasks.has(taker) || taker.signals.mask.has(signal)) {
        this.#taker.delete(signal)
      } else if (taker !== task && !(looks && taker.isAsleep)) {
        reserved = (reserved ?? new SignalSet()).add(signal)
      }
    }
    return reserved
  }

  /** What a task blocks has changed: others may take what it blocks now and did not before. @see retarget_shared_pending */
  offerPending(changed: Task, before: SignalSet): void {
    const { pending, tasks } = this.#group
    if (pending.isEmpty || tasks.size < 2) return
    for (const signal of pending.set) {
      if (changed.signals.mask.has(signal) && !before.has(signal)) this.#offer(signal, changed)
    }
    this.takeOver(changed)
  }

  /** A task looks what is pending: what one is to take that sleeps, it takes as well. @see recalc_sigpending */
  takeOver(task: Task): void {
    for (const [signal, taker] of this.#taker) {
      if (taker !== task && taker.isAsleep && !task.signals.mask.has(signal)) this.#taker.set(signal, task)
    }
  }

  /** A signal was pending before: the next task that does not block it takes it, and ends nobody before it does. */
  #offer(signal: number, from: Task): void {
    const tasks = [...this.#group.tasks]
    const at = tasks.indexOf(from) + 1
    const target = [...tasks.slice(at), ...tasks.slice(0, at)].find(
      ({ exiting, signals }) => !exiting && !signals.mask.has(signal),
    )
    if (target === undefined) return
    this.#taker.set(signal, target)
    target.interrupt()
  }
}
