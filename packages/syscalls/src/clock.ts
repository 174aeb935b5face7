// Reading and setting clocks. gVisor: pkg/sentry/syscalls/linux/sys_time.go. Linux: kernel/time/time.c, posix-timers.c.

import {
  CAP_SYS_TIME,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_REALTIME,
  CLOCK_REALTIME_COARSE,
  EFAULT,
  EINVAL,
  EPERM,
  type Errno,
  i64n,
  OK,
  TIMEVAL,
  TIMEZONE,
  type Timespec,
} from '@jvisor/abi'
import {
  cpuClockResolution,
  isCpuClock,
  readCpuClock,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  TICK_NS,
  toTimespec,
} from '@jvisor/kernel'
import { copyStructIn, copyStructOut } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import {
  CLOCK,
  SECONDS_OUT,
  TIMESPEC_IN,
  TIMESPEC_OUT,
  TIMEVAL_IN,
  TIMEVAL_OUT,
  TIMEZONE_IN,
  TIMEZONE_OUT,
  timeResult,
} from './strace/times.ts'
import { copyInTimespec, copyOutTimespec } from './time-args.ts'

/** What a clock shows; undefined if there is none of this ID. */
export function readClock(t: Task, id: number): Timespec | undefined {
  if (!isCpuClock(id)) return t.kernel.clocks.read(id)
  const ns = readCpuClock(t, id)
  return ns === undefined ? undefined : toTimespec(ns)
}

/** clock_gettime(2). The alarm clocks are EINVAL, as on a machine without a clock that runs while it is off. */
function clock_gettime(t: Task, a: SyscallArgs): SyscallResult {
  const time = readClock(t, a.int(0))
  return time === undefined ? -EINVAL : -copyOutTimespec(t, a.pointer(1), time)
}

/** clock_getres(2). */
function clock_getres(t: Task, a: SyscallArgs): SyscallResult {
  const id = a.int(0)
  if (readClock(t, id) === undefined) return -EINVAL
  const at = a.pointer(1)
  return at === 0 ? 0 : -copyOutTimespec(t, at, toTimespec(resolutionNs(id)))
}

function resolutionNs(id: number): number {
  if (isCpuClock(id)) return cpuClockResolution(id)
  return id === CLOCK_REALTIME_COARSE || id === CLOCK_MONOTONIC_COARSE ? TICK_NS : 1
}

/** clock_settime(2). The clocks of processes and threads look at the time first, and then are EPERM. */
function clock_settime(t: Task, a: SyscallArgs): SyscallResult {
  const id = a.int(0)
  if (id > CLOCK_REALTIME) return -EINVAL
  const time = copyInTimespec(t, a.pointer(1))
  if (time === EFAULT) return -EFAULT
  if (id < 0) return readCpuClock(t, id) === undefined ? -EINVAL : -EPERM
  return typeof time === 'number' ? -time : -setWall(t, time)
}

/** gettimeofday(2). */
function gettimeofday(t: Task, a: SyscallArgs): SyscallResult {
  const [tv, tz] = [a.pointer(0), a.pointer(1)]
  if (tv !== 0) {
    const { tv_sec, tv_nsec } = wallClock(t)
    const { err } = copyStructOut(t, tv, TIMEVAL, { tv_sec, tv_usec: Math.floor(tv_nsec / 1000) })
    if (err !== OK) return -err
  }
  return tz === 0 ? 0 : -copyStructOut(t, tz, TIMEZONE, t.kernel.clocks.timezone).err
}

/** EINVAL; EPERM without CAP_SYS_TIME. @see do_sys_settimeofday64 */
function setWall(t: Task, time: Timespec): Errno {
  const { clocks } = t.kernel
  if (!clocks.isSettable(time)) return EINVAL
  return t.credentials.has(CAP_SYS_TIME) ? clocks.setWall(time) : EPERM
}

function wallClock(t: Task): Timespec {
  return t.kernel.clocks.read(CLOCK_REALTIME) as Timespec
}

/** Minutes that a time zone can be away from Greenwich, either way. */
const MAX_MINUTES_WEST = 15 * 60

/** settimeofday(2). The zone is only remembered: the clock has been Greenwich's from the beginning. */
function settimeofday(t: Task, a: SyscallArgs): SyscallResult {
  const { clocks } = t.kernel
  const [tv, tz] = [a.pointer(0), a.pointer(1)]
  const time = tv === 0 ? undefined : copyStructIn(t, tv, TIMEVAL)
  if (time !== undefined) {
    if (time.value === undefined) return -EFAULT
    if (time.value.tv_usec < 0 || time.value.tv_usec > 1e6) return -EINVAL
  }
  const zone = tz === 0 ? undefined : copyStructIn(t, tz, TIMEZONE)
  if (zone !== undefined && zone.value === undefined) return -EFAULT
  // A million microseconds pass the first check, and not the one for what they are in nanoseconds.
  if (time?.value?.tv_usec === 1e6 || (time?.value?.tv_sec ?? 0) < 0) return -EINVAL
  if (!t.credentials.has(CAP_SYS_TIME)) return -EPERM
  if (zone?.value !== undefined) {
    if (Math.abs(zone.value.tz_minuteswest) > MAX_MINUTES_WEST) return -EINVAL
    clocks.timezone = zone.value
  }
  if (time?.value === undefined) return 0
  const { tv_sec, tv_usec } = time.value
  return -setWall(t, { tv_sec, tv_nsec: tv_usec * 1000 })
}

/** time(2). */
function time(t: Task, a: SyscallArgs): SyscallResult {
  const { tv_sec } = wallClock(t)
  const at = a.pointer(0)
  if (at !== 0 && copyStructOut(t, at, i64n, tv_sec).err !== OK) return -EFAULT
  return tv_sec
}

export const CLOCK_SYSCALLS: readonly SyscallSpec[] = [
  syscall('clock_gettime', clock_gettime, [CLOCK, TIMESPEC_OUT]),
  syscall('clock_getres', clock_getres, [CLOCK, TIMESPEC_OUT]),
  syscall('clock_settime', clock_settime, [CLOCK, TIMESPEC_IN]),
  syscall('gettimeofday', gettimeofday, [TIMEVAL_OUT, TIMEZONE_OUT]),
  syscall('settimeofday', settimeofday, [TIMEVAL_IN, TIMEZONE_IN]),
  syscall('time', time, [SECONDS_OUT], { result: timeResult }),
]
