// `jvisor syscalls`: which system calls there are.

import type { Arch } from '@jvisor/abi'
import { type SyscallRow, syscallList } from '@jvisor/syscalls'

const ARCHS: readonly Arch[] = ['x86-64', 'riscv64']

/** The list for programs: all calls of Linux, or those that are implemented. */
export function syscallJson(all: boolean): string {
  return JSON.stringify(chosen(all), undefined, 2)
}

/** The list for people. */
export function syscallTable(all: boolean): string {
  const column = (n: number | undefined) => String(n ?? '-').padStart(7)
  return [
    ' x86-64 riscv64  call; not supported of it',
    ...chosen(all).map(({ name, numbers, implemented, signature, unsupported }) => {
      const what = implemented ? signature + (unsupported && `; ${unsupported}`) : `${name}: not implemented`
      return `${column(numbers['x86-64'])} ${column(numbers.riscv64)}  ${what}`
    }),
    `implemented on ${ARCHS.map(share).join(', ')}; any other call is ENOSYS`,
  ].join('\n')
}

function chosen(all: boolean): SyscallRow[] {
  return syscallList().filter((row) => all || row.implemented)
}

/** "x86-64: 31 of 384" */
function share(arch: Arch): string {
  const rows = syscallList(arch)
  return `${arch}: ${rows.filter((row) => row.implemented).length} of ${rows.length}`
}
