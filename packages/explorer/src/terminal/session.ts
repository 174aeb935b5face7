// What the terminal shows: a machine, how it stands, what strace tells of it, its files. Views read the signals; only the
// functions here change them.

import addresses from 'virtual:guest-files'
import { computed, signal } from '@preact/signals'
import { proxy, type Remote, releaseProxy, wrap } from 'comlink'
import { download } from '../share/export.ts'
import { Screen } from './screen.ts'
import type { Listed, Provided, ProvidedFiles } from './shell-machine.ts'
import type { Offered } from './shell-worker.ts'
import { extended, matching, NO_TRACE, type Trace, type TraceLine } from './trace.ts'

export type State = 'starting' | 'running' | 'ended' | 'failed'

/** Milliseconds between two looks at what runs. */
const LOOK = 250
/** Milliseconds without an answer after which a machine counts as busy. */
const PATIENCE = 1500

/** Milliseconds between two drawings of what strace tells: the page has other things to do. */
const REST = 200

/** A machine that runs: its worker, and what reaches it. */
interface Running {
  readonly worker: Worker
  readonly machine: Remote<Offered>
  readonly typed: WritableStreamDefaultWriter<Uint8Array | string>
}

const stateSignal = signal<State>('starting')
const foregroundSignal = signal<string | undefined>(undefined)
const isBusySignal = signal(false)
const noticeSignal = signal('')
const traceSignal = signal<Trace>(NO_TRACE)
const filterSignal = signal('')
const isTracingSignal = signal(true)
const directorySignal = signal('')
const filesSignal = signal<readonly Listed[]>([])
const unlistedSignal = signal(0)
const readOutSignal = signal(false)

export const state = computed(() => stateSignal.value)
/** The program that the shell waits for. */
export const foreground = computed(() => foregroundSignal.value)
/** The machine has not answered for a while. */
export const isBusy = computed(() => isBusySignal.value)
/** What has become of something that was asked for. */
export const notice = computed(() => noticeSignal.value)
export const trace = computed(() => traceSignal.value)
export const filter = computed(() => filterSignal.value)
/** The lines that the filter lets through. */
export const shownLines = computed(() => matching(traceSignal.value.lines, filterSignal.value))
export const isTracing = computed(() => isTracingSignal.value)
/** Where the shell is, and the files there. */
export const directory = computed(() => directorySignal.value)
export const files = computed(() => filesSignal.value)
/** How many entries there are besides, too many to be listed. */
export const unlisted = computed(() => unlistedSignal.value)
/** What is shown is read out. */
export const readOut = computed(() => readOutSignal.value)

let screen: Screen | undefined
let worker: Worker | undefined
let running: Running | undefined
let looking = 0
/** When the look that has not been answered yet was begun; 0 if there is none. */
let lookedAt = 0

/** Puts the screen into the page, and starts the first machine. */
export function openScreen(parent: HTMLElement): void {
  screen = new Screen(parent, {
    onTyped: (text) => (running === undefined ? startAgain(text) : void type(text)),
    onResize: (size) => void running?.machine.resize(size),
  })
  void restart()
}

/** Enter starts another machine where there is none. */
function startAgain(typed: string): void {
  if (typed === '\r' && stateSignal.value !== 'starting') void restart()
}

/** Types text, as if keys were pressed. */
export async function type(text: string): Promise<void> {
  try {
    await running?.typed.write(text)
  } catch {
    // The shell has ended meanwhile: that is told on its own.
  }
}

export const focusScreen = (): void => screen?.focus()

/** Ends the machine, whatever its programs do. */
function end(): void {
  clearInterval(looking)
  running?.machine[releaseProxy]()
  worker?.terminate()
  worker = undefined
  running = undefined
  lookedAt = 0
  foregroundSignal.value = undefined
  isBusySignal.value = false
}

/** Stops the machine at once. */
export function stop(): void {
  end()
  ended('stopped')
}

function ended(how: string): void {
  stateSignal.value = 'ended'
  void screen?.write(`\x1b[0m\r\n[${how}. Enter starts a new machine]\r\n`)
}

