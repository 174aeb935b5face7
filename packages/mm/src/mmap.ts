// mmap: choosing a place and putting a VMA there. gVisor: pkg/sentry/mm/syscalls.go MMap, vma.go createVMALocked.
// Linux: mm/mmap.c do_mmap, mm/vma.c.

import {
  EAGAIN,
  EEXIST,
  EINVAL,
  ENOMEM,
  EOVERFLOW,
  EPERM,
  type Errno,
  MAX_FILE_SIZE,
  MAX_MAP_COUNT,
  OK,
} from '@jvisor/abi'
import { invariant, type MmapOpts } from '@jvisor/memmap'
import { allows, isPageAligned, roundUpLength, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { lockLimitAllows, mayLock, sizeLimitAllows } from './budget.ts'
import { munmap } from './munmap.ts'
import { findPlace } from './place.ts'
import { populate } from './populate.ts'
import {
  VM_ACCOUNT,
  VM_DONTEXPAND,
  VM_GROWSDOWN,
  VM_LOCKED,
  VM_LOCKONFAULT,
  VM_NOHUGEPAGE,
  VM_NORESERVE,
  Vma,
} from './vma.ts'

/**
 * Makes a mapping. @returns its address, or -errno:
 * EINVAL (zero length, a fixed address that is not page aligned), ENOMEM (no room, too long, too many mappings, or
 * over RLIMIT_AS or RLIMIT_DATA), EPERM (fixed below the lowest address, or locked where nothing may be), EAGAIN
 * (over RLIMIT_MEMLOCK), EEXIST (`noReplace`), EOVERFLOW (past the largest file offset), or what the mapped file
 * says: then what a fixed mapping was to replace is gone, as on Linux; else nothing has changed.
 * Precondition: shared memory has a `mappable`; `offset` is page aligned.
 * @see do_mmap, __mmap_region (Linux 6.18 mm/mmap.c, mm/vma.c)
 */
export function mmap(space: AddressSpace, opts: MmapOpts): number {
  const errArgs = checkMmap(space, opts)
  if (errArgs !== OK) return -errArgs
  const length = roundUpLength(opts.length)
  const start = opts.fixed ? opts.addr : findPlace(space, opts.addr, length)
  if (start < 0) return start
  const end = start + length
  const vma = newVma(space, start, end, opts)
  if (opts.mappable !== undefined && opts.offset + length > MAX_FILE_SIZE) return -EOVERFLOW
  const replaced = opts.fixed ? mappedBytes(space, start, end) : 0
  if (!sizeLimitAllows(space, vma.isData, length - replaced)) {
    // What was to be replaced stays; but Linux has cut it at the edges by then, which /proc/self/maps shows.
    if (replaced > 0) space.splitAt(start)
    if (replaced > 0) space.splitAt(end)
    return -ENOMEM
  }
  const err = (replaced > 0 ? munmap(space, start, length) : OK) || place(space, vma)
  if (err !== OK) return -err
  if (opts.precommit === true || (vma.flags & (VM_LOCKED | VM_LOCKONFAULT)) === VM_LOCKED) {
    populate(space, start, end)
  }
  return start
}

/**
 * The errors of {@link mmap} that come before a file is looked at, which the system call does: all of them but what
 * is about the mapped object and RLIMIT_AS and RLIMIT_DATA.
 */
export function checkMmap(space: AddressSpace, opts: MmapOpts): Errno {
  if (opts.length === 0) return EINVAL
  const length = roundUpLength(opts.length)
  if (length > space.layout.maxAddr) return ENOMEM
  // Before anything else is looked at, and one more than the limit gets through, both as on Linux.
  if (space.vmas.size > MAX_MAP_COUNT) return ENOMEM
  const err = opts.fixed ? checkFixedPlace(space, opts, length) : OK
  if (err !== OK) return err
  if (opts.lock !== undefined && !mayLock(space)) return EPERM
  return lockLimitAllows(space, flagsFor(opts) | space.futureLock, length) ? OK : EAGAIN
}

function newVma(space: AddressSpace, start: number, end: number, opts: MmapOpts): Vma {
  invariant(opts.private || opts.mappable !== undefined, 'a shared mapping has something behind it')
  return new Vma(start, end, {
    perms: opts.perms,
    maxPerms: opts.maxPerms,
    private: opts.private,
    flags: flagsFor(opts) | space.futureLock,
    mappable: opts.mappable,
    offset: opts.mappable === undefined && opts.mappingIdentity === undefined ? start : opts.offset,
    identity: opts.mappingIdentity,
    hint: opts.hint ?? '',
    anonVma: 0,
  })
}

/** The VM_* bits of a new mapping. */
function flagsFor(opts: MmapOpts): number {
  let flags = opts.growsDown === true ? VM_GROWSDOWN : 0
  if (opts.lock !== undefined) flags |= opts.lock === 'lazy' ? VM_LOCKED | VM_LOCKONFAULT : VM_LOCKED
  if (opts.stack === true) flags |= VM_NOHUGEPAGE
  if (opts.fixedSize === true) flags |= VM_DONTEXPAND
  if (opts.noReserve === true) flags |= VM_NORESERVE
  else if (opts.private && allows(opts.perms, WRITE)) flags |= VM_ACCOUNT
  return flags
}

/** Puts a VMA where nothing is, and joins it to its neighbours. */
export function place(space: AddressSpace, vma: Vma): Errno {
  const { start, end } = vma
  const err = space.addVma(vma)
  if (err === OK) space.mergeAround(start, end)
  return err
}

/** Bytes of [start, end) that are mapped. */
function mappedBytes(space: AddressSpace, start: number, end: number): number {
  let bytes = 0
  for (let vma = space.vmas.firstIn(start, end); vma !== undefined; vma = space.vmas.firstIn(vma.end, end)) {
    bytes += Math.min(vma.end, end) - Math.max(vma.start, start)
    if (vma.end >= end) break
  }
  return bytes
}

function checkFixedPlace(space: AddressSpace, opts: MmapOpts, length: number): Errno {
  const { minAddr, maxAddr } = space.layout
  if (opts.addr > maxAddr - length) return ENOMEM
  if (!isPageAligned(opts.addr)) return EINVAL
  if (opts.addr < minAddr) return EPERM
  if (opts.noReplace === true && space.vmas.firstIn(opts.addr, opts.addr + length) !== undefined)
    return EEXIST
  return OK
}
