// Pairs of sockets against a naive model of the rules: lists of messages, each of which counts for something.

import { EFAULT, EMSGSIZE, type Errno, MSG_PEEK, MSG_TRUNC, OK, WOULD_BLOCK } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { type Addr, AddrRangeSeq, BytesIO, IOSequence } from '@jvisor/usermem'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Credentials } from '../credentials.ts'
import { ranges } from '../vfs.testing.ts'
import { EVENT_IN, EVENT_OUT } from '../waiter.ts'
import { NORMAL_WRITE } from '../write-opts.ts'
import { datagramCharge, largestDatagram, streamCharge, streamPiece } from './buffer-sizes.ts'
import { createPair } from './connecting.ts'
import { Incoming, type Owner, type UnixSocket } from './socket.ts'
import { UnixSockets } from './unix-sockets.ts'

const SEND_BUFFER = 9000
const [STREAM, DGRAM, SEQPACKET] = [1, 2, 5]
const OWNER: Owner = { who: { pid: 1, uid: 0, gid: 0 }, credentials: Credentials.ROOT }

interface Result {
  readonly n: number
  readonly err: Errno
  readonly bytes?: readonly number[]
}

/** One direction. */
class Model {
  messages: { bytes: number[]; readonly charge: number }[] = []
  readonly stream: boolean

  constructor(stream: boolean) {
    this.stream = stream
  }

  get charged(): number {
    return this.messages.reduce((sum, { charge }) => sum + charge, 0)
  }

  /** `data` is what of `total` bytes is there; the rest faults. */
  write(data: readonly number[], total: number): Result {
    if (!this.stream) {
      if (total > largestDatagram(SEND_BUFFER)) return { n: 0, err: EMSGSIZE }
      if (this.charged >= SEND_BUFFER) return { n: 0, err: WOULD_BLOCK }
      if (data.length < total) return { n: 0, err: EFAULT }
      this.messages.push({ bytes: [...data], charge: datagramCharge(total) })
      return { n: total, err: OK }
    }
    let n = 0
    while (n < total) {
      if (this.charged >= SEND_BUFFER) return { n, err: WOULD_BLOCK }
      const piece = Math.min(total - n, streamPiece(SEND_BUFFER))
      if (data.length < n + piece) return { n, err: EFAULT }
      this.messages.push({ bytes: data.slice(n, n + piece), charge: streamCharge(piece) })
      n += piece
    }
    return { n, err: OK }
  }

  /** `good`: bytes of the buffer, all `total` of it, that are there. */
  read(good: number, total: number, peek: boolean): Result {
    const [first] = this.messages
    if (first === undefined) return { n: 0, err: WOULD_BLOCK }
    if (!this.stream) {
      if (!peek) this.messages.shift()
      const bytes = first.bytes.slice(0, total)
      return bytes.length > good ? { n: 0, err: EFAULT } : { n: bytes.length, err: OK, bytes }
    }
    const bytes: number[] = []
    for (const message of this.messages) {
      const part = message.bytes.slice(0, total - bytes.length)
      if (bytes.length + part.length > good) {
        if (bytes.length === 0) return { n: 0, err: EFAULT }
        if (!peek) this.#drop(bytes.length)
        return { n: bytes.length, err: EFAULT, bytes }
      }
      bytes.push(...part)
      if (bytes.length === total) break
    }
    if (!peek) this.#drop(bytes.length)
    return { n: bytes.length, err: OK, bytes }
  }

  #drop(n: number): void {
    for (let left = n; left > 0; ) {
      const part = this.messages[0].bytes.splice(0, left).length
      left -= part
      if (this.messages[0].bytes.length === 0) this.messages.shift()
    }
  }
}

const size = fc.oneof(fc.nat(8), fc.nat(400), fc.nat(5000), fc.nat(20_000))
const op = fc.record({
  kind: fc.constantFrom('write', 'write', 'read', 'read', 'peek'),
  forward: fc.boolean(),
  total: size,
  missing: fc.oneof(fc.constant(0), fc.constant(0), size),
  split: fc.nat(100),
})

