// fstat and newfstatat. gVisor: pkg/sentry/syscalls/linux/sys_stat.go.

import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_NO_AUTOMOUNT,
  AT_SYMLINK_NOFOLLOW,
  EBADF,
  EINVAL,
  type Errno,
  type Stat,
  statCodec,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructOut } from '@jvisor/usermem'
import type { FileStat } from '@jvisor/vfs'
import { anyFileOf } from './files.ts'
import { copyInPath, pathContextAt } from './open.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** fstat(2). */
function fstat(t: Task, a: SyscallArgs): SyscallResult {
  const file = anyFileOf(t, a.int(0))
  return file === undefined ? -EBADF : copyOutStat(t, a.pointer(1), file.stat())
}

/** newfstatat(2), which is stat(2), lstat(2) and fstat(2) of the C library. */
function newfstatat(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(3)
  if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH)) !== 0) return -EINVAL
  // Since 6.11 a null path with AT_EMPTY_PATH is as good as an empty one.
  const pathAddr = a.pointer(1)
  const path = pathAddr === 0 && (flags & AT_EMPTY_PATH) !== 0 ? '' : copyInPath(t, pathAddr)
  if (typeof path === 'number') return -path
  const stat = statOf(t, a.int(0), path, flags)
  return typeof stat === 'number' ? -stat : copyOutStat(t, a.pointer(2), stat)
}

function statOf(t: Task, dirFd: number, path: string, flags: number): FileStat | Errno {
  if (path === '' && (flags & AT_EMPTY_PATH) !== 0 && dirFd !== AT_FDCWD) {
    return anyFileOf(t, dirFd)?.stat() ?? EBADF
  }
  const context = pathContextAt(t, dirFd, path)
  if (typeof context === 'number') return context
  const name = path === '' && (flags & AT_EMPTY_PATH) !== 0 ? '.' : path
  return t.kernel.vfs.statAt(context, name, (flags & AT_SYMLINK_NOFOLLOW) === 0)
}

function copyOutStat(t: Task, addr: Addr, s: FileStat): SyscallResult {
  const stat: Stat = {
    st_dev: s.dev,
    st_ino: s.ino,
    st_mode: s.mode,
    st_nlink: s.nlink,
    st_uid: s.uid,
    st_gid: s.gid,
    st_rdev: s.rdev,
    st_size: s.size,
    st_blksize: s.blksize,
    st_blocks: s.blocks,
    st_atime: s.atimeSec,
    st_atime_nsec: s.atimeNsec,
    st_mtime: s.mtimeSec,
    st_mtime_nsec: s.mtimeNsec,
    st_ctime: s.ctimeSec,
    st_ctime_nsec: s.ctimeNsec,
  }
  return -copyStructOut(t, addr, statCodec(t.syscallTable.arch), stat).err
}

export const STAT_SYSCALLS: readonly SyscallSpec[] = [
  syscall('fstat', fstat, ['fd', 'stat-out']),
  syscall('newfstatat', newfstatat, ['dirfd', 'path', 'stat-out', 'at-flags']),
]
