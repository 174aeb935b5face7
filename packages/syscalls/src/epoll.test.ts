// epoll: what Linux 6.18 did with the same calls, and waiting in virtual time.

import { epollEventCodec, O_PATH, RLIMIT_NOFILE, SIGCONT, SIGSTOP, SIGUSR1 } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { EventMachine, shown } from './events.testing.ts'

const [ADD, DEL, MOD] = [1, 2, 3]
const [IN, PRI, OUT, HUP, RDHUP] = [1, 2, 4, 0x10, 0x2000]
const [EXCLUSIVE, ONESHOT, ET] = [0x1000_0000, 0x4000_0000, 0x8000_0000]

class EpollMachine extends EventMachine {
  readonly codec = epollEventCodec(this.table.arch)

  epoll(): number {
    return this.call('epoll_create1', 0)
  }

  event(events: number, lo = 0, hi = 0): number {
    const bytes = new Uint8Array(this.codec.size)
    this.codec.write(new DataView(bytes.buffer), 0, { events, dataLo: lo, dataHi: hi })
    const at = this.mapBeforeHole(1) + 4096 - bytes.length
    this.poke(at, bytes)
    return at
  }

  /** epoll_ctl; the data is the descriptor. */
  ctl(epoll: number, op: number, fd: number, events: number): string | number {
    return shown(this.call('epoll_ctl', epoll, op, fd, this.event(events, fd, 0x7777)))
  }

  add(epoll: number, fd: number, events: number): void {
    expect(this.ctl(epoll, ADD, fd, events)).toBe(0)
  }

  /** The events of a result, as "3:1"; an error as it is. */
  told(result: number, at: number): string[] | string {
    if (result < 0) return shown(result) as string
    const view = new DataView(this.peek(at, result * this.codec.size).buffer)
    return Array.from({ length: result }, (_, i) => {
      const { events, dataLo, dataHi } = this.codec.read(view, i * this.codec.size)
      expect(dataHi).toBe(0x7777)
      return `${dataLo}:${events.toString(16)}`
    })
  }

  ready(epoll: number, max = 8): string[] | string {
    const at = this.map(1)
    return this.told(this.call('epoll_wait', epoll, at, max, 0), at)
  }

  /** Reads from a descriptor that has something. */
  drain(fd: number, bytes = 1): void {
    expect(this.call('read', fd, this.map(16), bytes)).toBe(bytes)
  }
}

describe('epoll_create and epoll_create1', () => {
  test.each<[name: 'epoll_create' | 'epoll_create1', arg: number, want: string | number, cloexec: number]>([
    ['epoll_create', 1, 0, 0],
    ['epoll_create', 0, 'EINVAL', 0],
    ['epoll_create', -1, 'EINVAL', 0],
    ['epoll_create1', 0, 0, 0],
    ['epoll_create1', 0o2000000, 0, 1],
    ['epoll_create1', 5, 'EINVAL', 0],
  ])('%s(%i)', (name, arg, want, cloexec) => {
    const m = new EpollMachine()
    expect(shown(m.call(name, arg))).toBe(want)
    if (want === 0) expect([m.call('fcntl', 0, 1), m.call('fcntl', 0, 3)]).toEqual([cloexec, 2])
    m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 0, max: 0 })
    if (want === 0) expect(shown(m.call(name, arg))).toBe('EMFILE')
  })

  test('an epoll is a file of its own', () => {
    const m = new EpollMachine()
    const [fd, page] = [m.epoll(), m.map(1)]
    expect(m.call('fstat', fd, page)).toBe(0)
    expect(new DataView(m.peek(page, 144).buffer).getUint32(24, true)).toBe(0o600)
    const calls = [
      m.call('read', fd, page, 8),
      m.call('write', fd, page, 8),
      m.call('pread64', fd, page, 8, 0),
      m.call('lseek', fd, 5, 0),
      m.call('ftruncate', fd, 0),
      m.call('mmap', 0, 4096, 1, 1, fd, 0),
    ]
    expect(calls.map(shown)).toEqual(['EINVAL', 'EINVAL', 'ESPIPE', 0, 'EINVAL', 'ENODEV'])
    expect(m.task.fdTable.get(fd)?.mappedName()).toBe('anon_inode:[eventpoll]')
  })
})

