// Control messages: descriptors and credentials that travel with bytes. gVisor: pkg/sentry/socket/control.
// Linux: net/core/scm.c.

import {
  CAP_SETGID,
  CAP_SETUID,
  CAP_SYS_ADMIN,
  CAP_SYS_RESOURCE,
  CMSGHDR,
  EBADF,
  EFAULT,
  EINVAL,
  ENOBUFS,
  ENOTCONN,
  EPERM,
  type Errno,
  ESRCH,
  MSG_CMSG_CLOEXEC,
  MSG_CTRUNC,
  OK,
  SCM_CREDENTIALS,
  SCM_MAX_FD,
  SCM_RIGHTS,
  SOCK_SEQPACKET,
  SOL_SOCKET,
  UCRED,
} from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { type Addr, addLength, INVALID_ADDR } from '@jvisor/usermem'
import type { FileDescription, FilesInFlight, Incoming, Ucred, UnixSocket } from '@jvisor/vfs'
import { anyFileOf } from './files.ts'

/** Bytes of control messages that one call may send (/proc/sys/net/core/optmem_max). */
const MAX_CONTROL = 131072
const ALIGN = 8
/** An ID that is none, as programs see it (overflowuid). */
const NOBODY = 65534
const UNKNOWN: Ucred = { pid: 0, uid: NOBODY, gid: NOBODY }

/** What a program wants to send along. */
export interface ControlToSend {
  readonly files: FilesInFlight | undefined
  readonly who: Ucred | undefined
}

export const NO_CONTROL: ControlToSend = { files: undefined, who: undefined }

/**
 * Reads control messages; the files get a reference each. EINVAL, EFAULT, ENOBUFS (too much), EBADF, EPERM and ESRCH
 * (credentials that are not the task's to use), ETOOMANYREFS; ENOTCONN of a SOCK_SEQPACKET. Those of other levels do not
 * count.
 */
export function copyInControl(t: Task, s: UnixSocket, at: Addr, length: number): ControlToSend | Errno {
  if (length === 0) return NO_CONTROL
  if (length >= MAX_CONTROL) return ENOBUFS
  const bytes = new Uint8Array(length)
  if (t.copyIn(at, bytes).err !== OK) return EFAULT
  if (s.type === SOCK_SEQPACKET && s.state !== 'connected') return ENOTCONN
  const files: FileDescription[] = []
  const found = parse(t, bytes, files)
  const { inFlight } = t.kernel.unixSockets
  let launched: FilesInFlight | Errno | undefined
  if (typeof found !== 'number' && files.length > 0) {
    const { credentials, threadGroup } = t
    const free = credentials.has(CAP_SYS_RESOURCE) || credentials.has(CAP_SYS_ADMIN)
    const limit = free ? Infinity : threadGroup.limits.openFiles
    launched = inFlight.launch(files, credentials.parts.uid, limit)
  }
  if (typeof found === 'number' || typeof launched === 'number') {
    inFlight.close(files)
    return typeof found === 'number' ? found : (launched as Errno)
  }
  return { files: launched, who: found.who }
}

/** Puts the files into `files`. @returns the credentials, or why the messages are wrong */
function parse(
  t: Task,
  bytes: Uint8Array,
  files: FileDescription[],
): { readonly who: Ucred | undefined } | Errno {
  const view = new DataView(bytes.buffer)
  let who: Ucred | undefined
  for (let at = 0; at + CMSGHDR.size <= bytes.length; ) {
    const { cmsg_len, cmsg_level, cmsg_type } = CMSGHDR.read(view, at)
    if (cmsg_len < CMSGHDR.size || cmsg_len > bytes.length - at) return EINVAL
    const body = new DataView(bytes.buffer, at + CMSGHDR.size, cmsg_len - CMSGHDR.size)
    at += Math.ceil(cmsg_len / ALIGN) * ALIGN
    if (cmsg_level !== SOL_SOCKET) continue
    if (cmsg_type === SCM_RIGHTS) {
      const err = takeFiles(t, body, files)
      if (err !== OK) return err
    } else if (cmsg_type === SCM_CREDENTIALS) {
      if (body.byteLength !== UCRED.size) return EINVAL
      who = UCRED.read(body, 0)
      const err = mayUse(t, who)
      if (err !== OK) return err
    } else return EINVAL
  }
  return { who }
}

/** Adds the files behind descriptors, with a reference each. */
function takeFiles(t: Task, body: DataView, files: FileDescription[]): Errno {
  const count = Math.floor(body.byteLength / 4)
  if (files.length + count > SCM_MAX_FD) return EINVAL
  for (let i = 0; i < count; i++) {
    const file = anyFileOf(t, body.getInt32(i * 4, true))
    if (file === undefined) return EBADF
    file.incRef()
    files.push(file)
  }
  return OK
}

