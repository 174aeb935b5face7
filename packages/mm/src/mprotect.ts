// mprotect: changing what may be done with mapped pages. gVisor: pkg/sentry/mm/syscalls.go MProtect.

import { EACCES, EINVAL, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type AccessType, allows, isPageAligned, roundUpLength, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { sizeLimitAllows } from './budget.ts'
import { reprotect } from './fault.ts'
import { modifyPart } from './modify.ts'
import { PTE_ACCESS } from './page-table.ts'
import { populate } from './populate.ts'
import { PROTECTED } from './translation-cache.ts'
import { VM_ACCOUNT, VM_GROWSDOWN, VM_NORESERVE, type Vma } from './vma.ts'

/**
 * Gives [addr, addr + length) the permissions `perms`, mapping by mapping, and stops at the first that cannot have
 * them: what came before has changed. A length of 0 does nothing, wherever `addr` is.
 * With `growsDown` (PROT_GROWSDOWN) the range begins where the stack does that it lies in.
 * EINVAL: `addr` not page aligned; `growsDown` for what is no stack. EACCES: the mapping's file was not opened for it.
 * ENOMEM: a page is not mapped, or splitting a mapping would make too many, or RLIMIT_DATA would be exceeded; or the
 * range wraps around at 2^64 (then nothing has changed).
 * @see do_mprotect_pkey (Linux 6.18 mm/mprotect.c)
 */
export function mprotect(
  space: AddressSpace,
  addr: number,
  length: number,
  perms: AccessType,
  growsDown = false,
): Errno {
  if (!isPageAligned(addr)) return EINVAL
  if (length === 0) return OK
  const end = addr + roundUpLength(length)
  if (end >= 2 ** 64) return ENOMEM
  let at = addr
  if (growsDown) {
    const stack = space.vmas.firstIn(addr, end)
    if (stack === undefined) return ENOMEM
    if ((stack.flags & VM_GROWSDOWN) === 0) return EINVAL
    at = stack.start
  }
  while (at < end) {
    const vma = space.vmas.find(at)
    if (vma === undefined) return ENOMEM
    if (!allows(vma.maxPerms, perms)) return EACCES
    const start = at
    at = Math.min(vma.end, end)
    if (vma.perms === perms) continue
    const err = protectPart(space, vma, start, at, perms)
    if (err !== OK) return err
  }
  return OK
}

/** Gives a part of one mapping other permissions. ENOMEM, with nothing changed, if that is too much. */
function protectPart(space: AddressSpace, vma: Vma, start: number, end: number, perms: AccessType): Errno {
  const { flags } = vma
  const becomesData = vma.private && (flags & VM_GROWSDOWN) === 0 && allows(perms, WRITE)
  const length = end - start
  if (becomesData && !sizeLimitAllows(space, true, length) && sizeLimitAllows(space, vma.isData, length)) {
    return ENOMEM
  }
  if (!space.pages.ownAll(start / PAGE_SIZE, end / PAGE_SIZE)) return ENOMEM
  const populates = vma.isLocked && vma.private && !allows(vma.perms, WRITE) && allows(perms, WRITE)
  const err = modifyPart(space, start, end, perms, flagsWith(vma, perms))
  if (err !== OK) return err
  const part = space.vmas.find(start)
  if (part !== undefined) reprotectPages(space, part, start, end)
  if (populates) populate(space, start, end)
  return OK
}

/** Private memory counts as committed once it was writable; untouched anonymous memory until it no longer is. */
function flagsWith(vma: Vma, perms: AccessType): number {
  const { flags } = vma
  if (allows(perms, WRITE)) {
    const uncounted = !allows(vma.perms, WRITE) && vma.private && (flags & VM_NORESERVE) === 0
    return uncounted ? flags | VM_ACCOUNT : flags
  }
  return vma.isAnonymous && vma.anonVma === 0 ? flags & ~VM_ACCOUNT : flags
}

/** Makes the entries of resident pages what the VMA now allows. Precondition: their leaves are owned. */
function reprotectPages(space: AddressSpace, vma: Vma, start: number, end: number): void {
  const { pages } = space
  const last = end / PAGE_SIZE
  let less = false
  for (let i = pages.next(start / PAGE_SIZE, last); i < last; i = pages.next(i + 1, last)) {
    const old = pages.get(i)
    const entry = reprotect(space, vma, old)
    less ||= (old & ~entry & PTE_ACCESS) !== 0
    pages.change(i, entry)
  }
  if (less) space.changed(start, end, PROTECTED)
}
