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

class Child {
  readonly #process: ChildProcess
  #next = 0
  #waiting:
    | { id: number; resolve(reports: readonly (Report | HostFailure)[]): void; reject(e: Error): void }
    | undefined

  private constructor(child: ChildProcess) {
    this.#process = child
  }

  static start(directory: string): Promise<Child> {
    const child = fork(CHILD, [directory], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const self = new Child(child)
    return new Promise((resolve, reject) => {
      child.on('message', (answer: Answer) => {
        if ('ready' in answer) resolve(self)
        else if ('failure' in answer) reject(new Error(answer.failure))
        else if (self.#waiting?.id === answer.id) {
          const { resolve: give } = self.#waiting
          self.#waiting = undefined
          give(answer.reports)
        }
      })
      child.on('exit', (code, signal) => {
        const error = new NoAnswer(`the process died (${signal ?? `status ${code}`})`)
        reject(error)
        self.#waiting?.reject(error)
        self.#waiting = undefined
      })
    })
  }

  run(scenarios: readonly Scenario[]): Promise<readonly (Report | HostFailure)[]> {
    const request: Request = { id: ++this.#next, scenarios }
    const answer = new Promise<readonly (Report | HostFailure)[]>((resolve, reject) => {
      this.#waiting = { id: request.id, resolve, reject }
    })
    this.#process.send(request)
    return answer
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
  #child: Child

  private constructor(directory: string, child: Child) {
    this.#directory = directory
    this.#child = child
  }

  /** @throws Error, one line, if this is no Linux that can be asked. */
  static async start(): Promise<HostKernel> {
    const directory = makeDirectory()
    try {
      return new HostKernel(directory, await Child.start(directory))
    } catch (error) {
      rmSync(directory, { recursive: true, force: true })
      throw error
    }
  }

  /** Plays scenarios, one after the other, each from a clean beginning. */
  async run(scenarios: readonly Scenario[]): Promise<readonly (Report | HostFailure)[]> {
    try {
      return await this.#child.run(scenarios)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      await this.#child.end()
      this.#child = await Child.start(this.#directory)
      if (scenarios.length === 1) return [{ failure: error.message }]
      const reports: (Report | HostFailure)[] = []
      for (const scenario of scenarios) reports.push(...(await this.run([scenario])))
      return reports
    }
  }

  /** Lets go of the child and its directory. */
  async close(): Promise<void> {
    await this.#child.end()
    rmSync(this.#directory, { recursive: true, force: true })
  }
}