describe('epoll_ctl', () => {
  test.each<[name: string, call: (m: EpollMachine, ep: number, fd: number) => number, want: string | number]>(
    [
      ['a bad event comes first', (m, _, fd) => m.call('epoll_ctl', 99, ADD, fd, 8), 'EFAULT'],
      ['also of what is no operation', (m, ep, fd) => m.call('epoll_ctl', ep, 9, fd, 8), 'EFAULT'],
      ['but not when something is deleted', (m, ep, fd) => m.call('epoll_ctl', ep, DEL, fd, 8), 'ENOENT'],
      ['no epoll', (m, _, fd) => m.call('epoll_ctl', 99, ADD, fd, m.event(1)), 'EBADF'],
      ['no file', (m, ep) => m.call('epoll_ctl', ep, ADD, 99, m.event(1)), 'EBADF'],
      [
        'a file with O_PATH',
        (m, ep) => m.call('epoll_ctl', ep, ADD, m.file('', O_PATH), m.event(1)),
        'EBADF',
      ],
      ['not an epoll', (m, _, fd) => m.call('epoll_ctl', fd, ADD, fd, m.event(1)), 'EINVAL'],
      ['itself', (m, ep) => m.call('epoll_ctl', ep, ADD, ep, m.event(1)), 'EINVAL'],
      [
        'not an epoll, and a directory',
        (m, _, fd) => m.call('epoll_ctl', fd, ADD, m.call('open', '/tmp', 0), m.event(1)),
        'EPERM',
      ],
      ['a file', (m, ep) => m.call('epoll_ctl', ep, ADD, m.file(''), m.event(1)), 'EPERM'],
      [
        '/dev/null',
        (m, ep) => m.call('epoll_ctl', ep, ADD, m.call('open', '/dev/null', 2), m.event(1)),
        'EPERM',
      ],
      [
        '/dev/urandom',
        (m, ep) => m.call('epoll_ctl', ep, ADD, m.call('open', '/dev/urandom', 2), m.event(1)),
        'EPERM',
      ],
      [
        '/dev/random',
        (m, ep) => m.call('epoll_ctl', ep, ADD, m.call('open', '/dev/random', 2), m.event(1)),
        0,
      ],
      ['no operation', (m, ep, fd) => m.call('epoll_ctl', ep, 0, fd, m.event(1)), 'EINVAL'],
      [
        'one that is not there is changed',
        (m, ep, fd) => m.call('epoll_ctl', ep, MOD, fd, m.event(1)),
        'ENOENT',
      ],
      ['bits that mean nothing', (m, ep, fd) => m.call('epoll_ctl', ep, ADD, fd, m.event(0xfffffff)), 0],
    ],
  )('%s', (_name, call, want) => {
    const m = new EpollMachine()
    expect(shown(call(m, m.epoll(), m.pipe().readFd))).toBe(want)
  })

  test('added once, changed, deleted once', () => {
    const m = new EpollMachine()
    const [ep, { readFd }] = [m.epoll(), m.pipe()]
    const ops = [ADD, ADD, MOD, DEL, DEL, MOD].map((op) => m.ctl(ep, op, readFd, IN))
    expect(ops).toEqual([0, 'EEXIST', 0, 0, 'ENOENT', 'ENOENT'])
    expect(m.kernel.epollWatches.used).toBe(0)
  })

  test.each<[name: string, events: number, want: string | number]>([
    ['IN', IN, 0],
    ['OUT and ET', OUT | ET, 0],
    ['ERR, HUP and WAKEUP', 0x2000_0018, 0],
    ['ONESHOT', IN | ONESHOT, 'EINVAL'],
    ['PRI', PRI, 'EINVAL'],
    ['RDHUP', RDHUP, 'EINVAL'],
    ['no operation that there is', 0, 0],
  ])('EPOLLEXCLUSIVE with %s', (_name, events, want) => {
    const m = new EpollMachine()
    const [ep, { readFd }] = [m.epoll(), m.pipe()]
    expect(m.ctl(ep, ADD, readFd, (events | EXCLUSIVE) >>> 0)).toBe(want)
    if (want === 0) {
      expect([
        m.ctl(ep, MOD, readFd, IN),
        m.ctl(ep, MOD, readFd, IN | EXCLUSIVE),
        m.ctl(ep, 9, readFd, EXCLUSIVE),
      ]).toEqual(Array(3).fill('EINVAL'))
    }
    expect(m.ctl(ep, ADD, m.epoll(), EXCLUSIVE | IN)).toBe('EINVAL')
  })

  test('no more than there may be', () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }] = [m.epoll(), m.pipe()]
    const others = m.kernel.epollWatches.max - 1
    m.kernel.epollWatches.used = others
    expect([m.ctl(ep, ADD, readFd, IN), m.ctl(ep, ADD, writeFd, IN)]).toEqual([0, 'ENOSPC'])
    m.call('close', readFd)
    expect(m.ctl(ep, ADD, writeFd, IN)).toBe(0)
    m.call('close', ep)
    expect(m.kernel.epollWatches.used).toBe(others)
    m.kernel.epollWatches.used -= others
  })
})

