// ThreadGroup: what Linux calls a process: the tasks that exit together, and what they share whatever clone said.
// gVisor: pkg/sentry/kernel/thread_group.go, task_exit.go.

import {
  CLD_EXITED,
  CLD_KILLED,
  SI_KERNEL,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGKILL,
  SIGNAL_MAX,
  type SignalInfo,
  signalName,
} from '@jvisor/abi'
import { EVENT_HUP, EVENT_IN, WaitQueue } from '@jvisor/vfs'
import { CpuLimit } from './cpu-limit.ts'
import { CpuTime } from './cpu-time.ts'
import { CpuTimers } from './cpu-timers.ts'
import { GroupStop } from './group-stop.ts'
import type { Kernel } from './kernel.ts'
import type { LimitSet } from './limits.ts'
import { PendingSignals } from './pending-signals.ts'
import { PosixTimers } from './posix-timer.ts'
import type { ProcessGroup } from './process-group.ts'
import { RealTimer } from './real-timer.ts'
import type { SignalSet } from './signal-set.ts'
import { SignalTakers } from './signal-takers.ts'
import { SignalHandlers } from './signals.ts'
import type { Task } from './task.ts'
import { isIgnored, ownSignal, prepareSignal, queueSignal } from './task-signals.ts'
import { leaderEnds } from './tty/job-control.ts'
import type { Tty } from './tty/tty.ts'

/** How a process ended: by exiting with a status (0 to 255), or by a signal. */
export interface ExitStatus {
  readonly code: number
  /** The signal that killed it; 0 if it exited. */
  readonly signal: number
}

/** The word that wait4(2) gives for an exit status. */
export function waitStatus(status: ExitStatus): number {
  return status.signal !== 0 ? status.signal : (status.code & 0xff) << 8
}

/** What a shell makes of an exit status: the code, or 128 and the signal. */
export function shellStatus(status: ExitStatus): number {
  return status.signal !== 0 ? 128 + status.signal : status.code & 0xff
}

/** "exited with 1", "killed by SIGINT": for people. */
export function describeExit(status: ExitStatus): string {
  return status.signal !== 0 ? `killed by ${signalName(status.signal)}` : `exited with ${status.code}`
}

/** Something happened to a child that wait(2) can tell of. */
export const CHILD_EVENT = 1

/** A child, or a task that is traced, as wait(2) tells of it. */
export interface Waitable {
  /** Process ID, or thread ID. */
  readonly pid: number
  readonly group: ThreadGroup
}

/** What a thread group is made of. */
export interface ThreadGroupConfig {
  readonly kernel: Kernel
  readonly pid: number
  readonly limits: LimitSet
  readonly signalHandlers?: SignalHandlers
  readonly processGroup: ProcessGroup
  readonly parent?: ThreadGroup | undefined
  readonly parentTask?: Task
  /** Sent to the parent at the end; 0 for none. */
  readonly exitSignal?: number
  /** Called when it is gone for good: nobody will wait for it any more. */
  readonly onReaped: (group: ThreadGroup) => void
}

