// What mounts hold and whom they obey, beside what was recorded on Linux (files-linux.test.ts).

import { EPERM, EROFS, MNT_DETACH, MS_BIND, MS_RDONLY, MS_REMOUNT, O_CREAT, O_RDWR } from '@jvisor/abi'
import { Tmpfs } from '@jvisor/vfs'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

/** A machine with a tmpfs at /tmp/d that has a file of three pages, and how many pages were in use before. */
function withFile(): { m: TestMachine; before: number } {
  const m = new TestMachine()
  m.call('mkdir', '/tmp/d', 0o755)
  m.call('mkdir', '/tmp/e', 0o755)
  const strings = ['none', '/tmp/d', 'tmpfs', '/tmp/d/f', '/tmp/d/s/f'].map((s) => m.cstring(s))
  const at = m.map(3)
  m.poke(at, new Uint8Array(3 * 4096).fill(1))
  const before = m.kernel.memoryFile.pagesInUse
  expect(m.call('mount', strings[0], strings[1], strings[2], 0, 0)).toBe(0)
  const fd = m.call('open', strings[3], O_CREAT | O_RDWR, 0o644)
  m.call('write', fd, at, 3 * 4096)
  m.call('close', fd)
  expect(m.kernel.memoryFile.pagesInUse).toBeGreaterThanOrEqual(before + 3)
  return { m, before }
}

test('what a tmpfs holds is freed with its last mount', () => {
  const { m, before } = withFile()
  const [d, e] = ['/tmp/d', '/tmp/e'].map((s) => m.cstring(s))
  expect(m.call('mount', d, e, 0, MS_BIND, 0)).toBe(0)
  expect(m.call('umount2', d, 0)).toBe(0)
  const strings = m.kernel.memoryFile.pagesInUse
  expect(m.call('umount2', e, 0)).toBe(0)
  expect(strings - m.kernel.memoryFile.pagesInUse).toBeGreaterThanOrEqual(3)
  // The two paths and the tables that map them, no more.
  expect(m.kernel.memoryFile.pagesInUse - before).toBeLessThanOrEqual(2)
})

test('what is detached lives as long as somebody uses it', () => {
  const { m } = withFile()
  const d = m.cstring('/tmp/d')
  const fd = m.call('open', '/tmp/d/f', O_RDWR)
  const at = m.map(1)
  expect(m.call('umount2', d, MNT_DETACH)).toBe(0)
  expect(m.call('read', fd, at, 2)).toBe(2)
  expect(m.peek(at, 2)).toEqual(Uint8Array.of(1, 1))
  const { pagesInUse } = m.kernel.memoryFile
  m.call('close', fd)
  expect(pagesInUse - m.kernel.memoryFile.pagesInUse).toBeGreaterThanOrEqual(3)
})

test('what an embedder mounts read-only stays so, wherever it is bound', () => {
  const m = new TestMachine()
  const { vfs } = m.kernel
  vfs.makeDirectories('/tmp/d')
  vfs.makeDirectories('/tmp/e')
  vfs.mount('/tmp/d', new Tmpfs(vfs), { readOnly: true })
  expect(m.call('mount', 0, '/tmp/d', 0, MS_REMOUNT, 0)).toBe(-EPERM)
  expect(m.call('mount', 0, '/tmp/d', 0, MS_REMOUNT | MS_BIND, 0)).toBe(-EPERM)
  expect(m.call('mount', '/tmp/d', '/tmp/e', 0, MS_BIND, 0)).toBe(0)
  expect(m.call('mount', 0, '/tmp/e', 0, MS_REMOUNT | MS_BIND, 0)).toBe(-EPERM)
  expect(m.call('mount', 0, '/tmp/e', 0, MS_REMOUNT | MS_BIND | MS_RDONLY, 0)).toBe(0)
  expect(m.call('mkdir', '/tmp/e/x', 0o755)).toBe(-EROFS)
  expect(m.call('umount2', '/tmp/e', 0)).toBe(0)
})
