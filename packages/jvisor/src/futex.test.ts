// Futexes, robust lists, and the word that is zeroed at a thread's end. Linux 6.18 gave the same counts and errnos.

import {
  CLONE_CHILD_CLEARTID,
  CLONE_CHILD_SETTID,
  CLONE_PARENT_SETTID,
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VM,
  EAGAIN,
  EFAULT,
  EINTR,
  EINVAL,
  ENOSYS,
  ETIMEDOUT,
  FUTEX_CLOCK_REALTIME,
  FUTEX_CMP_REQUEUE,
  FUTEX_OP_ADD,
  FUTEX_OP_CMP_EQ,
  FUTEX_OP_CMP_GT,
  FUTEX_OWNER_DIED,
  FUTEX_PRIVATE_FLAG,
  FUTEX_REQUEUE,
  FUTEX_WAIT,
  FUTEX_WAIT_BITSET,
  FUTEX_WAITERS,
  FUTEX_WAKE,
  FUTEX_WAKE_BITSET,
  FUTEX_WAKE_OP,
  MAP_SHARED,
  SIGUSR1,
} from '@jvisor/abi'
import { expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { type NotingMain, noted } from './run.testing.ts'

const THREAD = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD

/** Starts threads that wait at a word, each with bits of its own, and note their number and what they got. */
async function waiters(
  g: Guest,
  note: (...values: unknown[]) => void,
  at: number,
  bits: readonly number[],
): Promise<void> {
  for (const [i, bitset] of bits.entries()) {
    await g.clone(THREAD, async (c) => {
      note(i, await c.syscall('futex', at, FUTEX_WAIT_BITSET, c.load32(at), 0, 0, bitset))
      return c.syscall('exit', 0)
    })
  }
  for (let i = 0; i < 10; i++) await g.syscall('getpid')
}

/** Lets those that were woken note it. */
async function settle(g: Guest): Promise<void> {
  for (let i = 0; i < 10; i++) await g.syscall('getpid')
}

const WAKE_ALL = 1000

type Row = [name: string, main: NotingMain, notes: unknown[]]

test.each<Row>([
  [
    'those that wait first are woken first, as many as were asked for; of 0, one',
    async (g, note) => {
      const at = g.malloc(4)
      await waiters(g, note, at, [1, 1, 1, 1])
      const woken = [await g.syscall('futex', at, FUTEX_WAKE, 2), await g.syscall('futex', at, FUTEX_WAKE, 0)]
      woken.push(
        await g.syscall('futex', at, FUTEX_WAKE, WAKE_ALL),
        await g.syscall('futex', at, FUTEX_WAKE, 1),
      )
      await settle(g)
      note(...woken)
    },
    [0, 0, 1, 0, 2, 0, 3, 0, 2, 1, 1, 0],
  ],
  [
    'a bitset wakes those whose bits it meets',
    async (g, note) => {
      const at = g.malloc(4)
      await waiters(g, note, at, [1, 2, 3])
      const woken = await g.syscall('futex', at, FUTEX_WAKE_BITSET, WAKE_ALL, 0, 0, 2)
      await settle(g)
      note(woken, await g.syscall('futex', at, FUTEX_WAKE, WAKE_ALL))
      await settle(g)
    },
    [1, 0, 2, 0, 2, 1, 0, 0],
  ],
  [
    'requeue wakes some and moves others, who are woken at the other word',
    async (g, note) => {
      const at = g.malloc(16)
      const call = (op: number, ...rest: number[]) => g.syscall('futex', at, op, ...rest)
      await waiters(g, note, at, [1, 1, 1, 1])
      const results = [
        await call(FUTEX_REQUEUE, 1, 1, at + 8, 0),
        await call(FUTEX_CMP_REQUEUE, 1, 1, at + 8, 5),
        await call(FUTEX_CMP_REQUEUE, 0, 1, at + 8, 0),
        await call(FUTEX_CMP_REQUEUE, -1, 1, at + 8, 0),
        await call(FUTEX_REQUEUE, 0, -1, at + 8, 0),
        await call(FUTEX_WAKE, WAKE_ALL),
        await g.syscall('futex', at + 8, FUTEX_WAKE, WAKE_ALL),
      ]
      await settle(g)
      note(...results)
    },
    [0, 0, 3, 0, 1, 0, 2, 0, 2, -EAGAIN, 1, -EINVAL, -EINVAL, 1, 2],
  ],
  [
    'wake_op changes the second word and wakes there too if it was as compared',
    async (g, note) => {
      const at = g.malloc(16)
      const op = (operation: number, arg: number, cmp: number, cmpArg: number) =>
        (operation << 28) | (cmp << 24) | ((arg & 0xfff) << 12) | (cmpArg & 0xfff)
      const call = (encoded: number) => g.syscall('futex', at, FUTEX_WAKE_OP, 1, 1, at + 8, encoded)
      await waiters(g, note, at, [1])
      await waiters(g, note, at + 8, [1])
      const results = [await call(op(FUTEX_OP_ADD, -3, FUTEX_OP_CMP_GT, 0)), g.load32(at + 8)]
      results.push(await call(op(FUTEX_OP_ADD | 8, 4, FUTEX_OP_CMP_EQ, -3)), g.load32(at + 8))
      results.push(await call(op(7, 1, 0, 0)), await call(op(0, 9, 15, 0)), g.load32(at + 8))
      await settle(g)
      note(...results)
    },
    [0, 0, 0, 0, 1, -3, 1, 13, -ENOSYS, -ENOSYS, 9],
  ],
  [
    'waiting ends when the word is another, at a time, by a signal, and never began for bad arguments',
    async (g, note) => {
      const at = g.malloc(4)
      const time = g.malloc(16)
      const futex = (op: number, value: number, timeout: number, bitset = 0) =>
        g.syscall('futex', at, op, value, timeout, 0, bitset)
      const in1s = (sec: number, nsec = 0) => {
        g.store64(time, sec)
        g.store64(time + 8, nsec)
        return time
      }
      note(await futex(FUTEX_WAIT, 1, 0), await futex(FUTEX_WAIT, 0, in1s(1)))
      note(await futex(FUTEX_WAIT_BITSET, 0, in1s(2), 1))
      note(await futex(FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, in1s(1_767_225_603), 1))
      note(await futex(FUTEX_WAIT | FUTEX_CLOCK_REALTIME, 0, 0), await futex(FUTEX_WAIT, 0, in1s(0, -1)))
      note(
        await futex(FUTEX_WAIT_BITSET, 0, 0, 0),
        await futex(FUTEX_WAKE_BITSET, 1, 0, 0),
        await futex(99, 0, 0),
      )
      note(await g.syscall('futex', at + 1, FUTEX_WAKE, 1), await g.syscall('futex', 0, FUTEX_WAKE, 1))
      note(await g.syscall('futex', 0, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1))
      note(await g.syscall('futex', 0, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 1), await futex(FUTEX_WAIT, 0, 16))
      g.onSignal(SIGUSR1, () => {})
      await g.fork((c) => c.syscall('kill', 1, SIGUSR1))
      note(await futex(FUTEX_WAIT, 0, 0))
      await g.syscall('wait4', -1, 0, 0, 0)
    },
    [
      -EAGAIN,
      -ETIMEDOUT,
      -ETIMEDOUT,
      -ETIMEDOUT,
      -ENOSYS,
      -EINVAL,
      -EINVAL,
      -EINVAL,
      -ENOSYS,
      -EINVAL,
      -EFAULT,
      0,
      -EFAULT,
      -EFAULT,
      -EINTR,
    ],
  ],
  [
    'a waiter in one process is woken through another mapping of the same page',
    async (g, note) => {
      const fd = await g.syscall('memfd_create', g.cstring('m'), 0)
      await g.syscall('ftruncate', fd, 4096)
      const map = (x: Guest) => x.syscall('mmap', 0, 4096, 3, MAP_SHARED, fd, 0)
      const [here, there] = [await map(g), await map(g)]
      await g.fork(async (c) => {
        note('child', await c.syscall('futex', there + 8, FUTEX_WAIT, 0, 0))
        return 0
      })
      await settle(g)
      note(await g.syscall('futex', here + 8, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1))
      note(await g.syscall('futex', here + 8, FUTEX_WAKE, 1))
      await g.syscall('wait4', -1, 0, 0, 0)
    },
    [0, 1, 'child', 0],
  ],
  [
    'a new thread has its ID stored where it was asked for; at its end the word is zeroed and waited for no more',
    async (g, note) => {
      const at = g.malloc(16)
      const flags = THREAD | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID
      const tid = await g.clone(
        flags,
        async (c) => {
          note('thread', c.load32(at), c.load32(at + 8))
          return c.syscall('exit', 0)
        },
        { parentTid: at, childTid: at + 8 },
      )
      note(tid, await g.syscall('futex', at + 8, FUTEX_WAIT, tid, 0), g.load32(at + 8))
      note(await g.syscall('set_tid_address', 0))
    },
    ['thread', 2, 2, 2, 0, 0, 1],
  ],
  ...[8, -8].map(
    (offset): Row => [
      `the mutexes on the robust list of a thread that ends are marked, and one that waits is woken; ${offset} bytes from its entry`,
      async (g, note) => {
        const head = g.malloc(24)
        const [first, second, pending] = [0, 0, 0].map(() => g.malloc(32) + 8)
        g.store64(head, first)
        g.store64(first, second)
        g.store64(second, head)
        g.store64(head + 8, offset)
        g.store64(head + 16, pending)
        g.store32(second + offset, 77)
        const holder = await g.clone(THREAD, async (c) => {
          note(await c.syscall('set_robust_list', head, 23), await c.syscall('set_robust_list', head, 24))
          const tid = await c.syscall('gettid')
          c.store32(first + offset, tid | FUTEX_WAITERS)
          c.store32(pending + offset, tid)
          await c.syscall('futex', head, FUTEX_WAIT, c.load32(head), c.iovecs([{ base: 1, length: 0 }]))
          return c.syscall('exit', 0)
        })
        await settle(g)
        note(await g.syscall('futex', first + offset, FUTEX_WAIT, g.load32(first + offset), 0))
        note(
          g.load32(first + offset) >>> 0,
          g.load32(second + offset),
          g.load32(pending + offset) >>> 0,
          holder,
        )
        const out = g.malloc(16)
        note(await g.syscall('get_robust_list', 0, out, out + 8), g.load64(out), g.load64(out + 8))
      },
      [-EINVAL, 0, 0, (FUTEX_WAITERS | FUTEX_OWNER_DIED) >>> 0, 77, FUTEX_OWNER_DIED, 2, 0, 0n, 24n],
    ],
  ),
])('%s', async (_name, main, notes) => {
  expect((await noted(main)).notes).toEqual(notes)
})
