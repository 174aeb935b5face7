// open, openat, lseek, ftruncate. gVisor: pkg/sentry/syscalls/linux/sys_file.go, sys_lseek.go, sys_truncate.go.

import {
  AT_FDCWD,
  EBADF,
  EFBIG,
  EINVAL,
  ENOTDIR,
  type Errno,
  EXCEEDS_FILE_SIZE_LIMIT,
  O_CLOEXEC,
  O_CREAT,
  O_LARGEFILE,
  O_PATH,
  O_TMPFILE,
  OK,
  PATH_MAX,
  SEEK_HOLE,
  SEEK_SET,
  SIGXFSZ,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, decodeUtf8 } from '@jvisor/usermem'
import type { PathContext } from '@jvisor/vfs'
import { anyFileOf, fileOf } from './files.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** open(2). */
function open(t: Task, a: SyscallArgs): SyscallResult {
  return openAt(t, AT_FDCWD, a.pointer(0), a.int(1), a.int(2))
}

/** openat(2). */
function openat(t: Task, a: SyscallArgs): SyscallResult {
  return openAt(t, a.int(0), a.pointer(1), a.int(2), a.int(3))
}

function openAt(t: Task, dirFd: number, pathAddr: Addr, flags: number, mode: number): SyscallResult {
  const creates = (flags & O_CREAT) !== 0 || (flags & O_TMPFILE) === O_TMPFILE
  const path = copyInPath(t, pathAddr)
  if (typeof path === 'number') return -path
  const context = pathContextAt(t, dirFd, path)
  if (typeof context === 'number') return -context
  const permissions = creates ? mode & 0o7777 & ~t.fsContext.umask : 0
  // 64-bit programs always have large files, and F_GETFL shows it (force_o_largefile in Linux fs/open.c).
  const opened = (flags & O_PATH) !== 0 ? flags : flags | O_LARGEFILE
  const file = t.kernel.vfs.openAt(context, path, opened, permissions)
  if (typeof file === 'number') return -file
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, (flags & O_CLOEXEC) !== 0)
  if (fd < 0) file.decRef()
  return fd
}

/** A path argument: EFAULT, ENAMETOOLONG with its NUL missing within PATH_MAX. */
export function copyInPath(t: Task, addr: Addr): string | Errno {
  const { bytes, err } = t.copyInString(addr, PATH_MAX)
  return err === OK ? decodeUtf8(bytes) : err
}

/** Where a path relative to `dirFd` begins; an absolute one does not look at `dirFd`. EBADF, ENOTDIR. */
export function pathContextAt(t: Task, dirFd: number, path: string): PathContext | Errno {
  if (path.startsWith('/') || dirFd === AT_FDCWD) return t.fsContext.pathContext
  const file = anyFileOf(t, dirFd)
  if (file === undefined) return EBADF
  const start = t.kernel.vfs.directoryOf(file)
  return start === undefined ? ENOTDIR : { root: t.fsContext.root, start }
}

/** lseek(2). */
function lseek(t: Task, a: SyscallArgs): SyscallResult {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  const whence = a.int(2)
  if (whence < SEEK_SET || whence > SEEK_HOLE) return -EINVAL
  return file.seek(a.long(1), whence)
}

/** ftruncate(2). */
function ftruncate(t: Task, a: SyscallArgs): SyscallResult {
  const size = a.long(1)
  if (size < 0) return -EINVAL
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if (!file.writable) return -EINVAL
  const err = file.truncate(size, t.threadGroup.limits.fileSize)
  if (err !== EXCEEDS_FILE_SIZE_LIMIT) return -err
  t.sendSignal(SIGXFSZ)
  return -EFBIG
}

export const OPEN_SYSCALLS: readonly SyscallSpec[] = [
  syscall('open', open, ['path', 'open-flags', 'mode']),
  syscall('openat', openat, ['dirfd', 'path', 'open-flags', 'mode']),
  syscall('lseek', lseek, ['fd', 'offset', 'whence']),
  syscall('ftruncate', ftruncate, ['fd', 'size']),
]
