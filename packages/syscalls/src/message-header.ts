// struct msghdr as sendmsg(2) and recvmsg(2) are given it. Linux: net/socket.c copy_msghdr_from_user.

import { EFAULT, EINVAL, EMSGSIZE, type Errno, IOV_MAX, MSGHDR, SOCKADDR_MAX } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { ADDR_LIMIT, type Addr, addr, copyStructIn, INVALID_ADDR, type IOSequence } from '@jvisor/usermem'

export interface MessageHeader {
  /** Where the header is. */
  readonly at: Addr
  /** Where the address is, and how long it may be; 0 and 0 for none. */
  readonly name: Addr
  readonly nameLength: number
  readonly buffers: IOSequence
  /** Where control messages are, and how many bytes they may be. */
  readonly control: Addr
  readonly controlLength: number
}

/** The header at an address, and its buffers: EFAULT, EINVAL, EMSGSIZE (too many buffers). */
export function copyInHeader(t: Task, at: Addr): MessageHeader | Errno {
  const { value } = copyStructIn(t, at, MSGHDR)
  if (value === undefined) return EFAULT
  const name = toAddr(value.msg_name)
  const nameLength = name === 0 ? 0 : value.msg_namelen
  if (nameLength < 0) return EINVAL
  if (value.msg_iovlen > IOV_MAX) return EMSGSIZE
  const buffers = t.iovecsIOSequence(toAddr(value.msg_iov), value.msg_iovlen)
  if (typeof buffers === 'number') return buffers
  return {
    at,
    name: nameLength === 0 ? addr(0) : name,
    nameLength: Math.min(nameLength, SOCKADDR_MAX),
    buffers,
    control: toAddr(value.msg_control),
    controlLength: value.msg_controllen,
  }
}

function toAddr(value: number): Addr {
  return value < ADDR_LIMIT ? addr(value) : INVALID_ADDR
}
