// Opening a path: open(2), openat2(2). gVisor: pkg/sentry/vfs OpenAt. Linux: fs/namei.c path_openat, do_open.

import {
  EACCES,
  EEXIST,
  EINVAL,
  EISDIR,
  ELOOP,
  ENOENT,
  ENOTDIR,
  EPERM,
  EROFS,
  type Errno,
  ETXTBSY,
  MS_NODEV,
  O_ACCMODE,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_EXCL,
  O_NOATIME,
  O_NOFOLLOW,
  O_PATH,
  O_RDONLY,
  O_TMPFILE,
  O_TRUNC,
  O_WRONLY,
  OK,
  S_IFBLK,
  S_IFCHR,
  S_IFMT,
  S_IFREG,
} from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import { Dentry } from './dentry.ts'
import { DescriptionInode } from './description-inode.ts'
import type { DeviceRegistry } from './device-registry.ts'
import { DirectoryDescription } from './directory.ts'
import type { FileDescription } from './file-description.ts'
import type { Inode } from './inode.ts'
import { mayCreateIn } from './making.ts'
import { PathDescription } from './path-description.ts'
import { type LastStep, PathWalk } from './path-walk.ts'
import {
  checkPermission,
  creationMode,
  dropSuid,
  isOwner,
  MAY_EXEC,
  MAY_READ,
  MAY_WRITE,
  setInitialOwner,
} from './permissions.ts'
import { type PathContext, VirtualDentry } from './virtual-dentry.ts'

/** How a path is opened. */
export interface OpenOpts {
  /** Those of open(2). */
  readonly flags: number
  /** Of a file that is made, less the umask. */
  readonly permissions: number
  /** RESOLVE_* of openat2(2). */
  readonly resolve?: number
}

/** What opening needs of the VirtualFilesystem. */
export interface OpeningHost {
  readonly devices: DeviceRegistry
}

/** EEXIST, EINVAL, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, ENXIO, EACCES, EPERM, EROFS; what the file says. */
export function openPath(
  host: OpeningHost,
  context: PathContext,
  path: string,
  opts: OpenOpts,
): FileDescription | Errno {
  // With O_PATH other flags do not count (build_open_flags in Linux 6.18 fs/open.c).
  const flags = (opts.flags & O_PATH) !== 0 ? opts.flags & O_PATH_FLAGS : opts.flags
  const refused = refuseOpenFlags(flags)
  if (refused !== OK) return refused
  const walk = new PathWalk(context, opts.resolve)
  const last = walk.toLast(path, context.start)
  if (typeof last === 'number') return last
  const file = openLast(host, walk, last, flags, opts.permissions)
  if (typeof file === 'number') return file
  file.openedBy = walk.credentials
  file.useMount()
  return file
}

function openLast(
  host: OpeningHost,
  walk: PathWalk,
  last: LastStep,
  flags: number,
  permissions: number,
): FileDescription | Errno {
  if ((flags & O_TMPFILE) === O_TMPFILE) return openUnnamed(walk, last, flags, permissions)
  return (flags & O_CREAT) !== 0 && (flags & O_PATH) === 0
    ? openOrCreate(host, walk, last, flags, permissions)
    : openExisting(host, walk, last, flags)
}

function openExisting(
  host: OpeningHost,
  walk: PathWalk,
  last: LastStep,
  flags: number,
): FileDescription | Errno {
  const found = walk.finish(last, (flags & O_NOFOLLOW) === 0)
  return typeof found === 'number' ? found : openFound(host, walk.credentials, found, flags)
}

function openOrCreate(
  host: OpeningHost,
  walk: PathWalk,
  last: LastStep,
  flags: number,
  permissions: number,
): FileDescription | Errno {
  const exclusive = (flags & O_EXCL) !== 0
  if (last.mustBeDirectory) return exclusive && last.kind !== 'name' ? EEXIST : EISDIR
  const found = walk.step(last.parent, last.name, !exclusive && (flags & O_NOFOLLOW) === 0)
  if (typeof found !== 'number') {
    if (exclusive) return EEXIST
    return found.inode.isDirectory ? EISDIR : openFound(host, walk.credentials, found, flags)
  }
  if (found !== ENOENT) return found
  const place = placeOfMissing(walk, last)
  if (typeof place === 'number') return place
  const { at, name } = place
  const refused = mayCreateIn(walk.credentials, at)
  if (refused !== OK) return refused
  const mode = creationMode(walk.credentials, at.inode, S_IFREG | permissions)
  const inode = at.inode.create(name, mode)
  if (typeof inode === 'number') return inode
  setInitialOwner(walk.credentials, at.inode, inode)
  return openInode(walk.credentials, new VirtualDentry(at.mount, at.dentry.added(name, inode)), flags)
}

/** Where O_CREAT makes the file: behind a dangling link, where the link points. */
function placeOfMissing(walk: PathWalk, last: LastStep): { at: VirtualDentry; name: string } | Errno {
  let { parent: at, name } = last
  for (;;) {
    const link = at.dentry.child(name)
    if (link === ENOENT) return { at, name }
    if (typeof link === 'number') return link
    const target = walk.target(new VirtualDentry(at.mount, link))
    if (typeof target === 'number') return target
    const next = walk.toLast(target, at)
    if (typeof next === 'number') return next
    if (next.mustBeDirectory) return EISDIR
    ;({ parent: at, name } = next)
  }
}

