// eventfd and eventfd2. gVisor: pkg/sentry/syscalls/linux/sys_eventfd.go. Linux: fs/eventfd.c do_eventfd.

import { EFD_CLOEXEC, EFD_NONBLOCK, EFD_SEMAPHORE, EINVAL } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { EventFile } from '@jvisor/vfs'
import { type SyscallSpec, syscall } from './spec.ts'
import { flags } from './strace/decoders.ts'
import { table } from './strace/flag-tables.ts'
import { uint } from './strace/stream-params.ts'

const INITIAL = uint('unsigned int initval')
const FLAGS = flags('int flags', table({ EFD_SEMAPHORE, EFD_CLOEXEC, EFD_NONBLOCK }), 'EFD_???')

/** eventfd(2). */
function eventfd(t: Task, a: SyscallArgs): SyscallResult {
  return create(t, a.uint(0), 0)
}

/** eventfd2(2). */
function eventfd2(t: Task, a: SyscallArgs): SyscallResult {
  return create(t, a.uint(0), a.int(1))
}

function create(t: Task, initial: number, flags: number): SyscallResult {
  if ((flags & ~(EFD_SEMAPHORE | EFD_CLOEXEC | EFD_NONBLOCK)) !== 0) return -EINVAL
  const file = new EventFile(t.kernel.vfs.allocateInode(), initial, {
    semaphore: (flags & EFD_SEMAPHORE) !== 0,
    nonblocking: (flags & EFD_NONBLOCK) !== 0,
  })
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, (flags & EFD_CLOEXEC) !== 0)
  if (fd < 0) file.decRef()
  return fd
}

export const EVENTFD_SYSCALLS: readonly SyscallSpec[] = [
  syscall('eventfd', eventfd, [INITIAL]),
  syscall('eventfd2', eventfd2, [INITIAL, FLAGS]),
]
