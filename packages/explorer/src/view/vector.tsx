// The vector of the call: its array of buffers, in order, with what became of each.

import type { TransferSegment } from '@jvisor/scenario'
import { Fragment } from 'preact'
import { addressText, segmentColour, sizeText } from '../drawing/words.ts'
import { current, played } from '../model.ts'
import type { Landmark } from '../playing/played.ts'
import { Scroll } from './scroll.tsx'

/** Rows of the beginning; those around where it stopped are written too. */
const MOST = 32

export function Vector() {
  const segments = current.value?.segments ?? []
  const landmarks = played.value?.landmarks ?? []
  if (segments.length === 0) return null
  const first = segments.findIndex(({ length, moved }) => moved < length)
  const rows = [...segments.keys()].filter((i) => i < MOST || (first >= 0 && Math.abs(i - first) < 2))
  return (
    <section class="vector panel" aria-labelledby="vector-title">
      <div class="title">
        <h2 id="vector-title">{segments.length === 1 ? 'Buffer' : `Vector of ${segments.length}`}</h2>
      </div>
      <Scroll label="The buffers">
        <table>
          <thead>
            <tr>
              <th scope="col">segment</th>
              <th scope="col">from</th>
              <th scope="col" class="number">
                length
              </th>
              <th scope="col" class="number">
                moved
              </th>
              <th scope="col">lies over</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((i, n) => (
              <Fragment key={i}>
                <Left count={i - (rows[n - 1] ?? -1) - 1} />
                <Row index={i} segment={segments[i]} landmarks={landmarks} isStop={i === first} />
              </Fragment>
            ))}
            <Left count={segments.length - (rows.at(-1) ?? -1) - 1} />
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

/** Rows that are left out. */
function Left({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <tr>
      <td class="kind" colSpan={5}>
        … {count} more
      </td>
    </tr>
  )
}

function Row({
  index,
  segment: { base, length, moved, parts },
  landmarks,
  isStop,
}: {
  readonly index: number
  readonly segment: TransferSegment
  readonly landmarks: readonly Landmark[]
  readonly isStop: boolean
}) {
  const colour = segmentColour(index)
  return (
    <tr>
      <td>
        <span
          class="swatch"
          style={{ borderColor: colour, background: moved > 0 ? colour : 'transparent' }}
        />
        {index}
      </td>
      <td>{addressText(base, landmarks)}</td>
      <td class="number">{length}</td>
      <td class={isStop ? 'number stopped' : 'number'}>{moved}</td>
      <td>
        {parts.map(({ bytes, mapped }, i) => (
          <span key={i}>
            {i > 0 && ', then '}
            <code>{mapped}</code> {sizeText(bytes)}
          </span>
        ))}
        {length === 0 && 'nothing'}
      </td>
    </tr>
  )
}
