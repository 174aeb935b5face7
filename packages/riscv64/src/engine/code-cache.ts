// CodeCache: the records of pages of code, which the interpreter executes instead of instructions.
//
// A page's records are known by where it is mapped and by what is in it, and in the first 16 bits after it if an
// instruction may reach there: tasks that execute the same program share
// them, and a program that is executed again finds them. An address space says which of its pages are active; that is
// forgotten when its mappings change, and at fence.i, and found again by comparing 4 KiB.

import { PAGE_SIZE } from '@jvisor/abi'
import { type MemoryFile, NO_PAGE } from '@jvisor/memmap'
import { decode, INSTRUCTIONS, lengthOf } from '../isa/decode.ts'
import { CODE_PAGE_SIZE, CODE_TO_RECORD_SHIFT, PAGE_RECORDS, RECORD_SHIFT } from './layout.ts'
import { NEXT_PAGE, UNDECODED } from './operations.ts'
import { isLast, writeRecord } from './records.ts'

const WORDS = PAGE_SIZE / 4
const HALF_WORDS = PAGE_SIZE / 2
/** Pages of code whose records are reserved at once. */
const CHUNK = 64
/** Versions of what is mapped at one address that are remembered. */
const VERSIONS = 4

/** The records of one page of code. */
export interface CodePage {
  /** Address of the page divided by 4096. */
  readonly index: number
  /** Where the records are. */
  readonly records: number
  /** No other page has the same number. */
  readonly version: number
  /** What is in the page. */
  readonly words: Int32Array
  /** The first 16 bits of the next page, if an instruction may reach there; -1 if none does, or they cannot be executed. */
  readonly tail: number
  /** The records are another page's now: whoever still has this one must find it again. */
  isGone: boolean
}

/** Reads the instruction at a byte of the page's successor: 16 bits; -1 if it cannot be executed. */
export type NextPage = () => number

export class CodeCache {
  readonly #file: MemoryFile
  readonly #maxPages: number
  readonly #chunks: number[] = []
  readonly #pages = new Map<number, CodePage[]>()
  #used = 0
  #versions = 0
  /** How often everything was forgotten. */
  generation = 0

  /** `maxPages`: pages of code that are kept; with one more all are forgotten. */
  constructor(file: MemoryFile, maxPages: number) {
    this.#file = file
    this.#maxPages = maxPages
  }

  /** The page of these words that is mapped at `index`; undefined if there is no room. @see isFull */
  find(index: number, page: number, nextPage: NextPage): CodePage | undefined {
    const last = this.#file.words[(page + 1) * WORDS - 1] >>> 16
    // It may fault a page in, so nothing is held of the memory before.
    const tail = lengthOf(last) === 4 ? nextPage() : -1
    const words = this.#file.words.subarray(page * WORDS, (page + 1) * WORDS)
    const versions = this.#pages.get(index) ?? []
    for (const version of versions)
      if (version.tail === tail && sameWords(version.words, words)) return version
    return this.#add(index, words.slice(), tail, versions)
  }

  #add(index: number, words: Int32Array, tail: number, versions: CodePage[]): CodePage | undefined {
    const oldest = versions.length === VERSIONS ? versions.shift() : undefined
    if (oldest !== undefined) oldest.isGone = true
    const records = oldest?.records ?? this.#allocate()
    if (records < 0) return undefined
    this.#file.zero(records, CODE_PAGE_SIZE)
    const { bytes } = this.#file
    for (let i = HALF_WORDS; i < PAGE_RECORDS; i++) bytes[records + (i << RECORD_SHIFT)] = NEXT_PAGE
    const added: CodePage = { index, records, version: ++this.#versions, words, tail, isGone: false }
    versions.push(added)
    this.#pages.set(index, versions)
    return added
  }

  /** Forgets everything: nobody may have a page any more. */
  clear(): void {
    this.#pages.clear()
    this.#used = 0
    this.generation++
  }

  #allocate(): number {
    if (this.#used >= this.#maxPages) return -1
    const chunk = Math.floor(this.#used / CHUNK)
    if (chunk === this.#chunks.length) {
      const first = this.#file.reserve(Math.ceil((CHUNK * CODE_PAGE_SIZE) / PAGE_SIZE))
      if (first === NO_PAGE) return -1
      this.#chunks.push(first * PAGE_SIZE)
    }
    return this.#chunks[chunk] + (this.#used++ % CHUNK) * CODE_PAGE_SIZE
  }

  /**
   * Decodes from `offset` of the page on, as far as the flow of control surely goes.
   * @returns false if the first instruction lies partly in the next page, and not in what the records are known by
   */
  decodeAt(code: CodePage, page: number, offset: number): boolean {
    const { bytes } = this.#file
    const start = page * PAGE_SIZE
    const halves = new Uint16Array(code.words.buffer)
    for (let at = offset; at < PAGE_SIZE; ) {
      const record = code.records + (at << (RECORD_SHIFT - 1))
      if (bytes[record] !== UNDECODED) break
      let bits = bytes[start + at] | (bytes[start + at + 1] << 8)
      const length = lengthOf(bits)
      if (length === 4) {
        const inPage = at + 2 < PAGE_SIZE
        const upper = inPage ? bytes[start + at + 2] | (bytes[start + at + 3] << 8) : code.tail
        if (upper < 0) return at > offset
        bits |= upper << 16
      }
      halves[at / 2] = bits
      if (length === 4 && at + 2 < PAGE_SIZE) halves[at / 2 + 1] = bits >>> 16
      const decoded = decode(bits)
      writeRecord(bytes, record, decoded, at)
      if (isLast(decoded.index < 0 ? undefined : INSTRUCTIONS[decoded.index])) break
      at += length
    }
    return true
  }
}

/** The bits of the instruction at `offset` of a page, as it was decoded; undefined if it was not. */
export function decodedBits({ bytes }: MemoryFile, code: CodePage, offset: number): number | undefined {
  if (bytes[code.records + (offset << CODE_TO_RECORD_SHIFT)] === UNDECODED) return undefined
  const halves = new Uint16Array(code.words.buffer)
  const bits = halves[offset / 2]
  if (lengthOf(bits) === 2) return bits
  const upper = offset + 2 < PAGE_SIZE ? halves[offset / 2 + 1] : code.tail
  return upper < 0 ? undefined : bits | (upper << 16)
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < WORDS; i++) if (a[i] !== b[i]) return false
  return true
}
