// mount, umount2. gVisor: pkg/sentry/syscalls/linux/sys_mount.go. Linux: fs/namespace.c.

import {
  AT_FDCWD,
  CAP_SYS_ADMIN,
  EFAULT,
  EINVAL,
  ENAMETOOLONG,
  EPERM,
  type Errno,
  MNT_DETACH,
  MNT_EXPIRE,
  MNT_FORCE,
  MS_MGC_MSK,
  MS_MGC_VAL,
  MS_NOUSER,
  PAGE_SIZE,
  UMOUNT_NOFOLLOW,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, decodeUtf8 } from '@jvisor/usermem'
import { findUnused, unmountAt } from '@jvisor/vfs'
import { copyInPath, findAt, pathAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { MOUNT_FLAGS, MOUNT_OPTIONS, MOUNT_TYPE, UMOUNT_FLAGS } from './strace/mount-params.ts'

/** mount(2). A name or a type is copied in, as long as it may be, before the path is looked at. */
function mount(t: Task, a: SyscallArgs): SyscallResult {
  const type = copyInName(t, a.pointer(2))
  if (typeof type === 'number') return -type
  const source = copyInName(t, a.pointer(0))
  if (typeof source === 'number') return -source
  const options = copyInOptions(t, a.pointer(4))
  if (typeof options === 'number') return -options
  const at = findAt(t, AT_FDCWD, a.pointer(1), { follow: true })
  if (typeof at === 'number') return -at
  const all = a.uint(3)
  const flags = (all & MS_MGC_MSK) >>> 0 === MS_MGC_VAL ? all & ~MS_MGC_MSK : all
  if ((flags & MS_NOUSER) !== 0) return -EINVAL
  if (!t.credentials.has(CAP_SYS_ADMIN)) return -EPERM
  const context = { ...t.fsContext.pathContext, credentials: t.credentials }
  return -t.kernel.vfs.mountAt(context, at, { source, type, flags, options })
}

/** A string that may be left out: EFAULT; EINVAL if it is longer than a path. */
function copyInName(t: Task, addr: Addr): string | undefined | Errno {
  if (addr === 0) return undefined
  const name = copyInPath(t, addr)
  return name === ENAMETOOLONG ? EINVAL : name
}

/** As much as there is of a page, up to a NUL. EFAULT: nothing. @see copy_mount_options (Linux 6.18 fs/namespace.c) */
function copyInOptions(t: Task, addr: Addr): string | Errno {
  if (addr === 0) return ''
  const bytes = new Uint8Array(PAGE_SIZE)
  const { n } = t.copyIn(addr, bytes)
  if (n === 0) return EFAULT
  const end = bytes.indexOf(0)
  return decodeUtf8(bytes.subarray(0, end < 0 ? PAGE_SIZE - 1 : end))
}

/** umount2(2). */
function umount2(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(1)
  if ((flags & ~(MNT_FORCE | MNT_DETACH | MNT_EXPIRE | UMOUNT_NOFOLLOW)) !== 0) return -EINVAL
  const path = pathAt(t, AT_FDCWD, a.pointer(0))
  if (typeof path === 'number') return -path
  const at = findUnused(path.context, path.path, (flags & UMOUNT_NOFOLLOW) === 0)
  if (typeof at === 'number') return -at
  if (!t.credentials.has(CAP_SYS_ADMIN)) return -EPERM
  return -unmountAt(t.kernel.vfs.mounts, t.fsContext.root, at, flags)
}

export const MOUNT_SYSCALLS: readonly SyscallSpec[] = [
  syscall('mount', mount, ['path', 'path', MOUNT_TYPE, MOUNT_FLAGS, MOUNT_OPTIONS], {
    unsupported: 'types but tmpfs, proc and devtmpfs (ENODEV)',
  }),
  syscall('umount2', umount2, ['path', UMOUNT_FLAGS]),
]