/** O_TMPFILE: a file without a name, in the file system of the directory that the path names. */
function openUnnamed(
  walk: PathWalk,
  last: LastStep,
  flags: number,
  permissions: number,
): FileDescription | Errno {
  const at = walk.finish(last, (flags & O_NOFOLLOW) === 0)
  if (typeof at === 'number') return at
  if (!at.inode.isDirectory) return ENOTDIR
  if (at.mount.readOnly) return EROFS
  const refused = checkPermission(walk.credentials, at.inode, MAY_WRITE | MAY_EXEC)
  if (refused !== OK) return refused
  const mode = creationMode(walk.credentials, at.inode, S_IFREG | permissions)
  const inode = at.inode.createUnnamed(mode, (flags & O_EXCL) === 0)
  if (typeof inode === 'number') return inode
  setInitialOwner(walk.credentials, at.inode, inode)
  const dentry = new Dentry(inode, at.dentry, `#${inode.ino}`, true)
  return openInode(walk.credentials, new VirtualDentry(at.mount, dentry), flags)
}

function openFound(
  host: OpeningHost,
  who: Credentials,
  at: VirtualDentry,
  flags: number,
): FileDescription | Errno {
  const { inode, mount } = at
  if ((flags & O_DIRECTORY) !== 0 && !inode.isDirectory) return ENOTDIR
  if ((flags & O_PATH) !== 0) return new PathDescription(at, flags)
  if (inode.isSymlink) return ELOOP
  const refused = mayOpen(who, inode, flags, (mount.flags & MS_NODEV) !== 0)
  if (refused !== OK) return refused
  if (inode.isDirectory) return refuseDirect(new DirectoryDescription(at, flags), flags)
  const type = inode.mode & S_IFMT
  if (type === S_IFREG && mount.readOnly && (accessMode(flags) & MAY_WRITE) !== 0) return EROFS
  const device = type === S_IFCHR && !(inode instanceof DescriptionInode)
  return device ? refuseDirect(host.devices.open(at, flags), flags) : openInode(who, at, flags)
}

/** Opens what is no device. ETXTBSY: it is to be written, and is executed. */
function openInode(who: Credentials, at: VirtualDentry, flags: number): FileDescription | Errno {
  const { inode } = at
  const writes = (inode.mode & S_IFMT) === S_IFREG && (accessMode(flags) & MAY_WRITE) !== 0
  if (writes && inode.writers < 0) return ETXTBSY
  if (writes && (flags & O_TRUNC) !== 0) dropSuid(who, inode)
  const file = refuseDirect(inode.open(at, flags), flags)
  if (typeof file !== 'number' && writes && file.writable) file.holdContent(inode, 'written')
  return file
}

/** What opening with these flags asks of the file: MAY_* bits. Access mode 3 asks for both. */
function accessMode(flags: number): number {
  const mode = flags & O_ACCMODE
  const reads = mode === O_WRONLY ? 0 : MAY_READ
  return mode !== O_RDONLY || (flags & O_TRUNC) !== 0 ? reads | MAY_WRITE : reads
}

/** @see may_open (Linux 6.18 fs/namei.c) */
function mayOpen(who: Credentials, inode: Inode, flags: number, noDevices: boolean): Errno {
  const mask = accessMode(flags)
  const type = inode.mode & S_IFMT
  if (inode.isDirectory && (mask & MAY_WRITE) !== 0) return EISDIR
  if (noDevices && (type === S_IFCHR || type === S_IFBLK)) return EACCES
  const refused = checkPermission(who, inode, mask)
  if (refused !== OK) return refused
  return (flags & O_NOATIME) !== 0 && !isOwner(who, inode) ? EPERM : OK
}

/** O_DIRECT is EINVAL for what cannot do it, once everything else was in order. */
function refuseDirect(file: FileDescription | Errno, flags: number): FileDescription | Errno {
  if (typeof file === 'number' || (flags & O_DIRECT) === 0 || file.supportsDirect) return file
  file.decRef()
  return EINVAL
}

const O_PATH_FLAGS = O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC
/** The bit that only O_TMPFILE has. */
const TMPFILE_BIT = O_TMPFILE & ~O_DIRECTORY

/** EINVAL: flags that do not go together; that comes before the path is looked at (build_open_flags). */
export function refuseOpenFlags(flags: number): Errno {
  if ((flags & O_PATH) !== 0) return OK // others do not count then
  if ((flags & TMPFILE_BIT) !== 0) {
    const whole = (flags & (O_TMPFILE | O_CREAT)) === O_TMPFILE
    return whole && (flags & O_ACCMODE) !== O_RDONLY ? OK : EINVAL
  }
  return (flags & O_CREAT) !== 0 && (flags & O_DIRECTORY) !== 0 ? EINVAL : OK
}
