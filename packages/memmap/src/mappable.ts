// The contract between whatever can be mapped (files) and address spaces, which do not know each other.
// gVisor: pkg/sentry/memmap/memmap.go. (There a Mappable's InvalidateUnsavable serves checkpoints, which we have not.)

import type { Errno } from '@jvisor/abi'
import type { AccessType, Addr, AddrRange } from '@jvisor/usermem'

/** A range of bytes in a Mappable, [start, end). */
export interface MappableRange {
  readonly start: number
  readonly end: number
}

/** An address space, as something that is mapped sees it. */
export interface MappingSpace {
  /**
   * Forgets what pages lie behind these addresses; the next access asks the Mappable again.
   * `dropPrivate` also discards the private copies of a MAP_PRIVATE mapping, as truncation does.
   */
  invalidate(range: AddrRange, dropPrivate: boolean): void
}

/** Something that memory can be mapped from. All offsets and lengths given to it are whole pages, in bytes. */
export interface Mappable {
  /**
   * A mapping of `offset` and what follows at `range` begins; the Mappable tells `space` when pages change.
   * `writable`: stores through it can, or could after mprotect, reach the Mappable.
   * @returns OK, or the errno with which mmap fails.
   */
  addMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): Errno

  /** A mapping ends. Precondition: it was added, or came of a split or a join, and was not yet removed. */
  removeMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): void

  /** A mapping becomes two, the second from `at` on. Only those who keep a MappingSet need to know. */
  splitMapping?(space: MappingSpace, range: AddrRange, offset: number, at: Addr): void

  /** Two mappings that meet at `at` become one, `range`; they agree in all that was said of them. */
  joinMappings?(space: MappingSpace, range: AddrRange, offset: number, at: Addr): void

  /**
   * The page behind `offset`, made if it is not there yet. It must stay that page until `space.invalidate` says
   * otherwise; `access` is all that may be done with it until then.
   * @returns its page number in the MemoryFile, with no reference taken for the caller; or -EFAULT if `offset` lies
   *   past the end, -ENOSPC if the file may have no more pages (both SIGBUS to a program), -ENOMEM if there is no memory.
   */
  translate(offset: number, access: AccessType): number

  /**
   * True if the pages are a cache of something that has its own place (a file of a device): they count as RssFile in
   * /proc/pid/status. Memory that is nothing but memory (tmpfs, shared anonymous) counts as RssShmem.
   */
  readonly isCache?: boolean

  /** True if the page at `offset` is in memory, mapped or not (mincore). Without it, what is mapped here decides. */
  isResident?(offset: number): boolean

  /**
   * Discards the pages [start, end), as madvise(MADV_REMOVE) and fallocate's FALLOC_FL_PUNCH_HOLE do: they read as
   * zeros afterwards. Without it, the errno is EOPNOTSUPP.
   */
  punchHole?(start: number, end: number): Errno

  /** msync(MS_SYNC): brings what was stored in [start, end) through shared mappings to where it is kept. */
  sync?(start: number, end: number): Errno
}

/** What keeps a mapped file open, and names it in /proc/pid/maps. */
export interface MappingIdentity {
  /** One more mapping holds this. */
  incRef(): void
  /** One less. */
  decRef(): void
  /** Path of the file, as /proc/pid/maps shows it. */
  mappedName(): string
  /** Device number of the file system. */
  deviceId(): number
  inodeId(): number
}

/** What mmap is asked for, filled in by the system call and then by the file that is mapped. */
export interface MmapOpts {
  /** Bytes, more than 0; rounded up to pages. */
  length: number
  /** Where: a hint (0 for none; rounded down to pages), or the place itself if `fixed`. */
  addr: Addr
  fixed: boolean
  /** With `fixed`: EEXIST instead of replacing what is there. */
  noReplace?: boolean
  /** What the program asked for. */
  perms: AccessType
  /** What mprotect may later ask for; a file opened read-only and mapped shared has no write here. */
  maxPerms: AccessType
  private: boolean
  /** What is mapped; undefined for private anonymous memory. Shared anonymous memory has one of its own. */
  mappable?: Mappable
  /** Offset into `mappable`, bytes, page aligned. */
  offset: number
  mappingIdentity?: MappingIdentity
  /** Fault everything in at once (MAP_POPULATE). */
  precommit?: boolean
  /** It grows downward when it is touched below its start (MAP_GROWSDOWN): a stack. */
  growsDown?: boolean
  /** It is locked: 'eager' faults everything in at once (MAP_LOCKED), 'lazy' what is touched (MLOCK_ONFAULT). */
  lock?: 'eager' | 'lazy'
  /** MAP_NORESERVE: nothing but a difference between neighbours, since nothing is ever reserved. */
  noReserve?: boolean
  /** MAP_STACK: on Linux, no huge pages; here, a difference between neighbours. */
  stack?: boolean
  /** It must not be made larger by mremap (VM_DONTEXPAND): special mappings. */
  fixedSize?: boolean
  /** Name to show for memory without a file: "[heap]", "[stack]". */
  hint?: string
}
