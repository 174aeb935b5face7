// Memory that is shared and has no file: pages are the same for all, made when touched, gone with the last mapping.

import { EFAULT, ENOMEM, OK, PAGE_SIZE } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { type AddrRange, READ, READ_WRITE } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { SharedAnonymous } from './anon-shared.ts'

const space = () => ({ invalidate() {} })
const pages = (start: number, end: number) =>
  ({ start: start * PAGE_SIZE, end: end * PAGE_SIZE }) as AddrRange

function shared(size: number, maxBytes = 1 << 20) {
  const file = new MemoryFile({ maxBytes })
  const before = file.pagesInUse
  return { file, used: () => file.pagesInUse - before, memory: new SharedAnonymous(file, size * PAGE_SIZE) }
}

test('a page is made of zeros when it is first touched, and is then always the same', () => {
  const { file, used, memory } = shared(4)
  const dirty = file.allocate()
  file.words.fill(-1, dirty << 10, (dirty + 1) << 10)
  file.decRef(dirty)
  expect(used()).toBe(0)
  const page = memory.translate(PAGE_SIZE, READ)
  expect(file.words.subarray(page << 10, (page + 1) << 10).every((word) => word === 0)).toBe(true)
  expect(memory.translate(PAGE_SIZE, READ_WRITE)).toBe(page)
  expect(memory.translate(0, READ_WRITE)).not.toBe(page)
})

test.each([
  ['the last page', 3, true],
  ['the page after it', 4, false],
  ['one far away', 2 ** 30, false],
])('%s', (_name, index, there) => {
  const result = shared(4).memory.translate(index * PAGE_SIZE, READ_WRITE)
  if (there) expect(result).toBeGreaterThan(0)
  else expect(result).toBe(-EFAULT)
})

test('the pages go when the last mapping does, by pieces and from several address spaces', () => {
  const { used, memory } = shared(4)
  const [parent, child] = [space(), space()]
  expect(memory.addMapping(parent, pages(10, 14))).toBe(OK)
  expect(memory.addMapping(child, pages(10, 14))).toBe(OK)
  for (let i = 0; i < 4; i++) memory.translate(i * PAGE_SIZE, READ_WRITE)
  const all = used()
  expect(all).toBeGreaterThanOrEqual(4)
  memory.removeMapping(parent, pages(10, 14))
  memory.removeMapping(child, pages(11, 12))
  memory.removeMapping(child, pages(12, 14))
  expect(used()).toBe(all)
  memory.removeMapping(child, pages(10, 11))
  expect(used()).toBe(0)
})

test('no memory is ENOMEM, and leaves nothing half made', () => {
  const { file, used, memory } = shared(64, 65_536)
  let made = 0
  while (memory.translate(made * PAGE_SIZE, READ_WRITE) > 0) made++
  expect(memory.translate(made * PAGE_SIZE, READ_WRITE)).toBe(-ENOMEM)
  expect(used()).toBe(file.maxPages - 1)
  memory.addMapping(space(), pages(0, 64))
  memory.removeMapping(space(), pages(0, 64))
  expect(used()).toBe(0)
})
