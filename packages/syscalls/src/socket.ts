// Sockets and their connections: socket, socketpair, bind, listen, accept, connect, shutdown, and their names.
// gVisor: pkg/sentry/syscalls/linux/sys_socket.go. Linux: net/socket.c.

import {
  AF_MAX,
  AF_UNIX,
  AF_UNSPEC,
  AT_FDCWD,
  EAFNOSUPPORT,
  EAGAIN,
  EFAULT,
  EINVAL,
  EMFILE,
  ENOTCONN,
  EPROTONOSUPPORT,
  type Errno,
  ESOCKTNOSUPPORT,
  O_NONBLOCK,
  OK,
  SHUT_RD,
  SHUT_RDWR,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_MAX,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOCK_TYPE_MASK,
  SOMAXCONN,
  SUN_PATH_OFFSET,
  WOULD_BLOCK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { Addr } from '@jvisor/usermem'
import {
  acceptSocket,
  autobindSocket,
  bindSocket,
  connectDatagram,
  connectSocket,
  createPair,
  createSocket,
  EVENT_IN,
  EVENT_OUT,
  type FileDescription,
  listenSocket,
  SOCKET_TYPES,
  type UnixSocket,
} from '@jvisor/vfs'
import { waiting, waitLimit } from './io-result.ts'
import { pathContextAt } from './path-args.ts'
import {
  addressBytes,
  copyInAddress,
  copyOutAddress,
  familyOf,
  findAddress,
  ownerOf,
  socketOf,
  unixAddress,
} from './socket-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import {
  ADDRESS_IN,
  ADDRESS_LENGTH,
  ADDRESS_LENGTH_OUT,
  ADDRESS_OUT,
  SOCKET,
  socketAndLength,
} from './strace/socket-address.ts'
import {
  BACKLOG,
  FAMILY,
  HOW,
  PAIR_OUT,
  PROTOCOL,
  SOCKET_FLAGS,
  SOCKET_TYPE,
} from './strace/socket-params.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** SOCK_CLOEXEC and SOCK_NONBLOCK are the flags that may stand beside a type, and before a descriptor is looked at. */
function badFlags(flags: number): boolean {
  return (flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) !== 0
}

/** The type of socket that there will be: EAFNOSUPPORT, EINVAL, EPROTONOSUPPORT, ESOCKTNOSUPPORT. */
function checkKind(family: number, type: number, protocol: number): number {
  if (family < 0 || family >= AF_MAX) return -EAFNOSUPPORT
  if (type >= SOCK_MAX) return -EINVAL
  if (family !== AF_UNIX) return -EAFNOSUPPORT
  if (protocol !== 0 && protocol !== AF_UNIX) return -EPROTONOSUPPORT
  if (type === SOCK_RAW) return SOCK_DGRAM
  return SOCKET_TYPES.has(type) ? type : -ESOCKTNOSUPPORT
}

/** socket(2). */
function socket(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(1)
  if (badFlags(flags & ~SOCK_TYPE_MASK)) return -EINVAL
  const type = checkKind(a.int(0), flags & SOCK_TYPE_MASK, a.int(2))
  if (type < 0) return type
  const made = createSocket(t.kernel.unixSockets, type, (flags & SOCK_NONBLOCK) !== 0)
  return typeof made === 'number' ? -made : addFile(t, made, (flags & SOCK_CLOEXEC) !== 0)
}

/** A descriptor for a new file, which is closed if there is none: EMFILE. */
function addFile(t: Task, file: FileDescription, cloexec: boolean): SyscallResult {
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, cloexec)
  if (fd < 0) file.decRef()
  return fd
}

/** socketpair(2). The descriptors are stored before there are sockets, and stay there if there never are. */
function socketpair(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(1)
  if (badFlags(flags & ~SOCK_TYPE_MASK)) return -EINVAL
  const first = t.fdTable.nextFree(0)
  const second = t.fdTable.nextFree(first + 1)
  if (second >= t.threadGroup.limits.openFiles) return -EMFILE
  const fds = new Uint8Array(Int32Array.of(first, second).buffer)
  if (t.copyOut(a.pointer(3), fds).err !== OK) return -EFAULT
  const type = checkKind(a.int(0), flags & SOCK_TYPE_MASK, a.int(2))
  if (type < 0) return type
  const pair = createPair(t.kernel.unixSockets, type, (flags & SOCK_NONBLOCK) !== 0, ownerOf(t))
  if (typeof pair === 'number') return -pair
  for (const end of pair) addFile(t, end, (flags & SOCK_CLOEXEC) !== 0)
  return 0
}

/** bind(2). An address that is nothing but its family asks for a name of the kernel's choice. */
function bind(t: Task, a: SyscallArgs): SyscallResult {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const bytes = copyInAddress(t, a.pointer(1), a.int(2))
  if (typeof bytes === 'number') return -bytes
  if (bytes.length === SUN_PATH_OFFSET && familyOf(bytes) === AF_UNIX) return -autobindSocket(s)
  const address = unixAddress(bytes)
  if (typeof address === 'number') return -address
  const context = pathContextAt(t, AT_FDCWD, '')
  if (typeof context === 'number') return -context
  return -bindSocket(s, address, context, 0o777 & ~t.fsContext.umask)
}

/** listen(2). */
function listen(t: Task, a: SyscallArgs): SyscallResult {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const backlog = a.uint(1)
  return -listenSocket(s, Math.min(backlog, SOMAXCONN), ownerOf(t))
}

