// A kernel with one task, for tests of this package. Not shipped.

import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { type Addr, ANY_ACCESS, addr, READ_WRITE } from '@jvisor/usermem'
import { Kernel } from './kernel.ts'
import type { KernelOpts } from './kernel-opts.ts'
import { NO_PROGRAM, type Platform, type PlatformContext } from './platform.ts'
import { type Syscall, SyscallTable } from './syscall-table.ts'
import type { Task } from './task.ts'
import { VirtualClock } from './virtual-clock.ts'

/** What every kernel of a test is handed. */
export const HOST: KernelOpts = {
  memoryBytes: 16 << 20,
  clock: new VirtualClock(0),
  random: { fill: (bytes) => bytes.fill(7) },
}

/** A platform whose programs do what `run` says. */
export function platformOf(context: Partial<PlatformContext> = {}): Platform {
  return { name: 'test', layout: DEFAULT_LAYOUT, createContext: () => ({ ...NO_PROGRAM, ...context }) }
}

/** A task; `calls` are numbered from 0. */
export function newTask(
  calls: Syscall[] = [],
  context: Partial<PlatformContext> = {},
  opts: KernelOpts = { ...HOST, clock: new VirtualClock(0) },
): Task {
  const kernel = new Kernel(opts)
  const table = new SyscallTable('x86-64', calls, (call) => calls.indexOf(call))
  const task = kernel.createProcess(platformOf(context), table)
  if (typeof task === 'number') throw new Error(`no task: ${task}`)
  return task
}

/** Maps pages at any place, or at `at`. */
export function map(task: Task, pages: number, at?: number): Addr {
  const start = task.mm.mmap({
    addr: addr(at ?? 0),
    length: pages * 4096,
    fixed: at !== undefined,
    perms: READ_WRITE,
    maxPerms: ANY_ACCESS,
    private: true,
    offset: 0,
  })
  if (start < 0) throw new Error(`mmap: ${start}`)
  return addr(start)
}

/** Maps pages with nothing behind them. */
export function mapBeforeHole(task: Task, pages: number): Addr {
  const start = map(task, pages + 1)
  task.mm.munmap(addr(start + pages * 4096), 4096)
  return start
}
