// Stacks: mappings that grow downward when they are touched below their start (MAP_GROWSDOWN).
// Linux: mm/vma.c expand_downwards, acct_stack_growth. gVisor: pkg/sentry/mm/vma.go, for the initial stack only.

import { OK, PAGE_SIZE } from '@jvisor/abi'
import { NO_ACCESS } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { prepareAnonVma } from './anon-vma.ts'
import { lockLimitAllows, sizeLimitAllows } from './budget.ts'
import { VM_GROWSDOWN, type Vma } from './vma.ts'

/** Bytes that stay free below a stack, so that one that overflows meets nothing (Linux stack_guard_gap, 256 pages). */
export const STACK_GUARD_GAP = 256 * PAGE_SIZE

/** Address below which nothing else may come: the start, less the gap of a stack. @see vm_start_gap */
export function startWithGap(vma: Vma): number {
  return (vma.flags & VM_GROWSDOWN) === 0 ? vma.start : Math.max(0, vma.start - STACK_GUARD_GAP)
}

/** Grows the stack next above `addr`, which is not mapped, down to it. @returns undefined if there is none, or it may not. */
export function growStack(space: AddressSpace, addr: number): Vma | undefined {
  const vma = space.vmas.lowerBound(addr)
  if (vma === undefined || (vma.flags & VM_GROWSDOWN) === 0) return undefined
  const start = addr - (addr % PAGE_SIZE)
  if (start < space.layout.minAddr) return undefined
  const below = space.vmas.prev(vma)
  if (below !== undefined && (below.flags & VM_GROWSDOWN) === 0 && below.perms !== NO_ACCESS) {
    if (start - below.end < STACK_GUARD_GAP) return undefined
  }
  if (vma.anonVma === 0) prepareAnonVma(space, vma) // before the limits are looked at, as on Linux
  const growth = vma.start - start
  if (!sizeLimitAllows(space, false, growth) || vma.end - start > space.limits.stack) return undefined
  if (!lockLimitAllows(space, vma.flags, growth)) return undefined
  if (growth > vma.offset || space.growVma(vma, start, vma.end) !== OK) return undefined
  return vma
}
