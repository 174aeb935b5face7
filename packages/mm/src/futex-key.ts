// Futex keys: what two futex addresses must have in common to be the same futex. gVisor: pkg/sentry/mm/syscalls.go
// GetSharedFutexKey. Linux: kernel/futex/core.c get_futex_key.

import { EFAULT, EINVAL, type Errno } from '@jvisor/abi'
import type { Mappable } from '@jvisor/memmap'
import { READ, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { inRange } from './copy.ts'
import { resolve } from './fault.ts'

/** Two futexes are the same if both parts are. */
export interface FutexKey {
  /** The object that the word is in: what is mapped, or the address space if nobody else can have the word. */
  readonly object: Mappable | object
  /** Where in it, bytes. */
  readonly offset: number
}

/**
 * The key of the word at `addr`. `shared`: it may be waited for through other mappings (no FUTEX_PRIVATE_FLAG); then
 * the word is faulted in, for writing unless the mapping is read-only.
 * @returns EINVAL if `addr` is not a multiple of 4, EFAULT if it cannot be a word of this address space.
 */
export function futexKey(space: AddressSpace, addr: number, shared: boolean): FutexKey | Errno {
  if (addr % 4 !== 0) return EINVAL
  if (!inRange(space, addr, 4)) return EFAULT
  if (!shared) return { object: space, offset: addr }
  if (resolve(space, addr, WRITE, false) < 0 && resolve(space, addr, READ, false) < 0) return EFAULT
  const vma = space.vmas.find(addr)
  if (vma === undefined) return EFAULT
  if (vma.private || vma.mappable === undefined) return { object: space, offset: addr }
  return { object: vma.mappable, offset: vma.offsetOf(addr) }
}
