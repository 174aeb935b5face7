// Walking a path, component by component, through mounts and symbolic links. gVisor: pkg/sentry/vfs
// resolving_path.go. Linux: fs/namei.c, path_resolution(7).

import {
  ELOOP,
  ENAMETOOLONG,
  ENOENT,
  ENOTDIR,
  type Errno,
  EXDEV,
  MAX_SYMLINKS,
  MS_NOSYMFOLLOW,
  NAME_MAX,
  OK,
  RESOLVE_BENEATH,
  RESOLVE_IN_ROOT,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
} from '@jvisor/abi'
import { encodeUtf8 } from '@jvisor/usermem'
import { Credentials } from './credentials.ts'
import { checkPermission, MAY_EXEC } from './permissions.ts'
import { type PathContext, VirtualDentry } from './virtual-dentry.ts'

/** What the last component of a path is (LAST_NORM, LAST_DOT, LAST_DOTDOT and LAST_ROOT in Linux). */
export type LastKind = 'name' | 'dot' | 'dotdot' | 'root'

/** The last step of a path, not yet taken: a name in a directory. */
export interface LastStep {
  readonly parent: VirtualDentry
  readonly kind: LastKind
  /** "." unless the kind is a name: then `parent` is the file itself. */
  readonly name: string
  /** The path ended in a slash: what it names must be a directory. */
  readonly mustBeDirectory: boolean
}

/** A walk through the tree for one path; counts the links that it has followed. */
export class PathWalk {
  readonly credentials: Credentials
  readonly #root: VirtualDentry
  readonly #resolve: number
  #linksLeft = MAX_SYMLINKS

  /** `resolve`: RESOLVE_* of openat2(2), which confine the walk. */
  constructor(context: PathContext, resolve = 0) {
    this.credentials = context.credentials ?? Credentials.ROOT
    this.#resolve = resolve
    this.#root = (resolve & (RESOLVE_BENEATH | RESOLVE_IN_ROOT)) !== 0 ? context.start : context.root
  }

