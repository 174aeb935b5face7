// CpuLimit: the CPU time that a process may take: RLIMIT_CPU. Linux: check_process_timers in
// kernel/time/posix-cpu-timers.c. gVisor: ThreadGroup.applyCPULimits.

import { RLIMIT_CPU, SI_KERNEL, SIGKILL, SIGXCPU } from '@jvisor/abi'
import { Timer } from '@jvisor/vfs'
import { CpuTimeBase } from './cpu-time-base.ts'
import type { Kernel } from './kernel.ts'
import type { ThreadGroup } from './thread-group.ts'

const SECOND_NS = 1e9

export class CpuLimit {
  readonly #kernel: Kernel
  readonly #group: ThreadGroup
  readonly #timer = new Timer(() => this.#expire())
  /** Made when there is a limit. */
  #base: CpuTimeBase | undefined

  constructor(kernel: Kernel, group: ThreadGroup) {
    this.#kernel = kernel
    this.#group = group
  }

  /** The limit was set, or inherited. */
  changed(): void {
    const { cur } = this.#group.limits.get(RLIMIT_CPU)
    if (cur === Infinity) {
      this.stop()
      return
    }
    this.#base ??= new CpuTimeBase(this.#kernel, this.#group)
    this.#base.start(this.#timer, cur * SECOND_NS)
  }

  /** At the soft limit, which moves on by a second each time, the process hears of it; at the hard limit it is killed. */
  #expire(): void {
    const group = this.#group
    const { cur, max } = group.limits.get(RLIMIT_CPU)
    const ns = group.cpuTimeNs(this.#kernel.clock.monotonicNs())
    if (ns >= max * SECOND_NS) {
      group.sendSignalInfo({ signal: SIGKILL, code: SI_KERNEL })
      return
    }
    group.limits.set(RLIMIT_CPU, { cur: cur + 1, max })
    group.sendSignalInfo({ signal: SIGXCPU, code: SI_KERNEL })
    this.changed()
  }

  stop(): void {
    this.#base?.stop()
  }
}
