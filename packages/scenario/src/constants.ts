// The names that a scenario may use for numbers: Linux's constants, as the headers spell them.

import * as abi from '@jvisor/abi'

const NAMED =
  /^(O|F|FD|AT|SEEK|MAP|PROT|MREMAP|MADV|MCL|MFD|MLOCK|MS|RWF|PIDFD_SELF|S|PAGE_SIZE|IOV_MAX|MAX_RW_COUNT|PIPE_BUF|SIG[A-Z0-9]*|SA|SI|CLONE|W[A-Z]+|P|EFD|TFD|SFD|EPOLL[A-Z]*|POLL[A-Z]*|CLOCK|TIMER|SPLICE|AF|SOCK|MSG|SHUT|FALLOC|FUTEX|FIONREAD|RLIMIT|PR)(_|$)/

/** Value by name. */
export const CONSTANTS: ReadonlyMap<string, bigint> = new Map([
  ...Object.entries(abi).flatMap(([name, value]): [string, bigint][] =>
    typeof value === 'number' && (NAMED.test(name) || NAMED.test(`${name}_`)) ? [[name, BigInt(value)]] : [],
  ),
  ['NULL', 0n],
  ['PAGE', BigInt(abi.PAGE_SIZE)],
])

/** The name of a signal by its number. */
export const SIGNAL_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(abi).flatMap(([name, value]): [number, string][] =>
    typeof value === 'number' && /^SIG[A-Z0-9]+$/.test(name) && !/^SIG(RT|NAL)/.test(name)
      ? [[value, name]]
      : [],
  ),
)

const ERRNOS: ReadonlyMap<string, number> = new Map(
  Object.entries(abi).flatMap(([name, value]): [string, number][] =>
    /^E[0-9A-Z]+$/.test(name) && typeof value === 'number' && !abi.isInternal(value as abi.Errno)
      ? [[name, value]]
      : [],
  ),
)

/** The number of an errno; undefined if there is none of this name. */
export function errnoByName(name: string): number | undefined {
  return ERRNOS.get(name)
}
