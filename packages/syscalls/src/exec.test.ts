// execve and execveat that fail, and in which order they find what is wrong. Recorded on Linux 6.18 as root, on tmpfs,
// with the same files, a stack limit of 8 MiB, and no environment but what is said.

import {
  AT_EMPTY_PATH,
  AT_EXECVE_CHECK,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  errnoName,
  MS_NOEXEC,
  O_CLOEXEC,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_PATH,
  O_RDONLY,
  O_RDWR,
} from '@jvisor/abi'
import { Tmpfs, walkPath } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

/** Where nothing is mapped. */
const BAD = 8

class Box extends TestMachine {
  constructor() {
    super()
    const { vfs } = this.kernel
    vfs.makeDirectories('/t')
    vfs.mount('/t', new Tmpfs(vfs), { readOnly: false })
    for (const [path, text, mode] of [
      ['/t/x', 'junk', 0o755],
      ['/t/nox', 'junk', 0o644],
      ['/t/w', 'junk', 0o755],
      ['/t/s1', '#!/t/nox\n', 0o755],
      ['/t/s2', '#!/t/d\n', 0o755],
      ['/t/s3', '#!/t/x\n', 0o755],
      ['/t/s4', '#!/t/none\n', 0o755],
    ] as const) {
      this.file(text, O_RDONLY, path)
      this.call('chmod', path, mode)
    }
    this.call('mkdir', '/t/d', 0o755)
    this.call('symlink', 'x', '/t/link')
    this.call('symlink', 'loop', '/t/loop')
    this.call('mknod', '/t/fifo', 0o10755, 0)
    vfs.makeDirectories('/t/n')
    vfs.mount('/t/n', new Tmpfs(vfs), { readOnly: false })
    this.file('junk', O_RDONLY, '/t/n/x')
    this.call('chmod', '/t/n/x', 0o755)
    const at = walkPath({ root: vfs.root, start: vfs.root }, '/t/n', true)
    if (typeof at !== 'number') at.mount.flags |= MS_NOEXEC
    for (let fd = 3; fd < 20; fd++) this.call('close', fd)
  }

