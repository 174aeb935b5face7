// Paths and open flags: what Linux 6.18 answered on tmpfs.

import {
  errnoName,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_PATH,
  O_RDONLY,
  O_RDWR,
  O_TMPFILE,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFREG,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { Tmpfs } from './tmpfs.ts'
import { memoryOf, ranges, TestTree } from './vfs.testing.ts'
import { NORMAL_WRITE } from './write-opts.ts'

/** dir/, f, and links: lf → f, ld → dir, dang → nowhere, loop → loop, lup → dir/../f, ln → newthru, root → / */
function tree() {
  const t = new TestTree()
  const { inode } = t.vfs.root
  t.vfs.makeDirectories('/dir')
  t.file('/f', O_CREAT | O_RDWR).decRef()
  const links = {
    lf: 'f',
    ld: 'dir',
    dang: 'nowhere',
    loop: 'loop',
    lup: 'dir/../f',
    ln: 'newthru',
    root: '/',
  }
  for (const [name, target] of Object.entries(links)) inode.makeSymlink(name, target)
  return t
}

describe('open', () => {
  test.each<[path: string, flags: number, want: string]>([
    ['f', 0, 'ok'],
    ['f/', 0, 'ENOTDIR'],
    ['f/x', 0, 'ENOTDIR'],
    ['nope', 0, 'ENOENT'],
    ['nope/x', 0, 'ENOENT'],
    ['', 0, 'ENOENT'],
    ['dir', 0, 'ok'],
    ['dir/', 0, 'ok'],
    ['dir/.', 0, 'ok'],
    ['dir/..', 0, 'ok'],
    ['dir/../f', 0, 'ok'],
    ['./f', 0, 'ok'],
    ['//dir//..///f', 0, 'ok'],
    ['../../f', 0, 'ok'],
    ['/', 0, 'ok'],
    ['lf', 0, 'ok'],
    ['lf/', 0, 'ENOTDIR'],
    ['ld', 0, 'ok'],
    ['ld/', 0, 'ok'],
    ['ld/../f', 0, 'ok'],
    ['root/f', 0, 'ok'],
    ['dang', 0, 'ENOENT'],
    ['loop', 0, 'ELOOP'],
    ['loop/x', 0, 'ELOOP'],
    ['lup', 0, 'ok'],
    ['lf', O_NOFOLLOW, 'ELOOP'],
    ['ld', O_NOFOLLOW, 'ELOOP'],
    ['ld/', O_NOFOLLOW, 'ok'],
    ['lf', O_NOFOLLOW | O_PATH, 'ok'],
    ['f', O_DIRECTORY, 'ENOTDIR'],
    ['ld', O_DIRECTORY, 'ok'],
    ['dir', O_RDWR, 'EISDIR'],
    ['dir', O_WRONLY, 'EISDIR'],
    ['dir', O_TRUNC, 'EISDIR'],
    ['dir', O_CREAT, 'EISDIR'],
    ['dir/', O_CREAT, 'EISDIR'],
    ['n/', O_CREAT, 'EISDIR'],
    ['f/', O_CREAT, 'EISDIR'],
    ['..', O_CREAT, 'EISDIR'],
    ['.', O_CREAT, 'EISDIR'],
    ['dir/.', O_CREAT | O_EXCL, 'EEXIST'],
    ['f', O_CREAT, 'ok'],
    ['f', O_CREAT | O_EXCL, 'EEXIST'],
    ['lf', O_CREAT | O_EXCL, 'EEXIST'],
    ['dang', O_CREAT | O_EXCL, 'EEXIST'],
    ['dang', O_CREAT | O_NOFOLLOW, 'ELOOP'],
    ['loop', O_CREAT, 'ELOOP'],
    ['nope/x', O_CREAT, 'ENOENT'],
    ['f/x', O_CREAT, 'ENOTDIR'],
    ['ln', O_CREAT | O_RDWR, 'ok'],
    ['f', O_CREAT | O_DIRECTORY, 'EINVAL'],
    ['f', O_PATH | O_CREAT, 'ok'],
    ['zz', O_PATH | O_CREAT, 'ENOENT'],
    ['dir', O_PATH | O_RDWR, 'ok'],
    ['dir', O_DIRECTORY | O_RDWR, 'EISDIR'],
    ['.', O_TMPFILE | O_RDONLY, 'EINVAL'],
    ['.', O_TMPFILE | O_RDWR, 'ok'],
    ['f', O_TMPFILE | O_RDWR, 'ENOTDIR'],
    ['a'.repeat(255), O_CREAT, 'ok'],
    ['a'.repeat(256), O_CREAT, 'ENAMETOOLONG'],
    ['é'.repeat(128), O_CREAT, 'ENAMETOOLONG'],
    [`${'a'.repeat(256)}/x`, 0, 'ENAMETOOLONG'],
  ])('%s with flags %o', (path, flags, want) => {
    const file = tree().open(path, flags)
    expect(typeof file === 'number' ? errnoName(file) : 'ok').toBe(want)
  })

  test('a dangling link leads to the file that O_CREAT makes', () => {
    const t = tree()
    t.file('ln', O_CREAT | O_RDWR)
    expect(t.file('newthru', 0).stat().mode).toBe(S_IFREG | 0o644)
  })

  test('40 links are followed, 41 are not', () => {
    const t = new TestTree()
    t.file('f0', O_CREAT | O_RDWR)
    for (let i = 1; i <= 41; i++) t.vfs.root.inode.makeSymlink(`f${i}`, `f${i - 1}`)
    expect(typeof t.open('f40', 0)).toBe('object')
    expect(t.open('f41', 0)).toBe(40 /* ELOOP */)
  })

  test('the root of a process is where its ".." ends', () => {
    const t = tree()
    const dir = t.vfs.lookupDirectory({ root: t.vfs.root, start: t.vfs.root }, '/dir')
    if (typeof dir === 'number') throw new Error('no /dir')
    const jail = { root: dir, start: dir }
    expect(t.vfs.openAt(jail, '../f', 0, 0)).toBe(2 /* ENOENT */)
    expect(t.vfs.openAt(jail, '/../../f', 0, 0)).toBe(2)
    expect(t.vfs.openAt({ root: dir, start: t.vfs.root }, 'f', 0, 0)).toBeTypeOf('object')
  })
})

describe('stat', () => {
  test.each<[path: string, follow: boolean, want: object]>([
    ['f', true, { mode: S_IFREG | 0o644, size: 0, nlink: 1, blocks: 0, blksize: 4096 }],
    ['dir', true, { mode: S_IFDIR | 0o755, size: 40, nlink: 2 }],
    ['lf', true, { mode: S_IFREG | 0o644 }],
    ['lup', false, { mode: S_IFLNK | 0o777, size: 8 }],
    ['.', true, { mode: S_IFDIR | 0o755, size: 220, nlink: 3 }],
  ])('%s, following: %s', (path, follow, want) => {
    const t = tree()
    expect(t.vfs.statAt({ root: t.vfs.root, start: t.vfs.root }, path, follow)).toMatchObject(want)
  })

  test('the access time moves when it is behind, or a day old', () => {
    const t = new TestTree()
    const file = t.file('x', O_CREAT | O_RDWR)
    const readAt = (now: number) => {
      t.clock.now = now
      file.pread(ranges(memoryOf('0123456789'), [0, 1]), 0)
      return file.stat().atimeSec - t.clock.bootTimeSec
    }
    t.clock.now = 5e9
    file.write(ranges(memoryOf('content'), [0, 7]), NORMAL_WRITE)
    expect([readAt(6e9), readAt(7e9), readAt(6e9 + 86_399e9), readAt(6e9 + 86_400e9)]).toEqual([
      6, 6, 6, 86_406,
    ])
  })

  test('times are of the clock', () => {
    const t = new TestTree()
    t.clock.now = 5_000_000_007
    const file = t.file('x', O_CREAT | O_RDWR)
    expect(file.stat()).toMatchObject({ mtimeSec: 1_767_225_605, mtimeNsec: 7, atimeSec: 1_767_225_605 })
  })
})

describe('mounts', () => {
  test('cover a directory, nest, and are left by ".."', () => {
    const t = tree()
    const first = new Tmpfs(t.vfs)
    const second = new Tmpfs(t.vfs)
    t.vfs.makeDirectories('/dir/under')
    expect(t.vfs.mount('/dir', first, { readOnly: false })).toBe(0)
    expect(t.open('/dir/under', 0)).toBe(2)
    expect(t.vfs.makeDirectories('/dir/a/b')).toBe(0)
    expect(t.vfs.mount('/dir/a/b', second, { readOnly: false })).toBe(0)
    const file = t.file('/dir/a/b/c', O_CREAT | O_RDWR)
    expect(file.mappedName()).toBe('/dir/a/b/c')
    expect(file.stat().dev).toBe(second.deviceId)
    expect(t.open('/dir/a/b/../../../f', 0)).toBeTypeOf('object')
    expect(t.open('/dir/a/b/../b/c', 0)).toBeTypeOf('object')
  })

  test('that are read-only refuse to create, write and truncate', () => {
    const t = tree()
    const fs = new Tmpfs(t.vfs)
    fs.root.create('there', S_IFREG | 0o666)
    t.vfs.mount('/dir', fs, { readOnly: true })
    const tries = [O_RDWR, O_WRONLY, O_TRUNC, O_CREAT].map((flags) => t.open('/dir/there', flags))
    expect(tries.map((r) => (typeof r === 'number' ? r : 'ok'))).toEqual([30, 30, 30, 'ok'])
    expect(t.open('/dir/new', O_CREAT)).toBe(30 /* EROFS */)
    expect(t.vfs.makeDirectories('/dir/new')).toBe(30)
  })

  test('cover each other at the same place, and the root', () => {
    const t = tree()
    const [first, second, root] = [new Tmpfs(t.vfs), new Tmpfs(t.vfs), new Tmpfs(t.vfs)]
    first.root.create('first', S_IFREG | 0o644)
    second.root.create('second', S_IFREG | 0o644)
    root.root.makeDirectory('sub', 0o755)
    expect([first, second].map((fs) => t.vfs.mount('/dir', fs, { readOnly: false }))).toEqual([0, 0])
    expect([t.open('/dir/first', 0), typeof t.open('/dir/second', 0)]).toEqual([2, 'object'])
    expect(t.vfs.mount('/', root, { readOnly: true })).toBe(0)
    expect([t.open('/f', 0), t.open('/new', O_CREAT), typeof t.open('/sub/../sub/..', 0)]).toEqual([
      2,
      30,
      'object',
    ])
    expect(t.vfs.mount('/sub', second, { readOnly: false })).toBe(0)
    expect(t.file('/sub/second', 0).mappedName()).toBe('/sub/second')
  })

  test('on what is no directory are refused', () => {
    const t = tree()
    expect(t.vfs.mount('/f', new Tmpfs(t.vfs), { readOnly: false })).toBe(20 /* ENOTDIR */)
    expect(t.vfs.mount('/nope', new Tmpfs(t.vfs), { readOnly: false })).toBe(2)
    expect(t.vfs.makeDirectories('/f/x')).toBe(20)
  })
})

describe('directories and O_PATH', () => {
  test('a directory cannot be read, but has an offset', () => {
    const file = tree().file('dir', O_DIRECTORY)
    expect([file.seek(5, 0), file.seek(0, 1), file.seek(0, 2), file.seek(-1, 0), file.seek(0, 4)]).toEqual([
      5, 5, -22, -22, -22,
    ])
    expect(file.acceptsRwfFlags(false)).toBe(false)
    expect(file.configureMmap({} as never)).toBe(19 /* ENODEV */)
  })

  test('relative paths begin at a directory, also one opened with O_PATH', () => {
    const t = tree()
    t.file('dir/inside', O_CREAT | O_RDWR)
    for (const flags of [0, O_PATH]) {
      const start = t.vfs.directoryOf(t.file('ld', flags))
      if (start === undefined) throw new Error('not a directory')
      expect(t.vfs.openAt({ root: t.vfs.root, start }, 'inside', 0, 0)).toBeTypeOf('object')
    }
    expect(t.vfs.directoryOf(t.file('f', 0))).toBeUndefined()
    expect(t.vfs.directoryOf(t.file('f', O_PATH))).toBeUndefined()
  })
})
