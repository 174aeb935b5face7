// AddressSpace: the state of one address space, and the small operations that its verbs (mmap, fault, copy, ...) share.
// MemoryManager is its public face. gVisor: pkg/sentry/mm/mm.go type MemoryManager.

import { type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type MappingSpace, type MemoryFile, SegmentSet } from '@jvisor/memmap'
import type { Addr, AddrRange, BlockSeq } from '@jvisor/usermem'
import type { MmapLayout } from './layout.ts'
import type { MemoryLimits } from './limits.ts'
import { PageTable } from './page-table.ts'
import type { Populating } from './populate.ts'
import type { ProgramInfo } from './program-info.ts'
import { DISCARDED, type InvalidationReason, type TranslationCache } from './translation-cache.ts'
import { Usage } from './usage.ts'
import { Vma } from './vma.ts'

export class AddressSpace implements MappingSpace {
  readonly file: MemoryFile
  readonly layout: MmapLayout
  limits: MemoryLimits
  vmas = new SegmentSet<Vma>()
  readonly usage = new Usage()
  /** Which page is behind an address, if any is yet. */
  readonly pages: PageTable
  /** The heap of brk(2), in bytes: [start, end). */
  brkStart: number
  brkEnd: number
  /** Where the first stack began, for its name in /proc/pid/maps; -1 if nobody has said. */
  stackStart = -1
  /** What execve has put here; the executable is held by one reference. */
  program: ProgramInfo | undefined
  /** Commands of membarrier(2) that it has registered for. */
  barriers = 0
  /** PR_SET_DUMPABLE. */
  dumpable = 1
  /** VM_LOCKED and VM_LOCKONFAULT that new mappings get: mlockall(MCL_FUTURE). */
  futureLock = 0
  /** What the last call has left to fault in; whoever made the call takes it out and goes on. @see populate.ts */
  populating: Populating | undefined
  /** Who remembers translations. */
  readonly caches = new Set<TranslationCache>()
  /** Sequences for translated blocks that no transfer is using. @see copyOutFrom in copy.ts */
  readonly idleBlocks: BlockSeq[] = []
  /** Pages that are held for somebody, and how often. @see pin in pin.ts */
  readonly pins = new Map<number, number>()
  /**
   * Private pages that were this address space's own when somebody began to look on, who needs no copy when the program
   * writes (PageAnonExclusive). One that is gone may still be here: what takes its place is the space's own as well.
   * @see hold in pin.ts
   */
  readonly held = new Set<number>()
  /** Faults that found or made a page, since the beginning. */
  faults = 0
  #anonVmas = 0

  constructor(file: MemoryFile, layout: MmapLayout, limits: MemoryLimits) {
    this.file = file
    this.layout = layout
    this.limits = limits
    this.pages = new PageTable(file, this.usage)
    this.brkStart = layout.brkStart
    this.brkEnd = layout.brkStart
  }

  /** Tells the caches that translations of [start, end) are not good any more. */
  changed(start: number, end: number, reason: InvalidationReason): void {
    for (const cache of this.caches) cache.invalidate(start, end, reason)
  }

  /**
   * Takes the pages behind a page-aligned range out of the page table.
   * Precondition: `pages.ownEnds(start, end)`, so that it cannot fail.
   */
  dropPages(start: number, end: number, reason: InvalidationReason): void {
    if (this.pages.drop(start / PAGE_SIZE, end / PAGE_SIZE)) this.changed(start, end, reason)
  }

  /** True if nobody holds a page but one entry of this table, those aside who look on: a write needs no copy. */
  isSoleHolder(page: number): boolean {
    const refs = this.file.refs(page)
    return (
      refs === 1 || this.held.has(page) || (this.pins.size > 0 && refs - (this.pins.get(page) ?? 0) === 1)
    )
  }

  /** A number for {@link Vma.anonVma} that no other mapping here has. */
  newAnonVma(): number {
    return ++this.#anonVmas
  }

  /** Splits the VMA that contains `at` there, if it does not begin there. Precondition: page aligned. */
  splitAt(at: number): void {
    const vma = this.vmas.find(at)
    if (vma === undefined || vma.start === at) return
    vma.mappable?.splitMapping?.(this, vma.range, vma.offset, at as Addr)
    const upper = new Vma(at, vma.end, vma)
    upper.offset = vma.offsetOf(at)
    this.vmas.resize(vma, vma.start, at)
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
    this.vmas.resize(lower, lower.start, upper.end)
    lower.mappable?.joinMappings?.(this, lower.range, lower.offset, at as Addr)
    if (lower.anonVma === 0) {
      lower.anonVma = upper.anonVma
      this.vmas.retag(lower)
    }
    upper.identity?.decRef()
  }

  /** Merges what lies in [start, end) with what is around it. Linux prefers the lower neighbour, and so do we. */
  mergeAround(start: number, end: number): void {
    this.mergeAt(start)
    this.mergeAt(end)
  }

  /** MappingSpace: what is mapped here has changed. */
  invalidate(range: AddrRange, dropPrivate: boolean): void {
    const dropped = this.pages.dropEverywhere(range.start / PAGE_SIZE, range.end / PAGE_SIZE, dropPrivate)
    if (dropped) this.changed(range.start, range.end, DISCARDED)
  }

  /** Adds a VMA where nothing is, tells what is mapped, and counts it. @returns OK, or what the Mappable says. */
  addVma(vma: Vma): Errno {
    if (vma.mappable !== undefined) {
      const err = vma.mappable.addMapping(this, vma.range, vma.offset, vma.mayWriteShared)
      if (err !== OK) return err
    }
    vma.identity?.incRef()
    this.vmas.insert(vma)
    this.usage.map(vma, vma.length)
    return OK
  }

  /** Makes a VMA larger, down to `start` or up to `end`, where nothing is. @returns OK, or what the Mappable says. */
  growVma(vma: Vma, start: number, end: number): Errno {
    const { length } = vma
    const added = start < vma.start ? { start, end: vma.start } : { start: vma.end, end }
    const range = added as AddrRange
    const err = vma.mappable?.addMapping(this, range, vma.offsetOf(added.start), vma.mayWriteShared) ?? OK
    if (err !== OK) return err
    const offset = vma.offsetOf(start)
    this.vmas.resize(vma, start, end)
    vma.offset = offset
    const at = added.start === start ? added.end : added.start
    vma.mappable?.joinMappings?.(this, vma.range, offset, at as Addr)
    this.usage.map(vma, vma.length - length)
    return OK
  }

  /** Takes a VMA out, whose pages are gone. */
  removeVma(vma: Vma): void {
    this.vmas.remove(vma)
    this.#letGo(vma)
  }

  /** Takes all VMAs out, whose pages are gone. */
  removeAllVmas(): void {
    for (const vma of this.vmas) this.#letGo(vma)
    this.vmas = new SegmentSet()
  }

  #letGo(vma: Vma): void {
    this.usage.map(vma, -vma.length)
    vma.mappable?.removeMapping(this, vma.range, vma.offset, vma.mayWriteShared)
    vma.identity?.decRef()
  }
}
