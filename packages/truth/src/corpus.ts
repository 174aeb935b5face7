// The corpus: scenarios with what Linux answered, to be replayed where there is no Linux to ask. One case a line, so that
// a change is a line.

import { actionOf, type Report, type Scenario, type ScenarioInput, type StepReport } from '@jvisor/scenario'
import { kindOf } from './arbitrary/world.ts'
import { outcomeOf } from './coverage.ts'

/** A scenario, and what Linux made of it. */
export interface RecordedCase {
  readonly scenario: ScenarioInput
  readonly linux: Report
}

/** The first line of a corpus. */
export interface CorpusHeader {
  /** The release of the kernel that answered. */
  readonly kernel: string
}

/** Steps as the corpus has them: a result, or a result, what the call left, and what else came of it. */
type ShortStep = string | readonly (string | readonly string[])[]

function shortStep({ result, out, also }: StepReport): ShortStep {
  if (also !== undefined) return [result, ...out, also]
  return out.length === 0 ? result : [result, ...out]
}

function stepOf(short: ShortStep): StepReport {
  if (typeof short === 'string') return { result: short, out: [] }
  const [result, ...out] = short.filter((one): one is string => typeof one === 'string')
  const last = short[short.length - 1]
  return typeof last === 'string' ? { result, out } : { result, out, also: last }
}

/** The text of a corpus. */
export function formatCorpus(header: CorpusHeader, cases: readonly RecordedCase[]): string {
  const lines = cases.map(({ scenario, linux }) => {
    const { title: _title, ...rest } = scenario
    return JSON.stringify([rest, linux.steps.map(shortStep), linux.state])
  })
  return `${JSON.stringify(header)}\n${lines.join('\n')}\n`
}

/** The cases of a corpus. */
export function parseCorpus(text: string): {
  readonly header: CorpusHeader
  readonly cases: readonly RecordedCase[]
} {
  const [first, ...lines] = text.trimEnd().split('\n')
  const cases = lines.map((line, i): RecordedCase => {
    const [scenario, short, state] = JSON.parse(line) as [Omit<ScenarioInput, 'title'>, ShortStep[], string[]]
    const linux = { steps: short.map(stepOf), state }
    return { scenario: { title: `case ${i + 1}`, ...scenario } as ScenarioInput, linux }
  })
  return { header: JSON.parse(first) as CorpusHeader, cases }
}

/** Characters of a scenario that is worth its place. */
const LONGEST = 900

/** Chooses cases so that whatever was reached is reached about equally often. */
export class CorpusChooser {
  readonly #wanted: number
  readonly #perCell: number
  readonly #cells = new Map<string, number>()
  readonly #cases: RecordedCase[] = []

  /** Up to `wanted` cases; a case comes in if something in it has been met less than `perCell` times. */
  constructor(wanted: number, perCell: number) {
    this.#wanted = wanted
    this.#perCell = perCell
  }

  offer(input: ScenarioInput, scenario: Scenario, report: Report): void {
    if (this.isFull || JSON.stringify(input).length > LONGEST) return
    const keys = report.steps.map(({ result }, i) => {
      const call = actionOf(scenario.steps[i])
      const args = (scenario.steps[i] as Readonly<Record<string, unknown>>)[call] as readonly unknown[]
      return `${call} ${Array.isArray(args) ? kindOf(args[0]) : ''} ${outcomeOf(result)}`
    })
    if (!keys.some((key) => (this.#cells.get(key) ?? 0) < this.#perCell)) return
    for (const key of keys) this.#cells.set(key, (this.#cells.get(key) ?? 0) + 1)
    this.#cases.push({ scenario: input, linux: report })
  }

  get isFull(): boolean {
    return this.#cases.length >= this.#wanted
  }

  get cases(): readonly RecordedCase[] {
    return this.#cases
  }
}
