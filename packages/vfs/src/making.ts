// Making names: mkdir, mknod, symlink, link. gVisor: pkg/sentry/vfs MkdirAt and kin.
// Linux: fs/namei.c filename_create, vfs_mkdir, vfs_mknod, vfs_symlink, vfs_link.

import {
  CAP_MKNOD,
  EEXIST,
  EINVAL,
  ENOENT,
  EPERM,
  EROFS,
  type Errno,
  EXDEV,
  OK,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISVTX,
} from '@jvisor/abi'
import { Credentials } from './credentials.ts'
import type { Inode } from './inode.ts'
import { PathWalk } from './path-walk.ts'
import {
  checkPermission,
  creationMode,
  isOwner,
  MAY_EXEC,
  MAY_READ,
  MAY_WRITE,
  setInitialOwner,
  withoutSuid,
} from './permissions.ts'
import type { PathContext, VirtualDentry } from './virtual-dentry.ts'

/** OK if names may be made in a directory: EROFS, ENOENT (it was removed), EACCES. */
export function mayCreateIn(who: Credentials, at: VirtualDentry): Errno {
  if (at.mount.readOnly) return EROFS
  if (at.inode.nlink === 0) return ENOENT
  return checkPermission(who, at.inode, MAY_WRITE | MAY_EXEC)
}

/** A name that may be made. */
interface NewName {
  readonly at: VirtualDentry
  readonly name: string
}

/** The place of a name that is not there: EEXIST if it is; ENOENT for a trailing slash where no directory is made. */
function newName(context: PathContext, path: string, directory: boolean): NewName | Errno {
  const walk = new PathWalk(context)
  const last = walk.toLast(path, context.start)
  if (typeof last === 'number') return last
  if (last.kind !== 'name') return EEXIST
  const found = walk.step(last.parent, last.name, false)
  if (typeof found !== 'number') return EEXIST
  if (found !== ENOENT) return found
  if (last.mustBeDirectory && !directory) return ENOENT
  if (last.parent.mount.readOnly) return EROFS
  return { at: last.parent, name: last.name }
}

/** Makes something new in the directory, and gives it its owner. */
function makeIn(who: Credentials, { at, name }: NewName, make: (directory: Inode) => Inode | Errno): Errno {
  const refused = mayCreateIn(who, at)
  if (refused !== OK) return refused
  const inode = make(at.inode)
  if (typeof inode === 'number') return inode
  setInitialOwner(who, at.inode, inode)
  at.dentry.added(name, inode)
  return OK
}

/** mkdir(2). `permissions`: less the umask; of them the lower nine bits and S_ISVTX count. */
export function makeDirectoryAt(context: PathContext, path: string, permissions: number): Errno {
  const place = newName(context, path, true)
  if (typeof place === 'number') return place
  const who = context.credentials ?? Credentials.ROOT
  const mode = creationMode(who, place.at.inode, S_IFDIR | (permissions & (0o777 | S_ISVTX)))
  return makeIn(who, place, (directory) => directory.makeDirectory(place.name, mode & ~S_IFMT))
}

/** symlink(2). ENOENT: the target is empty. */
export function makeSymlinkAt(context: PathContext, path: string, target: string): Errno {
  if (target === '') return ENOENT
  const place = newName(context, path, false)
  if (typeof place === 'number') return place
  const who = context.credentials ?? Credentials.ROOT
  return makeIn(who, place, (directory) => directory.makeSymlink(place.name, target))
}

/**
 * mknod(2). `mode`: type, and permissions less the umask; no type is a regular file. EPERM: a directory, or a device
 * without CAP_MKNOD (but for 0, 0, which stands for nothing). EINVAL: no type at all.
 */
export function makeNodeAt(context: PathContext, path: string, mode: number, device: number): Errno {
  const type = mode & S_IFMT
  if (type === S_IFDIR) return EPERM
  if (![0, S_IFREG, S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK].includes(type)) return EINVAL
  const place = newName(context, path, false)
  if (typeof place === 'number') return place
  const who = context.credentials ?? Credentials.ROOT
  const special = type === S_IFCHR || type === S_IFBLK
  const whole = creationMode(who, place.at.inode, type === 0 ? mode | S_IFREG : mode)
  return makeIn(who, place, (directory) => {
    if (special && !(type === S_IFCHR && device === 0) && !who.has(CAP_MKNOD)) return EPERM
    return directory.makeNode(place.name, whole, special ? device : 0)
  })
}

/**
 * Only the owner may link to what it could not write, or what is no plain file.
 * @see may_linkat (Linux 6.18 fs/namei.c, with sysctl fs.protected_hardlinks, proc_sys_fs(5))
 */
function mayLink(who: Credentials, inode: Inode): boolean {
  if (isOwner(who, inode)) return true
  if ((inode.mode & S_IFMT) !== S_IFREG || withoutSuid(inode.mode) !== inode.mode) return false
  return checkPermission(who, inode, MAY_READ | MAY_WRITE) === OK
}

/** link(2), to a file that was found already. EXDEV; EPERM for a directory; ENOENT for one whose last name is gone. */
export function linkAt(context: PathContext, path: string, file: VirtualDentry): Errno {
  const place = newName(context, path, false)
  if (typeof place === 'number') return place
  if (place.at.mount !== file.mount) return EXDEV
  const who = context.credentials ?? Credentials.ROOT
  const { inode } = file
  if (!mayLink(who, inode)) return EPERM
  const refused = mayCreateIn(who, place.at)
  if (refused !== OK) return refused
  if (inode.fs !== place.at.inode.fs) return EXDEV
  if (inode.isDirectory) return EPERM
  if (inode.nlink === 0 && !inode.linkable) return ENOENT
  const err = place.at.inode.link(place.name, inode)
  if (err === OK) place.at.dentry.added(place.name, inode)
  return err
}
