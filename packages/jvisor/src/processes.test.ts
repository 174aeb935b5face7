// Processes: fork, wait, exit, orphans, process groups. As Linux has them.

import {
  CLONE_FILES,
  CLONE_FS,
  CLONE_NEWPID,
  CLONE_PARENT,
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VFORK,
  CLONE_VM,
  EBADF,
  ECHILD,
  EINTR,
  EINVAL,
  ENOSYS,
  EPERM,
  ESRCH,
  P_ALL,
  P_PGID,
  P_PID,
  RLIMIT_CPU,
  SA_NOCLDWAIT,
  SA_RESTART,
  SIGCHLD,
  SIGCONT,
  SIGKILL,
  SIGSTOP,
  SIGTERM,
  SIGTSTP,
  SIGUSR1,
  WALL,
  WCLONE,
  WCONTINUED,
  WEXITED,
  WNOHANG,
  WNOWAIT,
  WSTOPPED,
  WUNTRACED,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import type { Guest, GuestMain } from './guest.ts'
import { type NotingMain, noted } from './run.testing.ts'

/** wait4(2): the result and the status word. */
async function wait(g: Guest, pid = -1, options = 0): Promise<[number, number]> {
  const at = g.malloc(4)
  g.store32(at, -1)
  return [await g.syscall('wait4', pid, at, options, 0), g.load32(at)]
}

/** waitid(2): the result, and signal, code, pid, status of the siginfo. */
async function waitid(g: Guest, type: number, id: number, options: number): Promise<number[]> {
  const at = g.malloc(128)
  const result = await g.syscall('waitid', type, id, at, options, 0)
  return [result, g.load32(at), g.load32(at + 8), g.load32(at + 16), g.load32(at + 24)]
}

const forEver: GuestMain = async (g) => g.syscall('pause')

test.each<[name: string, main: NotingMain, notes: unknown[]]>([
  [
    'a child has a copy of memory and the same files; its status is waited for',
    async (g, note) => {
      const at = g.malloc(8)
      g.store32(at, 1)
      const fds = g.malloc(8)
      await g.syscall('pipe2', fds, 0)
      const [r, w] = [g.load32(fds), g.load32(fds + 4)]
      const pid = await g.fork(async (c) => {
        note('child', c.load32(at), await c.syscall('getpid'), await c.syscall('getppid'))
        c.store32(at, 2)
        return 5 + (await c.syscall('write', w, at, 4))
      })
      note(await g.syscall('read', r, at + 4, 4), g.load32(at), g.load32(at + 4))
      note(pid, ...(await wait(g)), ...(await wait(g)))
    },
    ['child', 1, 2, 1, 4, 1, 2, 2, 2, 9 << 8, -ECHILD, -1],
  ],
  [
    'what a child waits for does not hold up its parent, nor the other way round',
    async (g, note) => {
      const pid = await g.fork(forEver)
      note(...(await wait(g, -1, WNOHANG)), await g.syscall('kill', pid, SIGTERM), ...(await wait(g, pid)))
    },
    [0, -1, 0, 2, SIGTERM],
  ],
  [
    'wait finds by process, by group, and not those of others',
    async (g, note) => {
      const a = await g.fork(() => 1)
      const b = await g.fork(() => 2)
      note(await g.syscall('setpgid', b, b))
      note(...(await wait(g, 77)), ...(await wait(g, -b)), ...(await wait(g, 0)), ...(await wait(g, a)))
    },
    [0, -ECHILD, -1, 3, 2 << 8, 2, 1 << 8, -ECHILD, -1],
  ],
  [
    'bad options and pids',
    async (g, note) => {
      note(...(await wait(g, -1, 0x80)), ...(await wait(g, -(2 ** 31))))
      for (const [type, id, options] of [
        [P_ALL, 0, 0],
        [P_ALL, 0, WEXITED | 0x40],
        [P_PID, 0, WEXITED],
        [P_PGID, -1, WEXITED],
        [9, 0, WEXITED],
        [3, 0, WEXITED],
        [P_PID, 1, WEXITED],
      ])
        note((await waitid(g, type, id, options))[0])
    },
    [-EINVAL, -1, -ESRCH, -1, -EINVAL, -EINVAL, -EINVAL, -EINVAL, -EINVAL, -EBADF, -ECHILD],
  ],
  [
    'waitid tells without taking, and says nothing when nothing is there',
    async (g, note) => {
      const pid = await g.fork(() => 7)
      note(...(await waitid(g, P_PID, pid, WEXITED | WNOWAIT)))
      note(...(await waitid(g, P_ALL, 0, WEXITED)))
      const other = await g.fork(forEver)
      note(...(await waitid(g, P_PID, other, WEXITED | WNOHANG)))
      await g.syscall('kill', other, SIGKILL)
      note(...(await waitid(g, P_PGID, 0, WEXITED)))
    },
    [0, SIGCHLD, 1, 2, 7, 0, SIGCHLD, 1, 2, 7, 0, 0, 0, 0, 0, 0, SIGCHLD, 2, 3, SIGKILL],
  ],
  [
    'a child that stops and goes on is told of once each, and SIGCHLD too',
    async (g, note) => {
      let chld = 0
      g.onSignal(SIGCHLD, (_s, info) => note(`chld ${++chld} code ${info.code} status ${info.status}`), {
        flags: SA_RESTART,
      })
      const pid = await g.fork(forEver)
      await g.syscall('kill', pid, SIGSTOP)
      note(...(await wait(g, pid, WUNTRACED)), ...(await wait(g, pid, WUNTRACED | WNOHANG)))
      await g.syscall('kill', pid, SIGCONT)
      note(...(await wait(g, pid, WCONTINUED)), ...(await wait(g, pid, WCONTINUED | WNOHANG)))
      await g.syscall('kill', pid, SIGKILL)
      note(...(await wait(g, pid)))
    },
    [
      'chld 1 code 5 status 19',
      2,
      (SIGSTOP << 8) | 0x7f,
      0,
      -1,
      'chld 2 code 6 status 18',
      2,
      0xffff,
      0,
      -1,
      'chld 3 code 2 status 9',
      2,
      SIGKILL,
    ],
  ],
  [
    'waitid has stops under WSTOPPED',
    async (g, note) => {
      const pid = await g.fork(forEver)
      await g.syscall('kill', pid, SIGSTOP)
      note(...(await waitid(g, P_PID, pid, WSTOPPED)))
      await g.syscall('kill', pid, SIGKILL)
      note(...(await wait(g, pid)))
    },
    [0, SIGCHLD, 5, 2, SIGSTOP, 2, SIGKILL],
  ],
  [
    'SIGTSTP does not stop a process whose group is orphaned',
    async (g, note) => {
      const pid = await g.fork(async (c) => {
        await c.syscall('setsid')
        await c.syscall('kill', 0, SIGTSTP)
        return 4
      })
      note(...(await wait(g, pid, WUNTRACED)))
    },
    [2, 4 << 8],
  ],
  [
    'children of one that ignores SIGCHLD leave no zombies, and wait says so at the end',
    async (g, note) => {
      g.onSignal(SIGCHLD, 'ignore')
      await g.fork(() => 1)
      note(...(await wait(g)))
      g.onSignal(SIGCHLD, 'default', { flags: SA_NOCLDWAIT })
      await g.fork(() => 1)
      note(...(await wait(g)))
    },
    [-ECHILD, -1, -ECHILD, -1],
  ],
  [
    'orphans become children of the first process',
    async (g, note) => {
      const fds = g.malloc(8)
      await g.syscall('pipe2', fds, 0)
      const pid = await g.fork(async (c) => {
        await c.fork(async (cc) => {
          await cc.syscall('read', cc.load32(fds), cc.malloc(1), 1)
          note('parent', await cc.syscall('getppid'))
          return 6
        })
        return 5
      })
      note(...(await wait(g, pid)), await g.syscall('write', g.load32(fds + 4), fds, 1), ...(await wait(g)))
    },
    ['parent', 1, 2, 5 << 8, 1, 3, 6 << 8],
  ],
  [
    'a wait is interrupted by a handler, and starts again with SA_RESTART',
    async (g, note) => {
      const parent = await g.syscall('getpid')
      const child: GuestMain = (c) => c.syscall('kill', parent, SIGUSR1)
      g.onSignal(SIGUSR1, () => note('handler'))
      const waiting = await g.fork(forEver)
      await g.fork(child)
      note(...(await wait(g, waiting)))
      g.onSignal(SIGUSR1, () => note('again'), { restart: true })
      await g.fork(async (c) => {
        await child(c)
        return c.syscall('kill', waiting, SIGKILL)
      })
      note(...(await wait(g, waiting)), (await wait(g))[1], (await wait(g))[1])
    },
    ['handler', -EINTR, -1, 'again', 2, SIGKILL, 0, 0],
  ],
  [
    'a child of clone without SIGCHLD is waited for with __WCLONE or __WALL only',
    async (g, note) => {
      const pid = await g.clone(0, () => 3)
      note(...(await wait(g)), ...(await wait(g, pid, WCLONE)))
      await g.clone(0, () => 4)
      note(...(await wait(g, -1, WALL)), ...(await wait(g, -1, WCLONE)))
    },
    [-ECHILD, -1, 2, 3 << 8, 3, 4 << 8, -ECHILD, -1],
  ],
])('%s', async (_name, main, notes) => {
  expect((await noted(main)).notes).toEqual(notes)
})

describe('clone', () => {
  test.each<[name: string, flags: number, want: number]>([
    ['a thread without the handlers', CLONE_THREAD | CLONE_VM, -EINVAL],
    ['handlers without memory', CLONE_SIGHAND, -EINVAL],
    ['a namespace', CLONE_NEWPID | SIGCHLD, -EINVAL],
    ['a sibling of the first process', CLONE_PARENT | SIGCHLD, -EINVAL],
  ])('%s is EINVAL', async (_name, flags, want) => {
    const { notes } = await noted(async (g, note) => note(await g.clone(flags, () => 0)))
    expect(notes).toEqual([want])
  })

  test('a JavaScript program is copied only with the function that the child runs', async () => {
    const { notes } = await noted(async (g, note) => note(await g.syscall('fork')))
    expect(notes).toEqual([-ENOSYS])
  })

  test('with CLONE_FILES and CLONE_FS descriptors and umask are the same; without, copies', async () => {
    const { notes } = await noted(async (g, note) => {
      for (const flags of [SIGCHLD, SIGCHLD | CLONE_FILES | CLONE_FS]) {
        const fds = g.malloc(8)
        await g.syscall('pipe2', fds, 0)
        await g.clone(flags, (c) => c.syscall('close', c.load32(fds)))
        await wait(g)
        note(await g.syscall('fcntl', g.load32(fds), 1))
      }
    })
    expect(notes).toEqual([0, -EBADF])
  })

  test('vfork: the parent waits until the child is gone, and sees what it stored', async () => {
    const { notes } = await noted(async (g, note) => {
      const at = g.malloc(4)
      const pid = await g.clone(CLONE_VFORK | CLONE_VM | SIGCHLD, async (c) => {
        await c.syscall('getpid')
        note('child')
        c.store32(at, 42)
        return 1
      })
      note('parent', pid, g.load32(at), ...(await wait(g)))
    })
    expect(notes).toEqual(['child', 'parent', 2, 42, 2, 1 << 8])
  })
})

describe('process groups and sessions', () => {
  test('are inherited, left, and joined within a session', async () => {
    const { notes } = await noted(async (g, note) => {
      note(await g.syscall('getpgrp'), await g.syscall('getsid', 0), await g.syscall('setsid'))
      note(
        await g.syscall('setpgid', 0, 0),
        await g.syscall('setpgid', 77, 0),
        await g.syscall('setpgid', 0, -1),
      )
      const a = await g.fork(forEver)
      const b = await g.fork(forEver)
      note(await g.syscall('getpgid', a), await g.syscall('setpgid', a, 0), await g.syscall('getpgid', a))
      note(await g.syscall('setpgid', b, a), await g.syscall('getpgid', b), await g.syscall('setpgid', b, 99))
      note(await g.syscall('kill', -a, SIGTERM), (await wait(g, -a))[1], (await wait(g, -a))[1])
      note(
        await g.syscall('kill', -a, SIGTERM),
        await g.syscall('getpgid', 77),
        await g.syscall('getsid', 77),
      )
    })
    expect(notes).toEqual([
      1,
      1,
      -EPERM,
      -EPERM,
      -ESRCH,
      -EINVAL,
      1,
      0,
      2,
      0,
      2,
      -EPERM,
      0,
      SIGTERM,
      SIGTERM,
      -ESRCH,
      -ESRCH,
      -ESRCH,
    ])
  })

  test('a new session has the process for its leader', async () => {
    const { notes } = await noted(async (g, note) => {
      await g.fork(async (c) => {
        note(await c.syscall('setsid'), await c.syscall('getsid', 0), await c.syscall('getpgrp'))
        note(await c.syscall('setsid'), await c.syscall('setpgid', 0, 0))
        return 0
      })
      await wait(g)
    })
    expect(notes).toEqual([2, 2, 2, -EPERM, -EPERM])
  })
})

test('a limit of CPU time goes on to children, and through execve', async () => {
  const limit = async (g: Guest) => {
    const at = g.malloc(16)
    await g.syscall('getrlimit', RLIMIT_CPU, at)
    return [g.load32(at), g.load32(at + 8)]
  }
  const main: NotingMain = async (g, note) => {
    const at = g.malloc(16)
    for (const [i, word] of [3, 0, 9, 0].entries()) g.store32(at + 4 * i, word)
    await g.syscall('setrlimit', RLIMIT_CPU, at)
    await g.fork(async (c) => {
      note(await limit(c))
      const argv = c.malloc(16)
      await c.syscall('execve', c.cstring('/bin/limit'), argv, argv)
      return 1
    })
    await wait(g)
  }
  const told: unknown[] = []
  const { notes } = await noted(main, (machine) =>
    machine.install('/bin/limit', async (g) => {
      told.push(await limit(g))
      return 0
    }),
  )
  expect([notes, told]).toEqual([[[3, 9]], [[3, 9]]])
})
