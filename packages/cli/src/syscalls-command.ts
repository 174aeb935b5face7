// `jvisor syscalls`: which system calls there are.

import { type Arch, SYSCALL_NUMBERS } from '@jvisor/abi'
import { SYSCALLS } from '@jvisor/syscalls'

const ARCHS: readonly Arch[] = ['x86-64', 'riscv64']

/** One row of the list. */
export interface SyscallRow {
  readonly name: string
  /** Its number on each architecture; null where the architecture does not have it. */
  readonly numbers: Readonly<Record<Arch, number | null>>
  /** What of it is not there; empty if nothing is missing. */
  readonly unsupported: string
}

/** The system calls that are implemented, by x86-64 number. */
export function syscallRows(): SyscallRow[] {
  return SYSCALLS.map(({ name, unsupported }) => ({
    name,
    numbers: {
      'x86-64': SYSCALL_NUMBERS['x86-64'][name] ?? null,
      riscv64: SYSCALL_NUMBERS.riscv64[name] ?? null,
    },
    unsupported,
  })).toSorted((a, b) => (a.numbers['x86-64'] ?? 9999) - (b.numbers['x86-64'] ?? 9999))
}

/** The list for people. */
export function syscallTableText(): string {
  const rows = syscallRows()
  const totals = ARCHS.map((arch) => {
    const there = rows.filter((row) => row.numbers[arch] !== null).length
    return `${arch}: ${there} of ${Object.keys(SYSCALL_NUMBERS[arch]).length}`
  })
  const cell = (n: number | null) => String(n ?? '-').padStart(7)
  return [
    ` x86-64 riscv64  name         not supported`,
    ...rows.map(({ name, numbers, unsupported }) =>
      `${cell(numbers['x86-64'])} ${cell(numbers.riscv64)}  ${name.padEnd(12)} ${unsupported}`.trimEnd(),
    ),
    `implemented on ${totals.join(', ')}; any other call is ENOSYS`,
  ].join('\n')
}
