// Signals: what each does by default, and what a process has set for it. Linux: include/linux/signal.h, kernel/signal.c.

import {
  SA_NOCLDWAIT,
  SA_RESETHAND,
  SIG_DFL,
  SIG_IGN,
  SIGABRT,
  SIGBUS,
  SIGCHLD,
  SIGCONT,
  SIGFPE,
  SIGILL,
  SIGKILL,
  SIGNAL_MAX,
  SIGQUIT,
  SIGSEGV,
  SIGSTOP,
  SIGSYS,
  SIGTRAP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  SIGURG,
  SIGWINCH,
  SIGXCPU,
  SIGXFSZ,
} from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'
import { SignalSet } from './signal-set.ts'

/** Ends the thread group. */
export const ACTION_TERMINATE = 'terminate'
/** Does nothing. */
export const ACTION_IGNORE = 'ignore'
/** Stops the thread group until SIGCONT. */
export const ACTION_STOP = 'stop'

/** What a signal does when no handler is set (signal(7)). */
export type DefaultAction = typeof ACTION_TERMINATE | typeof ACTION_IGNORE | typeof ACTION_STOP

/** The signals that dump core by default (SIG_KERNEL_COREDUMP_MASK). */
const CORE_SIGNALS = SignalSet.of(
  SIGQUIT,
  SIGILL,
  SIGTRAP,
  SIGABRT,
  SIGBUS,
  SIGFPE,
  SIGSEGV,
  SIGXCPU,
  SIGXFSZ,
  SIGSYS,
)
/** The signals that stop by default. */
export const STOP_SIGNALS = SignalSet.of(SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU)

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

/** What rt_sigaction(2) sets. */
export interface SignalAction {
  /** SIG_DFL, SIG_IGN, or an address of the program's, whatever that means on its platform. */
  readonly handler: number
  /** SA_*. */
  readonly flags: number
  /** What the handler returns to, where the architecture wants one. */
  readonly restorer: number
  /** Blocked while the handler runs, besides the signal itself. */
  readonly mask: SignalSet
}

const DEFAULT: SignalAction = { handler: SIG_DFL, flags: 0, restorer: 0, mask: new SignalSet() }

/** The actions of a process; shared by those that clone with CLONE_SIGHAND. */
export class SignalHandlers {
  readonly #actions: SignalAction[] = Array.from({ length: SIGNAL_MAX + 1 }, () => DEFAULT)

  get(signal: number): SignalAction {
    return this.#actions[signal]
  }

  /** Precondition: not SIGKILL or SIGSTOP, which cannot be handled. */
  set(signal: number, action: Partial<SignalAction>): void {
    invariant(signal !== SIGKILL && signal !== SIGSTOP, 'SIGKILL and SIGSTOP keep their default')
    const mask = (action.mask ?? DEFAULT.mask).copy().blockable()
    this.#actions[signal] = { ...DEFAULT, ...action, mask }
  }

  /** A handler is about to run: one with SA_RESETHAND runs once. */
  consume(signal: number): SignalAction {
    const action = this.#actions[signal]
    if ((action.flags & SA_RESETHAND) !== 0) this.#actions[signal] = { ...action, handler: SIG_DFL }
    return action
  }

  /** A handler is set: neither the default nor nothing. */
  handles(signal: number): boolean {
    const { handler } = this.#actions[signal]
    return handler !== SIG_DFL && handler !== SIG_IGN
  }

  /** True if the signal, when acted upon, ends the process. */
  kills(signal: number): boolean {
    return this.#actions[signal].handler === SIG_DFL && defaultAction(signal) === ACTION_TERMINATE
  }

  /**
   * True if the signal ends the process when it is sent, and not when a task acts upon it, as one that dumps core does.
   * @see complete_signal (Linux 6.18 kernel/signal.c)
   */
  killsAtOnce(signal: number): boolean {
    return this.kills(signal) && !CORE_SIGNALS.has(signal)
  }

  /** True if sending the signal has no effect at all, unless it is blocked. */
  discards(signal: number): boolean {
    const { handler } = this.#actions[signal]
    return handler === SIG_IGN || (handler === SIG_DFL && defaultAction(signal) === ACTION_IGNORE)
  }

  /** Children that exit leave no zombies (wait(2), NOTES). */
  get reapsChildren(): boolean {
    const { handler, flags } = this.#actions[SIGCHLD]
    return handler === SIG_IGN || (flags & SA_NOCLDWAIT) !== 0
  }

  /** As fork(2) gives them to the child. */
  copy(): SignalHandlers {
    const copy = new SignalHandlers()
    for (const [signal, action] of this.#actions.entries()) copy.#actions[signal] = action
    return copy
  }

  /** execve(2): what has a handler goes back to the default; what is ignored stays so. */
  reset(): void {
    for (const [signal, { handler }] of this.#actions.entries()) {
      this.#actions[signal] = handler === SIG_IGN ? { ...DEFAULT, handler } : DEFAULT
    }
  }
}
