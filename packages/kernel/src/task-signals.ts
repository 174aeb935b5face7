// TaskSignals: the signals of one task: its mask, what is pending for it alone, and acting on what is pending.
// gVisor: pkg/sentry/kernel/task_signals.go. Linux: kernel/signal.c.

import {
  type Errno,
  isInternal,
  RLIMIT_SIGPENDING,
  SA_NODEFER,
  SI_KERNEL,
  SI_USER,
  SIG_DFL,
  SIGALRM,
  SIGCONT,
  SIGSEGV,
  type SignalInfo,
} from '@jvisor/abi'
import { PendingSignals, type QueuedSignal, SIGRTMIN } from './pending-signals.ts'
import { outcomeOf, RESTART, type SyscallOutcome } from './restart-block.ts'
import { SignalSet } from './signal-set.ts'
import { ACTION_STOP, defaultAction, STOP_SIGNALS } from './signals.ts'
import type { SyscallResult } from './syscall-table.ts'
import type { Task } from './task.ts'

/** An alternate stack for handlers, as sigaltstack(2) has set it. */
export interface SignalStack {
  readonly sp: number
  readonly flags: number
  readonly size: number
}

const CONT = SignalSet.of(SIGCONT)

export class TaskSignals {
  readonly pending = new PendingSignals()
  /** SS_DISABLE until it is set. */
  stack: SignalStack = { sp: 0, flags: 2, size: 0 }
  readonly #task: Task
  #mask: SignalSet
  #savedMask: SignalSet | undefined
  /** Signals that were sent when they could make no difference. @see defer */
  readonly #later = new SignalSet()
  /** @see awaits */
  #awaited: SignalSet | undefined
  /** Where the signal was pending that was taken last. */
  #takenFrom = this.pending

  constructor(task: Task, mask: SignalSet) {
    this.#task = task
    this.#mask = mask.copy()
  }

  /** Signals that are blocked. Others only look at it. */
  get mask(): SignalSet {
    return this.#mask
  }

  /**
   * Blocks these, and no others. What was sent to the process and is blocked here now, another task may take; if nothing
   * changes, nobody looks at what is pending (__set_current_blocked).
   */
  setMask(mask: SignalSet): void {
    const before = this.#mask
    const after = mask.copy().blockable()
    if (after.equals(before)) return
    this.#mask = after
    this.#task.threadGroup.takers.offerPending(this.#task, before)
  }

  /**
   * Blocks these until the call that is going on returns: sigsuspend, ppoll and their like. A handler that ends the
   * call runs with this mask, and its end brings back the one of before.
   */
  setTemporaryMask(mask: SignalSet): void {
    this.#savedMask ??= this.#mask
    this.setMask(mask)
  }

  /**
   * Takes back {@link setTemporaryMask}, unless a signal that it lets through is to be acted upon first. A call that
   * was not `interrupted` leaves such a signal pending (restore_saved_sigmask_unless).
   */
  restoreMask(interrupted = this.isDeliverable): void {
    if (!interrupted) this.#restoreNow()
  }

