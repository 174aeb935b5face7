// jvisor lab: one scenario, step by step: what each call was, what it gave, and the way it took; beside the kernel of this
// machine if that is asked for.

import { readFileSync } from 'node:fs'
import {
  ARENA,
  ARENA_END,
  actionOf,
  buffersOf,
  compareReports,
  type Difference,
  Explainer,
  type Hop,
  hopTree,
  isTransfer,
  JvisorMachine,
  type MapLine,
  type Observer,
  PlayError,
  parseScenario,
  play,
  type Report,
  type Scenario,
  ScenarioError,
  segmentsOver,
  stepText,
  type TransferSegment,
  why,
} from '@jvisor/scenario'
import { Strace } from '@jvisor/syscalls'
import { HostKernel } from './host-kernel/host-kernel.ts'
import { firstLine, ProgramError } from './program.ts'

export interface LabOptions {
  readonly host?: true
  readonly explain?: true
  readonly json?: true
}

/** Columns of the bar for one part of a segment. */
const BAR = 8

/** Status of a scenario that makes no sense. */
const BAD_SCENARIO = 2

/** A step as it was made on jvisor. */
interface Told {
  /** As strace shows it, with what other tasks did because of it; for a poke or a peek, what it was. */
  readonly lines: readonly string[]
  readonly result: string
  readonly out: readonly string[]
  readonly also: readonly string[]
  /** What `expect` says it should have been, if it was not. */
  readonly expected: string | undefined
  readonly note: string | undefined
  readonly hops: readonly Hop[] | undefined
  /** Of a call that moves bytes: its buffers over the mappings, and what moved. */
  readonly segments: readonly TransferSegment[] | undefined
  /** The rule behind the result. */
  readonly why: string | undefined
}

/** The file, or standard input for "-". @throws ProgramError */
function read(name: string): string {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8')
  } catch (error) {
    throw new ProgramError(`${name}: ${firstLine(error)}`, BAD_SCENARIO)
  }
}

/** @returns the exit status: 0 if all is as expected and, with `host`, the two kernels agree; else 1. */
export async function lab(name: string, options: LabOptions): Promise<number> {
  const shownName = name === '-' ? 'standard input' : name
  try {
    const scenario = parseScenario(read(name), shownName)
    const { report, told } = await playHere(scenario, options.explain === true)
    const theirs = options.host === true ? await playOnHost(scenario) : undefined
    const differences = theirs === undefined ? [] : compareReports(report, theirs.report)
    const unexpected = told.filter((step) => step.expected !== undefined).length
    if (options.json === true) {
      console.log(
        JSON.stringify({
          title: scenario.title,
          steps: told,
          state: report.state,
          host: theirs,
          differences,
        }),
      )
    } else show(scenario, report, told, theirs, differences)
    return unexpected + differences.length === 0 ? 0 : 1
  } catch (error) {
    if (error instanceof ScenarioError) throw new ProgramError(error.message, BAD_SCENARIO)
    if (error instanceof PlayError) throw new ProgramError(`${shownName}: ${error.message}`, BAD_SCENARIO)
    throw error
  }
}

async function playHere(scenario: Scenario, explain: boolean): Promise<{ report: Report; told: Told[] }> {
  let lines: string[] = []
  let maps: readonly MapLine[] = []
  let buffers: ReturnType<typeof buffersOf>
  let symbols: ReadonlyMap<string, bigint> = new Map()
  const taskIds = scenario.steps.some(({ by, child }) => by !== undefined || child !== undefined)
  const strace = new Strace((record) => lines.push(record.line), { taskIds })
  const machine = new JvisorMachine({ watch: strace })
  const subject = machine.subject()
  const explainer = explain ? new Explainer() : undefined
  const told: Told[] = []
  const observer: Observer = {
    ready(player) {
      symbols = player.symbols
      explainer?.ready?.(player)
    },
    before(_index, _step, call, by) {
      lines = []
      maps = by.maps(ARENA, ARENA_END)
      buffers = call !== undefined && isTransfer(call.name) ? buffersOf(call.name, call.args, by) : undefined
    },
    ...(explainer === undefined ? {} : { around: explainer.around.bind(explainer) }),
    after(index, step, { result, out, also = [] }, call) {
      const wanted = [String(step.expect ?? result), ...(step.also ?? also)].join(', ')
      const moves = call !== undefined && isTransfer(call.name) && typeof call.returned !== 'string'
      const returned = moves ? Number(call.returned) : 0
      const segments = moves && buffers !== undefined ? segmentsOver(buffers, maps, returned) : undefined
      told.push({
        segments,
        why: moves
          ? why({ name: call.name, returned, segments, address: (at) => place(scenario, symbols, at) })
          : undefined,
        lines: lines.length === 0 ? [`${actionOf(step)}(...)`] : lines,
        result,
        out,
        also,
        expected: wanted === [result, ...also].join(', ') ? undefined : wanted,
        note: step.note,
        hops: explainer?.hops(index),
      })
    },
  }
  const report = await play(scenario, subject, observer)
  await subject.close()
  return { report, told }
}

