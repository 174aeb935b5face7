// MemoryManager: one program's address space, as the kernel uses it. It holds nothing but the AddressSpace; each verb
// lives in a file of its own. gVisor: pkg/sentry/mm.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { invariant, type MemoryFile, type MmapOpts, type SegmentSet } from '@jvisor/memmap'
import {
  type AccessType,
  type Addr,
  type AddrRangeSeq,
  ANY_ACCESS,
  type BlockReader,
  type BlockWriter,
  type IO,
  type IOOpts,
  type IovecArray,
  NORMAL_IO,
  READ,
  type Transfer,
  type Word,
  WRITE,
} from '@jvisor/usermem'
import { AddressSpace } from './address-space.ts'
import { brk } from './brk.ts'
import {
  copyIn,
  copyInTo,
  copyOut,
  copyOutFrom,
  importIovec,
  importIovecs,
  inRange,
  zeroOut,
} from './copy.ts'
import { type FaultKind, resolve } from './fault.ts'
import { reachableBytes } from './foreign.ts'
import { fork } from './fork.ts'
import { type FutexKey, futexKey } from './futex-key.ts'
import { DEFAULT_LAYOUT, type MmapLayout } from './layout.ts'
import { type MemoryLimits, NO_LIMITS } from './limits.ts'
import { madvise } from './madvise.ts'
import { type MappingText, mapsText, mapsTextAt, smapsText, smapsTextAt } from './maps-text.ts'
import { mincore } from './mincore.ts'
import { mlock, mlockall, munlock, munlockall } from './mlock.ts'
import { checkMmap, mmap } from './mmap.ts'
import { mprotect } from './mprotect.ts'
import { type MremapOpts, mremap } from './mremap.ts'
import { msync } from './msync.ts'
import { munmap, unmapAll } from './munmap.ts'
import type { PageTable } from './page-table.ts'
import { hold, type PinnedPages, pin } from './pin.ts'
import type { Populating } from './populate.ts'
import type { ProgramInfo } from './program-info.ts'
import type { TranslationCache } from './translation-cache.ts'
import type { MemoryUsage } from './usage.ts'
import type { Vma } from './vma.ts'

export class MemoryManager implements IO {
  readonly #space: AddressSpace
  #users = 1

  /** An empty address space with one user; or, for {@link fork}, one that is there already. */
  constructor(
    file: MemoryFile,
    layout: MmapLayout = DEFAULT_LAYOUT,
    limits: MemoryLimits = NO_LIMITS,
    space = new AddressSpace(file, layout, limits),
  ) {
    this.#space = space
  }

