// read, write and their vectored, positional and flagged forms. gVisor: pkg/sentry/syscalls/linux/sys_read_write.go.
//
// The order of the checks is Linux's (fs/read_write.c), since a program can see which error comes first: a negative
// offset, the descriptor, ESPIPE, the access mode, the vector, a total of nothing, position plus count, the flags.

import {
  EBADF,
  EINVAL,
  EOPNOTSUPP,
  ESPIPE,
  O_APPEND,
  O_NONBLOCK,
  RWF_APPEND,
  RWF_ATOMIC,
  RWF_DONTCACHE,
  RWF_HIPRI,
  RWF_NOAPPEND,
  RWF_NOSIGNAL,
  RWF_NOWAIT,
  RWF_SUPPORTED,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { IOSequence } from '@jvisor/usermem'
import type { FileDescription, WriteOpts } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { readFile, writeFile } from './io-result.ts'
import { ucredOf } from './socket-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** The file's own offset, where a position is expected. */
const OWN_OFFSET = -1
const INT64_MAX = 2n ** 63n - 1n

/** read(2). */
function read(t: Task, a: SyscallArgs): Result {
  const file = fileOf(t, a.int(0))
  if (!file?.readable) return -EBADF
  const dst = t.singleIOSequence(a.pointer(1), a.long(2))
  if (typeof dst === 'number') return file.hasRead ? -dst : -EINVAL
  return readFile(t, file, dst, OWN_OFFSET, (file.statusFlags & O_NONBLOCK) !== 0)
}

/** write(2). */
function write(t: Task, a: SyscallArgs): Result {
  const file = fileOf(t, a.int(0))
  if (!file?.writable) return -EBADF
  const src = t.singleIOSequence(a.pointer(1), a.long(2))
  if (typeof src === 'number') return file.hasWrite ? -src : -EINVAL
  return writeFile(t, file, src, OWN_OFFSET, writeOpts(t, file, 0), (file.statusFlags & O_NONBLOCK) !== 0)
}

/** pread(2): the kernel's call is pread64. */
function pread64(t: Task, a: SyscallArgs): Result {
  const offset = a.long(3)
  if (offset < 0) return -EINVAL
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if (!file.positional) return -ESPIPE
  if (!file.readable) return -EBADF
  const dst = t.singleIOSequence(a.pointer(1), a.long(2))
  if (typeof dst === 'number') return file.hasRead ? -dst : -EINVAL
  if (endsBeyondInt64(a, 3, a.long(2))) return -EINVAL
  return readFile(t, file, dst, offset, true)
}

/** pwrite(2): the kernel's call is pwrite64. With O_APPEND it appends all the same. */
function pwrite64(t: Task, a: SyscallArgs): Result {
  const offset = a.long(3)
  if (offset < 0) return -EINVAL
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if (!file.positional) return -ESPIPE
  if (!file.writable) return -EBADF
  const src = t.singleIOSequence(a.pointer(1), a.long(2))
  if (typeof src === 'number') return file.hasWrite ? -src : -EINVAL
  if (endsBeyondInt64(a, 3, a.long(2))) return -EINVAL
  return writeFile(t, file, src, offset, writeOpts(t, file, 0), true)
}

/** readv(2). */
function readv(t: Task, a: SyscallArgs): Result {
  return readVector(t, a, OWN_OFFSET, 0)
}

/** writev(2). */
function writev(t: Task, a: SyscallArgs): Result {
  return writeVector(t, a, OWN_OFFSET, 0)
}

/** preadv(2). The offset is one 64-bit argument; the one after it, for 32-bit programs, does not count. */
function preadv(t: Task, a: SyscallArgs): Result {
  const offset = a.long(3)
  return offset < 0 ? -EINVAL : readVector(t, a, offset, 0)
}

/** pwritev(2). */
function pwritev(t: Task, a: SyscallArgs): Result {
  const offset = a.long(3)
  return offset < 0 ? -EINVAL : writeVector(t, a, offset, 0)
}

/** preadv2(2): offset -1 is the file's own. */
function preadv2(t: Task, a: SyscallArgs): Result {
  const offset = a.long(3)
  return offset < -1 ? -EINVAL : readVector(t, a, offset, a.int(5))
}

/** pwritev2(2): offset -1 is the file's own. */
function pwritev2(t: Task, a: SyscallArgs): Result {
  const offset = a.long(3)
  return offset < -1 ? -EINVAL : writeVector(t, a, offset, a.int(5))
}

function readVector(t: Task, a: SyscallArgs, offset: number, flags: number): Result {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if (offset >= 0 && !file.positional) return -ESPIPE
  if (!file.readable) return -EBADF
  if (!file.hasRead) return -EINVAL
  const dst = t.iovecsIOSequence(a.pointer(1), a.int(2))
  if (typeof dst === 'number') return -dst
  const refused = refuseVector(file, dst, a, offset, flags, false)
  if (refused !== undefined) return refused
  return readFile(t, file, dst, offset, nonblocking(file, flags))
}

function writeVector(t: Task, a: SyscallArgs, offset: number, flags: number): Result {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if (offset >= 0 && !file.positional) return -ESPIPE
  if (!file.writable) return -EBADF
  if (!file.hasWrite) return -EINVAL
  const src = t.iovecsIOSequence(a.pointer(1), a.int(2))
  if (typeof src === 'number') return -src
  const refused = refuseVector(file, src, a, offset, flags, true)
  if (refused !== undefined) return refused
  return writeFile(
    t,
    file,
    src,
    offset,
    writeOpts(t, file, flags),
    nonblocking(file, flags),
    (flags & RWF_NOSIGNAL) !== 0,
  )
}

/** What is settled before the file is asked: no bytes at all, an end past 2^63, flags. undefined to go on. */
function refuseVector(
  file: FileDescription,
  sequence: IOSequence,
  a: SyscallArgs,
  offset: number,
  flags: number,
  write: boolean,
): SyscallResult | undefined {
  if (sequence.numBytes === 0) return 0
  if (offset >= 0 && endsBeyondInt64(a, 3, sequence.numBytes)) return -EINVAL
  if (flags === 0) return undefined
  if ((flags & ~RWF_HIPRI) !== 0 && !file.acceptsRwfFlags(write)) return -EOPNOTSUPP
  if ((flags & ~RWF_SUPPORTED) !== 0) return -EOPNOTSUPP
  if ((flags & RWF_APPEND) !== 0 && (flags & RWF_NOAPPEND) !== 0) return -EINVAL
  if ((flags & RWF_NOWAIT) !== 0 && !file.supportsNowait) return -EOPNOTSUPP
  // No file of ours writes untorn or bypasses a cache.
  if ((flags & (RWF_ATOMIC | RWF_DONTCACHE)) !== 0) return -EOPNOTSUPP
  return undefined
}

function nonblocking(file: FileDescription, flags: number): boolean {
  return (file.statusFlags & O_NONBLOCK) !== 0 || (flags & RWF_NOWAIT) !== 0
}

/** The options of a plain write, for limits and credentials that are seldom anything else. */
const PLAIN: WriteOpts = { append: false, nowait: false, sizeLimit: Infinity }

/** How a write with these RWF flags is made. */
export function writeOpts(t: Task, file: FileDescription, flags: number): WriteOpts {
  const append =
    (flags & RWF_APPEND) !== 0 || ((file.statusFlags & O_APPEND) !== 0 && !(flags & RWF_NOAPPEND))
  const sizeLimit = t.threadGroup.limits.fileSize
  const who = t.credentials
  const asks = file.asksWho
  if (!append && flags === 0 && sizeLimit === Infinity && who.keepsSuid && !asks) return PLAIN
  const nowait = (flags & RWF_NOWAIT) !== 0
  return { append, nowait, sizeLimit, who, sender: asks ? ucredOf(t) : undefined }
}

/** True if offset (argument `i`) plus count passes what a 64-bit offset can hold. */
function endsBeyondInt64(a: SyscallArgs, i: number, count: number): boolean {
  if (a.long(i) + count <= Number.MAX_SAFE_INTEGER) return false
  return a.bigint(i) + BigInt(count) > INT64_MAX
}

export const READ_WRITE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('read', read, ['fd', 'buffer-out', 'size']),
  syscall('write', write, ['fd', 'buffer-in', 'size']),
  syscall('pread64', pread64, ['fd', 'buffer-out', 'size', 'offset']),
  syscall('pwrite64', pwrite64, ['fd', 'buffer-in', 'size', 'offset']),
  syscall('readv', readv, ['fd', 'iovec-out', 'uint']),
  syscall('writev', writev, ['fd', 'iovec-in', 'uint']),
  syscall('preadv', preadv, ['fd', 'iovec-out', 'uint', 'offset']),
  syscall('pwritev', pwritev, ['fd', 'iovec-in', 'uint', 'offset']),
  syscall('preadv2', preadv2, ['fd', 'iovec-out', 'uint', 'offset', 'hidden', 'rwf-flags']),
  syscall('pwritev2', pwritev2, ['fd', 'iovec-in', 'uint', 'offset', 'hidden', 'rwf-flags']),
]
