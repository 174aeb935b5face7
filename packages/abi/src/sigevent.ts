// What is to happen when something has: struct sigevent (include/uapi/asm-generic/siginfo.h).
// gVisor: pkg/abi/linux/time.go Sigevent.

import { defineStruct, type StructValue } from './struct.ts'
import { i32, padding, u64 } from './struct-fields.ts'

export const SIGEV_SIGNAL = 0
export const SIGEV_NONE = 1
export const SIGEV_THREAD = 2
export const SIGEV_THREAD_ID = 4

const SIGEVENT_FIELDS = {
  sigev_value: u64,
  sigev_signo: i32,
  sigev_notify: i32,
  sigev_tid: i32,
  rest: padding(44),
} as const

/** `struct sigevent` of 64-bit machines, up to what SIGEV_THREAD_ID needs. */
export const SIGEVENT = defineStruct('sigevent', 64, SIGEVENT_FIELDS)
export type Sigevent = StructValue<typeof SIGEVENT_FIELDS>
