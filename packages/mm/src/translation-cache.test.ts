// Each reason for which a translation becomes invalid, and that nothing is told without one. (That nothing is left out
// is what address-space.test.ts tests, with random operations.)

import { MADV_DONTNEED } from '@jvisor/abi'
import { addr, NO_ACCESS, READ, READ_WRITE, WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { at, BASE, machine, mapPages, mapped, PAGE, TestFile } from './fixtures.testing.ts'
import type { MemoryManager } from './memory-manager.ts'

/** An address space with two pages, the first of which was written to, and what a TLB is told. */
function watched() {
  const { file, mm } = machine()
  mapPages(mm, 0, 4)
  mm.zeroOut(BASE, 1)
  const told: string[] = []
  const cache = {
    invalidate: (start: number, end: number, reason: string) => {
      told.push(`${(start - BASE) / PAGE}-${(end - BASE) / PAGE} ${reason}`)
    },
  }
  mm.addTranslationCache(cache)
  return { file, mm, told, cache }
}

describe('a TLB is told', () => {
  test.each<{ name: string; act: (mm: MemoryManager) => unknown; want: string[] }>([
    { name: 'of munmap', act: (mm) => mm.munmap(BASE, 2 * PAGE), want: ['0-2 unmapped'] },
    { name: 'not of munmap where no page was', act: (mm) => mm.munmap(at(PAGE), PAGE), want: [] },
    {
      name: 'of permissions that are taken',
      act: (mm) => mm.mprotect(BASE, PAGE, READ),
      want: ['0-1 protected'],
    },
    {
      name: 'not of those that are given',
      act: (mm) => mm.mprotect(BASE, 4 * PAGE, 7 as typeof READ),
      want: [],
    },
    { name: 'not of those of no page', act: (mm) => mm.mprotect(at(PAGE), PAGE, NO_ACCESS), want: [] },
    { name: 'of MADV_DONTNEED', act: (mm) => mm.madvise(BASE, PAGE, MADV_DONTNEED), want: ['0-1 discarded'] },
    {
      name: 'of a move, from where',
      act: (mm) => mm.mremap(BASE, { oldLength: PAGE, newLength: PAGE, flags: 3, newAddr: at(9 * PAGE) }),
      want: ['0-1 unmapped'],
    },
    { name: 'of fork: stores must fault', act: (mm) => mm.fork(), want: ['0-4 write-protected'] },
    {
      name: 'of the zero page that gives way to one of its own',
      act: (mm) => {
        mm.translate(at(PAGE), READ)
        mm.translate(at(PAGE), WRITE)
      },
      want: ['1-2 replaced'],
    },
    { name: 'not of a first fault', act: (mm) => mm.translate(at(PAGE), WRITE), want: [] },
    { name: 'of brk that shrinks', act: shrinkHeap, want: ['16-17 unmapped'] },
    {
      name: 'of the end of the address space',
      act: (mm) => mm.decUsers(),
      want: [expect.stringContaining('unmapped')],
    },
  ])('$name', ({ act, want }) => {
    const { mm, told } = watched()
    act(mm)
    expect(told).toEqual(want)
  })

  function shrinkHeap(mm: MemoryManager): void {
    mm.setBrkStart(at(16 * PAGE))
    mm.brk(at(17 * PAGE))
    mm.zeroOut(at(16 * PAGE), 1)
    mm.brk(at(16 * PAGE))
  }

  test('of truncation, in parent and child, though they have the leaf in common', () => {
    const { file, mm, told } = watched()
    const object = new TestFile(file, 2 * PAGE)
    mm.mmap(mapped(object, { addr: at(8 * PAGE), length: 2 * PAGE, private: false }))
    mm.zeroOut(at(8 * PAGE), 2 * PAGE)
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('there was room')
    const toldChild: string[] = []
    child.addTranslationCache({
      invalidate: (start, end, reason) => toldChild.push(`${start - BASE}-${end - BASE} ${reason}`),
    })
    told.length = 0
    object.truncate(PAGE)
    expect([told, toldChild]).toEqual([['9-10 discarded'], [`${9 * PAGE}-${10 * PAGE} discarded`]])
  })

  test('of a copy that is made after fork, by who makes it, and nobody else', () => {
    const { mm, told } = watched()
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('there was room')
    told.length = 0
    child.zeroOut(BASE, 1)
    expect(told).toEqual([])
    mm.zeroOut(BASE, 1) // alone again: no copy
    expect(told).toEqual([])
    const again = mm.fork()
    told.length = 0
    mm.zeroOut(BASE, 1)
    expect([told, typeof again]).toEqual([['0-1 replaced'], 'object'])
  })

  test('nothing any more once it is taken away', () => {
    const { mm, told, cache } = watched()
    mm.removeTranslationCache(cache)
    mm.munmap(BASE, PAGE)
    expect(told).toEqual([])
  })
})

describe('a translation', () => {
  test('is the page and what may be done with it now', () => {
    const { mm } = watched()
    const page = mm.pageTable.get(BASE / PAGE) >>> 12
    expect(mm.translate(at(5), READ)).toBe(page * PAGE + READ_WRITE)
    expect(mm.translate(at(PAGE + 5), READ)).toBe(READ)
    const child = mm.fork()
    expect([mm.translate(BASE, READ), typeof child]).toEqual([page * PAGE + READ, 'object'])
  })

  test.each([
    { name: 'where nothing is', where: at(9 * PAGE), access: READ, want: -1 },
    { name: 'of what is not allowed', where: at(3 * PAGE), access: WRITE, want: -2 },
    { name: 'above everything', where: addr(2 ** 52), access: READ, want: -1 },
  ])('$name is a fault', ({ where, access, want }) => {
    const { mm } = watched()
    mm.mprotect(at(3 * PAGE), PAGE, READ)
    expect(mm.translate(where, access)).toBe(want)
  })
})
