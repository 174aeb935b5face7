// Resource limits (include/uapi/asm-generic/resource.h). gVisor: pkg/abi/linux/limits.go.

import { defineStruct, type StructValue } from './struct.ts'
import { u64 } from './struct-fields.ts'

export const RLIMIT_CPU = 0
export const RLIMIT_FSIZE = 1
export const RLIMIT_DATA = 2
export const RLIMIT_STACK = 3
export const RLIMIT_CORE = 4
export const RLIMIT_RSS = 5
export const RLIMIT_NPROC = 6
export const RLIMIT_NOFILE = 7
export const RLIMIT_MEMLOCK = 8
export const RLIMIT_AS = 9
export const RLIMIT_LOCKS = 10
export const RLIMIT_SIGPENDING = 11
export const RLIMIT_MSGQUEUE = 12
export const RLIMIT_NICE = 13
export const RLIMIT_RTPRIO = 14
export const RLIMIT_RTTIME = 15
/** Number of limits: a resource from here on is EINVAL. */
export const RLIM_NLIMITS = 16

/** No limit: what {@link RLIMIT} holds then. */
export const RLIM_INFINITY = 0xffff_ffff_ffff_ffffn

const RLIMIT_FIELDS = { rlim_cur: u64, rlim_max: u64 } as const

/** `struct rlimit`, which is `struct rlimit64` on 64-bit machines. */
export const RLIMIT = defineStruct('rlimit', 16, RLIMIT_FIELDS)
export type Rlimit = StructValue<typeof RLIMIT_FIELDS>
