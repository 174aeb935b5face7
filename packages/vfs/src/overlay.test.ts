// An overlay behaves as a tmpfs that holds a copy of the lower tree, and the lower tree never changes.

import {
  EROFS,
  errnoName,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  OK,
  S_IFMT,
} from '@jvisor/abi'
import { bytesIOSequence } from '@jvisor/usermem'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeMode, changeOwner, changeTimes, truncateAt } from './attributes.ts'
import { Credentials } from './credentials.ts'
import { FIRST_POSITION } from './directory-entries.ts'
import type { HostDirectory } from './host.ts'
import { HostFilesystem } from './host-directory.ts'
import type { Inode } from './inode.ts'
import { linkAt, makeDirectoryAt, makeSymlinkAt } from './making.ts'
import { OverlayFilesystem } from './overlay.ts'
import { walkPath } from './path-walk.ts'
import { removeDirectoryAt, renameAt, unlinkAt } from './removing.ts'
import { Tmpfs } from './tmpfs.ts'
import { bytesOf, TestTree, textOf } from './vfs.testing.ts'
import type { PathContext, VirtualDentry } from './virtual-dentry.ts'
import { NORMAL_WRITE } from './write-opts.ts'

const ROOT = Credentials.ROOT

/** A part of a tree as a directory of a host, which is only read. */
function directoryOf(t: Trees, root: string): HostDirectory {
  const at = (path: readonly string[]) => walkPath(t.context, [root, ...path].join('/'), false)
  const statOf = (path: readonly string[]) => {
    const found = at(path)
    return typeof found === 'number' ? found : found.inode.stat()
  }
  return {
    stat: statOf,
    readlink: (path) => t.at([root, ...path].join('/')).inode.readlink(),
    readdir: (path) => t.names(t.at([root, ...path].join('/')).inode),
    open: (path) => {
      const file = t.file([root, ...path].join('/'), O_RDONLY)
      return {
        pread: (dst, offset) => file.pread(bytesIOSequence(dst), offset).n,
        pwrite: () => -EROFS,
        truncate: () => EROFS,
        stat: () => statOf(path),
        close: () => file.decRef(),
      }
    },
  }
}

/** A tree with mounts: /lower, /over above it, and /copy, a tmpfs of its own with the same content. */
class Trees extends TestTree {
  readonly context: PathContext = { root: this.vfs.root, start: this.vfs.root }

  constructor() {
    super()
    const lower = new Tmpfs(this.vfs)
    for (const [path, fs] of [
      ['/lower', lower],
      ['/copy', new Tmpfs(this.vfs)],
    ] as const) {
      this.vfs.makeDirectories(path)
      this.vfs.mount(path, fs, { readOnly: false })
      this.fill(path)
    }
    const host = new HostFilesystem(this.vfs, directoryOf(this, '/lower'))
    this.vfs.makeDirectories('/over')
    this.vfs.mount('/over', new OverlayFilesystem(this.vfs, host), { readOnly: false })
  }

  fill(at: string): void {
    for (const dir of ['a', 'a/b', 'c', 'empty']) makeDirectoryAt(this.context, `${at}/${dir}`, 0o755)
    for (const file of ['f', 'a/f', 'a/b/f', 'c/g']) this.write(`${at}/${file}`, `content of ${file}`)
    makeSymlinkAt(this.context, `${at}/link`, 'a/f')
    changeOwner(ROOT, this.at(`${at}/f`), 5, 6)
    changeMode(ROOT, this.at(`${at}/f`), 0o640)
  }

  at(path: string) {
    const found = walkPath(this.context, path, false)
    if (typeof found === 'number') throw new Error(`${path}: ${errnoName(found)}`)
    return found
  }

  write(path: string, text: string, flags = O_CREAT | O_TRUNC, offset = 0): string {
    const file = this.open(path, O_WRONLY | flags)
    if (typeof file === 'number') return errnoName(file)
    const { n, err } = file.pwrite(bytesIOSequence(bytesOf(text)), offset, NORMAL_WRITE)
    file.decRef()
    return err === OK ? String(n) : errnoName(err)
  }

  read(path: string): string {
    const file = this.open(path, O_RDONLY)
    if (typeof file === 'number') return errnoName(file)
    const bytes = new Uint8Array(100)
    const { n } = file.pread(bytesIOSequence(bytes), 0)
    const { mode, ino, size } = file.stat()
    const byPath = walkPath(this.context, path, true)
    const same = typeof byPath !== 'number' && byPath.inode.stat()
    file.decRef()
    if (!same || same.ino !== ino || same.size !== size || same.mode !== mode) return 'stat and fstat differ'
    return textOf(bytes.subarray(0, n))
  }

  /** What is in a directory, sorted. */
  names(directory: Inode): string[] {
    const entries = directory.entries()
    if (typeof entries === 'number') throw new Error(errnoName(entries))
    const names: string[] = []
    for (let e = entries.at(FIRST_POSITION); e !== undefined; e = entries.after(e)) names.push(e.name)
    return names.sort()
  }

