// RegularFile: a file of tmpfs, with a name or without, and what mmap sees of it. Linux: mm/shmem.c, mm/filemap.c.
// gVisor: pkg/sentry/fsimpl/tmpfs/regular_file.go.

import {
  EBUSY,
  EFAULT,
  EFBIG,
  EINVAL,
  ENOMEM,
  ENOSPC,
  ENXIO,
  EOPNOTSUPP,
  EPERM,
  type Errno,
  EXCEEDS_FILE_SIZE_LIMIT,
  F_SEAL_EXEC,
  F_SEAL_GROW,
  F_SEAL_SEAL,
  F_SEAL_WRITE,
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  MAX_FILE_SIZE,
  O_DIRECT,
  O_NOATIME,
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
  type Addr,
  type AddrRange,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
  WRITE,
} from '@jvisor/usermem'
import type { Credentials } from './credentials.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import { FilePages, PageBudget } from './file-pages.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import { dropSuid } from './permissions.ts'
import type { PipeRing } from './pipe-ring.ts'
import { impliedSeals, refuseResize, sealedAgainstWrites, sealMmap, writablePart } from './seals.ts'
import { copySplice } from './splice-copy.ts'
import type { VirtualDentry } from './virtual-dentry.ts'
import type { WriteOpts } from './write-opts.ts'

export class RegularFile extends Inode implements Mappable {
  readonly #pages: FilePages
  readonly #mappings = new MappingSet()
  #size = 0
  #seals: number
  #users = 0
  /** Called when a file without a name is freed. */
  whenFreed: (() => void) | undefined

  /** Only a memfd has seals to begin with other than F_SEAL_SEAL, which is what Linux gives all files of tmpfs. */
  constructor(
    fs: FilesystemContext,
    mode: number,
    memoryFile: MemoryFile,
    seals = F_SEAL_SEAL,
    budget = new PageBudget(),
  ) {
    super(fs, mode)
    this.#pages = new FilePages(memoryFile, budget)
    this.#seals = seals
  }

  override get size(): number {
    return this.#size
  }

