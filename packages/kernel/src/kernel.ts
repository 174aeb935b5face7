// Kernel: everything that tasks share. gVisor: pkg/sentry/kernel/kernel.go.
//
// An embedder makes one, mounts what programs shall see, makes a process and starts it. Nothing here reaches the host
// but through what the embedder hands in.

import { EAGAIN, type Errno } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { MemoryManager } from '@jvisor/mm'
import { type AlarmClock, type Random, TimerQueue, VirtualFilesystem } from '@jvisor/vfs'
import { FdTable } from './fd-table.ts'
import { FsContext } from './fs-context.ts'
import { type KernelOpts, parseKernelOpts } from './kernel-opts.ts'
import { LimitSet } from './limits.ts'
import { type Logger, NO_LOG } from './logger.ts'
import type { Platform } from './platform.ts'
import type { SyscallTable, Tracer } from './syscall-table.ts'
import { Task } from './task.ts'
import { type ExitStatus, ThreadGroup } from './thread-group.ts'

/** What is counted over the life of a kernel. */
export interface Counters {
  syscalls: number
  /** System calls that threw. Always 0, or there is a bug to report. */
  sentryBugs: number
}

export class Kernel {
  readonly memoryFile: MemoryFile
  readonly vfs: VirtualFilesystem
  readonly clock: AlarmClock
  readonly timers: TimerQueue
  readonly random: Random
  readonly logger: Logger
  /** Watches every system call if set. */
  tracer: Tracer | undefined
  readonly counters: Counters = { syscalls: 0, sentryBugs: 0 }
  /** Numbers that were called and not found; each is logged once. */
  readonly unknownSyscalls = new Set<number>()
  /** Lets the host have a turn; resolves when tasks may go on. */
  readonly yieldToHost: () => Promise<void>
  readonly #tasks = new Map<number, Task>()
  readonly #maxTasks: number
  #lastTid = 0
  /** Tasks that run, or are about to. */
  #awake = 0
  #idling = false

  /** @throws TypeError that names the option, if one is not as {@link KernelOpts} says. */
  constructor(opts: KernelOpts) {
    const { memoryBytes, maxTasks, ...rest } = parseKernelOpts(opts)
    this.clock = rest.clock
    this.timers = new TimerQueue(rest.clock)
    this.random = rest.random
    this.logger = rest.logger ?? NO_LOG
    this.yieldToHost = rest.yieldToHost ?? (() => Promise.resolve())
    this.#maxTasks = maxTasks
    this.memoryFile = new MemoryFile({ maxBytes: memoryBytes })
    this.vfs = new VirtualFilesystem({ memoryFile: this.memoryFile, clock: rest.clock, random: rest.random })
  }

  /** The tasks there are, by thread ID. */
  get tasks(): ReadonlyMap<number, Task> {
    return this.#tasks
  }

  /**
   * Makes a process of one task, with an empty address space and no open files, standing at the root.
   * @returns EAGAIN if there are as many tasks as there may be.
   */
  createProcess(platform: Platform, syscallTable: SyscallTable): Task | Errno {
    if (this.#tasks.size >= this.#maxTasks) return EAGAIN
    const tid = this.#allocateTid()
    const root = this.vfs.root
    const limits = new LimitSet()
    const task = new Task(this, {
      tid,
      threadGroup: new ThreadGroup(tid, limits),
      memoryManager: new MemoryManager(this.memoryFile, platform.layout, limits),
      fdTable: new FdTable(),
      fsContext: new FsContext(root, root),
      syscallTable,
    })
    task.context = platform.createContext(task)
    this.#tasks.set(tid, task)
    return task
  }

  /**
   * Runs a task until it is gone. An exception that its program, or the sentry, lets escape ends the task; it is
   * logged and does not reach the caller.
   * @returns how its process ended, once its last task has.
   */
  async run(task: Task): Promise<ExitStatus> {
    this.#awake++
    try {
      await task.context.run()
    } catch (error) {
      this.logger.error({ tid: task.tid, err: error }, 'the platform failed; the task is killed')
      task.threadGroup.exit({ code: 0, signal: 9 })
    }
    this.#tasks.delete(task.tid)
    task.destroy()
    this.fellAsleep()
    return task.threadGroup.exited
  }

  /** A task that ran waits now, or is gone. Called by tasks. */
  fellAsleep(): void {
    if (--this.#awake <= 0 && !this.#idling && this.clock.idle !== undefined) void this.#idle()
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

  /** A task that waited goes on. Called by tasks. */
  wokeUp(): void {
    this.#awake++
  }

  /** Thread IDs go up and start again at 2 when they run out, as Linux's do. */
  #allocateTid(): number {
    do {
      this.#lastTid = this.#lastTid >= 4194303 ? 2 : this.#lastTid + 1
    } while (this.#tasks.has(this.#lastTid))
    return this.#lastTid
  }
}
