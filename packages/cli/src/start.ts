// Where the command begins: two threads load at the same time what each of them needs. What is needed sometimes only is
// imported from here.

import type { Commands } from './main.ts'
import { startSentry } from './sentry-worker.ts'

const COMMANDS: Commands = {
  diff: () => import('./diff.ts'),
  lab: () => import('./lab.ts'),
  syscalls: () => import('./syscalls-command.ts'),
  syscallOptions: () => import('./syscall-options.ts'),
}

/** Runs the command with these arguments, and leaves the exit status with the process. */
export async function start(args: readonly string[]): Promise<void> {
  const sentry = args[0] === 'run' ? startSentry() : undefined
  const { main } = await import('./main.ts')
  await main(args, COMMANDS, sentry)
}
