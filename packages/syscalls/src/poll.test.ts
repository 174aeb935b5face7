// poll, ppoll, select, pselect6: what Linux 6.18 answered, and waiting in virtual time.

import { O_PATH, RLIMIT_NOFILE, SIG_IGN, SIGCHLD, SIGCONT, SIGPIPE, SIGSTOP, SIGUSR1 } from '@jvisor/abi'
import { READ } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { EventMachine, shown } from './events.testing.ts'

const ALL = 0x7fff
const [IN, ERR, HUP, NVAL] = [1, 8, 0x10, 0x20]

/** struct pollfds in memory of their own. */
function pollfds(m: EventMachine, ...fds: readonly (readonly [fd: number, events: number])[]): number {
  const bytes = new Uint8Array(fds.length * 8).fill(0xee)
  const view = new DataView(bytes.buffer)
  for (const [i, [fd, events]] of fds.entries()) {
    view.setInt32(8 * i, fd, true)
    view.setUint16(8 * i + 4, events, true)
  }
  const at = m.mapBeforeHole(1) + 4096 - bytes.length
  m.poke(at, bytes)
  return at
}

function revents(m: EventMachine, at: number, count = 1): number[] {
  const view = new DataView(m.peek(at, 8 * count).buffer)
  return Array.from({ length: count }, (_, i) => view.getUint16(8 * i + 6, true))
}

const pageOf = (at: number) => at - (at % 4096)

describe('what poll says of', () => {
  test.each<[name: string, open: (m: EventMachine) => number, want: number]>([
    ['/dev/null', (m) => m.call('open', '/dev/null', 0), 0x145],
    ['/dev/random', (m) => m.call('open', '/dev/random', 0), 0x41],
    ['/dev/urandom', (m) => m.call('open', '/dev/urandom', 0), 0x145],
    ['a directory', (m) => m.call('open', '/tmp', 0), 0x145],
    ['a file', (m) => m.file('x', 0), 0x145],
    ['a file with O_PATH', (m) => m.file('x', O_PATH), NVAL],
    ['nothing', () => 99, NVAL],
    ['an empty pipe, to be read', (m) => m.pipe().readFd, 0],
    ['an empty pipe, to be written', (m) => m.pipe().writeFd, 0x104],
    ['a pipe with data', (m) => hungUp(m, 1, false), 0x41],
    ['a pipe with data and no writer', (m) => hungUp(m, 1, true), 0x51],
    ['an empty pipe without a writer', (m) => hungUp(m, 0, true), HUP],
    ['a pipe without a reader', broken, 0x10c],
  ])('%s', (_name, open, want) => {
    const m = new EventMachine()
    const fd = open(m)
    const at = pollfds(m, [fd, ALL], [fd, 0], [fd, IN], [-1, ALL], [-fd - 2, ALL])
    expect(m.call('poll', at, 5, 0)).toBe(
      [want, want & (ERR | HUP | NVAL), want & (IN | 0x38)].filter(Boolean).length,
    )
    const always = want & (ERR | HUP | NVAL)
    expect(revents(m, at, 5)).toEqual([want, always, always | (want & IN), 0, 0])
  })

  function hungUp(m: EventMachine, bytes: number, close: boolean): number {
    const { readFd, writeFd } = m.pipe()
    if (bytes > 0) m.feed(writeFd, bytes)
    if (close) m.call('close', writeFd)
    return readFd
  }

  function broken(m: EventMachine): number {
    const { readFd, writeFd } = m.pipe()
    m.call('close', readFd)
    return writeFd
  }
})

