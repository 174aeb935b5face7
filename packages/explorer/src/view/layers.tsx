// The house: which rooms the call went through, and its way from one to the next.

import type { Hop, Place } from '@jvisor/scenario'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { current } from '../model.ts'

/** The rooms, top floor first; mm and vfs are neighbours. What each is for, in a few words. */
const FLOORS: readonly (readonly (readonly [room: string, purpose: string])[])[] = [
  [['syscalls', 'the calls, by their Linux names']],
  [['kernel', 'tasks, descriptors, I/O sequences']],
  [
    ['mm', 'mappings, faults, copies'],
    ['vfs', 'files, pipes, paths'],
  ],
  [['memmap', 'pages, and what can be mapped']],
  [['usermem', 'addresses, ranges, sequences']],
]

const OURS = 'https://github.com/jvisor/jvisor/blob/main/'
const GVISOR = 'https://github.com/google/gvisor/blob/master/'

/** Line by "path#symbol", once it is loaded. */
const lines = signal<Readonly<Record<string, number>>>({})

/** Declarations are known by the last part of their name. */
function sourceLink({ path, symbol }: Place): string {
  const line = lines.value[`${path}#${symbol.slice(symbol.lastIndexOf('.') + 1)}`]
  return `${OURS}${path}${line === undefined ? '' : `#L${line}`}`
}

function roomsOf(hops: readonly Hop[], counts = new Map<string, number>()): ReadonlyMap<string, number> {
  for (const { layer, repeated = 0, children } of hops) {
    counts.set(layer, (counts.get(layer) ?? 0) + 1 + repeated)
    roomsOf(children, counts)
  }
  return counts
}

export function Layers() {
  useEffect(() => {
    void import('virtual:source-lines').then((module) => {
      lines.value = module.default
    })
  }, [])
  const hops = current.value?.hops ?? []
  const visited = roomsOf(hops)
  return (
    <section class="layers panel" aria-labelledby="layers-title">
      <div class="title">
        <h2 id="layers-title">Layers</h2>
      </div>
      <div class="house-and-way">
        <div
          class="house"
          role="img"
          aria-label={`The call went through ${[...visited.keys()].join(', ') || 'no layer'}`}
        >
          {FLOORS.map((rooms) => (
            <div key={rooms[0]?.[0]} class="floor">
              {rooms.map(([room, purpose]) => {
                const count = visited.get(room)
                return (
                  <div key={room} class={count === undefined ? 'room' : 'room lit'}>
                    <b>{room}</b>
                    {count !== undefined && <span class="count">{count}</span>}
                    <small>{purpose}</small>
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        {hops.length === 0 ? <p>No call was made.</p> : <Way hops={hops} />}
      </div>
    </section>
  )
}

function Way({ hops }: { readonly hops: readonly Hop[] }) {
  return (
    <ol class="way">
      {hops.map((hop, i) => (
        <li key={i}>
          <div class="hop">
            <span class={`layer ${hop.layer}`}>{hop.layer}</span>{' '}
            <code>
              <a href={sourceLink(hop.source)} target="_blank" rel="noreferrer" title={hop.source.path}>
                {hop.name}
              </a>
              ({hop.args.join(', ')})
            </code>
            <Result hop={hop} />
            {hop.gvisor !== undefined && (
              <a
                class="gvisor"
                href={`${GVISOR}${hop.gvisor.path}`}
                target="_blank"
                rel="noreferrer"
                title={`${hop.gvisor.path}: ${hop.gvisor.symbol}`}
              >
                gVisor: {hop.gvisor.symbol}, {hop.gvisor.path.replace(/^.*\//, '')}
              </a>
            )}
          </div>
          {hop.children.length > 0 && <Way hops={hop.children} />}
        </li>
      ))}
    </ol>
  )
}

function Result({ hop: { result, waited, repeated } }: { readonly hop: Hop }) {
  const text =
    result === undefined
      ? 'waits'
      : result === ''
        ? ''
        : `= ${result}${waited === true ? ', after a wait' : ''}`
  return (
    <span class="result">
      {text === '' ? '' : ` ${text}`}
      {repeated !== undefined && ` … ${repeated} more`}
    </span>
  )
}
