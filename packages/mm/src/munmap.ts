// munmap: taking mappings away. gVisor: pkg/sentry/mm/syscalls.go MUnmap, vma.go removeVMAsLocked.

import { EINVAL, ENOMEM, type Errno, MAX_MAP_COUNT, OK } from '@jvisor/abi'
import { isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'

/**
 * Unmaps every page that [addr, addr + length) touches; holes are fine.
 * EINVAL: `addr` not page aligned, `length` zero, or not all in the application's part.
 * ENOMEM: cutting a hole into a mapping would make too many; nothing has changed then.
 * @see do_vmi_munmap (Linux 6.18 mm/vma.c)
 */
export function munmap(space: AddressSpace, addr: number, length: number): Errno {
  if (!isPageAligned(addr) || length === 0) return EINVAL
  const end = addr + roundUpLength(length)
  if (end > space.layout.maxAddr) return EINVAL
  const first = space.vmas.firstIn(addr, end)
  if (first === undefined) return OK
  if (first.start < addr && first.end > end && space.vmas.size >= MAX_MAP_COUNT) return ENOMEM
  space.splitAt(addr)
  space.splitAt(end)
  let vma = space.vmas.firstIn(addr, end)
  while (vma !== undefined) {
    const next = space.vmas.next(vma)
    space.unmapPages(vma.start, vma.end)
    space.vmas.remove(vma)
    vma.mappable?.removeMapping(space, vma.range, vma.offset, vma.mayWriteShared)
    vma.identity?.decRef()
    vma = next !== undefined && next.start < end ? next : undefined
  }
  return OK
}
