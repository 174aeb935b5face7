// Hart: the machine's one CPU. It executes the program of whichever task it is given, until something must be done that
// generated code does not do. There is one for each MemoryFile.

import { PAGE_SIZE } from '@jvisor/abi'
import { invariant, type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import { FAULT_MAPERR, FAULT_OOM, type FaultKind, type MemoryManager } from '@jvisor/mm'
import { type AccessType, type Addr, EXECUTE } from '@jvisor/usermem'
import { compile, createTable, instantiate } from '@jvisor/wasm'
import { CodeCache, type CodePage } from './code-cache.ts'
import { interpreterModule } from './interpreter.ts'
import * as at from './layout.ts'
import { HART_SIZE, type HartLayout, hartLayout, STATE_SIZE } from './layout.ts'
import { prebuiltInterpreter } from './prebuilt.ts'
import { RegionCompiler } from './region-compiler.ts'
import { Tlbs } from './tlbs.ts'
import { type TlbOwner, Translations } from './translations.ts'

/** Pages of code whose records are kept: of 16 KiB each, at most this part of the memory, and 64 MiB. */
const MAX_CODE_PAGES = 4096
const CODE_SHARE = 1 / 8
/** Instructions between two samples: what is executed in some tenths of a millisecond. */
const QUANTUM = 1 << 16

const modules = new Map<number, object>()
const places = new WeakMap<MemoryFile, number>()
const harts = new WeakMap<MemoryFile, Hart>()

/** What a task has of the hart when it does not run: the bytes of its state. */
export type HartState = Int32Array

/** The state of a program that has not begun. */
export function newHartState(): HartState {
  return new Int32Array(STATE_SIZE / 4)
}

export class Hart implements TlbOwner {
  readonly layout: HartLayout
  readonly #file: MemoryFile
  readonly #code: CodeCache
  readonly #run: () => number
  readonly compiler: RegionCompiler
  readonly #tlbs: Tlbs
  /** Instructions between two samples; tests make it small. */
  quantum = QUANTUM
  /** Fuel beyond what generated code is given at a time. */
  #slice = 0
  /** What the fuel was when it was set, and what was executed before. */
  #granted = 0
  #executed = 0
  readonly #known = new WeakMap<MemoryManager, Translations>()
  /** Whose state, and whose translations, it has. */
  #state: HartState | undefined
  #space: Translations | undefined
  /** What kind of fault the last one was. */
  faultKind: FaultKind = FAULT_MAPERR

  /**
   * Takes the place of the hart in a memory. In one that nobody has used it is the same place every time, for which there
   * may be an interpreter already (prebuilt.ts). @returns where it begins; undefined if there is no room for it
   */
  static reserve(file: MemoryFile): number | undefined {
    let base = places.get(file)
    if (base === undefined) {
      const first = file.reserve(HART_SIZE / PAGE_SIZE)
      if (first === NO_PAGE) return undefined
      base = first * PAGE_SIZE
      places.set(file, base)
    }
    return base
  }

  /** The hart of a memory; undefined if there is no room for it. */
  static of(file: MemoryFile): Hart | undefined {
    let hart = harts.get(file)
    if (hart === undefined) {
      const base = Hart.reserve(file)
      if (base === undefined) return undefined
      hart = new Hart(file, base)
      harts.set(file, hart)
    }
    return hart
  }

  private constructor(file: MemoryFile, base: number) {
    invariant(base % PAGE_SIZE === 0, 'a hart is page aligned')
    this.layout = hartLayout(base)
    this.#file = file
    const share = Math.floor((file.maxPages * PAGE_SIZE * CODE_SHARE) / at.CODE_PAGE_SIZE)
    this.#code = new CodeCache(file, Math.max(16, Math.min(MAX_CODE_PAGES, share)))
    let module = modules.get(base)
    if (module === undefined) {
      module = compile(prebuiltInterpreter(base) ?? interpreterModule(this.layout))
      modules.set(base, module)
    }
    const resolve = (lo: number, hi: number, access: number) => this.#resolve(lo, hi, access as AccessType)
    const table = createTable(256)
    const exports = instantiate<{ run(): number } & Record<string, unknown>>(module, {
      m: { memory: file.memory, table, resolve },
    })
    this.#run = exports.run
    this.compiler = new RegionCompiler({
      file,
      layout: this.layout,
      table,
      exports,
      pageAt: (index) => this.#activeAt(index),
    })
    this.#tlbs = new Tlbs(file, this.layout)
  }

  // State.

  /** Gives the hart to a program: its registers are in the layout's places from then on. */
  acquire(state: HartState, mm: MemoryManager): void {
    if (this.#state !== state) {
      this.release()
      this.#file.words.set(state, this.layout.REGS / 4)
      this.#state = state
    }
    const space = this.#translationsOf(mm)
    if (this.#space !== space) {
      this.#space = space
      this.#tlbs.clear()
    }
  }

  /** An address space that was copied just now has the code of the original; to find that anew takes 0.3 ms. */
  inherit(copy: MemoryManager, original: MemoryManager): void {
    this.#translationsOf(copy).inherit(this.#translationsOf(original))
  }

  /** Puts the registers back to whom they belong. A reservation does not outlive it. */
  release(): void {
    if (this.#state === undefined) return
    const words = this.layout.REGS / 4
    this.#state.set(this.#file.words.subarray(words, words + STATE_SIZE / 4))
    this.#state[(this.layout.RESERVED - this.layout.REGS) / 4] = 0
    this.#state = undefined
  }

  /** Whether it has this state. */
  has(state: HartState): boolean {
    return this.#state === state
  }

  #translationsOf(mm: MemoryManager): Translations {
    let translations = this.#known.get(mm)
    if (translations === undefined) {
      translations = new Translations(mm, this)
      this.#known.set(mm, translations)
    }
    return translations
  }

  // Running.

  /** Executes from PC on. @returns why it stopped, one of STOP_*. Precondition: {@link acquire} */
  run(): number {
    this.#storeRoot()
    for (;;) {
      const why = this.#run()
      if (why === at.STOP_CODE_MISS) {
        if (!this.#enterPage()) return at.STOP_FAULT
      } else if (why === at.STOP_UNDECODED) {
        if (!this.#decode()) return at.STOP_FAULT
      } else if (why === at.STOP_FENCE_I) {
        this.flushInstructions()
        this.pc += 4
      } else if (why === at.STOP_FUEL && this.#slice > 0) {
        this.#sample()
        this.fuel = this.#slice
      } else return why
    }
  }

  /** What fence.i does, for the address space that it has. */
  flushInstructions(): void {
    this.#space?.deactivateAll()
  }

  /** PC, a number: not exact if it is no address. */
  get pc(): number {
    return this.address(this.layout.PC)
  }

  set pc(value: number) {
    this.setLong(this.layout.PC, value)
  }

  /** Instructions that are left of the time slice; it ends at the next jump when there are none. */
  get fuel(): number {
    return this.#file.words[this.layout.FUEL / 4] + this.#slice
  }

  /** The way to the next sample goes on, whoever runs: or a program that makes many calls would never be sampled. */
  set fuel(value: number) {
    const { words } = this.#file
    const at = this.layout.FUEL / 4
    this.#executed += this.#granted - this.fuel
    this.#granted = value
    const now = Math.min(value, words[at] > 0 ? words[at] : this.quantum)
    this.#slice = value - now
    words[at] = now
  }

  /** Instructions executed so far, by all programs; one that faults counts. */
  get executed(): number {
    return this.#executed + this.#granted - this.fuel
  }

  /** Where the last access faulted; the upper half of the addresses is negative. */
  get faultAddress(): number {
    const at = this.layout.FAULT_ADDR / 4
    return this.#file.words[at + 1] * 2 ** 32 + (this.#file.words[at] >>> 0)
  }

  /** The 64 bits at a place of the layout, unsigned; rounded if they are beyond 2^53. */
  address(place: number): number {
    const { words } = this.#file
    return (words[place / 4 + 1] >>> 0) * 2 ** 32 + (words[place / 4] >>> 0)
  }

  /** Stores an integer of at most 53 bits, or a sum that is exact, as 64 bits. */
  setLong(place: number, value: number): void {
    const { words } = this.#file
    words[place / 4] = value
    words[place / 4 + 1] = Math.floor(value / 2 ** 32)
  }

  #storeRoot(): void {
    const { words } = this.#file
    const { ROOT, HEIGHT, OWNED } = this.layout
    const table = this.#mm.pageTable
    words[ROOT / 4] = table.root
    words[HEIGHT / 4] = table.height
    words[OWNED / 4] = table.isAlone ? 1 : 0
  }

  get #mm(): MemoryManager {
    const space = this.#space
    invariant(space !== undefined, 'a hart that runs has an address space')
    return space.mm
  }

  /** Called by generated code: an entry of the page table that allows the access, or 0 and {@link faultKind}. */
  #resolve(lo: number, hi: number, access: AccessType): number {
    const found = this.#translate(lo, hi, access)
    this.#storeRoot()
    return found
  }

  #translate(lo: number, hi: number, access: AccessType): number {
    this.faultKind = FAULT_MAPERR
    if (hi < 0 || hi >= 0x10000) return 0
    const found = this.#mm.translate((hi * 2 ** 32 + (lo >>> 0)) as Addr, access)
    if (found >= 0) return found | 0
    this.faultKind = -found as FaultKind
    return 0
  }

  /** Where the program is after so many instructions is where it often is. */
  #sample(): void {
    if (this.compiler.isFull) {
      this.#forgetCode()
      return
    }
    const missed = this.address(this.layout.MISSED)
    this.setLong(this.layout.MISSED, 0)
    const missedIn = this.#activeAt(Math.floor(missed / PAGE_SIZE))
    if (missedIn !== undefined) this.compiler.missed(missedIn, missed % PAGE_SIZE)
    const { pc } = this
    const code = this.#activeAt(Math.floor(pc / PAGE_SIZE))
    if (code !== undefined) this.compiler.sample(code, pc % PAGE_SIZE)
  }

  // Code.

  /** The physical page of an address that is to be executed; -1, and where and why it faulted. */
  #executable(address: number): number {
    const found = this.#translate(address, Math.floor(address / 2 ** 32) | 0, EXECUTE)
    if (found !== 0) return found >>> 12
    this.setLong(this.layout.FAULT_ADDR, address)
    return -1
  }

  /** The pages of code of the address space that are active, as long as the cache has their records. */
  get #active(): Map<number, CodePage> {
    const space = this.#space
    invariant(space !== undefined, 'a hart that runs has an address space')
    return space.activeOf(this.#code.generation)
  }

  /** Other address spaces, which have other pages there, may have taken its records. */
  #activeAt(index: number): CodePage | undefined {
    const code = this.#active.get(index)
    return code === undefined || code.isGone ? undefined : code
  }

  #enterPage(): boolean {
    const { pc } = this
    const index = Math.floor(pc / PAGE_SIZE)
    const code = this.#activeAt(index) ?? this.#activate(index)
    if (code === undefined) {
      this.setLong(this.layout.FAULT_ADDR, pc)
      return false
    }
    this.#tlbs.enter(index, code)
    return true
  }

  #activate(index: number): CodePage | undefined {
    const page = this.#executable(index * PAGE_SIZE)
    if (page < 0) return undefined
    const nextPage = this.#nextPage(index)
    let code = this.#code.find(index, page, nextPage)
    if (code === undefined) {
      this.#forgetCode()
      code = this.#code.find(index, page, nextPage)
    }
    if (code !== undefined) this.#active.set(index, code)
    else this.faultKind = FAULT_OOM
    return code
  }

  #forgetCode(): void {
    this.#code.clear()
    this.compiler.clear()
    this.#tlbs.clearCode()
  }

  /** Reads the first 16 bits of the page after `index`. */
  #nextPage(index: number): () => number {
    return () => {
      const page = this.#executable((index + 1) * PAGE_SIZE)
      return page < 0 ? -1 : this.#file.words[page << 10] & 0xffff
    }
  }

  #decode(): boolean {
    const { pc } = this
    const index = Math.floor(pc / PAGE_SIZE)
    const code = this.#activeAt(index)
    const page = this.#executable(index * PAGE_SIZE)
    if (code === undefined || page < 0) return false
    const result = this.#code.decodeAt(code, page, pc % PAGE_SIZE)
    if (result === 'decoded') return true
    // The page has changed; or the next one could not be executed when it was entered. If it can be now, the records are others.
    if (result === 'beyond' && this.#nextPage(index)() < 0) return false
    this.#active.delete(index)
    this.#tlbs.clearCode()
    return true
  }

  // TlbOwner.

  flush(of: Translations, start: number, end: number): void {
    if (of === this.#space) this.#tlbs.forget(start, end)
  }

  flushCode(of: Translations): void {
    if (of === this.#space) this.#tlbs.clearCode()
  }
}
