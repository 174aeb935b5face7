// Tmpfs: a file system in memory: directories, symbolic links and device nodes; regular-file.ts has the files.
// gVisor: pkg/sentry/fsimpl/tmpfs. Linux: mm/shmem.c.

import {
  EINVAL,
  ENAMETOOLONG,
  ENOENT,
  ENOSPC,
  ENOTEMPTY,
  type Errno,
  F_SEAL_SEAL,
  NAME_MAX,
  OK,
  PAGE_SIZE,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  TMPFS_MAGIC,
} from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { encodeUtf8 } from '@jvisor/usermem'
import { type DirectoryEntries, OrderedEntries } from './directory-entries.ts'
import { FifoInode } from './fifo.ts'
import { PageBudget } from './file-pages.ts'
import type { FilesystemUsage } from './filesystem-usage.ts'
import type { Clock } from './host.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import { RegularFile } from './regular-file.ts'
import { parseTmpfsOptions, type TmpfsOptions } from './tmpfs-options.ts'

/** What a file system needs of the VirtualFilesystem. */
export interface FilesystemHost {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  allocateDevice(): number
}

/** The options of a tmpfs, tmpfs(5). */
export interface TmpfsOpts extends TmpfsOptions {
  /** What /proc/mounts calls it; default: tmpfs. */
  readonly typeName?: string
  /** It was mounted by a program: what is not given is as on Linux, where the limits are half of the memory. */
  readonly byProgram?: boolean
}

export class Tmpfs implements FilesystemContext {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  readonly deviceId: number
  readonly keepsNames = true
  readonly typeName: string
  readonly root: TmpfsDirectory
  readonly pages: PageBudget
  readonly #defaultLimit: number
  readonly #inode64: boolean
  #maxInodes: number
  #inodes = 0
  #unnamed = 0
  #lastInode = 0

