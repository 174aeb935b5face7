// The open files: how much there is of each, its offset; and of the one that the call was about, what moved.

import { PAGE_SIZE } from '@jvisor/abi'
import type { TransferSegment } from '@jvisor/scenario'
import { computed } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { rectPath } from '../drawing/spans.ts'
import { COLOURS, segmentColour, sizeText } from '../drawing/words.ts'
import { after, before, current } from '../model.ts'
import type { FilePicture, Picture } from '../playing/picture.ts'
import type { Transferred } from '../playing/played.ts'
import { useWidth } from './use-width.ts'

const HEIGHT = 18

const filesOf = (picture: Picture, process: string) =>
  picture.find(({ name }) => name === process)?.files ?? []

const name = computed(() => current.value?.process ?? after.value[0]?.name ?? '')
const files = computed(() => filesOf(after.value, name.value))

export function Files() {
  const ref = useRef<HTMLDivElement>(null)
  const width = useWidth(ref)
  const earlier = filesOf(before.value, name.value)
  return (
    <section class="files panel" aria-labelledby="files-title">
      <div class="title">
        <h2 id="files-title">Open files</h2>
      </div>
      <div ref={ref}>
        {files.value.length === 0 && <p>None.</p>}
        {files.value.map((file) => (
          <File
            key={file.fd}
            file={file}
            was={earlier.find(({ fd }) => fd === file.fd)}
            transferred={current.value?.transferred?.fd === file.fd ? current.value.transferred : undefined}
            width={width}
          />
        ))}
      </div>
    </section>
  )
}

interface Props {
  readonly file: FilePicture
  readonly was: FilePicture | undefined
  readonly transferred: Transferred | undefined
  readonly width: number
}

function File({ file, was, transferred, width }: Props) {
  return (
    <div class={transferred === undefined ? 'file' : 'file touched'}>
      <p>
        <b>{file.fd}</b> {file.names.join(', ')} <span class="kind">{file.kind}</span> {standing(file, was)}
      </p>
      {width > 0 && (file.size !== undefined || file.capacity !== undefined) && (
        <Bar file={file} was={was} transferred={transferred} width={width} />
      )}
    </div>
  )
}

/** "at 0 → 196 of 6000 B". */
function standing(file: FilePicture, was: FilePicture | undefined): string {
  const change = (now: number, then: number | undefined) =>
    then === undefined || then === now ? `${now}` : `${then} → ${now}`
  if (file.slots !== undefined) {
    const slots = `${file.slots.length} of ${(file.capacity ?? 0) / PAGE_SIZE} slots`
    return `holds ${change(heldBy(file), was && heldBy(was))} bytes, in ${slots}`
  }
  if (file.offset === undefined) return ''
  return `at ${change(file.offset, was?.offset)} of ${change(file.size ?? 0, was?.size)} bytes`
}

/** Bytes in a pipe. */
const heldBy = ({ slots = [] }: FilePicture): number => slots.reduce((sum, length) => sum + length, 0)

/** A part of the file that is drawn in a colour of its own. */
interface Part {
  readonly index: number
  readonly from: number
  readonly length: number
}

/** What moved, cut where one segment ends and the next begins. */
function partsOf(segments: readonly TransferSegment[], from: number): Part[] {
  let at = from
  return segments.flatMap(({ moved }, index) => {
    const part = { index, from: at, length: moved }
    at += moved
    return moved === 0 ? [] : [part]
  })
}

/** Parts that are no wider than that many pixels are one path for each colour, and say nothing. */
const NARROW = 3

function Parts({ parts, x }: { readonly parts: readonly Part[]; readonly x: (byte: number) => number }) {
  const paths = new Map<number, string>()
  const wide: Part[] = []
  for (const part of parts) {
    const width = x(part.from + part.length) - x(part.from)
    const colour = part.index % COLOURS
    if (width > NARROW) wide.push(part)
    else paths.set(colour, (paths.get(colour) ?? '') + rectPath(x(part.from), 1, Math.max(1, width), HEIGHT))
  }
  return (
    <>
      {[...paths].map(([colour, path]) => (
        <path key={`path${colour}`} d={path} fill={segmentColour(colour)} />
      ))}
      {wide.map(({ index, from, length }) => (
        <rect
          key={index}
          x={x(from)}
          y={1}
          width={x(from + length) - x(from)}
          height={HEIGHT}
          fill={segmentColour(index)}
        >
          <title>
            segment {index}: {sizeText(length)} at {from}
          </title>
        </rect>
      ))}
    </>
  )
}

/** Where one slot of a pipe ends and the next begins. */
function slotEnds(slots: readonly number[]): number[] {
  let end = 0
  return slots.slice(0, -1).map((length) => {
    end += length
    return end
  })
}

function Bar({ file, was, transferred, width }: Props) {
  const segments = transferred === undefined ? [] : (current.value?.segments ?? [])
  const count = transferred?.count ?? 0
  const isPipe = file.capacity !== undefined
  // Of a pipe: what is read leaves at its beginning, what is written comes to its end.
  const isRead = transferred?.isRead === true
  const from = isPipe ? (isRead ? 0 : heldBy(file) - count) : (transferred?.offset ?? 0)
  // What has been read out of it is drawn as it was before.
  const slots = (isRead ? was : file)?.slots ?? []
  const held = isPipe ? heldBy({ ...file, slots }) : Math.max(file.size ?? 0, was?.size ?? 0)
  const whole = Math.max(1, isPipe ? (held === 0 ? 1 : held) : Math.max(held, from + count, file.offset ?? 0))
  const x = (byte: number) => (byte / whole) * (width - 2) + 1
  return (
    <svg class="bar" width={width} height={HEIGHT + 12} role="img" aria-label={`${file.kind} ${file.fd}`}>
      <rect class="content" x={1} y={1} width={Math.max(0, x(held) - 1)} height={HEIGHT} />
      <Parts parts={partsOf(segments, from)} x={x} />
      {slotEnds(slots).map((end) => (
        <line key={end} class="slot" x1={x(end)} x2={x(end)} y1={1} y2={HEIGHT + 1} />
      ))}
      {file.offset !== undefined && (
        <path class="offset" d={`M${x(Math.min(whole, file.offset))} ${HEIGHT + 2}l5 8h-10z`}>
          <title>offset {file.offset}</title>
        </path>
      )}
    </svg>
  )
}
