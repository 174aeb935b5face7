// pidfd_open, pidfd_send_signal, pidfd_getfd. gVisor has none of them. Linux: kernel/pid.c, kernel/signal.c, fs/pidfs.c.

import {
  EBADF,
  EFAULT,
  EINVAL,
  ENOENT,
  EPERM,
  type Errno,
  ESRCH,
  OK,
  PIDFD_NONBLOCK,
  PIDFD_SELF_THREAD,
  PIDFD_SELF_THREAD_GROUP,
  PIDFD_SIGNAL_PROCESS_GROUP,
  PIDFD_SIGNAL_THREAD,
  PIDFD_SIGNAL_THREAD_GROUP,
  PIDFD_THREAD,
  readSiginfo,
  SI_TKILL,
  SI_USER,
  SIGINFO_SIZE,
  type SignalInfo,
} from '@jvisor/abi'
import {
  mayAccessTask,
  PidFile,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  type ThreadGroup,
} from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import { fileOf } from './files.ts'
import { checkSignal, sendToAll, sentBy } from './signal-send.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { flags, int, SIGNAL } from './strace/decoders.ts'
import { table } from './strace/flag-tables.ts'
import { SIGINFO_IN } from './strace/signal-params.ts'
import { HEX_FLAGS } from './strace/stream-params.ts'

/** Whom a descriptor is of: a process, and one of its threads if it is of that. */
export type Subject = Pick<PidFile, 'threadGroup' | 'thread' | 'task'>

/** The file of a process behind a descriptor; undefined is EBADF. */
export function pidFileOf(t: Task, fd: number): PidFile | undefined {
  const file = fileOf(t, fd)
  return file instanceof PidFile ? file : undefined
}

/** As {@link pidFileOf}, or the caller itself by PIDFD_SELF_*. */
export function subjectOf(t: Task, fd: number): Subject | undefined {
  if (fd === PIDFD_SELF_THREAD) return { threadGroup: t.threadGroup, thread: t, task: t }
  if (fd === PIDFD_SELF_THREAD_GROUP) return { threadGroup: t.threadGroup, thread: undefined, task: t }
  return pidFileOf(t, fd)
}

/** pidfd_open(2). */
function pidfd_open(t: Task, a: SyscallArgs): SyscallResult {
  const [pid, flags] = [a.int(0), a.int(1)]
  if ((flags & ~(PIDFD_NONBLOCK | PIDFD_THREAD)) !== 0 || pid <= 0) return -EINVAL
  const { processes, tasks } = t.kernel
  const thread = tasks.get(pid)
  const threadGroup = processes.get(pid)
  if (thread === undefined && threadGroup === undefined) return -ESRCH
  if ((flags & PIDFD_THREAD) === 0) {
    return threadGroup === undefined ? -ENOENT : addPidFile(t, { threadGroup }, flags)
  }
  const group = thread?.threadGroup ?? threadGroup
  return group === undefined ? -ESRCH : addPidFile(t, { threadGroup: group, thread }, flags)
}

/** A descriptor of it, which execve closes. */
export function addPidFile(
  t: Task,
  of: { threadGroup: ThreadGroup; thread?: Task | undefined },
  flags: number,
): number {
  const file = new PidFile(t.kernel, of, flags & PIDFD_NONBLOCK)
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, true)
  if (fd < 0) file.decRef()
  return fd
}

/** pidfd_send_signal(2). */
function pidfd_send_signal(t: Task, a: SyscallArgs): SyscallResult {
  const [signal, infoAt, flags] = [a.int(1), a.pointer(2), a.uint(3)]
  if (flags !== 0 && !SCOPES.includes(flags)) return -EINVAL
  const to = subjectOf(t, a.int(0))
  if (to === undefined) return -EBADF
  const scope =
    flags !== 0 ? flags : to.thread !== undefined ? PIDFD_SIGNAL_THREAD : PIDFD_SIGNAL_THREAD_GROUP
  const code = scope === PIDFD_SIGNAL_THREAD ? SI_TKILL : SI_USER
  const info = infoAt === 0 ? sentBy(t, signal, code) : infoFrom(t, infoAt, signal, to, scope)
  return typeof info === 'number' ? -info : -send(t, to, scope, info)
}

const SCOPES = [PIDFD_SIGNAL_THREAD, PIDFD_SIGNAL_THREAD_GROUP, PIDFD_SIGNAL_PROCESS_GROUP]

/** EINVAL: it is of another signal. EPERM: to others, what only the kernel or kill(2) says. */
function infoFrom(t: Task, at: Addr, signal: number, to: Subject, scope: number): SignalInfo | Errno {
  const bytes = t.copyScratchBuffer(SIGINFO_SIZE)
  if (t.copyIn(at, bytes).err !== OK) return EFAULT
  const info = readSiginfo(new DataView(bytes.buffer, bytes.byteOffset), 0)
  if (info.signal !== signal) return EINVAL
  const self = (to.thread?.tid ?? to.threadGroup.pid) === t.tid && scope !== PIDFD_SIGNAL_PROCESS_GROUP
  return !self && (info.code >= 0 || info.code === SI_TKILL) ? EPERM : info
}

function send(t: Task, to: Subject, scope: number, info: SignalInfo): Errno {
  const { threadGroup } = to
  if (scope === PIDFD_SIGNAL_PROCESS_GROUP) {
    return sendToAll(t, t.kernel.processGroup(threadGroup.pid)?.members ?? [], info)
  }
  if (threadGroup.isReaped || (to.thread !== undefined && to.task === undefined)) return ESRCH
  const refused = checkSignal(t, to.thread ?? threadGroup.leader, info.signal)
  if (refused !== OK || info.signal === 0) return refused
  if (scope === PIDFD_SIGNAL_THREAD_GROUP) threadGroup.sendSignalInfo(info)
  else (to.thread ?? to.task)?.sendSignalInfo(info)
  return OK
}

/** pidfd_getfd(2): the same open file, which execve closes. */
function pidfd_getfd(t: Task, a: SyscallArgs): SyscallResult {
  if (a.uint(2) !== 0) return -EINVAL
  const of = pidFileOf(t, a.int(0))
  if (of === undefined) return -EBADF
  const { task } = of
  if (task === undefined) return -ESRCH
  if (!mayAccessTask(t, task, 'realcreds')) return -EPERM
  const file = task.fdTable.get(a.int(1))
  if (file === undefined) return -EBADF
  file.incRef()
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, true)
  if (fd < 0) file.decRef()
  return fd
}

const OPEN_FLAGS = flags('unsigned int flags', table({ PIDFD_NONBLOCK }), 'PIDFD_???')

export const PIDFD_SYSCALLS: readonly SyscallSpec[] = [
  syscall('pidfd_open', pidfd_open, [int('pid_t pid'), OPEN_FLAGS]),
  syscall('pidfd_send_signal', pidfd_send_signal, ['pidfd', SIGNAL, SIGINFO_IN, HEX_FLAGS]),
  syscall('pidfd_getfd', pidfd_getfd, ['pidfd', 'fd', HEX_FLAGS]),
]
