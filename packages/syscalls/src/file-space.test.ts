// fallocate, advice, sync, holes: what Linux answered.

import { expect, test } from 'vitest'
import { SPACE_RECORDED } from './file-space-recorded.testing.ts'
import { TestMachine } from './machine.testing.ts'
import { testRecorded } from './recorded.testing.ts'

testRecorded(SPACE_RECORDED)

test('a hole is seen through mappings; a private copy stays', () => {
  const m = new TestMachine()
  const fd = m.file('abcdefghij'.repeat(1000))
  const shared = m.call('mmap', 0, 12288, 3, 1, fd, 0)
  const own = m.call('mmap', 0, 12288, 3, 2, fd, 0)
  m.poke(own + 4096, 'mine')
  expect(m.text(shared + 4096, 4)).toBe('ghij')
  expect(m.call('fallocate', fd, 3, 4090, 4110)).toBe(0)
  expect(m.text(shared + 4086, 20)).toBe(`ghij${'\0'.repeat(16)}`)
  expect(m.text(shared + 8200, 4)).toBe('abcd')
  expect([m.text(own + 4096, 6), m.text(own, 4), m.text(own + 4090, 2)]).toEqual(['mineab', 'abcd', '\0\0'])
})

test('what is allocated past the end is freed with the file', () => {
  const m = new TestMachine()
  const before = m.kernel.memoryFile.pagesInUse
  const fd = m.call('memfd_create', 'm', 0)
  m.call('fallocate', fd, 1, 0, 1 << 20)
  expect(m.kernel.memoryFile.pagesInUse - before).toBeGreaterThan(256)
  m.call('close', fd)
  expect(m.kernel.memoryFile.pagesInUse - before).toBeLessThan(16)
})
