// mprotect: changing what may be done with mapped pages. gVisor: pkg/sentry/mm/syscalls.go MProtect.

import { EACCES, EINVAL, ENOMEM, type Errno, MAX_MAP_COUNT, OK, PAGE_SIZE } from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'
import { type AccessType, allows, isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { reprotect } from './fault.ts'

/**
 * Gives [addr, addr + length) the permissions `perms`, mapping by mapping, and stops at the first that cannot have
 * them: what came before has changed. A length of 0 does nothing, wherever `addr` is.
 * EINVAL: `addr` not page aligned. EACCES: the mapping's file was not opened for it.
 * ENOMEM: a page is not mapped, or splitting a mapping would make too many; or the range wraps around at 2^64 (then
 * nothing has changed).
 * @see do_mprotect_pkey (Linux 6.18 mm/mprotect.c)
 */
export function mprotect(space: AddressSpace, addr: number, length: number, perms: AccessType): Errno {
  if (!isPageAligned(addr)) return EINVAL
  if (length === 0) return OK
  const end = addr + roundUpLength(length)
  if (end >= 2 ** 64) return ENOMEM
  let at = addr
  while (at < end) {
    const vma = space.vmas.find(at)
    if (vma === undefined) return ENOMEM
    if (!allows(vma.maxPerms, perms)) return EACCES
    at = Math.min(vma.end, end)
    if (vma.perms === perms) continue
    const err = protectPart(space, Math.max(vma.start, addr), at, perms)
    if (err !== OK) return err
  }
  return OK
}

/** Gives a part of one mapping other permissions. ENOMEM, with nothing changed, if there would be too many mappings. */
function protectPart(space: AddressSpace, start: number, end: number, perms: AccessType): Errno {
  const before = space.vmas.size
  space.splitAt(start)
  space.splitAt(end)
  const part = space.vmas.find(start)
  invariant(part !== undefined, 'what is protected is mapped')
  const old = part.perms
  part.setPerms(perms)
  space.mergeAt(end)
  space.mergeAt(start)
  if (space.vmas.size > before && space.vmas.size > MAX_MAP_COUNT) {
    // It was split, and nothing was merged in return: put it together again.
    part.setPerms(old)
    space.mergeAt(end)
    space.mergeAt(start)
    return ENOMEM
  }
  const { pages } = space
  const last = end / PAGE_SIZE
  for (let i = pages.next(start / PAGE_SIZE, last); i < last; i = pages.next(i + 1, last)) {
    pages.set(i, reprotect(space, part, pages.get(i)))
  }
  return OK
}
