// SpecialMappable: pages that the sentry itself gives to programs, such as the vdso. gVisor:
// pkg/sentry/mm/special_mappable.go. Linux: mm/mmap.c _install_special_mapping.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type Mappable, type MemoryFile, NO_PAGE } from '@jvisor/memmap'

/** A fixed number of pages with content of their own. Address spaces that map it privately copy what they change. */
export class SpecialMappable implements Mappable {
  readonly #file: MemoryFile
  readonly #pages: number[]

  private constructor(file: MemoryFile, pages: number[]) {
    this.#file = file
    this.#pages = pages
  }

  /** Puts `content` into new pages, the last one filled with zeros. @returns undefined if there is no memory. */
  static create(file: MemoryFile, content: Uint8Array): SpecialMappable | undefined {
    const pages: number[] = []
    const special = new SpecialMappable(file, pages)
    for (let at = 0; at < content.length; at += PAGE_SIZE) {
      const page = file.allocate()
      if (page === NO_PAGE) {
        special.destroy()
        return undefined
      }
      pages.push(page)
      file.bytes.set(content.subarray(at, at + PAGE_SIZE), page * PAGE_SIZE)
    }
    return special
  }

  /** Bytes, whole pages. */
  get length(): number {
    return this.#pages.length * PAGE_SIZE
  }

  addMapping(): Errno {
    return OK
  }

  removeMapping(): void {}

  translate(offset: number): number {
    return this.#pages[offset / PAGE_SIZE] ?? -EFAULT
  }

  isResident(): boolean {
    return true
  }

  /** Gives the pages back. Precondition: it is mapped nowhere. */
  destroy(): void {
    for (const page of this.#pages) this.#file.decRef(page)
    this.#pages.length = 0
  }
}
