// timerfd: timers that are read. gVisor: pkg/sentry/syscalls/linux/sys_timerfd.go. Linux: fs/timerfd.c.

import {
  CLOCK_BOOTTIME,
  CLOCK_BOOTTIME_ALARM,
  CLOCK_MONOTONIC,
  CLOCK_REALTIME,
  CLOCK_REALTIME_ALARM,
  EBADF,
  EFAULT,
  EINVAL,
  type Errno,
  OK,
  TFD_CLOEXEC,
  TFD_NONBLOCK,
  TFD_TIMER_ABSTIME,
  TFD_TIMER_CANCEL_ON_SET,
} from '@jvisor/abi'
import { type SyscallArgs, type SyscallResult, type Task, TimerFile } from '@jvisor/kernel'
import { fileOf } from './files.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { TFD_FLAGS, TFD_TIMER_FLAGS } from './strace/timerfd.ts'
import { CLOCK, ITIMERSPEC_IN, ITIMERSPEC_OUT } from './strace/times.ts'
import { copyInInterval, copyOutSetting } from './time-args.ts'

const CLOCKS: ReadonlySet<number> = new Set([
  CLOCK_REALTIME,
  CLOCK_MONOTONIC,
  CLOCK_BOOTTIME,
  CLOCK_REALTIME_ALARM,
  CLOCK_BOOTTIME_ALARM,
])

/** timerfd_create(2). The machine never sleeps, so that there is nothing to wake it from for the alarm clocks. */
function timerfd_create(t: Task, a: SyscallArgs): SyscallResult {
  const [id, flags] = [a.int(0), a.int(1)]
  if ((flags & ~(TFD_CLOEXEC | TFD_NONBLOCK)) !== 0 || !CLOCKS.has(id)) return -EINVAL
  const file = new TimerFile(t.kernel, id, flags & TFD_NONBLOCK)
  const cloexec = (flags & TFD_CLOEXEC) !== 0
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, cloexec)
  if (fd < 0) file.decRef()
  return fd
}

/** The timer behind a descriptor: EBADF if there is no file, EINVAL if it is another. */
function timerOf(t: Task, fd: number): TimerFile | Errno {
  const file = fileOf(t, fd)
  if (file === undefined) return EBADF
  return file instanceof TimerFile ? file : EINVAL
}

/** timerfd_settime(2). A timer whose old setting has nowhere to go is set. */
function timerfd_settime(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(1)
  const oldAt = a.pointer(3)
  const time = copyInInterval(t, a.pointer(2))
  if (time === EFAULT) return -EFAULT
  if (typeof time === 'number' || (flags & ~(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)) !== 0) {
    return -EINVAL
  }
  const timer = timerOf(t, a.int(0))
  if (typeof timer === 'number') return -timer
  const old = timer.setting
  const opts = {
    absolute: (flags & TFD_TIMER_ABSTIME) !== 0,
    cancelOnSet: (flags & TFD_TIMER_CANCEL_ON_SET) !== 0,
  }
  const err = timer.setTime(opts, time.value, time.interval)
  if (err !== OK) return -err
  return oldAt === 0 ? 0 : -copyOutSetting(t, oldAt, old)
}

/** timerfd_gettime(2). */
function timerfd_gettime(t: Task, a: SyscallArgs): SyscallResult {
  const timer = timerOf(t, a.int(0))
  return typeof timer === 'number' ? -timer : -copyOutSetting(t, a.pointer(1), timer.setting)
}

export const TIMERFD_SYSCALLS: readonly SyscallSpec[] = [
  syscall('timerfd_create', timerfd_create, [CLOCK, TFD_FLAGS]),
  syscall('timerfd_settime', timerfd_settime, ['fd', TFD_TIMER_FLAGS, ITIMERSPEC_IN, ITIMERSPEC_OUT]),
  syscall('timerfd_gettime', timerfd_gettime, ['fd', ITIMERSPEC_OUT]),
]
