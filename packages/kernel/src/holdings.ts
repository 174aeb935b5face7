// Holdings: what a kernel holds on behalf of programs. When the last of them is gone, it is what it was before the first:
// tests compare. gVisor's counterpart is its leak checks (pkg/refs).

import { FileDescription, WaitQueue } from '@jvisor/vfs'
import type { Kernel } from './kernel.ts'

export interface Holdings {
  readonly tasks: number
  /** Zombies included. */
  readonly processes: number
  /** Descriptors of all tables. */
  readonly descriptors: number
  readonly timers: number
  /** Timers that go by the time that tasks run. */
  readonly cpuTimers: number
  readonly sockets: number
  /** Files that an epoll watches. */
  readonly epollWatches: number
  /** Tasks that wait for a futex. */
  readonly futexes: number
  /** Of the memory file, but for those that the machine has for good: of files that stay, too. */
  readonly pages: number
  /** Open files, and entries of wait queues: those of all kernels of this host, which tests run one after the other. */
  readonly openFiles: number
  readonly waiters: number
  /** @see Counters.sentryBugs */
  readonly sentryBugs: number
}

export function holdings(kernel: Kernel): Holdings {
  const tables = new Set(Array.from(kernel.tasks.values(), (task) => task.fdTable))
  const { memoryFile } = kernel
  let descriptors = 0
  for (const table of tables) for (const _ of table.fds()) descriptors++
  return {
    tasks: kernel.tasks.size,
    processes: kernel.processes.size,
    descriptors,
    timers: kernel.timers.size,
    cpuTimers: kernel.cpuTimeBases.size,
    sockets: kernel.unixSockets.all.size,
    epollWatches: kernel.epollWatches.used,
    futexes: kernel.futexes.size,
    pages: memoryFile.pagesInUse - memoryFile.reservedPages,
    openFiles: FileDescription.open,
    waiters: WaitQueue.waiting,
    sentryBugs: kernel.counters.sentryBugs,
  }
}
