// open, openat, openat2, creat, lseek, ftruncate. gVisor: pkg/sentry/syscalls/linux/sys_file.go, sys_lseek.go, sys_truncate.go.

import {
  AT_FDCWD,
  E2BIG,
  EAGAIN,
  EBADF,
  EFAULT,
  EFBIG,
  EINVAL,
  EMFILE,
  ENOENT,
  ERESTARTSYS,
  type Errno,
  EXCEEDS_FILE_SIZE_LIMIT,
  O_ACCMODE,
  O_APPEND,
  O_ASYNC,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_EXCL,
  O_LARGEFILE,
  O_NOATIME,
  O_NOCTTY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_PATH,
  O_SYNC,
  O_TMPFILE,
  O_TRUNC,
  O_WRONLY,
  OK,
  OPEN_HOW,
  type OpenHow,
  PAGE_SIZE,
  RESOLVE_BENEATH,
  RESOLVE_CACHED,
  RESOLVE_IN_ROOT,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
  SEEK_HOLE,
  SEEK_SET,
  SIGXFSZ,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import { EVENT_IN, EVENT_OUT, type FileDescription, refuseOpenFlags } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { waiting } from './io-result.ts'
import { copyInPath, pathContextAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** A descriptor; a FIFO may have to wait for its other end. */
type Opened = SyscallResult | Promise<SyscallResult>

/** open(2). */
function open(t: Task, a: SyscallArgs): Opened {
  return openAt(t, AT_FDCWD, a.pointer(0), a.int(1), a.int(2))
}

/** openat(2). */
function openat(t: Task, a: SyscallArgs): Opened {
  return openAt(t, a.int(0), a.pointer(1), a.int(2), a.int(3))
}

/** creat(2). */
function creat(t: Task, a: SyscallArgs): Opened {
  return openAt(t, AT_FDCWD, a.pointer(0), O_CREAT | O_WRONLY | O_TRUNC, a.int(1))
}

const ALL_RESOLVE =
  RESOLVE_NO_XDEV |
  RESOLVE_NO_MAGICLINKS |
  RESOLVE_NO_SYMLINKS |
  RESOLVE_BENEATH |
  RESOLVE_IN_ROOT |
  RESOLVE_CACHED

/** openat2(2): what is not known is refused, not ignored. */
function openat2(t: Task, a: SyscallArgs): Opened {
  const how = copyInOpenHow(t, a.pointer(2), a.long(3))
  if (typeof how === 'number') return -how
  const flags = Number(how.flags)
  const resolve = Number(how.resolve)
  const creates = (flags & O_CREAT) !== 0 || (flags & TMPFILE_BIT) !== 0
  const confined = resolve & (RESOLVE_BENEATH | RESOLVE_IN_ROOT)
  if (how.flags > 0xffffffffn || (flags & ~KNOWN_FLAGS) !== 0) return -EINVAL
  if (how.resolve > 0xffffffffn || (resolve & ~ALL_RESOLVE) !== 0) return -EINVAL
  if (confined === (RESOLVE_BENEATH | RESOLVE_IN_ROOT)) return -EINVAL
  if (creates ? (how.mode & ~0o7777n) !== 0n : how.mode !== 0n) return -EINVAL
  if ((flags & O_PATH) !== 0 && (flags & ~(O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) !== 0)
    return -EINVAL
  // What changes something cannot be done from what is cached only.
  if ((resolve & RESOLVE_CACHED) !== 0 && (creates || (flags & O_TRUNC) !== 0)) return -EAGAIN
  return openAt(t, a.int(0), a.pointer(1), flags, Number(how.mode), resolve)
}

/** EINVAL: less than the struct as it was first. E2BIG: more than it is now, and not zero; or more than a page. */
function copyInOpenHow(t: Task, addr: Addr, size: number): OpenHow | Errno {
  if (size < 0 || size > PAGE_SIZE) return E2BIG
  if (size < OPEN_HOW.size) return EINVAL
  const bytes = new Uint8Array(size)
  if (t.copyIn(addr, bytes).err !== OK) return EFAULT
  if (bytes.subarray(OPEN_HOW.size).some((b) => b !== 0)) return E2BIG
  return OPEN_HOW.read(new DataView(bytes.buffer), 0)
}

/** The bit that only O_TMPFILE has. */
const TMPFILE_BIT = O_TMPFILE & ~O_DIRECTORY
const KNOWN_FLAGS =
  O_ACCMODE |
  O_CREAT |
  O_EXCL |
  O_NOCTTY |
  O_TRUNC |
  O_APPEND |
  O_NONBLOCK |
  O_SYNC |
  O_ASYNC |
  O_DIRECT |
  O_LARGEFILE |
  O_DIRECTORY |
  O_NOFOLLOW |
  O_NOATIME |
  O_CLOEXEC |
  O_PATH |
  O_TMPFILE

function openAt(t: Task, dirFd: number, pathAddr: Addr, flags: number, mode: number, resolve = 0): Opened {
  const refused = refuseOpenFlags(flags)
  if (refused !== OK) return -refused
  const creates = (flags & O_CREAT) !== 0 || (flags & O_TMPFILE) === O_TMPFILE
  const path = copyInPath(t, pathAddr)
  if (typeof path === 'number') return -path
  if (path === '') return -ENOENT
  // Within a root of its own, an absolute path too begins at the directory.
  const context = pathContextAt(t, dirFd, (resolve & RESOLVE_IN_ROOT) !== 0 ? '.' : path)
  if (typeof context === 'number') return -context
  // Before anything is made or truncated.
  if (t.fdTable.nextFree(0) >= t.threadGroup.limits.openFiles) return -EMFILE
  const permissions = creates ? mode & 0o7777 & ~t.fsContext.umask : 0
  // 64-bit programs always have large files, and F_GETFL shows it (force_o_largefile in Linux fs/open.c).
  const opened = (flags & O_PATH) !== 0 ? flags : flags | O_LARGEFILE
  const file = t.kernel.vfs.openAt(context, path, opened, permissions, resolve)
  if (typeof file === 'number') return -file
  const cloexec = (flags & O_CLOEXEC) !== 0
  return file.awaitsPartner ? openMeeting(t, file, cloexec) : install(t, file, cloexec)
}

function install(t: Task, file: FileDescription, cloexec: boolean): SyscallResult {
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, cloexec)
  if (fd < 0) file.decRef()
  return fd
}

/** The end of opening a FIFO that has no other end yet. A signal closes it again (wait_for_partner). */
async function openMeeting(t: Task, file: FileDescription, cloexec: boolean): Promise<SyscallResult> {
  const met = await waiting(t, file, EVENT_IN | EVENT_OUT, () => (file.awaitsPartner ? undefined : true))
  if (met === true) return install(t, file, cloexec)
  file.decRef()
  return -ERESTARTSYS
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
  const err = file.truncate(size, t.threadGroup.limits.fileSize, t.credentials)
  if (err !== EXCEEDS_FILE_SIZE_LIMIT) return -err
  t.sendSignal(SIGXFSZ)
  return -EFBIG
}

export const OPEN_SYSCALLS: readonly SyscallSpec[] = [
  syscall('open', open, ['path', 'open-flags', 'mode']),
  syscall('openat', openat, ['dirfd', 'path', 'open-flags', 'mode']),
  syscall('openat2', openat2, ['dirfd', 'path', 'open-how', 'size']),
  syscall('creat', creat, ['path', 'mode']),
  syscall('lseek', lseek, ['fd', 'offset', 'whence']),
  syscall('ftruncate', ftruncate, ['fd', 'size']),
]
