// What strace tells of the programs, as it happens.

import { useLayoutEffect, useRef } from 'preact/hooks'
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

function Lines() {
  const ref = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const lines = shownLines.value
  useLayoutEffect(() => {
    const list = ref.current
    if (list !== null && follows.current) list.scrollTop = list.scrollHeight
  }, [lines])
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
