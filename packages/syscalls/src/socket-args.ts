// Sockets and their addresses as system calls are given them. Linux: net/socket.c sockfd_lookup, move_addr_to_kernel,
// move_addr_to_user; net/unix/af_unix.c unix_validate_addr.

import {
  AF_UNIX,
  AT_FDCWD,
  EBADF,
  EFAULT,
  EINVAL,
  ENOTSOCK,
  type Errno,
  i32,
  OK,
  SOCKADDR_FAMILY,
  SOCKADDR_MAX,
  SOCKADDR_UN_SIZE,
  SUN_PATH_OFFSET,
} from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { findSocket, type Owner, type Ucred, UnixAddress, UnixSocket } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { pathContextAt } from './path-args.ts'

/** The socket behind a descriptor: EBADF, ENOTSOCK. */
export function socketOf(t: Task, fd: number): UnixSocket | Errno {
  const file = fileOf(t, fd)
  if (file === undefined) return EBADF
  return file instanceof UnixSocket ? file : ENOTSOCK
}

/** Who sends, as messages say it. */
export function ucredOf(t: Task): Ucred {
  const { uid, gid } = t.credentials.parts
  return { pid: t.threadGroup.pid, uid, gid }
}

/** To whom a socket belongs, as its peer can ask. */
export function ownerOf(t: Task): Owner {
  const { credentials, threadGroup } = t
  const { euid, egid } = credentials.parts
  return { who: { pid: threadGroup.pid, uid: euid, gid: egid }, credentials }
}

/** The bytes of an address, of any family: EINVAL for an impossible length, EFAULT. */
export function copyInAddress(t: Task, at: Addr, length: number): Uint8Array | Errno {
  if (length < 0 || length > SOCKADDR_MAX) return EINVAL
  const bytes = new Uint8Array(length)
  return length === 0 || t.copyIn(at, bytes).err === OK ? bytes : EFAULT
}

/** The family of an address; undefined if it is too short to have one. */
export function familyOf(address: Uint8Array): number | undefined {
  if (address.length < SOCKADDR_FAMILY.size) return undefined
  return SOCKADDR_FAMILY.read(new DataView(address.buffer, address.byteOffset, address.length), 0).sa_family
}

/** EINVAL if it is no address of a Unix domain socket. */
export function unixAddress(address: Uint8Array): UnixAddress | Errno {
  if (address.length <= SUN_PATH_OFFSET || address.length > SOCKADDR_UN_SIZE) return EINVAL
  return familyOf(address) === AF_UNIX ? UnixAddress.of(address.subarray(SUN_PATH_OFFSET)) : EINVAL
}

/** Looks for the socket of this type at an address, on the task's behalf. */
export function findAddress(t: Task, type: number, address: UnixAddress): UnixSocket | Errno {
  const context = pathContextAt(t, AT_FDCWD, '')
  return typeof context === 'number' ? context : findSocket(t.kernel.unixSockets, type, address, context)
}

/** The bytes of what getsockname(2) tells: of a socket without a name, its family. */
export function addressBytes(address: UnixAddress | undefined): Uint8Array {
  const path = address?.bytes ?? new Uint8Array(0)
  const bytes = new Uint8Array(SUN_PATH_OFFSET + path.length)
  bytes[0] = AF_UNIX
  bytes.set(path, SUN_PATH_OFFSET)
  return bytes
}

/**
 * Stores an address, as much as there is room for; the int at `lengthAt` says how much that is, and is told how much it
 * would have been. EFAULT, EINVAL.
 */
export function copyOutAddress(t: Task, bytes: Uint8Array, at: Addr, lengthAt: Addr): Errno {
  const { value: room } = copyStructIn(t, lengthAt, i32)
  if (room === undefined) return EFAULT
  if (room >= 0 && copyStructOut(t, lengthAt, i32, bytes.length).err !== OK) return EFAULT
  if (room < 0) return EINVAL
  const shown = bytes.subarray(0, room)
  return shown.length === 0 || t.copyOut(at, shown).err === OK ? OK : EFAULT
}
