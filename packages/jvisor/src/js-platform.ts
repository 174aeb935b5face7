// JsPlatform: the Platform whose programs are JavaScript functions. gVisor has no counterpart.

import type { Platform, PlatformContext, SignalDelivery, Task } from '@jvisor/kernel'
import { DEFAULT_LAYOUT, type MmapLayout } from '@jvisor/mm'
import { encodeUtf8 } from '@jvisor/usermem'
import { Guest, type GuestProgram, TaskExit } from './guest.ts'

/** Runs one program. */
export class JsPlatform implements Platform {
  readonly name = 'js'
  readonly layout: MmapLayout = DEFAULT_LAYOUT
  readonly #program: GuestProgram

  constructor(program: GuestProgram) {
    this.#program = program
  }

  createContext(task: Task): PlatformContext {
    return new JsContext(task, this.#program)
  }
}

class JsContext implements PlatformContext {
  readonly #task: Task
  readonly #program: GuestProgram
  readonly #guest: Guest

  constructor(task: Task, program: GuestProgram, parent?: Guest) {
    this.#task = task
    this.#program = program
    this.#guest = new Guest(task, this, program, parent)
  }

  async run(): Promise<void> {
    try {
      const status = await this.#program.main(this.#guest)
      // Returning from main is exit_group, by a system call like any other, so that strace shows it.
      if (!this.#guest.ended) await this.#guest.syscall('exit_group', status)
    } catch (error) {
      if (!(error instanceof TaskExit)) this.#uncaught(error)
    }
  }

  async handleSignal({ info, action, mask }: SignalDelivery): Promise<void> {
    const { signals } = this.#task
    // The next signal's frame lies above this one's: its handler runs first.
    await signals.deliver()
    if (this.#guest.ended) return
    try {
      await this.#guest.signalHandler(action.handler)?.(info.signal, info)
      signals.setMask(mask)
    } catch (error) {
      if (!(error instanceof TaskExit)) this.#uncaught(error)
    }
  }

  startedWith(): { commandLine: Uint8Array; environment: Uint8Array } {
    const { args, env } = this.#program
    const strings = (list: readonly string[]) => encodeUtf8(list.map((s) => `${s}\0`).join(''))
    const environment = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    return { commandLine: strings(args), environment: strings(environment) }
  }

  /** A JavaScript function cannot be copied in the middle: the program says what the child runs (Guest.clone). */
  get canFork(): boolean {
    return this.#guest.childMain !== undefined
  }

  fork(child: Task): PlatformContext {
    const main = this.#guest.childMain ?? (() => 0)
    return new JsContext(child, { ...this.#program, main }, this.#guest)
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
