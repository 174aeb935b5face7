// The comparison: random scenarios played on jvisor and on a kernel that is right, and what differs, made small.

import {
  compareReports,
  complete,
  type Difference,
  JvisorMachine,
  play,
  type Report,
  type Scenario,
  type ScenarioInput,
} from '@jvisor/scenario'
import fc from 'fast-check'
import { randomScenario } from './arbitrary/scenario.ts'
import { Coverage } from './coverage.ts'
import { doingsOf } from './doings.ts'
import { KNOWN, type KnownDifference, knownReason } from './known.ts'

/** A scenario that could not be played to its end: the kernel's process died, say. */
export interface Failure {
  readonly failure: string
}

/** The kernel that is right. */
export interface Judge {
  run(scenarios: readonly Scenario[]): Promise<readonly (Report | Failure)[]>
}

export interface Divergence {
  /** As small as it could be made. */
  readonly scenario: ScenarioInput
  readonly differences: readonly Difference[]
}

export interface ComparisonOpts {
  readonly judge: Judge
  readonly machine?: JvisorMachine
  /** The calls that scenarios make; default: all. */
  readonly only?: ReadonlySet<string>
  /** Differences that are as they should be; default: those with Linux. */
  readonly known?: readonly KnownDifference[]
  /** Is told of each scenario about which the two agree. */
  readonly agreed?: (input: ScenarioInput, scenario: Scenario, report: Report) => void
}

export interface BatchResult {
  readonly cases: number
  readonly steps: number
  /** How often each known difference was met. */
  readonly known: Readonly<Record<string, number>>
  readonly divergences: readonly Divergence[]
}

/** A batch of which jvisor has played its part. */
export interface BegunBatch {
  readonly seed: number
  readonly inputs: readonly ScenarioInput[]
  readonly scenarios: readonly Scenario[]
  readonly ours: readonly Report[]
  readonly judged: Promise<readonly (Report | Failure)[]>
}

export class Comparison {
  readonly coverage = new Coverage()
  readonly #judge: Judge
  readonly #known: readonly KnownDifference[]
  readonly #agreed: ComparisonOpts['agreed']
  readonly #machine: JvisorMachine
  readonly #arbitrary: fc.Arbitrary<ScenarioInput>

  constructor(opts: ComparisonOpts) {
    this.#judge = opts.judge
    this.#known = opts.known ?? KNOWN
    this.#agreed = opts.agreed
    this.#machine = opts.machine ?? new JvisorMachine()
    this.#arbitrary = randomScenario(opts.only)
  }

  /** Plays `cases` scenarios, the same ones for the same seed; the first that differs is made small. */
  async batch(seed: number, cases: number): Promise<BatchResult> {
    return this.finish(await this.begin(seed, cases))
  }

  /** The first half of a {@link batch}: the judge has been asked, and need not have answered. */
  async begin(seed: number, cases: number): Promise<BegunBatch> {
    const inputs = fc.sample(this.#arbitrary, { seed, numRuns: cases })
    const scenarios = inputs.map(complete)
    const judged = this.#judge.run(scenarios)
    const ours: Report[] = []
    for (const scenario of scenarios) ours.push(await this.#play(scenario))
    return { seed, inputs, scenarios, ours, judged }
  }

  /** The second half: compares. What differs is made small as long as `goesOn` says so. */
  async finish(
    { seed, inputs, scenarios, ours, judged }: BegunBatch,
    goesOn: () => boolean = () => true,
  ): Promise<BatchResult> {
    const cases = inputs.length
    const theirs = await judged
    const known: Record<string, number> = {}
    let steps = 0
    let first: (Divergence & { readonly index: number }) | undefined
    for (const [i, scenario] of scenarios.entries()) {
      steps += scenario.steps.length
      this.coverage.add(scenario, ours[i])
      const differences = differencesOf(ours[i], theirs[i])
      if (differences.length === 0) {
        this.#agreed?.(inputs[i], scenario, ours[i])
        continue
      }
      const reason = await this.#explained(scenario, differences)
      if (reason === undefined) first ??= { index: i, scenario: inputs[i], differences }
      else known[reason] = (known[reason] ?? 0) + 1
    }
    return {
      cases,
      steps,
      known,
      divergences: first === undefined ? [] : [await this.#shrink(seed, first.index, first, goesOn)],
    }
  }

  /** True if any of `cases` scenarios differs. */
  async differsIn(seed: number, cases: number): Promise<boolean> {
    for (const input of fc.sample(this.#arbitrary, { seed, numRuns: cases })) {
      if ((await this.differences(input)).length > 0) return true
    }
    return false
  }

  /** What differs for one scenario, but for what is known. */
  async differences(input: ScenarioInput): Promise<readonly Difference[]> {
    const scenario = complete(input)
    const judged = this.#judge.run([scenario])
    const ours = await this.#play(scenario)
    const differences = differencesOf(ours, (await judged)[0])
    return (await this.#explained(scenario, differences)) === undefined ? differences : []
  }

  async #play(scenario: Scenario): Promise<Report> {
    const subject = this.#machine.subject()
    const before = subject.kernel.counters.sentryBugs
    const report = await play(scenario, subject).catch(
      (error: unknown): Report => ({ steps: [], state: [`not played: ${error}`] }),
    )
    const sentryBugs = subject.kernel.counters.sentryBugs - before
    await subject.close()
    return sentryBugs === 0 ? report : { steps: report.steps, state: [...report.state, 'the sentry threw'] }
  }

  /** The reason, if every difference has one. */
  async #explained(scenario: Scenario, differences: readonly Difference[]): Promise<string | undefined> {
    if (differences.length === 0 || this.#known.length === 0) return undefined
    const subject = this.#machine.subject()
    const doings = await doingsOf(scenario, subject)
    await subject.close()
    const reasons = differences.map((difference) => knownReason(this.#known, difference, doings))
    return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined
  }

  /** Makes a scenario small that differs, the one of that index for a seed. */
  async #shrink(seed: number, index: number, first: Divergence, goesOn: () => boolean): Promise<Divergence> {
    let smallest: Divergence | undefined
    let ended = false
    const property = fc.asyncProperty(this.#arbitrary, async (scenario) => {
      ended ||= !goesOn()
      if (ended) return true
      const differences = await this.differences(scenario)
      if (differences.length > 0) smallest = { scenario, differences }
      return differences.length === 0
    })
    await fc.check(property, { seed, path: String(index), numRuns: 1 })
    if (smallest !== undefined) return smallest
    return ended ? first : { ...first, differences: [DIFFERS_ONCE, ...first.differences] }
  }
}

/** It did differ, and then it did not: what came before it played a part. */
const DIFFERS_ONCE: Difference = { step: -1, ours: 'differs only after others', theirs: '' }

function differencesOf(ours: Report, theirs: Report | Failure | undefined): readonly Difference[] {
  if (theirs === undefined) return [{ step: -1, ours: 'played', theirs: 'no answer' }]
  if ('failure' in theirs) return [{ step: -1, ours: 'played', theirs: theirs.failure }]
  return compareReports(ours, theirs)
}
