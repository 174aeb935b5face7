// What was used of the machine: getrusage and times. gVisor: pkg/sentry/syscalls/linux/sys_rusage.go.

import {
  CLOCK_TICKS,
  EINVAL,
  OK,
  RUSAGE,
  RUSAGE_CHILDREN,
  RUSAGE_SELF,
  RUSAGE_THREAD,
  type Rusage,
  TMS,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { copyStructOut } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { oneOf, structOut } from './strace/decoders.ts'
import { RUSAGE_OUT } from './strace/task-params.ts'

/** All time is user time; what is not counted is 0. `maxRss` in bytes. */
export function rusageOf(timeNs: number, maxRss = 0): Rusage {
  return {
    ru_utime_sec: Math.floor(timeNs / 1e9),
    ru_utime_usec: Math.floor((timeNs % 1e9) / 1000),
    ru_stime_sec: 0,
    ru_stime_usec: 0,
    ru_maxrss: Math.floor(maxRss / 1024),
    ru_ixrss: 0,
    ru_idrss: 0,
    ru_isrss: 0,
    ru_minflt: 0,
    ru_majflt: 0,
    ru_nswap: 0,
    ru_inblock: 0,
    ru_oublock: 0,
    ru_msgsnd: 0,
    ru_msgrcv: 0,
    ru_nsignals: 0,
    ru_nvcsw: 0,
    ru_nivcsw: 0,
  }
}

/** getrusage(2). */
function getrusage(t: Task, a: SyscallArgs): SyscallResult {
  const { threadGroup, kernel } = t
  const now = kernel.clock.monotonicNs()
  const who = a.int(0)
  let timeNs: number
  if (who === RUSAGE_SELF) timeNs = threadGroup.cpuTimeNs(now)
  else if (who === RUSAGE_CHILDREN) timeNs = threadGroup.childrenTime.total(now)
  else if (who === RUSAGE_THREAD) timeNs = t.cpuTime.total(now)
  else return -EINVAL
  const maxRss = who === RUSAGE_CHILDREN ? 0 : t.mm.usage.vmHWM
  return -copyStructOut(t, a.pointer(1), RUSAGE, rusageOf(timeNs, maxRss)).err
}

/** times(2): in clock ticks; returns those since boot. */
function times(t: Task, a: SyscallArgs): SyscallResult {
  const now = t.kernel.clock.monotonicNs()
  const ticks = (ns: number) => Math.floor((ns * CLOCK_TICKS) / 1e9)
  if (a.pointer(0) !== 0) {
    const { err } = copyStructOut(t, a.pointer(0), TMS, {
      tms_utime: ticks(t.threadGroup.cpuTimeNs(now)),
      tms_stime: 0,
      tms_cutime: ticks(t.threadGroup.childrenTime.total(now)),
      tms_cstime: 0,
    })
    if (err !== OK) return -err
  }
  return ticks(now)
}

const WHO = oneOf(
  'int who',
  new Map([
    [RUSAGE_SELF, 'RUSAGE_SELF'],
    [RUSAGE_CHILDREN, 'RUSAGE_CHILDREN'],
    [RUSAGE_THREAD, 'RUSAGE_THREAD'],
  ]),
  'RUSAGE_???',
)
const TMS_OUT = structOut(
  'struct tms *buf',
  TMS,
  (t) =>
    `{tms_utime=${t.tms_utime}, tms_stime=${t.tms_stime}, tms_cutime=${t.tms_cutime}, tms_cstime=${t.tms_cstime}}`,
)

export const RUSAGE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('getrusage', getrusage, [WHO, RUSAGE_OUT], {
    unsupported: 'faults, blocks and switches are not counted; all time is user time',
  }),
  syscall('times', times, [TMS_OUT]),
]
