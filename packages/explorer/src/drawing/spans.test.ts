import { describe, expect, test } from 'vitest'
import { around, lanes, moved, neighbourhoods, place, ticks, withAir, zoomed } from './spans.ts'

const span = (start: number, end: number) => ({ start, end })

test('mappings that lie far apart are neighbourhoods of their own', () => {
  expect(neighbourhoods([])).toEqual([])
  expect(neighbourhoods([span(0, 4096), span(8192, 12288), span(2 ** 40, 2 ** 40 + 4096)])).toEqual([
    span(0, 12288),
    span(2 ** 40, 2 ** 40 + 4096),
  ])
})

test('around, withAir, zoomed, moved', () => {
  expect(around([])).toBeUndefined()
  expect(around([span(5, 9), span(2, 3)])).toEqual(span(2, 9))
  expect(withAir(span(0, 4096))).toEqual(span(0, 6144))
  expect(withAir(span(120_000, 240_000))).toEqual(span(110_000, 250_000))
  expect(zoomed(span(1000, 2000), 0.5)).toEqual(span(1250, 1750))
  expect(zoomed(span(1000, 2000), 2, 1000)).toEqual(span(1000, 3000))
  expect(zoomed(span(0, 100), 0.01)).toEqual(span(18, 82))
  expect(moved(span(10, 20), -50)).toEqual(span(0, 10))
})

describe('place', () => {
  test('clips what sticks out, and leaves out what is elsewhere', () => {
    const items = [span(0, 10), span(10, 60), span(70, 200), span(300, 400)]
    expect(place(items, span(50, 150), 200).map(({ x, width, count }) => [x, width, count])).toEqual([
      [0, 20, 1],
      [40, 160, 1],
    ])
  })

  test('never draws many more than there are pixels', () => {
    const many = Array.from({ length: 65_000 }, (_, i) => span(i * 8192, i * 8192 + 4096))
    const placed = place(many, span(0, 65_000 * 8192), 1000)
    expect(placed.length).toBeLessThanOrEqual(1000)
    expect(placed.reduce((sum, { count }) => sum + count, 0)).toBe(65_000)
  })

  test('and keeps kinds apart, of each of which there are few', () => {
    const items = [span(0, 1), span(1, 2), span(2, 3)]
    const kinds = place(items, span(0, 3000), 1000, ({ start }) => (start === 1 ? 'b' : 'a'))
    expect(kinds.map(({ item, count }) => [item.start, count])).toEqual([
      [0, 2],
      [1, 1],
    ])
    const many = Array.from({ length: 65_000 }, (_, i) => span(i * 8192, i * 8192 + 4096))
    const placed = place(many, span(0, 65_000 * 8192), 1000, ({ start }) => `${(start / 8192) % 3}`)
    expect(placed.length).toBeLessThanOrEqual(3000)
    expect(placed.reduce((sum, { count }) => sum + count, 0)).toBe(65_000)
  })
})

test('lanes keep what overlaps apart, as long as there are any', () => {
  expect(lanes([span(0, 10), span(10, 20), span(5, 15), span(12, 13), span(12, 14)], 3)).toEqual([
    0, 0, 1, 2, 2,
  ])
})

test('ticks are round', () => {
  expect(ticks(span(4000, 13000), 3)).toEqual([4096, 8192, 12288])
})
