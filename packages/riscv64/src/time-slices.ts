// TimeSlices: how long a task may run before others have their turn, counted in instructions. No two need be as long: so
// what depends on the order of threads is seen to, in another order with each seed of the kernel's randomness, and in the
// same with the same.

import type { Kernel } from '@jvisor/kernel'

/** Half of it to one and a half: some milliseconds. */
const MEAN = 1 << 22

const known = new WeakMap<Kernel, TimeSlices>()

export class TimeSlices {
  /** Of a generator of its own: programs get the same randomness however often they are interrupted. */
  #state: number

  /** Those of a kernel's tasks. */
  static of(kernel: Kernel): TimeSlices {
    let slices = known.get(kernel)
    if (slices === undefined) {
      const seed = new Uint8Array(4)
      kernel.random.fill(seed)
      slices = new TimeSlices(new DataView(seed.buffer).getUint32(0, true))
      known.set(kernel, slices)
    }
    return slices
  }

  constructor(seed: number) {
    this.#state = seed | 1
  }

  /** Instructions of the next one. xorshift32 (Marsaglia, 2003). */
  next(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x
    return MEAN / 2 + ((x >>> 0) % MEAN)
  }
}
