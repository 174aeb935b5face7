// Shm: the tmpfs that is mounted nowhere. Its files have no name in any directory: memfds, and shared memory without a
// file of its own. gVisor: pkg/sentry/kernel shmMount. Linux: mm/shmem.c shm_mnt, shmem_kernel_file_setup.

import { O_LARGEFILE, O_RDWR, S_IFREG } from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import { roundUpLength } from '@jvisor/usermem'
import { SharedAnonymous } from './anon-shared.ts'
import { Dentry } from './dentry.ts'
import type { FileDescription } from './file-description.ts'
import { Mount } from './mount.ts'
import { RegularFile, RegularFileDescription } from './regular-file.ts'
import { type FilesystemHost, Tmpfs } from './tmpfs.ts'
import { VirtualDentry } from './virtual-dentry.ts'

export class Shm {
  readonly #tmpfs: Tmpfs
  readonly #root: VirtualDentry

  constructor(host: FilesystemHost) {
    this.#tmpfs = new Tmpfs(host)
    const mount = new Mount(new Dentry(this.#tmpfs.root, undefined, ''))
    mount.incUsers()
    this.#root = new VirtualDentry(mount, mount.root)
  }

  /**
   * memfd_create(2): an empty file, open for reading and writing, that is freed when it is closed and no longer mapped.
   * `seals`: the F_SEAL_* bits that it begins with.
   */
  createMemfd(name: string, opts: { permissions: number; seals: number }): FileDescription {
    const file = this.#newFile(opts.permissions, opts.seals)
    const dentry = new Dentry(file, this.#root.dentry, `memfd:${name}`, true)
    const at = new VirtualDentry(this.#root.mount, dentry)
    return new RegularFileDescription(file, at, O_RDWR | O_LARGEFILE, false)
  }

  /**
   * Makes `opts` map new shared memory, as long as the mapping: MAP_SHARED with MAP_ANONYMOUS, or of /dev/zero. It is
   * freed with its last mapping. The offset is the caller's: what lies past the length cannot be touched (SIGBUS).
   * @see shmem_zero_setup (Linux 6.18 mm/shmem.c)
   */
  configureAnonymous(opts: MmapOpts): void {
    const file = this.#newFile(0o777)
    file.truncate(roundUpLength(opts.length))
    opts.mappable = file
    opts.mappingIdentity = new SharedAnonymous(file)
  }

  #newFile(permissions: number, seals?: number): RegularFile {
    const file = new RegularFile(this.#tmpfs, S_IFREG | permissions, this.#tmpfs.memoryFile, seals)
    file.nlink = 0
    return file
  }
}
