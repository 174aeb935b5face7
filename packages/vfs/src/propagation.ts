// Propagation: what is mounted in one place shows up in others, and goes from there too (mount_namespaces(7)).
// gVisor: pkg/sentry/vfs/propagation.go. Linux: fs/pnode.c, Documentation/filesystems/sharedsubtree.rst.

import { MS_PRIVATE, MS_SHARED, MS_SLAVE, MS_UNBINDABLE } from '@jvisor/abi'
import type { Mount } from './mount.ts'

/** Mounts that have in common what is mounted in them. */
export class PeerGroup {
  /** What mountinfo calls it. */
  readonly id: number
  readonly members = new Set<Mount>()
  /** Those that get what these get, and do not give. */
  readonly slaves = new Set<Mount>()

  constructor(id: number) {
    this.id = id
  }

  add(mount: Mount): void {
    this.members.add(mount)
    mount.peers = this
  }

  addSlave(mount: Mount): void {
    this.slaves.add(mount)
    mount.master = this
  }
}

/** The peer groups of a tree, by the lowest numbers that are free. */
export class PeerGroups {
  readonly #ids = new Set<number>()

  /** Makes a mount shared, with nobody as yet. It may be shared already. */
  share(mount: Mount): PeerGroup {
    if (mount.peers !== undefined) return mount.peers
    let id = 1
    while (this.#ids.has(id)) id++
    this.#ids.add(id)
    const group = new PeerGroup(id)
    group.add(mount)
    return group
  }

  /** Makes a mount of the propagation type that is one of MS_SHARED, MS_PRIVATE, MS_SLAVE, MS_UNBINDABLE. */
  change(mount: Mount, type: number): void {
    if (type === MS_SHARED) this.share(mount)
    else if (type === MS_SLAVE) this.#enslave(mount)
    else this.forget(mount)
    if (type !== MS_SLAVE || mount.master !== undefined) mount.unbindable = type === MS_UNBINDABLE
  }

  /** A mount becomes private. */
  forget(mount: Mount): void {
    this.#leave(mount)
    mount.master?.slaves.delete(mount)
    mount.master = undefined
    mount.unbindable = false
  }

  #enslave(mount: Mount): void {
    const group = mount.peers
    if (group === undefined) return
    this.#leave(mount)
    // The last of its group stays the slave that it may have been.
    if (group.members.size === 0) return
    mount.master?.slaves.delete(mount)
    group.addSlave(mount)
  }

  /** Slaves of a group of which nobody is left get from where it got. */
  #leave(mount: Mount): void {
    const group = mount.peers
    if (group === undefined) return
    group.members.delete(mount)
    mount.peers = undefined
    if (group.members.size > 0) return
    this.#ids.delete(group.id)
    for (const slave of group.slaves) {
      if (mount.master !== undefined) mount.master.addSlave(slave)
      else slave.master = undefined
    }
    group.slaves.clear()
  }

  /** A mount that was made of another by binding it is its peer, and has its master. */
  copyType(copy: Mount, of: Mount): void {
    of.peers?.add(copy)
    of.master?.addSlave(copy)
  }
}

/** The mounts that get what is mounted in `parent`. */
export function receivers(parent: Mount): Mount[] {
  const found = new Set([parent])
  for (const mount of found) {
    if (mount.peers === undefined) continue
    for (const peer of mount.peers.members) found.add(peer)
    for (const slave of mount.peers.slaves) found.add(slave)
  }
  found.delete(parent)
  return [...found]
}

/** The one propagation type that `flags` of mount(2) ask for, beside MS_REC and MS_SILENT; 0 if they make no sense. */
export function propagationType(flags: number): number {
  const types = [MS_SHARED, MS_PRIVATE, MS_SLAVE, MS_UNBINDABLE]
  return types.includes(flags) ? flags : 0
}
