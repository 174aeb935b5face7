// Files without a name: when their pages go, what holes and seals do to time and space, and what shared anonymous memory
// is. What Linux 6.18 answered.

import {
  EFAULT,
  ENOMEM,
  EPERM,
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_WRITE,
  MAX_FILE_SIZE,
  O_CREAT,
  O_LARGEFILE,
  O_RDWR,
  OK,
  PAGE_SIZE,
  S_IFREG,
} from '@jvisor/abi'
import type { Mappable, MappingIdentity, MappingSpace, MmapOpts } from '@jvisor/memmap'
import {
  type AddrRange,
  ANY_ACCESS,
  addr,
  bytesIOSequence,
  READ,
  READ_WRITE,
  type Transfer,
} from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import type { FileDescription } from './file-description.ts'
import { RegularFile } from './regular-file.ts'
import { memoryOf, ranges, shown, TestTree } from './vfs.testing.ts'
import { NORMAL_WRITE } from './write-opts.ts'

const pages = (start: number, end: number) =>
  ({ start: start * PAGE_SIZE, end: end * PAGE_SIZE }) as AddrRange

/** An address space that remembers what it was told to forget. */
class Space implements MappingSpace {
  readonly told: string[] = []

  invalidate({ start, end }: AddrRange, dropPrivate: boolean): void {
    this.told.push(`${start / PAGE_SIZE}-${end / PAGE_SIZE}${dropPrivate ? ' private' : ''}`)
  }
}

const newOpts = (length: number): MmapOpts => ({
  addr: addr(0),
  length,
  fixed: false,
  perms: READ_WRITE,
  maxPerms: ANY_ACCESS,
  private: false,
  offset: 0,
})

/** What was set in `opts`. */
function mapped({ mappable, mappingIdentity }: MmapOpts): { mappable: Mappable; identity: MappingIdentity } {
  if (mappable === undefined || mappingIdentity === undefined) throw new Error('nothing to map')
  return { mappable, identity: mappingIdentity }
}

function anonymous(pageCount: number, memoryBytes?: number) {
  const t = new TestTree(memoryBytes)
  const opts = newOpts(pageCount * PAGE_SIZE)
  t.vfs.shm.configureAnonymous(opts)
  return { t, ...mapped(opts) }
}

function memfd(size: number, seals = 0) {
  const t = new TestTree()
  const file = t.vfs.shm.createMemfd('m', { permissions: 0o777, seals: 0 })
  expect(file.pwrite(bytesIOSequence(new Uint8Array(size).fill(97)), 0, NORMAL_WRITE).n).toBe(size)
  expect(file.addSeals(seals)).toBe(OK)
  const opts = newOpts(size)
  opts.perms = READ
  file.configureMmap(opts)
  return { t, file, mappable: mapped(opts).mappable }
}

function write(file: FileDescription, text: string, at: number, sizeLimit = Infinity): Transfer {
  return file.pwrite(bytesIOSequence(memoryOf(text).bytes), at, { ...NORMAL_WRITE, sizeLimit })
}