  /** A vector of strings, or of addresses. */
  vector(entries: readonly (string | number)[]): number {
    const words = BigInt64Array.from([...entries.map((e) => this.#address(e)), 0], BigInt)
    const at = this.map(Math.ceil(words.byteLength / 4096))
    this.poke(at, new Uint8Array(words.buffer))
    return at
  }

  readonly #known = new Map<string, number>()

  #address(entry: string | number): number {
    if (typeof entry === 'number') return entry
    const at = this.#known.get(entry) ?? this.cstring(entry)
    this.#known.set(entry, at)
    return at
  }
}

type Case = readonly [name: string, result: string | 0, call: (m: Box) => number]

const execve =
  (
    path: string | number,
    argv: readonly (string | number)[] = ['a'],
    envp: readonly (string | number)[] = [],
  ) =>
  (m: Box) =>
    m.call('execve', path, m.vector(argv), envp.length === 0 ? 0 : m.vector(envp))

const a = (length: number) => 'a'.repeat(length)
const arguments_ = (last: number) => [...Array.from({ length: 20 }, () => a(99_999)), a(last)]
const many = (last: string | number) => [...Array.from({ length: 299_999 }, () => ''), last]

const EXECVE: readonly Case[] = [
  ['a path that is not there', 'ENOENT', execve('/t/none')],
  ['no path', 'ENOENT', execve('')],
  ['a path that cannot be read', 'EFAULT', execve(BAD)],
  ['a path that is too long', 'ENAMETOOLONG', execve(a(4096))],
  ['a path through a file', 'ENOTDIR', execve('/t/x/y')],
  ['a directory', 'EACCES', execve('/t/d')],
  ['no x bit', 'EACCES', execve('/t/nox')],
  ['a link to itself', 'ELOOP', execve('/t/loop')],
  ['junk', 'ENOEXEC', execve('/t/x')],
  ['junk behind a link', 'ENOEXEC', execve('/t/link')],
  ['a FIFO', 'EACCES', execve('/t/fifo')],
  ['a device', 'EACCES', execve('/dev/null')],
  ['a mount where nothing is executed', 'EACCES', execve('/t/n/x')],
  ['arguments that cannot be read', 'EFAULT', (m) => m.call('execve', '/t/x', 16, 0)],
  ['variables that cannot be read', 'EFAULT', (m) => m.call('execve', '/t/x', m.vector(['a']), 16)],
  ['an argument that cannot be read', 'EFAULT', execve('/t/x', ['a', BAD])],
  ['a variable that cannot be read', 'EFAULT', execve('/t/x', ['a'], ['a', BAD])],
  [
    'arguments that cannot be read, of what is not there',
    'ENOENT',
    (m) => m.call('execve', '/t/none', 16, 0),
  ],
  ['no arguments', 'ENOEXEC', (m) => m.call('execve', '/t/x', 0, 0)],
  ['an argument that just fits', 'ENOEXEC', execve('/t/x', [a(131_071)])],
  ['an argument that does not', 'E2BIG', execve('/t/x', [a(131_072)])],
  ['a variable that does not', 'E2BIG', execve('/t/x', ['a'], [a(131_072)])],
  ['one too long and one that cannot be read', 'EFAULT', execve('/t/x', [a(131_072), BAD])],
  ['one that cannot be read and one too long', 'E2BIG', execve('/t/x', [BAD, a(131_072)])],
  ['arguments that just fit', 'ENOEXEC', execve('/t/x', arguments_(96_978))],
  ['arguments that do not', 'E2BIG', execve('/t/x', arguments_(96_979))],
  ['arguments and a variable that just fit', 'ENOEXEC', execve('/t/x', arguments_(96_969), [''])],
  ['arguments and a variable that do not', 'E2BIG', execve('/t/x', arguments_(96_970), [''])],
  ['too many pointers', 'E2BIG', execve('/t/x', many(''))],
  ['too many pointers, one of them bad', 'E2BIG', execve('/t/x', many(BAD))],
  [
    'what is open for writing',
    'ETXTBSY',
    (m) => {
      m.call('open', '/t/w', O_RDWR)
      return execve('/t/w')(m)
    },
  ],
  [
    'what was open for writing',
    'ENOEXEC',
    (m) => {
      m.call('close', m.call('open', '/t/w', O_RDWR))
      return execve('/t/w')(m)
    },
  ],
  [
    'what is open for reading',
    'ENOEXEC',
    (m) => {
      m.call('open', '/t/w', O_RDONLY)
      return execve('/t/w')(m)
    },
  ],
  ['a script without an interpreter', 'ENOENT', execve('/t/s4')],
  ['a script whose interpreter has no x bit', 'EACCES', execve('/t/s1')],
  ['a script whose interpreter is a directory', 'EACCES', execve('/t/s2')],
  ['a script whose interpreter is junk', 'ENOEXEC', execve('/t/s3')],
]

/** execveat relative to a file that is opened with these flags. */
const execveat =
  (
    open: readonly [path: string, flags: number] | number,
    path: string | number,
    flags = 0,
    argv: (string | 8)[] = ['a'],
  ) =>
  (m: Box) =>
    m.call(
      'execveat',
      typeof open === 'number' ? open : m.call('open', ...open),
      path,
      m.vector(argv),
      0,
      flags,
    )

const DIRECTORY = ['/t', O_DIRECTORY] as const
const X = ['/t/x', O_RDONLY] as const

const EXECVEAT: readonly Case[] = [
  ['an unknown flag', 'EINVAL', execveat(DIRECTORY, 'x', 1)],
  ['an unknown flag and a bad path', 'EFAULT', execveat(DIRECTORY, BAD, 1)],
  ['an unknown flag and no path', 'ENOENT', execveat(DIRECTORY, '', 1)],
  ['a bad descriptor', 'EBADF', execveat(99, 'x')],
  ['a bad descriptor and an absolute path', 'ENOEXEC', execveat(99, '/t/x')],
  ['a descriptor of a file', 'ENOTDIR', execveat(X, 'x')],
  ['below a directory', 'ENOEXEC', execveat(DIRECTORY, 'x')],
  ['the working directory', 'ENOENT', execveat(AT_FDCWD, 'none')],
  ['a link', 'ENOEXEC', execveat(DIRECTORY, 'link')],
  ['a link, not followed', 'ELOOP', execveat(DIRECTORY, 'link', AT_SYMLINK_NOFOLLOW)],
  ['no path', 'ENOENT', execveat(X, '')],
  ['a file by its descriptor', 'ENOEXEC', execveat(X, '', AT_EMPTY_PATH)],
  ['by O_PATH', 'ENOEXEC', execveat(['/t/x', O_PATH], '', AT_EMPTY_PATH)],
  ['a link by O_PATH', 'ELOOP', execveat(['/t/link', O_PATH | O_NOFOLLOW], '', AT_EMPTY_PATH)],
  ['a directory by its descriptor', 'EACCES', execveat(DIRECTORY, '', AT_EMPTY_PATH)],
  ['a pipe', 'EACCES', (m) => execveat(m.pipe().readFd, '', AT_EMPTY_PATH)(m)],
  ['a bad descriptor and no path', 'EBADF', execveat(99, '', AT_EMPTY_PATH)],
  ['the working directory itself', 'EACCES', execveat(AT_FDCWD, '', AT_EMPTY_PATH)],
  ['a script by its descriptor', 'ENOEXEC', execveat(['/t/s3', O_RDONLY], '', AT_EMPTY_PATH)],
  ['a script by a descriptor that is closed', 'ENOENT', execveat(['/t/s3', O_CLOEXEC], '', AT_EMPTY_PATH)],
  ['a script below a directory that is closed', 'ENOENT', execveat(['/t', O_CLOEXEC], 's3')],
  ['a script by an absolute path', 'ENOEXEC', execveat(['/t', O_CLOEXEC], '/t/s3')],
  ['only a check', 0, execveat(DIRECTORY, 'x', AT_EXECVE_CHECK)],
  ['only a check of arguments', 'EFAULT', execveat(DIRECTORY, 'x', AT_EXECVE_CHECK, ['a', BAD])],
  ['only a check of permissions', 'EACCES', execveat(DIRECTORY, 'nox', AT_EXECVE_CHECK)],
]

describe.each([
  ['execve', EXECVE],
  ['execveat', EXECVEAT],
])('%s', (_call, cases) => {
  test.each(cases)('%s: %s', (_name, want, call) => {
    const m = new Box()
    const { context, mm } = m.task
    const result = call(m)
    expect(result < 0 ? errnoName(-result) : result).toBe(want)
    // A call that fails has changed nothing.
    expect([m.task.context === context, m.task.mm === mm, m.task.exiting]).toEqual([true, true, false])
    expect(m.call('open', '/t/x', O_RDWR)).toBeGreaterThan(2)
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })
})

test('who may not read a file may execute it; who may not execute it, may not', () => {
  const m = new Box()
  m.call('chmod', '/t/x', 0o111)
  m.call('chmod', '/t/w', 0o766)
  m.call('setgid', 1)
  m.call('setuid', 1)
  expect([m.call('open', '/t/x', O_RDONLY), execve('/t/x')(m)].map((n) => errnoName(-n))).toEqual([
    'EACCES',
    'ENOEXEC',
  ])
  expect(errnoName(-execve('/t/w')(m))).toBe('EACCES')
})
