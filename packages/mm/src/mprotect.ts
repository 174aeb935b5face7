// mprotect: changing what may be done with mapped pages. gVisor: pkg/sentry/mm/syscalls.go MProtect.

import { EACCES, EINVAL, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type AccessType, allows, isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { reprotect } from './fault.ts'
import type { Vma } from './vma.ts'

/**
 * Gives [addr, addr + length) the permissions `perms`, mapping by mapping, and stops at the first that cannot have
 * them: what came before has changed. A length of 0 does nothing, wherever `addr` is.
 * EINVAL: `addr` not page aligned. ENOMEM: a page is not mapped, or the range wraps around.
 * EACCES: the mapping's file was not opened for it.
 */
export function mprotect(space: AddressSpace, addr: number, length: number, perms: AccessType): Errno {
  if (!isPageAligned(addr)) return EINVAL
  if (length === 0) return OK
  const end = addr + roundUpLength(length)
  if (end > Number.MAX_SAFE_INTEGER) return ENOMEM
  let at = addr
  while (at < end) {
    const vma = space.vmas.find(at)
    if (vma === undefined) return ENOMEM
    if (!allows(vma.maxPerms, perms)) return EACCES
    at = Math.min(vma.end, end)
    if (vma.perms !== perms) protectPart(space, vma, Math.max(vma.start, addr), at, perms)
  }
  return OK
}

function protectPart(space: AddressSpace, vma: Vma, start: number, end: number, perms: AccessType): void {
  space.splitAt(start)
  space.splitAt(end)
  const part = vma.start === start ? vma : space.vmas.find(start)
  if (part === undefined) return
  part.setPerms(perms)
  const { pages } = space
  const last = end / PAGE_SIZE
  for (let i = pages.next(start / PAGE_SIZE, last); i < last; i = pages.next(i + 1, last)) {
    pages.set(i, reprotect(space, part, pages.get(i)))
  }
  space.mergeAt(end)
  space.mergeAt(start)
}