/** The first `good` of `total` bytes of memory; what follows faults. In two parts. */
function memory(io: BytesIO, total: number, split: number): IOSequence {
  const at = Math.floor((total * split) / 100)
  return ranges(io, [0, at], [at, total - at])
}

describe.each([STREAM, DGRAM, SEQPACKET])('a pair of type %i', (type) => {
  test('does what the model does, and leaves no page behind', () => {
    const file = new MemoryFile({ maxBytes: 32 << 20 })
    let next = 0
    fc.assert(
      fc.property(fc.array(op, { maxLength: 60 }), (ops) => {
        const before = file.pagesInUse
        const clock = { bootTimeSec: 0, monotonicNs: () => 0 }
        const sockets = new UnixSockets({ memoryFile: file, clock, allocateInode: () => 1 })
        const pair = createPair(sockets, type, true, OWNER) as readonly [UnixSocket, UnixSocket]
        for (const end of pair) end.options.sendBuffer = SEND_BUFFER
        const models = [new Model(type === STREAM), new Model(type === STREAM)]
        for (const { kind, forward, total, missing, split } of ops) {
          const [from, to] = forward ? pair : [pair[1], pair[0]]
          const model = models[forward ? 0 : 1]
          const good = Math.max(0, total - missing)
          const bytes = Uint8Array.from({ length: good }, () => next++ % 251)
          const io = new BytesIO(bytes)
          if (kind === 'write') {
            const { n, err } = from.write(memory(io, total, split), NORMAL_WRITE)
            expect({ n, err }).toEqual(model.write([...bytes], total))
          } else {
            const peek = kind === 'peek'
            const result = to.receive(memory(io, total, split), peek ? MSG_PEEK : 0, new Incoming(), 1, false)
            const want = model.read(good, total, peek)
            expect({ n: result.n, err: result.err }).toEqual({ n: want.n, err: want.err })
            if (want.bytes) expect([...bytes.subarray(0, want.n)]).toEqual(want.bytes)
          }
          expect(from.bytesUnread()).toBe(model.charged)
          expect(to.readiness(EVENT_IN)).toBe(model.messages.length > 0 ? EVENT_IN : 0)
          expect(from.readiness(EVENT_OUT)).toBe(model.charged * 4 <= SEND_BUFFER ? EVENT_OUT : 0)
          expect(to.messages.numBytes).toBe(model.messages.reduce((sum, m) => sum + m.bytes.length, 0))
        }
        for (const end of pair) end.decRef()
        expect(file.pagesInUse).toBe(before)
        expect(sockets.all.size).toBe(0)
      }),
      { numRuns: 150, seed: 20261126 },
    )
  })
})

test('a long datagram is cut where the buffer ends, and says so', () => {
  const file = new MemoryFile({ maxBytes: 1 << 20 })
  const clock = { bootTimeSec: 0, monotonicNs: () => 0 }
  const sockets = new UnixSockets({ memoryFile: file, clock, allocateInode: () => 1 })
  const [a, b] = createPair(sockets, DGRAM, true, OWNER) as readonly [UnixSocket, UnixSocket]
  const io = new BytesIO(new Uint8Array(5000))
  const all = new IOSequence(io, AddrRangeSeq.ofOne(0 as Addr, 5000))
  a.write(all, NORMAL_WRITE)
  const into = new Incoming()
  expect(b.receive(all.takeFirst(10), MSG_TRUNC, into, 1, false)).toEqual({ n: 5000, err: OK })
  expect(into.flags).toBe(MSG_TRUNC)
})

test('there are no more sockets than there may be', () => {
  const file = new MemoryFile({ maxBytes: 1 << 20 })
  const clock = { bootTimeSec: 0, monotonicNs: () => 0 }
  const sockets = new UnixSockets({ memoryFile: file, clock, allocateInode: () => 1 })
  const made: UnixSocket[] = []
  for (;;) {
    const pair = createPair(sockets, STREAM, false, OWNER)
    if (typeof pair === 'number') break
    made.push(...pair)
  }
  expect(made.length).toBe(65_536)
  for (const socket of made) socket.decRef()
  expect(sockets.all.size).toBe(0)
})
