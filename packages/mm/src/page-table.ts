// PageTable: which page is behind each virtual page. gVisor keeps extents (pmas) and leaves the rest to the host's MMU;
// we are the MMU, and this is the table that system calls and executed code both go by.
//
// Entries: bits 31-12 the page number, bit 5 set if the page is a cache of something else (counts as RssFile), bit 4 if
// it is private to address spaces (anonymous, or a copy of a file's page), bit 3 if there is a page at all, bits 2-0
// what loads and stores may do without a fault.
//
// An entry never allows more than the VMA's effective permissions. It allows a write only where that write needs no
// further thought: never to the zero page, nor to a page of a private mapping that somebody else holds too. After a
// fork whole leaves of the table are common to parent and child. Then no entry in them allows a write, whatever its
// bits say; a page in a common leaf has one reference for the leaf, not one for each table. Who must change such a
// leaf copies it first: the pages are then counted once more, and their entries lose the write bit. If the other side
// drops the leaf instead (a child that exits), nothing was ever copied, and the bits are good again.

import { PAGE_SHIFT } from '@jvisor/abi'
import { LEAF_ENTRIES, type MemoryFile, PageTree, ZERO_PAGE } from '@jvisor/memmap'
import { type AccessType, WRITE } from '@jvisor/usermem'
import type { Usage } from './usage.ts'

export const PTE_ACCESS = 0x7
export const PTE_WRITE = 0x2
export const PTE_PRESENT = 0x8
export const PTE_ANON = 0x10
export const PTE_CACHE = 0x20

/** The page number in an entry. */
export function ptePage(entry: number): number {
  return entry >>> PAGE_SHIFT
}

/** Above every virtual page. */
const TOP = 2 ** 50

export class PageTable {
  readonly #file: MemoryFile
  readonly #usage: Usage
  readonly #tree: PageTree
  /** The tables that may have leaves in common with this one: of all that descend from one by forks. */
  #family: Set<PageTable> | undefined
  #lost = false

  constructor(file: MemoryFile, usage: Usage) {
    this.#file = file
    this.#usage = usage
    this.#tree = new PageTree(file, (from, to) => copiedLeaf(file, from, to))
  }

  /** The entry of a virtual page, 0 if there is none. Its write bit may be without force: see {@link accessible}. */
  get(index: number): number {
    return this.#tree.get(index)
  }

  /** The entry, with no write bit if the leaf is common to another table. */
  effective(index: number): number {
    const entry = this.#tree.get(index)
    return (entry & PTE_WRITE) !== 0 && this.#tree.isShared(index) ? entry & ~PTE_WRITE : entry
  }

  /** The entry if it allows `access`, else 0. */
  accessible(index: number, access: AccessType): number {
    const entry = (access & WRITE) === 0 ? this.#tree.get(index) : this.#tree.getOwned(index)
    return (entry & access) === access ? entry : 0
  }

  /**
   * How many pages, `max` at most, follow each other from `index` on, in the MemoryFile as in the table, and allow
   * `access`; within one leaf. Precondition: the first does.
   */
  run(index: number, max: number, access: AccessType): number {
    const { words } = this.#file
    const inLeaf = index & (LEAF_ENTRIES - 1) // `%` on doubles is a call of fmod
    const at = this.#tree.leafAt(index) + inLeaf
    const page = words[at] >>> PAGE_SHIFT
    const last = Math.min(max, LEAF_ENTRIES - inLeaf)
    let n = 1
    while (n < last && (words[at + n] & access) === access && words[at + n] >>> PAGE_SHIFT === page + n) n++
    return n
  }

  /** The tree's root node, its height, and whether the write bits of entries hold: for whoever walks it in wasm. */
  get root(): number {
    return this.#tree.root
  }

  get height(): number {
    return this.#tree.height
  }

  /** No other table can have leaves in common with this one: entries allow what their bits say. */
  get isAlone(): boolean {
    return this.#family === undefined || this.#family.size === 1
  }

  /** The first page in [from, end) with an entry, or `end`. */
  next(from: number, end: number): number {
    return this.#tree.next(from, end)
  }

