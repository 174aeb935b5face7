// Changing what an inode says of a file: mode, owner, times, size; and asking what may be done with it.
// gVisor: pkg/sentry/vfs CheckSetStat. Linux: fs/attr.c setattr_prepare, fs/open.c, fs/utimes.c.

import {
  CAP_CHOWN,
  CAP_FSETID,
  EACCES,
  EFBIG,
  EINVAL,
  EISDIR,
  EOPNOTSUPP,
  EPERM,
  EROFS,
  type Errno,
  ETXTBSY,
  EXCEEDS_FILE_SIZE_LIMIT,
  MAX_FILE_SIZE,
  MS_NOEXEC,
  OK,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_ISGID,
  S_ISUID,
} from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { Inode } from './inode.ts'
import { checkPermission, dropSuid, isOwner, MAY_EXEC, MAY_WRITE } from './permissions.ts'
import type { TimeOfFile } from './timestamps.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

const GROUP_EXEC = 0o010

/** chmod(2). EROFS; EOPNOTSUPP of a link; EPERM if it is somebody else's. */
export function changeMode(who: Credentials, { mount, inode }: VirtualDentry, permissions: number): Errno {
  if (mount.readOnly) return EROFS
  if (inode.isSymlink) return EOPNOTSUPP
  if (!isOwner(who, inode)) return EPERM
  const keepsGroup = who.inGroup(inode.gid) || who.has(CAP_FSETID)
  return inode.setMode(permissions & (keepsGroup ? 0o7777 : 0o7777 & ~S_ISGID))
}

/**
 * chown(2); undefined leaves an ID alone. EROFS; EPERM unless it is the owner giving it to a group of its own, or one
 * with CAP_CHOWN; but the bits that go by it are the owner's to change (setattr_prepare).
 */
export function changeOwner(
  who: Credentials,
  { mount, inode }: VirtualDentry,
  uid: number | undefined,
  gid: number | undefined,
): Errno {
  if (mount.readOnly) return EROFS
  if (!who.has(CAP_CHOWN)) {
    const own = who.fsuid === inode.uid
    if (uid !== undefined && !(own && uid === inode.uid)) return EPERM
    if (gid !== undefined && !(own && (gid === inode.gid || who.inGroup(gid)))) return EPERM
  }
  const mode = modeOfOtherOwner(who, inode)
  if (mode !== inode.mode && !isOwner(who, inode)) return EPERM
  return inode.setOwner(uid ?? inode.uid, gid ?? inode.gid, mode & 0o7777)
}

/** Nothing but a directory keeps S_ISUID; nor S_ISGID, unless that means locking, for a group of the caller's. */
function modeOfOtherOwner(who: Credentials, { mode, gid }: Inode): number {
  if ((mode & S_IFMT) === S_IFDIR) return mode
  const keepsGroup = (mode & GROUP_EXEC) === 0 && (who.inGroup(gid) || who.has(CAP_FSETID))
  return mode & ~S_ISUID & ~(keepsGroup ? 0 : S_ISGID)
}

/** A time to set, "now", or undefined to leave it alone. */
export type NewTime = TimeOfFile | 'now' | undefined

/** utimensat(2). EROFS; for anybody else's file EACCES if both are to be now and it is not writable, else EPERM. */
export function changeTimes(
  who: Credentials,
  { mount, inode }: VirtualDentry,
  atime: NewTime,
  mtime: NewTime,
): Errno {
  if (mount.readOnly) return EROFS
  if (!isOwner(who, inode)) {
    if (atime !== 'now' || mtime !== 'now') return EPERM
    const refused = checkPermission(who, inode, MAY_WRITE)
    if (refused !== OK) return refused
  }
  const { now } = inode.times
  return inode.setTimes(atime === 'now' ? now : atime, mtime === 'now' ? now : mtime)
}

/** truncate(2). EISDIR, EINVAL (no regular file), EROFS, EACCES, ETXTBSY, EFBIG, EXCEEDS_FILE_SIZE_LIMIT. Precondition: size >= 0. */
export function truncateAt(
  who: Credentials,
  { mount, inode }: VirtualDentry,
  size: number,
  sizeLimit: number,
): Errno {
  if (inode.isDirectory) return EISDIR
  if ((inode.mode & S_IFMT) !== S_IFREG) return EINVAL
  if (mount.readOnly) return EROFS
  const refused = checkPermission(who, inode, MAY_WRITE)
  if (refused !== OK) return refused
  if (inode.writers < 0) return ETXTBSY
  if (size > inode.stat().size && size > sizeLimit) return EXCEEDS_FILE_SIZE_LIMIT
  if (size > MAX_FILE_SIZE) return EFBIG
  const err = inode.truncate(size, false)
  if (err === OK) dropSuid(who, inode)
  return err
}

/** access(2), with the credentials to ask for. `mask`: MAY_* bits. EACCES, EROFS. */
export function mayAccess(who: Credentials, { mount, inode }: VirtualDentry, mask: number): Errno {
  const type = inode.mode & S_IFMT
  if (type === S_IFREG && (mask & MAY_EXEC) !== 0 && (mount.flags & MS_NOEXEC) !== 0) return EACCES
  const refused = checkPermission(who, inode, mask)
  if (refused !== OK) return refused
  const special = type !== S_IFREG && type !== S_IFDIR && type !== S_IFLNK
  return (mask & MAY_WRITE) !== 0 && mount.readOnly && !special ? EROFS : OK
}
