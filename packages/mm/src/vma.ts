// Vma: one mapping of an address space. gVisor: pkg/sentry/mm/mm.go type vma. Linux: struct vm_area_struct.

import { PAGE_SIZE } from '@jvisor/abi'
import type { Mappable, MappingIdentity, Segment } from '@jvisor/memmap'
import {
  type AccessType,
  type AddrRange,
  ANY_ACCESS,
  allows,
  EXECUTE,
  effectiveAccess,
  WRITE,
} from '@jvisor/usermem'

// What a mapping is besides its permissions: Linux's bits (include/linux/mm.h), since they decide what merges.
export const VM_GROWSDOWN = 0x100
export const VM_LOCKED = 0x2000
export const VM_SEQ_READ = 0x8000
export const VM_RAND_READ = 0x10000
/** fork leaves it out (MADV_DONTFORK). */
export const VM_DONTCOPY = 0x20000
/** mremap must not make it larger. */
export const VM_DONTEXPAND = 0x40000
export const VM_LOCKONFAULT = 0x80000
/** It counts as committed memory: private, and was writable at some time. */
export const VM_ACCOUNT = 0x100000
export const VM_NORESERVE = 0x200000
/** A child finds it empty (MADV_WIPEONFORK). */
export const VM_WIPEONFORK = 0x2000000
export const VM_DONTDUMP = 0x4000000
export const VM_HUGEPAGE = 0x20000000
export const VM_NOHUGEPAGE = 0x40000000
export const VM_MERGEABLE = 0x80000000 | 0

// What a fault and most of madvise has to know of a mapping: SegmentSet keeps it beside the bounds. Below, what loads and
// stores may really do.
export const TAG_ACCESS = 0x7
export const TAG_PRIVATE = 0x8
/** Private memory without a file. */
export const TAG_ANON = 0x10
/** It has a family of private pages (anonVma). */
export const TAG_FAMILY = 0x20
export const TAG_LOCKED = 0x40

/** Of what a Vma keeps about access: above three bits of `perms` and three of `maxPerms`. */
const PRIVATE = 0x40

export const VM_LOCKED_MASK = VM_LOCKED | VM_LOCKONFAULT

/** What a mapping is, apart from where; two neighbours that agree in all of it are one mapping. */
export interface VmaAttributes {
  /** What the program asked for; what /proc/pid/maps shows, and what a debugger's access is checked against. */
  readonly perms: AccessType
  /** The most that mprotect may give. */
  readonly maxPerms: AccessType
  /** Writes stay in this address space (MAP_PRIVATE). */
  readonly private: boolean
  /** VM_* bits. */
  readonly flags: number
  /** What is mapped; undefined for private anonymous memory. */
  readonly mappable: Mappable | undefined
  /**
   * Offset into `mappable` of the mapping's start, bytes. Of private anonymous memory: the address at which it was
   * mapped, which mremap keeps if there are pages; neighbours whose offsets do not continue are not merged.
   */
  readonly offset: number
  /** Keeps the mapped file open. The mapping holds one reference. */
  readonly identity: MappingIdentity | undefined
  /** Name for memory without a file: "[vdso]". */
  readonly hint: string
  /**
   * Which family of pages private copies belong to (Linux's anon_vma): 0 until the first is made. Neighbours of
   * different families are not merged. Negative if it was inherited by fork: then it is not joined to 0 either.
   */
  readonly anonVma: number
}

/**
 * A program can have 65 000 of these, and a number that is not a small integer is an object of 16 bytes to V8: so the end
 * is kept as a length in pages, the offset in pages, and what mmap allows in one number (112 bytes, not 160).
 */
export class Vma implements Segment, VmaAttributes {
  start: number
  #pages = 0
  /** `perms`, `maxPerms` and `private`: 3 bits, 3 bits and one. */
  #access: number
  flags: number
  readonly mappable: Mappable | undefined
  /** The offset in pages; without a file, by how much it is more than the start, which is mostly not at all. */
  #page = 0
  readonly identity: MappingIdentity | undefined
  readonly hint: string
  anonVma: number

