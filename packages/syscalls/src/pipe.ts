// pipe and pipe2. gVisor: pkg/sentry/syscalls/linux/sys_pipe.go. Linux: fs/pipe.c do_pipe2.

import { EFAULT, EINVAL, O_CLOEXEC, O_DIRECT, O_NONBLOCK, OK } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import { createPipe } from '@jvisor/vfs'
import { type SyscallSpec, syscall } from './spec.ts'

/** pipe(2). */
function pipe(t: Task, a: SyscallArgs): SyscallResult {
  return makePipe(t, a.pointer(0), 0)
}

/** pipe2(2). */
function pipe2(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(1)
  if ((flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT)) !== 0) return -EINVAL
  return makePipe(t, a.pointer(0), flags)
}

function makePipe(t: Task, addr: Addr, flags: number): SyscallResult {
  const { memoryFile, vfs, clock } = t.kernel
  const { reader, writer } = createPipe(memoryFile, vfs.allocateInode(), flags & ~O_CLOEXEC, clock)
  const limit = t.threadGroup.limits.openFiles
  const cloexec = (flags & O_CLOEXEC) !== 0
  const readFd = t.fdTable.add(reader, limit, 0, cloexec)
  const writeFd = readFd < 0 ? readFd : t.fdTable.add(writer, limit, 0, cloexec)
  if (writeFd < 0) {
    if (readFd < 0) reader.decRef()
    else t.fdTable.remove(readFd)
    writer.decRef()
    return writeFd
  }
  const fds = t.copyScratchBuffer(8)
  const view = new DataView(fds.buffer, fds.byteOffset, 8)
  view.setInt32(0, readFd, true)
  view.setInt32(4, writeFd, true)
  if (t.copyOut(addr, fds).err === OK) return 0
  t.fdTable.remove(readFd)
  t.fdTable.remove(writeFd)
  return -EFAULT
}

export const PIPE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('pipe', pipe, ['fd-pair-out']),
  syscall('pipe2', pipe2, ['fd-pair-out', 'pipe-flags'], { unsupported: 'O_NOTIFICATION_PIPE' }),
]
