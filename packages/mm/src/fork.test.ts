import { ENOMEM, MADV_DONTFORK, MADV_WIPEONFORK, MCL_CURRENT, OK } from '@jvisor/abi'
import { addr, READ, READ_WRITE, WRITE } from '@jvisor/usermem'
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
  peek,
  TestFile,
} from './fixtures.testing.ts'
import type { MemoryManager } from './memory-manager.ts'

/** The child of a fork that succeeds. */
function fork(parent: MemoryManager): MemoryManager {
  const child = parent.fork()
  if (typeof child === 'number') throw new Error(`fork: ${child}`)
  return child
}

/** Fills `count` pages, the first with `seed`, the next with one more. */
function fill(mm: MemoryManager, count: number, seed: number): void {
  for (let i = 0; i < count; i++) mm.copyOut(at(i * PAGE), new Uint8Array(PAGE).fill(seed + i))
}

/** The first byte of each of `count` pages; undefined for a fault. */
function firstBytes(mm: MemoryManager, count: number): (number | undefined)[] {
  return Array.from({ length: count }, (_, i) => peek(mm, BASE + i * PAGE, 1)?.[0])
}

describe('fork', () => {
  test('gives the child what the parent has, and each its own from then on', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 3)
    fill(mm, 2, 1)
    const child = fork(mm)
    expect(maps(child)).toEqual(maps(mm))
    mm.copyOut(BASE, Uint8Array.of(11))
    child.copyOut(at(PAGE), Uint8Array.of(12))
    child.copyOut(at(2 * PAGE), Uint8Array.of(13))
    expect([firstBytes(mm, 3), firstBytes(child, 3)]).toEqual([
      [11, 2, 0],
      [1, 12, 13],
    ])
    expectSound(file, [mm, child])
  })

  test('copies no page, and no leaf of the page table', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 100)
    fill(mm, 100, 1)
    const before = file.pagesInUse
    const child = fork(mm)
    expect(file.pagesInUse).toBe(before)
    expect(child.pageTable.leafOf(BASE / PAGE)).toBe(mm.pageTable.leafOf(BASE / PAGE))
    child.decUsers()
    expect(file.pagesInUse).toBe(before)
  })

  test('costs the parent nothing once the child is gone: no fault, no copy', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 10)
    fill(mm, 10, 1)
    const pages = Array.from({ length: 10 }, (_, i) => mm.pageTable.get(BASE / PAGE + i))
    fork(mm).decUsers()
    const { faults } = mm
    expect(mm.pageTable.effective(BASE / PAGE) & WRITE).toBe(WRITE)
    fill(mm, 10, 2)
    expect(Array.from({ length: 10 }, (_, i) => mm.pageTable.get(BASE / PAGE + i))).toEqual(pages)
    expect(mm.faults - faults).toBeLessThanOrEqual(1) // the cached leaf is looked at again
    expectSound(file, mm)
  })

  test('copies a page once, and leaves it to the last who has it', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1)
    fill(mm, 1, 1)
    const page = mm.pageTable.get(BASE / PAGE) >>> 12
    const child = fork(mm)
    mm.copyOut(BASE, Uint8Array.of(2))
    expect(mm.pageTable.get(BASE / PAGE) >>> 12).not.toBe(page)
    child.copyOut(BASE, Uint8Array.of(3))
    expect(child.pageTable.get(BASE / PAGE) >>> 12).toBe(page)
    expectSound(file, [mm, child])
  })

  test('shares shared memory, files and what is not written to', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 2 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: PAGE, private: false }))
    mm.mmap(mapped(object, { addr: at(PAGE), length: PAGE, offset: PAGE }))
    object.write(0, Uint8Array.of(1))
    object.write(PAGE, Uint8Array.of(2))
    expect(firstBytes(mm, 2)).toEqual([1, 2])
    const child = fork(mm)
    child.copyOut(BASE, Uint8Array.of(3))
    object.write(PAGE, Uint8Array.of(4))
    expect([firstBytes(mm, 2), firstBytes(child, 2)]).toEqual([
      [3, 4],
      [3, 4],
    ])
    expectSound(file, [mm, child], [object])
  })

  test('and then truncation: all lose the pages, also those who have the leaf in common', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 3 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 3 * PAGE }))
    fill(mm, 2, 1)
    firstBytes(mm, 3)
    const child = fork(mm)
    object.truncate(PAGE)
    expect([firstBytes(mm, 3), firstBytes(child, 3)]).toEqual([
      [1, undefined, undefined],
      [1, undefined, undefined],
    ])
    expectSound(file, [mm, child], [object])
  })

  test.each([
    {
      name: 'leaves MADV_DONTFORK out',
      advice: MADV_DONTFORK,
      want: [1, undefined, 3],
      lines: ['0-1 rw-p', '2-3 rw-p'],
    },
    {
      name: 'empties MADV_WIPEONFORK',
      advice: MADV_WIPEONFORK,
      want: [1, 0, 3],
      lines: ['0-1 rw-p', '1-2 rw-p', '2-3 rw-p'],
    },
  ])('$name', ({ advice, want, lines }) => {
    const { file, mm } = machine()
    mapPages(mm, 0, 3)
    fill(mm, 3, 1)
    expect(mm.madvise(at(PAGE), PAGE, advice)).toBe(OK)
    const child = fork(mm)
    expect([maps(child), firstBytes(child, 3), firstBytes(mm, 3)]).toEqual([lines, want, [1, 2, 3]])
    expectSound(file, [mm, child])
  })

  test('does not inherit locks', () => {
    const { mm } = machine()
    mapPages(mm, 0, 2)
    mm.mlockall(MCL_CURRENT)
    const child = fork(mm)
    expect([mm.usage.vmLck, child.usage.vmLck]).toEqual([2 * PAGE, 0])
  })

  test('begins with the resident pages of the parent, and peaks of its own', () => {
    const { mm } = machine()
    mapPages(mm, 0, 4)
    fill(mm, 4, 1)
    mm.munmap(at(2 * PAGE), 2 * PAGE)
    const child = fork(mm)
    expect(mm.usage).toMatchObject({ vmPeak: 4 * PAGE, vmHWM: 4 * PAGE, vmRSS: 2 * PAGE })
    expect(child.usage).toMatchObject({
      vmPeak: 2 * PAGE,
      vmHWM: 2 * PAGE,
      vmRSS: 2 * PAGE,
      rssAnon: 2 * PAGE,
    })
  })

  test('ignores protections that a debugger ignores: a store to read-only memory stays on one side', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    fill(mm, 1, 1)
    mm.mprotect(BASE, PAGE, READ)
    const child = fork(mm)
    child.copyOut(BASE, Uint8Array.of(9), { ignorePermissions: true })
    expect([firstBytes(mm, 1), firstBytes(child, 1)]).toEqual([[1], [9]])
  })

  test('is ENOMEM without memory for the nodes of a table, and leaves nothing behind', () => {
    const { file, mm } = machine(32)
    const object = new TestFile(file, PAGE)
    mapPages(mm, 0, 2)
    mm.mmap(mapped(object, { addr: at(2 * PAGE) }))
    fill(mm, 3, 1)
    mm.mmap(anon({ addr: at(5000 * PAGE) }))
    mm.copyOut(at(5000 * PAGE), Uint8Array.of(1)) // now there is a node above the leaves
    let taken = 0
    while (file.allocate() !== -1) taken++
    expect(mm.fork()).toBe(ENOMEM)
    expectSound(file, mm, [object], taken)
    expect(firstBytes(mm, 3)).toEqual([1, 2, 3])
  })

  test('without memory to copy a leaf, what changes a part of it is ENOMEM, and nothing has changed', () => {
    const { file, mm } = machine(32)
    mapPages(mm, 0, 4)
    fill(mm, 4, 1)
    const child = fork(mm)
    let taken = 0
    while (file.allocate() !== -1) taken++
    expect([
      child.munmap(at(PAGE), PAGE),
      child.mprotect(at(PAGE), PAGE, READ),
      child.madvise(at(PAGE), PAGE, 4),
      child.mremap(at(PAGE), { oldLength: PAGE, newLength: PAGE, flags: 3, newAddr: at(9 * PAGE) }),
    ]).toEqual([ENOMEM, ENOMEM, ENOMEM, -ENOMEM])
    expect([maps(child), firstBytes(child, 4)]).toEqual([['0-4 rw-p'], [1, 2, 3, 4]])
    expectSound(file, [mm, child], [], taken)
    child.decUsers() // which needs none
    expectSound(file, mm, [], taken)
  })

  test('keeps an address space until the last user goes', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1)
    fill(mm, 1, 7)
    const child = fork(mm)
    expect(child.incUsers()).toBe(true)
    child.decUsers()
    expect(firstBytes(child, 1)).toEqual([7])
    child.decUsers()
    expect([child.incUsers(), maps(child)]).toEqual([false, []])
    expectSound(file, mm)
  })
})

