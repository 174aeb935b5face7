import {
  EAGAIN,
  EEXIST,
  EINVAL,
  ENOMEM,
  EOVERFLOW,
  EPERM,
  MAX_FILE_SIZE,
  MAX_MAP_COUNT,
  OK,
} from '@jvisor/abi'
import { ANY_ACCESS, addr, EXECUTE, INVALID_ADDR, NO_ACCESS, READ, READ_WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import {
  anon,
  at,
  BASE,
  expectSound,
  machine,
  mapPages,
  mapped,
  maps,
  PAGE,
  TestFile,
} from './fixtures.testing.ts'
import { DEFAULT_LAYOUT, type MmapLayout } from './layout.ts'

const { minAddr, maxAddr, mmapTop } = DEFAULT_LAYOUT

describe('mmap without a place', () => {
  test('goes downward from the top, and into the highest hole that is large enough', () => {
    const { mm } = machine()
    expect(mm.mmap(anon({ perms: READ }))).toBe(mmapTop - PAGE)
    expect(mm.mmap(anon({ length: 2 * PAGE, perms: NO_ACCESS }))).toBe(mmapTop - 3 * PAGE)
    expect(mm.mmap(anon({ perms: READ }))).toBe(mmapTop - 4 * PAGE)
    expect(mm.munmap(addr(mmapTop - 3 * PAGE), 2 * PAGE)).toBe(OK)
    expect(mm.mmap(anon({ length: 3 * PAGE }))).toBe(mmapTop - 7 * PAGE)
    expect(mm.mmap(anon())).toBe(mmapTop - 2 * PAGE)
    expect(mm.mmap(anon({ perms: EXECUTE }))).toBe(mmapTop - 3 * PAGE)
  })

  test('rounds the length up', () => {
    const { mm } = machine()
    expect(mm.mmap(anon({ length: PAGE + 1 }))).toBe(mmapTop - 2 * PAGE)
    expect(mm.mmap(anon({ length: 1 }))).toBe(mmapTop - 3 * PAGE)
  })

  const tight: MmapLayout = {
    minAddr: addr(PAGE),
    maxAddr: addr(10 * PAGE),
    mmapTop: addr(5 * PAGE),
    brkStart: addr(PAGE),
  }

  test('goes above the top when there is no room below', () => {
    const { mm } = machine(64, tight)
    expect(mm.mmap(anon({ length: 4 * PAGE }))).toBe(PAGE)
    expect(mm.mmap(anon({ length: 4 * PAGE, perms: READ }))).toBe(6 * PAGE)
    expect(mm.mmap(anon({ length: 2 * PAGE }))).toBe(-ENOMEM)
    expect(mm.mmap(anon())).toBe(5 * PAGE)
    expect(mm.mmap(anon())).toBe(-ENOMEM)
  })
})

describe('a hint', () => {
  test.each([
    { name: 'that is free is taken', hint: BASE, want: BASE },
    { name: 'is rounded down', hint: BASE + PAGE - 1, want: BASE },
    { name: 'within the first page is none', hint: PAGE - 1, want: mmapTop - PAGE },
    { name: 'below the lowest address is raised to it', hint: PAGE, want: minAddr },
    { name: 'that fits exactly below the end is taken', hint: maxAddr - PAGE, want: maxAddr - PAGE },
    { name: 'at the end is ignored', hint: maxAddr, want: mmapTop - PAGE },
    { name: 'that is no address at all is ignored', hint: INVALID_ADDR, want: mmapTop - PAGE },
  ])('$name', ({ hint, want }) => {
    expect(machine().mm.mmap(anon({ addr: addr(hint), fixed: false }))).toBe(want)
  })

  test('of which a part is taken is ignored', () => {
    const { mm } = machine()
    mapPages(mm, 1, 1, READ)
    expect(mm.mmap(anon({ addr: BASE, fixed: false, length: 2 * PAGE }))).toBe(mmapTop - 2 * PAGE)
  })
})

describe('a fixed mapping', () => {
  test('replaces what it covers, whole mappings and parts', () => {
    const { file, mm } = machine()
    const before = file.pagesInUse
    mapPages(mm, 0, 4)
    mapPages(mm, 4, 4, READ)
    mm.copyOut(at(2 * PAGE), new Uint8Array(2 * PAGE).fill(7))
    expect(mm.mmap(anon({ addr: at(2 * PAGE), length: 4 * PAGE, perms: NO_ACCESS }))).toBe(at(2 * PAGE))
    expect(maps(mm)).toEqual(['0-2 rw-p', '2-6 ---p', '6-8 r--p'])
    expect(file.pagesInUse).toBe(before)
  })

  test('does not with noReplace', () => {
    const { mm } = machine()
    mapPages(mm, 2, 1)
    expect(mm.mmap(anon({ addr: BASE, length: 3 * PAGE, noReplace: true }))).toBe(-EEXIST)
    expect(mm.mmap(anon({ addr: BASE, length: 2 * PAGE, noReplace: true }))).toBe(BASE)
    expect(maps(mm)).toEqual(['0-3 rw-p'])
  })

  test.each([
    { name: 'not page aligned', where: BASE + 1, length: PAGE, want: -EINVAL },
    { name: 'at the end', where: maxAddr, length: PAGE, want: -ENOMEM },
    { name: 'beyond the end and unaligned', where: maxAddr + 1, length: PAGE, want: -ENOMEM },
    { name: 'crossing the end', where: maxAddr - PAGE, length: PAGE + 1, want: -ENOMEM },
    { name: 'up to the end', where: maxAddr - PAGE, length: PAGE, want: maxAddr - PAGE },
    { name: 'below the lowest address', where: minAddr - PAGE, length: PAGE, want: -EPERM },
    { name: 'at address 0', where: 0, length: PAGE, want: -EPERM },
    { name: 'at the lowest address', where: minAddr, length: PAGE, want: minAddr },
    { name: 'nowhere', where: INVALID_ADDR, length: PAGE, want: -ENOMEM },
    { name: 'without length', where: BASE + 1, length: 0, want: -EINVAL },
  ])('$name gives $want', ({ where, length, want }) => {
    expect(machine().mm.mmap(anon({ addr: addr(where), length }))).toBe(want)
  })
})

describe('a length', () => {
  test.each([
    { name: '0', length: 0, want: -EINVAL },
    { name: 'more than all there is', length: maxAddr + 1, want: -ENOMEM },
    { name: 'of all there is, where the lowest page is barred', length: maxAddr, want: -ENOMEM },
    { name: '2^63', length: 2 ** 63, want: -ENOMEM },
    { name: '2^64 - 1', length: 2 ** 64 - 1, want: -ENOMEM },
  ])('of $name gives $want', ({ length, want }) => {
    expect(machine().mm.mmap(anon({ length }))).toBe(want)
  })

  test('of a tebibyte costs nothing', () => {
    const { file, mm } = machine()
    const before = file.pagesInUse
    expect(mm.mmap(anon({ length: 2 ** 40, perms: NO_ACCESS }))).toBe(mmapTop - 2 ** 40)
    expect(file.pagesInUse).toBe(before)
  })
})

describe('neighbours', () => {
  test('that continue each other are one mapping, whichever comes first', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    mapPages(mm, 2, 1)
    expect(maps(mm)).toEqual(['0-1 rw-p', '2-3 rw-p'])
    mapPages(mm, 1, 1)
    expect(maps(mm)).toEqual(['0-3 rw-p'])
  })

  test.each([
    { name: 'permissions', opts: { perms: READ } },
    { name: 'maximum permissions', opts: { maxPerms: READ_WRITE } },
    { name: 'a name', opts: { hint: '[stack]' } },
  ])('that differ in $name are not', ({ opts }) => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    mm.mmap(anon({ addr: at(PAGE), ...opts }))
    mapPages(mm, 2, 1)
    expect(maps(mm)).toHaveLength(3)
  })

  test('of one file are one mapping if the offsets go on', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 10 * PAGE)
    const map = (index: number, offset: number, isPrivate = true) =>
      mm.mmap(mapped(object, { addr: at(index * PAGE), offset: offset * PAGE, private: isPrivate }))
    map(0, 3)
    map(2, 5)
    map(3, 7)
    map(4, 8, false)
    expect([maps(mm).length, object.refs]).toEqual([4, 4])
    map(1, 4)
    expect(maps(mm)).toEqual(['0-3 rw-p /file+3', '3-4 rw-p /file+7', '4-5 rw-s /file+8'])
    expectSound(file, mm, [object])
    mm.munmap(at(PAGE), PAGE)
    expect(maps(mm)).toEqual(['0-1 rw-p /file+3', '2-3 rw-p /file+5', '3-4 rw-p /file+7', '4-5 rw-s /file+8'])
    expectSound(file, mm, [object])
  })
})

