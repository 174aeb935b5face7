// TimerQueue: what is to happen at a time. One alarm of the host's clock stands for the earliest of all timers.
// gVisor: pkg/sentry/ktime. Linux: kernel/time/hrtimer.c.

import type { AlarmClock } from './host.ts'

/** Something that happens once, at a time, each time it is started. */
export class Timer {
  readonly callback: () => void
  /** Nanoseconds since boot; of a timer that is not in a queue, when it last would have expired. */
  deadlineNs = Infinity
  /** Its place in the heap; -1 outside. The queue's business. */
  place = -1

  /** `callback` is called synchronously; it may start and stop timers, and must not throw. */
  constructor(callback: () => void) {
    this.callback = callback
  }

  get armed(): boolean {
    return this.place >= 0
  }
}

/** A time that passes, and what is to happen when it has come that far. */
export interface TimeBase {
  /** Nanoseconds. */
  nowNs(): number
  /** @see TimerQueue.start */
  start(timer: Timer, deadlineNs: number): void
  stop(timer: Timer): void
}

/** The timers of a machine: a heap by deadline. */
export class TimerQueue implements TimeBase {
  readonly clock: AlarmClock
  readonly #heap: Timer[] = []
  readonly #ring = () => this.#expire()
  #alarmNs = Infinity
  #expiring = false

  constructor(clock: AlarmClock) {
    this.clock = clock
  }

  /** Since boot. */
  nowNs(): number {
    return this.clock.monotonicNs()
  }

  /** Timers that are armed. */
  get size(): number {
    return this.#heap.length
  }

  /** When the next one expires, ns since boot; Infinity if none does. */
  get nextNs(): number {
    return this.#heap[0]?.deadlineNs ?? Infinity
  }

  /** Arms a timer, or moves it. A deadline that has passed expires with the host's next turn, not before this returns. */
  start(timer: Timer, deadlineNs: number): void {
    timer.deadlineNs = deadlineNs
    if (timer.place < 0) {
      timer.place = this.#heap.length
      this.#heap.push(timer)
    }
    this.#sift(timer)
    this.#setAlarm()
  }

  /** Disarms a timer, if it is armed. */
  stop(timer: Timer): void {
    const { place } = timer
    if (place < 0) return
    timer.place = -1
    const last = this.#heap.pop()
    if (last !== undefined && last !== timer) {
      last.place = place
      this.#heap[place] = last
      this.#sift(last)
    }
    this.#setAlarm()
  }

  #expire(): void {
    this.#alarmNs = Infinity
    this.#expiring = true
    const now = this.clock.monotonicNs()
    for (let first = this.#heap[0]; first !== undefined && first.deadlineNs <= now; first = this.#heap[0]) {
      this.stop(first)
      first.callback()
    }
    this.#expiring = false
    this.#setAlarm()
  }

  #setAlarm(): void {
    if (this.#expiring || this.nextNs === this.#alarmNs) return
    this.#alarmNs = this.nextNs
    this.clock.setAlarm(this.#alarmNs, this.#ring)
  }

  /** Puts a timer that is in the heap where its deadline belongs. */
  #sift(timer: Timer): void {
    const heap = this.#heap
    let { place } = timer
    while (place > 0 && heap[(place - 1) >> 1].deadlineNs > timer.deadlineNs) {
      place = this.#move((place - 1) >> 1, place)
    }
    for (;;) {
      let child = 2 * place + 1
      if (child + 1 < heap.length && heap[child + 1].deadlineNs < heap[child].deadlineNs) child++
      if (child >= heap.length || heap[child].deadlineNs >= timer.deadlineNs) break
      place = this.#move(child, place)
    }
    heap[place] = timer
    timer.place = place
  }

  #move(from: number, to: number): number {
    const timer = this.#heap[from]
    this.#heap[to] = timer
    timer.place = to
    return from
  }
}
