// The drawing of an address space: an axis, lanes with the segments, the mappings, the pages.

import type { TransferSegment } from '@jvisor/scenario'
import { useMemo, useRef } from 'preact/hooks'
import { moved, type Span, ticks, zoomed } from '../drawing/spans.ts'
import { addressText } from '../drawing/words.ts'
import type { MappingPicture } from '../playing/picture.ts'
import type { Landmark } from '../playing/played.ts'
import { Mappings } from './mappings.tsx'
import { barsOf, LANE, Segments } from './segments.tsx'

interface Props {
  readonly mappings: readonly MappingPicture[]
  readonly segments: readonly TransferSegment[]
  readonly landmarks: readonly Landmark[]
  readonly view: Span
  readonly width: number
  /** Somebody zooms or moves. */
  readonly change: (view: Span) => void
}

/** The heights of the axis, of mappings and of the pages below them. */
const AXIS = 22
const MAPPING = 40
const PAGES = 12
/** Pixels between marks of the axis, at least. */
const MARK = 110
/** Pixels of a character there. */
const CHARACTER = 6.9
const WHEEL = 1.0015

export function AddressSpace({ mappings, segments, landmarks, view, width, change }: Props) {
  const drag = useRef<{ x: number; view: Span } | undefined>(undefined)
  const bars = useMemo(() => barsOf(segments), [segments])
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
      aria-label={[
        `${mappings.length} mappings, ${segments.length} segments`,
        ...(stop === undefined ? [] : [`stopped at ${addressText(stop, landmarks)}`]),
      ].join(', ')}
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
      {ticks(view, width / MARK).map((address) => {
        const [x, words] = [at(address), addressText(address, landmarks)]
        return (
          <g key={address} class="tick" transform={`translate(${x} 0)`}>
            <line y1={AXIS - 5} y2={height} />
            {x + words.length * CHARACTER < width && (
              <text x="3" y={AXIS - 8}>
                {words}
              </text>
            )}
          </g>
        )
      })}
      <Mappings
        mappings={mappings}
        landmarks={landmarks}
        view={view}
        width={width}
        top={top}
        heights={{ mapping: MAPPING, pages: PAGES }}
      />
      <Segments bars={bars} view={view} width={width} top={AXIS} />
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

/** The first byte that was not moved, though it should have been. */
function stopOf(segments: readonly TransferSegment[]): number | undefined {
  const first = segments.find(({ length, moved: count }) => count < length)
  return first === undefined ? undefined : first.base + first.moved
}
