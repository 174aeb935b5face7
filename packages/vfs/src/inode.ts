// Inode: a file as the tree knows it, whatever name it has. gVisor: fsimpl/tmpfs inode, pkg/sentry/vfs dentry impl.
//
// The base class answers as Linux does for a file that lacks an operation; directories, links and files override
// what they have. Permissions are checked by whoever calls, not here.

import {
  EINVAL,
  ENOTDIR,
  ENXIO,
  EOPNOTSUPP,
  EPERM,
  EROFS,
  type Errno,
  OK,
  PAGE_SIZE,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
} from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { DirectoryEntries } from './directory-entries.ts'
import type { FileDescription, FileStat } from './file-description.ts'
import type { FileLocks } from './file-locks.ts'
import type { FilesystemUsage } from './filesystem-usage.ts'
import type { Clock } from './host.ts'
import { type TimeOfFile, Timestamps } from './timestamps.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** What inodes of one file system share. */
export interface FilesystemContext {
  readonly deviceId: number
  readonly clock: Clock
  /** Its type, as mount(2) has it and /proc/mounts shows it. */
  readonly typeName?: string
  /** Names change only through us, so that a name once looked up stays known. Default: they come and go. */
  readonly keepsNames?: boolean
  /** An inode number that no other file of the file system has. */
  allocateInode(): number
  /** statfs(2); without it, the file system has no blocks and no magic number. */
  usage?(): FilesystemUsage
  /** What /proc/mounts says of it besides flags: ",size=64k". */
  mountOptions?(): string
  /** mount(2) with MS_REMOUNT: takes other options; without it, none are known. EINVAL. */
  reconfigure?(options: string): Errno
  /** Files without a name that are still in use, for which it cannot become read-only. */
  unnamedFiles?(): number
  /** It is mounted nowhere any more, and nobody uses anything of it: frees what it holds. */
  shutDown?(): void
}

export abstract class Inode {
  readonly fs: FilesystemContext
  readonly ino: number
  mode: number
  uid = 0
  gid = 0
  nlink = 1
  /** Device number, of a device node. */
  rdev = 0
  /** Open files that may write to the content; below 0, those that must not see it written. @see openExecutable */
  writers = 0
  /** A file without a name may be given one: it was opened with O_TMPFILE and without O_EXCL. */
  linkable = false
  readonly times: Timestamps
  /** Once somebody has locked it. */
  locks: FileLocks | undefined

  /** `mode`: type and permission bits. */
  constructor(fs: FilesystemContext, mode: number, ino = fs.allocateInode()) {
    this.fs = fs
    this.ino = ino
    this.mode = mode
    this.times = new Timestamps(fs.clock)
  }

  get isDirectory(): boolean {
    return (this.mode & S_IFMT) === S_IFDIR
  }

  get isSymlink(): boolean {
    return (this.mode & S_IFMT) === S_IFLNK
  }

  /** The file was given one more name. */
  gainedName(): void {
    this.nlink++
    this.times.inodeChanged()
  }

  /** The file has one name less. What nobody can reach any more is freed. */
  lostName(): void {
    this.nlink--
    this.times.inodeChanged()
  }

  /** The file system is gone, and nobody can reach the file any more: frees what it holds, and what is in it. */
  abandon(): void {}

  // Directories.

  /** The file of this name in the directory. ENOENT, ENOTDIR. */
  lookup(_name: string): Inode | Errno {
    return ENOTDIR
  }

  /** What is in the directory now, for getdents(2). ENOTDIR. */
  entries(): DirectoryEntries | Errno {
    return ENOTDIR
  }

  /** Makes a regular file. Precondition: the name is not taken. */
  create(_name: string, _mode: number): Inode | Errno {
    return EROFS
  }

  /** Makes a directory. Precondition: the name is not taken. */
  makeDirectory(_name: string, _permissions: number): Inode | Errno {
    return EROFS
  }

  /** Makes a symbolic link. Precondition: the name is not taken. */
  makeSymlink(_name: string, _target: string): Inode | Errno {
    return EROFS
  }