async function playOnHost(scenario: Scenario): Promise<{ release: string; report: Report }> {
  const host = await HostKernel.start().catch((error: unknown) => {
    throw new ProgramError(firstLine(error), 1)
  })
  try {
    const [report] = await host.run([scenario])
    if ('failure' in report) throw new ProgramError(`on the host: ${report.failure}`, 1)
    return { release: host.release, report }
  } finally {
    await host.close()
  }
}

function show(
  scenario: Scenario,
  report: Report,
  told: readonly Told[],
  theirs: { release: string; report: Report } | undefined,
  differences: readonly Difference[],
): void {
  console.log(scenario.title)
  if (scenario.teaches !== undefined) console.log(scenario.teaches.trim())
  console.log()
  told.forEach((step, i) => {
    if (step.note !== undefined) console.log(`   # ${step.note}`)
    step.lines.forEach((line, n) => {
      console.log(`${n === 0 ? String(i + 1).padStart(2) : '  '} ${line}`)
    })
    for (const segment of step.segments ?? []) console.log(`   ${segmentText(segment)}`)
    if (step.why !== undefined) console.log(`   why: ${step.why}`)
    if (step.out.length > 0) console.log(`   left: ${step.out.join(' ')}`)
    if (step.also.length > 0) console.log(`   also: ${step.also.join(', ')}`)
    if (theirs !== undefined) {
      const other = theirs.report.steps[i]
      const text = other === undefined ? 'not made' : stepText(other)
      const same = differences.every((d) => d.step !== i)
      console.log(
        `   Linux ${theirs.release}: ${text}${same ? '' : `   DIFFERS from jvisor: ${stepText(step)}`}`,
      )
    }
    if (step.expected !== undefined)
      console.log(`   EXPECTED ${step.expected}, got ${[step.result, ...step.also].join(', ')}`)
    if (step.hops !== undefined) console.log(indented(hopTree(step.hops)))
  })
  console.log('\nAt the end')
  for (const line of report.state) console.log(`   ${line}`)
  for (const { step, ours, theirs: other } of differences) {
    if (step < 0) console.log(`   DIFFERS: jvisor: ${ours || 'nothing'}; Linux: ${other || 'nothing'}`)
  }
  if (theirs !== undefined && differences.length === 0) console.log(`   the same on Linux ${theirs.release}`)
}

/** An address by the mapping that it lies in: "buf+16", "buf.end". */
function place(scenario: Scenario, symbols: ReadonlyMap<string, bigint>, at: number): string {
  for (const name of Object.keys(scenario.memory)) {
    const start = Number(symbols.get(name))
    const end = Number(symbols.get(`${name}.end`))
    if (at === end) return `${name}.end`
    if (at >= start && at < end) return at === start ? name : `${name}+${at - start}`
  }
  return `0x${at.toString(16)}`
}

/** One segment over the pages: "200 bytes: rw-p 96 ████ | hole 104 ····   96 moved". */
function segmentText({ length, moved, parts }: TransferSegment): string {
  let left = moved
  const drawn = parts.map(({ bytes, mapped }) => {
    const here = Math.min(left, bytes)
    left -= here
    const bar = '█'.repeat(Math.ceil((here / bytes) * BAR)).padEnd(BAR, '·')
    return `${mapped} ${bytes} ${bar}`
  })
  return `${String(length).padStart(6)} bytes: ${drawn.join(' | ') || 'none'}   ${moved} moved`
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '   ')
}
