// DescriptionInode: an open file that is in no file system, as a place that a link of /proc leads to. Linux: the inodes
// of pipefs, sockfs and anon_inodefs. gVisor: kernfs anonymous inodes.

import type { Errno } from '@jvisor/abi'
import { Dentry } from './dentry.ts'
import type { FileDescription, FileStat } from './file-description.ts'
import type { Clock } from './host.ts'
import { Inode } from './inode.ts'
import { Mount } from './mount.ts'
import { VirtualDentry } from './virtual-dentry.ts'

export class DescriptionInode extends Inode {
  readonly file: FileDescription

  constructor(file: FileDescription, clock: Clock) {
    const { dev, ino, mode, uid, gid, nlink } = file.stat()
    super({ deviceId: dev, clock, allocateInode: () => ino }, mode)
    this.file = file
    this.uid = uid
    this.gid = gid
    this.nlink = nlink
  }

  override stat(): FileStat {
    return this.file.stat()
  }

  override open(_at: VirtualDentry, flags: number): FileDescription | Errno {
    return this.file.reopen(flags)
  }
}

/** Where an open file is; of one that is in no file system, a place of its own. */
export function placeOf(file: FileDescription, clock: Clock): VirtualDentry {
  if (file.location !== undefined) return file.location
  const dentry = new Dentry(new DescriptionInode(file, clock), undefined, '')
  return new VirtualDentry(new Mount(dentry), dentry)
}
