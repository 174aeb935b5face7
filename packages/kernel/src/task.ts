// Task: one thread of a program. gVisor: pkg/sentry/kernel/task.go, task_block.go, task_exit.go.
//
// The platform's context runs the program and calls the task for every system call. A task that must wait returns a
// promise from the call, and with it lets other tasks run; nothing ever runs two tasks at the same time.

import { ERESTARTSYS, type Errno, ETIMEDOUT, OK, SIGKILL, type SignalInfo } from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import { Credentials, Timer } from '@jvisor/vfs'
import { CallRegisters } from './call-registers.ts'
import { CpuTime } from './cpu-time.ts'
import type { FdTable } from './fd-table.ts'
import type { FsContext } from './fs-context.ts'
import type { Kernel } from './kernel.ts'
import type { PlatformContext, ProgramRegisters } from './platform.ts'
import type { Ptrace } from './ptrace.ts'
import { NORMAL_SCHEDULING, type Scheduling, TIMER_SLACK_NS } from './scheduling.ts'
import { SignalSet } from './signal-set.ts'
import { SyscallArgs } from './syscall-args.ts'
import type { SyscallResult, SyscallTable } from './syscall-table.ts'
import { exitMemory } from './task-exit.ts'
import { ownSignal, TaskSignals } from './task-signals.ts'
import { runSyscall } from './task-syscall.ts'
import { TaskUsermem } from './task-usermem.ts'
import { type ExitStatus, type ThreadGroup, waitStatus } from './thread-group.ts'

/** What a time slice counts as where time does not pass by itself: a tick of Linux's at 250 Hz. */
const SLICE_NS = 4e6

/** What a new task is made of. The task takes over one user of `memoryManager` and one reference of the tables. */
export interface TaskConfig {
  readonly tid: number
  readonly threadGroup: ThreadGroup
  readonly memoryManager: MemoryManager
  readonly fdTable: FdTable
  readonly fsContext: FsContext
  readonly syscallTable: SyscallTable
  /** Signals that it blocks to begin with. */
  readonly signalMask?: SignalSet
  /** Default: root's. */
  readonly credentials?: Credentials
}

export class Task extends TaskUsermem {
  readonly kernel: Kernel
  tid: number
  readonly threadGroup: ThreadGroup
  fdTable: FdTable
  fsContext: FsContext
  syscallTable: SyscallTable
  /** When it was made, ns since boot. */
  readonly startNs: number
  /** The argument registers of the system call that is made next, or is going on. */
  readonly args = new SyscallArgs()
  readonly signals: TaskSignals
  readonly cpuTime = new CpuTime()
  /** It never gains privileges by execve any more (PR_SET_NO_NEW_PRIVS). */
  noNewPrivileges = false
  /** Its capabilities stay when it gives up being root, until execve (PR_SET_KEEPCAPS). */
  keepCapabilities = false
  /** When it became somebody else's, that user had too many tasks: execve looks again. */
  exceedsProcesses = false
  scheduling: Scheduling = NORMAL_SCHEDULING
  /** PR_SET_TIMERSLACK, ns; and what 0 sets it to. */
  timerSlackNs = TIMER_SLACK_NS
  defaultTimerSlackNs = TIMER_SLACK_NS
  /** personality(2). */
  personality = 0
  /** Sent to it when its parent is gone; 0 for none (PR_SET_PDEATHSIG). */
  deathSignal = 0
  /** Zeroed, and waited for as a futex, when the task is gone; 0 for none (set_tid_address(2)). */
  clearChildTid = 0
  /** The head of the list of its robust mutexes, an address; 0 for none (set_robust_list(2)). */
  robustList = 0
  /** Its parent, while that waits since vfork(2) for the memory that they share. */
  vforkParent: Task | undefined
  /** Its name, for people: of at most 15 bytes (PR_SET_NAME). */
  name = 'guest'
  /** What runs the program: another one after execve. */
  context!: PlatformContext
  #credentials: Credentials
  #memoryManager: MemoryManager | undefined
  #exitStatus: ExitStatus | undefined
  // Blocking: a wake-up that came while nobody slept is remembered.
  #resume: ((err: Errno) => void) | undefined
  #woken = false
  #deaf = false
  #restartDeadlineNs: number | undefined
  readonly #timeout = new Timer(() => this.#end(ETIMEDOUT))

