// PathDescription: a file opened with O_PATH, which stands for a place and cannot be read or written (open(2)).

import { O_ACCMODE } from '@jvisor/abi'
import { DescriptionInode } from './description-inode.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

export class PathDescription extends FileDescription {
  readonly at: VirtualDentry

  constructor(at: VirtualDentry, flags: number) {
    super(flags & ~O_ACCMODE)
    this.at = at
  }

  override get location(): VirtualDentry {
    return this.at
  }

  override get readable(): boolean {
    return false
  }

  override stat(): FileStat {
    return this.at.inode.stat()
  }

  override mappedName(): string {
    const { inode } = this.at
    return inode instanceof DescriptionInode ? inode.file.mappedName() : this.at.path
  }
}
