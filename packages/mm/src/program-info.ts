// ProgramInfo: which program an address space holds, and where its arguments lie: what the loader tells, for /proc.
// gVisor: the argv, envv, auxv and executable of pkg/sentry/mm MemoryManager. Linux: arg_start and kin of mm_struct.

import type { MappingIdentity } from '@jvisor/memmap'

export interface ProgramInfo {
  /** The strings of the arguments, each with its NUL: [argStart, argEnd). */
  readonly argStart: number
  readonly argEnd: number
  /** Those of the environment. */
  readonly envStart: number
  readonly envEnd: number
  /** The auxiliary vector, as it is on the stack: /proc/pid/auxv. */
  readonly auxv: Uint8Array
  /** The file that is executed; undefined for a program that has none. */
  readonly executable: MappingIdentity | undefined
}
