// Spans of addresses: which part of an address space is drawn, and which mappings can be told apart at that scale.

import { PAGE_SIZE } from '@jvisor/abi'

/** Addresses from `start` up to `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Mappings that lie further apart are not drawn on one scale. */
const FAR = 256 << 20

/** The neighbourhoods of mappings: the heap, the arena of a scenario, what the kernel has placed near the top. */
export function neighbourhoods(mappings: readonly Span[]): Span[] {
  const found: { start: number; end: number }[] = []
  for (const { start, end } of mappings) {
    const last = found.at(-1)
    if (last === undefined || start - last.end > FAR) found.push({ start, end })
    else last.end = end
  }
  return found
}

/** A span with some air around it: a twelfth on each side, `least` bytes at least. */
export function withAir({ start, end }: Span, least = PAGE_SIZE / 2): Span {
  const air = Math.max(least, (end - start) / 12)
  return { start: Math.max(0, start - air), end: end + air }
}

/** The smallest span around all; undefined for none. */
export function around(spans: readonly Span[]): Span | undefined {
  if (spans.length === 0) return undefined
  let [start, end] = [Infinity, 0]
  for (const span of spans) {
    start = Math.min(start, span.start)
    end = Math.max(end, span.end)
  }
  return { start, end }
}

/** A span that is `factor` times as long, around a place that stays where it is. */
export function zoomed({ start, end }: Span, factor: number, at = (start + end) / 2): Span {
  const length = Math.min(2 ** 47, Math.max(64, (end - start) * factor))
  const part = (at - start) / (end - start)
  const first = Math.max(0, at - length * part)
  return { start: first, end: first + length }
}

export function moved({ start, end }: Span, by: number): Span {
  const first = Math.max(0, start + by)
  return { start: first, end: first + end - start }
}

/** Something at a place of the drawing: pixels from its left edge. */
export interface Placed<T> {
  readonly item: T
  readonly x: number
  readonly width: number
  /** How many are drawn as one, because nobody could tell them apart; this is the first. */
  readonly count: number
}

/**
 * Where the parts of `items`, which are in order, lie in `view` drawn `pixels` wide. What is narrower than a pixel is
 * drawn together with others of its `kind` there, so that of each kind there are never many more than there are pixels.
 */
export function place<T extends Span>(
  items: readonly T[],
  view: Span,
  pixels: number,
  kind: (item: T) => string = () => '',
): Placed<T>[] {
  const scale = pixels / (view.end - view.start)
  const placed: { item: T; x: number; width: number; count: number }[] = []
  const lastOf = new Map<string, (typeof placed)[number]>()
  for (let i = firstAfter(items, view.start); i < items.length && items[i].start < view.end; i++) {
    const item = items[i]
    const x = Math.max(0, (item.start - view.start) * scale)
    const end = Math.min(pixels, (item.end - view.start) * scale)
    const last = lastOf.get(kind(item))
    if (last !== undefined && end - last.x < 1.5) {
      last.width = Math.max(last.width, end - last.x)
      last.count++
      continue
    }
    const one = { item, x, width: Math.max(0.75, end - x), count: 1 }
    placed.push(one)
    lastOf.set(kind(item), one)
  }
  return placed
}

/** Index of the first item that ends after `at`. */
function firstAfter(items: readonly Span[], at: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (items[middle].end > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Lanes for spans that may overlap, in the order in which they come: the first lane that is free, up to `most`. */
export function lanes(spans: readonly Span[], most: number): number[] {
  const ends: number[] = []
  return spans.map(({ start, end }) => {
    const free = ends.findIndex((taken) => taken <= start)
    const lane = free >= 0 ? free : Math.min(ends.length, most - 1)
    ends[lane] = Math.max(ends[lane] ?? 0, end)
    return lane
  })
}

/** Round addresses of a view, a page or a power of two apart, about `wanted` of them. */
export function ticks({ start, end }: Span, wanted: number): number[] {
  let apart = 16
  while ((end - start) / apart > wanted) apart *= 2
  const found: number[] = []
  for (let at = Math.ceil(start / apart) * apart; at < end; at += apart) found.push(at)
  return found
}
