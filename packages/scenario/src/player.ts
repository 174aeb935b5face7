// Playing a scenario: the same on every kernel, so that what differs is the kernel's doing.
//
// First the set-up (setup.ts): files, descriptors, memory. Then the steps: arguments are laid out, the call is made, and
// what it says is noted; then all tasks come to rest, and what has become of them is noted. Last the state (state.ts).

import { type Errno, errnoName, type SyscallName } from '@jvisor/abi'
import { Actor, MAIN, type Out, type Pending } from './actor.ts'
import { ARENA, arenaEnd } from './arena.ts'
import { CONSTANTS } from './constants.ts'
import { contentBytes, digest } from './content.ts'
import { evaluate } from './expression.ts'
import { bytesText, Layout, told } from './layout.ts'
import { PlayError } from './play-error.ts'
import type { Report, StepReport } from './report.ts'
import {
  type Argument,
  actionOf,
  isOtherAction,
  NOBODY,
  type Scenario,
  type Step,
  type Value,
} from './schema.ts'
import { setUp } from './setup.ts'
import { endState } from './state.ts'
import { BLOCKS, GONE, type Returned, type Subject } from './subject.ts'

/** A call as it was made. */
export interface MadeCall {
  readonly name: SyscallName
  readonly args: readonly bigint[]
  readonly returned: Returned | typeof BLOCKS | typeof GONE
}

/** Who looks on while a scenario is played. */
export interface Observer {
  /** Everything is set up. */
  ready?(player: Player): void
  /** The step's arguments are laid out; `subject` makes it next. */
  before?(
    index: number,
    step: Step,
    call: { readonly name: SyscallName; readonly args: readonly bigint[] } | undefined,
    subject: Subject,
  ): void
  /** Stands around the step's system call itself, which `make` makes; returns what that does. */
  around?<R>(index: number, make: () => R, subject: Subject): R
  /** The step was made. */
  after?(index: number, step: Step, report: StepReport, call: MadeCall | undefined): void
}

const MAX_ERRNO = 4095
/** Calls whose result is an address. */
const POINTERS: ReadonlySet<SyscallName> = new Set(['mmap', 'mremap', 'brk'])
/** Calls whose result is the number of a task. */
const TASKS: ReadonlySet<SyscallName> = new Set<SyscallName>([
  'fork',
  'vfork',
  'clone',
  'clone3',
  'getpid',
  'gettid',
  'getppid',
  'getpgid',
  'getpgrp',
  'getsid',
  'setsid',
  'wait4',
  'set_tid_address',
])
const NOT_MADE: StepReport = { result: 'not made', out: [] }

export class Player {
  readonly scenario: Scenario
  /** The first task. */
  readonly subject: Subject
  /** Names and their values: mappings, descriptors, results, tasks. */
  readonly symbols = new Map<string, bigint>()
  /** All tasks, in the order in which they were made. */
  readonly actors: Actor[] = []
  /** Mappings that the kernel put where it liked: start and length. */
  readonly elsewhere: [start: number, length: number][] = []
  /** Where the scenario's own memory ends, which begins with ARENA. */
  readonly arenaEnd: number
  /** Where the heap began. */
  brkStart = 0
  readonly #observer: Observer
  readonly #layout = new Layout((value) => this.value(value))

  constructor(scenario: Scenario, subject: Subject, observer: Observer = {}) {
    this.scenario = scenario
    this.subject = subject
    this.arenaEnd = arenaEnd(scenario.memory)
    this.#observer = observer
    this.#enter(MAIN, subject)
    for (const { child } of scenario.steps) if (child !== undefined) this.symbols.set(child, BigInt(NOBODY))
  }

