// HostFilesystem: a directory of the host as a file system, over the HostDirectory that an embedder hands in.
// gVisor: pkg/sentry/fsimpl/gofer.
//
// Symbolic links are read here and followed by the path walk, in the program's own tree, so that a link cannot lead
// out of what is shown. Names are looked up afresh each time: the host may change them.

import {
  EINVAL,
  ENXIO,
  EPERM,
  type Errno,
  EXCEEDS_FILE_SIZE_LIMIT,
  EXDEV,
  MAX_FILE_SIZE,
  O_ACCMODE,
  O_CREAT,
  O_EXCL,
  O_RDWR,
  O_TRUNC,
  OK,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  SEEK_CUR,
  SEEK_END,
  SEEK_SET,
  V9FS_MAGIC,
} from '@jvisor/abi'
import type { MemoryFile, MmapOpts } from '@jvisor/memmap'
import {
  type AccessType,
  allows,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
  WRITE,
} from '@jvisor/usermem'
import { type DirectoryEntries, ListedEntries } from './directory-entries.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import type { Lockable } from './file-locks.ts'
import { bareUsage, type FilesystemUsage } from './filesystem-usage.ts'
import type { Clock, HostDirectory, HostFile, HostNames, HostStat } from './host.ts'
import { HostPages } from './host-pages.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import type { PipeRing } from './pipe-ring.ts'
import { copySplice } from './splice-copy.ts'
import type { TimeOfFile } from './timestamps.ts'
import type { FilesystemHost } from './tmpfs.ts'
import type { VirtualDentry } from './virtual-dentry.ts'
import type { WriteOpts } from './write-opts.ts'

/** Bytes that pass through the sentry's own memory at a time. */
const BOUNCE = 256 * 1024

export class HostFilesystem implements FilesystemContext {
  readonly clock: Clock
  readonly typeName = '9p'
  readonly deviceId: number
  readonly directory: HostDirectory
  readonly memoryFile: MemoryFile
  readonly bounce = new Uint8Array(BOUNCE)
  readonly root: Inode
  #lastInode = 0
  /** Of files that are open, by their numbers with the host: the locks, and how often it is. */
  readonly #locked = new Map<number, { readonly lockable: Lockable; users: number }>()

  constructor(host: FilesystemHost, directory: HostDirectory) {
    this.clock = host.clock
    this.deviceId = host.allocateDevice()
    this.directory = directory
    this.memoryFile = host.memoryFile
    const stat = directory.stat([])
    this.root = new HostInode(this, [], typeof stat === 'number' ? { mode: S_IFDIR | 0o555 } : stat)
  }

  allocateInode(): number {
    return ++this.#lastInode
  }

  /** A file is opened: gives what has its locks, one for all who have it open, whatever inodes stand for it. */
  lockableOf(ino: number): Lockable {
    const known = this.#locked.get(ino) ?? { lockable: { locks: undefined }, users: 0 }
    known.users++
    this.#locked.set(ino, known)
    return known.lockable
  }

  /** It is closed. */
  releaseLockable(ino: number): void {
    const known = this.#locked.get(ino)
    if (known !== undefined && --known.users === 0) this.#locked.delete(ino)
  }

  /** The host does not say how much room it has. */
  usage(): FilesystemUsage {
    return bareUsage(V9FS_MAGIC)
  }
}

class HostInode extends Inode {
  readonly #host: HostFilesystem
  readonly #path: readonly string[]

  constructor(host: HostFilesystem, path: readonly string[], stat: Pick<HostStat, 'mode' | 'uid' | 'gid'>) {
    super(host, stat.mode)
    this.#host = host
    this.#path = path
    this.uid = stat.uid ?? 0
    this.gid = stat.gid ?? 0
  }

  override lookup(name: string): Inode | Errno {
    const path = [...this.#path, name]
    const stat = this.#host.directory.stat(path)
    return typeof stat === 'number' ? stat : new HostInode(this.#host, path, stat)
  }

  override entries(): DirectoryEntries | Errno {
    const names = this.#host.directory.readdir(this.#path)
    if (typeof names === 'number') return names
    return new ListedEntries(
      names.flatMap((name) => {
        const stat = this.#host.directory.stat([...this.#path, name])
        return typeof stat === 'number' ? [] : [{ name, ino: stat.ino, mode: stat.mode }]
      }),
    )
  }

  override makeDirectory(name: string, permissions: number): Inode | Errno {
    return this.#make(name, (names, path) => names.makeDirectory(path, permissions))
  }

  override makeSymlink(name: string, target: string): Inode | Errno {
    return this.#make(name, (names, path) => names.makeSymlink(path, target))
  }

  /** Does what makes a name, and looks at what was made. */
  #make(name: string, make: (names: HostNames, path: readonly string[]) => Errno): Inode | Errno {
    const err = this.#change((names) => make(names, [...this.#path, name]))
    return err === OK ? this.lookup(name) : err
  }

  #change(change: (names: HostNames) => Errno): Errno {
    const { names } = this.#host.directory
    return names === undefined ? EPERM : change(names)
  }

