import { EFAULT, ENOMEM, ENOSPC, OK } from '@jvisor/abi'
import { ZERO_PAGE } from '@jvisor/memmap'
import {
  type AccessType,
  addr,
  EXECUTE,
  IGNORE_PERMISSIONS,
  NO_ACCESS,
  READ,
  READ_WRITE,
  WRITE,
} from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { FAULT_ACCERR, FAULT_BUS, FAULT_MAPERR, FAULT_OOM } from './fault.ts'
import {
  anon,
  at,
  BASE,
  expectSound,
  machine,
  mapPages,
  mapped,
  PAGE,
  peek,
  TestFile,
} from './fixtures.testing.ts'
import { DEFAULT_LAYOUT } from './layout.ts'
import type { MemoryManager } from './memory-manager.ts'
import { ptePage } from './page-table.ts'

const FAULT = { n: 0, err: EFAULT }
const ONE = { n: 1, err: OK }
const byte = () => new Uint8Array(1)

/** The page behind `index` pages after BASE; undefined if none is there. */
function pageAt(mm: MemoryManager, index: number): number | undefined {
  const entry = mm.pageTable.get(BASE / PAGE + index)
  return entry === 0 ? undefined : ptePage(entry)
}

describe('a fault of the program', () => {
  test.each([
    { name: 'where nothing is mapped', where: at(-1), access: READ, want: FAULT_MAPERR },
    {
      name: 'at the end of the address space',
      where: DEFAULT_LAYOUT.maxAddr,
      access: READ,
      want: FAULT_MAPERR,
    },
    { name: 'reading what may be read', where: BASE, access: READ, want: OK },
    { name: 'writing what may be read', where: BASE, access: WRITE, want: FAULT_ACCERR },
    { name: 'executing what may be read', where: BASE, access: EXECUTE, want: FAULT_ACCERR },
    { name: 'reading what may be written', where: at(PAGE), access: READ, want: OK },
    { name: 'writing what may be written', where: at(PAGE), access: WRITE, want: OK },
    { name: 'reading what may be executed', where: at(2 * PAGE), access: READ, want: OK },
    { name: 'executing what may be executed', where: at(2 * PAGE), access: EXECUTE, want: OK },
    { name: 'reading what may not be used', where: at(3 * PAGE), access: READ, want: FAULT_ACCERR },
    { name: 'reading the last page of a file', where: at(5 * PAGE - 1), access: READ, want: OK },
    { name: 'reading past the last page of a file', where: at(5 * PAGE), access: READ, want: FAULT_BUS },
    { name: 'writing past the last page of a file', where: at(5 * PAGE), access: WRITE, want: FAULT_BUS },
    {
      name: 'writing what of a file may only be read',
      where: at(7 * PAGE),
      access: WRITE,
      want: FAULT_ACCERR,
    },
  ])('$name', ({ where, access, want }) => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1, READ)
    mapPages(mm, 1, 1, WRITE)
    mapPages(mm, 2, 1, EXECUTE)
    mapPages(mm, 3, 1, NO_ACCESS)
    const object = new TestFile(file, 1)
    mm.mmap(mapped(object, { addr: at(4 * PAGE), length: 2 * PAGE }))
    mm.mmap(mapped(object, { addr: at(7 * PAGE), private: false, perms: READ }))
    expect(mm.handleUserFault(addr(where), access)).toBe(want)
    expect(mm.faults).toBe(want === OK ? 1 : 0)
    expectSound(file, mm, [object])
  })

  test.each([
    { name: 'no memory', errno: ENOMEM, want: FAULT_OOM },
    { name: 'no space', errno: ENOSPC, want: FAULT_BUS },
  ])('in a file that has $name', ({ errno, want }) => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    object.failTranslate = errno
    mm.mmap(mapped(object, { addr: BASE }))
    mm.mmap(mapped(object, { addr: at(PAGE), private: false }))
    for (const where of [BASE, at(PAGE)]) {
      expect(mm.handleUserFault(where, READ)).toBe(want)
      expect(mm.copyOut(where, byte())).toEqual(FAULT)
    }
    expectSound(file, mm, [object])
  })
})