  /**
   * fork(2): a copy, with one user. @see fork in fork.ts
   * @returns ENOMEM if there is no memory for it, or what a mapped file says.
   */
  fork(): MemoryManager | Errno {
    const space = fork(this.#space)
    return typeof space === 'number'
      ? space
      : new MemoryManager(space.file, space.layout, space.limits, space)
  }

  /** What the process may have. A call looks at it when it is made. */
  get limits(): MemoryLimits {
    return this.#space.limits
  }

  set limits(limits: MemoryLimits) {
    this.#space.limits = limits
  }

  /** Tasks that use it. */
  get users(): number {
    return this.#users
  }

  /** What is mapped, locked and resident, in bytes, with the peaks. */
  get usage(): MemoryUsage {
    return this.#space.usage.snapshot()
  }

  /** Bytes from `addr` on that others may reach by the program's own protections. @see reachableBytes in foreign.ts */
  reachableBytes(addr: Addr, length: number, access: AccessType): number {
    return reachableBytes(this.#space, addr, length, access)
  }

  /** The text of /proc/[pid]/maps. */
  maps(): string {
    return mapsText(this.#space)
  }

  /** The text of /proc/[pid]/smaps. It looks at every resident page. */
  smaps(): string {
    return smapsText(this.#space)
  }

  /** Of {@link maps}, the line of the first mapping at or behind `address`, and where the next may begin. */
  mapsAt(address: number): MappingText | undefined {
    return mapsTextAt(this.#space, address)
  }

  /** Of {@link smaps}, the lines of that mapping. */
  smapsAt(address: number): MappingText | undefined {
    return smapsTextAt(this.#space, address)
  }

  /** Addresses that /proc/[pid]/stat shows: the heap, and where the stack began (0 if nobody has said). */
  get places(): { readonly brkStart: number; readonly brkEnd: number; readonly stackStart: number } {
    const { brkStart, brkEnd, stackStart } = this.#space
    return { brkStart, brkEnd, stackStart: Math.max(0, stackStart) }
  }

  get layout(): MmapLayout {
    return this.#space.layout
  }

  /** Faults that found or made a page so far. */
  get faults(): number {
    return this.#space.faults
  }

  /** The mappings, lowest first; a view for /proc, strace and tests that must not be changed. */
  get vmas(): Iterable<Readonly<Vma>> & Pick<SegmentSet<Vma>, 'tagAt'> {
    return this.#space.vmas
  }

  /** The page table, by virtual page number, to look at; it must not be changed. @see page-table.ts */
  get pageTable(): Pick<PageTable, 'effective' | 'get' | 'height' | 'isAlone' | 'leafOf' | 'next' | 'root'> {
    return this.#space.pages
  }

  // Users. Tasks that share the address space each are one; so is whoever looks into it from outside.

  /** One more user. @returns false if the address space is already gone. */
  incUsers(): boolean {
    if (this.#users === 0) return false
    this.#users++
    return true
  }

  /** One user less; with the last one everything is unmapped. Precondition: there is one. */
  decUsers(): void {
    invariant(this.#users > 0, 'an address space that loses a user has one')
    if (--this.#users > 0) return
    unmapAll(this.#space)
  }

  // The mmap family.

  /** mmap(2). @returns the address, or -errno. @see mmap in mmap.ts */
  mmap(opts: MmapOpts): number {
    return mmap(this.#space, opts)
  }

  /** What of {@link mmap} would fail before the mapped object is looked at. @see checkMmap in mmap.ts */
  checkMmap(opts: MmapOpts): Errno {
    return checkMmap(this.#space, opts)
  }

  /** munmap(2). */
  munmap(addr: Addr, length: number): Errno {
    return munmap(this.#space, addr, length)
  }

  /** mprotect(2). `growsDown`: from where the stack begins (PROT_GROWSDOWN). */
  mprotect(addr: Addr, length: number, perms: AccessType, growsDown = false): Errno {
    return mprotect(this.#space, addr, length, perms, growsDown)
  }

  /** mremap(2). @returns the address, or -errno. @see mremap in mremap.ts */
  mremap(addr: Addr, opts: MremapOpts): number {
    return mremap(this.#space, addr, opts)
  }

  /** madvise(2). */
  madvise(addr: Addr, length: number, advice: number): Errno {
    return madvise(this.#space, addr, length, advice)
  }

  /** msync(2). */
  msync(addr: Addr, length: number, flags: number): Errno {
    return msync(this.#space, addr, length, flags)
  }

  /** mincore(2). */
  mincore(addr: Addr, length: number, vec: Addr): Errno {
    return mincore(this.#space, addr, length, vec)
  }

  /** mlock(2); `onFault` for mlock2's MLOCK_ONFAULT. */
  mlock(addr: Addr, length: number, onFault = false): Errno {
    return mlock(this.#space, addr, length, onFault)
  }

  /** munlock(2). */
  munlock(addr: Addr, length: number): Errno {
    return munlock(this.#space, addr, length)
  }

  /** mlockall(2). */
  mlockall(flags: number): Errno {
    return mlockall(this.#space, flags)
  }

  /** munlockall(2). */
  munlockall(): void {
    munlockall(this.#space)
  }

  /** brk(2). @returns the break afterwards. */
  brk(end: Addr): number {
    return brk(this.#space, end)
  }

  /** Where the heap begins, which the loader sets: an address of a page's start. The heap is empty then. */
  setBrkStart(start: Addr): void {
    this.#space.brkStart = start
    this.#space.brkEnd = start
  }

  /** Where the program's first stack begins, its highest address, which the loader sets; /proc/pid/maps names it. */
  setStackStart(start: Addr): void {
    this.#space.stackStart = start
  }

  /** Which program this holds, which the loader sets once; its executable is held by a reference until the end. */
  get program(): ProgramInfo | undefined {
    return this.#space.program
  }

  setProgram(program: ProgramInfo): void {
    invariant(this.#space.program === undefined, 'an address space is loaded once')
    program.executable?.incRef()
    this.#space.program = program
  }

  /** Commands of membarrier(2) that it has registered for. */
  get barriers(): number {
    return this.#space.barriers
  }

  set barriers(commands: number) {
    this.#space.barriers = commands
  }

  /** 1: others of the same user may look into it; 0 or 2: root alone (PR_SET_DUMPABLE). */
  get dumpable(): number {
    return this.#space.dumpable
  }

  set dumpable(dumpable: number) {
    this.#space.dumpable = dumpable
  }

  /**
   * What the last call (mmap, mlock, madvise, brk, ...) has left to fault in, if it was too much for one go: a call does
   * the first 64 MiB, and who made it goes on with `more`, or does not. It is told once.
   */
  takePopulating(): Populating | undefined {
    const { populating } = this.#space
    this.#space.populating = undefined
    return populating
  }

  // Faults.

  /**
   * What a program's own load, store or fetch at `addr` does after its translation failed.
   * @returns OK when it can be tried again, else why not: a SIGSEGV or SIGBUS.
   */
  handleUserFault(addr: Addr, access: AccessType): FaultKind | typeof OK {
    const page = resolve(this.#space, addr, access, false)
    return page < 0 ? (-page as FaultKind) : OK
  }

  /**
   * The translation of the page that `addr` is in, for a TLB: the page's number in the MemoryFile times 4096, plus
   * what may be done with it (READ | WRITE | EXECUTE, at least `access`), faulted in first if need be.
   * It is good until a cache that was {@link addTranslationCache added} is told otherwise.
   * @returns minus a FaultKind if the access is not allowed.
   */
  translate(addr: Addr, access: AccessType): number {
    const page = resolve(this.#space, addr, access, false)
    if (page < 0) return page
    return page * PAGE_SIZE + (this.#space.pages.effective(Math.floor(addr / PAGE_SIZE)) & ANY_ACCESS)
  }

  /** From now on tells `cache` when translations become invalid. */
  addTranslationCache(cache: TranslationCache): void {
    this.#space.caches.add(cache)
  }

  removeTranslationCache(cache: TranslationCache): void {
    this.#space.caches.delete(cache)
  }

  /**
   * Holds the pages of [addr, addr + length) for a transfer that outlives the call. They are the program's pages for
   * as long as they are mapped, whatever forks come in between.
   * @returns EFAULT if not all could be had; what precedes the fault is pinned all the same, and must be released.
   */
  pin(addr: Addr, length: number, access: AccessType): { pinned: PinnedPages; err: Errno } {
    return pin(this.#space, addr, length, access)
  }

  /**
   * The page behind `addr`, with a reference for the caller; NO_PAGE if it cannot be read: one that is there can be, if
   * it may be written, whatever the protection says. What the program stores is seen there until its page is another one:
   * after fork, or if it was one of zeros (get_user_pages_fast, FOLL_GET).
   */
  hold(addr: Addr): number {
    return hold(this.#space, addr)
  }

  /** What the futex at `addr` is known by. @see futexKey in futex-key.ts */
  futexKey(addr: Addr, shared: boolean): FutexKey | Errno {
    return futexKey(this.#space, addr, shared)
  }

  /** True if there is a mapping at `addr`. */
  isMapped(addr: Addr): boolean {
    return this.#space.vmas.find(addr) !== undefined
  }

  /** True if [addr, addr + length) lies in the application's part, mapped or not (Linux access_ok). */
  checkRange(addr: Addr, length: number): boolean {
    return inRange(this.#space, addr, length)
  }

  /**
   * Copies in `count` iovecs at once, if all is as it mostly is. @returns bytes of all segments, or -1: then they are to be
   * looked at one by one. @see importIovecs in copy.ts
   */
  importIovecs(addr: Addr, count: number, into: IovecArray): number {
    return importIovecs(this.#space, addr, count, into)
  }

  /** The same for one, which nothing has to be written into; undefined: it is to be looked at. */
  importIovec(addr: Addr): AddrRangeSeq | undefined {
    return importIovec(this.#space, addr)
  }

  // IO.

  copyOut(addr: Addr, src: Uint8Array, opts: IOOpts = NORMAL_IO): Transfer {
    return copyOut(this.#space, addr, src, opts.ignorePermissions)
  }

  copyIn(addr: Addr, dst: Uint8Array, opts: IOOpts = NORMAL_IO): Transfer {
    return copyIn(this.#space, addr, dst, opts.ignorePermissions)
  }

  zeroOut(addr: Addr, length: number, opts: IOOpts = NORMAL_IO): Transfer {
    return zeroOut(this.#space, addr, length, opts.ignorePermissions)
  }

  copyOutFrom(dst: AddrRangeSeq, src: BlockReader, opts: IOOpts = NORMAL_IO): Transfer {
    return copyOutFrom(this.#space, dst, src, opts.ignorePermissions)
  }

  copyInTo(src: AddrRangeSeq, dst: BlockWriter, opts: IOOpts = NORMAL_IO): Transfer {
    return copyInTo(this.#space, src, dst, opts.ignorePermissions)
  }

  swapUint32(addr: Addr, value: number, opts: IOOpts = NORMAL_IO): Word {
    const at = this.#word(addr, WRITE, opts)
    if (at < 0) return { value: 0, err: EFAULT }
    const { words } = this.#space.file
    const old = words[at] >>> 0
    words[at] = value
    return { value: old, err: OK }
  }

  compareAndSwapUint32(addr: Addr, old: number, value: number, opts: IOOpts = NORMAL_IO): Word {
    const at = this.#word(addr, WRITE, opts)
    if (at < 0) return { value: 0, err: EFAULT }
    const { words } = this.#space.file
    const found = words[at] >>> 0
    if (found === old >>> 0) words[at] = value
    return { value: found, err: OK }
  }

  loadUint32(addr: Addr, opts: IOOpts = NORMAL_IO): Word {
    const at = this.#word(addr, READ, opts)
    return at < 0 ? { value: 0, err: EFAULT } : { value: this.#space.file.words[at] >>> 0, err: OK }
  }

  /** Index in the memory file's words of the word at `addr`, or -1 on a fault. */
  #word(addr: Addr, access: AccessType, opts: IOOpts): number {
    if (!inRange(this.#space, addr, 4)) return -1
    const page = resolve(this.#space, addr, access, opts.ignorePermissions)
    return page < 0 ? -1 : (page * PAGE_SIZE + (addr & (PAGE_SIZE - 1))) / 4
  }
}
