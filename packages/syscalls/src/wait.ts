// wait4 and waitid. gVisor: pkg/sentry/syscalls/linux/sys_thread.go wait4, waitid. Linux: kernel/exit.c do_wait.

import {
  CLD_CONTINUED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  CLD_TRAPPED,
  EAGAIN,
  EBADF,
  ECHILD,
  EFAULT,
  EINVAL,
  ERESTARTSYS,
  type Errno,
  ESRCH,
  O_NONBLOCK,
  OK,
  P_ALL,
  P_PGID,
  P_PID,
  P_PIDFD,
  RUSAGE,
  SIGCHLD,
  SIGCONT,
  WALL,
  WCLONE,
  WCONTINUED,
  WEXITED,
  WNOHANG,
  WNOTHREAD,
  WNOWAIT,
  WSTOPPED,
  WUNTRACED,
} from '@jvisor/abi'
import {
  CHILD_EVENT,
  type ExitStatus,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  type ThreadGroup,
  type Waitable,
  waitStatus,
} from '@jvisor/kernel'
import { type Addr, copyStructOut } from '@jvisor/usermem'
import { WaitEntry } from '@jvisor/vfs'
import { pidFileOf } from './pidfd.ts'
import { rusageOf } from './rusage.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { int } from './strace/decoders.ts'
import { SIGINFO_OUT } from './strace/signal-params.ts'
import { RUSAGE_OUT, WAIT_ID_TYPE, WAIT_OPTIONS, WAIT_STATUS } from './strace/task-params.ts'

/** Which children a wait is about, and what of them. */
interface Wanted {
  readonly matches: (child: Waitable) => boolean
  /** W*; WEXITED is said. */
  readonly options: number
}

/** What was waited for. */
interface Found extends Waitable {
  readonly code: number
  /** As siginfo has it: exit code or signal. */
  readonly status: number
  /** As wait4(2) has it. */
  readonly word: number
  /** CPU time of the child and its children, ns. */
  readonly timeNs: number
}

const WAIT4_OPTIONS = WNOHANG | WUNTRACED | WCONTINUED | WNOTHREAD | WCLONE | WALL
const WAITID_EVENTS = WEXITED | WSTOPPED | WCONTINUED
const WAITID_OPTIONS = WNOHANG | WNOWAIT | WAITID_EVENTS | WNOTHREAD | WCLONE | WALL
const INT_MIN = -(2 ** 31)

/** wait4(2). */
function wait4(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const pid = a.int(0)
  const statusAt = a.pointer(1)
  const options = a.int(2)
  const rusageAt = a.pointer(3)
  if ((options & ~WAIT4_OPTIONS) !== 0) return -EINVAL
  if (pid === INT_MIN) return -ESRCH
  return wait(t, { matches: matcher(t, pid), options: options | WEXITED }, (found) => {
    if (found === undefined) return 0
    if (statusAt !== 0 && t.copyOut(statusAt, word32(found.word)).err !== OK) return -EFAULT
    if (copyOutRusage(t, rusageAt, found) !== OK) return -EFAULT
    return found.pid
  })
}

/** Which children a pid of wait4(2) means. */
function matcher(t: Task, pid: number): Wanted['matches'] {
  if (pid > 0) return (child) => child.pid === pid
  if (pid === -1) return () => true
  const id = pid === 0 ? t.threadGroup.processGroup.id : -pid
  return ({ group }) => group.processGroup.id === id
}

/** waitid(2). */
function waitid(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const [type, id, infoAt, options, rusageAt] = [a.int(0), a.int(1), a.pointer(2), a.int(3), a.pointer(4)]
  if ((options & ~WAITID_OPTIONS) !== 0 || (options & WAITID_EVENTS) === 0) return -EINVAL
  const matches = type === P_PIDFD ? pidfdMatcher(t, id) : idMatcher(t, type, id)
  if (typeof matches === 'number') return -matches
  const nonblocking = type === P_PIDFD && ((pidFileOf(t, id)?.statusFlags ?? 0) & O_NONBLOCK) !== 0
  const looks = nonblocking ? options | WNOHANG : options
  return wait(t, { matches, options: looks }, (found) => {
    if (found === undefined && looks !== options) return -EAGAIN
    if (found !== undefined && copyOutRusage(t, rusageAt, found) !== OK) return -EFAULT
    return infoAt === 0 ? 0 : -copyOutInfo(t, infoAt, found)
  })
}

