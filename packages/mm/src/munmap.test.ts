import { EINVAL, OK } from '@jvisor/abi'
import { addr, INVALID_ADDR, READ } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { at, BASE, expectSound, machine, mapPages, mapped, maps, PAGE, TestFile } from './fixtures.testing.ts'
import { DEFAULT_LAYOUT } from './layout.ts'

const { maxAddr } = DEFAULT_LAYOUT

describe('munmap', () => {
  test.each([
    { name: 'the start', from: 0, to: 1, want: ['1-4 rw-p', '4-6 r--p'] },
    { name: 'the end of one and the start of the next', from: 3, to: 5, want: ['0-3 rw-p', '5-6 r--p'] },
    { name: 'the middle', from: 1, to: 2, want: ['0-1 rw-p', '2-4 rw-p', '4-6 r--p'] },
    { name: 'all, with holes around', from: -3, to: 20, want: [] },
    { name: 'what is not mapped', from: 6, to: 7, want: ['0-4 rw-p', '4-6 r--p'] },
  ])('takes away $name', ({ from, to, want }) => {
    const { file, mm } = machine()
    mapPages(mm, 0, 4)
    mapPages(mm, 4, 2, READ)
    mm.copyOut(BASE, new Uint8Array(4 * PAGE).fill(1))
    expect(mm.munmap(at(from * PAGE), (to - from) * PAGE)).toBe(OK)
    expect(maps(mm)).toEqual(want)
    expectSound(file, mm)
  })

  test('takes every page that the range touches', () => {
    const { mm } = machine()
    mapPages(mm, 0, 3)
    expect(mm.munmap(BASE, PAGE + 1)).toBe(OK)
    expect(maps(mm)).toEqual(['2-3 rw-p'])
  })

  test.each([
    { name: 'length 0', where: BASE, length: 0 },
    { name: 'an address within a page', where: BASE + 1, length: 1 },
    { name: 'the end of the address space', where: maxAddr, length: PAGE },
    { name: 'no length at the end', where: maxAddr, length: 0 },
    { name: 'a range across the end', where: maxAddr - PAGE, length: PAGE + 1 },
    { name: 'no address at all', where: INVALID_ADDR, length: PAGE },
    { name: 'a length of 2^64 - 1', where: BASE, length: 2 ** 64 - 1 },
  ])('is EINVAL for $name', ({ where, length }) => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    expect(mm.munmap(addr(where), length)).toBe(EINVAL)
    expect(maps(mm)).toEqual(['0-1 rw-p'])
  })

  test.each([
    { name: 'from 0', where: 0, length: PAGE },
    { name: 'up to the end', where: maxAddr - PAGE, length: PAGE - 1 },
    { name: 'everything', where: 0, length: maxAddr },
  ])('reaches $name', ({ where, length }) => {
    expect(machine().mm.munmap(addr(where), length)).toBe(OK)
  })

  test('tells the file, piece by piece, and lets it go', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 9 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 9 * PAGE, private: false }))
    mm.copyOut(BASE, new Uint8Array(9 * PAGE).fill(1))
    mm.munmap(at(3 * PAGE), 3 * PAGE)
    expect(object.refs).toBe(2)
    expectSound(file, mm, [object])
    mm.munmap(at(PAGE), 6 * PAGE)
    expectSound(file, mm, [object])
    mm.munmap(BASE, 9 * PAGE)
    expectSound(file, mm, [object])
    expect([object.refs, object.read(8 * PAGE, 1)[0]]).toEqual([0, 1])
  })
})

describe('the last user', () => {
  test('takes everything with it', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 3 * PAGE)
    mapPages(mm, 0, 3)
    mm.mmap(mapped(object, { addr: at(8 * PAGE), length: 3 * PAGE }))
    mm.copyOut(BASE, new Uint8Array(3 * PAGE))
    mm.copyOut(at(8 * PAGE), new Uint8Array(3 * PAGE))
    expect(mm.incUsers()).toBe(true)
    mm.decUsers()
    expect(mm.copyOut(BASE, new Uint8Array(1)).n).toBe(1)
    mm.decUsers()
    expect([[...mm.vmas], object.refs, mm.incUsers()]).toEqual([[], 0, false])
    object.truncate(0)
    expect(file.pagesInUse).toBe(1)
    expect(() => mm.decUsers()).toThrow(/invariant/)
  })
})
