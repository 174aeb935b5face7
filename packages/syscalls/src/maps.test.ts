// The text of /proc/self/maps and smaps, through system calls: what Linux 6.18 printed for a C program that made the
// same calls (rows of 0 kB and the numbers of devices and inodes left out).

import { PAGE_SIZE } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const AT = 0x2_0000_0000
const [SHARED, PRIVATE, FIXED, ANON] = [1, 2, 0x10, 0x20]

function linuxProgram() {
  const m = new TestMachine()
  const page = (n: number) => AT + n * PAGE_SIZE
  const map = (at: number, pages: number, prot: number, flags: number, fd = -1, offset = 0) =>
    expect(m.call('mmap', page(at), pages * PAGE_SIZE, prot, flags | FIXED, fd, offset * PAGE_SIZE)).toBe(
      page(at),
    )
  const poke = (at: number) => m.task.mm.zeroOut(page(at) as Parameters<typeof m.task.mm.zeroOut>[0], 1)
  map(0, 3, 3, PRIVATE | ANON)
  poke(0)
  poke(1)
  map(4, 2, 1, SHARED | ANON)
  map(6, 2, 0, PRIVATE | ANON | 0x4000)
  const fd = m.call('memfd_create', 'a\nb', 0)
  m.call('ftruncate', fd, 8 * PAGE_SIZE)
  const byte = m.cstring('x')
  m.call('pwrite64', fd, byte, 1, 0)
  map(8, 2, 7, SHARED, fd, 1)
  poke(8)
  map(10, 1, 3, PRIVATE, fd)
  m.peek(page(10), 1)
  map(12, 1, 3, PRIVATE | ANON | 0x2000)
  map(14, 1, 3, PRIVATE | ANON | 0x20100)
  return m
}

/** The lines about the arena. */
function arena(text: string): string[] {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.startsWith('200000000-'))
  const last = lines.findIndex((line, i) => i > first && /^[0-9a-f]{12}-/.test(line))
  return lines.slice(first, last)
}

const withoutNumbers = (line: string) => line.replace(/^(\S+ \S+ \S+) \d\d:[0-9a-f]+ [1-9]\d* +/, '$1 DEV ')

test('smaps is what Linux prints', () => {
  const lines = arena(linuxProgram().task.mm.smaps())
  const shown = lines.filter((line) => !/: +0 kB$/.test(line))
  expect(shown.map((line) => (/^\d/.test(line) ? withoutNumbers(line) : line.replace(/ +/g, ' ')))).toEqual([
    '200000000-200003000 rw-p 00000000 00:00 0 ',
    'Size: 12 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'Rss: 8 kB',
    'Pss: 8 kB',
    'Pss_Dirty: 8 kB',
    'Private_Dirty: 8 kB',
    'Referenced: 8 kB',
    'Anonymous: 8 kB',
    'THPeligible: 0',
    'VmFlags: rd wr mr mw me ac ',
    '200004000-200006000 r--s 00000000 DEV /dev/zero (deleted)',
    'Size: 8 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'THPeligible: 0',
    'VmFlags: rd sh mr mw me ms ',
    '200006000-200008000 ---p 00000000 00:00 0 ',
    'Size: 8 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'THPeligible: 0',
    'VmFlags: mr mw me nr ',
    '200008000-20000a000 rwxs 00001000 DEV /memfd:a\\012b (deleted)',
    'Size: 8 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'Rss: 4 kB',
    'Pss: 4 kB',
    'Pss_Dirty: 4 kB',
    'Private_Dirty: 4 kB',
    'Referenced: 4 kB',
    'THPeligible: 0',
    'VmFlags: rd wr ex sh mr mw me ms ',
    '20000a000-20000b000 rw-p 00000000 DEV /memfd:a\\012b (deleted)',
    'Size: 4 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'Rss: 4 kB',
    'Pss: 4 kB',
    'Pss_Dirty: 4 kB',
    'Private_Dirty: 4 kB',
    'Referenced: 4 kB',
    'THPeligible: 0',
    'VmFlags: rd wr mr mw me ac ',
    '20000c000-20000d000 rw-p 00000000 00:00 0 ',
    'Size: 4 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'Rss: 4 kB',
    'Pss: 4 kB',
    'Pss_Dirty: 4 kB',
    'Private_Dirty: 4 kB',
    'Referenced: 4 kB',
    'Anonymous: 4 kB',
    'Locked: 4 kB',
    'THPeligible: 0',
    'VmFlags: rd wr mr mw me lo ac ',
    '20000e000-20000f000 rw-p 00000000 00:00 0 ',
    'Size: 4 kB',
    'KernelPageSize: 4 kB',
    'MMUPageSize: 4 kB',
    'THPeligible: 0',
    'VmFlags: rd wr mr mw me gd ac nh ',
  ])
})

test('every row of smaps is there, in order and aligned', () => {
  const [, ...rows] = arena(linuxProgram().task.mm.smaps()).slice(0, 25)
  expect(rows).toEqual([
    'Size:                 12 kB',
    'KernelPageSize:        4 kB',
    'MMUPageSize:           4 kB',
    'Rss:                   8 kB',
    'Pss:                   8 kB',
    'Pss_Dirty:             8 kB',
    'Shared_Clean:          0 kB',
    'Shared_Dirty:          0 kB',
    'Private_Clean:         0 kB',
    'Private_Dirty:         8 kB',
    'Referenced:            8 kB',
    'Anonymous:             8 kB',
    'KSM:                   0 kB',
    'LazyFree:              0 kB',
    'AnonHugePages:         0 kB',
    'ShmemPmdMapped:        0 kB',
    'FilePmdMapped:         0 kB',
    'Shared_Hugetlb:        0 kB',
    'Private_Hugetlb:       0 kB',
    'Swap:                  0 kB',
    'SwapPss:               0 kB',
    'Locked:                0 kB',
    'THPeligible:           0',
    'VmFlags: rd wr mr mw me ac ',
  ])
})

test('maps is the first line of each, with names at column 73', () => {
  const lines = arena(linuxProgram().task.mm.maps())
  expect(lines.map(withoutNumbers)).toEqual([
    '200000000-200003000 rw-p 00000000 00:00 0 ',
    '200004000-200006000 r--s 00000000 DEV /dev/zero (deleted)',
    '200006000-200008000 ---p 00000000 00:00 0 ',
    '200008000-20000a000 rwxs 00001000 DEV /memfd:a\\012b (deleted)',
    '20000a000-20000b000 rw-p 00000000 DEV /memfd:a\\012b (deleted)',
    '20000c000-20000d000 rw-p 00000000 00:00 0 ',
    '20000e000-20000f000 rw-p 00000000 00:00 0 ',
  ])
  for (const line of lines) if (line.includes('/')) expect(line.indexOf('/')).toBe(73)
})
