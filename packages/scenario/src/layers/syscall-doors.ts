// The doors of system calls: the functions of the table, told by their own name with their registers.

import { AT_FDCWD, type SyscallName } from '@jvisor/abi'
import type { Syscall, SyscallArgs } from '@jvisor/kernel'
import type { Param, SyscallSpec } from '@jvisor/syscalls'
import { accessFromProt, accessString } from '@jvisor/usermem'
import type { Place } from './hop.ts'
import { addressOrErrno, hex, valueOrErrno, type Words } from './words.ts'

/** The files of system calls, here and in gVisor, and the calls that are in both. */
const FILES: readonly (readonly [file: string, gvisor: string, names: string])[] = [
  [
    'read-write.ts',
    'sys_read_write.go',
    'read write pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2',
  ],
  ['open.ts', 'sys_file.go', 'open openat ftruncate'],
  ['open.ts', 'sys_lseek.go', 'lseek'],
  ['descriptors.ts', 'sys_file.go', 'close dup dup2 dup3 fcntl'],
  ['pipe.ts', 'sys_pipe.go', 'pipe pipe2'],
  ['stat.ts', 'sys_stat.go', 'fstat newfstatat'],
  ['memfd.ts', 'sys_file.go', 'memfd_create'],
  ['memory.ts', 'sys_mmap.go', 'mmap munmap mprotect mremap brk'],
  [
    'memory-advice.ts',
    'sys_mmap.go',
    'madvise process_madvise msync mincore mlock mlock2 munlock mlockall munlockall',
  ],
  ['process.ts', 'sys_thread.go', 'exit exit_group getpid gettid'],
]

/** Where a system call is written here and in gVisor; of one that the table lacks, where its parameters are. */
export function placesOf(name: string): { source: Place; gvisor: Place | undefined } {
  const row = FILES.find(([, , names]) => names.split(' ').includes(name))
  if (row === undefined)
    return { source: { path: 'packages/syscalls/src/table.ts', symbol: 'SYSCALLS' }, gvisor: undefined }
  const words = name.split('_')
  const camel = words.map((part) => part[0].toUpperCase() + part.slice(1)).join('')
  return {
    source: { path: `packages/syscalls/src/${row[0]}`, symbol: name },
    gvisor: { path: `pkg/sentry/syscalls/linux/${row[1]}`, symbol: camel },
  }
}

/** The calls whose places are known. */
export const PLACED: readonly SyscallName[] = FILES.flatMap(
  ([, , names]) => names.split(' ') as SyscallName[],
)

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
