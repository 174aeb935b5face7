// clone: a new task that shares with this one what the flags say. gVisor: pkg/sentry/kernel/task_clone.go.
// Linux: kernel/fork.c copy_process, kernel_clone.

import {
  CAP_SYS_ADMIN,
  CAP_SYS_RESOURCE,
  CLONE_CHILD_CLEARTID,
  CLONE_CHILD_SETTID,
  CLONE_CLEAR_SIGHAND,
  CLONE_FILES,
  CLONE_FS,
  CLONE_NEWCGROUP,
  CLONE_NEWIPC,
  CLONE_NEWNET,
  CLONE_NEWNS,
  CLONE_NEWPID,
  CLONE_NEWUSER,
  CLONE_NEWUTS,
  CLONE_PARENT,
  CLONE_PARENT_SETTID,
  CLONE_SETTLS,
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VFORK,
  CLONE_VM,
  EAGAIN,
  EINVAL,
  ENOSYS,
  ERESTARTNOINTR,
  type Errno,
} from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import type { Addr } from '@jvisor/usermem'
import { inheritScheduling } from './scheduling.ts'
import { Task } from './task.ts'
import { hasTooManyProcesses } from './task-credentials.ts'
import type { ThreadGroup } from './thread-group.ts'

export interface CloneOpts {
  /** CLONE_*, without the signal. */
  readonly flags: bigint
  /** Sent to the parent when the child ends; 0 for none. */
  readonly exitSignal: number
  /** The child's stack pointer; 0: as the parent's. */
  readonly stack: number
  readonly tls: number
  /** Where its thread ID is stored, of the flags that want it. */
  readonly parentTid: Addr
  readonly childTid: Addr
}

const NAMESPACES =
  CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET

function has(flags: bigint, flag: number): boolean {
  return (flags & BigInt(flag)) !== 0n
}

/**
 * Makes a task like `t` and starts it.
 * @returns it; EINVAL: flags that contradict each other, or namespaces, of which there is one of each kind;
 *   ERESTARTNOINTR: signals are to be acted upon first (copy_process); EAGAIN: too many tasks, of all or of the user
 *   (RLIMIT_NPROC); ENOMEM; ENOSYS: the platform cannot copy its programs.
 */
export function clone(t: Task, opts: CloneOpts): Task | Errno {
  const { flags } = opts
  if (!areConsistent(t, flags)) return EINVAL
  t.threadGroup.takers.takeOver(t)
  if (t.hasPendingSignals) return ERESTARTNOINTR
  if (!t.context.canFork) return ENOSYS
  const { kernel } = t
  if (hasTooManyProcesses(t, 1) && !mayExceed(t)) return EAGAIN
  const tid = kernel.allocateTid()
  if (tid < 0) return -tid as Errno
  const mm = copyMemory(t, flags)
  if (typeof mm === 'number') return mm
  const child = new Task(kernel, {
    tid,
    threadGroup: has(flags, CLONE_THREAD) ? t.threadGroup : newProcess(t, tid, opts),
    memoryManager: mm,
    fdTable: has(flags, CLONE_FILES) ? t.fdTable.share() : t.fdTable.copy(),
    fsContext: has(flags, CLONE_FS) ? t.fsContext.share() : t.fsContext.copy(),
    syscallTable: t.syscallTable,
    signalMask: t.signals.mask,
    credentials: t.credentials,
  })
  mm.limits = child.threadGroup.limits
  child.context = t.context.fork(child, {
    stack: opts.stack,
    tls: has(flags, CLONE_SETTLS) ? opts.tls : undefined,
  })
  child.name = t.name
  inherit(child, t)
  child.threadGroup.oomScoreAdj = t.threadGroup.oomScoreAdj
  if (!has(flags, CLONE_VM) || has(flags, CLONE_VFORK)) child.signals.stack = t.signals.stack
  if (has(flags, CLONE_CHILD_CLEARTID)) child.clearChildTid = opts.childTid
  if (has(flags, CLONE_CHILD_SETTID)) storeTid(child, opts.childTid)
  if (has(flags, CLONE_PARENT_SETTID)) storeTid(t, opts.parentTid, tid)
  if (has(flags, CLONE_VFORK)) child.vforkParent = t
  kernel.start(child)
  return child
}

function mayExceed({ credentials }: Task): boolean {
  return credentials.has(CAP_SYS_RESOURCE) || credentials.has(CAP_SYS_ADMIN)
}

/** What a task has from the one that made it, and may change for itself. */
function inherit(child: Task, t: Task): void {
  child.noNewPrivileges = t.noNewPrivileges
  child.keepCapabilities = t.keepCapabilities
  child.scheduling = inheritScheduling(t.scheduling)
  child.timerSlackNs = child.defaultTimerSlackNs = t.timerSlackNs
  child.personality = t.personality
}

/** As put_user does, whose failure nobody hears of. */
function storeTid(t: Task, at: Addr, tid = t.tid): void {
  t.copyOut(at, Uint8Array.of(tid, tid >> 8, tid >> 16, tid >> 24))
}

function areConsistent(t: Task, flags: bigint): boolean {
  if (has(flags, NAMESPACES)) return false
  if (has(flags, CLONE_THREAD) && !has(flags, CLONE_SIGHAND)) return false
  if (has(flags, CLONE_SIGHAND) && !has(flags, CLONE_VM)) return false
  if (has(flags, CLONE_SIGHAND) && (flags & BigInt(CLONE_CLEAR_SIGHAND)) !== 0n) return false
  return !(has(flags, CLONE_PARENT) && t.threadGroup.parent === undefined)
}

function copyMemory(t: Task, flags: bigint): MemoryManager | Errno {
  if (!has(flags, CLONE_VM)) return t.mm.fork()
  t.mm.incUsers()
  return t.mm
}

function newProcess(t: Task, pid: number, { flags, exitSignal }: CloneOpts): ThreadGroup {
  const { threadGroup } = t
  const siblings = has(flags, CLONE_PARENT)
  const signalHandlers = has(flags, CLONE_SIGHAND)
    ? threadGroup.signalHandlers
    : threadGroup.signalHandlers.copy()
  if ((flags & BigInt(CLONE_CLEAR_SIGHAND)) !== 0n) signalHandlers.reset()
  const group = t.kernel.createThreadGroup({
    pid,
    limits: threadGroup.limits.copy(),
    signalHandlers,
    processGroup: threadGroup.processGroup,
    parent: siblings ? threadGroup.parent : threadGroup,
    ...(siblings ? {} : { parentTask: t }),
    exitSignal: siblings ? threadGroup.exitSignal : exitSignal,
  })
  group.tty = threadGroup.tty
  return group
}

/** Waits until a child that has this task's memory gives it back: by execve, or at its end. Only death ends the wait. */
export async function waitForVfork(t: Task, child: Task): Promise<void> {
  t.clearWake()
  while (child.vforkParent === t && !t.fatalSignalPending) await t.blockUnlessKilled()
  if (child.vforkParent === t) child.vforkParent = undefined
}
