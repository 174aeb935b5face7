// The drawing of an address space: an axis, lanes with the segments, the mappings, the pages.

import type { TransferSegment } from '@jvisor/scenario'
import { useRef } from 'preact/hooks'
import { lanes, moved, type Placed, place, type Span, ticks, zoomed } from '../drawing/spans.ts'
import { addressText, pagesText, segmentColour, sizeText } from '../drawing/words.ts'
import type { MappingPicture, PageRun } from '../playing/picture.ts'
import type { Landmark } from '../playing/played.ts'

interface Props {
  readonly mappings: readonly MappingPicture[]
  readonly segments: readonly TransferSegment[]
  readonly landmarks: readonly Landmark[]
  readonly view: Span
  readonly width: number
  /** Somebody zooms or moves. */
  readonly change: (view: Span) => void
}

const AXIS = 22
const LANE = 20
const MOST_LANES = 5
const MAPPING = 40
const PAGES = 12
/** Pixels between marks of the axis, at least. */
const MARK = 110
const WHEEL = 1.0015
/** What is no wider than that many pixels nobody can point at: it is one shape, and says nothing. */
const NARROW = 3

/** A segment with its place in the vector. */
interface Bar extends Span {
  readonly index: number
  readonly segment: TransferSegment
  readonly lane: number
}

export function AddressSpace({ mappings, segments, landmarks, view, width, change }: Props) {
  const drag = useRef<{ x: number; view: Span } | undefined>(undefined)
  const bars = barsOf(segments)
  const rows = Math.max(1, ...bars.map(({ lane }) => lane + 1))
  const top = AXIS + rows * LANE + 6
  const height = top + MAPPING + PAGES + 8
  const scale = width / (view.end - view.start)
  const at = (address: number) => (address - view.start) * scale
  const stop = stopOf(segments)
  return (
    <svg
      class="space"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${mappings.length} mappings, ${segments.length} segments`}
      onWheel={(event) => {
        event.preventDefault()
        const pointed = view.start + event.offsetX / scale
        change(
          event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
            ? moved(view, (event.deltaX || event.deltaY) / scale)
            : zoomed(view, WHEEL ** event.deltaY, pointed),
        )
      }}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, view }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={({ clientX }) => {
        if (drag.current !== undefined) change(moved(drag.current.view, (drag.current.x - clientX) / scale))
      }}
      onPointerUp={() => {
        drag.current = undefined
      }}
    >
      <defs>
        <pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="none" width="6" height="6" />
          <line class="none-line" x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
      {ticks(view, width / MARK).map((address) => (
        <g key={address} class="tick" transform={`translate(${at(address)} 0)`}>
          <line y1={AXIS - 5} y2={height} />
          <text x="3" y={AXIS - 8}>
            {addressText(address, landmarks)}
          </text>
        </g>
      ))}
      {place(mappings, view, width, kindOf).map((placed) => (
        <Mapping key={placed.item.start} placed={placed} y={top} landmarks={landmarks} />
      ))}
      {place(
        mappings.flatMap(({ pages }) => pages),
        view,
        width,
        runKind,
      ).map(({ item, x, width: w }) => (
        <rect
          key={item.start}
          class={item.copyOnWrite ? 'page copied' : 'page'}
          x={x}
          y={top + MAPPING + 2}
          width={w}
          height={PAGES}
        >
          {w > NARROW && (
            <title>
              {pagesText(item.end - item.start)} in memory{item.copyOnWrite ? ', copied when written' : ''}
            </title>
          )}
        </rect>
      ))}
      <g class="segments">
        {bars.map((bar) => (
          <Segment key={bar.index} bar={bar} at={at} width={width} />
        ))}
      </g>
      {stop !== undefined && (
        <g class="stopped" transform={`translate(${Math.max(4, Math.min(width - 4, at(stop)))} 0)`}>
          <line y1={AXIS - 2} y2={top + MAPPING + PAGES} />
          <path d={`M-5 ${AXIS - 4}h10l-5 7z`} />
          <title>Stopped at {addressText(stop, landmarks)}</title>
        </g>
      )}
    </svg>
  )
}

function barsOf(segments: readonly TransferSegment[]): Bar[] {
  const seen = segments.flatMap((segment, index) =>
    segment.length > 0 ? [{ index, segment, start: segment.base, end: segment.base + segment.length }] : [],
  )
  const lane = lanes(seen, MOST_LANES)
  return seen.map((bar, i) => ({ ...bar, lane: lane[i] ?? 0 }))
}

/** The first byte that was not moved, though it should have been. */
function stopOf(segments: readonly TransferSegment[]): number | undefined {
  const first = segments.find(({ length, moved: count }) => count < length)
  return first === undefined ? undefined : first.base + first.moved
}

/** Mappings that look alike. */
const kindOf = ({ perms, inode }: MappingPicture): string => `${perms} ${inode}`
const runKind = ({ copyOnWrite }: PageRun): string => String(copyOnWrite)

function Mapping({
  placed: { item, x, width, count },
  y,
  landmarks,
}: {
  readonly placed: Placed<MappingPicture>
  readonly y: number
  readonly landmarks: readonly Landmark[]
}) {
  const { start, end, perms, name, inode } = item
  const what = name === '' ? 'anonymous' : name
  const where = addressText(start, landmarks)
  const text = count > 1 ? `${count} mappings from ${where} on` : `${where}: ${perms} ${what}`
  return (
    <g class={`mapping ${inode === 0 ? 'anonymous' : 'file'} ${perms[3] === 's' ? 'shared' : ''}`}>
      <rect
        x={x}
        y={y}
        width={width}
        height={MAPPING}
        fill={perms.startsWith('---') ? 'url(#none)' : undefined}
        class={perms[1] === 'w' ? 'writable' : perms[0] === 'r' ? 'readable' : 'closed'}
      >
        {width > NARROW && (
          <title>
            {text}, {pagesText(end - start)}
          </title>
        )}
      </rect>
      {width > 46 && count === 1 && (
        <text x={x + 5} y={y + 16}>
          {perms}
        </text>
      )}
      {width > 9 * what.length && width > 60 && count === 1 && (
        <text x={x + 5} y={y + 32} class="detail">
          {what}
        </text>
      )}
    </g>
  )
}

/** A segment: solid as far as its bytes were moved. */
function Segment({
  bar: { index, segment, lane, start, end },
  at,
  width,
}: {
  readonly bar: Bar
  readonly at: (address: number) => number
  readonly width: number
}) {
  const clip = (x: number) => Math.max(-2, Math.min(width + 2, x))
  const [x, solid, last] = [clip(at(start)), clip(at(start + segment.moved)), clip(at(end))]
  if (last <= 0 || x >= width) return null
  const y = AXIS + lane * LANE + 2
  const colour = segmentColour(index)
  if (last - x <= NARROW) {
    const fill = solid > x ? colour : 'none'
    return <rect x={x} y={y} width={Math.max(1.5, last - x)} height={LANE - 4} stroke={colour} fill={fill} />
  }
  return (
    <g class="segment">
      <rect x={x} y={y} width={Math.max(1.5, last - x)} height={LANE - 4} stroke={colour} fill="none" />
      {solid > x && <rect x={x} y={y} width={Math.max(1, solid - x)} height={LANE - 4} fill={colour} />}
      {last - x > 16 && (
        <text x={x + 4} y={y + 12} class={solid - x > 16 ? 'on' : undefined}>
          {index}
        </text>
      )}
      <title>
        segment {index}: {segment.moved} of {sizeText(segment.length)} moved
      </title>
    </g>
  )
}
