// A platform's memory of translations, which forgets what it is told to and can be asked whether that was enough.

import { OK } from '@jvisor/abi'
import { type AccessType, type Addr, ANY_ACCESS, WRITE } from '@jvisor/usermem'
import { expect } from 'vitest'
import { PAGE } from './fixtures.testing.ts'
import type { MemoryManager } from './memory-manager.ts'
import { type InvalidationReason, type TranslationCache, WRITE_PROTECTED } from './translation-cache.ts'

export class TestTlb implements TranslationCache {
  readonly #entries = new Map<number, number>()

  /** A load or a store: through what is remembered, else through a fault. @returns OK, or the kind of fault. */
  access(mm: MemoryManager, where: Addr, access: AccessType): number {
    const page = Math.floor(where / PAGE)
    if (((this.#entries.get(page) ?? 0) & access) === access) return OK
    const translation = mm.translate(where, access)
    if (translation < 0) return translation
    expect(translation & access, 'a translation allows what it was asked for').toBe(access)
    this.#entries.set(page, translation)
    return OK
  }

  invalidate(start: number, end: number, reason: InvalidationReason): void {
    for (const [page, entry] of this.#entries) {
      if (page * PAGE < start || page * PAGE >= end) continue
      if (reason === WRITE_PROTECTED) this.#entries.set(page, entry - (entry & WRITE))
      else this.#entries.delete(page)
    }
  }

  /** Every translation that is remembered is one that the page table would give now. */
  expectFresh(mm: MemoryManager): void {
    for (const [page, entry] of this.#entries) {
      const now = mm.pageTable.effective(page)
      expect(now >>> 12, `page ${page} is where it was`).toBe(Math.floor(entry / PAGE))
      expect(now & entry & ANY_ACCESS, `page ${page} allows what it did`).toBe(entry & ANY_ACCESS)
    }
  }
}
