// /proc of other processes: those that have ended, those that are gone, those of other users. What is expected is what a C
// program with the same calls got from Linux 6.18.

import {
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VM,
  errnoName,
  O_DIRECTORY,
  O_RDWR,
  SIGKILL,
  SIGSTOP,
  WUNTRACED,
} from '@jvisor/abi'
import { expect, test } from 'vitest'
import type { Guest, GuestMain } from './guest.ts'
import { type NotingMain, noted } from './run.testing.ts'

const forEver: GuestMain = async (g) => g.syscall('pause')

async function open(g: Guest, path: string, flags = 0): Promise<number> {
  return g.syscall('open', g.cstring(path), flags)
}

async function read(g: Guest, fd: number, length = 4096): Promise<string> {
  const at = g.malloc(length)
  const n = await g.syscall('pread64', fd, at, length, 0)
  return n < 0 ? errnoName(-n) : g.text(at, n)
}

/** The whole text of a file, or an error. */
async function cat(g: Guest, path: string): Promise<string> {
  const fd = await open(g, path)
  if (fd < 0) return errnoName(-fd)
  const text = await read(g, fd)
  await g.syscall('close', fd)
  return text
}

async function readlink(g: Guest, path: string): Promise<string> {
  const at = g.malloc(256)
  const n = await g.syscall('readlink', g.cstring(path), at, 256)
  return n < 0 ? errnoName(-n) : g.text(at, n)
}

const firstOf = (text: string) => text.slice(0, 14)

const NAMES = ['status', 'maps', 'comm', 'cmdline', 'environ', 'limits', 'stat'] as const

async function kill(g: Guest, pid: number): Promise<void> {
  await g.syscall('kill', pid, SIGKILL)
  const at = g.malloc(128)
  await g.syscall('waitid', 1, pid, at, 4 | 0x1000000, 0) // WEXITED | WNOWAIT
}

