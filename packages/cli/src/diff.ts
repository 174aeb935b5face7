// jvisor diff: random scenarios on jvisor and on the kernel of the host, until they differ or time is up.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type BatchResult,
  type BegunBatch,
  Comparison,
  CorpusChooser,
  type Divergence,
  formatCorpus,
} from '@jvisor/truth'
import { SingleBar } from 'cli-progress'
import { stringify } from 'yaml'
import { HostKernel } from './host-kernel/host-kernel.ts'
import { ProgramError } from './program.ts'

export interface DiffOptions {
  readonly cases?: number
  readonly seconds?: number
  readonly seed?: number
  readonly shard: readonly [index: number, count: number]
  readonly family?: readonly string[]
  readonly record?: string
  readonly output: string
  readonly json?: true
}

const BATCH = 100
const STOPS = ['SIGINT', 'SIGTERM'] as const
const LINE_EVERY_MS = 60_000
/** How long a scenario that differs is made smaller, if there is time. */
const SHRINKING_MS = 60_000
const DEFAULT_CASES = 10_000
/** Different divergences after which it is enough. */
const ENOUGH = 10
const CORPUS_CASES = 5200
const CORPUS_PER_CELL = 15
/** Batches have seeds of their own: seed * 2^20 + number of the batch. */
const SEED_STEP = 2 ** 20

/** What the command says at the end. */
interface Summary {
  readonly kernel: string
  readonly seed: number
  readonly cases: number
  readonly steps: number
  readonly known: Readonly<Record<string, number>>
  /** Files that `jvisor lab --host` replays. */
  readonly divergences: readonly string[]
  readonly interrupted: boolean
}

/** @returns the exit status: 0 if nothing differs, 1 if something does. */
export async function diff(options: DiffOptions): Promise<number> {
  const host = await HostKernel.start(options.shard[0]).catch((error: Error) => {
    throw new ProgramError(error.message, 1)
  })
  const run = new Run(host, options)
  const stop = () => run.interrupt()
  for (const signal of STOPS) process.on(signal, stop)
  try {
    return await run.whole()
  } finally {
    for (const signal of STOPS) process.off(signal, stop)
    await host.close()
  }
}

class Run {
  readonly #host: HostKernel
  readonly #options: DiffOptions
  readonly #comparison: Comparison
  readonly #chooser: CorpusChooser | undefined
  readonly #seed: number
  readonly #started = performance.now()
  #told = performance.now()
  #interrupted = false
  #cases = 0
  #steps = 0
  readonly #known: Record<string, number> = {}
  readonly #files: string[] = []
  readonly #seen = new Set<string>()

