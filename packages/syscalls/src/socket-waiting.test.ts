// Sockets that are waited for: signals, limits of time, peers that come and go. What C programs gave on Linux 6.18.

import { SA_RESTART, SIGALRM, SIGPIPE } from '@jvisor/abi'
import { SignalSet } from '@jvisor/kernel'
import { describe, expect, test } from 'vitest'
import { shown } from './events.testing.ts'
import { SocketMachine } from './sockets.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const [STREAM, DGRAM, SEQPACKET] = [1, 2, 5]
const TYPES = [STREAM, DGRAM, SEQPACKET]
const CONNECTED = [STREAM, SEQPACKET]
const [RCVTIMEO, SNDTIMEO] = [20, 21]
const WAITALL = 0x100

/** A machine with memory for large transfers, and a handler for SIGALRM. */
function machine(flags = 0) {
  const m = new SocketMachine()
  m.handle(SIGALRM, flags)
  const buffer = m.map(100)
  return { m, buffer, other: new OtherTask(m) }
}

/** What a call that waits gives once this has happened. */
async function after(call: number | Promise<number>, happens: () => void): Promise<string | number> {
  if (typeof call === 'number') throw new Error(`did not wait: ${call}`)
  happens()
  return shown(await call)
}

const limit = (m: SocketMachine, fd: number, option: number) => m.setOption(fd, option, 0, 0, 152_000, 0)

