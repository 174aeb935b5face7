// sendfile and copy_file_range: from file to file. gVisor: pkg/sentry/syscalls/linux/sys_splice.go Sendfile. Linux:
// fs/read_write.c do_sendfile, vfs_copy_file_range.

import {
  EBADF,
  EFAULT,
  EFBIG,
  EINVAL,
  EISDIR,
  EOVERFLOW,
  ERESTARTSYS,
  type Errno,
  ESPIPE,
  EXDEV,
  MAX_FILE_SIZE,
  MAX_RW_COUNT,
  O_APPEND,
  O_NONBLOCK,
  OK,
  S_IFDIR,
  S_IFMT,
  S_IFREG,
  SEEK_CUR,
  SIGXFSZ,
  WOULD_BLOCK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Transfer, transfer } from '@jvisor/usermem'
import {
  EVENT_OUT,
  type FileDescription,
  FileSplice,
  type Pipe,
  pipeOf,
  roomToSplice,
  spliceFromFile,
} from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { SLICE, transferResult, waiting, waitingFor } from './io-result.ts'
import { Position } from './position.ts'
import { writeOpts } from './read-write.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { OFFSET_IN, OFFSET_IN_OUT, uint } from './strace/stream-params.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** sendfile(2): the kernel's call on 64-bit machines is sendfile64. */
function sendfile(t: Task, a: SyscallArgs): Result {
  const input = fileOf(t, a.int(1))
  // The offset is read before anything is looked at, and stored whatever comes of it.
  const at = Position.of(t, input, a.pointer(2))
  if (typeof at === 'number') return -at
  const result = send(t, a, input, at)
  const stored = (n: SyscallResult) => (n < 0 && at.advance(t, 0) !== OK ? -EFAULT : n)
  return typeof result === 'number' ? stored(result) : result.then(stored)
}

function send(t: Task, a: SyscallArgs, input: FileDescription | undefined, at: Position): Result {
  const count = BigInt.asIntN(64, a.bigint(3))
  if (!input?.readable) return -EBADF
  if (at.isGiven && !input.positional) return -ESPIPE
  if (at.verify(count) !== OK) return -EINVAL
  const output = fileOf(t, a.int(0))
  if (!output?.writable) return -EBADF
  const length = Math.min(Number(count), MAX_RW_COUNT)
  const to = pipeOf(output)
  if (to !== undefined) return intoPipe(t, input, at, output, to, length)
  if ((output.statusFlags & O_APPEND) !== 0 || isStream(input) || (length > 0 && !input.positional))
    return -EINVAL
  return direct(t, { file: input, at }, { file: output, at: Position.own(output) }, length)
}

/** What it gives is lost once it is read: no FMODE_LSEEK. @see splice_direct_to_actor */
function isStream(file: FileDescription): boolean {
  return file.seek(0, SEEK_CUR) === -ESPIPE
}

/** As splice(2) does. @see splice_file_to_pipe */
function intoPipe(
  t: Task,
  input: FileDescription,
  at: Position,
  output: FileDescription,
  to: Pipe,
  length: number,
): Result {
  const waits = (output.statusFlags & O_NONBLOCK) === 0
  const attempt = (): Transfer | undefined => {
    const room = roomToSplice(to)
    if (room !== OK) return room === WOULD_BLOCK && waits ? undefined : transfer(0, room)
    return spliceFromFile(input, at.offset, to, length)
  }
  return transferResult(t, waitingFor(t, [output, EVENT_OUT], attempt), (n) => at.advance(t, n))
}

interface End {
  readonly file: FileDescription
  readonly at: Position
}

/** From file to file. What goes fast is done at once; else the host has a turn in between. */
function direct(t: Task, from: End, to: End, length: number): Result {
  const opts = writeOpts(t, to.file, 0)
  const splice = new FileSplice(
    t.kernel.memoryFile,
    { file: from.file, offset: from.at.offset },
    { file: to.file, offset: to.at.offset, opts },
    length,
  )
  const advance = (n: number) => {
    to.at.advance(t, n)
    return from.at.advance(t, n)
  }
  const err = splice.run(SLICE)
  const waits = err === WOULD_BLOCK && (to.file.statusFlags & O_NONBLOCK) === 0
  if (splice.ended || (err !== OK && !waits)) return transferResult(t, transfer(splice.done, err), advance)
  return transferResult(t, goOn(t, splice, from.file, to.file, err), advance)
}

