// Writes docs/performance.md from a run: `npx -y pnpm@12 run bench:report`. Takes a few minutes.

import './one-cpu.js'
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { copyInFromFew, copyInWithMappings, mapAndUnmap } from './address-space-rows.js'
import { measure, timeText, warmUpAll } from './measure.js'
import { missing as missingLibraries } from './peers/javascript.js'
import { missing as missingPrograms } from './peers/programs.js'
import { plot } from './plot.js'
import { partsText, profile } from './profile.js'
import { rows } from './rows.js'
import { reasonFor, targetOf } from './targets.js'

const DOCS = join(import.meta.dirname, '../docs')
const MS = 100
const PROFILE_MS = 500
const OWN = 'jvisor'
const HOST = 'host kernel'

/** Rows of the run: { name, peer, own, other } with nanoseconds. Those beside a bare copy are no peers'. */
const results = []
/** Large transfers beside a bare copy of as much; and a call with a tracer beside the same without. */
const [copies, traced] = [[], []]
await warmUpAll(rows())
for (const [name, comparedWith, bare, operation] of rows()) {
  const isCopy = comparedWith === 'copyWithin' && / (64 KiB|1 MiB)$/.test(name)
  const isTraced = comparedWith === 'off'
  if (isCopy || isTraced) {
    const [own, other] = await measure(MS, operation, bare)
    const list = isCopy ? copies : traced
    list.push({ name, peer: isCopy ? 'a bare copy' : 'strace off', own: own.ns, other: other.ns, operation })
    continue
  }
  if (/copyWithin|copying|mappings|empty|zeroing|fill|bare/.test(comparedWith)) continue
  const [own, other] = await measure(MS, operation, bare)
  results.push({ name, peer: comparedWith.replace(/^the /, ''), own: own.ns, other: other.ns, operation })
}

/** Of one operation alone. */
async function alone(operation) {
  const [{ ns }] = await measure(MS, operation)
  return ns
}

async function overCounts(make, counts) {
  const points = []
  for (const count of counts) points.push([count, await alone(make(count))])
  return points
}

const UNITS = { B: 1, KiB: 1024, MiB: 1 << 20 }

/** Lines of the rows whose names match; `x` takes its value from the match. Ours is the least of what was measured. */
function lines(pattern, x) {
  const found = { [OWN]: new Map() }
  for (const { name, peer, own, other } of results) {
    const match = pattern.exec(name)
    if (match === null) continue
    const at = x(match)
    found[OWN].set(at, Math.min(own, found[OWN].get(at) ?? Infinity))
    found[peer] ??= new Map()
    found[peer].set(at, other)
  }
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, points]) => points.size > 1)
      .map(([name, points]) => [name, [...points].sort(([a], [b]) => a - b)]),
  )
}

const size = ([, n, unit]) => Number(n) * UNITS[unit]
const count = ([, n]) => Number(n)
const COUNTS = [10, 100, 1000, 10_000, 65_000]
const PLOTS = {
  'read-size': plot(
    'pread of a file in memory',
    { label: 'bytes', bytes: true },
    lines(/^pread tmpfs (\d+) (\w+)$/, size),
  ),
  'read-vector': plot(
    'preadv of segments of 64 B',
    { label: 'segments' },
    lines(/^preadv tmpfs (\d+) × 64 B$/, count),
  ),
  import: plot('import of an iovec array', { label: 'iovecs' }, lines(/^iovec import (\d+)$/, count)),
  mappings: plot(
    'with so many mappings',
    { label: 'mappings' },
    {
      'mmap + munmap': await overCounts(mapAndUnmap, COUNTS),
      'copyIn 64 B': await overCounts((n) => copyInWithMappings(n, true), COUNTS),
    },
  ),
  pages: plot(
    'copyIn of 64 B at random, with so many resident pages',
    { label: 'pages' },
    {
      'copyIn 64 B': await overCounts(copyInFromFew, COUNTS),
    },
  ),
}

const ratio = ({ own, other }) => `${(own / other).toFixed(2)}×`
const aim = ({ target }) => (target === undefined ? '' : `${target.toFixed(2).replace(/0$/, '')}×`)
const row = (r) => `| ${r.name} | ${r.peer} | ${ratio(r)} | ${timeText(r.own)} | ${timeText(r.other)} |`
const table = (title, of) =>
  of.length === 0
    ? ''
    : `## ${title}\n\n| row | beside | ratio | ours | theirs |\n| --- | --- | ---: | ---: | ---: |\n${of.map(row).join('\n')}\n\n`
/** Programs for riscv64 beside qemu, where that is there: in milliseconds. */
function runGuests() {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'guests.js'), '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A row that nothing is aimed at has no target.
  return status === 0 ? JSON.parse(stdout).map((r) => ({ peer: 'qemu', ...r })) : []
}

const allGuests = runGuests()
const guests = allGuests.filter(({ startUp }) => startUp === undefined)
const [start] = allGuests.filter(({ startUp }) => startUp !== undefined)

