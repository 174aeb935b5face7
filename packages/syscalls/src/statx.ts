// statx. gVisor: pkg/sentry/syscalls/linux/sys_stat.go. Linux: fs/stat.c.

import {
  AT_EMPTY_PATH,
  AT_NO_AUTOMOUNT,
  AT_STATX_SYNC_TYPE,
  AT_SYMLINK_NOFOLLOW,
  EINVAL,
  type Errno,
  STATX,
  STATX_ATTR_APPEND,
  STATX_ATTR_AUTOMOUNT,
  STATX_ATTR_DAX,
  STATX_ATTR_IMMUTABLE,
  STATX_ATTR_MOUNT_ROOT,
  STATX_ATTR_NODUMP,
  STATX_BASIC_STATS,
  STATX_BTIME,
  STATX_CTIME,
  STATX_MNT_ID,
  STATX_MNT_ID_UNIQUE,
  STATX_MTIME,
  STATX_RESERVED,
  type Statx,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { copyStructOut } from '@jvisor/usermem'
import type { FileStat, VirtualDentry } from '@jvisor/vfs'
import { type SyscallSpec, syscall } from './spec.ts'
import { statTarget } from './stat.ts'

/** What any file could be. */
const GENERAL_ATTRIBUTES = STATX_ATTR_AUTOMOUNT | STATX_ATTR_MOUNT_ROOT | STATX_ATTR_DAX
/** What a file of tmpfs could be. */
const TMPFS_ATTRIBUTES = STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND | STATX_ATTR_NODUMP

const KNOWN_FLAGS = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_SYNC_TYPE

/** statx(2). The basic fields are always there; times of change, and of birth, only if they are asked for. */
function statx(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(2)
  const mask = a.uint(3)
  if ((flags & ~KNOWN_FLAGS) !== 0 || (flags & AT_STATX_SYNC_TYPE) === AT_STATX_SYNC_TYPE) return -EINVAL
  if ((mask & STATX_RESERVED) !== 0) return -EINVAL
  const target = statTarget(t, a.int(0), a.pointer(1), flags)
  if (typeof target === 'number') return -target
  return -(copyStructOut(t, a.pointer(4), STATX, statxOf(target.stat, target.at, mask)).err as Errno)
}

function statxOf(s: FileStat, at: VirtualDentry | undefined, wanted: number): Statx {
  let mask = STATX_BASIC_STATS
  // As of a file system whose times are only as fine as somebody looks (fill_mg_cmtime).
  if ((wanted & (STATX_MTIME | STATX_CTIME)) === 0) mask &= ~(STATX_MTIME | STATX_CTIME)
  if ((wanted & STATX_BTIME) !== 0 && s.birthSec !== undefined) mask |= STATX_BTIME
  if (at !== undefined) mask |= (wanted & STATX_MNT_ID_UNIQUE) !== 0 ? STATX_MNT_ID_UNIQUE : STATX_MNT_ID
  const born = (mask & STATX_BTIME) !== 0
  return {
    stx_mask: mask,
    stx_blksize: s.blksize,
    stx_attributes: at !== undefined && at.dentry === at.mount.root ? STATX_ATTR_MOUNT_ROOT : 0,
    stx_nlink: s.nlink,
    stx_uid: s.uid,
    stx_gid: s.gid,
    stx_mode: s.mode,
    stx_ino: s.ino,
    stx_size: s.size,
    stx_blocks: s.blocks,
    stx_attributes_mask: at?.inode.fs.keepsNames ? GENERAL_ATTRIBUTES | TMPFS_ATTRIBUTES : GENERAL_ATTRIBUTES,
    stx_atime: { tv_sec: s.atimeSec, tv_nsec: s.atimeNsec },
    stx_btime: { tv_sec: born ? (s.birthSec ?? 0) : 0, tv_nsec: born ? (s.birthNsec ?? 0) : 0 },
    stx_ctime: { tv_sec: s.ctimeSec, tv_nsec: s.ctimeNsec },
    stx_mtime: { tv_sec: s.mtimeSec, tv_nsec: s.mtimeNsec },
    stx_rdev_major: major(s.rdev),
    stx_rdev_minor: minor(s.rdev),
    stx_dev_major: major(s.dev),
    stx_dev_minor: minor(s.dev),
    stx_mnt_id: at?.mount.id ?? 0,
  }
}

// include/linux/kdev_t.h new_decode_dev
function major(dev: number): number {
  return (dev >>> 8) & 0xfff
}

function minor(dev: number): number {
  return (dev & 0xff) | ((dev >>> 12) & 0xfff00)
}

export const STATX_SYSCALLS: readonly SyscallSpec[] = [
  syscall('statx', statx, ['dirfd', 'path', 'statx-flags', 'statx-mask', 'statx-out'], {
    unsupported: 'STATX_DIOALIGN, STATX_SUBVOL, STATX_WRITE_ATOMIC and STATX_DIO_READ_ALIGN (not filled in)',
  }),
]
