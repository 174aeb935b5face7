// Records what the running Linux kernel answers to those who trace others, for packages/jvisor/src/ptrace.test.ts:
//
//   node scripts/record-ptrace/record.js
//
// A scenario of scenarios.js has what the tracee b does, and what its tracer does step by step. Operations of a tracee
// stand one behind the other, with ";" between; those of a task that it makes are in parentheses: "traceme;raise 19;
// fork(raise 10;exit 1);exit 3". The tracer is the parent, a; with a "+" before the operations it is another child of
// that, t, and "a: " begins the steps of the parent. "waits" is what a wait gives that finds nothing. A step that begins
// with a number is a request of ptrace(2), with the name of the tracee, address and data. oracle.c, and
// packages/jvisor/src/ptrace-player.testing.ts, have the rest.
//
// Needs gcc and root, on x86-64.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SCENARIOS } from './scenarios.js'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const file = join(root, 'packages/jvisor/src/ptrace-recorded.testing.ts')
const temporary = mkdtempSync(join(tmpdir(), 'record-ptrace-'))
try {
  const oracle = join(temporary, 'oracle')
  execFileSync('gcc', ['-O1', '-Wall', '-Wextra', '-Werror', '-o', oracle, join(here, 'oracle.c')])
  const input = Object.values(SCENARIOS).map(([ops, ...steps]) => `${[ops, ...steps].join('\n')}\n\n`)
  const answers = execFileSync(oracle, { input: input.join(''), timeout: 300_000 })
    .toString()
    .split('\n\n')
  const recorded = Object.entries(SCENARIOS).map(([name, [tracee, ...steps]], i) => {
    const results = answers[i].split('\n')
    return [name, { tracee, steps: steps.map((step, k) => [step, results[k]]) }]
  })
  const text = JSON.stringify(Object.fromEntries(recorded))
  writeFileSync(
    file,
    `// Scenarios of scripts/record-ptrace/scenarios.js, and what Linux answered: written by scripts/record-ptrace/record.js.

import type { PtraceScenario } from './ptrace-player.testing.ts'

export const PTRACE_RECORDED: Readonly<Record<string, PtraceScenario>> = ${text}
`,
  )
  execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', file], { stdio: 'ignore' })
} finally {
  rmSync(temporary, { recursive: true })
}
