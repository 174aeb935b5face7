// Playing a scenario: the same on every kernel, so that what differs is the kernel's doing.
//
// First the set-up (setup.ts): files, descriptors, memory. Then the steps: arguments are laid out, the call is made, and
// what it says is noted. Last the state (state.ts).

import { type Errno, errnoName, type SyscallName } from '@jvisor/abi'
import { inArena, SCRATCH, SCRATCH_BYTES } from './arena.ts'
import { CONSTANTS } from './constants.ts'
import { type Content, contentBytes, digest } from './content.ts'
import { evaluate } from './expression.ts'
import { PlayError } from './play-error.ts'
import type { Report, StepReport } from './report.ts'
import { type Argument, actionOf, type Scenario, type Step, type Value } from './schema.ts'
import { setUp } from './setup.ts'
import { endState } from './state.ts'
import { BLOCKS, type Returned, type Subject } from './subject.ts'

/** A call as it was made. */
export interface MadeCall {
  readonly name: SyscallName
  readonly args: readonly bigint[]
  readonly returned: Returned | typeof BLOCKS
}

/** Who looks on while a scenario is played. */
export interface Observer {
  /** Everything is set up. */
  ready?(player: Player): void
  /** The step's arguments are laid out; it is made next. */
  before?(
    index: number,
    step: Step,
    call: { readonly name: SyscallName; readonly args: readonly bigint[] } | undefined,
  ): void
  /** Stands around the step's system call itself, which `make` makes; returns what that does. */
  around?<R>(index: number, make: () => R): R
  /** The step was made. */
  after?(index: number, step: Step, report: StepReport, call: MadeCall | undefined): void
}

/** Bytes of results that are told in full; of more, a digest is. */
const TOLD_IN_FULL = 64
const MAX_ERRNO = 4095
const LARGEST = 2n ** 64n
/** Calls whose result is an address. */
const POINTERS: ReadonlySet<SyscallName> = new Set(['mmap', 'mremap', 'brk'])

export class Player {
  readonly scenario: Scenario
  readonly subject: Subject
  /** Names and their values: mappings, descriptors, results. */
  readonly symbols = new Map<string, bigint>()
  /** Mappings that the kernel put where it liked: start and length. */
  readonly elsewhere: [start: number, length: number][] = []
  /** Where the heap began. */
  brkStart = 0
  readonly #observer: Observer
  #scratchNext = SCRATCH

  constructor(scenario: Scenario, subject: Subject, observer: Observer = {}) {
    this.scenario = scenario
    this.subject = subject
    this.#observer = observer
  }

  /** Plays it from beginning to end. @throws PlayError */
  async play(): Promise<Report> {
    await setUp(this)
    this.#observer.ready?.(this)
    const steps: StepReport[] = []
    for (const [index, step] of this.scenario.steps.entries()) {
      const report = await this.#step(index, step)
      steps.push(report)
      if (report.result === BLOCKS) return { steps, state: [] }
    }
    return { steps, state: await endState(this) }
  }

  async #step(index: number, step: Step): Promise<StepReport> {
    this.#scratchNext = SCRATCH
    const action = actionOf(step)
    try {
      if (action === 'poke' || action === 'peek') {
        this.#observer.before?.(index, step, undefined)
        const report = this.#pokeOrPeek(step)
        this.#observer.after?.(index, step, report, undefined)
        return report
      }
      const outs: [at: number, length: number][] = []
      const args = (step[action] ?? []).map((argument) => this.#layOut(argument, outs))
      this.#observer.before?.(index, step, { name: action, args })
      const make = () => this.subject.call(action, args)
      const called = this.#observer.around === undefined ? make() : this.#observer.around(index, make)
      const returned = typeof called === 'number' || typeof called === 'bigint' ? called : await called
      if (step.as !== undefined && returned !== BLOCKS) this.symbols.set(step.as, BigInt(returned))
      const report = {
        result: this.#shown(action, args, returned),
        out: outs.map((out) => this.#told(...out)),
      }
      this.#observer.after?.(index, step, report, { name: action, args, returned })
      return report
    } catch (error) {
      if (error instanceof SyntaxError) throw new PlayError(`step ${index + 1}: ${action}: ${error.message}`)
      throw error
    }
  }

  #pokeOrPeek({ poke, peek }: Step): StepReport {
    if (poke !== undefined) {
      const stored = this.subject.poke(Number(this.value(poke.at)), contentBytes(poke.bytes))
      return { result: stored ? 'stored' : 'EFAULT', out: [] }
    }
    if (peek === undefined) return { result: '', out: [] }
    const wanted = contentBytes(peek.bytes)
    const found = this.subject.peek(Number(this.value(peek.at)), wanted.length)
    if (found === undefined) return { result: 'EFAULT', out: [] }
    return {
      result: digest(found) === digest(wanted) ? 'as expected' : 'other bytes',
      out: [bytesText(found)],
    }
  }