describe('anonymous memory', () => {
  test('that is only read is the zero page, over and over, and costs no page', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 600)
    const dst = new Uint8Array(600 * PAGE).fill(9)
    expect(mm.copyIn(BASE, dst)).toEqual({ n: dst.length, err: OK })
    expect(dst.every((b) => b === 0)).toBe(true)
    expect([pageAt(mm, 0), pageAt(mm, 599)]).toEqual([ZERO_PAGE, ZERO_PAGE])
    expect(file.pagesInUse).toBe(1 + 1) // the one node of the page table
    expect(file.refs(ZERO_PAGE)).toBe(1)
    expectSound(file, mm)
  })

  test('gets a page when it is written to, whether it was read before or not', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 2)
    peek(mm, BASE, 1)
    mm.copyOut(BASE, Uint8Array.of(1))
    mm.copyOut(at(PAGE), Uint8Array.of(2))
    expect(peek(mm, BASE, PAGE)?.slice(0, 2)).toEqual(Uint8Array.of(1, 0))
    expect(peek(mm, at(PAGE), PAGE)?.slice(0, 2)).toEqual(Uint8Array.of(2, 0))
    expect(file.bytes.subarray(0, PAGE).every((b) => b === 0)).toBe(true)
    expectSound(file, mm)
  })

  test('gets zeroed pages, even those of somebody else before', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 8)
    mm.copyOut(BASE, new Uint8Array(8 * PAGE).fill(0xee))
    mm.munmap(BASE, 8 * PAGE)
    mapPages(mm, 0, 8)
    mm.copyOut(at(5), byte())
    expect(peek(mm, BASE, 8 * PAGE)?.every((b) => b === 0)).toBe(true)
    expectSound(file, mm)
  })
})

describe('copy on write', () => {
  test('copies a page that somebody else holds, and not one held alone', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1)
    mm.copyOut(BASE, Uint8Array.of(1, 2, 3))
    const shared = pageAt(mm, 0) as number
    file.incRef(shared) // as fork will
    mm.mprotect(BASE, PAGE, READ)
    mm.mprotect(BASE, PAGE, READ_WRITE)
    mm.copyOut(BASE, Uint8Array.of(9))
    const own = pageAt(mm, 0) as number
    expect(own).not.toBe(shared)
    expect([file.refs(shared), file.refs(own)]).toEqual([1, 1])
    expect(peek(mm, BASE, 3)).toEqual(Uint8Array.of(9, 2, 3))
    expect(file.bytes[shared * PAGE]).toBe(1)
    file.decRef(shared)
    expectSound(file, mm)
  })

  test('does not copy for the last holder', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1)
    mm.copyOut(BASE, Uint8Array.of(1))
    const page = pageAt(mm, 0) as number
    file.incRef(page)
    mm.mprotect(BASE, PAGE, READ)
    mm.mprotect(BASE, PAGE, READ_WRITE) // not writable in the page table: it is shared
    file.decRef(page)
    const { pagesInUse } = file
    expect(mm.copyOut(BASE, Uint8Array.of(4))).toEqual(ONE)
    expect([pageAt(mm, 0), file.pagesInUse]).toEqual([page, pagesInUse])
    expectSound(file, mm)
  })
})

describe('a private mapping of a file', () => {
  test('follows the file, page by page, until a page is written to', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 2 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 2 * PAGE }))
    object.write(0, Uint8Array.of(1))
    expect(peek(mm, BASE, 1)).toEqual(Uint8Array.of(1))
    object.write(0, Uint8Array.of(2))
    expect(peek(mm, BASE, 1)).toEqual(Uint8Array.of(2))
    mm.copyOut(at(1), Uint8Array.of(77))
    object.write(0, Uint8Array.of(3, 3))
    object.write(PAGE, Uint8Array.of(4))
    expect(peek(mm, BASE, 2)).toEqual(Uint8Array.of(2, 77))
    expect(peek(mm, at(PAGE), 1)).toEqual(Uint8Array.of(4))
    expect(object.read(0, 2)).toEqual(Uint8Array.of(3, 3))
    expectSound(file, mm, [object])
  })

  test('asks again for what the file has changed, and keeps its copies', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 3 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 3 * PAGE }))
    mm.copyOut(BASE, Uint8Array.of(7))
    peek(mm, at(PAGE), 2 * PAGE)
    object.mappings.invalidate({ start: 0, end: 2 * PAGE }, false)
    expect([0, 1, 2].map((i) => pageAt(mm, i) !== undefined)).toEqual([true, false, true])
    expect(peek(mm, BASE, 1)).toEqual(Uint8Array.of(7))
    expect(peek(mm, at(PAGE), 1)).toEqual(Uint8Array.of(0))
    expectSound(file, mm, [object])
  })

  test('written to first copies the file first', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    object.write(0, Uint8Array.of(1, 2, 3))
    mm.mmap(mapped(object, { addr: BASE }))
    mm.copyOut(at(1), Uint8Array.of(9))
    expect(peek(mm, BASE, 3)).toEqual(Uint8Array.of(1, 9, 3))
    expect(object.read(0, 3)).toEqual(Uint8Array.of(1, 2, 3))
    expectSound(file, mm, [object])
  })
})

