// The recorded corpus: what Linux answered, played again on jvisor. It needs no Linux.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compareReports, complete, JvisorMachine, play } from '@jvisor/scenario'
import { describe, expect, test } from 'vitest'
import { CorpusChooser, formatCorpus, parseCorpus } from './corpus.ts'

const CONFORMANCE = fileURLToPath(new URL('../../../conformance/', import.meta.url))
/** Cases in one test. */
const PART = 500

const { header, cases } = parseCorpus(readFileSync(`${CONFORMANCE}linux.jsonl`, 'utf8'))
/** Differences that are mended: scripts/record-found.js adds them. */
const found = parseCorpus(readFileSync(`${CONFORMANCE}found.jsonl`, 'utf8'))

describe(`the corpus of Linux ${header.kernel}`, () => {
  test('has at least 5000 cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(5000)
  })

  const parts = Array.from({ length: Math.ceil(cases.length / PART) }, (_, i) => i * PART)
  // Every transfer by generated code, and none.
  const ways = parts.flatMap((from) => [1, Infinity].map((vectorsFrom) => ({ from, vectorsFrom })))
  test.each(ways)('jvisor answers as Linux did, $from and on, vectors $vectorsFrom', async (way) => {
    const { from, vectorsFrom } = way
    const machine = new JvisorMachine({ vectorsFrom })
    for (const { scenario, linux } of cases.slice(from, from + PART)) {
      const subject = machine.subject()
      const ours = await play(complete(scenario), subject)
      await subject.close()
      expect({ scenario, differences: compareReports(ours, linux) }).toEqual({ scenario, differences: [] })
    }
  })
})

const foundMachine = new JvisorMachine()
test.each(found.cases)('what was found once is as on Linux: $scenario.steps', async ({ scenario, linux }) => {
  const subject = foundMachine.subject()
  const ours = await play(complete(scenario), subject)
  await subject.close()
  expect(compareReports(ours, linux)).toEqual([])
})

describe('a corpus', () => {
  const scenario = { title: 'case 1', steps: [{ getpid: [] }, { getpid: [] }, { getpid: [] }] }
  const linux = {
    steps: [
      { result: '7', out: ['00'] },
      { result: '0', out: [] },
      { result: '0', out: ['01'], also: ['b: read 1'] },
    ],
    state: ['fd 3'],
  }

  test('is the same after it was written and read', () => {
    const text = formatCorpus({ kernel: '6.1' }, [{ scenario, linux }])
    expect(parseCorpus(text)).toEqual({ header: { kernel: '6.1' }, cases: [{ scenario, linux }] })
  })

  test('takes no more of what it has enough of', () => {
    const chooser = new CorpusChooser(10, 2)
    for (let i = 0; i < 5; i++) chooser.offer(scenario, complete(scenario), linux)
    expect(chooser.cases.length).toBe(2)
  })
})
