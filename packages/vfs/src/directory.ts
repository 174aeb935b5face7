// DirectoryDescription: an open directory, of any file system. gVisor: each fsimpl's directory fd.

import { EINVAL, EISDIR, SEEK_CUR, SEEK_SET } from '@jvisor/abi'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import { FileDescription, type FileStat } from './file-description.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

export class DirectoryDescription extends FileDescription {
  /** The directory. */
  readonly at: VirtualDentry
  #offset = 0

  constructor(at: VirtualDentry, flags: number) {
    super(flags)
    this.at = at
  }

  override acceptsRwfFlags(): boolean {
    return false
  }

  override read(_dst: IOSequence): Transfer {
    return transfer(0, EISDIR)
  }

  override pread(_dst: IOSequence, _offset: number): Transfer {
    return transfer(0, EISDIR)
  }

  override seek(offset: number, whence: number): number {
    const base = whence === SEEK_SET ? 0 : whence === SEEK_CUR ? this.#offset : -1
    if (base < 0 || base + offset < 0 || !Number.isSafeInteger(base + offset)) return -EINVAL
    this.#offset = base + offset
    return this.#offset
  }

  override stat(): FileStat {
    return this.at.inode.stat()
  }

  override mappedName(): string {
    return this.at.path
  }
}
