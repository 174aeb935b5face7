// The calls that map memory: mmap, munmap, mprotect, mremap, brk. gVisor: pkg/sentry/syscalls/linux/sys_mmap.go.
// Linux: mm/mmap.c, mm/mprotect.c, mm/mremap.c.

import {
  EACCES,
  EBADF,
  EINVAL,
  ENODEV,
  ENOMEM,
  EOPNOTSUPP,
  EOVERFLOW,
  type Errno,
  MAP_32BIT,
  MAP_ABOVE4G,
  MAP_ANONYMOUS,
  MAP_DENYWRITE,
  MAP_EXECUTABLE,
  MAP_FIXED,
  MAP_FIXED_NOREPLACE,
  MAP_GROWSDOWN,
  MAP_HUGETLB,
  MAP_LOCKED,
  MAP_NONBLOCK,
  MAP_NORESERVE,
  MAP_POPULATE,
  MAP_PRIVATE,
  MAP_SHARED,
  MAP_SHARED_VALIDATE,
  MAP_STACK,
  MAP_TYPE,
  OK,
  PAGE_SIZE,
  PROT_EXEC,
  PROT_GROWSDOWN,
  PROT_GROWSUP,
  PROT_READ,
  PROT_SEM,
  PROT_WRITE,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { MmapOpts } from '@jvisor/memmap'
import { ANY_ACCESS, accessFromProt, INVALID_ADDR, isPageAligned, roundUpLength } from '@jvisor/usermem'
import type { FileDescription } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { pageArgument, pagesArgument } from './memory-args.ts'
import { populated } from './populating.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** Size of a huge page, as MAP_HUGETLB encodes it. */
const MAP_HUGE_BITS = 0x1f << 26
/** The flags that MAP_SHARED_VALIDATE lets pass (include/linux/mman.h LEGACY_MAP_MASK). */
const KNOWN_FLAGS =
  MAP_TYPE |
  MAP_FIXED |
  MAP_ANONYMOUS |
  MAP_DENYWRITE |
  MAP_EXECUTABLE |
  MAP_GROWSDOWN |
  MAP_LOCKED |
  MAP_NORESERVE |
  MAP_POPULATE |
  MAP_NONBLOCK |
  MAP_STACK |
  MAP_HUGETLB |
  MAP_32BIT |
  MAP_ABOVE4G |
  MAP_HUGE_BITS

/** mmap(2). */
function mmap(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const flags = a.int(3)
  const offset = pageArgument(a, 5)
  if (a.lo[5] % PAGE_SIZE !== 0) return -EINVAL
  const anonymous = (flags & MAP_ANONYMOUS) !== 0
  const file = anonymous ? undefined : fileOf(t, a.int(4))
  if (!anonymous && file === undefined) return -EBADF
  const length = lengthOf(a, 1)
  if (length === 0) return -EINVAL
  if (length > t.mm.layout.maxAddr) return -ENOMEM
  if ((flags & MAP_32BIT) !== 0 && t.syscallTable.arch === 'x86-64') return -EOPNOTSUPP
  // An address register that holds no possible address is a hint like any other unless it is binding.
  const fixed = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) !== 0
  const hint = a.pointer(0)
  const opts: MmapOpts = {
    addr: hint === INVALID_ADDR && !fixed ? (0 as typeof hint) : hint,
    length,
    fixed,
    noReplace: (flags & MAP_FIXED_NOREPLACE) !== 0,
    perms: accessFromProt(a.int(2)),
    maxPerms: ANY_ACCESS,
    private: (flags & MAP_TYPE) === MAP_PRIVATE,
    offset,
    precommit: (flags & (MAP_POPULATE | MAP_NONBLOCK)) === MAP_POPULATE,
    growsDown: (flags & MAP_GROWSDOWN) !== 0,
    noReserve: (flags & MAP_NORESERVE) !== 0,
    stack: (flags & MAP_STACK) !== 0,
  }
  if ((flags & MAP_LOCKED) !== 0) opts.lock = 'eager'
  const err =
    t.mm.checkMmap(opts) || (file === undefined ? mapAnonymous(t, flags, opts) : mapFile(file, flags, opts))
  if (err === OK) return populated(t, t.mm.mmap(opts))
  // The file is asked when there is room.
  if (err === ENODEV && opts.fixed && file?.refusesMmapItself === true) t.mm.munmap(opts.addr, length)
  return -err
}

