// Streams of the host as files: exact counts, and nothing lost.

import { EAGAIN, EINVAL, EIO, EPIPE, OK, S_IFCHR, S_IFIFO, S_IFREG, S_IFSOCK } from '@jvisor/abi'
import { BytesIO } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import type { HostStream } from './host.ts'
import { HostStreamFile } from './host-stream.ts'
import { bytesOf, memoryOf, ranges, shown, textOf } from './vfs.testing.ts'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, WaitEntry } from './waiter.ts'

/** A stream that gives what `input` says (bytes or -errno) and takes as many bytes as `room` says, or -errno. */
class ScriptedStream implements HostStream {
  mode = S_IFIFO | 0o600
  ready = EVENT_IN
  readonly input: (string | number)[]
  readonly room: number[]
  written = ''
  closed = false
  notify: (events: number) => void = () => {}

  constructor(input: (string | number)[], room: number[] = []) {
    this.input = input
    this.room = room
  }

  read(dst: Uint8Array): number {
    const next = this.input.shift() ?? 0
    if (typeof next === 'number') return next
    const taken = next.slice(0, dst.length)
    if (taken.length < next.length) this.input.unshift(next.slice(taken.length))
    dst.set(bytesOf(taken))
    return taken.length
  }

  write(src: Uint8Array): number {
    const n = Math.min(src.length, this.room.shift() ?? src.length)
    if (n > 0) this.written += textOf(src.subarray(0, n))
    return n
  }

  onReady(notify: (events: number) => void): void {
    this.notify = notify
  }

  readiness(): number {
    return this.ready
  }

  close(): void {
    this.closed = true
  }
}

describe('reading', () => {
  test.each<[name: string, input: (string | number)[], want: string[]]>([
    ['gives what there is, and then the end', ['abc', 'de'], ['3', '2', '0']],
    ['waits when there is nothing yet', [-EAGAIN, 'a'], ['WOULD_BLOCK', '1', '0']],
    ['takes no more than is asked for', ['0123456789'], ['4', '4', '2', '0']],
    ['passes errors on', [-EIO, 'a'], ['EIO', '1']],
  ])('%s', (_name, input, want) => {
    const file = new HostStreamFile(new ScriptedStream(input), 1)
    const io = new BytesIO(new Uint8Array(4))
    expect(want.map(() => shown(file.read(ranges(io, [0, 4]))))).toEqual(want)
  })

  test('a read of nothing does not ask the stream', () => {
    const stream = new ScriptedStream(['abc'])
    expect(shown(new HostStreamFile(stream, 1).read(ranges(memoryOf(''), [0, 0])))).toBe('0')
    expect(stream.input).toEqual(['abc'])
  })

  test('what a fault kept from the program is there for the next read', () => {
    const file = new HostStreamFile(new ScriptedStream(['abcdef', 'ghi']), 1)
    const io = new BytesIO(new Uint8Array(4))
    expect(shown(file.read(ranges(io, [2, 6])))).toBe('2 EFAULT')
    expect(file.bytesToRead()).toBe(4)
    expect(shown(file.read(ranges(io, [100, 6])))).toBe('EFAULT')
    expect([shown(file.read(ranges(io, [0, 3]))), textOf(io.bytes)]).toEqual(['3', 'cdeb'])
    expect([shown(file.read(ranges(io, [0, 4]))), textOf(io.bytes)]).toEqual(['1', 'fdeb'])
    expect([shown(file.read(ranges(io, [0, 4]))), textOf(io.bytes)]).toEqual(['3', 'ghib'])
  })
})

describe('writing', () => {
  test.each<[name: string, room: number[], parts: [number, number][], want: string, written: string]>([
    ['takes everything', [], [[0, 5]], '5', 'abcde'],
    [
      'of several segments',
      [],
      [
        [3, 2],
        [0, 2],
      ],
      '4',
      'deab',
    ],
    ['takes what there is room for', [3, -EAGAIN], [[0, 5]], '3 WOULD_BLOCK', 'abc'],
    ['takes nothing when there is no room', [-EAGAIN], [[0, 5]], 'WOULD_BLOCK', ''],
    ['says that nobody reads', [-EPIPE], [[0, 5]], 'EPIPE', ''],
    ['writes up to a fault', [], [[2, 9]], '3 EFAULT', 'cde'],
    ['writes nothing if there is a fault at once', [], [[9, 1]], 'EFAULT', ''],
    ['writes nothing of nothing', [-EPIPE], [[0, 0]], '0', ''],
  ])('%s', (_name, room, parts, want, written) => {
    const stream = new ScriptedStream([], room)
    expect(shown(new HostStreamFile(stream, 1).write(ranges(memoryOf('abcde'), ...parts)))).toBe(want)
    expect(stream.written).toBe(written)
  })

  test('goes through in pieces, and stops where the host does', () => {
    const text = 'x'.repeat(200_000)
    const stream = new ScriptedStream([], [65536, 65536, 10, -EAGAIN])
    expect(shown(new HostStreamFile(stream, 1).write(ranges(memoryOf(text), [0, 200_000])))).toBe(
      '131082 WOULD_BLOCK',
    )
    expect(stream.written.length).toBe(131082)
  })
})