  /**
   * Everything but the last step of `path`. ENOENT (empty path, or a directory on the way is missing), ENOTDIR, ELOOP,
   * ENAMETOOLONG, EACCES (a directory on the way may not be searched); EXDEV and ELOOP where RESOLVE_* say so.
   */
  toLast(path: string, start: VirtualDentry): LastStep | Errno {
    if (path === '') return ENOENT
    const components = path.split('/').filter((c) => c !== '')
    const absolute = path.startsWith('/')
    if (absolute && (this.#resolve & RESOLVE_BENEATH) !== 0) return EXDEV
    let at = absolute ? this.#root : start
    if (absolute && at.mount !== start.mount && (this.#resolve & RESOLVE_NO_XDEV) !== 0) return EXDEV
    for (const [i, component] of components.entries()) {
      if (!at.inode.isDirectory) return ENOTDIR
      const refused = checkPermission(this.credentials, at.inode, MAY_EXEC)
      if (refused !== OK) return refused
      const last = i === components.length - 1
      if (last && component !== '.' && component !== '..') {
        if (nameTooLong(component)) return ENAMETOOLONG
        return { parent: at, kind: 'name', name: component, mustBeDirectory: path.endsWith('/') }
      }
      const next = component === '..' ? this.#up(at) : this.step(at, component, true)
      if (typeof next === 'number') return next
      at = next
      if (last) {
        return { parent: at, kind: component === '.' ? 'dot' : 'dotdot', name: '.', mustBeDirectory: true }
      }
    }
    return { parent: at, kind: 'root', name: '.', mustBeDirectory: true }
  }

  /**
   * Takes one step, and follows the link it may lead to if `follow`. ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, EXDEV.
   * Precondition: the directory may be searched.
   */
  step(at: VirtualDentry, name: string, follow: boolean): VirtualDentry | Errno {
    if (name === '.') return at
    if (nameTooLong(name)) return ENAMETOOLONG
    const dentry = at.dentry.child(name)
    if (typeof dentry === 'number') return dentry
    const next = new VirtualDentry(at.mount, dentry).covered
    if (next.mount !== at.mount && (this.#resolve & RESOLVE_NO_XDEV) !== 0) return EXDEV
    if (!next.inode.isSymlink || !follow) return next
    return this.follow(next, at)
  }

  /** Where the symbolic link `link`, which is in the directory `at`, leads to in the end. */
  follow(link: VirtualDentry, at: VirtualDentry): VirtualDentry | Errno {
    const there = link.inode.jump()
    if (there !== undefined) return this.#jump(link, there)
    const target = this.target(link)
    return typeof target === 'number' ? target : this.walk(target, at)
  }

  /** What a symbolic link says, which is to be followed: ELOOP if that may not be. */
  target(link: VirtualDentry): string | Errno {
    const refused = this.#refuseLink(link)
    if (refused !== OK) return refused
    const there = link.inode.jump()
    return typeof there === 'number' ? there : link.inode.readlink()
  }

  #refuseLink(link: VirtualDentry): Errno {
    if ((this.#resolve & RESOLVE_NO_SYMLINKS) !== 0 || this.#linksLeft-- === 0) return ELOOP
    return (link.mount.flags & MS_NOSYMFOLLOW) !== 0 ? ELOOP : OK
  }

  /** A link that says nothing leads `there`. @see nd_jump_link (Linux 6.18 fs/namei.c) */
  #jump(link: VirtualDentry, there: VirtualDentry | Errno): VirtualDentry | Errno {
    const refused = this.#refuseLink(link)
    if (refused !== OK) return refused
    if (typeof there === 'number') return there
    if ((this.#resolve & RESOLVE_NO_MAGICLINKS) !== 0) return ELOOP
    if ((this.#resolve & RESOLVE_NO_XDEV) !== 0 && there.mount !== link.mount) return EXDEV
    return (this.#resolve & (RESOLVE_BENEATH | RESOLVE_IN_ROOT)) !== 0 ? EXDEV : there
  }

  /** The file that `path` leads to, links followed to the end. */
  walk(path: string, start: VirtualDentry): VirtualDentry | Errno {
    const last = this.toLast(path, start)
    return typeof last === 'number' ? last : this.finish(last, true)
  }

  /** Takes the last step. */
  finish(last: LastStep, follow: boolean): VirtualDentry | Errno {
    const found = this.step(last.parent, last.name, follow || last.mustBeDirectory)
    if (typeof found === 'number') return found
    return last.mustBeDirectory && !found.inode.isDirectory ? ENOTDIR : found
  }

  /**
   * One directory up; the process's root is its own parent. EXDEV where RESOLVE_* say so; ENOENT out of what a mount
   * shows, where a directory was moved to.
   */
  #up(at: VirtualDentry): VirtualDentry | Errno {
    const isRoot = at.is(this.#root)
    if (isRoot && (this.#resolve & RESOLVE_BENEATH) !== 0) return EXDEV
    const parent = isRoot ? at : (at.parent ?? at)
    const shown = parent.mount.root
    if (shown.parent !== undefined && !shown.contains(parent.dentry)) return ENOENT
    const up = parent.covered
    return up.mount !== at.mount && (this.#resolve & RESOLVE_NO_XDEV) !== 0 ? EXDEV : up
  }
}

/** The file that `path` leads to from where `context` begins. */
export function walkPath(context: PathContext, path: string, follow: boolean): VirtualDentry | Errno {
  const walk = new PathWalk(context)
  const last = walk.toLast(path, context.start)
  const found = typeof last === 'number' ? last : walk.finish(last, follow)
  if (typeof found !== 'number') found.mount.expiring = false
  return found
}

function nameTooLong(name: string): boolean {
  return name.length > NAME_MAX || encodeUtf8(name).length > NAME_MAX
}
