// IntervalTimer: what timerfd, setitimer and POSIX timers have in common: a deadline by some clock, and then again
// after each interval. gVisor: pkg/sentry/ktime Timer. Linux: hrtimer_forward in kernel/time/hrtimer.c.
//
// It expires once and then waits to be told to go on: whoever counts expirations asks how many there have been, so that
// an interval of a nanosecond costs no more than one of an hour.

import { CLOCK_REALTIME, CLOCK_REALTIME_ALARM, CLOCK_TAI, type Timespec } from '@jvisor/abi'
import { type TimeBase, Timer, WaitEntry } from '@jvisor/vfs'
import { CLOCK_WAS_SET, durationNs } from './clocks.ts'
import type { Kernel } from './kernel.ts'

/** What is left until the next expiration (0: disarmed, or past), and between two of them (0: there is one). */
export interface TimerSetting {
  readonly valueNs: number
  readonly intervalNs: number
}

/** The next time that can be told from `ns`, which may be hundreds of years. */
export function justAfter(ns: number): number {
  return ns * (1 + 2 * Number.EPSILON) + 1
}

function goesByWall(id: number): boolean {
  return id === CLOCK_REALTIME || id === CLOCK_REALTIME_ALARM || id === CLOCK_TAI
}

export class IntervalTimer {
  readonly #kernel: Kernel
  readonly #base: TimeBase
  readonly #onExpire: () => void
  readonly #timer = new Timer(() => this.#expire())
  readonly #clockSet = new WaitEntry(CLOCK_WAS_SET, () => this.#follow())
  /** When it expires, or has, ns of its time; Infinity if it is disarmed. */
  #deadlineNs = Infinity
  #intervalNs = 0
  #expired = false
  /** Where the wall clock stood when the deadline was last right; undefined if the deadline does not go by it. */
  #wallShiftNs: number | undefined

  /**
   * `onExpire` is called when the time has come, once for each time that it is armed or goes on. `base`: the time that
   * it goes by; by default, that since boot.
   */
  constructor(kernel: Kernel, onExpire: () => void, base: TimeBase = kernel.timers) {
    this.#kernel = kernel
    this.#base = base
    this.#onExpire = onExpire
  }

  /** Sets it: to expire after `value`, or when clock `id` shows it; nothing disarms it. Preconditions: valid times. */
  set(id: number, absolute: boolean, value: Timespec, interval: Timespec): void {
    this.disarm()
    this.#intervalNs = durationNs(interval)
    if (value.tv_sec === 0 && value.tv_nsec === 0) return
    const { clocks } = this.#kernel
    if (!absolute) this.#start(this.#base.nowNs() + durationNs(value))
    else if (!goesByWall(id)) this.#start(durationNs(value))
    else {
      this.#wallShiftNs = clocks.wallShiftNs
      clocks.changes.register(this.#clockSet)
      this.#start(clocks.deadlineNs(CLOCK_REALTIME, value))
    }
  }

  /** Stops it for good. The interval stays, for whoever asks. */
  disarm(): void {
    this.#base.stop(this.#timer)
    if (this.#wallShiftNs !== undefined) this.#kernel.clocks.changes.unregister(this.#clockSet)
    this.#wallShiftNs = undefined
    this.#deadlineNs = Infinity
    this.#expired = false
  }

  /** It has expired, and not gone on since. Looks at the clock, which may be ahead of the host's alarm. */
  get expired(): boolean {
    if (!this.#expired && this.#deadlineNs <= this.#base.nowNs()) this.#expire()
    return this.#expired
  }

  get isPeriodic(): boolean {
    return this.#intervalNs > 0
  }

  get setting(): TimerSetting {
    const left = this.#deadlineNs - this.#base.nowNs()
    return { valueNs: left === Infinity ? 0 : Math.max(0, left), intervalNs: this.#intervalNs }
  }

  /**
   * Goes on to the next expiration that is to come. Precondition: it has expired, and is periodic.
   * @returns expirations that are past, but for the one that was told: 0 or more
   */
  goOn(): number {
    const now = this.#base.nowNs()
    const past = Math.floor((now - this.#deadlineNs) / this.#intervalNs)
    const next = this.#deadlineNs + (past + 1) * this.#intervalNs
    this.#expired = false
    this.#start(next > now ? next : justAfter(now))
    return past
  }

  #start(deadlineNs: number): void {
    this.#deadlineNs = deadlineNs
    if (deadlineNs !== Infinity) this.#base.start(this.#timer, deadlineNs)
  }

  #expire(): void {
    this.#base.stop(this.#timer)
    this.#expired = true
    this.#onExpire()
  }

  /** The wall clock was set: the deadline comes that much sooner or later. */
  #follow(): void {
    const shift = this.#kernel.clocks.wallShiftNs
    const moved = shift - (this.#wallShiftNs ?? shift)
    this.#wallShiftNs = shift
    if (this.#expired) this.#deadlineNs -= moved
    else this.#start(this.#deadlineNs - moved)
  }
}
