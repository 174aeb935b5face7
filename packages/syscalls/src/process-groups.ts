// Parents, process groups and sessions, and their terminal. gVisor: pkg/sentry/syscalls/linux/sys_thread.go. Linux: kernel/sys.c.

import { CAP_SYS_TTY_CONFIG, EACCES, EINVAL, EPERM, type Errno, ESRCH } from '@jvisor/abi'
import {
  ProcessGroup,
  Session,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  type ThreadGroup,
} from '@jvisor/kernel'
import { type SyscallSpec, syscall } from './spec.ts'
import { int } from './strace/decoders.ts'

/** getppid(2): 0 if the parent is not of this machine. */
function getppid(t: Task): SyscallResult {
  return t.threadGroup.parent?.pid ?? 0
}

function processOf(t: Task, pid: number): ThreadGroup | undefined {
  return pid === 0 ? t.threadGroup : t.kernel.processOf(pid)
}

/** getpgid(2). */
function getpgid(t: Task, a: SyscallArgs): SyscallResult {
  return processOf(t, a.int(0))?.processGroup.id ?? -ESRCH
}

/** getpgrp(2). */
function getpgrp(t: Task): SyscallResult {
  return t.threadGroup.processGroup.id
}

/** getsid(2). */
function getsid(t: Task, a: SyscallArgs): SyscallResult {
  return processOf(t, a.int(0))?.processGroup.session.id ?? -ESRCH
}

/** setsid(2): not for a process that leads a process group. The new session has no terminal. */
function setsid(t: Task): SyscallResult {
  const { threadGroup } = t
  const { pid } = threadGroup
  if (t.kernel.processGroup(pid) !== undefined) return -EPERM
  threadGroup.join(new ProcessGroup(pid, new Session(pid)))
  threadGroup.tty = undefined
  return pid
}

/** setpgid(2): for oneself, or a child that has not yet called execve. */
function setpgid(t: Task, a: SyscallArgs): SyscallResult {
  const pid = a.int(0) || t.threadGroup.pid
  const pgid = a.int(1) || pid
  if (pgid < 0) return -EINVAL
  const process = t.kernel.processOf(pid)
  if (process === undefined) return -ESRCH
  if (process.pid !== pid) return -EINVAL
  const group = groupFor(t, process, pgid)
  if (typeof group === 'number') return -group
  process.join(group)
  return 0
}

function groupFor(t: Task, process: ThreadGroup, pgid: number): ProcessGroup | Errno {
  const { threadGroup, kernel } = t
  const { session } = threadGroup.processGroup
  if (process !== threadGroup) {
    if (process.parent !== threadGroup) return ESRCH
    if (process.processGroup.session !== session) return EPERM
    if (process.hasExecuted) return EACCES
  }
  if (process.processGroup.session.id === process.pid) return EPERM
  const group = kernel.processGroup(pgid)
  if (group !== undefined) return group.session === session ? group : EPERM
  return pgid === process.pid ? new ProcessGroup(pgid, session) : EPERM
}

/** vhangup(2): whoever has the terminal of the caller's session open loses it. */
function vhangup(t: Task): SyscallResult {
  if (!t.credentials.has(CAP_SYS_TTY_CONFIG)) return -EPERM
  t.threadGroup.tty?.hangUpFiles()
  return 0
}

export const PROCESS_GROUP_SYSCALLS: readonly SyscallSpec[] = [
  syscall('getppid', getppid, []),
  syscall('getpgid', getpgid, [int('pid_t pid')]),
  syscall('getpgrp', getpgrp, []),
  syscall('getsid', getsid, [int('pid_t pid')]),
  syscall('setsid', setsid, []),
  syscall('setpgid', setpgid, [int('pid_t pid'), int('pid_t pgid')]),
  syscall('vhangup', vhangup, []),
]
