// Random scenarios: a few calls, and what they need to begin with.

import type { ScenarioInput } from '@jvisor/scenario'
import fc from 'fast-check'
import { fileCall } from './files.ts'
import { mappingCall } from './mappings.ts'
import { epollCalls, moveCall, signalfdCalls } from './moves.ts'
import { tasksScenario } from './tasks.ts'
import { type StepInput, transfer } from './transfers.ts'
import { address, FAVOURITE_FD, FAVOURITE_MEMORY, weighted } from './values.ts'
import { beginning, MEMORY_NAMES, READABLE, world } from './world.ts'

const poke: fc.Arbitrary<StepInput> = fc
  .tuple(address, fc.integer({ min: 1, max: 300 }))
  .map(([at, length]): StepInput => ({ poke: { at, bytes: { repeat: 'poke!', length } } }))

/** Groups of calls that can be asked for. */
export const FAMILIES = { transfer, files: fileCall, mappings: mappingCall, moves: moveCall } as const
export type Family = keyof typeof FAMILIES

/** What a scenario comes back to: a descriptor, mostly one that much can happen to, and two mappings. */
const favourites = fc.record({
  fd: fc.oneof(
    fc.constantFrom('f', 'fa', 'p.r', 'p.w', 'q.r', 'q.w', 'bp.w', 'm', 'e', 'ff.r', 'ff.w', 'k.r', 'k.w'),
    fc.constantFrom(...READABLE),
  ),
  a: fc.constantFrom(...MEMORY_NAMES),
  b: fc.constantFrom(...MEMORY_NAMES),
})

const anyStep = weighted<StepInput>([8, transfer], [4, fileCall], [3, mappingCall], [5, moveCall], [1, poke])

/** The family of scenarios that have several tasks, as it is asked for among names of calls. */
const TASKS = 'tasks'

/**
 * A random scenario. `only`, if given, says which calls it makes, others are left out; with {@link TASKS} in it, it has
 * several tasks.
 */
export function randomScenario(only?: ReadonlySet<string>): fc.Arbitrary<ScenarioInput> {
  if (only?.has(TASKS) === true) return tasksScenario
  return only === undefined ? weighted([4, ofOneTask()], [1, tasksScenario]) : ofOneTask(only)
}

/** Mostly single steps; or some that mean something only together. */
const anySteps = weighted<StepInput[]>(
  [50, anyStep.map((step) => [step])],
  [1, epollCalls],
  [1, signalfdCalls],
)

function ofOneTask(only?: ReadonlySet<string>): fc.Arbitrary<ScenarioInput> {
  const steps = only === undefined ? anySteps : callsOf(only).map((step) => [step])
  const list = fc.array(steps, { minLength: 1, maxLength: 12, size: 'max' }).map((all) => all.flat())
  return fc.tuple(world, favourites, list).map(([w, { fd, a, b }, chosen]) => {
    const text = JSON.stringify(chosen).replaceAll(FAVOURITE_FD, fd)
    const [first, second] = FAVOURITE_MEMORY
    const all = JSON.parse(text.replaceAll(first, a).replaceAll(second, b)) as StepInput[]
    const hasSocket = JSON.stringify(all).includes('"k.')
    const steps = all.filter((step) => !hasSocket || !sharesPages(step))
    if (steps.length === 0) steps.push({ getpid: [] })
    return { title: 'random', ...beginning(w, steps), steps }
  })
}

/**
 * Linux puts a file's own pages into a stream socket, and the socket's into a pipe; jvisor copies them (docs/truth.md). A
 * number may be such a socket's.
 */
function sharesPages({ sendfile, splice }: StepInput): boolean {
  const isSocket = (fd: unknown) => fd === 'k.r' || fd === 'k.w' || typeof fd === 'number' || fd === '2**32+3'
  return [sendfile?.[0], sendfile?.[1], splice?.[0], splice?.[2]].some(isSocket)
}

/** A step that makes one of some calls. */
function callsOf(only: ReadonlySet<string>): fc.Arbitrary<StepInput> {
  const wanted = (step: StepInput) => Object.keys(step).some((name) => only.has(name))
  const arbitraries = Object.values(FAMILIES).filter((family) =>
    fc.sample(family, { numRuns: 300, seed: 1 }).some(wanted),
  )
  return fc.oneof(...arbitraries.map((family) => family.filter(wanted)))
}
