// DirectoryDescription: an open directory, of any file system. gVisor: each fsimpl's directory fd.

import { EINVAL, EISDIR, ENOENT, type Errno, O_NOATIME, OK, SEEK_CUR, SEEK_SET } from '@jvisor/abi'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import { type DirectoryEntries, END_OF_DIRECTORY, entryType, FIRST_POSITION } from './directory-entries.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import type { Inode } from './inode.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

export class DirectoryDescription extends FileDescription {
  /** The directory. */
  readonly at: VirtualDentry
  #offset = 0
  #entries: DirectoryEntries | undefined

  constructor(at: VirtualDentry, flags: number) {
    super(flags)
    this.at = at
  }

  override get location(): VirtualDentry {
    return this.at
  }

  /**
   * Goes through the directory from the offset on, until `emit` does not take an entry; the offset is then at that one.
   * Each comes with the offset of the one after it. ENOENT: the directory was removed.
   */
  iterate(emit: (name: string, ino: number, type: number, next: number) => boolean): Errno {
    const { inode, dentry } = this.at
    if (inode.nlink === 0) return ENOENT
    if (this.#entries === undefined || this.#offset <= FIRST_POSITION) {
      const entries = inode.entries()
      if (typeof entries === 'number') return entries
      this.#entries = entries
    }
    if ((this.statusFlags & O_NOATIME) === 0) this.at.touchAtime()
    if (this.#offset === 0 && !this.#emitDot('.', inode, 1, emit)) return OK
    const first = this.#entries.at(Math.max(this.#offset, FIRST_POSITION))
    if (this.#offset === 1) {
      if (!this.#emitDot('..', dentry.parent?.inode ?? inode, first?.position ?? END_OF_DIRECTORY, emit))
        return OK
    }
    if (this.#offset === END_OF_DIRECTORY) return OK
    this.#offset = first?.position ?? END_OF_DIRECTORY
    for (let entry = first; entry !== undefined; ) {
      const next = this.#entries.after(entry)
      const position = next?.position ?? END_OF_DIRECTORY
      if (!emit(entry.name, entry.ino, entry.type, position)) return OK
      this.#offset = position
      entry = next
    }
    return OK
  }

  #emitDot(name: string, inode: Inode, next: number, emit: Parameters<this['iterate']>[0]): boolean {
    if (!emit(name, inode.ino, entryType(inode.mode), next)) return false
    this.#offset = next
    return true
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
