// VirtualFilesystem: the tree of mounts, and the operations on paths. gVisor: pkg/sentry/vfs/vfs.go.

import {
  EEXIST,
  EINVAL,
  EISDIR,
  ELOOP,
  ENOENT,
  ENOTDIR,
  EOPNOTSUPP,
  EROFS,
  type Errno,
  O_ACCMODE,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_PATH,
  O_RDONLY,
  O_TMPFILE,
  O_TRUNC,
  OK,
  S_IFMT,
  S_IFREG,
} from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { DeviceRegistry } from './device-registry.ts'
import { registerDevices } from './devices.ts'
import { DirectoryDescription } from './directory.ts'
import type { FileDescription, FileStat } from './file-description.ts'
import type { Clock, Random } from './host.ts'
import type { Inode } from './inode.ts'
import { PathDescription } from './path-description.ts'
import { type LastStep, PathWalk } from './path-walk.ts'
import { Shm } from './shm.ts'
import { Tmpfs } from './tmpfs.ts'
import { Mount, type PathContext, VirtualDentry } from './virtual-dentry.ts'

/** Something that can be mounted. */
export interface Filesystem {
  readonly root: Inode
}

export class VirtualFilesystem {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  readonly devices = new DeviceRegistry()
  readonly random: Random
  #root: VirtualDentry
  #shm: Shm | undefined
  #lastDevice = 0
  #lastInode = 0

  constructor(opts: { memoryFile: MemoryFile; clock: Clock; random: Random }) {
    this.memoryFile = opts.memoryFile
    this.clock = opts.clock
    this.random = opts.random
    registerDevices(this.devices, this)
    const { root } = new Tmpfs(this)
    this.#root = new VirtualDentry(new Mount(root, false), root, undefined, '')
  }

  /** The root of the tree: an empty tmpfs, until something is mounted there. */
  get root(): VirtualDentry {
    return this.#root
  }

  /** The file system of files without a name; made when it is first asked for. */
  get shm(): Shm {
    this.#shm ??= new Shm(this)
    return this.#shm
  }

  /** A device number for a file system. */
  allocateDevice(): number {
    return ++this.#lastDevice
  }

  /** An inode number for a file that is in no file system: a pipe, a stream. */
  allocateInode(): number {
    return ++this.#lastInode
  }

  /**
   * Mounts over the directory at an absolute path, or over what is mounted there. What is mounted at "/" is the root of
   * processes that are made from then on. ENOENT, ENOTDIR and what else a walk finds.
   */
  mount(path: string, fs: Filesystem, opts: { readonly readOnly: boolean }): Errno {
    const at = this.lookupDirectory(this.#context, path)
    if (typeof at === 'number') return at
    const mount = new Mount(fs.root, opts.readOnly)
    if (at.parent === undefined) this.#root = new VirtualDentry(mount, fs.root, undefined, '')
    else at.parent.mountAt(at.name, mount)
    return OK
  }

  get #context(): PathContext {
    return { root: this.root, start: this.root }
  }

  /** Makes a directory and those above it, as far as they are not there. */
  makeDirectories(path: string): Errno {
    const walk = new PathWalk(this.#context)
    let at = this.root
    for (const name of path.split('/').filter((c) => c !== '')) {
      let next = walk.step(at, name, true)
      if (next === ENOENT) {
        if (at.mount.readOnly) return EROFS
        const inode = at.inode.makeDirectory(name, 0o755)
        next = typeof inode === 'number' ? inode : new VirtualDentry(at.mount, inode, at, name)
      }
      if (typeof next === 'number') return next
      at = next
    }
    return at.inode.isDirectory ? OK : ENOTDIR
  }

  /** The directory at a path, links followed. */
  lookupDirectory(context: PathContext, path: string): VirtualDentry | Errno {
    const found = new PathWalk(context).walk(path, context.start)
    if (typeof found === 'number') return found
    return found.inode.isDirectory ? found : ENOTDIR
  }

  /** Where a directory's description stands, for paths relative to it; undefined if it is no directory. */
  directoryOf(file: FileDescription): VirtualDentry | undefined {
    if (file instanceof DirectoryDescription) return file.at
    return file instanceof PathDescription && file.at.inode.isDirectory ? file.at : undefined
  }

  /** stat(2), or lstat(2) without `follow`. */
  statAt(context: PathContext, path: string, follow: boolean): FileStat | Errno {
    const walk = new PathWalk(context)
    const last = walk.toLast(path, context.start)
    if (typeof last === 'number') return last
    const found = walk.finish(last, follow)
    return typeof found === 'number' ? found : found.inode.stat()
  }

  /**
   * open(2). `permissions` are those of a file that is made, less the umask.
   * EEXIST, EINVAL, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, ENXIO, EROFS, and what the file itself says.
   */
  openAt(context: PathContext, path: string, allFlags: number, permissions: number): FileDescription | Errno {
    // With O_PATH other flags do not count (build_open_flags in Linux 6.18 fs/open.c).
    const flags = (allFlags & O_PATH) !== 0 ? allFlags & O_PATH_FLAGS : allFlags
    const refused = refuseFlags(flags)
    if (refused !== OK) return refused
    const walk = new PathWalk(context)
    const last = walk.toLast(path, context.start)
    if (typeof last === 'number') return last
    return (flags & O_CREAT) !== 0 && (flags & O_PATH) === 0
      ? this.#openOrCreate(walk, last, flags, permissions)
      : this.#openExisting(walk, last, flags)
  }

  #openExisting(walk: PathWalk, last: LastStep, flags: number): FileDescription | Errno {
    const found = walk.finish(last, (flags & O_NOFOLLOW) === 0)
    return typeof found === 'number' ? found : this.#open(found, flags)
  }

