// The controls that go from step to step, and what the step is that was made last.

import { stepText } from '@jvisor/scenario'
import { useEffect } from 'preact/hooks'
import { tidied } from '../drawing/words.ts'
import { busy, current, go, linux, played, problem, step, stop } from '../model.ts'

/** Keys go to steps, unless they are typed into something. */
function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event
      if (event.altKey || event.ctrlKey || event.metaKey) return
      if (
        target instanceof Element &&
        target.closest('input, select, textarea, [contenteditable], [role=slider]')
      )
        return
      const to = { ArrowRight: step.value + 1, ArrowLeft: step.value - 1, Home: 0, End: Infinity }[key]
      if (to === undefined) return
      event.preventDefault()
      go(to)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

export function Stepper() {
  useKeys()
  const all = played.value?.steps.length ?? 0
  const at = step.value
  return (
    <div class="stepper">
      <fieldset class="controls" aria-label="Steps">
        <button type="button" onClick={() => go(0)} disabled={at === 0} aria-label="To the beginning">
          |◀
        </button>
        <button type="button" onClick={() => go(at - 1)} disabled={at === 0} aria-label="Step back">
          ◀ Back
        </button>
        <button type="button" onClick={() => go(at + 1)} disabled={at === all} aria-label="Step forward">
          Step ▶
        </button>
        <button type="button" onClick={() => go(all)} disabled={at === all} aria-label="To the end">
          ▶|
        </button>
        <input
          type="range"
          min={0}
          max={all}
          value={at}
          aria-label="Step"
          aria-valuetext={`${at} of ${all}`}
          onInput={({ currentTarget }) => go(Number(currentTarget.value))}
        />
        <output>
          {at} / {all}
        </output>
        {busy.value && (
          <button type="button" class="stop" onClick={stop}>
            Stop
          </button>
        )}
      </fieldset>
      <div class="current" aria-live="polite">
        {current.value === undefined ? <Before /> : <Current />}
      </div>
    </div>
  )
}

function Before() {
  const teaches = played.value?.scenario.teaches
  if (played.value === undefined)
    return <p>{problem.value === undefined ? 'Playing…' : 'Nothing was played yet.'}</p>
  return <p>{teaches ?? 'Nothing was called yet: this is how things stand before the first step.'}</p>
}

function Current() {
  const told = current.value
  if (told === undefined) return null
  const theirs = linux.value
  const answer = theirs?.report.steps[step.value - 1]
  const same = answer === undefined || stepText(answer) === stepText(told)
  return (
    <>
      {told.note !== undefined && <p class="note">{told.note}</p>}
      {told.lines.map((line, i) => (
        <pre key={i}>{tidied(line)}</pre>
      ))}
      {told.why !== undefined && (
        <p>
          <b>Why:</b> {told.why}.
        </p>
      )}
      {told.also.length > 0 && <p>Also: {told.also.join(', ')}.</p>}
      {told.out.length > 0 && <p class="bytes">It left: {told.out.join(' ')}</p>}
      {told.expected !== undefined && (
        <p class="wrong">
          Expected {told.expected}, got {told.result}.
        </p>
      )}
      {answer !== undefined && (
        <p class={same ? 'linux' : 'linux wrong'}>
          <b>Linux {theirs?.kernel.replace(/-.*/, '')}:</b> {stepText(answer)}
          {same ? ', as here' : ': not as here'}
        </p>
      )}
    </>
  )
}