describe('epoll_wait', () => {
  const TOP = -4096
  test.each<
    [name: string, args: (m: EpollMachine, ep: number, pipe: number) => number[], want: string | number]
  >([
    ['for none', (m, ep) => [ep, m.map(1), 0, 0], 'EINVAL'],
    ['for fewer', (m, ep) => [ep, m.map(1), -1, 0], 'EINVAL'],
    ['for too many', (m, ep) => [ep, m.map(1), Math.floor(0x7fff_ffff / 12) + 1, 0], 'EINVAL'],
    ['for very many', (_, ep) => [ep, 8, Math.floor(0x7fff_ffff / 12), 0], 0],
    ['into the kernel', (_, ep) => [ep, TOP, 1, 0], 'EFAULT'],
    ['of no descriptor', (m) => [99, m.map(1), 0, 0], 'EBADF'],
    ['of no descriptor into the kernel', () => [99, TOP, 1, 0], 'EBADF'],
    ['of no epoll', (m, _, pipe) => [pipe, m.map(1), 1, 0], 'EINVAL'],
    ['of no epoll into the kernel', (_m, _, pipe) => [pipe, TOP, 1, 0], 'EFAULT'],
    ['into nowhere, with nothing ready', (_, ep) => [ep, 8, 1, 0], 0],
  ])('%s', (_name, args, want) => {
    const m = new EpollMachine()
    expect(shown(m.call('epoll_wait', ...args(m, m.epoll(), m.pipe().readFd)))).toBe(want)
  })

  test('an event that has nowhere to go is told again', () => {
    const m = new EpollMachine()
    const [ep, a, b] = [m.epoll(), m.pipe(), m.pipe()]
    m.add(ep, a.writeFd, OUT | ET)
    expect(shown(m.call('epoll_wait', ep, 8, 1, 0))).toBe('EFAULT')
    m.add(ep, b.writeFd, OUT | ET)
    const at = m.mapBeforeHole(1) + 4096 - 12
    expect(m.told(m.call('epoll_wait', ep, at, 8, 0), at)).toEqual([`${a.writeFd}:4`])
    expect([m.ready(ep), m.ready(ep)]).toEqual([[`${b.writeFd}:4`], []])
  })

  test('each is told for as long as it is so, and in turn', () => {
    const m = new EpollMachine()
    const ep = m.epoll()
    const [a, b, c] = [m.pipe(), m.pipe(), m.pipe()]
    const [A, B, C] = [a, b, c].map(({ readFd }) => `${readFd}:1`)
    for (const { readFd } of [a, b, c]) m.add(ep, readFd, IN)
    for (const { writeFd } of [c, b, a]) m.feed(writeFd)
    expect(m.ready(ep)).toEqual([C, B, A])
    expect([m.ready(ep, 2), m.ready(ep, 2), m.ready(ep, 2)]).toEqual([
      [C, B],
      [A, C],
      [B, A],
    ])
    m.drain(c.readFd)
    expect(m.ready(ep)).toEqual([B, A])
    m.feed(c.writeFd)
    expect(m.ready(ep)).toEqual([B, A, C])
  })

  test('EPOLLET: told of each event once', () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }] = [m.epoll(), m.pipe()]
    const told = [`${readFd}:1`]
    m.add(ep, readFd, IN | ET)
    expect(m.ready(ep)).toEqual([])
    m.feed(writeFd)
    expect([m.ready(ep), m.ready(ep)]).toEqual([told, []])
    m.feed(writeFd)
    expect([m.ready(ep), m.ready(ep)]).toEqual([told, []])
    m.drain(readFd)
    expect(m.ready(ep)).toEqual([])
    m.ctl(ep, MOD, readFd, IN | ET)
    expect([m.ready(ep), m.ready(ep)]).toEqual([told, []])
  })

  test('EPOLLET: a pipe that was full has room again, which is no business of its reader', () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }] = [m.epoll(), m.pipe(0o4000)]
    m.add(ep, writeFd, OUT | ET)
    expect([m.ready(ep), m.ready(ep)]).toEqual([[`${writeFd}:4`], []])
    m.feed(writeFd)
    m.drain(readFd)
    expect(m.ready(ep)).toEqual([])
    m.feed(writeFd, 65536)
    m.drain(readFd, 100)
    expect(m.ready(ep)).toEqual([])
    m.drain(readFd, 3996)
    expect(m.ready(ep)).toEqual([`${writeFd}:4`])
    m.drain(readFd, 4096)
    expect(m.ready(ep)).toEqual([])
    m.add(ep, readFd, IN | OUT | ET)
    m.feed(writeFd, 8192)
    expect(m.ready(ep)).toEqual([`${readFd}:1`])
    m.drain(readFd, 4096)
    expect(m.ready(ep)).toEqual([`${writeFd}:4`])
  })

  test('EPOLLONESHOT: told once, and of nothing more until it is changed', () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }] = [m.epoll(), m.pipe()]
    m.add(ep, readFd, IN | ONESHOT)
    m.feed(writeFd)
    expect([m.ready(ep), m.ready(ep)]).toEqual([[`${readFd}:1`], []])
    m.feed(writeFd)
    m.call('close', writeFd)
    expect(m.ready(ep)).toEqual([])
    m.ctl(ep, MOD, readFd, IN | ONESHOT)
    expect([m.ready(ep), m.ready(ep)]).toEqual([[`${readFd}:11`], []])
  })

  test('hang-ups are told unasked', () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }] = [m.epoll(), m.pipe()]
    m.add(ep, readFd, 0)
    m.feed(writeFd)
    expect(m.ready(ep)).toEqual([])
    m.call('close', writeFd)
    expect(m.ready(ep)).toEqual([`${readFd}:${HUP.toString(16)}`])
  })

  test('the bits that mean nothing come back with none', () => {
    const m = new EpollMachine()
    const [ep, { writeFd }] = [m.epoll(), m.pipe()]
    m.add(ep, writeFd, 0xfffffff)
    expect(m.ready(ep)).toEqual([`${writeFd}:104`])
  })

  test('waits for an event, or its time', async () => {
    const m = new EpollMachine()
    const [ep, at, { readFd, writeFd }] = [m.epoll(), m.map(1), m.pipe()]
    expect([await m.start('epoll_wait', ep, at, 8, 1500), m.now]).toEqual([0, 1.5e9])
    const waits = m.start('epoll_wait', ep, at, 8, -1)
    m.add(ep, readFd, IN)
    m.feed(writeFd)
    expect([m.told(await waits, at), m.now, m.kernel.timers.size]).toEqual([[`${readFd}:1`], 1.5e9, 0])
    m.drain(readFd)
    const next = m.start('epoll_wait', ep, at, 8, 1000)
    m.feed(writeFd)
    m.drain(readFd)
    expect([await next, m.now]).toEqual([0, 2.5e9])
  })

  test.each([[[SIGUSR1]], [[SIGSTOP, SIGCONT]]])('signals %j end it with EINTR', async (signals) => {
    const m = new EpollMachine()
    m.handle(SIGUSR1, 0x1000_0000)
    const waits = m.start('epoll_wait', m.epoll(), m.map(1), 8, -1)
    for (const signal of signals) m.task.threadGroup.sendSignal(signal)
    expect(shown(await waits)).toBe('EINTR')
  })

  test('an epoll that is closed meanwhile goes on for whoever waits', async () => {
    const m = new EpollMachine()
    const [ep, at, { readFd, writeFd }] = [m.epoll(), m.map(1), m.pipe()]
    m.add(ep, readFd, IN)
    const waits = m.start('epoll_wait', ep, at, 8, -1)
    m.call('close', ep)
    m.feed(writeFd)
    expect([m.told(await waits, at), m.kernel.epollWatches.used]).toEqual([[`${readFd}:1`], 0])
  })

  test('on riscv64 the event is not packed', () => {
    const m = new (class extends EpollMachine {
      constructor() {
        super({ arch: 'riscv64' })
      }
    })()
    const [ep, { readFd, writeFd }, at] = [m.epoll(), m.pipe(), m.map(1)]
    m.add(ep, readFd, IN)
    m.feed(writeFd)
    expect(m.call('epoll_pwait', ep, at, 8, 0, 0, 8)).toBe(1)
    expect([...new Uint32Array(m.peek(at, 16).buffer)]).toEqual([1, 0, readFd, 0x7777])
  })
})

