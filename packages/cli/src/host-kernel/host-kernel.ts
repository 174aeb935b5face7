// HostKernel: the Linux kernel that this machine runs, to play scenarios on. A child process makes the calls, so that
// nothing of them can hurt the command: one that dies is replaced, one that waits for ever is ended.

import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { release } from 'node:os'
import { fileURLToPath } from 'node:url'
import { BLOCKS, type Report, type Scenario } from '@jvisor/scenario'
import { makeDirectory } from './directory.ts'
import type { Answer, HostFailure, Request } from './protocol.ts'

/** The compiled file, whether this one is or not. */
const CHILD = fileURLToPath(new URL('../../dist/host-kernel/host-child.js', import.meta.url))
/** How often a child that has not answered is looked at. */
const LOOK_MS = 300
/** The calls in which a child waits for work: epoll_wait and epoll_pwait. */
const IDLE_CALLS: ReadonlySet<string> = new Set(['232', '281'])

/** Why a child did not answer. */
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

  async run(scenarios: readonly Scenario[]): Promise<readonly (Report | HostFailure)[]> {
    const request: Request = { id: ++this.#next, scenarios }
    const answer = new Promise<readonly (Report | HostFailure)[]>((resolve, reject) => {
      this.#waiting = { id: request.id, resolve, reject }
    })
    this.#process.send(request)
    let before = ''
    const watch = setInterval(() => {
      const now = this.#waitsIn()
      if (now !== '' && now === before) {
        const waiting = this.#waiting
        this.#waiting = undefined
        waiting?.reject(new NoAnswer(BLOCKS))
      }
      before = now
    }, LOOK_MS)
    try {
      return await answer
    } finally {
      clearInterval(watch)
    }
  }

  /** The call that the child sleeps in, and where; '' if it does not, or waits for work. */
  #waitsIn(): string {
    try {
      const text = readFileSync(`/proc/${this.#process.pid}/syscall`, 'latin1')
      return text.startsWith('running') || IDLE_CALLS.has(text.split(' ')[0]) ? '' : text
    } catch {
      return ''
    }
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await gone
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
      await this.#replaceChild()
      return scenarios.length > 1
        ? this.#oneByOne(scenarios)
        : [await this.#afterNoAnswer(scenarios[0], error)]
    }
  }

  async #oneByOne(scenarios: readonly Scenario[]): Promise<readonly (Report | HostFailure)[]> {
    const reports: (Report | HostFailure)[] = []
    for (const scenario of scenarios) reports.push(...(await this.run([scenario])))
    return reports
  }

  /** For one that waits: the report of the steps before the one that does. */
  async #afterNoAnswer(scenario: Scenario, error: NoAnswer): Promise<Report | HostFailure> {
    if (error.message !== BLOCKS) return { failure: error.message }
    const made: Report['steps'][number][] = []
    for (let count = 1; count <= scenario.steps.length; count++) {
      try {
        const [report] = await this.#child.run([{ ...scenario, steps: scenario.steps.slice(0, count) }])
        if ('failure' in report) return report
        made.push(report.steps[count - 1])
      } catch (again) {
        if (!(again instanceof NoAnswer)) throw again
        await this.#replaceChild()
        return again.message === BLOCKS
          ? { steps: [...made, { result: BLOCKS, out: [] }], state: [] }
          : { failure: again.message }
      }
    }
    return { failure: 'waited once, and then did not' }
  }

  async #replaceChild(): Promise<void> {
    await this.#child.end()
    this.#child = await Child.start(this.#directory)
  }

  /** Lets go of the child and its directory. */
  async close(): Promise<void> {
    await this.#child.end()
    rmSync(this.#directory, { recursive: true, force: true })
  }
}
