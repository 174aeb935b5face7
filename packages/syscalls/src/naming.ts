// Names: making, removing and moving them, and what a symbolic link says.
// gVisor: pkg/sentry/syscalls/linux/sys_file.go. Linux: fs/namei.c, fs/stat.c readlink.

import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  CAP_DAC_READ_SEARCH,
  EINVAL,
  ENOENT,
  type Errno,
  OK,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
  RENAME_WHITEOUT,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, encodeUtf8 } from '@jvisor/usermem'
import {
  linkAt,
  makeDirectoryAt,
  makeNodeAt,
  makeSymlinkAt,
  removeDirectoryAt,
  renameAt,
  unlinkAt,
} from '@jvisor/vfs'
import { anyFileOf } from './files.ts'
import { copyInPath, findAt, type PathArgument, pathAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

function mkdir(t: Task, a: SyscallArgs): SyscallResult {
  return makeDirectory(t, AT_FDCWD, a.pointer(0), a.int(1))
}

function mkdirat(t: Task, a: SyscallArgs): SyscallResult {
  return makeDirectory(t, a.int(0), a.pointer(1), a.int(2))
}

function makeDirectory(t: Task, dirFd: number, addr: Addr, mode: number): SyscallResult {
  return -withPath(t, dirFd, addr, ({ context, path }) =>
    makeDirectoryAt(context, path, mode & ~t.fsContext.umask),
  )
}

function mknod(t: Task, a: SyscallArgs): SyscallResult {
  return makeNode(t, AT_FDCWD, a.pointer(0), a.int(1) & 0xffff, a.uint(2))
}

function mknodat(t: Task, a: SyscallArgs): SyscallResult {
  return makeNode(t, a.int(0), a.pointer(1), a.int(2) & 0xffff, a.uint(3))
}

function makeNode(t: Task, dirFd: number, addr: Addr, mode: number, device: number): SyscallResult {
  return -withPath(t, dirFd, addr, ({ context, path }) =>
    makeNodeAt(context, path, mode & ~t.fsContext.umask, device),
  )
}

function rmdir(t: Task, a: SyscallArgs): SyscallResult {
  return -withPath(t, AT_FDCWD, a.pointer(0), ({ context, path }) => removeDirectoryAt(context, path))
}

function unlink(t: Task, a: SyscallArgs): SyscallResult {
  return -withPath(t, AT_FDCWD, a.pointer(0), ({ context, path }) => unlinkAt(context, path))
}

/** unlinkat(2): with AT_REMOVEDIR, rmdir(2). */
function unlinkat(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(2)
  if ((flags & ~AT_REMOVEDIR) !== 0) return -EINVAL
  const remove = flags === 0 ? unlinkAt : removeDirectoryAt
  return -withPath(t, a.int(0), a.pointer(1), ({ context, path }) => remove(context, path))
}

function symlink(t: Task, a: SyscallArgs): SyscallResult {
  return makeSymlink(t, a.pointer(0), AT_FDCWD, a.pointer(1))
}

function symlinkat(t: Task, a: SyscallArgs): SyscallResult {
  return makeSymlink(t, a.pointer(0), a.int(1), a.pointer(2))
}

function makeSymlink(t: Task, targetAddr: Addr, dirFd: number, addr: Addr): SyscallResult {
  const target = copyInPath(t, targetAddr)
  if (typeof target === 'number') return -target
  if (target === '') return -ENOENT
  return -withPath(t, dirFd, addr, ({ context, path }) => makeSymlinkAt(context, path, target))
}

function link(t: Task, a: SyscallArgs): SyscallResult {
  return makeLink(t, AT_FDCWD, a.pointer(0), AT_FDCWD, a.pointer(1), 0)
}

function linkat(t: Task, a: SyscallArgs): SyscallResult {
  return makeLink(t, a.int(0), a.pointer(1), a.int(2), a.pointer(3), a.int(4))
}

function makeLink(
  t: Task,
  oldFd: number,
  oldAddr: Addr,
  newFd: number,
  newAddr: Addr,
  flags: number,
): SyscallResult {
  if ((flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)) !== 0) return -EINVAL
  const follow = (flags & AT_SYMLINK_FOLLOW) !== 0
  // For a file that somebody else has opened, an empty path is what it is without the flag.
  const own = t.credentials.has(CAP_DAC_READ_SEARCH) || anyFileOf(t, oldFd)?.openedBy === t.credentials
  const empty = (flags & AT_EMPTY_PATH) !== 0 && (own || oldFd === AT_FDCWD)
  const file = findAt(t, oldFd, oldAddr, { follow, empty })
  if (typeof file === 'number') return -file
  return -withPath(t, newFd, newAddr, ({ context, path }) => linkAt(context, path, file))
}