describe('a shared mapping of a file', () => {
  test('is the file', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 2 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 2 * PAGE, private: false }))
    mm.mmap(mapped(object, { addr: at(8 * PAGE), offset: PAGE, private: false, perms: READ }))
    mm.copyOut(at(PAGE), Uint8Array.of(1, 2))
    expect(object.read(PAGE, 2)).toEqual(Uint8Array.of(1, 2))
    expect(peek(mm, at(8 * PAGE), 2)).toEqual(Uint8Array.of(1, 2))
    object.write(PAGE, Uint8Array.of(9))
    expect(peek(mm, at(PAGE), 2)).toEqual(Uint8Array.of(9, 2))
    expectSound(file, mm, [object])
  })
})

describe('past the end of a file', () => {
  test('the rest of the last page is there, the next page is not', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE + 10)
    object.write(PAGE, new Uint8Array(10).fill(5))
    mm.mmap(mapped(object, { addr: BASE, length: 4 * PAGE, private: false }))
    const dst = new Uint8Array(2 * PAGE)
    expect(mm.copyIn(at(PAGE), dst)).toEqual({ n: PAGE, err: EFAULT })
    expect([dst[9], dst[10]]).toEqual([5, 0])
    expect(mm.copyOut(at(2 * PAGE), byte())).toEqual(FAULT)
    expect(mm.handleUserFault(at(2 * PAGE), WRITE)).toBe(FAULT_BUS)
  })

  test.each([
    { name: 'shared', isPrivate: false },
    { name: 'private, copies too', isPrivate: true },
  ])('is what truncation cuts off: $name', ({ isPrivate }) => {
    const { file, mm } = machine()
    const object = new TestFile(file, 3 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 3 * PAGE, private: isPrivate }))
    mm.copyOut(BASE, new Uint8Array(3 * PAGE).fill(7))
    object.truncate(PAGE + 1)
    expect(mm.copyIn(BASE, new Uint8Array(3 * PAGE))).toEqual({ n: 2 * PAGE, err: EFAULT })
    expect(peek(mm, at(PAGE), 2)).toEqual(isPrivate ? Uint8Array.of(7, 7) : Uint8Array.of(7, 0))
    expectSound(file, mm, [object])
    object.truncate(3 * PAGE)
    expect(peek(mm, at(2 * PAGE), 1)).toEqual(Uint8Array.of(0))
    expectSound(file, mm, [object])
  })

  test('is reached by every mapping of every address space that shows it, and no other', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 4 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 4 * PAGE, private: false }))
    mm.mmap(mapped(object, { addr: at(9 * PAGE), length: PAGE, offset: 2 * PAGE }))
    mapPages(mm, 12, 1)
    mm.copyOut(BASE, new Uint8Array(4 * PAGE).fill(7))
    mm.copyOut(at(9 * PAGE), Uint8Array.of(8))
    mm.copyOut(at(12 * PAGE), Uint8Array.of(9))
    object.truncate(2 * PAGE)
    expect([0, 1, 2, 3, 9, 12].map((i) => peek(mm, at(i * PAGE), 1)?.[0])).toEqual([
      7,
      7,
      undefined,
      undefined,
      undefined,
      9,
    ])
  })
})

