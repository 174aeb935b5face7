// A comparison that finds nothing proves nothing unless it can: each mutant of our own sources must be caught.

import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { JvisorMachine, play, type Report, type Scenario } from '../../packages/scenario/src/index.ts'
import { Comparison, type Judge } from '../../packages/truth/src/index.ts'
import { ROOT } from '../embed.ts'
import { MUTANTS, type Mutant } from './mutants.ts'

const SEED = 7
const BATCH = 100
/** Within so many random cases each mutant must be caught. */
const CASES = 1000
const made: string[] = []

/** Replaces the mutant's text while its file is read. */
function mutation({ file, find, replace }: Mutant): Plugin {
  const path = join(ROOT, file)
  return {
    name: 'mutation',
    setup(b) {
      b.onLoad({ filter: /\.ts$/ }, async (args) => {
        if (args.path !== path) return undefined
        const source = await readFile(path, 'utf8')
        expect(source.split(find).length - 1, `places in ${file} with ${find}`).toBe(1)
        return { contents: source.replace(find, () => replace), loader: 'ts' }
      })
    },
  }
}

/** The whole of jvisor, with the mistake in it. */
async function mutantMachine(
  mutant: Mutant,
  index: number,
): Promise<{ machine: JvisorMachine; player: typeof play }> {
  const outfile = join(tmpdir(), `jvisor-mutant-${process.pid}-${index}.mjs`)
  made.push(outfile)
  await build({
    entryPoints: [join(ROOT, 'packages/scenario/src/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['jvisor-source'],
    logLevel: 'error',
    plugins: [mutation(mutant)],
  })
  const module = await import(/* @vite-ignore */ pathToFileURL(outfile).href)
  return { machine: new module.JvisorMachine(), player: module.play }
}

/** A kernel that has the mistake judges the one that has not: a difference is a difference. */
class MutantJudge implements Judge {
  readonly #machine: JvisorMachine
  readonly #play: typeof play

  constructor(machine: JvisorMachine, player: typeof play) {
    this.#machine = machine
    this.#play = player
  }

  async run(scenarios: readonly Scenario[]): Promise<readonly Report[]> {
    const reports: Report[] = []
    for (const scenario of scenarios) {
      const subject = this.#machine.subject()
      reports.push(await this.#play(scenario, subject))
      await subject.close()
    }
    return reports
  }
}

describe('mutants', () => {
  afterAll(async () => {
    for (const file of made) await rm(file, { force: true })
  })

  test('without a mutation there is no difference', async () => {
    const comparison = new Comparison({ judge: new MutantJudge(new JvisorMachine(), play), known: [] })
    expect((await comparison.batch(SEED, BATCH)).divergences).toEqual([])
  })

  test.each(MUTANTS.map((mutant, index) => ({ ...mutant, index })))('caught: $name', async (mutant) => {
    const { machine, player } = await mutantMachine(mutant, mutant.index)
    const comparison = new Comparison({ judge: new MutantJudge(machine, player), known: [] })
    let cases = 0
    let caught = false
    while (!caught && cases < CASES) {
      caught = await comparison.differsIn(SEED + cases, BATCH)
      cases += BATCH
    }
    expect(caught, `after ${cases} cases`).toBe(true)
  })
})
