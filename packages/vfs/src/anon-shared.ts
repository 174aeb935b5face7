// SharedAnonymous: what holds memory without a file that several address spaces share, as long as it is mapped:
// MAP_SHARED with MAP_ANONYMOUS, and shared mappings of /dev/zero. The memory itself is a RegularFile without a name.
// gVisor: mm/special_mappable.go, which is both in one. Linux: mm/shmem.c shmem_zero_setup.

import type { MappingIdentity } from '@jvisor/memmap'
import type { RegularFile } from './regular-file.ts'

export class SharedAnonymous implements MappingIdentity {
  readonly #file: RegularFile

  /** Nothing holds the file yet; the first mapping does. */
  constructor(file: RegularFile) {
    this.#file = file
  }

  incRef(): void {
    this.#file.incUsers()
  }

  decRef(): void {
    this.#file.decUsers()
  }

  mappedName(): string {
    return '/dev/zero (deleted)'
  }

  deviceId(): number {
    return this.#file.fs.deviceId
  }

  inodeId(): number {
    return this.#file.ino
  }
}
