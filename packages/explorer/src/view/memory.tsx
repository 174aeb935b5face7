// The address space, to scale: the segments of the vector over the mappings, and the pages below them.

import { computed, signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { around, firstAfter, moved, neighbourhoods, type Span, withAir, zoomed } from '../drawing/spans.ts'
import { addressText } from '../drawing/words.ts'
import { after, current, played, step } from '../model.ts'
import type { ProcessPicture } from '../playing/picture.ts'
import type { Played } from '../playing/played.ts'
import { AddressSpace } from './address-space.tsx'
import { Legend } from './legend.tsx'
import { MappingTable } from './mapping-table.tsx'
import { useWidth } from './use-width.ts'

/** The process that somebody has chosen, and the step at which; it holds until the next. */
const chosen = signal<{ readonly process: string; readonly step: number } | undefined>(undefined)
/** A part of the address space that somebody has chosen, by zooming or as a neighbourhood; it holds for the scenario. */
const chosenView = signal<{ readonly span: Span; readonly of: Played | undefined } | undefined>(undefined)

function choose(span: Span | undefined): void {
  chosenView.value = span === undefined ? undefined : { span, of: played.value }
}

const process = computed((): ProcessPicture | undefined => {
  const { process: name = current.value?.process } = chosen.value?.step === step.value ? chosen.value : {}
  return after.value.find((one) => one.name === name) ?? after.value[0]
})

const landmarks = computed(() => played.value?.landmarks ?? [])

/** The segments of the call, as far as they belong to the process that is shown. */
const segments = computed(() =>
  process.value?.name === current.value?.process ? (current.value?.segments ?? []) : [],
)

const places = computed(() => neighbourhoods(process.value?.mappings ?? []))

/** What is shown unless somebody has chosen: the memory of the scenario. */
const whole = computed((): Span => {
  const home = around(landmarks.value)
  const place = places.value.find(
    ({ start, end }) => home !== undefined && start < home.end && end > home.start,
  )
  return withAir(place ?? home ?? places.value[0] ?? { start: 0, end: 4096 })
})

const view = computed(() =>
  chosenView.value?.of === played.value ? (chosenView.value?.span ?? whole.value) : whole.value,
)

/** The part in which the call's segments lie. */
const callSpan = computed(() => {
  const seen = around(
    segments.value.flatMap(({ base, length }) =>
      length >= 0 ? [{ start: base, end: base + Math.max(1, length) }] : [],
    ),
  )
  return seen === undefined || seen.end - seen.start > 2 ** 40 ? undefined : withAir(seen, CALL_AIR)
})

const ZOOM = 1.6
/** Bytes around a call's segments, at least. */
const CALL_AIR = 16

export function Memory() {
  const ref = useRef<HTMLDivElement>(null)
  const width = useWidth(ref)
  const shown = process.value
  return (
    <section class="memory panel" aria-labelledby="memory-title">
      <div class="title">
        <h2 id="memory-title">Address space</h2>
        {after.value.length > 1 && <Processes />}
        {places.value.length > 1 && <Places />}
        <fieldset class="zoom" aria-label="Zoom">
          <button type="button" onClick={() => choose(undefined)}>
            All
          </button>
          <button
            type="button"
            disabled={callSpan.value === undefined}
            onClick={() => choose(callSpan.value)}
          >
            The call
          </button>
          <button type="button" aria-label="Further away" onClick={() => choose(zoomed(view.value, ZOOM))}>
            −
          </button>
          <button type="button" aria-label="Nearer" onClick={() => choose(zoomed(view.value, 1 / ZOOM))}>
            +
          </button>
          <button
            type="button"
            aria-label="Lower addresses"
            onClick={() => choose(moved(view.value, (view.value.start - view.value.end) / 4))}
          >
            ←
          </button>
          <button
            type="button"
            aria-label="Higher addresses"
            onClick={() => choose(moved(view.value, (view.value.end - view.value.start) / 4))}
          >
            →
          </button>
        </fieldset>
      </div>
      <div ref={ref}>
        {shown !== undefined && width > 0 && (
          <AddressSpace
            mappings={shown.mappings}
            segments={segments.value}
            landmarks={landmarks.value}
            view={view.value}
            width={width}
            change={choose}
          />
        )}
      </div>
      <Legend />
      {shown !== undefined && <MappingTable mappings={shown.mappings} landmarks={landmarks.value} />}
    </section>
  )
}

function Processes() {
  return (
    <label>
      <span class="label">Process</span>
      <select
        value={process.value?.name}
        onChange={({ currentTarget }) => {
          chosen.value = { process: currentTarget.value, step: step.value }
        }}
      >
        {after.value.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}

/** The neighbourhoods that there are besides the scenario's own memory. */
function Places() {
  const name = ({ start }: Span) => {
    const mappings = process.value?.mappings ?? []
    const first = mappings.at(firstAfter(mappings, start))
    return first === undefined || first.name === '' ? addressText(start, landmarks.value) : first.name
  }
  const at = places.value.findIndex(({ start, end }) => view.value.start < end && view.value.end > start)
  return (
    <label>
      <span class="label">Part</span>
      <select
        value={at}
        onChange={({ currentTarget }) => {
          const place = places.value[Number(currentTarget.value)]
          if (place !== undefined) choose(withAir(place))
        }}
      >
        {places.value.map((place, i) => (
          <option key={place.start} value={i}>
            {name(place)}
          </option>
        ))}
      </select>
    </label>
  )
}
