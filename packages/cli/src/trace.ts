// strace of `jvisor run`: where its lines go. Called by run-program.

import { closeSync, openSync } from 'node:fs'
import type { Tracer } from '@jvisor/kernel'
import { Strace } from '@jvisor/syscalls'
import { ProgramError } from './program.ts'
import { writeLine } from './write-line.ts'

/** strace to a file, or to standard error, whose lines end with `end`, if `target` is empty. @throws ProgramError */
export function openTrace(
  target: string | undefined,
  end: string,
): { tracer: Tracer; close(): void } | undefined {
  if (target === undefined) return undefined
  let fd = 2
  if (target !== '') {
    try {
      fd = openSync(target, 'w')
    } catch (error) {
      throw new ProgramError(`--strace=${target}: ${(error as Error).message}`, 1)
    }
  }
  return {
    tracer: new Strace(({ line }) => writeLine(fd, line, fd === 2 ? end : '\n')),
    close: () => fd !== 2 && closeSync(fd),
  }
}

/** One tracer that tells several. */
export function combine(tracers: readonly Tracer[]): Tracer | undefined {
  if (tracers.length <= 1) return tracers[0]
  return {
    enter: (...a) => tracers.forEach((t) => void t.enter(...a)),
    blocked: (...a) => tracers.forEach((t) => void t.blocked(...a)),
    exit: (...a) => tracers.forEach((t) => void t.exit(...a)),
    signal: (...a) => tracers.forEach((t) => void t.signal(...a)),
    exited: (...a) => tracers.forEach((t) => void t.exited(...a)),
  }
}
