// MemoryFile: the machine's memory, in pages. Every page of every program, tmpfs file and pipe lives here, and so do
// the nodes of the page trees. gVisor: pkg/sentry/pgalloc (a memfd there; one linear buffer here).
//
// How to use it: allocate() gives a zeroed page with one reference; incRef for every further holder; decRef gives it
// back when the last one lets go. Nobody keeps `bytes` or `words` across a call that can allocate: growing replaces
// them.

import { PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import type { IovecArray, Memory } from '@jvisor/usermem'
import type { WasmMemory } from '@jvisor/wasm'
import { invariant } from './invariant.ts'
import { SCRATCH_PAGES, Vectors } from './vectors.ts'
import { createWasmMemory, type MemoryOps, memoryOps, WASM_PAGE_SIZE } from './wasm.ts'

/** Returned by allocation when the maximum is reached. */
export const NO_PAGE = -1
/** The page that is all zeros for ever, mapped wherever untouched memory is only read. It is never freed. */
export const ZERO_PAGE = 0

const DEFAULT_INITIAL = 16 << 20
const MAX_STEP = 256 << 20
/** Page numbers have 20 bits. */
const LARGEST = 2 ** 32
/** Taken from the reference count of a free page that is zeros already. */
const ZEROED = 1 << 22
/**
 * So many free pages, neighbours, are zeroed at a time if they can be: one fill of 16 KiB takes 30 % less than four of
 * 4 KiB where memory is cold (64 MiB: 8.7 ms against 12.3, one fill of all 7.3), and little enough for who needs one.
 */
const ZERO_AT_ONCE = 4

export interface MemoryFileOpts {
  /** Most bytes of guest memory, from 64 KiB to 4 GiB; rounded down to 64 KiB. Default 1 GiB. */
  readonly maxBytes?: number
  /** Bytes to reserve at once; default 16 MiB. Reserved memory costs address space until it is touched. */
  readonly initialBytes?: number
}

export class MemoryFile implements Memory {
  /** All guest memory, as bytes. Replaced when the memory grows. */
  bytes: Uint8Array
  /** All guest memory, as 32-bit words: page p begins at word p << 10. Replaced when the memory grows. */
  words: Int32Array
  /** Most pages there can be, the zero page included. */
  readonly maxPages: number
  /** What generated code imports. */
  readonly memory: WasmMemory
  readonly #ops: MemoryOps

  // Per page: the reference count, or, on the free list, -2 - next (-1 ends the list), less ZEROED if it is.
  #refs: Int32Array
  #owner: Int32Array
  #freeHead = NO_PAGE
  /** Pages at and above this have never been used, so are still zero. */
  #unused = 1
  #inUse = 1
  #reserved = 0
  /** Pages in the buffer, those of the scratch memory included. */
  #capacity: number
  /** Pages from here on cannot be used yet. */
  #end: number
  /** The first page of the scratch memory: undefined until it is first asked for, -1 if there can be none. */
  #scratch: number | undefined
  #vectors: Vectors | undefined
  /**
   * From so many ranges on a transfer is by generated code ({@link vectors}), if it can be: with fewer the call costs more
   * than it saves. Infinity: never.
   */
  vectorsFrom = 4

  constructor(opts: MemoryFileOpts = {}) {
    const maxBytes = opts.maxBytes ?? 1 << 30
    invariant(maxBytes >= WASM_PAGE_SIZE && maxBytes <= LARGEST, `memory of 64 KiB to 4 GiB, not ${maxBytes}`)
    const max = Math.floor(maxBytes / WASM_PAGE_SIZE) * WASM_PAGE_SIZE
    const wanted = Math.max(WASM_PAGE_SIZE, opts.initialBytes ?? DEFAULT_INITIAL)
    const initial = Math.min(max, Math.ceil(wanted / WASM_PAGE_SIZE) * WASM_PAGE_SIZE)
    this.maxPages = max / PAGE_SIZE
    this.memory = createWasmMemory(initial, Math.min(LARGEST, max + SCRATCH_PAGES * PAGE_SIZE))
    this.#ops = memoryOps(this.memory)
    if (max === LARGEST) this.vectorsFrom = Infinity // there is no room beside the pages
    this.#capacity = initial / PAGE_SIZE
    this.#end = this.#capacity
    this.bytes = new Uint8Array(this.memory.buffer)
    this.words = new Int32Array(this.memory.buffer)
    this.#refs = new Int32Array(this.#capacity)
    this.#owner = new Int32Array(this.#capacity)
    this.#refs[ZERO_PAGE] = 1
  }

  /** Pages that are in use, the zero page included. */
  get pagesInUse(): number {
    return this.#inUse
  }

  /** Of those, what the machine itself has for good. @see reserve */
  get reservedPages(): number {
    return this.#reserved
  }

  /** The most that were in use at the same time: one that was used before is taken first. */
  get peakPages(): number {
    return this.#unused > this.#scratchPage ? this.#unused - SCRATCH_PAGES : this.#unused
  }

  /**
   * What moves `pieces` pieces by generated code, made when it is first needed; undefined if they are too few, or where none
   * can be generated: then it is done in TypeScript. It takes a little memory beside the pages.
   */
  vectors(pieces: number): Vectors | undefined {
    if (pieces < this.vectorsFrom) return undefined
    if (this.#scratch === undefined) this.#makeVectors()
    return this.#vectors
  }

  /** Iovecs are written without them. @see Vectors.forget */
  forgetIovecs(iovecs: IovecArray): void {
    this.#vectors?.forget(iovecs)
  }

  /** The same, for whoever was handed blocks by it. */
  get lists(): Vectors | undefined {
    return this.#vectors
  }

  #makeVectors(): void {
    this.#scratch = -1
    const first = this.#capacity
    try {
      this.memory.grow((SCRATCH_PAGES * PAGE_SIZE) / WASM_PAGE_SIZE)
      this.#grown(SCRATCH_PAGES)
      this.#scratch = first
      this.#vectors = new Vectors(this, first * PAGE_SIZE)
    } catch {
      // The host has no more memory, or does not let code be generated.
    }
  }

  /** Where the scratch memory is; beyond all pages if there is none. */
  get #scratchPage(): number {
    return this.#scratch === undefined || this.#scratch < 0 ? Infinity : this.#scratch
  }

  /** A page of zeros with one reference and an owner's word of 0, or {@link NO_PAGE} if there is no more memory. */
  allocate(): number {
    const isDirty = this.#freeHead !== NO_PAGE && this.#refs[this.#freeHead] > -ZEROED
    const page = this.allocateDirty()
    if (isDirty) this.#zeroAround(page)
    return page
  }

  /** Zeroes a page, and free ones beside it, which probably are the next to go. */
  #zeroAround(page: number): void {
    const refs = this.#refs
    const lowest = page - (page % ZERO_AT_ONCE)
    let first = page
    let end = page + 1
    while (first > lowest && isFreeAndDirty(refs[first - 1])) refs[--first] -= ZEROED
    while (end < lowest + ZERO_AT_ONCE && isFreeAndDirty(refs[end])) refs[end++] -= ZEROED
    this.#ops.fill(first << PAGE_SHIFT, 0, (end - first) << PAGE_SHIFT)
  }

  /** As {@link allocate}, but what is in the page is undefined: for a caller who writes all of it. */
  allocateDirty(): number {
    let page = this.#freeHead
    if (page !== NO_PAGE) {
      const link = this.#refs[page]
      this.#freeHead = -2 - (link > -ZEROED ? link : link + ZEROED)
    } else {
      if (this.#unused === this.#end && !this.#grow()) return NO_PAGE
      page = this.#unused++
    }
    this.#refs[page] = 1
    this.#owner[page] = 0
    this.#inUse++
    return page
  }

  /**
   * As {@link allocate}, `count` pages that follow each other, of which nobody has had one before: for what lies in the
   * memory for as long as there is a machine.
   * @returns the first, or {@link NO_PAGE}
   */
  reserve(count: number): number {
    while (this.#unused + count > this.#end) if (!this.#grow()) return NO_PAGE
    const first = this.#unused
    this.#unused += count
    this.#refs.fill(1, first, this.#unused)
    this.#inUse += count
    this.#reserved += count
    return first
  }

  /** One more holder of a page that has one. */
  incRef(page: number): void {
    invariant(this.#refs[page] > 0, 'a page that is shared is in use')
    this.#refs[page]++
  }

  /** One holder less; the last one frees the page. */
  decRef(page: number): void {
    if (--this.#refs[page] > 0) return
    invariant(this.#refs[page] === 0 && page !== ZERO_PAGE, 'a page is freed once')
    this.#refs[page] = -2 - this.#freeHead
    this.#freeHead = page
    this.#inUse--
  }

  /** Number of holders of a page; 0 if it is free. */
  refs(page: number): number {
    return Math.max(0, this.#refs[page])
  }

  /** A word that the allocator keeps with each page, for whoever owns the page to use. */
  owner(page: number): number {
    return this.#owner[page]
  }

  /** Sets the owner's word of a page. */
  setOwner(page: number, value: number): void {
    this.#owner[page] = value
  }

  copyWithin(to: number, from: number, length: number): void {
    this.#ops.copy(to, from, length)
  }

  /** Sets `length` bytes at `offset` to zero. */
  zero(offset: number, length: number): void {
    this.#ops.fill(offset, 0, length)
  }

  #grow(): boolean {
    const pages = this.#scratchPage < this.#capacity ? this.#capacity - SCRATCH_PAGES : this.#capacity
    if (pages >= this.maxPages) return false
    const step = Math.min(pages, MAX_STEP / PAGE_SIZE, this.maxPages - pages)
    try {
      this.memory.grow((step * PAGE_SIZE) / WASM_PAGE_SIZE)
    } catch {
      return false // the host has no more to give: to the guest that is the same as the maximum
    }
    if (this.#end === this.#scratchPage) this.#passScratch()
    this.#grown(step)
    this.#end = this.#capacity
    return true
  }

  /** Pages go on behind the scratch memory. Those before it that were never used are free, as if they had been. */
  #passScratch(): void {
    for (let page = this.#end - 1; page >= this.#unused; page--) {
      this.#refs[page] = -2 - this.#freeHead - ZEROED
      this.#freeHead = page
    }
    this.#unused = this.#end + SCRATCH_PAGES
  }

  /** The memory has so many more pages than before. */
  #grown(step: number): void {
    this.#capacity += step
    this.bytes = new Uint8Array(this.memory.buffer)
    this.words = new Int32Array(this.memory.buffer)
    this.#vectors?.rebase()
    const refs = new Int32Array(this.#capacity)
    refs.set(this.#refs)
    this.#refs = refs
    const owner = new Int32Array(this.#capacity)
    owner.set(this.#owner)
    this.#owner = owner
  }
}

function isFreeAndDirty(refs: number): boolean {
  return refs < 0 && refs > -ZEROED
}
