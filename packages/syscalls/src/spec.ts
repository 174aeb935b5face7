// What a system call is, in one place: its name, its function, and its parameters as strace(1) shows them. The tables
// of both architectures, strace and `jvisor syscalls` all come from lists of these.

import type { SyscallName } from '@jvisor/abi'
import type { Syscall, SyscallFunction } from '@jvisor/kernel'
import type { Decoding } from './strace/params.ts'

/** How a parameter is decoded. `-in` kinds are read before the call, `-out` kinds after it. */
export type ParamKind =
  | 'int'
  | 'uint'
  | 'size'
  | 'new-size'
  | 'offset'
  | 'hex'
  | 'pointer'
  | 'fd'
  | 'dirfd'
  | 'path'
  | 'name'
  | 'open-flags'
  | 'mode'
  | 'pipe-flags'
  | 'dup-flags'
  | 'at-flags'
  | 'rwf-flags'
  | 'whence'
  | 'prot'
  | 'map-flags'
  | 'mremap-flags'
  | 'mremap-address'
  | 'advice'
  | 'msync-flags'
  | 'mlock-flags'
  | 'mlockall-flags'
  | 'pidfd'
  | 'flags'
  | 'iovec-addresses'
  | 'residency-out'
  | 'memfd-flags'
  | 'fcntl-command'
  | 'fcntl-argument'
  | 'buffer-in'
  | 'buffer-out'
  | 'iovec-in'
  | 'iovec-out'
  | 'fd-pair-out'
  | 'stat-out'
  | 'id'
  | 'id-out'
  | 'groups-in'
  | 'groups-out'
  | 'cap-header'
  | 'cap-data-in'
  | 'cap-data-out'
  | 'node-mode'
  | 'device'
  | 'rename-flags'
  | 'statx-flags'
  | 'statx-mask'
  | 'statx-out'
  | 'statfs-out'
  | 'access-mode'
  | 'access-flags'
  | 'utimbuf-in'
  | 'timevals-in'
  | 'timespecs-in'
  | 'open-how'
  | 'string-out'
  | 'dirents-out'
  | 'dirents64-out'

/** How the result is shown; of one group of calls, what is shown of a result that is no error. */
export type ResultKind =
  | 'int'
  | 'pointer'
  | 'fcntl'
  | 'none'
  | 'mode'
  | ((d: Decoding, result: number) => string)

/** A parameter of one group of calls, described where the group is: strace/decoders.ts makes the usual ones. */
export interface ParamDecoder {
  /** In C: "int sig". */
  readonly declaration: string
  /** It can be shown only when the call has ended. */
  readonly output: boolean
  /** Argument `i` as text; undefined if it is not shown. */
  decode(d: Decoding, i: number): string | undefined
}

/** A parameter that the kernel takes but strace does not show, such as the unused upper half of an offset: 'hidden'. */
export type Param = ParamKind | 'hidden' | ParamDecoder

export interface SyscallSpec extends Syscall {
  readonly name: SyscallName
  readonly params: readonly Param[]
  readonly result: ResultKind
  /** What of the call is not there, in a few words; empty if nothing is missing. */
  readonly unsupported: string
}

/** Declares a system call. Its name is said, not taken from the function: bundlers rename functions. */
export function syscall(
  name: SyscallName,
  fn: SyscallFunction,
  params: readonly Param[],
  opts: { readonly result?: ResultKind; readonly unsupported?: string } = {},
): SyscallSpec {
  return { name, fn, params, result: opts.result ?? 'int', unsupported: opts.unsupported ?? '' }
}
