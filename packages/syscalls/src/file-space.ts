// fallocate, advice on files, and sync: what a file takes up, and when it is where it is kept. gVisor:
// pkg/sentry/syscalls/linux/sys_file.go Fallocate, Fadvise64, sys_sync.go. Linux: fs/open.c vfs_fallocate,
// mm/fadvise.c, mm/readahead.c, fs/sync.c.

import {
  EBADF,
  EFBIG,
  EINVAL,
  EISDIR,
  ENODEV,
  EOPNOTSUPP,
  type Errno,
  ESPIPE,
  EXCEEDS_FILE_SIZE_LIMIT,
  FALLOC_FL_COLLAPSE_RANGE,
  FALLOC_FL_INSERT_RANGE,
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_NO_HIDE_STALE,
  FALLOC_FL_PUNCH_HOLE,
  FALLOC_FL_UNSHARE_RANGE,
  FALLOC_FL_WRITE_ZEROES,
  FALLOC_FL_ZERO_RANGE,
  MAX_FILE_SIZE,
  OK,
  POSIX_FADV_DONTNEED,
  POSIX_FADV_NOREUSE,
  POSIX_FADV_NORMAL,
  POSIX_FADV_RANDOM,
  POSIX_FADV_SEQUENTIAL,
  POSIX_FADV_WILLNEED,
  S_IFBLK,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  SIGXFSZ,
  SYNC_FILE_RANGE_WAIT_AFTER,
  SYNC_FILE_RANGE_WAIT_BEFORE,
  SYNC_FILE_RANGE_WRITE,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { FileDescription } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { flags, oneOf } from './strace/decoders.ts'
import { table } from './strace/flag-tables.ts'

/** Modes of which there can be only one, and those that need to keep the size, or must not say so. */
const KINDS = new Set([0, FALLOC_FL_PUNCH_HOLE, FALLOC_FL_ZERO_RANGE, FALLOC_FL_UNSHARE_RANGE])
const KINDS_OF_RANGES = new Set([FALLOC_FL_COLLAPSE_RANGE, FALLOC_FL_INSERT_RANGE, FALLOC_FL_WRITE_ZEROES])

/** fallocate(2): tmpfs can allocate and punch holes. */
function fallocate(t: Task, a: SyscallArgs): SyscallResult {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  const [mode, offset, length] = [a.int(1), a.long(2), a.long(3)]
  if (offset < 0 || length <= 0) return -EINVAL
  if (!isMode(mode)) return -EOPNOTSUPP
  if (!file.writable) return -EBADF
  const refused = refuseType(file)
  if (refused !== OK) return -refused
  if (offset + length > MAX_FILE_SIZE) return -EFBIG
  const err = file.allocate(mode, offset, offset + length, t.threadGroup.limits.fileSize)
  if (err !== EXCEEDS_FILE_SIZE_LIMIT) return -err
  t.sendSignal(SIGXFSZ)
  return -EFBIG
}

function isMode(mode: number): boolean {
  const keeps = (mode & FALLOC_FL_KEEP_SIZE) !== 0
  const kind = mode & ~FALLOC_FL_KEEP_SIZE
  if (KINDS_OF_RANGES.has(kind)) return !keeps
  return KINDS.has(kind) && (keeps || kind !== FALLOC_FL_PUNCH_HOLE)
}

function refuseType(file: FileDescription): Errno {
  const type = file.stat().mode & S_IFMT
  if (type === S_IFIFO) return ESPIPE
  if (type === S_IFDIR) return EISDIR
  return type === S_IFREG || type === S_IFBLK ? OK : ENODEV
}

/** fadvise64(2): no advice changes what a file does here. */
function fadvise64(t: Task, a: SyscallArgs): SyscallResult {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if ((file.stat().mode & S_IFMT) === S_IFIFO) return -ESPIPE
  const advice = a.int(3)
  return a.long(2) < 0 || advice < POSIX_FADV_NORMAL || advice > POSIX_FADV_NOREUSE ? -EINVAL : 0
}

/** readahead(2): there is nothing to read ahead from. */
function readahead(t: Task, a: SyscallArgs): SyscallResult {
  const file = fileOf(t, a.int(0))
  if (!file?.readable) return -EBADF
  return file.isCached && a.long(2) >= 0 ? 0 : -EINVAL
}

const ALL_SYNC = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER
const INT64_MAX = 2n ** 63n - 1n

/** sync_file_range(2). */
function sync_file_range(t: Task, a: SyscallArgs): SyscallResult {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  const [offset, length] = [BigInt.asIntN(64, a.bigint(1)), BigInt.asIntN(64, a.bigint(2))]
  if ((a.uint(3) & ~ALL_SYNC) !== 0) return -EINVAL
  if (offset < 0n || length < 0n || offset + length > INT64_MAX) return -EINVAL
  const type = file.stat().mode & S_IFMT
  if (type !== S_IFREG && type !== S_IFDIR && type !== S_IFBLK && type !== S_IFLNK) return -ESPIPE
  return -file.sync()
}

/** fsync(2). */
function fsync(t: Task, a: SyscallArgs): SyscallResult {
  const file = fileOf(t, a.int(0))
  return file === undefined ? -EBADF : -file.sync()
}

/** fdatasync(2). */
function fdatasync(t: Task, a: SyscallArgs): SyscallResult {
  return fsync(t, a)
}

/** sync(2). */
function sync(): SyscallResult {
  return 0
}

/** syncfs(2): what is written is where it is kept. */
function syncfs(t: Task, a: SyscallArgs): SyscallResult {
  return fileOf(t, a.int(0)) === undefined ? -EBADF : 0
}

const MODES = flags(
  'int mode',
  table({
    FALLOC_FL_KEEP_SIZE,
    FALLOC_FL_PUNCH_HOLE,
    FALLOC_FL_NO_HIDE_STALE,
    FALLOC_FL_COLLAPSE_RANGE,
    FALLOC_FL_ZERO_RANGE,
    FALLOC_FL_INSERT_RANGE,
    FALLOC_FL_UNSHARE_RANGE,
  }),
  'FALLOC_FL_???',
)
const ADVICE = oneOf(
  'int advice',
  new Map([
    [POSIX_FADV_NORMAL, 'POSIX_FADV_NORMAL'],
    [POSIX_FADV_RANDOM, 'POSIX_FADV_RANDOM'],
    [POSIX_FADV_SEQUENTIAL, 'POSIX_FADV_SEQUENTIAL'],
    [POSIX_FADV_WILLNEED, 'POSIX_FADV_WILLNEED'],
    [POSIX_FADV_DONTNEED, 'POSIX_FADV_DONTNEED'],
    [POSIX_FADV_NOREUSE, 'POSIX_FADV_NOREUSE'],
  ]),
  'POSIX_FADV_???',
)
const SYNC_FLAGS = flags(
  'unsigned int flags',
  table({ SYNC_FILE_RANGE_WAIT_BEFORE, SYNC_FILE_RANGE_WRITE, SYNC_FILE_RANGE_WAIT_AFTER }),
  'SYNC_FILE_RANGE_???',
)

export const FILE_SPACE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('fallocate', fallocate, ['fd', MODES, 'offset', 'offset']),
  syscall('fadvise64', fadvise64, ['fd', 'offset', 'size', ADVICE]),
  syscall('readahead', readahead, ['fd', 'offset', 'size']),
  syscall('sync_file_range', sync_file_range, ['fd', 'offset', 'offset', SYNC_FLAGS]),
  syscall('fsync', fsync, ['fd']),
  syscall('fdatasync', fdatasync, ['fd']),
  syscall('sync', sync, []),
  syscall('syncfs', syncfs, ['fd']),
]