describe('a mapped file', () => {
  test('that refuses is not mapped, and what was there is gone', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    object.failAdd = EAGAIN
    mapPages(mm, 0, 3)
    expect(mm.mmap(mapped(object, { addr: at(PAGE) }))).toBe(-EAGAIN)
    expect(maps(mm)).toEqual(['0-1 rw-p', '2-3 rw-p'])
    expectSound(file, mm, [object])
  })

  test('cannot be mapped past the largest offset', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    const last = MAX_FILE_SIZE + 1 - 2 * PAGE
    expect(mm.mmap(mapped(object, { offset: last }))).toBe(mmapTop - PAGE)
    expect(mm.mmap(mapped(object, { offset: last, length: PAGE + 1 }))).toBe(-EOVERFLOW)
    expect(mm.mmap(mapped(object, { offset: last + PAGE }))).toBe(-EOVERFLOW)
  })

  test('must be given for shared memory: that is for the system call to see to', () => {
    expect(() => machine().mm.mmap(anon({ private: false }))).toThrow(/invariant/)
  })
})

describe('populate', () => {
  test.each([
    { name: 'private memory that may be written has its pages', opts: anon({ length: 3 * PAGE }), pages: 3 },
    {
      name: 'memory that is only read shares the zero page',
      opts: anon({ length: 3 * PAGE, perms: READ }),
      pages: 0,
    },
    { name: 'memory that cannot be used has none', opts: anon({ perms: NO_ACCESS }), pages: -1 },
  ])('$name', ({ opts, pages }) => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1)
    mm.copyOut(BASE, new Uint8Array(1)) // the page table is there
    const before = file.pagesInUse
    const faults = mm.faults
    mm.mmap({ ...opts, addr: at(PAGE), fixed: true, precommit: true })
    expect(file.pagesInUse - before).toBe(Math.max(0, pages))
    expect(mm.faults - faults).toBe(pages < 0 ? 0 : 3)
  })

  test('goes on with the next mapping after one that cannot be had', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 4 * PAGE }))
    mapPages(mm, 4, 1, NO_ACCESS)
    mapPages(mm, 6, 2)
    expect(mm.mlockall(1)).toBe(OK)
    expect([0, 1, 2, 3, 4, 5, 6, 7].filter((i) => mm.pageTable.get((BASE + i * PAGE) / PAGE) !== 0)).toEqual([
      0, 6, 7,
    ])
    expectSound(file, mm, [object])
  })

  test('stops quietly when memory runs out', () => {
    const { file, mm } = machine(16)
    expect(mm.mmap(anon({ length: 100 * PAGE, precommit: true }))).toBe(mmapTop - 100 * PAGE)
    expect(file.pagesInUse).toBe(16)
    expectSound(file, mm)
    mm.decUsers()
    expect(file.pagesInUse).toBe(1)
  })
})

