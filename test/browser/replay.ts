// The recorded corpus in a browser: bundled and run there by chromium.browser.ts.

import { compareReports, complete, JvisorMachine, play } from '../../packages/scenario/src/index.ts'
import { parseCorpus } from '../../packages/truth/src/index.ts'

/** Plays every case of a corpus. @returns how many, and those that jvisor answers differently than Linux did. */
export async function replay(text: string): Promise<{ cases: number; different: readonly string[] }> {
  const machine = new JvisorMachine()
  const { cases } = parseCorpus(text)
  const different: string[] = []
  for (const { scenario, linux } of cases) {
    const subject = machine.subject()
    const differences = compareReports(await play(complete(scenario), subject), linux)
    await subject.close()
    if (differences.length > 0) different.push(JSON.stringify({ scenario, differences }))
  }
  return { cases: cases.length, different }
}