  constructor(host: HostKernel, options: DiffOptions) {
    this.#host = host
    this.#options = options
    this.#seed = options.seed ?? Math.floor(Math.random() * 2 ** 30)
    const chooser =
      options.record === undefined ? undefined : new CorpusChooser(CORPUS_CASES, CORPUS_PER_CELL)
    this.#chooser = chooser
    this.#comparison = new Comparison({
      judge: host,
      ...(options.family === undefined ? {} : { only: new Set(options.family) }),
      ...(chooser === undefined ? {} : { agreed: chooser.offer.bind(chooser) }),
    })
  }

  interrupt(): void {
    this.#interrupted = true
  }

  async whole(): Promise<number> {
    const { json } = this.#options
    if (json !== true) console.log(`Linux ${this.#host.release}, seed ${this.#seed}`)
    const bar = this.#bar()
    const [shard, shards] = this.#options.shard
    let batch = shard - 1
    const begin = () => {
      const begun = this.#comparison.begin((this.#seed * SEED_STEP + batch) | 0, BATCH)
      batch += shards
      return begun
    }
    for (let begun = this.#goesOn(0) ? await begin() : undefined; begun !== undefined; ) {
      // The host plays the next one while this one is compared.
      const next: BegunBatch | undefined = this.#goesOn(BATCH) ? await begin() : undefined
      this.#note(await this.#comparison.finish(begun, this.#patience()))
      begun = next
      bar?.update(Math.min(1, this.#progress(0)) * 100, { cases: this.#cases, found: this.#files.length })
      if (bar === undefined && json !== true) this.#tellProgress()
    }
    bar?.stop()
    this.#writeCorpus()
    this.#tell()
    return this.#files.length === 0 ? 0 : 1
  }

  #bar(): SingleBar | undefined {
    if (this.#options.json === true || !process.stderr.isTTY) return undefined
    const bar = new SingleBar({
      format: '{bar} {percentage}% | {cases} cases | {found} different | {eta_formatted} left',
    })
    bar.start(100, 0, { cases: 0, found: 0 })
    return bar
  }

  /** Where there is no terminal, a line now and then. */
  #tellProgress(): void {
    const now = performance.now()
    if (now - this.#told < LINE_EVERY_MS) return
    this.#told = now
    console.error(`${this.#cases} cases, ${this.#files.length} different`)
  }

  /** How much is done, 1 for all; `ahead` cases have been begun besides. */
  #progress(ahead: number): number {
    const { seconds, cases, shard } = this.#options
    if (seconds !== undefined) return (performance.now() - this.#started) / 1000 / seconds
    return ((this.#cases + ahead) * shard[1]) / (cases ?? DEFAULT_CASES)
  }

  /** Whether there is time to make a scenario smaller. */
  #patience(): () => boolean {
    const now = performance.now()
    const { seconds } = this.#options
    const end = Math.min(
      now + SHRINKING_MS,
      seconds === undefined ? Infinity : this.#started + seconds * 1000,
    )
    return () => !this.#interrupted && performance.now() < end
  }

  #goesOn(ahead: number): boolean {
    return !this.#interrupted && this.#files.length < ENOUGH && this.#progress(ahead) < 1
  }

  #note(result: BatchResult): void {
    this.#cases += result.cases
    this.#steps += result.steps
    for (const [reason, n] of Object.entries(result.known))
      this.#known[reason] = (this.#known[reason] ?? 0) + n
    for (const divergence of result.divergences) this.#save(divergence)
  }

  #save(divergence: Divergence): void {
    const { scenario, differences } = divergence
    const key = JSON.stringify(differences[0])
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const file = join(this.#options.output, `difference-${this.#seed}-${this.#files.length + 1}.yaml`)
    const said = differences.map(
      ({ step, ours, theirs }) =>
        `# ${step < 0 ? 'at the end' : `step ${step + 1}`}: jvisor: ${ours || 'nothing'}; Linux: ${theirs || 'nothing'}\n`,
    )
    mkdirSync(this.#options.output, { recursive: true })
    writeFileSync(file, said.join('') + stringify(scenario))
    this.#files.push(file)
  }

  #writeCorpus(): void {
    if (this.#chooser === undefined || this.#options.record === undefined) return
    writeFileSync(this.#options.record, formatCorpus({ kernel: this.#host.release }, this.#chooser.cases))
  }

  #tell(): void {
    const summary: Summary = {
      kernel: this.#host.release,
      seed: this.#seed,
      cases: this.#cases,
      steps: this.#steps,
      known: this.#known,
      divergences: this.#files,
      interrupted: this.#interrupted,
    }
    const cells = this.#comparison.coverage.cells()
    const missing = this.#comparison.coverage.missing()
    if (this.#options.json === true) {
      console.log(JSON.stringify({ ...summary, coverage: cells, missing }))
      return
    }
    console.log('\nReached: call, on what, how often each outcome')
    for (const { call, kind, outcomes } of cells) {
      const counts = Object.entries(outcomes).sort(([, a], [, b]) => b - a)
      console.log(`  ${call.padEnd(12)} ${kind.padEnd(22)} ${counts.map(([o, n]) => `${o} ${n}`).join(', ')}`)
    }
    const never = new Map<string, string[]>()
    for (const { call, kind } of missing) never.set(call, [...(never.get(call) ?? []), kind])
    for (const [call, kinds] of never) console.log(`Never met by ${call}: ${kinds.join(', ')}`)
    for (const [reason, n] of Object.entries(this.#known))
      console.log(`Known difference, ${n} times: ${reason}`)
    for (const file of this.#files) console.log(`DIFFERS: ${file}`)
    console.log(
      `${this.#cases} cases, ${this.#steps} calls, ${this.#files.length} different${this.#interrupted ? ' (interrupted)' : ''}`,
    )
  }
}
