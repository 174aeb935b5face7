// Clocks and times as strace(1) shows them.

import {
  CLOCK_BOOTTIME,
  CLOCK_BOOTTIME_ALARM,
  CLOCK_MONOTONIC,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_MONOTONIC_RAW,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_REALTIME,
  CLOCK_REALTIME_ALARM,
  CLOCK_REALTIME_COARSE,
  CLOCK_TAI,
  CLOCK_THREAD_CPUTIME_ID,
  type Errno,
  isInternal,
  TIMER_ABSTIME,
} from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import type { ParamDecoder } from '../spec.ts'
import { flags, oneOf } from './decoders.ts'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { pointer } from './text.ts'
import { readExact } from './vectors.ts'

const CLOCKS = byValue({
  CLOCK_REALTIME,
  CLOCK_MONOTONIC,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_THREAD_CPUTIME_ID,
  CLOCK_MONOTONIC_RAW,
  CLOCK_REALTIME_COARSE,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_BOOTTIME,
  CLOCK_REALTIME_ALARM,
  CLOCK_BOOTTIME_ALARM,
  CLOCK_SGI_CYCLE: 10,
  CLOCK_TAI,
})

/** A clock's ID. */
export const CLOCK = oneOf('clockid_t clockid', CLOCKS, 'CLOCK_???')

/** The flags of clock_nanosleep(2) and timer_settime(2). */
export const TIMER_FLAGS = flags('int flags', table({ TIMER_ABSTIME }))

type AddressText = (t: Task, at: bigint) => string

function timeIn(declaration: string, text: AddressText): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => text(d.task, d.args.bigint(i)) }
}

function timeOut(declaration: string, text: AddressText): ParamDecoder {
  return {
    declaration,
    output: true,
    decode: (d, i) => (failed(d) ? pointer : (at: bigint) => text(d.task, at))(d.args.bigint(i)),
  }
}

const itimerspecText: AddressText = (t, at) => intervalText(t, at, 'nsec')
const itimervalText: AddressText = (t, at) => intervalText(t, at, 'usec')

export const TIMESPEC_IN = timeIn('const struct timespec *tp', timespecText)
export const TIMESPEC_OUT = timeOut('struct timespec *tp', timespecText)
export const TIMEVAL_IN = timeIn('const struct timeval *tv', timevalText)
export const TIMEVAL_OUT = timeOut('struct timeval *tv', timevalText)
export const TIMEZONE_IN = timeIn('const struct timezone *tz', timezoneText)
export const TIMEZONE_OUT = timeOut('struct timezone *tz', timezoneText)
export const SECONDS_OUT = timeOut('time_t *tloc', secondsText)
export const ITIMERSPEC_IN = timeIn('const struct itimerspec *new_value', itimerspecText)
export const ITIMERSPEC_OUT = timeOut('struct itimerspec *curr_value', itimerspecText)
export const ITIMERVAL_IN = timeIn('const struct itimerval *new_value', itimervalText)
export const ITIMERVAL_OUT = timeOut('struct itimerval *curr_value', itimervalText)

/** What is left of a sleep: told of one that a signal ended, and that was not to end at a time. */
export const REMAINING: ParamDecoder = {
  declaration: 'struct timespec *rem',
  output: true,
  decode(d, i) {
    const absolute = d.params[i - 2] === TIMER_FLAGS && d.args.int(i - 2) !== 0
    const interrupted = !absolute && isInternal(-(d.result ?? 0) as Errno)
    return interrupted ? timespecText(d.task, d.args.bigint(i)) : pointer(d.args.bigint(i))
  },
}

/** The result of time(2). */
export function timeResult(_d: Decoding, seconds: number): string {
  return `${seconds} (${dateText(seconds)})`
}

/** `count` words of 64 bits; undefined if they cannot be read. */
function words(t: Task, at: bigint, count: number): bigint[] | undefined {
  const bytes = new Uint8Array(8 * count)
  if (at === 0n || !readExact(t, at, bytes)) return undefined
  const view = new DataView(bytes.buffer)
  return Array.from({ length: count }, (_, i) => view.getBigInt64(8 * i, true))
}

/** Seconds with their sign, and the rest without, as strace(1) has it. */
function pairText(sec: bigint, rest: bigint, unit: string): string {
  return `{tv_sec=${sec}, tv_${unit}=${BigInt.asUintN(64, rest)}}`
}

function pairAt(t: Task, at: bigint, unit: string): string {
  const pair = words(t, at, 2)
  return pair === undefined ? pointer(at) : pairText(pair[0], pair[1], unit)
}

/** "{tv_sec=1, tv_nsec=0}", or the address. */
export function timespecText(t: Task, at: bigint): string {
  return pairAt(t, at, 'nsec')
}

/** "{tv_sec=1, tv_usec=0}", or the address. */
export function timevalText(t: Task, at: bigint): string {
  return pairAt(t, at, 'usec')
}

/** "{it_interval={...}, it_value={...}}" of a struct itimerspec or, with unit "usec", itimerval. */
function intervalText(t: Task, at: bigint, unit: string): string {
  const w = words(t, at, 4)
  if (w === undefined) return pointer(at)
  return `{it_interval=${pairText(w[0], w[1], unit)}, it_value=${pairText(w[2], w[3], unit)}}`
}

function timezoneText(t: Task, at: bigint): string {
  const w = words(t, at, 1)
  if (w === undefined) return pointer(at)
  return `{tz_minuteswest=${BigInt.asIntN(32, w[0])}, tz_dsttime=${w[0] >> 32n}}`
}

function secondsText(t: Task, at: bigint): string {
  const w = words(t, at, 1)
  return w === undefined ? pointer(at) : `[${w[0]} /* ${dateText(Number(w[0]))} */]`
}

/** Seconds since 1970 as "2026-11-24T02:38:44+0000". */
function dateText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = Math.floor(seconds / 86_400)
  const second = seconds - day * 86_400
  const time = [second / 3600, (second % 3600) / 60, second % 60].map((n) => two(Math.floor(n)))
  const { year, month, date } = civilDate(day)
  return `${year}-${two(month)}-${two(date)}T${time.join(':')}+0000`
}

/** The Gregorian date of a day counted from 1970: years begin in March here, so that leap days come last. */
function civilDate(day: number): { year: number; month: number; date: number } {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const inEra = shifted - era * 146_097
  const years = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  )
  const inYear = inEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100))
  const fromMarch = Math.floor((5 * inYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const date = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return { year: era * 400 + years + (month <= 2 ? 1 : 0), month, date }
}
