// The doors of system calls: the functions of the table, told by their own name with their registers.

import { AT_FDCWD } from '@jvisor/abi'
import type { Syscall, SyscallArgs } from '@jvisor/kernel'
import { type Param, SYSCALL_GROUPS, type SyscallSpec } from '@jvisor/syscalls'
import { accessFromProt, accessString } from '@jvisor/usermem'
import type { Place } from './hop.ts'
import { addressOrErrno, hex, valueOrErrno, type Words } from './words.ts'

/** Where a system call is written here and in gVisor; of one that the table lacks, where its parameters are. */
export function placesOf(name: string): { source: Place; gvisor: Place | undefined } {
  const group = SYSCALL_GROUPS.find(({ calls }) => calls.some((call) => call.name === name))
  if (group === undefined)
    return { source: { path: 'packages/syscalls/src/table.ts', symbol: 'SYSCALLS' }, gvisor: undefined }
  const words = name.split('_')
  const camel = words.map((part) => part[0].toUpperCase() + part.slice(1)).join('')
  return {
    source: { path: `packages/syscalls/src/${group.file}`, symbol: name },
    gvisor: { path: `pkg/sentry/syscalls/linux/${group.gvisor}`, symbol: camel },
  }
}

const DECIMAL: ReadonlySet<Param> = new Set(['int', 'fd', 'whence', 'pidfd', 'advice', 'fcntl-command'])
const LONG: ReadonlySet<Param> = new Set(['size', 'new-size', 'offset'])
const FLAGS = /flags$|^(hex|mode|fcntl-argument)$/

function register(args: SyscallArgs, i: number, kind: Param, words: Words): string {
  if (typeof kind !== 'string') {
    return kind.declaration.includes('*') ? words.address(args.long(i)) : String(args.long(i))
  }
  if (kind === 'dirfd') return args.int(i) === AT_FDCWD ? 'AT_FDCWD' : String(args.int(i))
  if (kind === 'uint') return String(args.uint(i))
  if (DECIMAL.has(kind)) return String(args.int(i))
  if (kind === 'prot') return accessString(accessFromProt(args.int(i)))
  if (LONG.has(kind)) return String(args.long(i))
  if (FLAGS.test(kind)) return hex(args.uint(i))
  return args.hi[i] < 0 ? hex(args.long(i) + 2 ** 64) : words.address(args.long(i))
}

/** The registers of a call, in words. */
export function registersOf(call: Syscall, args: SyscallArgs, words: Words): string[] {
  const params = 'params' in call ? (call as SyscallSpec).params : []
  return params.flatMap((kind, i) => (kind === 'hidden' ? [] : [register(args, i, kind, words)]))
}

/** What a call returns, in words. */
export function returnedBy(call: Syscall, value: number, words: Words): string {
  const kind = 'result' in call ? (call as SyscallSpec).result : 'int'
  if (kind === 'none') return ''
  return kind === 'pointer' ? addressOrErrno(value, words) : valueOrErrno(value, words)
}
