// RegionCompiler: which parts of programs are translated, and when; their functions, in a table that the interpreter
// calls through.
//
// The interpreter stops after some thousand jumps, and where it does is a sample of where the time goes. A place that is
// found often enough is translated: compiling costs as much as interpreting some thousand times. Several regions go
// into one module, since a module costs as much as many functions.

import { PAGE_SIZE } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { compile, instantiate, ModuleBuilder, type WasmTable } from '@jvisor/wasm'
import { type CodePage, decodedBits } from './code-cache.ts'
import { CODE_TO_RECORD_SHIFT, ENTRY_BITS, type HartLayout } from './layout.ts'
import { NOTATION_CONSTANTS, notation } from './notation-functions.ts'
import { COMPILED } from './operations.ts'
import { findRegion, pageOf, type Region, startOf } from './region.ts'
import { RegionTranslator } from './translator.ts'

/** Samples of a page until what they hit is translated. */
const HOT = 3
/** Samples after which a place where translated code had gone on is translated. */
const MISSED = 4
/** Regions that wait at most, and samples that they wait at most. */
const BATCH = 16
const PATIENCE = 64
/** Functions until everything is forgotten. */
const MAX_FUNCTIONS = 1 << 14

/** A region that waits for its module. */
interface Pending {
  readonly code: CodePage
  readonly region: Region
  /** The pages that it was found in, by how far they are from its own. */
  readonly pages: ReadonlyMap<number, CodePage>
}

export interface CompilerOpts {
  readonly file: MemoryFile
  readonly layout: HartLayout
  readonly table: WasmTable
  /** What the interpreter's module exports: the functions of the notation, and `fault`. */
  readonly exports: Readonly<Record<string, unknown>>
  /** The page of code at an address / 4096 of the program that runs, if it is known. */
  readonly pageAt: (index: number) => CodePage | undefined
}

export class RegionCompiler {
  readonly #opts: CompilerOpts
  /** Samples of each page. */
  readonly #samples = new WeakMap<CodePage, number>()
  /** How often each place of a page was missed. */
  readonly #missed = new WeakMap<CodePage, Map<number, number>>()
  #pending: Pending[] = []
  #waiting = 0
  #functions = 0
  // For tests, which do not want to wait.
  hot = HOT
  patience = PATIENCE

  constructor(opts: CompilerOpts) {
    this.#opts = opts
  }

  /** Functions there are. */
  get functions(): number {
    return this.#functions
  }

  /** There are too many functions, of which many may be forgotten: the code cache is to be cleared. */
  get isFull(): boolean {
    return this.#functions + BATCH > MAX_FUNCTIONS
  }

  /** No page of before is used any more. */
  clear(): void {
    this.#pending = []
    this.#functions = 0
  }

  /** The interpreter was at this offset of a page when a number of jumps were over. */
  sample(code: CodePage, offset: number): void {
    if (!this.#covers(code, offset)) {
      const samples = (this.#samples.get(code) ?? 0) + 1
      this.#samples.set(code, samples)
      if (samples >= this.hot) this.#add(code, offset)
    }
    if (this.#pending.length === 0) return
    this.#waiting++
    if (this.#pending.length >= BATCH || this.#waiting >= this.patience) this.#compile()
  }

  /**
   * Between two samples translated code went on here last where it had to be interpreted. Samples do not find such a place
   * if it soon comes to translated code again: they are taken at the next jump, which is there.
   */
  missed(code: CodePage, offset: number): void {
    if (this.#covers(code, offset)) return
    const places = this.#missed.get(code) ?? new Map<number, number>()
    this.#missed.set(code, places)
    const times = (places.get(offset) ?? 0) + 1
    places.set(offset, times)
    // Once: it may be nothing that is translated, a system call.
    if (times === MISSED) this.#add(code, offset)
  }

  #record(code: CodePage, offset: number): number {
    return code.records + (offset << CODE_TO_RECORD_SHIFT)
  }

  /** It was translated already, or will be. */
  #covers(code: CodePage, offset: number): boolean {
    if (this.#opts.file.bytes[this.#record(code, offset)] === COMPILED) return true
    return this.#pending.some(
      ({ code: other, region: { blocks, entries } }) =>
        other === code && entries.some((block) => startOf(blocks[block]) === offset),
    )
  }

  #add(code: CodePage, offset: number): void {
    const { file, pageAt } = this.#opts
    const pages = new Map([[0, code]])
    const bits = (at: number) => {
      const page = pageOf(at)
      const other = pages.get(page) ?? pageAt(code.index + page)
      if (other === undefined) return undefined
      pages.set(page, other)
      return decodedBits(file, other, at - page * PAGE_SIZE)
    }
    const region = findRegion({ bits }, offset)
    if (region !== undefined) this.#pending.push({ code, region, pages })
  }

  #compile(): void {
    const { layout, file, table, exports } = this.#opts
    const pending = this.#pending.filter(({ code }) => !code.isGone)
    this.#pending = []
    this.#waiting = 0
    if (pending.length === 0) return
    const first = this.#functions
    this.#functions += pending.length
    const module = importing(layout)
    const names = pending.map((each, i) => nameOf(each, first + i))
    const setters = names.map((name) => module.declare(name, ['i32'], 'i64', true))
    pending.forEach(({ code, region, pages }, i) => {
      const version = (page: number) => pages.get(page)?.version ?? 0
      const place = { page: code.index * PAGE_SIZE, records: code.records, func: first + i, version }
      setters[i](new RegionTranslator(module, layout, region, place).emit())
    })
    const imports = { m: { ...exports, memory: file.memory, table } }
    const functions = instantiate<Record<string, object>>(compile(module.build()), imports)
    if (table.length < this.#functions) table.grow(Math.max(256, table.length))
    pending.forEach(({ code, region }, i) => {
      table.set(first + i, functions[names[i]])
      this.#install(code, region, first + i)
    })
  }

  /** From now on the interpreter finds the function where it can be entered. */
  #install(code: CodePage, { blocks, entries }: Region, func: number): void {
    const { words } = this.#opts.file
    entries.forEach((block, entry) => {
      const at = this.#record(code, startOf(blocks[block])) / 4
      words[at] = COMPILED
      words[at + 1] = (func << ENTRY_BITS) | entry
    })
  }
}

/** What profilers show: where in the program a region begins. `func` keeps apart what begins at one address. */
function nameOf({ code, region: { blocks } }: Pending, func: number): string {
  return `0x${(code.index * PAGE_SIZE + startOf(blocks[0])).toString(16)} #${func}`
}

/** A module that can call what the interpreter's has. */
function importing(layout: HartLayout): ModuleBuilder {
  const module = new ModuleBuilder({ ...layout, ...NOTATION_CONSTANTS })
  const { functions, inline } = notation()
  for (const { name, params, result } of functions) module.import(name, params, result)
  for (const each of inline) module.inline(each)
  module.importGlobal('fault', 'i32')
  return module
}
