// Scheduling policies and priorities (include/uapi/linux/sched.h, resource.h, ioprio.h), and membarrier(2).

import { defineStruct, type StructValue } from './struct.ts'
import { i32, u32, u64n } from './struct-fields.ts'

export const SCHED_NORMAL = 0
export const SCHED_FIFO = 1
export const SCHED_RR = 2
export const SCHED_BATCH = 3
export const SCHED_IDLE = 5
export const SCHED_DEADLINE = 6
export const SCHED_EXT = 7
export const SCHED_RESET_ON_FORK = 0x40000000

export const PRIO_PROCESS = 0
export const PRIO_PGRP = 1
export const PRIO_USER = 2

const SCHED_ATTR_FIELDS = {
  size: u32,
  sched_policy: u32,
  sched_flags: u64n,
  sched_nice: i32,
  sched_priority: u32,
  sched_runtime: u64n,
  sched_deadline: u64n,
  sched_period: u64n,
  sched_util_min: u32,
  sched_util_max: u32,
} as const

/** `struct sched_attr`. */
export const SCHED_ATTR = defineStruct('sched_attr', 56, SCHED_ATTR_FIELDS)
export type SchedAttr = StructValue<typeof SCHED_ATTR_FIELDS>
// sched_flags.
export const SCHED_FLAG_RESET_ON_FORK = 0x1
export const SCHED_FLAG_KEEP_POLICY = 0x8
export const SCHED_FLAG_KEEP_PARAMS = 0x10
/** SCHED_FLAG_UTIL_CLAMP_MIN and SCHED_FLAG_UTIL_CLAMP_MAX. */
export const SCHED_FLAG_UTIL_CLAMP = 0x60
export const SCHED_FLAG_ALL = 0x7f

/** Bytes of its first version. */
export const SCHED_ATTR_SIZE_VER0 = 48

export const IOPRIO_WHO_PROCESS = 1
export const IOPRIO_WHO_PGRP = 2
export const IOPRIO_WHO_USER = 3

export const MEMBARRIER_CMD_QUERY = 0
