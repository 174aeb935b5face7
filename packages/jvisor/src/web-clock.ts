// Time, randomness and turns as the web platform has them: in Node, in pages, in workers.

import type { AlarmClock, Random } from '@jvisor/vfs'

/** The longest that setTimeout waits, ms. */
const LONGEST_MS = 2 ** 31 - 1
/** The most that getRandomValues fills at a time, bytes. */
const MOST_RANDOM = 65536

/** Real time. The moment of its making is the machine's boot. */
export class WebClock implements AlarmClock {
  readonly bootTimeSec = Math.floor(Date.now() / 1000)
  readonly #startMs = performance.now()
  #timeout: ReturnType<typeof setTimeout> | undefined

  monotonicNs(): number {
    return Math.round((performance.now() - this.#startMs) * 1e6)
  }

  setAlarm(deadlineNs: number, ring: () => void): void {
    clearTimeout(this.#timeout)
    if (deadlineNs === Infinity) return
    const wake = () => {
      if (this.monotonicNs() >= deadlineNs) ring()
      else this.setAlarm(deadlineNs, ring)
    }
    const leftMs = Math.ceil((deadlineNs - this.monotonicNs()) / 1e6)
    this.#timeout = setTimeout(wake, Math.min(LONGEST_MS, Math.max(0, leftMs)))
  }
}

/** Randomness from the host's own generator. */
export class WebRandom implements Random {
  fill(bytes: Uint8Array): void {
    // The generator refuses memory that is shared, as a machine's is.
    for (let at = 0; at < bytes.length; at += MOST_RANDOM) {
      bytes.set(crypto.getRandomValues(new Uint8Array(Math.min(MOST_RANDOM, bytes.length - at))), at)
    }
  }
}

/** Lets the host's event loop have a turn: its timers, its messages, a page its frames. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Node has setImmediate; a message comes sooner than the 4 ms that a page makes of a timeout.
    const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => void }
    if (setImmediate !== undefined) setImmediate(resolve)
    else {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(0)
    }
  })
}
