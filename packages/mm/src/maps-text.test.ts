import { addr, READ } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { anon, BASE, machine, mapPages, mapped, PAGE, TestFile } from './fixtures.testing.ts'
import { SpecialMappable } from './special-mappable.ts'

test('the heap and the first stack have names, and so has what the sentry gives', () => {
  const { file, mm } = machine()
  mm.setBrkStart(addr(0x5000_0000))
  mm.brk(addr(0x5000_1800))
  mm.mmap(anon({ addr: addr(0x7ff0_0000), length: 2 * PAGE, growsDown: true }))
  mm.setStackStart(addr(0x7ff0_1ff0))
  const vdso = SpecialMappable.create(file, Uint8Array.of(1, 2, 3))
  if (vdso === undefined) throw new Error('there was room')
  mm.mmap(anon({ addr: addr(0x7fff_0000), perms: READ, mappable: vdso, hint: '[vdso]', fixedSize: true }))
  expect(mm.maps().split('\n')).toEqual([
    '50000000-50002000 rw-p 00000000 00:00 0                                  [heap]',
    '7ff00000-7ff02000 rw-p 00000000 00:00 0                                  [stack]',
    '7fff0000-7fff1000 r--p 00000000 00:00 0                                  [vdso]',
    '',
  ])
})

test('files have their offset, device and inode; long addresses push the name no further than they must', () => {
  const { file, mm } = machine()
  mm.mmap(mapped(new TestFile(file, 9 * PAGE, '/a b'), { addr: addr(0x7fff_ffff_0000), offset: 3 * PAGE }))
  expect(mm.maps()).toBe('7fffffff0000-7fffffff1000 rw-p 00003000 00:01 2                          /a b\n')
})

test('smaps tells pages that parent and child have in common from those of one of them', () => {
  const { mm } = machine()
  mapPages(mm, 0, 3)
  mm.zeroOut(BASE, 3 * PAGE)
  const child = mm.fork()
  if (typeof child === 'number') throw new Error('there was room')
  const rows = (text: string) =>
    Object.fromEntries(
      Array.from(text.matchAll(/^(Rss|Pss|Shared_Dirty|Private_Dirty): +(\d+) kB$/gm), ([, name, kB]) => [
        name,
        +kB,
      ]),
    )
  expect(rows(mm.smaps())).toEqual({ Rss: 12, Pss: 6, Shared_Dirty: 12, Private_Dirty: 0 })
  child.zeroOut(BASE, 1)
  expect(rows(mm.smaps())).toEqual({ Rss: 12, Pss: 8, Shared_Dirty: 8, Private_Dirty: 4 })
  expect(rows(child.smaps())).toEqual({ Rss: 12, Pss: 8, Shared_Dirty: 8, Private_Dirty: 4 })
  child.decUsers()
  expect(rows(mm.smaps())).toEqual({ Rss: 12, Pss: 12, Shared_Dirty: 0, Private_Dirty: 12 })
})
