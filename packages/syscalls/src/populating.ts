// The end of a call that faults memory in, which may be more than can be done in one go. Called by the memory calls.

import { OK } from '@jvisor/abi'
import type { SyscallResult, Task } from '@jvisor/kernel'
import type { Populating } from '@jvisor/mm'

/** The result of a call that is done but for what it has left to fault in; `value` if that succeeds. */
export function populated(t: Task, value: SyscallResult): SyscallResult | Promise<SyscallResult> {
  const populating = t.mm.takePopulating()
  return populating === undefined ? value : goOn(t, populating, value)
}

/** Does the rest slice by slice, with turns for the host in between. As in Linux, a signal that kills ends it. */
async function goOn(t: Task, populating: Populating, value: SyscallResult): Promise<SyscallResult> {
  while (!populating.isDone) {
    await t.kernel.yieldToHost()
    if (t.fatalSignalPending) break
    const err = populating.more()
    if (err !== OK) return -err
  }
  return value
}
