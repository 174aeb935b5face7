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

/** Gives the file a new size; then every model is to be told. */
export function truncateModelFile(file: ModelFile, size: number): void {
  const kept = file.bytes.subarray(0, Math.min(size, file.size))
  file.bytes = new Uint8Array(Math.ceil(size / PAGE) * PAGE)
  file.bytes.set(kept)
  file.size = size
}

/** What a page is, apart from where and what is in it. */
export interface ModelMapping {
  readonly perms: AccessType
  readonly maxPerms: AccessType
  readonly private: boolean
  readonly file: ModelFile | undefined
}

export interface ModelPage extends ModelMapping {
  /** Page of the file. */
  readonly filePage: number
  /** What a private page holds once it has been written to. */
  own: Uint8Array | undefined
  readonly dontFork?: boolean
  readonly wipeOnFork?: boolean
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

  /** mremap of `size` pages to a fixed place, whatever is there. */
  moveTo(start: number, size: number, to: number, dontUnmap: boolean): number {
    const { maxAddr } = this.#layout
    if (size === 0 || to + size * PAGE > maxAddr) return -EINVAL
    const [from, target] = [start / PAGE, to / PAGE]
    if (from + size > target && target + size > from) return -EINVAL
    if (!this.pages.has(from)) return -EFAULT
    for (let i = 0; i < size; i++) {
      const page = this.pages.get(from + i)
      // Where nothing is moved to, what was there stays, but for holes between what is moved.
      if (page === undefined) continue
      this.pages.set(target + i, page)
      if (dontUnmap) this.pages.set(from + i, { ...page, own: undefined })
      else this.pages.delete(from + i)
    }
    return to
  }

  /** mremap of one page, or of none (a second mapping of a shared page), to `size` pages, anywhere if `mayMove`. */
  grow(start: number, old: 0 | 1, size: number, mayMove: boolean): number {
    if (size === 0) return -EINVAL
    const from = start / PAGE
    const page = this.pages.get(from)
    if (page === undefined) return -EFAULT
    if (old === 0 && page.private) return -EINVAL
    const grown = (i: number): ModelPage => ({ ...page, filePage: page.filePage + i, own: undefined })
    if (old === 1 && this.#isFree(from + 1, size - 1)) {
      for (let i = 1; i < size; i++) this.pages.set(from + i, grown(i))
      return start
    }
    if (!mayMove) return -ENOMEM
    const { minAddr, maxAddr, mmapTop } = this.#layout
    let to = this.#lastFree(minAddr / PAGE, mmapTop / PAGE, size)
    if (to < 0) to = this.#lastFree(mmapTop / PAGE, maxAddr / PAGE, size)
    if (to < 0) return -ENOMEM
    for (let i = 0; i < size; i++) this.pages.set(to + i, i < old ? page : grown(i))
    if (old === 1) this.pages.delete(from)
    return to * PAGE
  }

  /** madvise: what it does to each page; holes are told at the end, a page that cannot at once. */
  advise(start: number, size: number, change: (page: ModelPage) => ModelPage | Errno): Errno {
    if (start % PAGE !== 0) return EINVAL
    let err: Errno = OK
    for (let i = start / PAGE; i < start / PAGE + size; i++) {
      const page = this.pages.get(i)
      if (page === undefined) {
        err = ENOMEM
        continue
      }
      const changed = change(page)
      if (typeof changed === 'number') return changed
      this.pages.set(i, changed)
    }
    return err
  }

  fork(): Model {
    const child = new Model(this.#layout)
    child.#brk = this.#brk
    for (const [i, page] of this.pages) {
      if (page.dontFork === true) continue
      child.pages.set(i, { ...page, own: page.wipeOnFork === true ? undefined : page.own?.slice() })
    }
    return child
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

  /** A load, or a store of what is there already. @returns false if it faults. */
  touch(where: number, write: boolean): boolean {
    const page = this.pages.get(Math.floor(where / PAGE))
    return page !== undefined && this.#reach(page, write, false) !== undefined
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

  /** What a file that now ends after `end` pages has cut off is lost to private mappings too. */
  truncated(file: ModelFile, end: number): void {
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
