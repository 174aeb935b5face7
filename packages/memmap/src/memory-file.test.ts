import { PAGE_SIZE } from '@jvisor/abi'
import { BlockSeq, copySeq, HostMemory } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { MemoryFile, NO_PAGE, ZERO_PAGE } from './memory-file.ts'

const KIB_64 = 65536
const PAGES_OF_64_KIB = KIB_64 / PAGE_SIZE

function fillPage(file: MemoryFile, page: number, value: number): void {
  file.bytes.fill(value, page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
}

function pageIs(file: MemoryFile, page: number, value: number): boolean {
  return file.bytes.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).every((b) => b === value)
}

describe('the size', () => {
  test.each([
    { name: 'the smallest', maxBytes: KIB_64, maxPages: 16 },
    { name: 'rounded down', maxBytes: 2 * KIB_64 - 1, maxPages: 16 },
    { name: 'the largest', maxBytes: 2 ** 32, maxPages: 2 ** 20 },
    { name: 'the default', maxBytes: undefined, maxPages: 2 ** 18 },
  ])('is $name', ({ maxBytes, maxPages }) => {
    const opts = maxBytes === undefined ? {} : { maxBytes }
    expect(new MemoryFile({ ...opts, initialBytes: KIB_64 }).maxPages).toBe(maxPages)
  })

  test.each([KIB_64 - 1, 2 ** 32 + 1, Number.NaN])('cannot be %d', (maxBytes) => {
    expect(() => new MemoryFile({ maxBytes })).toThrow(/64 KiB to 4 GiB/)
  })

  test('never begins larger than the maximum', () => {
    expect(new MemoryFile({ maxBytes: KIB_64, initialBytes: 1 << 20 }).bytes.length).toBe(KIB_64)
  })
})

describe('allocation', () => {
  test('gives a zeroed page with one reference and no owner, and never the zero page', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    expect(file.pagesInUse).toBe(1)
    const page = file.allocate()
    expect(page).not.toBe(ZERO_PAGE)
    expect([file.refs(page), file.owner(page), file.pagesInUse]).toEqual([1, 0, 2])
    expect(pageIs(file, page, 0)).toBe(true)
  })

  test('zeroes a page that was used before', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    const page = file.allocate()
    fillPage(file, page, 0xab)
    file.setOwner(page, 7)
    file.decRef(page)
    expect(file.allocate()).toBe(page)
    expect(file.owner(page)).toBe(0)
    expect(pageIs(file, page, 0)).toBe(true)
  })

  test('zeroes free neighbours with it, and none that is held', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    const pages = Array.from({ length: PAGES_OF_64_KIB - 1 }, () => file.allocate()) // 1 to 15
    for (const page of pages) fillPage(file, page, 0xab)
    for (const page of [2, 4, 6, 7, 8, 11, 5]) file.decRef(page)
    expect(file.allocate()).toBe(5)
    const zeroed = pages.filter((page) => pageIs(file, page, 0))
    expect(zeroed).toEqual([4, 5, 6, 7])
    expect([file.refs(5), file.refs(6), file.pagesInUse]).toEqual([1, 0, PAGES_OF_64_KIB - 6])
    // Those that are zeros are not trusted to be so for longer than they are free.
    expect([file.allocate(), file.allocateDirty(), file.allocate()]).toEqual([11, 8, 7])
    fillPage(file, 7, 0xab)
    file.decRef(7)
    expect([file.allocate(), pageIs(file, 7, 0), file.allocate(), pageIs(file, 6, 0)]).toEqual([
      7,
      true,
      6,
      true,
    ])
  })

  test('a dirty one saves the zeroing', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    const page = file.allocate()
    fillPage(file, page, 0xab)
    file.decRef(page)
    expect(file.allocateDirty()).toBe(page)
    expect(pageIs(file, page, 0xab)).toBe(true)
  })

  test('ends at the maximum with NO_PAGE, again and again, until a page is freed', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    const pages = Array.from({ length: PAGES_OF_64_KIB - 1 }, () => file.allocate())
    expect(new Set([ZERO_PAGE, ...pages]).size).toBe(PAGES_OF_64_KIB)
    expect([file.allocate(), file.allocate(), file.allocateDirty()]).toEqual([NO_PAGE, NO_PAGE, NO_PAGE])
    expect(file.pagesInUse).toBe(PAGES_OF_64_KIB)
    file.decRef(pages[4])
    file.decRef(pages[9])
    expect([file.allocate(), file.allocate(), file.allocate()]).toEqual([pages[9], pages[4], NO_PAGE])
  })

  test('grows, keeping contents, references and owners, and replaces the views', () => {
    const file = new MemoryFile({ maxBytes: 8 * KIB_64, initialBytes: KIB_64 })
    const { bytes, words } = file
    const first = file.allocate()
    fillPage(file, first, 0x5a)
    file.incRef(first)
    file.setOwner(first, -3)
    while (file.bytes === bytes) file.allocate()
    expect(bytes.length).toBe(0) // detached
    expect(words.length).toBe(0)
    expect(file.bytes.buffer).toBe(file.words.buffer)
    expect(file.bytes.length).toBe(2 * KIB_64)
    expect(pageIs(file, first, 0x5a)).toBe(true)
    expect([file.refs(first), file.owner(first)]).toEqual([2, -3])
    while (file.allocate() !== NO_PAGE);
    expect(file.pagesInUse).toBe(file.maxPages)
    expect(file.bytes.length).toBe(8 * KIB_64)
    // memory.copy and memory.fill reach what has been added.
    file.copyWithin(8 * KIB_64 - PAGE_SIZE, first * PAGE_SIZE, PAGE_SIZE)
    expect(pageIs(file, 8 * PAGES_OF_64_KIB - 1, 0x5a)).toBe(true)
  })
})

