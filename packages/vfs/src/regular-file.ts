// RegularFile: a file of tmpfs, and what mmap sees of it. gVisor: pkg/sentry/fsimpl/tmpfs/regular_file.go.
// Linux: mm/shmem.c, mm/filemap.c.

import {
  EFAULT,
  EFBIG,
  EINVAL,
  ENOMEM,
  ENXIO,
  type Errno,
  EXCEEDS_FILE_SIZE_LIMIT,
  MAX_FILE_SIZE,
  O_TRUNC,
  OK,
  PAGE_SIZE,
  SEEK_CUR,
  SEEK_DATA,
  SEEK_END,
  SEEK_HOLE,
  SEEK_SET,
} from '@jvisor/abi'
import {
  type Mappable,
  MappingSet,
  type MappingSpace,
  type MemoryFile,
  type MmapOpts,
  NO_PAGE,
} from '@jvisor/memmap'
import {
  type AccessType,
  type AddrRange,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { FileDescription, type FileStat, type WriteOpts } from './file-description.ts'
import { FilePages } from './file-pages.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

export class RegularFile extends Inode implements Mappable {
  readonly #pages: FilePages
  readonly #mappings = new MappingSet()
  #size = 0

  constructor(fs: FilesystemContext, mode: number, memoryFile: MemoryFile) {
    super(fs, mode)
    this.#pages = new FilePages(memoryFile)
  }

  override get size(): number {
    return this.#size
  }

  override get blocks(): number {
    return (this.#pages.count * PAGE_SIZE) / 512
  }

  override open(at: VirtualDentry, flags: number): FileDescription {
    if ((flags & O_TRUNC) !== 0) this.truncate(0)
    return new RegularFileDescription(this, at, flags)
  }

  /** Reads from `offset` up to the end of the file; at or past the end the buffer is not touched. */
  readAt(dst: IOSequence, offset: number): Transfer {
    const left = this.#size - offset
    if (left <= 0 || dst.numBytes === 0) return NOTHING
    this.#pages.position = offset
    const result = dst.takeFirst(left).copyOutFrom(this.#pages)
    this.touchAtime()
    return result
  }

  /**
   * Writes at `offset`; the file grows by what was written, no more. EXCEEDS_FILE_SIZE_LIMIT and EFBIG come before
   * the buffer is looked at.
   */
  writeAt(src: IOSequence, offset: number, sizeLimit: number): Transfer {
    if (src.numBytes === 0) return NOTHING
    if (offset >= sizeLimit) return transfer(0, EXCEEDS_FILE_SIZE_LIMIT)
    if (offset >= MAX_FILE_SIZE) return transfer(0, EFBIG)
    const room = Math.min(sizeLimit, MAX_FILE_SIZE) - offset
    this.#pages.position = offset
    const result = src.takeFirst(room).copyInTo(this.#pages)
    if (result.n > 0) {
      this.#size = Math.max(this.#size, offset + result.n)
      this.touchMtime()
    }
    return result
  }

  /**
   * Sets the size. When the file shrinks, what is past the new end leaves every mapping, private copies too, and the
   * rest of the last page is zeroed. When it grows, nothing is: what a shared mapping has stored past the end in the
   * last page becomes part of the file, as on Linux's tmpfs.
   */
  truncate(size: number): void {
    if (size < this.#size) {
      const end = Math.ceil(size / PAGE_SIZE)
      this.#mappings.invalidate({ start: end * PAGE_SIZE, end: Infinity }, true)
      this.#pages.drop(end, Math.ceil(this.#size / PAGE_SIZE))
      if (size % PAGE_SIZE !== 0) this.#pages.zeroPart(size, end * PAGE_SIZE)
    }
    this.#size = size
    this.touchMtime()
  }

  /** SEEK_DATA and SEEK_HOLE: holes are whole pages that were never written. */
  seekData(offset: number, hole: boolean): number {
    if (offset < 0 || offset >= this.#size) return -ENXIO
    const end = Math.ceil(this.#size / PAGE_SIZE)
    let index = Math.floor(offset / PAGE_SIZE)
    if (hole) {
      while (index < end && this.#pages.get(index) !== 0) index++
      return Math.min(this.#size, Math.max(offset, index * PAGE_SIZE))
    }
    index = this.#pages.next(index, end)
    return index === end ? -ENXIO : Math.max(offset, index * PAGE_SIZE)
  }

  addMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): Errno {
    this.#mappings.add(space, range, offset, writable)
    return OK
  }

  removeMapping(space: MappingSpace, range: AddrRange): void {
    this.#mappings.remove(space, range)
  }

  translate(offset: number, _access: AccessType): number {
    if (offset >= this.#size) return -EFAULT
    const page = this.#pages.getOrMake(offset / PAGE_SIZE)
    return page === NO_PAGE ? -ENOMEM : page
  }
}

/** An open regular file: an offset. */
class RegularFileDescription extends FileDescription {
  readonly #file: RegularFile
  readonly #at: VirtualDentry
  #offset = 0

  constructor(file: RegularFile, at: VirtualDentry, flags: number) {
    super(flags)
    this.#file = file
    this.#at = at
  }

  override read(dst: IOSequence): Transfer {
    const result = this.#file.readAt(dst, this.#offset)
    this.#offset += result.n
    return result
  }

  override pread(dst: IOSequence, offset: number): Transfer {
    return this.#file.readAt(dst, offset)
  }

  override write(src: IOSequence, opts: WriteOpts): Transfer {
    const at = opts.append ? this.#file.size : this.#offset
    const result = this.#file.writeAt(src, at, opts.sizeLimit)
    if (result.n > 0) this.#offset = at + result.n
    return result
  }

  override pwrite(src: IOSequence, offset: number, opts: WriteOpts): Transfer {
    return this.#file.writeAt(src, opts.append ? this.#file.size : offset, opts.sizeLimit)
  }

  override seek(offset: number, whence: number): number {
    let to: number
    if (whence === SEEK_DATA || whence === SEEK_HOLE) to = this.#file.seekData(offset, whence === SEEK_HOLE)
    else to = offset + (whence === SEEK_SET ? 0 : whence === SEEK_CUR ? this.#offset : this.#file.size)
    if (whence <= SEEK_END && (to < 0 || to > MAX_FILE_SIZE)) return -EINVAL
    if (to >= 0) this.#offset = to
    return to
  }

  override stat(): FileStat {
    return this.#file.stat()
  }

  override truncate(size: number, sizeLimit: number): Errno {
    if (size > this.#file.size && size > sizeLimit) return EXCEEDS_FILE_SIZE_LIMIT
    if (size > MAX_FILE_SIZE) return EFBIG
    this.#file.truncate(size)
    return OK
  }

  override configureMmap(opts: MmapOpts): Errno {
    opts.mappable = this.#file
    opts.mappingIdentity = this
    if (!opts.private && !this.writable) opts.maxPerms = (opts.maxPerms & ~2) as AccessType
    return OK
  }

  override mappedName(): string {
    return this.#at.path
  }
}
