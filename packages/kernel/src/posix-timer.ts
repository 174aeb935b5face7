// PosixTimer: a timer of a process that sends a signal, and waits with the next expiration until that is taken.
// gVisor: pkg/sentry/kernel/posixtimer.go IntervalTimer. Linux: kernel/time/posix-timers.c, kernel/signal.c.

import {
  EAGAIN,
  EINVAL,
  type Errno,
  RLIMIT_SIGPENDING,
  SI_TIMER,
  SIGEV_NONE,
  type SignalInfo,
  type Timespec,
} from '@jvisor/abi'
import type { TimeBase } from '@jvisor/vfs'
import { cpuTimeOwner, isCpuClock } from './cpu-clocks.ts'
import { CpuTimeBase } from './cpu-time-base.ts'
import { IntervalTimer, type TimerSetting } from './interval-timer.ts'
import type { QueuedSignal, SignalSource } from './pending-signals.ts'
import type { Task } from './task.ts'
import { isIgnored } from './task-signals.ts'
import type { ThreadGroup } from './thread-group.ts'

/** What happens at an expiration: struct sigevent. */
export interface TimerEvent {
  /** SIGEV_NONE: nothing. */
  readonly notify: number
  readonly signal: number
  /** 64 bits. */
  readonly value: bigint
  /** Who gets the signal; undefined: the process. */
  readonly thread: Task | undefined
}

const MAX_OVERRUN = 0x7fffffff

export class PosixTimer implements SignalSource {
  readonly #id: number
  readonly #clock: number
  readonly #event: TimerEvent
  readonly #group: ThreadGroup
  readonly #timer: IntervalTimer
  /** The signal that was sent and not taken. One that does not count any more stays in the queue until it is found. */
  #queued: QueuedSignal | undefined
  /** The signal was ignored, and the timer goes on once it is not. */
  #ignored = false
  /** Expirations beyond the one that the signal tells of. */
  #overrun = 0
  #lastOverrun = 0

  constructor(t: Task, id: number, clock: number, event: TimerEvent, base: TimeBase) {
    this.#id = id
    this.#clock = clock
    this.#event = event
    this.#group = t.threadGroup
    this.#timer = new IntervalTimer(t.kernel, () => this.#expire(), base)
  }

  get signal(): number {
    return this.#event.signal
  }

  /** timer_settime(2). Preconditions: valid times. */
  set(absolute: boolean, value: Timespec, interval: Timespec): void {
    this.#forget()
    const armed = value.tv_sec !== 0 || value.tv_nsec !== 0
    this.#timer.set(this.#clock, absolute, value, armed ? interval : value)
  }

  /** timer_delete(2). */
  delete(): void {
    this.#forget()
    this.#timer.disarm()
  }

  #forget(): void {
    this.#queued = undefined
    this.#ignored = false
    this.#overrun = this.#lastOverrun = 0
  }

  /** timer_gettime(2): of a timer that has expired and waits, when it would have next. */
  get setting(): TimerSetting {
    this.#goOn()
    return this.#timer.setting
  }

  /** timer_getoverrun(2): of the signal that was taken last. */
  get overrun(): number {
    return this.#lastOverrun
  }

  /** Counts what has come meanwhile. */
  #goOn(): void {
    if (this.#timer.isPeriodic && this.#timer.expired) this.#overrun += this.#timer.goOn()
  }

  #expire(): void {
    if (this.#event.notify === SIGEV_NONE) return
    if (this.#queued !== undefined || this.#ignored) this.#overrun++
    else this.#send()
  }

  #send(): void {
    const { signal, thread } = this.#event
    const target = thread ?? this.#group.tasks.values().next().value
    if (target === undefined || !this.#group.tasks.has(target)) return
    if (isIgnored(target, signal)) {
      this.#ignored = this.#timer.isPeriodic
      return
    }
    this.#queued = { signal, code: SI_TIMER, source: this }
    if (thread === undefined) this.#group.sendSignalInfo(this.#queued)
    else thread.sendSignalInfo(this.#queued)
  }

  /** The signal is not ignored any more. */
  resume(): void {
    if (!this.#ignored) return
    this.#ignored = false
    this.#send()
  }

  /** @see posixtimer_deliver_signal */
  taken(info: QueuedSignal): SignalInfo | undefined {
    if (info !== this.#queued) return undefined
    this.#queued = undefined
    this.#goOn()
    this.#lastOverrun = Math.min(this.#overrun, MAX_OVERRUN)
    this.#overrun = 0
    const { signal, value } = this.#event
    return { signal, code: SI_TIMER, timerId: this.#id, overrun: this.#lastOverrun, value }
  }

  dropped(info: QueuedSignal): void {
    if (info !== this.#queued) return
    this.#queued = undefined
    this.#ignored = this.#timer.isPeriodic
  }
}

/** The timers of a process, by ID. */
export class PosixTimers {
  readonly #timers = new Map<number, PosixTimer>()
  #nextId = 0

  /** An ID is used up even if nothing becomes of its timer. */
  allocateId(): number {
    const id = this.#nextId
    this.#nextId = id === MAX_OVERRUN ? 0 : id + 1
    return this.#timers.has(id) ? this.allocateId() : id
  }

  /** EINVAL: a CPU clock of nobody that `t` may time. EAGAIN: there are too many (RLIMIT_SIGPENDING). */
  add(t: Task, id: number, clock: number, event: TimerEvent): Errno | PosixTimer {
    if (this.#timers.size >= t.threadGroup.limits.get(RLIMIT_SIGPENDING).cur) return EAGAIN
    const owner = isCpuClock(clock) ? cpuTimeOwner(t, clock) : undefined
    if (owner === undefined && isCpuClock(clock)) return EINVAL
    const base = owner === undefined ? t.kernel.timers : new CpuTimeBase(t.kernel, owner)
    const timer = new PosixTimer(t, id, clock, event, base)
    this.#timers.set(id, timer)
    return timer
  }

  get(id: number): PosixTimer | undefined {
    return this.#timers.get(id)
  }

  /** @returns false if there is none */
  delete(id: number): boolean {
    this.#timers.get(id)?.delete()
    return this.#timers.delete(id)
  }

  /** execve(2), or the end. */
  deleteAll(): void {
    for (const timer of this.#timers.values()) timer.delete()
    this.#timers.clear()
  }

  /** A signal has another action: timers that waited for that go on. */
  actionSet(signal: number): void {
    for (const timer of this.#timers.values()) if (timer.signal === signal) timer.resume()
  }
}
