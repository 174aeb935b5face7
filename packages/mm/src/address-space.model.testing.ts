// A naive model of an address space: a map from page to its permissions and bytes. For the property test only.

import { EACCES, EEXIST, EFAULT, EINVAL, ENOMEM, EPERM, type Errno, OK } from '@jvisor/abi'
import {
  type AccessType,
  accessString,
  allows,
  effectiveAccess,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { PAGE } from './fixtures.testing.ts'
import type { MmapLayout } from './layout.ts'

/** A file. Its bytes are whole pages: what is stored past the size can be seen, until the size changes. */
export interface ModelFile {
  readonly name: string
  bytes: Uint8Array
  size: number
}

/** What a page is, apart from where and what is in it. */
export interface ModelMapping {
  readonly perms: AccessType
  readonly maxPerms: AccessType
  readonly private: boolean
  readonly file: ModelFile | undefined
}

interface ModelPage extends ModelMapping {
  /** Page of the file. */
  readonly filePage: number
  /** What a private page holds once it has been written to. */
  own: Uint8Array | undefined
}

const ZEROS = new Uint8Array(PAGE)

export class Model {
  readonly pages = new Map<number, ModelPage>()
  readonly #layout: MmapLayout
  #brk: number

  constructor(layout: MmapLayout) {
    this.#layout = layout
    this.#brk = layout.brkStart
  }

  mmap(
    hint: number,
    length: number,
    how: 'hint' | 'fixed' | 'noReplace',
    mapping: ModelMapping,
    filePage: number,
  ): number {
    const { minAddr, maxAddr, mmapTop } = this.#layout
    if (length === 0) return -EINVAL
    const size = Math.ceil(length / PAGE)
    let first = Math.floor(hint / PAGE)
    if (how === 'hint') {
      first = first === 0 ? 0 : Math.max(first, minAddr / PAGE)
      if (first === 0 || !this.#isFree(first, size))
        first = this.#lastFree(minAddr / PAGE, mmapTop / PAGE, size)
      if (first < 0) first = this.#lastFree(mmapTop / PAGE, maxAddr / PAGE, size)
      if (first < 0) return -ENOMEM
    } else {
      if (hint + size * PAGE > maxAddr) return -ENOMEM
      if (hint % PAGE !== 0) return -EINVAL
      if (hint < minAddr) return -EPERM
      if (how === 'noReplace' && !this.#isFree(first, size)) return -EEXIST
    }
    for (let i = 0; i < size; i++)
      this.pages.set(first + i, { ...mapping, filePage: filePage + i, own: undefined })
    return first * PAGE
  }

  munmap(start: number, length: number): Errno {
    if (start % PAGE !== 0 || length === 0 || start + length > this.#layout.maxAddr) return EINVAL
    for (let i = start / PAGE; i * PAGE < start + length; i++) this.pages.delete(i)
    return OK
  }

  mprotect(start: number, length: number, perms: AccessType): Errno {
    if (start % PAGE !== 0) return EINVAL
    for (let i = start / PAGE; i * PAGE < start + length; i++) {
      const page = this.pages.get(i)
      if (page === undefined) return ENOMEM
      if (!allows(page.maxPerms, perms)) return EACCES
      this.pages.set(i, { ...page, perms })
    }
    return OK
  }

  brk(end: number, heap: ModelMapping): number {
    if (end < this.#layout.brkStart || end > this.#layout.maxAddr) return this.#brk
    const from = Math.ceil(this.#brk / PAGE)
    const to = Math.ceil(end / PAGE)
    if (to < from && this.#countIn(to, from) === 0) return this.#brk
    if (to > from && this.#countIn(from, to + 1) > 0) return this.#brk
    for (let i = to; i < from; i++) this.pages.delete(i)
    for (let i = from; i < to; i++) this.pages.set(i, { ...heap, filePage: 0, own: undefined })
    this.#brk = end
    return end
  }

  /** Copies `bytes` to `where` (or fills them from there), page by page. */
  move(where: number, bytes: Uint8Array, write: boolean, force: boolean): Transfer {
    if (where + bytes.length > this.#layout.maxAddr) return transfer(0, EFAULT)
    for (let done = 0; done < bytes.length; ) {
      const page = this.pages.get(Math.floor((where + done) / PAGE))
      const target = page === undefined ? undefined : this.#reach(page, write, force)
      if (target === undefined) return transfer(done, EFAULT)
      const inPage = target.subarray((where + done) % PAGE)
      const piece = bytes.subarray(done, done + inPage.length)
      if (write) inPage.set(piece)
      else piece.set(inPage.subarray(0, piece.length))
      done += piece.length
    }
    return transfer(bytes.length, OK)
  }

  /** The mappings as fixtures' `maps` shows them, page numbers as they are. */
  maps(): string[] {
    const runs: { from: number; to: number; first: ModelPage; last: ModelPage }[] = []
    for (const [i, page] of [...this.pages].sort(([a], [b]) => a - b)) {
      const run = runs.at(-1)
      if (run !== undefined && run.to === i && continues(run.last, page)) {
        run.to = i + 1
        run.last = page
      } else runs.push({ from: i, to: i + 1, first: page, last: page })
    }
    return runs.map(({ from, to, first }) => {
      const object = first.file === undefined ? '' : ` ${first.file.name}+${first.filePage}`
      return `${from}-${to} ${accessString(first.perms)}${first.private ? 'p' : 's'}${object}`
    })
  }

  /** Gives the file a new size. What is cut off is lost to private mappings too. */
  truncate(file: ModelFile, size: number): void {
    const end = Math.ceil(size / PAGE)
    const kept = file.bytes.subarray(0, Math.min(size, file.size))
    file.bytes = new Uint8Array(end * PAGE)
    file.bytes.set(kept)
    file.size = size
    for (const page of this.pages.values())
      if (page.file === file && page.filePage >= end) page.own = undefined
  }

  /** The bytes of a page, as an access finds them; undefined if it faults. */
  #reach(page: ModelPage, write: boolean, force: boolean): Uint8Array | undefined {
    const needed = (write ? 2 : 1) as AccessType
    const forced = force && allows(page.maxPerms, needed) && (page.private || !write)
    if (!allows(effectiveAccess(page.perms), needed) && !forced) return undefined
    if (page.own !== undefined) return page.own
    const start = page.filePage * PAGE
    const { file } = page
    if (file !== undefined && start >= file.bytes.length) return undefined
    const mapped = file === undefined ? ZEROS : file.bytes.subarray(start, start + PAGE)
    if (!write || !page.private) return mapped
    page.own = mapped.slice()
    return page.own
  }

  #countIn(from: number, to: number): number {
    let count = 0
    for (let i = from; i < to; i++) if (this.pages.has(i)) count++
    return count
  }

  #isFree(first: number, size: number): boolean {
    return (first + size) * PAGE <= this.#layout.maxAddr && this.#countIn(first, first + size) === 0
  }

  #lastFree(from: number, to: number, size: number): number {
    for (let first = to - size; first >= from; first--) if (this.#isFree(first, size)) return first
    return -1
  }
}

function continues(a: ModelPage, b: ModelPage): boolean {
  return (
    a.perms === b.perms &&
    a.maxPerms === b.maxPerms &&
    a.private === b.private &&
    a.file === b.file &&
    (a.file === undefined || a.filePage + 1 === b.filePage)
  )
}
