// VirtualDentry: a place in the file tree: a name in a file system, seen through one of its mounts.
// gVisor: pkg/sentry/vfs VirtualDentry, Mount. Linux: struct path, struct mount.

import { MS_NOATIME, MS_NODIRATIME, MS_RDONLY } from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { Dentry } from './dentry.ts'
import type { Inode } from './inode.ts'

/** A file system, or a part of one, that is mounted somewhere. */
export class Mount {
  readonly root: Dentry
  /** No other mount of the tree has it; 0 outside the tree. */
  readonly id: number
  /** MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_NOATIME, MS_NODIRATIME, MS_RELATIME and kin. */
  flags: number
  /** What it is mounted on; undefined for the root of the tree, and for what is not in the tree. */
  point: VirtualDentry | undefined
  /** What is mounted on names that are seen through this. */
  readonly children = new Map<Dentry, Mount>()

  constructor(root: Dentry, flags: number, id = 0) {
    this.root = root
    this.id = id
    this.flags = flags
  }

  get readOnly(): boolean {
    return (this.flags & MS_RDONLY) !== 0
  }
}

export class VirtualDentry {
  readonly mount: Mount
  readonly dentry: Dentry

  constructor(mount: Mount, dentry: Dentry) {
    this.mount = mount
    this.dentry = dentry
  }

  get inode(): Inode {
    return this.dentry.inode
  }

  /** The last name by which it is reached: of a mount's root, that of what it is mounted on. */
  get name(): string {
    return this.#named.dentry.name
  }

  /** Where ".." leads; undefined at the root of the tree. */
  get parent(): VirtualDentry | undefined {
    const { mount, dentry } = this.#named
    return dentry.parent === undefined ? undefined : new VirtualDentry(mount, dentry.parent)
  }

  /** Absolute path, from the root of the tree; Linux's d_path says so if the name was removed. */
  get path(): string {
    return `${this.#names(undefined).path}${this.dentry.removed ? ' (deleted)' : ''}`
  }

  /** Absolute path, from a process's root; it says so if this is not below that. */
  pathFrom(root: VirtualDentry): string {
    const { path, top } = this.#names(root)
    return top.is(root) ? path : `(unreachable)${path}`
  }

  /** Absolute path from a process's root, or from the root of the tree if this is not below that (d_path). */
  seenFrom(root: VirtualDentry): string {
    return `${this.#names(root).path}${this.dentry.removed ? ' (deleted)' : ''}`
  }

  /** The names from `root`, or from the root of the tree if this is not below it, and which it was. */
  #names(root: VirtualDentry | undefined): { path: string; top: VirtualDentry } {
    const names: string[] = []
    let top: VirtualDentry = this
    for (let up = top.parent; up !== undefined && !(root && top.is(root)); up = top.parent) {
      names.push(top.name)
      top = up.covered
    }
    return { path: `/${names.reverse().join('/')}`, top }
  }

  /** The content was read, by this way: some mounts have no access times. */
  touchAtime(): void {
    const never = MS_RDONLY | MS_NOATIME | (this.inode.isDirectory ? MS_NODIRATIME : 0)
    if ((this.mount.flags & never) === 0) this.inode.touchAtime()
  }

  is(other: VirtualDentry): boolean {
    return this.mount === other.mount && this.dentry === other.dentry
  }

  /** This, or the root of what is mounted on it, and on that. */
  get covered(): VirtualDentry {
    let at: VirtualDentry = this
    while (at.dentry.mounts > 0) {
      const over = at.mount.children.get(at.dentry)
      if (over === undefined) break
      at = new VirtualDentry(over, over.root)
    }
    return at
  }

  /** This; or, of a mount's root, what has a name: what it, or the mount below it, is mounted on. */
  get #named(): VirtualDentry {
    let at: VirtualDentry = this
    while (at.dentry === at.mount.root && at.mount.point !== undefined) at = at.mount.point
    return at
  }
}

/** Where a path begins: the process's root, and its working directory or a directory descriptor; and who walks it. */
export interface PathContext {
  readonly root: VirtualDentry
  readonly start: VirtualDentry
  /** Default: the kernel's own, which may do anything. */
  readonly credentials?: Credentials
}
