// ThreadGroup: what Linux calls a process: the tasks that exit together, and what they share whatever clone said.
// gVisor: pkg/sentry/kernel/thread_group.go, task_exit.go.

import {
  CLD_CONTINUED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  SA_NOCLDSTOP,
  SI_KERNEL,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGKILL,
  SIGNAL_MAX,
  SIGSTOP,
  type SignalInfo,
  signalName,
} from '@jvisor/abi'
import { EVENT_HUP, EVENT_IN, WaitQueue } from '@jvisor/vfs'
import { CpuLimit } from './cpu-limit.ts'
import { CpuTime } from './cpu-time.ts'
import { CpuTimers } from './cpu-timers.ts'
import type { Kernel } from './kernel.ts'
import type { LimitSet } from './limits.ts'
import { PendingSignals } from './pending-signals.ts'
import { PosixTimers } from './posix-timer.ts'
import type { ProcessGroup } from './process-group.ts'
import { RealTimer } from './real-timer.ts'
import { SignalSet } from './signal-set.ts'
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
  processGroup: ProcessGroup
  parent: ThreadGroup | undefined
  readonly children = new Set<ThreadGroup>()
  exitSignal: number
  /** The task that made it; undefined if that is gone, or nobody did. */
  parentTask: Task | undefined
  /** Real user ID, for those who are told of its end. */
  readonly uid: number = 0
  /** Is told CHILD_EVENT when a child ends, stops or goes on. */
  readonly childQueue = new WaitQueue()
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
  readonly posixTimers = new PosixTimers()
  readonly #kernel: Kernel
  readonly #onReaped: (group: ThreadGroup) => void
  #resolveExited!: (status: ExitStatus) => void
  #status: ExitStatus | undefined
  #zombie = false
  #survivor: Task | undefined
  #reaped = false
  // Job control: the signal that stops it; how many tasks stand still; what wait(2) has not told yet.
  #stopSignal = 0
  #stops = 0
  #toldStop = 0
  /** Who is to take what is pending, of several tasks. */
  readonly #taker = new Map<number, Task>()
  /** See {@link #nextThat}. */
  #lastFound: Task | undefined
  readonly #stopped = new Map<Task, () => void>()
  #untoldStop = false
  #untoldContinue = false

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
    this.#resume()
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
    this.#resume()
  }

  /** A task is gone for good; called by the task. */
  removeTask(task: Task, status: ExitStatus): void {
    if (task === this.#lastFound) {
      const tasks = [...this.tasks]
      this.#lastFound = tasks[(tasks.indexOf(task) + 1) % tasks.length]
    }
    this.tasks.delete(task)
    if (task !== this.leader) task.ptrace?.threadEnded(status)
    this.goneTime.add(task.cpuTime.total(0))
    if (this.tasks.size === 1) this.#survivor?.wake()
    if (this.tasks.size > 0) {
      if (this.#stopSignal !== 0) this.#checkStopped()
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
      tracer.threadGroup.tellOfChildren()
    }
  }

  /** A wait(2) of it may have something to tell. */
  tellOfChildren(): void {
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
    if (isSignal) this.#signalParent(parent, this.#childInfo(this.exitSignal))
    if (silent) this.reap()
    parent.childQueue.notify(CHILD_EVENT)
  }

  /** The task that has made this process takes it, if it can. @see do_notify_parent (Linux 6.18 kernel/signal.c) */
  #signalParent(parent: ThreadGroup, info: SignalInfo): void {
    const { parentTask } = this
    parent.sendSignalInfo(
      info,
      parentTask !== undefined && parent.tasks.has(parentTask) ? parentTask : undefined,
    )
  }

  #childInfo(signal: number): SignalInfo {
    const { code, signal: killer } = this.#status ?? { code: 0, signal: 0 }
    return killer === 0
      ? { signal, code: CLD_EXITED, pid: this.pid, uid: 0, status: code & 0xff }
      : { signal, code: CLD_KILLED, pid: this.pid, uid: 0, status: killer }
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
   * `preferred`, which is the one that the sender has named, by default the first.
   */
  sendSignalInfo(info: SignalInfo, preferred?: Task): void {
    const first = preferred ?? this.tasks.values().next().value
    if (first === undefined || !prepareSignal(first, info.signal)) return
    if (info.signal === SIGKILL) {
      this.exit({ code: 0, signal: SIGKILL })
    } else if (!isIgnored(first, info.signal, first.signals.mask)) {
      queueSignal(first, this.pending, info)
      this.#wakeFor(info, first)
    }
  }

  /** Makes a task that does not block the signal act on it: no other then takes it (complete_signal). */
  #wakeFor(info: SignalInfo, first?: Task): void {
    const { signal } = info
    const wants = ({ exiting, signals }: Task) =>
      !exiting && !signals.mask.has(signal) && !signals.isSettledBut(signal)
    const target = first !== undefined && wants(first) ? first : this.#nextThat(wants)
    if (target === undefined) {
      for (const task of this.tasks) task.signals.defer(signal)
      return
    }
    if (this.endedBy(info, target)) return
    if (this.tasks.size > 1) this.#taker.set(signal, target)
    target.interrupt()
  }

  /** The first such task from the one that was last found in this way on, around (signal->curr_target). */
  #nextThat(wants: (task: Task) => boolean): Task | undefined {
    const tasks = [...this.tasks]
    const from = this.#lastFound === undefined ? 0 : Math.max(0, tasks.indexOf(this.#lastFound))
    const found = [...tasks.slice(from), ...tasks.slice(0, from)].find(wants)
    if (found !== undefined) this.#lastFound = found
    return found
  }

  /** Ends all of several tasks at once by a signal that kills, before another takes it. @returns false otherwise. */
  endedBy(info: SignalInfo, target: Task): boolean {
    if (this.tasks.size === 1 || !this.signalHandlers.killsAtOnce(info.signal)) return false
    if (target.ptrace !== undefined) return false
    target.kernel.tracer?.signal(target, info)
    this.exit({ code: 0, signal: info.signal })
    return true
  }

  /**
   * Pending signals that another task than `task` is to take; undefined for none. Once `task` looks what there is, only
   * those count of which the taker is awake: whoever looks takes them all (dequeue_signal).
   */
  reservedFrom(task: Task, looks = false): SignalSet | undefined {
    if (this.#taker.size === 0) return undefined
    let reserved: SignalSet | undefined
    for (const [signal, taker] of this.#taker) {
      if (!this.pending.set.has(signal) || !this.tasks.has(taker) || taker.signals.mask.has(signal)) {
        this.#taker.delete(signal)
      } else if (taker !== task && !(looks && taker.isAsleep)) {
        reserved = (reserved ?? new SignalSet()).add(signal)
      }
    }
    return reserved
  }

  /** What a task blocks has changed: others may take what it blocks now and did not before. @see retarget_shared_pending */
  offerPending(changed: Task, before: SignalSet): void {
    if (this.pending.isEmpty || this.tasks.size < 2) return
    for (const signal of this.pending.set) {
      if (changed.signals.mask.has(signal) && !before.has(signal)) this.#offer(signal, changed)
    }
    this.takeOver(changed)
  }

  /** A task looks what is pending: what one is to take that sleeps, it takes as well. @see recalc_sigpending */
  takeOver(task: Task): void {
    for (const [signal, taker] of this.#taker) {
      if (taker !== task && taker.isAsleep && !task.signals.mask.has(signal)) this.#taker.set(signal, task)
    }
  }

  /** A signal was pending before: the next task that does not block it takes it, and ends nobody before it does. */
  #offer(signal: number, from: Task): void {
    const tasks = [...this.tasks]
    const at = tasks.indexOf(from) + 1
    const target = [...tasks.slice(at), ...tasks.slice(0, at)].find(
      ({ exiting, signals }) => !exiting && !signals.mask.has(signal),
    )
    if (target === undefined) return
    this.#taker.set(signal, target)
    target.interrupt()
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

  // Job control.

  /** It is to stop, or stands still. */
  get stopping(): boolean {
    return this.#stopSignal !== 0
  }

  /** This task is to stop with the process, which one that is traced does once for each stop. */
  mustStop({ ptrace }: Task): boolean {
    return this.#stopSignal !== 0 && ptrace?.seenStop !== this.#stops
  }

  /** A task that is traced stands still with the others. @returns the signal by which they do */
  takePart({ ptrace }: Task): number {
    if (ptrace !== undefined) ptrace.seenStop = this.#stops
    this.#checkStopped()
    return this.#stopSignal
  }

  /** A task that stands still comes to where it finds that it is traced. @returns false if it did not */
  unpark(task: Task): boolean {
    const resume = this.#stopped.get(task)
    if (resume === undefined) return false
    this.#stopped.delete(task)
    task.kernel.wokeUp(task)
    resume()
    return true
  }

  /** This task stands still. */
  standsStill(task: Task): boolean {
    return this.#stopped.has(task)
  }

  /** All its tasks stand still. */
  get isStopped(): boolean {
    if (this.#stopSignal === 0 || this.#zombie) return false
    if (this.#stopped.size === this.tasks.size) return true
    for (const task of this.tasks) {
      if (!this.#stopped.has(task) && task.ptrace?.seenStop !== this.#stops) return false
    }
    return true
  }

  /** Stops all tasks, as each comes to where it acts on signals. An orphaned group stops for SIGSTOP only. */
  stop(signal: number): void {
    if (this.#status !== undefined) return
    if (this.#stopSignal !== 0) {
      // Those that are traced and run stop again.
      for (const { ptrace } of this.tasks) if (ptrace !== undefined) ptrace.seenStop = 0
      return
    }
    if (signal !== SIGSTOP && this.processGroup.isOrphaned()) return
    this.#stopSignal = signal
    this.#stops++
    this.#untoldContinue = false
    for (const task of this.tasks) task.interrupt()
  }

  /** Where a task stands still until SIGCONT or the end. */
  async stopTask(task: Task): Promise<void> {
    if (this.#stopSignal === 0) return
    const resumed = new Promise<void>((resolve) => this.#stopped.set(task, resolve))
    this.#checkStopped()
    task.kernel.fellAsleep(task)
    await resumed
  }

  /** The task stands still. */
  holds(task: Task): boolean {
    return this.#stopped.has(task)
  }

  #checkStopped(): void {
    if (!this.isStopped || this.#toldStop === this.#stops) return
    this.#toldStop = this.#stops
    if (this.leader?.ptrace?.tracer.threadGroup === this.parent && this.parent !== undefined) return
    this.#untoldStop = true
    this.#tellJobControl(CLD_STOPPED, this.#stopSignal)
  }

  /** SIGCONT was sent: goes on, if it was stopped. */
  continue(): void {
    if (this.#stopSignal === 0) return
    const wasStopped = this.isStopped
    this.#resume()
    for (const { ptrace } of this.tasks) if (ptrace?.seized === true) ptrace.trapSoon()
    this.#untoldStop = false
    this.#untoldContinue = wasStopped
    if (wasStopped) this.#tellJobControl(CLD_CONTINUED, SIGCONT)
  }

  #resume(): void {
    this.#stopSignal = 0
    for (const [task, resume] of this.#stopped) {
      task.kernel.wokeUp(task)
      resume()
    }
    this.#stopped.clear()
  }

  #tellJobControl(code: number, status: number): void {
    const { parent } = this
    if (parent === undefined) return
    const { flags } = parent.signalHandlers.get(SIGCHLD)
    if ((flags & SA_NOCLDSTOP) === 0)
      this.#signalParent(parent, { signal: SIGCHLD, code, pid: this.pid, uid: 0, status })
    parent.childQueue.notify(CHILD_EVENT)
  }

  /** For wait(2) with WUNTRACED: the signal that it has stopped by; 0 if it has not, or it was told. */
  untoldStop(take: boolean): number {
    if (!this.#untoldStop) return 0
    if (take) this.#untoldStop = false
    return this.#stopSignal
  }

  /** For wait(2) with WCONTINUED. */
  untoldContinue(take: boolean): boolean {
    const untold = this.#untoldContinue
    if (take) this.#untoldContinue = false
    return untold
  }
}
