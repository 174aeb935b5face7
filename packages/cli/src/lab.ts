// jvisor lab: one scenario, step by step: what each call was, what it gave, and the way it took; beside the kernel of this
// machine if that is asked for.

import { readFileSync } from 'node:fs'
import {
  compareReports,
  type Difference,
  hopTree,
  PlayError,
  parseScenario,
  type Report,
  type Scenario,
  ScenarioError,
  scenarioJsonSchema,
  stepText,
  type ToldStep,
  type TransferSegment,
  tell,
} from '@jvisor/scenario'
import { HostKernel } from './host-kernel/host-kernel.ts'
import { firstLine, ProgramError } from './program.ts'

export interface LabOptions {
  readonly host?: true
  readonly explain?: true
  readonly json?: true
}

/** Columns of the bar for one part of a segment. */
const BAR = 8

/** Lines about how things stand at the end; there may be two for each of 65 000 mappings. */
const MOST_LINES = 200

/** Status of a scenario that makes no sense. */
const BAD_SCENARIO = 2

/** The file, or standard input for "-". @throws ProgramError */
function read(name: string): string {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8')
  } catch (error) {
    throw new ProgramError(`${name}: ${firstLine(error)}`, BAD_SCENARIO)
  }
}

/** The JSON Schema of scenarios. */
export function schema(): string {
  return JSON.stringify(scenarioJsonSchema(), undefined, 2)
}

/** @returns the exit status: 0 if all is as expected and, with `host`, the two kernels agree; else 1. */
export async function lab(name: string, options: LabOptions): Promise<number> {
  const shownName = name === '-' ? 'standard input' : name
  try {
    const scenario = parseScenario(read(name), shownName)
    const { report, steps: told } = await tell(scenario, { explain: options.explain === true })
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
  told: readonly ToldStep[],
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
  for (const line of report.state.slice(0, MOST_LINES)) console.log(`   ${line}`)
  const more = report.state.length - MOST_LINES
  if (more > 0) console.log(`   and ${more} lines more, which --json has`)
  for (const { step, ours, theirs: other } of differences) {
    if (step < 0) console.log(`   DIFFERS: jvisor: ${ours || 'nothing'}; Linux: ${other || 'nothing'}`)
  }
  if (theirs !== undefined && differences.length === 0) console.log(`   the same on Linux ${theirs.release}`)
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
