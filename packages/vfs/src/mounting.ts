// mount and umount2: what each kind of mount(2) checks and does. gVisor: pkg/sentry/vfs/mount.go,
// syscalls/linux/sys_mount.go. Linux: fs/namespace.c path_mount, path_umount.

import {
  EAGAIN,
  EBUSY,
  EINVAL,
  ELOOP,
  ENODEV,
  ENOENT,
  ENOSPC,
  ENOTDIR,
  EPERM,
  type Errno,
  MNT_DETACH,
  MNT_EXPIRE,
  MNT_FORCE,
  MS_BIND,
  MS_DIRSYNC,
  MS_LAZYTIME,
  MS_MANDLOCK,
  MS_MOVE,
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_NOSYMFOLLOW,
  MS_PRIVATE,
  MS_RDONLY,
  MS_REC,
  MS_RELATIME,
  MS_REMOUNT,
  MS_SHARED,
  MS_SILENT,
  MS_SLAVE,
  MS_STRICTATIME,
  MS_SYNCHRONOUS,
  MS_UNBINDABLE,
  OK,
} from '@jvisor/abi'
import type { Mount } from './mount.ts'
import { type Filesystem, type MountNamespace, mountsBelow } from './mount-namespace.ts'
import { PathWalk, walkPath } from './path-walk.ts'
import { propagationType } from './propagation.ts'
import type { PathContext, VirtualDentry } from './virtual-dentry.ts'

/** Makes a file system of a type, with the options of mount(2). */
export type FilesystemType = (options: string) => Filesystem | Errno

/** What mount(2) is told; of source and type, undefined is NULL. */
export interface MountArgs {
  readonly source: string | undefined
  readonly type: string | undefined
  readonly flags: number
  /** Options, with commas between them. */
  readonly options: string
}

const PROPAGATION = MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE
const ACCESS_TIMES = MS_NOATIME | MS_NODIRATIME | MS_RELATIME
/** Flags of a mount, not of the file system. */
const MOUNT_FLAGS = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NODIRATIME | MS_NOSYMFOLLOW
const SUPERBLOCK_FLAGS = MS_RDONLY | MS_SYNCHRONOUS | MS_MANDLOCK | MS_DIRSYNC | MS_LAZYTIME
/** Of the latter, those that a remount changes (MS_RMT_MASK). */
const REMOUNT_FLAGS = MS_RDONLY | MS_SYNCHRONOUS | MS_MANDLOCK | MS_LAZYTIME

/**
 * mount(2) on a place that was found already, by one who may. EBUSY, EINVAL, ELOOP, ENODEV, ENOENT, ENOSPC, ENOTDIR, EPERM (a
 * flag is locked), and what the way to the source finds.
 */
export function mountAt(
  mounts: MountNamespace,
  types: ReadonlyMap<string, FilesystemType>,
  context: PathContext,
  at: VirtualDentry,
  args: MountArgs,
): Errno {
  const { flags } = args
  if ((flags & MS_REMOUNT) !== 0) return remount(mounts, at, args)
  if ((flags & MS_BIND) !== 0) return bind(mounts, context, at, args)
  if ((flags & PROPAGATION) !== 0) return changePropagation(mounts, at, flags)
  if ((flags & MS_MOVE) !== 0) return moveMount(mounts, context, at, args.source)
  return mountNew(mounts, types, at, args)
}

/** The flags that the mount is to have. */
function mountFlags(flags: number): number {
  const strict = (flags & MS_STRICTATIME) !== 0
  const relative = (flags & MS_NOATIME) === 0 && !strict ? MS_RELATIME : 0
  return (flags & MOUNT_FLAGS & ~(strict ? MS_NOATIME : 0)) | relative
}

/** What is mounted on a place is on top of what is there already. ENOENT: it was removed, or its mount was. */
function placeToMount(mounts: MountNamespace, at: VirtualDentry): VirtualDentry | Errno {
  const top = at.covered
  return top.dentry.removed || !mounts.has(top.mount) ? ENOENT : top
}

function isRootOfMount({ mount, dentry }: VirtualDentry): boolean {
  return dentry === mount.root
}

/** A directory covers directories, and something else what is none. */
function fits(at: VirtualDentry, mount: Mount): boolean {
  return at.inode.isDirectory === mount.root.inode.isDirectory
}

/** @see do_new_mount */
function mountNew(
  mounts: MountNamespace,
  types: ReadonlyMap<string, FilesystemType>,
  at: VirtualDentry,
  { source, type, flags, options }: MountArgs,
): Errno {
  if (type === undefined) return EINVAL
  const make = types.get(type)
  if (make === undefined) return ENODEV
  const fs = make(options)
  if (typeof fs === 'number') return fs
  const place = placeToMount(mounts, at)
  if (typeof place === 'number') return place
  const mount = mounts.create(fs, mountFlags(flags), source ?? 'none')
  if (mount.superblock === place.mount.superblock && isRootOfMount(place)) return EBUSY
  if (!fits(place, mount)) return ENOTDIR
  if (!mounts.hasRoomFor(mount, false, place)) return ENOSPC
  mount.superblock.flags = flags & SUPERBLOCK_FLAGS
  mounts.attach(place, mount)
  return OK
}

/** Where a path of mount(2) leads that is its source. EINVAL: there is none. */
function findSource(context: PathContext, source: string | undefined): VirtualDentry | Errno {
  return source === undefined || source === '' ? EINVAL : walkPath(context, source, true)
}

