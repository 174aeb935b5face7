// VirtualDentry: a place in the file tree: a file, under the name by which it was reached, in a mount.
// gVisor: pkg/sentry/vfs VirtualDentry, Mount.

import type { Inode } from './inode.ts'

/** A file system that is mounted somewhere. */
export class Mount {
  readonly root: Inode
  readonly readOnly: boolean
  /** What is mounted below, by the path from this mount's root. */
  readonly children = new Map<string, Mount>()

  constructor(root: Inode, readOnly: boolean) {
    this.root = root
    this.readOnly = readOnly
  }
}

export class VirtualDentry {
  readonly mount: Mount
  readonly inode: Inode
  /** Where ".." leads; undefined at the root of the tree. */
  readonly parent: VirtualDentry | undefined
  readonly name: string

  constructor(mount: Mount, inode: Inode, parent: VirtualDentry | undefined, name: string) {
    this.mount = mount
    this.inode = inode
    this.parent = parent
    this.name = name
  }

  /** Absolute path, from the root of the tree. */
  get path(): string {
    const names: string[] = []
    for (let at: VirtualDentry = this; at.parent !== undefined; at = at.parent) names.push(at.name)
    return `/${names.reverse().join('/')}`
  }

  /** The path from the root of the mount: "a/b", or "" for the root itself. */
  get pathInMount(): string {
    const names: string[] = []
    let at: VirtualDentry = this
    while (at.inode !== at.mount.root && at.parent !== undefined) {
      names.push(at.name)
      at = at.parent
    }
    return names.reverse().join('/')
  }

  /** What is mounted on `name` in this directory. */
  mountedAt(name: string): Mount | undefined {
    return this.mount.children.size === 0 ? undefined : this.mount.children.get(this.#below(name))
  }

  /** Mounts on `name` in this directory, over what was mounted there. */
  mountAt(name: string, mount: Mount): void {
    this.mount.children.set(this.#below(name), mount)
  }

  /** The path of `name` in this directory from the root of the mount. */
  #below(name: string): string {
    const here = this.pathInMount
    return here === '' ? name : `${here}/${name}`
  }
}

/** Where a path begins: the process's root, and its working directory or a directory descriptor. */
export interface PathContext {
  readonly root: VirtualDentry
  readonly start: VirtualDentry
}
