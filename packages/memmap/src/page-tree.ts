// PageTree: a sparse array of 32-bit entries, indexed by page number, in a radix tree whose nodes are pages of the
// MemoryFile. An address space's page table is one (mm), and so is a file's page cache (vfs).
//
// Every node has 1024 entries. In an inner node an entry is the page number of the child, 0 if there is none; in a
// leaf it is whatever the user of the tree stores, 0 meaning nothing. A node's owner word counts its entries that
// are not 0, so that an empty node is given back at once. The tree is as high as its largest index needs.
//
// Two trees can have whole leaves in common (fork): a leaf's reference count says how many trees it is in. A tree that
// changes a common leaf first makes a copy of its own; who uses the tree says what a copy means for the entries.
// EuroSys '21, "On-demand-fork", does the same to hardware page tables.
//
// Indices have up to 50 bits, so they are doubles. `%` on doubles is a call of fmod (15-25 ns); `|` and `&` take the
// low 32 bits of any exact integer in one instruction, and Math.floor of a division by a power of two in two.

import { PAGE_SIZE } from '@jvisor/abi'
import { type MemoryFile, NO_PAGE } from './memory-file.ts'

const FANOUT_BITS = 10
const FANOUT = 1 << FANOUT_BITS
const INDEX_MASK = FANOUT - 1
/** Indices that a node of each level covers per entry; level 0 is a leaf. A tree of height h covers SPAN[h]. */
const SPAN = [1, 2 ** 10, 2 ** 20, 2 ** 30, 2 ** 40, 2 ** 50]
const SPAN_2 = 2 ** 20
/** No index is within a leaf, or the node above a leaf, that begins here. */
const NO_LEAF = -FANOUT
const NO_INNER = -SPAN_2
/** Entries of a leaf: those of indices that differ in their low 10 bits only. */
export const LEAF_ENTRIES = FANOUT

/**
 * Told that the leaf of words [from, from + 1024) was copied to [to, to + 1024), because one of the trees that it was
 * common to changes its own: the place to count what entries refer to once more. May change both.
 */
export type LeafCopied = (from: number, to: number) => void

export class PageTree {
  readonly #file: MemoryFile
  readonly #onCopy: LeafCopied | undefined
  #root = 0
  /** Levels of nodes; 0 while the tree is empty. */
  #height = 0
  /** Indices below this have a place in the tree as high as it is. */
  #limit = 0
  // The leaf used last, since trees are walked in runs: its first index, and its place in the file's words.
  #leafStart = NO_LEAF
  #leafBase = 0
  /** It is in no other tree. If false, that may be so by now. */
  #leafOwned = false
  // The inner node above it, which has a thousand leaves below it: its first index, and its place in the words.
  #innerStart = NO_INNER
  #innerBase = 0

  /** An empty tree. `onCopy` is needed by trees that share leaves. */
  constructor(file: MemoryFile, onCopy?: LeafCopied) {
    this.#file = file
    this.#onCopy = onCopy
  }

  /** The entry at `index`, 0 if there is none. Precondition: an integer in [0, 2^50). */
  get(index: number): number {
    const inLeaf = index - this.#leafStart
    if (inLeaf >= 0 && inLeaf < FANOUT) return this.#file.words[this.#leafBase + inLeaf]
    const base = this.#findLeaf(index)
    return base < 0 ? 0 : this.#file.words[base + (index & INDEX_MASK)]
  }

  /** The entry at `index` if this tree could change it without copying a leaf; else 0. */
  getOwned(index: number): number {
    const inLeaf = index - this.#leafStart
    if (inLeaf < 0 || inLeaf >= FANOUT) {
      const base = this.#findLeaf(index)
      return base >= 0 && this.#leafOwned ? this.#file.words[base + (index & INDEX_MASK)] : 0
    }
    return this.#leafOwned ? this.#file.words[this.#leafBase + inLeaf] : 0
  }

  /**
   * Word index, in the file's `words`, of the leaf that covers `index`; -1 if there is none. Entries
   * index - index % 1024 to the next multiple of 1024 follow each other there, until the tree is next changed.
   */
  leafAt(index: number): number {
    const inLeaf = index - this.#leafStart
    return inLeaf >= 0 && inLeaf < FANOUT ? this.#leafBase : this.#findLeaf(index)
  }

