// Ptrace: a task that is traced: its stops, what its tracer is told of them, and how it goes on.
// gVisor: pkg/sentry/kernel/ptrace.go. Linux: kernel/ptrace.c, kernel/signal.c ptrace_stop, ptrace_signal,
// do_jobctl_trap.

import {
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  CLD_TRAPPED,
  PTRACE_EVENT_EXEC,
  PTRACE_EVENT_EXIT,
  PTRACE_EVENT_STOP,
  PTRACE_EVENTMSG_SYSCALL_ENTRY,
  PTRACE_EVENTMSG_SYSCALL_EXIT,
  PTRACE_O_EXITKILL,
  PTRACE_O_TRACESYSGOOD,
  SA_NOCLDSTOP,
  SI_KERNEL,
  SI_USER,
  SIG_IGN,
  SIGCHLD,
  SIGKILL,
  SIGSTOP,
  SIGTRAP,
  type SignalInfo,
} from '@jvisor/abi'
import type { Task } from './task.ts'
import { type ExitStatus, waitStatus } from './thread-group.ts'

/** What kind of stop it is (ptrace(2), "Stopped states"). */
export type StopKind = 'signal' | 'group' | 'trap' | 'event' | 'entry' | 'exit'

interface Stop {
  readonly kind: StopKind
  /** What wait(2) tells: a signal, and an event above it. */
  readonly code: number
  readonly info: SignalInfo | undefined
  /** CLD_*: why, for the tracer's SIGCHLD. */
  readonly why: number
  readonly message?: bigint
}

export class Ptrace {
  readonly task: Task
  readonly tracer: Task
  /** By PTRACE_SEIZE: it does not stop for that, and says when it stands still with its process. */
  readonly seized: boolean
  /** PTRACE_O_*. */
  options: number
  /**
   * Whether it stops where system calls begin and end, since PTRACE_SYSCALL made it go on; or where they begin, and makes
   * none of them (PTRACE_SYSEMU).
   */
  atCalls: 'runs' | 'stops' | 'emulates' = 'runs'
  /** What PTRACE_GETEVENTMSG tells. */
  message = 0n
  /** What PTRACE_GETSIGINFO tells, and PTRACE_SETSIGINFO changes; undefined if there is nothing to tell. */
  info: SignalInfo | undefined
  /** What wait(2) has not told yet; 0 for nothing. */
  untold = 0
  /** The tracer has changed registers since the last call. */
  wroteRegisters = false
  /** It is to stop for PTRACE_INTERRUPT, or since its process has gone on. */
  trapPending = false
  /** Of the stops of its process, the last in which it took part. */
  seenStop = 0
  /** How the thread has ended, of which nobody was told yet; not of the first thread of a process. */
  ended: ExitStatus | undefined
  #stop: Stop | undefined
  #listening = false
  #resume: (() => void) | undefined
  #signal = 0
  #whenStopped: (() => void) | undefined

  constructor(task: Task, tracer: Task, opts: { readonly seized: boolean; readonly options: number }) {
    this.task = task
    this.tracer = tracer
    this.seized = opts.seized
    this.options = opts.options
    task.ptrace = this
    tracer.tracees.add(task)
  }

  /** The stop in which it stands; undefined while it runs, and while it listens (PTRACE_LISTEN). */
  get stop(): StopKind | undefined {
    return this.#listening ? undefined : this.#stop?.kind
  }

  /** It stands still, for whatever reason. */
  get standsStill(): boolean {
    return this.#stop !== undefined
  }

  has(option: number): boolean {
    return (this.options & option) !== 0
  }

  /** PTRACE_O_TRACE* of an event is set. */
  wants(event: number): boolean {
    return this.has(1 << event)
  }

  // Stops.