describe('too many mappings', () => {
  /** An address space with exactly `count` mappings, each a page, with holes between; the first has 6 pages. */
  function crowded(count: number) {
    const made = machine(64)
    mapPages(made.mm, 0, 6)
    for (let i = 1; i < count; i++) made.mm.mmap(anon({ addr: at((6 + 2 * i) * PAGE) }))
    expect([...made.mm.vmas]).toHaveLength(count)
    return made
  }
  const size = (mm: { vmas: Iterable<unknown> }) => [...mm.vmas].length
  const far = addr(BASE + 2 ** 36)

  test('are refused once there is one more than the limit, as on Linux', () => {
    const { mm } = crowded(MAX_MAP_COUNT)
    expect(mm.mmap(anon({ addr: far }))).toBe(far)
    expect(size(mm)).toBe(MAX_MAP_COUNT + 1)
    expect(mm.mmap(anon())).toBe(-ENOMEM)
    expect(mm.mmap(anon({ addr: far }))).toBe(-ENOMEM) // even one that would replace another
    expect(mm.mmap(anon({ addr: at(1) }))).toBe(-ENOMEM) // before the address is looked at
    expect(mm.mmap(anon({ length: 0 }))).toBe(-EINVAL)
    expect(mm.munmap(far, PAGE)).toBe(OK)
    expect(mm.mmap(anon({ addr: far }))).toBe(far)
  })

  test('can come from splitting', () => {
    const { mm } = crowded(MAX_MAP_COUNT)
    const before = maps(mm)
    const hole = at(2 * PAGE)
    expect(mm.munmap(hole, PAGE)).toBe(ENOMEM)
    expect(mm.mprotect(hole, PAGE, READ)).toBe(ENOMEM)
    expect(mm.mprotect(BASE, PAGE, READ)).toBe(ENOMEM)
    expect(mm.mmap(anon({ addr: hole, perms: READ }))).toBe(-ENOMEM)
    expect(maps(mm)).toEqual(before)
    // What needs no further mapping goes.
    expect(mm.mprotect(BASE, 6 * PAGE, READ)).toBe(OK)
    expect(mm.mprotect(BASE, 6 * PAGE, READ_WRITE)).toBe(OK)
    expect(mm.munmap(BASE, PAGE)).toBe(OK)
    expect(maps(mm)[0]).toBe('1-6 rw-p')
  })

  test('are counted split by split', () => {
    const { mm } = crowded(MAX_MAP_COUNT - 1)
    const before = maps(mm)
    expect(mm.mprotect(at(2 * PAGE), PAGE, READ)).toBe(ENOMEM) // would need two
    expect(maps(mm)).toEqual(before)
    expect(mm.mprotect(BASE, PAGE, READ)).toBe(OK)
    expect(size(mm)).toBe(MAX_MAP_COUNT)
    // Moving the border between two neighbours needs none.
    expect(mm.mprotect(BASE, 3 * PAGE, READ)).toBe(OK)
    expect(mm.mprotect(at(PAGE), 2 * PAGE, READ_WRITE)).toBe(OK)
    expect(maps(mm).slice(0, 2)).toEqual(['0-1 r--p', '1-6 rw-p'])
    expect(mm.mprotect(BASE, PAGE, READ_WRITE)).toBe(OK)
    expect(maps(mm)).toEqual(before)
  })

  test('stop the heap', () => {
    const { mm } = crowded(MAX_MAP_COUNT + 1)
    const start = mm.brk(addr(0))
    expect(mm.brk(addr(start + 1))).toBe(start)
  })
})

