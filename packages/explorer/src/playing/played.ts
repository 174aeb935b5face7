// Played: a whole scenario as it was played, with a picture between each two steps. What a worker sends to the page.

import {
  isRead,
  isTransfer,
  type MadeCall,
  type Observer,
  PlayError,
  type Player,
  parseScenario,
  type Scenario,
  ScenarioError,
  type Step,
  type StepReport,
  type ToldStep,
  tell,
} from '@jvisor/scenario'
import { type FilePicture, type Picture, takePicture } from './picture.ts'

/** What a transfer did to the file behind its descriptor. */
export interface Transferred {
  readonly fd: number
  readonly isRead: boolean
  /** Where in the file its first byte lay; undefined for what has no positions. */
  readonly offset: number | undefined
  /** Bytes that were moved. */
  readonly count: number
}

export interface PlayedStep extends ToldStep {
  /** How the processes stand after it. */
  readonly picture: Picture
  /** The first task of the process that made it. */
  readonly process: string
  readonly transferred: Transferred | undefined
}

/** A mapping of the scenario by its name. */
export interface Landmark {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface Played {
  readonly scenario: Scenario
  readonly steps: readonly PlayedStep[]
  /** How the processes stand before the first step. */
  readonly before: Picture
  readonly landmarks: readonly Landmark[]
}

/** Why a text cannot be played. */
export interface Problem {
  readonly problem: string
  /** Where in the text, counted from 1; undefined if it is known only by the message. */
  readonly line: number | undefined
  readonly column: number | undefined
}

/** Plays what is written in YAML or JSON on a jvisor machine of its own. */
export async function playText(text: string): Promise<Played | Problem> {
  try {
    return await playScenario(parseScenario(text, 'scenario'))
  } catch (error) {
    if (error instanceof ScenarioError) {
      return { problem: error.reason, line: error.line, column: error.column }
    }
    if (error instanceof PlayError) return { problem: error.message, line: undefined, column: undefined }
    throw error
  }
}

/** Plays a scenario. @throws PlayError */
export async function playScenario(scenario: Scenario): Promise<Played> {
  const watch = new Watch()
  const { steps } = await tell(scenario, { explain: true, observer: watch })
  const { first: before, landmarks } = watch
  let picture = before
  return {
    scenario,
    steps: steps.map((step, i): PlayedStep => {
      const seen = watch.seen[i]
      picture = seen?.picture ?? picture
      return { ...step, picture, process: seen?.process ?? MAIN, transferred: seen?.transferred }
    }),
    before,
    landmarks,
  }
}

/** The first task. */
const MAIN = 'main'

/** Looks on, and takes a picture after each step. */
class Watch implements Pick<Observer, 'ready' | 'after'> {
  first: Picture = []
  landmarks: readonly Landmark[] = []
  /** By the index of the step; a step that was not made has none. */
  readonly seen: (Pick<PlayedStep, 'picture' | 'process' | 'transferred'> | undefined)[] = []
  #player: Player | undefined
  #last: Picture = []

  ready(player: Player): void {
    this.#player = player
    this.first = takePicture(player)
    this.#last = this.first
    this.landmarks = landmarksOf(player)
  }

  after(index: number, step: Step, _report: StepReport, call: MadeCall | undefined): void {
    if (this.#player === undefined) return
    const picture = takePicture(this.#player, this.#last)
    this.#last = picture
    const process = processOf(this.#player, step.by ?? MAIN)
    this.seen[index] = { picture, process, transferred: transferredBy(call, fileOf(picture, process, call)) }
  }
}

/** The first task of the process of a task. */
function processOf({ actors }: Player, task: string): string {
  const pid = actors.find(({ name }) => name === task)?.subject.pid
  return actors.find(({ subject }) => subject.pid === pid)?.name ?? MAIN
}

/** The file behind the descriptor of a call, as it is afterwards. */
function fileOf(picture: Picture, process: string, call: MadeCall | undefined): FilePicture | undefined {
  const fd = Number(BigInt.asIntN(32, call?.args[0] ?? -1n))
  return picture.find(({ name }) => name === process)?.files.find((file) => file.fd === fd)
}

/** Positional calls have the offset as their fourth argument; others move that of the descriptor. */
function transferredBy(call: MadeCall | undefined, file: FilePicture | undefined): Transferred | undefined {
  if (call === undefined || file === undefined || !isTransfer(call.name)) return undefined
  const count = Math.max(0, Number(call.returned)) || 0
  const given = call.name.startsWith('p') ? Number(BigInt.asIntN(64, call.args[3] ?? 0n)) : -1
  const offset = given >= 0 ? given : file.offset === undefined ? undefined : file.offset - count
  return { fd: file.fd, isRead: isRead(call.name), offset, count }
}

function landmarksOf({ scenario, symbols }: Player): Landmark[] {
  return Object.keys(scenario.memory).map((name) => ({
    name,
    start: Number(symbols.get(name)),
    end: Number(symbols.get(`${name}.end`)),
  }))
}