describe('memory for generated code', () => {
  test('lies beside the pages, and takes none of them', () => {
    const file = new MemoryFile({ maxBytes: 4 * KIB_64, initialBytes: KIB_64 })
    const first = file.allocate()
    fillPage(file, first, 0x5a)
    expect([file.lists, file.vectors(3), file.bytes.length]).toEqual([undefined, undefined, KIB_64])
    expect(file.vectors(4)).toBe(file.lists)
    expect([file.bytes.length, file.pagesInUse, file.peakPages]).toEqual([3 * KIB_64, 2, 2])
    const list = file.lists?.blocks.list ?? 0
    file.bytes.fill(0xee, KIB_64, 3 * KIB_64)
    const pages = new Set<number>()
    for (let page = file.allocate(); page !== NO_PAGE; page = file.allocate()) {
      expect(pageIs(file, page, 0)).toBe(true)
      pages.add(page)
      if (pages.size < 60) continue
      fillPage(file, page, 0xab)
    }
    expect([pages.size, file.pagesInUse, file.peakPages]).toEqual([62, file.maxPages, file.maxPages])
    expect([file.bytes.length, pageIs(file, first, 0x5a)]).toEqual([6 * KIB_64, true])
    expect(file.bytes.subarray(KIB_64, 3 * KIB_64).every((b) => b === 0xee)).toBe(true)
    expect([list >= KIB_64, list < 3 * KIB_64]).toEqual([true, true])
  })

  test('leaves pages before it free when neighbours are reserved behind it', () => {
    const file = new MemoryFile({ maxBytes: 4 * KIB_64, initialBytes: KIB_64 })
    file.vectors(4)
    const reserved = file.reserve(20)
    expect([reserved, file.pagesInUse]).toEqual([3 * PAGES_OF_64_KIB, 21])
    const rest = Array.from({ length: 15 }, () => file.allocate())
    expect(rest.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
    expect(rest.every((page) => pageIs(file, page, 0))).toBe(true)
  })

  test('is where lists of blocks are found after the memory has grown', () => {
    const file = new MemoryFile({ maxBytes: 4 * KIB_64, initialBytes: KIB_64 })
    const lists = file.vectors(4)
    if (lists === undefined) throw new Error('there is room')
    const [from, to] = [file.allocate(), file.allocate()]
    for (let i = 0; i < PAGE_SIZE; i++) file.bytes[from * PAGE_SIZE + i] = i % 251
    lists.blocks.push(from * PAGE_SIZE, 100)
    lists.blocks.push(from * PAGE_SIZE + 1000, 900)
    const { bytes } = file
    while (file.bytes === bytes) file.allocate()
    expect([...lists.blocks].map(({ offset, length }) => [offset - from * PAGE_SIZE, length])).toEqual([
      [0, 100],
      [1000, 900],
    ])
    lists.others.push(to * PAGE_SIZE + 1, 1000)
    lists.move(lists.others, lists.blocks, 1000)
    const want = Array.from({ length: 1000 }, (_, i) => (i < 100 ? i : i + 900) % 251)
    expect([...file.bytes.subarray(to * PAGE_SIZE, to * PAGE_SIZE + 1002)]).toEqual([0, ...want, 0])
    lists.zero(lists.blocks)
    expect(file.bytes[from * PAGE_SIZE + 100]).toBe(100)
    expect(file.bytes.subarray(from * PAGE_SIZE + 1000, from * PAGE_SIZE + 1900).some((b) => b !== 0)).toBe(
      false,
    )
  })

  test('is not there where the pages are all that a memory can have', () => {
    const file = new MemoryFile({ maxBytes: 2 ** 32, initialBytes: KIB_64 })
    expect(file.vectors(1e6)).toBeUndefined()
  })

  // Every length by the loop and beyond it, apart and overlapping in both directions.
  test.each([-300, -64, -17, -1, 0, 1, 8, 63, 300, 5000])(
    'moves as memmove does, %i bytes apart',
    (apart) => {
      const file = new MemoryFile({ maxBytes: KIB_64 * 2 })
      const lists = file.vectors(4)
      if (lists === undefined) throw new Error('there is room')
      for (let i = 0; i < 3 * PAGE_SIZE; i++) file.bytes[PAGE_SIZE + i] = (i * 7) % 253
      const from = PAGE_SIZE + 1003
      for (let length = 1; length < 280; length++) {
        const want = file.bytes.slice(0, 4 * PAGE_SIZE).copyWithin(from + apart, from, from + length)
        lists.blocks.clear()
        lists.others.clear()
        lists.blocks.push(from, length)
        lists.others.push(from + apart, length)
        lists.move(lists.others, lists.blocks, length)
        expect(want.findIndex((b, i) => file.bytes[i] !== b)).toBe(-1)
      }
    },
  )

  // One array and one of the memory, in pieces that begin and end at other places; then too large ones, piece by piece.
  test.each([
    { name: 'small', pieces: 40, length: 37 },
    { name: 'large', pieces: 3, length: 3000 },
  ])('copies $name pieces to arrays of the host, and from there', ({ pieces, length }) => {
    const file = new MemoryFile({ maxBytes: KIB_64 * 4 })
    const lists = file.vectors(4)
    if (lists === undefined) throw new Error('there is room')
    const total = pieces * length
    for (let i = 0; i < pieces; i++) lists.blocks.push(PAGE_SIZE + i * (length + 5), length)
    const host = new HostMemory(Uint8Array.from({ length: total + 20 }, (_, i) => (i * 11) % 251))
    const hostBlocks = new BlockSeq(host)
    hostBlocks.push(3, 10)
    hostBlocks.push(20, total - 10)
    expect(copySeq(lists.blocks, hostBlocks)).toBe(total)
    const flat = [...host.bytes.subarray(3, 13), ...host.bytes.subarray(20, total + 10)]
    const inMemory = [...lists.blocks].flatMap((block) => [...block.toBytes()])
    expect(inMemory).toEqual(flat)
    expect(file.bytes[PAGE_SIZE + length]).toBe(0) // between two pieces
    const back = new HostMemory(new Uint8Array(total + 2))
    const backBlocks = new BlockSeq(back)
    backBlocks.push(1, 7)
    backBlocks.push(8, total - 7)
    expect(copySeq(backBlocks, lists.blocks)).toBe(total)
    expect([...back.bytes]).toEqual([0, ...flat, 0])
  })
})

describe('references', () => {
  test('the last holder frees a page', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    const page = file.allocate()
    file.incRef(page)
    file.decRef(page)
    expect([file.refs(page), file.pagesInUse]).toEqual([1, 2])
    file.decRef(page)
    expect([file.refs(page), file.pagesInUse]).toEqual([0, 1])
  })

  test.each([
    { name: 'freeing a page twice', abuse: (f: MemoryFile, p: number) => [f.decRef(p), f.decRef(p)] },
    { name: 'sharing a free page', abuse: (f: MemoryFile, p: number) => [f.decRef(p), f.incRef(p)] },
    { name: 'freeing the zero page', abuse: (f: MemoryFile) => f.decRef(ZERO_PAGE) },
    { name: 'sharing a page that never was', abuse: (f: MemoryFile, p: number) => f.incRef(p + 1) },
  ])('$name is noticed', ({ abuse }) => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    const page = file.allocate()
    expect(() => abuse(file, page)).toThrow(/invariant/)
  })

  test('agree with a model after many random operations', () => {
    const file = new MemoryFile({ maxBytes: 4 * KIB_64, initialBytes: KIB_64 })
    const model = new Map<number, number>()
    let seed = 42
    for (let i = 0; i < 20_000; i++) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      const held = [...model.keys()]
      const page = held[(seed >>> 8) % (held.length || 1)]
      const action = seed >>> 30
      if (action < 2 || page === undefined) {
        const made = file.allocate()
        expect(made === NO_PAGE).toBe(model.size === file.maxPages - 1)
        if (made !== NO_PAGE) {
          expect(pageIs(file, made, 0)).toBe(true)
          fillPage(file, made, 0xab)
          model.set(made, 1)
        }
      } else if (action === 2 && (seed & 128) === 0) {
        file.incRef(page)
        model.set(page, (model.get(page) ?? 0) + 1)
      } else {
        file.decRef(page)
        const refs = (model.get(page) ?? 0) - 1
        if (refs === 0) model.delete(page)
        else model.set(page, refs)
      }
      expect(file.pagesInUse).toBe(model.size + 1)
    }
    for (let page = 1; page < file.maxPages; page++) expect(file.refs(page)).toBe(model.get(page) ?? 0)
  })
})

