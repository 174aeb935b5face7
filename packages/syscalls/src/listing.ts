// The list of system calls for people: `jvisor syscalls` and the documentation. gVisor: runsc/cmd/syscalls.go.

import { type Arch, SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import type { Param, ParamKind } from './spec.ts'
import { SYSCALLS } from './table.ts'

/** One system call of Linux. */
export interface SyscallRow {
  readonly name: SyscallName
  /** Its number on each architecture; undefined where Linux does not have it. */
  readonly numbers: Readonly<Record<Arch, number | undefined>>
  /** False: it is ENOSYS. */
  readonly implemented: boolean
  /** What it takes, "readv(int fd, const struct iovec *iov, int iovcnt)"; empty if it is not implemented. */
  readonly signature: string
  /** What of it is not there, in a few words; empty if nothing is missing. */
  readonly unsupported: string
}

/** How C declares a parameter of each kind. The kernel's own calls may differ from those of the C library. */
const DECLARATIONS: Readonly<Record<ParamKind | 'hidden', string>> = {
  int: 'int status',
  uint: 'int iovcnt',
  size: 'size_t length',
  'new-size': 'size_t new_length',
  offset: 'off_t offset',
  hex: 'off_t offset',
  pointer: 'void *addr',
  fd: 'int fd',
  dirfd: 'int dirfd',
  path: 'const char *path',
  name: 'const char *name',
  'open-flags': 'int flags',
  mode: 'mode_t mode',
  'pipe-flags': 'int flags',
  'dup-flags': 'int flags',
  'at-flags': 'int flags',
  'rwf-flags': 'int flags',
  whence: 'int whence',
  prot: 'int prot',
  'map-flags': 'int flags',
  'mremap-flags': 'int flags',
  'mremap-address': 'void *new_addr',
  advice: 'int advice',
  'msync-flags': 'int flags',
  'mlock-flags': 'unsigned int flags',
  'mlockall-flags': 'int flags',
  pidfd: 'int pidfd',
  flags: 'unsigned int flags',
  'iovec-addresses': 'const struct iovec *iov',
  'residency-out': 'unsigned char *vec',
  'memfd-flags': 'unsigned int flags',
  'fcntl-command': 'int cmd',
  'fcntl-argument': 'unsigned long arg',
  'buffer-in': 'const void *buf',
  'buffer-out': 'void *buf',
  'iovec-in': 'const struct iovec *iov',
  'iovec-out': 'const struct iovec *iov',
  'fd-pair-out': 'int pipefd[2]',
  'stat-out': 'struct stat *statbuf',
  id: 'id_t id',
  'id-out': 'id_t *id',
  'groups-in': 'const gid_t *list',
  'groups-out': 'gid_t *list',
  'cap-header': 'cap_user_header_t hdrp',
  'cap-data-in': 'const cap_user_data_t datap',
  'cap-data-out': 'cap_user_data_t datap',
  'node-mode': 'mode_t mode',
  device: 'dev_t dev',
  'statx-flags': 'int flags',
  'statx-mask': 'unsigned int mask',
  'statx-out': 'struct statx *statxbuf',
  'statfs-out': 'struct statfs *buf',
  'access-mode': 'int mode',
  'access-flags': 'int flags',
  'utimbuf-in': 'const struct utimbuf *times',
  'timevals-in': 'const struct timeval times[2]',
  'timespecs-in': 'const struct timespec times[2]',
  'open-how': 'const struct open_how *how',
  'rename-flags': 'unsigned int flags',
  'string-out': 'char *buf',
  'dirents-out': 'struct linux_dirent *dirp',
  'dirents64-out': 'void *dirp',
  hidden: 'unsigned long',
}

/** Every system call that Linux has, on either architecture or on `arch`, by x86-64 number, then by riscv64 number. */
export function syscallList(arch?: Arch): SyscallRow[] {
  const specs = new Map(SYSCALLS.map((spec) => [spec.name, spec]))
  const x86 = SYSCALL_NUMBERS['x86-64']
  const { riscv64 } = SYSCALL_NUMBERS
  const names = new Set([...Object.keys(x86), ...Object.keys(riscv64)] as SyscallName[])
  const rows = Array.from(names, (name): SyscallRow => {
    const spec = specs.get(name)
    return {
      name,
      numbers: { 'x86-64': x86[name], riscv64: riscv64[name] },
      implemented: spec !== undefined,
      signature: spec === undefined ? '' : signature(name, spec.params),
      unsupported: spec?.unsupported ?? '',
    }
  })
  return rows.filter((row) => arch === undefined || row.numbers[arch] !== undefined)
}

/** A second descriptor is the new one (dup2); parameters that do not matter are left out. */
function signature(name: string, params: readonly Param[]): string {
  const declared = params
    .filter((param) => param !== 'hidden')
    .map((param, i) => (param === 'fd' && params[i - 1] === 'fd' ? 'int newfd' : declaration(param)))
  return `${name}(${declared.join(', ') || 'void'})`
}

function declaration(param: Param): string {
  return typeof param === 'string' ? DECLARATIONS[param] : param.declaration
}
