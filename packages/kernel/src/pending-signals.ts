// PendingSignals: what was sent and not yet acted upon. Linux: struct sigpending, kernel/signal.c.
// gVisor: pkg/sentry/kernel/pending_signals.go.
//
// A standard signal is pending once, with what it said when it came first. A real-time signal queues, each with its own
// information, in the order in which they came.

import { SIGBUS, SIGFPE, SIGILL, SIGKILL, SIGSEGV, SIGSYS, SIGTRAP, type SignalInfo } from '@jvisor/abi'
import { SignalSet } from './signal-set.ts'

/** The first of the real-time signals, to the kernel. */
export const SIGRTMIN = 32
/** Signals that the program's own instruction has caused come first. */
const SYNCHRONOUS = SignalSet.of(SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS)
const NONE = new SignalSet()

/** Whoever has sent a signal, and wants to know what became of it: a timer. */
export interface SignalSource {
  /** The signal was taken: what it says of itself; undefined: it does not count any more. */
  taken(info: QueuedSignal): SignalInfo | undefined
  /** It was forgotten. */
  dropped(info: QueuedSignal): void
}

/** What is in a queue. What comes of a source is queued even where another of a standard signal is. */
export interface QueuedSignal extends SignalInfo {
  readonly source?: SignalSource
}

export class PendingSignals {
  /** Which are pending. Others only look at it. */
  readonly set = new SignalSet()
  readonly #queue: QueuedSignal[] = []

  get isEmpty(): boolean {
    return this.set.isEmpty
  }

  /** Entries that real-time signals take up in the queue. */
  get queued(): number {
    return this.#queue.reduce((n, { signal }) => (signal >= SIGRTMIN ? n + 1 : n), 0)
  }

  /** @returns false if it is a standard signal that is pending already, and so is lost. */
  add(info: QueuedSignal): boolean {
    const { signal } = info
    if (signal < SIGRTMIN && this.set.has(signal) && info.source === undefined) return false
    this.set.add(signal)
    this.#queue.push(info)
    return true
  }

  /** A real-time signal for which there is no room in the queue: it is pending, and says nothing of itself. */
  addBare(signal: number): void {
    this.set.add(signal)
  }

  /** Forgets all that are in `signals`. */
  removeAll(signals: SignalSet): void {
    this.set.deleteAll(signals)
    for (let i = this.#queue.length - 1; i >= 0; i--) {
      const info = this.#queue[i]
      if (!signals.has(info.signal)) continue
      this.#queue.splice(i, 1)
      info.source?.dropped(info)
    }
  }

  /** The signal that {@link take} would take; 0 if all are in `blocked`. */
  next(blocked: SignalSet): number {
    if (this.set.has(SIGKILL)) return SIGKILL
    if ((this.set.lo & SYNCHRONOUS.lo & ~blocked.lo) !== 0) {
      return SignalSet.fromBits(this.set.bits & SYNCHRONOUS.bits).first(blocked)
    }
    return this.set.first(blocked)
  }

  /** Takes out the first instance of a signal. Precondition: it is pending. */
  take(signal: number): QueuedSignal {
    const at = this.#queue.findIndex((info) => info.signal === signal)
    const info = at < 0 ? { signal, code: 0 } : this.#queue[at]
    if (at >= 0) this.#queue.splice(at, 1)
    if (!this.#queue.some((other) => other.signal === signal)) this.set.delete(signal)
    return info
  }

  /** The first instance of a signal that is in `wanted`, taken out; undefined if there is none. */
  takeOf(wanted: SignalSet): QueuedSignal | undefined {
    const signal = SignalSet.fromBits(this.set.bits & wanted.bits).first(NONE)
    return signal === 0 ? undefined : this.take(signal)
  }
}