/** @see scm_check_creds (Linux 6.18 net/core/scm.c) */
function mayUse(t: Task, { pid, uid, gid }: Ucred): Errno {
  const { credentials: who } = t
  const p = who.parts
  if (uid === 0xffffffff || gid === 0xffffffff) return EINVAL
  const pidFits = pid === t.threadGroup.pid || who.has(CAP_SYS_ADMIN)
  const uidFits = uid === p.uid || uid === p.euid || uid === p.suid || who.has(CAP_SETUID)
  const gidFits = gid === p.gid || gid === p.egid || gid === p.sgid || who.has(CAP_SETGID)
  if (!pidFits || !uidFits || !gidFits) return EPERM
  return t.kernel.processes.has(pid) || t.kernel.tasks.has(pid) ? OK : ESRCH
}

/** Where control messages go, and what of it is left. */
interface Room {
  at: Addr
  left: number
  flags: number
}

/**
 * Stores what came along with bytes, and gives files their descriptors; what there is no room for is dropped, and
 * MSG_CTRUNC says so. @returns bytes stored, and MSG_CTRUNC or 0
 */
export function copyOutControl(
  t: Task,
  s: UnixSocket,
  into: Incoming,
  at: Addr,
  length: number,
  flags: number,
): { readonly bytes: number; readonly flags: number } {
  const files = arrivedFiles(s, into)
  const { passCredentials } = s.options
  if (at === 0) {
    s.sockets.inFlight.close(files)
    return { bytes: 0, flags: passCredentials || files.length > 0 ? MSG_CTRUNC : 0 }
  }
  const room: Room = { at, left: length, flags: 0 }
  if (passCredentials) putCredentials(t, into.who ?? UNKNOWN, room)
  if (files.length > 0) putFiles(t, s, files, room, (flags & MSG_CMSG_CLOEXEC) !== 0)
  return { bytes: length - room.left, flags: room.flags }
}

/** The files that came, with a reference each; those of a message that was only looked at stay there too. */
export function arrivedFiles(s: UnixSocket, into: Incoming): readonly FileDescription[] {
  const { files, peeked } = into
  into.files = undefined
  if (files === undefined) return []
  return peeked ? s.sockets.inFlight.copies(files) : s.sockets.inFlight.land(files)
}

/** @see put_cmsg (Linux 6.18 net/core/scm.c): what cannot be stored is left out, and nobody told */
function putCredentials(t: Task, who: Ucred, room: Room): void {
  if (room.left < CMSGHDR.size) {
    room.flags |= MSG_CTRUNC
    return
  }
  const whole = CMSGHDR.size + UCRED.size
  const length = Math.min(whole, room.left)
  if (length < whole) room.flags |= MSG_CTRUNC
  const bytes = new Uint8Array(whole)
  const view = new DataView(bytes.buffer)
  CMSGHDR.write(view, 0, { cmsg_len: length, cmsg_level: SOL_SOCKET, cmsg_type: SCM_CREDENTIALS })
  UCRED.write(view, CMSGHDR.size, who)
  if (t.copyOut(room.at, bytes.subarray(0, length)).err === OK) advance(room, whole)
}

/** @see scm_detach_fds (Linux 6.18 net/core/scm.c) */
function putFiles(
  t: Task,
  s: UnixSocket,
  files: readonly FileDescription[],
  room: Room,
  cloexec: boolean,
): void {
  const space = room.left <= CMSGHDR.size ? 0 : Math.floor((room.left - CMSGHDR.size) / 4)
  const wanted = Math.min(space, files.length)
  let done = 0
  while (done < wanted && putFile(t, files[done], plus(room.at, CMSGHDR.size + done * 4), cloexec)) done++
  if (done > 0) {
    const length = CMSGHDR.size + done * 4
    const header = new Uint8Array(CMSGHDR.size)
    const fields = { cmsg_len: length, cmsg_level: SOL_SOCKET, cmsg_type: SCM_RIGHTS }
    CMSGHDR.write(new DataView(header.buffer), 0, fields)
    if (t.copyOut(room.at, header).err === OK) advance(room, length)
  }
  if (done < files.length) room.flags |= MSG_CTRUNC
  s.sockets.inFlight.close(files)
}

/** Gives a file a descriptor, and tells it. @returns false if one of it does not work */
function putFile(t: Task, file: FileDescription, at: Addr, cloexec: boolean): boolean {
  const fd = t.fdTable.nextFree(0)
  if (fd >= t.threadGroup.limits.openFiles) return false
  if (t.copyOut(at, new Uint8Array(Int32Array.of(fd).buffer)).err !== OK) return false
  file.incRef()
  t.fdTable.add(file, Infinity, 0, cloexec)
  return true
}

function advance(room: Room, length: number): void {
  const step = Math.min(room.left, Math.ceil(length / ALIGN) * ALIGN)
  room.at = plus(room.at, step)
  room.left -= step
}

function plus(at: Addr, bytes: number): Addr {
  return addLength(at, bytes) ?? INVALID_ADDR
}
