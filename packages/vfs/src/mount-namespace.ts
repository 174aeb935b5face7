// MountNamespace: the tree of mounts, of which there is one: putting mounts on places, taking them away, copying them,
// and doing the same wherever else that is to be seen. gVisor: pkg/sentry/vfs/mount.go. Linux: fs/namespace.c,
// fs/pnode.c propagate_mnt, propagate_umount.

import { MS_RELATIME } from '@jvisor/abi'
import { Dentry } from './dentry.ts'
import type { Inode } from './inode.ts'
import { Mount } from './mount.ts'
import { type PeerGroup, PeerGroups, receivers } from './propagation.ts'
import { Superblock } from './superblock.ts'
import { VirtualDentry } from './virtual-dentry.ts'

/** Something that can be mounted. */
export interface Filesystem {
  readonly root: Inode
}

/** Most mounts at a time (/proc/sys/fs/mount-max). Linux has a hundred times as many, and gVisor ten times. */
export const MAX_MOUNTS = 1024

export class MountNamespace {
  readonly groups = new PeerGroups()
  #count = 0
  readonly #superblocks = new WeakMap<Inode, Superblock>()
  #root: VirtualDentry
  #lastId = 0

  /** `fs`: what is at the root. */
  constructor(fs: Filesystem) {
    const mount = this.create(fs, MS_RELATIME, fs.root.fs.typeName)
    mount.incUsers()
    this.#root = new VirtualDentry(mount, mount.root)
  }

  get root(): VirtualDentry {
    return this.#root
  }

  /** Processes that are made from now on have another root. */
  replaceRoot(mount: Mount): void {
    mount.incUsers()
    this.#root = new VirtualDentry(mount, mount.root)
  }

  /** All mounts of the tree, in the order in which they were made. */
  get mounts(): Mount[] {
    return mountsBelow(this.#root.mount).sort((a, b) => a.id - b.id)
  }

  /** A mount in the tree, or of what was taken out of it. */
  has(mount: Mount): boolean {
    let top = mount
    while (top.point !== undefined) top = top.point.mount
    return top === this.#root.mount
  }

  /** A mount of a file system, at no place yet. `lockedFlags`: those that programs cannot take away. */
  create({ root }: Filesystem, flags: number, source: string | undefined, lockedFlags = 0): Mount {
    const superblock = this.#superblocks.get(root) ?? new Superblock(new Dentry(root, undefined, ''))
    this.#superblocks.set(root, superblock)
    return new Mount(superblock.tree, { flags, id: ++this.#lastId, source, lockedFlags }, superblock)
  }

  /** Another mount of what one shows, or of the part of it below `root`. Of propagation, it has nothing. */
  #copy(mount: Mount, root: Dentry): Mount {
    const { flags, source, lockedFlags, superblock } = mount
    return new Mount(root, { flags, id: ++this.#lastId, source, lockedFlags }, superblock)
  }

  /** As {@link copyTree}, of what a program binds: peers of what is bound. */
  bind(mount: Mount, root: Dentry, recursive: boolean): Mount {
    return this.#copyTree(mount, root, recursive, (copy, of) => this.groups.copyType(copy, of))
  }

  /**
   * A copy of a mount from `root` down; `recursive`: and of what is mounted there, but for what is unbindable. `typed`
   * gives each its propagation.
   */
  #copyTree(mount: Mount, root: Dentry, recursive: boolean, typed: (copy: Mount, of: Mount) => void): Mount {
    const copy = this.#copy(mount, root)
    typed(copy, mount)
    if (!recursive) return copy
    for (const [dentry, child] of mount.children) {
      if (child.unbindable || !root.contains(dentry)) continue
      this.#put(new VirtualDentry(copy, dentry), this.#copyTree(child, child.root, true, typed))
    }
    return copy
  }

  /** As many more mounts may be had as one with all that is mounted in it, wherever that is to be seen. */
  hasRoomFor(mount: Mount, recursive: boolean, at: VirtualDentry): boolean {
    const copies = 1 + receivers(at.mount).length
    return this.#count + copies * (recursive ? mountsBelow(mount).length : 1) <= MAX_MOUNTS
  }

  /** Puts a mount, with all that is mounted in it, on a place, and copies of it wherever else that shows. */
  attach(at: VirtualDentry, mount: Mount): void {
    if (at.mount.peers !== undefined) for (const m of mountsBelow(mount)) this.groups.share(m)
    this.#put(at, mount)
    if (at.mount.peers !== undefined) {
      this.#propagate(at.mount.peers, at, mount, new Set(mountsBelow(mount)))
    }
  }

  /**
   * To the other peers of a group in which `mount` was mounted at `at`, to its slaves, and from those on; but not into
   * what is `fresh`, the mount itself and its copies, which may be of the same group (IS_MNT_NEW).
   */
  #propagate(group: PeerGroup, at: VirtualDentry, mount: Mount, fresh: Set<Mount>): void {
    for (const peer of [...group.members]) {
      if (peer === at.mount || fresh.has(peer)) continue
      const copy = this.#propagateTo(peer, at.dentry, mount, (c, of) => this.groups.copyType(c, of))
      if (copy !== undefined) for (const m of mountsBelow(copy)) fresh.add(m)
    }
    const done = new Set<PeerGroup>()
    for (const slave of [...group.slaves]) {
      if (fresh.has(slave) || (slave.peers !== undefined && done.has(slave.peers))) continue
      const copy = this.#propagateTo(slave, at.dentry, mount, (c, of) => {
        of.peers?.addSlave(c)
        if (slave.peers !== undefined) this.groups.share(c)
      })
      if (copy === undefined) continue
      for (const m of mountsBelow(copy)) fresh.add(m)
      if (slave.peers === undefined) continue
      done.add(slave.peers)
      this.#propagate(slave.peers, new VirtualDentry(slave, at.dentry), copy, fresh)
    }
  }

