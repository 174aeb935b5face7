// OverlayFilesystem: a tree that nobody changes, with a tmpfs above it that takes what is written.
// gVisor: pkg/sentry/fsimpl/overlay. Linux: fs/overlayfs.
//
// There are no layers to look through and no whiteouts: the tmpfs takes a name of the lower tree in when somebody asks
// for it, and all names of a directory before the first of them goes. From then on its directories know everything. A
// file taken in reads from the lower one until it is written; then its bytes are copied. Hard links of the lower tree are
// files of their own here, as on Linux without an index.

import {
  EIO,
  type Errno,
  MAX_FILE_SIZE,
  O_ACCMODE,
  O_RDONLY,
  O_TRUNC,
  OK,
  S_IFMT,
  S_IFREG,
} from '@jvisor/abi'
import { bytesIOSequence } from '@jvisor/usermem'
import { Dentry } from './dentry.ts'
import { type DirectoryEntries, FIRST_POSITION } from './directory-entries.ts'
import type { FileDescription, FileStat } from './file-description.ts'
import type { HostFilesystem } from './host-directory.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import { Mount } from './mount.ts'
import { RegularFile } from './regular-file.ts'
import type { TimeOfFile } from './timestamps.ts'
import { type FilesystemHost, Tmpfs, TmpfsDirectory, type TmpfsOpts } from './tmpfs.ts'
import { VirtualDentry } from './virtual-dentry.ts'
import { NORMAL_WRITE } from './write-opts.ts'

/** Bytes that are copied at a time. */
const PIECE = 256 * 1024

export class OverlayFilesystem extends Tmpfs {
  /** `lower`: a tree that nobody changes meanwhile. `opts`: limits of what is written. */
  constructor(host: FilesystemHost, lower: HostFilesystem, opts: TmpfsOpts = {}) {
    super(host, opts, (tmpfs) => new OverlayDirectory(tmpfs, lower.root))
  }
}

/** What a directory or a file of the lower tree says of itself, taken over. */
function takeOver(inode: Inode, lower: Inode): void {
  const stat = lower.stat()
  inode.uid = stat.uid
  inode.gid = stat.gid
  inode.times.set({ sec: stat.atimeSec, nsec: stat.atimeNsec }, { sec: stat.mtimeSec, nsec: stat.mtimeNsec })
}

class OverlayDirectory extends TmpfsDirectory {
  readonly #tmpfs: Tmpfs
  /** Where names come from that were not asked for yet; undefined once all are taken in. */
  #lower: Inode | undefined

  constructor(tmpfs: Tmpfs, lower: Inode) {
    super(tmpfs, lower.mode & ~S_IFMT)
    this.#tmpfs = tmpfs
    this.#lower = lower
    takeOver(this, lower)
  }

  override lookup(name: string): Inode | Errno {
    const known = super.lookup(name)
    return typeof known === 'number' && this.#lower !== undefined ? this.#takeIn(name, this.#lower) : known
  }

  #takeIn(name: string, from: Inode): Inode | Errno {
    const lower = from.lookup(name)
    if (typeof lower === 'number') return lower
    const inode = lower.isDirectory
      ? new OverlayDirectory(this.#tmpfs, lower)
      : new OverlayFile(this.#tmpfs, lower)
    this.adopt(name, inode)
    return inode
  }

  /** Takes in all names, before one of them is gone or all are told. */
  #takeAll(): Errno {
    const from = this.#lower
    if (from === undefined) return OK
    const entries = from.entries()
    if (typeof entries === 'number') return entries
    // The first entry is to be the newest, as in a directory of tmpfs.
    const names: string[] = []
    for (let e = entries.at(FIRST_POSITION); e !== undefined; e = entries.after(e)) names.push(e.name)
    for (const name of names.reverse()) {
      if (typeof super.lookup(name) === 'number') this.#takeIn(name, from)
    }
    this.#lower = undefined
    return OK
  }

  override get isEmpty(): boolean {
    return this.#takeAll() === OK && super.isEmpty
  }

  override entries(): DirectoryEntries | Errno {
    const err = this.#takeAll()
    return err === OK ? super.entries() : err
  }

  override unlink(name: string): Errno {
    const err = this.#takeAll()
    return err === OK ? super.unlink(name) : err
  }

  override removeDirectory(name: string): Errno {
    const err = this.#takeAll()
    return err === OK ? super.removeDirectory(name) : err
  }

  override rename(name: string, to: Inode, newName: string, exchange: boolean): Errno {
    const err = this.#takeAll()
    return err === OK ? super.rename(name, to, newName, exchange) : err
  }

