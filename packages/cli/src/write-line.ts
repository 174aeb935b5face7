// Writing a line for people to a descriptor.

import { writeSync } from 'node:fs'
import { nap } from './host/nap.ts'

/** What ends a line on a terminal that is raw. */
export const RAW_END = '\r\n'

/** Writes a line whole, though the descriptor may be a pipe that somebody has made non-blocking. */
export function writeLine(fd: number, line: string, end = '\n'): void {
  let bytes = Buffer.from(`${line}${end}`)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return // nobody reads: there is nobody to tell
      nap(1)
    }
  }
}
