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

/** Something that is wide enough to be pointed at: pixels from the left edge of the drawing. */
export interface Placed<T> {
  readonly item: T
  readonly x: number
  readonly width: number
}

/** What is too narrow for that: things that nobody could tell apart, drawn as one. */
export interface Strip {
  readonly x: number
  readonly width: number
  /** The kinds that are there: bit n for kind n. */
  readonly kinds: number
}

/** What is no wider than that many pixels nobody can point at. */
const NARROW = 3
/** Pixels of a strip, at most, and at least. */
const STRIP = 1.5
const HAIR = 0.75

/**
 * Where `items`, which are in order and do not overlap, lie in `view` drawn `pixels` wide; of each strip there are never
 * more than there are pixels, however many items there are. `kind` gives a number below 31.
 */
export function place<T extends Span>(
  items: readonly T[],
  view: Span,
  pixels: number,
  kind: (item: T) => number = () => 0,
): { readonly wide: Placed<T>[]; readonly strips: Strip[] } {
  const scale = pixels / (view.end - view.start)
  const wide: Placed<T>[] = []
  const strips: Strip[] = []
  let [x, end, kinds] = [0, 0, 0]
  const close = () => {
    if (kinds !== 0) strips.push({ x, width: Math.max(HAIR, end - x), kinds })
    kinds = 0
  }
  for (let i = firstAfter(items, view.start); i < items.length && items[i].start < view.end; i++) {
    const item = items[i]
    const from = Math.max(0, (item.start - view.start) * scale)
    const to = Math.min(pixels, (item.end - view.start) * scale)
    if (to - from > NARROW) wide.push({ item, x: from, width: to - from })
    else if (kinds !== 0 && to - x < STRIP) {
      end = to
      kinds |= 1 << kind(item)
    } else {
      close()
      ;[x, end, kinds] = [from, to, 1 << kind(item)]
    }
  }
  close()
  return { wide, strips }
}

/** The items that are seen, of those in order. */
export function within<T extends Span>(items: readonly T[], { start, end }: Span): readonly T[] {
  const first = firstAfter(items, start)
  const last = firstAfter(items, end)
  // The one at the end of the view may begin in it.
  return items.slice(first, last < items.length && items[last].start < end ? last + 1 : last)
}

/** Index of the first item that ends after `at`. */
export function firstAfter(items: readonly Span[], at: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (items[middle].end > at) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The strips as paths, by kind, `y` from the top and `height` high: where there are several kinds in one strip, each
 * has its part of the height.
 */
export function stripPaths(strips: readonly Strip[], y: number, height: number): ReadonlyMap<number, string> {
  const paths = new Map<number, string>()
  for (const { x, width, kinds } of strips) {
    const part = height / bitCount(kinds)
    let top = y
    for (let kind = 0; kinds >> kind !== 0; kind++) {
      if (((kinds >> kind) & 1) === 0) continue
      paths.set(kind, (paths.get(kind) ?? '') + rectPath(x, top, width, part))
      top += part
    }
  }
  return paths
}

/** A rectangle as a part of a path. */
export function rectPath(x: number, y: number, width: number, height: number): string {
  const across = round(width)
  return `M${round(x)} ${round(y)}h${across}v${round(height)}h-${across}z`
}

/** To a hundredth of a pixel. */
const round = (pixels: number): number => Math.round(pixels * 100) / 100

function bitCount(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
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