describe('shared anonymous memory', () => {
  test('a page is made of zeros when it is first touched, and is then always the same', () => {
    const { t, mappable } = anonymous(4)
    const file = t.memoryFile
    const dirty = file.allocate()
    file.words.fill(-1, dirty << 10, (dirty + 1) << 10)
    file.decRef(dirty)
    expect(t.pages).toBe(0)
    const page = mappable.translate(PAGE_SIZE, READ)
    expect(file.words.subarray(page << 10, (page + 1) << 10).every((word) => word === 0)).toBe(true)
    expect(mappable.translate(PAGE_SIZE, READ_WRITE)).toBe(page)
    expect(mappable.translate(0, READ_WRITE)).not.toBe(page)
  })

  test.each([
    ['the last page', 3, true],
    ['the page after it', 4, false],
    ['one far away', 2 ** 30, false],
  ])('%s', (_name, index, there) => {
    const result = anonymous(4).mappable.translate(index * PAGE_SIZE, READ_WRITE)
    if (there) expect(result).toBeGreaterThan(0)
    else expect(result).toBe(-EFAULT)
  })

  test('is a file of its own that /proc/pid/maps calls /dev/zero (deleted)', () => {
    const { t, identity } = anonymous(1)
    expect(identity.mappedName()).toBe('/dev/zero (deleted)')
    const other = newOpts(1)
    t.vfs.shm.configureAnonymous(other)
    const memfdStat = t.vfs.shm.createMemfd('m', { permissions: 0o777, seals: 0 }).stat()
    const inodes = [identity.inodeId(), mapped(other).identity.inodeId(), memfdStat.ino]
    expect(new Set(inodes).size).toBe(3)
    expect([identity.deviceId(), mapped(other).identity.deviceId()]).toEqual([memfdStat.dev, memfdStat.dev])
    expect(t.vfs.root.inode.stat().dev).not.toBe(memfdStat.dev)
  })

  test('is as long as the mapping, in whole pages', () => {
    const t = new TestTree()
    const opts = newOpts(PAGE_SIZE + 1)
    t.vfs.shm.configureAnonymous(opts)
    const { mappable } = mapped(opts)
    expect(mappable.translate(PAGE_SIZE, READ)).toBeGreaterThan(0)
    expect(mappable.translate(2 * PAGE_SIZE, READ)).toBe(-EFAULT)
  })

  test('the pages go when the last mapping does, by pieces and from several address spaces', () => {
    const { t, mappable, identity } = anonymous(4)
    const [parent, child] = [new Space(), new Space()]
    const map = (space: Space, range: AddrRange) => {
      expect(mappable.addMapping(space, range, range.start - 10 * PAGE_SIZE, true)).toBe(OK)
      identity.incRef()
    }
    const unmap = (space: Space, range: AddrRange) => {
      mappable.removeMapping(space, range, range.start - 10 * PAGE_SIZE, true)
      identity.decRef()
    }
    map(parent, pages(10, 14))
    map(child, pages(10, 12))
    map(child, pages(12, 14))
    for (let i = 0; i < 4; i++) mappable.translate(i * PAGE_SIZE, READ_WRITE)
    const all = t.pages
    expect(all).toBeGreaterThanOrEqual(4)
    unmap(parent, pages(10, 14))
    unmap(child, pages(12, 14))
    expect(t.pages).toBe(all)
    unmap(child, pages(10, 12))
    expect(t.pages).toBe(0)
  })

  test('no memory is ENOMEM, and leaves nothing half made', () => {
    const { t, mappable, identity } = anonymous(64, 65_536)
    identity.incRef()
    let made = 0
    while (mappable.translate(made * PAGE_SIZE, READ_WRITE) > 0) made++
    expect(mappable.translate(made * PAGE_SIZE, READ_WRITE)).toBe(-ENOMEM)
    expect(t.memoryFile.pagesInUse).toBe(t.memoryFile.maxPages)
    identity.decRef()
    expect(t.pages).toBe(0)
  })

  test('a hole in it reads as zeros in every mapping', () => {
    const { t, mappable } = anonymous(4)
    const space = new Space()
    mappable.addMapping(space, pages(10, 14), 0, true)
    const old = [0, 1, 2].map((i) => mappable.translate(i * PAGE_SIZE, READ_WRITE))
    for (const page of old) t.memoryFile.words[page << 10] = 7
    expect(mappable.punchHole?.(PAGE_SIZE, 2 * PAGE_SIZE)).toBe(OK)
    expect(space.told).toEqual(['11-12'])
    const values = [0, 1, 2].map((i) => t.memoryFile.words[mappable.translate(i * PAGE_SIZE, READ) << 10])
    expect(values).toEqual([7, 0, 7])
  })
})

