// What stat(2) shows of a file that is in no file system: a pipe, a stream of the host. gVisor: kernfs anonymous inodes.

import { PAGE_SIZE } from '@jvisor/abi'
import type { FileStat } from './file-description.ts'

/** A file of no size with one link, whose times are all the same: when it was made. */
export function bareStat(ino: number, mode: number, timeSec = 0, timeNsec = 0): FileStat {
  return {
    dev: 0,
    ino,
    mode,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev: 0,
    size: 0,
    blksize: PAGE_SIZE,
    blocks: 0,
    atimeSec: timeSec,
    atimeNsec: timeNsec,
    mtimeSec: timeSec,
    mtimeNsec: timeNsec,
    ctimeSec: timeSec,
    ctimeNsec: timeNsec,
  }
}
