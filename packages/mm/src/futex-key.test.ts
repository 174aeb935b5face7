import { EFAULT, EINVAL } from '@jvisor/abi'
import { type Addr, addr, READ } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { anon, at, BASE, machine, mapPages, mapped, PAGE, TestFile } from './fixtures.testing.ts'
import type { FutexKey } from './futex-key.ts'
import type { MemoryManager } from './memory-manager.ts'

function key(mm: MemoryManager, where: Addr, shared: boolean): FutexKey {
  const found = mm.futexKey(where, shared)
  if (typeof found === 'number') throw new Error(`errno ${found}`)
  return found
}

const same = (a: FutexKey, b: FutexKey) => a.object === b.object && a.offset === b.offset

describe('a futex', () => {
  test('of a file is the same through every mapping of it', () => {
    const { file, mm } = machine()
    const object = new TestFile(file, 4 * PAGE)
    const other = new TestFile(file, 4 * PAGE)
    mm.mmap(mapped(object, { addr: BASE, length: 2 * PAGE, private: false }))
    mm.mmap(mapped(object, { addr: at(8 * PAGE), length: PAGE, private: false, offset: PAGE }))
    mm.mmap(mapped(other, { addr: at(10 * PAGE), length: 2 * PAGE, private: false }))
    const first = key(mm, at(PAGE + 8), true)
    expect(first.offset).toBe(PAGE + 8)
    expect(same(first, key(mm, at(8 * PAGE + 8), true))).toBe(true)
    expect(same(first, key(mm, at(8 * PAGE + 12), true))).toBe(false)
    expect(same(first, key(mm, at(11 * PAGE + 8), true))).toBe(false)
    // Said to be private, it is only what is at that address.
    expect(same(key(mm, at(PAGE + 8), false), key(mm, at(8 * PAGE + 8), false))).toBe(false)
  })

  test('of private memory is that of one address space', () => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('there was room')
    for (const shared of [false, true]) {
      expect(same(key(mm, BASE, shared), key(mm, BASE, shared))).toBe(true)
      expect(same(key(mm, BASE, shared), key(child, BASE, shared))).toBe(false)
    }
  })

  test('of shared memory is the same in a child', () => {
    const { file, mm } = machine()
    mm.mmap(mapped(new TestFile(file, PAGE), { addr: BASE, private: false }))
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('there was room')
    expect(same(key(mm, at(4), true), key(child, at(4), true))).toBe(true)
  })

  test.each([
    { name: 'that is not aligned', where: at(2), private: EINVAL, shared: EINVAL },
    { name: 'where nothing is mapped', where: at(PAGE), private: undefined, shared: EFAULT },
    { name: 'outside the application part', where: addr(0x7fff_ffff_f000), private: EFAULT, shared: EFAULT },
    { name: 'that may only be read', where: at(8 * PAGE), private: undefined, shared: undefined },
  ])('$name', ({ where, private: wantPrivate, shared: wantShared }) => {
    const { mm } = machine()
    mapPages(mm, 0, 1)
    mm.mmap(anon({ addr: at(8 * PAGE), perms: READ }))
    const errno = (shared: boolean) => {
      const found = mm.futexKey(where, shared)
      return typeof found === 'number' ? found : undefined
    }
    expect([errno(false), errno(true)]).toEqual([wantPrivate, wantShared])
  })
})