export class ThreadGroup {
  /** Process ID: the thread ID of the first task. */
  readonly pid: number
  readonly limits: LimitSet
  signalHandlers: SignalHandlers
  readonly tasks = new Set<Task>()
  /** The task whose thread ID is the process ID; it stays when it has exited, until the process is reaped. */
  leader: Task | undefined
  /** How gladly it is killed when memory runs out, -1000 to 1000 (oom_score_adj of proc(5)). */
  oomScoreAdj = 0
  /** Signals for whichever task takes them. */
  readonly pending = new PendingSignals()
  /** Which of several tasks takes them. */
  readonly takers = new SignalTakers(this)
  processGroup: ProcessGroup
  parent: ThreadGroup | undefined
  readonly children = new Set<ThreadGroup>()
  exitSignal: number
  /** The task that made it; undefined if that is gone, or nobody did. */
  parentTask: Task | undefined
  /** Is told CHILD_EVENT when a child ends, stops or goes on. */
  readonly childQueue = new WaitQueue()
  /** Of whom {@link childQueue} was told last. */
  childNews: Waitable | undefined
  /** Is told EVENT_IN when a thread of it ends, and when it is waited for: those who have a PidFile of it. */
  readonly pidQueue = new WaitQueue()
  /** Orphans among its descendants become its children (PR_SET_CHILD_SUBREAPER). */
  isSubreaper = false
  /** It has called execve: its parent may no more move it to another process group. */
  hasExecuted = false
  /** CPU time of children that were waited for. */
  readonly childrenTime = new CpuTime()
  /** CPU time of tasks that are gone. */
  readonly goneTime = new CpuTime()
  /** Settles when the last task is gone. */
  readonly exited: Promise<ExitStatus>
  /** Its controlling terminal. */
  tty: Tty | undefined
  /** It led the session of a terminal that has hung up: who was in the foreground then; 0 for nobody. */
  lostForeground = 0
  /** Sends it SIGALRM. */
  readonly realTimer: RealTimer
  /** Send it SIGVTALRM and SIGPROF. */
  readonly cpuTimers: CpuTimers
  /** RLIMIT_CPU. */
  readonly cpuLimit: CpuLimit
  /** How it stops and goes on as one. */
  readonly groupStop = new GroupStop(this)
  readonly posixTimers = new PosixTimers()
  readonly #kernel: Kernel
  readonly #onReaped: (group: ThreadGroup) => void
  #resolveExited!: (status: ExitStatus) => void
  #status: ExitStatus | undefined
  #zombie = false
  #survivor: Task | undefined
  #reaped = false

  constructor(config: ThreadGroupConfig) {
    this.pid = config.pid
    this.#kernel = config.kernel
    this.realTimer = new RealTimer(config.kernel, this)
    this.cpuTimers = new CpuTimers(config.kernel, this)
    this.limits = config.limits
    this.cpuLimit = new CpuLimit(config.kernel, this)
    this.cpuLimit.changed()
    this.signalHandlers = config.signalHandlers ?? new SignalHandlers()
    this.processGroup = config.processGroup
    this.parent = config.parent
    this.exitSignal = config.exitSignal ?? 0
    this.parentTask = config.parentTask
    this.#onReaped = config.onReaped
    this.processGroup.members.add(this)
    this.parent?.children.add(this)
    this.exited = new Promise((resolve) => {
      this.#resolveExited = resolve
    })
  }

  /** Moves to another process group. */
  join(group: ProcessGroup): void {
    this.processGroup.members.delete(this)
    this.processGroup = group
    group.members.add(this)
  }

  // Ends.

  /** How the group ends; undefined while it does not. */
  get exitStatus(): ExitStatus | undefined {
    return this.#status
  }

  /** All tasks are gone, and nobody has waited for it yet. */
  get isZombie(): boolean {
    return this.#zombie
  }

