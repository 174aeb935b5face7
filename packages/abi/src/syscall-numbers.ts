// Names and numbers of system calls per architecture. gVisor: pkg/sentry/syscalls/linux/linux64.go.

import { SYSCALLS_RISCV64 } from './syscalls-riscv64.ts'
import { SYSCALLS_X86_64 } from './syscalls-x86-64.ts'

/** An architecture that programs are built for. riscv64 has the asm-generic numbers, which arm64 shares. */
export type Arch = 'x86-64' | 'riscv64'

/** The name of a system call of either architecture. */
export type SyscallName = keyof typeof SYSCALLS_X86_64 | keyof typeof SYSCALLS_RISCV64

/** A table from name to number; a name that the architecture has not is missing. */
export type SyscallNumbers = Readonly<Partial<Record<SyscallName, number>>>

/** The table of each architecture. */
export const SYSCALL_NUMBERS: Readonly<Record<Arch, SyscallNumbers>> = {
  'x86-64': SYSCALLS_X86_64,
  riscv64: SYSCALLS_RISCV64,
}

const NAMES: Readonly<Record<Arch, readonly (SyscallName | undefined)[]>> = {
  'x86-64': byNumber(SYSCALLS_X86_64),
  riscv64: byNumber(SYSCALLS_RISCV64),
}

/** The number of a call on `arch`, or undefined if the architecture has no such call. */
export function syscallNumber(arch: Arch, name: SyscallName): number | undefined {
  return SYSCALL_NUMBERS[arch][name]
}

/** The name of call `nr` on `arch`, or undefined if there is none. */
export function syscallName(arch: Arch, nr: number): SyscallName | undefined {
  return NAMES[arch][nr]
}

function byNumber(numbers: SyscallNumbers): (SyscallName | undefined)[] {
  const names: (SyscallName | undefined)[] = []
  for (const [name, nr] of Object.entries(numbers)) names[nr] = name as SyscallName
  return Array.from(names)
}
