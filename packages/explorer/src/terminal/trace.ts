// What strace tells, on its way from the machine to the page, and there: always the last lines, never all.

import type { StraceRecord } from '@jvisor/syscalls'

/** Lines that are kept. */
export const TRACE_LIMIT = 1000

/** A line of strace. */
export interface TraceLine {
  readonly tid: number
  /** The name of the program that the task executes. */
  readonly program: string
  readonly text: string
  readonly kind: 'call' | 'failed' | 'signal' | 'exit'
}

/** What the page shows of what strace tells. `program` is the name of what the task executes. */
export function lineOf({ event, tid, errno, line }: StraceRecord, program: string): TraceLine {
  const text = line.replace(/^\[pid +\d+\] /, '').replace(/ {2,}(= [^"]*)$/, ' $1') // a column that a narrow panel has no room for
  const kind = errno === undefined ? (event === 'wait' ? 'call' : event) : 'failed'
  return { tid, program, text, kind }
}

/** Takes lines that come fast, and hands them on as fast as they are taken: the last {@link TRACE_LIMIT} of them. */
export class TraceFeed {
  readonly #deliver: (lines: readonly TraceLine[], lost: number) => Promise<void>
  #lines: TraceLine[] = []
  #lost = 0
  #delivering = false

  /** `deliver` gets the lines since the last time, and how many before them were left out. It is called again when it is done. */
  constructor(deliver: (lines: readonly TraceLine[], lost: number) => Promise<void>) {
    this.#deliver = deliver
  }

  add(line: TraceLine): void {
    this.#lines.push(line)
    if (this.#lines.length >= 2 * TRACE_LIMIT) this.#shorten()
    if (!this.#delivering) void this.#run()
  }

  #shorten(): void {
    const surplus = Math.max(0, this.#lines.length - TRACE_LIMIT)
    this.#lines.splice(0, surplus)
    this.#lost += surplus
  }

  async #run(): Promise<void> {
    this.#delivering = true
    await Promise.resolve() // lines that come together go together
    while (this.#lines.length > 0) {
      this.#shorten()
      const [lines, lost] = [this.#lines, this.#lost]
      this.#lines = []
      this.#lost = 0
      await this.#deliver(lines, lost)
    }
    this.#delivering = false
  }
}

/** A line as it is kept, with a number of its own. */
export type KeptLine = TraceLine & { readonly number: number }

/** What is kept: the last lines, and how many came before. */
export interface Trace {
  readonly lines: readonly KeptLine[]
  readonly before: number
}

export const NO_TRACE: Trace = { lines: [], before: 0 }

/** The trace with more lines at its end; the oldest go. */
export function extended({ lines, before }: Trace, more: readonly TraceLine[], lost: number): Trace {
  const first = before + lines.length + lost
  const all = [...(lost > 0 ? [] : lines), ...more.map((line, i) => ({ ...line, number: first + i }))]
  const kept = all.slice(-TRACE_LIMIT)
  return { lines: kept, before: first + more.length - kept.length }
}

/** The lines that have every word of a filter: a number is a task's, anything else is in the line or the program's name. */
export function matching(lines: readonly KeptLine[], filter: string): readonly KeptLine[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return lines
  return lines.filter(({ tid, program, text }) => {
    const whole = `${program} ${text}`.toLowerCase()
    return words.every((word) => (/^\d+$/.test(word) ? Number(word) === tid : whole.includes(word)))
  })
}
