// What a system call is, in one place: its name, its function, and its parameters as strace(1) shows them. The tables
// of both architectures, strace and `jvisor syscalls` all come from lists of these.

import type { Syscall, SyscallFunction } from '@jvisor/kernel'

/** How a parameter is decoded. `-in` kinds are read before the call, `-out` kinds after it. */
export type ParamKind =
  | 'int'
  | 'uint'
  | 'size'
  | 'offset'
  | 'hex'
  | 'pointer'
  | 'fd'
  | 'dirfd'
  | 'path'
  | 'open-flags'
  | 'mode'
  | 'pipe-flags'
  | 'dup-flags'
  | 'at-flags'
  | 'rwf-flags'
  | 'whence'
  | 'prot'
  | 'map-flags'
  | 'fcntl-command'
  | 'fcntl-argument'
  | 'buffer-in'
  | 'buffer-out'
  | 'iovec-in'
  | 'iovec-out'
  | 'fd-pair-out'
  | 'stat-out'

/** How the result is shown. */
export type ResultKind = 'int' | 'pointer' | 'fcntl' | 'none'

/** A parameter that the kernel takes but strace does not show, such as the unused upper half of an offset. */
export type Param = ParamKind | 'hidden'

export interface SyscallSpec extends Syscall {
  readonly params: readonly Param[]
  readonly result: ResultKind
  /** What of the call is not there, in a few words; empty if nothing is missing. */
  readonly unsupported: string
}

/** Declares a system call; its name is that of the function. */
export function syscall(
  fn: SyscallFunction,
  params: readonly Param[],
  opts: { readonly result?: ResultKind; readonly unsupported?: string; readonly name?: string } = {},
): SyscallSpec {
  return {
    name: opts.name ?? fn.name,
    fn,
    params,
    result: opts.result ?? 'int',
    unsupported: opts.unsupported ?? '',
  }
}
