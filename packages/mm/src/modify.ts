// Changing what a part of a mapping is: the common half of mprotect, mlock and madvise.
// Linux: mm/vma.c vma_modify. gVisor does this in each call of pkg/sentry/mm/syscalls.go.

import { ENOMEM, type Errno, MAX_MAP_COUNT, OK } from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'
import type { AccessType } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import type { Vma } from './vma.ts'

/**
 * Gives [start, end), a part of one mapping, these permissions and VM_* bits; splits and merges as need be.
 * The page table is the caller's business.
 * @returns ENOMEM, with nothing changed, if there would be too many mappings.
 */
export function modifyPart(
  space: AddressSpace,
  start: number,
  end: number,
  perms: AccessType,
  flags: number,
): Errno {
  const before = space.vmas.size
  space.splitAt(start)
  space.splitAt(end)
  const part = space.vmas.find(start)
  invariant(part !== undefined, 'what is changed is mapped')
  const { perms: oldPerms, flags: oldFlags } = part
  change(space, part, perms, flags)
  space.mergeAround(start, end)
  if (space.vmas.size > before && space.vmas.size > MAX_MAP_COUNT) {
    // It was split, and nothing was merged in return: put it together again.
    change(space, part, oldPerms, oldFlags)
    space.mergeAround(start, end)
    return ENOMEM
  }
  return OK
}

function change(space: AddressSpace, vma: Vma, perms: AccessType, flags: number): void {
  space.usage.map(vma, -vma.length)
  vma.perms = perms
  vma.flags = flags
  space.vmas.retag(vma)
  space.usage.map(vma, vma.length)
}