  /** Stands still until the tracer, or death, makes it go on. @returns the signal that the tracer gives it */
  async #stopFor(stop: Stop): Promise<number> {
    const { task } = this
    if (task.ptrace !== this || (task.exiting && stop.code >>> 8 !== PTRACE_EVENT_EXIT)) return 0
    this.#stop = stop
    this.info = stop.info
    if (stop.message !== undefined) this.message = stop.message
    this.untold = stop.code
    const gone = new Promise<void>((resolve) => {
      this.#resume = resolve
    })
    this.#tellTracer(stop.why, (stop.why === CLD_STOPPED ? stop.code & 0xff : stop.code) & 0x7f)
    task.kernel.fellAsleep(task)
    this.#whenStopped?.()
    await gone
    return this.#signal
  }

  /** Settles when it stands still. */
  whenStopped(): Promise<void> {
    if (this.#stop !== undefined) return Promise.resolve()
    return new Promise((resolve) => {
      this.#whenStopped = resolve
    })
  }

  /** Makes it go on, if it stands still, with a signal or 0. */
  resume(signal: number): void {
    const resume = this.#resume
    if (resume === undefined) return
    this.#signal = signal
    this.#resume = undefined
    this.#stop = undefined
    this.#listening = false
    this.untold = 0
    this.task.kernel.wokeUp(this.task)
    resume()
  }

  /** PTRACE_LISTEN: stays where it is, and hears of what its process does. Precondition: it is in a 'group' or 'trap' stop. */
  listen(): void {
    this.#listening = true
    if (this.trapPending) this.resume(0)
  }

  /** PTRACE_INTERRUPT, or its process has gone on: is to stop, at once if it listens. */
  trapSoon(): void {
    this.trapPending = true
    if (this.#listening) this.resume(0)
    else this.task.interrupt()
  }

  /** Stops for {@link trapPending}; with its process, if that stands still. */
  async trap(): Promise<void> {
    this.trapPending = false
    const { threadGroup } = this.task
    if (threadGroup.groupStop.stopping) await this.groupStop()
    else await this.#stopFor(this.#selfStop('trap', SIGTRAP, CLD_STOPPED))
  }

  /** Stands still with its process. */
  async groupStop(): Promise<void> {
    this.trapPending = false
    const signal = this.task.threadGroup.groupStop.takePart(this.task)
    if (this.seized) await this.#stopFor(this.#selfStop('group', signal, CLD_STOPPED))
    else await this.#stopFor({ kind: 'group', code: signal, info: undefined, why: CLD_STOPPED })
  }

  /** PTRACE_EVENT_STOP, with a signal. */
  #selfStop(kind: StopKind, signal: number, why: number): Stop {
    const code = (PTRACE_EVENT_STOP << 8) | signal
    return { kind, code, info: this.#ownInfo(signal, code), why, message: 0n }
  }

  #ownInfo(signal: number, code: number): SignalInfo {
    return { signal, code, pid: this.task.tid, uid: this.task.credentials.parts.uid }
  }

  /**
   * A signal is to be delivered: tells the tracer first.
   * @returns what is delivered; undefined for nothing
   */
  async signalStop(info: SignalInfo): Promise<SignalInfo | undefined> {
    const signal = await this.#stopFor({ kind: 'signal', code: info.signal, info, why: CLD_TRAPPED })
    const kept = this.info ?? info
    if (signal === 0 || this.task.exiting) return undefined
    if (signal === kept.signal) return kept
    return { signal, code: SI_USER, pid: this.tracer.threadGroup.pid, uid: this.tracer.credentials.parts.uid }
  }

  /** A system call begins, or ends. A signal from the tracer is sent to the task. */
  async callStop(kind: 'entry' | 'exit'): Promise<void> {
    const code = SIGTRAP | (this.has(PTRACE_O_TRACESYSGOOD) ? 0x80 : 0)
    const message = kind === 'entry' ? PTRACE_EVENTMSG_SYSCALL_ENTRY : PTRACE_EVENTMSG_SYSCALL_EXIT
    const info = this.#ownInfo(SIGTRAP, code)
    const signal = await this.#stopFor({ kind, code, info, why: CLD_TRAPPED, message: BigInt(message) })
    if (signal !== 0 && !this.task.exiting) this.task.sendSignalInfo({ signal, code: SI_KERNEL })
  }

  /** Something has happened that the tracer wants to know of, PTRACE_EVENT_*. */
  async event(event: number, message: number): Promise<void> {
    const code = (event << 8) | SIGTRAP
    const info = this.#ownInfo(SIGTRAP, code)
    await this.#stopFor({ kind: 'event', code, info, why: CLD_TRAPPED, message: BigInt(message) })
  }

  #tellTracer(code: number, status: number): void {
    const { task, tracer } = this
    const { threadGroup } = tracer
    const { handler, flags } = threadGroup.signalHandlers.get(SIGCHLD)
    if (handler !== SIG_IGN && (flags & SA_NOCLDSTOP) === 0) {
      const { uid } = task.credentials.parts
      threadGroup.sendSignalInfo({ signal: SIGCHLD, code, pid: task.tid, uid, status }, tracer)
    }
    threadGroup.tellOf({ pid: task.tid, group: task.threadGroup })
  }

  // Ends.

  /** It is not traced any more, and goes on with a signal or 0; or stands still, if its process does. */
  detach(signal: number): void {
    const { task, tracer } = this
    const { threadGroup } = task
    tracer.tracees.delete(task)
    task.ptrace = undefined
    this.resume(signal)
    if (threadGroup.groupStop.stopping) task.interrupt()
    if (threadGroup.leader === task && threadGroup.isZombie) threadGroup.tellParent()
  }

  /** The tracer is gone. What it was not told of stays as it was. */
  tracerGone(): void {
    const kills = this.has(PTRACE_O_EXITKILL)
    this.detach(this.untold)
    if (kills) this.task.threadGroup.sendSignalInfo({ signal: SIGKILL, code: SI_KERNEL })
  }

  /** A thread that is not the first of its process has ended: nobody but the tracer is told. */
  threadEnded(status: ExitStatus): void {
    this.ended = status
    const { threadGroup } = this.tracer
    const { code, signal } = status
    const { uid } = this.task.credentials.parts
    const why = signal === 0 ? CLD_EXITED : CLD_KILLED
    const info = { signal: SIGCHLD, code: why, pid: this.task.tid, uid, status: signal === 0 ? code : signal }
    const silent = threadGroup.signalHandlers.reapsChildren
    threadGroup.sendSignalInfo(info, this.tracer)
    if (silent) this.detach(0)
    threadGroup.tellOf({ pid: this.task.tid, group: this.task.threadGroup })
  }
}

/** Traces a new task as its parent is traced (ptrace_init_task). */
export function traceChild(child: Task, by: Ptrace): void {
  const ptrace = new Ptrace(child, by.tracer, by)
  if (ptrace.seized) ptrace.trapPending = true
  else child.signals.pending.add({ signal: SIGSTOP, code: SI_USER })
}

/** A task is about to end, for whatever reason. */
export async function tellOfExit(t: Task): Promise<void> {
  const { ptrace } = t
  if (ptrace?.wants(PTRACE_EVENT_EXIT) === true)
    await ptrace.event(PTRACE_EVENT_EXIT, waitStatus(t.endStatus))
}

/** execve has succeeded: a tracer that did not ask is told by a signal, but for one that has seized. */
export async function tellOfExec(t: Task, oldTid: number): Promise<void> {
  const { ptrace } = t
  if (ptrace === undefined) return
  if (ptrace.wants(PTRACE_EVENT_EXEC)) await ptrace.event(PTRACE_EVENT_EXEC, oldTid)
  else if (!ptrace.seized)
    t.sendSignalInfo({ signal: SIGTRAP, code: SI_USER, pid: t.threadGroup.pid, uid: 0 })
}