describe('pins', () => {
  test('stay the pages of the address space, whatever forks come in between', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 3)
    fill(mm, 3, 1)
    const { pinned, err } = mm.pin(at(100), PAGE, READ_WRITE)
    expect([err, pinned.pages]).toEqual([
      OK,
      [mm.pageTable.get(BASE / PAGE) >>> 12, mm.pageTable.get(BASE / PAGE + 1) >>> 12],
    ])
    const [page] = pinned.pages
    const child = fork(mm)
    mm.copyOut(BASE, Uint8Array.of(21))
    expect([mm.pageTable.get(BASE / PAGE) >>> 12, file.bytes[page * PAGE]]).toEqual([page, 21])
    expect(firstBytes(child, 3)).toEqual([1, 2, 3])
    pinned.release()
    pinned.release()
    expect(pinned.pages).toEqual([])
    expectSound(file, [mm, child])
  })

  test('outlive the mapping', () => {
    const { file, mm } = machine()
    mapPages(mm, 0, 1)
    fill(mm, 1, 5)
    const { pinned } = mm.pin(BASE, 1, READ)
    mm.munmap(BASE, PAGE)
    expect([file.bytes[pinned.pages[0] * PAGE], file.pagesInUse]).toEqual([5, 2])
    pinned.release()
    expect(file.pagesInUse).toBe(1)
  })

  test('end before the first page that cannot be had', () => {
    const { file, mm } = machine()
    mm.mmap(anon({ addr: BASE, length: PAGE }))
    const { pinned, err } = mm.pin(BASE, 2 * PAGE, WRITE)
    expect([pinned.pages.length, err > 0]).toEqual([1, true])
    pinned.release()
    expect(mm.pin(addr(mm.layout.maxAddr), 1, READ).pinned.pages).toEqual([])
    expectSound(file, mm)
  })
})

