// VirtualClock: time that passes when it is told to, when nobody has anything to do, and with each time slice. Runs with
// it are the same every time, and nothing in them ever sleeps.

import type { AlarmClock } from '@jvisor/vfs'

export class VirtualClock implements AlarmClock {
  readonly bootTimeSec: number
  #now: number
  #deadline = Infinity
  #ring: () => void = () => {}

  /**
   * `bootTimeSec`: seconds between 1970 and boot; by default boot is the first of January 2026. `now`: nanoseconds since
   * boot. There are programs that take 0 for no time at all (Go's runtime), since no real machine is as young.
   */
  constructor(bootTimeSec = 1_767_225_600, now = 0) {
    this.bootTimeSec = bootTimeSec
    this.#now = now
  }

  monotonicNs(): number {
    return this.#now
  }

  /** Lets `ns` nanoseconds pass. What falls due meanwhile finds the clock at its deadline. */
  advance(ns: number): void {
    const end = this.#now + ns
    while (this.#deadline <= end) this.#to(this.#deadline)
    this.#now = end
  }

  setAlarm(deadlineNs: number, ring: () => void): void {
    this.#deadline = deadlineNs
    this.#ring = ring
    if (deadlineNs <= this.#now) void Promise.resolve().then(() => this.advance(0))
  }

  /** When all wait, the time of the next alarm has come. */
  idle(): void {
    if (this.#deadline !== Infinity) this.#to(this.#deadline)
  }

  /** A program that computes, or looks at the clock in a loop, does not make the others wait for ever. */
  worked(ns: number): void {
    this.advance(ns)
  }

  #to(deadline: number): void {
    this.#now = Math.max(this.#now, deadline)
    this.#deadline = Infinity
    this.#ring()
  }
}