  constructor(kernel: Kernel, config: TaskConfig) {
    super()
    this.kernel = kernel
    this.tid = config.tid
    this.threadGroup = config.threadGroup
    this.#memoryManager = config.memoryManager
    this.fdTable = config.fdTable
    this.fsContext = config.fsContext
    this.syscallTable = config.syscallTable
    this.signals = new TaskSignals(this, config.signalMask ?? new SignalSet())
    this.#credentials = config.credentials ?? Credentials.ROOT
    this.startNs = kernel.clock.monotonicNs()
    config.threadGroup.tasks.add(this)
    config.threadGroup.leader ??= this
  }

  /** On whose behalf the task acts. Immutable itself: a change is another object. */
  get credentials(): Credentials {
    return this.#credentials
  }

  /** What others may not see of it any more is settled here too. @see commit_creds (Linux 6.18 kernel/cred.c) */
  set credentials(credentials: Credentials) {
    if (gainsOrLoses(this.#credentials, credentials)) {
      if (this.#memoryManager !== undefined) this.#memoryManager.dumpable = 0
      this.deathSignal = 0
    }
    this.#credentials = credentials
  }

  /** How long it has run, ns. */
  cpuTimeNs(nowNs: number): number {
    return this.cpuTime.total(nowNs)
  }

  /** 1 if it runs. */
  get runners(): number {
    return this.cpuTime.isRunning ? 1 : 0
  }

  /** How it is traced; undefined if it is not. */
  ptrace: Ptrace | undefined
  /** Those that it traces. */
  readonly tracees = new Set<Task>()
  #callRegisters: CallRegisters | undefined

  /** Its registers, as who traces it sees them. */
  get registers(): ProgramRegisters {
    const own = this.context.registers
    if (own !== undefined) return own
    this.#callRegisters ??= new CallRegisters(this.syscallTable.arch, this.args)
    return this.#callRegisters
  }

  /** It sleeps in a system call; `uninterruptibly`: only death ends that. */
  get sleeps(): 'no' | 'interruptibly' | 'uninterruptibly' {
    if (this.#resume === undefined) return 'no'
    return this.#deaf ? 'uninterruptibly' : 'interruptibly'
  }

  get memoryManager(): MemoryManager | undefined {
    return this.#memoryManager
  }

  /** The address space of a task that is running; only an exited task has none. */
  get mm(): MemoryManager {
    const mm = this.#memoryManager
    if (mm === undefined) throw new Error(`task ${this.tid} has exited`)
    return mm
  }

  /**
   * Gives the task another address space, as execve(2) does; takes over one user of it. The old one stays for as long
   * as others use it. Precondition: the task has not exited.
   */
  replaceMemory(mm: MemoryManager): void {
    const old = this.mm
    exitMemory(this)
    this.#memoryManager = mm
    old.decUsers()
    this.releaseVforkParent()
  }

  /** The task's own table of the same open files, if others share the one that it has (unshare_files). */
  unshareFiles(): void {
    if (this.fdTable.users < 2) return
    const shared = this.fdTable
    this.fdTable = shared.copy()
    shared.decRef()
  }

  /**
   * Makes system call `number` with the arguments in {@link args}.
   * @returns its value or -errno; a promise of it only if the call has to wait. It is of no interest once
   *   {@link exiting} is true.
   */
  syscall(number: number): SyscallResult | Promise<SyscallResult> {
    return runSyscall(this, number)
  }

  /** Lets the host and other tasks have a turn, then acts on signals: for the end of a time slice. */
  async giveWay(): Promise<void> {
    this.kernel.clock.worked?.(SLICE_NS)
    await this.kernel.yieldToHost()
    await this.signals.deliver()
  }

  // Blocking.

  /**
   * The deadline of a call that waits `ns` nanoseconds from now, since boot. When the same call is restarted after a
   * signal without a handler, it is that of before: no time is given twice (restart_syscall(2)).
   */
  deadlineIn(ns: number): number {
    this.#restartDeadlineNs ??= this.kernel.clock.monotonicNs() + ns
    return this.#restartDeadlineNs
  }

  /** A call is made, not restarted. */
  forgetDeadline(): void {
    this.#restartDeadlineNs = undefined
  }

  /**
   * Sleeps until {@link wake}, at most until `deadlineNs` (since boot). The caller has registered with whatever wakes
   * it, has then found that it cannot go on, and looks again afterwards.
   * @returns OK; ETIMEDOUT; or ERESTARTSYS if a signal or the task's end came first.
   */
  block(deadlineNs = Infinity): Promise<Errno> {
    if (this.exiting || this.signals.isDeliverable) return Promise.resolve(ERESTARTSYS)
    return this.#sleep(deadlineNs)
  }

  /** As {@link block}, but no signal ends it that does not end the process. */
  blockUnlessKilled(deadlineNs = Infinity): Promise<Errno> {
    if (this.fatalSignalPending) return Promise.resolve(ERESTARTSYS)
    this.#deaf = true
    return this.#sleep(deadlineNs)
  }

  #sleep(deadlineNs: number): Promise<Errno> {
    if (this.#woken) {
      this.#woken = false
      return Promise.resolve(OK)
    }
    if (deadlineNs <= this.kernel.clock.monotonicNs()) return Promise.resolve(ETIMEDOUT)
    this.kernel.tracer?.blocked(this)
    if (deadlineNs !== Infinity) this.kernel.timers.start(this.#timeout, deadlineNs)
    return new Promise((resolve) => {
      this.#resume = resolve
      this.kernel.fellAsleep(this)
    })
  }

  /** It sleeps, or stands still until SIGCONT: nothing happens to it but by others. */
  get isAsleep(): boolean {
    if (this.ptrace?.standsStill === true) return true
    return this.#resume !== undefined || this.threadGroup.groupStop.holds(this)
  }

  /** Ends a sleep, or the next one at once. */
  wake(): void {
    this.#end(OK)
  }

  /** Ends a sleep with ERESTARTSYS. A task that does not sleep finds out by itself before it does. */
  interrupt(): void {
    if (this.#resume !== undefined) this.#end(ERESTARTSYS)
  }

  /** Forgets a wake-up that came after its reason was dealt with. */
  clearWake(): void {
    this.#woken = false
  }

  #end(err: Errno): void {
    const resume = this.#resume
    if (resume === undefined) {
      this.#woken = true
      return
    }
    this.#resume = undefined
    this.#deaf = false
    this.kernel.timers.stop(this.#timeout)
    this.kernel.wokeUp(this)
    resume(err)
  }

  // Signals.

  /** Sends a signal to this task, as it would to itself; one that is ignored is dropped. Precondition: 1 to SIGNAL_MAX. */
  sendSignal(signal: number): void {
    this.sendSignalInfo(ownSignal(this, signal))
  }

  /** Sends a signal to this task alone; but SIGKILL means all tasks of its process. */
  sendSignalInfo(info: SignalInfo): void {
    if (info.signal === SIGKILL) this.threadGroup.sendSignalInfo(info)
    else this.signals.send(info)
  }

  /** Signals are to be acted upon. */
  get hasPendingSignals(): boolean {
    return this.signals.isDeliverable
  }

  /** The process is ending, or will as soon as it acts on its signals: long work may stop (fatal_signal_pending). */
  get fatalSignalPending(): boolean {
    return this.exiting || this.signals.isFatal
  }

  // Exit.

  /** exit(2): this task alone ends. It is gone when its context returns. */
  exit(code: number): void {
    this.#exitStatus ??= { code: code & 0xff, signal: 0 }
  }

  /** The program must not go on: the task or its group is ending. */
  get exiting(): boolean {
    return this.#exitStatus !== undefined || this.threadGroup.exitStatus !== undefined
  }

  /** How it ends, or would if it did now. */
  get endStatus(): ExitStatus {
    return this.threadGroup.exitStatus ?? this.#exitStatus ?? { code: 0, signal: 0 }
  }

  /** Lets go of everything the task holds. Called once, by the kernel, when the context has returned. */
  destroy(): void {
    const status = this.endStatus
    this.kernel.timers.stop(this.#timeout)
    this.cpuTime.stop(this.kernel.clock.monotonicNs())
    exitMemory(this)
    const mm = this.#memoryManager
    this.#memoryManager = undefined
    mm?.decUsers()
    this.releaseVforkParent()
    this.fdTable.decRef()
    this.fsContext.decRef()
    for (const tracee of this.tracees) tracee.ptrace?.tracerGone()
    this.kernel.tracer?.exited(this, waitStatus(status))
    this.threadGroup.removeTask(this, status)
  }

  /** The parent that waits since vfork(2) has its memory for itself again. */
  releaseVforkParent(): void {
    const parent = this.vforkParent
    this.vforkParent = undefined
    parent?.wake()
  }
}

/** The effective IDs, or those for files, are others, or there are capabilities that were not there before. */
function gainsOrLoses(old: Credentials, { parts }: Credentials): boolean {
  const was = old.parts
  return (
    was.euid !== parts.euid ||
    was.egid !== parts.egid ||
    was.fsuid !== parts.fsuid ||
    was.fsgid !== parts.fsgid ||
    (parts.permitted & ~was.permitted) !== 0n
  )
}
