// The host's clock and randomness, as the kernel is handed them.

import { randomFillSync } from 'node:crypto'
import type { Clock, Random } from '@jvisor/vfs'

/** Real time. The moment of its making is the machine's boot. */
export class NodeClock implements Clock {
  readonly bootTimeSec = Math.floor(Date.now() / 1000)
  readonly #start = process.hrtime.bigint()

  monotonicNs(): number {
    return Number(process.hrtime.bigint() - this.#start)
  }
}

/** Randomness from the host's own generator. */
export class NodeRandom implements Random {
  fill(bytes: Uint8Array): void {
    randomFillSync(bytes)
  }
}
