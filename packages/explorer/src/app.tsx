// The page: what is played above, how it stands below.

import { busy } from './model.ts'
import { Editor } from './view/editor.tsx'
import { Files } from './view/files.tsx'
import { Header } from './view/header.tsx'
import { Layers } from './view/layers.tsx'
import { Memory } from './view/memory.tsx'
import { Stepper } from './view/stepper.tsx'
import { Steps } from './view/steps.tsx'

export function App() {
  return (
    <>
      <Header />
      <main aria-busy={busy.value}>
        <section class="scenario" aria-label="Scenario">
          <Editor />
          <Steps />
        </section>
        <section class="state" aria-label="The step">
          <Stepper />
          <Memory />
          <Files />
          <Layers />
        </section>
      </main>
    </>
  )
}