test('whole leaves are unmapped after a fork without a copy, and empty parts of leaves too', () => {
  const { file, mm } = machine(4096)
  const LEAF = 1024 * PAGE
  const start = addr(4 * LEAF)
  mm.mmap(anon({ addr: start, length: 2 * LEAF }))
  mm.copyOut(addr(start + 10 * PAGE), Uint8Array.of(1))
  mm.copyOut(addr(start + LEAF + 10 * PAGE), Uint8Array.of(2))
  const child = fork(mm)
  let taken = 0
  while (file.allocate() !== -1) taken++
  expect(child.munmap(start, LEAF)).toBe(OK)
  expect(child.munmap(addr(start + LEAF), 10 * PAGE)).toBe(OK)
  expect(child.munmap(addr(start + LEAF + 11 * PAGE), 10 * PAGE)).toBe(OK)
  expect(child.munmap(addr(start + LEAF), 11 * PAGE)).toBe(ENOMEM)
  const move = { oldLength: PAGE, newLength: PAGE, flags: 3, newAddr: start }
  expect(child.mremap(addr(start + LEAF + 30 * PAGE), move)).toBe(start)
  expect(peek(mm, start + 10 * PAGE, 1)).toEqual(Uint8Array.of(1))
  expectSound(file, [mm, child], [], taken)
})
