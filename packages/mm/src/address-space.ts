// AddressSpace: the state of one address space, and the small operations that its verbs (mmap, fault, copy, ...) share.
// MemoryManager is its public face. gVisor: pkg/sentry/mm/mm.go type MemoryManager.
//
// Page table entries: bits 31-12 the page number, bit 4 set if the page is private to address spaces (anonymous, or a
// copy of a file's page), bit 3 set if there is a page at all, bits 2-0 what loads and stores may do without a fault.
// An entry never allows more than the VMA's effective permissions. It allows a write only where that write needs no
// further thought: never to the zero page, nor to a page of a private mapping that somebody else holds too.

import { PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import { type MappingSpace, type MemoryFile, PageTree, SegmentSet, ZERO_PAGE } from '@jvisor/memmap'
import type { AddrRange, BlockSeq } from '@jvisor/usermem'
import type { MmapLayout } from './layout.ts'
import { Vma } from './vma.ts'

export const PTE_ACCESS = 0x7
export const PTE_WRITE = 0x2
export const PTE_PRESENT = 0x8
export const PTE_ANON = 0x10

/** The page number in an entry. */
export function ptePage(entry: number): number {
  return entry >>> PAGE_SHIFT
}

export class AddressSpace implements MappingSpace {
  readonly file: MemoryFile
  readonly layout: MmapLayout
  readonly vmas = new SegmentSet<Vma>()
  /** The page table, indexed by virtual page number. */
  readonly pages: PageTree
  /** The heap of brk(2), in bytes: [start, end). */
  brkStart: number
  brkEnd: number
  /** Sequences for translated blocks that no transfer is using. @see copyOutFrom in copy.ts */
  readonly idleBlocks: BlockSeq[] = []
  /** Faults that found or made a page, since the beginning. */
  faults = 0

  constructor(file: MemoryFile, layout: MmapLayout) {
    this.file = file
    this.layout = layout
    this.pages = new PageTree(file)
    this.brkStart = layout.brkStart
    this.brkEnd = layout.brkStart
  }

  /** Takes the pages behind a page-aligned range out of the page table; all, or only those that are not private. */
  unmapPages(start: number, end: number, keepPrivate = false): void {
    const { pages } = this
    const last = end / PAGE_SIZE
    for (let i = pages.next(start / PAGE_SIZE, last); i < last; i = pages.next(i + 1, last)) {
      const entry = pages.get(i)
      if (keepPrivate && (entry & PTE_ANON) !== 0) continue
      this.dropPage(entry)
      pages.set(i, 0)
    }
  }

  /** Lets go of the page of an entry that is being replaced. */
  dropPage(entry: number): void {
    const page = ptePage(entry)
    if (page !== ZERO_PAGE) this.file.decRef(page)
  }

  /** Splits the VMA that contains `at` there, if it does not begin there. Precondition: page aligned. */
  splitAt(at: number): void {
    const vma = this.vmas.find(at)
    if (vma === undefined || vma.start === at) return
    const upper = new Vma(at, vma.end, vma)
    if (vma.mappable !== undefined) upper.offset = vma.offset + (at - vma.start)
    vma.end = at
    vma.identity?.incRef()
    this.vmas.insert(upper)
  }

  /** Makes one VMA of those around `at` if they continue each other. */
  mergeAt(at: number): void {
    const upper = this.vmas.find(at)
    if (upper === undefined || upper.start !== at) return
    const lower = this.vmas.prev(upper)
    if (lower?.continuesInto(upper) !== true) return
    this.vmas.remove(upper)
    lower.end = upper.end
    upper.identity?.decRef()
  }

  /** MappingSpace: what is mapped here has changed. */
  invalidate(range: AddrRange, dropPrivate: boolean): void {
    this.unmapPages(range.start, range.end, !dropPrivate)
  }
}
