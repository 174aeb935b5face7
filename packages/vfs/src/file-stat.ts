// FileStat: what stat(2) and statx(2) tell of a file. Linux: struct kstat.

/** What stat(2) tells of a file; times in seconds and nanoseconds since 1970. */
export interface FileStat {
  dev: number
  ino: number
  mode: number
  nlink: number
  uid: number
  gid: number
  rdev: number
  size: number
  blksize: number
  /** In units of 512 bytes. */
  blocks: number
  atimeSec: number
  atimeNsec: number
  mtimeSec: number
  mtimeNsec: number
  ctimeSec: number
  ctimeNsec: number
  /** When it was made, for statx(2), which only files of a file system tell. */
  birthSec?: number
  birthNsec?: number
}
