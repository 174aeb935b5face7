// munmap: taking mappings away. gVisor: pkg/sentry/mm/syscalls.go MUnmap, vma.go removeVMAsLocked.

import { EINVAL, ENOMEM, type Errno, MAX_MAP_COUNT, OK, PAGE_SIZE } from '@jvisor/abi'
import { isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { UNMAPPED } from './translation-cache.ts'

/**
 * Unmaps every page that [addr, addr + length) touches; holes are fine.
 * EINVAL: `addr` not page aligned, `length` zero, or not all in the application's part.
 * ENOMEM: cutting a hole into a mapping would make too many, or, after a fork, there is no memory to copy the part of
 * the page table at its ends; nothing has changed then.
 * @see do_vmi_munmap (Linux 6.18 mm/vma.c)
 */
export function munmap(space: AddressSpace, addr: number, length: number): Errno {
  if (!isPageAligned(addr) || length === 0) return EINVAL
  const end = addr + roundUpLength(length)
  if (end > space.layout.maxAddr) return EINVAL
  const first = space.vmas.firstIn(addr, end)
  if (first === undefined) return OK
  if (first.start < addr && first.end > end && space.vmas.size >= MAX_MAP_COUNT) return ENOMEM
  if (!space.pages.ownEnds(addr / PAGE_SIZE, end / PAGE_SIZE)) return ENOMEM
  const isWhole = first.start === addr && first.end === end
  if (!isWhole) {
    space.splitAt(addr)
    space.splitAt(end)
  }
  space.dropPages(addr, end, UNMAPPED)
  if (isWhole) space.removeVma(first)
  else removeVmas(space, addr, end)
  return OK
}

/** Unmaps all VMAs of a range, whose pages are gone. Precondition: none reaches out of it. */
function removeVmas(space: AddressSpace, start: number, end: number): void {
  let vma = space.vmas.firstIn(start, end)
  while (vma !== undefined) {
    const after = vma.end
    space.removeVma(vma)
    vma = after < end ? space.vmas.firstIn(after, end) : undefined
  }
}

/** Unmaps everything, for good. Needs no memory. */
export function unmapAll(space: AddressSpace): void {
  if (space.pages.dropAll()) space.changed(0, space.layout.maxAddr, UNMAPPED)
  space.removeAllVmas()
  space.pages.destroy()
  space.program?.executable?.decRef()
  space.program = undefined
}
