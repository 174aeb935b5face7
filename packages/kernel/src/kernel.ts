// Kernel: everything that tasks share. gVisor: pkg/sentry/kernel/kernel.go.
//
// An embedder makes one, mounts what programs shall see, makes a process and starts it. Nothing here reaches the host
// but through what the embedder hands in.

import { EAGAIN, EINVAL, type Errno } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { MemoryManager } from '@jvisor/mm'
import {
  type AlarmClock,
  type EpollWatches,
  type Random,
  TimerQueue,
  UnixSockets,
  VirtualFilesystem,
} from '@jvisor/vfs'
import { Clocks } from './clocks.ts'
import type { CpuTimeBase } from './cpu-time-base.ts'
import { FdTable } from './fd-table.ts'
import { FsContext } from './fs-context.ts'
import { FutexManager } from './futex.ts'
import { type Holdings, holdings } from './holdings.ts'
import type { Injector } from './injection.ts'
import { KernelLog } from './kernel-log.ts'
import { type KernelOpts, MAX_EPOLL_WATCHES, MAX_TID, parseKernelOpts } from './kernel-opts.ts'
import { LimitSet } from './limits.ts'
import type { BinaryFormat } from './loader/binary-format.ts'
import { SCRIPT_FORMAT } from './loader/script.ts'
import { type Logger, NO_LOG } from './logger.ts'
import { NO_START, type Platform, type PlatformContext } from './platform.ts'
import { versionText } from './proc/machine-text.ts'
import { createProcFilesystem } from './proc/proc-filesystem.ts'
import { ProcessGroup, Session } from './process-group.ts'
import { tellOfExit } from './ptrace.ts'
import type { SyscallTable, Tracer } from './syscall-table.ts'
import { Task } from './task.ts'
import { type ExitStatus, ThreadGroup, type ThreadGroupConfig } from './thread-group.ts'
import { Terminals } from './tty/terminals.ts'
import { Uts } from './uts.ts'

/** What is counted over the life of a kernel. */
export interface Counters {
  syscalls: number
  /** Instructions of machine code that were executed, as far as the platform counts them. */
  instructions: number
  /** Page faults of address spaces that are gone. */
  faults: number
  /** System calls that threw. Always 0, or there is a bug to report. */
  sentryBugs: number
}

export class Kernel {
  /** Hears of every kernel that is made: tests look at what each leaves behind. */
  static onMade: ((kernel: Kernel) => void) | undefined
  readonly memoryFile: MemoryFile
  readonly vfs: VirtualFilesystem
  readonly clock: AlarmClock
  readonly clocks: Clocks
  readonly uts = new Uts()
  readonly timers: TimerQueue
  readonly futexes = new FutexManager()
  readonly unixSockets: UnixSockets
  readonly terminals: Terminals
  /** Each takes up some memory of the host's. */
  readonly epollWatches: EpollWatches = { used: 0, max: MAX_EPOLL_WATCHES }
  readonly random: Random
  readonly logger: Logger
  /** What can be executed, in the order in which it is tried. Whoever has more to run adds it. */
  readonly binaryFormats: BinaryFormat[] = [SCRIPT_FORMAT]
  /** What syslog(2) reads. */
  readonly log = new KernelLog()
  /** CPU time that timers wait for. */
  readonly cpuTimeBases = new Set<CpuTimeBase>()
  /** Watches every system call if set. */
  tracer: Tracer | undefined
  /** Tampers with system calls if set. */
  injector: Injector | undefined
  /** The task that made the last system call: "the caller", to files that look at who uses them. */
  current: Task | undefined
  readonly counters: Counters = { syscalls: 0, instructions: 0, faults: 0, sentryBugs: 0 }
  /** Numbers that were called and not found; each is logged once. */
  readonly unknownSyscalls = new Set<number>()
  /** Lets the host have a turn; resolves when tasks may go on. */
  readonly yieldToHost: () => Promise<void>
  readonly #tasks = new Map<number, Task>()
  readonly #processes = new Map<number, ThreadGroup>()
  /** Most tasks at a time. */
  readonly maxTasks: number
  #lastTid = 0
  #forks = 0
  /** Tasks that run, or are about to. */
  #awake = 0
  #idling = false

