// OpenFile: how long an open file lives: who refers to it, and what it holds meanwhile: locks, the mount by which it was
// opened, the right to write to the content. gVisor: FileDescription's refs in pkg/sentry/vfs/file_description.go. Linux:
// struct file, __fput in fs/file_table.c.

import {
  type Errno,
  ETXTBSY,
  O_ACCMODE,
  O_CLOEXEC,
  O_CREAT,
  O_EXCL,
  O_NOCTTY,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  OK,
  S_IFMT,
  S_IFREG,
} from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { FileDescription } from './file-description.ts'
import { type FileLocks, type Lockable, locksOf } from './file-locks.ts'
import type { FileOwner } from './file-owner.ts'
import type { Inode } from './inode.ts'
import type { Mount } from './mount.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** Whoever is to forget a file when it is closed. */
export interface FileWatcher {
  /** The epoll that it is of. */
  readonly watchedBy: FileDescription
  /** Nothing refers to the file any more. Called once, before it is released; the watcher is taken off already. */
  fileClosed(): void
}

export abstract class OpenFile {
  /** How many there are: made, and not yet closed. */
  static open = 0
  /** Status flags: O_ACCMODE, O_APPEND, O_NONBLOCK, O_DIRECT, O_PATH and kin; what F_GETFL shows. */
  statusFlags: number
  /** Who gets its signals. */
  fileOwner: FileOwner | undefined
  /** Who opened it by a path. */
  openedBy: Credentials | undefined
  #refs = 1
  readonly #own: Lockable = { locks: undefined }
  #held: Inode | undefined
  #mount: Mount | undefined
  #heldBy = 0
  /** Those who watch it: the epoll instances that it was added to (f_ep in Linux). */
  readonly watchers = new Set<FileWatcher>()

  /** `flags`: those of open(2). What only says how to open does not stay. */
  constructor(flags: number) {
    OpenFile.open++
    this.statusFlags = flags & ~(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC)
  }

  /** Opened for reading. */
  get readable(): boolean {
    const mode = this.statusFlags & O_ACCMODE
    return mode === O_RDONLY || mode === O_RDWR
  }

  /** Opened for writing. */
  get writable(): boolean {
    const mode = this.statusFlags & O_ACCMODE
    return mode === O_WRONLY || mode === O_RDWR
  }

  /** Where in the tree the file was found; undefined for what is in no file system. */
  get location(): VirtualDentry | undefined {
    return undefined
  }

  /**
   * As long as this is open, it may write to the content of a file, or nobody may, since it is executed (i_writecount).
   * ETXTBSY: others do the opposite.
   */
  holdContent(inode: Inode, how: 'written' | 'unwritten'): Errno {
    const by = how === 'written' ? 1 : -1
    if (inode.writers * by < 0) return ETXTBSY
    inode.writers += by
    this.#held = inode
    this.#heldBy = by
    return OK
  }

  /** As long as this is open, it uses the mount by which it was opened; a regular file may be written by it. */
  useMount(): void {
    const { location } = this
    if (location === undefined) return
    this.#mount = location.mount
    this.#mount.incUsers()
    if (this.#writesMount) this.#mount.addWriters(1)
  }

  get #writesMount(): boolean {
    return this.writable && ((this.location?.inode.mode ?? 0) & S_IFMT) === S_IFREG
  }

  /** Ends {@link holdContent}, if it holds something. */
  letGoOfContent(): void {
    if (this.#held !== undefined) this.#held.writers -= this.#heldBy
    this.#held = undefined
  }

  /** Descriptors, mappings and calls that refer to this. */
  get references(): number {
    return this.#refs
  }

  /** The locks on the file; of what is in no file system, on this description of it. */
  get locks(): FileLocks {
    return locksOf(this.lockable)
  }

  /** A descriptor in a table is closed, or has another file now: that table has no locks on the file any more. */
  flush(table: object): void {
    this.lockable.locks?.unlock(table)
  }

  /** Whatever has the locks: what is one file has them in common. */
  protected get lockable(): Lockable {
    return this.location?.inode ?? this.#own
  }

  /** One more descriptor or mapping refers to this. */
  incRef(): void {
    this.#refs++
  }

  /** One less; the last one closes the file. */
  decRef(): void {
    if (--this.#refs > 0) return
    OpenFile.open--
    this.lockable.locks?.release(this)
    for (const watcher of this.watchers) {
      this.watchers.delete(watcher)
      watcher.fileClosed()
    }
    this.letGoOfContent()
    if (this.#writesMount) this.#mount?.addWriters(-1)
    this.release()
    this.#mount?.decUsers()
  }

  /** Called once, when nothing refers to the file any more. */
  protected release(): void {}
}
