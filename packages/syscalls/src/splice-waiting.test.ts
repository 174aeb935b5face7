// splice and its kin, where they wait, and whom they wake: what Linux 6.18 did in a program of two threads.

import { SignalSet } from '@jvisor/kernel'
import { describe, expect, test } from 'vitest'
import { EventMachine, shown } from './events.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const FULL = 65536
const EPOLLIN = 1
const EPOLLOUT = 4
const EPOLLET = 2 ** 31

class Machine extends EventMachine {
  readonly a = this.pipe()
  readonly b = this.pipe()
  readonly fd = this.file(new Uint8Array(200000))
  readonly room = this.map(32)
  readonly other = new OtherTask(this)

  constructor() {
    super()
    this.handle(10)
    this.call('rt_sigaction', 13, this.words(1, 0, 0, 0), 0, 8)
  }

  put(fd: number, bytes: number): void {
    if (this.call('write', fd, this.room, bytes) !== bytes) throw new Error('write')
  }

  get(fd: number, bytes: number): number {
    return this.call('read', fd, this.room, bytes)
  }

  /** What a call that waits gives once the other task has made `call`. */
  async after(
    waits: number | Promise<number>,
    ...call: Parameters<OtherTask['start']>
  ): Promise<string | number> {
    if (typeof waits === 'number') throw new Error(`did not wait: ${waits}`)
    await this.other.start(...call)
    return shown(await waits)
  }

  /** Whether something has happened to a file since the last time, as epoll tells of it. */
  edges(fd: number, events: number): () => boolean {
    const epoll = this.call('epoll_create1', 0)
    const at = this.map(1)
    this.poke(at, new Uint8Array(Uint32Array.of((events | EPOLLET) >>> 0, 0, 0).buffer))
    this.call('epoll_ctl', epoll, 1, fd, at)
    const happened = () => this.call('epoll_wait', epoll, at, 1, 0) === 1
    happened()
    return happened
  }
}

describe('a signal ends a wait before anything has moved', () => {
  test.each<[string, (m: Machine) => number | Promise<number>]>([
    ['from an empty pipe to a file', (m) => m.start('splice', m.a.readFd, 0, m.fd, 0, 10, 0)],
    ['from an empty pipe to another', (m) => m.start('splice', m.a.readFd, 0, m.b.writeFd, 0, 10, 0)],
    ['tee of an empty pipe', (m) => m.start('tee', m.a.readFd, m.b.writeFd, 10, 0)],
    [
      'from a file to a full pipe',
      (m) => {
        m.put(m.a.writeFd, FULL)
        return m.start('splice', m.fd, m.words(0), m.a.writeFd, 0, 10, 0)
      },
    ],
    [
      'sendfile to a full pipe',
      (m) => {
        m.put(m.a.writeFd, FULL)
        return m.start('sendfile', m.a.writeFd, m.fd, m.words(0), 10)
      },
    ],
    [
      'between pipes, to a full one',
      (m) => {
        m.put(m.a.writeFd, 10)
        m.put(m.b.writeFd, FULL)
        return m.start('splice', m.a.readFd, 0, m.b.writeFd, 0, 10, 0)
      },
    ],
  ])('%s', async (_, start) => {
    const m = new Machine()
    const waits = start(m)
    expect(waits).toBeInstanceOf(Promise)
    m.task.sendSignal(10)
    expect(await waits).toBe(-4)
    m.handle(10, 0x10000000) // SA_RESTART
    const again = start(new Machine())
    expect(again).toBeInstanceOf(Promise)
  })

  test('with SA_RESTART it goes on', async () => {
    const m = new Machine()
    m.handle(10, 0x10000000)
    const waits = m.start('splice', m.a.readFd, 0, m.fd, 0, 10, 0)
    m.task.sendSignal(10)
    expect(await m.after(waits, 'write', m.a.writeFd, m.room, 5)).toBe(5)
  })
})

