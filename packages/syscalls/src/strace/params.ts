// Decoding one parameter of a call: what it is, what it points to, what came back in it. Called by Strace.
//
// Memory is read as the task itself would read it, so decoding may fault pages in; it changes nothing else.

import {
  AT_FDCWD,
  MFD_NAME_MAX,
  MREMAP_DONTUNMAP,
  MREMAP_FIXED,
  O_CREAT,
  O_DIRECTORY,
  O_TMPFILE,
} from '@jvisor/abi'
import type { SyscallArgs, Task } from '@jvisor/kernel'
import type { Param } from '../spec.ts'
import { fcntlArgument, fcntlCommand } from './fcntl.ts'
import {
  AT_FLAGS,
  advice,
  MLOCK_FLAGS,
  MLOCKALL_FLAGS,
  MREMAP_FLAGS,
  MSYNC_FLAGS,
  mapFlags,
  memfdFlags,
  openFlags,
  PIPE_FLAGS,
  permissions,
  protection,
  RWF_FLAGS,
  whence,
} from './flag-tables.ts'
import { capData, capHeader, groups, id, idOut } from './identity-params.ts'
import {
  accessFlags,
  accessMode,
  openHow,
  stat,
  statfs,
  statx,
  statxFlags,
  statxMask,
  timePair,
  utimbuf,
} from './metadata-params.ts'
import { device, directoryEntries, isDevice, nodeMode, RENAME_FLAGS } from './path-params.ts'
import { flagText, hex, pointer } from './text.ts'
import { bufferText, iovecsText, pathText, readExact, stringText } from './vectors.ts'

/** A call that is being decoded. */
export interface Decoding {
  readonly task: Task
  readonly params: readonly Param[]
  readonly args: SyscallArgs
  /** Negative, with -errno, if it failed; undefined while it goes on. */
  readonly result: number | undefined
  /** Bytes of a string to show. */
  readonly limit: number
}

/** True if the parameter can only be decoded when the call has ended. */
export function isOutput(param: Param): boolean {
  return typeof param === 'string' ? param.endsWith('-out') : param.output
}