  /** Makes a file that is neither: `mode` has its type, `device` the number of a device. Precondition: as above. */
  makeNode(_name: string, _mode: number, _device: number): Inode | Errno {
    return EPERM
  }

  /** Makes a regular file without a name (O_TMPFILE); `linkable`: it may be given one. */
  createUnnamed(_mode: number, _linkable: boolean): Inode | Errno {
    return EOPNOTSUPP
  }

  /** Gives a file of this file system, no directory, another name. Precondition: the name is not taken. */
  link(_name: string, _inode: Inode): Errno {
    return EPERM
  }

  /** Takes a name away from a file that is no directory. Precondition: the name is there. */
  unlink(_name: string): Errno {
    return EPERM
  }

  /** Removes a directory. ENOTEMPTY. Precondition: the name is there, and a directory's. */
  removeDirectory(_name: string): Errno {
    return EPERM
  }

  /**
   * Moves a file to another name, in this directory or in `to`; what had that name is removed. ENOTEMPTY. With
   * `exchange` the two files get each other's names. Precondition: neither is an ancestor of the other; what is
   * replaced is a directory if the file is one, else not.
   */
  rename(_name: string, _to: Inode, _newName: string, _exchange: boolean): Errno {
    return EPERM
  }

  // Files.

  /** What these credentials may do with it, where mode and owner do not decide; undefined where they do. */
  permission(_who: Credentials, _mask: number): Errno | undefined {
    return undefined
  }

  /** Where a link leads that is followed without a look at what it says, as those of /proc; undefined for others. */
  jump(): VirtualDentry | Errno | undefined {
    return undefined
  }

  /** What a symbolic link says. EINVAL if it is none. */
  readlink(): string | Errno {
    return EINVAL
  }

  /** Opens the file, which was found at `at`. `flags` are those of open(2); O_TRUNC is done here. */
  open(_at: VirtualDentry, _flags: number): FileDescription | Errno {
    return ENXIO
  }

  /**
   * Sets the size. `opened`: by a descriptor or by opening, which always moves the times; truncate(2) does only if it
   * changes something. Precondition: size in [0, MAX_FILE_SIZE]; the caller has checked for write access and
   * RLIMIT_FSIZE.
   */
  truncate(_size: number, _opened: boolean): Errno {
    return EINVAL
  }

  /** Bytes. */
  get size(): number {
    return 0
  }

  /** Units of 512 bytes that the file takes up. */
  get blocks(): number {
    return 0
  }

  /** stat(2). */
  stat(): FileStat {
    return {
      dev: this.fs.deviceId,
      ino: this.ino,
      mode: this.mode,
      nlink: this.nlink,
      uid: this.uid,
      gid: this.gid,
      rdev: this.rdev,
      size: this.size,
      blksize: PAGE_SIZE,
      blocks: this.blocks,
      ...this.times.shown,
    }
  }

  /** chmod(2): sets the lower 12 bits. EPERM where they cannot be changed. */
  setMode(permissions: number): Errno {
    this.mode = (this.mode & S_IFMT) | permissions
    this.times.inodeChanged()
    return OK
  }

  /** chown(2): sets the IDs, and the lower 12 bits of the mode. EPERM where they cannot be changed. */
  setOwner(uid: number, gid: number, permissions: number): Errno {
    this.uid = uid
    this.gid = gid
    return this.setMode(permissions)
  }

  /** utimensat(2): sets the times that are given. EPERM where they cannot be changed. */
  setTimes(atime: TimeOfFile | undefined, mtime: TimeOfFile | undefined): Errno {
    this.times.set(atime, mtime)
    return OK
  }

  /** The content was read. With 'relative' the access time moves if it is behind, or a day old (relatime). */
  touchAtime(policy: 'relative' | 'always' = 'relative'): void {
    this.times.read(policy)
  }

  /** The content was changed. */
  touchMtime(): void {
    this.times.changed()
  }
}
