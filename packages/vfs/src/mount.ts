// Mount: a file system, or a part of one, at a place in the tree. gVisor: pkg/sentry/vfs/mount.go. Linux: struct mount.

import { MS_NOATIME, MS_NODIRATIME, MS_RDONLY, MS_RELATIME } from '@jvisor/abi'
import type { Dentry } from './dentry.ts'
import type { PeerGroup } from './propagation.ts'
import { Superblock } from './superblock.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

export interface MountOpts {
  /** {@link Mount.flags}. */
  readonly flags: number
  readonly id?: number
  readonly source?: string | undefined
  /** {@link Mount.lockedFlags}. */
  readonly lockedFlags?: number
}

export class Mount {
  readonly superblock: Superblock
  readonly root: Dentry
  /** No other mount of the tree has it; 0 outside the tree. */
  readonly id: number
  /** What was mounted, as whoever did it called it. */
  readonly source: string | undefined
  /** MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_NOATIME, MS_NODIRATIME, MS_RELATIME and kin. */
  flags: number
  /** Of them, those that programs cannot take away. */
  readonly lockedFlags: number
  /** What it is mounted on; undefined for the root of the tree, and for what is not in the tree. */
  point: VirtualDentry | undefined
  /** What is mounted on names that are seen through this. */
  readonly children = new Map<Dentry, Mount>()
  /** Nobody has used it since umount2(2) was asked to take it away once that is so (MNT_EXPIRE). */
  expiring = false
  /** Those that get what is mounted in this, and the other way round (MS_SHARED). */
  peers: PeerGroup | undefined
  /** Those from which it gets what is mounted in them (MS_SLAVE). */
  master: PeerGroup | undefined
  /** It cannot be bound to other places (MS_UNBINDABLE). */
  unbindable = false
  #users = 0
  #writers = 0

  /** `root`: a directory of the superblock's tree, or a file. */
  constructor(root: Dentry, opts: MountOpts = { flags: 0 }, superblock = new Superblock(root)) {
    this.superblock = superblock
    this.root = root
    this.id = opts.id ?? 0
    this.source = opts.source
    this.flags = opts.flags
    this.lockedFlags = opts.lockedFlags ?? 0
  }

  /** Nothing can be written by this way. */
  get readOnly(): boolean {
    return (this.flags & MS_RDONLY) !== 0 || this.superblock.readOnly
  }

  /** Open files, processes that stand here, and the tree as long as it is in it. */
  get users(): number {
    return this.#users
  }

  /** Open files that may be written, by this way. */
  get writers(): number {
    return this.#writers
  }

  incUsers(): void {
    if (this.#users++ === 0) this.superblock.incMounts()
    this.expiring = false
  }

  /** With the last one it is gone. */
  decUsers(): void {
    this.expiring = false
    if (--this.#users === 0) this.superblock.decMounts()
  }

  /** A user that may write comes, or goes. */
  addWriters(count: 1 | -1): void {
    this.#writers += count
  }

  /** What is mounted on its root. */
  get covering(): Mount | undefined {
    return this.children.get(this.root)
  }

  /** Which access times move by this way, when a directory or something else is read. */
  atimePolicy(directory: boolean): 'never' | 'relative' | 'always' {
    const never = MS_NOATIME | (directory ? MS_NODIRATIME : 0)
    if (this.readOnly || (this.flags & never) !== 0) return 'never'
    return (this.flags & MS_RELATIME) !== 0 ? 'relative' : 'always'
  }
}