  /** Ends all tasks. The first call decides the status. */
  exit(status: ExitStatus): void {
    if (this.#status !== undefined) return
    this.#status = status
    for (const task of this.tasks) {
      task.interrupt()
      task.ptrace?.resume(0)
    }
    this.groupStop.end()
  }

  /** Ends all tasks but one, which is woken when it is the only one left (zap_other_threads). */
  endOthers(survivor: Task): void {
    this.#survivor = survivor
    for (const task of this.tasks) {
      if (task === survivor) continue
      task.exit(0)
      task.interrupt()
      task.ptrace?.resume(0)
    }
    this.groupStop.end()
  }

  /** A task is gone for good; called by the task. */
  removeTask(task: Task, status: ExitStatus): void {
    this.takers.forget(task)
    this.tasks.delete(task)
    if (task !== this.leader) task.ptrace?.threadEnded(status)
    this.goneTime.add(task.cpuTime.total(0))
    if (this.tasks.size === 1) this.#survivor?.wake()
    if (this.tasks.size > 0) {
      this.groupStop.taskGone()
      this.pidQueue.notify(EVENT_IN)
      return
    }
    this.#status ??= status
    this.realTimer.stop()
    leaderEnds(this.#kernel, this)
    this.cpuTimers.stop()
    this.cpuLimit.stop()
    this.posixTimers.deleteAll()
    const children = this.#giveChildrenAway()
    this.#hangUpOrphans(children)
    this.#zombie = true
    this.pidQueue.notify(EVENT_IN)
    this.#tellOfEnd()
    this.#resolveExited(this.#status)
  }

  /** Orphans go to the nearest ancestor that takes them; of nobody, they are nobody's. @returns them */
  #giveChildrenAway(): readonly ThreadGroup[] {
    let reaper = this.parent
    while (reaper?.parent !== undefined && (!reaper.isSubreaper || reaper.tasks.size === 0)) {
      reaper = reaper.parent
    }
    if (reaper?.tasks.size === 0) reaper = undefined
    const children = [...this.children]
    this.children.clear()
    for (const child of children) {
      child.parent = reaper
      child.exitSignal = SIGCHLD
      child.sendDeathSignals()
      if (reaper !== undefined) reaper.children.add(child)
      if (child.#zombie) child.#tellOfEnd()
    }
    return children
  }

  /** PR_SET_PDEATHSIG of its tasks: the parent is gone. */
  sendDeathSignals(): void {
    for (const task of this.tasks) if (task.deathSignal !== 0) task.sendSignal(task.deathSignal)
  }

  /** Groups that are orphaned by this end and have stopped members would stay so for ever (setpgid(2)). */
  #hangUpOrphans(children: readonly ThreadGroup[]): void {
    for (const child of children) this.#hangUpIfOrphaned(child.processGroup, this.processGroup)
    this.#hangUpIfOrphaned(this.processGroup, this.parent?.processGroup)
  }

  /** If somebody of this `parents` could have continued the group's members, and nobody can now (kill_orphaned_pgrp). */
  #hangUpIfOrphaned(group: ProcessGroup, parents: ProcessGroup | undefined): void {
    if (parents === undefined || parents === group || parents.session !== group.session) return
    if (!group.hasStopped || !group.isOrphaned(this)) return
    for (const signal of [SIGHUP, SIGCONT]) group.sendSignal({ signal, code: SI_KERNEL })
  }

  /** Tells of the end: whoever traces it comes before the parent, which hears of it when that has waited. */
  #tellOfEnd(): void {
    const tracer = this.leader?.ptrace?.tracer
    if (tracer === undefined || tracer.threadGroup === this.parent) this.tellParent()
    else if (tracer.threadGroup.signalHandlers.reapsChildren) this.leader?.ptrace?.detach(0)
    else {
      tracer.threadGroup.sendSignalInfo(this.#childInfo(SIGCHLD), tracer)
      tracer.threadGroup.tellOf({ pid: this.pid, group: this })
    }
  }

  /** A wait(2) of it may have something to tell of this one (__wake_up_parent). */
  tellOf(who: Waitable): void {
    this.childNews = who
    this.childQueue.notify(CHILD_EVENT)
  }

