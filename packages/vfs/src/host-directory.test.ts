// Directories of the host: what programs see of one that lies in memory here.

import {
  EFAULT,
  EINVAL,
  EIO,
  ENOENT,
  ENOSPC,
  ENOTDIR,
  type Errno,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  OK,
  PAGE_SIZE,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFREG,
} from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import { ANY_ACCESS, addr, BytesIO, bytesIOSequence, READ, WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import type { FileDescription } from './file-description.ts'
import type { HostDirectory, HostFile, HostStat } from './host.ts'
import { HostFilesystem } from './host-directory.ts'
import { bytesOf, memoryOf, ranges, shown, TestTree, textOf } from './vfs.testing.ts'
import { NORMAL_WRITE } from './write-opts.ts'

interface Entry {
  mode: number
  bytes: Uint8Array
}

/** A host directory in memory, by path. Files larger than 100 000 bytes do not fit. */
class MemoryDirectory implements HostDirectory {
  readonly entries = new Map<string, Entry>()
  open_ = 0

  constructor(files: Record<string, [mode: number, content: string]>) {
    for (const [path, [mode, content]] of Object.entries(files))
      this.entries.set(path, { mode, bytes: bytesOf(content) })
  }

  stat(path: readonly string[]): HostStat | Errno {
    if (path.includes('..') || path.includes('.'))
      throw new Error('a host directory is never asked for these')
    const entry =
      path.length === 0
        ? { mode: S_IFDIR | 0o755, bytes: new Uint8Array(0) }
        : this.entries.get(path.join('/'))
    if (entry === undefined) return ENOENT
    const ino = path.length === 0 ? 4 : 5 + [...this.entries.keys()].indexOf(path.join('/'))
    return { mode: entry.mode, size: entry.bytes.length, ino, nlink: 1, mtimeSec: 12, mtimeNsec: 34 }
  }

  readlink(path: readonly string[]): string | Errno {
    return textOf(this.entries.get(path.join('/'))?.bytes ?? new Uint8Array(0))
  }

  readdir(): readonly string[] | Errno {
    return ENOTDIR
  }

  open(path: readonly string[], flags: number, mode: number): HostFile | Errno {
    const name = path.join('/')
    if ((flags & O_CREAT) !== 0) this.entries.set(name, { mode: S_IFREG | mode, bytes: new Uint8Array(0) })
    const entry = this.entries.get(name)
    if (entry === undefined) return ENOENT
    if ((flags & O_TRUNC) !== 0) entry.bytes = new Uint8Array(0)
    this.open_++
    const resize = (size: number) => {
      const bytes = new Uint8Array(size)
      bytes.set(entry.bytes.subarray(0, size))
      entry.bytes = bytes
    }
    return {
      pread: (dst, offset) => {
        const part = entry.bytes.subarray(offset, offset + dst.length)
        dst.set(part)
        return name === 'broken' ? -EIO : part.length
      },
      pwrite: (src, offset) => {
        const n = Math.min(src.length, 100_000 - offset)
        if (n <= 0) return -ENOSPC
        if (offset + n > entry.bytes.length) resize(offset + n)
        entry.bytes.set(src.subarray(0, n), offset)
        return n
      },
      truncate: (size) => {
        resize(size)
        return OK
      },
      stat: () => this.stat(path),
      close: () => {
        this.open_--
      },
    }
  }
}

function mounted(readOnly: boolean) {
  const t = new TestTree()
  const host = new MemoryDirectory({
    file: [S_IFREG | 0o640, '0123456789'],
    sub: [S_IFDIR | 0o700, ''],
    'sub/deep': [S_IFREG | 0o644, 'deep'],
    inside: [S_IFLNK | 0o777, 'sub/deep'],
    absolute: [S_IFLNK | 0o777, '/guest'],
    escape: [S_IFLNK | 0o777, '../../guest'],
    fifo: [S_IFIFO | 0o644, ''],
    broken: [S_IFREG | 0o644, 'x'],
  })
  t.file('guest', O_CREAT | O_RDWR).write(bytesIOSequence(bytesOf('of the guest')), NORMAL_WRITE)
  t.vfs.makeDirectories('/h')
  t.vfs.mount('/h', new HostFilesystem(t.vfs, host), { readOnly })
  const read = (path: string) => {
    const io = new BytesIO(new Uint8Array(40))
    const file = t.open(path, O_RDONLY)
    if (typeof file === 'number') return file
    const { n } = file.read(ranges(io, [0, 40]))
    return textOf(io.bytes.subarray(0, n))
  }
  return { t, host, read }
}

test('a file that is opened twice has its locks in common', () => {
  const { t } = mounted(false)
  const [one, again, other] = ['/h/file', '/h/file', '/h/sub/deep'].map(
    (path) => t.open(path, O_RDONLY) as FileDescription,
  )
  expect(one.locks).toBe(again.locks)
  expect(one.locks).not.toBe(other.locks)
})

describe('paths', () => {
  test.each<[path: string, want: string | number]>([
    ['/h/file', '0123456789'],
    ['/h/sub/../file', '0123456789'],
    ['/h/sub/deep', 'deep'],
    ['/h/inside', 'deep'],
    // Links are followed in the tree of the program, where the host's files are not.
    ['/h/absolute', 'of the guest'],
    ['/h/escape', 'of the guest'],
    ['/h/../../../guest', 'of the guest'],
    ['/h/nope', ENOENT],
    ['/h/file/x', ENOTDIR],
    ['/h/fifo', 6 /* ENXIO: no device of ours */],
  ])('%s', (path, want) => {
    expect(mounted(true).read(path)).toBe(want)
  })

  test('stat is what the host says', () => {
    const { t } = mounted(true)
    expect(t.file('/h/file', O_RDONLY).stat()).toMatchObject({
      mode: S_IFREG | 0o640,
      size: 10,
      ino: 5,
      blocks: 1,
      mtimeSec: 12,
      mtimeNsec: 34,
    })
    const context = { root: t.vfs.root, start: t.vfs.root }
    expect(t.vfs.statAt(context, '/h/inside', false)).toMatchObject({ mode: S_IFLNK | 0o777 })
  })
})

describe('reading', () => {
  test('stops at a fault, and the offset moves by what arrived', () => {
    const file = mounted(true).t.file('/h/file', O_RDONLY)
    const io = new BytesIO(new Uint8Array(4))
    expect(shown(file.read(ranges(io, [0, 9])))).toBe('4 EFAULT')
    expect([shown(file.read(ranges(io, [0, 3]))), textOf(io.bytes)]).toEqual(['3', '4563'])
    expect(shown(file.pread(ranges(io, [0, 4]), 8))).toBe('2')
    expect(shown(file.pread(ranges(io, [0, 4]), 10))).toBe('0')
    expect([file.seek(-1, 2), file.seek(0, 1), file.seek(-99, 1), file.seek(0, 3)]).toEqual([9, 9, -22, -22])
  })

  test("errors are the host's", () => {
    const file = mounted(true).t.file('/h/broken', O_RDONLY)
    expect(shown(file.read(ranges(memoryOf('1234'), [0, 4])))).toBe('EIO')
  })

  test('closing the last reference closes the file of the host', () => {
    const { t, host } = mounted(true)
    const file = t.file('/h/file', O_RDONLY)
    expect(host.open_).toBe(1)
    file.decRef()
    expect(host.open_).toBe(0)
  })

  const opts = (isPrivate: boolean): MmapOpts => ({
    ...{ addr: addr(0), length: PAGE_SIZE, fixed: false, offset: 0, private: isPrivate },
    ...{ perms: READ, maxPerms: ANY_ACCESS },
  })

  test('it is mapped by pages, which are read when they are touched, and go with the file', () => {
    const { t } = mounted(true)
    const before = t.pages
    const file = t.file('/h/file', O_RDONLY)
    const asked = opts(true)
    expect([file.configureMmap(asked), asked.maxPerms, t.pages - before]).toEqual([OK, ANY_ACCESS, 0])
    const { mappable } = asked
    if (mappable === undefined) throw new Error('nothing to map')
    const page = mappable.translate(0, READ)
    expect([mappable.translate(0, READ), t.pages - before]).toEqual([page, 1])
    const bytes = t.memoryFile.bytes.subarray(page * PAGE_SIZE, page * PAGE_SIZE + 11)
    expect(textOf(bytes)).toBe('0123456789\0')
    expect([mappable.isResident?.(0), mappable.isResident?.(PAGE_SIZE)]).toEqual([true, false])
    expect([mappable.translate(PAGE_SIZE, READ), t.pages - before]).toEqual([-EFAULT, 1])
    file.decRef()
    expect(t.pages - before).toBe(0)
  })

  test('what cannot be read is a SIGBUS', () => {
    const asked = opts(true)
    mounted(true).t.file('/h/broken', O_RDONLY).configureMmap(asked)
    expect(asked.mappable?.translate(0, READ)).toBe(-EFAULT)
  })

  test('shared mappings never reach the file: they are read-only, or refused', () => {
    const asked = opts(false)
    expect(mounted(false).t.file('/h/file', O_RDONLY).configureMmap(asked)).toBe(OK)
    expect(asked.maxPerms & WRITE).toBe(0)
    expect(mounted(false).t.file('/h/file', O_RDWR).configureMmap(opts(false))).toBe(EINVAL)
    expect(mounted(false).t.file('/h/file', O_RDWR).configureMmap(opts(true))).toBe(OK)
  })
})

describe('writing', () => {
  test.each([O_WRONLY, O_RDWR, O_TRUNC, O_RDWR | O_CREAT])(
    'is refused on a read-only mount: flags %o',
    (flags) => {
      expect(mounted(true).t.open('/h/file', flags)).toBe(30 /* EROFS */)
      expect(mounted(true).t.open('/h/new', flags | O_CREAT)).toBe(30)
    },
  )

  test('reaches the host: at the offset, appended, made, truncated', () => {
    const { t, host } = mounted(false)
    const content = (name: string) => textOf(host.entries.get(name)?.bytes ?? new Uint8Array(0))
    const file = t.file('/h/file', O_RDWR)
    const write = (text: string, append = false) =>
      shown(file.write(bytesIOSequence(bytesOf(text)), { ...NORMAL_WRITE, append }))
    expect([write('ab'), write('c'), content('file')]).toEqual(['2', '1', 'abc3456789'])
    expect([write('Z', true), file.seek(0, 1), content('file')]).toEqual(['1', 11, 'abc3456789Z'])
    expect(shown(file.pwrite(bytesIOSequence(bytesOf('YY')), 1, NORMAL_WRITE))).toBe('2')
    expect([file.truncate(4, Infinity), content('file')]).toEqual([0, 'aYY3'])
    t.file('/h/new', O_CREAT | O_EXCL | O_RDWR).write(bytesIOSequence(bytesOf('new')), NORMAL_WRITE)
    expect([content('new'), host.entries.get('new')?.mode]).toEqual(['new', S_IFREG | 0o644])
    t.file('/h/new', O_RDWR | O_TRUNC)
    expect(content('new')).toBe('')
    expect(t.open('/h/new', O_CREAT | O_EXCL)).toBe(17 /* EEXIST */)
  })

  test('keeps what the host took when it takes no more', () => {
    const { t, host } = mounted(false)
    const file = t.file('/h/file', O_RDWR)
    const write = (n: number, opts = {}) =>
      shown(file.write(bytesIOSequence(new Uint8Array(n)), { ...NORMAL_WRITE, ...opts }))
    expect([write(150_000), write(1)]).toEqual(['100000', 'ENOSPC'])
    expect(host.entries.get('file')?.bytes.length).toBe(100_000)
    file.seek(0, 0)
    expect([write(10, { sizeLimit: 4 }), write(10, { sizeLimit: 4 })]).toEqual([
      '4',
      'EXCEEDS_FILE_SIZE_LIMIT',
    ])
    expect(shown(file.write(ranges(memoryOf('xy'), [0, 9]), NORMAL_WRITE))).toBe('2 EFAULT')
  })

  test('a file of the host that is no regular file is not opened', () => {
    expect(mounted(false).t.open('/h/sub', O_RDWR)).toBe(21 /* EISDIR */)
  })
})
