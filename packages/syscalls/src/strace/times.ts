// Clocks and times as strace(1) shows them. Called by params.ts.

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
import type { TimeParamKind } from '../spec.ts'
import { byValue, table } from './flag-tables.ts'
import type { Decoding } from './params.ts'
import { flagText, pointer, valueText } from './text.ts'
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
const TIMER_FLAGS = table({ TIMER_ABSTIME })

export function timeParam(d: Decoding, param: TimeParamKind, i: number): string {
  const at = d.args.bigint(i)
  const failed = (d.result ?? -1) < 0
  switch (param) {
    case 'clock':
      return valueText(d.args.int(i), CLOCKS, 'CLOCK_???')
    case 'timer-flags':
      return flagText(d.args.int(i), TIMER_FLAGS)
    case 'timespec-in':
      return timespecText(d.task, at)
    case 'timespec-out':
      return failed ? pointer(at) : timespecText(d.task, at)
    case 'remaining-out':
      return wasInterrupted(d, i) ? timespecText(d.task, at) : pointer(at)
    case 'timeval-in':
      return timevalText(d.task, at)
    case 'timeval-out':
      return failed ? pointer(at) : timevalText(d.task, at)
    case 'timezone-in':
      return timezoneText(d.task, at)
    case 'timezone-out':
      return failed ? pointer(at) : timezoneText(d.task, at)
    case 'time-out':
      return failed ? pointer(at) : secondsText(d.task, at)
  }
}

/** What is left of a sleep is told of one that a signal ended, and that was not to end at a time. */
function wasInterrupted(d: Decoding, i: number): boolean {
  const absolute = d.params[i - 2] === 'timer-flags' && d.args.int(i - 2) !== 0
  return !absolute && isInternal(-(d.result ?? 0) as Errno)
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
export function intervalText(t: Task, at: bigint, unit: string): string {
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
export function dateText(seconds: number): string {
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
