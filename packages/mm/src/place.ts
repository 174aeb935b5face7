// Where a mapping goes that may go anywhere. Linux: mm/mmap.c arch_get_unmapped_area_topdown, mm/vma.c unmapped_area.
// gVisor: pkg/sentry/mm/vma.go findAvailableLocked.

import { ENOMEM, PAGE_SIZE } from '@jvisor/abi'
import type { AddressSpace } from './address-space.ts'
import { startWithGap } from './stack.ts'

/**
 * The hint, rounded down to pages, if it is free; else the highest free place below the top; else any higher one.
 * What lies below a stack, in its guard gap, is not free.
 * @returns -ENOMEM if there is none.
 */
export function findPlace(space: AddressSpace, hint: number, length: number): number {
  const { minAddr, maxAddr, mmapTop } = space.layout
  const at = hint < PAGE_SIZE ? 0 : Math.max(minAddr, Math.floor(hint / PAGE_SIZE) * PAGE_SIZE)
  if (at !== 0 && at <= maxAddr - length && isFree(space, at, at + length)) return at
  const below = highestPlace(space, minAddr, mmapTop, length)
  return below >= 0 ? below : highestPlace(space, mmapTop, maxAddr, length)
}

function isFree(space: AddressSpace, start: number, end: number): boolean {
  const next = space.vmas.lowerBound(start)
  return next === undefined || (end <= next.start && end <= startWithGap(next))
}

function highestPlace(space: AddressSpace, low: number, high: number, length: number): number {
  for (let top = high; ; ) {
    const at = space.vmas.highestGap(low, top, length)
    if (at < 0) return -ENOMEM
    if (space.usage.stack === 0) return at
    const above = space.vmas.lowerBound(at)
    if (above === undefined || at + length <= startWithGap(above)) return at
    top = Math.min(at + length - PAGE_SIZE, startWithGap(above))
  }
}