  /** @returns whether there was a mask to be brought back */
  #restoreNow(): boolean {
    const saved = this.#savedMask
    if (saved === undefined) return false
    this.#savedMask = undefined
    this.setMask(saved)
    return true
  }

  /**
   * Sleeps until one of `wanted` comes, and takes it: the task does not block them meanwhile, so that it is chosen for what
   * is sent to the process, but does not act on those that it has blocked before.
   * @returns what has come, or as {@link Task.block}. @see do_sigtimedwait (Linux 6.18 kernel/signal.c)
   */
  async waitFor(wanted: SignalSet, deadlineNs: number): Promise<SignalInfo | Errno> {
    const task = this.#task
    const real = this.#mask
    this.#awaited = real.copy().retainAll(wanted)
    this.setMask(real.copy().deleteAll(wanted))
    const err = await task.block(deadlineNs)
    const reserved = task.threadGroup.takers.reservedFrom(task, true)
    this.#awaited = undefined
    // Blocked again, it is offered to others, who are woken; all the same it is taken here.
    this.setMask(real)
    return this.#takeOf(wanted, reserved) ?? err
  }

  /** It waits for the signal, which it blocks otherwise (real_blocked). */
  awaits(signal: number): boolean {
    return this.#awaited?.has(signal) === true
  }

  /** Something is to be acted upon before the program goes on. */
  get isDeliverable(): boolean {
    const { threadGroup } = this.#task
    const own = this.pending.set
    const shared = threadGroup.pending.set
    const mask = this.#mask
    if (threadGroup.groupStop.awaits(this.#task) || this.#task.ptrace?.trapPending === true) return true
    if (((own.lo | shared.lo) & ~mask.lo) === 0 && ((own.hi | shared.hi) & ~mask.hi) === 0) return false
    const reserved = threadGroup.takers.reservedFrom(this.#task)
    if (reserved === undefined) return true
    const [lo, hi] = [own.lo | (shared.lo & ~reserved.lo), own.hi | (shared.hi & ~reserved.hi)]
    return (lo & ~mask.lo) !== 0 || (hi & ~mask.hi) !== 0
  }

  /** One of those to be acted upon ends the process, which has this one task; several are ended when it is sent. */
  get isFatal(): boolean {
    const { signalHandlers, pending, tasks } = this.#task.threadGroup
    if (this.#task.ptrace !== undefined || tasks.size > 1) return false
    const now = this.pending.set.copy().addAll(pending.set).deleteAll(this.#mask)
    for (const signal of now.deleteAll(this.#later)) {
      if (signalHandlers.killsAtOnce(signal) && !this.awaits(signal)) return true
    }
    return false
  }

  /**
   * The task sleeps or is stopped, and will act upon another signal than this when it goes on: this one makes no
   * difference until then, even if it kills. @see wants_signal (Linux 6.18 kernel/signal.c)
   */
  isSettledBut(signal: number): boolean {
    if (!this.#task.isAsleep) return false
    const { threadGroup } = this.#task
    const others = this.pending.set
      .copy()
      .addAll(threadGroup.pending.set)
      .deleteAll(this.#mask)
      .delete(signal)
    return threadGroup.groupStop.stopping || others.lo !== 0 || others.hi !== 0
  }

  /** A signal for which nobody does anything before the task goes on. */
  defer(signal: number): void {
    this.#later.add(signal)
  }

  /** Sends a signal to this task alone. */
  send(info: SignalInfo): void {
    if (!prepareSignal(this.#task, info.signal)) return
    if (isIgnored(this.#task, info.signal)) return
    if (!queueSignal(this.#task, this.pending, info) || this.#mask.has(info.signal)) return
    if (this.isSettledBut(info.signal)) this.defer(info.signal)
    else if (!this.#task.threadGroup.endedBy(info, this.#task)) this.#task.interrupt()
  }

  /**
   * A signal that the program's own instruction has caused: it cannot go on, so one that is blocked or ignored kills.
   * @see force_sig_info_to_task
   */
  force(info: SignalInfo): void {
    const { signalHandlers } = this.#task.threadGroup
    if (this.#mask.has(info.signal) || signalHandlers.discards(info.signal)) {
      signalHandlers.set(info.signal, { handler: SIG_DFL })
      this.#mask = this.#mask.copy().delete(info.signal)
    }
    this.pending.add(info)
  }

  /**
   * What {@link deliver} does at the end of a call where there is nothing to act upon, without a promise: most calls that
   * waited end so. @returns false, and nothing is done, if there is something
   */
  deliverNone(result: SyscallResult): boolean {
    if (this.isDeliverable || this.#savedMask !== undefined || isInternal(-result as Errno)) return false
    this.#later.deleteAll(this.#later)
    return true
  }

  /**
   * Acts on all pending signals that are not blocked: runs handlers, stops, ends the process. `result`: that of the
   * system call at whose end this is, an internal code perhaps.
   * @returns what becomes of that call; undefined once it is in a frame on the program's stack, or there was no call.
   */
  async deliver(result?: SyscallResult): Promise<SyscallOutcome | undefined> {
    const task = this.#task
    const { threadGroup } = task
    let outcome: SyscallOutcome | undefined = result
    let first = true
    this.#later.deleteAll(this.#later)
    if (isInternal(-(result ?? 0) as Errno)) outcome = RESTART
    while (!task.exiting) {
      const { ptrace } = task
      if (threadGroup.groupStop.awaits(task)) {
        await (ptrace === undefined ? threadGroup.groupStop.hold(task) : ptrace.groupStop())
        continue
      }
      if (ptrace?.trapPending === true) {
        await ptrace.trap()
        continue
      }
      const taken = this.#take()
      if (taken === undefined) {
        // No handler: the mask of before comes back, and lets through what it does. The call begins anew all the same.
        if (!this.#restoreNow()) break
        first = false
        continue
      }
      const takenFrom = this.#takenFrom
      const info = ptrace === undefined ? taken : await ptrace.signalStop(taken)
      if (info === undefined) continue
      const { signal } = info
      if (ptrace !== undefined && this.#mask.has(signal)) {
        takenFrom.add(info)
        continue
      }
      if (threadGroup.signalHandlers.handles(signal)) {
        const { flags } = threadGroup.signalHandlers.get(signal)
        if (first && result !== undefined) outcome = outcomeOf(result, flags)
        first = false
        if (await this.#handle(info, outcome)) outcome = undefined
      } else this.#default(info)
    }
    return outcome
  }

  /** The next signal to act upon that still counts. */
  #take(): SignalInfo | undefined {
    for (let info = this.#takeQueued(); info !== undefined; info = this.#takeQueued()) {
      const told = this.#taken(info)
      if (told !== undefined) return told
    }
    return undefined
  }

  #takeQueued(): QueuedSignal | undefined {
    const own = this.pending.next(this.#mask)
    this.#takenFrom = this.pending
    if (own !== 0) return this.pending.take(own)
    const { threadGroup } = this.#task
    const { pending } = threadGroup
    const reserved = threadGroup.takers.reservedFrom(this.#task, true)
    const shared = pending.next(reserved === undefined ? this.#mask : reserved.addAll(this.#mask))
    this.#takenFrom = pending
    return shared === 0 ? undefined : pending.take(shared)
  }

  /** @returns true if the program runs the handler when it goes on, false if it has run it. */
  async #handle(info: SignalInfo, outcome: SyscallOutcome | undefined): Promise<boolean> {
    const task = this.#task
    const action = task.threadGroup.signalHandlers.consume(info.signal)
    const [current, saved] = [this.#mask, this.#savedMask]
    this.#savedMask = undefined
    const during = current.copy().addAll(action.mask)
    if ((action.flags & SA_NODEFER) === 0) during.add(info.signal)
    this.setMask(during)
    task.kernel.tracer?.signal(task, info)
    const framed = task.context.handleSignal({ info, action, mask: saved ?? current, outcome })
    if (typeof framed !== 'boolean') {
      await framed
      return false
    }
    if (!framed) {
      this.#mask = current
      this.#savedMask = saved
      this.#noFrame(info.signal)
    }
    return true
  }

  /** A handler cannot be run: that is a SIGSEGV, which kills if it was its handler. @see force_sigsegv */
  #noFrame(signal: number): void {
    if (signal === SIGSEGV) this.#task.threadGroup.signalHandlers.set(SIGSEGV, { handler: SIG_DFL })
    this.force({ signal: SIGSEGV, code: SI_KERNEL })
  }

  #default(info: SignalInfo): void {
    const task = this.#task
    const { threadGroup } = task
    const { signal } = info
    if (threadGroup.signalHandlers.discards(signal)) return
    task.kernel.tracer?.signal(task, info)
    if (defaultAction(signal) === ACTION_STOP) threadGroup.groupStop.begin(signal)
    else threadGroup.exit({ code: 0, signal })
  }

  /**
   * Takes a pending signal out of the task or its process, as sigtimedwait(2) and signalfd(2) do; not one that another
   * task is to take, nor one that is not blocked and kills.
   */
  takeOf(wanted: SignalSet): SignalInfo | undefined {
    return this.#takeOf(wanted, this.#task.threadGroup.takers.reservedFrom(this.#task, true))
  }

  /**
   * As {@link takeOf}; what is `reserved` is for other tasks. Who has looked acts upon what else is pending for one that
   * sleeps (dequeue_signal).
   */
  #takeOf(wanted: SignalSet, reserved: SignalSet | undefined): SignalInfo | undefined {
    const taken = this.#takeWanted(wanted, reserved)
    this.#task.threadGroup.takers.takeOver(this.#task)
    return taken
  }

  #takeWanted(wanted: SignalSet, reserved: SignalSet | undefined): SignalInfo | undefined {
    const { threadGroup } = this.#task
    const free = wanted.copy()
    for (const signal of wanted) {
      if (!this.#mask.has(signal) && threadGroup.signalHandlers.killsAtOnce(signal)) free.delete(signal)
    }
    const shared = reserved === undefined ? free : free.copy().deleteAll(reserved)
    for (;;) {
      const info = this.pending.takeOf(free) ?? threadGroup.pending.takeOf(shared)
      if (info === undefined) return undefined
      const told = this.#taken(info)
      if (told !== undefined) return told
    }
  }

  /** One of these is pending, for the task or its process. */
  hasAnyOf(wanted: SignalSet): boolean {
    const own = this.pending.set
    const shared = this.#task.threadGroup.pending.set
    return ((own.lo | shared.lo) & wanted.lo) !== 0 || ((own.hi | shared.hi) & wanted.hi) !== 0
  }

  /** The timer behind a signal goes on, and says what of it is told; undefined if it does not count any more. */
  #taken(info: QueuedSignal): SignalInfo | undefined {
    if (info.source !== undefined) return info.source.taken(info)
    if (info.signal === SIGALRM) this.#task.threadGroup.realTimer.signalTaken()
    return info
  }
}

/**
 * What sending a signal does whoever gets it: stop signals and SIGCONT undo each other, and SIGCONT wakes at once.
 * @returns false if the process is ending and hears no more.
 * @see prepare_signal
 */
export function prepareSignal(task: Task, signal: number): boolean {
  const { threadGroup } = task
  if (threadGroup.exitStatus !== undefined) return false
  if (STOP_SIGNALS.has(signal)) threadGroup.forgetPending(CONT)
  else if (signal === SIGCONT) {
    threadGroup.forgetPending(STOP_SIGNALS)
    threadGroup.groupStop.continue()
  }
  return true
}

/** Sending it has no effect: it is ignored, and not blocked, since whoever unblocks it may first set a handler. */
export function isIgnored({ ptrace, signals, threadGroup }: Task, signal: number): boolean {
  if (ptrace !== undefined) return false // whoever traces it may want to know
  return !signals.mask.has(signal) && !signals.awaits(signal) && threadGroup.signalHandlers.discards(signal)
}

/**
 * Puts a signal into a queue. A real-time signal beyond RLIMIT_SIGPENDING loses what it says.
 * @returns false if it is a standard signal that is there already: sending it again changes nothing
 */
export function queueSignal(task: Task, pending: PendingSignals, info: QueuedSignal): boolean {
  const limit = task.threadGroup.limits.get(RLIMIT_SIGPENDING).cur
  const bare = info.source === undefined && info.signal >= SIGRTMIN && pending.queued >= limit
  if (bare) pending.addBare(info.signal)
  else if (!pending.add(info)) return false
  task.threadGroup.signalQueued(info.signal)
  return true
}

/** A signal that a task causes by what it does, as kill(2) of itself would send it. */
export function ownSignal(task: Task, signal: number): SignalInfo {
  return { signal, code: SI_USER, pid: task.threadGroup.pid, uid: task.credentials.parts.uid }
}
