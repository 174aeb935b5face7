// DirectoryEntries: what getdents(2) goes through, in an order in which a position stays where it is while entries come
// and go. gVisor: vfs.IterDirentsCallback. Linux: fs/libfs.c simple_offset_*, struct dir_context.

import { S_IFMT } from '@jvisor/abi'
import type { Inode } from './inode.ts'

/** One name in a directory. */
export interface DirectoryEntry {
  readonly name: string
  readonly ino: number
  /** DT_*: the type bits of the mode, shifted. */
  readonly type: number
  /** Where it stands: above 2, and below {@link END_OF_DIRECTORY}. */
  readonly position: number
}

/** Positions of "." and "..", and of where the others begin. */
export const FIRST_POSITION = 2
/** Where nothing follows any more. */
export const END_OF_DIRECTORY = 0x7fffffff

/** What is in a directory but "." and "..". */
export interface DirectoryEntries {
  /** The entry at `position`, or what comes next in the order; the first for FIRST_POSITION. */
  at(position: number): DirectoryEntry | undefined
  /** The entry after one that {@link at} or {@link after} gave. */
  after(entry: DirectoryEntry): DirectoryEntry | undefined
}

/** The type of a file as a directory shows it. */
export function entryType(mode: number): number {
  return (mode & S_IFMT) >> 12
}

/** A list that does not change: what a directory held when it was asked, in any order. */
export class ListedEntries implements DirectoryEntries {
  readonly #list: readonly DirectoryEntry[]

  constructor(entries: Iterable<{ readonly name: string; readonly ino: number; readonly mode: number }>) {
    this.#list = Array.from(entries, ({ name, ino, mode }, i) => ({
      name,
      ino,
      type: entryType(mode),
      position: FIRST_POSITION + 1 + i,
    }))
  }

  at(position: number): DirectoryEntry | undefined {
    return position === FIRST_POSITION ? this.#list[0] : this.#list[position - FIRST_POSITION - 1]
  }

  after(entry: DirectoryEntry): DirectoryEntry | undefined {
    return this.at(entry.position + 1)
  }
}

interface Slot extends DirectoryEntry {
  readonly inode: Inode
  /** The entries that were made, or moved here, before and after this one. */
  older: Slot | undefined
  newer: Slot | undefined
}

/**
 * The live entries of a directory of tmpfs: each new one, and each that gets another name, comes first, so that who is
 * reading does not see what is made meanwhile. Positions rise with each name that is new, and stay with a name that
 * another file gets: they only say where to go on, and may be out of order (simple_offset_add, simple_offset_rename,
 * offset_iterate_dir).
 */
export class OrderedEntries implements DirectoryEntries {
  readonly #byName = new Map<string, Slot>()
  /** Ascending by position; undefined where an entry was removed. */
  #slots: (Slot | undefined)[] = []
  #lastPosition = FIRST_POSITION
  #newest: Slot | undefined

  get size(): number {
    return this.#byName.size
  }

  get(name: string): Inode | undefined {
    return this.#byName.get(name)?.inode
  }

  /** Of all names. */
  get inodes(): Inode[] {
    return Array.from(this.#byName.values(), ({ inode }) => inode)
  }

  /** Precondition: the name is not taken. */
  add(name: string, inode: Inode): void {
    this.#slots.push(this.#putFirst(name, inode, ++this.#lastPosition))
  }

  /** Precondition: the name is there. */
  remove(name: string): void {
    const slot = this.#byName.get(name)
    if (slot === undefined) return
    this.#byName.delete(name)
    this.#unlink(slot)
    this.#slots[this.#indexOf(slot.position)] = undefined
    if (this.#slots.length > 16 && this.#slots.length > 2 * this.#byName.size) {
      this.#slots = this.#slots.filter((s) => s !== undefined)
    }
  }

  /** Puts another file under a name, at the same position. Precondition: the name is there. */
  replace(name: string, inode: Inode): void {
    const old = this.#byName.get(name)
    if (old === undefined) return
    this.#unlink(old)
    this.#slots[this.#indexOf(old.position)] = this.#putFirst(name, inode, old.position)
  }

  #putFirst(name: string, inode: Inode, position: number): Slot {
    const { ino, mode } = inode
    const older = this.#newest
    const slot: Slot = { name, inode, ino, type: entryType(mode), position, older, newer: undefined }
    if (older !== undefined) older.newer = slot
    this.#newest = slot
    this.#byName.set(name, slot)
    return slot
  }

  #unlink({ older, newer }: Slot): void {
    if (older !== undefined) older.newer = newer
    if (newer !== undefined) newer.older = older
    else this.#newest = older
  }

  /** The entry at `position`, or the one with the next lower; the first for FIRST_POSITION. */
  at(position: number): DirectoryEntry | undefined {
    if (position === FIRST_POSITION) return this.#newest
    let i = this.#indexOf(position)
    while (i >= 0 && this.#slots[i] === undefined) i--
    return this.#slots[i]
  }

  /** Precondition: nothing was removed since {@link at} or this gave the entry. */
  after(entry: DirectoryEntry): DirectoryEntry | undefined {
    return (entry as Slot).older
  }

  /** The last index whose position is not above `position`; positions are rising, with holes that have none. */
  #indexOf(position: number): number {
    let low = 0
    let high = this.#slots.length
    while (low < high) {
      let middle = (low + high) >> 1
      const start = middle
      while (middle < high && this.#slots[middle] === undefined) middle++
      const slot = this.#slots[middle]
      if (middle === high || slot === undefined || slot.position > position) high = start
      else low = middle + 1
    }
    return low - 1
  }
}