describe('a debugger', () => {
  const cases: {
    name: string
    perms: AccessType
    isPrivate: boolean
    maxPerms?: AccessType
    read: number
    write: number
  }[] = [
    { name: 'private, read only', perms: READ, isPrivate: true, read: 1, write: 1 },
    { name: 'private, not to be used', perms: NO_ACCESS, isPrivate: true, read: 1, write: 1 },
    { name: 'shared, writable', perms: READ_WRITE, isPrivate: false, read: 1, write: 1 },
    // As on Linux: what is not writable now is not written through to a file.
    { name: 'shared, read only', perms: READ, isPrivate: false, read: 1, write: 0 },
    { name: 'shared, not to be used', perms: NO_ACCESS, isPrivate: false, read: 1, write: 0 },
    { name: 'shared, never writable', perms: READ, isPrivate: false, maxPerms: READ, read: 1, write: 0 },
    {
      name: 'private, never anything',
      perms: NO_ACCESS,
      isPrivate: true,
      maxPerms: NO_ACCESS,
      read: 0,
      write: 0,
    },
  ]
  test.each(cases)('and a mapping that is $name', ({ perms, isPrivate, maxPerms, read, write }) => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    object.write(0, Uint8Array.of(1))
    mm.mmap(
      mapped(object, {
        addr: BASE,
        perms,
        private: isPrivate,
        ...(maxPerms === undefined ? {} : { maxPerms }),
      }),
    )
    const dst = byte()
    expect(mm.copyIn(BASE, dst, IGNORE_PERMISSIONS).n).toBe(read)
    expect(dst[0]).toBe(read)
    expect(mm.copyOut(BASE, Uint8Array.of(9), IGNORE_PERMISSIONS).n).toBe(write)
    expect(peek(mm, BASE, 1)?.[0]).toBe(read === 0 ? undefined : write === 1 ? 9 : 1)
    expect(object.read(0, 1)[0]).toBe(write === 1 && !isPrivate ? 9 : 1)
    expectSound(file, mm, [object])
  })

  test('leaves the program no more than it had', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1, READ)
    mm.copyOut(BASE, Uint8Array.of(5), IGNORE_PERMISSIONS)
    expect(mm.copyOut(BASE, byte())).toEqual(FAULT)
    expect(mm.handleUserFault(BASE, WRITE)).toBe(FAULT_ACCERR)
    expect(peek(mm, BASE, 1)).toEqual(Uint8Array.of(5))
  })
})

describe('out of memory', () => {
  test('a write goes as far as there are pages, and changes nothing else', () => {
    const { file, mm } = machine(16)
    mapPages(mm, 0, 32)
    const src = new Uint8Array(32 * PAGE).fill(3)
    const room = 15 - 1 // less the one node of the page table
    expect(mm.copyOut(BASE, src)).toEqual({ n: room * PAGE, err: EFAULT })
    expect(mm.handleUserFault(at(room * PAGE), WRITE)).toBe(FAULT_OOM)
    expect(peek(mm, BASE, room * PAGE)).toEqual(src.subarray(0, room * PAGE))
    expect(peek(mm, at(room * PAGE), 1)).toEqual(byte()) // reading needs no page
    expectSound(file, mm)
    mm.munmap(BASE, PAGE)
    expect(mm.copyOut(at(room * PAGE), src).n).toBe(PAGE)
    mm.decUsers()
    expect(file.pagesInUse).toBe(1)
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('with %d pages left every kind of fault is clean', (left) => {
    const { file, mm } = machine(16)
    const object = new TestFile(file, 3 * PAGE)
    object.write(0, Uint8Array.of(1))
    mm.mmap(mapped(object, { addr: BASE, length: 3 * PAGE }))
    mm.mmap(mapped(object, { addr: at(4 * PAGE), length: 3 * PAGE, private: false }))
    mm.mmap(anon({ addr: at(8 * PAGE) }))
    let idle = 0
    for (; file.pagesInUse < file.maxPages - left; idle++) file.allocate()
    for (const [where, access] of [
      [8 * PAGE, READ],
      [8 * PAGE, WRITE],
      [4 * PAGE, READ],
      [5 * PAGE, WRITE],
      [0, READ],
      [0, WRITE],
      [2 * PAGE, WRITE],
    ] as const) {
      expect([OK, FAULT_OOM]).toContain(mm.handleUserFault(at(where), access))
      expectSound(file, mm, [object], idle)
    }
  })
})
