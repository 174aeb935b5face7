import { EACCES, EFAULT, EINVAL, ENOMEM, OK } from '@jvisor/abi'
import { ANY_ACCESS, addr, NO_ACCESS, READ, READ_WRITE, WRITE } from '@jvisor/usermem'
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
import { DEFAULT_LAYOUT } from './layout.ts'

describe('mprotect', () => {
  test.each([
    { name: 'the start', from: 0, to: 2, want: ['0-2 r--p', '2-6 rw-p', '6-8 ---p'] },
    { name: 'the middle', from: 2, to: 3, want: ['0-2 rw-p', '2-3 r--p', '3-6 rw-p', '6-8 ---p'] },
    { name: 'the end', from: 5, to: 6, want: ['0-5 rw-p', '5-6 r--p', '6-8 ---p'] },
    { name: 'the whole of both', from: 0, to: 8, want: ['0-6 r--p', '6-8 r--p'] },
    { name: 'parts of both', from: 4, to: 7, want: ['0-4 rw-p', '4-6 r--p', '6-7 r--p', '7-8 ---p'] },
  ])('changes $name', ({ from, to, want }) => {
    const { file, mm } = machine()
    mapPages(mm, 0, 6)
    mapPages(mm, 6, 2, NO_ACCESS)
    mm.copyOut(BASE, new Uint8Array(6 * PAGE).fill(1))
    expect(mm.mprotect(at(from * PAGE), (to - from) * PAGE, READ)).toBe(OK)
    expect(maps(mm)).toEqual(want)
    expectSound(file, mm)
    // And back again: the pages are where they were.
    expect(mm.mprotect(BASE, 8 * PAGE, READ_WRITE)).toBe(OK)
    expect(maps(mm)).toEqual(['0-8 rw-p'])
    expect(peek(mm, BASE, 6 * PAGE)).toEqual(new Uint8Array(6 * PAGE).fill(1))
    expectSound(file, mm)
  })

  test('rounds the length up', () => {
    const { mm } = machine()
    mapPages(mm, 0, 3)
    expect(mm.mprotect(BASE, PAGE + 1, READ)).toBe(OK)
    expect(maps(mm)).toEqual(['0-2 r--p', '2-3 rw-p'])
  })

  test('over a hole is ENOMEM, but has changed what comes before it', () => {
    const { mm } = machine()
    mapPages(mm, 0, 2)
    mapPages(mm, 3, 2)
    expect(mm.mprotect(BASE, 5 * PAGE, READ)).toBe(ENOMEM)
    expect(maps(mm)).toEqual(['0-2 r--p', '3-5 rw-p'])
    expect(mm.mprotect(at(2 * PAGE), 2 * PAGE, READ)).toBe(ENOMEM)
    expect(maps(mm)).toEqual(['0-2 r--p', '3-5 rw-p'])
  })

  test('beyond what a file was opened for is EACCES, but has changed what comes before it', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    mapPages(mm, 0, 1, READ)
    mm.mmap(mapped(object, { addr: at(PAGE), private: false, perms: READ, maxPerms: READ }))
    mapPages(mm, 2, 1, READ)
    expect(mm.mprotect(BASE, 3 * PAGE, READ_WRITE)).toBe(EACCES)
    expect(maps(mm)).toEqual(['0-1 rw-p', '1-2 r--s /file+0', '2-3 r--p'])
    expect(mm.mprotect(at(PAGE), PAGE, NO_ACCESS)).toBe(OK)
    expect(mm.mprotect(at(PAGE), PAGE, READ)).toBe(OK)
  })

  test.each([
    { name: 'an address within a page', where: BASE + 1, length: 0, want: EINVAL },
    { name: 'length 0 where nothing is mapped', where: BASE - PAGE, length: 0, want: OK },
    { name: 'length 0 beyond the end', where: DEFAULT_LAYOUT.maxAddr + PAGE, length: 0, want: OK },
    { name: 'beyond the end', where: DEFAULT_LAYOUT.maxAddr, length: PAGE, want: ENOMEM },
    { name: 'a length of 2^64 - 1, which wraps around', where: BASE, length: 2 ** 64 - 1, want: ENOMEM },
    {
      name: 'a length of 2^64 - 4096, which wraps around',
      where: BASE,
      length: 2 ** 64 - PAGE,
      want: ENOMEM,
    },
  ])('is $want for $name, and changes nothing', ({ where, length, want }) => {
    const { mm } = machine()
    mapPages(mm, 0, 2)
    expect(mm.mprotect(addr(where), length, READ)).toBe(want)
    expect(maps(mm)).toEqual(['0-2 rw-p'])
  })

  test('of a length far beyond the end is ENOMEM, but has changed what is there', () => {
    const { mm } = machine()
    mapPages(mm, 0, 2)
    expect(mm.mprotect(BASE, 2 ** 60, READ)).toBe(ENOMEM)
    expect(maps(mm)).toEqual(['0-2 r--p'])
  })

  test('takes effect on pages that are there, and gives them back with what was in them', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    mm.copyOut(BASE, Uint8Array.of(1, 2, 3))
    mm.mprotect(BASE, PAGE, NO_ACCESS)
    expect(mm.copyIn(BASE, new Uint8Array(3))).toEqual({ n: 0, err: EFAULT })
    mm.mprotect(BASE, PAGE, READ)
    expect(mm.copyOut(BASE, new Uint8Array(3))).toEqual({ n: 0, err: EFAULT })
    mm.mprotect(BASE, PAGE, WRITE)
    expect(mm.copyOut(BASE, Uint8Array.of(9))).toEqual({ n: 1, err: OK })
    expect(peek(mm, BASE, 3)).toEqual(Uint8Array.of(9, 2, 3))
  })

  test('to writable does not write to the zero page, nor to a file mapped privately', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    object.write(0, Uint8Array.of(5))
    mapPages(mm, 0, 1, READ)
    mm.mmap(mapped(object, { addr: at(PAGE), perms: READ }))
    peek(mm, BASE, 2 * PAGE)
    mm.mprotect(BASE, 2 * PAGE, READ_WRITE)
    expectSound(file, mm, [object])
    mm.copyOut(BASE, new Uint8Array(2 * PAGE).fill(7))
    expect(file.bytes.subarray(0, PAGE).every((b) => b === 0)).toBe(true)
    expect(object.read(0, 1)[0]).toBe(5)
    expectSound(file, mm, [object])
  })

  test('to writable lets a shared page be written to at once', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, PAGE)
    mm.mmap(mapped(object, { addr: BASE, private: false, perms: READ }))
    peek(mm, BASE, 1)
    const { faults } = mm
    mm.mprotect(BASE, PAGE, READ_WRITE)
    mm.copyOut(BASE, Uint8Array.of(8))
    expect([object.read(0, 1)[0], mm.faults - faults]).toEqual([8, 0])
    expectSound(file, mm, [object])
  })

  test('merges with both neighbours', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1, READ)
    mapPages(mm, 1, 1)
    mapPages(mm, 2, 1, READ)
    mm.mprotect(at(PAGE), PAGE, READ)
    expect(maps(mm)).toEqual(['0-3 r--p'])
  })

  test('can give everything that a mapping may have', () => {
    const { mm } = machine()
    mm.mmap(anon({ addr: BASE, perms: NO_ACCESS }))
    expect(mm.mprotect(BASE, PAGE, ANY_ACCESS)).toBe(OK)
    expect(maps(mm)).toEqual(['0-1 rwxp'])
  })
})
