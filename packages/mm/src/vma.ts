// Vma: one mapping of an address space. gVisor: pkg/sentry/mm/mm.go type vma.

import type { Mappable, MappingIdentity, Segment } from '@jvisor/memmap'
import { type AccessType, type AddrRange, allows, effectiveAccess, WRITE } from '@jvisor/usermem'

/** What a mapping is, apart from where; two neighbours that agree in all of it are one mapping. */
export interface VmaAttributes {
  /** What the program asked for; what /proc/pid/maps shows, and what a debugger's access is checked against. */
  perms: AccessType
  /** The most that mprotect may give. */
  maxPerms: AccessType
  /** Writes stay in this address space (MAP_PRIVATE). */
  private: boolean
  /** What is mapped; undefined for private anonymous memory. */
  mappable: Mappable | undefined
  /** Offset into `mappable` of the mapping's start, bytes. */
  offset: number
  /** Keeps the mapped file open. The mapping holds one reference. */
  identity: MappingIdentity | undefined
  /** Name for memory without a file: "[stack]". */
  hint: string
}

export class Vma implements Segment, VmaAttributes {
  start: number
  end: number
  perms: AccessType
  /** What loads and stores may really do: write and execute imply read. */
  effectivePerms: AccessType
  readonly maxPerms: AccessType
  readonly private: boolean
  readonly mappable: Mappable | undefined
  offset: number
  readonly identity: MappingIdentity | undefined
  readonly hint: string

  constructor(start: number, end: number, attributes: VmaAttributes) {
    this.start = start
    this.end = end
    this.perms = attributes.perms
    this.effectivePerms = effectiveAccess(attributes.perms)
    this.maxPerms = attributes.maxPerms
    this.private = attributes.private
    this.mappable = attributes.mappable
    this.offset = attributes.offset
    this.identity = attributes.identity
    this.hint = attributes.hint
  }

  /** Changes the protection, as mprotect does. */
  setPerms(perms: AccessType): void {
    this.perms = perms
    this.effectivePerms = effectiveAccess(perms)
  }

  /** The addresses it covers. */
  get range(): AddrRange {
    return { start: this.start, end: this.end } as AddrRange
  }

  /** Stores through this mapping reach what is mapped (MAP_SHARED) and are, or can be made, possible. */
  get mayWriteShared(): boolean {
    return !this.private && allows(this.maxPerms, WRITE)
  }

  /** True if `next`, which must begin where this ends, continues the same mapping. */
  continuesInto(next: Vma): boolean {
    return (
      this.end === next.start &&
      this.perms === next.perms &&
      this.maxPerms === next.maxPerms &&
      this.private === next.private &&
      this.mappable === next.mappable &&
      this.identity === next.identity &&
      this.hint === next.hint &&
      (this.mappable === undefined || this.offset + (this.end - this.start) === next.offset)
    )
  }
}