describe('poll', () => {
  test.each<[name: string, args: (m: EventMachine) => (number | bigint)[], want: string | number]>([
    ['nothing', () => [0, 0, 0], 0],
    ['nothing at no address', () => [8, 0, 0], 0],
    ['something at no address', () => [8, 1, 0], 'EFAULT'],
    ['what is cut off', (m) => [pollfds(m, [99, 1]), 2, 0], 'EFAULT'],
    ['what cannot be written', (m) => [m.map(1, READ), 1, 0], 'EFAULT'],
    ['too many', () => [0, 1025, 0], 'EINVAL'],
    ['2^32 of them, which is none', () => [0, 2n ** 32n, 0], 0],
    ['a closed one, without a limit', (m) => [pollfds(m, [99, 1]), 1, -1], 1],
  ])('%s', (_name, args, want) => {
    const m = new EventMachine()
    expect(shown(m.call('poll', ...args(m)))).toBe(want)
  })

  test('as many as RLIMIT_NOFILE', () => {
    const m = new EventMachine()
    m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 4, max: 4 })
    const at = pollfds(m, ...Array.from({ length: 5 }, () => [-1, 0] as const))
    expect([m.call('poll', at, 4, 0), m.call('poll', at, 5, 0)].map(shown)).toEqual([0, 'EINVAL'])
  })

  test.each([
    [1500, 1.5e9],
    [0, 0],
  ])('with a limit of %i ms', async (ms, ended) => {
    const m = new EventMachine()
    const at = pollfds(m, [m.pipe().readFd, IN])
    expect([await m.start('poll', at, 1, ms), m.now, m.kernel.timers.size, revents(m, at)]).toEqual([
      0,
      ended,
      0,
      [0],
    ])
  })

  test('waits for the first of several', async () => {
    const m = new EventMachine()
    const [a, b] = [m.pipe(), m.pipe()]
    const at = pollfds(m, [a.readFd, IN], [b.readFd, IN], [b.writeFd, 0])
    const result = m.start('poll', at, 3, 5000)
    m.feed(b.writeFd)
    expect([await result, revents(m, at, 3), m.now, m.kernel.timers.size]).toEqual([1, [0, IN, 0], 0, 0])
  })

  test('waits for POLLRDNORM', async () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    const at = pollfds(m, [readFd, 0x40])
    const result = m.start('poll', at, 1, -1)
    m.feed(writeFd)
    expect([await result, revents(m, at)]).toEqual([1, [0x40]])
  })

  test('writes back what happened, and nothing that the program has changed meanwhile', async () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    const at = pollfds(m, [readFd, IN])
    const result = m.start('poll', at, 1, -1)
    m.poke(at, new Uint8Array(6).fill(0x55))
    m.feed(writeFd)
    expect([await result, [...m.peek(at, 8)]]).toEqual([1, [...Array(6).fill(0x55), IN, 0]])
  })

  test('the result has nowhere to go any more', async () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    const at = pollfds(m, [readFd, IN])
    const result = m.start('poll', at, 1, -1)
    m.feed(writeFd)
    m.call('munmap', pageOf(at), 4096)
    expect(shown(await result)).toBe('EFAULT')
  })

  test('a descriptor that is closed meanwhile is found closed at the next event', async () => {
    const m = new EventMachine()
    const [a, b] = [m.pipe(), m.pipe()]
    const at = pollfds(m, [a.readFd, IN], [b.readFd, IN])
    const result = m.start('poll', at, 2, 1000)
    m.call('close', a.readFd)
    m.feed(b.writeFd)
    expect([await result, revents(m, at, 2)]).toEqual([2, [NVAL, IN]])
  })

  test('a pipe that is waited for stays open', async () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    const at = pollfds(m, [readFd, IN])
    m.task.threadGroup.signalHandlers.set(SIGPIPE, { handler: SIG_IGN })
    const result = m.start('poll', at, 1, 1000)
    m.call('close', readFd)
    expect([shown(m.call('write', writeFd, at, 1)), await result, revents(m, at)]).toEqual([1, 1, [NVAL]])
    expect(shown(await m.start('write', writeFd, at, 1))).toBe('EPIPE')
  })

  test('is EINTR after a handler, even with SA_RESTART; otherwise it goes on with what is left', async () => {
    const interrupted = async (...signals: number[]) => {
      const m = new EventMachine()
      m.handle(SIGUSR1, 0x1000_0000)
      const at = pollfds(m, [m.pipe().readFd, IN])
      const result = m.start('poll', at, 1, 3000)
      m.clock.advance(1e9)
      for (const signal of signals) m.task.threadGroup.sendSignal(signal)
      return [shown(await result), revents(m, at), m.now]
    }
    expect(await interrupted(SIGUSR1)).toEqual(['EINTR', [0], 1e9])
    expect(await interrupted(SIGSTOP, SIGCONT)).toEqual([0, [0], 3e9])
  })
})

