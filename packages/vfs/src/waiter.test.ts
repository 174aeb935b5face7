// Wait queues.

import { expect, test } from 'vitest'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, WaitEntry, WaitQueue } from './waiter.ts'

function queueOf(...masks: number[]) {
  const heard: string[] = []
  const queue = new WaitQueue()
  const entries = masks.map((mask, i) => new WaitEntry(mask, (events) => heard.push(`${i}:${events}`)))
  for (const entry of entries) queue.register(entry)
  const notify = (events: number) => {
    queue.notify(events)
    return heard.splice(0)
  }
  return { queue, entries, notify }
}

test.each([
  [
    'those who want it, in the order in which they came',
    [EVENT_IN, EVENT_OUT, EVENT_IN | EVENT_OUT],
    EVENT_IN,
    ['0:1', '2:1'],
  ],
  ['everybody of an error', [EVENT_IN, EVENT_OUT], EVENT_ERR, ['0:8', '1:8']],
  ['everybody of a hang-up', [EVENT_IN, 0], EVENT_HUP, ['0:16', '1:16']],
  ['nobody of what nobody wants', [EVENT_IN, 0], EVENT_OUT, []],
  ['nobody if nobody waits', [], EVENT_IN, []],
])('a notification tells %s', (_name, masks, events, heard) => {
  expect(queueOf(...masks).notify(events)).toEqual(heard)
})

test.each([
  [[0], ['1:1', '2:1']],
  [[1], ['0:1', '2:1']],
  [[2], ['0:1', '1:1']],
  [[1, 0], ['2:1']],
  [[2, 0, 1], []],
])('without %j the others are told', (removed, heard) => {
  const { queue, entries, notify } = queueOf(EVENT_IN, EVENT_IN, EVENT_IN)
  for (const i of removed) queue.unregister(entries[i])
  expect(notify(EVENT_IN)).toEqual(heard)
  expect(queue.isEmpty).toBe(heard.length === 0)
  for (const i of removed) queue.register(entries[i])
  expect(notify(EVENT_IN)).toEqual([...heard, ...removed.map((i) => `${i}:1`)])
})

test('a callback may take its own entry out', () => {
  const queue = new WaitQueue()
  const heard: number[] = []
  for (let i = 0; i < 3; i++) {
    const entry: WaitEntry = new WaitEntry(EVENT_IN, () => {
      heard.push(i)
      queue.unregister(entry)
    })
    queue.register(entry)
  }
  queue.notify(EVENT_IN)
  queue.notify(EVENT_IN)
  expect(heard).toEqual([0, 1, 2])
  expect(queue.isEmpty).toBe(true)
})
