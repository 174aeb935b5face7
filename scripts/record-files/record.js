// Records what the running Linux kernel answers to calls about files, for packages/syscalls/src/*-linux.test.ts:
//
//   node scripts/record-files/record.js [topic...]
//
// A topic is a module of topics/, which has scenarios by name; each is a list of steps. A step is the name of a call
// and its arguments: numbers, strings, and lists that are memory of 64-bit words. Some names stand for more than a
// call, and say what it filled in (SPECIAL in oracle.c, and in packages/syscalls/src/recorded.testing.ts). A scenario
// begins with one process, a, whose ID is '@a'; ['fork', 'b'] makes another of it, and ['b: flock', 3, 2] is a step of that one. A step
// that does not end is recorded as 'waits', one whose process stops as 'stops'; ['b: result'] is what it gave in the end.
//
// Needs gcc, root, a built workspace, and a kernel with these settings: fs.protected_hardlinks=1, and
// fs.protected_symlinks, fs.protected_regular and fs.protected_fifos 0.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SYSCALL_NUMBERS } from '../../packages/abi/dist/index.js'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const SPECIAL = new Set(
  'stat lstat fstat newfstatat statx statfs fstatfs readlink getcwd read write fill getdents64 getids getgroups setgroups setcaps getcaps touched times lock mounts onmount mktimer settimer gettimer taken pendingset spin sleep getattr fork result getlimit own owner receive terminal type paste gist see hangup take modes getmodes request ask tell poll resize window group signal lead foreground whose block ignore pending exit rest'.split(
    ' ',
  ),
)

function encode(argument) {
  if (/^@[a-e]$/.test(argument)) return `p${argument[1]}`
  if (typeof argument === 'string') return `s${Buffer.from(argument, 'latin1').toString('hex')}`
  if (Array.isArray(argument)) return `l${argument.join(',')}`
  return `i${argument}`
}

function line([name, ...args]) {
  const [, process = 'a', call] = /^(?:(.): )?(.+)$/.exec(name)
  const what = SPECIAL.has(call) ? call : SYSCALL_NUMBERS['x86-64'][call]
  if (what === undefined) throw new Error(`no call ${call}`)
  return `${process} ${[what, ...args.map(encode)].join(' ')}\n`
}

function recorded(oracle, directory, scenarios) {
  const input = Object.values(scenarios).map((steps) => `${steps.map(line).join('')}\n`)
  const output = execFileSync(oracle, [directory], { input: input.join(''), maxBuffer: 1 << 28 })
  const answers = output.toString('latin1').replaceAll(directory, '/t').split('\n\n')
  return Object.entries(scenarios).map(([name, steps], i) => {
    const results = answers[i].split('\n')
    return [name, steps.map((step, k) => [step, /^\d+$/.test(results[k]) ? Number(results[k]) : results[k]])]
  })
}

function source(topic, scenarios) {
  const value = Object.fromEntries(scenarios)
  const text = JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)).replace(
    /"(-?\d+n)"/g,
    '$1',
  )
  const name = `${topic.replaceAll('-', '_').toUpperCase()}_RECORDED`
  return `// Calls of scripts/record-files/topics/${topic}.js, and what Linux answered: written by scripts/record-files/record.js.
// \`is\`, \`has\` and \`moved\` begin what was filled in.

import type { RecordedScenarios } from './recorded.testing.ts'

export const ${name}: RecordedScenarios = ${text}
`
}

const wanted = process.argv.slice(2)
const topics =
  wanted.length > 0 ? wanted : readdirSync(join(here, 'topics')).map((f) => f.replace(/\.js$/, ''))
const temporary = mkdtempSync(join(tmpdir(), 'record-files-'))
try {
  const oracle = join(temporary, 'oracle')
  execFileSync('gcc', ['-O1', '-Wall', '-Wextra', '-Werror', '-o', oracle, join(here, 'oracle.c')])
  for (const topic of topics) {
    const { default: scenarios } = await import(`./topics/${topic}.js`)
    const file = join(root, `packages/syscalls/src/${topic}-recorded.testing.ts`)
    writeFileSync(file, source(topic, recorded(oracle, temporary, scenarios)))
    execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', file], { stdio: 'ignore' })
  }
} finally {
  rmSync(temporary, { recursive: true })
}