describe('ppoll', () => {
  type Args = (m: EventMachine) => (number | bigint)[]
  const none: Args = (m) => [pollfds(m, [-1, 0]), 1]
  test.each<[name: string, args: Args, want: string | number]>([
    ['a bad time and a bad size of the mask', (m) => [...none(m), m.words(0, -1), m.words(0), 7], 'EINVAL'],
    ['a negative time', (m) => [...none(m), m.words(-1, 0), 0, 8], 'EINVAL'],
    ['a time at no address', (m) => [...none(m), 8, 0, 8], 'EFAULT'],
    ['a mask at no address', (m) => [...none(m), m.words(0, 0), 8, 8], 'EFAULT'],
    ['a bad size of the mask', (m) => [...none(m), m.words(0, 0), 8, 7], 'EINVAL'],
    ['a bad size of no mask', (m) => [...none(m), m.words(0, 0), 0, 7], 0],
    ['too many', (m) => [0, 2000, m.words(0, 0), 0, 0], 'EINVAL'],
    ['a fault', (m) => [8, 1, m.words(0, 0), 0, 0], 'EFAULT'],
  ])('%s', (_name, args, want) => {
    const m = new EventMachine()
    expect(shown(m.call('ppoll', ...args(m)))).toBe(want)
  })

  test.each<
    [
      name: string,
      args: (m: EventMachine) => [number, number],
      result: string | number,
      left: [number, number],
    ]
  >([
    ['is ready', (m) => [pollfds(m, [99, 0]), 1], 1, [5, 7]],
    ['is EINVAL', () => [0, 2000], 'EINVAL', [5, 7]],
    ['is not ready', (m) => [pollfds(m, [-1, 0]), 1], 0, [0, 0]],
  ])('what is left of the time is written back when it %s', async (_name, args, result, left) => {
    const m = new EventMachine()
    const time = m.words(5, 7)
    expect(shown(await m.start('ppoll', ...args(m), time, 0, 0))).toBe(result)
    expect(m.timespec(time)).toEqual(left)
  })

  test('the time is nowhere to be written', async () => {
    const m = new EventMachine()
    const time = m.words(1, 0)
    m.call('mprotect', pageOf(time), 4096, 1)
    const result = m.start('ppoll', pollfds(m, [-1, 0]), 1, time, 0, 0)
    expect(await result).toBe(0)
  })

  test('another mask lets a signal through while it waits', async () => {
    const m = new EventMachine()
    m.handle(SIGUSR1)
    m.task.signals.setMask(m.task.signals.mask.copy().add(SIGUSR1))
    const time = m.words(5, 0)
    m.task.sendSignal(SIGUSR1)
    expect(shown(await m.start('ppoll', pollfds(m, [-1, 0]), 1, time, 0, 0))).toBe(0)
    m.poke(time, new Uint8Array(BigInt64Array.of(5n, 0n).buffer))
    const result = await m.start('ppoll', pollfds(m, [-1, 0]), 1, time, m.words(0), 8)
    expect([shown(result), m.timespec(time), [...m.task.signals.mask]]).toEqual(['EINTR', [5, 0], [SIGUSR1]])
  })

  test('another mask keeps signals out while it waits, and not longer', async () => {
    const m = new EventMachine()
    const result = m.start('ppoll', pollfds(m, [-1, 0]), 1, m.words(5, 0), m.words(1n << 16n), 8)
    m.task.sendSignal(SIGCHLD)
    expect(m.task.signals.pending.isEmpty).toBe(false)
    expect([shown(await result), m.now, [...m.task.signals.mask], m.task.signals.pending.isEmpty]).toEqual([
      0,
      5e9,
      [],
      true,
    ])
  })

  test('what is ready comes before a signal, which stays blocked', async () => {
    const m = new EventMachine()
    m.handle(SIGUSR1)
    m.task.signals.setMask(m.task.signals.mask.copy().add(SIGUSR1))
    m.task.sendSignal(SIGUSR1)
    const result = await m.start('ppoll', pollfds(m, [99, 0]), 1, 0, m.words(0), 8)
    expect([result, m.task.signals.pending.isEmpty]).toEqual([1, false])
  })
})

