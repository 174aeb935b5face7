// sched_getattr and sched_setattr: all that is asked of the scheduler in one struct. gVisor has neither. Linux:
// kernel/sched/syscalls.c.

import {
  E2BIG,
  EFAULT,
  EINVAL,
  EOPNOTSUPP,
  type Errno,
  ESRCH,
  OK,
  PAGE_SIZE,
  SCHED_ATTR,
  SCHED_ATTR_SIZE_VER0,
  SCHED_BATCH,
  SCHED_FLAG_ALL,
  SCHED_FLAG_KEEP_PARAMS,
  SCHED_FLAG_KEEP_POLICY,
  SCHED_FLAG_RESET_ON_FORK,
  SCHED_FLAG_UTIL_CLAMP,
  SCHED_NORMAL,
  type SchedAttr,
} from '@jvisor/abi'
import type { Scheduling, SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import { findTask, isRealTime, refuseScheduling } from './scheduling.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { PID } from './strace/process-params.ts'
import { SCHED_ATTR_IN, SCHED_ATTR_OUT } from './strace/sched-params.ts'

/** What a task runs at most before others do, of the policies that have no such thing of their own, ns. */
const SLICE_NS = 700_000

/** sched_getattr(2). A caller that knows a shorter struct gets that much; one that knows a longer, the rest as zeros. */
function sched_getattr(t: Task, a: SyscallArgs): SyscallResult {
  const size = a.uint(2)
  if (a.int(0) < 0 || a.pointer(1) === 0 || a.uint(3) !== 0) return -EINVAL
  if (size > PAGE_SIZE || size < SCHED_ATTR_SIZE_VER0) return -EINVAL
  const task = findTask(t, a.int(0))
  if (task === undefined) return -ESRCH
  const { policy, priority, nice, resetOnFork } = task.scheduling
  const bytes = new Uint8Array(Math.max(size, SCHED_ATTR.size))
  const realTime = isRealTime(policy)
  SCHED_ATTR.write(new DataView(bytes.buffer), 0, {
    ...{ size: Math.min(size, SCHED_ATTR.size), sched_policy: policy, sched_flags: resetOnFork ? 1 : 0 },
    ...{ sched_nice: realTime ? 0 : nice, sched_priority: priority, sched_runtime: realTime ? 0 : SLICE_NS },
    ...{ sched_deadline: 0, sched_period: 0, sched_util_min: 0, sched_util_max: 0 },
  })
  return t.copyOut(a.pointer(1), bytes.subarray(0, size)).err === OK ? 0 : -EFAULT
}

/** sched_setattr(2). */
function sched_setattr(t: Task, a: SyscallArgs): SyscallResult {
  const [pid, at] = [a.int(0), a.pointer(1)]
  if (at === 0 || pid < 0 || a.uint(2) !== 0) return -EINVAL
  const attr = copyInAttributes(t, at)
  if (typeof attr === 'number') return -attr
  if ((attr.sched_policy | 0) < 0) return -EINVAL
  const task = findTask(t, pid)
  if (task === undefined) return -ESRCH
  const flags = attr.sched_flags
  if ((flags & ~SCHED_FLAG_ALL) !== 0 || flags > SCHED_FLAG_ALL) return -EINVAL
  const wanted = wantedOf(task.scheduling, attr)
  const refused = refuseScheduling(t, task, wanted)
  if (refused !== OK) return -refused
  if ((flags & SCHED_FLAG_UTIL_CLAMP) !== 0) return -EOPNOTSUPP
  const keeps = (flags & SCHED_FLAG_KEEP_PARAMS) !== 0
  task.scheduling = keeps ? { ...task.scheduling, resetOnFork: wanted.resetOnFork } : wanted
  return 0
}

/** What the struct asks for: niceness counts for the policies that know it. */
function wantedOf(old: Scheduling, attr: SchedAttr): Scheduling {
  const keepsPolicy = (attr.sched_flags & SCHED_FLAG_KEEP_POLICY) !== 0
  const keepsParams = (attr.sched_flags & SCHED_FLAG_KEEP_PARAMS) !== 0
  const policy = keepsPolicy ? old.policy : attr.sched_policy
  const isFair = policy === SCHED_NORMAL || policy === SCHED_BATCH
  const nice = isFair && !keepsParams ? Math.max(-20, Math.min(19, attr.sched_nice)) : old.nice
  const priority = keepsParams ? (isRealTime(policy) ? old.priority : 0) : attr.sched_priority
  return { ...old, policy, nice, priority, resetOnFork: (attr.sched_flags & SCHED_FLAG_RESET_ON_FORK) !== 0 }
}

/**
 * The struct, of whatever version: EFAULT; E2BIG: it is shorter than any, or what a longer one has more is not zero;
 * then it is told how long it may be. @see sched_copy_attr
 */
function copyInAttributes(t: Task, at: Addr): SchedAttr | Errno {
  const word = new Uint32Array(1)
  if (t.copyIn(at, new Uint8Array(word.buffer)).err !== OK) return EFAULT
  const size = word[0] === 0 ? SCHED_ATTR_SIZE_VER0 : word[0]
  const tellSize = () => {
    word[0] = SCHED_ATTR.size
    t.copyOut(at, new Uint8Array(word.buffer))
    return E2BIG
  }
  if (size < SCHED_ATTR_SIZE_VER0 || size > PAGE_SIZE) return tellSize()
  const bytes = new Uint8Array(Math.max(size, SCHED_ATTR.size))
  if (t.copyIn(at, bytes.subarray(0, size)).err !== OK) return EFAULT
  if (bytes.subarray(SCHED_ATTR.size).some((b) => b !== 0)) return tellSize()
  const attr = SCHED_ATTR.read(new DataView(bytes.buffer), 0)
  const clamps = (attr.sched_flags & SCHED_FLAG_UTIL_CLAMP) !== 0
  return clamps && size < SCHED_ATTR.size ? EINVAL : attr
}

export const SCHEDULING_ATTRIBUTE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('sched_getattr', sched_getattr, [PID, SCHED_ATTR_OUT, 'uint', 'flags']),
  syscall('sched_setattr', sched_setattr, [PID, SCHED_ATTR_IN, 'flags'], {
    unsupported: 'SCHED_DEADLINE (EINVAL), SCHED_FLAG_UTIL_CLAMP_* (EOPNOTSUPP); kept, and of no effect',
  }),
]
