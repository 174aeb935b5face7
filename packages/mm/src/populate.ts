// Faulting in before anybody asks: MAP_POPULATE, mlock, MADV_POPULATE_*. Linux: mm/gup.c __mm_populate,
// populate_vma_page_range, faultin_page_range. gVisor: pkg/sentry/mm populateVMA.

import { EFAULT, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { allows, NO_ACCESS, READ, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { FAULT_OOM, resolve } from './fault.ts'
import { VM_LOCKONFAULT, type Vma } from './vma.ts'

/** Faults in what is mapped in a page-aligned range, each mapping as far as that goes. Nothing is reported. */
export function populate(space: AddressSpace, start: number, end: number): void {
  for (let vma = space.vmas.firstIn(start, end); vma !== undefined; ) {
    const last = Math.min(vma.end, end)
    populatePart(space, vma, Math.max(vma.start, start), last)
    vma = last < end ? space.vmas.firstIn(last, end) : undefined
  }
}

/**
 * The same, up to the first page that cannot be had.
 * @returns OK, or the reason: EFAULT (not accessible, or past the end of a file), ENOMEM.
 */
export function populateStrictly(space: AddressSpace, start: number, end: number): Errno {
  for (let vma = space.vmas.firstIn(start, end); vma !== undefined; ) {
    const last = Math.min(vma.end, end)
    const err = populatePart(space, vma, Math.max(vma.start, start), last)
    if (err !== OK) return err
    vma = last < end ? space.vmas.firstIn(last, end) : undefined
  }
  return OK
}

/** Only where a write would copy the page is it done as a write. What is locked on fault is left alone. */
function populatePart(space: AddressSpace, vma: Vma, start: number, end: number): Errno {
  if ((vma.flags & VM_LOCKONFAULT) !== 0) return OK
  if (vma.perms === NO_ACCESS) return EFAULT
  const access = vma.private && allows(vma.perms, WRITE) ? WRITE : READ
  for (let at = start; at < end; at += PAGE_SIZE) {
    const page = resolve(space, at, access, false)
    if (page < 0) return page === -FAULT_OOM ? ENOMEM : EFAULT
  }
  return OK
}
