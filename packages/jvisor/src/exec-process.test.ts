// execve and the process: threads, who it is, what may be done to the file that runs. What set-user-ID does was recorded
// on Linux 6.18 with a program that prints what it is.

import {
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VM,
  EAGAIN,
  EPERM,
  ETXTBSY,
  O_RDONLY,
  O_RDWR,
  RLIMIT_NPROC,
  SIGKILL,
  SIGTERM,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import type { Guest, GuestMain } from './guest.ts'
import type { Machine } from './machine.ts'
import { type NotingMain, noted } from './run.testing.ts'

const THREAD = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD

/** Runs `main` where programs are installed that note what they are. */
async function run(main: NotingMain, programs: Readonly<Record<string, GuestMain>> = {}) {
  let machine: Machine | undefined
  const result = await noted(main, (m) => {
    machine = m
    for (const [path, program] of Object.entries(programs)) m.install(path, program)
  })
  return { ...result, machine }
}

function execve(g: Guest, path: string) {
  const argv = g.malloc(16)
  g.store64(argv, g.cstring(path))
  return g.syscall('execve', g.cstring(path), argv, 0)
}

/** A child that runs `main`, and how it ended: a wait(2) status. */
async function statusOf(g: Guest, main: GuestMain): Promise<number> {
  const pid = await g.fork(main)
  const at = g.malloc(4)
  await g.syscall('wait4', pid, at, 0, 0)
  return g.load32(at)
}

/** Waits until something else ends the task. */
const forEver = (g: Guest) => g.syscall('pause')

describe('threads', () => {
  test('one that is not the first executes: it takes over the process ID, the others are gone', async () => {
    const notes: unknown[] = []
    const { code } = await run(
      async (g) => {
        await g.clone(THREAD, forEver)
        await g.clone(THREAD, async (c) => {
          notes.push((await c.syscall('gettid')) !== (await c.syscall('getpid')))
          return execve(c, '/bin/next')
        })
        await forEver(g)
        notes.push('the first goes on')
        return 1
      },
      {
        '/bin/next': async (g) => {
          notes.push((await g.syscall('gettid')) === (await g.syscall('getpid')))
          return 7
        },
      },
    )
    expect([notes, code]).toEqual([[true, true], 7])
  })

  test('the first has gone before: the process ID comes back', async () => {
    const notes: unknown[] = []
    const { code } = await run(
      async (g) => {
        await g.clone(THREAD, async (c) => {
          for (let i = 0; i < 5; i++) await c.syscall('sched_yield')
          return execve(c, '/bin/next')
        })
        return g.syscall('exit', 3)
      },
      {
        '/bin/next': async (g) => {
          notes.push(await g.syscall('gettid'))
          return 8
        },
      },
    )
    expect([notes, code]).toEqual([[1], 8])
  })

  test('two at the same time: one wins', async () => {
    let started = 0
    const { code } = await run(
      async (g) => {
        for (let i = 0; i < 3; i++) await g.clone(THREAD, (c) => execve(c, '/bin/next'))
        return execve(g, '/bin/next')
      },
      { '/bin/next': () => ++started },
    )
    expect([started, code]).toEqual([1, 1])
  })

  test('a call that fails leaves them alone', async () => {
    const { notes } = await run(async (g, note) => {
      const at = g.malloc(4)
      await g.clone(THREAD, async (c) => {
        await c.syscall('sched_yield')
        c.store32(at, 1)
        return c.syscall('exit', 0)
      })
      note(await execve(g, '/bin/none'))
      for (let i = 0; i < 5; i++) await g.syscall('sched_yield')
      note(g.load32(at))
    })
    expect(notes).toEqual([-2, 1])
  })

  test.each([SIGKILL, SIGTERM])('signal %i while it waits for them ends it', async (signal) => {
    const { notes } = await run(
      async (g, note) => {
        note(
          await statusOf(g, async (c) => {
            await c.clone(THREAD, forEver)
            await c.syscall('kill', await c.syscall('getpid'), signal)
            return execve(c, '/bin/next')
          }),
        )
      },
      { '/bin/next': () => 9 },
    )
    expect(notes).toEqual([signal])
  })
})

describe('the file that runs', () => {
  test('cannot be opened for writing or truncated, but read, renamed and removed', async () => {
    const { notes } = await run(
      async (g, note) => {
        const path = g.cstring('/bin/sleeper')
        const child = await g.fork((c) => execve(c, '/bin/sleeper'))
        for (let i = 0; i < 5; i++) await g.syscall('sched_yield')
        note(await g.syscall('open', path, O_RDWR), await g.syscall('truncate', path, 0))
        note(await g.syscall('open', path, O_RDONLY | 0o1000), await g.syscall('open', path, O_RDONLY))
        const other = g.cstring('/bin/other')
        note(await g.syscall('rename', path, other), await g.syscall('open', other, O_RDWR))
        await g.syscall('kill', child, SIGKILL)
        await g.syscall('wait4', child, 0, 0, 0)
        const fd = await g.syscall('open', other, O_RDWR)
        note(fd, await execve(g, '/bin/other'))
        await g.syscall('close', fd)
        note(await g.syscall('rename', other, path))
      },
      { '/bin/sleeper': forEver },
    )
    expect(notes).toEqual([-ETXTBSY, -ETXTBSY, -ETXTBSY, 3, 0, -ETXTBSY, 4, -ETXTBSY, 0])
  })

  test('stays so in a child that has not executed anything', async () => {
    const { notes } = await run(
      async (g, note) => {
        await statusOf(g, (c) => execve(c, '/bin/forks'))
        for (let i = 0; i < 5; i++) await g.syscall('sched_yield')
        note(await g.syscall('open', g.cstring('/bin/forks'), O_RDWR))
        await g.syscall('kill', 3, SIGKILL)
        for (let i = 0; i < 5; i++) await g.syscall('sched_yield')
        note(await g.syscall('open', g.cstring('/bin/forks'), O_RDWR))
      },
      {
        '/bin/forks': async (g) => {
          await g.fork(forEver)
          return 0
        },
      },
    )
    expect(notes).toEqual([-ETXTBSY, 3])
  })
})

/** Real, effective and saved user and group IDs. */
async function ids(g: Guest): Promise<string> {
  const at = g.malloc(24)
  await g.syscall('getresuid', at, at + 4, at + 8)
  await g.syscall('getresgid', at + 12, at + 16, at + 20)
  return Array.from({ length: 6 }, (_, i) => g.load32(at + 4 * i)).join(' ')
}

describe('set-user-ID', () => {
  async function asUser(mode: number, before?: (g: Guest) => unknown): Promise<unknown[]> {
    const seen: unknown[] = []
    let machine: Machine | undefined
    await noted(
      async (g) => {
        await g.syscall('chmod', g.cstring('/bin/who'), mode)
        await g.syscall('chown', g.cstring('/bin/who'), 0, 5)
        await g.syscall('chmod', g.cstring('/bin/who'), mode)
        await g.syscall('setgid', 1000)
        await g.syscall('setuid', 1000)
        await g.syscall('prctl', 1, SIGTERM)
        await g.syscall('prctl', 4, 1)
        await before?.(g)
        return execve(g, '/bin/who')
      },
      (m) => {
        machine = m
        m.install('/bin/who', async (g) => {
          const task = machine?.kernel.tasks.get(1)
          const { permitted, effective } = task?.credentials.parts ?? {}
          const auxv = new DataView((task?.mm.program?.auxv ?? new Uint8Array(0)).slice().buffer)
          let secure: bigint | undefined
          for (let at = 0; at < auxv.byteLength; at += 16) {
            if (auxv.getBigUint64(at, true) === 23n) secure = auxv.getBigUint64(at + 8, true)
          }
          const all = (set: bigint | undefined) => (set === 0n ? 'none' : 'all')
          seen.push(await ids(g), `${all(permitted)} ${all(effective)}`, Number(secure))
          seen.push(await g.syscall('prctl', 3), task?.deathSignal)
          return 0
        })
      },
    )
    return seen
  }

  // IDs, capabilities, AT_SECURE, dumpable, the signal for the parent's death.
  test.each<[name: string, mode: number, want: unknown[]]>([
    ['nothing', 0o755, ['1000 1000 1000 1000 1000 1000', 'none none', 0, 1, SIGTERM]],
    ['the user', 0o4755, ['1000 0 0 1000 1000 1000', 'all all', 1, 0, 0]],
    ['the group', 0o2755, ['1000 1000 1000 1000 5 5', 'none none', 1, 0, 0]],
    ['the group without its x bit', 0o2745, ['1000 1000 1000 1000 1000 1000', 'none none', 0, 1, SIGTERM]],
    ['both', 0o6755, ['1000 0 0 1000 5 5', 'all all', 1, 0, 0]],
    [
      'nothing, as nobody may read the file',
      0o711,
      ['1000 1000 1000 1000 1000 1000', 'none none', 0, 0, SIGTERM],
    ],
  ])('sets %s', async (_name, mode, want) => {
    expect(await asUser(mode)).toEqual(want)
  })

  test('sets nothing with no_new_privs', async () => {
    const want = ['1000 1000 1000 1000 1000 1000', 'none none', 0, 1, SIGTERM]
    expect(await asUser(0o6755, (g) => g.syscall('prctl', 38, 1, 0, 0, 0))).toEqual(want)
  })
})

test('RLIMIT_NPROC: fork fails at once, execve of who became a user that has too many', async () => {
  const { notes } = await run(async (g, note) => {
    const limit = g.malloc(16)
    g.store64(limit, 1)
    g.store64(limit + 8, 1)
    await statusOf(g, async (c) => {
      await c.syscall('setrlimit', RLIMIT_NPROC, limit)
      const user = await c.fork(async (u) => {
        await u.syscall('setuid', 1000)
        note(await u.fork(() => 0))
        return forEver(u)
      })
      for (let i = 0; i < 5; i++) await c.syscall('sched_yield')
      await c.syscall('setuid', 1000)
      note(await execve(c, '/bin/none'))
      return c.syscall('kill', user, SIGKILL)
    })
    note(await g.syscall('setuid', 0))
  })
  expect(notes).toEqual([-EAGAIN, -EAGAIN, 0])
})

test('PR_SET_KEEPCAPS lasts until execve', async () => {
  const seen: number[] = []
  await run(
    async (g) => {
      await g.syscall('prctl', 8, 1)
      await g.syscall('setuid', 1000)
      seen.push(await g.syscall('prctl', 7), await g.syscall('chroot', g.cstring('/')))
      return execve(g, '/bin/next')
    },
    {
      '/bin/next': async (g) => {
        seen.push(await g.syscall('prctl', 7))
        return 0
      },
    },
  )
  expect(seen).toEqual([1, -EPERM, 0])
})
