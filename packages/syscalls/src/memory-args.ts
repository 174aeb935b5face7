// Reading the arguments of memory calls: addresses and lengths of pages, which must be right up to 2^64, since what
// wraps around there has errnos of its own.

import { PAGE_SIZE } from '@jvisor/abi'
import type { SyscallArgs } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'

const HIGH = 2 ** 32
const PAGE_MASK = PAGE_SIZE - 1

/**
 * An address that must be page aligned, exact up to 2^64 - 4096: whoever gets it checks whether there can be such an
 * address. One that is not aligned stays so.
 */
export function pageArgument(a: SyscallArgs, i: number): Addr {
  if ((a.lo[i] & PAGE_MASK) !== 0) return a.pointer(i)
  return ((a.hi[i] >>> 0) * HIGH + (a.lo[i] >>> 0)) as Addr
}

/**
 * A length in bytes, and `extra` more (below a page), rounded up to pages as 64-bit machines do: what does not fit
 * wraps around, so that a length of 2^64 - 1 is 0. Exact.
 */
export function pagesArgument(a: SyscallArgs, i: number, extra = 0): number {
  const low = (a.lo[i] >>> 0) + extra + PAGE_MASK
  const high = ((a.hi[i] >>> 0) + Math.floor(low / HIGH)) % HIGH
  return high * HIGH + ((low & ~PAGE_MASK) >>> 0)
}

/** An address rounded down to pages, and the bytes that were cut off. */
export function pageAndOffset(a: SyscallArgs, i: number): { page: Addr; offset: number } {
  const page = ((a.hi[i] >>> 0) * HIGH + ((a.lo[i] & ~PAGE_MASK) >>> 0)) as Addr
  return { page, offset: a.lo[i] & PAGE_MASK }
}