function idMatcher(t: Task, type: number, id: number): Wanted['matches'] | Errno {
  if (type === P_ALL) return matcher(t, -1)
  if (type === P_PID && id > 0) return matcher(t, id)
  return type === P_PGID && id >= 0 ? matcher(t, -id) : EINVAL
}

function pidfdMatcher(t: Task, fd: number): Wanted['matches'] | Errno {
  if (fd < 0) return EINVAL
  const file = pidFileOf(t, fd)
  return file === undefined
    ? EBADF
    : ({ pid, group }) => group === file.threadGroup && pid === group.pid && file.thread === undefined
}

function word32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer)
}

function copyOutRusage(t: Task, at: Addr, { timeNs }: Found): Errno {
  return at === 0 ? OK : copyStructOut(t, at, RUSAGE, rusageOf(timeNs)).err
}

/** The fields that waitid(2) fills in, and no others: signal, errno, code, pid, uid, status. */
function copyOutInfo(t: Task, at: Addr, found: Found | undefined): Errno {
  const words =
    found === undefined
      ? [0, 0, 0, 0, 0, 0]
      : [SIGCHLD, 0, found.code, found.pid, found.group.uid, found.status]
  const [signal, errno, code, pid, uid, status] = words
  const { err } = t.copyOut(at, new Uint8Array(Int32Array.of(signal, errno, code).buffer))
  if (err !== OK) return err
  return t.copyOut((at + 16) as Addr, new Uint8Array(Int32Array.of(pid, uid, status).buffer)).err
}

/** Takes what there is, or waits for it. `done` gets undefined if WNOHANG says not to. */
function wait(
  t: Task,
  wanted: Wanted,
  done: (found: Found | undefined) => SyscallResult,
): SyscallResult | Promise<SyscallResult> {
  const found = look(t, wanted)
  if (typeof found === 'number') return -found
  if (found !== undefined || (wanted.options & WNOHANG) !== 0) return done(found)
  return sleep(t, wanted, done)
}

async function sleep(
  t: Task,
  wanted: Wanted,
  done: (found: Found | undefined) => SyscallResult,
): Promise<SyscallResult> {
  const { childQueue } = t.threadGroup
  const entry = new WaitEntry(CHILD_EVENT, () => {
    if (isConcerned(t, wanted)) t.wake()
  })
  childQueue.register(entry)
  t.clearWake()
  try {
    // Whoever is interrupted looks once more: the signal may be that of the child.
    for (let err: Errno = OK; ; err = await t.block()) {
      const found = look(t, wanted)
      if (typeof found === 'number') return -found
      if (found !== undefined) return done(found)
      if (err !== OK) return -ERESTARTSYS
    }
  } finally {
    childQueue.unregister(entry)
  }
}

/**
 * What happens to others does not wake, not even if nobody is left that could be waited for: a child that has gone to
 * another process group (pid_child_should_wake, Linux 6.18 kernel/exit.c).
 */
function isConcerned(t: Task, { matches, options }: Wanted): boolean {
  const news = t.threadGroup.childNews
  if (news === undefined || !matches(news)) return false
  if ((options & WNOTHREAD) === 0 || news.group.parentTask === t) return true
  return [...t.tracees].some(({ tid }) => tid === news.pid)
}

/** ECHILD if there is no child that it could be about. */
function look(t: Task, wanted: Wanted): Found | undefined | Errno {
  let any = false
  for (const child of t.threadGroup.children) {
    const tracer = child.leader?.ptrace?.tracer.threadGroup
    if (tracer === t.threadGroup || !isEligible(t, child, wanted)) continue
    any ||= tracer !== undefined || canTell(child, wanted)
    // Of the end of one that another traces, that one hears first.
    const found = newsOf(child, tracer === undefined ? wanted.options : wanted.options & ~WEXITED)
    if (found !== undefined) return found
  }
  for (const tracer of (wanted.options & WNOTHREAD) !== 0 ? [t] : t.threadGroup.tasks) {
    for (const tracee of tracer.tracees) {
      if (!wanted.matches({ pid: tracee.tid, group: tracee.threadGroup })) continue
      any ||= canTell(tracee.threadGroup, wanted)
      const found = newsOfTracee(tracee, wanted.options)
      if (found !== undefined) return found
    }
  }
  return any ? undefined : ECHILD
}

