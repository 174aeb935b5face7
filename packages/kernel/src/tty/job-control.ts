// Job control: whose terminal it is, who is in the foreground, and what becomes of those who are not and use it all the
// same. gVisor: kernel/tty.go, thread_group.go SetControllingTTY and kin. Linux: drivers/tty/tty_jobctrl.c.

import {
  CAP_SYS_ADMIN,
  EINVAL,
  EIO,
  ENOTTY,
  EPERM,
  ERESTARTSYS,
  type Errno,
  ESRCH,
  OK,
  SI_KERNEL,
  SI_USER,
  SIG_IGN,
  SIGCONT,
  SIGHUP,
  SIGTTIN,
  type SIGTTOU,
} from '@jvisor/abi'
import type { Kernel } from '../kernel.ts'
import type { Session } from '../process-group.ts'
import type { Task } from '../task.ts'
import type { ThreadGroup } from '../thread-group.ts'
import type { Tty } from './tty.ts'

/**
 * Whether a task may use its terminal: one in the background is stopped, with its process group, and makes the call
 * again when it goes on (ERESTARTSYS). EIO: it reads and ignores the signal, or nobody could continue it.
 * @see __tty_check_change
 */
export function checkForeground(t: Task, tty: Tty, signal: typeof SIGTTIN | typeof SIGTTOU): Errno {
  const { threadGroup } = t
  const { processGroup } = threadGroup
  if (threadGroup.tty !== tty || tty.foreground === 0 || processGroup.id === tty.foreground) return OK
  const ignored = threadGroup.signalHandlers.get(signal).handler === SIG_IGN
  if (ignored || t.signals.mask.has(signal)) return signal === SIGTTIN ? EIO : OK
  if (processGroup.isOrphaned()) return EIO
  processGroup.sendSignal({ signal, code: SI_KERNEL })
  return ERESTARTSYS
}

function leads({ pid, processGroup }: ThreadGroup): boolean {
  return processGroup.session.id === pid
}

/** The terminal becomes that of the process's session, with its process group in the foreground. */
export function setControllingTty(group: ThreadGroup, tty: Tty): void {
  tty.session = group.processGroup.session
  tty.foreground = group.processGroup.id
  group.tty = tty
}

/** Opening it makes it that of the session, if the leader opens it to read, and has none. @see tty_open_proc_set_tty */
export function openedBy(group: ThreadGroup, tty: Tty, readable: boolean): void {
  if (leads(group) && group.tty === undefined && tty.session === undefined && readable) {
    setControllingTty(group, tty)
  }
}

/** TIOCSCTTY. `steal`: another session loses it. EPERM. @see tiocsctty */
export function acquireTty(t: Task, tty: Tty, readable: boolean, steal: boolean): Errno {
  const { threadGroup, credentials, kernel } = t
  if (leads(threadGroup) && threadGroup.processGroup.session === tty.session) return OK
  if (!leads(threadGroup) || threadGroup.tty !== undefined) return EPERM
  const isAdmin = credentials.has(CAP_SYS_ADMIN)
  if (tty.session !== undefined) {
    if (!steal || !isAdmin) return EPERM
    clearSession(kernel, tty.session)
  }
  if (!readable && !isAdmin) return EPERM
  setControllingTty(threadGroup, tty)
  return OK
}

/** TIOCNOTTY. When the leader does it, the whole session has none any more. @see no_tty, disassociate_ctty */
export function giveUpTty(t: Task, tty: Tty): Errno {
  const { threadGroup } = t
  if (threadGroup.tty !== tty) return ENOTTY
  if (leads(threadGroup)) {
    const sender = { code: SI_USER, pid: threadGroup.pid, uid: t.credentials.parts.uid }
    for (const signal of [SIGHUP, SIGCONT]) tty.signalForeground({ signal, ...sender })
    endSession(t.kernel, tty)
  }
  threadGroup.tty = undefined
  return OK
}

/** A process has ended. If it led its session, the foreground hears of it, and the session has no terminal any more. */
export function leaderEnds(kernel: Kernel, group: ThreadGroup): void {
  if (!leads(group)) return
  const { tty, lostForeground } = group
  if (tty !== undefined) {
    tty.signal(SIGHUP)
    endSession(kernel, tty)
  } else if (lostForeground !== 0) {
    const foreground = kernel.processGroup(lostForeground)
    for (const signal of [SIGHUP, SIGCONT]) foreground?.sendSignal({ signal, code: SI_KERNEL })
  }
}

/** The terminal has hung up. @see tty_signal_session_leader */
export function sessionLosesTty(kernel: Kernel, tty: Tty): void {
  const { session, foreground } = tty
  if (session === undefined) return
  const leader = kernel.processes.get(session.id)
  endSession(kernel, tty)
  if (leader === undefined) return
  leader.lostForeground = foreground
  for (const signal of [SIGHUP, SIGCONT]) leader.sendSignalInfo({ signal, code: SI_KERNEL })
}

function endSession(kernel: Kernel, tty: Tty): void {
  const { session } = tty
  tty.session = undefined
  tty.foreground = 0
  if (session !== undefined) clearSession(kernel, session)
}

function clearSession(kernel: Kernel, session: Session): void {
  for (const group of kernel.processes.values()) {
    if (group.processGroup.session === session) group.tty = undefined
  }
}

/** What TIOCGPGRP and TIOCGSID tell: of one's own terminal only. @returns the ID, or -ENOTTY. */
export function foregroundOf(t: Task, tty: Tty): number {
  return t.threadGroup.tty === tty ? tty.foreground : -ENOTTY
}

export function sessionOf(t: Task, tty: Tty): number {
  return t.threadGroup.tty === tty ? (tty.session?.id ?? -ENOTTY) : -ENOTTY
}

/**
 * TIOCSPGRP, after {@link checkForeground}. A process that leads no group will do. EINVAL, ENOTTY, ESRCH, EPERM.
 * @see tiocspgrp
 */
export function setForeground(t: Task, tty: Tty, id: number): Errno {
  const { kernel, threadGroup } = t
  const { session } = threadGroup.processGroup
  if (id < 0) return EINVAL
  if (threadGroup.tty !== tty || tty.session !== session) return ENOTTY
  const group = kernel.processGroup(id) ?? kernel.processOf(id)?.processGroup
  if (group === undefined) return ESRCH
  if (group.session !== session) return EPERM
  tty.foreground = id
  return OK
}
