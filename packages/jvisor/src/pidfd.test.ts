// Descriptors of processes: what Linux 6.18 answered to a program that made the same calls.

import {
  CLONE_DETACHED,
  CLONE_PARENT_SETTID,
  CLONE_PIDFD,
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VM,
  errnoName,
  MADV_COLD,
  MADV_DONTNEED,
  P_PIDFD,
  SI_TKILL,
  SIGCHLD,
  SIGKILL,
  SIGUSR1,
  WEXITED,
  WNOHANG,
} from '@jvisor/abi'
import { expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { type NotingMain, noted } from './run.testing.ts'

const NONBLOCK = 0o4000
const THREAD = 0o200
const POLLIN = 0x41
const HUNG_UP = 0x51
const ALL = 0xff

const shown = (result: number) => (result < 0 ? errnoName(-result) : result)
const call = async (g: Guest, ...args: Parameters<Guest['syscall']>) => shown(await g.syscall(...args))

async function poll(g: Guest, fd: number, timeout = 0): Promise<number> {
  const at = g.malloc(8)
  g.store(at, new Uint8Array(Int32Array.of(fd, ALL).buffer))
  await g.syscall('poll', at, 1, timeout)
  return g.load32(at + 4) >>> 16
}

const sleeper = async (g: Guest) => g.syscall('pause')

function info(g: Guest, signal: number, code: number): number {
  const at = g.malloc(128)
  g.store(at, new Uint8Array(Int32Array.of(signal, 0, code, 0, 77, 88, 5, 0).buffer))
  return at
}

test.each<[name: string, main: NotingMain, notes: unknown[]]>([
  [
    'pidfd_open: arguments',
    async (g, note) => {
      const pid = await g.syscall('getpid')
      const tid = await g.clone(CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, sleeper)
      note(await call(g, 'pidfd_open', -1, 0), await call(g, 'pidfd_open', 0, 0))
      note(await call(g, 'pidfd_open', 4194301, 0), await call(g, 'pidfd_open', 4194301, 1))
      note(await call(g, 'pidfd_open', pid, 0o2000000), await call(g, 'pidfd_open', tid, 0))
      note(await call(g, 'pidfd_open', -1, THREAD), await call(g, 'pidfd_open', 4194301, THREAD))
      const plain = await g.syscall('pidfd_open', pid, 0)
      const thread = await g.syscall('pidfd_open', tid, THREAD | NONBLOCK)
      note(await g.syscall('fcntl', plain, 3), await g.syscall('fcntl', thread, 3))
      note(await g.syscall('fcntl', plain, 1), await poll(g, plain), await poll(g, thread))
      note(await call(g, 'read', plain, g.malloc(8), 8), await call(g, 'write', plain, g.malloc(8), 8))
      note(await call(g, 'lseek', plain, 0, 0), await call(g, 'fsync', plain))
      await g.syscall('exit_group', 0)
    },
    [
      'EINVAL',
      'EINVAL',
      'ESRCH',
      'EINVAL',
      'EINVAL',
      'ENOENT',
      'EINVAL',
      'ESRCH',
      0o2,
      0o4202,
      1,
      0,
      0,
    ].concat(['EINVAL', 'EINVAL', 'ESPIPE', 'EINVAL'] as never[]),
  ],
  [
    'a child ends and is waited for',
    async (g, note) => {
      const pid = await g.fork(sleeper)
      const fd = await g.syscall('pidfd_open', pid, 0)
      const nonblocking = await g.syscall('pidfd_open', pid, NONBLOCK)
      const at = g.malloc(128)
      const wait = (which: number, options: number) => call(g, 'waitid', P_PIDFD, which, at, options, 0)
      note(await wait(-1, WEXITED), await wait(99, WEXITED), await wait(nonblocking, 0))
      note(await wait(nonblocking, WEXITED), await wait(nonblocking, WEXITED | WNOHANG))
      note(await call(g, 'pidfd_send_signal', fd, SIGKILL, 0, 0))
      note(await poll(g, fd, -1), await poll(g, nonblocking))
      note(await call(g, 'pidfd_send_signal', fd, 0, 0, 0), await call(g, 'pidfd_getfd', fd, 0, 0))
      note(await wait(nonblocking, WEXITED), g.load32(at), g.load32(at + 8), g.load32(at + 16) === pid)
      note(await poll(g, fd), await call(g, 'pidfd_send_signal', fd, 0, 0, 0))
      note(await call(g, 'pidfd_getfd', fd, 0, 0), await call(g, 'pidfd_open', pid, 0))
      note(await wait(fd, WEXITED), await wait(nonblocking, WEXITED))
      const own = await g.syscall('pidfd_open', await g.syscall('getpid'), 0)
      note(await wait(own, WEXITED))
    },
    ['EINVAL', 'EBADF', 'EINVAL', 'EAGAIN', 0, 0, POLLIN, POLLIN, 0, 'ESRCH', 0, SIGCHLD, 2, true].concat([
      HUNG_UP,
      'ESRCH',
      'ESRCH',
      'ESRCH',
      'ECHILD',
      'ECHILD',
      'ECHILD',
    ] as never[]),
  ],
  [
    'pidfd_send_signal: arguments, and what may be said',
    async (g, note) => {
      const own = await g.syscall('pidfd_open', await g.syscall('getpid'), 0)
      const pid = await g.fork(sleeper)
      const child = await g.syscall('pidfd_open', pid, 0)
      const send = (fd: number, signal: number, at: number, flags: number) =>
        call(g, 'pidfd_send_signal', fd, signal, at, flags)
      note(
        await send(-1, 0, 0, 8),
        await send(-1, 0, 0, 0),
        await send(own, 0, 0, 3),
        await send(own, 65, 0, 0),
      )
      note(
        await send(own, -1, 0, 0),
        await send(own, 0, 1, 0),
        await send(own, 0, 0, 1),
        await send(own, 0, 0, 2),
      )
      note(await send(-10000, 0, 0, 0), await send(-10001, 0, 0, 0), await send(child, 0, 0, 4))
      note(await send(own, 10, info(g, 12, -1), 0), await send(child, 0, info(g, 0, 0), 0))
      note(await send(child, 0, info(g, 0, SI_TKILL), 0), await send(child, 0, info(g, 0, -1), 0))
      note(await send(own, 0, info(g, 0, 0), 0), await send(own, 0, info(g, 0, 0), 4))
      await send(child, SIGKILL, 0, 0)
      await g.syscall('wait4', -1, 0, 0, 0)
    },
    ['EINVAL', 'EBADF', 'EINVAL', 'EINVAL', 'EINVAL', 'EFAULT', 0, 0, 0, 0, 'ESRCH'].concat([
      'EINVAL',
      'EPERM',
      'EPERM',
      0,
      0,
      'EPERM',
    ] as never[]),
  ],
  [
    'pidfd_getfd is for those who may look into a process',
    async (g, note) => {
      const child = await g.syscall('pidfd_open', await g.fork((c) => c.syscall('pause')), 0)
      const own = await g.syscall('pidfd_open', await g.syscall('getpid'), 0)
      await g.syscall('setresuid', 1000, 1000, 0)
      note(await call(g, 'pidfd_getfd', child, 0, 0), await call(g, 'pidfd_getfd', child, 99, 0))
      note((await g.syscall('pidfd_getfd', own, 0, 0)) > 0)
      await g.syscall('setresuid', -1, 0, -1)
      await g.syscall('pidfd_send_signal', child, SIGKILL, 0, 0)
    },
    ['EPERM', 'EPERM', true],
  ],
  [
    'pidfd_getfd: the open file of another process',
    async (g, note) => {
      const own = await g.syscall('pidfd_open', await g.syscall('getpid'), 0)
      const get = (...args: number[]) => call(g, 'pidfd_getfd', ...args)
      note(await get(-1, 0, 1), await get(-1, 0, 0), await get(0, 0, 0), await get(own, 99, 0))
      note(await get(own, -1, 0), await get(-10000, 0, 0))
      const fds = g.malloc(8)
      await g.syscall('pipe2', fds, 0)
      const [reader, writer] = [g.load32(fds), g.load32(fds + 4)]
      const pid = await g.fork(async (c) => {
        await c.syscall('dup2', writer, 50)
        await c.syscall('write', writer, c.malloc(1), 1)
        return c.syscall('pause')
      })
      await g.syscall('close', writer)
      await g.syscall('read', reader, g.malloc(1), 1)
      const child = await g.syscall('pidfd_open', pid, 0)
      const got = await g.syscall('pidfd_getfd', child, 50, 0)
      note(await g.syscall('fcntl', got, 1), await g.syscall('write', got, g.cstring('hi'), 2))
      note(await g.syscall('read', reader, g.malloc(8), 8))
      await g.syscall('kill', pid, SIGKILL)
      await g.syscall('wait4', -1, 0, 0, 0)
    },
    ['EINVAL', 'EBADF', 'EBADF', 'EBADF', 'EBADF', 'EBADF', 1, 2, 2] as unknown[],
  ],
  [
    'process_madvise by descriptor',
    async (g, note) => {
      const own = await g.syscall('pidfd_open', await g.syscall('getpid'), 0)
      const page = await g.syscall('mmap', 0, 4096, 3, 0x22, -1, 0)
      const iov = g.iovecs([{ base: page, length: 4096 }])
      const pid = await g.fork(sleeper)
      const child = await g.syscall('pidfd_open', pid, 0)
      const advise = (fd: number, advice: number) => call(g, 'process_madvise', fd, iov, 1, advice, 0)
      note(await advise(own, MADV_COLD), await advise(own, MADV_DONTNEED), await advise(own, 99))
      note(await advise(child, MADV_COLD), await advise(child, MADV_DONTNEED), await advise(-1, 99))
      await g.syscall('kill', pid, SIGKILL)
      await g.syscall('wait4', -1, 0, 0, 0)
      note(await advise(child, MADV_COLD), await advise(0, MADV_COLD))
    },
    [4096, 4096, 'EINVAL', 4096, 'EINVAL', 'EBADF', 'ESRCH', 'EBADF'] as unknown[],
  ],
  [
    'a signal by descriptor is handled',
    async (g, note) => {
      const pid = await g.fork(async (c) => {
        const mask = c.malloc(8)
        c.store(mask, new Uint8Array(BigInt64Array.of(1n << BigInt(SIGUSR1 - 1)).buffer))
        await c.syscall('rt_sigprocmask', 0, mask, 0, 8)
        const at = c.malloc(128)
        const signal = await c.syscall('rt_sigtimedwait', mask, at, 0, 8)
        return signal * 10 + (c.load32(at + 8) === 0 ? 1 : 2)
      })
      await g.syscall('sched_yield')
      const fd = await g.syscall('pidfd_open', pid, 0)
      for (let i = 0; i < 20; i++) await g.syscall('getpid')
      const at = g.malloc(4)
      await g.syscall('nanosleep', timespec(g), 0)
      note(await g.syscall('pidfd_send_signal', fd, SIGUSR1, 0, 0))
      await g.syscall('wait4', pid, at, 0, 0)
      note(g.load32(at) >> 8)
    },
    [0, SIGUSR1 * 10 + 1],
  ],
])('%s', async (_, main, notes) => {
  expect((await noted(main)).notes).toEqual(notes)
})

function timespec(g: Guest): number {
  const at = g.malloc(16)
  g.store(at, new Uint8Array(BigInt64Array.of(0n, 1_000_000n).buffer))
  return at
}

test('CLONE_PIDFD stores a descriptor of the child', async () => {
  const { notes } = await noted(async (g, note) => {
    const at = g.malloc(16)
    g.store32(at, -5)
    const flags = CLONE_PIDFD | SIGCHLD
    note(await call(g, 'clone', flags | CLONE_PARENT_SETTID, 0, at, 0, 0), g.load32(at))
    note(await call(g, 'clone', flags | CLONE_DETACHED, 0, at, 0, 0), g.load32(at))
    note(await call(g, 'clone', flags, 0, 8, 0, 0))
    note(await call(g, 'wait4', -1, 0, 0, 0))
    const pid = await g.clone(flags, () => 7, { parentTid: at })
    const fd = g.load32(at)
    note(await g.syscall('fcntl', fd, 1), await poll(g, fd, -1))
    const info = g.malloc(128)
    note(
      await call(g, 'waitid', P_PIDFD, fd, info, WEXITED, 0),
      g.load32(info + 16) === pid,
      g.load32(info + 24),
    )
    await g.clone(CLONE_PIDFD | CLONE_VM | CLONE_SIGHAND | CLONE_THREAD, (c) => c.syscall('exit', 0), {
      parentTid: at,
    })
    note((await g.syscall('fcntl', g.load32(at), 3)) & THREAD, await poll(g, g.load32(at), -1))
  })
  const refused = ['EINVAL', -5, 'EINVAL', -5, 'EFAULT', 'ECHILD']
  expect(notes).toEqual([...refused, 1, POLLIN, 0, true, 7, THREAD, HUNG_UP])
})