/** Of one that has ended, there is nothing to tell but that (wait_task_zombie, which leaves notask_error alone). */
function canTell({ isZombie }: ThreadGroup, { options }: Wanted): boolean {
  return !isZombie || (options & WEXITED) !== 0
}

/** Of one that is traced, all is told: its stops, whatever they are, and the end even of a thread. */
function newsOfTracee(task: Task, options: number): Found | undefined {
  const { ptrace, threadGroup: group, tid: pid } = task
  if (ptrace === undefined) return undefined
  const take = (options & WNOWAIT) === 0
  if (ptrace.ended !== undefined) {
    if ((options & WEXITED) === 0) return undefined
    if (take) ptrace.detach(0)
    return endOf({ pid, group }, ptrace.ended, 0)
  }
  if (task === group.leader && group.isZombie) {
    const own = group.parent === ptrace.tracer.threadGroup
    const found = newsOf(group, options & ~(WSTOPPED | WCONTINUED), own)
    if (found !== undefined && take && !own) ptrace.detach(0)
    return found
  }
  const { untold } = ptrace
  if (ptrace.stop !== undefined && untold !== 0) {
    if (take) ptrace.untold = 0
    return { pid, group, code: CLD_TRAPPED, status: untold, word: (untold << 8) | 0x7f, timeNs: 0 }
  }
  return task === group.leader ? newsOf(group, options & (WCONTINUED | WNOWAIT)) : undefined
}

/** Children of clone that do not end with SIGCHLD are waited for with __WCLONE only. @see eligible_child */
function isEligible(t: Task, child: ThreadGroup, { matches, options }: Wanted): boolean {
  if (!matches({ pid: child.pid, group: child })) return false
  if ((options & WNOTHREAD) !== 0 && child.parentTask !== t) return false
  return (options & WALL) !== 0 || (child.exitSignal !== SIGCHLD) === ((options & WCLONE) !== 0)
}

function endOf(who: Waitable, ended: ExitStatus, timeNs: number): Found {
  const { code, signal } = ended
  const word = waitStatus(ended)
  return signal === 0
    ? { ...who, code: CLD_EXITED, status: code & 0xff, word, timeNs }
    : { ...who, code: CLD_KILLED, status: signal, word, timeNs }
}

/** `reaps`: whoever hears of its end takes it away. */
function newsOf(group: ThreadGroup, options: number, reaps = true): Found | undefined {
  const take = (options & WNOWAIT) === 0
  const { pid } = group
  if ((options & WEXITED) !== 0 && group.isZombie && group.exitStatus !== undefined) {
    const timeNs = group.goneTime.total(0) + group.childrenTime.total(0)
    if (take && reaps) group.reap()
    return endOf({ pid, group }, group.exitStatus, timeNs)
  }
  const stopped = (options & WSTOPPED) === 0 ? 0 : group.groupStop.untoldStop(take)
  if (stopped !== 0)
    return { pid, group, code: CLD_STOPPED, status: stopped, word: (stopped << 8) | 0x7f, timeNs: 0 }
  if ((options & WCONTINUED) !== 0 && group.groupStop.untoldContinue(take)) {
    return { pid, group, code: CLD_CONTINUED, status: SIGCONT, word: 0xffff, timeNs: 0 }
  }
  return undefined
}

export const WAIT_SYSCALLS: readonly SyscallSpec[] = [
  syscall('wait4', wait4, [int('pid_t pid'), WAIT_STATUS, WAIT_OPTIONS, RUSAGE_OUT]),
  syscall('waitid', waitid, [WAIT_ID_TYPE, int('id_t id'), SIGINFO_OUT, WAIT_OPTIONS, RUSAGE_OUT]),
]