  /**
   * Stores an entry, any 32-bit value; 0 removes it.
   * @returns false if there was no memory for a node (nothing has changed then). In a leaf that is this tree's own,
   *   replacing an entry never fails.
   */
  set(index: number, entry: number): boolean {
    let base = this.leafAt(index)
    if (base < 0) {
      if (entry === 0) return true
      base = this.#makeLeaf(index)
      if (base < 0) return false
    } else if (!this.#leafOwned) {
      if (!this.own(index)) return false
      base = this.#leafBase
    }
    const words = this.#file.words
    const at = base + (index & INDEX_MASK)
    const before = words[at]
    words[at] = entry
    if (before === 0) {
      if (entry !== 0) this.#count(base >> FANOUT_BITS, 1)
    } else if (entry === 0) {
      if (this.#count(base >> FANOUT_BITS, -1) === 0) this.#prune(index)
    }
    return true
  }

  /** The first index in [from, end) with an entry, or `end`. Costs nothing for large holes. */
  next(from: number, end: number): number {
    const inLeaf = from - this.#leafStart
    if (inLeaf < 0 || inLeaf >= FANOUT) {
      if (this.#findLeaf(from) < 0) return this.#search(from, end)
    }
    const last = this.#leafBase + Math.min(FANOUT, end - this.#leafStart)
    const at = nextEntry(this.#file.words, this.#leafBase + from - this.#leafStart, last)
    if (at < last) return this.#leafStart + at - this.#leafBase
    const after = this.#leafStart + FANOUT
    return after < end ? this.#search(after, end) : end
  }

  /** The page that is the root node; 0 while the tree is empty. For whoever walks the nodes without this class. */
  get root(): number {
    return this.#root
  }

  /** Levels of nodes from the root to the leaves; 0 while the tree is empty. */
  get height(): number {
    return this.#height
  }

  /** True if there is no entry at all. */
  get isEmpty(): boolean {
    return this.#root === 0
  }

  // Leaves as a whole.

  /** True if the leaf that covers `index` is in another tree too. */
  isShared(index: number): boolean {
    return this.leafAt(index) >= 0 && this.#file.refs(this.#leafBase >> FANOUT_BITS) > 1
  }

  /** Makes the leaf that covers `index`, if there is one, this tree's own. @returns false if there was no memory. */
  own(index: number): boolean {
    if (this.leafAt(index) < 0 || this.#leafOwned) return true
    const leaf = this.#leafBase >> FANOUT_BITS
    if (this.#file.refs(leaf) > 1) {
      const copy = this.#file.allocateDirty()
      if (copy === NO_PAGE) return false
      this.#file.copyWithin(copy * PAGE_SIZE, leaf * PAGE_SIZE, PAGE_SIZE)
      this.#file.setOwner(copy, this.#file.owner(leaf))
      this.#file.decRef(leaf)
      this.#replaceLeaf(index, copy)
      this.#onCopy?.(leaf << FANOUT_BITS, copy << FANOUT_BITS)
    }
    this.#leafOwned = true
    return true
  }

  /**
   * Removes an entry from a leaf wherever the leaf is, in all its trees: for entries that all of them must lose.
   * An empty leaf stays until {@link dropIfEmpty}.
   */
  clearShared(index: number): void {
    const base = this.leafAt(index)
    if (base < 0 || this.#file.words[base + (index & INDEX_MASK)] === 0) return
    this.#file.words[base + (index & INDEX_MASK)] = 0
    this.#count(base >> FANOUT_BITS, -1)
  }

  /** Takes the leaf that covers `index` out of this tree if it has no entries. */
  dropIfEmpty(index: number): void {
    if (this.leafAt(index) >= 0 && this.#file.owner(this.#leafBase >> FANOUT_BITS) === 0) this.dropLeaf(index)
  }

  /** Takes the leaf that covers `index`, if there is one, out of this tree, whatever it holds. Needs no memory. */
  dropLeaf(index: number): void {
    if (this.leafAt(index) < 0) return
    const leaf = this.#leafBase >> FANOUT_BITS
    this.#replaceLeaf(index, 0)
    this.#file.decRef(leaf)
    if (this.#root === 0) this.#setHeight(0)
    else this.#prune(index)
  }

  /**
   * Gives `twin`, which is empty, all that this tree has: the leaves become common to both.
   * @returns false if there was no memory for inner nodes; the twin is empty then.
   */
  shareWith(twin: PageTree): boolean {
    if (this.#root === 0) return true
    const root = this.#shareNode(this.#root, this.#height - 1)
    if (root === NO_PAGE) return false
    twin.#root = root
    twin.#setHeight(this.#height)
    this.#leafOwned = false
    return true
  }

  /** A node of this tree as another one has it: a leaf is common, an inner node is copied. NO_PAGE: no memory. */
  #shareNode(node: number, level: number): number {
    const file = this.#file
    if (level === 0) {
      file.incRef(node)
      return node
    }
    const copy = file.allocate()
    if (copy === NO_PAGE) return NO_PAGE
    const [from, to] = [node << FANOUT_BITS, copy << FANOUT_BITS]
    for (let left = file.owner(node), w = from; left > 0; left--, w++) {
      w = nextEntry(file.words, w, from + FANOUT)
      const shared = this.#shareNode(file.words[w], level - 1)
      if (shared === NO_PAGE) {
        this.#dropNode(copy, level)
        return NO_PAGE
      }
      file.words[to + w - from] = shared
      this.#count(copy, 1)
    }
    return copy
  }

  /** Lets go of a node that {@link #shareNode} made. */
  #dropNode(node: number, level: number): void {
    const words = this.#file.words
    const last = (node + 1) << FANOUT_BITS
    if (level > 0)
      for (let w = nextEntry(words, last - FANOUT, last); w < last; w = nextEntry(words, w + 1, last))
        this.#dropNode(words[w], level - 1)
    this.#file.decRef(node)
  }

  /** Puts another leaf, or none (0), in the place of the one that covers `index`, which there is. */
  #replaceLeaf(index: number, leaf: number): void {
    const high = Math.floor(index / SPAN_2)
    let node = this.#root
    for (let level = this.#height - 1; level > 1; level--) {
      node = this.#file.words[(node << FANOUT_BITS) + slot(index, high, level)]
    }
    if (this.#height === 1) this.#root = leaf
    else {
      this.#file.words[(node << FANOUT_BITS) + slot(index, high, 1)] = leaf
      if (leaf === 0) this.#count(node, -1)
    }
    if (leaf === 0) this.#leafStart = NO_LEAF
    else this.#remember(index, leaf)
  }

  #search(from: number, end: number): number {
    const limit = Math.min(end, this.#limit)
    if (from >= limit) return end
    const found = this.#searchNode(this.#root, this.#height - 1, 0, from, limit)
    return found < limit ? found : end
  }

  /** The first index in [from, end) with an entry below `node`, which begins at `start`; `end` if there is none. */
  #searchNode(node: number, level: number, start: number, from: number, end: number): number {
    const span = SPAN[level]
    const words = this.#file.words
    const base = node << FANOUT_BITS
    const last = base + FANOUT
    for (
      let w = nextEntry(words, base + Math.max(0, Math.floor((from - start) / span)), last);
      w < last;
      w = nextEntry(words, w + 1, last)
    ) {
      const at = start + (w - base) * span
      if (at >= end) return end
      if (level === 0) return at
      const childEnd = Math.min(end, at + span)
      const found = this.#searchNode(words[w], level - 1, at, Math.max(from, at), childEnd)
      if (found < childEnd) return found
    }
    return end
  }

  #findLeaf(index: number): number {
    const inInner = index - this.#innerStart
    const base = inInner >= 0 && inInner < SPAN_2 ? this.#innerBase : this.#findInner(index)
    if (base < 0) return -1
    const leaf =
      this.#height > 1 ? this.#file.words[base + ((index >>> FANOUT_BITS) & INDEX_MASK)] : this.#root
    return leaf === 0 ? -1 : this.#remember(index, leaf)
  }

  /** Word index of the inner node above the leaf that covers `index`; of no meaning if the root is a leaf, -1 if there is none. */
  #findInner(index: number): number {
    if (index >= this.#limit) return -1
    // A child that is not there is number 0, the zero page, and that is a node without entries: no need to look.
    const words = this.#file.words
    const height = this.#height
    let node = this.#root
    if (height > 2) {
      const high = Math.floor(index / SPAN_2)
      if (height > 4) node = words[(node << FANOUT_BITS) + (high >>> (2 * FANOUT_BITS))]
      if (height > 3) node = words[(node << FANOUT_BITS) + ((high >>> FANOUT_BITS) & INDEX_MASK)]
      node = words[(node << FANOUT_BITS) + (high & INDEX_MASK)]
    }
    if (node === 0) return -1
    if (height > 1) {
      this.#innerStart = Math.floor(index / SPAN_2) * SPAN_2
      this.#innerBase = node << FANOUT_BITS
    }
    return node << FANOUT_BITS
  }

  #makeLeaf(index: number): number {
    if (!this.#makeRoot(index)) return -1
    const high = Math.floor(index / SPAN_2)
    let node = this.#root
    for (let level = this.#height - 1; level > 0; level--) {
      const at = (node << FANOUT_BITS) + slot(index, high, level)
      let child = this.#file.words[at]
      if (child === 0) {
        child = this.#file.allocate()
        if (child === NO_PAGE) {
          this.#prune(index)
          return -1
        }
        this.#file.words[at] = child
        this.#count(node, 1)
      }
      node = child
    }
    return this.#remember(index, node)
  }

  /** Makes the tree high enough for `index`. @returns false, with nothing changed, if there was no memory. */
  #makeRoot(index: number): boolean {
    while (index >= this.#limit) {
      // A tree that is empty needs a root at its final height only.
      const needed = this.#root !== 0 || index < SPAN[this.#height + 1]
      const root = needed ? this.#file.allocate() : 0
      if (root === NO_PAGE) {
        this.#lower()
        return false
      }
      if (this.#root !== 0) {
        this.#file.words[root << FANOUT_BITS] = this.#root
        this.#count(root, 1)
      }
      this.#root = root
      this.#setHeight(this.#height + 1)
    }
    return true
  }

  /** Frees the empty nodes on the path to `index`, from the bottom up, and the height that is no longer needed. */
  #prune(index: number): void {
    this.#leafStart = NO_LEAF
    this.#innerStart = NO_INNER
    const high = Math.floor(index / SPAN_2)
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
      if (this.#file.owner(node) !== 0) break
      this.#file.decRef(node)
      if (parent === 0) {
        this.#root = 0
      } else {
        this.#file.words[parentAt] = 0
        this.#count(parent, -1)
      }
    }
    this.#lower()
  }

  /** Frees roots that lead nowhere but to their first child. */
  #lower(): void {
    if (this.#root === 0) this.#setHeight(0)
    while (this.#height > 1 && this.#file.owner(this.#root) === 1) {
      const child = this.#file.words[this.#root << FANOUT_BITS]
      if (child === 0) return
      this.#file.decRef(this.#root)
      this.#root = child
      this.#setHeight(this.#height - 1)
    }
  }

  #setHeight(height: number): void {
    this.#height = height
    this.#limit = height === 0 ? 0 : SPAN[height]
    this.#innerStart = NO_INNER
  }

  #count(node: number, change: number): number {
    const count = this.#file.owner(node) + change
    this.#file.setOwner(node, count)
    return count
  }

  #remember(index: number, node: number): number {
    this.#leafStart = index - (index & INDEX_MASK)
    this.#leafBase = node << FANOUT_BITS
    this.#leafOwned = this.#file.refs(node) === 1
    return this.#leafBase
  }
}

/** The first index in [from, end) of what is not 0, or `end`. Nodes are mostly empty: four at a time. */
function nextEntry(words: Int32Array, from: number, end: number): number {
  let i = from
  while (i + 4 <= end && (words[i] | words[i + 1] | words[i + 2] | words[i + 3]) === 0) i += 4
  while (i < end && words[i] === 0) i++
  return i
}

/** The entry of a node at `level` on the way to `index`; `high` is index / 2^20, rounded down. */
function slot(index: number, high: number, level: number): number {
  return (level < 2 ? index >>> (FANOUT_BITS * level) : high >>> (FANOUT_BITS * (level - 2))) & INDEX_MASK
}