describe('what ends a wait', () => {
  test('data, and then it does not wait for more', async () => {
    const m = new Machine()
    const write = ['write', m.a.writeFd, m.room, 5] as const
    expect(await m.after(m.start('splice', m.a.readFd, 0, m.b.writeFd, 0, 100, 0), ...write)).toBe(5)
    expect(await m.after(m.start('tee', m.a.readFd, m.b.writeFd, 100, 0), ...write)).toBe(5)
    expect([m.get(m.b.readFd, 100), m.get(m.a.readFd, 100)]).toEqual([10, 5])
    expect(await m.after(m.start('splice', m.a.readFd, 0, m.fd, 0, 100, 0), ...write)).toBe(5)
  })

  test('slots, and then it takes those that there are', async () => {
    const m = new Machine()
    m.put(m.a.writeFd, FULL)
    const at = m.words(0)
    const splice = m.start('splice', m.fd, at, m.a.writeFd, 0, 10000, 0)
    expect(await m.after(splice, 'read', m.a.readFd, m.room, 4096)).toBe(4096)
    expect(m.word(at)).toBe(4096n)
    const sendfile = m.start('sendfile', m.a.writeFd, m.fd, at, 10000)
    expect(await m.after(sendfile, 'read', m.a.readFd, m.room, 8192)).toBe(8192)
    expect(m.word(at)).toBe(4096n + 8192n)
  })

  test('the other end goes', async () => {
    const m = new Machine()
    const closed = m.start('splice', m.a.readFd, 0, m.b.writeFd, 0, 10, 0)
    expect(await m.after(closed, 'close', m.a.writeFd)).toBe(0)
    m.put(m.b.writeFd, FULL)
    const broken = m.start('splice', m.fd, 0, m.b.writeFd, 0, 10, 0)
    expect(await m.after(broken, 'close', m.b.readFd)).toBe('EPIPE')
  })

  test('the descriptors are closed meanwhile: the files stay', async () => {
    const m = new Machine()
    const splice = m.start('splice', m.a.readFd, 0, m.fd, 0, 10, 0)
    await m.other.start('close', m.a.readFd)
    await m.other.start('close', m.fd)
    expect(await m.after(splice, 'write', m.a.writeFd, m.room, 5)).toBe(5)
    expect(shown(m.call('write', m.a.writeFd, m.room, 5))).toBe('EPIPE')
  })
})

test('EPOLLET hears of what goes in, and of each slot that becomes free', () => {
  const m = new Machine()
  const { readFd, writeFd } = m.a
  m.put(writeFd, 5000)
  const out = m.edges(writeFd, EPOLLOUT)
  const into = m.edges(m.b.readFd, EPOLLIN)
  const seen = (n: number) => [n, out(), into()]
  const splice = (to: number, n: number) => m.call('splice', readFd, 0, to, 0, n, 2)
  expect(seen(0)).toEqual([0, false, false])
  expect(seen(splice(m.b.writeFd, 1000))).toEqual([1000, false, true])
  expect(seen(splice(m.b.writeFd, 3096))).toEqual([3096, true, true])
  expect(seen(m.call('tee', readFd, m.b.writeFd, 10, 0))).toEqual([10, false, true])
  expect(seen(splice(m.fd, 10))).toEqual([10, false, false])
  expect(seen(splice(m.fd, 10000))).toEqual([894, true, false])
  m.put(writeFd, 10)
  expect(seen(m.get(readFd, 100))).toEqual([10, false, false])
  m.put(writeFd, FULL)
  expect(seen(m.get(readFd, 4095))).toEqual([4095, false, false])
  expect(seen(m.get(readFd, 1))).toEqual([1, true, false])
  expect(seen(m.get(readFd, 4096))).toEqual([4096, false, false])
  const read = m.edges(readFd, EPOLLIN)
  m.put(writeFd, 1)
  expect([read(), read()]).toEqual([true, false])
  m.put(writeFd, 1)
  expect(read()).toBe(true)
  const iov = m.iovecs([[m.room, 10]])
  expect([m.call('vmsplice', writeFd, iov, 1, 2), read(), out()]).toEqual([10, true, false])
  expect([m.call('vmsplice', readFd, iov, 1, 0), read(), out()]).toEqual([10, false, false])
  expect([m.call('fcntl', writeFd, 1031, 1 << 17), read(), out()]).toEqual([1 << 17, false, true])
})

test('a long sendfile gives the host a turn', async () => {
  let turns = 0
  const m = new EventMachine({
    yieldToHost: async () => {
      turns++
    },
  })
  const zero = m.call('open', '/dev/zero', 2)
  const sendfile = m.start('sendfile', m.call('open', '/dev/null', 1), zero, 0, 300 << 20)
  expect(await sendfile).toBe(300 << 20)
  expect(turns).toBe(4)
  expect(m.kernel.counters.sentryBugs).toBe(0)
})

test('SIGXFSZ comes with what moved up to the limit too, but not of copy_file_range', () => {
  const m = new Machine()
  const { pending } = m.task.threadGroup
  m.task.signals.setMask(SignalSet.of(25))
  m.task.threadGroup.limits.set(1, { cur: 100, max: Infinity })
  m.put(m.a.writeFd, 60)
  const to = m.call('open', '/tmp/out', 0o102, 0o644)
  const calls: (() => number)[] = [
    () => m.call('splice', m.a.readFd, 0, to, 0, 10, 0),
    () => m.call('sendfile', to, m.fd, m.words(0), 10),
    () => m.call('copy_file_range', m.fd, m.words(0), to, 0, 10, 0),
  ]
  const results = calls.map((call) => {
    m.call('lseek', to, 95, 0)
    return [1, 2].map(() => {
      const result = shown(call())
      const told = m.task.signals.pending.set.has(25) || pending.set.has(25)
      m.task.signals.pending.removeAll(SignalSet.of(25))
      return [result, told]
    })
  })
  const [both, quiet] = [
    [5, true],
    [5, false],
  ] as const
  const refused = ['EFBIG', true]
  expect(results).toEqual([
    [both, refused],
    [both, refused],
    [quiet, refused],
  ])
})