async function goOn(
  t: Task,
  splice: FileSplice,
  input: FileDescription,
  output: FileDescription,
  err: Errno,
): Promise<Transfer> {
  let last: Errno | undefined = err
  const waits = (output.statusFlags & O_NONBLOCK) === 0
  const run = () => {
    const result = splice.run(SLICE)
    return result === WOULD_BLOCK && waits ? undefined : result
  }
  input.incRef()
  output.incRef()
  try {
    while (!splice.ended && !t.fatalSignalPending) {
      if (last === WOULD_BLOCK) last = await waiting(t, output, EVENT_OUT, run)
      else {
        await t.kernel.yieldToHost()
        last = splice.run(SLICE)
      }
      if (last === undefined || (last === WOULD_BLOCK && !waits)) break
    }
  } finally {
    splice.abandon()
    output.decRef()
    input.decRef()
  }
  return transfer(splice.done, last ?? ERESTARTSYS)
}

/** copy_file_range(2). */
function copy_file_range(t: Task, a: SyscallArgs): Result {
  const input = fileOf(t, a.int(0))
  const output = fileOf(t, a.int(2))
  if (input === undefined || output === undefined) return -EBADF
  const from = Position.of(t, input, a.pointer(1))
  if (typeof from === 'number') return -from
  const to = Position.of(t, output, a.pointer(3))
  if (typeof to === 'number') return -to
  if (a.uint(5) !== 0) return -EINVAL
  const count = a.bigint(4)
  const length = lengthToCopy(t, { file: input, at: from }, { file: output, at: to }, count)
  if (length < 0) return length
  if (from.verify(BigInt(length)) !== OK || to.verify(BigInt(length)) !== OK) return -EINVAL
  if (length === 0) return 0
  return direct(t, { file: input, at: from }, { file: output, at: to }, Math.min(length, MAX_RW_COUNT))
}

/** Bytes that are there to be copied and may be, or -errno. @see generic_copy_file_checks (Linux 6.18) */
function lengthToCopy(t: Task, from: End, to: End, count: bigint): number {
  const [source, target] = [from.file.stat(), to.file.stat()]
  const types = [source.mode & S_IFMT, target.mode & S_IFMT]
  if (types.includes(S_IFDIR)) return -EISDIR
  if (types.some((type) => type !== S_IFREG)) return -EINVAL
  if (!from.file.readable || !to.file.writable || (to.file.statusFlags & O_APPEND) !== 0) return -EBADF
  if (source.dev !== target.dev) return -EXDEV
  if (wraps(from.at.exact, count) || wraps(to.at.exact, count)) return -EOVERFLOW
  const there = from.at.offset < source.size ? Math.min(Number(count), source.size - from.at.offset) : 0
  const limit = t.threadGroup.limits.fileSize
  const start = to.at.offset
  if (start >= limit) t.sendSignal(SIGXFSZ)
  if (start >= Math.min(limit, MAX_FILE_SIZE)) return -EFBIG
  const length = Math.min(there, limit - start, MAX_FILE_SIZE - start)
  const same = source.ino === target.ino
  return same && start + length > from.at.offset && start < from.at.offset + length ? -EINVAL : length
}

/** The end is beyond what 64 bits can say. */
function wraps(at: bigint, count: bigint): boolean {
  return BigInt.asUintN(64, at) + count >= 2n ** 64n
}

export const SENDFILE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('sendfile', sendfile, ['fd', 'fd', OFFSET_IN_OUT, 'size']),
  syscall('copy_file_range', copy_file_range, [
    'fd',
    OFFSET_IN,
    'fd',
    OFFSET_IN,
    'size',
    uint('unsigned int flags'),
  ]),
]
