// The messages of sendmmsg(2) and recvmmsg(2), one after the other. Linux: net/socket.c __sys_sendmmsg, do_recvmmsg.

import { MMSGHDR } from '@jvisor/abi'
import type { SyscallResult } from '@jvisor/kernel'
import { type Addr, addLength, INVALID_ADDR } from '@jvisor/usermem'

type Result = SyscallResult | Promise<SyscallResult>

/** Where message `i` of a vector is, or a field of it `offset` bytes on. */
export function messageAt(first: Addr, i: number, offset = 0): Addr {
  return addLength(first, i * MMSGHDR.size + offset) ?? INVALID_ADDR
}

/**
 * Calls `step` for one message after the other: a negative result ends it, 1 ends it after this message.
 * @returns how many there were; the error if the first one failed
 */
export function eachMessage(count: number, step: (i: number) => Result, from = 0): Result {
  for (let i = from; i < count; i++) {
    const result = step(i)
    if (typeof result !== 'number') {
      return result.then((value) => (value === 0 ? eachMessage(count, step, i + 1) : ended(i, value)))
    }
    if (result !== 0) return ended(i, result)
  }
  return count
}

function ended(i: number, result: SyscallResult): SyscallResult {
  if (result > 0) return i + 1
  return i > 0 ? i : result
}
