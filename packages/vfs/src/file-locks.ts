// FileLocks: the advisory locks on one file: of ranges (fcntl(2)), and of the whole (flock(2)), which know nothing of
// each other. gVisor: pkg/sentry/fsimpl/lock, vfs FileLocks. Linux: fs/locks.c.
//
// A lock belongs to an object: one of fcntl's to a table of descriptors, one that is asked for with F_OFD_*, and one of
// flock's, to an open file. Nobody waits here: who may not have a lock is told when to ask again.

import { EAGAIN, ENOLCK, type Errno, OK } from '@jvisor/abi'
import { EVENT_IN, type WaitEntry, WaitQueue } from './waiter.ts'

/** The last byte that there can be (OFFSET_MAX). */
export const LAST_OFFSET = 2n ** 63n - 1n
/** Ranges that may be locked on one file; Linux ends with its memory. */
const MAX_RANGES = 1 << 12

export interface RangeLock {
  readonly owner: object
  readonly exclusive: boolean
  /** First and last byte. */
  readonly start: bigint
  readonly end: bigint
  /** Who has it, for F_GETLK: a process ID, or -1 for an open file. */
  readonly pid: number
}

/** What may be locked: an inode. */
export interface Lockable {
  /** Once somebody has locked it. */
  locks: FileLocks | undefined
}

export function locksOf(lockable: Lockable): FileLocks {
  lockable.locks = lockable.locks ?? new FileLocks()
  return lockable.locks
}

export class FileLocks {
  /** By owner, in the order in which they came; those of one by offset, none touching another of its kind. */
  #ranges: RangeLock[] = []
  /** By open file: exclusive or not. */
  readonly #whole = new Map<object, boolean>()
  readonly #queue = new WaitQueue()

  /** The first lock of somebody else that does not go with this one. */
  conflict(wanted: RangeLock): RangeLock | undefined {
    return this.#ranges.find(
      (l) =>
        l.owner !== wanted.owner &&
        (l.exclusive || wanted.exclusive) &&
        l.start <= wanted.end &&
        wanted.start <= l.end,
    )
  }

  /** The first lock of the same owner in this range. */
  owned({ owner, start, end }: RangeLock): RangeLock | undefined {
    return this.#ranges.find((l) => l.owner === owner && l.start <= end && start <= l.end)
  }

  /** Gives the owner this lock instead of what it has there. EAGAIN if there is a {@link conflict}; ENOLCK. */
  lock(wanted: RangeLock): Errno {
    if (this.conflict(wanted) !== undefined) return EAGAIN
    return this.#replace(wanted.owner, wanted.start, wanted.end, wanted)
  }

  /** Takes what the owner has between two offsets, which may split a lock: ENOLCK. */
  unlock(owner: object, start = 0n, end = LAST_OFFSET): Errno {
    if (!this.#ranges.some((l) => l.owner === owner)) return OK
    return this.#replace(owner, start, end, undefined)
  }

  #replace(owner: object, start: bigint, end: bigint, by: RangeLock | undefined): Errno {
    const others = this.#ranges.filter((l) => l.owner !== owner)
    const kept: RangeLock[] = by === undefined ? [] : [by]
    for (const l of this.#ranges) {
      if (l.owner !== owner) continue
      if (l.start < start) kept.push(l.end < start ? l : { ...l, end: start - 1n })
      if (l.end > end) kept.push(l.start > end ? l : { ...l, start: end + 1n })
    }
    kept.sort((a, b) => (a.start < b.start ? -1 : 1))
    const merged = kept.reduce<RangeLock[]>((list, l) => {
      const last = list.at(-1)
      const joins = last !== undefined && last.exclusive === l.exclusive && last.end + 1n === l.start
      if (joins) list[list.length - 1] = { ...last, end: l.end }
      else list.push(l)
      return list
    }, [])
    const count = others.length + merged.length
    if (count > MAX_RANGES && count > this.#ranges.length) return ENOLCK
    const first = this.#ranges.findIndex((l) => l.owner === owner)
    others.splice(first < 0 ? others.length : first, 0, ...merged)
    this.#ranges = others
    this.#queue.notify(EVENT_IN)
    return OK
  }

  /**
   * flock(2): a lock that the file has of the other kind is given up first, whether it gets the new one or not. EAGAIN.
   */
  lockWhole(owner: object, exclusive: boolean): Errno {
    const own = this.#whole.get(owner)
    if (own === exclusive) return OK
    this.unlockWhole(owner)
    for (const other of this.#whole.values()) if (exclusive || other) return EAGAIN
    this.#whole.set(owner, exclusive)
    return OK
  }

  unlockWhole(owner: object): void {
    if (this.#whole.delete(owner)) this.#queue.notify(EVENT_IN)
  }

  /** The owner is gone. */
  release(owner: object): void {
    this.unlock(owner)
    this.unlockWhole(owner)
  }

  /** Begins to tell when locks are given up. */
  eventRegister(entry: WaitEntry): void {
    this.#queue.register(entry)
  }

  eventUnregister(entry: WaitEntry): void {
    this.#queue.unregister(entry)
  }
}

/** Who waits for whom, of all owners of locks on any file: for EDEADLK. */
export class LockWaits {
  readonly #waits = new Set<{ readonly owner: object; readonly blocker: object }>()

  /** `owner` begins to wait for something that `blocker` has. @returns what ends it */
  begin(owner: object, blocker: object): () => void {
    const wait = { owner, blocker }
    this.#waits.add(wait)
    return () => this.#waits.delete(wait)
  }

  /** True if `blocker` waits, by way of others perhaps, for `owner` (posix_locks_deadlock, which gives up after ten). */
  closesCircle(owner: object, blocker: object): boolean {
    let at: object | undefined = blocker
    for (let i = 0; i <= 10; i++) {
      at = this.#blockerOf(at)
      if (at === undefined) return false
      if (at === owner) return true
    }
    return false
  }

  #blockerOf(owner: object): object | undefined {
    for (const wait of this.#waits) if (wait.owner === owner) return wait.blocker
    return undefined
  }
}
