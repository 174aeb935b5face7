// Streams of the host over real pipes and files: exact counts, nothing taken or lost.

import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EAGAIN, EBADF, ENOSPC, EPIPE, S_IFIFO, S_IFMT, S_IFREG } from '@jvisor/abi'
import { EVENT_ERR, EVENT_IN, EVENT_OUT, type HostStream } from '@jvisor/vfs'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openInput, openOutput } from './node-stream.ts'

const work = mkdtempSync(join(tmpdir(), 'jvisor-stream-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** Of a pipe on Linux. */
const CAPACITY = 65536
const open: { fds: Set<number>; streams: HostStream[] } = { fds: new Set(), streams: [] }
afterEach(() => {
  for (const stream of open.streams.splice(0)) stream.close()
  for (const fd of open.fds) closeSync(fd)
  open.fds.clear()
})

let pipes = 0

/** Both ends of a pipe, which block as a shell's do. */
function pipe(): { reader: number; writer: number } {
  const path = join(work, `pipe-${pipes++}`)
  execFileSync('mkfifo', [path])
  const both = openSync(path, constants.O_RDWR)
  const ends = { reader: openSync(path, constants.O_RDONLY), writer: openSync(path, constants.O_WRONLY) }
  closeSync(both)
  open.fds.add(ends.reader).add(ends.writer)
  return ends
}

function close(fd: number): void {
  closeSync(fd)
  open.fds.delete(fd)
}

/** A stream, and a promise of its next call of notify. */
function attach(stream: HostStream): { stream: HostStream; notified: () => Promise<number> } {
  open.streams.push(stream)
  let resolve = (_events: number) => {}
  stream.onReady((events) => resolve(events))
  return { stream, notified: () => new Promise((done) => (resolve = done)) }
}

function read(stream: HostStream, length: number): string | number {
  const dst = new Uint8Array(length)
  const n = stream.read(dst)
  return n <= 0 ? n : Buffer.from(dst.subarray(0, n)).toString()
}

/** True if whoever shares the descriptor is spared EAGAIN. */
const blocks = (fd: number) =>
  (Number.parseInt(/flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '', 8) &
    constants.O_NONBLOCK) ===
  0

describe('input from a pipe', () => {
  test('takes what is asked for, and leaves the rest to others', async () => {
    const { reader, writer } = pipe()
    const { stream, notified } = attach(openInput(reader))
    expect(stream.mode & S_IFMT).toBe(S_IFIFO)
    writeSync(writer, 'abcdefghijklmnopqrstuvwxyz')
    expect([read(stream, 10), read(stream, 5)]).toEqual(['abcdefghij', 'klmno'])
    const rest = Buffer.alloc(100)
    expect(rest.toString('latin1', 0, readSync(reader, rest))).toBe('pqrstuvwxyz')

    // The same after a read that has had to wait.
    expect(read(stream, 10)).toBe(-EAGAIN)
    const came = notified()
    writeSync(writer, '0123456789')
    expect(await came).toBe(EVENT_IN)
    expect([stream.readiness(), read(stream, 3), stream.readiness()]).toEqual([EVENT_IN, '012', 0])
    expect(rest.toString('latin1', 0, readSync(reader, rest))).toBe('3456789')
    expect(blocks(reader)).toBe(true)
  })

  test('a read that waits twice has one byte taken, and it is kept in its place', async () => {
    const { reader, writer } = pipe()
    const { stream, notified } = attach(openInput(reader))
    expect([read(stream, 10), read(stream, 10)]).toEqual([-EAGAIN, -EAGAIN])
    const came = notified()
    writeSync(writer, 'abc')
    await came
    expect([read(stream, 1), read(stream, 1), read(stream, 9), read(stream, 9)]).toEqual([
      'a',
      'b',
      'c',
      -EAGAIN,
    ])
  })

  test('what comes before the event loop has its turn is read at once, and nothing more is taken', async () => {
    const { reader, writer } = pipe()
    const { stream } = attach(openInput(reader))
    expect(read(stream, 2)).toBe(-EAGAIN)
    writeSync(writer, 'abcd')
    expect(read(stream, 2)).toBe('ab')
    await new Promise((done) => setImmediate(done))
    await new Promise((done) => setImmediate(done))
    const rest = Buffer.alloc(10)
    expect(rest.toString('latin1', 0, readSync(reader, rest))).toBe('cd')
  })

  test('ends when the writers are gone, and keeps ending', async () => {
    const { reader, writer } = pipe()
    const { stream, notified } = attach(openInput(reader))
    expect(read(stream, 10)).toBe(-EAGAIN)
    const came = notified()
    close(writer)
    expect((await came) & EVENT_IN).toBe(EVENT_IN)
    expect([read(stream, 10), read(stream, 10)]).toEqual([0, 0])
    expect(stream.write(Buffer.from('x'))).toBe(-EBADF)
  })
})

describe('output to a pipe', () => {
  test('counts what the pipe has room for, and goes on when there is room again', async () => {
    const { reader, writer } = pipe()
    const { stream, notified } = attach(openOutput(writer))
    const data = Buffer.from(Uint8Array.from({ length: CAPACITY + 5000 }, (_, i) => i * 7))
    expect(stream.write(data)).toBe(CAPACITY)
    expect([stream.write(data.subarray(CAPACITY)), stream.readiness()]).toEqual([-EAGAIN, 0])
    const room = notified()
    const got = Buffer.alloc(data.length)
    expect(readSync(reader, got)).toBe(CAPACITY)
    expect(await room).toBe(EVENT_OUT)
    expect([stream.readiness(), stream.write(data.subarray(CAPACITY))]).toEqual([EVENT_OUT, 5000])
    expect(readSync(reader, got, CAPACITY, 5000, null)).toBe(5000)
    expect(got.equals(data)).toBe(true)
    expect(blocks(writer)).toBe(true)
  })

  test('small writes are not torn', () => {
    const { reader, writer } = pipe()
    const { stream } = attach(openOutput(writer))
    stream.write(Buffer.alloc(CAPACITY))
    readSync(reader, Buffer.alloc(8092))
    // One page is free and the next nearly: what does not fit as a whole must wait (PIPE_BUF).
    const counts = [4096, 4096, 4096].map((size) => stream.write(Buffer.alloc(size)))
    expect(counts).toEqual([4096, -EAGAIN, -EAGAIN])
  })

  test('tells of a reader that has gone, while it waits too', async () => {
    const { reader, writer } = pipe()
    const { stream, notified } = attach(openOutput(writer))
    expect(stream.write(Buffer.alloc(100_000))).toBe(CAPACITY)
    expect(stream.write(Buffer.alloc(100_000 - CAPACITY))).toBe(-EAGAIN)
    const told = notified()
    close(reader)
    await told
    expect(stream.write(Buffer.alloc(1))).toBe(-EPIPE)
    expect(stream.readiness()).toBe(EVENT_OUT | EVENT_ERR)
    expect(stream.read(new Uint8Array(1))).toBe(-EBADF)
  })

  test('a stream that is closed keeps nothing waiting', () => {
    const { writer } = pipe()
    const { stream } = attach(openOutput(writer))
    stream.write(Buffer.alloc(CAPACITY))
    expect(stream.write(Buffer.alloc(1))).toBe(-EAGAIN)
    stream.close()
    expect(stream.write(Buffer.alloc(1))).toBe(-EBADF)
  })
})

test('files and devices are read and written at once', () => {
  const path = join(work, 'file')
  const fd = openSync(path, 'w+')
  open.fds.add(fd)
  const output = openOutput(fd)
  expect([output.mode & S_IFMT, output.write(Buffer.from('content'))]).toEqual([S_IFREG, 7])
  expect(readFileSync(path, 'utf8')).toBe('content')
  const input = openInput(openSync(path, 'r'))
  expect([read(input, 3), read(input, 10), read(input, 10)]).toEqual(['con', 'tent', 0])
  expect(openOutput(openSync('/dev/full', 'w')).write(Buffer.from('x'))).toBe(-ENOSPC)
  expect(read(openInput(openSync('/dev/null', 'r')), 5)).toBe(0)
  expect(openOutput(openSync('/dev/null', 'w')).write(Buffer.alloc(1 << 20))).toBe(1 << 20)
})

test('a closed descriptor is EBADF', () => {
  const fd = openSync('/dev/null', 'r')
  closeSync(fd)
  expect([openInput(fd).read(new Uint8Array(1)), openOutput(fd).write(new Uint8Array(1))]).toEqual([
    -EBADF,
    -EBADF,
  ])
})
