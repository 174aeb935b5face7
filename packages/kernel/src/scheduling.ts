// Scheduling: what a program has asked of the scheduler. Tasks run in turn whatever it says; programs can set it, see it
// and hand it on as on Linux. gVisor: the niceness and affinity of kernel.Task. Linux: kernel/sched/syscalls.c.

/** CPUs that programs see: all tasks run on one. */
export const CPUS = 1

/** Default timer slack, ns. */
export const TIMER_SLACK_NS = 50_000

/** Immutable: a change is another object. */
export interface Scheduling {
  /** SCHED_*. */
  readonly policy: number
  /** 1 to 99 with SCHED_FIFO and SCHED_RR, else 0. */
  readonly priority: number
  /** -20 to 19. */
  readonly nice: number
  /** Children do not get it (SCHED_RESET_ON_FORK). */
  readonly resetOnFork: boolean
  /** As ioprio_set(2) has it; 0 for none. */
  readonly ioPriority: number
}

export const NORMAL_SCHEDULING: Scheduling = Object.freeze({
  policy: 0,
  priority: 0,
  nice: 0,
  resetOnFork: false,
  ioPriority: 0,
})

/** What a child has of it. */
export function inheritScheduling(s: Scheduling): Scheduling {
  if (!s.resetOnFork) return s
  return { ...NORMAL_SCHEDULING, nice: s.policy === 0 ? Math.max(0, s.nice) : 0, ioPriority: s.ioPriority }
}