function mapAnonymous(t: Task, flags: number, opts: MmapOpts): Errno {
  switch (flags & MAP_TYPE) {
    case MAP_PRIVATE:
      return (flags & MAP_HUGETLB) !== 0 ? ENOMEM : OK // as where no huge pages are reserved
    case MAP_SHARED:
      if ((flags & MAP_GROWSDOWN) !== 0) return EINVAL
      if ((flags & MAP_HUGETLB) !== 0) return ENOMEM
      t.kernel.vfs.shm.configureAnonymous(opts)
      opts.offset = 0
      return OK
    default:
      return EINVAL
  }
}

function mapFile(file: FileDescription, flags: number, opts: MmapOpts): Errno {
  if ((flags & MAP_HUGETLB) !== 0) return EINVAL
  if (opts.offset + roundUpLength(opts.length) > file.mapLimit) return EOVERFLOW
  switch (flags & MAP_TYPE) {
    case MAP_SHARED_VALIDATE:
      if ((flags & ~KNOWN_FLAGS) !== 0) return EOPNOTSUPP
      break
    case MAP_SHARED:
    case MAP_PRIVATE:
      break
    default:
      return EINVAL
  }
  if (!opts.private && (opts.perms & PROT_WRITE) !== 0 && !file.writable) return EACCES
  if (!file.readable) return EACCES
  const err = file.configureMmap(opts)
  const isAsked = err === OK || (err === ENODEV && file.refusesMmapItself)
  return isAsked && opts.growsDown === true ? EINVAL : err
}

/** munmap(2). */
function munmap(t: Task, a: SyscallArgs): SyscallResult {
  return -t.mm.munmap(a.pointer(0), lengthOf(a, 1))
}

/** mprotect(2). */
function mprotect(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const prot = a.int(2)
  const at = pageArgument(a, 0)
  const length = pagesArgument(a, 1)
  const grows = prot & (PROT_GROWSDOWN | PROT_GROWSUP)
  if (grows === (PROT_GROWSDOWN | PROT_GROWSUP) || !isPageAligned(at)) return -EINVAL
  if (lengthOf(a, 1) === 0) return 0
  if (length === 0 || at + length >= 2 ** 64) return -ENOMEM // it wraps around
  if ((prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM | grows)) !== 0) return -EINVAL
  // No architecture that we know has stacks that grow up: what is mapped is none.
  if (grows === PROT_GROWSUP) return t.mm.isMapped(at) ? -EINVAL : -ENOMEM
  return populated(t, -t.mm.mprotect(at, length, accessFromProt(prot), grows !== 0))
}

/** mremap(2). */
function mremap(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const opts = {
    oldLength: pagesArgument(a, 1),
    newLength: pagesArgument(a, 2),
    flags: a.int(3),
    newAddr: pageArgument(a, 4),
  }
  return populated(t, t.mm.mremap(pageArgument(a, 0), opts))
}

/** brk(2): the kernel's call, which gives the break as it then is. */
function brk(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  return populated(t, t.mm.brk(a.pointer(0)))
}

/** A length argument: size_t, where 2^63 and more is merely too long for any address space. */
function lengthOf(a: SyscallArgs, i: number): number {
  const length = a.long(i)
  return length < 0
    ? Number.MAX_SAFE_INTEGER - PAGE_SIZE
    : Math.min(length, Number.MAX_SAFE_INTEGER - PAGE_SIZE)
}

export const MEMORY_SYSCALLS: readonly SyscallSpec[] = [
  syscall('mmap', mmap, ['pointer', 'size', 'prot', 'map-flags', 'fd', 'hex'], {
    result: 'pointer',
    unsupported: 'MAP_32BIT (EOPNOTSUPP), MAP_HUGETLB (as with no huge pages)',
  }),
  syscall('munmap', munmap, ['pointer', 'size']),
  syscall('mprotect', mprotect, ['pointer', 'size', 'prot']),
  syscall('mremap', mremap, ['pointer', 'size', 'new-size', 'mremap-flags', 'mremap-address'], {
    result: 'pointer',
  }),
  syscall('brk', brk, ['pointer'], { result: 'pointer' }),
]
