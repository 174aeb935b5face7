// Walking a path, component by component, through mounts and symbolic links. gVisor: pkg/sentry/vfs
// resolving_path.go. Linux: fs/namei.c, path_resolution(7).

import { EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, type Errno, MAX_SYMLINKS, NAME_MAX } from '@jvisor/abi'
import { encodeUtf8 } from '@jvisor/usermem'
import { type PathContext, VirtualDentry } from './virtual-dentry.ts'

/** The last step of a path, not yet taken: a name in a directory. */
export interface LastStep {
  readonly parent: VirtualDentry
  /** "." if the path ends in ".", "..", or is "/": then `parent` is the file itself. */
  readonly name: string
  /** The path ended in a slash: what it names must be a directory. */
  readonly mustBeDirectory: boolean
}

/** A walk through the tree for one path; counts the links that it has followed. */
export class PathWalk {
  readonly #root: VirtualDentry
  #linksLeft = MAX_SYMLINKS

  constructor(context: PathContext) {
    this.#root = context.root
  }

  /**
   * Everything but the last step of `path`.
   * ENOENT (empty path, or a directory on the way is missing), ENOTDIR, ELOOP, ENAMETOOLONG.
   */
  toLast(path: string, start: VirtualDentry): LastStep | Errno {
    if (path === '') return ENOENT
    const components = path.split('/').filter((c) => c !== '')
    const trailing = path.endsWith('/')
    let at = path.startsWith('/') ? this.#root : start
    if (components.length === 0) return { parent: at, name: '.', mustBeDirectory: true }
    for (const [i, component] of components.entries()) {
      if (!at.inode.isDirectory) return ENOTDIR
      const last = i === components.length - 1
      if (component === '.' || component === '..') {
        if (component === '..') at = this.#up(at)
        if (last) return { parent: at, name: '.', mustBeDirectory: true }
      } else if (last) {
        return nameTooLong(component)
          ? ENAMETOOLONG
          : { parent: at, name: component, mustBeDirectory: trailing }
      } else {
        const next = this.step(at, component, true)
        if (typeof next === 'number') return next
        at = next
      }
    }
    return EINVAL // not reached: the last component returns
  }

  /** Takes one step, and follows the link it may lead to if `follow`. ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG. */
  step(at: VirtualDentry, name: string, follow: boolean): VirtualDentry | Errno {
    if (name === '.') return at
    if (nameTooLong(name)) return ENAMETOOLONG
    const mounted = at.mountedAt(name)
    if (mounted !== undefined) return new VirtualDentry(mounted, mounted.root, at, name)
    const inode = at.inode.lookup(name)
    if (typeof inode === 'number') return inode
    if (!inode.isSymlink || !follow) return new VirtualDentry(at.mount, inode, at, name)
    if (this.#linksLeft-- === 0) return ELOOP
    const target = inode.readlink()
    return typeof target === 'number' ? target : this.walk(target, at)
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

  /** One directory up; the process's root is its own parent. */
  #up(at: VirtualDentry): VirtualDentry {
    return at.inode === this.#root.inode ? at : (at.parent ?? at)
  }
}

function nameTooLong(name: string): boolean {
  return name.length > NAME_MAX || encodeUtf8(name).length > NAME_MAX
}
