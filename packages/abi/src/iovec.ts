// struct iovec, the segment of a vectored I/O (include/uapi/linux/uio.h). gVisor: kernel/task_usermem.go.

import { defineStruct, type StructValue } from './struct.ts'
import { u64 } from './struct-fields.ts'

const IOVEC_FIELDS = { iov_base: u64, iov_len: u64 } as const

/**
 * `struct iovec`, exactly as the program gave it. The path of every readv decodes without bigints instead, by
 * `getUint64` of the base and `getInt64` of the length (negative: EINVAL) at this codec's offsets.
 */
export const IOVEC = defineStruct('iovec', 16, IOVEC_FIELDS)
export type Iovec = StructValue<typeof IOVEC_FIELDS>
