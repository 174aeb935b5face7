// Seals: what a file of tmpfs may never do again, so that processes that share it can rely on it. gVisor keeps them in
// fsimpl/tmpfs/regular_file.go. Linux: mm/memfd.c, mm/shmem.c; fcntl(2), memfd_create(2).

import {
  EPERM,
  type Errno,
  F_SEAL_EXEC,
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_SHRINK,
  F_SEAL_WRITE,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import { type AccessType, allows, WRITE } from '@jvisor/usermem'

const AGAINST_WRITES = F_SEAL_WRITE | F_SEAL_FUTURE_WRITE
const AGAINST_CHANGES = F_SEAL_SHRINK | F_SEAL_GROW | AGAINST_WRITES

/** True if no write, no new mapping and no hole may change what the file holds. */
export function sealedAgainstWrites(seals: number): boolean {
  return (seals & AGAINST_WRITES) !== 0
}

/** What F_ADD_SEALS adds: F_SEAL_EXEC fixes all of a file that may be executed (memfd_add_seals). */
export function impliedSeals(seals: number, mode: number): number {
  return (seals & F_SEAL_EXEC) !== 0 && (mode & 0o111) !== 0 ? seals | AGAINST_CHANGES : seals
}

/** EPERM if a file of `from` bytes must not have `to` (shmem_setattr). */
export function refuseResize(seals: number, from: number, to: number): Errno {
  const seal = to < from ? F_SEAL_SHRINK : to > from ? F_SEAL_GROW : 0
  return (seals & seal) === 0 ? OK : EPERM
}

/**
 * Bytes of a write of `count` at `offset` that may be done in a file of `size` bytes. Linux asks page by page
 * (shmem_write_begin): a write that would make a file grow is done up to the last whole page before its end.
 */
export function writablePart(seals: number, size: number, offset: number, count: number): number {
  if (sealedAgainstWrites(seals)) return 0
  if ((seals & F_SEAL_GROW) === 0 || offset + count <= size) return count
  return Math.max(0, Math.floor(size / PAGE_SIZE) * PAGE_SIZE - offset)
}

/** Makes what mmap is asked for respect the seals: EPERM, or no stores for good (memfd_check_seals_mmap). */
export function sealMmap(seals: number, opts: MmapOpts): Errno {
  if (opts.private || !sealedAgainstWrites(seals)) return OK
  if (allows(opts.perms, WRITE)) return EPERM
  opts.maxPerms = (opts.maxPerms & ~WRITE) as AccessType
  return OK
}
