// What only riscv has. Linux: arch/riscv/kernel/sys_riscv.c.

import { EINVAL } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type SyscallSpec, syscall } from './spec.ts'

/** Only the calling thread is going to execute the code. */
const SYS_RISCV_FLUSH_ICACHE_LOCAL = 1

/** riscv_flush_icache(2): all threads execute what was stored. Which range is of no matter, as on Linux. */
function riscv_flush_icache(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.long(2)
  if (flags !== 0 && flags !== SYS_RISCV_FLUSH_ICACHE_LOCAL) return -EINVAL
  t.context.flushInstructions?.()
  return 0
}

export const RISCV_SYSCALLS: readonly SyscallSpec[] = [
  syscall('riscv_flush_icache', riscv_flush_icache, ['pointer', 'pointer', 'hex']),
]