  /** All of a tree below a path: names, types, modes, owners, content. */
  tree(path: string): string[] {
    const lines: string[] = []
    const walk = (inode: Inode, at: string) => {
      const { mode, uid, gid, mtimeSec } = inode.stat()
      const own = `${at || '/'} ${mode.toString(8)} ${uid}:${gid}`
      if (inode.isSymlink) lines.push(`${own} -> ${inode.readlink()}`)
      else if (!inode.isDirectory) lines.push(`${own} ${mtimeSec} ${this.read(path + at)}`)
      else {
        lines.push(own)
        for (const name of this.names(inode)) {
          const child = inode.lookup(name)
          if (typeof child !== 'number') walk(child, `${at}/${name}`)
        }
      }
    }
    walk(this.at(path).inode, '')
    return lines
  }
}

type Named = readonly [name: string, run: (t: Trees, at: string) => string | number]

const PATHS = ['f', 'link', 'a', 'a/f', 'a/b', 'a/b/f', 'c', 'c/g', 'empty', 'new', 'a/new', 'c/a', 'empty/x']
const path = fc.constantFrom(...PATHS)
/** An operation on a path of the tree. */
const onPath = (name: string, run: (t: Trees, p: string) => string | number) =>
  path.map((p): Named => [`${name} ${p}`, (t, at) => run(t, `${at}/${p}`)])
/** One that begins with a look at the file. */
const onFile = (name: string, change: (file: VirtualDentry) => number) =>
  onPath(name, (t, p) => {
    const found = walkPath(t.context, p, false)
    return typeof found === 'number' ? found : change(found)
  })
const operation: fc.Arbitrary<Named> = fc.oneof(
  onPath('read', (t, p) => t.read(p)),
  onPath('write', (t, p) => t.write(p, 'NEW', 0, 4)),
  onPath('make', (t, p) => t.write(p, 'made', O_CREAT | O_EXCL)),
  onPath('empty', (t, p) => t.write(p, 'x', O_TRUNC)),
  onPath('unlink', (t, p) => unlinkAt(t.context, p)),
  onPath('rmdir', (t, p) => removeDirectoryAt(t.context, p)),
  onPath('mkdir', (t, p) => makeDirectoryAt(t.context, p, 0o700)),
  onPath('symlink', (t, p) => makeSymlinkAt(t.context, p, 'target')),
  onFile('chmod', (file) => changeMode(ROOT, file, 0o711)),
  onFile('chown', (file) => changeOwner(ROOT, file, 7, 8)),
  onFile('utimes', (file) => changeTimes(ROOT, file, undefined, { sec: 9, nsec: 0 })),
  onFile('truncate', (file) => truncateAt(ROOT, file, 5, Infinity)),
  path.chain((q) =>
    onPath(`link to ${q} of`, (t, p) => {
      const file = walkPath(t.context, p, false)
      return typeof file === 'number' ? file : linkAt(t.context, p.replace(/^(.\w+).*/, `$1/${q}`), file)
    }),
  ),
  fc
    .tuple(path, fc.constantFrom(0, 1, 2))
    .chain(([q, flags]) =>
      onPath(`rename ${flags} to ${q} of`, (t, p) =>
        renameAt(t.context, p, t.context, p.replace(/^(.\w+).*/, `$1/${q}`), flags),
      ),
    ),
)

test('whatever is done, an overlay is as a copy would be, and the lower tree stays', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      const t = new Trees()
      const before = t.tree('/lower')
      for (const [name, run] of operations) {
        const [over, copy] = [run(t, '/over'), run(t, '/copy')]
        expect([name, over]).toEqual([name, copy])
      }
      expect(t.tree('/over')).toEqual(t.tree('/copy'))
      expect(t.tree('/lower')).toEqual(before)
    }),
    { numRuns: 300 },
  )
})

describe('a file of the lower tree', () => {
  test('is read where it is, and takes memory only when it is written', () => {
    const t = new Trees()
    const pages = t.pages
    expect([t.read('/over/a/f'), t.pages]).toEqual(['content of a/f', pages])
    const reader = t.file('/over/a/f', O_RDONLY)
    expect([t.write('/over/a/f', 'C', 0), t.pages]).toEqual(['1', pages + 2])
    expect([t.read('/over/a/f'), t.read('/lower/a/f')]).toEqual(['Content of a/f', 'content of a/f'])
    // Who opened it before still reads what was there, as on Linux.
    const bytes = new Uint8Array(3)
    reader.pread(bytesIOSequence(bytes), 0)
    expect(textOf(bytes)).toBe('con')
    reader.decRef()
  })

  test('gives its memory back when its last name and its last user are gone', () => {
    const t = new Trees()
    const pages = t.pages
    const file = t.file('/over/f', O_RDWR)
    expect(linkAt(t.context, '/over/second', t.at('/over/f'))).toBe(OK)
    expect([unlinkAt(t.context, '/over/f'), unlinkAt(t.context, '/over/second')]).toEqual([OK, OK])
    expect([file.stat().nlink, t.pages]).toEqual([0, pages + 2])
    file.decRef()
    expect(t.pages).toBe(pages)
  })

  test('that does not fit is not copied at all: ENOSPC', () => {
    const t = new Trees()
    const lower = new HostFilesystem(t.vfs, directoryOf(t, '/lower'))
    t.vfs.makeDirectories('/small')
    t.vfs.mount('/small', new OverlayFilesystem(t.vfs, lower, { sizeBytes: 0 }), { readOnly: false })
    const pages = t.pages
    expect([t.write('/small/f', 'x', 0), t.read('/small/f'), t.pages]).toEqual([
      'ENOSPC',
      'content of f',
      pages,
    ])
    expect(t.at('/small/f').inode.stat().mode & ~S_IFMT).toBe(0o640)
  })
})
