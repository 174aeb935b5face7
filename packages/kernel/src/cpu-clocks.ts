// The clocks that count the time that tasks run: CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID, and those of
// clock_getcpuclockid(3). Linux: kernel/time/posix-cpu-timers.c.
//
// The ID of such a clock is negative: the complement of a process or thread ID, and three bits that say which it is.

import { CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID } from '@jvisor/abi'
import { TICK_NS } from './clocks.ts'
import type { Task } from './task.ts'

/** The ID is a thread's, and the clock counts that thread alone. */
const PER_THREAD = 4
/** What it counts: 0 all time, 1 that in the program, 2 the scheduler's count, and 3 is not a CPU clock. */
const KIND_BITS = 3
const KIND_SCHED = 2
const KIND_NONE = 3

/** The ID is that of a CPU clock, whether there is one or not. */
export function isCpuClock(id: number): boolean {
  return id < 0 || id === CLOCK_PROCESS_CPUTIME_ID || id === CLOCK_THREAD_CPUTIME_ID
}

/** Whose time a CPU clock counts: a task's, or all of a process. */
export interface CpuTimeOwner {
  cpuTimeNs(nowNs: number): number
  /** Tasks of it that run now. */
  readonly runners: number
}

/** Whose time it is that a CPU clock counts for `t`; undefined if there is no such task, or it is another process's thread. */
export function cpuTimeOwner(t: Task, id: number): CpuTimeOwner | undefined {
  if (id === CLOCK_PROCESS_CPUTIME_ID) return t.threadGroup
  if (id === CLOCK_THREAD_CPUTIME_ID) return t
  if (id >= 0 || (id & KIND_BITS) === KIND_NONE) return undefined
  const tid = ~(id >> 3)
  if ((id & PER_THREAD) !== 0) {
    const task = tid === 0 ? t : t.kernel.tasks.get(tid)
    return task?.threadGroup === t.threadGroup ? task : undefined
  }
  return tid === 0 || tid === t.tid ? t.threadGroup : t.kernel.processes.get(tid)
}

/** What a CPU clock shows to `t`, ns; undefined if there is none. @see cpuTimeOwner */
export function readCpuClock(t: Task, id: number): number | undefined {
  return cpuTimeOwner(t, id)?.cpuTimeNs(t.kernel.clock.monotonicNs())
}

/** Nanoseconds between two values of a CPU clock. Precondition: there is one. */
export function cpuClockResolution(id: number): number {
  return id >= 0 || (id & KIND_BITS) === KIND_SCHED ? 1 : TICK_NS
}
