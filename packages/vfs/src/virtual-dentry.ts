// VirtualDentry: a place in the file tree: a name in a file system, seen through one of its mounts.
// gVisor: pkg/sentry/vfs VirtualDentry. Linux: struct path.

import type { Credentials } from './credentials.ts'
import type { Dentry } from './dentry.ts'
import type { Inode } from './inode.ts'
import type { Mount } from './mount.ts'

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

  /** Where ".." leads; undefined at the root of the tree, and of what is not in it any more. */
  get parent(): VirtualDentry | undefined {
    const { mount, dentry } = this.#named
    if (dentry === mount.root || dentry.parent === undefined) return undefined
    return new VirtualDentry(mount, dentry.parent)
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

  /**
   * The names from `root`, or from the root of the tree if this is not below it, and which it was.
   * @see prepend_path (Linux 6.18 fs/d_path.c)
   */
  #names(root: VirtualDentry | undefined): { path: string; top: VirtualDentry } {
    const names: string[] = []
    let { mount, dentry } = this
    while (mount !== root?.mount || dentry !== root.dentry) {
      if (dentry === mount.root) {
        if (mount.point === undefined) break
        ;({ mount, dentry } = mount.point)
      } else if (dentry.parent !== undefined) {
        names.push(dentry.name)
        dentry = dentry.parent
      } else {
        // It was moved out of what the mount shows.
        names.length = 0
        break
      }
    }
    return { path: `/${names.reverse().join('/')}`, top: new VirtualDentry(mount, dentry) }
  }

  /** The content was read, by this way: some mounts have no access times. */
  touchAtime(): void {
    const policy = this.mount.atimePolicy(this.inode.isDirectory)
    if (policy !== 'never') this.inode.touchAtime(policy)
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