  /** A copy at the same place of another mount, if that shows the place; what is mounted there stays on top. */
  #propagateTo(
    to: Mount,
    dentry: Dentry,
    mount: Mount,
    typed: (copy: Mount, of: Mount) => void,
  ): Mount | undefined {
    if (!to.root.contains(dentry)) return undefined
    const copy = this.#copyTree(mount, mount.root, true, typed)
    const above = to.children.get(dentry)
    if (above !== undefined) this.#take(above)
    this.#put(new VirtualDentry(to, dentry), copy)
    if (above !== undefined) this.#putAgain(new VirtualDentry(copy, copy.root), above)
    return copy
  }

  #put(at: VirtualDentry, mount: Mount): void {
    this.#count++
    mount.incUsers()
    mount.point = at
    at.mount.children.set(at.dentry, mount)
    at.dentry.mounted()
  }

  /** Puts what was taken from its place on another. */
  #putAgain(at: VirtualDentry, mount: Mount): void {
    this.#put(at, mount)
    mount.decUsers()
  }

  /** Takes a mount from its place, with all that is mounted in it; it keeps its user. */
  #take(mount: Mount): void {
    const { point } = mount
    if (point === undefined) return
    this.#count--
    mount.point = undefined
    point.mount.children.delete(point.dentry)
    point.dentry.unmounted()
  }

  /** Puts a mount on another place. Precondition: that is not in it. */
  move(mount: Mount, to: VirtualDentry): void {
    this.#take(mount)
    this.attach(to, mount)
    mount.decUsers()
  }

  /** Somebody else uses a mount, or what shows up elsewhere of it, or something is mounted in it. */
  isBusy(mount: Mount): boolean {
    if (mount.children.size > 0 || mount.users > 1) return true
    return this.#copiesOf(mount).some((copy) => copy.users > 1)
  }

  /** What is mounted where a mount shows up, and has nothing mounted in it but what covers all of it. */
  #copiesOf({ point }: Mount): Mount[] {
    if (point === undefined) return []
    return receivers(point.mount).flatMap((to) => {
      const copy = to.children.get(point.dentry)
      return copy === undefined || copy.children.size > (copy.covering === undefined ? 0 : 1) ? [] : [copy]
    })
  }

  /** Takes a mount out of the tree, and all that is mounted in it, one by one; and what shows up elsewhere of them. */
  unmount(mount: Mount): void {
    for (const child of mountsBelow(mount).reverse()) {
      const copies = this.#copiesOf(child)
      for (const gone of [child, ...copies]) {
        const { point, covering } = gone
        if (point === undefined) continue
        if (covering !== undefined) this.#take(covering)
        this.#take(gone)
        if (covering !== undefined) this.#putAgain(point, covering)
        this.groups.forget(gone)
        gone.decUsers()
      }
    }
  }
}

/** A mount and all that is mounted in it, each after what it is mounted in. */
export function mountsBelow(root: Mount): Mount[] {
  const all = [root]
  for (const mount of all) all.push(...mount.children.values())
  return all
}
