// execve between programs written in JavaScript: what goes over to the new program and what does not. As Linux has it.

import {
  CLONE_VFORK,
  CLONE_VM,
  EACCES,
  EBADF,
  ENOENT,
  ENOEXEC,
  SA_RESTART,
  SIG_IGN,
  SIGCHLD,
  SIGUSR1,
  SIGUSR2,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import type { Guest, GuestMain } from './guest.ts'
import { Machine } from './machine.ts'
import { type NotingMain, noted } from './run.testing.ts'

/** A vector of strings. */
function vector(g: Guest, strings: readonly string[]): number {
  const at = g.malloc((strings.length + 1) * 8)
  strings.forEach((s, i) => {
    g.store64(at + 8 * i, g.cstring(s))
  })
  g.store64(at + 8 * strings.length, 0)
  return at
}

function execve(g: Guest, path: string, args: readonly string[] = [path], env: readonly string[] = []) {
  return g.syscall('execve', g.cstring(path), vector(g, args), vector(g, env))
}

/** A child that runs `main`, and how it ended: a wait(2) status. */
async function statusOf(g: Guest, main: GuestMain): Promise<number> {
  const pid = await g.fork(main)
  const at = g.malloc(4)
  await g.syscall('wait4', pid, at, 0, 0)
  return g.load32(at)
}

test('a program executes another, which has its arguments, its environment and its name', async () => {
  const machine = new Machine()
  const seen: unknown[] = []
  machine.install('/usr/bin/printer-of-arguments', (g) => {
    seen.push(
      g.args,
      g.env,
      [...machine.kernel.tasks.values()].map((t) => t.name),
    )
    return 7
  })
  const { exited, pid } = machine.spawn(async (g) => {
    await execve(g, '/usr/bin/printer-of-arguments', ['p', 'a b', ''], ['A=1', 'B=x=y'])
    seen.push('not reached')
    return 1
  })
  expect(await exited).toEqual({ code: 7, signal: 0 })
  expect(seen).toEqual([['p', 'a b', ''], { A: '1', B: 'x=y' }, ['printer-of-argu']])
  expect(pid).toBe(1)
  expect([machine.kernel.tasks.size, machine.kernel.counters.sentryBugs]).toEqual([0, 0])
})

test('spawn starts a file by its path', async () => {
  const machine = new Machine()
  machine.install('/bin/status', (g) => Number(g.args[1]) + g.args.length)
  expect(await machine.spawn('/bin/status', { args: ['status', '40'] }).exited).toEqual({
    code: 42,
    signal: 0,
  })
  expect(() => machine.spawn('/bin/none')).toThrow('cannot execute /bin/none: ENOENT')
  expect(() => machine.spawn('/bin')).toThrow('cannot execute /bin: EACCES')
  expect(machine.kernel.tasks.size).toBe(0)
})

/** Runs `main` where some small programs are installed. */
function inShell(main: NotingMain) {
  return noted(main, (machine) => {
    machine.install('/bin/seven', () => 7)
    machine.install('/bin/args', (g) => g.args.length)
    // 0, or the number of the first descriptor up to 9 that is open.
    machine.install('/bin/first-open', async (g) => {
      for (let fd = 1; fd < 10; fd++) if ((await g.syscall('fcntl', fd, 1)) !== -EBADF) return fd
      return 0
    })
    // The mask, what is ignored and what is pending of SIGUSR1 and SIGUSR2, as bits.
    machine.install('/bin/signals', async (g) => {
      const at = g.malloc(32)
      const bits = (word: number) => ((word >> 9) & 1) | ((word >> 10) & 2)
      await g.syscall('rt_sigprocmask', 0, 0, at, 8)
      const mask = bits(g.load32(at))
      await g.syscall('rt_sigpending', at, 8)
      const pending = bits(g.load32(at))
      const handlers: number[] = []
      for (const signal of [SIGUSR1, SIGUSR2]) {
        await g.syscall('rt_sigaction', signal, 0, at, 8)
        handlers.push(Number(g.load64(at)))
      }
      return mask | (pending << 2) | (handlers[0] << 4) | (handlers[1] << 6)
    })
  })
}

test('an installed program is a file like others', async () => {
  const { notes } = await inShell(async (g, note) => {
    const at = g.malloc(4096)
    note(await g.syscall('rename', g.cstring('/bin/seven'), g.cstring('/bin/other')))
    note(await statusOf(g, (c) => execve(c, '/bin/other')))
    note(await statusOf(g, async (c) => -(await execve(c, '/bin/seven'))))
    const fd = await g.syscall('open', g.cstring('/bin/other'), 0)
    note(g.text(at, await g.syscall('read', fd, at, 4096)).slice(1))
    note(await g.syscall('rename', g.cstring('/bin/other'), g.cstring('/bin/seven')))
    note(await g.syscall('chmod', g.cstring('/bin/seven'), 0o644), await execve(g, '/bin/seven'))
  })
  expect(notes).toEqual([0, 7 << 8, ENOENT << 8, 'JSV guest program 0\n', 0, 0, -EACCES])
})

describe('what goes over to the new program', () => {
  test('descriptors, but those that are closed on exec', async () => {
    const { notes } = await inShell(async (g, note) => {
      for (const fd of [0, 1, 2]) await g.syscall('fcntl', fd, 2, 1)
      note(await g.syscall('open', g.cstring('/dev/null'), 0o2000000))
      note(await statusOf(g, (c) => execve(c, '/bin/first-open')))
      note(await g.syscall('open', g.cstring('/dev/null'), 0))
      note(await statusOf(g, (c) => execve(c, '/bin/first-open')))
    })
    expect(notes).toEqual([3, 0, 4, 4 << 8])
  })

  test('the mask, ignored signals, pending signals; not handlers', async () => {
    const { notes } = await inShell(async (g, note) => {
      g.onSignal(SIGUSR1, 'ignore')
      g.onSignal(SIGUSR2, () => {})
      const mask = g.malloc(8)
      g.store64(mask, 1n << BigInt(SIGUSR2 - 1))
      await g.syscall('rt_sigprocmask', 0, mask, 0, 8)
      await g.syscall('kill', await g.syscall('getpid'), SIGUSR2)
      note(
        await statusOf(g, async (c) => {
          await c.syscall('kill', await c.syscall('getpid'), SIGUSR2)
          return execve(c, '/bin/signals')
        }),
      )
    })
    expect(notes).toEqual([(2 | (2 << 2) | (SIG_IGN << 4)) << 8])
  })
})

describe('the old program', () => {
  test('runs no more, nor does its handler, nor does a call that the handler interrupted', async () => {
    const machine = new Machine()
    const ran: string[] = []
    machine.install('/bin/next', async (g) => {
      ran.push('next')
      return (await g.syscall('getpid')) === 1 ? 3 : 4
    })
    const { exited } = machine.spawn(async (g) => {
      g.onSignal(
        SIGUSR1,
        async () => {
          await execve(g, '/bin/next')
          ran.push('handler')
        },
        { flags: SA_RESTART },
      )
      const me = await g.syscall('getpid')
      await g.fork(async (c) => c.syscall('kill', me, SIGUSR1))
      const at = g.malloc(8)
      await g.syscall('pipe2', at, 0)
      await g.syscall('read', g.load32(at), at, 1)
      ran.push('main')
      return 0
    })
    expect(await exited).toEqual({ code: 3, signal: 0 })
    expect(ran).toEqual(['next'])
  })

  test('has lost its memory: stray code of it ends instead of writing to that of the new one', async () => {
    const machine = new Machine()
    let stray: Promise<void> | undefined
    machine.install('/bin/next', async (g) => {
      for (let i = 0; i < 5; i++) await g.syscall('sched_yield')
      return 9
    })
    const { exited } = machine.spawn(async (g) => {
      const at = g.malloc(8)
      stray = (async () => {
        for (let i = 0; i < 5; i++) await Promise.resolve()
        g.store(at, Uint8Array.of(1))
      })()
      await execve(g, '/bin/next')
      return 0
    })
    expect(await exited).toEqual({ code: 9, signal: 0 })
    await expect(stray).rejects.toThrow('the program has ended')
  })
})

test('vfork waits until the child executes something', async () => {
  const { notes } = await inShell(async (g, note) => {
    const at = g.malloc(4)
    const pid = await g.clone(CLONE_VFORK | CLONE_VM | SIGCHLD, async (c) => {
      c.store32(at, 5)
      return execve(c, '/bin/seven')
    })
    note(pid > 0, g.load32(at))
    await g.syscall('wait4', pid, at, 0, 0)
    note(g.load32(at))
  })
  expect(notes).toEqual([true, 5, 7 << 8])
})

test('scripts', async () => {
  const { notes } = await inShell(async (g, note) => {
    const script = async (path: string, text: string) => {
      const fd = await g.syscall('open', g.cstring(path), 0o101, 0o755)
      await g.syscall('write', fd, g.cstring(text), text.length)
      await g.syscall('close', fd)
    }
    await script('/tmp/a', '#!/bin/args one argument\n')
    await script('/tmp/b', '#! /tmp/a\n')
    await script('/tmp/c', '#!/bin/none\n')
    await script('/tmp/d', 'text')
    note(await statusOf(g, (c) => execve(c, '/tmp/a', ['x', 'y', 'z'])))
    note(await statusOf(g, (c) => execve(c, '/tmp/b', ['x', 'y'])))
    note(await execve(g, '/tmp/c'), await execve(g, '/tmp/d'))
    for (const name of 'abcd') await g.syscall('unlink', g.cstring(`/tmp/${name}`))
  })
  expect(notes).toEqual([5 << 8, 5 << 8, -ENOENT, -ENOEXEC])
})
