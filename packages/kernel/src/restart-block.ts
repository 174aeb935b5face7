// How a call that a signal has interrupted goes on. One that waits for a time does so with what is left of it.
// Linux: do_signal of each architecture; struct restart_block, restart_syscall(2).

import {
  EINTR,
  ERESTART_RESTARTBLOCK,
  ERESTARTNOINTR,
  ERESTARTSYS,
  type Errno,
  isInternal,
  SA_RESTART,
} from '@jvisor/abi'
import type { SyscallResult } from './syscall-table.ts'
import type { Task } from './task.ts'

/** The program makes the call again, with the same arguments, when the handler has returned. */
export const RESTART = 'restart'
/** What an interrupted call is to the program: a value or -errno, or {@link RESTART}. */
export type SyscallOutcome = SyscallResult | typeof RESTART

/** What becomes of a call with this result, an internal code perhaps, when a handler with these flags runs (SA_*). */
export function outcomeOf(result: SyscallResult, flags: number): SyscallOutcome {
  const code = -result as Errno
  if (!isInternal(code)) return result
  const restarts = code === ERESTARTNOINTR || (code === ERESTARTSYS && (flags & SA_RESTART) !== 0)
  return restarts ? RESTART : -EINTR
}

type Resume = () => SyscallResult | Promise<SyscallResult>

const blocks = new WeakMap<Task, Resume>()

/**
 * For a call that a signal has interrupted: if no handler runs for it, the call goes on with `resume`.
 * @returns what the call is to return now
 */
export function restartWith(t: Task, resume: Resume): SyscallResult {
  blocks.set(t, resume)
  return -ERESTART_RESTARTBLOCK
}

/** How the interrupted call goes on; undefined if it begins again. */
export function takeRestart(t: Task): Resume | undefined {
  const resume = blocks.get(t)
  blocks.delete(t)
  return resume
}