  #enter(name: string, subject: Subject): void {
    const known = this.actors.some((actor) => actor.name === name)
    const own = known ? `t${this.actors.length}` : name
    this.actors.push(new Actor(own, subject))
    this.symbols.set(own, BigInt(subject.tid))
  }

  /** Plays it from beginning to end. @throws PlayError */
  async play(): Promise<Report> {
    await setUp(this)
    this.#observer.ready?.(this)
    const steps: StepReport[] = []
    for (const [index, step] of this.scenario.steps.entries()) {
      steps.push(await this.#step(index, step))
      if (this.actors.every(({ subject }) => subject.state !== 'ready')) return { steps, state: [] }
    }
    return { steps, state: await endState(this) }
  }

  async #step(index: number, step: Step): Promise<StepReport> {
    const actor = this.actors.find(({ name }) => name === (step.by ?? MAIN))
    if (actor === undefined || actor.subject.state !== 'ready') return NOT_MADE
    if (this.actors.every(({ pending }) => pending === undefined)) this.#layout.reset()
    const action = actionOf(step)
    try {
      if (isOtherAction(action)) {
        this.#observer.before?.(index, step, undefined, actor.subject)
        const report = await this.#withOthers(actor, await this.#other(actor.subject, step))
        this.#observer.after?.(index, step, report, undefined)
        return report
      }
      return await this.#call(index, step, actor, action)
    } catch (error) {
      if (error instanceof SyntaxError) throw new PlayError(`step ${index + 1}: ${action}: ${error.message}`)
      throw error
    }
  }

  async #call(index: number, step: Step, actor: Actor, name: SyscallName): Promise<StepReport> {
    const { subject } = actor
    const outs: Out[] = []
    const args = (step[name] ?? []).map((argument) => this.#layout.register(subject, argument, outs))
    this.#observer.before?.(index, step, { name, args }, subject)
    const make = () => subject.call(name, args)
    const called = this.#observer.around === undefined ? make() : this.#observer.around(index, make, subject)
    const returned = typeof called === 'number' || typeof called === 'bigint' ? called : await called
    const child = subject.child()
    if (child !== undefined) this.#enter(step.child ?? `t${this.actors.length}`, child)
    const pending: Pending = { name, args, outs, as: step.as }
    actor.noteState()
    let report: StepReport = { result: returned as string, out: [] }
    if (returned === BLOCKS) actor.pending = pending
    else if (returned !== GONE) report = this.#ended(subject, pending, returned)
    report = await this.#withOthers(actor, report)
    if (returned !== GONE && subject.state === 'gone') report = { ...report, result: GONE, out: [] }
    this.#observer.after?.(index, step, report, { name, args, returned })
    return report
  }

  /** What a call has given. */
  #ended(subject: Subject, { name, args, outs, as }: Pending, returned: Returned): StepReport {
    if (as !== undefined) this.symbols.set(as, BigInt(returned))
    return { result: this.#shown(name, args, returned), out: outs.map((out) => told(subject, out)) }
  }

  /** Waits until all rest, and adds what has become of them. */
  async #withOthers(by: Actor, report: StepReport): Promise<StepReport> {
    const { actors } = this
    if (actors.length > 1) await this.subject.settle()
    const also = actors.flatMap((actor) => {
      const lines = actor.takeHandled()
      const ended = actor.takeEnded()
      if (ended !== undefined) {
        const { result, out } = this.#ended(actor.subject, ...ended)
        lines.push([`${actor.name}: ${ended[0].name}`, result, ...out].join(' '))
      }
      return [...lines, ...(actor === by && actor.subject.state === 'gone' ? [] : actor.takeNews())]
    })
    return also.length === 0 ? report : { ...report, also }
  }

  async #other(subject: Subject, { poke, peek, pass }: Step): Promise<StepReport> {
    if (pass !== undefined) await subject.pass(pass)
    if (poke !== undefined) {
      const stored = subject.poke(Number(this.value(poke.at)), contentBytes(poke.bytes))
      return { result: stored ? 'stored' : 'EFAULT', out: [] }
    }
    if (peek === undefined) return { result: '', out: [] }
    const wanted = contentBytes(peek.bytes)
    const found = subject.peek(Number(this.value(peek.at)), wanted.length)
    if (found === undefined) return { result: 'EFAULT', out: [] }
    return {
      result: digest(found) === digest(wanted) ? 'as expected' : 'other bytes',
      out: [bytesText(found)],
    }
  }

  /** Registers for a call of the set-up. Of its memory, the part that arguments lie in must not be used meanwhile. */
  registers(args: readonly Argument[]): bigint[] {
    return args.map((argument) => this.#layout.register(this.subject, argument, []))
  }

  /** The value of a number or an expression. @throws SyntaxError */
  value(value: Value): bigint {
    if (value === null) return 0n // YAML's NULL
    if (typeof value === 'number') return BigInt(value)
    return evaluate(value, (name) => this.symbols.get(name) ?? CONSTANTS.get(name))
  }

  /** A result in words that mean the same on every kernel. */
  #shown(name: SyscallName, args: readonly bigint[], returned: Returned): string {
    if (returned < 0 && returned >= -MAX_ERRNO) return errnoName(-Number(returned) as Errno)
    if (TASKS.has(name)) return this.#taskName(name, Number(returned))
    if (!POINTERS.has(name)) return String(returned)
    const at = Number(returned)
    if (name === 'brk') return `brk+0x${(at - this.brkStart).toString(16)}`
    const inArena = at >= ARENA && at < this.arenaEnd
    if (inArena || at === Number(args[name === 'mmap' ? 0 : 4])) return `0x${at.toString(16)}`
    this.elsewhere.push([at, Number(args[name === 'mmap' ? 1 : 2])])
    return 'elsewhere'
  }

  #taskName(call: SyscallName, tid: number): string {
    const actor = this.actors.find(({ subject }) => subject.tid === tid)
    if (actor !== undefined) return actor.name
    return tid === 0 && call !== 'getppid' ? '0' : 'somebody'
  }
}

/** Plays a scenario on a subject. @throws PlayError */
export function play(scenario: Scenario, subject: Subject, observer?: Observer): Promise<Report> {
  return new Player(scenario, subject, observer).play()
}