  /** Tells the parent of the end. One that does not want to know, or is not there, leaves no zombie. */
  tellParent(): void {
    const { parent } = this
    if (parent === undefined) {
      this.reap()
      return
    }
    const silent = this.exitSignal === SIGCHLD && parent.signalHandlers.reapsChildren
    const isSignal = this.exitSignal > 0 && this.exitSignal <= SIGNAL_MAX
    if (isSignal) this.signalParent(parent, this.#childInfo(this.exitSignal))
    if (silent) this.reap()
    parent.tellOf({ pid: this.pid, group: this })
  }

  /** The task that has made this process takes it, if it can. @see do_notify_parent (Linux 6.18 kernel/signal.c) */
  signalParent(parent: ThreadGroup, info: SignalInfo): void {
    const { parentTask } = this
    parent.sendSignalInfo(
      info,
      parentTask !== undefined && parent.tasks.has(parentTask) ? parentTask : undefined,
    )
  }

  #childInfo(signal: number): SignalInfo {
    const { code, signal: killer } = this.#status ?? { code: 0, signal: 0 }
    return killer === 0
      ? { signal, code: CLD_EXITED, pid: this.pid, uid: this.uid, status: code & 0xff }
      : { signal, code: CLD_KILLED, pid: this.pid, uid: this.uid, status: killer }
  }

  /** Somebody has waited for it, or nobody will: its process ID is free. */
  reap(): void {
    if (this.#reaped) return
    this.#reaped = true
    const { leader } = this
    if (leader?.ptrace !== undefined) leader.ptrace.tracer.tracees.delete(leader)
    this.parent?.childrenTime.add(this.goneTime.total(0) + this.childrenTime.total(0))
    this.#zombie = false
    this.parent?.children.delete(this)
    this.processGroup.members.delete(this)
    this.#onReaped(this)
    this.pidQueue.notify(EVENT_IN | EVENT_HUP)
  }

  /** Nothing is left of it but for those who have a PidFile. */
  get isReaped(): boolean {
    return this.#reaped
  }

  /** Real user ID, for those who are told of its end. */
  get uid(): number {
    return this.leader?.credentials.parts.uid ?? 0
  }

  /** CPU time of all its tasks, gone ones too, ns. */
  cpuTimeNs(nowNs: number): number {
    let ns = this.goneTime.total(nowNs)
    for (const task of this.tasks) ns += task.cpuTime.total(nowNs)
    return ns
  }

  /** Tasks of it that run. */
  get runners(): number {
    let count = 0
    for (const task of this.tasks) count += task.runners
    return count
  }

  // Signals.

  /** Sends a signal to the process, as it would to itself. Precondition: 1 to SIGNAL_MAX. */
  sendSignal(signal: number): void {
    const [task] = this.tasks
    if (task !== undefined) this.sendSignalInfo(ownSignal(task, signal))
  }

  /**
   * Sends a signal to the process. One that it ignores is dropped; a task that does not block it takes it, if it can
   * `preferred`, which is the one that the sender has named, by default the first of the process, even if that is gone.
   */
  sendSignalInfo(info: SignalInfo, preferred = this.leader): void {
    if (preferred === undefined || !prepareSignal(preferred, info.signal)) return
    if (info.signal === SIGKILL) {
      this.exit({ code: 0, signal: SIGKILL })
    } else if (!isIgnored(preferred, info.signal) && queueSignal(preferred, this.pending, info)) {
      this.takers.choose(info, preferred)
    }
  }

  /** Ends all of several tasks at once by a signal that kills, before another takes it. @returns false otherwise. */
  endedBy(info: SignalInfo, target: Task): boolean {
    if (this.tasks.size === 1 || !this.signalHandlers.killsAtOnce(info.signal)) return false
    if (target.ptrace !== undefined || target.signals.awaits(info.signal)) return false
    target.kernel.tracer?.signal(target, info)
    this.exit({ code: 0, signal: info.signal })
    return true
  }

  /** A signal came into the queue of the process or of a task. Wait queues for it, as signalfd has one, hear of it. */
  readonly signalQueue = new WaitQueue()

  /** @see signalQueue */
  signalQueued(_signal: number): void {
    this.signalQueue.notify(CHILD_EVENT)
  }

  /** Forgets pending signals, of the process and of every task. */
  forgetPending(signals: SignalSet): void {
    this.pending.removeAll(signals)
    for (const task of this.tasks) task.signals.pending.removeAll(signals)
  }
}