  /** @throws TypeError that names the option, if one is not as {@link KernelOpts} says. */
  constructor(opts: KernelOpts) {
    const { memoryBytes, maxTasks, ...rest } = parseKernelOpts(opts)
    this.clock = rest.clock
    this.clocks = new Clocks(rest.clock)
    this.timers = new TimerQueue(rest.clock)
    this.random = rest.random
    this.logger = rest.logger ?? NO_LOG
    this.yieldToHost = rest.yieldToHost ?? (() => Promise.resolve())
    this.maxTasks = maxTasks
    this.memoryFile = new MemoryFile({ maxBytes: memoryBytes })
    this.vfs = new VirtualFilesystem({ memoryFile: this.memoryFile, clock: rest.clock, random: rest.random })
    this.log.add(versionText(this).trimEnd())
    this.vfs.filesystemTypes.set('proc', (options) => (options === '' ? createProcFilesystem(this) : EINVAL))
    this.unixSockets = new UnixSockets(this.vfs)
    this.terminals = new Terminals(this)
    Kernel.onMade?.(this)
  }

  /** The tasks there are, by thread ID. */
  get tasks(): ReadonlyMap<number, Task> {
    return this.#tasks
  }

  /** What is held on behalf of programs. */
  holdings(): Holdings {
    return holdings(this)
  }

  /** The processes there are, zombies included, by process ID. */
  get processes(): ReadonlyMap<number, ThreadGroup> {
    return this.#processes
  }

  /** The process that has a thread, or had its first one, of this ID: most calls take any thread's for its process's. */
  processOf(id: number): ThreadGroup | undefined {
    return this.#processes.get(id) ?? this.#tasks.get(id)?.threadGroup
  }

