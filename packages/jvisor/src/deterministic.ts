// A clock and a source of randomness that give the same in every run: the defaults of boot, and right for tests.

import type { Clock, Random } from '@jvisor/vfs'

/** Time that passes only when told to. It starts at 0, on the first of January 2026. */
export class VirtualClock implements Clock {
  readonly bootTimeSec: number
  #now = 0

  /** `bootTimeSec`: seconds between 1970 and boot. */
  constructor(bootTimeSec = 1_767_225_600) {
    this.bootTimeSec = bootTimeSec
  }

  monotonicNs(): number {
    return this.#now
  }

  /** Lets `ns` nanoseconds pass. */
  advance(ns: number): void {
    this.#now += ns
  }
}

/** The generator "xorshift32": good enough for a test run, and not for secrets. */
export class SeededRandom implements Random {
  #state: number

  /** The same seed gives the same bytes. */
  constructor(seed = 1) {
    this.#state = seed | 0 || 1
  }

  fill(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      this.#state ^= this.#state << 13
      this.#state ^= this.#state >>> 17
      this.#state ^= this.#state << 5
      bytes[i] = this.#state >>> 16
    }
  }
}
