// Clocks: the wall clock, which can be set, and what the others show. gVisor: pkg/sentry/kernel/timekeeper.go.
// Linux: kernel/time/timekeeping.c, posix-timers.c.
//
// All of them are the host's time since boot and a shift. There is no suspend, so CLOCK_BOOTTIME is CLOCK_MONOTONIC; and
// nobody has told the kernel of leap seconds, so CLOCK_TAI is CLOCK_REALTIME.

import {
  CLOCK_BOOTTIME,
  CLOCK_MONOTONIC,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_MONOTONIC_RAW,
  CLOCK_REALTIME,
  CLOCK_REALTIME_COARSE,
  CLOCK_TAI,
  EINVAL,
  type Errno,
  OK,
  type Timespec,
  type Timezone,
} from '@jvisor/abi'
import { type AlarmClock, WaitQueue } from '@jvisor/vfs'

/** What {@link Clocks.changes} tells. */
export const CLOCK_WAS_SET = 1
/** What the coarse clocks go by, ns: the tick of a kernel with CONFIG_HZ=250. */
export const TICK_NS = 4_000_000
const SECOND = 1e9
/** Seconds that a time in nanoseconds can hold (KTIME_SEC_MAX); what is longer is for ever. */
const KTIME_SEC_MAX = 9_223_372_036
/** The wall clock shall have 30 years to go yet (TIME_SETTOD_SEC_MAX). */
const SETTABLE_SEC = KTIME_SEC_MAX - 30 * 365 * 86_400

/** Nanoseconds from 0 to 999,999,999, and no negative seconds. @see timespec64_valid */
export function isValidTime({ tv_sec, tv_nsec }: Timespec): boolean {
  return tv_sec >= 0 && tv_nsec >= 0 && tv_nsec < SECOND
}

/** A length of time in nanoseconds, Infinity if it is more than 292 years. Precondition: valid. */
export function durationNs({ tv_sec, tv_nsec }: Timespec): number {
  return tv_sec >= KTIME_SEC_MAX ? Infinity : tv_sec * SECOND + tv_nsec
}

/** Nanoseconds, 0 or more, as a struct. */
export function toTimespec(ns: number): Timespec {
  return { tv_sec: Math.floor(ns / SECOND), tv_nsec: ns % SECOND }
}

/** CLOCK_REALTIME and those that go with it. */
function isWallClock(id: number): boolean {
  return id === CLOCK_REALTIME || id === CLOCK_REALTIME_COARSE || id === CLOCK_TAI
}

export class Clocks {
  readonly #clock: AlarmClock
  /** Is told CLOCK_WAS_SET when CLOCK_REALTIME is. */
  readonly changes = new WaitQueue()
  /** What gettimeofday(2) says of the place; the kernel itself does not care. */
  timezone: Timezone = { tz_minuteswest: 0, tz_dsttime: 0 }
  // How far the wall clock is ahead of the time since boot: seconds, and nanoseconds below a second.
  #aheadSec: number
  #aheadNsec = 0

  constructor(clock: AlarmClock) {
    this.#clock = clock
    this.#aheadSec = clock.bootTimeSec
  }

  /** What a clock shows; undefined if it is none that shows the time. */
  read(id: number): Timespec | undefined {
    const now = this.#clock.monotonicNs()
    switch (id) {
      case CLOCK_REALTIME:
      case CLOCK_TAI:
        return this.#wall(now)
      case CLOCK_REALTIME_COARSE:
        return this.#wall(now - (now % TICK_NS))
      case CLOCK_MONOTONIC:
      case CLOCK_MONOTONIC_RAW:
      case CLOCK_BOOTTIME:
        return toTimespec(now)
      case CLOCK_MONOTONIC_COARSE:
        return toTimespec(now - (now % TICK_NS))
      default:
        return undefined
    }
  }

  #wall(now: number): Timespec {
    const nsec = this.#aheadNsec + (now % SECOND)
    const carry = nsec >= SECOND ? 1 : 0
    return { tv_sec: this.#aheadSec + Math.floor(now / SECOND) + carry, tv_nsec: nsec - carry * SECOND }
  }

  /** How far the wall clock has been moved since boot, ns; exact for 104 days. */
  get wallShiftNs(): number {
    return (this.#aheadSec - this.#clock.bootTimeSec) * SECOND + this.#aheadNsec
  }

  /**
   * When a clock will show `time`: nanoseconds since boot, Infinity if never. In the past if it has already.
   * Precondition: valid; the clock is one that {@link read} knows.
   */
  deadlineNs(id: number, time: Timespec): number {
    if (!isWallClock(id)) return durationNs(time)
    if (time.tv_sec >= KTIME_SEC_MAX) return Infinity
    return (time.tv_sec - this.#aheadSec) * SECOND + (time.tv_nsec - this.#aheadNsec)
  }

  /** A time that {@link setWall} may be given: one at all, and not later than 2232 (timespec64_valid_settod). */
  isSettable(time: Timespec): boolean {
    return isValidTime(time) && time.tv_sec < SETTABLE_SEC
  }

  /** Sets CLOCK_REALTIME. EINVAL: before the time since boot (settimeofday(2)). Precondition: {@link isSettable}. */
  setWall(time: Timespec): Errno {
    const now = toTimespec(this.#clock.monotonicNs())
    let sec = time.tv_sec - now.tv_sec
    let nsec = time.tv_nsec - now.tv_nsec
    if (nsec < 0) {
      sec--
      nsec += SECOND
    }
    if (sec < 0) return EINVAL
    this.#aheadSec = sec
    this.#aheadNsec = nsec
    this.changes.notify(CLOCK_WAS_SET)
    return OK
  }
}
