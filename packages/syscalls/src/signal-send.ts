// Sending signals: kill and its kin. gVisor: pkg/sentry/syscalls/linux/sys_signal.go. Linux: kernel/signal.c.

import {
  CAP_KILL,
  EFAULT,
  EINVAL,
  EPERM,
  type Errno,
  ESRCH,
  OK,
  readSiginfo,
  SI_TKILL,
  SI_USER,
  SIGCONT,
  SIGINFO_SIZE,
  SIGNAL_MAX,
  type SignalInfo,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task, ThreadGroup } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { int, SIGNAL } from './strace/decoders.ts'

const INT_MIN = -(2 ** 31)

/** kill(2). */
function kill(t: Task, a: SyscallArgs): SyscallResult {
  const pid = a.int(0)
  const info = sentBy(t, a.int(1), SI_USER)
  if (pid > 0) return -sendTo(t, t.kernel.processOf(pid), info, t.kernel.tasks.get(pid))
  if (pid === INT_MIN) return -ESRCH
  if (pid === -1) return -sendToOthers(t, info)
  const group = pid === 0 ? t.threadGroup.processGroup : t.kernel.processGroup(-pid)
  return -sendToAll(t, group?.members ?? [], info)
}

/** kill(-1): every process but the first, and this one. */
function* others(t: Task): Generator<ThreadGroup> {
  for (const [pid, group] of t.kernel.processes) if (pid > 1 && group !== t.threadGroup) yield group
}

/** What a signal that the caller sends says of itself. */
export function sentBy(t: Task, signal: number, code: number): SignalInfo {
  return { signal, code, pid: t.threadGroup.pid, uid: t.credentials.parts.uid }
}

export function isSignal(signal: number): boolean {
  return signal >= 0 && signal <= SIGNAL_MAX
}

/**
 * Whether a task may send to another. EINVAL: no signal; EPERM: it is another user's, unless this continues a process of
 * the session. @see check_kill_permission
 */
export function checkSignal(t: Task, to: Task | undefined, signal: number): Errno {
  if (!isSignal(signal)) return EINVAL
  if (to === undefined || to.threadGroup === t.threadGroup || t.credentials.has(CAP_KILL)) return OK
  const { uid, euid } = t.credentials.parts
  const other = to.credentials.parts
  if ([uid, euid].some((id) => id === other.uid || id === other.suid)) return OK
  const { session } = to.threadGroup.processGroup
  return signal === SIGCONT && session === t.threadGroup.processGroup.session ? OK : EPERM
}

/**
 * Sends to a process, for `preferred` of its tasks to take; signal 0 only looks whether it could. A zombie hears it, and
 * does nothing.
 */
function sendTo(t: Task, group: ThreadGroup | undefined, info: SignalInfo, preferred?: Task): Errno {
  if (group === undefined) return ESRCH
  const refused = checkSignal(t, preferred ?? group.leader, info.signal)
  if (refused !== OK) return refused
  if (info.signal !== 0) group.sendSignalInfo(info, preferred)
  return OK
}

/** Success with one is success. */
export function sendToAll(t: Task, groups: Iterable<ThreadGroup>, info: SignalInfo): Errno {
  let err: Errno = ESRCH
  let sent = false
  for (const group of [...groups]) {
    const one = sendTo(t, group, info)
    if (one === OK) sent = true
    else err = one
  }
  return sent ? OK : err
}

/** kill(-1): those that it may not send to do not count, but that there are others. */
function sendToOthers(t: Task, info: SignalInfo): Errno {
  let err: Errno = ESRCH
  for (const group of [...others(t)]) {
    const one = sendTo(t, group, info)
    if (one !== EPERM) err = one
    else if (err === ESRCH) err = OK
  }
  return err
}

/** tkill(2). */
function tkill(t: Task, a: SyscallArgs): SyscallResult {
  const tid = a.int(0)
  return tid <= 0 ? -EINVAL : -sendToTask(t, undefined, tid, sentBy(t, a.int(1), SI_TKILL))
}

/** tgkill(2). */
function tgkill(t: Task, a: SyscallArgs): SyscallResult {
  const tgid = a.int(0)
  const tid = a.int(1)
  return tgid <= 0 || tid <= 0 ? -EINVAL : -sendToTask(t, tgid, tid, sentBy(t, a.int(2), SI_TKILL))
}

function sendToTask(t: Task, tgid: number | undefined, tid: number, info: SignalInfo): Errno {
  const group = t.kernel.processOf(tid)
  if (group === undefined || (tgid !== undefined && group.pid !== tgid)) return ESRCH
  const refused = checkSignal(t, t.kernel.tasks.get(tid) ?? group.leader, info.signal)
  if (refused !== OK) return refused
  // A first task that is gone while its process is not hears nothing.
  if (info.signal !== 0) t.kernel.tasks.get(tid)?.sendSignalInfo(info)
  return OK
}

/** What rt_sigqueueinfo(2) is given. EPERM: to others, what only the kernel or kill(2) says. */
function queued(t: Task, signal: number, at: Addr, tgid: number): SignalInfo | Errno {
  const bytes = t.copyScratchBuffer(SIGINFO_SIZE)
  if (t.copyIn(at, bytes).err !== OK) return EFAULT
  const info = { ...readSiginfo(new DataView(bytes.buffer, bytes.byteOffset), 0), signal }
  const reserved = info.code >= 0 || info.code === SI_TKILL
  return reserved && t.threadGroup.pid !== tgid ? EPERM : info
}

/** rt_sigqueueinfo(2). */
function rt_sigqueueinfo(t: Task, a: SyscallArgs): SyscallResult {
  const tgid = a.int(0)
  const info = queued(t, a.int(1), a.pointer(2), tgid)
  return typeof info === 'number' ? -info : -sendTo(t, t.kernel.processOf(tgid), info)
}

/** rt_tgsigqueueinfo(2). */
function rt_tgsigqueueinfo(t: Task, a: SyscallArgs): SyscallResult {
  const tgid = a.int(0)
  const tid = a.int(1)
  const info = queued(t, a.int(2), a.pointer(3), tgid)
  if (typeof info === 'number') return -info
  return tgid <= 0 || tid <= 0 ? -EINVAL : -sendToTask(t, tgid, tid, info)
}

export const SIGNAL_SEND_SYSCALLS: readonly SyscallSpec[] = [
  syscall('kill', kill, [int('pid_t pid'), SIGNAL]),
  syscall('tkill', tkill, [int('pid_t tid'), SIGNAL]),
  syscall('tgkill', tgkill, [int('pid_t tgid'), int('pid_t tid'), SIGNAL]),
  syscall('rt_sigqueueinfo', rt_sigqueueinfo, [int('pid_t tgid'), SIGNAL, 'pointer']),
  syscall('rt_tgsigqueueinfo', rt_tgsigqueueinfo, [int('pid_t tgid'), int('pid_t tid'), SIGNAL, 'pointer']),
]
