// The kernel's log: pino's, on standard error. Most runs have nothing to say, so pino is loaded with the first record.

import { createRequire } from 'node:module'
import type { Logger, LogMethod } from '@jvisor/kernel'
import type * as Pino from 'pino'
import { LOG_LEVELS } from './run-options.ts'
import { writeLine } from './write-line.ts'

/** With a level of its own for every system call. */
export interface RunLogger extends Logger {
  trace: LogMethod
}

/** Records below `level`, one of {@link LOG_LEVELS}, are dropped; `end` ends each line. */
export function lazyLogger(level: string, end: string): RunLogger {
  let made: RunLogger | undefined
  const logger = () => {
    if (made === undefined) {
      const { pino } = createRequire(import.meta.url)('pino') as typeof Pino
      made = pino({ level, base: null }, { write: (text) => writeLine(2, text.trimEnd(), end) })
    }
    return made
  }
  const rank = (name: string) => (LOG_LEVELS as readonly string[]).indexOf(name)
  const method =
    (name: 'trace' | 'debug' | 'info' | 'warn' | 'error'): LogMethod =>
    (fields, message) => {
      if (rank(name) >= rank(level)) logger()[name](fields, message)
    }
  return {
    trace: method('trace'),
    debug: method('debug'),
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
    child: (bindings) => logger().child(bindings),
  }
}
