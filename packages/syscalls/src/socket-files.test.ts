// Descriptors in messages, and what becomes of those that nobody receives: none is left behind.

import { describe, expect, test } from 'vitest'
import { shown } from './events.testing.ts'
import { SocketMachine } from './sockets.testing.ts'

/** Sockets and files in flight that there are. */
function left(m: SocketMachine) {
  return { sockets: m.kernel.unixSockets.all.size, inFlight: m.kernel.unixSockets.inFlight.total }
}

const NONE = { sockets: 0, inFlight: 0 }

describe('sockets that only messages refer to are closed', () => {
  const close = (m: SocketMachine, ...fds: readonly number[]) => {
    for (const fd of fds) m.call('close', fd)
  }
  test.each<[name: string, make: (m: SocketMachine) => void]>([
    [
      'an end that is sent to itself',
      (m) => {
        const [a, b] = m.pair()
        m.sendFd(b, a)
        close(m, a, b)
      },
    ],
    [
      'both ends, each sent to the other',
      (m) => {
        const [a, b] = m.pair()
        m.sendFd(a, b)
        m.sendFd(b, a)
        m.sendFd(b, b)
        close(m, a, b)
      },
    ],
    [
      'a ring of three pairs',
      (m) => {
        const pairs = [m.pair(), m.pair(2), m.pair(5)]
        for (const [i, [, b]] of pairs.entries()) m.sendFd(b, pairs[(i + 1) % 3][0])
        for (const [a, b] of pairs) close(m, b, a)
      },
    ],
    [
      'a ring from which a chain hangs',
      (m) => {
        const [a, b] = m.pair()
        const [c, d] = m.pair()
        const [e, f] = m.pair()
        m.sendFd(f, m.pipe().readFd)
        m.sendFd(d, e)
        m.sendFd(b, c)
        m.sendFd(b, a)
        close(m, e, f, c, d, a, b)
      },
    ],
    [
      'a listener with a connection that carries it',
      (m) => {
        const l = m.socket(1, '@l')
        m.call('listen', l, 5)
        const c = m.socket(1)
        m.call('connect', c, ...m.address('@l'))
        m.sendFd(c, l)
        close(m, l, c)
      },
    ],
    [
      'a very long chain',
      (m) => {
        let [a, b] = m.pair()
        for (let i = 0; i < 2000; i++) {
          const [c, d] = m.pair()
          m.sendFd(d, a)
          close(m, a, b)
          ;[a, b] = [c, d]
        }
        expect(left(m).inFlight).toBe(2000)
        close(m, a, b)
      },
    ],
    [
      'a process that ends with all of it open',
      (m) => {
        const [a, b] = m.pair()
        m.sendFd(a, b)
        m.sendFd(b, a)
        m.task.fdTable.decRef()
      },
    ],
  ])('%s', (_name, make) => {
    const m = new SocketMachine({ memoryBytes: 512 << 20 })
    make(m)
    expect(left(m)).toEqual(NONE)
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })

  test('but not while somebody can still receive them', () => {
    const m = new SocketMachine()
    const [a, b] = m.pair()
    const [c, d] = m.pair()
    m.sendFd(b, c)
    m.sendFd(d, c)
    m.call('close', c)
    m.call('close', d)
    expect(left(m)).toEqual({ sockets: 3, inFlight: 2 })
    const into = m.message([[m.map(1), 1]], [], { controlRoom: 64 })
    expect(m.call('recvmsg', a, into, 0)).toBe(1)
    expect(m.received(into).control).toEqual([[1, c]])
    expect(left(m)).toEqual({ sockets: 3, inFlight: 1 })
    m.call('recvmsg', c, into, 0)
    expect(m.received(into).control).toEqual([[1, d]])
    expect(left(m)).toEqual({ sockets: 3, inFlight: 0 })
  })
})

describe('limits', () => {
  test('of descriptors in flight, for users without privileges', () => {
    const m = new SocketMachine()
    const [a] = m.pair()
    m.call('setresuid', 1000, 1000, 1000)
    m.task.threadGroup.limits.set(7, { cur: 40, max: 40 })
    const results = Array.from({ length: 43 }, () => m.sendFd(a, a))
    expect(results.indexOf(-109)).toBe(41)
    expect(left(m).inFlight).toBe(41)
  })

  test('of all of them', () => {
    const m = new SocketMachine()
    const many = new Array(253).fill(0)
    m.call('open', '/dev/null', 2)
    let sent = 0
    for (;;) {
      const [a, b] = m.pair()
      const message = m.message([[m.map(1), 1]], [[1, ...many]])
      let result = 0
      for (let i = 0; i < 278 && result >= 0; i++) {
        result = m.call('sendmsg', a, message, 0)
        if (result > 0) sent += 253
      }
      if (result < 0) {
        expect([shown(result), sent]).toEqual(['ETOOMANYREFS', 65_527])
        break
      }
      expect(b).toBe(a + 1)
    }
    m.task.fdTable.decRef()
    expect(left(m)).toEqual(NONE)
  })
})

test('a message to which nobody listens any more gives its files back', () => {
  const m = new SocketMachine()
  const { readFd, writeFd } = m.pipe()
  const [a, b] = m.pair()
  m.sendFd(a, writeFd)
  m.call('close', writeFd)
  const page = m.map(1)
  expect(m.call('ioctl', readFd, 0x541b, page)).toBe(0)
  m.call('close', b)
  expect(m.call('read', readFd, page, 1)).toBe(0)
  expect(left(m)).toEqual({ sockets: 1, inFlight: 0 })
})
