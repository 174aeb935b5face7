// A directory of the host that cannot be left: not by "..", not by links, not by a race.

import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  errnoName,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
} from '@jvisor/abi'
import type { HostFile } from '@jvisor/vfs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { NodeDirectory } from './node-directory.ts'

const work = mkdtempSync(join(tmpdir(), 'jvisor-directory-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

let inside: string
let count = 0

/** inside/ with a file, a directory and links; outside/ with a secret beside it. */
beforeEach(() => {
  const root = join(work, String(count++))
  inside = join(root, 'inside')
  mkdirSync(join(inside, 'sub'), { recursive: true })
  mkdirSync(join(root, 'outside'))
  writeFileSync(join(root, 'outside', 'secret'), 'secret')
  writeFileSync(join(inside, 'file'), 'content')
  writeFileSync(join(inside, 'sub', 'deep'), 'deep')
  symlinkSync('../outside', join(inside, 'out'))
  symlinkSync(join(root, 'outside', 'secret'), join(inside, 'secret'))
})

function read(file: HostFile): string {
  const bytes = new Uint8Array(100)
  const n = file.pread(bytes, 0)
  file.close()
  return Buffer.from(bytes.subarray(0, n)).toString()
}

function readPath(directory: NodeDirectory, ...path: string[]): string {
  const file = directory.open(path, O_RDONLY, 0)
  return typeof file === 'number' ? errnoName(file) : read(file)
}

const WALKS = [true, false]

describe.each(WALKS)('open, by descriptor %s', (byDescriptor) => {
  test.each<[path: string[], want: string]>([
    [['file'], 'content'],
    [['sub', 'deep'], 'deep'],
    [['nope'], 'ENOENT'],
    [['nope', 'x'], 'ENOENT'],
    [['file', 'x'], 'ENOTDIR'],
    [['sub'], 'EACCES'],
    [['secret'], 'ELOOP'],
    [['out', 'secret'], 'ENOTDIR'],
  ])('%j', (path, want) => {
    expect(readPath(new NodeDirectory(inside, { readOnly: true, byDescriptor }), ...path)).toBe(want)
  })

  test.each([O_WRONLY, O_RDWR, O_TRUNC, O_CREAT])('read-only refuses flags %o', (flags) => {
    expect(new NodeDirectory(inside, { readOnly: true, byDescriptor }).open(['file'], flags, 0)).toBe(
      30 /* EROFS */,
    )
    expect(readFileSync(join(inside, 'file'), 'utf8')).toBe('content')
  })

  test('read-write makes, writes, truncates, and tells what is not so', () => {
    const directory = new NodeDirectory(inside, { readOnly: false, byDescriptor })
    const made = directory.open(['new'], O_RDWR | O_CREAT | O_EXCL, 0o640)
    if (typeof made === 'number') throw new Error(errnoName(made))
    expect([made.pwrite(Buffer.from('abcdef'), 2), made.truncate(5)]).toEqual([6, 0])
    expect(made.stat()).toMatchObject({ size: 5, nlink: 1 })
    made.close()
    expect(readFileSync(join(inside, 'new'), 'latin1')).toBe('\0\0abc')
    for (const access of [O_RDONLY, O_WRONLY]) {
      writeFileSync(join(inside, 'new'), 'full')
      const emptied = directory.open(['new'], access | O_TRUNC, 0)
      if (typeof emptied === 'number') throw new Error(errnoName(emptied))
      expect(emptied.stat()).toMatchObject({ size: 0 })
      emptied.close()
    }
    expect(directory.open(['new'], O_RDWR | O_CREAT | O_EXCL, 0)).toBe(17 /* EEXIST */)
    expect(directory.open(['out', 'new'], O_RDWR | O_CREAT, 0)).toBe(20 /* ENOTDIR */)
  })

  test('names need not be UTF-8', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${inside}/`), Buffer.of(0xff, 0x41)]), 'odd')
    const directory = new NodeDirectory(inside, { readOnly: true, byDescriptor })
    expect(readPath(directory, '\udcffA')).toBe('odd')
    expect(directory.readdir([])).toContain('\udcffA')
  })
})

test.each(WALKS)('stat, readlink and readdir do not follow links, by descriptor %s', (byDescriptor) => {
  const directory = new NodeDirectory(inside, { readOnly: true, byDescriptor })
  const type = (...path: string[]) => {
    const stat = directory.stat(path)
    return typeof stat === 'number' ? errnoName(stat) : stat.mode & S_IFMT
  }
  expect([type(), type('file'), type('sub'), type('out'), type('out', 'secret'), type('nope')]).toEqual([
    S_IFDIR,
    S_IFREG,
    S_IFDIR,
    S_IFLNK,
    'ENOTDIR',
    'ENOENT',
  ])
  expect(directory.stat(['file'])).toMatchObject({ size: 7, nlink: 1 })
  expect(directory.readlink(['out'])).toBe('../outside')
  expect(directory.readlink(['file'])).toBe(22 /* EINVAL */)
  const names = directory.readdir([])
  expect(typeof names === 'number' ? names : names.toSorted()).toEqual(['file', 'out', 'secret', 'sub'])
  expect(directory.readdir(['sub'])).toEqual(['deep'])
  expect(directory.readdir(['out'])).toBe(20 /* ENOTDIR */)
})

test('what is no directory cannot be shown', () => {
  expect(() => new NodeDirectory(join(inside, 'file'), { readOnly: true })).toThrow('ENOTDIR')
  expect(() => new NodeDirectory(join(inside, 'nope'), { readOnly: true })).toThrow('ENOENT')
})

test.each(WALKS)(
  'a directory that is swapped for a link while we walk never leads out, by descriptor %s',
  async (byDescriptor) => {
    mkdirSync(join(inside, 'real'))
    writeFileSync(join(inside, 'real', 'secret'), 'harmless')
    symlinkSync('../outside', join(inside, 'link'))
    // Another thread renames: `swap` is now the directory, now the link out.
    const swapper = new Worker(
      `const { renameSync } = require('node:fs')
     const { workerData, parentPort } = require('node:worker_threads')
     const at = (name) => workerData + '/' + name
     let stop = false
     parentPort.on('message', () => { stop = true })
     const turn = () => {
       for (let i = 0; i < 200; i++) for (const name of ['real', 'link']) {
         renameSync(at(name), at('swap'))
         renameSync(at('swap'), at(name))
       }
       if (!stop) setImmediate(turn)
       else process.exit()
     }
     turn()`,
      { eval: true, workerData: inside },
    )
    const directory = new NodeDirectory(inside, { readOnly: true, byDescriptor })
    const seen = new Set<string>()
    for (let i = 0; i < 20_000 || !seen.has('harmless'); i++) seen.add(readPath(directory, 'swap', 'secret'))
    swapper.postMessage('stop')
    await new Promise((done) => swapper.on('exit', done))
    expect(seen).not.toContain('secret')
    expect(seen).toContain('harmless')
    renameSync(join(inside, 'real'), join(inside, 'swap'))
    expect(readPath(directory, 'swap', 'secret')).toBe('harmless')
  },
)