/** Argument `i` as text; undefined if it is not shown. */
export function decodeParam(d: Decoding, param: Param, i: number): string | undefined {
  if (typeof param !== 'string') return param.decode(d, i)
  const { args } = d
  switch (param) {
    case 'hidden':
      return undefined
    case 'int':
    case 'fd':
    case 'pidfd':
      return String(args.int(i))
    case 'uint':
    case 'size':
    case 'new-size':
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
      return pathText(d.task, args.bigint(i))
    case 'name':
      return stringText(d.task, args.bigint(i), Math.min(d.limit, MFD_NAME_MAX))
    case 'open-flags':
      return openFlags(args.int(i))
    case 'mode':
      return modeCounts(d, i) ? permissions(args.int(i) & 0xffff) : undefined
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
      return protection(args.lo[i], args.hi[i])
    case 'map-flags':
      return mapFlags(args.int(i), d.task.syscallTable.arch)
    case 'memfd-flags':
      return memfdFlags(args.int(i))
    case 'mremap-flags':
      return flagText(args.int(i), MREMAP_FLAGS, 'MREMAP_???')
    case 'mremap-address':
      return (args.int(i - 1) & (MREMAP_FIXED | MREMAP_DONTUNMAP)) !== 0 ? pointer(args.bigint(i)) : undefined
    case 'advice':
      return advice(args.int(i))
    case 'msync-flags':
      return flagText(args.int(i), MSYNC_FLAGS, 'MS_???')
    case 'mlock-flags':
      return flagText(args.uint(i), MLOCK_FLAGS, 'MLOCK_???')
    case 'mlockall-flags':
      return flagText(args.int(i), MLOCKALL_FLAGS, 'MCL_???')
    case 'flags':
      return hex(args.uint(i))
    case 'iovec-addresses':
      return iovecsText(d.task, args.bigint(i), args.bigint(i + 1), undefined, d.limit)
    case 'residency-out':
      return residency(d, i)
    case 'fcntl-command':
      return fcntlCommand(args.int(i))
    case 'fcntl-argument':
      return fcntlArgument(d.task, args.int(i - 1), args, i)
    case 'buffer-in':
      return bufferText(d.task, args.bigint(i), args.bigint(i + 1), d.limit)
    case 'buffer-out':
      if (failed(d)) return pointer(args.bigint(i))
      return bufferText(d.task, args.bigint(i), BigInt(d.result ?? 0), d.limit)
    case 'iovec-in':
      return iovecsText(d.task, args.bigint(i), args.bigint(i + 1), Number.POSITIVE_INFINITY, d.limit)
    case 'iovec-out':
      return iovecsText(d.task, args.bigint(i), args.bigint(i + 1), failed(d) ? undefined : d.result, d.limit)
    case 'fd-pair-out':
      return fdPair(d, i)
    case 'stat-out':
      return failed(d) ? pointer(args.bigint(i)) : stat(d.task, args.bigint(i))
    case 'statx-flags':
      return statxFlags(args.int(i))
    case 'statx-mask':
      return statxMask(args.uint(i))
    case 'statx-out':
      return failed(d) ? pointer(args.bigint(i)) : statx(d.task, args.bigint(i))
    case 'statfs-out':
      return failed(d) ? pointer(args.bigint(i)) : statfs(d.task, args.bigint(i))
    case 'access-mode':
      return accessMode(args.int(i))
    case 'access-flags':
      return accessFlags(args.int(i))
    case 'utimbuf-in':
      return utimbuf(d.task, args.bigint(i))
    case 'timevals-in':
      return timePair(d.task, args.bigint(i), 'tv_usec')
    case 'timespecs-in':
      return timePair(d.task, args.bigint(i), 'tv_nsec')
    case 'open-how':
      return openHow(d.task, args.bigint(i), args.bigint(i + 1))
    case 'id':
      return id(args.int(i))
    case 'id-out':
      return failed(d) ? pointer(args.bigint(i)) : idOut(d.task, args.bigint(i))
    case 'groups-in':
      return groups(d.task, args.bigint(i), args.int(i - 1), d.limit)
    case 'groups-out':
      if (failed(d) || args.int(i - 1) === 0) return pointer(args.bigint(i))
      return groups(d.task, args.bigint(i), d.result ?? 0, d.limit)
    case 'cap-header':
      return capHeader(d.task, args.bigint(i))
    case 'cap-data-in':
      return capData(d.task, args.bigint(i), args.bigint(i - 1))
    case 'cap-data-out':
      return failed(d) ? pointer(args.bigint(i)) : capData(d.task, args.bigint(i), args.bigint(i - 1))
    case 'node-mode':
      return nodeMode(args.int(i) & 0xffff)
    case 'device':
      return isDevice(args.int(i - 1)) ? device(args.uint(i)) : undefined
    case 'rename-flags':
      return flagText(args.int(i), RENAME_FLAGS, 'RENAME_??')
    case 'string-out':
      return failed(d) ? pointer(args.bigint(i)) : pathText(d.task, args.bigint(i))
    case 'dirents-out':
    case 'dirents64-out':
      return failed(d) ? pointer(args.bigint(i)) : directoryEntries(d.task, args.bigint(i), d.result ?? 0)
  }
}

/** The call goes on, or has failed: what it was to fill in is not there. */
export function failed(d: Decoding): boolean {
  return d.result === undefined || d.result < 0
}

/** The mode of open(2) counts only if a file may be made; that of other calls always. */
function modeCounts(d: Decoding, i: number): boolean {
  if (d.params[i - 1] !== 'open-flags') return true
  return (d.args.int(i - 1) & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) !== 0
}

function fdPair(d: Decoding, i: number): string {
  const at = d.args.bigint(i)
  const bytes = new Uint8Array(8)
  if (failed(d) || !readExact(d.task, at, bytes)) return pointer(at)
  const view = new DataView(bytes.buffer)
  return `[${view.getInt32(0, true)}, ${view.getInt32(4, true)}]`
}

/** The bytes of mincore(2), of which only the lowest bit counts. */
function residency(d: Decoding, i: number): string {
  const at = d.args.bigint(i)
  const pages = Number(d.args.bigint(i - 1) / 4096n + (d.args.bigint(i - 1) % 4096n === 0n ? 0n : 1n))
  if (failed(d)) return pointer(at)
  const bytes = new Uint8Array(Math.min(pages, d.limit))
  if (!readExact(d.task, at, bytes)) return pointer(at)
  return `[${Array.from(bytes, (b) => b & 1).join(', ')}${pages > d.limit ? ', ...' : ''}]`
}
