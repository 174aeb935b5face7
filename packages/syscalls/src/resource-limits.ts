// prlimit64, getrlimit, setrlimit. gVisor: pkg/sentry/syscalls/linux/sys_rlimit.go. Linux: kernel/sys.c do_prlimit.

import {
  CAP_SYS_RESOURCE,
  EFAULT,
  EINVAL,
  EPERM,
  type Errno,
  ESRCH,
  OK,
  RLIM_INFINITY,
  RLIM_NLIMITS,
  RLIMIT,
  RLIMIT_CPU,
  RLIMIT_NOFILE,
  type Rlimit,
} from '@jvisor/abi'
import type { Limit, SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { PID, RESOURCE, RLIMIT_IN, RLIMIT_OUT } from './strace/process-params.ts'

/** The most descriptors a process may ever have (fs.nr_open). */
const MAX_OPEN_FILES = 1 << 20

/** prlimit64(2). */
function prlimit64(t: Task, a: SyscallArgs): SyscallResult {
  const wanted = a.pointer(2) === 0 ? undefined : copyInLimit(t, a.pointer(2))
  if (typeof wanted === 'number') return -wanted
  const pid = a.int(0)
  const task = pid === 0 ? t : t.kernel.tasks.get(pid)
  if (task === undefined) return -ESRCH
  if (!mayLimit(t, task)) return -EPERM
  const resource = a.uint(1)
  const old = exchange(t, task, resource, wanted)
  if (typeof old === 'number') return -old
  return a.pointer(3) === 0 ? 0 : -copyOutLimit(t, a.pointer(3), old)
}

/** getrlimit(2). */
function getrlimit(t: Task, a: SyscallArgs): SyscallResult {
  const limit = exchange(t, t, a.uint(0), undefined)
  return typeof limit === 'number' ? -limit : -copyOutLimit(t, a.pointer(1), limit)
}

/** setrlimit(2). */
function setrlimit(t: Task, a: SyscallArgs): SyscallResult {
  const wanted = copyInLimit(t, a.pointer(1))
  if (typeof wanted === 'number') return -wanted
  const old = exchange(t, t, a.uint(0), wanted)
  return typeof old === 'number' ? -old : 0
}

/** The limit as it was; it is `wanted` now, if that is given. EINVAL, EPERM. */
function exchange(t: Task, of: Task, resource: number, wanted: Limit | undefined): Limit | Errno {
  if (resource >= RLIM_NLIMITS) return EINVAL
  const { limits } = of.threadGroup
  const old = { ...limits.get(resource) }
  if (wanted === undefined) return old
  if (wanted.cur > wanted.max) return EINVAL
  if (resource === RLIMIT_NOFILE && wanted.max > MAX_OPEN_FILES) return EPERM
  if (wanted.max > old.max && !t.credentials.has(CAP_SYS_RESOURCE)) return EPERM
  limits.set(resource, wanted)
  if (resource === RLIMIT_CPU) of.threadGroup.cpuLimit.changed()
  return old
}

/** @see check_prlimit_permission */
function mayLimit(t: Task, of: Task): boolean {
  if (of.threadGroup === t.threadGroup || t.credentials.has(CAP_SYS_RESOURCE)) return true
  const { uid, gid } = t.credentials.parts
  const p = of.credentials.parts
  return (
    [p.uid, p.euid, p.suid].every((id) => id === uid) && [p.gid, p.egid, p.sgid].every((id) => id === gid)
  )
}

function copyInLimit(t: Task, at: Addr): Limit | Errno {
  const { value } = copyStructIn(t, at, RLIMIT)
  return value === undefined ? EFAULT : { cur: toNumber(value.rlim_cur), max: toNumber(value.rlim_max) }
}

function copyOutLimit(t: Task, at: Addr, { cur, max }: Limit): Errno {
  const value: Rlimit = { rlim_cur: toUint64(cur), rlim_max: toUint64(max) }
  return copyStructOut(t, at, RLIMIT, value).err === OK ? OK : EFAULT
}

/** What is more than a number holds exactly is as good as no limit. */
function toNumber(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value)
}

function toUint64(limit: number): bigint {
  return limit === Infinity ? RLIM_INFINITY : BigInt(limit)
}

export const RESOURCE_LIMIT_SYSCALLS: readonly SyscallSpec[] = [
  syscall('prlimit64', prlimit64, [PID, RESOURCE, RLIMIT_IN, RLIMIT_OUT], {
    unsupported: 'RSS, CORE, LOCKS, MSGQUEUE, NICE, RTPRIO and RTTIME are kept, and limit nothing',
  }),
  syscall('getrlimit', getrlimit, [RESOURCE, RLIMIT_OUT]),
  syscall('setrlimit', setrlimit, [RESOURCE, RLIMIT_IN]),
]