describe('select', () => {
  const bits = (...fds: number[]) => fds.reduce((set, fd) => set | (1n << BigInt(fd)), 0n)

  test.each<[name: string, args: (m: EventMachine) => (number | bigint)[], want: string | number]>([
    ['nothing', (m) => [0, 0, 0, 0, m.words(0, 0)], 0],
    ['of -1', (m) => [-1, 0, 0, 0, m.words(0, 0)], 'EINVAL'],
    ['of very many', (m) => [2 ** 30, 0, 0, 0, m.words(0, 0)], 0],
    ['a negative time', (m) => [0, 0, 0, 0, m.words(-1, 0)], 'EINVAL'],
    ['negative microseconds', (m) => [0, 0, 0, 0, m.words(0, -1)], 'EINVAL'],
    ['a time at no address', () => [0, 0, 0, 0, 8], 'EFAULT'],
    ['a set at no address', (m) => [1, 8, 0, 0, m.words(0, 0)], 'EFAULT'],
    ['a second set at no address', (m) => [1, 0, 8, 0, m.words(0, 0)], 'EFAULT'],
    ['a third set at no address', (m) => [1, 0, 0, 8, m.words(0, 0)], 'EFAULT'],
    ['a set that cannot be written', (m) => [1, m.map(1, READ), 0, 0, m.words(0, 0)], 'EFAULT'],
    ['a closed one', (m) => [64, m.words(bits(63)), 0, 0, 0], 'EBADF'],
    ['a closed one beyond those asked', (m) => [63, m.words(bits(63)), 0, 0, m.words(0, 0)], 0],
    ['a closed one with a bad third set', (m) => [64, m.words(bits(63)), 0, 8, 0], 'EFAULT'],
    ['a closed one beyond what there can be', (m) => [128, m.words(0, bits(63)), 0, 0, m.words(0, 0)], 0],
  ])('%s', (_name, args, want) => {
    const m = new EventMachine()
    expect(shown(m.call('select', ...args(m)))).toBe(want)
  })

  test.each([
    [63, 64],
    [64, 128],
    [127, 128],
    [128, 256],
    [255, 256],
    [300, 512],
    [1000, 1024],
  ])('with descriptor %i open there can be %i', (fd, capacity) => {
    const m = new EventMachine()
    m.call('dup2', m.call('open', '/dev/null', 0), fd)
    expect(m.task.fdTable.capacity).toBe(capacity)
  })

  test('the three sets', () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    const all = bits(readFd, writeFd)
    const ask = () => {
      const sets = m.words(all, all, all)
      const result = m.call('select', 60, sets, sets + 8, sets + 16, m.words(0, 0))
      return [result, m.word(sets), m.word(sets + 8), m.word(sets + 16)]
    }
    expect(ask()).toEqual([1, 0n, bits(writeFd), 0n])
    m.feed(writeFd)
    expect(ask()).toEqual([2, bits(readFd), bits(writeFd), 0n])
    m.call('close', m.call('dup', readFd))
    const path = m.file('', O_PATH)
    const sets = m.words(bits(path), bits(path), bits(path))
    expect(m.call('select', 60, sets, sets + 8, sets + 16, 0)).toBe(3)
  })

  test('a broken pipe can be read and written', () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    m.call('close', readFd)
    const sets = m.words(bits(writeFd), bits(writeFd), bits(writeFd))
    expect(m.call('select', 60, sets, sets + 8, sets + 16, 0)).toBe(2)
    expect([m.word(sets), m.word(sets + 8), m.word(sets + 16)]).toEqual([bits(writeFd), bits(writeFd), 0n])
  })

  test('words are written whole, as far as the call looks', () => {
    const m = new EventMachine()
    m.call('open', '/dev/null', 0)
    const sets = m.words((~0n << 32n) | 1n, 7n)
    expect([m.call('select', 1, sets, 0, 0, 0), m.word(sets), m.word(sets + 8)]).toEqual([1, 1n, 7n])
  })

  test.each<[name: string, fd: bigint, result: string | number, left: [number, number]]>([
    ['is over', bits(0), 0, [0, 0]],
    ['is not needed', bits(2), 1, [3, 500_000]],
    ['is an error', bits(9), 'EBADF', [3, 500_000]],
  ])('what is left of the time is written back when it %s', async (_name, set, result, left) => {
    const m = new EventMachine()
    m.pipe()
    m.call('open', '/dev/null', 0)
    const time = m.words(2, 1_500_000)
    const sets = m.words(set)
    expect(shown(await m.start('select', 10, sets, 0, 0, time))).toBe(result)
    expect(m.timeval(time)).toEqual(left)
  })

  test('waits, up to the limit or the event', async () => {
    const m = new EventMachine()
    const { readFd, writeFd } = m.pipe()
    const [sets, time] = [m.words(bits(readFd), 0), m.words(2, 5)]
    expect([await m.start('select', 10, sets, sets + 8, 0, time), m.word(sets), m.now]).toEqual([
      0,
      0n,
      2_000_005_000,
    ])
    m.poke(sets, new Uint8Array([1 << readFd]))
    m.poke(time, new Uint8Array([9]))
    const result = m.start('select', 10, sets, sets + 8, 0, time)
    m.clock.advance(4_000_000_500)
    m.feed(writeFd)
    expect([await result, m.word(sets), m.timeval(time)]).toEqual([1, bits(readFd), [4, 999_999]])
    expect(m.kernel.timers.size).toBe(0)
  })

  test('EINTR leaves the sets alone and writes the time; without a handler it begins again', async () => {
    const interrupted = async (...signals: number[]) => {
      const m = new EventMachine()
      m.handle(SIGUSR1)
      const [sets, time] = [m.words(bits(m.pipe().readFd)), m.words(3, 0)]
      const result = m.start('select', 10, sets, 0, 0, time)
      m.clock.advance(1e9)
      for (const signal of signals) m.task.threadGroup.sendSignal(signal)
      return [shown(await result), m.word(sets), m.timeval(time), m.now]
    }
    expect(await interrupted(SIGUSR1)).toEqual(['EINTR', 1n, [2, 0], 1e9])
    expect(await interrupted(SIGSTOP, SIGCONT)).toEqual([0, 0n, [0, 0], 3e9])
  })

  test('if the time cannot be written, it does not begin again', async () => {
    const m = new EventMachine()
    const time = m.words(3, 0)
    m.call('mprotect', pageOf(time), 4096, 1)
    const result = m.start('select', 0, 0, 0, 0, time)
    m.task.threadGroup.sendSignal(SIGSTOP)
    m.task.threadGroup.sendSignal(SIGCONT)
    expect(shown(await result)).toBe('EINTR')
  })
})

