// The terminal: the screen, beside it what strace tells and the files. Files can be dropped anywhere on it.

import { useEffect, useRef, useState } from 'preact/hooks'
import { view } from '../views.ts'
import './terminal.css'
import { FilesPanel } from './files-panel.tsx'
import {
  bring,
  focusScreen,
  foreground,
  isBusy,
  notice,
  openScreen,
  readOut,
  restart,
  setReadOut,
  state,
  stop,
  type,
} from './session.ts'
import { TracePanel } from './trace-panel.tsx'

/** Keys that a phone lacks, and what they type. */
const KEYS = [
  ['Ctrl-C', '\x03', 'interrupt'],
  ['Ctrl-D', '\x04', 'end of input'],
  ['Ctrl-Z', '\x1a', 'suspend'],
] as const

export function Terminal() {
  const isShown = view.value === 'terminal'
  const isOver = useDrop(isShown)
  return (
    <main class={isOver ? 'terminal over' : 'terminal'} hidden={!isShown}>
      <section class="console panel" aria-label="Terminal">
        <Controls />
        <Console />
        <p class="notice" role="status">
          {notice.value ||
            'Try cat readme.txt. Drop files here: static programs for riscv64 can be run by their names.'}
        </p>
      </section>
      <TracePanel />
      <FilesPanel />
    </main>
  )
}

function Console() {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (ref.current === null) return
    openScreen(ref.current)
    focusScreen()
  }, [])
  return <div ref={ref} class="screen" />
}

function Controls() {
  const runs = state.value === 'running'
  return (
    <div class="title">
      <State />
      <fieldset class="keys" aria-label="Keys">
        {KEYS.map(([name, typed, meaning]) => (
          <button
            key={name}
            type="button"
            title={meaning}
            disabled={!runs}
            onClick={() => {
              void type(typed)
              focusScreen()
            }}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <fieldset class="keys" aria-label="Machine">
        <button
          type="button"
          class={foreground.value === undefined ? undefined : 'stop'}
          title="End the machine, whatever runs"
          disabled={!runs && state.value !== 'starting'}
          onClick={stop}
        >
          Stop
        </button>
        <button
          type="button"
          title="A new machine"
          onClick={() => {
            void restart()
            focusScreen()
          }}
        >
          Restart
        </button>
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={readOut.value}
          onChange={({ currentTarget }) => setReadOut(currentTarget.checked)}
        />
        Screen reader
      </label>
    </div>
  )
}

/** How the machine stands. */
function State() {
  const name = foreground.value
  const isWorking = state.value === 'starting' || name !== undefined || isBusy.value
  return (
    <p class={isWorking ? 'machine-state working' : 'machine-state'} role="status">
      <span class="dot" data-state={state.value} />
      {isBusy.value ? 'busy…' : stateText(name)}
    </p>
  )
}

function stateText(name: string | undefined): string {
  switch (state.value) {
    case 'starting':
      return 'starting…'
    case 'running':
      return name === undefined ? 'ready' : `${name} runs`
    case 'ended':
      return 'ended'
    case 'failed':
      return 'failed'
  }
}

/** Takes files that are dropped. @returns whether some are held over the page */
function useDrop(isShown: boolean): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    if (!isShown) return
    const onOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setIsOver(false)
      const dropped = [...(event.dataTransfer?.files ?? [])]
      if (dropped.length === 0) return
      event.preventDefault()
      void bring(dropped).then(focusScreen)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [isShown])
  return isOver
}
