// fcntl(2): the names of its commands, and what its argument and its result are for each.

import {
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
  F_RDLCK,
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
  F_UNLCK,
  F_WRLCK,
  FD_CLOEXEC,
  FLOCK,
  signalName,
} from '@jvisor/abi'
import type { SyscallArgs, Task } from '@jvisor/kernel'
import { byValue, openFlags, table, whence } from './flag-tables.ts'
import { flagText, hex, pointer, valueText } from './text.ts'
import { readExact } from './vectors.ts'

/** The commands that we have not; they are only shown (include/uapi/asm-generic/fcntl.h, include/uapi/linux/fcntl.h). */
const F_SETSIG = 10
const F_GETSIG = 11
const F_GETOWNER_UIDS = 17
const F_SETLEASE = 1024
const F_GETLEASE = 1025
const F_NOTIFY = 1026
const F_CANCELLK = 1029

const COMMANDS = byValue({
  F_DUPFD,
  F_GETFD,
  F_SETFD,
  F_GETFL,
  F_SETFL,
  F_GETLK,
  F_SETLK,
  F_SETLKW,
  F_SETOWN,
  F_GETOWN,
  F_SETSIG,
  F_GETSIG,
  F_SETOWN_EX,
  F_GETOWN_EX,
  F_GETOWNER_UIDS,
  F_OFD_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_SETLEASE,
  F_GETLEASE,
  F_NOTIFY,
  F_CANCELLK,
  F_DUPFD_CLOEXEC,
  F_SETPIPE_SZ,
  F_GETPIPE_SZ,
  F_ADD_SEALS,
  F_GET_SEALS,
})
const DESCRIPTOR_FLAGS = table({ FD_CLOEXEC })
const LOCK_TYPES = byValue({ F_RDLCK, F_WRLCK, F_UNLCK })
const EVENTS = table({
  DN_ACCESS: 0x1,
  DN_MODIFY: 0x2,
  DN_CREATE: 0x4,
  DN_DELETE: 0x8,
  DN_RENAME: 0x10,
  DN_ATTRIB: 0x20,
  DN_MULTISHOT: 0x80000000,
})
const SEALS = table({
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_GROW,
  F_SEAL_WRITE,
  F_SEAL_FUTURE_WRITE,
  F_SEAL_EXEC,
})

/** A command. */
export function fcntlCommand(command: number): string {
  return valueText(command, COMMANDS, 'F_???')
}

/** The argument of a command, which is in register `i`; undefined if the command has none. */
export function fcntlArgument(task: Task, command: number, args: SyscallArgs, i: number): string | undefined {
  switch (command) {
    case F_SETLK:
    case F_SETLKW:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
      return lock(task, args.bigint(i))
    case F_GETFD:
    case F_GETFL:
    case F_GETOWN:
    case F_GETSIG:
    case F_GETLEASE:
    case F_GETPIPE_SZ:
    case F_GET_SEALS:
      return undefined
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
    case F_SETOWN:
    case F_SETPIPE_SZ:
      return String(args.int(i))
    case F_SETFD:
      return flagText(args.int(i), DESCRIPTOR_FLAGS, 'FD_???')
    case F_SETFL:
      return openFlags(args.int(i))
    case F_SETSIG:
      return signalName(args.int(i))
    case F_SETLEASE:
      return valueText(args.int(i), LOCK_TYPES, 'F_???')
    case F_NOTIFY:
      return flagText(args.int(i), EVENTS, 'DN_???')
    case F_ADD_SEALS:
      return flagText(args.lo[i], SEALS, 'F_SEAL_???', args.hi[i])
    default:
      return COMMANDS.has(command) && command !== F_CANCELLK ? pointer(args.bigint(i)) : hex(args.bigint(i))
  }
}

/** The lock that is wanted. */
function lock(task: Task, at: bigint): string {
  const bytes = new Uint8Array(FLOCK.size)
  if (!readExact(task, at, bytes)) return pointer(at)
  const l = FLOCK.read(new DataView(bytes.buffer), 0)
  const type = valueText(l.l_type & 0xffff, LOCK_TYPES, 'F_???')
  const from = whence(l.l_whence & 0xffff)
  return `{l_type=${type}, l_whence=${from}, l_start=${l.l_start}, l_len=${l.l_len}}`
}

/** What a command gave: flags by name, else a number. */
export function fcntlResult(command: number, result: number): string {
  if (command === F_GETFL) return `${hex(result)} (flags ${openFlags(result)})`
  if (command === F_GETFD && result !== 0)
    return `${hex(result)} (flags ${flagText(result, DESCRIPTOR_FLAGS)})`
  if (command === F_GET_SEALS && result !== 0) return `${hex(result)} (seals ${flagText(result, SEALS)})`
  return String(result)
}
