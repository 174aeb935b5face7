// Half-open ranges of user addresses. gVisor: pkg/hostarch/addr_range.go (an instance of pkg/segment's range).

import { type Addr, isPageAligned } from './addr.ts'

/** The addresses from `start` up to, not including, `end`; `start <= end`. */
export interface AddrRange {
  readonly start: Addr
  readonly end: Addr
}

/** Bytes in the range. */
export function rangeLength(r: AddrRange): number {
  return r.end - r.start
}

/** True if `a` lies in the range. */
export function rangeContains(r: AddrRange, a: Addr): boolean {
  return r.start <= a && a < r.end
}

/** True if the two share at least one address. */
export function rangesOverlap(r: AddrRange, s: AddrRange): boolean {
  return r.start < s.end && s.start < r.end
}

/** True if every address of `s` is in `r`. */
export function rangeIsSupersetOf(r: AddrRange, s: AddrRange): boolean {
  return r.start <= s.start && s.end <= r.end
}

/** What both ranges share; empty (at some address) if they do not overlap. */
export function intersectRanges(r: AddrRange, s: AddrRange): AddrRange {
  const start = Math.max(r.start, s.start) as Addr
  const end = Math.max(start, Math.min(r.end, s.end)) as Addr
  return { start, end }
}

/** True if the range begins and ends at page boundaries. */
export function isPageAlignedRange(r: AddrRange): boolean {
  return isPageAligned(r.start) && isPageAligned(r.end)
}

/** True if it is a range at all: its end is not before its start. */
export function isWellFormedRange(r: AddrRange): boolean {
  return r.start <= r.end
}

/** True if cutting the range at `a` gives two, neither of them empty. */
export function canSplitRangeAt(r: AddrRange, a: Addr): boolean {
  return r.start < a && a < r.end
}

/** "[0x1000, 0x2000)", for messages. */
export function rangeString(r: AddrRange): string {
  return `[0x${r.start.toString(16)}, 0x${r.end.toString(16)})`
}
