// The mappings as a table, for those who read rather than look.

import { useState } from 'preact/hooks'
import { addressText, pagesText } from '../drawing/words.ts'
import type { MappingPicture } from '../playing/picture.ts'
import type { Landmark } from '../playing/played.ts'
import { Scroll } from './scroll.tsx'

/** Rows that are written. */
const MOST = 200

interface Props {
  readonly mappings: readonly MappingPicture[]
  readonly landmarks: readonly Landmark[]
}

export function MappingTable({ mappings, landmarks }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details class="table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {mappings.length} mapping{mappings.length === 1 ? '' : 's'} as a table
      </summary>
      {open && <Table mappings={mappings} landmarks={landmarks} />}
    </details>
  )
}

function Table({ mappings, landmarks }: Props) {
  return (
    <Scroll label="The mappings">
      <table>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">length</th>
            <th scope="col">may</th>
            <th scope="col">what</th>
            <th scope="col">in memory</th>
          </tr>
        </thead>
        <tbody>
          {mappings.slice(0, MOST).map(({ start, end, perms, name, pages }) => (
            <tr key={start}>
              <td>{addressText(start, landmarks)}</td>
              <td>{pagesText(end - start)}</td>
              <td>
                <code>{perms}</code>
              </td>
              <td>{name === '' ? 'anonymous' : name}</td>
              <td>{pagesText(pages.reduce((sum, run) => sum + run.end - run.start, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {mappings.length > MOST && <p>and {mappings.length - MOST} more</p>}
    </Scroll>
  )
}
