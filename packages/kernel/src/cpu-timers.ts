// CpuTimers: the timers of a process that send SIGVTALRM and SIGPROF as it runs: setitimer(ITIMER_VIRTUAL) and
// setitimer(ITIMER_PROF). Linux: kernel/time/itimer.c set_cpu_itimer, posix-cpu-timers.c check_cpu_itimer.
//
// Time in system calls and in the program are one here, so that both go by the same.

import {
  CLOCK_MONOTONIC,
  type ITIMER_PROF,
  ITIMER_VIRTUAL,
  SI_KERNEL,
  SIGPROF,
  SIGVTALRM,
  type Timespec,
} from '@jvisor/abi'
import { CpuTimeBase } from './cpu-time-base.ts'
import { IntervalTimer, type TimerSetting } from './interval-timer.ts'
import type { Kernel } from './kernel.ts'
import type { ThreadGroup } from './thread-group.ts'

type Which = typeof ITIMER_VIRTUAL | typeof ITIMER_PROF

export class CpuTimers {
  readonly #kernel: Kernel
  readonly #group: ThreadGroup
  readonly #timers = new Map<Which, IntervalTimer>()

  constructor(kernel: Kernel, group: ThreadGroup) {
    this.#kernel = kernel
    this.#group = group
  }

  setting(which: Which): TimerSetting {
    return this.#timers.get(which)?.setting ?? { valueNs: 0, intervalNs: 0 }
  }

  /** Sends the signal after `value`, and then after each `interval`; a value of nothing stops it. */
  set(which: Which, value: Timespec, interval: Timespec): void {
    let timer = this.#timers.get(which)
    if (timer === undefined) {
      timer = new IntervalTimer(
        this.#kernel,
        () => this.#expire(which),
        new CpuTimeBase(this.#kernel, this.#group),
      )
      this.#timers.set(which, timer)
    }
    timer.set(CLOCK_MONOTONIC, false, value, interval)
  }

  #expire(which: Which): void {
    this.#group.sendSignalInfo({ signal: which === ITIMER_VIRTUAL ? SIGVTALRM : SIGPROF, code: SI_KERNEL })
    const timer = this.#timers.get(which)
    if (timer?.isPeriodic) timer.goOn()
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.disarm()
  }
}
