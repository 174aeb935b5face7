// Translations: what the engine remembers of one address space, and forgets when mm says so.

import { PAGE_SIZE } from '@jvisor/abi'
import type { InvalidationReason, MemoryManager, TranslationCache } from '@jvisor/mm'
import { WRITE_PROTECTED } from '@jvisor/mm'
import type { CodePage } from './code-cache.ts'

/** Who has the hart's TLBs. */
export interface TlbOwner {
  /** Forgets data translations of [start, end), if they are of this address space. */
  flush(of: Translations, start: number, end: number): void
  /** Forgets where records are, if they are of this address space. */
  flushCode(of: Translations): void
}

export class Translations implements TranslationCache {
  readonly mm: MemoryManager
  #active = new Map<number, CodePage>()
  readonly #owner: TlbOwner
  #generation = 0

  constructor(mm: MemoryManager, owner: TlbOwner) {
    this.mm = mm
    this.#owner = owner
    mm.addTranslationCache(this)
  }

  /** Pages of code that are executed, by address / 4096. Those of another generation of the cache are forgotten. */
  activeOf(generation: number): Map<number, CodePage> {
    if (generation !== this.#generation) this.#active.clear()
    this.#generation = generation
    return this.#active
  }

  /** The address space is a copy of another, with the same code. */
  inherit(from: Translations): void {
    this.#active = new Map(from.#active)
    this.#generation = from.#generation
  }

  invalidate(start: number, end: number, reason: InvalidationReason): void {
    this.#owner.flush(this, start, end)
    // A page that is about to be copied for a write keeps its content until then, and then it is REPLACED.
    if (reason !== WRITE_PROTECTED && this.#active.size > 0)
      this.#deactivate(start / PAGE_SIZE, end / PAGE_SIZE)
  }

  /** Pages in [from, end), and the one before, since an instruction can reach into the next page. */
  #deactivate(from: number, end: number): void {
    const before = this.#active.size
    if (end - from < before) for (let i = from - 1; i < end; i++) this.#active.delete(i)
    else for (const i of this.#active.keys()) if (i >= from - 1 && i < end) this.#active.delete(i)
    if (this.#active.size < before) this.#owner.flushCode(this)
  }

  /** What is in the pages may be something else now: fence.i. */
  deactivateAll(): void {
    this.#active.clear()
    this.#owner.flushCode(this)
  }
}