describe('a memfd', () => {
  test('what it is', () => {
    const file = new TestTree().vfs.shm.createMemfd('a/b', { permissions: 0o666, seals: F_SEAL_SEAL })
    expect(file.stat()).toMatchObject({
      mode: S_IFREG | 0o666,
      nlink: 0,
      size: 0,
      blksize: 4096,
      blocks: 0,
      rdev: 0,
    })
    expect([file.mappedName(), file.statusFlags, file.seals()]).toEqual([
      '/memfd:a/b (deleted)',
      O_RDWR | O_LARGEFILE,
      F_SEAL_SEAL,
    ])
  })

  test('is freed when nothing refers to it any more, while a file with a name stays', () => {
    const { t, file } = memfd(10000)
    file.incRef()
    file.decRef()
    expect(t.pages).toBeGreaterThan(0)
    file.decRef()
    expect(t.pages).toBe(0)
    const named = t.file('f', O_CREAT | O_RDWR)
    write(named, 'abc', 0)
    const before = t.pages
    named.decRef()
    expect(t.pages).toBe(before)
  })

  test('is freed with the last of several descriptions', () => {
    const t = new TestTree()
    const file = new RegularFile(t.vfs.root.inode.fs, S_IFREG, t.memoryFile)
    file.nlink = 0
    const open = () => file.open(t.vfs.root, O_RDWR) as FileDescription
    const [first, second] = [open(), open()]
    write(first, 'abc', 0)
    first.decRef()
    expect(t.pages).toBeGreaterThan(0)
    second.decRef()
    expect(t.pages).toBe(0)
  })

  test('a hole takes pages out of the file and out of mappings; size and private copies stay', () => {
    const { t, file, mappable } = memfd(4 * PAGE_SIZE + 100)
    const space = new Space()
    mappable.addMapping(space, pages(10, 15), 0, true)
    mappable.addMapping(space, pages(20, 22), 2 * PAGE_SIZE, false)
    expect(mappable.punchHole?.(PAGE_SIZE, 3 * PAGE_SIZE)).toBe(OK)
    expect(space.told).toEqual(['11-13', '20-21'])
    expect(file.stat()).toMatchObject({ size: 16484, blocks: 24 })
    expect([0, 1, 2, 3, 4].map((i) => mappable.isResident?.(i * PAGE_SIZE))).toEqual([
      true,
      false,
      false,
      true,
      true,
    ])
    expect(mappable.punchHole?.(4 * PAGE_SIZE, 5 * PAGE_SIZE)).toBe(OK)
    expect(file.stat()).toMatchObject({ size: 16484, blocks: 16 })
    expect(mappable.punchHole?.(0, 2 ** 40)).toBe(OK)
    expect([file.stat().blocks, t.pages]).toEqual([0, 0])
  })

  test.each([
    ['shrinking and growing', F_SEAL_SHRINK | F_SEAL_GROW, OK],
    ['writing', F_SEAL_WRITE, EPERM],
    ['writing in the future', F_SEAL_FUTURE_WRITE, EPERM],
  ])('a hole in a file that is sealed against %s', (_name, seals, want) => {
    const { mappable } = memfd(8192, seals)
    expect(mappable.punchHole?.(0, PAGE_SIZE)).toBe(want)
    expect(mappable.isResident?.(0)).toBe(want !== OK)
  })

  test.each<[name: string, change: (file: FileDescription, mappable: Mappable) => unknown, moved: boolean]>([
    ['a write', (f) => write(f, 'a', 0), true],
    ['a write of nothing', (f) => write(f, '', 0), false],
    ['a write that faults', (f) => f.pwrite(ranges(memoryOf('a'), [9, 1]), 0, NORMAL_WRITE), true],
    ['a write beyond the limit', (f) => write(f, 'a', 10, 5), false],
    ['a write that is sealed off', (f) => f.addSeals(F_SEAL_WRITE) || write(f, 'a', 0), true],
    ['a truncation to the same size', (f) => f.truncate(5000, Infinity), true],
    ['one that is sealed off', (f) => f.addSeals(F_SEAL_GROW) || f.truncate(5001, Infinity), false],
    ['a hole where nothing was', (_f, m) => m.punchHole?.(8192, 12288), true],
    ['one that is sealed off', (f, m) => f.addSeals(F_SEAL_WRITE) || m.punchHole?.(0, 4096), false],
    ['a seal', (f) => f.addSeals(F_SEAL_SHRINK), false],
  ])('the modification time after %s', (_name, change, moved) => {
    const { t, file, mappable } = memfd(5000)
    t.clock.now = 5e9
    const before = file.stat().mtimeSec
    change(file, mappable)
    expect(file.stat().mtimeSec - before).toBe(moved ? 5 : 0)
  })

  test.each<[name: string, seals: number, at: number, want: string]>([
    ['at the limit', F_SEAL_WRITE, 6000, 'EXCEEDS_FILE_SIZE_LIMIT'],
    ['below the limit', F_SEAL_WRITE, 5999, 'EPERM'],
    ['at the limit', F_SEAL_GROW, 6000, 'EXCEEDS_FILE_SIZE_LIMIT'],
    ['below the limit', F_SEAL_GROW, 5999, 'EPERM'],
  ])('a size limit comes before seals: a write %s', (_name, seals, at, want) => {
    expect(shown(write(memfd(5000, seals).file, 'ab', at, 6000))).toBe(want)
  })

  test.each<[size: number, want: number]>([
    [7000, 1027 /* EXCEEDS_FILE_SIZE_LIMIT */],
    [5500, EPERM],
  ])('a size limit comes before seals: truncating to %i', (size, want) => {
    expect(memfd(5000, F_SEAL_GROW).file.truncate(size, 6000)).toBe(want)
  })

  test('the largest offset comes before seals', () => {
    expect(shown(write(memfd(5000, F_SEAL_WRITE).file, 'a', MAX_FILE_SIZE))).toBe('EFBIG')
  })
})