  override get blocks(): number {
    return (this.#pages.count * PAGE_SIZE) / 512
  }

  /** The F_SEAL_* bits that it has. */
  get seals(): number {
    return this.#seals
  }

  override open(at: VirtualDentry, flags: number): FileDescription | Errno {
    if ((flags & O_TRUNC) !== 0) {
      const err = this.truncate(0, true)
      if (err !== OK) return err
    }
    return new RegularFileDescription(this, at, flags)
  }

  override lostName(): void {
    super.lostName()
    this.freeIfUnused()
  }

  override abandon(): void {
    this.nlink = 0
    this.freeIfUnused()
  }

  /** One more open description needs the content, or one more mapping of memory that was never opened. */
  incUsers(): void {
    this.#users++
  }

  /** One less. With the last one, a file that has no name any more is freed. */
  decUsers(): void {
    this.#users--
    this.freeIfUnused()
  }

  /** Frees the content if the file has neither a name nor users. */
  freeIfUnused(): void {
    if (this.#users > 0 || this.nlink > 0) return
    this.#pages.drop(0, Infinity)
    this.whenFreed?.()
    this.whenFreed = undefined
  }

  /** Reads from `offset` up to the end of the file; at or past the end the buffer is not touched. */
  readAt(dst: IOSequence, offset: number): Transfer {
    const left = this.#size - offset
    if (left <= 0 || dst.numBytes === 0) return NOTHING
    this.#pages.position = offset
    return dst.takeFirst(left).copyOutFrom(this.#pages)
  }

  /** Puts what lies at `offset`, up to `length` bytes, into a pipe. @see shmem_file_splice_read */
  shareAt(ring: PipeRing, offset: number, length: number): Transfer {
    return this.#pages.shareWith(ring, offset, Math.min(this.#size, offset + length))
  }

  /**
   * Writes at `offset`; the file grows by what was written, no more. EXCEEDS_FILE_SIZE_LIMIT, EFBIG and, where a seal
   * is in the way, EPERM come before the buffer is looked at. A write that fails has still touched the modification
   * time, unless it was beyond a limit or of no bytes (shmem_file_write_iter).
   */
  writeAt(src: IOSequence, offset: number, { sizeLimit, who }: WriteOpts): Transfer {
    if (src.numBytes === 0) return NOTHING
    if (offset >= sizeLimit) return transfer(0, EXCEEDS_FILE_SIZE_LIMIT)
    if (offset >= MAX_FILE_SIZE) return transfer(0, EFBIG)
    const count = Math.min(src.numBytes, Math.min(sizeLimit, MAX_FILE_SIZE) - offset)
    const allowed = writablePart(this.#seals, this.#size, offset, count)
    this.touchMtime()
    dropSuid(who, this)
    const result = this.#copyIn(src.takeFirst(allowed), offset)
    return result.err === OK && allowed < count ? transfer(result.n, EPERM) : result
  }

  /**
   * Puts bytes in at `offset`. At a fault the file already has what came before it, and room for the byte that did not
   * come: its page is there, and the file reaches up to it, even if nothing was written at all. So a source that is a
   * mapping of this very file may be readable then, and the write goes on.
   * @see generic_perform_write, and shmem_write_end with 0 copied (Linux 6.18)
   */
  #copyIn(src: IOSequence, offset: number): Transfer {
    let done = 0
    for (let again = false; ; again = true) {
      this.#pages.position = offset + done
      const { n, err } = src.dropFirst(done).copyInTo(this.#pages)
      done += n
      if (n > 0) this.#size = Math.max(this.#size, offset + done)
      if (err !== EFAULT || (again && n === 0)) return transfer(done, err)
      const page = this.#pages.getOrMake(Math.floor((offset + done) / PAGE_SIZE))
      if (page === NO_PAGE) return transfer(done, ENOSPC)
      this.#size = Math.max(this.#size, offset + done)
    }
  }

  /**
   * Sets the size. When the file shrinks, or stays as it is, what is past the new end leaves every mapping, private
   * copies too, and the rest of the last page is zeroed. When it grows, nothing is: what a shared mapping has stored
   * past the end in the last page becomes part of the file, as on Linux's tmpfs. EPERM: a seal forbids it.
   */
  override truncate(size: number, opened = true): Errno {
    const refused = refuseResize(this.#seals, this.#size, size)
    if (refused !== OK) return refused
    if (opened || size !== this.#size || this.#pages.count > 0) this.touchMtime()
    if (size <= this.#size) {
      const end = Math.ceil(size / PAGE_SIZE)
      this.#mappings.invalidate({ start: end * PAGE_SIZE, end: Infinity }, true)
      this.#pages.drop(end, Infinity)
      if (size % PAGE_SIZE !== 0) this.#pages.zeroPart(size, end * PAGE_SIZE)
    }
    this.#size = size
    return OK
  }

  /**
   * Makes [start, end) read as zeros, and frees what pages of it are whole; the size stays, and so do private copies.
   * EPERM: it is sealed against writes. @see shmem_fallocate (Linux 6.18 mm/shmem.c)
   */
  punchHole(start: number, end: number): Errno {
    if (sealedAgainstWrites(this.#seals)) return EPERM
    const first = Math.ceil(start / PAGE_SIZE)
    const last = Math.floor(end / PAGE_SIZE)
    if (start < first * PAGE_SIZE) this.#pages.zeroPart(start, Math.min(end, first * PAGE_SIZE))
    if (end > last * PAGE_SIZE && last >= first) this.#pages.zeroPart(last * PAGE_SIZE, end)
    if (last > first) {
      this.#mappings.invalidate({ start: first * PAGE_SIZE, end: last * PAGE_SIZE }, false)
      this.#pages.drop(first, last)
    }
    this.touchMtime()
    return OK
  }

  /** Makes all pages of [start, end), which are zeros, and the file reach to the end unless `keepSize`. EPERM, ENOSPC. */
  allocate(start: number, end: number, keepSize: boolean): Errno {
    if (end > this.#size && (this.#seals & F_SEAL_GROW) !== 0) return EPERM
    const err = this.#pages.allocate(Math.floor(start / PAGE_SIZE), Math.ceil(end / PAGE_SIZE))
    if (err !== OK) return err
    if (!keepSize) this.#size = Math.max(this.#size, end)
    this.touchMtime()
    return OK
  }

  /**
   * F_ADD_SEALS. EPERM: it may have no more. EBUSY: F_SEAL_WRITE, while it is mapped so that stores reach it or can be
   * made to, or pages of it are somewhere else, in a pipe, say. @see memfd_add_seals (Linux 6.18 mm/memfd.c), which
   * waits up to 150 ms for these
   */
  addSeals(seals: number): Errno {
    if ((this.#seals & F_SEAL_SEAL) !== 0) return EPERM
    const added = impliedSeals(seals, this.mode) & ~this.#seals
    if ((added & F_SEAL_WRITE) !== 0 && (this.#mappings.writableBytes > 0 || this.#isHeld())) return EBUSY
    this.#seals |= added
    return OK
  }

  /** Somebody holds pages of it who has not mapped them. @see memfd_wait_for_pins */
  #isHeld(): boolean {
    if (!this.#pages.isShared) return false
    // Mappings find their pages again.
    this.#mappings.invalidate({ start: 0, end: Infinity }, false)
    return this.#pages.isShared
  }

  /** F_SEAL_EXEC: whether the file may be executed does not change any more. */
  override setMode(permissions: number): Errno {
    if ((this.#seals & F_SEAL_EXEC) !== 0 && ((this.mode ^ permissions) & 0o111) !== 0) return EPERM
    return super.setMode(permissions)
  }

  /** SEEK_DATA and SEEK_HOLE: holes are whole pages that were never written. */
  seekData(offset: number, hole: boolean): number {
    if (offset < 0 || offset >= this.#size) return -ENXIO
    if (hole) return this.#pages.nextHole(offset, this.#size)
    const at = this.#pages.nextData(offset, this.#size)
    return at === this.#size ? -ENXIO : at
  }

  addMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): Errno {
    this.#mappings.add(space, range, offset, writable)
    return OK
  }

  removeMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): void {
    this.#mappings.remove(space, range, offset, writable)
  }

  splitMapping(space: MappingSpace, range: AddrRange, offset: number, at: Addr): void {
    this.#mappings.split(space, range, offset, at)
  }

  joinMappings(space: MappingSpace, range: AddrRange, offset: number, at: Addr): void {
    this.#mappings.join(space, range, offset, at)
  }

  translate(offset: number, _access: AccessType): number {
    if (offset >= this.#size) return -EFAULT
    const page = this.#pages.getOrMake(offset / PAGE_SIZE)
    if (page !== NO_PAGE) return page
    return this.#pages.isFull ? -ENOSPC : -ENOMEM
  }

  isResident(offset: number): boolean {
    return this.#pages.isWritten(offset / PAGE_SIZE)
  }
}

/** An open regular file: an offset. */
export class RegularFileDescription extends FileDescription {
  readonly #file: RegularFile
  readonly #at: VirtualDentry
  readonly #byPath: boolean
  #offset = 0

  /** `byPath`: it was opened by a path, not made with the file as a memfd's first is. */
  constructor(file: RegularFile, at: VirtualDentry, flags: number, byPath = true) {
    super(flags)
    this.#byPath = byPath
    this.#file = file
    this.#at = at
    file.incUsers()
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override get supportsDirect(): boolean {
    return this.#byPath
  }

  override read(dst: IOSequence): Transfer {
    const result = this.pread(dst, this.#offset)
    this.#offset += result.n
    return result
  }

  override pread(dst: IOSequence, offset: number): Transfer {
    this.#accessed()
    return this.#file.readAt(dst, offset)
  }

  #accessed(): void {
    if ((this.statusFlags & O_NOATIME) === 0) this.#at.touchAtime()
  }

  override get acceptsSplice(): boolean {
    return true
  }

  /** Its pages; with O_DIRECT, copies (vfs_splice_read). */
  override spliceTo(ring: PipeRing, offset: number, length: number): Transfer {
    if ((this.statusFlags & O_DIRECT) !== 0) return copySplice(this, ring, offset, length)
    this.#accessed()
    return this.#file.shareAt(ring, offset, length)
  }

  override write(src: IOSequence, opts: WriteOpts): Transfer {
    const at = opts.append ? this.#file.size : this.#offset
    const result = this.#file.writeAt(src, at, opts)
    if (result.n > 0) this.#offset = at + result.n
    return result
  }

  override pwrite(src: IOSequence, offset: number, opts: WriteOpts): Transfer {
    return this.#file.writeAt(src, opts.append ? this.#file.size : offset, opts)
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

  override truncate(size: number, sizeLimit: number, who?: Credentials): Errno {
    if (size > this.#file.size && size > sizeLimit) return EXCEEDS_FILE_SIZE_LIMIT
    if (size > MAX_FILE_SIZE) return EFBIG
    const err = this.#file.truncate(size)
    if (err === OK) dropSuid(who, this.#file)
    return err
  }

  override allocate(mode: number, start: number, end: number, sizeLimit: number): Errno {
    if ((mode & FALLOC_FL_PUNCH_HOLE) !== 0) return this.#file.punchHole(start, end)
    if (mode !== 0 && mode !== FALLOC_FL_KEEP_SIZE) return EOPNOTSUPP
    if (end > this.#file.size && end > sizeLimit) return EXCEEDS_FILE_SIZE_LIMIT
    return this.#file.allocate(start, end, mode === FALLOC_FL_KEEP_SIZE)
  }

  override get isCached(): boolean {
    return true
  }

  override bytesToRead(): number {
    return this.#file.size - this.#offset
  }

  override seals(): number {
    return this.#file.seals
  }

  override addSeals(seals: number): Errno {
    return this.#file.addSeals(seals)
  }

  override get mapLimit(): number {
    return MAX_FILE_SIZE
  }

  override configureMmap(opts: MmapOpts): Errno {
    opts.mappable = this.#file
    opts.mappingIdentity = this
    if (!opts.private && !this.writable) opts.maxPerms = (opts.maxPerms & ~WRITE) as AccessType
    return sealMmap(this.#file.seals, opts)
  }

  override mappedName(): string {
    return this.#at.path
  }

  protected override release(): void {
    this.#file.decUsers()
  }
}
