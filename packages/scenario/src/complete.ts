// Completing a scenario that a program has made, and that needs no check: the schema's defaults, and nothing else. The
// schema itself takes a millisecond for a scenario, as long as playing it.

import { DEFAULTS, type Scenario, type ScenarioInput } from './schema.ts'

type DescriptorInput = NonNullable<ScenarioInput['fds']>[string]
type StepInput = ScenarioInput['steps'][number]

/**
 * The scenario with its defaults, as {@link SCENARIO_SCHEMA} gives it. Precondition: the schema has nothing against it,
 * and no property is there but undefined. What needs no default is not copied.
 */
export function complete({ files = {}, fds = {}, memory = {}, ...rest }: ScenarioInput): Scenario {
  const completed = {
    ...rest,
    files,
    fds: mapValues(fds, descriptor),
    memory: mapValues(memory, (one) => ({ ...DEFAULTS.mapping, holes: [], ...one })),
    steps: rest.steps.map(step),
  }
  return completed as Scenario
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (one: T) => R): Record<string, R> {
  const changed: Record<string, R> = {}
  for (const name of Object.keys(record)) changed[name] = change(record[name])
  return changed
}

function descriptor(one: DescriptorInput): object {
  if ('open' in one) return { ...DEFAULTS.open, ...one }
  if ('memfd' in one) return { ...DEFAULTS.memfd, ...one }
  if ('pipe' in one) return { ...DEFAULTS.pipe, ...one }
  return one
}

/** Of a step, the one argument that has defaults is a signal's action. */
function step(one: StepInput): object {
  if (one.rt_sigaction === undefined) return one
  const args = one.rt_sigaction.map((argument) =>
    typeof argument === 'object' && argument !== null && 'handler' in argument
      ? { ...DEFAULTS.action, ...argument }
      : argument,
  )
  return { ...one, rt_sigaction: args }
}
