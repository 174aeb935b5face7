// The guest's files as the embedder has them: what it does is what programs see, and fails as Node's does.

import { describe, expect, test } from 'vitest'
import { boot } from './boot.ts'
import { FsError } from './fs-error.ts'
import type { VmFs } from './vm-fs.ts'

const newFs = async () => (await boot({ memory: 16 << 20, clock: 'virtual' })).fs

/** What a file is, in words. */
const kinds = async (fs: VmFs, path: string) => {
  const entries = await fs.readdir(path, { withFileTypes: true })
  return entries.map(
    (e) => `${e.name}:${e.isDirectory() ? 'd' : e.isSymbolicLink() ? 'l' : e.isFile() ? 'f' : '?'}`,
  )
}

test('a file is written, appended to, read, cut and removed', async () => {
  const fs = await newFs()
  await fs.writeFile('/a', 'eins', { mode: 0o600 })
  await fs.appendFile('/a', Uint8Array.of(0x21, 0x0a))
  expect(await fs.readFile('/a', 'utf8')).toBe('eins!\n')
  await fs.truncate('/a', 4)
  expect(await fs.readFile('/a')).toEqual(Uint8Array.of(0x65, 0x69, 0x6e, 0x73))
  const stat = await fs.stat('/a')
  expect([stat.isFile(), stat.size, stat.mode, stat.nlink]).toEqual([true, 4, 0o100600, 1])
  await fs.writeFile('/a', 'x')
  expect(await fs.readFile('/a', 'utf8')).toBe('x')
  await fs.rm('/a')
  await expect(fs.access('/a')).rejects.toThrow("ENOENT: No such file or directory, access '/a'")
})

test('a file of several megabytes comes back byte for byte', async () => {
  const fs = await newFs()
  const bytes = Uint8Array.from({ length: 3_000_001 }, (_, i) => i * 7)
  await fs.writeFile('/big', bytes)
  expect(Buffer.compare(await fs.readFile('/big'), bytes)).toBe(0)
})

test('what has no size is read to its end', async () => {
  const fs = await newFs()
  expect(await fs.readFile('/proc/sys/kernel/ostype', 'utf8')).toBe('Linux\n')
  expect(await fs.readFile('/dev/null')).toEqual(new Uint8Array(0))
})

test('directories are made, listed, moved and removed', async () => {
  const fs = await newFs()
  await fs.mkdir('/a/b/c', { recursive: true })
  await fs.mkdir('/a/b/c', { recursive: true })
  await fs.writeFile('/a/file', '')
  await fs.symlink('file', '/a/link')
  await fs.link('/a/file', '/a/hard')
  expect(await kinds(fs, '/a')).toEqual(['b:d', 'file:f', 'hard:f', 'link:l'])
  expect(await fs.readlink('/a/link')).toBe('file')
  expect(await fs.realpath('/a/./b/../link')).toBe('/a/file')
  expect((await fs.lstat('/a/link')).isSymbolicLink()).toBe(true)
  expect((await fs.stat('/a/link')).nlink).toBe(2)
  await fs.rename('/a/b', '/moved')
  expect(await fs.readdir('/moved')).toEqual(['c'])
  await fs.rmdir('/moved/c')
  await fs.rm('/a', { recursive: true })
  await fs.rm('/a', { recursive: true, force: true })
  expect(await fs.readdir('/')).not.toContain('a')
})

test('modes, owners and times are set', async () => {
  const fs = await newFs()
  await fs.writeFile('/f', '')
  await fs.chmod('/f', 0o4711)
  expect((await fs.stat('/f')).mode).toBe(0o104711)
  await fs.chown('/f', 1, 2)
  await fs.utimes('/f', 1.5, new Date(2500))
  const { uid, gid, atimeMs, mtime } = await fs.stat('/f')
  expect([uid, gid, atimeMs, mtime.getTime()]).toEqual([1, 2, 1500, 2500])
})

test('a program sees what the embedder wrote, and the other way round', async () => {
  const vm = await boot({ memory: 16 << 20 })
  await vm.fs.writeFile('/in', 'ping')
  const p = await vm.spawn(async (guest) => {
    const buffer = guest.malloc(8)
    const n = await guest.syscall('read', await guest.syscall('open', guest.cstring('/in'), 0), buffer, 8)
    return guest.syscall('write', await guest.syscall('creat', guest.cstring('/out'), 0o600), buffer, n)
  })
  expect(await p.exited).toEqual({ code: 4, signal: 0 })
  expect(await vm.fs.readFile('/out', 'utf8')).toBe('ping')
})

test('a FIFO is waited for', async () => {
  const vm = await boot({ memory: 16 << 20 })
  const p = await vm.spawn(async (guest) => {
    await guest.syscall('mknod', guest.cstring('/fifo'), 0o010600, 0)
    const fd = await guest.syscall('open', guest.cstring('/fifo'), 1)
    return guest.syscall('write', fd, guest.cstring('through'), 7)
  })
  expect(await vm.fs.readFile('/fifo', 'utf8')).toBe('through')
  expect(await p.exited).toEqual({ code: 7, signal: 0 })
})

describe('what fails', () => {
  test.each<[string, (fs: VmFs) => Promise<unknown>, code: string]>([
    ['reading what is not there', (fs) => fs.readFile('/no'), 'ENOENT'],
    ['reading a directory', (fs) => fs.readFile('/tmp'), 'EISDIR'],
    ['a path that is not absolute', (fs) => fs.readFile('no'), 'EINVAL'],
    ['an empty path', (fs) => fs.stat(''), 'ENOENT'],
    ['through what is no directory', (fs) => fs.stat('/dev/null/x'), 'ENOTDIR'],
    ['making what is there', (fs) => fs.mkdir('/tmp'), 'EEXIST'],
    ['making over a file', (fs) => fs.mkdir('/dev/null', { recursive: true }), 'EEXIST'],
    ['writing what must be new', (fs) => fs.writeFile('/dev/null', '', { flag: 'wx' }), 'EEXIST'],
    ['removing a directory as a file', (fs) => fs.rm('/tmp'), 'EISDIR'],
    ['removing a directory that is not empty', (fs) => fs.rmdir('/dev'), 'EBUSY'],
    ['listing a file', (fs) => fs.readdir('/dev/null'), 'ENOTDIR'],
    ['following what is no link', (fs) => fs.readlink('/tmp'), 'EINVAL'],
    ['a full device', (fs) => fs.writeFile('/dev/full', 'x'), 'ENOSPC'],
    ['no room', (fs) => fs.writeFile('/big', new Uint8Array(20 << 20)), 'ENOSPC'],
  ])('%s', async (_name, operation, code) => {
    const error = await operation(await newFs()).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(FsError)
    expect((error as FsError).code).toBe(code)
  })

  test('keeps what was written before', async () => {
    const fs = await newFs()
    await expect(fs.writeFile('/big', new Uint8Array(20 << 20).fill(1))).rejects.toMatchObject({
      code: 'ENOSPC',
      syscall: 'write',
      path: '/big',
    })
    expect((await fs.stat('/big')).size).toBeGreaterThan(8 << 20)
  })
})
