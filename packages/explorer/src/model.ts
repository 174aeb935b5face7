// What the page shows: a text, what became of it when it was played, and a step of that. Views read the signals; only the
// functions here change them.

import { batch, computed, signal } from '@preact/signals'
import { EXAMPLES, exampleOf, loadRecorded, type Recorded } from './examples.ts'
import type { Language } from './playing/language.ts'
import type { Picture } from './playing/picture.ts'
import type { Played, PlayedStep, Problem } from './playing/played.ts'
import { Stage } from './playing/stage.ts'
import { fragmentOf, shownBy } from './share/link.ts'

const stage = new Stage()

const textSignal = signal('')
const playedSignal = signal<Played | undefined>(undefined)
const problemSignal = signal<Problem | undefined>(undefined)
const stepSignal = signal(0)
const busySignal = signal(false)
const addressSignal = signal('#')
const recordedSignal = signal<Recorded | undefined>(undefined)

export const text = computed(() => textSignal.value)
/** As it was played last; it stays while a text is wrong. */
export const played = computed(() => playedSignal.value)
export const problem = computed(() => problemSignal.value)
/** Something is being played. */
export const busy = computed(() => busySignal.value)
/** The example that is shown, unchanged. */
export const example = computed(() => exampleOf(textSignal.value))

/** The fragment of the address that shows the same. */
export const address = computed(() => addressSignal.value)

/** Steps that have been made: 0 is before the first. */
export const step = computed(() => Math.min(stepSignal.value, playedSignal.value?.steps.length ?? 0))
/** The step that was made last. */
export const current = computed((): PlayedStep | undefined => playedSignal.value?.steps[step.value - 1])
/** The processes before it, and after. */
export const before = computed(() => pictureAt(step.value - 1))
export const after = computed(() => pictureAt(step.value))

/** What Linux made of the example. */
export const linux = computed(() => {
  const [name, recorded] = [example.value?.name, recordedSignal.value]
  if (name === undefined || recorded === undefined) return undefined
  const report = recorded.reports[name]
  return report === undefined ? undefined : { kernel: recorded.kernel, report }
})

function pictureAt(made: number): Picture {
  const all = playedSignal.value
  return (made > 0 ? all?.steps[made - 1]?.picture : all?.before) ?? []
}

/** Shows a text, at a step. */
export async function open(newText: string, atStep = 0): Promise<void> {
  batch(() => {
    textSignal.value = newText
    stepSignal.value = atStep
    busySignal.value = true
  })
  const result = await stage.play(newText)
  if (result === undefined || textSignal.value !== newText) return
  batch(() => {
    busySignal.value = false
    problemSignal.value = 'problem' in result ? result : undefined
    if (!('problem' in result)) playedSignal.value = result
  })
  remember()
}

/** Breaks off what is being played. */
export function stop(): void {
  stage.stop()
  batch(() => {
    busySignal.value = false
    problemSignal.value = { problem: 'stopped', line: undefined, column: undefined }
  })
}

/** Goes to a step; those that there are not are the nearest that there is. */
export function go(to: number): void {
  stepSignal.value = Math.max(0, Math.min(to, playedSignal.value?.steps.length ?? 0))
  remember()
}

/** Milliseconds between two times that the address is written: browsers refuse when that is done too often. */
const WRITE_APART = 100
let writing: ReturnType<typeof setTimeout> | undefined
let written = 0
/** The fragment of the address that was followed or written last. */
let hash = ''

/** Keeps in the address what is shown; if it has just been written, in a moment. */
function remember(): void {
  clearTimeout(writing)
  writing = setTimeout(() => void writeAddress(), Math.max(0, written + WRITE_APART - performance.now()))
}

async function writeAddress(): Promise<void> {
  written = performance.now()
  const fragment = await fragmentOf({
    example: example.value?.name,
    text: textSignal.value,
    step: step.value,
  })
  addressSignal.value = fragment
  // Where somebody has gone meanwhile, they are to come.
  if (location.hash !== hash || hash === fragment) return
  history.replaceState(null, '', fragment)
  hash = fragment
}

/** Shows what the address says, or the first thing that everybody should see. */
export async function openAddress(): Promise<void> {
  clearTimeout(writing)
  hash = location.hash
  const shown = await shownBy(hash)
  const name = shown?.example ?? 'fault-in-the-middle.yaml'
  const found = EXAMPLES.find((one) => one.name === name) ?? EXAMPLES[0]
  await open(shown?.text ?? found?.text ?? '', shown?.step ?? 1)
}

/** What an editor wants to know of the language. */
export const fetchLanguage = (): Promise<Language> => stage.language()

/** Fetches what Linux made of the examples, to stand beside ours. */
export async function fetchLinux(): Promise<void> {
  recordedSignal.value = await loadRecorded()
}
