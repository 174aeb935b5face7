// What of an address space others may reach without a debugger's rights: by the protections that its program has set,
// to the letter. Linux: mm/gup.c check_vma_flags.

import { type AccessType, allows } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'

/**
 * Bytes from `addr` on, `length` at most, whose mappings allow `access` by themselves: memory with PROT_WRITE alone can
 * be read by its own program, but not by others. A stack does not grow for this.
 */
export function reachableBytes(
  space: AddressSpace,
  addr: number,
  length: number,
  access: AccessType,
): number {
  const end = Math.min(addr + length, space.layout.maxAddr)
  let at = addr
  while (at < end) {
    const vma = space.vmas.find(at)
    if (vma === undefined || !allows(vma.perms, access)) break
    at = vma.end
  }
  return Math.max(0, Math.min(at, end) - addr)
}