  constructor(start: number, end: number, attributes: VmaAttributes) {
    this.start = start
    this.end = end
    this.#access = attributes.perms | (attributes.maxPerms << 3) | (attributes.private ? PRIVATE : 0)
    this.flags = attributes.flags
    this.mappable = attributes.mappable
    this.identity = attributes.identity
    this.hint = attributes.hint
    this.anonVma = attributes.anonVma
    this.offset = attributes.offset
  }

  get end(): number {
    return this.start + this.#pages * PAGE_SIZE
  }

  /** To be set after the start has been. */
  set end(end: number) {
    this.#pages = smallInteger((end - this.start) / PAGE_SIZE)
  }

  get offset(): number {
    return this.#page * PAGE_SIZE + (isOfNothing(this) ? this.start : 0)
  }

  /** To be set after the start has been. */
  set offset(offset: number) {
    this.#page = smallInteger((offset - (isOfNothing(this) ? this.start : 0)) / PAGE_SIZE)
  }

  get perms(): AccessType {
    return (this.#access & ANY_ACCESS) as AccessType
  }

  set perms(perms: AccessType) {
    this.#access = (this.#access & ~ANY_ACCESS) | perms
  }

  get maxPerms(): AccessType {
    return ((this.#access >> 3) & ANY_ACCESS) as AccessType
  }

  get private(): boolean {
    return (this.#access & PRIVATE) !== 0
  }

  /** What loads and stores may really do: write and execute imply read. */
  get effectivePerms(): AccessType {
    return effectiveAccess(this.perms)
  }

  /** TAG_* bits. */
  get tag(): number {
    return (
      this.effectivePerms |
      (this.private ? TAG_PRIVATE : 0) |
      (this.isAnonymous ? TAG_ANON : 0) |
      (this.anonVma !== 0 ? TAG_FAMILY : 0) |
      (this.isLocked ? TAG_LOCKED : 0)
    )
  }

  /** The addresses it covers. */
  get range(): AddrRange {
    return { start: this.start, end: this.end } as AddrRange
  }

  get length(): number {
    return this.end - this.start
  }

  /** Offset of an address that it covers, in what is mapped. */
  offsetOf(addr: number): number {
    return this.offset + (addr - this.start)
  }

  /** Private memory without a file. */
  get isAnonymous(): boolean {
    return this.mappable === undefined
  }

  /** Stores through this mapping reach what is mapped (MAP_SHARED) and are, or can be made, possible. */
  get mayWriteShared(): boolean {
    return !this.private && allows(this.maxPerms, WRITE)
  }

  get isLocked(): boolean {
    return (this.flags & VM_LOCKED) !== 0
  }

  /** Counts as VmStk. */
  get isStack(): boolean {
    return (this.flags & VM_GROWSDOWN) !== 0
  }

  /** Counts as VmData. @see is_data_mapping (Linux 6.18 mm/vma.h) */
  get isData(): boolean {
    return this.private && allows(this.perms, WRITE) && !this.isStack
  }

  /** Counts as VmExe. @see is_exec_mapping */
  get isExec(): boolean {
    return allows(this.perms, EXECUTE) && !allows(this.perms, WRITE) && !this.isStack
  }

  /** True if `next`, which must begin where this ends, continues the same mapping. */
  continuesInto(next: Readonly<Vma>): boolean {
    return (
      this.end === next.start &&
      this.perms === next.perms &&
      this.flags === next.flags &&
      this.maxPerms === next.maxPerms &&
      this.private === next.private &&
      this.mappable === next.mappable &&
      this.identity === next.identity &&
      this.hint === next.hint &&
      this.offset + (this.end - this.start) === next.offset &&
      (this.anonVma === next.anonVma ||
        (this.anonVma >= 0 && next.anonVma >= 0 && (this.anonVma === 0 || next.anonVma === 0)))
    )
  }
}

/** The same number, as the small integer that it is, if it is one: the result of a division is not kept as one. */
function smallInteger(n: number): number {
  const small = n | 0
  return small === n ? small : n
}

/** Its offset is an address. */
function isOfNothing(vma: Vma): boolean {
  return vma.mappable === undefined && vma.identity === undefined
}
