// Signals between tasks: masks, queues, handlers, restarts. As Linux has them.

import {
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VM,
  EAGAIN,
  EFAULT,
  EINTR,
  EINVAL,
  ENOMEM,
  EPERM,
  ESRCH,
  SA_NODEFER,
  SA_RESETHAND,
  SIG_BLOCK,
  SIG_SETMASK,
  SIG_UNBLOCK,
  SIGCHLD,
  SIGCONT,
  SIGINT,
  SIGKILL,
  SIGSTOP,
  SIGTERM,
  SIGUSR1,
  SIGUSR2,
  SS_DISABLE,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { type NotingMain, noted } from './run.testing.ts'

const RT = 40
const THREAD = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD
const bit = (...signals: number[]) => signals.reduce((set, s) => set | (1n << BigInt(s - 1)), 0n)

/** rt_sigprocmask(2). @returns the result and the old mask */
async function mask(g: Guest, how: number, set?: bigint): Promise<[number, bigint]> {
  const [at, old] = [g.malloc(8), g.malloc(8)]
  g.store64(at, set ?? 0n)
  const result = await g.syscall('rt_sigprocmask', how, set === undefined ? 0 : at, old, 8)
  return [result, g.load64(old)]
}

async function pending(g: Guest): Promise<bigint> {
  const at = g.malloc(8)
  await g.syscall('rt_sigpending', at, 8)
  return g.load64(at)
}

async function self(g: Guest, ...signals: number[]): Promise<void> {
  const pid = await g.syscall('getpid')
  for (const signal of signals) await g.syscall('kill', pid, signal)
}

/** rt_sigqueueinfo(2) to oneself with a value. */
async function queue(g: Guest, signal: number, value: number, code = -1): Promise<number> {
  const at = g.malloc(128)
  g.store32(at + 8, code)
  g.store64(at + 24, value)
  return g.syscall('rt_sigqueueinfo', await g.syscall('getpid'), signal, at)
}

async function timedwait(g: Guest, set: bigint, ns?: number): Promise<[number, number, bigint]> {
  const [at, info, time] = [g.malloc(8), g.malloc(128), g.malloc(16)]
  g.store64(at, set)
  g.store64(time, Math.floor((ns ?? 0) / 1e9))
  g.store64(time + 8, (ns ?? 0) % 1e9)
  const result = await g.syscall('rt_sigtimedwait', at, info, ns === undefined ? 0 : time, 8)
  return [result, g.load32(info + 8), g.load64(info + 24)]
}

const noting =
  (note: (...values: unknown[]) => void, name = '') =>
  (signal: number) =>
    note(`${name}${signal}`)

test.each<[name: string, main: NotingMain, notes: unknown[]]>([
  [
    'a blocked signal is pending until it is unblocked; a standard one once, with a real-time one as often as sent',
    async (g, note) => {
      for (const signal of [SIGUSR1, RT]) g.onSignal(signal, noting(note))
      note(...(await mask(g, SIG_BLOCK, bit(SIGUSR1, RT, SIGKILL, SIGSTOP))))
      await self(g, RT, SIGUSR1, RT, SIGUSR1)
      note((await pending(g)) === bit(SIGUSR1, RT))
      note(...(await mask(g, SIG_SETMASK, 0n)), await pending(g))
    },
    [0, 0n, true, '40', '40', '10', 0, bit(SIGUSR1, RT), 0n],
  ],
  [
    'the mask changes as rt_sigprocmask says, and not for what it does not know',
    async (g, note) => {
      note(...(await mask(g, SIG_BLOCK, 6n)), ...(await mask(g, SIG_UNBLOCK, 2n)), ...(await mask(g, 7, 1n)))
      note(...(await mask(g, 7)), await g.syscall('rt_sigprocmask', 0, 0, 0, 4))
      note(await g.syscall('rt_sigprocmask', 0, 16, 0, 8), await g.syscall('rt_sigpending', g.malloc(8), 9))
    },
    [0, 0n, 0, 6n, -EINVAL, 0n, 0, 4n, -EINVAL, -EFAULT, -EINVAL],
  ],
  [
    'a handler blocks its own signal and those of its mask, unless SA_NODEFER says not to',
    async (g, note) => {
      const run = async (name: string, opts: object) => {
        g.onSignal(SIGUSR2, noting(note, name))
        g.onSignal(
          SIGUSR1,
          async () => {
            note(`${name}<`, (await mask(g, SIG_BLOCK))[1])
            await self(g, SIGUSR2)
            note(`${name}>`)
          },
          opts,
        )
        await self(g, SIGUSR1)
      }
      await run('a', {})
      await run('b', { mask: [SIGUSR2] })
      await run('c', { flags: SA_NODEFER })
    },
    ['a<', bit(SIGUSR1), 'a12', 'a>', 'b<', bit(SIGUSR1, SIGUSR2), 'b>', 'b12', 'c<', 0n, 'c12', 'c>'],
  ],
  [
    'of two signals that come at once the handler of the later one runs first, above the other',
    async (g, note) => {
      for (const signal of [SIGUSR1, SIGUSR2]) g.onSignal(signal, noting(note))
      await mask(g, SIG_BLOCK, bit(SIGUSR1, SIGUSR2))
      await self(g, SIGUSR1, SIGUSR2)
      await mask(g, SIG_SETMASK, 0n)
    },
    ['12', '10'],
  ],
  [
    'SA_RESETHAND runs a handler once',
    async (g, note) => {
      g.onSignal(SIGCHLD, noting(note), { flags: SA_RESETHAND })
      await self(g, SIGCHLD, SIGCHLD)
    },
    ['17'],
  ],
  [
    'sigsuspend lets a signal through, gives EINTR, and the mask is what it was',
    async (g, note) => {
      g.onSignal(SIGUSR1, async () => note((await mask(g, SIG_BLOCK))[1]))
      await mask(g, SIG_BLOCK, bit(SIGUSR1))
      await self(g, SIGUSR1)
      const at = g.malloc(8)
      g.store64(at, bit(SIGTERM))
      note(await g.syscall('rt_sigsuspend', at, 8), (await mask(g, SIG_BLOCK))[1])
      note(await g.syscall('rt_sigsuspend', at, 4), await g.syscall('rt_sigsuspend', 16, 8))
    },
    [bit(SIGUSR1, SIGTERM), -EINTR, bit(SIGUSR1), -EINVAL, -EFAULT],
  ],
  [
    'sigtimedwait takes what is pending, waits for what is not, and gives up in time',
    async (g, note) => {
      await mask(g, SIG_BLOCK, bit(SIGUSR1, RT))
      note(await queue(g, RT, 7), await queue(g, RT, 8))
      note(...(await timedwait(g, bit(RT, SIGUSR1), 0)), ...(await timedwait(g, bit(RT))))
      note((await timedwait(g, bit(RT), 0))[0], (await timedwait(g, bit(RT), 2.5e9))[0])
      const pid = await g.syscall('getpid')
      await g.fork((c) => c.syscall('kill', pid, SIGUSR1))
      note((await timedwait(g, bit(SIGUSR1)))[0], (await timedwait(g, 1n, 1e9 * 2 ** 20 + 1e9))[0])
    },
    [0, 0, RT, -1, 7n, RT, -1, 8n, -EAGAIN, -EAGAIN, SIGUSR1, -EAGAIN],
  ],
  [
    'sigtimedwait is interrupted by others, and checks its arguments',
    async (g, note) => {
      g.onSignal(SIGUSR2, noting(note), { restart: true })
      const pid = await g.syscall('getpid')
      await g.fork((c) => c.syscall('kill', pid, SIGUSR2))
      note((await timedwait(g, bit(SIGUSR1)))[0])
      note(await g.syscall('rt_sigtimedwait', 16, 0, 0, 8), await g.syscall('rt_sigtimedwait', 0, 0, 0, 7))
      note((await timedwait(g, 1n, -1))[0])
    },
    ['12', -EINTR, -EFAULT, -EINVAL, -EINVAL],
  ],
  [
    'kill finds processes, groups and nobody',
    async (g, note) => {
      const kill = (pid: number, signal: number) => g.syscall('kill', pid, signal)
      note(await kill(1, 0), await kill(77, 0), await kill(77, 99), await kill(1, 65), await kill(1, -1))
      note(await kill(-77, 0), await kill(0, 0), await kill(-1, 0), await kill(-(2 ** 31), 0))
    },
    [0, -ESRCH, -ESRCH, -EINVAL, -EINVAL, -ESRCH, 0, -ESRCH, -ESRCH],
  ],
  [
    'tkill and tgkill mean one thread',
    async (g, note) => {
      g.onSignal(SIGUSR1, noting(note))
      const tid = await g.clone(THREAD, async (c) => {
        note('thread', await c.syscall('getpid'), await c.syscall('gettid'))
        note(await c.syscall('pause'))
        return c.syscall('exit', 0)
      })
      await g.syscall('getpid')
      const tgkill = (...args: number[]) => g.syscall('tgkill', ...args)
      note(await tgkill(1, 77, 0), await tgkill(2, tid, 0), await tgkill(0, tid, 0), await tgkill(1, tid, 65))
      note(await g.syscall('tkill', 0, 0), await g.syscall('tkill', 77, 0), await tgkill(1, tid, SIGUSR1))
    },
    ['thread', 1, 2, -ESRCH, -ESRCH, -EINVAL, -EINVAL, -EINVAL, -ESRCH, 0, '10'],
  ],
  [
    'a signal for the process goes to a thread that does not block it',
    async (g, note) => {
      g.onSignal(SIGUSR1, async () => note('handler', await g.syscall('gettid')))
      await mask(g, SIG_BLOCK, bit(SIGUSR1))
      await g.clone(THREAD, async (c) => {
        await mask(c, SIG_SETMASK, 0n)
        note('paused', await c.syscall('pause'))
        return c.syscall('exit', 0)
      })
      await self(g, SIGUSR1)
      await timedwait(g, 0n, 1e9)
    },
    ['handler', 1, 'paused', -EINTR],
  ],
  [
    'only the kernel says SI_USER for others; to oneself one may say anything',
    async (g, note) => {
      await mask(g, SIG_BLOCK, bit(RT))
      note(await queue(g, RT, 1, 0), await queue(g, RT, 2, -6), ...(await timedwait(g, bit(RT), 0)))
      const child = await g.fork(async (c) => c.syscall('pause'))
      const at = g.malloc(128)
      note(await g.syscall('rt_sigqueueinfo', child, SIGTERM, at))
      g.store32(at + 8, -1)
      note(await g.syscall('rt_sigqueueinfo', 77, SIGTERM, at), await g.syscall('rt_sigqueueinfo', 1, 1, 16))
      note(await g.syscall('rt_sigqueueinfo', child, SIGTERM, at), await g.syscall('wait4', -1, 0, 0, 0))
    },
    [0, 0, RT, 0, 1n, -EPERM, -ESRCH, -EFAULT, 0, 2],
  ],
  [
    'rt_sigaction: what is set is told; SIGKILL and SIGSTOP cannot be; what is ignored is not pending',
    async (g, note) => {
      const [act, old] = [g.malloc(32), g.malloc(32)]
      const sigaction = (signal: number, to: number) => g.syscall('rt_sigaction', signal, to, old, 8)
      const seen = () => [g.load64(old), g.load64(old + 8), g.load64(old + 16), g.load64(old + 24)]
      g.store64(act, g.functionPointer(noting(note)))
      g.store64(act + 8, 0x1_0000_0000n | 0x8400_0a00n)
      g.store64(act + 16, 0x77)
      g.store64(act + 24, ~0n)
      note(await sigaction(SIGINT, act), ...seen(), await sigaction(SIGINT, 0), ...seen())
      note(
        await sigaction(SIGKILL, act),
        await sigaction(SIGSTOP, 0),
        await sigaction(65, 0),
        await sigaction(0, 0),
      )
      note(await sigaction(SIGINT, 16), await g.syscall('rt_sigaction', SIGINT, 0, 16, 8))
      note(await g.syscall('rt_sigaction', SIGINT, 0, 0, 16))
      await mask(g, SIG_BLOCK, bit(SIGINT))
      await self(g, SIGINT)
      g.store64(act, 1)
      note(await pending(g), await sigaction(SIGINT, act), await pending(g))
    },
    [
      0,
      0n,
      0n,
      0n,
      0n,
      0,
      0x1000n,
      0x8400_0800n,
      0x77n,
      ~(bit(SIGKILL) | bit(SIGSTOP)),
      -EINVAL,
      0,
      -EINVAL,
      -EINVAL,
      -EFAULT,
      -EFAULT,
      -EINVAL,
      bit(SIGINT),
      0,
      0n,
    ],
  ],
  [
    'sigaltstack keeps what it is told, if it is large enough',
    async (g, note) => {
      const [ss, old] = [g.malloc(24), g.malloc(24)]
      const set = async (sp: number, flags: number, size: number) => {
        g.store64(ss, sp)
        g.store32(ss + 8, flags)
        g.store64(ss + 16, size)
        note(await g.syscall('sigaltstack', ss, old), g.load64(old), g.load32(old + 8), g.load64(old + 16))
      }
      await set(0x5000, 0, 8192)
      await set(0x6000, 0, 2047)
      await set(0x6000, 4, 8192)
      await set(0x6000, SS_DISABLE, 0)
      note(await g.syscall('sigaltstack', 0, old), g.load64(old), g.load32(old + 8))
      note(await g.syscall('sigaltstack', 16, 0), await g.syscall('sigaltstack', 0, 16))
    },
    [
      0,
      0n,
      SS_DISABLE,
      0n,
      -ENOMEM,
      0n,
      SS_DISABLE,
      0n,
      -EINVAL,
      0n,
      SS_DISABLE,
      0n,
      0,
      0x5000n,
      0,
      8192n,
      0,
      0n,
      SS_DISABLE,
      -EFAULT,
      -EFAULT,
    ],
  ],
  [
    'a stop and SIGCONT take each other back; a call that waits starts again after both',
    async (g, note) => {
      const fds = g.malloc(8)
      await g.syscall('pipe2', fds, 0)
      const pid = await g.fork(async (c) => {
        note('read', await c.syscall('read', c.load32(fds), fds, 1))
        return 0
      })
      for (const signal of [SIGSTOP, SIGCONT, SIGSTOP]) await g.syscall('kill', pid, signal)
      note(await g.syscall('write', g.load32(fds + 4), fds, 1), await g.syscall('kill', pid, SIGCONT))
      await g.syscall('wait4', pid, 0, 0, 0)
    },
    [1, 0, 'read', 1],
  ],
])('%s', async (_name, main, notes) => {
  expect((await noted(main)).notes).toEqual(notes)
})

describe('the end of a process by a signal', () => {
  test('takes all its threads', async () => {
    const { notes, signal } = await noted(async (g, note) => {
      await g.clone(THREAD, async (c) => {
        note('thread')
        return c.syscall('pause')
      })
      await self(g, SIGTERM)
      note('not here')
    })
    expect([notes, signal]).toEqual([['thread'], SIGTERM])
  })

  test('exit ends one thread; the process lives on', async () => {
    const { notes, code } = await noted(async (g, note) => {
      await g.clone(THREAD, async (c) => {
        await timedwait(c, 0n, 1e9)
        note('last', await c.syscall('getpid'))
        return 4
      })
      await g.syscall('exit', 3)
    })
    expect([notes, code]).toEqual([['last', 1], 4])
  })
})
