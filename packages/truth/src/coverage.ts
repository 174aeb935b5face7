// Coverage: what random scenarios have reached: how often each call met each kind of descriptor, and what came of it.

import {
  actionOf,
  DESCRIPTOR_CALLS,
  isOtherAction,
  type Report,
  type Scenario,
  type Step,
} from '@jvisor/scenario'
import { FD_KINDS, kindOf } from './arbitrary/world.ts'

/** Calls on memory: the kind that counts is that of the file that mmap maps, if any. */
const ON_MEMORY = new Set(
  'mmap munmap mprotect mremap madvise msync mincore mlock mlock2 munlock mlockall munlockall brk process_vm_readv process_vm_writev'.split(
    ' ',
  ),
)
const MMAP_FD = 4

/** What a step works on: a kind of descriptor, "memory" or "nothing". */
function subjectOf(call: string, step: Step): string {
  const args: readonly unknown[] = (step as Readonly<Record<string, unknown>>)[call] as readonly unknown[]
  if (call === 'mmap') return args[MMAP_FD] === -1 ? 'memory' : kindOf(args[MMAP_FD])
  if (ON_MEMORY.has(call)) return 'memory'
  return DESCRIPTOR_CALLS.has(call) ? kindOf(args[0]) : 'nothing'
}

/** The errno; "0" for nothing done; "blocks", "gone"; "ok" for everything else. */
export function outcomeOf(result: string): string {
  return /^(E[A-Z0-9]+|0|blocks|gone)$/.test(result) ? result : 'ok'
}

export interface CoverageCell {
  readonly call: string
  readonly kind: string
  /** How often each outcome came. */
  readonly outcomes: Readonly<Record<string, number>>
}

export class Coverage {
  readonly #cells = new Map<string, { call: string; kind: string; outcomes: Record<string, number> }>()

  /** Counts the steps of a scenario, with what came of them. */
  add(scenario: Scenario, report: Report): void {
    report.steps.forEach(({ result }, i) => {
      const step = scenario.steps[i]
      const call = actionOf(step)
      if (isOtherAction(call) || result === 'not made') return
      const kind = subjectOf(call, step)
      const key = `${call} ${kind}`
      let cell = this.#cells.get(key)
      if (cell === undefined) {
        cell = { call, kind, outcomes: {} }
        this.#cells.set(key, cell)
      }
      const outcome = outcomeOf(result)
      cell.outcomes[outcome] = (cell.outcomes[outcome] ?? 0) + 1
    })
  }

  /** Adds what another has counted. */
  merge(cells: readonly CoverageCell[]): void {
    for (const { call, kind, outcomes } of cells) {
      const key = `${call} ${kind}`
      const cell = this.#cells.get(key) ?? { call, kind, outcomes: {} }
      this.#cells.set(key, cell)
      for (const [outcome, n] of Object.entries(outcomes)) {
        cell.outcomes[outcome] = (cell.outcomes[outcome] ?? 0) + n
      }
    }
  }

  /** What was reached, by call and kind. */
  cells(): readonly CoverageCell[] {
    return [...this.#cells.values()].sort((a, b) => (`${a.call} ${a.kind}` < `${b.call} ${b.kind}` ? -1 : 1))
  }

  /** Kinds that a call on descriptors, if it has met any of a single task's, has never met. */
  missing(): readonly { readonly call: string; readonly kind: string }[] {
    const kinds = [...new Set(FD_KINDS.flatMap(({ names }) => names.map(kindOf)))]
    const calls = new Set(this.cells().flatMap(({ call, kind }) => (kinds.includes(kind) ? [call] : [])))
    return [...calls].flatMap((call) =>
      !DESCRIPTOR_CALLS.has(call)
        ? []
        : kinds.filter((kind) => !this.#cells.has(`${call} ${kind}`)).map((kind) => ({ call, kind })),
    )
  }
}
