// Changing names in a directory of the host: what a program does is what the host has afterwards, and nothing outside of
// the directory changes, whoever swaps what meanwhile. The error numbers are what the same calls give on Linux.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { errnoName, type SyscallName } from '@jvisor/abi'
import { Machine } from 'jvisor'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { NodeDirectory } from './node-directory.ts'

const work = mkdtempSync(join(tmpdir(), 'jvisor-names-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const AT_FDCWD = -100
const AT_SYMLINK_NOFOLLOW = 0x100
let root: string
let inside: string
let count = 0

/** inside/ with a file, a directory with one, an empty one, and a link out; outside/ beside it. */
beforeEach(() => {
  root = join(work, String(count++))
  inside = join(root, 'inside')
  for (const name of ['inside/sub', 'inside/empty', 'outside'])
    mkdirSync(join(root, name), { recursive: true })
  for (const name of ['outside/secret', 'inside/file', 'inside/sub/deep'])
    writeFileSync(join(root, name), name)
  symlinkSync('../outside', join(inside, 'out'))
})

type Call = readonly [name: SyscallName, ...args: (number | string)[]]

/** Makes calls in a machine that shows inside/ as /v. @returns 0 or more, or the names of errors */
async function calls(readOnly: boolean, ...list: Call[]): Promise<(number | string)[]> {
  const directory = new NodeDirectory(inside, { readOnly })
  const vm = new Machine({ volumes: [{ path: '/v', directory, readOnly }] })
  const results: (number | string)[] = []
  const program = vm.spawn(
    async (g) => {
      for (const [name, ...args] of list) {
        const registers = args.map((a) => (typeof a === 'string' ? g.cstring(a) : a))
        const result = await g.syscall(name, ...registers)
        results.push(result < 0 ? errnoName(-result) : result)
      }
      return 0
    },
    { cwd: '/v' },
  )
  await program.exited
  expect(vm.kernel.counters.sentryBugs).toBe(0)
  return results
}

const at = (name: string) => join(inside, name)

describe('a read-write directory', () => {
  test('has what was made', async () => {
    const results = await calls(
      false,
      ['mkdir', 'made', 0o750],
      ['symlink', 'some where', 'link'],
      ['link', 'file', 'second'],
      ['mkdir', 'made/deeper', 0o755],
      ['open', 'made/new', 0o101, 0o600],
    )
    expect(results).toEqual([0, 0, 0, 0, 3])
    expect(lstatSync(at('made')).mode & 0o777).toBe(0o750)
    expect(readlinkSync(at('link'))).toBe('some where')
    expect([lstatSync(at('file')).nlink, readFileSync(at('second'), 'utf8')]).toEqual([2, 'inside/file'])
    expect(readdirSync(at('made'))).toEqual(['deeper', 'new'])
  })

  test('has not what was removed, or has it elsewhere', async () => {
    const results = await calls(
      false,
      ['rename', 'file', 'sub/file'],
      ['unlink', 'sub/deep'],
      ['rmdir', 'empty'],
      ['unlink', 'out'],
      ['open', 'file', 0],
      ['open', 'sub/file', 0],
      ['rename', 'sub/file', 'sub/file'],
      ['rename', 'sub', 'moved'],
    )
    expect(results).toEqual([0, 0, 0, 0, 'ENOENT', 3, 0, 0])
    expect([readdirSync(inside), readdirSync(at('moved'))]).toEqual([['moved'], ['file']])
    expect(readdirSync(join(root, 'outside'))).toEqual(['secret'])
  })

  test('has the modes, owners and times that were set', async () => {
    const results = await calls(
      false,
      ['chmod', 'file', 0o4711],
      ['chown', 'file', 12, 34],
      ['fchownat', AT_FDCWD, 'out', 56, 78, AT_SYMLINK_NOFOLLOW],
      ['utimensat', AT_FDCWD, 'sub', 0, 0],
      ['truncate', 'sub/deep', 3],
    )
    expect(results).toEqual([0, 0, 0, 0, 0])
    const file = lstatSync(at('file'))
    expect([file.mode & 0o7777, file.uid, file.gid]).toEqual([0o711, 12, 34])
    expect([lstatSync(at('out')).uid, lstatSync(join(root, 'outside')).uid]).toEqual([56, 0])
    expect(readFileSync(at('sub/deep'), 'utf8')).toBe('ins')
  })

  test.each<[want: string, call: Call]>([
    ['EEXIST', ['mkdir', 'sub', 0o755]],
    ['EEXIST', ['symlink', 'x', 'out']],
    ['ENOENT', ['mkdir', 'nope/x', 0o755]],
    ['ENOTDIR', ['mkdir', 'file/x', 0o755]],
    ['EISDIR', ['unlink', 'sub']],
    ['ENOTDIR', ['rmdir', 'file']],
    ['ENOTEMPTY', ['rmdir', 'sub']],
    ['ENOTEMPTY', ['rename', 'empty', 'sub']],
    ['ENOTDIR', ['rename', 'empty', 'file']],
    ['EISDIR', ['rename', 'file', 'empty']],
    ['EXDEV', ['rename', 'file', '/tmp/file']],
    ['EXDEV', ['link', 'file', '/tmp/file']],
    ['EINVAL', ['renameat2', AT_FDCWD, 'file', AT_FDCWD, 'sub', 2]],
    ['EPERM', ['link', 'sub', 'x']],
    ['EPERM', ['mknod', 'device', 0o020644, 0x103]],
    ['ENOENT', ['unlink', 'out/secret']],
    ['ENOENT', ['mkdir', 'out/made', 0o755]],
    ['ENOENT', ['chmod', 'out', 0o777]],
  ])('%s: %j', async (want, call) => {
    expect(await calls(false, call)).toEqual([want])
    expect([readdirSync(inside), readdirSync(join(root, 'outside'))]).toEqual([
      ['empty', 'file', 'out', 'sub'],
      ['secret'],
    ])
  })
})

test.each<[Call]>([
  [['mkdir', 'made', 0o755]],
  [['symlink', 'x', 'made']],
  [['link', 'file', 'made']],
  [['unlink', 'file']],
  [['rmdir', 'empty']],
  [['rename', 'file', 'made']],
  [['chmod', 'file', 0o777]],
  [['chown', 'file', 1, 1]],
  [['utimensat', AT_FDCWD, 'file', 0, 0]],
])('a read-only directory refuses %j', async (call) => {
  expect(await calls(true, call)).toEqual(['EROFS'])
  expect(readdirSync(inside)).toEqual(['empty', 'file', 'out', 'sub'])
})

test('where nothing can be held open, names are not changed', () => {
  expect(new NodeDirectory(inside, { readOnly: false, byDescriptor: false }).names).toBeUndefined()
  expect(new NodeDirectory(inside, { readOnly: true }).names).toBeUndefined()
})

test('nothing outside is changed while a directory is swapped for a link out', async () => {
  mkdirSync(at('real'))
  symlinkSync('../outside', at('link'))
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
  const { names } = new NodeDirectory(inside, { readOnly: false })
  if (names === undefined) throw new Error('/proc is needed')
  const seen = new Set<string>()
  const note = (err: number) => seen.add(errnoName(err))
  for (let i = 0; i < 1500; i++) {
    note(names.unlink(['swap', 'secret']))
    note(names.makeDirectory(['swap', 'made'], 0o755))
    note(names.rename(['swap', 'secret'], ['stolen']))
    note(names.rename(['file'], ['swap', 'put']))
    note(names.rename(['swap', 'put'], ['file']))
    note(names.setMode(['swap', 'secret'], 0))
    note(names.setMode(['swap'], 0o711))
    note(names.removeDirectory(['swap', 'made']))
  }
  swapper.postMessage('stop')
  await new Promise((done) => swapper.on('exit', done))
  const outside = join(root, 'outside')
  expect([readdirSync(outside), existsSync(at('stolen'))]).toEqual([['secret'], false])
  expect([lstatSync(outside).mode & 0o777, lstatSync(join(outside, 'secret')).mode & 0o777]).toEqual([
    0o755, 0o644,
  ])
  expect(seen).toContain('0')
})
