// JsPlatform: the Platform whose programs are JavaScript functions. gVisor has no counterpart.

import type { Platform, PlatformContext, SignalHandler, Task } from '@jvisor/kernel'
import { DEFAULT_LAYOUT, type MmapLayout } from '@jvisor/mm'
import { Guest, type GuestMain, type GuestSignalHandler, TaskExit } from './guest.ts'

/** A program and what it is started with. */
export interface JsProgram {
  readonly main: GuestMain
  /** The first is the program's own name. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Runs one program. */
export class JsPlatform implements Platform {
  readonly name = 'js'
  readonly layout: MmapLayout = DEFAULT_LAYOUT
  readonly #program: JsProgram

  constructor(program: JsProgram) {
    this.#program = program
  }

  createContext(task: Task): PlatformContext {
    return new JsContext(task, this.#program)
  }
}

class JsContext implements PlatformContext {
  readonly #task: Task
  readonly #program: JsProgram

  constructor(task: Task, program: JsProgram) {
    this.#task = task
    this.#program = program
  }

  async run(): Promise<void> {
    const { main, args, env } = this.#program
    const guest = new Guest(this.#task, args, env)
    try {
      const status = await main(guest)
      // Returning from main is exit_group, by a system call like any other, so that strace shows it.
      if (!this.#task.exiting) await guest.syscall('exit_group', status)
    } catch (error) {
      if (!(error instanceof TaskExit)) this.#uncaught(error)
    }
  }

  async runSignalHandler(signal: number, action: SignalHandler): Promise<void> {
    try {
      await (action.handler as GuestSignalHandler)(signal)
    } catch (error) {
      if (!(error instanceof TaskExit)) this.#uncaught(error)
    }
  }

  /** An exception that the program did not catch: it ends with status 1, as it would under Node. */
  #uncaught(error: unknown): void {
    this.#task.kernel.logger.error(
      { tid: this.#task.tid, err: error },
      'uncaught exception in the guest program',
    )
    this.#task.threadGroup.exit({ code: 1, signal: 0 })
  }
}
