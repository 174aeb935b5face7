// PageTree: a sparse array of 32-bit entries, indexed by page number, in a radix tree whose nodes are pages of the
// MemoryFile. An address space's page table is one (mm), and so is a file's page cache (vfs).
//
// Every node has 1024 entries. In an inner node an entry is the page number of the child, 0 if there is none; in a
// leaf it is whatever the user of the tree stores, 0 meaning nothing. A node's owner word counts its entries that
// are not 0, so that an empty node is given back at once. The tree is as high as its largest index needs.

import { type MemoryFile, NO_PAGE } from './memory-file.ts'

const FANOUT_BITS = 10
const FANOUT = 1 << FANOUT_BITS
const INDEX_MASK = FANOUT - 1
/** Pages per entry of a node at each level; level 0 is a leaf. */
const SPAN = [1, 2 ** 10, 2 ** 20, 2 ** 30, 2 ** 40]

export class PageTree {
  readonly #file: MemoryFile
  #root = 0
  /** Levels of nodes; 0 while the tree is empty. */
  #height = 0
  // The leaf used last: page trees are walked in runs.
  #leafStart = -1
  #leafBase = 0

  constructor(file: MemoryFile) {
    this.#file = file
  }

  /** The entry at `index`, 0 if there is none. Precondition: an integer in [0, 2^50). */
  get(index: number): number {
    const inLeaf = index - this.#leafStart
    if (inLeaf >= 0 && inLeaf < FANOUT && this.#leafStart >= 0)
      return this.#file.words[this.#leafBase + inLeaf]
    const base = this.#findLeaf(index)
    return base < 0 ? 0 : this.#file.words[base + (index % FANOUT)]
  }

  /**
   * Word index, in the file's `words`, of the leaf that covers `index`; -1 if there is none. Entries
   * index - index % 1024 to the next multiple of 1024 follow each other there, until the tree is next changed.
   */
  leafAt(index: number): number {
    const inLeaf = index - this.#leafStart
    if (inLeaf >= 0 && inLeaf < FANOUT && this.#leafStart >= 0) return this.#leafBase
    return this.#findLeaf(index)
  }

  /** Stores an entry; 0 removes it. @returns false if there was no memory for a node (nothing has changed then). */
  set(index: number, entry: number): boolean {
    if (entry === 0) {
      this.#remove(index)
      return true
    }
    const inLeaf = index - this.#leafStart
    const base =
      inLeaf >= 0 && inLeaf < FANOUT && this.#leafStart >= 0 ? this.#leafBase : this.#makeLeaf(index)
    if (base < 0) return false
    const at = base + (index % FANOUT)
    if (this.#file.words[at] === 0) this.#count(base >> FANOUT_BITS, 1)
    this.#file.words[at] = entry
    return true
  }

  /** The first index in [from, end) with an entry, or `end`. Costs nothing for large holes. */
  next(from: number, end: number): number {
    if (this.#root === 0) return end
    const limit = Math.min(end, SPAN[this.#height - 1] * FANOUT)
    const found = from < limit ? this.#nextIn(this.#root, this.#height - 1, 0, from, limit) : limit
    return found < limit ? found : end
  }

  /** True if there is no entry at all. */
  get isEmpty(): boolean {
    return this.#root === 0
  }

  #nextIn(node: number, level: number, start: number, from: number, end: number): number {
    const span = SPAN[level]
    const words = this.#file.words
    const base = node << FANOUT_BITS
    for (let i = Math.max(0, Math.floor((from - start) / span)); i < FANOUT; i++) {
      const at = start + i * span
      if (at >= end) return end
      const entry = words[base + i]
      if (entry === 0) continue
      if (level === 0) return at
      const childEnd = Math.min(end, at + span)
      const found = this.#nextIn(entry, level - 1, at, Math.max(from, at), childEnd)
      if (found < childEnd) return found
    }
    return end
  }

  #findLeaf(index: number): number {
    if (this.#root === 0 || index >= SPAN[this.#height - 1] * FANOUT) return -1
    const words = this.#file.words
    const high = Math.floor(index / SPAN[2])
    let node = this.#root
    for (let level = this.#height - 1; level > 0; level--) {
      node = words[(node << FANOUT_BITS) + slot(index, high, level)]
      if (node === 0) return -1
    }
    return this.#remember(index, node)
  }

  #makeLeaf(index: number): number {
    if (this.#root === 0) {
      const root = this.#file.allocate()
      if (root === NO_PAGE) return -1
      this.#root = root
      this.#height = 1
    }
    while (index >= SPAN[this.#height - 1] * FANOUT) {
      if (!this.#raise()) return this.#undo(-1)
    }
    const high = Math.floor(index / SPAN[2])
    let node = this.#root
    for (let level = this.#height - 1; level > 0; level--) {
      const at = (node << FANOUT_BITS) + slot(index, high, level)
      let child = this.#file.words[at]
      if (child === 0) {
        child = this.#file.allocate()
        if (child === NO_PAGE) return this.#undo(index)
        this.#file.words[at] = child
        this.#count(node, 1)
      }
      node = child
    }
    return this.#remember(index, node)
  }

  #raise(): boolean {
    const root = this.#file.allocate()
    if (root === NO_PAGE) return false
    // An empty root is not worth keeping as a child: this happens only while the first leaf is being made.
    if (this.#file.owner(this.#root) === 0) this.#file.decRef(this.#root)
    else {
      this.#file.words[root << FANOUT_BITS] = this.#root
      this.#count(root, 1)
    }
    this.#root = root
    this.#height++
    return true
  }

  /** Gives back the empty nodes that a failed #makeLeaf left on the way to `index` (or a bare root). */
  #undo(index: number): -1 {
    if (index >= 0) this.#prune(index)
    if (this.#root !== 0 && this.#file.owner(this.#root) === 0) {
      this.#file.decRef(this.#root)
      this.#root = 0
      this.#height = 0
    }
    return -1
  }

  #remove(index: number): void {
    const base = this.leafAt(index)
    if (base < 0) return
    const at = base + (index % FANOUT)
    if (this.#file.words[at] === 0) return
    this.#file.words[at] = 0
    if (this.#count(base >> FANOUT_BITS, -1) === 0) this.#prune(index)
  }

  /** Frees the empty nodes on the path to `index`, from the bottom up. */
  #prune(index: number): void {
    this.#leafStart = -1
    const high = Math.floor(index / SPAN[2])
    while (this.#root !== 0) {
      let parent = 0
      let parentAt = 0
      let node = this.#root
      for (let level = this.#height - 1; level > 0; level--) {
        const at = (node << FANOUT_BITS) + slot(index, high, level)
        const child = this.#file.words[at]
        if (child === 0) break
        parent = node
        parentAt = at
        node = child
      }
      if (this.#file.owner(node) !== 0) return
      this.#file.decRef(node)
      if (parent === 0) {
        this.#root = 0
        this.#height = 0
        return
      }
      this.#file.words[parentAt] = 0
      this.#count(parent, -1)
    }
  }

  #count(node: number, change: number): number {
    const count = this.#file.owner(node) + change
    this.#file.setOwner(node, count)
    return count
  }

  #remember(index: number, node: number): number {
    this.#leafStart = index - (index % FANOUT)
    this.#leafBase = node << FANOUT_BITS
    return this.#leafBase
  }
}

/** The entry of a node at `level` on the way to `index`; `high` is index / 2^20, rounded down. */
function slot(index: number, high: number, level: number): number {
  switch (level) {
    case 0:
      return index & INDEX_MASK
    case 1:
      return (index >>> FANOUT_BITS) & INDEX_MASK
    case 2:
      return high & INDEX_MASK
    case 3:
      return (high >>> FANOUT_BITS) & INDEX_MASK
    default:
      return Math.floor(high / SPAN[2])
  }
}
