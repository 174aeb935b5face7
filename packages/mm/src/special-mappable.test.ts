import { EFAULT, OK } from '@jvisor/abi'
import { ANY_ACCESS, READ } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { anon, at, BASE, machine, PAGE, peek } from './fixtures.testing.ts'
import { SpecialMappable } from './special-mappable.ts'

function vdso(file: Parameters<typeof SpecialMappable.create>[0], content: Uint8Array): SpecialMappable {
  const special = SpecialMappable.create(file, content)
  if (special === undefined) throw new Error('there was room')
  return special
}

test('pages of the sentry are what it put there; a debugger that writes to them gets a copy', () => {
  const { file, mm } = machine()
  const special = vdso(file, new Uint8Array(PAGE + 3).fill(7))
  expect(special.length).toBe(2 * PAGE)
  const opts = { mappable: special, perms: READ, maxPerms: ANY_ACCESS, length: 2 * PAGE, fixedSize: true }
  mm.mmap(anon({ ...opts, addr: BASE }))
  mm.mmap(anon({ ...opts, addr: at(8 * PAGE) }))
  expect(mm.copyOut(BASE, Uint8Array.of(1))).toEqual({ n: 0, err: EFAULT })
  expect(mm.copyOut(BASE, Uint8Array.of(1), { ignorePermissions: true })).toEqual({ n: 1, err: OK })
  expect([peek(mm, BASE, 2), peek(mm, at(8 * PAGE), 2)]).toEqual([Uint8Array.of(1, 7), Uint8Array.of(7, 7)])
  expect(peek(mm, at(PAGE), 4)).toEqual(Uint8Array.of(7, 7, 7, 0))
  mm.decUsers()
  expect(file.pagesInUse - file.reservedPages).toBe(1)
})

test('they can be moved, and not made larger', () => {
  const { file, mm } = machine()
  const special = vdso(file, Uint8Array.of(9))
  mm.mmap(anon({ addr: BASE, mappable: special, perms: READ, fixedSize: true }))
  const [oldLength, newAddr] = [PAGE, at(4 * PAGE)]
  expect(mm.mremap(BASE, { oldLength, newLength: 2 * PAGE, flags: 1, newAddr })).toBe(-EFAULT)
  expect(mm.mremap(BASE, { oldLength, newLength: PAGE, flags: 3, newAddr })).toBe(newAddr)
  expect(peek(mm, newAddr, 1)).toEqual(Uint8Array.of(9))
})

test('without memory for all of them there are none', () => {
  const { file } = machine(16)
  expect(SpecialMappable.create(file, new Uint8Array(16 * PAGE))).toBeUndefined()
  expect(file.pagesInUse).toBe(1)
})