test.each<[string, NotingMain, unknown[]]>([
  [
    'what a zombie still tells',
    async (g, note) => {
      const pid = await g.fork(forEver)
      const fds: number[] = []
      for (const name of NAMES) fds.push(await open(g, `/proc/${pid}/${name}`))
      await kill(g, pid)
      for (const fd of fds) note(firstOf(await read(g, fd)))
      for (const name of ['maps', 'environ', 'auxv', 'cmdline', 'mounts', 'statm']) {
        note(firstOf(await cat(g, `/proc/${pid}/${name}`)))
      }
      for (const name of ['exe', 'cwd', 'fd/0']) note(await readlink(g, `/proc/${pid}/${name}`))
      const status = await cat(g, `/proc/${pid}/status`)
      note(
        status.includes('\nState:\tZ (zombie)\nTgid:\t2\n'),
        status.includes('Umask'),
        status.includes('Vm'),
      )
      const stat = (await cat(g, `/proc/${pid}/stat`)).trim().split(' ')
      note(stat.slice(0, 4).join(' '), stat.length, stat.at(-1))
      await g.syscall('wait4', pid, 0, 0, 0)
    },
    [
      ...['Name:\tguest\nSt', '', 'guest\n', '', '', 'Limit         ', '2 (guest) Z 1 '],
      ...['', 'ESRCH', 'ESRCH', '', 'EINVAL', '0 0 0 0 0 0 0\n'],
      ...['ENOENT', 'ENOENT', 'ENOENT', true, false, false],
      ...['2 (guest) Z 1', 52, '9'],
    ],
  ],
  [
    'what is open of a process that is gone',
    async (g, note) => {
      const pid = await g.fork(forEver)
      const fds: number[] = []
      for (const name of NAMES) fds.push(await open(g, `/proc/${pid}/${name}`))
      const half = await open(g, `/proc/${pid}/status`)
      const at = g.malloc(256)
      await g.syscall('read', half, at, 10)
      const directory = await open(g, `/proc/${pid}`, O_DIRECTORY)
      await g.syscall('kill', pid, SIGKILL)
      await g.syscall('wait4', pid, 0, 0, 0)
      for (const fd of fds) note(await read(g, fd))
      note(await g.syscall('read', half, at, 10), await read(g, half))
      const results = [
        await g.syscall('openat', directory, g.cstring('status'), 0),
        await g.syscall('getdents64', directory, at, 256),
        await g.syscall('fstat', directory, at),
        await g.syscall('fchdir', directory),
        await open(g, `/proc/${pid}`),
      ]
      note(...results.map((n) => (n < 0 ? errnoName(-n) : n)))
    },
    [
      ...['ESRCH', 'ESRCH', 'ESRCH', 'ESRCH', '', 'ESRCH', 'ESRCH', 10, 'ESRCH'],
      ...['ESRCH', 'ENOENT', 0, 'ESRCH', 'ENOENT'],
    ],
  ],
  [
    'states: running, sleeping, stopped',
    async (g, note) => {
      const pid = await g.fork(forEver)
      const state = async (id: string | number) => (await cat(g, `/proc/${id}/stat`)).split(' ')[2]
      note(await state('self'))
      for (let i = 0; i < 300; i++) await g.syscall('getpid')
      note(await state(pid))
      await g.syscall('kill', pid, SIGSTOP)
      await g.syscall('wait4', pid, 0, WUNTRACED, 0)
      note(await state(pid))
      await g.syscall('kill', pid, SIGKILL)
      await g.syscall('wait4', pid, 0, 0, 0)
    },
    ['R', 'S', 'T'],
  ],
  [
    'another user sees what is for everybody',
    async (g, note) => {
      const pid = await g.fork(async (child) => {
        await child.syscall('setresuid', 1000, 1000, 1000)
        const results: string[] = []
        for (const name of ['status', 'stat', 'limits', 'comm', 'cmdline', 'mounts']) {
          const text = await cat(child, `/proc/1/${name}`)
          results.push(/^E[A-Z]+$/.test(text) ? text : 'ok')
        }
        for (const name of ['maps', 'environ', 'io', 'personality', 'fdinfo/0', 'fd', 'fd/0']) {
          results.push(await cat(child, `/proc/1/${name}`))
        }
        for (const name of ['exe', 'cwd', 'root', 'fd/0'])
          results.push(await readlink(child, `/proc/1/${name}`))
        note(results.join(' '))
        // It has changed who it is: its files are root's now, but for itself that does not matter.
        const at = child.malloc(144)
        await child.syscall('stat', child.cstring('/proc/self/fd'), at)
        note(child.load32(at + 28), await readlink(child, '/proc/self/fd/0'))
        const fd = await open(child, '/proc/self/fd', O_DIRECTORY)
        note(
          fd > 0,
          (await cat(child, '/proc/self/maps')) !== 'EACCES',
          await cat(child, '/proc/self/environ'),
        )
        return 0
      })
      await g.syscall('wait4', pid, 0, 0, 0)
    },
    [
      `ok ok ok ok ok ok EACCES EACCES EACCES EACCES EACCES EACCES EACCES EACCES EACCES EACCES EACCES`,
      ...[0, '/dev/null', true, true, 'EACCES'],
    ],
  ],
  [
    'a name is changed by its own process only; threads are listed, and have names of their own',
    async (g, note) => {
      const thread = await g.clone(CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, forEver)
      const pid = await g.fork(forEver)
      const write = async (path: string) => {
        const result = await g.syscall('write', await open(g, path, O_RDWR), g.cstring('new'), 3)
        return result < 0 ? errnoName(-result) : result
      }
      note(await write(`/proc/${pid}/comm`), await write(`/proc/self/task/${thread}/comm`))
      note(await cat(g, '/proc/self/comm'), await cat(g, `/proc/${thread}/comm`))
      note(/\nThreads:\t2\n/.test(await cat(g, '/proc/self/status')))
      note(await cat(g, `/proc/self/task/${pid}/comm`), await cat(g, `/proc/${thread}/task/1/comm`))
      await g.syscall('kill', pid, SIGKILL)
      await g.syscall('wait4', pid, 0, 0, 0)
    },
    ['EINVAL', 3, 'guest\n', 'new\n', true, 'ENOENT', 'guest\n'],
  ],
  [
    'a program without arguments in memory tells of them all the same',
    async (g, note) => {
      note(await cat(g, '/proc/self/cmdline'), await cat(g, '/proc/self/environ'))
      note(await g.text(g.cstring('x'), 1))
    },
    ['guest\0', '', 'x'],
  ],
])('%s', async (_, main, notes) => {
  expect((await noted(main)).notes).toEqual(notes)
})
