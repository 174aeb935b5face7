// RealTimer: the timer of a process that sends SIGALRM: setitimer(ITIMER_REAL), alarm(2). Linux: kernel/time/itimer.c
// it_real_fn, and the re-arming in dequeue_signal. gVisor: ThreadGroup.itimerRealTimer.

import { CLOCK_MONOTONIC, SI_KERNEL, SIGALRM, type Timespec } from '@jvisor/abi'
import { IntervalTimer, type TimerSetting } from './interval-timer.ts'
import type { Kernel } from './kernel.ts'
import type { ThreadGroup } from './thread-group.ts'

const NOTHING: Timespec = { tv_sec: 0, tv_nsec: 0 }

export class RealTimer {
  readonly #timer: IntervalTimer

  constructor(kernel: Kernel, group: ThreadGroup) {
    this.#timer = new IntervalTimer(kernel, () => group.sendSignalInfo({ signal: SIGALRM, code: SI_KERNEL }))
  }

  get setting(): TimerSetting {
    return this.#timer.setting
  }

  /** Sends the signal after `value`, and then after each `interval`; a value of nothing stops it. */
  set(value: Timespec, interval: Timespec): void {
    const stops = value.tv_sec === 0 && value.tv_nsec === 0
    this.#timer.set(CLOCK_MONOTONIC, false, value, stops ? NOTHING : interval)
  }

  /** The program has taken the signal: only now does the next interval count. So one that is blocked costs nothing. */
  signalTaken(): void {
    if (this.#timer.isPeriodic && this.#timer.expired) this.#timer.goOn()
  }

  stop(): void {
    this.#timer.disarm()
  }
}
