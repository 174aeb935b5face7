// Signals: what a thread group does with each, and what a task has pending. gVisor: pkg/sentry/kernel/task_signals.go.

import {
  SIGCHLD,
  SIGCONT,
  SIGKILL,
  SIGNAL_MAX,
  SIGSTOP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  SIGURG,
  SIGWINCH,
} from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'

/** Ends the thread group. */
export const ACTION_TERMINATE = 'terminate'
/** Does nothing. */
export const ACTION_IGNORE = 'ignore'
/** Stops the thread group until SIGCONT. */
export const ACTION_STOP = 'stop'

/** What a signal does when no handler is set (signal(7)). */
export type DefaultAction = typeof ACTION_TERMINATE | typeof ACTION_IGNORE | typeof ACTION_STOP

export function defaultAction(signal: number): DefaultAction {
  switch (signal) {
    case SIGCHLD:
    case SIGCONT:
    case SIGURG:
    case SIGWINCH:
      return ACTION_IGNORE
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
      return ACTION_STOP
    default:
      return ACTION_TERMINATE
  }
}

/** A handler that a program has set. What `handler` is, is the platform's affair: an address, a function. */
export interface SignalHandler {
  readonly handler: unknown
  /** Interrupted calls start again after the handler (SA_RESTART). */
  readonly restart: boolean
}

/** 'default', 'ignore', or a handler. */
export type SignalAction = 'default' | 'ignore' | SignalHandler

/** The actions of a thread group. */
export class SignalHandlers {
  readonly #actions: SignalAction[] = Array.from({ length: SIGNAL_MAX + 1 }, () => 'default' as const)

  get(signal: number): SignalAction {
    return this.#actions[signal]
  }

  /** Precondition: not SIGKILL or SIGSTOP, which cannot be handled. */
  set(signal: number, action: SignalAction): void {
    invariant(signal !== SIGKILL && signal !== SIGSTOP, 'SIGKILL and SIGSTOP keep their default')
    this.#actions[signal] = action
  }

  /** True if the signal, when acted upon, ends the process. */
  kills(signal: number): boolean {
    return this.#actions[signal] === 'default' && defaultAction(signal) === ACTION_TERMINATE
  }

  /** True if sending the signal has no effect at all. */
  discards(signal: number): boolean {
    const action = this.#actions[signal]
    return action === 'ignore' || (action === 'default' && defaultAction(signal) === ACTION_IGNORE)
  }
}

/** The signals a task has yet to act on: a set, in numeric order, as for all but real-time signals. */
export class PendingSignals {
  readonly #signals = new Set<number>()

  get isEmpty(): boolean {
    return this.#signals.size === 0
  }

  add(signal: number): void {
    this.#signals.add(signal)
  }

  /** True if one of them is as `predicate` says. */
  some(predicate: (signal: number) => boolean): boolean {
    for (const signal of this.#signals) if (predicate(signal)) return true
    return false
  }

  /** Takes out the next one: SIGKILL first, else the lowest. Precondition: not empty. */
  take(): number {
    const next = this.#signals.has(SIGKILL) ? SIGKILL : Math.min(...this.#signals)
    this.#signals.delete(next)
    return next
  }
}
