// Where the command begins: two threads load at the same time what each of them needs.

import { startSentry } from './sentry-worker.ts'

/** Runs the command with these arguments, and leaves the exit status with the process. */
export async function start(args: readonly string[]): Promise<void> {
  const sentry = args[0] === 'run' ? startSentry() : undefined
  const { main } = await import('./main.ts')
  await main(args, sentry)
}
