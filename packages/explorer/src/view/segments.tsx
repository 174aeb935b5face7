// The segments of the vector over the mappings, in the drawing of an address space: in lanes where they overlap.

import type { TransferSegment } from '@jvisor/scenario'
import { lanes, rectPath, type Span } from '../drawing/spans.ts'
import { COLOURS, segmentColour, sizeText } from '../drawing/words.ts'

/** Height of a lane. */
export const LANE = 20
const BAR = LANE - 4
const MOST_LANES = 5
/** Pixels: what is no wider says nothing; and how wide a shape is at least. */
const NARROW = 3
const HAIR = 0.75
/** Pixels that a number needs. */
const NUMBER = 16

/** A segment with its place in the vector. */
export interface Bar extends Span {
  readonly index: number
  readonly segment: TransferSegment
  readonly lane: number
}

/** The segments that have a length. */
export function barsOf(segments: readonly TransferSegment[]): Bar[] {
  const seen = segments.flatMap((segment, index) =>
    segment.length > 0 ? [{ index, segment, start: segment.base, end: segment.base + segment.length }] : [],
  )
  const lane = lanes(seen, MOST_LANES)
  return seen.map((bar, i) => ({ ...bar, lane: lane[i] ?? 0 }))
}

/** A bar in pixels: solid as far as its bytes were moved. */
interface Drawn {
  readonly bar: Bar
  readonly x: number
  readonly solid: number
  readonly end: number
}

interface Props {
  readonly bars: readonly Bar[]
  readonly view: Span
  readonly width: number
  readonly top: number
}

export function Segments({ bars, view, width, top }: Props) {
  const drawn = drawnOf(bars, view, width)
  const isNarrow = ({ x, end }: Drawn) => end - x <= NARROW
  return (
    <g class="segments">
      {[...narrowPaths(drawn.filter(isNarrow), top)].map(([look, path]) => (
        <path
          key={look}
          d={path}
          stroke={segmentColour(look >> 1)}
          fill={look & 1 ? segmentColour(look >> 1) : 'none'}
        />
      ))}
      {drawn.map((one) => !isNarrow(one) && <Segment key={one.bar.index} drawn={one} top={top} />)}
    </g>
  )
}

/** What is seen of the bars. */
function drawnOf(bars: readonly Bar[], { start, end }: Span, width: number): Drawn[] {
  const scale = width / (end - start)
  const clip = (address: number) => Math.max(-2, Math.min(width + 2, (address - start) * scale))
  return bars.flatMap((bar) =>
    bar.end <= start || bar.start >= end
      ? []
      : [{ bar, x: clip(bar.start), solid: clip(bar.start + bar.segment.moved), end: clip(bar.end) }],
  )
}

/** Narrow bars as one path for each colour: its number, and a bit that is set if anything was moved. */
function narrowPaths(drawn: readonly Drawn[], top: number): ReadonlyMap<number, string> {
  const paths = new Map<number, string>()
  for (const { bar, x, end } of drawn) {
    const look = ((bar.index % COLOURS) << 1) | (bar.segment.moved > 0 ? 1 : 0)
    const path = rectPath(x, topOf(bar, top), Math.max(HAIR, end - x), BAR)
    paths.set(look, (paths.get(look) ?? '') + path)
  }
  return paths
}

const topOf = ({ lane }: Bar, top: number): number => top + lane * LANE + 2

function Segment({ drawn: { bar, x, solid, end }, top }: { readonly drawn: Drawn; readonly top: number }) {
  const { index, segment } = bar
  const y = topOf(bar, top)
  const colour = segmentColour(index)
  // Its number stands in what was moved, or in what was not, where there is room.
  const number = solid - x > NUMBER ? x : end - solid > NUMBER ? solid : undefined
  return (
    <g class="segment">
      <rect x={x} y={y} width={end - x} height={BAR} stroke={colour} fill="none" />
      {solid > x && <rect x={x} y={y} width={Math.max(1, solid - x)} height={BAR} fill={colour} />}
      {number !== undefined && (
        <text x={number + 4} y={y + 12} class={number < solid ? 'on' : undefined}>
          {index}
        </text>
      )}
      <title>
        segment {index}: {segment.moved} of {sizeText(segment.length)} moved
      </title>
    </g>
  )
}
