// Descriptors: close, dup and fcntl. gVisor: pkg/sentry/syscalls/linux/sys_fd.go. Linux: fs/file.c, fs/fcntl.c.

import {
  CAP_SYS_RESOURCE,
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  EBADF,
  EINVAL,
  EPERM,
  type Errno,
  F_ADD_SEALS,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_GET_SEALS,
  F_GETFD,
  F_GETFL,
  F_GETLK,
  F_GETOWN,
  F_GETOWN_EX,
  F_GETPIPE_SZ,
  F_OFD_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_SEAL_EXEC,
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_WRITE,
  F_SETFD,
  F_SETFL,
  F_SETLK,
  F_SETLKW,
  F_SETOWN,
  F_SETOWN_EX,
  F_SETPIPE_SZ,
  FD_CLOEXEC,
  O_APPEND,
  O_ASYNC,
  O_CLOEXEC,
  O_DIRECT,
  O_NOATIME,
  O_NONBLOCK,
  O_PATH,
  OK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type FileDescription, pipeOf } from '@jvisor/vfs'
import { owner, setOwner, setOwnerEx, storeOwner } from './file-owners.ts'
import { anyFileOf } from './files.ts'
import { fcntlLock } from './locks.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { flags } from './strace/decoders.ts'
import { table } from './strace/flag-tables.ts'
import { uint } from './strace/stream-params.ts'

const RANGE_FLAGS = flags(
  'unsigned int flags',
  table({ CLOSE_RANGE_UNSHARE, CLOSE_RANGE_CLOEXEC }),
  'CLOSE_RANGE_???',
)

/** The status flags that F_SETFL may change. */
const SETTABLE = O_APPEND | O_ASYNC | O_DIRECT | O_NOATIME | O_NONBLOCK

const ALL_SEALS = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_FUTURE_WRITE | F_SEAL_EXEC

/** close(2). */
function close(t: Task, a: SyscallArgs): SyscallResult {
  return -t.fdTable.remove(a.int(0))
}

/** dup(2). */
function dup(t: Task, a: SyscallArgs): SyscallResult {
  return duplicate(t, a.int(0), 0, false)
}

/** dup2(2). */
function dup2(t: Task, a: SyscallArgs): SyscallResult {
  const oldFd = a.int(0)
  const newFd = a.int(1)
  if (oldFd === newFd) return anyFileOf(t, oldFd) === undefined ? -EBADF : newFd
  return duplicateTo(t, oldFd, newFd, false)
}

/** dup3(2): as dup2, but equal descriptors are EINVAL. */
function dup3(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(2)
  if ((flags & ~O_CLOEXEC) !== 0 || a.int(0) === a.int(1)) return -EINVAL
  return duplicateTo(t, a.int(0), a.int(1), flags !== 0)
}

function duplicate(t: Task, fd: number, from: number, cloexec: boolean): SyscallResult {
  const file = anyFileOf(t, fd)
  if (file === undefined) return -EBADF
  file.incRef()
  const newFd = t.fdTable.add(file, t.threadGroup.limits.openFiles, from, cloexec)
  if (newFd < 0) file.decRef()
  return newFd
}

function duplicateTo(t: Task, oldFd: number, newFd: number, cloexec: boolean): SyscallResult {
  if (newFd < 0 || newFd >= t.threadGroup.limits.openFiles) return -EBADF
  const file = anyFileOf(t, oldFd)
  if (file === undefined) return -EBADF
  file.incRef()
  t.fdTable.set(newFd, file, cloexec)
  return newFd
}

/** close_range(2). CLOSE_RANGE_UNSHARE gives the task a table of its own first. */
function close_range(t: Task, a: SyscallArgs): SyscallResult {
  const first = a.uint(0)
  const last = a.uint(1)
  const flags = a.uint(2)
  if ((flags & ~(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC)) !== 0 || first > last) return -EINVAL
  if ((flags & CLOSE_RANGE_UNSHARE) !== 0 && t.fdTable.users > 1) {
    const shared = t.fdTable
    t.fdTable = shared.copy()
    shared.decRef()
  }
  for (const fd of [...t.fdTable.fds()]) {
    if (fd < first || fd > last) continue
    if ((flags & CLOSE_RANGE_CLOEXEC) !== 0) t.fdTable.setCloexec(fd, true)
    else t.fdTable.remove(fd)
  }
  return 0
}

/** fcntl(2), of its commands those for duplicating, flags, locks, owners, a pipe's size and seals. */
function fcntl(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const fd = a.int(0)
  const command = a.int(1)
  const file = anyFileOf(t, fd)
  if (file === undefined) return -EBADF
  const dupFrom = a.uint(2)
  switch (command) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
      if (dupFrom >= t.threadGroup.limits.openFiles) return -EINVAL
      return duplicate(t, fd, dupFrom, command === F_DUPFD_CLOEXEC)
    case F_GETFD:
      return t.fdTable.cloexec(fd) ? FD_CLOEXEC : 0
    case F_SETFD:
      t.fdTable.setCloexec(fd, (a.int(2) & FD_CLOEXEC) !== 0)
      return 0
    case F_GETFL:
      return file.statusFlags
  }
  if ((file.statusFlags & O_PATH) !== 0) return -EBADF
  switch (command) {
    case F_GETLK:
    case F_SETLK:
    case F_SETLKW:
    case F_OFD_GETLK:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
      return fcntlLock(t, fd, file, command, a.pointer(2))
    case F_SETFL:
      return -setStatus(file, a.int(2))
    case F_SETOWN:
      return -setOwner(t, file, a.int(2))
    case F_GETOWN:
      return owner(file)
    case F_SETOWN_EX:
      return -setOwnerEx(t, file, a.pointer(2))
    case F_GETOWN_EX:
      return -storeOwner(t, file, a.pointer(2))
    case F_GETPIPE_SZ:
      return file.pipeSize()
    case F_SETPIPE_SZ:
      return file.setPipeSize(a.uint(2), t.credentials.has(CAP_SYS_RESOURCE))
    case F_ADD_SEALS:
      return -addSeals(file, a.int(2))
    case F_GET_SEALS:
      return file.seals()
    default:
      return -EINVAL
  }
}

/** @see setfl (Linux 6.18 fs/fcntl.c) */
function setStatus(file: FileDescription, flags: number): Errno {
  if ((flags & O_DIRECT) !== 0 && !file.supportsDirect && pipeOf(file) === undefined) return EINVAL
  const settable = file.supportsAsync ? SETTABLE : SETTABLE & ~O_ASYNC
  file.statusFlags = (file.statusFlags & ~settable) | (flags & settable)
  return OK
}

/** The lower half of the argument counts. @see memfd_add_seals (Linux 6.18 mm/memfd.c) */
function addSeals(file: FileDescription, seals: number): Errno {
  if (!file.writable) return EPERM
  return (seals & ~ALL_SEALS) !== 0 ? EINVAL : file.addSeals(seals)
}

export const DESCRIPTOR_SYSCALLS: readonly SyscallSpec[] = [
  syscall('close', close, ['fd']),
  syscall('close_range', close_range, [uint('unsigned int first'), uint('unsigned int last'), RANGE_FLAGS]),
  syscall('dup', dup, ['fd']),
  syscall('dup2', dup2, ['fd', 'fd']),
  syscall('dup3', dup3, ['fd', 'fd', 'dup-flags']),
  syscall('fcntl', fcntl, ['fd', 'fcntl-command', 'fcntl-argument'], {
    result: 'fcntl',
    unsupported: 'leases, F_SETSIG, SIGIO (O_ASYNC is kept and sends nothing)',
  }),
]
