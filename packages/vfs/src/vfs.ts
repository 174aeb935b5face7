// VirtualFilesystem: the tree of mounts, and the operations on paths. gVisor: pkg/sentry/vfs/vfs.go.

import { EINVAL, ENOENT, ENOTDIR, EROFS, type Errno, MS_RDONLY, MS_RELATIME, OK } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { createDevFilesystem } from './dev-filesystem.ts'
import { DeviceRegistry } from './device-registry.ts'
import { registerDevices } from './devices.ts'
import { DirectoryDescription } from './directory.ts'
import type { FileDescription, FileStat } from './file-description.ts'
import { LockWaits } from './file-locks.ts'
import type { Clock, Random } from './host.ts'
import { type Filesystem, MountNamespace } from './mount-namespace.ts'
import { type FilesystemType, type MountArgs, mountAt } from './mounting.ts'
import { openPath } from './opening.ts'
import { PathDescription } from './path-description.ts'
import { PathWalk, walkPath } from './path-walk.ts'
import { Shm } from './shm.ts'
import { Tmpfs } from './tmpfs.ts'
import { parseTmpfsOptions } from './tmpfs-options.ts'
import { type PathContext, VirtualDentry } from './virtual-dentry.ts'

/** How an embedder mounts something. */
export interface EmbedderMountOpts {
  /** Programs cannot change that. */
  readonly readOnly: boolean
  /** What /proc/mounts says was mounted; default: the type. */
  readonly source?: string
}

export class VirtualFilesystem {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  readonly devices = new DeviceRegistry()
  readonly random: Random
  /** Who waits for locks on files. */
  readonly lockWaits = new LockWaits()
  readonly mounts: MountNamespace
  /** What programs can mount, by its name. Whoever has more adds it. */
  readonly filesystemTypes = new Map<string, FilesystemType>([
    ['tmpfs', (options) => this.#tmpfs(options)],
    ['devtmpfs', () => this.devtmpfs],
    // The directory of the host that it would show is the embedder's to give.
    ['9p', () => EINVAL],
  ])
  #devtmpfs: Tmpfs | undefined
  #shm: Shm | undefined
  #lastDevice = 0
  #lastInode = 0

  constructor(opts: { memoryFile: MemoryFile; clock: Clock; random: Random }) {
    this.memoryFile = opts.memoryFile
    this.clock = opts.clock
    this.random = opts.random
    registerDevices(this.devices, this)
    this.mounts = new MountNamespace(new Tmpfs(this))
  }

  /** The root of the tree: an empty tmpfs, until something is mounted there. */
  get root(): VirtualDentry {
    return this.mounts.root
  }

  /** The file system of /dev, of which there is one; made when it is first asked for. */
  get devtmpfs(): Tmpfs {
    this.#devtmpfs ??= createDevFilesystem(this)
    return this.#devtmpfs
  }

  #tmpfs(options: string): Tmpfs | Errno {
    const opts = parseTmpfsOptions(options, this.memoryFile.maxPages)
    return typeof opts === 'number' ? opts : new Tmpfs(this, { ...opts, byProgram: true })
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
  mount(path: string, fs: Filesystem, { readOnly, source }: EmbedderMountOpts): Errno {
    const at = this.lookupDirectory(this.#context, path)
    if (typeof at === 'number') return at
    const locked = readOnly ? MS_RDONLY : 0
    const mount = this.mounts.create(fs, locked | MS_RELATIME, source ?? fs.root.fs.typeName, locked)
    if (at.is(this.root)) this.mounts.replaceRoot(mount)
    else this.mounts.attach(at, mount)
    return OK
  }

  /** mount(2), at a place that was found already. @see mountAt for the errors */
  mountAt(context: PathContext, at: VirtualDentry, args: MountArgs): Errno {
    return mountAt(this.mounts, this.filesystemTypes, context, at, args)
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
        next = typeof inode === 'number' ? inode : new VirtualDentry(at.mount, at.dentry.added(name, inode))
      }
      if (typeof next === 'number') return next
      at = next
    }
    return at.inode.isDirectory ? OK : ENOTDIR
  }

  /** The directory at a path, links followed. */
  lookupDirectory(context: PathContext, path: string): VirtualDentry | Errno {
    const found = walkPath(context, path, true)
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
    const found = walkPath(context, path, follow)
    return typeof found === 'number' ? found : found.inode.stat()
  }

  /** open(2). `permissions` are those of a file that is made, less the umask. @see openPath for the errors */
  openAt(
    context: PathContext,
    path: string,
    flags: number,
    permissions: number,
    resolve = 0,
  ): FileDescription | Errno {
    return openPath(this, context, path, { flags, permissions, resolve })
  }
}
