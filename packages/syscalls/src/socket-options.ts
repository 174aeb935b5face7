// getsockopt and setsockopt. gVisor: pkg/sentry/syscalls/linux/sys_socket.go, pkg/sentry/socket/netstack (GetSockOpt).
// Linux: net/core/sock.c sk_getsockopt, sk_setsockopt; socket(7), unix(7).

import {
  AF_UNIX,
  CAP_NET_ADMIN,
  CAP_NET_RAW,
  EACCES,
  EDOM,
  EFAULT,
  EINVAL,
  ENODATA,
  ENOPROTOOPT,
  ENOTCONN,
  EOPNOTSUPP,
  EPERM,
  ERANGE,
  type Errno,
  i32,
  LINGER,
  OK,
  SO_ACCEPTCONN,
  SO_BROADCAST,
  SO_BSDCOMPAT,
  SO_DEBUG,
  SO_DOMAIN,
  SO_DONTROUTE,
  SO_ERROR,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_MARK,
  SO_NO_CHECK,
  SO_OOBINLINE,
  SO_PASSCRED,
  SO_PASSRIGHTS,
  SO_PASSSEC,
  SO_PEEK_OFF,
  SO_PEERCRED,
  SO_PEERGROUPS,
  SO_PEERNAME,
  SO_PRIORITY,
  SO_PROTOCOL,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_RCVLOWAT,
  SO_RCVTIMEO,
  SO_RCVTIMEO_NEW,
  SO_REUSEADDR,
  SO_REUSEPORT,
  SO_SNDBUF,
  SO_SNDBUFFORCE,
  SO_SNDLOWAT,
  SO_SNDTIMEO,
  SO_SNDTIMEO_NEW,
  SO_TYPE,
  SOL_SOCKET,
  TIMEVAL,
  type Timeval,
  UCRED,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import type { UnixSocket } from '@jvisor/vfs'
import { addressBytes, socketOf } from './socket-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { SOCKET, socketAndLength } from './strace/socket-address.ts'
import {
  OPTION,
  OPTION_LENGTH,
  OPTION_LENGTH_OUT,
  OPTION_LEVEL,
  OPTION_VALUE_IN,
  OPTION_VALUE_OUT,
} from './strace/socket-params.ts'

const INT_MAX = 0x7fffffff
/** What a program can ask for without being privileged (/proc/sys/net/core/wmem_max, rmem_max). */
const MAX_BUFFER = 4194304
const MIN_SEND_BUFFER = 4608
const MIN_RECEIVE_BUFFER = 2304
/** Limits of time are whole ticks. */
const TICK_US = 4000
const HIGHEST_PRIORITY = 6

/** Options that are 0 or 1, and that nothing comes of. */
const SWITCHES: ReadonlySet<number> = new Set([
  SO_REUSEADDR,
  SO_DONTROUTE,
  SO_BROADCAST,
  SO_KEEPALIVE,
  SO_OOBINLINE,
  SO_NO_CHECK,
  SO_PASSSEC,
])

/** setsockopt(2). */
function setsockopt(t: Task, a: SyscallArgs): SyscallResult {
  const length = a.int(4)
  if (length < 0) return -EINVAL
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  if (a.int(1) !== SOL_SOCKET) return -EOPNOTSUPP
  if (length < i32.size) return -EINVAL
  const at = a.pointer(3)
  const { value } = copyStructIn(t, at, i32)
  if (value === undefined) return -EFAULT
  return -set(t, s, a.int(2), value, at, length)
}

function set(t: Task, s: UnixSocket, option: number, value: number, at: Addr, length: number): Errno {
  const { options } = s
  const on = value !== 0
  if (SWITCHES.has(option)) return remember(s, option, on ? 1 : 0)
  switch (option) {
    case SO_DEBUG:
      return on && !t.credentials.has(CAP_NET_ADMIN) ? EACCES : remember(s, option, on ? 1 : 0)
    case SO_BSDCOMPAT:
      return OK
    case SO_REUSEPORT:
      return on ? EOPNOTSUPP : OK
    case SO_PRIORITY:
      if ((value < 0 || value > HIGHEST_PRIORITY) && !mayAdminister(t)) return EPERM
      return remember(s, option, value)
    case SO_MARK:
      return mayAdminister(t) ? remember(s, option, value) : EPERM
    case SO_SNDBUF:
    case SO_SNDBUFFORCE:
    case SO_RCVBUF:
    case SO_RCVBUFFORCE:
      return setBuffer(t, s, option, value)
    case SO_LINGER:
      return setLinger(t, s, at, length)
    case SO_PASSCRED:
      options.passCredentials = on
      return OK
    case SO_PASSRIGHTS:
      options.passRights = on
      return OK
    case SO_RCVLOWAT:
      options.receiveLow = value < 0 ? INT_MAX : Math.max(1, value)
      return OK
    case SO_PEEK_OFF:
      options.peekOffset = value
      return OK
    case SO_RCVTIMEO:
    case SO_SNDTIMEO:
    case SO_RCVTIMEO_NEW:
    case SO_SNDTIMEO_NEW:
      return setTimeout(t, s, option, at, length)
    default:
      return ENOPROTOOPT
  }
}

function remember(s: UnixSocket, option: number, value: number): Errno {
  s.options.remembered.set(option, value)
  return OK
}

function mayAdminister(t: Task): boolean {
  return t.credentials.has(CAP_NET_ADMIN) || t.credentials.has(CAP_NET_RAW)
}

/** The kernel doubles what is asked for, to have room for its own. */
function setBuffer(t: Task, s: UnixSocket, option: number, value: number): Errno {
  const forced = option === SO_SNDBUFFORCE || option === SO_RCVBUFFORCE
  if (forced && !t.credentials.has(CAP_NET_ADMIN)) return EPERM
  const asked = forced ? Math.min(Math.max(0, value), INT_MAX >> 1) : Math.min(value >>> 0, MAX_BUFFER)
  if (option === SO_SNDBUF || option === SO_SNDBUFFORCE) {
    s.options.sendBuffer = Math.max(MIN_SEND_BUFFER, asked * 2)
    if (s.isWritable) s.notifyOut()
  } else s.options.receiveBuffer = Math.max(MIN_RECEIVE_BUFFER, asked * 2)
  return OK
}

function setLinger(t: Task, s: UnixSocket, at: Addr, length: number): Errno {
  if (length < LINGER.size) return EINVAL
  const { value } = copyStructIn(t, at, LINGER)
  if (value === undefined) return EFAULT
  s.options.lingers = value.l_onoff !== 0
  if (s.options.lingers) s.options.lingerSec = value.l_linger
  return OK
}

/** 0 is no limit, and less than that no time at all. */
function setTimeout(t: Task, s: UnixSocket, option: number, at: Addr, length: number): Errno {
  if (length < TIMEVAL.size) return EINVAL
  const { value } = copyStructIn(t, at, TIMEVAL)
  if (value === undefined) return EFAULT
  const { tv_sec, tv_usec } = value
  if (tv_usec < 0 || tv_usec >= 1e6) return EDOM
  const none = (tv_sec === 0 && tv_usec === 0) || tv_sec > Number.MAX_SAFE_INTEGER / 1e9
  const ns = tv_sec < 0 ? 0 : none ? Infinity : tv_sec * 1e9 + Math.ceil(tv_usec / TICK_US) * TICK_US * 1000
  if (option === SO_RCVTIMEO || option === SO_RCVTIMEO_NEW) s.options.receiveTimeoutNs = ns
  else s.options.sendTimeoutNs = ns
  return OK
}

/** getsockopt(2): as much of the value as there is room for. */
function getsockopt(t: Task, a: SyscallArgs): SyscallResult {
  const s = socketOf(t, a.int(0))
  if (typeof s === 'number') return -s
  if (a.int(1) !== SOL_SOCKET) return -EOPNOTSUPP
  const lengthAt = a.pointer(4)
  const { value: room } = copyStructIn(t, lengthAt, i32)
  if (room === undefined) return -EFAULT
  if (room < 0) return -EINVAL
  const option = a.int(2)
  const bytes = option === SO_PEERGROUPS ? groupsOf(s) : optionValue(s, option)
  if (typeof bytes === 'number') return -bytes
  if (option === SO_PEERGROUPS && room < bytes.length) {
    return -(copyStructOut(t, lengthAt, i32, bytes.length).err || ERANGE)
  }
  // A name must fill the room: it is an error to have too much (SO_PEERNAME in sk_getsockopt).
  if (option === SO_PEERNAME && bytes.length < room) return -EINVAL
  const shown = bytes.subarray(0, room)
  if (shown.length > 0 && t.copyOut(a.pointer(3), shown).err !== OK) return -EFAULT
  return -copyStructOut(t, lengthAt, i32, shown.length).err
}

function optionValue(s: UnixSocket, option: number): Uint8Array | Errno {
  const { options } = s
  switch (option) {
    case SO_LINGER:
      return encoded(LINGER, { l_onoff: options.lingers ? 1 : 0, l_linger: options.lingerSec })
    case SO_RCVTIMEO:
    case SO_RCVTIMEO_NEW:
      return encoded(TIMEVAL, timevalOf(options.receiveTimeoutNs))
    case SO_SNDTIMEO:
    case SO_SNDTIMEO_NEW:
      return encoded(TIMEVAL, timevalOf(options.sendTimeoutNs))
    case SO_PEERCRED:
      return encoded(UCRED, s.peerOwner?.who ?? { pid: 0, uid: 0xffffffff, gid: 0xffffffff })
    case SO_PEERNAME:
      return s.peer === undefined ? ENOTCONN : addressBytes(s.peer.address)
    default: {
      const value = numberOf(s, option)
      return value === undefined ? ENOPROTOOPT : encoded(i32, value)
    }
  }
}

/** Options that are an int. */
function numberOf(s: UnixSocket, option: number): number | undefined {
  const { options } = s
  switch (option) {
    case SO_TYPE:
      return s.type
    case SO_DOMAIN:
      return AF_UNIX
    case SO_PROTOCOL:
    case SO_BSDCOMPAT:
    case SO_REUSEPORT:
      return 0
    case SO_ERROR:
      return s.takeError()
    case SO_ACCEPTCONN:
      return s.state === 'listening' ? 1 : 0
    case SO_SNDBUF:
      return options.sendBuffer
    case SO_RCVBUF:
      return options.receiveBuffer
    case SO_RCVLOWAT:
      return options.receiveLow
    case SO_SNDLOWAT:
      return 1
    case SO_PEEK_OFF:
      return options.peekOffset
    case SO_PASSCRED:
      return options.passCredentials ? 1 : 0
    case SO_PASSRIGHTS:
      return options.passRights ? 1 : 0
    case SO_DEBUG:
    case SO_PRIORITY:
    case SO_MARK:
      return options.remembered.get(option) ?? 0
    default:
      return SWITCHES.has(option) ? (options.remembered.get(option) ?? 0) : undefined
  }
}

/** The supplementary groups of the peer. */
function groupsOf(s: UnixSocket): Uint8Array | Errno {
  if (s.peerOwner === undefined) return ENODATA
  return new Uint8Array(Uint32Array.from(s.peerOwner.credentials.parts.groups).buffer)
}

function timevalOf(ns: number): Timeval {
  if (ns === Infinity) return { tv_sec: 0, tv_usec: 0 }
  return { tv_sec: Math.floor(ns / 1e9), tv_usec: Math.floor((ns % 1e9) / 1000) }
}

function encoded<T>(
  codec: { readonly size: number; write(view: DataView, offset: number, value: T): void },
  value: T,
): Uint8Array {
  const bytes = new Uint8Array(codec.size)
  codec.write(new DataView(bytes.buffer), 0, value)
  return bytes
}

const UNSUPPORTED =
  'SO_TIMESTAMP and kin, SO_PEERPIDFD, SO_PASSPIDFD, SO_INQ, filters and options of networks (ENOPROTOOPT)'

export const SOCKET_OPTION_SYSCALLS: readonly SyscallSpec[] = [
  syscall('setsockopt', setsockopt, [SOCKET, OPTION_LEVEL, OPTION, OPTION_VALUE_IN, OPTION_LENGTH], {
    unsupported: UNSUPPORTED,
  }),
  syscall(
    'getsockopt',
    getsockopt,
    [socketAndLength(4), OPTION_LEVEL, OPTION, OPTION_VALUE_OUT, OPTION_LENGTH_OUT],
    {
      unsupported: UNSUPPORTED,
    },
  ),
]
