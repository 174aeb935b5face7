// What an inode says of a file, changed and asked: access, chmod, chown, truncate and their kin.
// gVisor: pkg/sentry/syscalls/linux/sys_file.go, sys_truncate.go. Linux: fs/open.c.

import {
  AT_EACCESS,
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  EBADF,
  EFBIG,
  EINVAL,
  type Errno,
  EXCEEDS_FILE_SIZE_LIMIT,
  SIGXFSZ,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import {
  changeMode,
  changeOwner,
  MAY_EXEC,
  MAY_READ,
  MAY_WRITE,
  mayAccess,
  truncateAt,
  type VirtualDentry,
} from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { findAt, locationOfFile } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

const NO_ID = 0xffffffff
const AT_FLAGS = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH

function access(t: Task, a: SyscallArgs): SyscallResult {
  return checkAccess(t, AT_FDCWD, a.pointer(0), a.int(1), 0)
}

function faccessat(t: Task, a: SyscallArgs): SyscallResult {
  return checkAccess(t, a.int(0), a.pointer(1), a.int(2), 0)
}

function faccessat2(t: Task, a: SyscallArgs): SyscallResult {
  return checkAccess(t, a.int(0), a.pointer(1), a.int(2), a.int(3))
}

/** The path is walked with the real IDs too, unless AT_EACCESS says the effective ones. */
function checkAccess(t: Task, dirFd: number, addr: Addr, mode: number, flags: number): SyscallResult {
  if ((mode & ~(MAY_READ | MAY_WRITE | MAY_EXEC)) !== 0) return -EINVAL
  if ((flags & ~(AT_FLAGS | AT_EACCESS)) !== 0) return -EINVAL
  const own = t.credentials
  const asked = (flags & AT_EACCESS) === 0 ? own.forAccess() : own
  const at = findAt(t, dirFd, addr, { ...findOpts(flags), credentials: asked })
  return typeof at === 'number' ? -at : -mayAccess(asked, at, mode)
}

function findOpts(flags: number): { follow: boolean; empty: boolean } {
  return { follow: (flags & AT_SYMLINK_NOFOLLOW) === 0, empty: (flags & AT_EMPTY_PATH) !== 0 }
}

function chmod(t: Task, a: SyscallArgs): SyscallResult {
  return chmodAt(t, AT_FDCWD, a.pointer(0), a.int(1), 0)
}

function fchmodat(t: Task, a: SyscallArgs): SyscallResult {
  return chmodAt(t, a.int(0), a.pointer(1), a.int(2), 0)
}

function fchmodat2(t: Task, a: SyscallArgs): SyscallResult {
  return chmodAt(t, a.int(0), a.pointer(1), a.int(2), a.int(3))
}

function chmodAt(t: Task, dirFd: number, addr: Addr, mode: number, flags: number): SyscallResult {
  if ((flags & ~AT_FLAGS) !== 0) return -EINVAL
  const at = findAt(t, dirFd, addr, findOpts(flags))
  return typeof at === 'number' ? -at : -changeMode(t.credentials, at, mode)
}

function fchmod(t: Task, a: SyscallArgs): SyscallResult {
  return withFile(t, a.int(0), (at) => changeMode(t.credentials, at, a.int(1)))
}

function chown(t: Task, a: SyscallArgs): SyscallResult {
  return chownAt(t, AT_FDCWD, a.pointer(0), a.uint(1), a.uint(2), 0)
}

function lchown(t: Task, a: SyscallArgs): SyscallResult {
  return chownAt(t, AT_FDCWD, a.pointer(0), a.uint(1), a.uint(2), AT_SYMLINK_NOFOLLOW)
}

function fchownat(t: Task, a: SyscallArgs): SyscallResult {
  return chownAt(t, a.int(0), a.pointer(1), a.uint(2), a.uint(3), a.int(4))
}

function chownAt(t: Task, dirFd: number, addr: Addr, uid: number, gid: number, flags: number): SyscallResult {
  if ((flags & ~AT_FLAGS) !== 0) return -EINVAL
  const at = findAt(t, dirFd, addr, findOpts(flags))
  return typeof at === 'number' ? -at : -changeOwner(t.credentials, at, given(uid), given(gid))
}

function fchown(t: Task, a: SyscallArgs): SyscallResult {
  return withFile(t, a.int(0), (at) => changeOwner(t.credentials, at, given(a.uint(1)), given(a.uint(2))))
}

/** -1 leaves an ID alone. */
function given(id: number): number | undefined {
  return id === NO_ID ? undefined : id
}

function truncate(t: Task, a: SyscallArgs): SyscallResult {
  const size = a.long(1)
  if (size < 0) return -EINVAL
  const at = findAt(t, AT_FDCWD, a.pointer(0), { follow: true })
  if (typeof at === 'number') return -at
  const err = truncateAt(t.credentials, at, size, t.threadGroup.limits.fileSize)
  if (err !== EXCEEDS_FILE_SIZE_LIMIT) return -err
  t.sendSignal(SIGXFSZ)
  return -EFBIG
}

/** Acts on the file behind a descriptor, which O_PATH does not give. */
function withFile(t: Task, fd: number, act: (at: VirtualDentry) => Errno): SyscallResult {
  const file = fileOf(t, fd)
  if (file === undefined) return -EBADF
  const at = locationOfFile(file)
  return typeof at === 'number' ? -at : -act(at)
}

const NO_FILESYSTEM = 'pipes and streams (EPERM)'

export const ATTRIBUTE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('access', access, ['path', 'access-mode']),
  syscall('faccessat', faccessat, ['dirfd', 'path', 'access-mode']),
  syscall('faccessat2', faccessat2, ['dirfd', 'path', 'access-mode', 'access-flags']),
  syscall('chmod', chmod, ['path', 'mode']),
  syscall('fchmod', fchmod, ['fd', 'mode'], { unsupported: NO_FILESYSTEM }),
  syscall('fchmodat', fchmodat, ['dirfd', 'path', 'mode']),
  syscall('fchmodat2', fchmodat2, ['dirfd', 'path', 'mode', 'at-flags']),
  syscall('chown', chown, ['path', 'id', 'id']),
  syscall('lchown', lchown, ['path', 'id', 'id']),
  syscall('fchown', fchown, ['fd', 'id', 'id'], { unsupported: NO_FILESYSTEM }),
  syscall('fchownat', fchownat, ['dirfd', 'path', 'id', 'id', 'at-flags']),
  syscall('truncate', truncate, ['path', 'size']),
]