function rename(t: Task, a: SyscallArgs): SyscallResult {
  return move(t, AT_FDCWD, a.pointer(0), AT_FDCWD, a.pointer(1), 0)
}

function renameat(t: Task, a: SyscallArgs): SyscallResult {
  return move(t, a.int(0), a.pointer(1), a.int(2), a.pointer(3), 0)
}

function renameat2(t: Task, a: SyscallArgs): SyscallResult {
  return move(t, a.int(0), a.pointer(1), a.int(2), a.pointer(3), a.int(4))
}

/** RENAME_WHITEOUT is EINVAL, as of a file system that has none. */
function move(
  t: Task,
  oldFd: number,
  oldAddr: Addr,
  newFd: number,
  newAddr: Addr,
  flags: number,
): SyscallResult {
  const known = RENAME_NOREPLACE | RENAME_EXCHANGE
  if ((flags & ~known) !== 0 || (flags & known) === known || (flags & RENAME_WHITEOUT) !== 0) return -EINVAL
  return -withPath(t, oldFd, oldAddr, (old) =>
    withPath(t, newFd, newAddr, (next) => renameAt(old.context, old.path, next.context, next.path, flags)),
  )
}

function readlink(t: Task, a: SyscallArgs): SyscallResult {
  return readLink(t, AT_FDCWD, a.pointer(0), a.pointer(1), a.int(2))
}

function readlinkat(t: Task, a: SyscallArgs): SyscallResult {
  return readLink(t, a.int(0), a.pointer(1), a.pointer(2), a.int(3))
}

/** As much of the link as there is room for, without a NUL. An empty path is the link that the descriptor is. */
function readLink(t: Task, dirFd: number, addr: Addr, buffer: Addr, size: number): SyscallResult {
  if (size <= 0) return -EINVAL
  const path = copyInPath(t, addr)
  if (typeof path === 'number') return -path
  const found = findAt(t, dirFd, addr, { follow: false, empty: dirFd !== AT_FDCWD })
  if (typeof found === 'number') return -found
  // An empty path that leads to no link is no path.
  const target = found.inode.isSymlink ? found.inode.readlink() : path === '' ? ENOENT : EINVAL
  if (typeof target === 'number') return -target
  found.touchAtime()
  const bytes = encodeUtf8(target).subarray(0, size)
  const { err } = t.copyOut(buffer, bytes)
  return err === OK ? bytes.length : -err
}

function withPath(t: Task, dirFd: number, addr: Addr, act: (at: PathArgument) => Errno): Errno {
  const at = pathAt(t, dirFd, addr)
  return typeof at === 'number' ? at : act(at)
}

export const NAMING_SYSCALLS: readonly SyscallSpec[] = [
  syscall('mkdir', mkdir, ['path', 'mode']),
  syscall('mkdirat', mkdirat, ['dirfd', 'path', 'mode']),
  syscall('mknod', mknod, ['path', 'node-mode', 'device']),
  syscall('mknodat', mknodat, ['dirfd', 'path', 'node-mode', 'device']),
  syscall('rmdir', rmdir, ['path']),
  syscall('unlink', unlink, ['path']),
  syscall('unlinkat', unlinkat, ['dirfd', 'path', 'at-flags']),
  syscall('symlink', symlink, ['path', 'path']),
  syscall('symlinkat', symlinkat, ['path', 'dirfd', 'path']),
  syscall('link', link, ['path', 'path']),
  syscall('linkat', linkat, ['dirfd', 'path', 'dirfd', 'path', 'at-flags']),
  syscall('rename', rename, ['path', 'path']),
  syscall('renameat', renameat, ['dirfd', 'path', 'dirfd', 'path']),
  syscall('renameat2', renameat2, ['dirfd', 'path', 'dirfd', 'path', 'rename-flags'], {
    unsupported: 'RENAME_WHITEOUT (EINVAL)',
  }),
  syscall('readlink', readlink, ['path', 'buffer-out', 'int']),
  syscall('readlinkat', readlinkat, ['dirfd', 'path', 'buffer-out', 'int']),
]
