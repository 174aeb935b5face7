// Where a process stands in the tree: chdir, fchdir, chroot, getcwd, and its umask.
// gVisor: pkg/sentry/syscalls/linux/sys_file.go, sys_getdents.go. Linux: fs/open.c, fs/d_path.c.

import { AT_FDCWD, CAP_SYS_CHROOT, EBADF, ENOENT, ENOTDIR, EPERM, ERANGE, type Errno, OK } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, encodeUtf8 } from '@jvisor/usermem'
import { checkPermission, MAY_EXEC, type VirtualDentry } from '@jvisor/vfs'
import { anyFileOf } from './files.ts'
import { findAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

function chdir(t: Task, a: SyscallArgs): SyscallResult {
  const at = directoryAt(t, a.pointer(0))
  if (typeof at === 'number') return -at
  t.fsContext.cwd = at
  return 0
}

function fchdir(t: Task, a: SyscallArgs): SyscallResult {
  const file = anyFileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  const at = t.kernel.vfs.directoryOf(file)
  if (at === undefined) return -ENOTDIR
  const err = checkPermission(t.credentials, at.inode, MAY_EXEC)
  if (err === OK) t.fsContext.cwd = at
  return -err
}

/** chroot(2): the working directory stays where it is. */
function chroot(t: Task, a: SyscallArgs): SyscallResult {
  const at = directoryAt(t, a.pointer(0))
  if (typeof at === 'number') return -at
  if (!t.credentials.has(CAP_SYS_CHROOT)) return -EPERM
  t.fsContext.root = at
  return 0
}

/** A directory that may be searched. */
function directoryAt(t: Task, addr: Addr): VirtualDentry | Errno {
  const at = findAt(t, AT_FDCWD, addr, { follow: true })
  if (typeof at === 'number') return at
  if (!at.inode.isDirectory) return ENOTDIR
  const err = checkPermission(t.credentials, at.inode, MAY_EXEC)
  return err === OK ? at : err
}

/**
 * getcwd(2): the length of the path with its NUL. ENOENT: the directory was removed. ERANGE: there is no room. A
 * directory that is not below the root is "(unreachable)".
 */
function getcwd(t: Task, a: SyscallArgs): SyscallResult {
  const { root, cwd } = t.fsContext
  if (cwd.dentry.removed) return -ENOENT
  const path = encodeUtf8(`${cwd.pathFrom(root)}\0`)
  if (path.length > a.bigint(1)) return -ERANGE
  const { err } = t.copyOut(a.pointer(0), path)
  return err === OK ? path.length : -err
}

/** umask(2). */
function umask(t: Task, a: SyscallArgs): SyscallResult {
  const old = t.fsContext.umask
  t.fsContext.umask = a.int(0) & 0o777
  return old
}

export const WORKING_DIRECTORY_SYSCALLS: readonly SyscallSpec[] = [
  syscall('chdir', chdir, ['path']),
  syscall('fchdir', fchdir, ['fd']),
  syscall('chroot', chroot, ['path']),
  syscall('getcwd', getcwd, ['string-out', 'size']),
  syscall('umask', umask, ['mode'], { result: 'mode' }),
]