  override link(name: string, inode: Inode): Errno {
    if (!(inode instanceof HostInode)) return EXDEV
    return this.#change((names) => names.link(inode.#path, [...this.#path, name]))
  }

  override unlink(name: string): Errno {
    return this.#change((names) => names.unlink([...this.#path, name]))
  }

  override removeDirectory(name: string): Errno {
    return this.#change((names) => names.removeDirectory([...this.#path, name]))
  }

  override rename(name: string, to: Inode, newName: string, exchange: boolean): Errno {
    if (!(to instanceof HostInode)) return EXDEV
    if (exchange) return EINVAL
    return this.#change((names) => names.rename([...this.#path, name], [...to.#path, newName]))
  }

  override setMode(permissions: number): Errno {
    const err = this.#change((names) => names.setMode(this.#path, permissions))
    if (err === OK) this.mode = (this.mode & S_IFMT) | permissions
    return err
  }

  override setOwner(uid: number, gid: number, permissions: number): Errno {
    const err = this.#change((names) => names.setOwner(this.#path, uid, gid))
    if (err !== OK) return err
    this.uid = uid
    this.gid = gid
    return this.isSymlink ? OK : this.setMode(permissions)
  }

  override setTimes(atime: TimeOfFile | undefined, mtime: TimeOfFile | undefined): Errno {
    return this.#change((names) => names.setTimes(this.#path, atime, mtime))
  }

  override truncate(size: number): Errno {
    const file = this.#host.directory.open(this.#path, O_RDWR, 0)
    if (typeof file === 'number') return file
    const err = file.truncate(size)
    file.close()
    return err
  }

