// What the tests of this package share: a machine, a file that can be mapped, and the invariants of an address space.

import { EFAULT, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import {
  type Mappable,
  type MappingIdentity,
  MappingSet,
  type MappingSpace,
  MemoryFile,
  type MmapOpts,
  NO_PAGE,
  PageTree,
  ZERO_PAGE,
} from '@jvisor/memmap'
import {
  type AccessType,
  type Addr,
  type AddrRange,
  ANY_ACCESS,
  accessString,
  addr,
  allows,
  READ_WRITE,
} from '@jvisor/usermem'
import { expect } from 'vitest'
import { DEFAULT_LAYOUT, type MmapLayout } from './layout.ts'
import { MemoryManager } from './memory-manager.ts'
import { PTE_ACCESS, PTE_ANON, PTE_CACHE, PTE_PRESENT, PTE_WRITE, ptePage } from './page-table.ts'
import { VM_GROWSDOWN, VM_LOCKED, type Vma } from './vma.ts'

export const PAGE = PAGE_SIZE
/** Where tests that do not care put their mappings. */
export const BASE = addr(0x10_0000)

/** The address `offset` bytes after {@link BASE}. */
export function at(offset: number): Addr {
  return addr(BASE + offset)
}

/** A memory file of so many pages (a multiple of 16), the zero page included, and an address space in it. */
export function machine(
  pages = 1024,
  layout: MmapLayout = DEFAULT_LAYOUT,
): { file: MemoryFile; mm: MemoryManager } {
  const file = new MemoryFile({ maxBytes: pages * PAGE, initialBytes: 65536 })
  return { file, mm: new MemoryManager(file, layout) }
}

/** What mmap is asked for, unless said otherwise: private anonymous memory, read and write, one page, anywhere. */
export function anon(opts: Partial<MmapOpts> = {}): MmapOpts {
  return {
    addr: addr(0),
    length: PAGE,
    fixed: opts.addr !== undefined,
    perms: READ_WRITE,
    maxPerms: ANY_ACCESS,
    private: true,
    offset: 0,
    ...opts,
  }
}

/** The same for a mapping of a file. */
export function mapped(object: TestFile, opts: Partial<MmapOpts> = {}): MmapOpts {
  return anon({ mappable: object, mappingIdentity: object, ...opts })
}

/** Maps `count` pages at page `index` after {@link BASE}, with these permissions. */
export function mapPages(
  mm: MemoryManager,
  index: number,
  count: number,
  perms: AccessType = READ_WRITE,
): Addr {
  const where = at(index * PAGE)
  expect(mm.mmap(anon({ addr: where, length: count * PAGE, perms }))).toBe(where)
  return where
}

/** Bytes that differ from their neighbours and from page to page. */
export function pattern(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 12) * 31 + seed) & 0xff)
}

/** A file in memory: what a tmpfs regular file is to mm. */
export class TestFile implements Mappable, MappingIdentity {
  readonly mappings = new MappingSet()
  readonly pages: PageTree
  size: number
  /** Mappings that hold it. */
  refs = 0
  /** What the next calls of addMapping and translate return, if not OK. */
  failAdd: Errno = OK
  failTranslate: Errno = OK
  readonly #file: MemoryFile
  readonly #name: string

  constructor(file: MemoryFile, size: number, name = '/file') {
    this.#file = file
    this.pages = new PageTree(file)
    this.size = size
    this.#name = name
  }

  addMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): Errno {
    if (this.failAdd !== OK) return this.failAdd
    this.mappings.add(space, range, offset, writable)
    return OK
  }

  removeMapping(space: MappingSpace, range: AddrRange, offset: number, writable: boolean): void {
    this.mappings.remove(space, range, offset, writable)
  }

  splitMapping(space: MappingSpace, range: AddrRange, offset: number, at: Addr): void {
    this.mappings.split(space, range, offset, at)
  }

  joinMappings(space: MappingSpace, range: AddrRange, offset: number, at: Addr): void {
    this.mappings.join(space, range, offset, at)
  }

  translate(offset: number): number {
    if (this.failTranslate !== OK) return -this.failTranslate
    if (offset >= this.size) return -EFAULT
    const entry = this.pages.get(offset / PAGE)
    if (entry !== 0) return entry
    const page = this.#file.allocate()
    if (page === NO_PAGE) return -ENOMEM
    if (this.pages.set(offset / PAGE, page)) return page
    this.#file.decRef(page)
    return -ENOMEM
  }

  /** write(2) without growth. */
  write(offset: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const inPage = (offset + done) % PAGE
      const piece = bytes.subarray(done, done + PAGE - inPage)
      const page = this.translate(offset + done - inPage)
      this.#file.bytes.set(piece, page * PAGE + inPage)
      done += piece.length
    }
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length; ) {
      const inPage = (offset + done) % PAGE
      const from = this.pages.get((offset + done - inPage) / PAGE) * PAGE + inPage // no page reads as the zero page
      const piece = this.#file.bytes.subarray(from, from + Math.min(PAGE - inPage, length - done))
      bytes.set(piece, done)
      done += piece.length
    }
    return bytes
  }

  /** ftruncate(2): what is cut off is gone from every mapping, and zero when the file grows again. */
  truncate(size: number): void {
    const firstGone = Math.ceil(size / PAGE)
    const kept = Math.min(size, this.size)
    const last = this.pages.get(Math.floor(kept / PAGE))
    if (last !== 0) this.#file.zero(last * PAGE + (kept % PAGE), PAGE - (kept % PAGE))
    for (let i = this.pages.next(firstGone, 2 ** 40); i < 2 ** 40; i = this.pages.next(i, 2 ** 40)) {
      this.#file.decRef(this.pages.get(i))
      this.pages.set(i, 0)
    }
    this.size = size
    this.mappings.invalidate({ start: firstGone * PAGE, end: Number.POSITIVE_INFINITY }, true)
  }

  incRef(): void {
    this.refs++
  }

  decRef(): void {
    this.refs--
  }

  mappedName(): string {
    return this.#name
  }

  deviceId(): number {
    return 1
  }

  inodeId(): number {
    return 2
  }
}

/** The mappings as /proc/pid/maps shows them, pages relative to {@link BASE}: "0-4 rw-p /file+2". */
export function maps(mm: MemoryManager): string[] {
  return Array.from(mm.vmas, (vma) => {
    const place = `${(vma.start - BASE) / PAGE}-${(vma.end - BASE) / PAGE}`
    const object = vma.identity === undefined ? vma.hint : `${vma.identity.mappedName()}+${vma.offset / PAGE}`
    return `${place} ${accessString(vma.perms)}${vma.private ? 'p' : 's'} ${object}`.trimEnd()
  })
}

/** Bytes of user memory, looked at as a debugger would; undefined where there is a fault. */
export function peek(mm: MemoryManager, where: number, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length)
  return mm.copyIn(addr(where), bytes, { ignorePermissions: true }).err === OK ? bytes : undefined
}

type Entries = [index: number, entry: number][]

function entriesOf(tree: Pick<PageTree, 'get' | 'next'>): Entries {
  const entries: Entries = []
  const end = 2 ** 50
  for (let i = tree.next(0, end); i < end; i = tree.next(i + 1, end)) entries.push([i, tree.get(i)])
  return entries
}

/** Nodes that a page tree with these indices must have, above its leaves. */
function innerNodesOf(entries: Entries): number {
  if (entries.length === 0) return 0
  const nodes = new Set<string>()
  const last = entries.at(-1)?.[0] ?? 0
  let height = 1
  while (last >= 1024 ** height) height++
  for (const [i] of entries) for (let h = 2; h <= height; h++) nodes.add(`${h}:${Math.floor(i / 1024 ** h)}`)
  return nodes.size
}

function expectSoundVmas(mm: MemoryManager): void {
  const vmas = [...mm.vmas]
  for (const [i, vma] of vmas.entries()) {
    expect(vma.start % PAGE === 0 && vma.end % PAGE === 0 && vma.start < vma.end, 'bounds').toBe(true)
    expect(vma.start >= mm.layout.minAddr && vma.end <= mm.layout.maxAddr, 'inside the layout').toBe(true)
    if (i > 0) expect(vmas[i - 1].end <= vma.start, 'no two overlap').toBe(true)
  }
  expect(
    vmas.map((vma) => mm.vmas.tagAt(vma.start)),
    'tags',
  ).toEqual(vmas.map((vma) => vma.tag))
}

