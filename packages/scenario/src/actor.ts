// Actor: a task of a scenario, by its name; and what it is in the middle of.

import type { SyscallName } from '@jvisor/abi'
import { SIGNAL_NAMES } from './constants.ts'
import type { Returned, Subject, TaskState } from './subject.ts'

/** Memory that a call is to fill, and that is told of afterwards. */
export type Out = readonly [at: number, length: number]

/** A call that has not returned. */
export interface Pending {
  readonly name: SyscallName
  readonly args: readonly bigint[]
  readonly outs: readonly Out[]
  /** The result's name. */
  readonly as: string | undefined
}

/** The first task of every scenario. */
export const MAIN = 'main'

export class Actor {
  readonly name: string
  readonly subject: Subject
  pending: Pending | undefined
  /** As it was last told. */
  #told: TaskState = 'ready'

  constructor(name: string, subject: Subject) {
    this.name = name
    this.subject = subject
  }

  /** The pending call, if it has returned meanwhile, and what it has returned. */
  takeEnded(): [Pending, Returned] | undefined {
    const { pending } = this
    if (pending === undefined) return undefined
    if (this.subject.state === 'gone') {
      this.pending = undefined
      return undefined
    }
    const returned = this.subject.result()
    if (returned === undefined) return undefined
    this.pending = undefined
    this.#told = 'ready'
    return [pending, returned]
  }

  /** Signals that have been handled, in words. */
  takeHandled(): string[] {
    return this.subject
      .handled()
      .map((signal) => `${this.name} handles ${SIGNAL_NAMES.get(signal) ?? `signal ${signal}`}`)
  }

  /** What has become of it, if that is new and nobody has made it do so: it is gone, it is stopped, it goes on. */
  takeNews(): string[] {
    const { state } = this.subject
    if (state === this.#told) return []
    this.#told = state
    if (state === 'gone') return [`${this.name} is gone`]
    if (this.pending !== undefined) return []
    return [`${this.name} ${state === 'waits' ? 'is stopped' : 'goes on'}`]
  }

  /** Its own call has told that it waits or is gone. */
  noteState(): void {
    this.#told = this.subject.state
  }
}
