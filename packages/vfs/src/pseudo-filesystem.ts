// PseudoFilesystem: a file system whose directories and files are computed when somebody looks, as /proc is; what is in
// it is said by who makes it. gVisor: pkg/sentry/fsimpl/kernfs. Linux: fs/proc/generic.c, fs/proc/base.c.

import { ENOENT, EPERM, type Errno, OK, S_IFDIR, S_IFLNK, S_IFREG } from '@jvisor/abi'
import type { DirectoryEntries, DirectoryEntry } from './directory-entries.ts'
import { entryType, FIRST_POSITION } from './directory-entries.ts'
import type { FileDescription } from './file-description.ts'
import { bareUsage, type FilesystemUsage } from './filesystem-usage.ts'
import type { Clock } from './host.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import type { TimeOfFile } from './timestamps.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** A file system of this kind is made from its root. */
export class PseudoFilesystem implements FilesystemContext {
  readonly clock: Clock
  readonly deviceId: number
  readonly typeName: string
  readonly root: Inode
  readonly #magic: number
  #lastInode = 0

  /** `magic`: what statfs(2) says of its type. */
  constructor(
    host: { readonly clock: Clock; allocateDevice(): number },
    type: { readonly name: string; readonly magic: number },
    makeRoot: (fs: FilesystemContext) => Inode,
  ) {
    this.clock = host.clock
    this.deviceId = host.allocateDevice()
    this.typeName = type.name
    this.#magic = type.magic
    this.root = makeRoot(this)
  }

  allocateInode(): number {
    return ++this.#lastInode
  }

  usage(): FilesystemUsage {
    return bareUsage(this.#magic)
  }
}

/** Where an inode of a pseudo file system comes from. */
export interface PseudoInodeOpts {
  readonly fs: FilesystemContext
  /** Permission bits. */
  readonly permissions: number
  /** A number that stays when the inode is made anew; default: the next one. */
  readonly ino?: number | undefined
  readonly uid?: number
  readonly gid?: number
  /** chmod(2) is EPERM. */
  readonly fixedMode?: boolean
}

/** What the inodes have in common: they are made for one look, and what is said of them does not stay. */
export abstract class PseudoInode extends Inode {
  readonly #fixedMode: boolean

  constructor(type: number, { fs, permissions, ino, uid = 0, gid = 0, fixedMode = false }: PseudoInodeOpts) {
    super(fs, type | permissions, ino)
    this.uid = uid
    this.gid = gid
    this.#fixedMode = fixedMode
  }

  override setMode(permissions: number): Errno {
    return this.#fixedMode ? EPERM : super.setMode(permissions)
  }

  override setOwner(uid: number, gid: number, permissions: number): Errno {
    this.uid = uid
    this.gid = gid
    return this.#fixedMode ? OK : super.setMode(permissions)
  }

  override setTimes(atime: TimeOfFile | undefined, mtime: TimeOfFile | undefined): Errno {
    return this.#fixedMode ? OK : super.setTimes(atime, mtime)
  }
}

/** Positions of children whose names are numbers begin here; those of other names come before. */
const NUMBERS = 4096

/** A directory. Nobody can make anything in it: names that are not there cannot be (ENOENT). */
export abstract class PseudoDirectory extends PseudoInode {
  constructor(opts: PseudoInodeOpts) {
    super(S_IFDIR, opts)
    this.nlink = 2
  }

  /** What has this name. */
  abstract child(name: string): Inode | Errno

  /** Names that are no numbers, in their order. */
  names(): readonly string[] {
    return []
  }

  /** Of the children whose names are numbers, the first at or above `from`. */
  nextNumber(_from: number): number | undefined {
    return undefined
  }

  /** The directory is not there any more. */
  get isGone(): boolean {
    return false
  }

  override lookup(name: string): Inode | Errno {
    return this.child(name)
  }

  override entries(): DirectoryEntries | Errno {
    return this.isGone ? ENOENT : new PseudoEntries(this)
  }

