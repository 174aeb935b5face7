// The signal mask that a call takes for as long as it waits: ppoll, pselect6, epoll_pwait. Linux: kernel/signal.c
// set_user_sigmask, restore_saved_sigmask_unless.

import { EFAULT, EINTR, EINVAL, ERESTARTNOHAND, type Errno, OK, SIGSET_SIZE, u64 } from '@jvisor/abi'
import { SignalSet, type SyscallResult, type Task } from '@jvisor/kernel'
import { type Addr, copyStructIn } from '@jvisor/usermem'

/** Sets the mask at an address; none if it is 0, whatever the size. EINVAL: the size; EFAULT. */
export function setTemporaryMask(t: Task, addr: Addr, size: number): Errno {
  if (addr === 0) return OK
  if (size !== SIGSET_SIZE) return EINVAL
  const { value } = copyStructIn(t, addr, u64)
  if (value === undefined) return EFAULT
  t.signals.setTemporaryMask(SignalSet.fromBits(value))
  return OK
}

/** Takes the mask back when the call ends: at once, unless a signal has interrupted it, which is acted upon first. */
export function withMask(
  t: Task,
  result: SyscallResult | Promise<SyscallResult>,
): SyscallResult | Promise<SyscallResult> {
  if (typeof result !== 'number') return result.then((value) => withMask(t, value))
  t.signals.restoreMask(result === -EINTR || result === -ERESTARTNOHAND)
  return result
}
