// mmap: choosing a place and putting a VMA there. gVisor: pkg/sentry/mm/syscalls.go MMap, vma.go createVMALocked.
// Linux: mm/mmap.c do_mmap, mm/vma.c.

import { EEXIST, EINVAL, ENOMEM, EPERM, type Errno, MAX_MAP_COUNT, OK, PAGE_SIZE } from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import { allows, isPageAligned, roundUpLength, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { resolve } from './fault.ts'
import { munmap } from './munmap.ts'
import { Vma } from './vma.ts'

/**
 * Makes a mapping. @returns its address, or -errno:
 * EINVAL (zero length, a fixed address that is not page aligned), ENOMEM (no room, too long, too many mappings),
 * EPERM (fixed below the lowest address), EEXIST (`noReplace`), or what the mapped file says.
 */
export function mmap(space: AddressSpace, opts: MmapOpts): number {
  if (opts.length === 0) return -EINVAL
  const length = roundUpLength(opts.length)
  if (length > space.layout.maxAddr) return -ENOMEM
  const start = opts.fixed ? fixedPlace(space, opts, length) : freePlace(space, opts.addr, length)
  if (start < 0) return start
  // As on Linux, the count is looked at before anything is replaced: one split may be needed on top of the new one.
  if (space.vmas.size >= MAX_MAP_COUNT) return -ENOMEM
  const end = start + length
  if (opts.fixed) munmap(space, start, length)
  const err = insert(space, start, end, opts)
  if (err !== OK) return -err
  if (opts.precommit === true) populate(space, start, end)
  return start
}

/** Puts a VMA where nothing is, and joins it to its neighbours. */
function insert(space: AddressSpace, start: number, end: number, opts: MmapOpts): Errno {
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

/** The hint if it is free, else the highest free place below the top, else any higher one. */
function freePlace(space: AddressSpace, hint: number, length: number): number {
  const { minAddr, maxAddr, mmapTop } = space.layout
  const at = hint === 0 ? 0 : Math.max(minAddr, Math.ceil(hint / PAGE_SIZE) * PAGE_SIZE)
  if (at !== 0 && at <= maxAddr - length && space.vmas.firstIn(at, at + length) === undefined) return at
  const below = space.vmas.highestGap(minAddr, mmapTop, length)
  if (below >= 0) return below
  const above = space.vmas.highestGap(mmapTop, maxAddr, length)
  return above >= 0 ? above : -ENOMEM
}

/** Faults a range in as far as that goes; errors are not reported (MAP_POPULATE). */
export function populate(space: AddressSpace, start: number, end: number): void {
  for (let at = start; at < end; at += PAGE_SIZE) {
    const vma = space.vmas.find(at)
    if (vma === undefined) return
    const access = vma.effectivePerms & (allows(vma.effectivePerms, WRITE) ? WRITE : 1)
    if (access === 0 || resolve(space, at, access as typeof WRITE, false) < 0) return
  }
}
