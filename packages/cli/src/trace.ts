// strace of `jvisor run`: where its lines go. Called by run-program.

import { closeSync, openSync, writeSync } from 'node:fs'
import type { Tracer } from '@jvisor/kernel'
import { Strace } from '@jvisor/syscalls'
import { nap } from './host/nap.ts'
import { ProgramError } from './program.ts'

/** strace to a file, or to standard error if `target` is empty. @throws ProgramError */
export function openTrace(target: string | undefined): { tracer: Tracer; close(): void } | undefined {
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
    tracer: new Strace(({ line }) => writeLine(fd, line)),
    close: () => fd !== 2 && closeSync(fd),
  }
}

/** Writes a line whole, though the descriptor may be a pipe that somebody has made non-blocking. */
export function writeLine(fd: number, line: string): void {
  let bytes = Buffer.from(`${line}\n`)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return // nobody reads: there is nobody to tell
      nap(1)
    }
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
