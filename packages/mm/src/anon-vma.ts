// Families of private pages, as far as they can be seen: Linux keeps an anon_vma for the pages that a mapping has copied
// or made, to find their mappings again, and does not merge mappings with different ones. Called by fault and fork.

import type { AddressSpace } from './address-space.ts'
import { TAG_FAMILY, type Vma } from './vma.ts'

/** Gives a mapping that is about to get its first private page a family: a neighbour's if they might merge later. */
export function prepareAnonVma(space: AddressSpace, vma: Vma): void {
  const next = withFamily(space, vma.end)
  const prev = withFamily(space, vma.start - 1)
  if (next !== undefined && next.anonVma > 0 && mightMerge(vma, next)) vma.anonVma = next.anonVma
  else if (prev !== undefined && prev.anonVma > 0 && mightMerge(prev, vma)) vma.anonVma = prev.anonVma
  else vma.anonVma = space.newAnonVma()
  space.vmas.retag(vma)
}

/** The mapping at `addr` if it has a family. Mostly it has none, which its tag says. */
function withFamily(space: AddressSpace, addr: number): Vma | undefined {
  const tag = space.vmas.tagAt(addr)
  return tag >= 0 && (tag & TAG_FAMILY) !== 0 ? space.vmas.find(addr) : undefined
}

/** True if two neighbours differ in protection at most. @see anon_vma_compatible (Linux 6.18 mm/vma.c) */
function mightMerge(lower: Vma, upper: Vma): boolean {
  return (
    lower.end === upper.start &&
    lower.flags === upper.flags &&
    lower.maxPerms === upper.maxPerms &&
    lower.private === upper.private &&
    lower.mappable === upper.mappable &&
    lower.identity === upper.identity &&
    lower.offsetOf(lower.end) === upper.offset
  )
}
