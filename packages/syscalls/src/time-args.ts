// Times as system calls are given them, and the limits that they set. Linux: kernel/time/time.c get_timespec64,
// fs/select.c poll_select_set_timeout.

import { EFAULT, EINVAL, type Errno, TIMESPEC, TIMEVAL, type Timespec } from '@jvisor/abi'
import { durationNs, isValidTime, type Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'

/** The timespec at an address. EFAULT; EINVAL if it is no time. */
export function copyInTimespec(t: Task, addr: Addr): Timespec | Errno {
  const { value } = copyStructIn(t, addr, TIMESPEC)
  if (value === undefined) return EFAULT
  return isValidTime(value) ? value : EINVAL
}

/**
 * The timeval at an address, as a timespec. EFAULT; EINVAL if it is negative. More than a second of microseconds is as
 * good as seconds.
 */
export function copyInTimeval(t: Task, addr: Addr): Timespec | Errno {
  const { value } = copyStructIn(t, addr, TIMEVAL)
  if (value === undefined) return EFAULT
  const { tv_sec, tv_usec } = value
  const time = { tv_sec: tv_sec + Math.trunc(tv_usec / 1e6), tv_nsec: (tv_usec % 1e6) * 1000 }
  return isValidTime(time) ? time : EINVAL
}

/** EFAULT or OK. */
export function copyOutTimespec(t: Task, addr: Addr, time: Timespec): Errno {
  return copyStructOut(t, addr, TIMESPEC, time).err
}

/** The end of a length of time that begins now, ns since boot. */
export function deadlineAfter(t: Task, time: Timespec): number {
  return t.kernel.clock.monotonicNs() + durationNs(time)
}

/** The end of a limit in milliseconds, ns since boot; a negative one is none. */
export function deadlineAfterMs(t: Task, ms: number): number {
  return ms < 0 ? Infinity : t.kernel.clock.monotonicNs() + ms * 1e6
}

/** Nanoseconds that are left until a deadline. */
export function nsUntil(t: Task, deadlineNs: number): number {
  return Math.max(0, deadlineNs - t.kernel.clock.monotonicNs())
}
