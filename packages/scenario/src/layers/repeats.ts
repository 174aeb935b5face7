// Calls that come again and again, one for each page or segment, told once: the first, how many more, and the last.

import type { Hop } from './hop.ts'

/** Calls in a row that are the same count as one from so many on. */
const MANY = 4
/** The longest row that is looked for, such as "allocate, copy". */
const LONGEST = 4

/** What a call is, whatever its arguments: its name, and what it called. */
const shapeOf = (hop: Hop): string => `${hop.name}(${hop.children.map(shapeOf).join()})`

/** How often the `period` hops at `from` come one after the other. */
function runOf(shapes: readonly string[], from: number, period: number): number {
  let end = from + period
  while (end < shapes.length && shapes[end] === shapes[end - period]) end++
  return Math.floor((end - from) / period)
}

/** The same calls with long runs folded; what was folded before is counted on. */
export function foldRepeats(hops: readonly Hop[]): Hop[] {
  const shapes = hops.map(shapeOf)
  const folded: Hop[] = []
  for (let i = 0; i < hops.length; ) {
    let period = 1
    while (period <= LONGEST && runOf(shapes, i, period) < MANY) period++
    if (period > LONGEST) {
      folded.push(hops[i++])
      continue
    }
    const end = i + runOf(shapes, i, period) * period
    for (let k = 0; k < period; k++) {
      let hidden = 0
      for (let at = i + k + period; at < end - period; at += period) hidden += 1 + (hops[at].repeated ?? 0)
      const first = hops[i + k]
      first.repeated = (first.repeated ?? 0) + hidden
      folded.push(first)
    }
    folded.push(...hops.slice(end - period, end))
    i = end
  }
  return folded
}
