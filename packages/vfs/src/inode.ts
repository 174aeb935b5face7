// Inode: a file as the tree knows it, whatever name it has. gVisor: fsimpl/tmpfs inode, pkg/sentry/vfs dentry impl.
//
// The base class answers as Linux does for a file that lacks an operation; directories, links and files override
// what they have.

import { EINVAL, ENOTDIR, ENXIO, EROFS, type Errno, PAGE_SIZE, S_IFDIR, S_IFLNK, S_IFMT } from '@jvisor/abi'
import type { FileDescription, FileStat } from './file-description.ts'
import type { Clock } from './host.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** What inodes of one file system share. */
export interface FilesystemContext {
  readonly deviceId: number
  readonly clock: Clock
  /** An inode number that no other file of the file system has. */
  allocateInode(): number
}

const DAY_NS = 86_400e9

export abstract class Inode {
  readonly fs: FilesystemContext
  readonly ino: number
  mode: number
  nlink = 1
  /** Device number, of a device node. */
  rdev = 0
  #atimeNs: number
  #mtimeNs: number
  #ctimeNs: number

  /** `mode`: type and permission bits. */
  constructor(fs: FilesystemContext, mode: number) {
    this.fs = fs
    this.ino = fs.allocateInode()
    this.mode = mode
    this.#atimeNs = this.#mtimeNs = this.#ctimeNs = fs.clock.monotonicNs()
  }

  get isDirectory(): boolean {
    return (this.mode & S_IFMT) === S_IFDIR
  }

  get isSymlink(): boolean {
    return (this.mode & S_IFMT) === S_IFLNK
  }

  /** The file of this name in the directory. ENOENT, ENOTDIR. */
  lookup(_name: string): Inode | Errno {
    return ENOTDIR
  }

  /** Makes a regular file. Precondition: the name is not taken. */
  create(_name: string, _permissions: number): Inode | Errno {
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

  /** What a symbolic link says. EINVAL if it is none. */
  readlink(): string | Errno {
    return EINVAL
  }

  /** Opens the file, which was found at `at`. `flags` are those of open(2); O_TRUNC is done here. */
  open(_at: VirtualDentry, _flags: number): FileDescription | Errno {
    return ENXIO
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
    const { bootTimeSec } = this.fs.clock
    const sec = (ns: number) => bootTimeSec + Math.floor(ns / 1e9)
    return {
      dev: this.fs.deviceId,
      ino: this.ino,
      mode: this.mode,
      nlink: this.nlink,
      uid: 0,
      gid: 0,
      rdev: this.rdev,
      size: this.size,
      blksize: PAGE_SIZE,
      blocks: this.blocks,
      atimeSec: sec(this.#atimeNs),
      atimeNsec: this.#atimeNs % 1e9,
      mtimeSec: sec(this.#mtimeNs),
      mtimeNsec: this.#mtimeNs % 1e9,
      ctimeSec: sec(this.#ctimeNs),
      ctimeNsec: this.#ctimeNs % 1e9,
    }
  }

  /** The content was read. The access time moves as with Linux's relatime: if it is behind, or a day old. */
  touchAtime(): void {
    const now = this.fs.clock.monotonicNs()
    const behind = this.#atimeNs <= this.#mtimeNs || this.#atimeNs <= this.#ctimeNs
    if (behind || now - this.#atimeNs >= DAY_NS) this.#atimeNs = now
  }

  /** The content was changed. */
  touchMtime(): void {
    this.#mtimeNs = this.#ctimeNs = this.fs.clock.monotonicNs()
  }
}
