// What VmFs says of a file, in the shape of node:fs: Stats and Dirent.

import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } from '@jvisor/abi'
import type { FileStat } from '@jvisor/vfs'

abstract class OfType {
  /** S_IF* bits. */
  protected abstract readonly type: number

  isFile(): boolean {
    return this.type === S_IFREG
  }

  isDirectory(): boolean {
    return this.type === S_IFDIR
  }

  isSymbolicLink(): boolean {
    return this.type === S_IFLNK
  }

  isFIFO(): boolean {
    return this.type === S_IFIFO
  }

  isSocket(): boolean {
    return this.type === S_IFSOCK
  }

  isCharacterDevice(): boolean {
    return this.type === S_IFCHR
  }

  isBlockDevice(): boolean {
    return this.type === S_IFBLK
  }
}

/** stat(2). Sizes in bytes, blocks of 512, times in milliseconds since 1970. */
export class VmStats extends OfType {
  readonly dev: number
  readonly ino: number
  readonly mode: number
  readonly nlink: number
  readonly uid: number
  readonly gid: number
  readonly rdev: number
  readonly size: number
  readonly blksize: number
  readonly blocks: number
  readonly atimeMs: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  protected readonly type: number

  constructor(stat: FileStat) {
    super()
    this.dev = stat.dev
    this.ino = stat.ino
    this.mode = stat.mode
    this.nlink = stat.nlink
    this.uid = stat.uid
    this.gid = stat.gid
    this.rdev = stat.rdev
    this.size = stat.size
    this.blksize = stat.blksize
    this.blocks = stat.blocks
    this.atimeMs = stat.atimeSec * 1e3 + stat.atimeNsec / 1e6
    this.mtimeMs = stat.mtimeSec * 1e3 + stat.mtimeNsec / 1e6
    this.ctimeMs = stat.ctimeSec * 1e3 + stat.ctimeNsec / 1e6
    this.type = stat.mode & S_IFMT
  }

  get atime(): Date {
    return new Date(this.atimeMs)
  }

  get mtime(): Date {
    return new Date(this.mtimeMs)
  }

  get ctime(): Date {
    return new Date(this.ctimeMs)
  }
}

/** A name in a directory. */
export class VmDirent extends OfType {
  readonly name: string
  /** The directory, as it was asked for. */
  readonly parentPath: string
  protected readonly type: number

  /** `type`: as getdents64(2) has it (DT_*). */
  constructor(name: string, parentPath: string, type: number) {
    super()
    this.name = name
    this.parentPath = parentPath
    this.type = type << 12
  }
}
