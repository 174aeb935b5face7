// FutexManager: who waits for which word of memory. gVisor: pkg/sentry/kernel/futex. Linux: kernel/futex.

import { EAGAIN, ERESTART_RESTARTBLOCK, ERESTARTSYS, type Errno, ETIMEDOUT, OK } from '@jvisor/abi'
import type { FutexKey } from '@jvisor/mm'
import type { Addr } from '@jvisor/usermem'
import type { Task } from './task.ts'

/** One that waits. */
interface Waiter {
  readonly task: Task
  readonly bitset: number
  key: FutexKey
  woken: boolean
}

export interface FutexWaitOpts {
  readonly addr: Addr
  readonly shared: boolean
  /** The value that the word must still have. */
  readonly value: number
  readonly bitset: number
  /** Since boot; Infinity for no limit. */
  readonly deadlineNs: number
}

export class FutexManager {
  /** By object and offset, first come first served. */
  readonly #waiters = new Map<object, Map<number, Waiter[]>>()

  /** Tasks that wait. */
  get size(): number {
    let n = 0
    for (const words of this.#waiters.values()) for (const waiters of words.values()) n += waiters.length
    return n
  }

  /**
   * FUTEX_WAIT: sleeps until somebody wakes it.
   * @returns OK; EAGAIN if the word has another value; EFAULT; EINVAL; ETIMEDOUT; ERESTARTSYS, or
   *   ERESTART_RESTARTBLOCK with a time limit, if a signal came.
   */
  async wait(t: Task, { addr, shared, value, bitset, deadlineNs }: FutexWaitOpts): Promise<Errno> {
    const key = t.mm.futexKey(addr, shared)
    if (typeof key === 'number') return key
    const word = t.mm.loadUint32(addr)
    if (word.err !== OK) return word.err
    if (word.value !== value >>> 0) return EAGAIN
    const waiter: Waiter = { task: t, bitset, key, woken: false }
    this.#add(waiter)
    t.clearWake()
    let err: Errno = OK
    while (!waiter.woken && err === OK) err = await t.block(deadlineNs)
    if (waiter.woken) return OK
    this.#remove(waiter)
    if (err === ETIMEDOUT) return ETIMEDOUT
    return deadlineNs === Infinity ? ERESTARTSYS : ERESTART_RESTARTBLOCK
  }

  /** FUTEX_WAKE: wakes up to `count` of those whose bits meet `bitset`. @returns how many */
  wake(key: FutexKey, count: number, bitset: number): number {
    const waiters = this.#waiters.get(key.object)?.get(key.offset)
    if (waiters === undefined) return 0
    let woken = 0
    for (const waiter of [...waiters]) {
      if (woken >= count) break
      if ((waiter.bitset & bitset) === 0) continue
      this.#remove(waiter)
      waiter.woken = true
      waiter.task.wake()
      woken++
    }
    return woken
  }

  /** FUTEX_REQUEUE: wakes up to `wake`, and lets up to `move` of the others wait for `to`. @returns how many in all */
  requeue(from: FutexKey, to: FutexKey, wake: number, move: number): { woken: number; moved: number } {
    const woken = this.wake(from, wake, -1)
    const waiters = this.#waiters.get(from.object)?.get(from.offset) ?? []
    const moving = waiters.slice(0, Math.max(0, move))
    for (const waiter of moving) {
      this.#remove(waiter)
      waiter.key = to
      this.#add(waiter)
    }
    return { woken, moved: moving.length }
  }

  #add(waiter: Waiter): void {
    const { object, offset } = waiter.key
    let words = this.#waiters.get(object)
    if (words === undefined) {
      words = new Map()
      this.#waiters.set(object, words)
    }
    const waiters = words.get(offset)
    if (waiters === undefined) words.set(offset, [waiter])
    else waiters.push(waiter)
  }

  #remove(waiter: Waiter): void {
    const { object, offset } = waiter.key
    const words = this.#waiters.get(object)
    const waiters = words?.get(offset)
    const at = waiters?.indexOf(waiter) ?? -1
    if (words === undefined || waiters === undefined || at < 0) return
    waiters.splice(at, 1)
    if (waiters.length > 0) return
    words.delete(offset)
    if (words.size === 0) this.#waiters.delete(object)
  }
}
