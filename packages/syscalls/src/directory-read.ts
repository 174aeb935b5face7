// getdents64 and getdents. gVisor: pkg/sentry/syscalls/linux/sys_getdents.go. Linux: fs/readdir.c.

import { EBADF, EFAULT, EINVAL, ENOTDIR, OK } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { addLength, encodeUtf8 } from '@jvisor/usermem'
import { DirectoryDescription } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** Where the name begins in struct linux_dirent64, and in the older struct linux_dirent. */
const NAME_64 = 19
const NAME_OLD = 18

function getdents64(t: Task, a: SyscallArgs): SyscallResult {
  return readDirectory(t, a, (name, ino, type, next) => {
    const { bytes, view } = newEntry(NAME_64 + name.length + 1, ino, next)
    view.setUint8(18, type)
    bytes.set(name, NAME_64)
    return bytes
  })
}

/** The type is in the last byte, behind the name and its NUL. */
function getdents(t: Task, a: SyscallArgs): SyscallResult {
  return readDirectory(t, a, (name, ino, type, next) => {
    const { bytes, view } = newEntry(NAME_OLD + name.length + 2, ino, next)
    bytes.set(name, NAME_OLD)
    view.setUint8(bytes.length - 1, type)
    return bytes
  })
}

/** What both structs begin with, in zeros. */
function newEntry(size: number, ino: number, next: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(Math.ceil(size / 8) * 8)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(ino), true)
  view.setBigInt64(8, BigInt(next), true)
  view.setUint16(16, bytes.length, true)
  return { bytes, view }
}

/**
 * As many whole entries as there is room for. EBADF, ENOTDIR; EINVAL: not even the first has room; EFAULT: not even the
 * first could be written; ENOENT: the directory was removed.
 */
function readDirectory(
  t: Task,
  a: SyscallArgs,
  encode: (name: Uint8Array, ino: number, type: number, next: number) => Uint8Array,
): SyscallResult {
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  if (!(file instanceof DirectoryDescription)) return -ENOTDIR
  const room = a.uint(2)
  const start = a.pointer(1)
  let done = 0
  let stopped = OK
  const err = file.iterate((name, ino, type, next) => {
    const bytes = encode(encodeUtf8(name), ino, type, next)
    if (bytes.length > room - done) {
      stopped = EINVAL
      return false
    }
    const at = addLength(start, done)
    if (at === undefined || t.copyOut(at, bytes).err !== OK) {
      stopped = EFAULT
      return false
    }
    done += bytes.length
    return true
  })
  if (done > 0) return done
  return err === OK ? -stopped : -err
}

export const DIRECTORY_SYSCALLS: readonly SyscallSpec[] = [
  syscall('getdents64', getdents64, ['fd', 'dirents64-out', 'uint']),
  syscall('getdents', getdents, ['fd', 'dirents-out', 'uint']),
]
