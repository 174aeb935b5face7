// Randomness that is the same in every run: the default of boot, and right for tests.

import type { Random } from '@jvisor/vfs'

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
