// The mappings in the drawing of an address space, and below them the pages that are in memory. What is too narrow to be
// pointed at is drawn as one path of each kind, so that 65 000 mappings are a few shapes.

import { type Placed, place, type Span, stripPaths, within } from '../drawing/spans.ts'
import { addressText, pagesText } from '../drawing/words.ts'
import type { MappingPicture, PageRun } from '../playing/picture.ts'
import type { Landmark } from '../playing/played.ts'

interface Props {
  readonly mappings: readonly MappingPicture[]
  readonly landmarks: readonly Landmark[]
  readonly view: Span
  readonly width: number
  readonly top: number
  readonly heights: { readonly mapping: number; readonly pages: number }
}

export function Mappings({ mappings, landmarks, view, width, top, heights }: Props) {
  const seen = within(mappings, view)
  const below = top + heights.mapping + 2
  const placed = place(seen, view, width, kindOf)
  const pages = place(pagesOf(seen), view, width, pageKind)
  return (
    <>
      {[...stripPaths(placed.strips, top, heights.mapping)].map(([kind, path]) => (
        <path key={`m${kind}`} class={looksOf(kind)} d={path} />
      ))}
      {placed.wide.map((one) => (
        <Mapping key={one.item.start} placed={one} y={top} height={heights.mapping} landmarks={landmarks} />
      ))}
      {[...stripPaths(pages.strips, below, heights.pages)].map(([kind, path]) => (
        <path key={`p${kind}`} class={PAGE_LOOKS[kind]} d={path} />
      ))}
      {pages.wide.map(({ item, x, width: across }) => (
        <rect
          key={-item.start}
          class={PAGE_LOOKS[pageKind(item)]}
          x={x}
          y={below}
          width={across}
          height={heights.pages}
        >
          <title>
            {pagesText(item.end - item.start)} in memory{item.copyOnWrite ? ', copied when written' : ''}
          </title>
        </rect>
      ))}
    </>
  )
}

function pagesOf(mappings: readonly MappingPicture[]): PageRun[] {
  const runs: PageRun[] = []
  for (const { pages } of mappings) for (const run of pages) runs.push(run)
  return runs
}

const PAGE_LOOKS = ['page', 'page copied']
const pageKind = ({ copyOnWrite }: PageRun): number => (copyOnWrite ? 1 : 0)

/** The first bit: of a file; the second: shared; above them: what may be done with it. */
function kindOf({ perms, inode }: MappingPicture): number {
  const may = perms[1] === 'w' ? 2 : perms[0] === 'r' ? 1 : 0
  return (inode === 0 ? 0 : 1) | (perms[3] === 's' ? 2 : 0) | (may << 2)
}

const MAY = ['closed', 'readable', 'writable']
/** Classes of a kind. */
const looksOf = (kind: number): string =>
  `mapping ${kind & 1 ? 'file' : 'anonymous'} ${kind & 2 ? 'shared ' : ''}${MAY[kind >> 2]}`

/** Pixels that the permissions need, a character of the name, and any name. */
const PERMS = 46
const CHARACTER = 9
const NAME = 60

function Mapping({
  placed: { item, x, width },
  y,
  height,
  landmarks,
}: {
  readonly placed: Placed<MappingPicture>
  readonly y: number
  readonly height: number
  readonly landmarks: readonly Landmark[]
}) {
  const { start, end, perms, name } = item
  const what = name === '' ? 'anonymous' : name
  return (
    <>
      <rect class={looksOf(kindOf(item))} x={x} y={y} width={width} height={height}>
        <title>
          {addressText(start, landmarks)}: {perms} {what}, {pagesText(end - start)}
        </title>
      </rect>
      {width > PERMS && (
        <text x={x + 5} y={y + 16}>
          {perms}
        </text>
      )}
      {width > Math.max(NAME, CHARACTER * what.length) && (
        <text x={x + 5} y={y + 32} class="detail">
          {what}
        </text>
      )}
    </>
  )
}
