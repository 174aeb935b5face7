// Faults: finding or making the page behind an address. gVisor: pkg/sentry/mm/pma.go getPMAsLocked.
// Linux: mm/memory.c handle_mm_fault (do_anonymous_page, do_read_fault, do_cow_fault, do_wp_page).

import { ENOMEM, PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import { invariant, type Mappable, NO_PAGE, ZERO_PAGE } from '@jvisor/memmap'
import { type AccessType, allows, READ, unionAccess, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { prepareAnonVma } from './anon-vma.ts'
import { PTE_ACCESS, PTE_ANON, PTE_CACHE, PTE_PRESENT, PTE_WRITE, ptePage } from './page-table.ts'
import { growStack } from './stack.ts'
import { REPLACED } from './translation-cache.ts'
import { TAG_ACCESS, TAG_ANON, TAG_FAMILY, TAG_PRIVATE, type Vma } from './vma.ts'

/** Nothing is mapped there (SIGSEGV, SEGV_MAPERR). */
export const FAULT_MAPERR = 1
/** The mapping does not allow it (SIGSEGV, SEGV_ACCERR). */
export const FAULT_ACCERR = 2
/** Past the end of the mapped object, or it may have no more pages (SIGBUS, BUS_ADRERR). */
export const FAULT_BUS = 3
/** There is no memory left. */
export const FAULT_OOM = 4

/** Why an access faulted: one of FAULT_*. */
export type FaultKind = typeof FAULT_MAPERR | typeof FAULT_ACCERR | typeof FAULT_BUS | typeof FAULT_OOM

/**
 * The page that an access to `addr` reaches, made or copied first if need be.
 * With `force` (IOOpts.ignorePermissions) the mapping's present permissions do not count. @see mayForce
 * @param access what is to be done with it; not nothing.
 * @returns the page number, good until the address space is next changed, or minus a FaultKind.
 */
export function resolve(space: AddressSpace, addr: number, access: AccessType, force: boolean): number {
  const page = present(space, addr, access)
  return page >= 0 ? page : fault(space, addr, access, force)
}

/** The page that the table has for this access, or -1 if it takes a fault. Good permissions are good for force too. */
export function present(space: AddressSpace, addr: number, access: AccessType): number {
  const entry = space.pages.accessible(Math.floor(addr / PAGE_SIZE), access)
  return entry !== 0 ? ptePage(entry) : -1
}

/**
 * True if a write to `addr` would first copy a page of what is mapped: the copy then is of that moment. Whoever
 * translates ahead must not do so before what comes earlier was written, which may be the same page by another way.
 */
export function writeCopiesMapped(space: AddressSpace, addr: number): boolean {
  if ((space.pages.get(Math.floor(addr / PAGE_SIZE)) & PTE_ANON) !== 0) return false
  const vma = space.vmas.find(addr)
  return vma?.private === true && vma.mappable !== undefined
}

/** The slow part of {@link resolve}: for an access that the page table does not allow as it stands. */
export function fault(space: AddressSpace, addr: number, access: AccessType, force: boolean): number {
  const tag = tagFor(space, addr)
  if (tag < 0) return -FAULT_MAPERR
  if (!allows(accessIn(tag), access) && !(force && mayForce(vmaAt(space, addr), access))) return -FAULT_ACCERR
  const index = Math.floor(addr / PAGE_SIZE)
  // From here on the table is going to change; a leaf that is common to another one is copied first.
  if (!space.pages.own(index)) return -FAULT_OOM
  const page = findPage(space, tag, index, access)
  if (page >= 0) space.faults++
  return page
}

/** The TAG_* bits of the mapping at `addr`, if need be of a stack that grows down to it; -1 if there is none. */
function tagFor(space: AddressSpace, addr: number): number {
  const tag = space.vmas.tagAt(addr)
  return tag >= 0 ? tag : (growStack(space, addr)?.tag ?? -1)
}

/** What loads and stores may do where this is the tag. */
function accessIn(tag: number): AccessType {
  return (tag & TAG_ACCESS) as AccessType
}

/** The mapping itself, for what its tag does not say. Precondition: there is one. */
function vmaAt(space: AddressSpace, addr: number): Vma {
  const vma = space.vmas.find(addr)
  invariant(vma !== undefined, 'a fault that goes on is in a mapping')
  return vma
}

/**
 * What a debugger may do beyond the mapping's permissions: what mprotect could give, but a write only where it stays
 * in this address space. (gVisor lets it through to a shared file; Linux does not.)
 * @see check_vma_flags with FOLL_FORCE (Linux 6.18 mm/gup.c)
 */
function mayForce(vma: Vma, access: AccessType): boolean {
  return allows(vma.maxPerms, access) && (vma.private || (access & WRITE) === 0)
}

function findPage(space: AddressSpace, tag: number, index: number, access: AccessType): number {
  const entry = space.pages.get(index)
  if ((tag & TAG_PRIVATE) !== 0 && (access & WRITE) !== 0) return pageForWrite(space, tag, index, entry)
  if (entry !== 0) return ptePage(entry)
  if ((tag & TAG_ANON) !== 0) return install(space, index, ZERO_PAGE, accessIn(tag) & ~WRITE)
  const vma = vmaAt(space, index * PAGE_SIZE)
  return vma.private ? pageForRead(space, vma, index) : sharedPage(space, vma, index, access)
}

/** The fault that a Mappable's failure to translate is: minus a FaultKind. @see vmf_error (Linux 6.18 mm/internal.h) */
function faultOfErrno(negative: number): number {
  return negative !== -ENOMEM ? -FAULT_BUS : -FAULT_OOM
}

/** The page of what is mapped itself, asked for with all that the mapping allows: a later write does not fault. */
function sharedPage(space: AddressSpace, vma: Vma, index: number, wanted: AccessType): number {
  const access = unionAccess(vma.effectivePerms, wanted)
  const page = mappable(vma).translate(vma.offsetOf(index * PAGE_SIZE), access)
  if (page < 0) return faultOfErrno(page)
  return install(space, index, page, vma.effectivePerms | flagsOf(mappable(vma)))
}

function mappable(vma: Vma): Mappable {
  invariant(vma.mappable !== undefined, 'what is not private and anonymous has something behind it')
  return vma.mappable
}

/** The page of a file that is mapped privately, which nobody here has written to. */
function pageForRead(space: AddressSpace, vma: Vma, index: number): number {
  const page = mappable(vma).translate(vma.offsetOf(index * PAGE_SIZE), READ)
  if (page < 0) return faultOfErrno(page)
  return install(space, index, page, (vma.effectivePerms & ~WRITE) | flagsOf(mappable(vma)))
}

function flagsOf(mapped: Mappable): number {
  return mapped.isCache === true ? PTE_CACHE : 0
}

/** A page of a private mapping that only this address space holds. */
function pageForWrite(space: AddressSpace, tag: number, index: number, entry: number): number {
  const flags = PTE_PRESENT | PTE_ANON | accessIn(tag)
  const file = space.file
  let source = entry === 0 ? ZERO_PAGE : ptePage(entry)
  if ((entry & PTE_ANON) !== 0 && space.isSoleHolder(source)) {
    // The last holder writes: no copy.
    space.pages.change(index, (source << PAGE_SHIFT) | flags)
    return source
  }
  // Also for a copy that then cannot be made, as on Linux.
  if ((tag & TAG_FAMILY) === 0) prepareAnonVma(space, vmaAt(space, index * PAGE_SIZE))
  if (entry === 0 && (tag & TAG_ANON) === 0) {
    const vma = vmaAt(space, index * PAGE_SIZE)
    source = mappable(vma).translate(vma.offsetOf(index * PAGE_SIZE), READ)
    if (source < 0) return faultOfErrno(source)
  }
  const page = source === ZERO_PAGE ? file.allocate() : file.allocateDirty()
  if (page === NO_PAGE) return -FAULT_OOM
  if (source !== ZERO_PAGE) file.copyWithin(page << PAGE_SHIFT, source << PAGE_SHIFT, PAGE_SIZE)
  const own = (page << PAGE_SHIFT) | flags
  if (entry !== 0) {
    space.pages.replace(index, entry, own)
    if (space.caches.size > 0) space.changed(index * PAGE_SIZE, (index + 1) * PAGE_SIZE, REPLACED)
  } else if (!space.pages.add(index, own)) {
    file.decRef(page)
    return -FAULT_OOM
  }
  return page
}

/** Enters a page that somebody else holds too. */
function install(space: AddressSpace, index: number, page: number, flags: number): number {
  if (!space.pages.add(index, (page << PAGE_SHIFT) | PTE_PRESENT | flags)) return -FAULT_OOM
  if (page !== ZERO_PAGE) space.file.incRef(page)
  return page
}

/** The entry that a resident page has after the permissions of its VMA have changed. @see mprotect */
export function reprotect(space: AddressSpace, vma: Vma, entry: number): number {
  const writable = !vma.private || ((entry & PTE_ANON) !== 0 && space.isSoleHolder(ptePage(entry)))
  const access = writable ? vma.effectivePerms : vma.effectivePerms & ~PTE_WRITE
  return (entry & ~PTE_ACCESS) | access
}