describe('pselect6', () => {
  test.each<
    [
      name: string,
      n: number,
      time: (m: EventMachine) => number,
      mask: (m: EventMachine) => number,
      want: string | number,
    ]
  >([
    ['the size of the mask', 0, zero, (m) => m.words(m.words(0), 7), 'EINVAL'],
    ['the mask at no address', 0, zero, (m) => m.words(8, 8), 'EFAULT'],
    ['the mask beyond all addresses', 0, zero, (m) => m.words(-1, 8), 'EFAULT'],
    ['its address at no address', 0, zero, () => 8, 'EFAULT'],
    ['its size at no address', 0, zero, (m) => m.words(0), 'EFAULT'],
    ['no mask of a bad size', 0, zero, (m) => m.words(0, 7), 0],
    ['a bad time and its address at no address', 0, (m) => m.words(0, -1), () => 8, 'EFAULT'],
    ['a bad time', -1, (m) => m.words(0, -1), () => 0, 'EINVAL'],
    ['of -1', -1, zero, () => 0, 'EINVAL'],
  ])('%s', (_name, n, time, mask, want) => {
    const m = new EventMachine()
    expect(shown(m.call('pselect6', n, 0, 0, 0, time(m), mask(m)))).toBe(want)
  })

  function zero(m: EventMachine): number {
    return m.words(0, 0)
  }

  test('waits with another mask, and writes the time back', async () => {
    const m = new EventMachine()
    m.handle(SIGUSR1)
    m.task.signals.setMask(m.task.signals.mask.copy().add(SIGUSR1))
    const [time, mask] = [m.words(3, 9), m.words(m.words(0), 8)]
    const result = m.start('pselect6', 0, 0, 0, 0, time, mask)
    m.clock.advance(1e9)
    m.task.sendSignal(SIGUSR1)
    expect([shown(await result), m.timespec(time), [...m.task.signals.mask]]).toEqual([
      'EINTR',
      [2, 9],
      [SIGUSR1],
    ])
  })
})
