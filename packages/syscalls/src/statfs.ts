// statfs, fstatfs. gVisor: pkg/sentry/syscalls/linux/sys_stat.go. Linux: fs/statfs.c.

import {
  ANON_INODE_FS_MAGIC,
  AT_FDCWD,
  EBADF,
  MS_MANDLOCK,
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_NOSYMFOLLOW,
  MS_RDONLY,
  MS_RELATIME,
  MS_SYNCHRONOUS,
  PIPEFS_MAGIC,
  S_IFIFO,
  S_IFMT,
  ST_MANDLOCK,
  ST_NOATIME,
  ST_NODEV,
  ST_NODIRATIME,
  ST_NOEXEC,
  ST_NOSUID,
  ST_NOSYMFOLLOW,
  ST_RDONLY,
  ST_RELATIME,
  ST_SYNCHRONOUS,
  ST_VALID,
  STATFS,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructOut } from '@jvisor/usermem'
import { bareUsage, type FilesystemUsage, type VirtualDentry } from '@jvisor/vfs'
import { anyFileOf } from './files.ts'
import { findAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** Flags of a mount, and how statfs shows them. */
const SHOWN_FLAGS: readonly (readonly [mount: number, shown: number])[] = [
  [MS_RDONLY, ST_RDONLY],
  [MS_NOSUID, ST_NOSUID],
  [MS_NODEV, ST_NODEV],
  [MS_NOEXEC, ST_NOEXEC],
  [MS_SYNCHRONOUS, ST_SYNCHRONOUS],
  [MS_MANDLOCK, ST_MANDLOCK],
  [MS_NOATIME, ST_NOATIME],
  [MS_NODIRATIME, ST_NODIRATIME],
  [MS_RELATIME, ST_RELATIME],
  [MS_NOSYMFOLLOW, ST_NOSYMFOLLOW],
]

function statfs(t: Task, a: SyscallArgs): SyscallResult {
  const at = findAt(t, AT_FDCWD, a.pointer(0), { follow: true })
  return typeof at === 'number' ? -at : copyOutUsage(t, a.pointer(1), usageAt(at), at)
}

function fstatfs(t: Task, a: SyscallArgs): SyscallResult {
  const file = anyFileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  const { location } = file
  if (location !== undefined) return copyOutUsage(t, a.pointer(1), usageAt(location), location)
  const type = (file.stat().mode & S_IFMT) === S_IFIFO ? PIPEFS_MAGIC : ANON_INODE_FS_MAGIC
  return copyOutUsage(t, a.pointer(1), bareUsage(type), undefined)
}

function usageAt(at: VirtualDentry): FilesystemUsage {
  return at.inode.fs.usage?.() ?? bareUsage(0)
}

function copyOutUsage(
  t: Task,
  addr: Addr,
  usage: FilesystemUsage,
  at: VirtualDentry | undefined,
): SyscallResult {
  const mountFlags = at === undefined ? 0 : at.mount.flags | at.mount.superblock.flags
  const value = {
    f_type: usage.type,
    f_bsize: usage.blockSize,
    f_blocks: usage.blocks,
    f_bfree: usage.freeBlocks,
    f_bavail: usage.freeBlocks,
    f_files: usage.files,
    f_ffree: usage.freeFiles,
    f_fsid: [at?.inode.fs.deviceId ?? 0, 0],
    f_namelen: usage.nameLength,
    f_frsize: usage.blockSize,
    f_flags: SHOWN_FLAGS.reduce(
      (flags, [bit, shown]) => (mountFlags & bit ? flags | shown : flags),
      ST_VALID,
    ),
    f_spare: [0, 0, 0, 0],
  }
  return -copyStructOut(t, addr, STATFS, value).err
}

export const STATFS_SYSCALLS: readonly SyscallSpec[] = [
  syscall('statfs', statfs, ['path', 'statfs-out']),
  syscall('fstatfs', fstatfs, ['fd', 'statfs-out']),
]
