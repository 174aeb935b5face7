import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlarmClock } from './host.ts'
import { Timer, TimerQueue } from './timer-queue.ts'

class HandClock implements AlarmClock {
  readonly bootTimeSec = 0
  now = 0
  alarms = 0
  #deadline = Infinity
  #ring = () => {}
  monotonicNs(): number {
    return this.now
  }
  setAlarm(deadlineNs: number, ring: () => void): void {
    this.alarms++
    this.#deadline = deadlineNs
    this.#ring = ring
  }
  to(now: number): void {
    this.now = now
    if (this.#deadline > now) return
    this.#deadline = Infinity
    this.#ring()
  }
}

describe('TimerQueue', () => {
  test('expires in the order of deadlines, whatever was started, moved and stopped', () => {
    const command = fc.tuple(fc.nat(15), fc.constantFrom('start', 'stop', 'wait'), fc.nat(100))
    fc.assert(
      fc.property(fc.array(command, { maxLength: 100 }), (commands) => {
        const clock = new HandClock()
        const queue = new TimerQueue(clock)
        const rung: number[] = []
        const want: number[] = []
        const model = new Map<number, number>()
        const timers = Array.from({ length: 16 }, (_, i) => new Timer(() => rung.push(i)))
        for (const [i, what, n] of commands) {
          if (what === 'start') {
            queue.start(timers[i], clock.now + n)
            model.set(i, clock.now + n)
          } else if (what === 'stop') {
            queue.stop(timers[i])
            model.delete(i)
          } else {
            const due = [...model].filter(([, at]) => at <= clock.now + n).sort(([, a], [, b]) => a - b)
            want.push(...due.map(([, at]) => at))
            for (const [k] of due) model.delete(k)
            clock.to(clock.now + n)
          }
          expect(rung.map((k) => timers[k].deadlineNs)).toEqual(want)
          rung.length = want.length = 0
          expect([queue.size, queue.nextNs]).toEqual([model.size, Math.min(Infinity, ...model.values())])
        }
      }),
    )
  })

  test('a callback may start its own timer again, and stop another that is due', () => {
    const clock = new HandClock()
    const queue = new TimerQueue(clock)
    const rung: string[] = []
    const other = new Timer(() => rung.push('other'))
    const again = new Timer(() => {
      rung.push('again')
      queue.stop(other)
      if (rung.length < 3) queue.start(again, clock.now)
    })
    queue.start(other, 6)
    queue.start(again, 5)
    clock.to(7)
    expect([rung, queue.size]).toEqual([['again', 'again', 'again'], 0])
  })

  test('asks for one alarm at a time, and only when the earliest deadline changes', () => {
    const clock = new HandClock()
    const queue = new TimerQueue(clock)
    const [a, b] = [new Timer(() => {}), new Timer(() => {})]
    queue.start(a, 5)
    queue.start(b, 9)
    queue.stop(b)
    expect(clock.alarms).toBe(1)
    queue.stop(a)
    expect([clock.alarms, a.armed]).toEqual([2, false])
  })
})
