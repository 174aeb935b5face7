// CodeCache: the records of pages of code, which the interpreter executes instead of instructions.
//
// A page's records are known by where it is mapped and by what is in it, and in the first 16 bits after it if an
// instruction may reach there: tasks that execute the same program share
// them, and a program that is executed again finds them. Records are made of the content by which they are known, whatever
// the page has become since: of what has changed others are found. An address space says which of its pages are active; that is
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
  /** What was in the page when it was found, and is what it is known by. */
  readonly words: Int32Array
  readonly halves: Uint16Array
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
    const halves = new Uint16Array(words.buffer)
    const added = { index, records, version: ++this.#versions, words, halves, tail, isGone: false }
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
   * Decodes from `offset` of the page on, as far as the flow of control surely goes and the page is as it was when it was
   * found.
   * @returns why not even the first instruction was decoded
   */
  decodeAt(code: CodePage, page: number, offset: number): 'decoded' | 'changed' | 'beyond' {
    const { bytes } = this.#file
    const now = new Uint16Array(bytes.buffer, page * PAGE_SIZE, HALF_WORDS)
    const { halves } = code
    for (let at = offset; at < PAGE_SIZE; ) {
      const record = code.records + (at << CODE_TO_RECORD_SHIFT)
      if (bytes[record] !== UNDECODED) break
      const half = at / 2
      const isAsItWas =
        now[half] === halves[half] && (half + 1 === HALF_WORDS || now[half + 1] === halves[half + 1])
      const bits = bitsAt(code, at)
      if (!isAsItWas || bits === undefined) return at > offset ? 'decoded' : isAsItWas ? 'beyond' : 'changed'
      const decoded = decode(bits)
      writeRecord(bytes, record, decoded, at)
      if (isLast(decoded.index < 0 ? undefined : INSTRUCTIONS[decoded.index])) break
      at += decoded.length
    }
    return 'decoded'
  }
}

/** The bits of the instruction at `offset` of a page; undefined if it lies partly in the next, which cannot be executed. */
function bitsAt({ halves, tail }: CodePage, offset: number): number | undefined {
  const bits = halves[offset / 2]
  if (lengthOf(bits) === 2) return bits
  const upper = offset + 2 < PAGE_SIZE ? halves[offset / 2 + 1] : tail
  return upper < 0 ? undefined : bits | (upper << 16)
}

/** The bits of the instruction at `offset` of a page, as it was decoded; undefined if it was not. */
export function decodedBits({ bytes }: MemoryFile, code: CodePage, offset: number): number | undefined {
  if (bytes[code.records + (offset << CODE_TO_RECORD_SHIFT)] === UNDECODED) return undefined
  return bitsAt(code, offset)
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < WORDS; i++) if (a[i] !== b[i]) return false
  return true
}
