// The host's clock and randomness, as the kernel is handed them.

import { openSync, readSync } from 'node:fs'
import type { AlarmClock, Random } from '@jvisor/vfs'

/** The longest that setTimeout waits, ms. */
const LONGEST_MS = 2 ** 31 - 1

/** Real time. The moment of its making is the machine's boot. */
export class NodeClock implements AlarmClock {
  readonly bootTimeSec = Math.floor(Date.now() / 1000)
  readonly #start = process.hrtime.bigint()
  #cancel: () => void = () => {}

  monotonicNs(): number {
    return Number(process.hrtime.bigint() - this.#start)
  }

  setAlarm(deadlineNs: number, ring: () => void): void {
    this.#cancel()
    this.#cancel = () => {}
    if (deadlineNs === Infinity) return
    const wake = () => {
      if (this.monotonicNs() >= deadlineNs) ring()
      else this.setAlarm(deadlineNs, ring)
    }
    const leftMs = (deadlineNs - this.monotonicNs()) / 1e6
    if (leftMs < 1) {
      // setTimeout knows no less than a millisecond.
      const immediate = setImmediate(wake)
      this.#cancel = () => clearImmediate(immediate)
    } else {
      const timeout = setTimeout(wake, Math.min(LONGEST_MS, Math.floor(leftMs)))
      this.#cancel = () => clearTimeout(timeout)
    }
  }
}

/** The host's generator as a file; undefined where it has none. Open for good. */
let urandom: number | undefined
let looked = false

/** Randomness from the host's own generator: by way of a file if there is one, since node:crypto takes 4 ms to load. */
export class NodeRandom implements Random {
  fill(bytes: Uint8Array): void {
    if (!looked) urandom = openIfThere('/dev/urandom')
    looked = true
    let filled = 0
    if (urandom !== undefined)
      while (filled < bytes.length) filled += readSync(urandom, bytes, filled, bytes.length - filled, null)
    else process.getBuiltinModule('node:crypto').randomFillSync(bytes)
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    return undefined
  }
}
