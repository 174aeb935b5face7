// Measures programs for riscv64 beside qemu: `npx -y pnpm@12 run bench:guests [--filter TEXT] [--rounds N] [--json]`. Needs
// Debian's gcc-riscv64-linux-gnu, libc6-dev-riscv64-cross and qemu-user-static; fetches Debian's busybox and bash. A round
// runs each program on jvisor (in this process, which is warm) and under qemu (a process of its own); the least time of
// each counts. Both are on one processor.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { boot } from 'jvisor'
import '../packages/cli/bin/v8-flags.js'
import { debianProgram } from './guests/debian.js'
import { measureStartUp, profileStartUp } from './guests/start-up.js'
import { functionsOf } from './guests/symbols.js'
import { findFullSpeed } from './one-cpu.js'
import { partsText, profile } from './profile.js'

const { values: options } = parseArgs({
  options: {
    filter: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  console.log('Usage: npx -y pnpm@12 run bench:guests [--filter TEXT] [--rounds N] [--json]')
  process.exit(0)
}

const QEMU = '/usr/bin/qemu-riscv64-static'
const COMPILER = '/usr/bin/riscv64-linux-gnu-gcc'
for (const [tool, name] of [
  [QEMU, 'qemu-user-static'],
  [COMPILER, 'gcc-riscv64-linux-gnu'],
]) {
  if (existsSync(tool)) continue
  console.error(`bench:guests: ${tool} is not there: Debian's package ${name} has it`)
  process.exit(1)
}

const here = import.meta.dirname
const work = mkdtempSync(join(tmpdir(), 'jvisor-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const kernels = join(work, 'kernels')
execFileSync(COMPILER, ['-O2', '-static', '-o', kernels, join(here, 'guests/kernels.c')])
const PROGRAMS = {
  kernels,
  busybox: debianProgram('busybox'),
  bash: debianProgram('bash-static'),
}

const LINES = Array.from({ length: 200_000 }, (_, i) => `${(i * 7919) % 200_003} line ${i}\n`).join('')
const LOOP = 'for ((i = 0; i < 60000; i++)); do ((s += i * i % 7)); done; echo $s'
const AWK = '{ n[$1 % 100] += length($0); s += $1 } END { print s, n[7] }'

/** What is measured: its name, the program and its arguments, what it reads, and the ratio that is aimed at. */
const ROWS = [
  ['sieve', 'kernels', ['sieve'], '', 1],
  ['sha256 of 64 MiB', 'kernels', ['sha256'], '', 1],
  ['qsort of 2 000 000', 'kernels', ['qsort'], '', 1],
  ['doubles', 'kernels', ['doubles'], '', 1],
  ['calls', 'kernels', ['calls'], '', 1],
  ['1 000 000 getppid', 'kernels', ['ecall'], '', 1],
  ['busybox sort', 'busybox', ['sort'], LINES, 1.5],
  ['busybox awk', 'busybox', ['awk', AWK], LINES, 1.5],
  ['busybox sha256sum', 'busybox', ['sha256sum'], LINES.repeat(16), 1.5],
  ['bash loop', 'bash', ['-c', LOOP], '', 1.5],
  ['busybox true', 'busybox', ['true'], '', undefined],
]

async function onJvisor(vm, program, args, input) {
  const begin = performance.now()
  const p = await vm.spawn(program, args)
  const writer = p.stdin.getWriter()
  if (input !== '') writer.write(input).catch(() => {})
  writer.close().catch(() => {})
  const output = await new Response(p.stdout).text()
  await p.exited
  return [performance.now() - begin, output]
}

function underQemu(program, args, input) {
  const begin = performance.now()
  const { stdout } = spawnSync(QEMU, [PROGRAMS[program], ...args], { input, maxBuffer: 1 << 28 })
  return [performance.now() - begin, stdout.toString()]
}

/** Where the time goes: the places of the program, by function where it says so, and what is ours. */
async function profileOf(vm, program, args, input) {
  const functionAt = functionsOf(PROGRAMS[program])
  const nameOf = ({ functionName, url }) => {
    if (!url.startsWith('wasm:')) return url === '' ? functionName || 'the engine' : 'the sentry'
    return functionName.startsWith('0x')
      ? functionAt(Number.parseInt(functionName, 16))
      : `${functionName} of the engine`
  }
  return partsText(await profile({ sample: () => onJvisor(vm, program, args, input) }, 0, nameOf))
}

const results = []
if (!options.json)
  console.log(
    `${'program'.padEnd(22)} ${'ratio'.padStart(7)} ${'jvisor'.padStart(9)} ${'qemu'.padStart(9)}  aimed at`,
  )
for (const [name, program, args, input, target] of ROWS) {
  if (!name.includes(options.filter)) continue
  const vm = await boot({ memory: 2 ** 30, seed: 1 })
  vm.install(`/bin/${program}`, readFileSync(PROGRAMS[program]))
  let [own, other] = [Infinity, Infinity]
  for (let round = 0; round < Number(options.rounds); round++) {
    await findFullSpeed()
    const [ms, output] = await onJvisor(vm, program, args, input)
    const [qemuMs, expected] = underQemu(program, args, input)
    if (output !== expected) throw new Error(`${name}: not what qemu prints`)
    own = Math.min(own, ms)
    other = Math.min(other, qemuMs)
  }
  // Two digits are shown.
  const isMissed = target !== undefined && own / other >= target + 0.005
  const parts = isMissed ? await profileOf(vm, program, args, input) : undefined
  await vm.dispose()
  results.push({ name, own, other, target, parts })
  if (options.json) continue
  const ratio = `${(own / other).toFixed(2)}×`
  const aim = target === undefined ? '' : `${target.toFixed(1)}×`
  console.log(
    `${name.padEnd(22)} ${ratio.padStart(7)} ${`${own.toFixed(0)} ms`.padStart(9)} ${`${other.toFixed(0)} ms`.padStart(9)}  ${aim}`,
  )
  if (parts !== undefined) console.log(`  ${parts}`)
}
const START_UP = 'jvisor run busybox true'
if (START_UP.includes(options.filter)) {
  const startUp = { ...(await measureStartUp()), parts: partsText(profileStartUp()) }
  results.push({ name: START_UP, startUp })
  const [median, least, bare] = [startUp.median, startUp.least, startUp.bare].map(
    (ms) => `${ms.toFixed(0)} ms`,
  )
  if (!options.json) {
    console.log(
      `${START_UP}, a process: ${median} (least ${least}), of which Node itself ${bare}; aimed at 250 ms`,
    )
    console.log(`  ${startUp.parts}`)
  }
}
if (options.json) console.log(JSON.stringify(results))
