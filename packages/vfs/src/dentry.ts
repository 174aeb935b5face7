// Dentry: a name in a directory of a file system, whoever has mounted that, for as long as anybody knows it.
// gVisor: each fsimpl's dentry. Linux: fs/dcache.c.

import type { Errno } from '@jvisor/abi'
import type { Inode } from './inode.ts'

export class Dentry {
  readonly inode: Inode
  #parent: Dentry | undefined
  #name: string
  #removed: boolean
  /** How many mounts, of all there are, have something mounted here. */
  mounts = 0
  #children: Map<string, Dentry> | undefined

  /** Without a parent it is the root of a file system. `removed`: it is a name of nothing, as a memfd's is. */
  constructor(inode: Inode, parent: Dentry | undefined, name: string, removed = false) {
    this.inode = inode
    this.#parent = parent
    this.#name = name
    this.#removed = removed
  }

  /** The directory that the name is in; undefined at the root of a file system. */
  get parent(): Dentry | undefined {
    return this.#parent
  }

  get name(): string {
    return this.#name
  }

  /** The name was removed, or another file has it now. */
  get removed(): boolean {
    return this.#removed
  }

  /** What has this name in the directory: always the same object while names change only through us. */
  child(name: string): Dentry | Errno {
    const known = this.#children?.get(name)
    if (known !== undefined) return known
    const inode = this.inode.lookup(name)
    if (typeof inode === 'number') return inode
    const made = new Dentry(inode, this, name)
    if (inode.fs.keepsNames) this.#keep(made)
    return made
  }

  /** A name that a file was just given. */
  added(name: string, inode: Inode): Dentry {
    const made = new Dentry(inode, this, name)
    if (inode.fs.keepsNames) this.#keep(made)
    return made
  }

  /** Something is mounted here: it stays, with all above it, even if the file system's names come and go. */
  mounted(): void {
    this.mounts++
    for (let at: Dentry = this; at.#parent !== undefined; at = at.#parent) at.#parent.#keep(at)
  }

  /** What was mounted here is not any more. */
  unmounted(): void {
    this.mounts--
  }

  /** The name was removed from the directory. */
  remove(): void {
    this.#removed = true
    this.#forget()
  }

  /** The file has another name now, perhaps in another directory; what had that name was removed before. */
  move(parent: Dentry, name: string): void {
    this.#forget()
    this.#parent = parent
    this.#name = name
    parent.#keep(this)
  }

  /** Two files have each other's names now. */
  exchange(other: Dentry): void {
    const [parent, name] = [this.#parent, this.#name]
    if (parent === undefined || other.#parent === undefined) return
    this.move(other.#parent, other.#name)
    other.#parent = parent
    other.#name = name
    parent.#keep(other)
  }

  /** True if `other` is this, or below it. */
  contains(other: Dentry): boolean {
    for (let at: Dentry | undefined = other; at !== undefined; at = at.#parent) if (at === this) return true
    return false
  }

  /** Forgets a name; its own business and its children's. */
  drop(child: Dentry): void {
    if (this.#children?.get(child.#name) === child) this.#children.delete(child.#name)
  }

  #keep(child: Dentry): void {
    this.#children ??= new Map()
    this.#children.set(child.#name, child)
  }

  #forget(): void {
    this.#parent?.drop(this)
  }
}
