// stat, lstat, fstat and newfstatat. gVisor: pkg/sentry/syscalls/linux/sys_stat.go.

import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_NO_AUTOMOUNT,
  AT_SYMLINK_NOFOLLOW,
  EBADF,
  EINVAL,
  ENOENT,
  type Errno,
  type Stat,
  statCodec,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructOut } from '@jvisor/usermem'
import { type FileStat, type VirtualDentry, walkPath } from '@jvisor/vfs'
import { anyFileOf } from './files.ts'
import { copyInPath, pathContextAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** fstat(2). */
function fstat(t: Task, a: SyscallArgs): SyscallResult {
  const file = anyFileOf(t, a.int(0))
  return file === undefined ? -EBADF : copyOutStat(t, a.pointer(1), file.stat())
}

/** stat(2). */
function stat(t: Task, a: SyscallArgs): SyscallResult {
  return statPath(t, AT_FDCWD, a.pointer(0), a.pointer(1), 0)
}

/** lstat(2). */
function lstat(t: Task, a: SyscallArgs): SyscallResult {
  return statPath(t, AT_FDCWD, a.pointer(0), a.pointer(1), AT_SYMLINK_NOFOLLOW)
}

/** newfstatat(2), which is stat(2), lstat(2) and fstat(2) of the C library. */
function newfstatat(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(3)
  if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH)) !== 0) return -EINVAL
  return statPath(t, a.int(0), a.pointer(1), a.pointer(2), flags)
}

function statPath(t: Task, dirFd: number, path: Addr, to: Addr, flags: number): SyscallResult {
  const target = statTarget(t, dirFd, path, flags)
  return typeof target === 'number' ? -target : copyOutStat(t, to, target.stat)
}

/** What the AT_* calls ask about: what stat says of it, and where it is if it is in a file system. */
export interface StatTarget {
  readonly stat: FileStat
  readonly at: VirtualDentry | undefined
}

/** Since 6.11 a null path with AT_EMPTY_PATH is as good as an empty one. */
export function statTarget(t: Task, dirFd: number, addr: Addr, flags: number): StatTarget | Errno {
  const empty = (flags & AT_EMPTY_PATH) !== 0
  const path = addr === 0 && empty ? '' : copyInPath(t, addr)
  if (typeof path === 'number') return path
  if (path === '' && empty && dirFd !== AT_FDCWD) {
    const file = anyFileOf(t, dirFd)
    return file === undefined ? EBADF : { stat: file.stat(), at: file.location }
  }
  if (path === '' && !empty) return ENOENT
  const context = pathContextAt(t, dirFd, path)
  if (typeof context === 'number') return context
  const at =
    path === '' && empty ? context.start : walkPath(context, path, (flags & AT_SYMLINK_NOFOLLOW) === 0)
  return typeof at === 'number' ? at : { stat: at.inode.stat(), at }
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
  syscall('stat', stat, ['path', 'stat-out']),
  syscall('lstat', lstat, ['path', 'stat-out']),
  syscall('fstat', fstat, ['fd', 'stat-out']),
  syscall('newfstatat', newfstatat, ['dirfd', 'path', 'stat-out', 'at-flags']),
]
