// getpriority, setpriority, ioprio_get, ioprio_set: niceness, which is kept and decides nothing. gVisor:
// pkg/sentry/syscalls/linux/sys_sched.go. Linux: kernel/sys.c, block/ioprio.c.

import {
  CAP_SYS_ADMIN,
  CAP_SYS_NICE,
  EACCES,
  EINVAL,
  EPERM,
  type Errno,
  ESRCH,
  IOPRIO_WHO_PGRP,
  IOPRIO_WHO_PROCESS,
  IOPRIO_WHO_USER,
  OK,
  PRIO_PGRP,
  PRIO_PROCESS,
  PRIO_USER,
  RLIMIT_NICE,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type SyscallSpec, syscall } from './spec.ts'
import { int } from './strace/decoders.ts'
import { IOPRIO, IOPRIO_WHICH, ioprioResult, PRIORITY_WHICH } from './strace/priority-params.ts'

/** Tasks that `which` and `who` mean, 0 being the caller's own. EINVAL, ESRCH. */
function targets(t: Task, which: 'process' | 'group' | 'user' | undefined, who: number): Task[] | Errno {
  const tasks = [...t.kernel.tasks.values()]
  switch (which) {
    case 'process':
      return tasks.filter((task) => task.tid === (who === 0 ? t.tid : who))
    case 'group': {
      const id = who === 0 ? t.threadGroup.processGroup.id : who
      return tasks.filter((task) => task.threadGroup.processGroup.id === id)
    }
    case 'user': {
      const uid = who === 0 ? t.credentials.parts.uid : who
      return tasks.filter((task) => task.credentials.parts.uid === uid)
    }
    default:
      return EINVAL
  }
}

const PRIO_KINDS = new Map([
  [PRIO_PROCESS, 'process'],
  [PRIO_PGRP, 'group'],
  [PRIO_USER, 'user'],
] as const)

/** getpriority(2) as the kernel has it. @returns 20 minus the niceness, of several the largest */
function getpriority(t: Task, a: SyscallArgs): SyscallResult {
  const tasks = targets(t, PRIO_KINDS.get(a.int(0) as 0 | 1 | 2), a.int(1))
  if (typeof tasks === 'number') return -tasks
  return tasks.length === 0 ? -ESRCH : Math.max(...tasks.map(({ scheduling }) => 20 - scheduling.nice))
}

/** setpriority(2). What may not be changed is EPERM or EACCES, and the others are changed all the same. */
function setpriority(t: Task, a: SyscallArgs): SyscallResult {
  const tasks = targets(t, PRIO_KINDS.get(a.int(0) as 0 | 1 | 2), a.int(1))
  if (typeof tasks === 'number') return -tasks
  const nice = Math.max(-20, Math.min(19, a.int(2)))
  let result: Errno = tasks.length === 0 ? ESRCH : OK
  for (const task of tasks) {
    const refused = refuse(t, task, nice)
    if (refused !== OK) result = refused
    else task.scheduling = { ...task.scheduling, nice }
  }
  return -result
}

/** @see set_one_prio */
function refuse(t: Task, of: Task, nice: number): Errno {
  const capable = t.credentials.has(CAP_SYS_NICE)
  const { euid } = t.credentials.parts
  const { parts } = of.credentials
  if (parts.uid !== euid && parts.euid !== euid && !capable) return EPERM
  const limit = of.threadGroup.limits.get(RLIMIT_NICE).cur
  return nice >= of.scheduling.nice || 20 - nice <= limit || capable ? OK : EACCES
}

const IOPRIO_KINDS = new Map([
  [IOPRIO_WHO_PROCESS, 'process'],
  [IOPRIO_WHO_PGRP, 'group'],
  [IOPRIO_WHO_USER, 'user'],
] as const)

const CLASS_SHIFT = 13
const LEVEL_MASK = 7
const CLASS_NONE = 0
const CLASS_REAL_TIME = 1
const CLASS_IDLE = 3

/** ioprio_get(2): of several, the best: the lowest number. */
function ioprio_get(t: Task, a: SyscallArgs): SyscallResult {
  const tasks = targets(t, IOPRIO_KINDS.get(a.int(0) as 1 | 2 | 3), a.int(1))
  if (typeof tasks === 'number') return -tasks
  return tasks.length === 0 ? -ESRCH : Math.min(...tasks.map(({ scheduling }) => scheduling.ioPriority))
}

/** ioprio_set(2). */
function ioprio_set(t: Task, a: SyscallArgs): SyscallResult {
  const value = a.int(2)
  const kind = value >>> CLASS_SHIFT
  if (kind > CLASS_IDLE || (kind === CLASS_NONE && (value & LEVEL_MASK) !== 0)) return -EINVAL
  const capable = t.credentials.has(CAP_SYS_ADMIN) || t.credentials.has(CAP_SYS_NICE)
  if (kind === CLASS_REAL_TIME && !capable) return -EPERM
  const tasks = targets(t, IOPRIO_KINDS.get(a.int(0) as 1 | 2 | 3), a.int(1))
  if (typeof tasks === 'number') return -tasks
  if (tasks.length === 0) return -ESRCH
  const { euid, uid } = t.credentials.parts
  for (const task of tasks) {
    const of = task.credentials.parts.uid
    if (of !== euid && of !== uid && !t.credentials.has(CAP_SYS_NICE)) return -EPERM
    task.scheduling = { ...task.scheduling, ioPriority: value }
  }
  return 0
}

const UNUSED = { unsupported: 'kept, and of no effect' }

export const PRIORITY_SYSCALLS: readonly SyscallSpec[] = [
  syscall('getpriority', getpriority, [PRIORITY_WHICH, int('int who')]),
  syscall('setpriority', setpriority, [PRIORITY_WHICH, int('int who'), int('int niceval')], UNUSED),
  syscall('ioprio_get', ioprio_get, [IOPRIO_WHICH, int('int who')], { result: ioprioResult }),
  syscall('ioprio_set', ioprio_set, [IOPRIO_WHICH, int('int who'), IOPRIO], UNUSED),
]
