// Receiving on sockets: recvfrom, recvmsg, recvmmsg. gVisor: pkg/sentry/syscalls/linux/sys_socket.go.
// Linux: net/socket.c __sys_recvfrom, ____sys_recvmsg, do_recvmmsg.

import {
  EFAULT,
  EINVAL,
  IOV_MAX,
  i32,
  MMSGHDR,
  MSG_CMSG_CLOEXEC,
  MSG_CMSG_COMPAT,
  MSG_DONTWAIT,
  MSG_WAITALL,
  MSG_WAITFORONE,
  MSGHDR,
  O_NONBLOCK,
  OK,
  u32,
  u64n,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { durationNs, type SyscallArgs, type SyscallResult, type Task, toTimespec } from '@jvisor/kernel'
import {
  type Addr,
  addLength,
  copyStructOut,
  INVALID_ADDR,
  type IOSequence,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { EVENT_IN, Incoming, type UnixSocket } from '@jvisor/vfs'
import { arrivedFiles, copyOutControl } from './control-messages.ts'
import { ioResult, waiting, waitLimit } from './io-result.ts'
import { copyInHeader, type MessageHeader } from './message-header.ts'
import { eachMessage, messageAt } from './message-vector.ts'
import { addressBytes, copyOutAddress, socketOf } from './socket-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import {
  LIMIT,
  MESSAGE_FLAGS,
  MESSAGE_OUT,
  MESSAGES_OUT,
  RECEIVED,
  receivedText,
  SOCKET_AND_LIMIT,
  VECTOR_LENGTH,
} from './strace/message-params.ts'
import { ADDRESS_LENGTH_OUT, ADDRESS_OUT, socketAndLength } from './strace/socket-address.ts'
import { copyInTimespec, copyOutTimespec } from './time-args.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** recvfrom(2). */
function recvfrom(t: Task, a: SyscallArgs): Result {
  const dst = t.singleIOSequence(a.pointer(1), a.long(2))
  if (typeof dst === 'number') return -dst
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  const [at, lengthAt] = [a.pointer(4), a.pointer(5)]
  return receive(t, s, dst, a.int(3), (n, into) => {
    s.sockets.inFlight.close(arrivedFiles(s, into))
    if (at === 0) return n
    const err = copyOutAddress(t, senderBytes(into), at, lengthAt)
    return err === OK ? n : -err
  })
}

/** recvmsg(2). */
function recvmsg(t: Task, a: SyscallArgs): Result {
  const flags = a.int(2)
  if ((flags & MSG_CMSG_COMPAT) !== 0) return -EINVAL
  const s = socketOf(t, a.int(0))
  return typeof s === 'number' ? -s : receiveMessage(t, s, a.pointer(1), flags)
}

/**
 * recvmmsg(2): messages up to the first that is not there, or that comes after the time is over, which only the arrival
 * of a message shows.
 */
function recvmmsg(t: Task, a: SyscallArgs): Result {
  let flags = a.int(3)
  if ((flags & MSG_CMSG_COMPAT) !== 0) return -EINVAL
  const [first, timeoutAt] = [a.pointer(1), a.pointer(4)]
  const limit = timeoutAt === 0 ? undefined : copyInTimespec(t, timeoutAt)
  if (typeof limit === 'number') return -limit
  const { clock } = t.kernel
  const deadlineNs = limit === undefined ? Infinity : clock.monotonicNs() + durationNs(limit)
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  if (s.error !== OK) return -s.takeError()
  const received = eachMessage(Math.min(a.uint(2), IOV_MAX), (i) => {
    const tell = (n: number) => {
      if (n < 0) return n
      const { err } = copyStructOut(t, messageAt(first, i, MMSGHDR.offsets.msg_len), u32, n)
      if (err !== OK) return -err
      if ((flags & MSG_WAITFORONE) !== 0) flags |= MSG_DONTWAIT
      return deadlineNs <= clock.monotonicNs() ? 1 : 0
    }
    const n = receiveMessage(t, s, messageAt(first, i), flags & ~MSG_WAITFORONE)
    return typeof n === 'number' ? tell(n) : n.then(tell)
  })
  if (limit === undefined) return received
  const end = (count: number) => {
    if (count <= 0) return count
    const left = toTimespec(Math.max(0, deadlineNs - clock.monotonicNs()))
    return copyOutTimespec(t, timeoutAt, left) === OK ? count : -EFAULT
  }
  return typeof received === 'number' ? end(received) : received.then(end)
}

function receiveMessage(t: Task, s: UnixSocket, at: Addr, flags: number): Result {
  const header = copyInHeader(t, at)
  if (typeof header === 'number') return -header
  return receive(t, s, header.buffers, flags, (n, into) => finishMessage(t, s, header, flags, n, into))
}

/** Fills in the header of a message that has come. */
function finishMessage(
  t: Task,
  s: UnixSocket,
  { at, name, control, controlLength }: MessageHeader,
  flags: number,
  n: number,
  into: Incoming,
): SyscallResult {
  const stored = copyOutControl(t, s, into, control, controlLength, flags)
  const { offsets } = MSGHDR
  if (name !== 0) {
    const err = copyOutAddress(t, senderBytes(into), name, field(at, offsets.msg_namelen))
    if (err !== OK) return -err
  }
  const shown = into.flags | stored.flags | (flags & MSG_CMSG_CLOEXEC)
  if (copyStructOut(t, field(at, offsets.msg_flags), i32, shown).err !== OK) return -EFAULT
  const { err } = copyStructOut(t, field(at, offsets.msg_controllen), u64n, stored.bytes)
  return err === OK ? n : -err
}

function field(at: Addr, offset: number): Addr {
  return addLength(at, offset) ?? INVALID_ADDR
}

/** The address of whoever sent a message; nothing if it has none. */
function senderBytes({ from }: Incoming): Uint8Array {
  return from === undefined ? new Uint8Array(0) : addressBytes(from)
}

/**
 * Receives; `finish` is told the bytes and what came along once there is something, and gives the result. Waits unless
 * told otherwise: for anything, for SO_RCVLOWAT, or for all with MSG_WAITALL.
 */
function receive(
  t: Task,
  s: UnixSocket,
  dst: IOSequence,
  flags: number,
  finish: (n: number, into: Incoming) => SyscallResult,
): Result {
  const into = new Incoming()
  const least = (flags & MSG_WAITALL) !== 0 ? dst.numBytes : Math.min(s.options.receiveLow, dst.numBytes)
  const wanted = Math.max(1, least)
  const waits = (flags & MSG_DONTWAIT) === 0 && (s.statusFlags & O_NONBLOCK) === 0
  const result = s.receive(dst, flags, into, wanted, waits)
  if (result.err === WOULD_BLOCK && waits) {
    return receiveWaiting(t, s, dst, flags, into, wanted, result.n).then((r) =>
      received(t, s, r, into, finish),
    )
  }
  return received(t, s, result, into, finish)
}

/** What came along with bytes that could not be stored is lost. */
function received(
  t: Task,
  s: UnixSocket,
  result: Transfer,
  into: Incoming,
  finish: (n: number, into: Incoming) => SyscallResult,
): SyscallResult {
  if (result.n > 0 || result.err === OK) return finish(result.n, into)
  s.sockets.inFlight.close(arrivedFiles(s, into))
  return ioResult(t, result, true)
}

async function receiveWaiting(
  t: Task,
  s: UnixSocket,
  dst: IOSequence,
  flags: number,
  into: Incoming,
  wanted: number,
  moved: number,
): Promise<Transfer> {
  const limit = waitLimit(s.readTimeoutNs)
  let done = moved
  const result = await waiting(
    t,
    s,
    EVENT_IN,
    () => {
      const r = s.receive(dst.dropFirst(done), flags, into, wanted - done, true)
      done += r.n
      return r.err === WOULD_BLOCK ? undefined : r
    },
    limit,
  )
  return transfer(done, result === undefined ? limit.interrupted : result.err)
}

export const SOCKET_RECEIVE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('recvfrom', recvfrom, [
    socketAndLength(5),
    RECEIVED,
    'size',
    MESSAGE_FLAGS,
    ADDRESS_OUT,
    ADDRESS_LENGTH_OUT,
  ]),
  syscall(
    'recvmsg',
    recvmsg,
    [socketAndLength(1, BigInt(MSGHDR.offsets.msg_namelen)), MESSAGE_OUT, MESSAGE_FLAGS],
    {
      unsupported: 'SCM_PIDFD, timestamps',
    },
  ),
  syscall('recvmmsg', recvmmsg, [SOCKET_AND_LIMIT, MESSAGES_OUT, VECTOR_LENGTH, MESSAGE_FLAGS, LIMIT], {
    result: receivedText,
  }),
]
