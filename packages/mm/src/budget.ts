// The budgets of an address space: whether more may be mapped or locked. Linux: mm/mmap.c may_expand_vm,
// mlock_future_ok; mm/mlock.c can_do_mlock.

import type { AddressSpace } from './address-space.ts'
import { VM_LOCKED } from './vma.ts'

/** True if `bytes` more are within RLIMIT_AS and, if they are `data` (private and writable), RLIMIT_DATA. */
export function sizeLimitAllows(space: AddressSpace, data: boolean, bytes: number): boolean {
  const { usage, limits } = space
  if (usage.size + bytes > limits.addressSpace) return false
  return !data || usage.data + bytes <= limits.data
}

/** True if `bytes` more with these VM_* bits are within RLIMIT_MEMLOCK, if they are locked at all. */
export function lockLimitAllows(space: AddressSpace, flags: number, bytes: number): boolean {
  if ((flags & VM_LOCKED) === 0 || space.limits.mayLockAll) return true
  return space.usage.locked + bytes <= space.limits.lockedMemory
}

/** True if memory may be locked at all; else EPERM. */
export function mayLock(space: AddressSpace): boolean {
  return space.limits.mayLockAll || space.limits.lockedMemory > 0
}
