// msync: bringing what was stored through shared mappings to the file. Pages of our files are the file, so only a
// Mappable that keeps its bytes elsewhere has to do anything. gVisor: pkg/sentry/mm/syscalls.go MSync.

import { EBUSY, EINVAL, ENOMEM, type Errno, MS_ASYNC, MS_INVALIDATE, MS_SYNC, OK } from '@jvisor/abi'
import { isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'

/**
 * EINVAL: `addr` not page aligned, unknown flags, or both MS_ASYNC and MS_SYNC. EBUSY: MS_INVALIDATE, and a mapping is
 * locked. ENOMEM: not all is mapped (what is has been synced). Else what the Mappable says.
 * @see sys_msync (Linux 6.18 mm/msync.c)
 */
export function msync(space: AddressSpace, addr: number, length: number, flags: number): Errno {
  if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) !== 0 || !isPageAligned(addr)) return EINVAL
  if ((flags & MS_ASYNC) !== 0 && (flags & MS_SYNC) !== 0) return EINVAL
  const end = addr + roundUpLength(length)
  if (end >= 2 ** 64) return ENOMEM
  let hole: Errno = OK
  for (let at = addr; at < end; ) {
    const vma = space.vmas.lowerBound(at)
    if (vma === undefined) return ENOMEM
    if (vma.start > at) {
      if (flags === MS_ASYNC) return ENOMEM
      hole = ENOMEM
      at = vma.start
      if (at >= end) break
    }
    if ((flags & MS_INVALIDATE) !== 0 && vma.isLocked) return EBUSY
    const from = at
    at = Math.min(vma.end, end)
    if ((flags & MS_SYNC) !== 0 && !vma.private) {
      const err = vma.mappable?.sync?.(vma.offsetOf(from), vma.offsetOf(at)) ?? OK
      if (err !== OK) return err
    }
  }
  return hole
}
