// Decoding one parameter of a call: what it is, what it points to, what came back in it. Called by Strace.
//
// Memory is read as the task itself would read it, so decoding may fault pages in; it changes nothing else.

import {
  AT_FDCWD,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_GETFD,
  F_GETFL,
  F_GETPIPE_SZ,
  F_SETFD,
  F_SETFL,
  FD_CLOEXEC,
  IOVEC,
  O_CREAT,
  O_TMPFILE,
  OK,
  PATH_MAX,
  S_IFBLK,
  S_IFCHR,
  S_IFMT,
  statCodec,
} from '@jvisor/abi'
import type { SyscallArgs, Task } from '@jvisor/kernel'
import { type Addr, addr, copyStringIn, copyStructIn } from '@jvisor/usermem'
import type { Param } from '../spec.ts'
import {
  AT_FLAGS,
  fcntlCommand,
  fileMode,
  mapFlags,
  openFlags,
  PIPE_FLAGS,
  permissions,
  protection,
  RWF_FLAGS,
  whence,
} from './flag-tables.ts'
import { flagText, hex, pointer, quote } from './text.ts'

/** A call that is being decoded. */
export interface Decoding {
  readonly task: Task
  readonly args: SyscallArgs
  /** Negative, with -errno, if it failed; undefined while it goes on. */
  readonly result: number | undefined
  /** Bytes of a string to show. */
  readonly limit: number
}

/** Segments of an iovec array that are shown. */
const MAX_SEGMENTS = 32

/** True if the parameter can only be decoded when the call has ended. */
export function isOutput(param: Param): boolean {
  return param.endsWith('-out')
}

/** Argument `i` as text; undefined if it is not shown. */
export function decodeParam(d: Decoding, param: Param, i: number): string | undefined {
  const { args } = d
  switch (param) {
    case 'hidden':
      return undefined
    case 'int':
    case 'fd':
      return String(args.int(i))
    case 'uint':
      return String(args.uint(i))
    case 'size':
      return String(args.bigint(i))
    case 'offset':
      return String(BigInt.asIntN(64, args.bigint(i)))
    case 'hex':
      return hex(args.bigint(i))
    case 'pointer':
      return pointer(args.bigint(i))
    case 'dirfd':
      return args.int(i) === AT_FDCWD ? 'AT_FDCWD' : String(args.int(i))
    case 'path':
      return path(d, i)
    case 'open-flags':
      return openFlags(args.int(i))
    case 'mode':
      return createsFile(args.int(i - 1)) ? permissions(args.int(i) & 0o7777) : undefined
    case 'pipe-flags':
    case 'dup-flags':
      return flagText(args.int(i), PIPE_FLAGS, 'O_???')
    case 'at-flags':
      return flagText(args.int(i), AT_FLAGS, 'AT_???')
    case 'rwf-flags':
      return flagText(args.int(i), RWF_FLAGS, 'RWF_???')
    case 'whence':
      return whence(args.int(i))
    case 'prot':
      return protection(args.int(i))
    case 'map-flags':
      return mapFlags(args.int(i))
    case 'fcntl-command':
      return fcntlCommand(args.int(i))
    case 'fcntl-argument':
      return fcntlArgument(args.int(i - 1), args, i)
    case 'buffer-in':
      return buffer(d, args.pointer(i), args.long(i + 1)) ?? pointer(args.bigint(i))
    case 'buffer-out':
      return failed(d)
        ? pointer(args.bigint(i))
        : (buffer(d, args.pointer(i), d.result ?? 0) ?? pointer(args.bigint(i)))
    case 'iovec-in':
      return iovecs(d, i, Number.POSITIVE_INFINITY)
    case 'iovec-out':
      return iovecs(d, i, failed(d) ? -1 : (d.result ?? 0))
    case 'fd-pair-out':
      return fdPair(d, i)
    case 'stat-out':
      return stat(d, i)
  }
}

function failed(d: Decoding): boolean {
  return d.result === undefined || d.result < 0
}

function createsFile(flags: number): boolean {
  return (flags & O_CREAT) !== 0 || (flags & O_TMPFILE) === O_TMPFILE
}

/** The bytes of a buffer in quotes; undefined if not all can be read that would be shown. */
function buffer(d: Decoding, at: Addr, length: number): string | undefined {
  if (at === 0 || length < 0) return undefined
  const bytes = new Uint8Array(Math.min(length, d.limit + 1))
  return d.task.copyIn(at, bytes).err === OK ? quote(bytes, d.limit) : undefined
}

function path(d: Decoding, i: number): string {
  const at = d.args.pointer(i)
  const mm = d.task.memoryManager
  if (at === 0 || mm === undefined) return pointer(d.args.bigint(i))
  const { bytes, err } = copyStringIn(mm, at, PATH_MAX)
  return err === OK ? quote(bytes, PATH_MAX) : pointer(d.args.bigint(i))
}

/** An iovec array with `content` bytes of what it points to, in order; -1: the addresses only. */
function iovecs(d: Decoding, i: number, content: number): string {
  const at = d.args.bigint(i)
  const count = d.args.uint(i + 1)
  if (count === 0) return at === 0n ? 'NULL' : '[]'
  const segments: string[] = []
  let left = content
  for (let k = 0; k < count; k++) {
    if (k === MAX_SEGMENTS) {
      segments.push('...')
      break
    }
    const where = d.args.pointer(i) + k * IOVEC.size
    const { value } = copyStructIn(d.task, addr(where), IOVEC)
    if (value === undefined) {
      if (k === 0) return pointer(at)
      segments.push(`... /* ${hex(where)} */`)
      break
    }
    const length = Number(value.iov_len)
    const shown = left < 0 ? undefined : buffer(d, addr(Number(value.iov_base)), Math.min(length, left))
    if (left >= 0) left -= Math.min(length, left)
    segments.push(`{iov_base=${shown ?? pointer(value.iov_base)}, iov_len=${value.iov_len}}`)
  }
  return `[${segments.join(', ')}]`
}

function fdPair(d: Decoding, i: number): string {
  const bytes = new Uint8Array(8)
  if (failed(d) || d.task.copyIn(d.args.pointer(i), bytes).err !== OK) return pointer(d.args.bigint(i))
  const view = new DataView(bytes.buffer)
  return `[${view.getInt32(0, true)}, ${view.getInt32(4, true)}]`
}

function stat(d: Decoding, i: number): string {
  if (failed(d)) return pointer(d.args.bigint(i))
  const { value } = copyStructIn(d.task, d.args.pointer(i), statCodec(d.task.syscallTable.arch))
  if (value === undefined) return pointer(d.args.bigint(i))
  const type = value.st_mode & S_IFMT
  const device = type === S_IFCHR || type === S_IFBLK
  const what = device
    ? `st_rdev=makedev(${hex(value.st_rdev >>> 8)}, ${hex(value.st_rdev & 0xff)})`
    : `st_size=${value.st_size}`
  return `{st_mode=${fileMode(value.st_mode)}, ${what}, ...}`
}

function fcntlArgument(command: number, args: SyscallArgs, i: number): string | undefined {
  switch (command) {
    case F_GETFD:
    case F_GETFL:
    case F_GETPIPE_SZ:
      return undefined
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
      return String(args.int(i))
    case F_SETFD:
      return flagText(args.int(i), [['FD_CLOEXEC', FD_CLOEXEC]])
    case F_SETFL:
      return openFlags(args.int(i))
    default:
      return hex(args.bigint(i))
  }
}
