// Removing names, and moving them: unlink, rmdir, rename. gVisor: pkg/sentry/vfs UnlinkAt, RmdirAt, RenameAt.
// Linux: fs/namei.c do_unlinkat, do_rmdir, do_renameat2, may_delete.

import {
  EBUSY,
  EEXIST,
  EINVAL,
  EISDIR,
  ENOENT,
  ENOTDIR,
  ENOTEMPTY,
  EROFS,
  type Errno,
  EXDEV,
  OK,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
} from '@jvisor/abi'
import type { Credentials } from './credentials.ts'
import type { Dentry } from './dentry.ts'
import { mayCreateIn } from './making.ts'
import { type LastStep, PathWalk } from './path-walk.ts'
import { checkPermission, checkSticky, MAY_EXEC, MAY_WRITE } from './permissions.ts'
import type { PathContext, VirtualDentry } from './virtual-dentry.ts'

/** unlink(2). */
export function unlinkAt(context: PathContext, path: string): Errno {
  const walk = new PathWalk(context)
  const last = walk.toLast(path, context.start)
  if (typeof last === 'number') return last
  if (last.kind !== 'name') return EISDIR
  if (last.parent.mount.readOnly) return EROFS
  const dentry = last.parent.dentry.child(last.name)
  if (typeof dentry === 'number') return dentry
  if (last.mustBeDirectory) return dentry.inode.isDirectory ? EISDIR : ENOTDIR
  const refused = mayDelete(walk.credentials, last.parent, dentry, false)
  if (refused !== OK) return refused
  if (dentry.mounts > 0) return EBUSY
  const err = last.parent.inode.unlink(last.name)
  if (err === OK) dentry.remove()
  return err
}

/** rmdir(2). */
export function removeDirectoryAt(context: PathContext, path: string): Errno {
  const walk = new PathWalk(context)
  const last = walk.toLast(path, context.start)
  if (typeof last === 'number') return last
  if (last.kind !== 'name') return { dot: EINVAL, dotdot: ENOTEMPTY, root: EBUSY }[last.kind]
  if (last.parent.mount.readOnly) return EROFS
  const dentry = last.parent.dentry.child(last.name)
  if (typeof dentry === 'number') return dentry
  const refused = mayDelete(walk.credentials, last.parent, dentry, true)
  if (refused !== OK) return refused
  if (dentry.mounts > 0) return EBUSY
  const err = last.parent.inode.removeDirectory(last.name)
  if (err === OK) dentry.remove()
  return err
}

/** EACCES, EPERM (sticky), ENOTDIR, EISDIR. @see may_delete (Linux 6.18 fs/namei.c) */
function mayDelete(who: Credentials, at: VirtualDentry, victim: Dentry, directory: boolean): Errno {
  const refused = checkPermission(who, at.inode, MAY_WRITE | MAY_EXEC)
  if (refused !== OK) return refused
  const sticky = checkSticky(who, at.inode, victim.inode)
  if (sticky !== OK) return sticky
  if (directory) return victim.inode.isDirectory ? OK : ENOTDIR
  return victim.inode.isDirectory ? EISDIR : OK
}

/** What is to be moved, and where to; `target` is what is there already. */
interface Move {
  readonly who: Credentials
  readonly from: VirtualDentry
  readonly source: Dentry
  readonly to: VirtualDentry
  readonly newName: string
  readonly target: Dentry | undefined
  readonly exchange: boolean
}

/** renameat2(2). `flags`: RENAME_NOREPLACE or RENAME_EXCHANGE. */
export function renameAt(
  oldContext: PathContext,
  oldPath: string,
  newContext: PathContext,
  newPath: string,
  flags: number,
): Errno {
  const oldWalk = new PathWalk(oldContext)
  const from = oldWalk.toLast(oldPath, oldContext.start)
  if (typeof from === 'number') return from
  const to = new PathWalk(newContext).toLast(newPath, newContext.start)
  if (typeof to === 'number') return to
  if (from.parent.mount !== to.parent.mount) return EXDEV
  if (from.kind !== 'name') return EBUSY
  const noReplace = (flags & RENAME_NOREPLACE) !== 0
  if (to.kind !== 'name') return noReplace ? EEXIST : EBUSY
  if (from.parent.mount.readOnly) return EROFS
  const source = from.parent.dentry.child(from.name)
  if (typeof source === 'number') return source
  const target = to.parent.dentry.child(to.name)
  if (typeof target === 'number' && target !== ENOENT) return target
  if (typeof target !== 'number' && noReplace) return EEXIST
  const exchange = (flags & RENAME_EXCHANGE) !== 0
  if (exchange && typeof target === 'number') return ENOENT
  const move: Move = {
    who: oldWalk.credentials,
    from: from.parent,
    source,
    to: to.parent,
    newName: to.name,
    target: typeof target === 'number' ? undefined : target,
    exchange,
  }
  const refused = refuseShape(move, from, to)
  return refused === OK ? rename(move) : refused
}

/** Trailing slashes are for directories; nothing goes below itself, or in place of what it is in. */
function refuseShape(
  { source, target, from, to, exchange }: Move,
  oldLast: LastStep,
  newLast: LastStep,
): Errno {
  if (exchange && newLast.mustBeDirectory && target?.inode.isDirectory === false) return ENOTDIR
  if (!source.inode.isDirectory) {
    if (oldLast.mustBeDirectory || (newLast.mustBeDirectory && !exchange)) return ENOTDIR
  }
  if (source.contains(to.dentry)) return EINVAL
  if (target?.contains(from.dentry)) return exchange ? EINVAL : ENOTEMPTY
  return OK
}

/** @see vfs_rename (Linux 6.18 fs/namei.c) */
function rename(move: Move): Errno {
  const { who, from, source, to, newName, target, exchange } = move
  if (source.inode === target?.inode) return OK
  const { isDirectory } = source.inode
  let refused = mayDelete(who, from, source, isDirectory)
  if (refused !== OK) return refused
  if (target === undefined) refused = mayCreateIn(who, to)
  else refused = mayDelete(who, to, target, exchange ? target.inode.isDirectory : isDirectory)
  if (refused !== OK) return refused
  if (from.dentry !== to.dentry) {
    // The ".." of a directory changes.
    if (isDirectory) refused = checkPermission(who, source.inode, MAY_WRITE)
    if (refused === OK && exchange && target?.inode.isDirectory) {
      refused = checkPermission(who, target.inode, MAY_WRITE)
    }
    if (refused !== OK) return refused
  }
  if (source.mounts > 0 || (target?.mounts ?? 0) > 0) return EBUSY
  const err = from.inode.rename(source.name, to.inode, newName, exchange)
  if (err !== OK) return err
  if (exchange && target !== undefined) source.exchange(target)
  else {
    target?.remove()
    source.move(to.dentry, newName)
  }
  return OK
}
