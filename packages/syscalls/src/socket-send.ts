// Sending on sockets: sendto, sendmsg, sendmmsg. gVisor: pkg/sentry/syscalls/linux/sys_socket.go.
// Linux: net/socket.c __sys_sendto, ____sys_sendmsg, __sys_sendmmsg.

import {
  EFAULT,
  EINVAL,
  type Errno,
  IOV_MAX,
  MMSGHDR,
  MSG_CMSG_COMPAT,
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  MSG_OOB,
  O_NONBLOCK,
  u32,
  WOULD_BLOCK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructOut, type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import { EVENT_OUT, type Outgoing, type UnixSocket } from '@jvisor/vfs'
import { type ControlToSend, copyInControl, NO_CONTROL } from './control-messages.ts'
import { ioResult, waiting, waitLimit } from './io-result.ts'
import { copyInHeader } from './message-header.ts'
import { eachMessage, messageAt } from './message-vector.ts'
import { copyInAddress, findAddress, socketOf, ucredOf, unixAddress } from './socket-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { MESSAGE_FLAGS, MESSAGE_IN, MESSAGES_IN, VECTOR_LENGTH } from './strace/message-params.ts'
import { ADDRESS_IN, ADDRESS_LENGTH, SOCKET } from './strace/socket-address.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** sendto(2). */
function sendto(t: Task, a: SyscallArgs): Result {
  const src = t.singleIOSequence(a.pointer(1), a.long(2))
  if (typeof src === 'number') return -src
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const name = a.pointer(4) === 0 ? undefined : copyInAddress(t, a.pointer(4), a.int(5))
  if (typeof name === 'number') return -name
  return send(t, s, src, a.int(3), name, NO_CONTROL)
}

/** sendmsg(2). */
function sendmsg(t: Task, a: SyscallArgs): Result {
  const flags = a.int(2)
  if ((flags & MSG_CMSG_COMPAT) !== 0) return -EINVAL
  const s = socketOf(t, a.int(0))
  return typeof s === 'number' ? -s : sendMessage(t, s, a.pointer(1), flags)
}

/** sendmmsg(2): messages up to the first that cannot be sent. */
function sendmmsg(t: Task, a: SyscallArgs): Result {
  const flags = a.int(3)
  if ((flags & MSG_CMSG_COMPAT) !== 0) return -EINVAL
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const first = a.pointer(1)
  return eachMessage(Math.min(a.uint(2), IOV_MAX), (i) => {
    const at = messageAt(first, i)
    const sent = sendMessage(t, s, at, flags)
    const tell = (n: number) => (n < 0 ? n : -copyStructOut(t, messageAt(first, i, MSG_LEN), u32, n).err)
    return typeof sent === 'number' ? tell(sent) : sent.then(tell)
  })
}

const MSG_LEN = MMSGHDR.offsets.msg_len

function sendMessage(t: Task, s: UnixSocket, at: Addr, flags: number): Result {
  const header = copyInHeader(t, at)
  if (typeof header === 'number') return -header
  const name = header.nameLength === 0 ? undefined : copyInAddress(t, header.name, header.nameLength)
  if (typeof name === 'number') return -name
  const control = copyInControl(t, s, header.control, header.controlLength)
  if (typeof control === 'number') return -control
  return send(t, s, header.buffers, flags, name, control)
}

/** Sends one message, or all of a stream's bytes; waits for room unless told otherwise. */
function send(
  t: Task,
  s: UnixSocket,
  src: IOSequence,
  flags: number,
  name: Uint8Array | undefined,
  { files, who }: ControlToSend,
): Result {
  const find = (flags & MSG_OOB) === 0 || s.hasConnection ? finder(t, s, name) : undefined
  const out: Outgoing = {
    flags,
    find: typeof find === 'number' ? undefined : find,
    who,
    sender: ucredOf(t),
    files,
  }
  const result = typeof find === 'number' ? transfer(0, find) : s.send(src, out)
  const waits = (flags & MSG_DONTWAIT) === 0 && (s.statusFlags & O_NONBLOCK) === 0
  if (result.err === WOULD_BLOCK && waits) return sendWaiting(t, s, src, out, result.n)
  return sent(t, s, out, result)
}

/** How to look for whom a message is for; EINVAL for what is no address, where one is needed. */
function finder(t: Task, s: UnixSocket, name: Uint8Array | undefined): Outgoing['find'] | Errno {
  if (name === undefined || name.length === 0) return undefined
  if (s.hasConnection) return () => EFAULT
  const address = unixAddress(name)
  return typeof address === 'number' ? address : () => findAddress(t, s.type, address)
}

async function sendWaiting(
  t: Task,
  s: UnixSocket,
  src: IOSequence,
  out: Outgoing,
  moved: number,
): Promise<SyscallResult> {
  const limit = waitLimit(s.writeTimeoutNs)
  let done = moved
  const result = await waiting(
    t,
    s,
    EVENT_OUT,
    () => {
      const r = s.send(src.dropFirst(done), out)
      done += r.n
      return r.err === WOULD_BLOCK ? undefined : r
    },
    limit,
  )
  return sent(t, s, out, transfer(done, result === undefined ? limit.interrupted : result.err))
}

/** The end of a call: files that could not be sent are let go. */
function sent(t: Task, s: UnixSocket, out: Outgoing, result: Transfer): SyscallResult {
  const { files, flags } = out
  if (files !== undefined) s.sockets.inFlight.close(s.sockets.inFlight.land(files))
  return ioResult(t, result, (flags & MSG_NOSIGNAL) !== 0 || !s.raisesSigpipe(result.n))
}

export const SOCKET_SEND_SYSCALLS: readonly SyscallSpec[] = [
  syscall('sendto', sendto, [SOCKET, 'buffer-in', 'size', MESSAGE_FLAGS, ADDRESS_IN, ADDRESS_LENGTH]),
  syscall('sendmsg', sendmsg, [SOCKET, MESSAGE_IN, MESSAGE_FLAGS], {
    unsupported: 'SCM_PIDFD',
  }),
  syscall('sendmmsg', sendmmsg, [SOCKET, MESSAGES_IN, VECTOR_LENGTH, MESSAGE_FLAGS]),
]
