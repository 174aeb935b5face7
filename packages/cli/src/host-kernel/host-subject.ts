// HostSubject: a task of the host's kernel as a subject of scenarios. Its process has nothing but what the scenario has
// given it: the ancestor's children begin empty (ancestor.ts).

import { closeSync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs'
import type { SyscallName } from '@jvisor/abi'
import { BLOCKS, GONE, type MapLine, parseMaps, type Returned, type Subject } from '@jvisor/scenario'
import type { Agent, AgentState, Call } from './agents.ts'
import type { Ancestor } from './ancestor.ts'

/** Calls that make a task. */
const CLONES: ReadonlySet<SyscallName> = new Set<SyscallName>(['fork', 'vfork', 'clone', 'clone3'])

/** The tasks of one scenario. */
class Family {
  readonly ancestor: Ancestor
  readonly directory: string
  readonly members: HostSubject[] = []

  constructor(ancestor: Ancestor, directory: string) {
    this.ancestor = ancestor
    this.directory = directory
  }

  /** Waits until nothing changes any more. */
  settle(): void {
    let changed = true
    while (changed) {
      changed = false
      for (const member of this.members) if (member.rest()) changed = true
    }
  }

  close(): void {
    this.ancestor.end(new Set(this.members.map(({ pid }) => pid)))
    for (const member of this.members) member.letGo()
  }
}

export class HostSubject implements Subject {
  readonly #agent: Agent
  readonly #family: Family
  #memory: number | undefined
  #state: AgentState = 'ready'
  /** The call that is going on is no scenario's: it only looks whether the task is ready. */
  #isPing = false
  #result: Returned | undefined
  #unborn: Agent | undefined
  #child: HostSubject | undefined

  private constructor(agent: Agent, family: Family) {
    this.#agent = agent
    this.#family = family
    family.members.push(this)
  }

  /** The first task of a scenario. */
  static first(ancestor: Ancestor, directory: string): HostSubject {
    return new HostSubject(ancestor.process(), new Family(ancestor, directory))
  }

  get pid(): number {
    return this.#agent.pid
  }

  get tid(): number {
    return this.#agent.tid
  }

  get state(): AgentState {
    return this.#state
  }

  call(name: SyscallName, args: readonly (number | bigint)[]): Returned | typeof BLOCKS | typeof GONE {
    if (CLONES.has(name)) {
      this.#unborn = this.#agent.beginClone(name, args)
      if (this.#unborn === undefined) throw new Error('too many tasks')
    } else this.#agent.begin(name, args)
    this.#wait()
    if (this.#state === 'gone') return GONE
    return this.#result === undefined ? BLOCKS : (this.result() as Returned)
  }

  calls(list: readonly Call[]): readonly Returned[] {
    return this.#agent.all(list)
  }

  result(): Returned | undefined {
    const result = this.#result
    this.#result = undefined
    return result
  }

  child(): HostSubject | undefined {
    const child = this.#child
    this.#child = undefined
    return child
  }

  handled(): readonly number[] {
    return this.#agent.takeHandled()
  }

  settle(): void {
    this.#family.settle()
  }

  pass(ms: number): void {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  }

  /** Waits until the task rests. @returns true if something has happened to it. */
  rest(): boolean {
    const [before, told] = [this.#state, this.#result]
    if (before === 'gone') return false
    if (!this.#agent.isPending) {
      // Whoever comes back from a call has acted upon its signals.
      this.#agent.begin('getpid', [])
      this.#isPing = true
    }
    this.#wait()
    return this.#state !== before || this.#result !== told
  }

  #wait(): void {
    this.#state = this.#agent.wait()
    const unborn = this.#unborn
    // Whoever waits in vfork has made it, even if it has not had its turn.
    if (unborn !== undefined && (this.#state === 'waits' || unborn.isBorn)) this.#bear(unborn)
    if (this.#state !== 'ready' || !this.#agent.isPending) return
    const result = this.#agent.takeResult()
    if (!this.#isPing) this.#result = result
    this.#isPing = false
    if (this.#unborn === undefined) return
    if (result < 0) this.#unborn.giveBack()
    else this.#bear(this.#unborn)
    this.#unborn = undefined
  }

  #bear(agent: Agent): void {
    this.#unborn = undefined
    if (agent.born()) this.#child = new HostSubject(agent, this.#family)
  }

  poke(at: number, bytes: Uint8Array): boolean {
    let done = 0
    try {
      while (done < bytes.length) {
        done += writeSync(this.#mem(), bytes, done, bytes.length - done, at + done)
      }
      return true
    } catch {
      return false
    }
  }

  peek(at: number, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    try {
      return readSync(this.#mem(), bytes, 0, length, at) === length ? bytes : undefined
    } catch {
      return undefined
    }
  }

  /** The memory of its process, open once. */
  #mem(): number {
    this.#memory ??= openSync(`/proc/${this.pid}/task/${this.tid}/mem`, 'r+')
    return this.#memory
  }

  maps(start: number, end: number): readonly MapLine[] {
    return parseMaps(
      readFileSync(`/proc/${this.pid}/task/${this.tid}/maps`, 'latin1'),
      this.#family.directory,
      start,
      end,
    )
  }

  descriptors(): readonly number[] {
    return readdirSync(`/proc/${this.pid}/task/${this.tid}/fd`)
      .map(Number)
      .sort((a, b) => a - b)
  }

  close(): void {
    this.#family.close()
  }

  /** Called when the task is gone for good. */
  letGo(): void {
    if (this.#memory !== undefined) closeSync(this.#memory)
    this.#unborn?.giveBack()
    this.#agent.giveBack()
  }
}
