// HostKernel: the Linux kernel that this machine runs, to play scenarios on. A child process does it, so that nothing of
// them can hurt the command: one that dies is replaced.

import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { release } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Report, Scenario } from '@jvisor/scenario'
import { makeDirectory } from './directory.ts'
import type { Answer, HostFailure, Request } from './protocol.ts'

/** The compiled file, whether this one is or not. */
const CHILD = fileURLToPath(new URL('../../dist/host-kernel/host-child.js', import.meta.url))
/** How long a child gets to clean up after itself. */
const GRACE_MS = 2000

/** The child did not answer. */
class NoAnswer extends Error {}

interface Waiting {
  resolve(reports: readonly (Report | HostFailure)[]): void
  reject(error: Error): void
}

class Child {
  readonly #process: ChildProcess
  #next = 0
  /** Requests that are not answered yet, by number. */
  readonly #waiting = new Map<number, Waiting>()

  private constructor(child: ChildProcess) {
    this.#process = child
  }

  static start(directory: string, processor: number): Promise<Child> {
    const child = fork(CHILD, [directory, String(processor)], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const self = new Child(child)
    return new Promise((resolve, reject) => {
      child.on('message', (answer: Answer) => {
        if ('ready' in answer) resolve(self)
        else if ('failure' in answer) reject(new Error(answer.failure))
        else {
          self.#waiting.get(answer.id)?.resolve(answer.reports)
          self.#waiting.delete(answer.id)
        }
      })
      child.on('exit', (code, signal) => {
        const error = new NoAnswer(`the process died (${signal ?? `status ${code}`})`)
        reject(error)
        for (const waiting of self.#waiting.values()) waiting.reject(error)
        self.#waiting.clear()
      })
    })
  }

  /** Requests are answered in the order in which they are made. */
  run(scenarios: readonly Scenario[]): Promise<readonly (Report | HostFailure)[]> {
    const request: Request = { id: ++this.#next, scenarios }
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      this.#process.send(request, (error) => {
        if (error !== null && this.#waiting.delete(request.id)) reject(new NoAnswer(error.message))
      })
    })
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    if (this.#process.connected) this.#process.disconnect()
    const patience = setTimeout(() => this.#process.kill('SIGKILL'), GRACE_MS)
    await gone
    clearTimeout(patience)
  }
}

export class HostKernel {
  /** The release of the kernel, as uname(2) gives it. */
  readonly release = release()
  readonly #directory: string
  readonly #processor: number
  #child: Promise<Child>
  #closed = false

  private constructor(directory: string, processor: number, child: Child) {
    this.#directory = directory
    this.#processor = processor
    this.#child = Promise.resolve(child)
  }

  /**
   * `processor` says which one the tasks run on, modulo the number of those that are allowed: two of these at the same
   * time want two. @throws Error, one line, if this is no Linux that can be asked.
   */
  static async start(processor = process.pid): Promise<HostKernel> {
    const directory = makeDirectory()
    try {
      return new HostKernel(directory, processor, await Child.start(directory, processor))
    } catch (error) {
      rmSync(directory, { recursive: true, force: true })
      throw error
    }
  }

  /** Plays scenarios, one after the other, each from a clean beginning. */
  async run(scenarios: readonly Scenario[]): Promise<readonly (Report | HostFailure)[]> {
    const asked = this.#child
    try {
      return await (await asked).run(scenarios)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      if (this.#closed) return scenarios.map(() => ({ failure: 'closed' }))
      if (this.#child === asked) this.#child = this.#another(asked)
      if (scenarios.length === 1) return [{ failure: error.message }]
      const reports: (Report | HostFailure)[] = []
      for (const scenario of scenarios) reports.push(...(await this.run([scenario])))
      return reports
    }
  }

  /** A child in the place of one that is dead. */
  async #another(dead: Promise<Child>): Promise<Child> {
    await (await dead).end()
    return Child.start(this.#directory, this.#processor)
  }

  /** Lets go of the child and its directory. */
  async close(): Promise<void> {
    this.#closed = true
    await (await this.#child).end()
    rmSync(this.#directory, { recursive: true, force: true })
  }
}
