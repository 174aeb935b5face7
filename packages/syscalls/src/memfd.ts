// memfd_create. gVisor: pkg/sentry/syscalls/linux/sys_file.go MemfdCreate. Linux: mm/memfd.c.

import {
  EINVAL,
  ENAMETOOLONG,
  ENOSYS,
  F_SEAL_EXEC,
  F_SEAL_SEAL,
  MFD_ALLOW_SEALING,
  MFD_CLOEXEC,
  MFD_EXEC,
  MFD_HUGE_SHIFT,
  MFD_HUGETLB,
  MFD_NAME_MAX,
  MFD_NOEXEC_SEAL,
  OK,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { decodeUtf8 } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'

const KNOWN_FLAGS = MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB | MFD_NOEXEC_SEAL | MFD_EXEC
/** What may be said of the size of huge pages. */
const HUGE_BITS = 0x3f << MFD_HUGE_SHIFT

/**
 * memfd_create(2), as with sysctl vm.memfd_noexec 0: executable if nothing is said of it. MFD_HUGETLB is ENOSYS, as it is
 * of a kernel without hugetlbfs (include/linux/hugetlb.h hugetlb_file_setup).
 */
function memfd_create(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(1)
  const huge = (flags & MFD_HUGETLB) !== 0
  const noexec = (flags & MFD_NOEXEC_SEAL) !== 0
  if ((flags & ~(huge ? KNOWN_FLAGS | HUGE_BITS : KNOWN_FLAGS)) !== 0) return -EINVAL
  if (noexec && (flags & MFD_EXEC) !== 0) return -EINVAL
  const name = t.copyInString(a.pointer(0), MFD_NAME_MAX + 1)
  if (name.err !== OK) return name.err === ENAMETOOLONG ? -EINVAL : -name.err
  if (huge) return -ENOSYS
  const file = t.kernel.vfs.shm.createMemfd(decodeUtf8(name.bytes), {
    permissions: noexec ? 0o666 : 0o777,
    seals: noexec ? F_SEAL_EXEC : (flags & MFD_ALLOW_SEALING) !== 0 ? 0 : F_SEAL_SEAL,
  })
  const fd = t.fdTable.add(file, t.threadGroup.limits.openFiles, 0, (flags & MFD_CLOEXEC) !== 0)
  if (fd < 0) file.decRef()
  return fd
}

export const MEMFD_SYSCALLS: readonly SyscallSpec[] = [
  syscall('memfd_create', memfd_create, ['name', 'memfd-flags'], { unsupported: 'MFD_HUGETLB (ENOSYS)' }),
]
