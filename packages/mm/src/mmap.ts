// mmap: choosing a place and putting a VMA there. gVisor: pkg/sentry/mm/syscalls.go MMap, vma.go createVMALocked.
// Linux: mm/mmap.c do_mmap, mm/vma.c.

import {
  EEXIST,
  EINVAL,
  ENOMEM,
  EOVERFLOW,
  EPERM,
  type Errno,
  MAX_FILE_SIZE,
  MAX_MAP_COUNT,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import { invariant, type MmapOpts } from '@jvisor/memmap'
import { allows, isPageAligned, READ, roundUpLength, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { resolve } from './fault.ts'
import { munmap } from './munmap.ts'
import { Vma } from './vma.ts'

/**
 * Makes a mapping. @returns its address, or -errno:
 * EINVAL (zero length, a fixed address that is not page aligned), ENOMEM (no room, too long, too many mappings),
 * EPERM (fixed below the lowest address), EEXIST (`noReplace`), EOVERFLOW (past the largest file offset), or what
 * the mapped file says: then what a fixed mapping was to replace is gone, as on Linux; else nothing has changed.
 * Precondition: shared memory has a `mappable`; `offset` is page aligned.
 * @see do_mmap (Linux 6.18 mm/mmap.c)
 */
export function mmap(space: AddressSpace, opts: MmapOpts): number {
  if (opts.length === 0) return -EINVAL
  const length = roundUpLength(opts.length)
  if (length > space.layout.maxAddr) return -ENOMEM
  // Before anything else is looked at, and one more than the limit gets through, both as on Linux.
  if (space.vmas.size > MAX_MAP_COUNT) return -ENOMEM
  const start = opts.fixed ? fixedPlace(space, opts, length) : freePlace(space, opts.addr, length)
  if (start < 0) return start
  if (opts.mappable !== undefined && opts.offset + length > MAX_FILE_SIZE) return -EOVERFLOW
  const end = start + length
  const err = (opts.fixed ? munmap(space, start, length) : OK) || insert(space, start, end, opts)
  if (err !== OK) return -err
  if (opts.precommit === true) populate(space, start, end)
  return start
}

/** Puts a VMA where nothing is, and joins it to its neighbours. */
function insert(space: AddressSpace, start: number, end: number, opts: MmapOpts): Errno {
  invariant(opts.private || opts.mappable !== undefined, 'a shared mapping has something behind it')
  const vma = new Vma(start, end, {
    perms: opts.perms,
    maxPerms: opts.maxPerms,
    private: opts.private,
    mappable: opts.mappable,
    offset: opts.mappable === undefined ? 0 : opts.offset,
    identity: opts.mappingIdentity,
    hint: opts.hint ?? '',
  })
  if (vma.mappable !== undefined) {
    const err = vma.mappable.addMapping(space, vma.range, vma.offset, vma.mayWriteShared)
    if (err !== OK) return err
  }
  vma.identity?.incRef()
  space.vmas.insert(vma)
  space.mergeAt(end)
  space.mergeAt(start)
  return OK
}

function fixedPlace(space: AddressSpace, opts: MmapOpts, length: number): number {
  const { minAddr, maxAddr } = space.layout
  if (opts.addr > maxAddr - length) return -ENOMEM
  if (!isPageAligned(opts.addr)) return -EINVAL
  if (opts.addr < minAddr) return -EPERM
  if (opts.noReplace === true && space.vmas.firstIn(opts.addr, opts.addr + length) !== undefined)
    return -EEXIST
  return opts.addr
}

/** The hint, rounded down, if it is free; else the highest free place below the top, else any higher one. */
function freePlace(space: AddressSpace, hint: number, length: number): number {
  const { minAddr, maxAddr, mmapTop } = space.layout
  const at = hint < PAGE_SIZE ? 0 : Math.max(minAddr, Math.floor(hint / PAGE_SIZE) * PAGE_SIZE)
  if (at !== 0 && at <= maxAddr - length && space.vmas.firstIn(at, at + length) === undefined) return at
  const below = space.vmas.highestGap(minAddr, mmapTop, length)
  if (below >= 0) return below
  const above = space.vmas.highestGap(mmapTop, maxAddr, length)
  return above >= 0 ? above : -ENOMEM
}

/**
 * Faults in what is mapped in the page-aligned range, each mapping as far as that goes; errors are not reported.
 * Only where a write would copy the page is it done as a write. @see __mm_populate (Linux 6.18 mm/gup.c)
 */
export function populate(space: AddressSpace, start: number, end: number): void {
  let vma = space.vmas.firstIn(start, end)
  while (vma !== undefined) {
    const access = vma.private && allows(vma.effectivePerms, WRITE) ? WRITE : READ
    const last = Math.min(vma.end, end)
    for (let at = Math.max(vma.start, start); at < last; at += PAGE_SIZE) {
      if (resolve(space, at, access, false) < 0) break
    }
    vma = space.vmas.firstIn(last, end)
  }
}