describe('moving bytes', () => {
  test.each([
    { name: 'upwards over itself', to: 103, from: 100 },
    { name: 'downwards over itself', to: 100, from: 103 },
    { name: 'nowhere', to: 100, from: 100 },
    { name: 'elsewhere', to: 9000, from: 100 },
  ])('copyWithin moves $name', ({ to, from }) => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    for (let i = 0; i < 400; i++) file.bytes[100 + i] = i
    const want = file.bytes.slice().copyWithin(to, from, from + 333)
    file.copyWithin(to, from, 333)
    expect(file.bytes).toEqual(want)
  })

  test('zero touches nothing around', () => {
    const file = new MemoryFile({ maxBytes: KIB_64 })
    file.bytes.fill(9, 50, 200)
    file.zero(100, 17)
    expect([...file.bytes.subarray(98, 120)]).toEqual([9, 9, ...Array(17).fill(0), 9, 9, 9])
    file.zero(KIB_64, 0)
  })

  test('reaches pages above 2 GiB', () => {
    const file = new MemoryFile({ maxBytes: 2 ** 32, initialBytes: 2 ** 32 }) // only what is touched costs memory
    const high = 2 ** 32 - PAGE_SIZE
    file.bytes.set([1, 2, 3, 4], high)
    file.copyWithin(2 ** 31 + 8, high, 4)
    file.copyWithin(high + 2, high, 2)
    file.zero(high, 1)
    expect([...file.bytes.subarray(2 ** 31 + 8, 2 ** 31 + 12)]).toEqual([1, 2, 3, 4])
    expect([...file.bytes.subarray(high, high + 4)]).toEqual([0, 2, 1, 2])
  })

  test('leaves every kind of NaN as it is', () => {
    const file = new MemoryFile({ maxBytes: 8 * KIB_64 })
    const words = new Uint32Array(file.bytes.buffer)
    // Signs, quiet and signalling, each payload bit alone and all together: as doubles and as floats.
    const patterns: number[] = []
    for (const sign of [0, 0x8000_0000]) {
      for (let bit = 0; bit < 52; bit++) {
        patterns.push(
          bit < 32 ? (1 << bit) >>> 0 : 0,
          (sign | 0x7ff0_0000 | (bit < 32 ? 0 : 1 << (bit - 32))) >>> 0,
        )
      }
      patterns.push(0xffff_ffff, (sign | 0x7fff_ffff) >>> 0)
      for (let bit = 0; bit < 23; bit++) patterns.push((sign | 0x7f80_0000 | (1 << bit)) >>> 0)
    }
    words.set(patterns, 1024)
    for (let i = 0; i < 2000; i++) file.copyWithin(8192 + (i & 1), 4096, patterns.length * 4) // optimized code, too
    file.copyWithin(16384, 8193, patterns.length * 4)
    expect([...words.subarray(4096, 4096 + patterns.length)]).toEqual(patterns)
  })
})
