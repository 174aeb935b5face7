// /proc/[pid]/limits. gVisor has no counterpart. Linux: fs/proc/base.c proc_pid_limits.

import type { LimitSet } from '../limits.ts'

/** Name and unit of each, by its number (RLIMIT_*). */
const ROWS: readonly (readonly [name: string, unit: string])[] = [
  ['Max cpu time', 'seconds'],
  ['Max file size', 'bytes'],
  ['Max data size', 'bytes'],
  ['Max stack size', 'bytes'],
  ['Max core file size', 'bytes'],
  ['Max resident set', 'bytes'],
  ['Max processes', 'processes'],
  ['Max open files', 'files'],
  ['Max locked memory', 'bytes'],
  ['Max address space', 'bytes'],
  ['Max file locks', 'locks'],
  ['Max pending signals', 'signals'],
  ['Max msgqueue size', 'bytes'],
  ['Max nice priority', ''],
  ['Max realtime priority', ''],
  ['Max realtime timeout', 'us'],
]

const row = (name: string, soft: string, hard: string, unit: string) =>
  `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit === '' ? '' : unit.padEnd(10)}\n`

const value = (limit: number) => (limit === Infinity ? 'unlimited' : String(limit))

export function limitsText(limits: LimitSet): string {
  const rows = ROWS.map(([name, unit], i) => {
    const { cur, max } = limits.get(i)
    return row(name, value(cur), value(max), unit)
  })
  return row('Limit', 'Soft Limit', 'Hard Limit', 'Units') + rows.join('')
}
