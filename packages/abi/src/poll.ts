// Events of poll(2) (include/uapi/asm-generic/poll.h), and what select(2) makes of them (Linux fs/select.c).

import { defineStruct, type StructValue } from './struct.ts'
import { i16, i32 } from './struct-fields.ts'

export const POLLIN = 0x1
export const POLLPRI = 0x2
export const POLLOUT = 0x4
export const POLLERR = 0x8
export const POLLHUP = 0x10
/** The descriptor is not open. */
export const POLLNVAL = 0x20
export const POLLRDNORM = 0x40
export const POLLRDBAND = 0x80
export const POLLWRNORM = 0x100
export const POLLWRBAND = 0x200
export const POLLMSG = 0x400
/** The other side of a stream socket writes no more. */
export const POLLRDHUP = 0x2000

/** Any of these puts a descriptor into select's first set, second set, third set. */
export const POLLIN_SET = POLLRDNORM | POLLRDBAND | POLLIN | POLLHUP | POLLERR | POLLNVAL
export const POLLOUT_SET = POLLWRBAND | POLLWRNORM | POLLOUT | POLLERR | POLLNVAL
export const POLLEX_SET = POLLPRI | POLLNVAL

const POLLFD_FIELDS = { fd: i32, events: i16, revents: i16 } as const

/** `struct pollfd`. */
export const POLLFD = defineStruct('pollfd', 8, POLLFD_FIELDS)
export type Pollfd = StructValue<typeof POLLFD_FIELDS>