  override create(name: string, mode: number): Inode | Errno {
    const path = [...this.#path, name]
    const made = this.#host.directory.open(path, O_RDWR | O_CREAT | O_EXCL, mode & 0o7777)
    if (typeof made === 'number') return made
    made.close()
    return this.lookup(name)
  }

  override readlink(): string | Errno {
    if ((this.mode & S_IFMT) !== S_IFLNK) return EINVAL
    return this.#host.directory.readlink(this.#path)
  }

  override open(at: VirtualDentry, flags: number): FileDescription | Errno {
    if ((this.mode & S_IFMT) !== S_IFREG) return ENXIO
    const file = this.#host.directory.open(this.#path, flags & (O_ACCMODE | O_TRUNC), 0)
    return typeof file === 'number' ? file : new HostFileDescription(this.#host, file, at, flags)
  }

  override stat(): FileStat {
    const stat = this.#host.directory.stat(this.#path)
    return typeof stat === 'number' ? super.stat() : fileStat(stat, this.fs.deviceId)
  }
}

function fileStat(s: HostStat, dev: number): FileStat {
  return {
    dev,
    ino: s.ino,
    mode: s.mode,
    nlink: s.nlink,
    uid: s.uid ?? 0,
    gid: s.gid ?? 0,
    rdev: 0,
    size: s.size,
    blksize: 4096,
    blocks: s.blocks ?? Math.ceil(s.size / 512),
    atimeSec: s.atimeSec ?? s.mtimeSec,
    atimeNsec: s.atimeNsec ?? s.mtimeNsec,
    mtimeSec: s.mtimeSec,
    mtimeNsec: s.mtimeNsec,
    ctimeSec: s.ctimeSec ?? s.mtimeSec,
    ctimeNsec: s.ctimeNsec ?? s.mtimeNsec,
  }
}

/** An open file of the host. Bytes pass through a buffer of the file system's. */
class HostFileDescription extends FileDescription {
  readonly #host: HostFilesystem
  readonly #file: HostFile
  readonly #at: VirtualDentry
  readonly #ino: number
  readonly #lockable: Lockable
  #pages: HostPages | undefined
  #offset = 0

  constructor(host: HostFilesystem, file: HostFile, at: VirtualDentry, flags: number) {
    super(flags)
    this.#host = host
    this.#file = file
    this.#at = at
    const stat = file.stat()
    this.#ino = typeof stat === 'number' ? at.inode.ino : stat.ino
    this.#lockable = host.lockableOf(this.#ino)
  }

  protected override get lockable(): Lockable {
    return this.#lockable
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override get isCached(): boolean {
    return true
  }

  override get acceptsSplice(): boolean {
    return true
  }

  override spliceTo(ring: PipeRing, offset: number, length: number): Transfer {
    return copySplice(this, ring, offset, length)
  }

  override read(dst: IOSequence): Transfer {
    const result = this.pread(dst, this.#offset)
    this.#offset += result.n
    return result
  }

  override pread(dst: IOSequence, offset: number): Transfer {
    let done = 0
    while (done < dst.numBytes) {
      const piece = this.#host.bounce.subarray(0, dst.numBytes - done)
      const n = this.#file.pread(piece, offset + done)
      if (n < 0) return transfer(done, -n as Errno)
      if (n === 0) break
      const moved = dst.dropFirst(done).copyOut(piece.subarray(0, n))
      done += moved.n
      if (moved.err !== OK) return transfer(done, moved.err)
    }
    return done === 0 ? NOTHING : transfer(done, OK)
  }

  override write(src: IOSequence, opts: WriteOpts): Transfer {
    const at = opts.append ? this.#size() : this.#offset
    const result = this.#writeAt(src, at, opts)
    if (result.n > 0) this.#offset = at + result.n
    return result
  }

  override pwrite(src: IOSequence, offset: number, opts: WriteOpts): Transfer {
    return this.#writeAt(src, opts.append ? this.#size() : offset, opts)
  }

  #writeAt(src: IOSequence, offset: number, opts: WriteOpts): Transfer {
    if (src.numBytes === 0) return NOTHING
    if (offset >= opts.sizeLimit) return transfer(0, EXCEEDS_FILE_SIZE_LIMIT)
    const total = Math.min(src.numBytes, opts.sizeLimit - offset)
    let done = 0
    while (done < total) {
      const piece = this.#host.bounce.subarray(0, total - done)
      const copied = src.dropFirst(done).copyIn(piece)
      const n = copied.n === 0 ? 0 : this.#file.pwrite(piece.subarray(0, copied.n), offset + done)
      if (n < 0) return transfer(done, -n as Errno)
      done += n
      if (copied.err !== OK) return transfer(done, copied.err)
      if (n < copied.n) return transfer(done, OK)
    }
    return transfer(done, OK)
  }

  override seek(offset: number, whence: number): number {
    if (whence > SEEK_END) return -EINVAL
    const to = offset + (whence === SEEK_SET ? 0 : whence === SEEK_CUR ? this.#offset : this.#size())
    if (to < 0 || to > MAX_FILE_SIZE) return -EINVAL
    this.#offset = to
    return to
  }

  #size(): number {
    const stat = this.#file.stat()
    return typeof stat === 'number' ? 0 : stat.size
  }

  /** As the tree has it, if that puts something of its own over the host's file. */
  override stat(): FileStat {
    const { inode } = this.#at
    const stat = inode instanceof HostInode ? this.#file.stat() : OK
    return typeof stat === 'number' ? inode.stat() : fileStat(stat, this.#host.deviceId)
  }

  override bytesToRead(): number {
    return this.#size() - this.#offset
  }

  override truncate(size: number, sizeLimit: number): Errno {
    return size > sizeLimit && size > this.#size() ? EXCEEDS_FILE_SIZE_LIMIT : this.#file.truncate(size)
  }

  /** Read-only, or private. EINVAL: stores would have to reach the file. */
  override configureMmap(opts: MmapOpts): Errno {
    if (!opts.private && this.writable && allows(opts.maxPerms, WRITE)) return EINVAL
    this.#pages ??= new HostPages(this.#host.memoryFile, this.#file)
    opts.mappable = this.#pages
    opts.mappingIdentity = this
    if (!opts.private) opts.maxPerms = (opts.maxPerms & ~WRITE) as AccessType
    return OK
  }

  override mappedName(): string {
    return this.#at.path
  }

  protected override release(): void {
    this.#host.releaseLockable(this.#ino)
    this.#pages?.destroy()
    this.#file.close()
  }
}