  /** The process group of this ID, while it has a member. */
  processGroup(id: number): ProcessGroup | undefined {
    const leader = this.#processes.get(id)?.processGroup
    if (leader?.id === id) return leader
    for (const { processGroup } of this.#processes.values()) if (processGroup.id === id) return processGroup
    return undefined
  }

  /**
   * Makes a process of one task, with an empty address space and no open files, standing at the root. It is nobody's
   * child, and leads a session of its own.
   * @returns EAGAIN if there are as many tasks as there may be.
   */
  createProcess(platform: Platform, syscallTable: SyscallTable): Task | Errno {
    const tid = this.allocateTid()
    if (tid < 0) return EAGAIN
    const root = this.vfs.root
    const limits = new LimitSet()
    const task = new Task(this, {
      tid,
      threadGroup: this.createThreadGroup({
        pid: tid,
        limits,
        processGroup: new ProcessGroup(tid, new Session(tid)),
      }),
      memoryManager: new MemoryManager(this.memoryFile, platform.layout, limits),
      fdTable: new FdTable(),
      fsContext: new FsContext(root, root),
      syscallTable,
    })
    task.context = platform.createContext(task, NO_START)
    this.#tasks.set(tid, task)
    return task
  }

  /** A process without a task as yet, entered into {@link processes} until somebody has waited for it. */
  createThreadGroup(config: Omit<ThreadGroupConfig, 'kernel' | 'onReaped'>): ThreadGroup {
    const group = new ThreadGroup({
      ...config,
      kernel: this,
      onReaped: ({ pid }) => this.#processes.delete(pid),
    })
    this.#processes.set(config.pid, group)
    return group
  }

  /** Processes and threads made since the beginning. */
  get forks(): number {
    return this.#forks
  }

  /** The thread ID that was given last. */
  get lastTid(): number {
    return this.#lastTid
  }

  /** Tasks that run, or are about to. */
  get runnable(): number {
    return Math.max(0, this.#awake)
  }

  /** Enters a task that was cloned, and lets it run when the others have had their turn. */
  start(task: Task): void {
    this.#tasks.set(task.tid, task)
    this.#awake++
    void Promise.resolve().then(() => {
      this.#awake--
      return this.run(task)
    })
  }

  /**
   * Runs a task until it is gone. An exception that its program, or the sentry, lets escape ends the task; it is
   * logged and does not reach the caller.
   * @returns how its process ended, once its last task has.
   */
  async run(task: Task): Promise<ExitStatus> {
    this.#awake++
    task.cpuTime.start(this.clock.monotonicNs())
    this.#runnersChanged()
    try {
      if (task.ptrace !== undefined && task.hasPendingSignals) await task.signals.deliver()
      // execve gives the task another context, and ends the run of the one before.
      for (let ran: PlatformContext | undefined; task.context !== ran && !task.exiting; ) {
        ran = task.context
        await ran.run()
      }
    } catch (error) {
      this.logger.error({ tid: task.tid, err: error }, 'the platform failed; the task is killed')
      task.threadGroup.exit({ code: 0, signal: 9 })
    }
    if (task.ptrace !== undefined) await tellOfExit(task)
    task.destroy()
    if (this.current === task) this.current = undefined
    if (this.#tasks.get(task.tid) === task) this.#tasks.delete(task.tid)
    this.#oneLess()
    return task.threadGroup.exited
  }

  /** Takes back a process that was made and has not run. */
  discard(task: Task): void {
    task.destroy()
    this.#tasks.delete(task.tid)
  }

  /** A task that ran waits now. Called by tasks. */
  fellAsleep(task: Task): void {
    task.cpuTime.stop(this.clock.monotonicNs())
    this.#oneLess()
  }

  /** A task that waited goes on. Called by tasks. */
  wokeUp(task: Task): void {
    task.cpuTime.start(this.clock.monotonicNs())
    this.#awake++
    this.#runnersChanged()
  }

  #runnersChanged(): void {
    for (const base of this.cpuTimeBases) base.update()
  }

  #oneLess(): void {
    this.#awake--
    this.#runnersChanged()
    if (this.#awake <= 0 && !this.#idling && this.clock.idle !== undefined) void this.#idle()
  }

  /** Lets the clock know that nobody runs, for as long as that is so and somebody waits for a time. */
  async #idle(): Promise<void> {
    this.#idling = true
    do {
      // Whoever was about to wake a task, by way of the host or of a promise, comes first.
      await this.yieldToHost()
      if (this.#awake <= 0) this.clock.idle?.()
    } while (this.#awake <= 0 && this.timers.size > 0)
    this.#idling = false
  }

  /**
   * A number for a task. They go up and start again at 2 when they run out, as Linux's do.
   * @returns -EAGAIN if there are as many tasks as there may be.
   */
  allocateTid(): number {
    if (this.#tasks.size >= this.maxTasks) return -EAGAIN
    do {
      this.#lastTid = this.#lastTid >= MAX_TID ? 2 : this.#lastTid + 1
    } while (this.#isTaken(this.#lastTid))
    this.#forks++
    return this.#lastTid
  }

  /** As a thread, a process, or the name of a process group or session that has members. */
  #isTaken(id: number): boolean {
    if (this.#tasks.has(id) || this.#processes.has(id)) return true
    for (const { processGroup } of this.#processes.values()) {
      if (processGroup.id === id || processGroup.session.id === id) return true
    }
    return false
  }

  /** A tid goes over to another task: that of the leader, whose part the task takes (execve of a thread). */
  renumber(task: Task, tid: number): void {
    this.#tasks.delete(task.tid)
    task.tid = tid
    if (task.threadGroup.pid === tid) task.threadGroup.leader = task
    this.#tasks.set(tid, task)
  }
}
