// Names and connections of Unix domain sockets: socketpair, bind, listen, connect, accept. gVisor: socket/unix/unix.go.
// Linux: net/unix/af_unix.c. The order of the checks is Linux's.

import {
  EADDRINUSE,
  ECONNREFUSED,
  EEXIST,
  EINVAL,
  EISCONN,
  ENFILE,
  ENOSPC,
  EOPNOTSUPP,
  EPERM,
  EPROTOTYPE,
  type Errno,
  OK,
  S_IFMT,
  S_IFSOCK,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { Credentials } from '../credentials.ts'
import { makeNodeAt } from '../making.ts'
import { walkPath } from '../path-walk.ts'
import { checkPermission, MAY_WRITE } from '../permissions.ts'
import { unlinkAt } from '../removing.ts'
import type { PathContext } from '../virtual-dentry.ts'
import type { UnixAddress } from './address.ts'
import { DatagramSocket } from './datagram.ts'
import { NO_RECEIVING, type Owner, type UnixSocket } from './socket.ts'
import { StreamSocket } from './stream.ts'
import type { UnixSockets } from './unix-sockets.ts'

/** A socket of one of the three types. ENFILE: there are as many as there may be. */
export function createSocket(sockets: UnixSockets, type: number, nonblocking: boolean): UnixSocket | Errno {
  if (sockets.isFull) return ENFILE
  return type === SOCK_STREAM
    ? new StreamSocket(sockets, nonblocking)
    : new DatagramSocket(sockets, type, nonblocking)
}

/** socketpair(2): two sockets of one owner that are connected. */
export function createPair(
  sockets: UnixSockets,
  type: number,
  nonblocking: boolean,
  owner: Owner,
): readonly [UnixSocket, UnixSocket] | Errno {
  const a = createSocket(sockets, type, nonblocking)
  if (typeof a === 'number') return a
  const b = createSocket(sockets, type, nonblocking)
  if (typeof b === 'number') {
    a.decRef()
    return b
  }
  for (const [socket, peer] of [[a, b] as const, [b, a] as const]) {
    socket.peer = peer
    socket.state = 'connected'
    socket.owner = owner
    socket.peerOwner = owner
  }
  return [a, b]
}

/** Gives a socket a name of the kernel's choice, if it has none. */
export function autobindSocket(socket: UnixSocket): Errno {
  return socket.autobind() ? OK : ENOSPC
}

/**
 * bind(2). `context` and `permissions` (less the umask) are for a path. EADDRINUSE; EINVAL if it has a name, which only
 * shows once the socket file could be made; what making a file finds.
 */
export function bindSocket(
  socket: UnixSocket,
  address: UnixAddress,
  context: PathContext,
  permissions: number,
): Errno {
  const { sockets } = socket
  if (address.isAbstract) {
    if (socket.address !== undefined) return EINVAL
    if (sockets.findAbstract(socket.type, address) !== undefined) return EADDRINUSE
    sockets.nameAbstract(socket, address)
    return OK
  }
  const { path } = address
  const err = makeNodeAt(context, path, S_IFSOCK | permissions, 0)
  if (err !== OK) return err === EEXIST ? EADDRINUSE : err
  const made = walkPath(context, path, false)
  if (typeof made === 'number') return made
  if (socket.address !== undefined) {
    unlinkAt(context, path)
    return EINVAL
  }
  sockets.nameInode(socket, address, made.inode)
  return OK
}

/** listen(2). EOPNOTSUPP: a type without connections; EINVAL: no name, or connected. */
export function listenSocket(socket: UnixSocket, backlog: number, owner: Owner): Errno {
  if (!socket.hasConnection) return EOPNOTSUPP
  if (socket.address === undefined || socket.state === 'connected') return EINVAL
  if (backlog > socket.backlog) socket.wakeWaiters()
  socket.backlog = backlog
  socket.state = 'listening'
  socket.owner = owner
  return OK
}

/**
 * The socket of a type at an address. For a path: what walking finds, EACCES without permission to write, ECONNREFUSED
 * if no socket is bound to the file, EPROTOTYPE if one of another type is; for an abstract name ECONNREFUSED.
 */
export function findSocket(
  sockets: UnixSockets,
  type: number,
  address: UnixAddress,
  context: PathContext,
): UnixSocket | Errno {
  if (address.isAbstract) return sockets.findAbstract(type, address) ?? ECONNREFUSED
  const found = walkPath(context, address.path, true)
  if (typeof found === 'number') return found
  const refused = checkPermission(context.credentials ?? Credentials.ROOT, found.inode, MAY_WRITE)
  if (refused !== OK) return refused
  if ((found.inode.mode & S_IFMT) !== S_IFSOCK) return ECONNREFUSED
  const socket = sockets.findByInode(found.inode)
  if (socket === undefined) return ECONNREFUSED
  if (socket.type !== type) return EPROTOTYPE
  found.touchAtime()
  return socket
}

/** Connects a datagram socket, or with `other` undefined disconnects it. EPERM: the other one is somebody else's. */
export function connectDatagram(socket: UnixSocket, other: UnixSocket | undefined): Errno {
  if (other?.peer !== undefined && other.peer !== socket) return EPERM
  if (socket instanceof DatagramSocket) socket.disconnect(other)
  return OK
}

/**
 * Connects a socket of SOCK_STREAM or SOCK_SEQPACKET. WOULD_BLOCK: as many wait to be accepted as may; the socket is
 * told when there is room. ECONNREFUSED, EISCONN, EINVAL (it listens itself), ENFILE.
 */
export function connectSocket(socket: UnixSocket, find: () => UnixSocket | Errno, owner: Owner): Errno {
  const { sockets } = socket
  if (socket.options.passCredentials && !socket.autobind()) return ENOSPC
  if (sockets.isFull) return ENFILE
  const listener = find()
  if (typeof listener === 'number') return listener
  if (listener.state !== 'listening' || (listener.shut & NO_RECEIVING) !== 0) return ECONNREFUSED
  if (listener.pending.length > listener.backlog) {
    listener.waiters.add(socket)
    return WOULD_BLOCK
  }
  if (socket.state !== 'closed') return socket.state === 'connected' ? EISCONN : EINVAL
  const accepted = createSocket(sockets, socket.type, false)
  if (typeof accepted === 'number') return accepted
  accepted.peer = socket
  accepted.state = 'connected'
  accepted.address = listener.address
  accepted.peerOwner = owner
  accepted.listener = listener
  accepted.owner = listener.owner
  socket.peer = accepted
  socket.state = 'connected'
  socket.peerOwner = listener.owner
  socket.owner = owner
  listener.pending.push(accepted)
  listener.notifyIn()
  return OK
}

/**
 * The oldest connection that waits; the caller has its reference. EOPNOTSUPP, EINVAL (it does not listen), WOULD_BLOCK;
 * EINVAL if it was shut down, for those who wait.
 */
export function acceptSocket(listener: UnixSocket, waits: boolean): UnixSocket | Errno {
  if (!listener.hasConnection) return EOPNOTSUPP
  if (listener.state !== 'listening') return EINVAL
  const accepted = listener.pending.shift()
  if (accepted === undefined) {
    return waits && (listener.shut & NO_RECEIVING) !== 0 ? EINVAL : WOULD_BLOCK
  }
  accepted.listener = undefined
  listener.wakeWaiters()
  return accepted
}

/** The types there are; SOCK_RAW is taken for SOCK_DGRAM. */
export const SOCKET_TYPES: ReadonlySet<number> = new Set([SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET])
