// Platform: what executes programs. gVisor: pkg/sentry/platform/platform.go.
//
// gVisor's Context.Switch runs the program up to its next trap and returns it to the task's loop. Here a context runs
// the program to its end and calls the task for every trap: a guest written in JavaScript cannot be left in the
// middle of a function, and a CPU emulator keeps its registers where they are across a system call.

import type { MmapLayout } from '@jvisor/mm'
import type { SignalHandler } from './signals.ts'
import type { Task } from './task.ts'

/** The execution of one task's program. */
export interface PlatformContext {
  /**
   * Runs the program until the task exits. For every system call it puts the arguments into `task.args` and calls
   * `task.syscall`; for every fault that its own translation cannot settle it asks the memory manager; it gives way
   * (`task.giveWay`) when its time slice is over. After each of these it looks at `task.exiting`.
   */
  run(): Promise<void>

  /** Runs a handler that the program has set for a signal; resolves when the handler has returned. */
  runSignalHandler(signal: number, action: SignalHandler): Promise<void>
}

export interface Platform {
  /** For logs and messages: "js", "riscv64". */
  readonly name: string
  /** Where things lie in the address spaces of its programs. */
  readonly layout: MmapLayout
  /** The context of a new task. */
  createContext(task: Task): PlatformContext
}
