// CpuTimeBase: the time that a task or a process runs, for timers that go by it: one alarm, which rings only while
// somebody runs. Linux: kernel/time/posix-cpu-timers.c, which looks at each tick. gVisor: ThreadGroup.cpu timers.

import { type TimeBase, Timer } from '@jvisor/vfs'
import type { CpuTimeOwner } from './cpu-clocks.ts'
import { justAfter } from './interval-timer.ts'
import type { Kernel } from './kernel.ts'

export class CpuTimeBase implements TimeBase {
  readonly #kernel: Kernel
  readonly #owner: CpuTimeOwner
  readonly #alarm = new Timer(() => this.#ring())
  #timer: Timer | undefined
  #deadlineNs = Infinity

  /** For one timer. */
  constructor(kernel: Kernel, owner: CpuTimeOwner) {
    this.#kernel = kernel
    this.#owner = owner
  }

  nowNs(): number {
    return this.#owner.cpuTimeNs(this.#kernel.clock.monotonicNs())
  }

  start(timer: Timer, deadlineNs: number): void {
    this.#timer = timer
    this.#deadlineNs = deadlineNs
    this.#kernel.cpuTimeBases.add(this)
    this.update()
  }

  stop(): void {
    this.#timer = undefined
    this.#kernel.cpuTimeBases.delete(this)
    this.#kernel.timers.stop(this.#alarm)
  }

  /** A task has begun to run, or stopped: the time comes sooner or later than it seemed. */
  update(): void {
    const { timers, clock, runnable } = this.#kernel
    const { runners } = this.#owner
    // While the machine is idle nobody runs, whoever may seem to: time does not pass for this then.
    if (runners === 0 || runnable === 0) timers.stop(this.#alarm)
    else {
      const left = Math.max(0, this.#deadlineNs - this.nowNs())
      const now = clock.monotonicNs()
      const then = now + Math.ceil(left / runners)
      timers.start(this.#alarm, left > 0 && then <= now ? justAfter(now) : then)
    }
  }

  #ring(): void {
    const timer = this.#timer
    if (this.nowNs() < this.#deadlineNs) this.update()
    else {
      this.stop()
      timer?.callback()
    }
  }
}
