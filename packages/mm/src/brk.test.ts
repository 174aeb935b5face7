import { OK } from '@jvisor/abi'
import { addr, READ } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { anon, at, BASE, expectSound, machine, mapPages, maps, PAGE, peek } from './fixtures.testing.ts'
import { DEFAULT_LAYOUT } from './layout.ts'

/** An address space whose heap begins at BASE and has so many bytes. */
function heap(length: number) {
  const made = machine()
  made.mm.setBrkStart(BASE)
  expect(made.mm.brk(at(length))).toBe(BASE + length)
  return made
}

describe('brk', () => {
  test('says where it is', () => {
    const { mm } = heap(100)
    expect(mm.brk(addr(0))).toBe(BASE + 100)
    expect(machine().mm.brk(addr(0))).toBe(DEFAULT_LAYOUT.brkStart)
  })

  test('grows and shrinks by pages', () => {
    const { file, mm } = heap(3 * PAGE)
    expect(maps(mm)).toEqual(['0-3 rw-p'])
    mm.copyOut(BASE, new Uint8Array(3 * PAGE).fill(7))
    expect(mm.brk(at(PAGE + 1))).toBe(BASE + PAGE + 1)
    expect(maps(mm)).toEqual(['0-2 rw-p'])
    expect(mm.brk(BASE)).toBe(BASE)
    expect(maps(mm)).toEqual([])
    expect(file.pagesInUse).toBe(1)
  })

  test('keeps the rest of the last page as it is, and zeroes whole pages', () => {
    const { mm } = heap(2 * PAGE)
    mm.copyOut(BASE, new Uint8Array(2 * PAGE).fill(7))
    mm.brk(at(100))
    expect(peek(mm, BASE, PAGE)).toEqual(new Uint8Array(PAGE).fill(7))
    mm.brk(at(2 * PAGE))
    expect(peek(mm, BASE + PAGE - 1, 2)).toEqual(Uint8Array.of(7, 0))
  })

  test.each([
    { name: 'below the start', end: -1 },
    { name: 'onto a mapping', end: 6 * PAGE },
    { name: 'beyond a mapping', end: 8 * PAGE },
    { name: 'less than a page below a mapping', end: 5 * PAGE + 1 },
    { name: 'past the end of the address space', end: DEFAULT_LAYOUT.maxAddr - BASE + 1 },
  ])('does not move $name', ({ end }) => {
    const { mm } = heap(2 * PAGE)
    mapPages(mm, 6, 1, READ)
    expect(mm.brk(at(end))).toBe(BASE + 2 * PAGE)
    expect(maps(mm)).toEqual(['0-2 rw-p', '6-7 r--p'])
  })

  test('leaves one page free below a mapping', () => {
    const { mm } = heap(2 * PAGE)
    mapPages(mm, 6, 1, READ)
    expect(mm.brk(at(5 * PAGE))).toBe(BASE + 5 * PAGE)
  })

  test('is not moved by munmap, and grows from where it was', () => {
    const { mm } = heap(2 * PAGE)
    expect(mm.munmap(at(PAGE), PAGE)).toBe(OK)
    expect(mm.brk(addr(0))).toBe(BASE + 2 * PAGE)
    expect(mm.brk(at(3 * PAGE))).toBe(BASE + 3 * PAGE)
    expect(maps(mm)).toEqual(['0-1 rw-p', '2-3 rw-p'])
  })

  test('does not shrink over what has been unmapped already, as on Linux', () => {
    const { mm } = heap(4 * PAGE)
    mm.munmap(at(2 * PAGE), 2 * PAGE)
    expect(mm.brk(at(2 * PAGE))).toBe(BASE + 4 * PAGE)
    expect(mm.brk(at(3 * PAGE + 1))).toBe(BASE + 3 * PAGE + 1) // no page to take away
    expect(mm.brk(at(PAGE))).toBe(BASE + PAGE) // a part is still there
    expect(maps(mm)).toEqual(['0-1 rw-p'])
  })

  test('takes away whatever is mapped in what it gives back', () => {
    const { file, mm } = heap(4 * PAGE)
    mm.mmap(anon({ addr: at(2 * PAGE), perms: READ }))
    expect(mm.brk(at(PAGE))).toBe(BASE + PAGE)
    expect(maps(mm)).toEqual(['0-1 rw-p'])
    expectSound(file, mm)
  })
})
