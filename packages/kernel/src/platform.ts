// Platform: what executes programs. gVisor: pkg/sentry/platform/platform.go.
//
// gVisor's Context.Switch runs the program up to its next trap and returns it to the task's loop. Here a context runs
// the program to its end and calls the task for every trap: a guest written in JavaScript cannot be left in the
// middle of a function, and a CPU emulator keeps its registers where they are across a system call.

import type { SignalInfo } from '@jvisor/abi'
import type { MmapLayout } from '@jvisor/mm'
import type { SignalSet } from './signal-set.ts'
import type { SignalAction } from './signals.ts'
import type { Task } from './task.ts'

/** The execution of one task's program. */
export interface PlatformContext {
  /**
   * Runs the program until the task exits. For every system call it puts the arguments into `task.args` and calls
   * `task.syscall`; for every fault that its own translation cannot settle it asks the memory manager; it gives way
   * (`task.giveWay`) when its time slice is over. After each of these it looks at `task.exiting`.
   */
  run(): Promise<void>

  /**
   * Runs a handler that the program has set for a signal; resolves when the handler has returned, after which the mask
   * of the task is `mask` again. The task's mask while the handler runs is set already.
   */
  runSignalHandler(info: SignalInfo, action: SignalAction, mask: SignalSet): Promise<void>

  /** The program's stack pointer lies in these bytes; left out where programs have no stack pointer. */
  onStack?(sp: number, size: number): boolean

  /** The program can be cloned now; clone(2) is ENOSYS otherwise. */
  readonly canFork: boolean
  /** The execution of a task that this one clones, at the same point of the program. Precondition: {@link canFork}. */
  fork(child: Task, opts: ForkOpts): PlatformContext
}

/** How a new task's program begins. */
export interface ForkOpts {
  /** Its stack pointer; 0: as the parent's. */
  readonly stack: number
  /** Its thread pointer; undefined: as the parent's. */
  readonly tls: number | undefined
}

export interface Platform {
  /** For logs and messages: "js", "riscv64". */
  readonly name: string
  /** Where things lie in the address spaces of its programs. */
  readonly layout: MmapLayout
  /** The context of a new task. */
  createContext(task: Task): PlatformContext
}

/** The context of a task that has no program: somebody makes its calls from outside. */
export const NO_PROGRAM: PlatformContext = {
  run: () => Promise.resolve(),
  runSignalHandler: () => Promise.resolve(),
  canFork: true,
  fork: () => NO_PROGRAM,
}