test('every kind of permission can be asked for', () => {
  const { mm } = machine()
  for (let perms = 0; perms <= ANY_ACCESS; perms++) mapPages(mm, perms, 1, perms as typeof READ)
  expect(maps(mm)).toEqual([
    '0-1 ---p',
    '1-2 r--p',
    '2-3 -w-p',
    '3-4 rw-p',
    '4-5 --xp',
    '5-6 r-xp',
    '6-7 -wxp',
    '7-8 rwxp',
  ])
})

test('a terabyte that is not touched costs one mapping, whatever is done with it', () => {
  const { file, mm } = machine()
  const TIB = 2 ** 40
  for (const perms of [NO_ACCESS, READ_WRITE]) {
    const where = addr(mm.mmap(anon({ length: TIB, perms })))
    expect(mm.madvise(where, TIB, 4)).toBe(OK)
    expect(mm.mprotect(addr(where + TIB / 2), TIB / 4, READ)).toBe(OK)
    expect(mm.mremap(where, { oldLength: TIB / 4, newLength: TIB / 8, flags: 0, newAddr: addr(0) })).toBe(
      where,
    )
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('there was room')
    expect([mm.usage.vmSize, mm.usage.vmRSS, child.usage.vmSize]).toEqual([(7 / 8) * TIB, 0, (7 / 8) * TIB])
    child.decUsers()
    expect(mm.munmap(where, TIB)).toBe(OK)
    expect(file.pagesInUse).toBe(1)
  }
})
