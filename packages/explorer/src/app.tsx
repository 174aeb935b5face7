// The page: one of its views. The scenario: what is played above, how it stands below. The terminal is loaded when it is
// opened first, and stays.

import { effect, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { busy } from './model.ts'
import { Editor } from './view/editor.tsx'
import { Files } from './view/files.tsx'
import { Header } from './view/header.tsx'
import { Layers } from './view/layers.tsx'
import { Memory } from './view/memory.tsx'
import { Stepper } from './view/stepper.tsx'
import { Steps } from './view/steps.tsx'
import { Vector } from './view/vector.tsx'
import { view } from './views.ts'

const Terminal = signal<ComponentType | undefined>(undefined)

function Missing() {
  return (
    <main>
      <p class="problem" role="alert">
        The terminal could not be loaded. Reload the page to try again.
      </p>
    </main>
  )
}

effect(() => {
  if (view.value !== 'terminal' || Terminal.peek() !== undefined) return
  import('./terminal/terminal.tsx').then(
    (module) => {
      Terminal.value = module.Terminal
    },
    () => {
      Terminal.value = Missing
    },
  )
})

function Scenario() {
  return (
    <main aria-busy={busy.value}>
      <section class="scenario" aria-label="Scenario">
        <Editor />
        <Steps />
      </section>
      <section class="state" aria-label="The step">
        <Stepper />
        <Memory />
        <Vector />
        <Files />
        <Layers />
      </section>
    </main>
  )
}

export function App() {
  const Loaded = Terminal.value
  return (
    <>
      <Header />
      {view.value === 'scenario' && <Scenario />}
      {Loaded === undefined ? view.value === 'terminal' && <main aria-busy>Loading…</main> : <Loaded />}
    </>
  )
}
