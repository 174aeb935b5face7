// Superblock: a file system as it is mounted, once or several times: what all its mounts have in common.
// gVisor: pkg/sentry/vfs/filesystem.go. Linux: struct super_block.

import { MS_RDONLY } from '@jvisor/abi'
import type { Dentry } from './dentry.ts'

export class Superblock {
  /** Every file system has one tree of names, however often it is mounted. */
  readonly tree: Dentry
  /** MS_RDONLY, MS_SYNCHRONOUS, MS_MANDLOCK, MS_DIRSYNC and MS_LAZYTIME: of all its mounts. */
  flags = 0
  #users = 0

  constructor(tree: Dentry) {
    this.tree = tree
  }

  get readOnly(): boolean {
    return (this.flags & MS_RDONLY) !== 0
  }

  /** One more mount of it. */
  incMounts(): void {
    this.#users++
  }

  /** One less; with the last one goes what the file system holds. */
  decMounts(): void {
    if (--this.#users === 0) this.tree.inode.fs.shutDown?.()
  }
}