/** What `mm.usage` must say of mappings and pages, recomputed; in bytes, without the peaks. */
function recomputedUsage(mm: MemoryManager, entries: Entries) {
  const vmas = [...mm.vmas]
  const sum = (of: (vma: Readonly<Vma>) => boolean) =>
    vmas.filter(of).reduce((bytes, v) => bytes + v.end - v.start, 0)
  const pages = (of: (entry: number) => boolean) =>
    entries.filter(([, entry]) => ptePage(entry) !== ZERO_PAGE && of(entry)).length * PAGE
  const stack = (v: Readonly<Vma>) => (v.flags & VM_GROWSDOWN) !== 0
  return {
    vmSize: sum(() => true),
    vmData: sum((v) => v.private && (v.perms & 2) !== 0 && !stack(v)),
    vmStk: sum(stack),
    vmExe: sum((v) => (v.perms & 6) === 4 && !stack(v)),
    vmLck: sum((v) => (v.flags & VM_LOCKED) !== 0),
    vmRSS: pages(() => true),
    rssAnon: pages((entry) => (entry & PTE_ANON) !== 0),
    rssFile: pages((entry) => (entry & (PTE_ANON | PTE_CACHE)) === PTE_CACHE),
    rssShmem: pages((entry) => (entry & (PTE_ANON | PTE_CACHE)) === 0),
  }
}

function expectSoundEntries(file: MemoryFile, mm: MemoryManager, entries: Entries): void {
  const vmas = [...mm.vmas]
  for (const [index, entry] of entries) {
    const vma = vmas.find((v) => v.start <= index * PAGE && index * PAGE < v.end)
    expect(vma, 'a page is mapped').toBeDefined()
    if (vma === undefined) continue
    const page = ptePage(entry)
    expect((entry & PTE_PRESENT) !== 0).toBe(true)
    const access = (mm.pageTable.effective(index) & PTE_ACCESS) as AccessType
    expect(allows(vma.effectivePerms, access), 'no more than effective').toBe(true)
    if ((access & PTE_WRITE) === 0 || !vma.private) continue
    const alone = page !== ZERO_PAGE && (entry & PTE_ANON) !== 0 && file.refs(page) === 1
    expect(alone, 'written to alone').toBe(true)
  }
}

/**
 * Asserts all that must hold of the address spaces in a memory file, between two calls: `objects` and `idle` pages,
 * held by the test itself, are all that is in it besides.
 */
export function expectSound(
  file: MemoryFile,
  mms: MemoryManager | readonly MemoryManager[],
  objects: readonly TestFile[] = [],
  idle = 0,
): void {
  const spaces = mms instanceof MemoryManager ? [mms] : mms
  const refs = new Map<number, number>()
  const hold = (page: number) => {
    if (page !== ZERO_PAGE) refs.set(page, (refs.get(page) ?? 0) + 1)
  }
  const leaves = new Set<number>()
  let nodes = 0
  for (const mm of spaces) {
    expectSoundVmas(mm)
    const entries = entriesOf(mm.pageTable)
    expectSoundEntries(file, mm, entries)
    expect(mm.usage, 'usage').toMatchObject(recomputedUsage(mm, entries))
    const inOther = new Set(leaves)
    nodes += innerNodesOf(entries)
    const own = new Set<number>()
    for (const [index, entry] of entries) {
      const leaf = mm.pageTable.leafOf(index)
      own.add(leaf)
      if (!inOther.has(leaf)) hold(ptePage(entry)) // a leaf that is common holds its pages once
    }
    for (const leaf of own) {
      leaves.add(leaf)
      hold(leaf)
    }
  }
  for (const object of objects) {
    const own = entriesOf(object.pages)
    for (const [, page] of own) hold(page)
    for (const leaf of new Set(own.map(([index]) => object.pages.leafAt(index) / 1024))) hold(leaf)
    nodes += innerNodesOf(own)
    const mappings = spaces.flatMap((mm) => [...mm.vmas]).filter((v) => v.identity === object).length
    expect(object.refs, 'references to a mapped file').toBe(mappings)
    expect(object.mappings.isEmpty, 'the file knows of its mappings').toBe(object.refs === 0)
  }
  for (const [page, count] of refs) expect(file.refs(page), `references to page ${page}`).toBe(count)
  expect(file.pagesInUse, 'pages in use').toBe(1 + refs.size + nodes + idle)
}

/** Asserts that no two neighbours could be merged. It does not hold after mremap, which merges less, as Linux does. */
export function expectMerged(mm: MemoryManager): void {
  const vmas = [...mm.vmas]
  for (const [i, vma] of vmas.entries()) {
    if (i > 0) expect(vmas[i - 1].continuesInto(vma), 'no two could be merged').toBe(false)
  }
}
