// Sleeping. gVisor: pkg/sentry/syscalls/linux/sys_time.go. Linux: kernel/time/hrtimer.c, posix-timers.c.

import {
  CLOCK_BOOTTIME,
  CLOCK_BOOTTIME_ALARM,
  CLOCK_MONOTONIC,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_REALTIME,
  CLOCK_REALTIME_ALARM,
  CLOCK_TAI,
  EINVAL,
  EOPNOTSUPP,
  ERESTARTNOHAND,
  type Errno,
  ETIMEDOUT,
  OK,
  TIMER_ABSTIME,
  type Timespec,
} from '@jvisor/abi'
import {
  CLOCK_WAS_SET,
  readCpuClock,
  restartWith,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  toTimespec,
} from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import { WaitEntry } from '@jvisor/vfs'
import { type SyscallSpec, syscall } from './spec.ts'
import { CLOCK, REMAINING, TIMER_FLAGS, TIMESPEC_IN } from './strace/times.ts'
import { copyInTimespec, copyOutTimespec, deadlineAfter, nsUntil } from './time-args.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** nanosleep(2). */
function nanosleep(t: Task, a: SyscallArgs): Result {
  const time = copyInTimespec(t, a.pointer(0))
  return typeof time === 'number' ? -time : sleepFor(t, time, a.pointer(1))
}

/** clock_nanosleep(2). Of its flags only TIMER_ABSTIME counts, and the others do no harm. */
function clock_nanosleep(t: Task, a: SyscallArgs): Result {
  const id = a.int(0)
  const unknown = refuseId(id)
  if (unknown !== OK) return -unknown
  const time = copyInTimespec(t, a.pointer(2))
  if (typeof time === 'number') return -time
  const refused = refuseClock(t, id)
  if (refused !== OK) return -refused
  return (a.int(1) & TIMER_ABSTIME) !== 0 ? sleepUntil(t, id, time) : sleepFor(t, time, a.pointer(3))
}

/** What is wrong with a clock whatever the time: EINVAL if there is none, EOPNOTSUPP if none can sleep by it. */
function refuseId(id: number): Errno {
  if (id < 0) return (id & 7) === 3 ? EOPNOTSUPP : OK
  switch (id) {
    case CLOCK_REALTIME:
    case CLOCK_MONOTONIC:
    case CLOCK_PROCESS_CPUTIME_ID:
    case CLOCK_BOOTTIME:
    case CLOCK_REALTIME_ALARM:
    case CLOCK_BOOTTIME_ALARM:
    case CLOCK_TAI:
      return OK
    default:
      return id < CLOCK_BOOTTIME ? EOPNOTSUPP : EINVAL
  }
}

/** What is wrong with a clock once the time is known to be one. A thread cannot sleep by its own time. */
function refuseClock(t: Task, id: number): Errno {
  if (id >= 0) return t.kernel.clocks.read(id) === undefined ? EOPNOTSUPP : OK
  const isOwnThread = (id & 4) !== 0 && (~(id >> 3) === 0 || ~(id >> 3) === t.tid)
  return isOwnThread || readCpuClock(t, id) === undefined ? EINVAL : EOPNOTSUPP
}

/** Sleeps, and says at `remaining`, if that is not 0, what is left when a signal comes. */
function sleepFor(t: Task, time: Timespec, remaining: Addr): Result {
  // A sleep of nothing is a way to let others run.
  if (time.tv_sec === 0 && time.tv_nsec === 0) return t.kernel.yieldToHost().then(() => 0)
  return sleepOn(t, deadlineAfter(t, time), remaining)
}

async function sleepOn(t: Task, deadlineNs: number, remaining: Addr): Promise<SyscallResult> {
  const err = await blockUntil(t, () => deadlineNs)
  const left = nsUntil(t, deadlineNs)
  if (err === ETIMEDOUT || left === 0) return 0
  if (remaining !== 0) {
    const fault = copyOutTimespec(t, remaining, toTimespec(left))
    if (fault !== OK) return -fault
  }
  return restartWith(t, () => sleepOn(t, deadlineNs, remaining))
}

/** Sleeps until a clock shows `time`: if the wall clock is set meanwhile, until it shows it then. */
async function sleepUntil(t: Task, id: number, time: Timespec): Promise<SyscallResult> {
  const { clocks } = t.kernel
  const entry = new WaitEntry(CLOCK_WAS_SET, () => t.wake())
  clocks.changes.register(entry)
  const err = await blockUntil(t, () => clocks.deadlineNs(id, time))
  clocks.changes.unregister(entry)
  return err === ETIMEDOUT ? 0 : -ERESTARTNOHAND
}

/** Blocks until the deadline, looked at again after every wake-up. @returns ETIMEDOUT, or what came first */
async function blockUntil(t: Task, deadlineNs: () => number): Promise<Errno> {
  t.clearWake()
  for (;;) {
    const err = await t.block(deadlineNs())
    if (err !== OK) return err
  }
}

export const SLEEP_SYSCALLS: readonly SyscallSpec[] = [
  syscall('nanosleep', nanosleep, [TIMESPEC_IN, REMAINING]),
  syscall('clock_nanosleep', clock_nanosleep, [CLOCK, TIMER_FLAGS, TIMESPEC_IN, REMAINING], {
    unsupported: 'CPU time (EOPNOTSUPP)',
  }),
]
