// timer_create, timer_settime, timer_gettime, timer_getoverrun, timer_delete. gVisor:
// pkg/sentry/syscalls/linux/sys_timer.go. Linux: kernel/time/posix-timers.c.

import {
  CLOCK_BOOTTIME,
  CLOCK_BOOTTIME_ALARM,
  CLOCK_MONOTONIC,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_MONOTONIC_RAW,
  CLOCK_REALTIME,
  CLOCK_REALTIME_ALARM,
  CLOCK_REALTIME_COARSE,
  CLOCK_TAI,
  EFAULT,
  EINVAL,
  EOPNOTSUPP,
  type Errno,
  OK,
  SIGALRM,
  SIGEV_NONE,
  SIGEV_SIGNAL,
  SIGEV_THREAD,
  SIGEV_THREAD_ID,
  SIGEVENT,
  SIGNAL_MAX,
  type Sigevent,
  TIMER_ABSTIME,
} from '@jvisor/abi'
import { isCpuClock, type SyscallArgs, type SyscallResult, type Task, type TimerEvent } from '@jvisor/kernel'
import { copyStructIn } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { valueOut } from './strace/decoders.ts'
import { SIGEVENT_IN, TIMER_ID } from './strace/timer-params.ts'
import { CLOCK, ITIMERSPEC_IN, ITIMERSPEC_OUT, TIMER_FLAGS } from './strace/times.ts'
import { copyInInterval, copyOutSetting } from './time-args.ts'

const TIMED: ReadonlySet<number> = new Set([CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_TAI])
/** Clocks without timers; those of alarms would have some if there were a clock that wakes the machine. */
const UNTIMED: ReadonlySet<number> = new Set([
  CLOCK_MONOTONIC_RAW,
  CLOCK_REALTIME_COARSE,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_REALTIME_ALARM,
  CLOCK_BOOTTIME_ALARM,
])
/** In the three lowest bits of a negative ID: it is that of a file. */
const CLOCK_OF_FILE = 3

/** OK if a clock has timers. */
function refuseClock(clock: number): Errno {
  if (clock < 0) return (clock & 7) === CLOCK_OF_FILE ? EOPNOTSUPP : OK
  if (TIMED.has(clock) || isCpuClock(clock)) return OK
  return UNTIMED.has(clock) ? EOPNOTSUPP : EINVAL
}

/** timer_create(2). */
function timer_create(t: Task, a: SyscallArgs): SyscallResult {
  const clock = a.int(0)
  const wanted = a.pointer(1) === 0 ? undefined : copyStructIn(t, a.pointer(1), SIGEVENT).value
  if (a.pointer(1) !== 0 && wanted === undefined) return -EFAULT
  const refused = refuseClock(clock)
  if (refused !== OK) return -refused
  const { posixTimers } = t.threadGroup
  const id = posixTimers.allocateId()
  const event = wanted === undefined ? defaultEvent(id) : eventOf(t, wanted)
  if (event === undefined) return -EINVAL
  const { err } = t.copyOut(a.pointer(2), Uint8Array.of(id, id >> 8, id >> 16, id >> 24))
  if (err !== OK) return -EFAULT
  const timer = posixTimers.add(t, id, clock, event)
  return typeof timer === 'number' ? -timer : 0
}

function defaultEvent(id: number): TimerEvent {
  return { notify: SIGEV_SIGNAL, signal: SIGALRM, value: BigInt(id), thread: undefined }
}

/** What is to happen; undefined if that makes no sense. @see good_sigevent */
function eventOf(
  t: Task,
  { sigev_value, sigev_signo, sigev_notify, sigev_tid }: Sigevent,
): TimerEvent | undefined {
  const event = { notify: sigev_notify, signal: sigev_signo, value: sigev_value, thread: undefined }
  if (sigev_notify === SIGEV_NONE) return event
  if (sigev_signo <= 0 || sigev_signo > SIGNAL_MAX) return undefined
  if (sigev_notify === SIGEV_SIGNAL || sigev_notify === SIGEV_THREAD) return event
  if (sigev_notify !== SIGEV_THREAD_ID) return undefined
  const thread = t.kernel.tasks.get(sigev_tid)
  return thread?.threadGroup === t.threadGroup ? { ...event, thread } : undefined
}

/** timer_settime(2). Of its flags only TIMER_ABSTIME counts. A timer whose old setting has nowhere to go is set. */
function timer_settime(t: Task, a: SyscallArgs): SyscallResult {
  if (a.pointer(2) === 0) return -EINVAL
  const time = copyInInterval(t, a.pointer(2))
  if (typeof time === 'number') return -time
  const timer = t.threadGroup.posixTimers.get(a.int(0))
  if (timer === undefined) return -EINVAL
  const old = timer.setting
  timer.set((a.int(1) & TIMER_ABSTIME) !== 0, time.value, time.interval)
  return a.pointer(3) === 0 ? 0 : -copyOutSetting(t, a.pointer(3), old)
}

/** timer_gettime(2). */
function timer_gettime(t: Task, a: SyscallArgs): SyscallResult {
  const timer = t.threadGroup.posixTimers.get(a.int(0))
  return timer === undefined ? -EINVAL : -copyOutSetting(t, a.pointer(1), timer.setting)
}

/** timer_getoverrun(2). */
function timer_getoverrun(t: Task, a: SyscallArgs): SyscallResult {
  return t.threadGroup.posixTimers.get(a.int(0))?.overrun ?? -EINVAL
}

/** timer_delete(2). */
function timer_delete(t: Task, a: SyscallArgs): SyscallResult {
  return t.threadGroup.posixTimers.delete(a.int(0)) ? 0 : -EINVAL
}

export const TIMER_SYSCALLS: readonly SyscallSpec[] = [
  syscall('timer_create', timer_create, [CLOCK, SIGEVENT_IN, valueOut('timer_t *timerid', 4)]),
  syscall('timer_settime', timer_settime, [TIMER_ID, TIMER_FLAGS, ITIMERSPEC_IN, ITIMERSPEC_OUT]),
  syscall('timer_gettime', timer_gettime, [TIMER_ID, ITIMERSPEC_OUT]),
  syscall('timer_getoverrun', timer_getoverrun, [TIMER_ID]),
  syscall('timer_delete', timer_delete, [TIMER_ID]),
]
