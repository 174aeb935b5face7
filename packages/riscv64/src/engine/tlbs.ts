// Tlbs: the caches in which generated code finds pages, as far as the sentry has a hand in them. The one for data is filled
// by generated code (translate in memory-functions.ts), which notes what it fills: emptying all of them costs more than
// most turns of a program have filled.

import { PAGE_SIZE } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import type { CodePage } from './code-cache.ts'
import {
  CODE_TLB_SLOT_SHIFT,
  CODE_TLB_SLOTS,
  type HartLayout,
  NOTED_SLOTS,
  TLB_SLOT_SHIFT,
  TLB_SLOTS,
} from './layout.ts'

/** Words that make a slot empty: of data both tags; of code all, since translated code looks at the version alone. */
const EMPTY_WORDS = 4

export class Tlbs {
  readonly #file: MemoryFile
  readonly #layout: HartLayout
  /** Slots of the code TLB that were filled, as indices of words; too many to be all, if there are more than slots. */
  readonly #code: number[] = []

  constructor(file: MemoryFile, layout: HartLayout) {
    this.#file = file
    this.#layout = layout
    this.#empty(layout.TLB, TLB_SLOTS << TLB_SLOT_SHIFT)
    this.#empty(layout.CODE_TLB, CODE_TLB_SLOTS << CODE_TLB_SLOT_SHIFT)
  }

  #empty(at: number, bytes: number): void {
    this.#file.words.fill(-1, at / 4, (at + bytes) / 4)
  }

  clear(): void {
    const { NOTED, NOTES, TLB } = this.#layout
    const { words } = this.#file
    const noted = words[NOTED / 4]
    words[NOTED / 4] = 0
    if (noted > NOTED_SLOTS) this.#empty(TLB, TLB_SLOTS << TLB_SLOT_SHIFT)
    else for (let i = 0; i < noted; i++) empty(words, words[NOTES / 4 + i] / 4)
    this.clearCode()
  }

  clearCode(): void {
    const { words } = this.#file
    if (this.#code.length > CODE_TLB_SLOTS)
      this.#empty(this.#layout.CODE_TLB, CODE_TLB_SLOTS << CODE_TLB_SLOT_SHIFT)
    else for (const slot of this.#code) empty(words, slot)
    this.#code.length = 0
  }

  /** Forgets where data in [start, end) is; whole pages. */
  forget(start: number, end: number): void {
    const { TLB } = this.#layout
    const { words } = this.#file
    const first = start / PAGE_SIZE
    const count = Math.min(end / PAGE_SIZE - first, TLB_SLOTS)
    for (let i = 0; i < count; i++) {
      empty(words, (TLB + (((first + i) % TLB_SLOTS) << TLB_SLOT_SHIFT)) / 4)
    }
  }

  /** A page of code is at this address / 4096 from now on. */
  enter(index: number, { records, version }: CodePage): void {
    const { words } = this.#file
    const slot = (this.#layout.CODE_TLB + ((index % CODE_TLB_SLOTS) << CODE_TLB_SLOT_SHIFT)) / 4
    const address = index * PAGE_SIZE
    words[slot] = address | 0
    words[slot + 1] = (address / 2 ** 32) | 0
    words[slot + 2] = records
    words[slot + 3] = version
    if (this.#code.length <= CODE_TLB_SLOTS) this.#code.push(slot)
  }
}

function empty(words: Int32Array, slot: number): void {
  for (let i = 0; i < EMPTY_WORDS; i++) words[slot + i] = -1
}