describe('epoll_pwait and epoll_pwait2', () => {
  test.each<
    [
      name: 'epoll_pwait' | 'epoll_pwait2',
      args: (m: EpollMachine, ep: number) => number[],
      want: string | number,
    ]
  >([
    ['epoll_pwait', (m, ep) => [ep, m.map(1), 1, 0, m.words(0), 7], 'EINVAL'],
    ['epoll_pwait', (m, ep) => [ep, m.map(1), 1, 0, 0, 7], 0],
    ['epoll_pwait', (m, ep) => [ep, m.map(1), 1, 0, 8, 8], 'EFAULT'],
    ['epoll_pwait', (m) => [99, m.map(1), 1, 0, 8, 8], 'EFAULT'],
    ['epoll_pwait', (m, ep) => [ep, m.map(1), 0, 0, m.words(0), 8], 'EINVAL'],
    ['epoll_pwait2', (m, ep) => [ep, m.map(1), 1, m.words(0, -1), 0, 8], 'EINVAL'],
    ['epoll_pwait2', (m, ep) => [ep, m.map(1), 1, 8, 0, 8], 'EFAULT'],
    ['epoll_pwait2', (m, ep) => [ep, m.map(1), 1, 8, m.words(0), 7], 'EFAULT'],
    ['epoll_pwait2', (m, ep) => [ep, m.map(1), 1, m.words(0, 0), m.words(0), 7], 'EINVAL'],
    ['epoll_pwait2', (m, ep) => [ep, m.map(1), 1, m.words(0, 0), m.words(0), 8], 0],
  ])('%s %#', (name, args, want) => {
    const m = new EpollMachine()
    expect(shown(m.call(name, ...args(m, m.epoll())))).toBe(want)
    expect([...m.task.signals.mask]).toEqual([])
  })

  test('the mask lets a signal through, and what is ready comes first', async () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }, at] = [m.epoll(), m.pipe(), m.map(1)]
    m.handle(SIGUSR1)
    m.task.signals.setMask(m.task.signals.mask.copy().add(SIGUSR1))
    m.task.sendSignal(SIGUSR1)
    m.add(ep, readFd, IN)
    m.feed(writeFd)
    expect(await m.start('epoll_pwait', ep, at, 8, -1, m.words(0), 8)).toBe(1)
    expect(m.task.signals.pending.isEmpty).toBe(false)
    m.drain(readFd)
    expect(shown(await m.start('epoll_pwait', ep, at, 8, -1, m.words(0), 8))).toBe('EINTR')
    expect(m.task.signals.pending.isEmpty).toBe(true)
  })

  test('the limit is in nanoseconds', async () => {
    const m = new EpollMachine()
    expect([await m.start('epoll_pwait2', m.epoll(), m.map(1), 1, m.words(2, 3), 0, 8), m.now]).toEqual([
      0, 2_000_000_003,
    ])
  })
})

