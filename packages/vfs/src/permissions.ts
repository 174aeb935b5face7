// What credentials allow on an inode, and what owner a new one gets. gVisor: pkg/sentry/vfs/permissions.go.
// Linux: fs/namei.c generic_permission, fs/inode.c inode_init_owner; path_resolution(7).

import {
  CAP_DAC_OVERRIDE,
  CAP_DAC_READ_SEARCH,
  CAP_FOWNER,
  CAP_FSETID,
  EACCES,
  EPERM,
  type Errno,
  OK,
  S_IFDIR,
  S_IFMT,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
} from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { Inode } from './inode.ts'

// What is asked for; the bits are those of a mode for others.
export const MAY_EXEC = 1
export const MAY_WRITE = 2
export const MAY_READ = 4

const GROUP_EXEC = 0o010
const ANY_EXEC = 0o111

/** OK, or EACCES if one of the MAY_* bits is not allowed. */
export function checkPermission(who: Credentials, inode: Inode, mask: number): Errno {
  const special = inode.permission(who, mask)
  if (special !== undefined) return special
  const { mode } = inode
  const shift = who.fsuid === inode.uid ? 6 : who.inGroup(inode.gid) ? 3 : 0
  if ((mask & ~(mode >> shift)) === 0) return OK
  if (inode.isDirectory) {
    if ((mask & MAY_WRITE) === 0 && who.has(CAP_DAC_READ_SEARCH)) return OK
    return who.has(CAP_DAC_OVERRIDE) ? OK : EACCES
  }
  if (mask === MAY_READ && who.has(CAP_DAC_READ_SEARCH)) return OK
  const executable = (mask & MAY_EXEC) === 0 || (mode & ANY_EXEC) !== 0
  return executable && who.has(CAP_DAC_OVERRIDE) ? OK : EACCES
}

/** True if the file is the caller's own, or as good as that (inode_owner_or_capable). */
export function isOwner(who: Credentials, inode: Inode): boolean {
  return who.fsuid === inode.uid || who.has(CAP_FOWNER)
}

/** EPERM if the directory is sticky and neither it nor the file is the caller's own. */
export function checkSticky(who: Credentials, directory: Inode, inode: Inode): Errno {
  if ((directory.mode & S_ISVTX) === 0) return OK
  if (who.fsuid === inode.uid || who.fsuid === directory.uid) return OK
  return who.has(CAP_FOWNER) ? OK : EPERM
}

/** The mode of a file that `who` makes in a directory: S_ISGID is not for files of groups that are not the caller's. */
export function creationMode(who: Credentials, directory: Inode, mode: number): number {
  const inherits = (directory.mode & S_ISGID) !== 0
  if ((mode & S_IFMT) === S_IFDIR) return inherits ? mode | S_ISGID : mode
  if (!inherits || (mode & (S_ISGID | GROUP_EXEC)) !== (S_ISGID | GROUP_EXEC)) return mode
  return who.inGroup(directory.gid) || who.has(CAP_FSETID) ? mode : mode & ~S_ISGID
}

/** Gives a file that was just made in a directory its owner. */
export function setInitialOwner(who: Credentials, directory: Inode, inode: Inode): void {
  inode.uid = who.fsuid
  inode.gid = (directory.mode & S_ISGID) !== 0 ? directory.gid : who.fsgid
}

/**
 * The mode without the bits that a change of a regular file's content or owner takes away: S_ISUID, and S_ISGID where
 * the group may execute. @see setattr_should_drop_suidgid (Linux 6.18 fs/attr.c)
 */
export function withoutSuid(mode: number): number {
  return mode & ~S_ISUID & ~((mode & GROUP_EXEC) !== 0 ? S_ISGID : 0)
}

/**
 * The content is changed: S_ISUID and kin go, unless `who` has CAP_FSETID; undefined is the kernel itself.
 * @see file_remove_privs (Linux 6.18 fs/inode.c)
 */
export function dropSuid(who: Credentials | undefined, inode: Inode): void {
  const mode = withoutSuid(inode.mode)
  if (mode !== inode.mode && who?.keepsSuid === false) inode.mode = mode
}