  override create(): Errno {
    return ENOENT
  }

  override makeDirectory(): Errno {
    return ENOENT
  }

  override makeSymlink(): Errno {
    return ENOENT
  }

  override makeNode(): Errno {
    return ENOENT
  }

  override link(): Errno {
    return ENOENT
  }

  override rename(_name: string, to: Inode, newName: string): Errno {
    return typeof to.lookup(newName) === 'number' ? ENOENT : EPERM
  }
}

/** What is in a directory at the time each entry is asked for: numbers stay at their position. */
class PseudoEntries implements DirectoryEntries {
  readonly #directory: PseudoDirectory

  constructor(directory: PseudoDirectory) {
    this.#directory = directory
  }

  at(position: number): DirectoryEntry | undefined {
    const names = this.#directory.names()
    for (let i = Math.max(0, position - FIRST_POSITION - 1); i < names.length; i++) {
      const entry = this.#entry(names[i], FIRST_POSITION + 1 + i)
      if (entry !== undefined) return entry
    }
    let n = this.#directory.nextNumber(Math.max(0, position - NUMBERS))
    for (; n !== undefined; n = this.#directory.nextNumber(n + 1)) {
      const entry = this.#entry(String(n), NUMBERS + n)
      if (entry !== undefined) return entry
    }
    return undefined
  }

  after(entry: DirectoryEntry): DirectoryEntry | undefined {
    return this.at(entry.position + 1)
  }

  #entry(name: string, position: number): DirectoryEntry | undefined {
    const inode = this.#directory.child(name)
    return typeof inode === 'number'
      ? undefined
      : { name, ino: inode.ino, type: entryType(inode.mode), position }
  }
}

/** A directory whose children are always the same. */
export class StaticDirectory extends PseudoDirectory {
  readonly #children: ReadonlyMap<string, Inode>

  constructor(opts: PseudoInodeOpts, children: Iterable<readonly [name: string, inode: Inode]>) {
    super(opts)
    this.#children = new Map(children)
    for (const inode of this.#children.values()) if (inode.isDirectory) this.nlink++
  }

  override names(): readonly string[] {
    return [...this.#children.keys()]
  }

  override child(name: string): Inode | Errno {
    return this.#children.get(name) ?? ENOENT
  }
}

/** A regular file whose content is computed. */
export class PseudoFile extends PseudoInode {
  readonly #open: (at: VirtualDentry, flags: number) => FileDescription | Errno

  constructor(opts: PseudoInodeOpts, open: (at: VirtualDentry, flags: number) => FileDescription | Errno) {
    super(S_IFREG, opts)
    this.#open = open
  }

  override open(at: VirtualDentry, flags: number): FileDescription | Errno {
    return this.#open(at, flags)
  }

  /** What programs that write a file do first: there is nothing to cut. */
  override truncate(): Errno {
    return OK
  }
}

/** A symbolic link whose text is computed. */
export class PseudoLink extends PseudoInode {
  readonly #target: () => string | Errno
  readonly #size: number

  /** `size`: what lstat(2) says of its length. */
  constructor(opts: PseudoInodeOpts, target: () => string | Errno, size = 0) {
    super(S_IFLNK, opts)
    this.#target = target
    this.#size = size
  }

  override get size(): number {
    return this.#size
  }

  override readlink(): string | Errno {
    return this.#target()
  }
}

/** A link that leads to a file whatever the file's name is, or whether it has one (a magic link of proc(5)). */
export class MagicLink extends PseudoLink {
  readonly #jump: () => VirtualDentry | Errno

  constructor(
    opts: PseudoInodeOpts,
    target: () => string | Errno,
    jump: () => VirtualDentry | Errno,
    size = 0,
  ) {
    super(opts, target, size)
    this.#jump = jump
  }

  override jump(): VirtualDentry | Errno {
    return this.#jump()
  }
}