describe('the key is the open file and the descriptor', () => {
  test('closed while another descriptor has the file, it is still told of', () => {
    const m = new EpollMachine()
    const [ep, { readFd, writeFd }] = [m.epoll(), m.pipe()]
    m.add(ep, readFd, IN)
    const copy = m.call('dup', readFd)
    m.feed(writeFd)
    m.call('close', readFd)
    expect(m.ready(ep)).toEqual([`${readFd}:1`])
    expect([m.ctl(ep, DEL, readFd, 0), m.ctl(ep, DEL, copy, 0)]).toEqual(['EBADF', 'ENOENT'])
    m.add(ep, copy, IN)
    expect(m.ready(ep)).toEqual([`${readFd}:1`, `${copy}:1`])
    expect(m.call('dup', copy)).toBe(readFd)
    expect([m.ctl(ep, ADD, readFd, IN), m.ctl(ep, DEL, readFd, 0)]).toEqual(['EEXIST', 0])
    expect(m.ready(ep)).toEqual([`${copy}:1`])
    m.call('close', copy)
    m.call('close', readFd)
    expect([m.ready(ep), m.kernel.epollWatches.used]).toEqual([[], 0])
  })

  test('another file under the same descriptor is another', () => {
    const m = new EpollMachine()
    const [ep, a, b] = [m.epoll(), m.pipe(), m.pipe()]
    m.add(ep, a.readFd, IN)
    m.call('dup', a.readFd)
    m.call('dup2', b.readFd, a.readFd)
    expect(m.ctl(ep, ADD, a.readFd, IN)).toBe(0)
    m.feed(a.writeFd)
    m.feed(b.writeFd)
    expect(m.ready(ep)).toEqual([`${a.readFd}:1`, `${a.readFd}:1`])
  })
})

