// A directory of the host, in memory, for tests. Not shipped.

import { ENOENT, ENOTDIR, EROFS, type Errno, S_IFDIR, S_IFREG } from '@jvisor/abi'
import type { HostDirectory, HostFile, HostStat } from '@jvisor/vfs'

/** Executable files that cannot be written, by name. */
export class MemoryDirectory implements HostDirectory {
  readonly #files: Readonly<Record<string, Uint8Array>>

  constructor(files: Readonly<Record<string, Uint8Array>>) {
    this.#files = files
  }

  stat(path: readonly string[]): HostStat | Errno {
    const file = this.#files[path.join('/')]
    if (path.length > 0 && file === undefined) return ENOENT
    const mode = file === undefined ? S_IFDIR | 0o755 : S_IFREG | 0o755
    return { mode, size: file?.length ?? 0, ino: 5, nlink: 1, uid: 0, gid: 0, mtimeSec: 0, mtimeNsec: 0 }
  }

  readlink(): Errno {
    return ENOENT
  }

  readdir(): Errno {
    return ENOTDIR
  }

  open(path: readonly string[]): HostFile | Errno {
    const file = this.#files[path.join('/')]
    if (file === undefined) return ENOENT
    return {
      pread(dst, offset) {
        const bytes = file.subarray(Math.min(offset, file.length), offset + dst.length)
        dst.set(bytes)
        return bytes.length
      },
      pwrite: () => -EROFS,
      truncate: () => EROFS,
      stat: () => this.stat(path),
      close() {},
    }
  }
}
