// Times as structs (include/uapi/linux/time.h). gVisor: pkg/abi/linux/time.go.

import { defineStruct, type StructValue } from './struct.ts'
import { i64n } from './struct-fields.ts'

const TIMESPEC_FIELDS = { tv_sec: i64n, tv_nsec: i64n } as const

/** `struct timespec` of 64-bit machines; seconds beyond ±2^53 saturate. */
export const TIMESPEC = defineStruct('timespec', 16, TIMESPEC_FIELDS)
export type Timespec = StructValue<typeof TIMESPEC_FIELDS>
