// Tmpfs: a file system in memory: directories, symbolic links and device nodes; regular-file.ts has the files.
// gVisor: pkg/sentry/fsimpl/tmpfs.

import { ENOENT, type Errno, S_IFDIR, S_IFLNK } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { encodeUtf8 } from '@jvisor/usermem'
import type { Clock } from './host.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import { RegularFile } from './regular-file.ts'

/** What a file system needs of the VirtualFilesystem. */
export interface FilesystemHost {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  allocateDevice(): number
}

export class Tmpfs implements FilesystemContext {
  readonly memoryFile: MemoryFile
  readonly clock: Clock
  readonly deviceId: number
  readonly root: TmpfsDirectory
  #lastInode = 0

  constructor(host: FilesystemHost) {
    this.memoryFile = host.memoryFile
    this.clock = host.clock
    this.deviceId = host.allocateDevice()
    this.root = new TmpfsDirectory(this, 0o755)
  }

  allocateInode(): number {
    return ++this.#lastInode
  }
}

/** Bytes that Linux's tmpfs accounts for an entry of a directory (mm/shmem.c BOGO_DIRENT_SIZE). */
const ENTRY_SIZE = 20

export class TmpfsDirectory extends Inode {
  readonly #tmpfs: Tmpfs
  readonly #children = new Map<string, Inode>()

  constructor(tmpfs: Tmpfs, permissions: number) {
    super(tmpfs, S_IFDIR | permissions)
    this.#tmpfs = tmpfs
    this.nlink = 2
  }

  override get size(): number {
    return (this.#children.size + 2) * ENTRY_SIZE
  }

  override lookup(name: string): Inode | Errno {
    return this.#children.get(name) ?? ENOENT
  }

  override create(name: string, mode: number): Inode | Errno {
    return this.#add(name, new RegularFile(this.#tmpfs, mode, this.#tmpfs.memoryFile))
  }

  override makeDirectory(name: string, permissions: number): Inode | Errno {
    this.nlink++
    return this.#add(name, new TmpfsDirectory(this.#tmpfs, permissions))
  }

  override makeSymlink(name: string, target: string): Inode | Errno {
    return this.#add(name, new TmpfsSymlink(this.#tmpfs, target))
  }

  /** Makes a device node. */
  makeDevice(name: string, mode: number, device: number): Inode {
    return this.#add(name, new DeviceNode(this.#tmpfs, mode, device))
  }

  #add(name: string, inode: Inode): Inode {
    this.#children.set(name, inode)
    this.touchMtime()
    return inode
  }
}

class TmpfsSymlink extends Inode {
  readonly #target: string

  constructor(tmpfs: Tmpfs, target: string) {
    super(tmpfs, S_IFLNK | 0o777)
    this.#target = target
  }

  override get size(): number {
    return encodeUtf8(this.#target).length
  }

  override readlink(): string {
    return this.#target
  }
}

class DeviceNode extends Inode {
  constructor(tmpfs: Tmpfs, mode: number, device: number) {
    super(tmpfs, mode)
    this.rdev = device
  }
}
