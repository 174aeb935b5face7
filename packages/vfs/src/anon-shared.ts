// SharedAnonymous: memory without a file that several address spaces share: MAP_SHARED with MAP_ANONYMOUS, and shared
// mappings of /dev/zero. gVisor: pkg/sentry/kernel/shm, mm/special_mappable.go. Linux: mm/shmem.c shmem_zero_setup.

import { EFAULT, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type Mappable, type MappingSpace, type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import type { AccessType, AddrRange } from '@jvisor/usermem'
import { FilePages } from './file-pages.ts'

export class SharedAnonymous implements Mappable {
  readonly #pages: FilePages
  readonly #size: number
  #mapped = 0

  /** `size`: whole pages, in bytes. The pages are freed when the last mapping goes. */
  constructor(memoryFile: MemoryFile, size: number) {
    this.#pages = new FilePages(memoryFile)
    this.#size = size
  }

  addMapping(_space: MappingSpace, range: AddrRange): Errno {
    this.#mapped += range.end - range.start
    return OK
  }

  removeMapping(_space: MappingSpace, range: AddrRange): void {
    this.#mapped -= range.end - range.start
    if (this.#mapped === 0) this.#pages.drop(0, this.#size / PAGE_SIZE)
  }

  translate(offset: number, _access: AccessType): number {
    if (offset >= this.#size) return -EFAULT
    const page = this.#pages.getOrMake(offset / PAGE_SIZE)
    return page === NO_PAGE ? -ENOMEM : page
  }
}
