import { EFAULT, OK } from '@jvisor/abi'
import { addr, IGNORE_PERMISSIONS, NO_ACCESS, READ, WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { at, BASE, machine, mapPages, PAGE, peek } from './fixtures.testing.ts'
import { DEFAULT_LAYOUT } from './layout.ts'

const { maxAddr } = DEFAULT_LAYOUT

describe('words', () => {
  test('are loaded, swapped, and swapped if they are as expected', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    mm.copyOut(at(PAGE - 4), Uint8Array.of(0x78, 0x56, 0x34, 0xf2))
    const last = at(PAGE - 4)
    expect(mm.loadUint32(last)).toEqual({ value: 0xf234_5678, err: OK })
    expect(mm.swapUint32(last, 0xffff_ffff)).toEqual({ value: 0xf234_5678, err: OK })
    expect(mm.compareAndSwapUint32(last, 5, 6)).toEqual({ value: 0xffff_ffff, err: OK })
    expect(mm.compareAndSwapUint32(last, 0xffff_ffff, 0x8000_0001)).toEqual({ value: 0xffff_ffff, err: OK })
    expect(mm.compareAndSwapUint32(last, -0x7fff_ffff, 7)).toEqual({ value: 0x8000_0001, err: OK })
    expect(peek(mm, last, 4)).toEqual(Uint8Array.of(7, 0, 0, 0))
  })

  test.each([
    { name: 'where nothing is mapped', where: at(3 * PAGE), read: EFAULT, write: EFAULT, forced: EFAULT },
    { name: 'that may only be read', where: BASE, read: OK, write: EFAULT, forced: OK },
    { name: 'that may only be written', where: at(PAGE), read: OK, write: OK, forced: OK },
    { name: 'that may not be used', where: at(2 * PAGE), read: EFAULT, write: EFAULT, forced: OK },
    { name: 'at the end of the address space', where: maxAddr, read: EFAULT, write: EFAULT, forced: EFAULT },
    { name: 'at no address at all', where: addr(2 ** 53 - 4), read: EFAULT, write: EFAULT, forced: EFAULT },
  ])('$name', ({ where, read, write, forced }) => {
    const { mm } = machine()
    mapPages(mm, 0, 1, READ)
    mapPages(mm, 1, 1, WRITE)
    mapPages(mm, 2, 1, NO_ACCESS)
    expect(mm.loadUint32(where).err).toBe(read)
    expect(mm.swapUint32(where, 1).err).toBe(write)
    expect(mm.compareAndSwapUint32(where, 1, 1).err).toBe(write)
    expect(mm.loadUint32(where, IGNORE_PERMISSIONS).err).toBe(forced)
    expect(mm.swapUint32(where, 1, IGNORE_PERMISSIONS).err).toBe(forced)
    expect(mm.compareAndSwapUint32(where, 1, 1, IGNORE_PERMISSIONS).err).toBe(forced)
  })
})
