// Writing a line for people to a descriptor.

import { writeSync } from 'node:fs'
import { nap } from './host/nap.ts'

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