/** @see do_loopback */
function bind(
  mounts: MountNamespace,
  context: PathContext,
  at: VirtualDentry,
  { source, flags }: MountArgs,
): Errno {
  const from = findSource(context, source)
  if (typeof from === 'number') return from
  const place = placeToMount(mounts, at)
  if (typeof place === 'number') return place
  if (!mounts.has(from.mount) || from.mount.unbindable) return EINVAL
  if (from.inode.isDirectory !== place.inode.isDirectory) return ENOTDIR
  const recursive = (flags & MS_REC) !== 0
  if (!mounts.hasRoomFor(from.mount, recursive, place)) return ENOSPC
  mounts.attach(place, mounts.bind(from.mount, from.dentry, recursive))
  return OK
}

/** @see do_remount, do_reconfigure_mnt */
function remount(mounts: MountNamespace, at: VirtualDentry, { flags, options }: MountArgs): Errno {
  const { mount } = at
  if (!isRootOfMount(at) || !mounts.has(mount)) return EINVAL
  const keepsTimes = (flags & (ACCESS_TIMES | MS_STRICTATIME)) === 0
  const wanted = keepsTimes
    ? (mountFlags(flags) & ~ACCESS_TIMES) | (mount.flags & ACCESS_TIMES)
    : mountFlags(flags)
  if ((mount.lockedFlags & ~wanted) !== 0) return EPERM
  if ((flags & MS_BIND) !== 0) {
    if ((wanted & MS_RDONLY) !== 0 && (mount.flags & MS_RDONLY) === 0 && mount.writers > 0) return EBUSY
  } else {
    const err = reconfigure(mounts, mount, flags, options)
    if (err !== OK) return err
  }
  mount.flags = wanted
  return OK
}

/** Changes the file system itself, for all its mounts. EBUSY: it is to be read-only, and something may be written. */
function reconfigure(mounts: MountNamespace, { superblock }: Mount, flags: number, options: string): Errno {
  const { fs } = superblock.tree.inode
  if ((flags & MS_RDONLY) !== 0 && !superblock.readOnly) {
    const written = mounts.mounts.some((m) => m.superblock === superblock && m.writers > 0)
    if (written || (fs.unnamedFiles?.() ?? 0) > 0) return EBUSY
  }
  const err = fs.reconfigure?.(options) ?? (options === '' ? OK : EINVAL)
  if (err === OK) superblock.flags = (superblock.flags & ~REMOUNT_FLAGS) | (flags & REMOUNT_FLAGS)
  return err
}

/** @see do_change_type */
function changePropagation(mounts: MountNamespace, at: VirtualDentry, flags: number): Errno {
  const type = propagationType(flags & ~(MS_REC | MS_SILENT))
  if (!isRootOfMount(at) || type === 0 || !mounts.has(at.mount)) return EINVAL
  const changed = (flags & MS_REC) !== 0 ? mountsBelow(at.mount) : [at.mount]
  for (const mount of changed) mounts.groups.change(mount, type)
  return OK
}

/** @see do_move_mount */
function moveMount(
  mounts: MountNamespace,
  context: PathContext,
  at: VirtualDentry,
  source: string | undefined,
): Errno {
  const from = findSource(context, source)
  if (typeof from === 'number') return from
  const place = placeToMount(mounts, at)
  if (typeof place === 'number') return place
  const { mount } = from
  if (!isRootOfMount(from) || mount.point === undefined || !mounts.has(mount)) return EINVAL
  if (mount.point.mount.peers !== undefined || !fits(place, mount)) return EINVAL
  if (place.mount.peers !== undefined && mountsBelow(mount).some((m) => m.unbindable)) return EINVAL
  if (mountsBelow(mount).includes(place.mount)) return ELOOP
  if (!mounts.hasRoomFor(mount, true, place)) return ENOSPC
  mounts.move(mount, place)
  return OK
}

/**
 * umount2(2) of what a path has led to, from the root of one who may. EAGAIN: it is marked as expiring now; EBUSY;
 * EINVAL: nothing is mounted there, or flags that contradict each other. @see can_umount, do_umount
 */
export function unmountAt(
  mounts: MountNamespace,
  root: VirtualDentry,
  at: VirtualDentry,
  flags: number,
): Errno {
  const { mount } = at
  if (!isRootOfMount(at) || !mounts.has(mount)) return EINVAL
  const isOwnRoot = mount === root.mount
  if ((flags & MNT_EXPIRE) !== 0) {
    if (isOwnRoot || (flags & (MNT_FORCE | MNT_DETACH)) !== 0) return EINVAL
    if (mount.users > 1 || mount.children.size > 0) return EBUSY
    if (!mount.expiring) {
      mount.expiring = true
      return EAGAIN
    }
  }
  if (isOwnRoot && (flags & MNT_DETACH) === 0) {
    return mount.superblock.readOnly ? OK : reconfigure(mounts, mount, MS_RDONLY, '')
  }
  if (mount.point === undefined) return EINVAL
  if ((flags & MNT_DETACH) === 0 && mounts.isBusy(mount)) return EBUSY
  mounts.unmount(mount)
  return OK
}

/** As {@link walkPath}, and on to what covers it, but the mount counts as unused still: that of umount2(2), which asks whether it is. */
export function findUnused(context: PathContext, path: string, follow: boolean): VirtualDentry | Errno {
  const walk = new PathWalk(context)
  const last = walk.toLast(path, context.start)
  const found = typeof last === 'number' ? last : walk.finish(last, follow)
  return typeof found === 'number' ? found : found.covered
}
