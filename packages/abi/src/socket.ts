// Sockets (include/linux/socket.h, include/uapi/asm-generic/socket.h, include/linux/net.h): families, types, flags,
// options, and the structs of sendmsg(2). gVisor: pkg/abi/linux/socket.go.

import { O_CLOEXEC, O_NONBLOCK } from './fcntl.ts'
import { defineStruct } from './struct.ts'
import { i32, u16, u32, u64n } from './struct-fields.ts'

export const AF_UNSPEC = 0
export const AF_UNIX = 1
export const AF_INET = 2
export const AF_INET6 = 10
export const AF_NETLINK = 16
export const AF_PACKET = 17
/** One more than the largest family. */
export const AF_MAX = 46

export const SOCK_STREAM = 1
export const SOCK_DGRAM = 2
export const SOCK_RAW = 3
export const SOCK_RDM = 4
export const SOCK_SEQPACKET = 5
export const SOCK_DCCP = 6
export const SOCK_PACKET = 10
/** One more than the largest type. */
export const SOCK_MAX = 11
/** The bits that are the type; above are flags. */
export const SOCK_TYPE_MASK = 0xf
export const SOCK_CLOEXEC = O_CLOEXEC
export const SOCK_NONBLOCK = O_NONBLOCK

export const SHUT_RD = 0
export const SHUT_WR = 1
export const SHUT_RDWR = 2

export const MSG_OOB = 0x1
export const MSG_PEEK = 0x2
export const MSG_DONTROUTE = 0x4
export const MSG_CTRUNC = 0x8
export const MSG_PROBE = 0x10
export const MSG_TRUNC = 0x20
export const MSG_DONTWAIT = 0x40
export const MSG_EOR = 0x80
export const MSG_WAITALL = 0x100
export const MSG_FIN = 0x200
export const MSG_SYN = 0x400
export const MSG_CONFIRM = 0x800
export const MSG_RST = 0x1000
export const MSG_ERRQUEUE = 0x2000
export const MSG_NOSIGNAL = 0x4000
export const MSG_MORE = 0x8000
export const MSG_WAITFORONE = 0x10000
export const MSG_BATCH = 0x40000
export const MSG_SPLICE_PAGES = 0x8000000
export const MSG_FASTOPEN = 0x20000000
export const MSG_CMSG_CLOEXEC = 0x40000000
export const MSG_CMSG_COMPAT = 0x80000000

export const SOL_SOCKET = 1

export const SO_DEBUG = 1
export const SO_REUSEADDR = 2
export const SO_TYPE = 3
export const SO_ERROR = 4
export const SO_DONTROUTE = 5
export const SO_BROADCAST = 6
export const SO_SNDBUF = 7
export const SO_RCVBUF = 8
export const SO_KEEPALIVE = 9
export const SO_OOBINLINE = 10
export const SO_NO_CHECK = 11
export const SO_PRIORITY = 12
export const SO_LINGER = 13
export const SO_BSDCOMPAT = 14
export const SO_REUSEPORT = 15
export const SO_PASSCRED = 16
export const SO_PEERCRED = 17
export const SO_RCVLOWAT = 18
export const SO_SNDLOWAT = 19
export const SO_RCVTIMEO = 20
export const SO_SNDTIMEO = 21
export const SO_PEERNAME = 28
export const SO_ACCEPTCONN = 30
export const SO_SNDBUFFORCE = 32
export const SO_RCVBUFFORCE = 33
export const SO_PASSSEC = 34
export const SO_MARK = 36
export const SO_PROTOCOL = 38
export const SO_DOMAIN = 39
export const SO_PEEK_OFF = 42
export const SO_PEERGROUPS = 59
export const SO_RCVTIMEO_NEW = 66
export const SO_SNDTIMEO_NEW = 67
export const SO_PASSRIGHTS = 83

export const SCM_RIGHTS = 1
export const SCM_CREDENTIALS = 2
/** Descriptors in one message. */
export const SCM_MAX_FD = 253

/** Bytes of the longest address of any family: struct sockaddr_storage. */
export const SOCKADDR_MAX = 128
/** Bytes of struct sockaddr_un, and of what stands before its path: the family. */
export const SOCKADDR_UN_SIZE = 110
export const SUN_PATH_OFFSET = 2

/** The largest backlog of listen(2) (/proc/sys/net/core/somaxconn). */
export const SOMAXCONN = 4096

export const MSGHDR = defineStruct('msghdr', 56, {
  msg_name: u64n,
  msg_namelen: i32,
  msg_iov: u64n,
  msg_iovlen: u64n,
  msg_control: u64n,
  msg_controllen: u64n,
  msg_flags: u32,
})

export const MMSGHDR = defineStruct('mmsghdr', 64, { msg_hdr: MSGHDR, msg_len: u32 })

export const CMSGHDR = defineStruct('cmsghdr', 16, { cmsg_len: u64n, cmsg_level: i32, cmsg_type: i32 })

export const UCRED = defineStruct('ucred', 12, { pid: i32, uid: u32, gid: u32 })

export const LINGER = defineStruct('linger', 8, { l_onoff: i32, l_linger: i32 })

export const SOCKADDR_FAMILY = defineStruct('sockaddr', 2, { sa_family: u16 })
