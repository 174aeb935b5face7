// Telling: a scenario played on jvisor, with what there is to say about each of its steps.

import { Strace } from '@jvisor/syscalls'
import { ARENA, arenaEnd } from './arena.ts'
import { contentBytes } from './content.ts'
import { JvisorMachine } from './jvisor-machine.ts'
import { Explainer } from './layers/explainer.ts'
import type { Hop } from './layers/hop.ts'
import { PLAIN_WORDS } from './layers/words.ts'
import { type Observer, play } from './player.ts'
import type { Report, StepReport } from './report.ts'
import { actionOf, type Scenario, type Step } from './schema.ts'
import { type BufferRange, buffersOf, isTransfer, segmentsOver, type TransferSegment } from './segments.ts'
import type { MapLine } from './subject.ts'
import { symbolWords } from './symbol-words.ts'
import { why } from './why.ts'

/** A step as it was made on jvisor. */
export interface ToldStep {
  /** As strace shows it, with what other tasks did because of it; for what is no call, what it was. */
  readonly lines: readonly string[]
  readonly result: string
  readonly out: readonly string[]
  readonly also: readonly string[]
  /** What `expect` says it should have been, if it was not. */
  readonly expected: string | undefined
  readonly note: string | undefined
  /** The way through the layers, if it was asked for. */
  readonly hops: readonly Hop[] | undefined
  /** Of a call that moves bytes: its buffers over the mappings, and what moved. */
  readonly segments: readonly TransferSegment[] | undefined
  /** The rule behind the result. */
  readonly why: string | undefined
}

export interface Telling {
  readonly report: Report
  /** One for each of the report's. */
  readonly steps: readonly ToldStep[]
}

export interface TellOpts {
  /** Keeps the way of each call through the layers. */
  readonly explain?: boolean
  /** Looks on too; it is told first. */
  readonly observer?: Pick<Observer, 'ready' | 'before' | 'after'>
}

/** Plays a scenario on a new machine. @throws PlayError */
export async function tell(
  scenario: Scenario,
  { explain = false, observer }: TellOpts = {},
): Promise<Telling> {
  let lines: string[] = []
  let maps: readonly MapLine[] = []
  let buffers: readonly BufferRange[] | undefined
  let words = PLAIN_WORDS
  const end = arenaEnd(scenario.memory)
  const taskIds = scenario.steps.some(({ by, child }) => by !== undefined || child !== undefined)
  const strace = new Strace((record) => lines.push(record.line), { taskIds })
  const subject = new JvisorMachine().subject()
  const explainer = explain ? new Explainer() : undefined
  const told = new Map<number, ToldStep>()
  const report = await play(scenario, subject, {
    ready(player) {
      observer?.ready?.(player)
      subject.kernel.tracer = strace // of what was set up, nothing is told
      words = symbolWords(scenario, player.symbols)
      explainer?.ready(player)
    },
    before(index, step, call, by) {
      observer?.before?.(index, step, call, by)
      lines = []
      buffers = call !== undefined && isTransfer(call.name) ? buffersOf(call.name, call.args, by) : undefined
      maps = buffers === undefined ? [] : by.maps(ARENA, end)
    },
    ...(explainer === undefined ? {} : { around: explainer.around.bind(explainer) }),
    after(index, step, { result, out, also = [] }, call) {
      observer?.after?.(index, step, { result, out, also }, call)
      const wanted = [String(step.expect ?? result), ...(step.also ?? also)].join(', ')
      const moves = call !== undefined && isTransfer(call.name) && typeof call.returned !== 'string'
      const returned = moves ? Number(call.returned) : 0
      const segments = moves && buffers !== undefined ? segmentsOver(buffers, maps, returned) : undefined
      told.set(index, {
        segments,
        why: moves ? why({ name: call.name, returned, segments, address: words.address }) : undefined,
        lines: lines.length === 0 ? [stepLine(step)] : lines,
        result,
        out,
        also,
        expected: wanted === [result, ...also].join(', ') ? undefined : wanted,
        note: step.note,
        hops: explainer?.hops(index),
      })
      lines = [] // what is called next is to see how things stand, and no step's
    },
  })
  await subject.close()
  const steps = report.steps.map((step, i) => told.get(i) ?? notMade(scenario.steps[i], step))
  return { report, steps }
}

/** What a step is that strace does not show. */
function stepLine(step: Step): string {
  const { poke, peek, pass } = step
  if (pass !== undefined) return `pass: ${pass} ms`
  const moved = poke ?? peek
  if (moved === undefined) return `${actionOf(step)}(...)`
  const { length } = contentBytes(moved.bytes)
  return `${actionOf(step)}: ${length} byte${length === 1 ? '' : 's'} at ${moved.at}`
}

/** A step whose task could make no call. */
function notMade(step: Step, { result, out }: StepReport): ToldStep {
  return {
    lines: [stepLine(step)],
    result,
    out,
    also: [],
    expected: step.expect === undefined || step.expect === result ? undefined : String(step.expect),
    note: step.note,
    hops: undefined,
    segments: undefined,
    why: undefined,
  }
}
