// ioctl: what every file answers, and what the file itself does. gVisor: pkg/sentry/syscalls/linux/sys_file.go Ioctl.
// Linux: fs/ioctl.c do_vfs_ioctl.

import {
  EBADF,
  ENOTTY,
  EOPNOTSUPP,
  type Errno,
  FIGETBSZ,
  FIOASYNC,
  FIOCLEX,
  FIONBIO,
  FIONCLEX,
  FIONREAD,
  FIOQSIZE,
  i32,
  i64n,
  O_ASYNC,
  O_NONBLOCK,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  SIOCATMARK,
  SOCK_STREAM,
  TIOCOUTQ,
} from '@jvisor/abi'
import { type SyscallArgs, type SyscallResult, type Task, TtyFile } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { type FileDescription, UnixSocket } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { IOCTL_ARGUMENT, IOCTL_REQUEST } from './strace/ioctl-params.ts'
import { ttyIoctl } from './tty-ioctl.ts'

/** ioctl(2). The request has 32 bits. */
function ioctl(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const fd = a.int(0)
  const file = fileOf(t, fd)
  if (file === undefined) return -EBADF
  const at = a.pointer(2)
  const request = a.uint(1)
  switch (request) {
    case FIOCLEX:
    case FIONCLEX:
      t.fdTable.setCloexec(fd, request === FIOCLEX)
      return 0
    case FIONBIO:
      return setFlag(t, file, at, O_NONBLOCK, true)
    case FIOASYNC:
      return setFlag(t, file, at, O_ASYNC, file.supportsAsync)
    case FIOQSIZE:
      return sizeOf(t, file, at)
    case FIGETBSZ:
      return -copyStructOut(t, at, i32, file.stat().blksize).err
    case FIONREAD:
      return storeCount(t, at, file.bytesToRead(), file.uncounted)
    case TIOCOUTQ:
      return storeCount(t, at, file.bytesUnread(), file.unknownIoctl)
    default:
      return ofFile(t, file, request, at)
  }
}

/** What only some files know. */
function ofFile(
  t: Task,
  file: FileDescription,
  request: number,
  at: Addr,
): SyscallResult | Promise<SyscallResult> {
  const known = file instanceof TtyFile ? ttyIoctl(t, file, request, at) : undefined
  if (request === SIOCATMARK && file instanceof UnixSocket) return storeMark(t, file, at)
  return known ?? -file.unknownIoctl
}

/** Whether the next byte that is read is the one out of band. */
function storeMark(t: Task, socket: UnixSocket, at: Addr): SyscallResult {
  if (socket.type !== SOCK_STREAM) return -EOPNOTSUPP
  return -copyStructOut(t, at, i32, socket.messages.isAtMark ? 1 : 0).err
}

/** Sets or clears a status flag, as the int at `at` says; ENOTTY if it would change and may not. */
function setFlag(t: Task, file: FileDescription, at: Addr, flag: number, settable: boolean): SyscallResult {
  const { value, err } = copyStructIn(t, at, i32)
  if (value === undefined) return -err
  const flags = value === 0 ? file.statusFlags & ~flag : file.statusFlags | flag
  if (flags !== file.statusFlags && !settable) return -ENOTTY
  file.statusFlags = flags
  return 0
}

/** Bytes that a file takes up. */
function sizeOf(t: Task, file: FileDescription, at: Addr): SyscallResult {
  const { mode, blocks } = file.stat()
  const type = mode & S_IFMT
  if (type !== S_IFREG && type !== S_IFDIR && type !== S_IFLNK) return -ENOTTY
  return -copyStructOut(t, at, i64n, blocks * 512).err
}

/** Stores a count as an int, which keeps its lower half. */
function storeCount(t: Task, at: Addr, count: number | undefined, otherwise: Errno): SyscallResult {
  return count === undefined ? -otherwise : -copyStructOut(t, at, i32, count).err
}

export const IOCTL_SYSCALLS: readonly SyscallSpec[] = [
  syscall('ioctl', ioctl, ['fd', IOCTL_REQUEST, IOCTL_ARGUMENT], {
    unsupported: 'requests of file systems (FIBMAP, FS_IOC_*, FICLONE) and of random(4)',
  }),
]
