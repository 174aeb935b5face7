// MemoryManager: one program's address space, as the kernel uses it. It holds nothing but the AddressSpace; each verb
// lives in a file of its own. gVisor: pkg/sentry/mm.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { invariant, type MemoryFile, type MmapOpts, type PageTree } from '@jvisor/memmap'
import {
  type AccessType,
  type Addr,
  type AddrRangeSeq,
  type BlockReader,
  type BlockWriter,
  type IO,
  type IOOpts,
  NORMAL_IO,
  READ,
  type Transfer,
  type Word,
  WRITE,
} from '@jvisor/usermem'
import { AddressSpace } from './address-space.ts'
import { brk } from './brk.ts'
import { copyIn, copyInTo, copyOut, copyOutFrom, inRange, zeroOut } from './copy.ts'
import { type FaultKind, resolve } from './fault.ts'
import { DEFAULT_LAYOUT, type MmapLayout } from './layout.ts'
import { mmap, populate } from './mmap.ts'
import { mprotect } from './mprotect.ts'
import { munmap } from './munmap.ts'
import type { Vma } from './vma.ts'

export class MemoryManager implements IO {
  readonly #space: AddressSpace
  #users = 1

  /** An empty address space with one user. */
  constructor(file: MemoryFile, layout: MmapLayout = DEFAULT_LAYOUT) {
    this.#space = new AddressSpace(file, layout)
  }

  get layout(): MmapLayout {
    return this.#space.layout
  }

  /** Faults that found or made a page so far. */
  get faults(): number {
    return this.#space.faults
  }

  /** The mappings, lowest first; a view for /proc, strace and tests that must not be changed. */
  get vmas(): Iterable<Readonly<Vma>> {
    return this.#space.vmas
  }

  /**
   * The page table, indexed by virtual page number, for whoever translates by itself; it must not be changed, and an
   * entry is good until this address space is next used. Entries are described in address-space.ts.
   */
  get pageTable(): PageTree {
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
    munmap(this.#space, 0, this.#space.layout.maxAddr)
  }

  // The mmap family.

  /** mmap(2). @returns the address, or -errno. @see mmap in mmap.ts */
  mmap(opts: MmapOpts): number {
    return mmap(this.#space, opts)
  }

  /** munmap(2). */
  munmap(addr: Addr, length: number): Errno {
    return munmap(this.#space, addr, length)
  }

  /** mprotect(2). */
  mprotect(addr: Addr, length: number, perms: AccessType): Errno {
    return mprotect(this.#space, addr, length, perms)
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

  /** Faults in every page of [start, end) that can be. */
  populate(start: Addr, end: Addr): void {
    populate(this.#space, start, end)
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

  /** True if [addr, addr + length) lies in the application's part, mapped or not (Linux access_ok). */
  checkRange(addr: Addr, length: number): boolean {
    return inRange(this.#space, addr, length)
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
