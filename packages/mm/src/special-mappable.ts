// SpecialMappable: pages that the sentry itself gives to programs, such as the vdso. gVisor:
// pkg/sentry/mm/special_mappable.go. Linux: mm/mmap.c _install_special_mapping.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type Mappable, type MemoryFile, NO_PAGE } from '@jvisor/memmap'

/**
 * A fixed number of pages with content of their own, which the machine has for good. Address spaces that map them privately
 * copy what they change.
 */
export class SpecialMappable implements Mappable {
  readonly #first: number
  /** Bytes, whole pages. */
  readonly length: number

  private constructor(first: number, length: number) {
    this.#first = first
    this.length = length
  }

  /** Puts `content` into new pages, the last one filled with zeros. @returns undefined if there is no memory. */
  static create(file: MemoryFile, content: Uint8Array): SpecialMappable | undefined {
    const pages = Math.ceil(content.length / PAGE_SIZE)
    const first = file.reserve(pages)
    if (first === NO_PAGE) return undefined
    file.bytes.set(content, first * PAGE_SIZE)
    return new SpecialMappable(first, pages * PAGE_SIZE)
  }

  addMapping(): Errno {
    return OK
  }

  removeMapping(): void {}

  translate(offset: number): number {
    return offset < this.length ? this.#first + offset / PAGE_SIZE : -EFAULT
  }

  isResident(): boolean {
    return true
  }
}
