// mremap: resizing and moving mappings. gVisor: pkg/sentry/mm/syscalls.go MRemap. Linux: mm/mremap.c.

import {
  EAGAIN,
  EFAULT,
  EINVAL,
  ENOMEM,
  EPERM,
  type Errno,
  MAX_FILE_SIZE,
  MAX_MAP_COUNT,
  MREMAP_DONTUNMAP,
  MREMAP_FIXED,
  MREMAP_MAYMOVE,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'
import { type Addr, isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { lockLimitAllows, sizeLimitAllows } from './budget.ts'
import { munmap } from './munmap.ts'
import { findPlace } from './place.ts'
import { populate } from './populate.ts'
import { UNMAPPED } from './translation-cache.ts'
import { VM_DONTEXPAND, VM_LOCKED, VM_LOCKED_MASK, Vma } from './vma.ts'

/** What mremap(2) is asked for; lengths in bytes, rounded up to pages by {@link mremap}. */
export interface MremapOpts {
  readonly oldLength: number
  readonly newLength: number
  /** MREMAP_* bits. */
  readonly flags: number
  /** Where to, with MREMAP_FIXED; a hint with MREMAP_DONTUNMAP; else of no interest. */
  readonly newAddr: Addr
}

/** One step of a call: [addr, addr + oldLength) becomes newLength bytes, at newAddr if it moves. */
interface Remap {
  readonly addr: number
  oldLength: number
  readonly newLength: number
  readonly newAddr: number
  readonly flags: number
}

/**
 * Resizes or moves the mapping at `addr`. @returns its address, or -errno:
 * EINVAL (flags, an address that is not page aligned, a new length of 0 or too long, old and new place overlap, or an
 * old length of 0 for a private mapping), EFAULT (nothing is mapped there, or it is to grow or move beyond what one
 * mapping covers), ENOMEM (no room, too many mappings, or over RLIMIT_AS or RLIMIT_DATA), EAGAIN (over RLIMIT_MEMLOCK).
 * A move of the same length to a fixed place may cover several mappings; if one of them cannot be moved, those before
 * it were. What was at the fixed place is gone even if the move fails.
 * @see do_mremap (Linux 6.18 mm/mremap.c)
 */
export function mremap(space: AddressSpace, addr: Addr, opts: MremapOpts): number {
  const oldLength = roundUpLength(opts.oldLength)
  const newLength = roundUpLength(opts.newLength)
  const remap: Remap = { addr, oldLength, newLength, newAddr: opts.newAddr, flags: opts.flags }
  const err = check(space, remap)
  if (err !== OK) return -err
  if ((opts.flags & MREMAP_FIXED) !== 0 && oldLength === newLength) return moveAll(space, remap)
  const vma = space.vmas.find(addr)
  const errVma = checkVma(space, vma, remap)
  if (errVma !== OK || vma === undefined) return -errVma
  return hasNewAddr(remap) ? moveTo(space, vma, remap) : resize(space, vma, remap)
}

function hasNewAddr(remap: Remap): boolean {
  return (remap.flags & (MREMAP_FIXED | MREMAP_DONTUNMAP)) !== 0
}

/** What is wrong with the arguments as such. @see check_mremap_params */
function check(space: AddressSpace, remap: Remap): Errno {
  const { addr, oldLength, newLength, newAddr, flags } = remap
  const { maxAddr } = space.layout
  if ((flags & ~(MREMAP_FIXED | MREMAP_MAYMOVE | MREMAP_DONTUNMAP)) !== 0) return EINVAL
  if (!isPageAligned(addr) || newLength === 0 || newLength > maxAddr) return EINVAL
  if (!hasNewAddr(remap)) return OK
  if (newAddr > maxAddr - newLength || !isPageAligned(newAddr)) return EINVAL
  if ((flags & MREMAP_MAYMOVE) === 0) return EINVAL
  if ((flags & MREMAP_DONTUNMAP) !== 0 && oldLength !== newLength) return EINVAL
  const oldEnd = (addr + oldLength) % 2 ** 64 // Linux lets it wrap around
  if (oldEnd > newAddr && newAddr + newLength > addr) return EINVAL
  return space.vmas.size + 2 >= MAX_MAP_COUNT - 3 ? ENOMEM : OK
}

/** What is wrong with the mapping that it is about. @see check_prep_vma */
function checkVma(space: AddressSpace, vma: Vma | undefined, remap: Remap): Errno {
  if (vma === undefined) return EFAULT
  const growth = remap.newLength - remap.oldLength
  if (growth <= 0 && !hasNewAddr(remap)) return OK // where it is, a range that gets no larger may cover anything
  if (Math.min(remap.oldLength, remap.newLength) > vma.end - remap.addr) return EFAULT
  if (remap.oldLength === 0 && vma.private) return EINVAL
  const fixedSize = (vma.flags & VM_DONTEXPAND) !== 0
  if ((remap.flags & MREMAP_DONTUNMAP) !== 0 && fixedSize) return EINVAL
  if (growth <= 0) return OK
  if (!vma.isAnonymous && vma.offsetOf(remap.addr) + remap.newLength > MAX_FILE_SIZE) return EINVAL
  if (fixedSize) return EFAULT
  if (!lockLimitAllows(space, vma.flags, growth)) return EAGAIN
  return sizeLimitAllows(space, vma.isData, growth) ? OK : ENOMEM
}

/** Moves everything in a range, keeping the holes between mappings. @see remap_move */
function moveAll(space: AddressSpace, whole: Remap): number {
  const end = whole.addr + whole.oldLength
  const by = whole.newAddr - whole.addr
  let at = whole.addr
  if (space.vmas.find(at) === undefined) return -EFAULT
  while (at < end) {
    const vma = space.vmas.firstIn(at, end)
    if (vma === undefined) break
    const addr = Math.max(vma.start, at)
    at = Math.min(vma.end, end)
    if (!movesWithOthers(vma) && (addr > whole.addr || at < end)) return -EFAULT
    const length = at - addr
    const part: Remap = { ...whole, addr, oldLength: length, newLength: length, newAddr: addr + by }
    const err = checkVma(space, vma, part)
    if (err !== OK) return -err
    const moved = moveTo(space, vma, part)
    if (moved < 0) return moved
  }
  return whole.newAddr
}

/** Private mappings of /dev/zero are anonymous memory with a file, and must be moved alone. @see vma_multi_allowed */
function movesWithOthers(vma: Vma): boolean {
  return !vma.isAnonymous || vma.identity === undefined
}

/** Moves to a place that was named, or any with MREMAP_DONTUNMAP alone. @see mremap_to */
function moveTo(space: AddressSpace, mapped: Vma, remap: Remap): number {
  let vma: Vma | undefined = mapped
  let { newAddr } = remap
  if ((remap.flags & MREMAP_FIXED) !== 0) {
    const err = munmap(space, newAddr, remap.newLength)
    if (err !== OK) return -err
    if (newAddr < space.layout.minAddr) return -EPERM
    vma = space.vmas.find(remap.addr) // it may have been split
    if (vma === undefined) return -EFAULT
  }
  if (remap.oldLength > remap.newLength) {
    const err = munmap(space, remap.addr + remap.newLength, remap.oldLength - remap.newLength)
    if (err !== OK) return -err
    remap.oldLength = remap.newLength
    vma = space.vmas.find(remap.addr)
    invariant(vma !== undefined, 'the part that stays is mapped')
  }
  if ((remap.flags & MREMAP_DONTUNMAP) !== 0 && !sizeLimitAllows(space, vma.isData, remap.oldLength)) {
    return -ENOMEM
  }
  if ((remap.flags & MREMAP_FIXED) === 0) {
    newAddr = findPlace(space, newAddr, remap.newLength)
    if (newAddr < 0) return newAddr
  }
  return move(space, vma, remap, newAddr)
}

/** Resizes where it is; grows elsewhere if it must and may. @see mremap_at, expand_vma */
function resize(space: AddressSpace, vma: Vma, remap: Remap): number {
  const { addr, oldLength, newLength } = remap
  if (newLength < oldLength) {
    const err = munmap(space, addr + newLength, oldLength - newLength)
    return err === OK ? addr : -err
  }
  if (newLength === oldLength) return addr
  if (growInPlace(space, vma, remap)) return addr
  if ((remap.flags & MREMAP_MAYMOVE) === 0) return -ENOMEM
  const newAddr = findPlace(space, 0, newLength)
  return newAddr < 0 ? newAddr : move(space, vma, remap, newAddr)
}

/** Grows a mapping that ends where the range does, if what follows is free. */
function growInPlace(space: AddressSpace, vma: Vma, remap: Remap): boolean {
  const { end } = vma
  const newEnd = remap.addr + remap.newLength
  if (end !== remap.addr + remap.oldLength || newEnd > space.layout.maxAddr) return false
  if (space.vmas.firstIn(end, newEnd) !== undefined) return false
  if (space.growVma(vma, vma.start, newEnd) !== OK) return false
  const locked = vma.flags & VM_LOCKED
  space.mergeAt(newEnd)
  if (locked !== 0) populate(space, end, newEnd)
  return true
}

/** Makes the mapping at a free place and takes its pages there. @see move_vma */
function move(space: AddressSpace, vma: Vma, remap: Remap, newAddr: number): number {
  const { addr, oldLength, newLength } = remap
  if (space.vmas.size >= MAX_MAP_COUNT - 3) return -ENOMEM
  const moved = new Vma(newAddr, newAddr + newLength, vma)
  // Memory that has no pages yet begins anew; else neighbours are merged only where the pages' order continues.
  moved.offset = vma.isAnonymous && vma.anonVma === 0 ? newAddr : vma.offsetOf(addr)
  const err = space.addVma(moved)
  if (err !== OK) return -err
  if (!space.pages.move(addr / PAGE_SIZE, (addr + oldLength) / PAGE_SIZE, newAddr / PAGE_SIZE)) {
    space.removeVma(moved)
    return -ENOMEM
  }
  if (oldLength > 0) space.changed(addr, addr + oldLength, UNMAPPED)
  const { flags } = moved
  // As on Linux it may merge even with what it was moved from, of which the moved part goes only now.
  space.mergeAround(newAddr, newAddr + newLength)
  if ((remap.flags & MREMAP_DONTUNMAP) !== 0) leaveBehind(space, addr, oldLength)
  else if (oldLength > 0) invariant(munmap(space, addr, oldLength) === OK, 'what was moved can be unmapped')
  if ((flags & VM_LOCKED) !== 0 && newLength > oldLength) {
    populate(space, newAddr + oldLength, newAddr + newLength)
  }
  return newAddr
}

/** What MREMAP_DONTUNMAP leaves: the mapping without pages, and all of it not locked. @see dontunmap_complete */
function leaveBehind(space: AddressSpace, addr: number, length: number): void {
  const vma = space.vmas.find(addr)
  invariant(vma !== undefined, 'what was moved from stays mapped')
  space.usage.map(vma, -vma.length)
  vma.flags &= ~VM_LOCKED_MASK
  space.usage.map(vma, vma.length)
  if (vma.start === addr && vma.length === length) vma.anonVma = 0
  space.vmas.retag(vma)
}