function guestTable() {
  if (guests.length === 0) return ''
  const lines = guests.map(
    (r) => `| ${r.name} | ${ratio(r)} | ${aim(r)} | ${r.own.toFixed(0)} ms | ${r.other.toFixed(0)} ms |`,
  )
  return `## Programs for riscv64, beside qemu\n\nThe least of some runs each, ours in a process that is warm.\n\n| program | ratio | aimed at | ours | theirs |\n| --- | ---: | ---: | ---: | ---: |\n${lines.join('\n')}\n\n`
}

/** Figures that are aimed at as such. */
function taskText() {
  const switches = results.find(({ name }) => name.startsWith('a byte to another process'))
  const lines = []
  // There, and back.
  if (switches !== undefined)
    lines.push(
      `Switches between two processes by a pipe: ${(2e3 / switches.own).toFixed(2)} million a second; aimed at: 0.5.`,
    )
  for (const { own, other } of traced)
    lines.push(`A line of strace: ${((own - other) / 1000).toFixed(2)} µs a call; aimed at: 3.`)
  return `## Tasks\n\n${lines.join(' ')}\n\n`
}

function startUpText() {
  if (start === undefined) return ''
  const { median, least, bare, parts } = start.startUp
  const [all, best, node] = [median, least, bare].map((ms) => (ms / 1000).toFixed(2))
  return `## Start-up\n\n\`${start.name}\`, a whole process with two threads: ${all} s, the median of some (the least ${best}), of which a Node that does nothing takes ${node}. Aimed at: 0.25 s. What both threads do meanwhile: ${parts}.\n\n`
}

/** Rows that take longer than is aimed at, by what keeps them, each with the profile of the one that is furthest off. */
async function missed() {
  const byReason = new Map()
  for (const r of [
    ...[...results, ...copies].map((each) => ({ ...each, target: targetOf(each.name, each.peer) })),
    ...guests,
  ]) {
    // Two digits are shown.
    if (r.target === undefined || r.own / r.other < r.target + 0.005) continue
    const why = reasonFor(r.name, r.peer)
    byReason.set(why, [...(byReason.get(why) ?? []), r])
  }
  let text = ''
  for (const [why, list] of byReason) {
    const lines = list.map((r) => `| ${r.name} | ${r.peer} | ${ratio(r)} | ${aim(r)} |`).join('\n')
    text += `${why}${await profileOf(list)}\n\n| row | beside | ratio | aimed at |\n| --- | --- | ---: | ---: |\n${lines}\n\n`
  }
  return text === '' ? '' : `## What is missed, and why\n\n${text}`
}

/** Of the row that is furthest from what is aimed at, if it is an operation of this process. */
async function profileOf(list) {
  if (list[0].parts !== undefined)
    return ` ${list.map(({ name, parts }) => `The time of _${name}_: ${parts}.`).join(' ')}`
  const far = ({ own, other, target }) => own / other / target
  const [worst] = list.filter(({ operation }) => operation !== undefined).sort((a, b) => far(b) - far(a))
  if (worst === undefined) return ''
  return ` The time of _${worst.name}_: ${partsText(await profile(worst.operation, PROFILE_MS))}.`
}

const [{ model }] = cpus()
const notes = [...missingPrograms, ...missingLibraries].map((line) => `- ${line}\n`).join('')

mkdirSync(join(DOCS, 'performance'), { recursive: true })
for (const [name, svg] of Object.entries(PLOTS)) writeFileSync(join(DOCS, `performance/${name}.svg`), svg)
const text = `# How fast it is

Written by \`npx -y pnpm@12 run bench:report\`, from one run: Node ${process.version}, ${type()} ${release()}, ${cpus().length} × ${model.trim()},
${Math.round(totalmem() / 2 ** 30)} GiB. Each row was measured in turn with its peer, on one processor, for ${MS} ms each; times are the lower quartile of the
samples. Quote the ratios: times differ from machine to machine, and on a shared one from minute to minute. Below 1× we are
faster. [bench/README.md](../bench/README.md) says how it is measured, and what the peers are.

A system call of ours goes from the task's registers to the file and back; the host kernel's is the call of a program written in
C, with its way into the kernel. Other file systems in JavaScript have no address space: what they are asked for is the copy
alone, between an array and a file.

![pread over the size](performance/read-size.svg)

![preadv over the number of segments](performance/read-vector.svg)

![import over the number of iovecs](performance/import.svg)

![over the number of mappings](performance/mappings.svg)

![over the number of resident pages](performance/pages.svg)

${table(
  'Beside the host kernel',
  results.filter(({ peer }) => peer === HOST),
)}${table(
  'Beside gVisor',
  results.filter(({ peer }) => peer.startsWith('gVisor')),
)}${table(
  'Beside other file systems in JavaScript',
  results.filter(({ peer }) => peer !== HOST && !peer.startsWith('gVisor')),
)}${table('Beside a bare copy of as much', copies)}${taskText()}${guestTable()}${startUpText()}${await missed()}${notes}`
writeFileSync(join(DOCS, 'performance.md'), `${text.trimEnd()}\n`)
console.log('docs/performance.md and its plots are written')
process.exit(0)
