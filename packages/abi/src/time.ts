// Clocks, and times as structs (include/uapi/linux/time.h). gVisor: pkg/abi/linux/time.go.

import { defineStruct, type StructValue } from './struct.ts'
import { i32, i64n } from './struct-fields.ts'

export const CLOCK_REALTIME = 0
export const CLOCK_MONOTONIC = 1
export const CLOCK_PROCESS_CPUTIME_ID = 2
export const CLOCK_THREAD_CPUTIME_ID = 3
export const CLOCK_MONOTONIC_RAW = 4
export const CLOCK_REALTIME_COARSE = 5
export const CLOCK_MONOTONIC_COARSE = 6
export const CLOCK_BOOTTIME = 7
export const CLOCK_REALTIME_ALARM = 8
export const CLOCK_BOOTTIME_ALARM = 9
export const CLOCK_TAI = 11

/** The time given to clock_nanosleep(2) or timer_settime(2) is one that the clock will show. */
export const TIMER_ABSTIME = 1

export const ITIMER_REAL = 0
export const ITIMER_VIRTUAL = 1
export const ITIMER_PROF = 2

const TIMESPEC_FIELDS = { tv_sec: i64n, tv_nsec: i64n } as const

/** `struct timespec` of 64-bit machines; seconds beyond ±2^53 saturate. */
export const TIMESPEC = defineStruct('timespec', 16, TIMESPEC_FIELDS)
export type Timespec = StructValue<typeof TIMESPEC_FIELDS>

/** In place of nanoseconds, in utimensat(2): the time that it is, and none. */
export const UTIME_NOW = 0x3fffffff
export const UTIME_OMIT = 0x3ffffffe

const TIMEVAL_FIELDS = { tv_sec: i64n, tv_usec: i64n } as const

/** `struct timeval`; as {@link TIMESPEC}. */
export const TIMEVAL = defineStruct('timeval', 16, TIMEVAL_FIELDS)
export type Timeval = StructValue<typeof TIMEVAL_FIELDS>

const TIMEZONE_FIELDS = { tz_minuteswest: i32, tz_dsttime: i32 } as const

/** `struct timezone` of gettimeofday(2). */
export const TIMEZONE = defineStruct('timezone', 8, TIMEZONE_FIELDS)
export type Timezone = StructValue<typeof TIMEZONE_FIELDS>

const ITIMERSPEC_FIELDS = { it_interval: TIMESPEC, it_value: TIMESPEC } as const

/** `struct itimerspec`: the time between two expirations (0: there is one), and until the first (0: disarmed). */
export const ITIMERSPEC = defineStruct('itimerspec', 32, ITIMERSPEC_FIELDS)
export type Itimerspec = StructValue<typeof ITIMERSPEC_FIELDS>

const ITIMERVAL_FIELDS = { it_interval: TIMEVAL, it_value: TIMEVAL } as const

/** `struct itimerval`; as {@link ITIMERSPEC}, in microseconds. */
export const ITIMERVAL = defineStruct('itimerval', 32, ITIMERVAL_FIELDS)
export type Itimerval = StructValue<typeof ITIMERVAL_FIELDS>
