// madvise: what a program expects to do with its memory, and what it no longer needs. gVisor: pkg/sentry/mm/syscalls.go
// Decommit, SetDontFork; syscalls/linux/sys_mmap.go Madvise. Linux: mm/madvise.c.

import {
  EACCES,
  EAGAIN,
  EINVAL,
  ENOMEM,
  EOPNOTSUPP,
  type Errno,
  MADV_COLD,
  MADV_DODUMP,
  MADV_DOFORK,
  MADV_DONTDUMP,
  MADV_DONTFORK,
  MADV_DONTNEED,
  MADV_DONTNEED_LOCKED,
  MADV_FREE,
  MADV_HUGEPAGE,
  MADV_KEEPONFORK,
  MADV_MERGEABLE,
  MADV_NOHUGEPAGE,
  MADV_NORMAL,
  MADV_PAGEOUT,
  MADV_POPULATE_READ,
  MADV_POPULATE_WRITE,
  MADV_RANDOM,
  MADV_REMOVE,
  MADV_SEQUENTIAL,
  MADV_UNMERGEABLE,
  MADV_WILLNEED,
  MADV_WIPEONFORK,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'
import { isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { modifyPart } from './modify.ts'
import { populate, TO_READ, TO_WRITE } from './populate.ts'
import { DISCARDED } from './translation-cache.ts'
import {
  TAG_LOCKED,
  VM_DONTCOPY,
  VM_DONTDUMP,
  VM_DONTEXPAND,
  VM_HUGEPAGE,
  VM_MERGEABLE,
  VM_NOHUGEPAGE,
  VM_RAND_READ,
  VM_SEQ_READ,
  VM_WIPEONFORK,
  type Vma,
} from './vma.ts'

/** Advice that is remembered with the mapping: the VM_* bits that it clears, and then sets. */
const REMEMBERED: ReadonlyMap<number, readonly [clear: number, set: number]> = new Map([
  [MADV_NORMAL, [VM_RAND_READ | VM_SEQ_READ, 0]],
  [MADV_SEQUENTIAL, [VM_RAND_READ, VM_SEQ_READ]],
  [MADV_RANDOM, [VM_SEQ_READ, VM_RAND_READ]],
  [MADV_DONTFORK, [0, VM_DONTCOPY]],
  [MADV_DOFORK, [VM_DONTCOPY, 0]],
  [MADV_WIPEONFORK, [0, VM_WIPEONFORK]],
  [MADV_KEEPONFORK, [VM_WIPEONFORK, 0]],
  [MADV_DONTDUMP, [0, VM_DONTDUMP]],
  [MADV_DODUMP, [VM_DONTDUMP, 0]],
  [MADV_HUGEPAGE, [VM_NOHUGEPAGE, VM_HUGEPAGE]],
  [MADV_NOHUGEPAGE, [VM_HUGEPAGE, VM_NOHUGEPAGE]],
  [MADV_MERGEABLE, [0, VM_MERGEABLE]],
  [MADV_UNMERGEABLE, [VM_MERGEABLE, 0]],
])

type Action = (space: AddressSpace, start: number, end: number) => Errno

/** Advice that acts at once, or that is a hint and nothing more: what it does to a part of a mapping. */
const ACTIONS: ReadonlyMap<number, Action> = new Map<number, Action>([
  [MADV_DONTNEED, (space, start, end) => (isLocked(space, start) ? EINVAL : discard(space, start, end))],
  [MADV_DONTNEED_LOCKED, discard],
  // Linux frees such pages when it runs short, and not before; they may as well stay.
  [MADV_FREE, (space, start) => (isLocked(space, start) || !isAnonymous(space, start) ? EINVAL : OK)],
  [MADV_REMOVE, remove],
  [MADV_WILLNEED, () => OK],
  [MADV_COLD, (space, start) => (isLocked(space, start) ? EINVAL : OK)],
  [MADV_PAGEOUT, (space, start) => (isLocked(space, start) ? EINVAL : OK)],
])

/**
 * Takes advice for [addr, addr + length); `length` is rounded up to pages.
 * EINVAL: unknown advice, `addr` not page aligned, or advice that a mapping cannot follow (then those before it have).
 * ENOMEM: not all is mapped (what is has been advised, but for MADV_POPULATE_*, which stop there), or, after a fork,
 * there is no memory to copy a part of the page table. EAGAIN: splitting a mapping would make too many.
 * MADV_REMOVE: EACCES if the mapping is not shared and open for writing. MADV_POPULATE_*: EINVAL if the protection
 * forbids the access, EFAULT past the end of a file.
 * @see do_madvise (Linux 6.18 mm/madvise.c)
 */
export function madvise(space: AddressSpace, addr: number, length: number, advice: number): Errno {
  const populates = advice === MADV_POPULATE_READ || advice === MADV_POPULATE_WRITE
  const isKnown = populates || REMEMBERED.has(advice) || ACTIONS.has(advice)
  if (!isKnown || !isPageAligned(addr)) return EINVAL
  const end = addr + roundUpLength(length)
  if (end >= 2 ** 64) return EINVAL
  if (populates) return populate(space, addr, end, advice === MADV_POPULATE_WRITE ? TO_WRITE : TO_READ)
  let hole: Errno = OK
  let at = addr
  while (at < end) {
    const mappedEnd = space.vmas.endAt(at)
    if (mappedEnd < 0) {
      hole = ENOMEM
      at = space.vmas.lowerBound(at)?.start ?? end
      continue
    }
    const start = at
    at = Math.min(mappedEnd, end)
    const err = advise(space, start, at, advice)
    if (err !== OK) return err
  }
  return hole
}

/** Gives advice to [start, end), a part of one mapping. */
function advise(space: AddressSpace, start: number, end: number, advice: number): Errno {
  const action = ACTIONS.get(advice)
  if (action !== undefined) return action(space, start, end)
  const vma = vmaAt(space, start)
  const remembered = REMEMBERED.get(advice)
  if (remembered === undefined) return EINVAL
  if (advice === MADV_WIPEONFORK && !(vma.isAnonymous && vma.identity === undefined)) return EINVAL
  if ((advice === MADV_MERGEABLE || advice === MADV_UNMERGEABLE) && !vma.private) return OK
  if (advice === MADV_DODUMP && (vma.flags & VM_DONTEXPAND) !== 0) return EINVAL
  const flags = (vma.flags & ~remembered[0]) | remembered[1]
  if (flags === vma.flags) return OK
  return modifyPart(space, start, end, vma.perms, flags) === OK ? OK : EAGAIN
}

function vmaAt(space: AddressSpace, at: number): Vma {
  const vma = space.vmas.find(at)
  invariant(vma !== undefined, 'what takes advice is mapped')
  return vma
}

function isLocked(space: AddressSpace, at: number): boolean {
  return (space.vmas.tagAt(at) & TAG_LOCKED) !== 0
}

function isAnonymous(space: AddressSpace, at: number): boolean {
  return vmaAt(space, at).isAnonymous
}

/** MADV_DONTNEED: private pages are forgotten; what is mapped comes back on the next access. */
function discard(space: AddressSpace, start: number, end: number): Errno {
  if (!space.pages.ownEnds(start / PAGE_SIZE, end / PAGE_SIZE)) return ENOMEM
  space.dropPages(start, end, DISCARDED)
  return OK
}

function remove(space: AddressSpace, start: number, end: number): Errno {
  const vma = vmaAt(space, start)
  if (vma.isLocked || (vma.mappable === undefined && vma.identity === undefined)) return EINVAL
  if (!vma.mayWriteShared) return EACCES
  return vma.mappable?.punchHole?.(vma.offsetOf(start), vma.offsetOf(end)) ?? EOPNOTSUPP
}