/** connect(2). */
function connect(t: Task, a: SyscallArgs): Result {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const bytes = copyInAddress(t, a.pointer(1), a.int(2))
  if (typeof bytes === 'number') return -bytes
  if (!s.hasConnection && familyOf(bytes) === AF_UNSPEC) return -connectDatagram(s, undefined)
  const address = unixAddress(bytes)
  if (typeof address === 'number') return -address
  if (!s.hasConnection) {
    if (s.options.passCredentials) autobindSocket(s)
    const other = findAddress(t, s.type, address)
    return -(typeof other === 'number' ? other : connectDatagram(s, other))
  }
  const owner = ownerOf(t)
  const attempt = () => connectSocket(s, () => findAddress(t, s.type, address), owner)
  const err = attempt()
  if (err !== WOULD_BLOCK) return -err
  return nonblocking(s) ? -EAGAIN : connectWaiting(t, s, attempt)
}

function nonblocking(s: UnixSocket): boolean {
  return (s.statusFlags & O_NONBLOCK) !== 0
}

async function connectWaiting(t: Task, s: UnixSocket, attempt: () => Errno): Promise<SyscallResult> {
  const limit = waitLimit(s.writeTimeoutNs)
  const err = await waiting(t, s, EVENT_OUT, () => unlessBlocked(attempt()), limit)
  return -untilEnded(err ?? limit.interrupted)
}

function unlessBlocked<R>(result: R): R | undefined {
  return result === WOULD_BLOCK ? undefined : result
}

/** What a program sees of a reason to stop waiting. */
function untilEnded(err: Errno): Errno {
  return err === WOULD_BLOCK ? EAGAIN : err
}

/** accept(2). */
function accept(t: Task, a: SyscallArgs): Result {
  return acceptFile(t, a, 0)
}

/** accept4(2). */
function accept4(t: Task, a: SyscallArgs): Result {
  return acceptFile(t, a, a.int(3))
}

function acceptFile(t: Task, a: SyscallArgs, flags: number): Result {
  if (badFlags(flags)) return -EINVAL
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  if (t.fdTable.nextFree(0) >= t.threadGroup.limits.openFiles) return -EMFILE
  const [at, lengthAt] = [a.pointer(1), a.pointer(2)]
  const accepted = acceptSocket(s, !nonblocking(s))
  if (typeof accepted !== 'number') return install(t, accepted, flags, at, lengthAt)
  if (accepted !== WOULD_BLOCK) return -accepted
  return nonblocking(s) ? -EAGAIN : acceptWaiting(t, s, flags, at, lengthAt)
}

async function acceptWaiting(
  t: Task,
  s: UnixSocket,
  flags: number,
  at: Addr,
  lengthAt: Addr,
): Promise<SyscallResult> {
  const limit = waitLimit(s.readTimeoutNs)
  const accepted = await waiting(t, s, EVENT_IN, () => unlessBlocked(acceptSocket(s, true)), limit)
  if (accepted === undefined) return -untilEnded(limit.interrupted)
  return typeof accepted === 'number' ? -accepted : install(t, accepted, flags, at, lengthAt)
}

/** Gives a connection its descriptor, once its peer's name is stored: if that fails, the connection is lost. */
function install(t: Task, s: UnixSocket, flags: number, at: Addr, lengthAt: Addr): SyscallResult {
  if ((flags & SOCK_NONBLOCK) !== 0) s.statusFlags |= O_NONBLOCK
  if (at !== 0) {
    const err = copyOutAddress(t, addressBytes(s.peer?.address), at, lengthAt)
    if (err !== OK) {
      s.decRef()
      return -err
    }
  }
  return addFile(t, s, (flags & SOCK_CLOEXEC) !== 0)
}

/** shutdown(2). */
function shutdown(t: Task, a: SyscallArgs): SyscallResult {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const how = a.int(1)
  if (how < SHUT_RD || how > SHUT_RDWR) return -EINVAL
  s.shutDown(how + 1)
  return 0
}

/** getsockname(2). */
function getsockname(t: Task, a: SyscallArgs): SyscallResult {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  return -copyOutAddress(t, addressBytes(s.address), a.pointer(1), a.pointer(2))
}

/** getpeername(2). */
function getpeername(t: Task, a: SyscallArgs): SyscallResult {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  if (s.peer === undefined) return -ENOTCONN
  return -copyOutAddress(t, addressBytes(s.peer.address), a.pointer(1), a.pointer(2))
}

const OTHER_FAMILIES = 'families but AF_UNIX (EAFNOSUPPORT)'

export const SOCKET_SYSCALLS: readonly SyscallSpec[] = [
  syscall('socket', socket, [FAMILY, SOCKET_TYPE, PROTOCOL], { unsupported: OTHER_FAMILIES }),
  syscall('socketpair', socketpair, [FAMILY, SOCKET_TYPE, PROTOCOL, PAIR_OUT], {
    unsupported: OTHER_FAMILIES,
  }),
  syscall('bind', bind, [SOCKET, ADDRESS_IN, ADDRESS_LENGTH]),
  syscall('listen', listen, [SOCKET, BACKLOG]),
  syscall('accept', accept, [socketAndLength(2), ADDRESS_OUT, ADDRESS_LENGTH_OUT]),
  syscall('accept4', accept4, [socketAndLength(2), ADDRESS_OUT, ADDRESS_LENGTH_OUT, SOCKET_FLAGS]),
  syscall('connect', connect, [SOCKET, ADDRESS_IN, ADDRESS_LENGTH]),
  syscall('shutdown', shutdown, [SOCKET, HOW]),
  syscall('getsockname', getsockname, [socketAndLength(2), ADDRESS_OUT, ADDRESS_LENGTH_OUT]),
  syscall('getpeername', getpeername, [socketAndLength(2), ADDRESS_OUT, ADDRESS_LENGTH_OUT]),
]
