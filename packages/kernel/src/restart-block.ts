// How a call that waits for a time goes on after a signal without a handler: with what is left, not from the beginning.
// Linux: struct restart_block, restart_syscall(2).

import { ERESTART_RESTARTBLOCK } from '@jvisor/abi'
import type { SyscallResult } from './syscall-table.ts'
import type { Task } from './task.ts'

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