describe.each(TYPES)('type %i', (type) => {
  test('a signal ends a read; without a handler that interrupts, it begins again', async () => {
    const { m, buffer } = machine()
    const [a] = m.pair(type)
    expect(await after(m.start('read', a, buffer, 1), () => m.task.sendSignal(SIGALRM))).toBe('EINTR')
    const restarting = machine(SA_RESTART)
    const [c, d] = restarting.m.pair(type)
    const reading = restarting.m.start('read', c, buffer, 1)
    restarting.m.task.sendSignal(SIGALRM)
    expect(await after(reading, () => restarting.other.start('write', d, restarting.buffer, 1))).toBe(1)
  })

  test('a limit of time ends it with EAGAIN, and makes a signal EINTR whatever the handler says', async () => {
    const { m, buffer } = machine(SA_RESTART)
    const [a] = m.pair(type)
    limit(m, a, RCVTIMEO)
    expect(await after(m.start('read', a, buffer, 1), () => m.task.sendSignal(SIGALRM))).toBe('EINTR')
    const began = m.now
    expect(await after(m.start('read', a, buffer, 1), () => {})).toBe('EAGAIN')
    expect(m.now - began).toBe(152_000_000)
    expect(await after(m.start('recvfrom', a, buffer, 9, WAITALL, 0, 0), () => {})).toBe('EAGAIN')
    m.setOption(a, RCVTIMEO, -1, -1, 0, 0)
    expect(await after(m.start('read', a, buffer, 1), () => {})).toBe('EAGAIN')
  })

  test('a write waits for room, up to a signal or its limit, and gives what went', async () => {
    const { m, buffer } = machine()
    const [a] = m.pair(type)
    // No program returns from the handler, which would take the signal from the mask again.
    const alarm = () => {
      m.task.signals.setMask(new SignalSet())
      m.task.sendSignal(SIGALRM)
    }
    if (type === STREAM) expect(await after(m.start('write', a, buffer, 300_000), alarm)).toBe(219_264)
    else for (let i = 0; i < 2; i++) expect(m.call('write', a, buffer, 200_000)).toBe(200_000)
    expect(await after(m.start('write', a, buffer, 20), alarm)).toBe('EINTR')
    limit(m, a, SNDTIMEO)
    expect(await after(m.start('write', a, buffer, 20), alarm)).toBe('EINTR')
    expect(await after(m.start('write', a, buffer, 20), () => {})).toBe('EAGAIN')
    expect(await after(m.start('sendto', a, buffer, 20, 0, 0, 0), () => {})).toBe('EAGAIN')
    const message = m.message([[buffer, 20]])
    expect(await after(m.start('sendmsg', a, message, 0), alarm)).toBe('EINTR')
  })

  test('a write goes on when no more than a quarter of the buffer is in use', async () => {
    const { m, buffer, other } = machine()
    const [a, b] = m.pair(type)
    for (let i = 0; i < 93; i++) m.call('write', a, buffer, 1000)
    let done = false
    const writing = m.start('write', a, buffer, 1000)
    void Promise.resolve(writing).then(() => {
      done = true
    })
    for (let read = 1; read <= 93; read++) {
      expect(other.start('read', b, buffer, 1000)).toBe(1000)
      for (let i = 0; i < 10; i++) await Promise.resolve()
      // 23 messages count for 52 992 bytes, a quarter of 212 992 is 53 248.
      expect([read, done]).toEqual([read, read >= 93 - 23])
    }
    expect(await writing).toBe(1000)
  })

  test('a read ends when the socket itself is shut down', async () => {
    const { m, buffer, other } = machine()
    const [a] = m.pair(type)
    expect(await after(m.start('read', a, buffer, 5), () => other.start('shutdown', a, 0))).toBe(0)
    expect(await m.start('read', a, buffer, 5)).toBe(0)
  })

  test('MSG_WAITALL waits for all of a stream, and gives what there is at a signal', async () => {
    const { m, buffer, other } = machine()
    const [a, b] = m.pair(type)
    m.call('write', b, buffer, 3)
    const all = m.start('recvfrom', a, buffer, 9, WAITALL, 0, 0)
    if (type !== STREAM) return expect(all).toBe(3)
    expect(await after(all, () => m.task.sendSignal(SIGALRM))).toBe(3)
    m.call('write', b, buffer, 3)
    const more = m.start('recvfrom', a, buffer, 9, WAITALL, 0, 0)
    expect(await after(more, () => other.start('write', b, buffer, 20))).toBe(9)
    expect(m.call('read', a, buffer, 99)).toBe(14)
    m.setOption(a, 18, 6)
    m.call('write', b, buffer, 3)
    expect(await after(m.start('read', a, buffer, 99), () => other.start('write', b, buffer, 4))).toBe(7)
  })

  test('recvmmsg waits for the first message only with MSG_WAITFORONE, and else for all', async () => {
    const { m, buffer, other } = machine()
    const [a, b] = m.pair(type)
    const [incoming, outgoing] = [m.map(1), m.map(1)]
    for (let i = 0; i < 3; i++) {
      m.poke(incoming + i * 64, m.peek(m.message([[buffer, 4]]), 64))
      m.poke(outgoing + i * 64, m.peek(m.message([[buffer, 4]]), 64))
    }
    const one = m.start('recvmmsg', a, incoming, 3, 0x10000, 0)
    expect(await after(one, () => other.start('sendmmsg', b, outgoing, 2, 0))).toBe(2)
    const lengths = [0, 1].map((i) => m.peek(incoming + i * 64 + 56, 1)[0])
    expect(lengths).toEqual([4, 4])
    const all = m.start('recvmmsg', a, incoming, 3, 0, m.words(5, 0))
    expect(await after(all, () => other.start('sendmmsg', b, outgoing, 3, 0))).toBe(3)
    const late = m.words(1, 0)
    const some = m.start('recvmmsg', a, incoming, 3, 0, late)
    const tick = () => {
      m.clock.advance(2e9)
      other.start('sendmmsg', b, outgoing, 2, 0)
    }
    expect(await after(some, tick)).toBe(1)
    expect(m.timespec(late)).toEqual([0, 0])
  })
})

describe.each(CONNECTED)('type %i', (type) => {
  test('a read ends when the peer closes, with what there was', async () => {
    const { m, buffer, other } = machine()
    const [a, b] = m.pair(type)
    expect(await after(m.start('read', a, buffer, 5), () => other.start('close', b))).toBe(0)
    const [c, d] = m.pair(type)
    m.call('write', d, buffer, 3)
    const all = m.start('recvfrom', c, buffer, 9, WAITALL, 0, 0)
    if (type === STREAM) expect(await after(all, () => other.start('close', d))).toBe(3)
    else expect(all).toBe(3)
  })

  test('accept waits for a connection, a signal, its limit, or the end of listening', async () => {
    const { m, buffer, other } = machine(SA_RESTART)
    const l = m.socket(type, '@l')
    m.call('listen', l, 0)
    const c = m.socket(type)
    const accepting = m.start('accept', l, 0, 0)
    expect(await after(accepting, () => other.start('connect', c, ...m.address('@l')))).toBe(c + 1)
    m.call('write', c, buffer, 1)
    expect(m.call('read', c + 1, buffer, 9)).toBe(1)
    limit(m, l, RCVTIMEO)
    expect(await after(m.start('accept', l, 0, 0), () => m.task.sendSignal(SIGALRM))).toBe('EINTR')
    expect(await after(m.start('accept', l, 0, 0), () => {})).toBe('EAGAIN')
    expect(await after(m.start('accept', l, 0, 0), () => other.start('shutdown', l, 0))).toBe('EINVAL')
  })

  test('connect waits for room in the backlog', async () => {
    const { m, other } = machine(SA_RESTART)
    const l = m.socket(type, '@l')
    m.call('listen', l, 0)
    const address = m.address('@l')
    m.call('connect', m.socket(type), ...address)
    const c = m.socket(type)
    limit(m, c, SNDTIMEO)
    expect(await after(m.start('connect', c, ...address), () => m.task.sendSignal(SIGALRM))).toBe('EINTR')
    expect(await after(m.start('connect', c, ...address), () => {})).toBe('EAGAIN')
    expect(await after(m.start('connect', c, ...address), () => other.start('accept', l, 0, 0))).toBe(0)
    const d = m.socket(type)
    expect(await after(m.start('connect', d, ...address), () => other.start('close', l))).toBe('ECONNREFUSED')
  })
})