  /** How many directories it holds is not known, which a link count of 1 says, as overlayfs has it. */
  override stat(): FileStat {
    return { ...super.stat(), nlink: Math.min(this.nlink, 1) }
  }
}

/** A file of the lower tree, of any kind but a directory. */
class OverlayFile extends Inode {
  readonly #tmpfs: Tmpfs
  readonly #lower: Inode
  /** Its bytes, once they were to be written. */
  #upper: RegularFile | undefined

  constructor(tmpfs: Tmpfs, lower: Inode) {
    super(tmpfs, lower.mode)
    this.#tmpfs = tmpfs
    this.#lower = lower
    this.rdev = lower.rdev
    takeOver(this, lower)
  }

  override gainedName(): void {
    super.gainedName()
    this.#upper?.gainedName()
  }

  override lostName(): void {
    super.lostName()
    this.#upper?.lostName()
  }

  override abandon(): void {
    this.#upper?.abandon()
  }

  override readlink(): string | Errno {
    return this.#lower.readlink()
  }

  override open(at: VirtualDentry, flags: number): FileDescription | Errno {
    const writes = (flags & O_ACCMODE) !== O_RDONLY || (flags & O_TRUNC) !== 0
    if (this.#upper === undefined && writes && (this.mode & S_IFMT) === S_IFREG) {
      const err = this.#copyUp((flags & O_TRUNC) !== 0 ? 0 : MAX_FILE_SIZE)
      if (err !== OK) return err
    }
    return (this.#upper ?? this.#lower).open(at, flags)
  }

  override truncate(size: number): Errno {
    const err = this.#upper === undefined ? this.#copyUp(size) : OK
    return err === OK ? (this.#upper?.truncate(size) ?? EIO) : err
  }

  /** Copies what is there of the first `length` bytes into a file of the tmpfs, which is this one from now on. */
  #copyUp(length: number): Errno {
    const { memoryFile, pages } = this.#tmpfs
    const upper = new RegularFile(this.#asThis(), this.mode, memoryFile, undefined, pages)
    const err = length === 0 ? OK : copyContent(this.#lower, upper, length)
    if (err !== OK) {
      upper.nlink = 0
      upper.freeIfUnused()
      return err
    }
    const { atimeSec, atimeNsec, mtimeSec, mtimeNsec } = this.times.shown
    upper.times.set({ sec: atimeSec, nsec: atimeNsec }, { sec: mtimeSec, nsec: mtimeNsec })
    upper.uid = this.uid
    upper.gid = this.gid
    upper.nlink = this.nlink
    this.#upper = upper
    return OK
  }

  /** A file system in which the next file has this one's number: it is the same file to those who open it. */
  #asThis(): FilesystemContext {
    const { deviceId, clock } = this.#tmpfs
    return { deviceId, clock, allocateInode: () => this.ino, usage: () => this.#tmpfs.usage() }
  }

  override setMode(permissions: number): Errno {
    this.#upper?.setMode(permissions)
    return super.setMode(permissions)
  }

  override setOwner(uid: number, gid: number, permissions: number): Errno {
    this.#upper?.setOwner(uid, gid, permissions)
    return super.setOwner(uid, gid, permissions)
  }

  override setTimes(atime: TimeOfFile | undefined, mtime: TimeOfFile | undefined): Errno {
    this.#upper?.setTimes(atime, mtime)
    return super.setTimes(atime, mtime)
  }

  override get size(): number {
    return (this.#upper ?? this.#lower.stat()).size
  }

  override get blocks(): number {
    return (this.#upper ?? this.#lower.stat()).blocks
  }

  override stat(): FileStat {
    return this.#upper?.stat() ?? super.stat()
  }
}

/** Copies the first `length` bytes, or as many as there are. What cannot be copied leaves nothing behind. */
function copyContent(from: Inode, to: RegularFile, length: number): Errno {
  const nowhere = new Dentry(from, undefined, '', true)
  const source = from.open(new VirtualDentry(new Mount(nowhere), nowhere), O_RDONLY)
  if (typeof source === 'number') return source
  const bytes = new Uint8Array(PIECE)
  let err: Errno = OK
  for (let done = 0; done < length && err === OK; ) {
    const got = source.pread(bytesIOSequence(bytes.subarray(0, Math.min(PIECE, length - done))), done)
    err = got.err
    if (err !== OK || got.n === 0) break
    const put = to.writeAt(bytesIOSequence(bytes.subarray(0, got.n)), done, NORMAL_WRITE)
    err = put.err
    done += put.n
  }
  source.decRef()
  return err
}
