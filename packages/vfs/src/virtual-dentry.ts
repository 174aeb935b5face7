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

  /** What `name` in this directory is, if a file system is mounted there. */
  mountedAt(name: string): Mount | undefined {
    if (this.mount.children.size === 0) return undefined
    const here = this.pathInMount
    return this.mount.children.get(here === '' ? name : `${here}/${name}`)
  }
}

/** Where a path begins: the process's root, and its working directory or a directory descriptor. */
export interface PathContext {
  readonly root: VirtualDentry
  readonly start: VirtualDentry
}
