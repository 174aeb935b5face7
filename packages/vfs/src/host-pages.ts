// HostPages: what mmap sees of an open file of the host: its pages, read when they are first touched. gVisor:
// pkg/sentry/fsimpl/gofer, whose regular files have a cache; Linux: generic_file_readonly_mmap, as 9p uses it.
//
// The pages are those of one open file, and stay as they were read: what the host, or anybody here, writes to the file
// later is seen by whoever opens it afresh. So nothing is mapped that could be stored to: MAP_PRIVATE, or read-only.

import { EFAULT, ENOMEM, type Errno, OK, PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import { type Mappable, type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import type { HostFile } from './host.ts'

export class HostPages implements Mappable {
  readonly isCache = true
  readonly #memoryFile: MemoryFile
  readonly #file: HostFile
  readonly #pages = new Map<number, number>()

  constructor(memoryFile: MemoryFile, file: HostFile) {
    this.#memoryFile = memoryFile
    this.#file = file
  }

  addMapping(): Errno {
    return OK
  }

  removeMapping(): void {}

  /** A page that begins behind the end, or that the host cannot read, is -EFAULT: SIGBUS. */
  translate(offset: number): number {
    const found = this.#pages.get(offset)
    if (found !== undefined) return found
    const page = this.#memoryFile.allocate()
    if (page === NO_PAGE) return -ENOMEM
    const start = page << PAGE_SHIFT
    const n = this.#file.pread(this.#memoryFile.bytes.subarray(start, start + PAGE_SIZE), offset)
    if (n <= 0) {
      this.#memoryFile.decRef(page)
      return -EFAULT
    }
    this.#pages.set(offset, page)
    return page
  }

  isResident(offset: number): boolean {
    return this.#pages.has(offset)
  }

  /** Gives the pages back. Precondition: they are mapped nowhere. */
  destroy(): void {
    for (const page of this.#pages.values()) this.#memoryFile.decRef(page)
    this.#pages.clear()
  }
}
