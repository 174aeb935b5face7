// The tables: every system call we have, under the numbers of each architecture.
// gVisor: pkg/sentry/syscalls/linux/linux64.go.

import { type Arch, SYSCALL_NUMBERS } from '@jvisor/abi'
import { SyscallTable } from '@jvisor/kernel'
import { DESCRIPTOR_SYSCALLS } from './descriptors.ts'
import { EVENTFD_SYSCALLS } from './eventfd.ts'
import { IOCTL_SYSCALLS } from './ioctl.ts'
import { MEMFD_SYSCALLS } from './memfd.ts'
import { MEMORY_SYSCALLS } from './memory.ts'
import { MEMORY_ADVICE_SYSCALLS } from './memory-advice.ts'
import { OPEN_SYSCALLS } from './open.ts'
import { PIPE_SYSCALLS } from './pipe.ts'
import { PROCESS_SYSCALLS } from './process.ts'
import { READ_WRITE_SYSCALLS } from './read-write.ts'
import type { SyscallSpec } from './spec.ts'
import { STAT_SYSCALLS } from './stat.ts'

/** All system calls there are, whatever architecture has them. */
export const SYSCALLS: readonly SyscallSpec[] = [
  ...READ_WRITE_SYSCALLS,
  ...OPEN_SYSCALLS,
  ...DESCRIPTOR_SYSCALLS,
  ...PIPE_SYSCALLS,
  ...EVENTFD_SYSCALLS,
  ...IOCTL_SYSCALLS,
  ...STAT_SYSCALLS,
  ...MEMORY_SYSCALLS,
  ...MEMORY_ADVICE_SYSCALLS,
  ...MEMFD_SYSCALLS,
  ...PROCESS_SYSCALLS,
]

/** The table of an architecture; calls that it never had, such as open on riscv64, are not in it. */
export function syscallTable(arch: Arch): SyscallTable<SyscallSpec> {
  return new SyscallTable(arch, SYSCALLS, ({ name }) => SYSCALL_NUMBERS[arch][name])
}
