// alarm, setitimer, getitimer. gVisor: pkg/sentry/syscalls/linux/sys_timer.go. Linux: kernel/time/itimer.c.

import {
  EFAULT,
  EINVAL,
  type Errno,
  ITIMER_PROF,
  ITIMER_REAL,
  ITIMER_VIRTUAL,
  ITIMERVAL,
  OK,
  type Timespec,
} from '@jvisor/abi'
import {
  type SyscallArgs,
  type SyscallResult,
  type Task,
  type TimerSetting,
  toTimespec,
} from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { oneOf } from './strace/decoders.ts'
import { numbered } from './strace/process-params.ts'
import { ITIMERVAL_IN, ITIMERVAL_OUT } from './strace/times.ts'
import type { Interval } from './time-args.ts'

const NOTHING: Timespec = { tv_sec: 0, tv_nsec: 0 }
const NS = 1e9

/** alarm(2). @returns seconds that were left, rounded, but at least 1 if any time was */
function alarm(t: Task, a: SyscallArgs): SyscallResult {
  const old = exchange(t, ITIMER_REAL, { value: { tv_sec: a.uint(0), tv_nsec: 0 }, interval: NOTHING })
  const seconds = Math.floor(old.valueNs / NS)
  const rest = old.valueNs - seconds * NS
  if (seconds === 0) return rest > 0 ? 1 : 0
  return rest >= NS / 2 ? seconds + 1 : seconds
}

/** getitimer(2). */
function getitimer(t: Task, a: SyscallArgs): SyscallResult {
  const which = a.int(0)
  if (which < ITIMER_REAL || which > ITIMER_PROF) return -EINVAL
  return -copyOutSetting(t, a.pointer(1), settingOf(t, which))
}

/** setitimer(2). Without a new value, the timer is stopped. */
function setitimer(t: Task, a: SyscallArgs): SyscallResult {
  const which = a.int(0)
  const wanted = a.pointer(1) === 0 ? { value: NOTHING, interval: NOTHING } : copyInItimerval(t, a.pointer(1))
  if (typeof wanted === 'number') return -wanted
  if (which < ITIMER_REAL || which > ITIMER_PROF) return -EINVAL
  const old = exchange(t, which, wanted)
  return a.pointer(2) === 0 ? 0 : -copyOutSetting(t, a.pointer(2), old)
}

function settingOf({ threadGroup }: Task, which: number): TimerSetting {
  if (which === ITIMER_VIRTUAL || which === ITIMER_PROF) return threadGroup.cpuTimers.setting(which)
  return threadGroup.realTimer.setting
}

/** Sets a timer. @returns what it was set to */
function exchange(t: Task, which: number, { value, interval }: Interval): TimerSetting {
  const { threadGroup } = t
  const old = settingOf(t, which)
  if (which === ITIMER_VIRTUAL || which === ITIMER_PROF) threadGroup.cpuTimers.set(which, value, interval)
  else threadGroup.realTimer.set(value, interval)
  return old
}

/** EFAULT; EINVAL: a negative time, or a second of microseconds. */
function copyInItimerval(t: Task, at: Addr): Interval | Errno {
  const { value } = copyStructIn(t, at, ITIMERVAL)
  if (value === undefined) return EFAULT
  const times = [value.it_value, value.it_interval].map(({ tv_sec, tv_usec }) =>
    tv_sec < 0 || tv_usec < 0 || tv_usec >= 1e6 ? undefined : { tv_sec, tv_nsec: tv_usec * 1000 },
  )
  const [first, interval] = times
  return first === undefined || interval === undefined ? EINVAL : { value: first, interval }
}

function copyOutSetting(t: Task, at: Addr, { valueNs, intervalNs }: TimerSetting): Errno {
  const timeval = (ns: number) => {
    const { tv_sec, tv_nsec } = toTimespec(ns)
    return { tv_sec, tv_usec: Math.floor(tv_nsec / 1000) }
  }
  const value = { it_interval: timeval(intervalNs), it_value: timeval(valueNs) }
  return copyStructOut(t, at, ITIMERVAL, value).err === OK ? OK : EFAULT
}

const WHICH = oneOf('int which', numbered('ITIMER_', 'REAL VIRTUAL PROF'), 'ITIMER_???')

export const ITIMER_SYSCALLS: readonly SyscallSpec[] = [
  syscall('alarm', alarm, ['uint']),
  syscall('getitimer', getitimer, [WHICH, ITIMERVAL_OUT]),
  syscall('setitimer', setitimer, [WHICH, ITIMERVAL_IN, ITIMERVAL_OUT]),
]
