// Times as system calls are given them, and the limits that they set. Linux: kernel/time/time.c get_timespec64,
// fs/select.c poll_select_set_timeout.

import {
  EFAULT,
  EINTR,
  EINVAL,
  ERESTARTNOHAND,
  type Errno,
  ITIMERSPEC,
  OK,
  TIMESPEC,
  TIMEVAL,
  type Timespec,
} from '@jvisor/abi'
import {
  durationNs,
  isValidTime,
  type SyscallResult,
  type Task,
  type TimerSetting,
  toTimespec,
} from '@jvisor/kernel'
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

/** Two valid times. */
export interface Interval {
  readonly value: Timespec
  readonly interval: Timespec
}

/** The itimerspec at an address. EFAULT; EINVAL if one of its times is none. */
export function copyInInterval(t: Task, addr: Addr): Interval | Errno {
  const { value } = copyStructIn(t, addr, ITIMERSPEC)
  if (value === undefined) return EFAULT
  const { it_value, it_interval } = value
  return isValidTime(it_value) && isValidTime(it_interval)
    ? { value: it_value, interval: it_interval }
    : EINVAL
}

/** EFAULT or OK. */
export function copyOutSetting(t: Task, addr: Addr, { valueNs, intervalNs }: TimerSetting): Errno {
  const setting = { it_value: toTimespec(valueNs), it_interval: toTimespec(intervalNs) }
  return copyStructOut(t, addr, ITIMERSPEC, setting).err
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

type Result = SyscallResult | Promise<SyscallResult>

/**
 * Writes what is left of a limit back to where it came from, when a call that waits ends, however it ends; not of a
 * limit that was nothing, or none (address 0). If that fails, the call cannot begin again: EINTR.
 * @see poll_select_finish (Linux 6.18 fs/select.c)
 */
export function withTimeLeft(
  t: Task,
  addr: Addr,
  kind: 'timespec' | 'timeval',
  deadlineNs: number,
  result: Result,
): Result {
  if (typeof result !== 'number') {
    return result.then((value) => withTimeLeft(t, addr, kind, deadlineNs, value))
  }
  if (addr === 0 || deadlineNs === 0) return result
  const left = toTimespec(nsUntil(t, deadlineNs))
  const timeval = { tv_sec: left.tv_sec, tv_usec: Math.floor(left.tv_nsec / 1000) }
  const { err } =
    kind === 'timespec' ? copyStructOut(t, addr, TIMESPEC, left) : copyStructOut(t, addr, TIMEVAL, timeval)
  return err !== OK && result === -ERESTARTNOHAND ? -EINTR : result
}