  #openOrCreate(walk: PathWalk, last: LastStep, flags: number, permissions: number): FileDescription | Errno {
    const exclusive = (flags & O_EXCL) !== 0
    if (last.mustBeDirectory) return exclusive && last.name === '.' ? EEXIST : EISDIR
    const found = walk.step(last.parent, last.name, !exclusive && (flags & O_NOFOLLOW) === 0)
    if (typeof found !== 'number') {
      if (exclusive) return EEXIST
      return found.inode.isDirectory ? EISDIR : this.#open(found, flags)
    }
    if (found !== ENOENT) return found
    const parent = this.#parentOfMissing(walk, last)
    if (typeof parent === 'number') return parent
    const { at, name } = parent
    if (at.mount.readOnly) return EROFS
    const inode = at.inode.create(name, S_IFREG | permissions)
    if (typeof inode === 'number') return inode
    return inode.open(new VirtualDentry(at.mount, inode, at, name), flags)
  }

  /** Where O_CREAT makes the file: behind a dangling link, where the link points. */
  #parentOfMissing(walk: PathWalk, last: LastStep): { at: VirtualDentry; name: string } | Errno {
    let { parent: at, name } = last
    for (;;) {
      const link = at.inode.lookup(name)
      if (link === ENOENT) return { at, name }
      if (typeof link === 'number') return link
      const target = link.readlink()
      if (typeof target === 'number') return target
      const next = walk.toLast(target, at)
      if (typeof next === 'number') return next
      ;({ parent: at, name } = next)
    }
  }

  #open(at: VirtualDentry, flags: number): FileDescription | Errno {
    const { inode, mount } = at
    if ((flags & O_DIRECTORY) !== 0 && !inode.isDirectory) return ENOTDIR
    if ((flags & O_PATH) !== 0) return new PathDescription(at, flags)
    if (inode.isSymlink) return ELOOP
    const writes = (flags & O_ACCMODE) !== O_RDONLY || (flags & O_TRUNC) !== 0
    if (inode.isDirectory) return writes ? EISDIR : refuseDirect(new DirectoryDescription(at, flags), flags)
    const device = (inode.mode & S_IFMT) !== S_IFREG
    if (writes && mount.readOnly && !device) return EROFS
    return refuseDirect(device ? this.devices.open(at, flags) : inode.open(at, flags), flags)
  }
}

/** O_DIRECT is EINVAL for what cannot do it, once everything else was in order. */
function refuseDirect(file: FileDescription | Errno, flags: number): FileDescription | Errno {
  if (typeof file === 'number' || (flags & O_DIRECT) === 0 || file.supportsDirect) return file
  file.decRef()
  return EINVAL
}

const O_PATH_FLAGS = O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC

function refuseFlags(flags: number): Errno {
  if ((flags & O_TMPFILE) === O_TMPFILE) return (flags & O_ACCMODE) === O_RDONLY ? EINVAL : EOPNOTSUPP
  if ((flags & O_CREAT) !== 0 && (flags & O_DIRECTORY) !== 0) return EINVAL
  return OK
}
