// The sentry in its thread: runs a program when it is told to, takes signals and what is typed to it, and says how it ended.

import type { MessagePort } from 'node:worker_threads'
import { SIGINT } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import type { Machine, Process, Terminal } from 'jvisor'
import type { WindowSize } from './host/host-terminal.ts'
import { failure, type ImportModule } from './program.ts'
import { runProgram } from './run-program.ts'
import {
  DEAF_MS,
  ECHO_MS,
  type FromSentry,
  IMPATIENCE_MS,
  PATIENCE_MS,
  type RunRequest,
  type ToSentry,
} from './thread-protocol.ts'

export class Sentry {
  readonly #port: MessagePort
  readonly #importModule: ImportModule
  readonly #lastSent = new Map<number, number>()
  #machine: Machine | undefined
  #program: Process | undefined
  #terminal: Terminal | undefined
  /** Goes on with the program, now that the terminal is raw. */
  #isRaw: (size: WindowSize) => void = () => {}
  #pendingSince = 0
  #overdue: NodeJS.Timeout | undefined
  /** What was typed and the terminal had no room for, in its order. */
  readonly #untyped: Uint8Array[] = []

  /** Listens to what the command's thread says. */
  constructor(port: MessagePort, importModule: ImportModule) {
    this.#port = port
    this.#importModule = importModule
    port.on('message', (message: ToSentry) => {
      if (typeof message === 'number') this.#hear(message)
      else if ('run' in message) void this.#run(message.run)
      else if ('typed' in message) this.#typed(message.typed)
      else if ('hungUp' in message) this.#terminal?.hangUp()
      else if (this.#terminal === undefined) this.#isRaw(message.size)
      else this.#terminal.resize(message.size.cols, message.size.rows)
    })
  }

  #tell(message: FromSentry): void {
    this.#port.postMessage(message)
  }

  async #run({ name, args, options, onTerminal }: RunRequest): Promise<void> {
    try {
      const status = await runProgram(name, args, options, {
        importModule: this.#importModule,
        ready: onTerminal ? () => this.#ready() : undefined,
        started: (machine, program, terminal) => {
          this.#machine = machine
          this.#program = program
          this.#terminal = terminal
          terminal?.onRoom(() => this.#typeOn())
          this.#typeOn()
        },
      })
      this.#tell({ status })
    } catch (error) {
      this.#tell({ failure: failure(error) })
    }
    this.#port.close()
  }

  /** Says that all is ready, and waits for the terminal. */
  #ready(): Promise<WindowSize> {
    return new Promise((resolve) => {
      this.#isRaw = resolve
      this.#tell({ ready: true })
    })
  }

  // What is typed.

  /** Types as much as there is room for; the rest when programs have read some. */
  #typeOn(): void {
    const untyped = this.#untyped
    for (let bytes = untyped[0]; bytes !== undefined && this.#terminal !== undefined; bytes = untyped[0]) {
      const n = this.#terminal.write(bytes)
      if (n > 0) this.#tell({ taken: n })
      if (n === bytes.length) untyped.shift()
      else untyped[0] = bytes.subarray(n)
      if (n === 0) return
    }
  }

  /** What was typed may be a signal; a program that waits for something other than a system call does not notice. */
  #typed(bytes: Uint8Array): void {
    this.#untyped.push(bytes)
    if (this.#untyped.length === 1) this.#typeOn()
    const tasks = this.#machine?.kernel.tasks
    const task = tasks?.get(this.#program?.pid ?? 0)
    if (task?.fatalSignalPending !== true) return
    setTimeout(() => tasks?.has(task.tid) && this.#tell({ stuck: SIGINT }), PATIENCE_MS).unref()
  }

  // Signals.

  #hear(signal: number): void {
    this.#tell({ heard: signal })
    const task = this.#machine?.kernel.tasks.get(this.#program?.pid ?? 0)
    if (task === undefined) this.#withoutProgram(signal)
    else if (this.#isStuck(task, signal)) this.#tell({ stuck: signal })
    else {
      // A program that waits for something other than a system call does not notice.
      if (task.threadGroup.signalHandlers.kills(signal))
        setTimeout(() => this.#tell({ stuck: signal }), PATIENCE_MS).unref()
      this.#program?.kill(signal)
    }
  }

  /** Whether the program has had its chance to do what the signal asks. */
  #isStuck(task: Task, signal: number): boolean {
    const now = performance.now()
    if (task.threadGroup.signalHandlers.handles(signal)) {
      // The program means to act on it. It may take a moment, more so on a host that is busy.
      if (task.hasPendingSignals) return now - this.#pendingSince > DEAF_MS
      this.#pendingSince = now
      return false
    }
    const since = now - (this.#lastSent.get(signal) ?? Number.NEGATIVE_INFINITY)
    if (since > ECHO_MS && since < IMPATIENCE_MS) return true
    this.#lastSent.set(signal, now)
    return false
  }

  /** Still loading: nobody can say no. Ended: its status is on its way, unless something is in its way. */
  #withoutProgram(signal: number): void {
    if (this.#program === undefined) this.#tell({ stuck: signal })
    else this.#overdue ??= setTimeout(() => this.#tell({ stuck: signal }), DEAF_MS).unref()
  }
}
