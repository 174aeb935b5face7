// brk: the heap that grows upward from the end of the program. gVisor: pkg/sentry/mm/syscalls.go Brk.

import { MAX_MAP_COUNT, OK, PAGE_SIZE } from '@jvisor/abi'
import { ANY_ACCESS, READ_WRITE, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { lockLimitAllows, sizeLimitAllows } from './budget.ts'
import { place } from './mmap.ts'
import { munmap } from './munmap.ts'
import { populate } from './populate.ts'
import { startWithGap } from './stack.ts'
import { VM_ACCOUNT, Vma } from './vma.ts'

/**
 * Moves the end of the heap to `end`. @returns the break as it then is: `end`, or where it was if it cannot be there
 * (below the start, something is mapped in the way, over RLIMIT_DATA, RLIMIT_AS or RLIMIT_MEMLOCK, or what is to be
 * given back has been unmapped already). Never an errno: brk(2) in C makes ENOMEM of it.
 * Bytes of the last page beyond a shrunken break stay as they are; whole pages are freed.
 * @see sys_brk, do_brk_flags (Linux 6.18 mm/mmap.c, mm/vma.c)
 */
export function brk(space: AddressSpace, end: number): number {
  if (end < space.brkStart || end > space.layout.maxAddr) return space.brkEnd
  if (end - space.brkStart > space.limits.data) return space.brkEnd
  const from = roundUpLength(space.brkEnd)
  const to = roundUpLength(end)
  if (to < from) {
    if (space.vmas.firstIn(to, from) === undefined) return space.brkEnd // as Linux: there is no heap to take away
    if (munmap(space, to, from - to) !== OK) return space.brkEnd
  } else if (to > from) {
    if (!extend(space, from, to)) return space.brkEnd
  }
  space.brkEnd = end
  return end
}

/** Maps [from, to) as heap. @returns false if it cannot be. */
function extend(space: AddressSpace, from: number, to: number): boolean {
  // Linux keeps one page free between the heap and whatever lies above it, and the gap of a stack.
  const above = space.vmas.lowerBound(from)
  if (above !== undefined && to + PAGE_SIZE > startWithGap(above)) return false
  if (space.vmas.size > MAX_MAP_COUNT || to > space.layout.maxAddr) return false
  const flags = VM_ACCOUNT | space.futureLock
  if (!lockLimitAllows(space, flags, to - from) || !sizeLimitAllows(space, true, to - from)) return false
  const heap = new Vma(from, to, {
    perms: READ_WRITE,
    maxPerms: ANY_ACCESS,
    private: true,
    flags,
    mappable: undefined,
    offset: from,
    identity: undefined,
    hint: '',
    anonVma: 0,
  })
  if (place(space, heap) !== OK) return false
  if (heap.isLocked) populate(space, from, to)
  return true
}