describe('an epoll that is watched', () => {
  function poll(m: EpollMachine, fd: number): number {
    const at = m.words(BigInt(fd) | (0x7fffn << 32n))
    m.call('poll', at, 1, 0)
    return Number(m.word(at) >> 48n)
  }

  test('is ready when one of its own is', () => {
    const m = new EpollMachine()
    const [inner, outer, { readFd, writeFd }] = [m.epoll(), m.epoll(), m.pipe()]
    m.add(inner, readFd, IN)
    m.add(outer, inner, IN)
    expect([poll(m, inner), m.ready(outer)]).toEqual([0, []])
    m.feed(writeFd)
    expect([poll(m, inner), m.ready(outer), m.ready(outer), m.ready(inner)]).toEqual([
      0x41,
      [`${inner}:1`],
      [`${inner}:1`],
      [`${readFd}:1`],
    ])
    m.drain(readFd)
    expect([poll(m, inner), m.ready(outer)]).toEqual([0, []])
  })

  test('wakes who waits for the outer one', async () => {
    const m = new EpollMachine()
    const [inner, outer, { readFd, writeFd }, at] = [m.epoll(), m.epoll(), m.pipe(), m.map(1)]
    m.add(inner, readFd, IN)
    m.add(outer, inner, IN)
    const waits = m.start('epoll_wait', outer, at, 8, -1)
    m.feed(writeFd)
    expect(m.told(await waits, at)).toEqual([`${inner}:1`])
  })

  test('with EPOLLET it is told of once for each event', () => {
    const m = new EpollMachine()
    const [inner, outer, { readFd, writeFd }] = [m.epoll(), m.epoll(), m.pipe()]
    m.add(inner, readFd, IN)
    m.add(outer, inner, IN | ET)
    m.feed(writeFd)
    expect([m.ready(outer), m.ready(outer)]).toEqual([[`${inner}:1`], []])
    m.feed(writeFd)
    expect([m.ready(outer), m.ready(inner), m.ready(outer)]).toEqual([[`${inner}:1`], [`${readFd}:1`], []])
  })

  test('no loops', () => {
    const m = new EpollMachine()
    const [a, b, c] = [m.epoll(), m.epoll(), m.epoll()]
    expect([m.ctl(a, ADD, b, IN), m.ctl(b, ADD, a, IN), m.ctl(b, ADD, c, IN), m.ctl(c, ADD, a, IN)]).toEqual([
      0,
      'ELOOP',
      0,
      'ELOOP',
    ])
  })

  test('five in a row, from either end', () => {
    const m = new EpollMachine()
    const row = () => Array.from({ length: 7 }, () => m.epoll())
    const [up, down] = [row(), row()]
    m.add(up[0], m.pipe().readFd, IN)
    const pairs = [1, 2, 3, 4, 5, 6]
    expect(pairs.map((i) => m.ctl(up[i], ADD, up[i - 1], IN))).toEqual([0, 0, 0, 0, 'ELOOP', 0])
    expect(pairs.map((i) => m.ctl(down[i - 1], ADD, down[i], IN))).toEqual([0, 0, 0, 0, 'ELOOP', 0])
  })

  test('two rows that are joined', () => {
    const m = new EpollMachine()
    const row = () => {
      const [a, b, c] = [m.epoll(), m.epoll(), m.epoll()]
      m.add(a, b, IN)
      m.add(b, c, IN)
      return [a, b, c]
    }
    const [one, two] = [row(), row()]
    expect([m.ctl(one[2], ADD, two[0], IN), m.ctl(one[2], ADD, two[1], IN)]).toEqual(['ELOOP', 0])
  })

  test('no more than 500 ways that lead through another epoll', () => {
    const m = new EpollMachine()
    const [inner, { readFd }] = [m.epoll(), m.pipe()]
    m.add(inner, readFd, IN)
    const results = Array.from({ length: 501 }, () => m.ctl(m.epoll(), ADD, inner, IN))
    expect([results.filter((r) => r === 0).length, results[500], m.kernel.epollWatches.used]).toEqual([
      500,
      'EINVAL',
      501,
    ])
  })
})
