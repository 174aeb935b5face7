import { describe, expect, test } from 'vitest'
import {
  around,
  lanes,
  moved,
  neighbourhoods,
  place,
  stripPaths,
  ticks,
  withAir,
  within,
  zoomed,
} from './spans.ts'

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
  const many = Array.from({ length: 65_000 }, (_, i) => span(i * 8192, i * 8192 + 4096))

  test('clips what sticks out, and leaves out what is elsewhere', () => {
    const items = [span(0, 10), span(10, 60), span(70, 200), span(300, 400)]
    const { wide, strips } = place(items, span(50, 150), 200)
    expect(wide.map(({ item, x, width }) => [item.start, x, width])).toEqual([
      [10, 0, 20],
      [70, 40, 160],
    ])
    expect(strips).toEqual([])
    expect(within(items, span(50, 150))).toEqual([span(10, 60), span(70, 200)])
    expect(within(items, span(60, 70))).toEqual([])
    expect(within(items, span(60, 71))).toEqual([span(70, 200)])
  })

  test('never draws more than there are pixels', () => {
    const whole = span(0, 65_000 * 8192)
    const { wide, strips } = place(many, whole, 1000, ({ start }) => (start / 8192) % 3)
    expect(wide).toEqual([])
    expect(strips.length).toBeLessThanOrEqual(1000)
    expect(strips.every(({ kinds }) => kinds === 0b111)).toBe(true)
    expect(Math.max(...strips.map(({ x, width }) => x + width))).toBeLessThan(1001)
    expect(place(many, whole, 1000).strips[0]).toEqual({ x: 0, width: expect.closeTo(1.5, 1), kinds: 1 })
  })

  test('keeps apart what does not lie together', () => {
    const items = [span(0, 1), span(1, 2), span(6, 7), span(7, 17)]
    expect(place(items, span(0, 1000), 1000, ({ start }) => start % 2)).toEqual({
      wide: [{ item: span(7, 17), x: 7, width: 10 }],
      strips: [
        { x: 0, width: 1, kinds: 1 },
        { x: 1, width: 1, kinds: 2 },
        { x: 6, width: 1, kinds: 1 },
      ],
    })
  })

  test('strips are a path for each kind; those of several kinds are parted', () => {
    const strips = [
      { x: 1, width: 1.5, kinds: 0b101 },
      { x: 3, width: 1, kinds: 0b100 },
    ]
    expect([...stripPaths(strips, 10, 40)]).toEqual([
      [0, 'M1 10h1.5v20h-1.5z'],
      [2, 'M1 30h1.5v20h-1.5zM3 10h1v40h-1z'],
    ])
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
