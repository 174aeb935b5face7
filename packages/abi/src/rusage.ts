// What getrusage(2), wait4(2) and times(2) tell (include/uapi/linux/resource.h, times.h).

import { defineStruct, type StructValue } from './struct.ts'
import { i64n } from './struct-fields.ts'

export const RUSAGE_SELF = 0
export const RUSAGE_CHILDREN = -1
export const RUSAGE_THREAD = 1
/** USER_HZ: clock ticks a second. */
export const CLOCK_TICKS = 100

const RUSAGE_FIELDS = {
  ru_utime_sec: i64n,
  ru_utime_usec: i64n,
  ru_stime_sec: i64n,
  ru_stime_usec: i64n,
  /** KiB. */
  ru_maxrss: i64n,
  ru_ixrss: i64n,
  ru_idrss: i64n,
  ru_isrss: i64n,
  ru_minflt: i64n,
  ru_majflt: i64n,
  ru_nswap: i64n,
  ru_inblock: i64n,
  ru_oublock: i64n,
  ru_msgsnd: i64n,
  ru_msgrcv: i64n,
  ru_nsignals: i64n,
  ru_nvcsw: i64n,
  ru_nivcsw: i64n,
} as const
export const RUSAGE = defineStruct('rusage', 144, RUSAGE_FIELDS)
export type Rusage = StructValue<typeof RUSAGE_FIELDS>

const TMS_FIELDS = { tms_utime: i64n, tms_stime: i64n, tms_cutime: i64n, tms_cstime: i64n } as const
export const TMS = defineStruct('tms', 32, TMS_FIELDS)
export type Tms = StructValue<typeof TMS_FIELDS>
