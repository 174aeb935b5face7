// What strace tells of the programs, as it happens.

import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { clearTrace, filter, isTracing, setFilter, setTracing, shownLines, state, trace } from './session.ts'
import type { KeptLine } from './trace.ts'

export function TracePanel() {
  return (
    <section class="panel trace" aria-labelledby="trace-title">
      <div class="title">
        <h2 id="trace-title">strace</h2>
        <label>
          <input
            type="checkbox"
            checked={isTracing.value}
            onChange={({ currentTarget }) => setTracing(currentTarget.checked)}
          />
          On
        </label>
        <button type="button" onClick={clearTrace} disabled={trace.value.lines.length === 0}>
          Clear
        </button>
        <input
          type="search"
          placeholder="Filter: wc read 7"
          aria-label="Filter: words of the line, names of programs, numbers of processes"
          value={filter.value}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
      </div>
      <Lines />
    </section>
  )
}

/** How near the end, in pixels, somebody reads who wants to see what comes. */
const NEAR = 30

/** Lines that are drawn, unless somebody wants to see those before them: more cost time while programs run. */
const DRAWN = 200

function Lines() {
  const ref = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const [wantsAll, setWantsAll] = useState(false)
  const all = shownLines.value
  if (wantsAll && all.length <= DRAWN) setWantsAll(false)
  const lines = wantsAll ? all : all.slice(-DRAWN)
  useLayoutEffect(() => {
    const list = ref.current
    if (list !== null && follows.current) list.scrollTop = list.scrollHeight
  }, [all])
  return (
    <div
      ref={ref}
      class="lines"
      role="log"
      aria-live="off"
      aria-label="System calls"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached with the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < NEAR
      }}
    >
      {lines.length === 0 && <p class="kind">{emptyText()}</p>}
      {lines.length < all.length && (
        <button
          type="button"
          onClick={() => {
            follows.current = false
            setWantsAll(true)
          }}
        >
          {all.length - lines.length} earlier lines
        </button>
      )}
      {lines.map((line) => (
        <Line key={line.number} line={line} />
      ))}
    </div>
  )
}

function emptyText(): string {
  const { lines, before } = trace.value
  if (lines.length > 0) return `None of ${lines.length} lines has all of that.`
  if (!isTracing.value) return 'It is off, and costs nothing.'
  if (before > 0 || state.value === 'running') return 'Nothing yet: type a command.'
  return ''
}

function Line({ line: { tid, program, text, kind } }: { line: KeptLine }) {
  return (
    <div class={`line ${kind}`}>
      <span class="task">
        {program} {tid}
      </span>{' '}
      <code>{text}</code>
    </div>
  )
}
