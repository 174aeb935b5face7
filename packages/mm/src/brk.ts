// brk: the heap that grows upward from the end of the program. gVisor: pkg/sentry/mm/syscalls.go Brk.

import { OK, PAGE_SIZE } from '@jvisor/abi'
import { ANY_ACCESS, addr, READ_WRITE, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { mmap } from './mmap.ts'
import { munmap } from './munmap.ts'

/**
 * Moves the end of the heap to `end`. @returns the break as it then is: `end`, or where it was if it cannot be there
 * (below the start, or something is mapped in the way, or what is to be given back has been unmapped already).
 * Never an errno: brk(2) in C makes ENOMEM of it.
 * Bytes of the last page beyond a shrunken break stay as they are; whole pages are freed.
 * @see sys_brk (Linux 6.18 mm/mmap.c)
 */
export function brk(space: AddressSpace, end: number): number {
  if (end < space.brkStart || end > space.layout.maxAddr) return space.brkEnd
  const from = roundUpLength(space.brkEnd)
  const to = roundUpLength(end)
  if (to < from) {
    if (space.vmas.firstIn(to, from) === undefined) return space.brkEnd // as Linux: there is no heap to take away
    if (munmap(space, to, from - to) !== OK) return space.brkEnd
  } else if (to > from) {
    // Linux keeps one page free between the heap and whatever lies above it, unless that is a stack (then more).
    if (space.vmas.firstIn(from, to + PAGE_SIZE) !== undefined) return space.brkEnd
    const at = mmap(space, {
      addr: addr(from),
      length: to - from,
      fixed: true,
      perms: READ_WRITE,
      maxPerms: ANY_ACCESS,
      private: true,
      offset: 0,
    })
    if (at < 0) return space.brkEnd
  }
  space.brkEnd = end
  return end
}