test('a datagram waits for room at a receiver that is not connected to its sender', async () => {
  const { m, buffer, other } = machine()
  const r = m.socket(DGRAM, '@r')
  const s = m.socket(DGRAM)
  const to = m.address('@r')
  for (let i = 0; i < 11; i++) expect(m.call('sendto', s, buffer, 1, 0, ...to)).toBe(1)
  const sending = () => m.start('sendto', s, buffer, 1, 0, ...to)
  expect(await after(sending(), () => m.task.sendSignal(SIGALRM))).toBe('EINTR')
  expect(await after(sending(), () => other.start('read', r, buffer, 1))).toBe(1)
  limit(m, s, SNDTIMEO)
  expect(await after(sending(), () => {})).toBe('EAGAIN')
  expect(await after(sending(), () => other.start('close', r))).toBe('ECONNREFUSED')
})

test('a stream that is broken while it is written to raises SIGPIPE only if nothing had moved', async () => {
  const { m, buffer, other } = machine()
  m.handle(SIGPIPE)
  const [a, b] = m.pair()
  const writing = m.start('write', a, buffer, 300_000)
  expect(await after(writing, () => other.start('close', b))).toBe(219_264)
  expect(m.task.signals.isDeliverable).toBe(false)
  expect(await m.start('write', a, buffer, 1)).toBe(-32)
})

test('two processes share a socket after fork, and its limits', async () => {
  const { m, buffer } = machine()
  const [a, b] = m.pair()
  const child = new OtherTask(m, { ownFds: true })
  m.call('close', b)
  expect(await after(m.start('read', a, buffer, 1), () => child.start('write', b, buffer, 1))).toBe(1)
  expect(await after(m.start('read', a, buffer, 1), () => child.task.fdTable.decRef())).toBe(0)
  expect(m.kernel.unixSockets.all.size).toBe(1)
})

// What is spliced counts differently here: Linux has the pages themselves in the message.
test.each<[type: number, spliced: number[], sent: number[]]>([
  [STREAM, [8, -11], [100_000, -11, -11]],
  [DGRAM, [5, 3], [65_536, 34_464, -11]],
  [SEQPACKET, [5, 3], [65_536, 34_464, -11]],
])('type %i: splice and sendfile', (type, spliced, sent) => {
  const { m, buffer } = machine()
  const [a, b] = m.pair(type, 0x800)
  const { readFd, writeFd } = m.pipe(0x800)
  m.call('write', a, buffer, 5)
  m.call('write', a, buffer, 3)
  expect(spliced.map(() => m.call('splice', b, 0, writeFd, 0, 100, 0))).toEqual(spliced)
  expect(m.call('splice', readFd, 0, a, 0, 100_000, 0)).toBe(8)
  expect(m.call('read', b, buffer, 100)).toBe(8)
  const file = m.file(new Uint8Array(100_000))
  expect(m.call('sendfile', a, file, 0, 100_000)).toBe(100_000)
  expect(sent.map(() => m.call('read', b, buffer, 400_000))).toEqual(sent)
  expect(m.call('sendfile', file, b, 0, 10)).toBe(-22)
  m.call('shutdown', a, 1)
  expect(m.call('splice', b, 0, writeFd, 0, 5, 0)).toBe(type === DGRAM ? -11 : 0)
})
