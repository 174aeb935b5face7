// What a task leaves in memory that others still use: the mutexes that it held, and the word that tells of its end.
// Linux: mm_release in kernel/fork.c, exit_robust_list in kernel/futex/core.c.

import {
  FUTEX_BITSET_MATCH_ANY,
  FUTEX_OWNER_DIED,
  FUTEX_TID_MASK,
  FUTEX_WAITERS,
  getInt64,
  getUint64,
  OK,
  ROBUST_LIST_HEAD_SIZE,
  ROBUST_LIST_LIMIT,
} from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import { ADDR_LIMIT, type Addr, addr, INVALID_ADDR } from '@jvisor/usermem'
import type { Task } from './task.ts'

/** Called once before a task lets go of its address space. */
export function exitMemory(t: Task): void {
  const mm = t.memoryManager
  if (mm === undefined) return
  if (mm.users === 1) t.kernel.counters.faults += mm.faults
  if (t.robustList !== 0) releaseRobustList(t, mm, t.robustList as Addr)
  t.robustList = 0
  const tidAt = t.clearChildTid as Addr
  t.clearChildTid = 0
  // Without others who use the memory nobody could look.
  if (tidAt === 0 || mm.users < 2) return
  mm.copyOut(tidAt, new Uint8Array(4))
  const key = mm.futexKey(tidAt, true)
  if (typeof key !== 'number') t.kernel.futexes.wake(key, 1, FUTEX_BITSET_MATCH_ANY)
}

/** Three pointers: the first entry, the offset of the futex in each, the entry that is being taken or let go. */
function releaseRobustList(t: Task, mm: MemoryManager, head: Addr): void {
  const bytes = new Uint8Array(ROBUST_LIST_HEAD_SIZE)
  if (mm.copyIn(head, bytes).err !== OK) return
  const view = new DataView(bytes.buffer)
  // Negative in glibc, whose list goes through the middle of its mutexes.
  const offset = getInt64(view, 8)
  const pending = entryOf(view, 16)
  let entry = entryOf(view, 0)
  for (let n = 0; n < ROBUST_LIST_LIMIT && entry.at !== head; n++) {
    const { at } = entry
    const next = mm.copyIn(at, bytes.subarray(0, 8)).err === OK ? entryOf(view, 0) : undefined
    if (at !== pending.at && !ownerDied(t, mm, at + offset, entry.pi, false)) return
    if (next === undefined) return
    entry = next
  }
  if (pending.at !== 0) ownerDied(t, mm, pending.at + offset, pending.pi, true)
}

/** The lowest bit of a pointer says that the mutex inherits priorities. */
function entryOf(view: DataView, offset: number): { at: Addr; pi: boolean } {
  const value = getUint64(view, offset)
  if (value >= 2 ** 52) return { at: INVALID_ADDR, pi: false }
  const pi = view.getUint8(offset) % 2 === 1
  return { at: (pi ? value - 1 : value) as Addr, pi }
}

/** Marks a mutex whose owner is gone, and wakes one that waits for it. @returns false if it cannot be reached. */
function ownerDied(t: Task, mm: MemoryManager, place: number, pi: boolean, pending: boolean): boolean {
  if (place < 0 || place >= ADDR_LIMIT || place % 4 !== 0) return false
  const at = addr(place)
  for (;;) {
    const { value, err } = mm.loadUint32(at)
    if (err !== OK) return false
    const free = pending && !pi && value === 0
    if ((value & FUTEX_TID_MASK) !== t.tid && !free) return true
    if (!free) {
      const marked = ((value & FUTEX_WAITERS) | FUTEX_OWNER_DIED) >>> 0
      const swapped = mm.compareAndSwapUint32(at, value, marked)
      if (swapped.err !== OK) return false
      if (swapped.value !== value) continue
    }
    if (free || (!pi && (value & FUTEX_WAITERS) !== 0)) {
      const key = mm.futexKey(at, true)
      if (typeof key !== 'number') t.kernel.futexes.wake(key, 1, FUTEX_BITSET_MATCH_ANY)
    }
    return true
  }
}
