// signalfd and signalfd4. gVisor: pkg/sentry/syscalls/linux/sys_signal.go Signalfd. Linux: fs/signalfd.c.

import { EBADF, EFAULT, EINVAL, SFD_CLOEXEC, SFD_NONBLOCK } from '@jvisor/abi'
import { SignalFile, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import { fileOf } from './files.ts'
import { copyInSignalSet } from './signals.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { flags } from './strace/decoders.ts'
import { table } from './strace/flag-tables.ts'
import { SIGNALFD_MASK } from './strace/signal-params.ts'

const FLAGS = flags('int flags', table({ SFD_CLOEXEC, SFD_NONBLOCK }), 'SFD_???')
const SIGSET_SIZE = 8

/** signalfd(2). */
function signalfd(t: Task, a: SyscallArgs): SyscallResult {
  return create(t, a, 0)
}

/** signalfd4(2). */
function signalfd4(t: Task, a: SyscallArgs): SyscallResult {
  return create(t, a, a.int(3))
}

/** A new file for -1; otherwise the file gets another mask, and its flags stay. */
function create(t: Task, a: SyscallArgs, flags: number): SyscallResult {
  if (a.long(2) !== SIGSET_SIZE) return -EINVAL
  const mask = copyInSignalSet(t, a.pointer(1))
  if (mask === undefined) return -EFAULT
  if ((flags & ~(SFD_CLOEXEC | SFD_NONBLOCK)) !== 0) return -EINVAL
  const fd = a.int(0)
  if (fd === -1) {
    const file = new SignalFile(t.kernel, mask, flags & SFD_NONBLOCK)
    const added = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, (flags & SFD_CLOEXEC) !== 0)
    if (added < 0) file.decRef()
    return added
  }
  const file = fileOf(t, fd)
  if (file === undefined) return -EBADF
  if (!(file instanceof SignalFile)) return -EINVAL
  file.setMask(mask)
  return fd
}

export const SIGNALFD_SYSCALLS: readonly SyscallSpec[] = [
  syscall('signalfd', signalfd, ['fd', SIGNALFD_MASK, 'size']),
  syscall('signalfd4', signalfd4, ['fd', SIGNALFD_MASK, 'size', FLAGS]),
]
