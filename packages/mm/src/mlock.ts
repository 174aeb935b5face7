// mlock and its family: pages that must stay in memory. Ours always do; what is left is to fault them in, to count them
// against RLIMIT_MEMLOCK, and that MADV_DONTNEED refuses them. gVisor: pkg/sentry/mm/syscalls.go MLock, MLockAll.
// Linux: mm/mlock.c.

import {
  EINVAL,
  ENOMEM,
  EPERM,
  type Errno,
  MCL_CURRENT,
  MCL_FUTURE,
  MCL_ONFAULT,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import { roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { mayLock } from './budget.ts'
import { modifyPart } from './modify.ts'
import { populate, TO_LOCK } from './populate.ts'
import { VM_LOCKED, VM_LOCKED_MASK } from './vma.ts'

/**
 * Locks every page that [addr, addr + length) touches, and faults them in; with `onFault`, when they are touched.
 * EPERM: nothing may be locked. ENOMEM: over RLIMIT_MEMLOCK, or not all is mapped (then what comes before the hole is
 * locked), or too many mappings, or a page that cannot be had (all is locked then). EAGAIN: out of memory.
 * EINVAL: the range wraps around at 2^64.
 * @see do_mlock (Linux 6.18 mm/mlock.c)
 */
export function mlock(space: AddressSpace, addr: number, length: number, onFault: boolean): Errno {
  if (!mayLock(space)) return EPERM
  const start = addr - (addr % PAGE_SIZE)
  const end = roundUpLength(addr + length)
  if (!limitAllows(space, start, end)) return ENOMEM
  const err = lockPart(space, start, end, onFault ? VM_LOCKED_MASK : VM_LOCKED)
  return err !== OK ? err : populate(space, start, end, TO_LOCK)
}

/** Unlocks every page that [addr, addr + length) touches. ENOMEM, EINVAL: as {@link mlock}. */
export function munlock(space: AddressSpace, addr: number, length: number): Errno {
  return lockPart(space, addr - (addr % PAGE_SIZE), roundUpLength(addr + length), 0)
}

/**
 * Locks what is mapped (MCL_CURRENT), and what will be (MCL_FUTURE), all of it at once or on fault (MCL_ONFAULT).
 * EINVAL: no flags, unknown ones, or MCL_ONFAULT alone. EPERM: nothing may be locked. ENOMEM: over RLIMIT_MEMLOCK.
 * @see sys_mlockall (Linux 6.18 mm/mlock.c)
 */
export function mlockall(space: AddressSpace, flags: number): Errno {
  if (flags === 0 || flags === MCL_ONFAULT) return EINVAL
  if ((flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) !== 0) return EINVAL
  if (!mayLock(space)) return EPERM
  const { usage, limits } = space
  const current = (flags & MCL_CURRENT) !== 0
  if (current && !limits.mayLockAll && usage.size > limits.lockedMemory) return ENOMEM
  const lock = (flags & MCL_ONFAULT) !== 0 ? VM_LOCKED_MASK : VM_LOCKED
  space.futureLock = (flags & MCL_FUTURE) !== 0 ? lock : 0
  if (!current) return OK
  lockAll(space, lock)
  populate(space, 0, space.layout.maxAddr)
  return OK
}

/** Unlocks everything, also what will be mapped. */
export function munlockall(space: AddressSpace): void {
  space.futureLock = 0
  lockAll(space, 0)
}

/** RLIMIT_MEMLOCK, in pages; what is locked already in the range does not count twice. */
function limitAllows(space: AddressSpace, start: number, end: number): boolean {
  const { limits, usage } = space
  if (limits.mayLockAll) return true
  const limit = limits.lockedMemory - (limits.lockedMemory % PAGE_SIZE)
  const wanted = usage.locked + (end - start)
  return wanted <= limit || wanted - lockedBytes(space, start, end) <= limit
}

function lockedBytes(space: AddressSpace, start: number, end: number): number {
  let bytes = 0
  for (const vma of space.vmas) {
    if (vma.isLocked && vma.start < end && vma.end > start) {
      bytes += Math.min(vma.end, end) - Math.max(vma.start, start)
    }
  }
  return bytes
}

/** Gives what is mapped in the range these lock bits, up to the first hole. @see apply_vma_lock_flags */
function lockPart(space: AddressSpace, start: number, end: number, lock: number): Errno {
  if (end >= 2 ** 64) return EINVAL
  for (let at = start; at < end; ) {
    const vma = space.vmas.find(at)
    if (vma === undefined) return ENOMEM
    const from = at
    at = Math.min(vma.end, end)
    const flags = withLock(vma.flags, lock)
    if (flags === vma.flags) continue
    const err = modifyPart(space, from, at, vma.perms, flags)
    if (err !== OK) return err
  }
  return OK
}

function lockAll(space: AddressSpace, lock: number): void {
  let vma = space.vmas.lowerBound(0)
  while (vma !== undefined) {
    const { start, end, perms, flags } = vma
    modifyPart(space, start, end, perms, withLock(flags, lock))
    vma = space.vmas.lowerBound(end)
  }
}

function withLock(flags: number, lock: number): number {
  return (flags & ~VM_LOCKED_MASK) | lock
}
