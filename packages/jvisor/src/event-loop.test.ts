// An event loop as programs have them: epoll over a pipe, an eventfd, a signalfd, a timerfd and a pidfd, with a child that
// causes what happens. Lines and times are those that a C program of the same calls printed on Linux 6.18, in units of
// 20 ms there; here time is virtual, and exact.

import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLET,
  EPOLLONESHOT,
  POLLIN,
  SIGCHLD,
  SIGUSR1,
  SIGUSR2,
} from '@jvisor/abi'
import { VirtualClock } from '@jvisor/kernel'
import { expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { Machine } from './machine.ts'

const UNIT_NS = 1_000_000
const NONBLOCK = 0o4000

const words = (...values: (number | bigint)[]) => new Uint8Array(BigInt64Array.from(values, BigInt).buffer)

/** Memory of the program with these 64-bit words. */
function put(g: Guest, ...values: (number | bigint)[]): number {
  const at = g.malloc(values.length * 8)
  g.store(at, words(...values))
  return at
}

const word = (g: Guest, at: number) => Number(new DataView(g.load(at, 8).buffer).getBigInt64(0, true))

/** What the child does, and when. */
async function child(g: Guest, fds: { pipe: number; event: number; parent: number }): Promise<number> {
  const nap = (units: number) => g.syscall('nanosleep', put(g, 0, units * UNIT_NS), 0)
  await nap(15)
  await g.syscall('write', fds.pipe, g.cstring('one'), 3)
  await nap(10)
  for (const signal of [SIGUSR1, SIGUSR1, SIGUSR2]) await g.syscall('kill', fds.parent, signal)
  await nap(7)
  for (let i = 0; i < 2; i++) await g.syscall('write', fds.event, put(g, 5), 8)
  await g.syscall('write', fds.pipe, g.cstring('two'), 3)
  await nap(10)
  return 3
}

/** Everything that the loop waits for. */
async function open(g: Guest) {
  const at = g.malloc(8)
  await g.syscall('pipe2', at, 0)
  const [pipe, pipeEnd] = [g.load32(at), g.load32(at + 4)]
  const event = await g.syscall('eventfd2', 0, NONBLOCK)
  const mask = put(
    g,
    [SIGUSR1, SIGUSR2, SIGCHLD].reduce((bits, signal) => bits | (1n << BigInt(signal - 1)), 0n),
  )
  await g.syscall('rt_sigprocmask', 0, mask, 0, 8)
  const signal = await g.syscall('signalfd4', -1, mask, 8, NONBLOCK)
  const timer = await g.syscall('timerfd_create', 1, NONBLOCK)
  const parent = await g.syscall('getpid')
  const pid = await g.fork((c) => child(c, { pipe: pipeEnd, event, parent }))
  await g.syscall('close', pipeEnd)
  const process = await g.syscall('pidfd_open', pid, 0)
  await g.syscall('timerfd_settime', timer, 0, put(g, 0, 10 * UNIT_NS, 0, 10 * UNIT_NS), 0)
  return { pipe, event, signal, timer, process, pid }
}

test('an event loop', async () => {
  const clock = new VirtualClock()
  const lines: string[] = []
  const vm = new Machine({ clock, memoryBytes: 32 << 20 })
  const program = vm.spawn(async (g) => {
    const fds = await open(g)
    const epoll = await g.syscall('epoll_create1', 0)
    const watched: [fd: number, events: number][] = [
      [fds.pipe, (POLLIN | EPOLLET) >>> 0],
      [fds.event, POLLIN],
      [fds.signal, POLLIN],
      [fds.timer, POLLIN],
      [fds.process, POLLIN | EPOLLONESHOT],
    ]
    for (const [fd, events] of watched) {
      const at = g.malloc(12)
      g.store(at, new Uint8Array(Uint32Array.of(events, fd, 0).buffer))
      await g.syscall('epoll_ctl', epoll, EPOLL_CTL_ADD, fd, at)
    }
    const [buffer, list] = [g.malloc(512), g.malloc(12 * 8)]
    const read = (fd: number) => g.syscall('read', fd, buffer, 512)
    const now = () => Math.floor(clock.monotonicNs() / UNIT_NS)
    const handle: Record<number, () => Promise<string>> = {
      [fds.pipe]: async () => {
        const n = await read(fds.pipe)
        if (n === 0) await g.syscall('epoll_ctl', epoll, EPOLL_CTL_DEL, fds.pipe, 0)
        return `pipe '${String.fromCharCode(...g.load(buffer, n))}'`
      },
      [fds.event]: async () => `event ${(await read(fds.event)) && word(g, buffer)}`,
      [fds.signal]: async () => {
        const n = await read(fds.signal)
        const signals = Array.from({ length: n / 128 }, (_, i) => buffer + i * 128)
        return `signal ${signals.map((at) => `${g.load32(at)}/${g.load32(at + 40)}`).join(' ')}`
      },
      [fds.timer]: async () => {
        const ticks = (await read(fds.timer)) && word(g, buffer)
        if (now() >= 30) await g.syscall('timerfd_settime', fds.timer, 0, put(g, 0, 0, 0, 0), 0)
        return `timer ${ticks}`
      },
      [fds.process]: async () => {
        await g.syscall('wait4', fds.pid, buffer, 0, 0)
        return `child ${g.load32(buffer) >> 8}`
      },
    }
    while (!lines.some((line) => line.includes('child'))) {
      const n = await g.syscall('epoll_wait', epoll, list, 8, 60)
      if (n === 0) throw new Error('nothing happens')
      for (let i = 0; i < n; i++) {
        const events = g.load32(list + i * 12)
        const what = await handle[g.load32(list + i * 12 + 4)]()
        lines.push(`${now()} ${events.toString(16)} ${what}`)
      }
    }
    return 0
  })
  expect((await program.exited).code).toBe(0)
  expect(lines).toEqual([
    '10 1 timer 1',
    "15 1 pipe 'one'",
    '20 1 timer 1',
    '25 1 signal 10/0 12/0',
    '30 1 timer 1',
    '32 1 event 10',
    "32 1 pipe 'two'",
    "42 10 pipe ''",
    '42 1 child 3',
    '42 1 signal 17/3',
  ])
  expect(clock.monotonicNs()).toBe(42 * UNIT_NS)
  expect(vm.kernel.counters.sentryBugs).toBe(0)
})