/** A new machine, in place of the one that runs. */
export async function restart(): Promise<void> {
  if (screen === undefined) return
  end()
  screen.reset()
  traceSignal.value = NO_TRACE
  stateSignal.value = 'starting'
  noticeSignal.value = ''
  const mine = new Worker(new URL('./shell-worker.ts', import.meta.url), { type: 'module' })
  worker = mine
  mine.onerror = (event) => {
    event.preventDefault()
    if (worker === mine)
      failed(`The machine has failed: ${event.message || 'its script could not be loaded'}`)
  }
  try {
    const provided = await fetchProvided()
    const machine = wrap<Offered>(mine)
    const { stdin, stdout } = await machine.start(provided, screen.size)
    if (worker !== mine) return
    running = { worker: mine, machine, typed: stdin.getWriter() }
    stateSignal.value = 'running'
    void machine.resize(screen.size)
    await traceAsWanted(running)
    looking = window.setInterval(() => void look(), LOOK)
    const [status] = await Promise.all([machine.exited(), show(stdout, mine)])
    if (worker !== mine) return
    end()
    ended(`the shell has ended with status ${status}`)
  } catch (error) {
    if (worker === mine) failed(`The machine did not start: ${messageOf(error)}`)
  }
}

function failed(why: string): void {
  end()
  stateSignal.value = 'failed'
  noticeSignal.value = why
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

let fetched: Promise<ProvidedFiles> | undefined
/** What the machine has to begin with; fetched once. */
function fetchProvided(): Promise<ProvidedFiles> {
  fetched ??= fetchAll().catch((error) => {
    fetched = undefined
    throw error
  })
  return fetched
}

async function fetchAll(): Promise<ProvidedFiles> {
  const entries = Object.entries(addresses).map(async ([name, address]) => {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${name} could not be fetched (${response.status})`)
    return [name as Provided, new Uint8Array(await response.arrayBuffer())] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as unknown as ProvidedFiles
}

/** Shows what programs write, as fast as the screen takes it. */
async function show(stdout: ReadableStream<Uint8Array>, mine: Worker): Promise<void> {
  const reader = stdout.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done || worker !== mine) return
    await screen?.write(value)
  }
}

/** What runs, and which files there are. */
async function look(): Promise<void> {
  const on = running
  if (on === undefined || document.hidden) return
  if (lookedAt !== 0) {
    isBusySignal.value = performance.now() - lookedAt > PATIENCE
    return
  }
  lookedAt = performance.now()
  try {
    const name = await on.machine.foreground()
    const listed = await on.machine.list()
    if (running !== on) return
    foregroundSignal.value = name
    directorySignal.value = listed.directory
    unlistedSignal.value = listed.unlisted
    if (JSON.stringify(listed.files) !== JSON.stringify(filesSignal.value)) filesSignal.value = listed.files
  } catch {
    // The directory is gone, or the machine is: the next look will tell.
  } finally {
    if (running === on) {
      lookedAt = 0
      isBusySignal.value = false
    }
  }
}

/** Lets strace tell of what runs, or not. Off, it costs nothing. */
export function setTracing(on: boolean): void {
  isTracingSignal.value = on
  if (running !== undefined) void traceAsWanted(running)
}

async function traceAsWanted({ machine, worker: mine }: Running): Promise<void> {
  if (!isTracingSignal.value) return machine.trace()
  const listener = async (lines: readonly TraceLine[], lost: number) => {
    if (worker !== mine || !isTracingSignal.value) return
    traceSignal.value = extended(traceSignal.value, lines, lost)
    await new Promise((resolve) => setTimeout(resolve, REST))
    await new Promise(requestAnimationFrame) // none for a page that nobody sees
  }
  return machine.trace(proxy(listener))
}

export function clearTrace(): void {
  traceSignal.value = NO_TRACE
}

export function setFilter(text: string): void {
  filterSignal.value = text
}

export function setReadOut(on: boolean): void {
  readOutSignal.value = on
  if (screen !== undefined) screen.readOut = on
}

/** Puts files into the directory of the shell. */
export async function bring(brought: readonly File[]): Promise<void> {
  for (const file of brought) {
    const on = running
    if (on === undefined) {
      noticeSignal.value = 'No machine runs that could take a file.'
      return
    }
    noticeSignal.value = `Bringing ${file.name}…`
    try {
      const { directory: where, is } = await on.machine.put(
        file.name,
        new Uint8Array(await file.arrayBuffer()),
      )
      const saidOf = {
        program: `, and can be run: ${file.name}`,
        foreign: `; it cannot be run: ${is.kind === 'foreign' ? is.why : ''}`,
        data: '',
      }
      noticeSignal.value = `${file.name} is in ${where}${saidOf[is.kind]}.`
    } catch (error) {
      noticeSignal.value = `${file.name}: ${messageOf(error)}`
    }
  }
}

/** Gives somebody a file of the machine. */
export async function take(name: string): Promise<void> {
  try {
    const bytes = await running?.machine.take(name)
    if (bytes !== undefined)
      download(name, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }))
  } catch (error) {
    noticeSignal.value = `${name}: ${messageOf(error)}`
  }
}
