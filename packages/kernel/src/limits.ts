// Resource limits of a process. gVisor: pkg/sentry/limits.

import {
  RLIMIT_AS,
  RLIMIT_CORE,
  RLIMIT_DATA,
  RLIMIT_FSIZE,
  RLIMIT_MEMLOCK,
  RLIMIT_MSGQUEUE,
  RLIMIT_NICE,
  RLIMIT_NOFILE,
  RLIMIT_RTPRIO,
  RLIMIT_SIGPENDING,
  RLIMIT_STACK,
} from '@jvisor/abi'
import type { MemoryLimits } from '@jvisor/mm'

/** A soft and a hard limit; Infinity for none. */
export interface Limit {
  cur: number
  max: number
}

const COUNT = 16

/** What getrlimit(2) shows; all unlimited but for those that Linux limits too. */
export class LimitSet implements MemoryLimits {
  readonly #limits: Limit[] = Array.from({ length: COUNT }, () => ({ cur: Infinity, max: Infinity }))

  constructor() {
    this.#limits[RLIMIT_NOFILE] = { cur: 1024, max: 4096 }
    this.#limits[RLIMIT_STACK] = { cur: 8 << 20, max: Infinity }
    this.#limits[RLIMIT_SIGPENDING] = { cur: 30_000, max: 30_000 }
    this.#limits[RLIMIT_CORE] = { cur: 0, max: Infinity }
    this.#limits[RLIMIT_MSGQUEUE] = { cur: 819_200, max: 819_200 }
    this.#limits[RLIMIT_NICE] = { cur: 0, max: 0 }
    this.#limits[RLIMIT_RTPRIO] = { cur: 0, max: 0 }
    this.#limits[RLIMIT_MEMLOCK] = { cur: 8 << 20, max: 8 << 20 }
  }

  /** The limit of one of RLIMIT_*. Precondition: in [0, 16). */
  get(resource: number): Readonly<Limit> {
    return this.#limits[resource]
  }

  set(resource: number, limit: Limit): void {
    this.#limits[resource] = { ...limit }
  }

  /** As a child has it. */
  copy(): LimitSet {
    const copy = new LimitSet()
    for (const [resource, limit] of this.#limits.entries()) copy.set(resource, limit)
    return copy
  }

  /** Largest file a write may make, bytes. */
  get fileSize(): number {
    return this.#limits[RLIMIT_FSIZE].cur
  }

  /** One more than the largest descriptor. */
  get openFiles(): number {
    return this.#limits[RLIMIT_NOFILE].cur
  }

  get addressSpace(): number {
    return this.#limits[RLIMIT_AS].cur
  }

  get data(): number {
    return this.#limits[RLIMIT_DATA].cur
  }

  get stack(): number {
    return this.#limits[RLIMIT_STACK].cur
  }

  get lockedMemory(): number {
    return this.#limits[RLIMIT_MEMLOCK].cur
  }

  /** Every process is root's, and has CAP_IPC_LOCK. */
  get mayLockAll(): boolean {
    return true
  }
}
