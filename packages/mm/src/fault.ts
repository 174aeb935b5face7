// Faults: finding or making the page behind an address. gVisor: pkg/sentry/mm/pma.go getPMAsLocked.
// Linux: mm/memory.c handle_mm_fault (do_anonymous_page, do_read_fault, do_cow_fault, do_wp_page).

import { EFAULT, PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import { NO_PAGE, ZERO_PAGE } from '@jvisor/memmap'
import { type AccessType, allows, READ, WRITE } from '@jvisor/usermem'
import { type AddressSpace, PTE_ACCESS, PTE_ANON, PTE_PRESENT, PTE_WRITE, ptePage } from './address-space.ts'
import type { Vma } from './vma.ts'

/** Nothing is mapped there (SIGSEGV, SEGV_MAPERR). */
export const FAULT_MAPERR = 1
/** The mapping does not allow it (SIGSEGV, SEGV_ACCERR). */
export const FAULT_ACCERR = 2
/** Past the end of the mapped object (SIGBUS, BUS_ADRERR). */
export const FAULT_BUS = 3
/** There is no memory left. */
export const FAULT_OOM = 4

/** Why an access faulted: one of FAULT_*. */
export type FaultKind = typeof FAULT_MAPERR | typeof FAULT_ACCERR | typeof FAULT_BUS | typeof FAULT_OOM

/**
 * The page that an access to `addr` reaches, made or copied first if need be.
 * With `force`, permissions count only up to the mapping's maximum (IOOpts.ignorePermissions).
 * @returns the page number, or minus a FaultKind.
 */
export function resolve(space: AddressSpace, addr: number, access: AccessType, force: boolean): number {
  const entry = space.pages.get(Math.floor(addr / PAGE_SIZE))
  if ((entry & access) === access && !force) return ptePage(entry)
  return fault(space, addr, access, force)
}

/** The slow part of {@link resolve}: for an access that the page table does not allow as it stands. */
export function fault(space: AddressSpace, addr: number, access: AccessType, force: boolean): number {
  const vma = space.vmas.find(addr)
  if (vma === undefined) return -FAULT_MAPERR
  if (!allows(force ? vma.maxPerms : vma.effectivePerms, access)) return -FAULT_ACCERR
  space.faults++
  const index = Math.floor(addr / PAGE_SIZE)
  const entry = space.pages.get(index)
  if (!vma.private) return sharedPage(space, vma, index, entry)
  if ((access & WRITE) !== 0) return pageForWrite(space, vma, index, entry)
  if (entry !== 0) return ptePage(entry)
  return pageForRead(space, vma, index)
}

/** Offset into what is mapped of a virtual page. */
function offsetOf(vma: Vma, index: number): number {
  return vma.offset + (index * PAGE_SIZE - vma.start)
}

function faultOfErrno(negative: number): number {
  return negative === -EFAULT ? -FAULT_BUS : -FAULT_OOM
}

function sharedPage(space: AddressSpace, vma: Vma, index: number, entry: number): number {
  if (entry !== 0) {
    space.pages.set(index, (entry & ~PTE_ACCESS) | vma.effectivePerms)
    return ptePage(entry)
  }
  const mappable = vma.mappable
  if (mappable === undefined) return -FAULT_MAPERR
  const page = mappable.translate(offsetOf(vma, index), vma.effectivePerms)
  if (page < 0) return faultOfErrno(page)
  return install(space, index, page, PTE_PRESENT | vma.effectivePerms, true)
}

function pageForRead(space: AddressSpace, vma: Vma, index: number): number {
  const flags = PTE_PRESENT | (vma.effectivePerms & ~WRITE)
  if (vma.mappable === undefined) return install(space, index, ZERO_PAGE, flags, false)
  const page = vma.mappable.translate(offsetOf(vma, index), READ)
  if (page < 0) return faultOfErrno(page)
  return install(space, index, page, flags, true)
}

/** A page of a private mapping that only this address space holds. */
function pageForWrite(space: AddressSpace, vma: Vma, index: number, entry: number): number {
  const flags = PTE_PRESENT | PTE_ANON | vma.effectivePerms
  const file = space.file
  let source = entry === 0 ? ZERO_PAGE : ptePage(entry)
  if ((entry & PTE_ANON) !== 0 && file.refs(source) === 1) {
    // The last holder writes: no copy.
    space.pages.set(index, (source << PAGE_SHIFT) | flags)
    return source
  }
  if (entry === 0 && vma.mappable !== undefined) {
    source = vma.mappable.translate(offsetOf(vma, index), READ)
    if (source < 0) return faultOfErrno(source)
  }
  const page = source === ZERO_PAGE ? file.allocate() : file.allocateDirty()
  if (page === NO_PAGE) return -FAULT_OOM
  if (source !== ZERO_PAGE) file.copyWithin(page << PAGE_SHIFT, source << PAGE_SHIFT, PAGE_SIZE)
  if (!space.pages.set(index, (page << PAGE_SHIFT) | flags)) {
    file.decRef(page)
    return -FAULT_OOM
  }
  if (entry !== 0) space.dropPage(entry)
  return page
}

function install(space: AddressSpace, index: number, page: number, flags: number, counted: boolean): number {
  if (!space.pages.set(index, (page << PAGE_SHIFT) | flags)) return -FAULT_OOM
  if (counted) space.file.incRef(page)
  return page
}

/** The entry that a resident page has once its VMA's permissions are `perms`. @see mprotect */
export function reprotect(space: AddressSpace, vma: Vma, entry: number): number {
  const page = ptePage(entry)
  const sole = (entry & PTE_ANON) !== 0 && space.file.refs(page) === 1
  const writable = vma.private ? sole : true
  const access = writable ? vma.effectivePerms : vma.effectivePerms & ~PTE_WRITE
  return (entry & ~PTE_ACCESS) | access
}
