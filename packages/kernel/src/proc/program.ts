// What a task was started with, for /proc. Linux: arg_start and kin of mm_struct.

import { FileDescription, type VirtualDentry } from '@jvisor/vfs'
import type { Task } from '../task.ts'
import type { Bytes } from './memory-files.ts'

/** The strings of a program's start, each with its NUL, and where it comes from. */
export interface StartedProgram {
  readonly commandLine: Bytes
  readonly environment: Bytes
  readonly auxv: Bytes
  readonly executable: VirtualDentry | undefined
}

const NONE = new Uint8Array(0)

/** What is known of the program that a task runs. */
export function programOf(task: Task): StartedProgram {
  const program = task.memoryManager?.program
  if (program !== undefined) {
    const { executable } = program
    return {
      commandLine: { start: program.argStart, end: program.argEnd },
      environment: { start: program.envStart, end: program.envEnd },
      auxv: program.auxv,
      executable: executable instanceof FileDescription ? executable.location : undefined,
    }
  }
  const { commandLine = NONE, environment = NONE } = task.context.startedWith?.() ?? {}
  return { commandLine, environment, auxv: NONE, executable: undefined }
}