  /** The value of a number or an expression. @throws SyntaxError */
  value(value: Value): bigint {
    if (value === null) return 0n // YAML's NULL
    if (typeof value === 'number') return BigInt(value)
    return evaluate(value, (name) => this.symbols.get(name) ?? CONSTANTS.get(name))
  }

  /**
   * Puts bytes where they are wanted, or into the player's memory. Of what is to lie across a hole, as much is stored as
   * can be. @returns their address.
   */
  place(bytes: Uint8Array, at?: Value): number {
    const where = at === undefined ? this.#room(bytes.length) : Number(this.value(at))
    if (bytes.length > 0) this.subject.poke(where, bytes)
    return where
  }

  #room(length: number): number {
    const where = this.#scratchNext
    if (where + length > SCRATCH + SCRATCH_BYTES) throw new PlayError('arguments take more than 256 KiB')
    this.#scratchNext = where + Math.ceil(length / 16) * 16
    return where
  }

  #layOut(argument: Argument, outs: [number, number][]): bigint {
    if (argument === null || typeof argument !== 'object') return wrap(this.value(argument))
    if ('iov' in argument) return BigInt(this.place(this.#iovBytes(argument.iov), argument.at))
    if ('string' in argument) return BigInt(this.place(contentBytes(`${argument.string}\0`), argument.at))
    if ('bytes' in argument) return BigInt(this.place(contentBytes(argument.bytes as Content), argument.at))
    const at = argument.at === undefined ? this.#room(argument.out) : Number(this.value(argument.at))
    if (argument.at === undefined) this.subject.poke(at, new Uint8Array(argument.out))
    outs.push([at, argument.out])
    return BigInt(at)
  }

  #iovBytes(segments: readonly (readonly [Value, Value])[]): Uint8Array {
    const bytes = new Uint8Array(segments.length * 16)
    const view = new DataView(bytes.buffer)
    segments.forEach(([base, length], i) => {
      view.setBigUint64(i * 16, wrap(this.value(base)), true)
      view.setBigUint64(i * 16 + 8, wrap(this.value(length)), true)
    })
    return bytes
  }

  #told(at: number, length: number): string {
    const bytes = this.subject.peek(at, length)
    return bytes === undefined ? 'unreadable' : bytesText(bytes)
  }

  /** A result in words that mean the same on every kernel. */
  #shown(name: SyscallName, args: readonly bigint[], returned: Returned | typeof BLOCKS): string {
    if (returned === BLOCKS) return BLOCKS
    if (returned < 0 && returned >= -MAX_ERRNO) return errnoName(-Number(returned) as Errno)
    if (!POINTERS.has(name)) return String(returned)
    const at = Number(returned)
    if (name === 'brk') return `brk+0x${(at - this.brkStart).toString(16)}`
    if (inArena(at) || at === Number(args[name === 'mmap' ? 0 : 4])) return `0x${at.toString(16)}`
    this.elsewhere.push([at, Number(args[name === 'mmap' ? 1 : 2])])
    return 'elsewhere'
  }
}

function bytesText(bytes: Uint8Array): string {
  if (bytes.length > TOLD_IN_FULL) return digest(bytes)
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** As 64 bits of a register. */
function wrap(value: bigint): bigint {
  return ((value % LARGEST) + LARGEST) % LARGEST
}

/** Plays a scenario on a subject. @throws PlayError */
export function play(scenario: Scenario, subject: Subject, observer?: Observer): Promise<Report> {
  return new Player(scenario, subject, observer).play()
}
