// Scheduling: policies and priorities, which are kept and decide nothing. gVisor:
// pkg/sentry/syscalls/linux/sys_sched.go. Linux: kernel/sched/syscalls.c.

import {
  CAP_SYS_NICE,
  EFAULT,
  EINVAL,
  EPERM,
  type Errno,
  ESRCH,
  OK,
  RLIMIT_NICE,
  RLIMIT_RTPRIO,
  SCHED_BATCH,
  SCHED_DEADLINE,
  SCHED_EXT,
  SCHED_FIFO,
  SCHED_IDLE,
  SCHED_NORMAL,
  SCHED_RESET_ON_FORK,
  SCHED_RR,
  TIMESPEC,
} from '@jvisor/abi'
import { CPUS, type Scheduling, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import { type Addr, copyStructOut } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { PID } from './strace/process-params.ts'
import {
  CPU_SET_IN,
  CPU_SET_OUT,
  POLICY,
  policyResult,
  SCHED_PARAM_IN,
  SCHED_PARAM_OUT,
} from './strace/sched-params.ts'
import { TIMESPEC_OUT } from './strace/times.ts'

const MAX_PRIORITY = 99
/** Bytes of a set of CPUs: a word. */
const SET_SIZE = 8
/** The time slice of SCHED_RR, ns. */
const RR_INTERVAL_NS = 100_000_000

/** sched_yield(2). */
function sched_yield(t: Task): Promise<SyscallResult> {
  return t.kernel.yieldToHost().then(() => 0)
}

/** A task by ID, 0 for the caller. */
export function findTask(t: Task, pid: number): Task | undefined {
  return pid === 0 ? t : t.kernel.tasks.get(pid)
}

/** The caller may change how another task is scheduled. */
function mayChange(t: Task, of: Task): boolean {
  const { euid } = t.credentials.parts
  const { parts } = of.credentials
  return parts.euid === euid || parts.uid === euid || t.credentials.has(CAP_SYS_NICE)
}

export function isRealTime(policy: number): boolean {
  return policy === SCHED_FIFO || policy === SCHED_RR
}

/** sched_getaffinity(2). @returns bytes of the set */
function sched_getaffinity(t: Task, a: SyscallArgs): SyscallResult {
  const size = a.uint(1)
  if (size * 8 < CPUS || size % SET_SIZE !== 0) return -EINVAL
  if (findTask(t, a.int(0)) === undefined) return -ESRCH
  const set = new Uint8Array(SET_SIZE)
  set[0] = 1
  return t.copyOut(a.pointer(2), set).err === OK ? SET_SIZE : -EFAULT
}

/** sched_setaffinity(2): a set must have the one CPU there is. */
function sched_setaffinity(t: Task, a: SyscallArgs): SyscallResult {
  const set = new Uint8Array(Math.min(a.uint(1), SET_SIZE))
  if (set.length > 0 && t.copyIn(a.pointer(2), set).err !== OK) return -EFAULT
  const task = findTask(t, a.int(0))
  if (task === undefined) return -ESRCH
  if (!mayChange(t, task)) return -EPERM
  return set.length > 0 && (set[0] & 1) !== 0 ? 0 : -EINVAL
}

/** sched_getscheduler(2). */
function sched_getscheduler(t: Task, a: SyscallArgs): SyscallResult {
  if (a.int(0) < 0) return -EINVAL
  const task = findTask(t, a.int(0))
  if (task === undefined) return -ESRCH
  return task.scheduling.policy | (task.scheduling.resetOnFork ? SCHED_RESET_ON_FORK : 0)
}

/** sched_getparam(2). */
function sched_getparam(t: Task, a: SyscallArgs): SyscallResult {
  if (a.int(0) < 0 || a.pointer(1) === 0) return -EINVAL
  const task = findTask(t, a.int(0))
  if (task === undefined) return -ESRCH
  return -t.copyOut(a.pointer(1), new Uint8Array(Int32Array.of(task.scheduling.priority).buffer)).err
}

/** sched_setscheduler(2). */
function sched_setscheduler(t: Task, a: SyscallArgs): SyscallResult {
  const policy = a.int(1)
  if (policy < 0) return -EINVAL
  return change(t, a.int(0), a.pointer(2), (task) => ({
    policy: policy & ~SCHED_RESET_ON_FORK,
    resetOnFork: (policy & SCHED_RESET_ON_FORK) !== 0,
    task,
  }))
}

/** sched_setparam(2). */
function sched_setparam(t: Task, a: SyscallArgs): SyscallResult {
  return change(t, a.int(0), a.pointer(1), (task) => ({ ...task.scheduling, task }))
}

type Wanted = Pick<Scheduling, 'policy' | 'resetOnFork'> & { readonly task: Task }

function change(t: Task, pid: number, at: Addr, wantedOf: (task: Task) => Wanted): SyscallResult {
  if (pid < 0 || at === 0) return -EINVAL
  const bytes = new Int32Array(1)
  if (t.copyIn(at, new Uint8Array(bytes.buffer)).err !== OK) return -EFAULT
  const task = findTask(t, pid)
  if (task === undefined) return -ESRCH
  const [priority] = bytes
  const { policy, resetOnFork } = wantedOf(task)
  const refused = refuseScheduling(t, task, { ...task.scheduling, policy, priority, resetOnFork })
  if (refused !== OK) return -refused
  task.scheduling = { ...task.scheduling, policy, priority, resetOnFork }
  return 0
}

/** EINVAL, EPERM. @see __sched_setscheduler, user_check_sched_setscheduler */
export function refuseScheduling(t: Task, of: Task, wanted: Scheduling): Errno {
  const { policy, priority } = wanted
  const settable = [SCHED_NORMAL, SCHED_FIFO, SCHED_RR, SCHED_BATCH, SCHED_IDLE].includes(policy)
  if (!settable || priority < 0 || priority > MAX_PRIORITY) return EINVAL
  if (isRealTime(policy) !== (priority !== 0)) return EINVAL
  if (t.credentials.has(CAP_SYS_NICE)) return OK
  const old = of.scheduling
  if (isRealTime(policy)) {
    const limit = of.threadGroup.limits.get(RLIMIT_RTPRIO).cur
    if (policy !== old.policy && limit === 0) return EPERM
    if (priority > old.priority && priority > limit) return EPERM
  }
  // Not to run at all is what anybody may ask for, and for no more than what may be had by niceness afterwards.
  const nicest = 20 - of.threadGroup.limits.get(RLIMIT_NICE).cur
  const isFair = policy === SCHED_NORMAL || policy === SCHED_BATCH
  if (isFair && wanted.nice < old.nice && wanted.nice < nicest) return EPERM
  if (old.policy === SCHED_IDLE && policy !== SCHED_IDLE && old.nice < nicest) return EPERM
  if (!mayChange(t, of)) return EPERM
  return old.resetOnFork && !wanted.resetOnFork ? EPERM : OK
}

/** sched_get_priority_max(2). */
function sched_get_priority_max(_t: Task, a: SyscallArgs): SyscallResult {
  return isRealTime(a.int(0)) ? MAX_PRIORITY : isPolicy(a.int(0)) ? 0 : -EINVAL
}

/** sched_get_priority_min(2). */
function sched_get_priority_min(_t: Task, a: SyscallArgs): SyscallResult {
  return isRealTime(a.int(0)) ? 1 : isPolicy(a.int(0)) ? 0 : -EINVAL
}

function isPolicy(policy: number): boolean {
  return [SCHED_NORMAL, SCHED_BATCH, SCHED_IDLE, SCHED_DEADLINE, SCHED_EXT].includes(policy)
}

/** sched_rr_get_interval(2): nothing of the kind but for SCHED_RR. */
function sched_rr_get_interval(t: Task, a: SyscallArgs): SyscallResult {
  if (a.int(0) < 0) return -EINVAL
  const task = findTask(t, a.int(0))
  if (task === undefined) return -ESRCH
  const tv_nsec = task.scheduling.policy === SCHED_RR ? RR_INTERVAL_NS : 0
  return -copyStructOut(t, a.pointer(1), TIMESPEC, { tv_sec: 0, tv_nsec }).err
}

const UNUSED = { unsupported: 'kept, and of no effect: tasks run in turn, on one CPU' }

export const SCHEDULING_SYSCALLS: readonly SyscallSpec[] = [
  syscall('sched_yield', sched_yield, []),
  syscall('sched_getaffinity', sched_getaffinity, [PID, 'uint', CPU_SET_OUT]),
  syscall('sched_setaffinity', sched_setaffinity, [PID, 'uint', CPU_SET_IN], UNUSED),
  syscall('sched_getscheduler', sched_getscheduler, [PID], { result: policyResult }),
  syscall('sched_setscheduler', sched_setscheduler, [PID, POLICY, SCHED_PARAM_IN], UNUSED),
  syscall('sched_getparam', sched_getparam, [PID, SCHED_PARAM_OUT]),
  syscall('sched_setparam', sched_setparam, [PID, SCHED_PARAM_IN], UNUSED),
  syscall('sched_get_priority_max', sched_get_priority_max, [POLICY]),
  syscall('sched_get_priority_min', sched_get_priority_min, [POLICY]),
  syscall('sched_rr_get_interval', sched_rr_get_interval, [PID, TIMESPEC_OUT]),
]