  /** The page that is the leaf of a page; 0 if there is none. */
  leafOf(index: number): number {
    return Math.max(0, this.#tree.leafAt(index)) / LEAF_ENTRIES
  }

  /** Number of tables that have the leaf of a page, this one included. */
  sharers(index: number): number {
    const leaf = this.leafOf(index)
    return leaf === 0 ? 1 : this.#file.refs(leaf)
  }

  /** Makes the leaf of a page changeable. @returns false if there was no memory. */
  own(index: number): boolean {
    return this.#family === undefined || this.#tree.own(index) // only a fork makes anything common
  }

  /**
   * Makes the leaves changeable of which [from, end) covers some entries, but not all: so that {@link drop} can do
   * without memory. @returns false if there was none.
   */
  ownEnds(from: number, end: number): boolean {
    if (this.#family === undefined) return true
    const firstEnd = Math.min(leafEnd(from), end)
    return (
      this.#ownPart(from, firstEnd) && this.#ownPart(Math.max(firstEnd, leafEnd(end - 1) - LEAF_ENTRIES), end)
    )
  }

  /** The same for a part of one leaf. */
  #ownPart(from: number, end: number): boolean {
    return end - from === LEAF_ENTRIES || this.#tree.next(from, end) >= end || this.#tree.own(from)
  }

  /** Makes all leaves of [from, end) changeable. @returns false if there was no memory. */
  ownAll(from: number, end: number): boolean {
    for (let i = this.#tree.next(from, end); i < end; i = this.#tree.next(leafEnd(i), end)) {
      if (!this.#tree.own(i)) return false
    }
    return true
  }

  /** Enters a page, of which the entry holds a reference. @returns false if there was no memory (nothing has changed). */
  add(index: number, entry: number): boolean {
    if (!this.#tree.set(index, entry)) return false
    this.#account(entry, 1)
    return true
  }

  /** Changes the bits of an entry. Precondition: the leaf is {@link own}ed, and there is an entry. */
  change(index: number, entry: number): void {
    this.#tree.set(index, entry)
  }

  /** Replaces the page of an entry, and lets go of the old one. Precondition: as {@link change}. */
  replace(index: number, old: number, entry: number): void {
    this.#tree.set(index, entry)
    this.#account(old, -1)
    this.#account(entry, 1)
    this.#release(old)
  }

  /** Moves the entries of [from, end) to `to`, where there are none. @returns false, with nothing moved: no memory. */
  move(from: number, end: number, to: number): boolean {
    const tree = this.#tree
    if (!this.ownAll(from, end)) return false
    for (let i = tree.next(from, end); i < end; i = tree.next(i + 1, end)) {
      if (tree.set(to + (i - from), tree.get(i))) continue
      clear(tree, to, to + (i - from))
      return false
    }
    clear(tree, from, end)
    return true
  }

  /** Drops the pages of [from, end). Precondition: {@link ownEnds}. @returns true if there were any. */
  drop(from: number, end: number): boolean {
    const tree = this.#tree
    let i = tree.next(from, end)
    if (i >= end) return false
    this.#usage.notePeak()
    while (i < end) {
      const leafStart = i - (i & (LEAF_ENTRIES - 1))
      const after = leafStart + LEAF_ENTRIES
      if (leafStart >= from && after <= end) this.#dropLeaf(i)
      else this.#dropIn(i, Math.min(after, end))
      i = tree.next(Math.min(after, end), end)
    }
    return true
  }

  /** Drops everything. What another table has too is not even looked at. @returns true if there was anything. */
  dropAll(): boolean {
    const tree = this.#tree
    const usage = this.#usage
    if (tree.isEmpty) return false
    usage.notePeak()
    for (let i = tree.next(0, TOP); i < TOP; i = tree.next(leafEnd(i), TOP)) {
      if (tree.isShared(i)) tree.dropLeaf(i)
      else this.#dropLeaf(i)
    }
    usage.anonPages = usage.filePages = usage.shmemPages = 0
    return true
  }

  #dropIn(from: number, end: number): void {
    const tree = this.#tree
    for (let i = from; i < end; i = tree.next(i + 1, end)) {
      const entry = tree.get(i)
      tree.set(i, 0)
      this.#account(entry, -1)
      this.#release(entry)
    }
  }

  /** A whole leaf: if it is common, its pages stay with the other table, and are only looked at to be counted. */
  #dropLeaf(index: number): void {
    const shared = this.#tree.isShared(index)
    const base = this.#tree.leafAt(index)
    const { words } = this.#file
    for (let w = base; w < base + LEAF_ENTRIES; w++) {
      const entry = words[w]
      if (entry === 0) continue
      this.#account(entry, -1)
      if (!shared) this.#release(entry)
    }
    this.#tree.dropLeaf(index)
  }

  /**
   * Drops the pages of what is mapped in [from, end), with `all` the private ones too. Where a leaf is common, it is
   * done for all tables that have it, since they map the same things there: so it needs no memory. The others hear of
   * it when they are told in their turn.
   * @returns true if this table has lost any, now or when a relative was told.
   */
  dropEverywhere(from: number, end: number, all: boolean): boolean {
    const tree = this.#tree
    let i = tree.next(from, end)
    while (i < end) {
      const leafLast = Math.min(leafEnd(i), end)
      const holders = this.#holdersOfLeaf(i)
      for (const holder of holders) holder.#usage.notePeak()
      const first = i
      for (; i < leafLast; i = tree.next(i + 1, leafLast)) {
        const entry = tree.get(i)
        if (!all && (entry & PTE_ANON) !== 0) continue
        tree.clearShared(i)
        for (const holder of holders) {
          holder.#account(entry, -1)
          holder.#lost = true
        }
        this.#release(entry)
      }
      for (const holder of holders) holder.#tree.dropIfEmpty(first)
      i = tree.next(leafLast, end)
    }
    const lost = this.#lost
    this.#lost = false
    return lost
  }

  /** The tables that have the leaf of a page in common; this one alone, mostly. */
  #holdersOfLeaf(index: number): PageTable[] {
    if (this.#family === undefined || !this.#tree.isShared(index)) return [this]
    const leaf = this.#tree.leafAt(index)
    return [...this.#family].filter((table) => table.#tree.leafAt(index) === leaf)
  }

  /** Gives `child`, which is empty, all of this table. @returns false if there was no memory. */
  shareWith(child: PageTable): boolean {
    if (!this.#tree.shareWith(child.#tree)) return false
    child.#usage.copyPagesFrom(this.#usage)
    this.#family ??= new Set([this])
    this.#family.add(child)
    child.#family = this.#family
    return true
  }

  /** The table will not be used any more. Precondition: it is empty. */
  destroy(): void {
    this.#family?.delete(this)
  }

  #release(entry: number): void {
    const page = ptePage(entry)
    if (page !== ZERO_PAGE) this.#file.decRef(page)
  }

  #account(entry: number, change: number): void {
    if (ptePage(entry) === ZERO_PAGE) return
    if ((entry & PTE_ANON) !== 0) this.#usage.anonPages += change
    else if ((entry & PTE_CACHE) !== 0) this.#usage.filePages += change
    else this.#usage.shmemPages += change
  }
}

/** A leaf that was common now is two: its pages have one more holder, and nobody writes to them without a fault. */
function copiedLeaf(file: MemoryFile, from: number, to: number): void {
  const { words } = file
  for (let i = 0; i < LEAF_ENTRIES; i++) {
    const entry = words[from + i]
    if (entry === 0) continue
    if (ptePage(entry) !== ZERO_PAGE) file.incRef(ptePage(entry))
    if ((entry & PTE_ANON) !== 0) words[from + i] = words[to + i] = entry & ~PTE_WRITE
  }
}

/** Takes entries out whose pages are elsewhere. */
function clear(tree: PageTree, from: number, end: number): void {
  for (let i = tree.next(from, end); i < end; i = tree.next(i + 1, end)) tree.set(i, 0)
}

function leafEnd(index: number): number {
  return index - (index & (LEAF_ENTRIES - 1)) + LEAF_ENTRIES
}