  /** `makeRoot`: another kind of directory for the root. */
  constructor(
    host: FilesystemHost,
    opts: TmpfsOpts = {},
    makeRoot: (tmpfs: Tmpfs, permissions: number) => TmpfsDirectory = (tmpfs, permissions) =>
      new TmpfsDirectory(tmpfs, permissions),
  ) {
    this.memoryFile = host.memoryFile
    this.clock = host.clock
    this.deviceId = host.allocateDevice()
    this.typeName = opts.typeName ?? 'tmpfs'
    this.#defaultLimit = opts.byProgram === true ? host.memoryFile.maxPages >>> 1 : Infinity
    this.pages = new PageBudget(opts.sizeBytes === undefined ? this.#defaultLimit : pageLimit(opts.sizeBytes))
    this.#maxInodes = opts.inodes ?? this.#defaultLimit
    this.#inode64 = opts.inode64 === true
    this.root = makeRoot(this, opts.permissions ?? (opts.byProgram === true ? DEFAULT_MODE : 0o755))
    if (opts.uid !== undefined) this.root.uid = opts.uid
    if (opts.gid !== undefined) this.root.gid = opts.gid
    this.#inodes++
  }

  allocateInode(): number {
    return ++this.#lastInode
  }

  /** There is one more inode; false if there may not be. */
  chargeInode(): boolean {
    if (this.#inodes >= this.#maxInodes) return false
    this.#inodes++
    return true
  }

  /** An inode has lost its last name. */
  releaseInode(): void {
    this.#inodes--
  }

  /** There is one more file that is in use and has no name, or one less. */
  countUnnamed(change: 1 | -1): void {
    this.#unnamed += change
  }

  unnamedFiles(): number {
    return this.#unnamed
  }

  /**
   * Takes other limits: EINVAL for options that make no sense, for less than is in use, and for a limit where there was
   * none. Mode and owner of the root stay. @see shmem_reconfigure (Linux 6.18 mm/shmem.c)
   */
  reconfigure(options: string): Errno {
    const opts = parseTmpfsOptions(options, this.memoryFile.maxPages)
    if (typeof opts === 'number') return opts
    const { sizeBytes, inodes } = opts
    const pages = sizeBytes === undefined ? this.pages.limit : pageLimit(sizeBytes)
    if (!mayLimit(pages, this.pages.limit, this.pages.used)) return EINVAL
    if (!mayLimit(inodes ?? this.#maxInodes, this.#maxInodes, this.#inodes)) return EINVAL
    this.pages.limit = pages
    this.#maxInodes = inodes ?? this.#maxInodes
    return OK
  }

  /** @see shmem_show_options */
  mountOptions(): string {
    const { limit } = this.pages
    const { mode, uid, gid } = this.root
    const permissions = mode & 0o7777
    const shown = [
      limit !== this.#defaultLimit && `size=${limit === Infinity ? 0 : (limit * PAGE_SIZE) / 1024}k`,
      this.#maxInodes !== this.#defaultLimit &&
        `nr_inodes=${this.#maxInodes === Infinity ? 0 : this.#maxInodes}`,
      permissions !== DEFAULT_MODE && `mode=${permissions.toString(8).padStart(3, '0')}`,
      uid !== 0 && `uid=${uid}`,
      gid !== 0 && `gid=${gid}`,
      this.#inode64 && 'inode64',
    ]
    return shown.map((option) => (option === false ? '' : `,${option}`)).join('')
  }

  shutDown(): void {
    this.root.abandon()
  }

  usage(): FilesystemUsage {
    const { limit, used } = this.pages
    const { maxPages, pagesInUse } = this.memoryFile
    const limited = limit !== Infinity
    const files = Math.min(this.#maxInodes, maxPages)
    return {
      type: TMPFS_MAGIC,
      blockSize: PAGE_SIZE,
      blocks: limited ? limit : maxPages,
      freeBlocks: limited ? limit - used : maxPages - pagesInUse,
      files,
      freeFiles: Math.max(0, files - this.#inodes),
      nameLength: NAME_MAX,
    }
  }
}

/** Permissions of the root of a tmpfs that a program has mounted. */
const DEFAULT_MODE = 0o1777

function pageLimit(sizeBytes: number): number {
  return Math.ceil(sizeBytes / PAGE_SIZE)
}

/** A limit may become another if there was one, or is to be none, and if what is used is within it. */
function mayLimit(limit: number, old: number, used: number): boolean {
  return limit === Infinity || (old !== Infinity && used <= limit)
}

/** Bytes that Linux's tmpfs accounts for an entry of a directory (mm/shmem.c BOGO_DIRENT_SIZE). */
const ENTRY_SIZE = 20

export class TmpfsDirectory extends Inode {
  readonly #tmpfs: Tmpfs
  readonly #entries = new OrderedEntries()

  constructor(tmpfs: Tmpfs, permissions: number) {
    super(tmpfs, S_IFDIR | permissions)
    this.#tmpfs = tmpfs
    this.nlink = 2
  }

  override get size(): number {
    return (this.#entries.size + 2) * ENTRY_SIZE
  }

  override lookup(name: string): Inode | Errno {
    return this.#entries.get(name) ?? ENOENT
  }

  /** It holds no names. */
  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  override abandon(): void {
    for (const inode of this.#entries.inodes) inode.abandon()
  }

  /** Takes in a file that was always there, as far as anybody knows. Precondition: the name is not taken. */
  protected adopt(name: string, inode: Inode): void {
    this.#tmpfs.chargeInode()
    this.#entries.add(name, inode)
  }

  override entries(): DirectoryEntries | Errno {
    return this.#entries
  }

  override create(name: string, mode: number): Inode | Errno {
    return this.#add(name, () => this.#file(mode))
  }

  override makeDirectory(name: string, permissions: number): Inode | Errno {
    const made = this.#add(name, () => new TmpfsDirectory(this.#tmpfs, permissions))
    if (typeof made !== 'number') this.nlink++
    return made
  }

  override makeSymlink(name: string, target: string): Inode | Errno {
    if (encodeUtf8(target).length >= PAGE_SIZE) return ENAMETOOLONG
    const symlink = new TmpfsSymlink(this.#tmpfs, target)
    const { pages } = this.#tmpfs
    if (pages.used + symlink.pages > pages.limit) return ENOSPC
    const made = this.#add(name, () => symlink)
    if (typeof made !== 'number') pages.used += symlink.pages
    return made
  }

  override makeNode(name: string, mode: number, device: number): Inode | Errno {
    if ((mode & S_IFMT) === S_IFREG) return this.create(name, mode)
    return this.#add(name, () =>
      (mode & S_IFMT) === S_IFIFO
        ? new FifoInode(this.#tmpfs, mode, this.#tmpfs.memoryFile)
        : new SpecialNode(this.#tmpfs, mode, device),
    )
  }

  /** Makes a device node. */
  makeDevice(name: string, mode: number, device: number): void {
    this.makeNode(name, mode, device)
  }

  override createUnnamed(mode: number, linkable: boolean): Inode | Errno {
    if (!this.#tmpfs.chargeInode()) return ENOSPC
    const made = this.#file(mode)
    this.#tmpfs.countUnnamed(1)
    made.nlink = 0
    made.linkable = linkable
    return made
  }

  override link(name: string, inode: Inode): Errno {
    if (inode.nlink > 0 && !this.#tmpfs.chargeInode()) return ENOSPC
    if (inode.nlink === 0) this.#tmpfs.countUnnamed(-1)
    inode.linkable = false
    inode.gainedName()
    this.#entries.add(name, inode)
    this.touchMtime()
    return OK
  }

  override unlink(name: string): Errno {
    const inode = this.#entries.get(name)
    if (inode === undefined) return ENOENT
    this.#entries.remove(name)
    this.touchMtime()
    this.#dropLink(inode)
    return OK
  }

  override removeDirectory(name: string): Errno {
    const inode = this.#entries.get(name)
    if (!(inode instanceof TmpfsDirectory)) return ENOENT
    if (!inode.isEmpty) return ENOTEMPTY
    this.#entries.remove(name)
    this.touchMtime()
    this.#dropDirectory(inode)
    return OK
  }

  override rename(name: string, to: Inode, newName: string, exchange: boolean): Errno {
    const inode = this.#entries.get(name)
    if (inode === undefined || !(to instanceof TmpfsDirectory)) return ENOENT
    const target = to.#entries.get(newName)
    if (target instanceof TmpfsDirectory && !exchange && !target.isEmpty) return ENOTEMPTY
    if (exchange && target !== undefined) {
      this.#entries.replace(name, target)
      to.#entries.replace(newName, inode)
      if (target.isDirectory) moveSubdirectory(to, this)
      target.times.inodeChanged()
    } else {
      this.#entries.remove(name)
      if (target === undefined) to.#entries.add(newName, inode)
      else to.#entries.replace(newName, inode)
      if (target instanceof TmpfsDirectory) to.#dropDirectory(target)
      else if (target !== undefined) to.#dropLink(target)
    }
    if (inode.isDirectory) moveSubdirectory(this, to)
    inode.times.inodeChanged()
    this.touchMtime()
    to.touchMtime()
    return OK
  }

  /**
   * An inode has one name less. Each name counts against the limit of inodes, as on Linux, and the last one of a file
   * until that is freed.
   */
  #dropLink(inode: Inode): void {
    const lives = inode.nlink === 1 && inode instanceof RegularFile
    if (lives) this.#tmpfs.countUnnamed(1)
    inode.lostName()
    if (!lives) this.#tmpfs.releaseInode()
    if (inode instanceof TmpfsSymlink && inode.nlink === 0) this.#tmpfs.pages.used -= inode.pages
  }

  #dropDirectory(inode: TmpfsDirectory): void {
    inode.nlink = 0
    inode.times.inodeChanged()
    this.nlink--
    this.#tmpfs.releaseInode()
  }

  #file(mode: number): RegularFile {
    const { memoryFile, pages } = this.#tmpfs
    const file = new RegularFile(this.#tmpfs, mode, memoryFile, F_SEAL_SEAL, pages)
    file.whenFreed = () => {
      this.#tmpfs.releaseInode()
      this.#tmpfs.countUnnamed(-1)
    }
    return file
  }

  #add(name: string, make: () => Inode): Inode | Errno {
    if (!this.#tmpfs.chargeInode()) return ENOSPC
    const inode = make()
    this.#entries.add(name, inode)
    this.touchMtime()
    return inode
  }
}

/** The ".." of a directory that is moved is another's link. */
function moveSubdirectory(from: Inode, to: Inode): void {
  from.nlink--
  to.nlink++
}

class TmpfsSymlink extends Inode {
  readonly #target: string

  constructor(tmpfs: Tmpfs, target: string) {
    super(tmpfs, S_IFLNK | 0o777)
    this.#target = target
  }

  override get size(): number {
    return encodeUtf8(this.#target).length
  }

  /** Only a long target has a page of its own (SHORT_SYMLINK_LEN). */
  get pages(): number {
    return this.size < 128 ? 0 : 1
  }

  override get blocks(): number {
    return (this.pages * PAGE_SIZE) / 512
  }

  override readlink(): string {
    return this.#target
  }
}

/** A device, or a socket's name. */
class SpecialNode extends Inode {
  constructor(tmpfs: Tmpfs, mode: number, device: number) {
    super(tmpfs, mode)
    this.rdev = device
  }
}