describe('the two directions do not meet', () => {
  test('a write leaves alone what a read has to give yet', () => {
    const stream = new ScriptedStream(['abcdef'])
    const file = new HostStreamFile(stream, 1)
    const io = new BytesIO(new Uint8Array(6))
    file.read(ranges(new BytesIO(new Uint8Array(2)), [0, 6]))
    file.write(ranges(memoryOf('xyz'), [0, 3]))
    expect([shown(file.read(ranges(io, [0, 6]))), textOf(io.bytes.subarray(0, 4))]).toEqual(['4', 'cdef'])
    expect(stream.written).toBe('xyz')
  })

  test('an input of more than passes at once comes whole, at most 64 KiB a read', () => {
    const text = 'abcdefg'.repeat(20_000)
    const file = new HostStreamFile(new ScriptedStream([text]), 1)
    const io = new BytesIO(new Uint8Array(200_000))
    const counts: number[] = []
    let all = ''
    for (let n = 1; n > 0; all += textOf(io.bytes.subarray(0, n))) {
      n = file.read(ranges(io, [0, 100], [100, 199_900])).n
      counts.push(n)
    }
    expect(counts).toEqual([65536, 65536, 8928, 0])
    expect(all === text).toBe(true)
  })
})

describe('readiness', () => {
  test.each([
    ['what the stream says', EVENT_IN | EVENT_OUT, EVENT_IN | EVENT_OUT, EVENT_IN | EVENT_OUT],
    ['only what is asked for', EVENT_IN | EVENT_OUT, EVENT_OUT, EVENT_OUT],
    ['trouble in any case', EVENT_HUP | EVENT_ERR | EVENT_OUT, EVENT_IN, EVENT_HUP | EVENT_ERR],
    ['nothing', 0, EVENT_IN | EVENT_OUT, 0],
  ])('%s', (_name, ready, mask, want) => {
    const stream = new ScriptedStream([])
    stream.ready = ready
    expect(new HostStreamFile(stream, 1).readiness(mask)).toBe(want)
  })

  test('bytes that were kept can be read, whatever the stream has', () => {
    const stream = new ScriptedStream(['abc'])
    stream.ready = 0
    const file = new HostStreamFile(stream, 1)
    file.read(ranges(memoryOf('x'), [0, 3]))
    expect(file.readiness(EVENT_IN)).toBe(EVENT_IN)
    file.read(ranges(memoryOf('xy'), [0, 2]))
    expect(file.readiness(EVENT_IN)).toBe(0)
  })
})

test.each([
  ['a pipe', S_IFIFO, true, EINVAL],
  ['a socket', S_IFSOCK, true, EINVAL],
  ['a terminal', S_IFCHR, false, EINVAL],
  ['a regular file', S_IFREG, false, OK],
])('%s: RWF_NOWAIT and fsync', (_name, type, nowait, synced) => {
  const stream = new ScriptedStream([])
  stream.mode = type | 0o600
  const file = new HostStreamFile(stream, 1)
  expect([file.supportsNowait, file.sync(), file.stat().mode]).toEqual([nowait, synced, type | 0o600])
})

test('what it is, and whom it tells', () => {
  const stream = new ScriptedStream([])
  const file = new HostStreamFile(stream, 9)
  const heard: number[] = []
  const entry = new WaitEntry(EVENT_IN, (e) => heard.push(e))
  file.eventRegister(entry)
  stream.notify(EVENT_IN)
  stream.notify(EVENT_OUT)
  file.eventUnregister(entry)
  stream.notify(EVENT_IN)
  expect(heard).toEqual([EVENT_IN])
  expect([file.positional, file.readable, file.writable, file.seek(0, 0)]).toEqual([false, true, true, -29])
  expect(file.readiness(EVENT_IN | EVENT_OUT)).toBe(EVENT_IN)
  expect(file.stat()).toMatchObject({ mode: S_IFIFO | 0o600, ino: 9 })
  file.decRef()
  expect(stream.closed).toBe(true)
})
