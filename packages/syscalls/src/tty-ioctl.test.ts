// What terminals do that no pseudo-terminal shows: output that is slow, input that waits for room, and who may do what.

import { EAGAIN, EIO, errnoName, S_IFCHR, SIGTTOU } from '@jvisor/abi'
import { setControllingTty, type Tty } from '@jvisor/kernel'
import { Credentials, EVENT_IN, EVENT_OUT, type HostStream } from '@jvisor/vfs'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const [TCSETSW, TCSBRK, TIOCOUTQ, TIOCSTI, FIONREAD, TCGETS] = [
  0x5403, 0x5409, 0x5411, 0x5412, 0x541b, 0x5401,
]

/** Shows as many bytes as it is allowed to, and gives what is typed. */
class SlowStream implements HostStream {
  readonly mode = S_IFCHR
  room = 0
  shown = ''
  typed: number[] = []
  closed = false
  /** Called with what is shown. */
  answer: (text: string) => void = () => {}
  #notify: (events: number) => void = () => {}

  allow(n: number): void {
    this.room += n
    this.#notify(EVENT_OUT)
  }

  type(text: string): void {
    this.typed.push(...Array.from(text, (c) => c.charCodeAt(0)))
    this.#notify(EVENT_IN)
  }

  read(dst: Uint8Array): number {
    const bytes = this.typed.splice(0, dst.length)
    dst.set(bytes)
    return bytes.length === 0 ? -EAGAIN : bytes.length
  }

  write(src: Uint8Array): number {
    const n = Math.min(this.room, src.length)
    if (n === 0) return -EAGAIN
    this.room -= n
    const text = String.fromCharCode(...src.subarray(0, n))
    this.shown += text
    this.answer(text)
    return n
  }

  onReady(notify: (events: number) => void): void {
    this.#notify = notify
  }

  readiness(): number {
    return 0
  }

  close(): void {
    this.closed = true
  }
}

/** A terminal that is descriptor 0 of the first task, whose session's it is. */
function setUp() {
  const m = new TestMachine()
  const { terminals, vfs } = m.kernel
  vfs.makeDirectories('/dev/pts')
  vfs.mount('/dev/pts', terminals.filesystem, { readOnly: false })
  const stream = new SlowStream()
  const tty = terminals.add({ input: stream, output: stream }, { cols: 80, rows: 24 }) as Tty
  const fd = m.call('open', terminals.pathOf(tty), 0o402)
  const at = m.map(16)
  const int = (request: number) => {
    m.call('ioctl', fd, request, at)
    return new DataView(m.peek(at, 4).buffer).getInt32(0, true)
  }
  return { m, stream, tty, fd, at, int }
}

test('a write waits for a stream that takes little, and drains wait for the end', async () => {
  const { m, stream, fd, at, int } = setUp()
  m.poke(at, 'x'.repeat(40000))
  const writing = m.start('write', fd, at, 40000)
  expect(writing).toBeInstanceOf(Promise)
  expect(int(TIOCOUTQ)).toBe(16384)
  stream.allow(30000)
  expect(await writing).toBe(40000)
  expect(int(TIOCOUTQ)).toBe(10000)
  m.call('ioctl', fd, TCGETS, at)
  const other = new OtherTask(m)
  const draining = [m.start('ioctl', fd, TCSETSW, at), other.start('ioctl', fd, TCSBRK, 1)]
  stream.allow(9999)
  expect(int(TIOCOUTQ)).toBe(1)
  stream.allow(1)
  expect(await Promise.all(draining)).toEqual([0, 0])
  expect(stream.shown).toBe('x'.repeat(40000))
})

test('poll sees room only where there is some', () => {
  const { m, stream, fd, at } = setUp()
  const ready = () => {
    m.poke(at, new Uint8Array(Int32Array.of(fd, 4).buffer))
    m.call('poll', at, 1, 0)
    return new DataView(m.peek(at, 8).buffer).getInt16(6, true)
  }
  expect(ready()).toBe(4)
  m.call('fcntl', fd, 4, 0o4002)
  expect(m.call('write', fd, at, 40000)).toBe(16384)
  expect([ready(), errnoName(-m.call('write', fd, at, 1))]).toEqual([0, 'EAGAIN'])
  stream.allow(20000)
  expect(ready()).toBe(4)
})

test('whoever sees the output may answer at once', () => {
  const { m, stream, fd, at, int } = setUp()
  stream.room = 1e6
  stream.answer = (text) => {
    if (text.includes('?')) stream.type('!\n')
  }
  m.poke(at, 'who? ')
  expect([m.call('write', fd, at, 5), int(FIONREAD), stream.shown]).toEqual([5, 2, 'who? !\r\n'])
})

test('what there is no room for stays with the stream until somebody reads', () => {
  const { m, stream, fd, at, int } = setUp()
  stream.type(`${'line of twenty bytes'.slice(1)}\n`.repeat(1000))
  expect([int(FIONREAD), stream.typed.length]).toEqual([4080, 20000 - 4095])
  let read = 0
  while (read < 20000) read += m.call('read', fd, at, 4096)
  expect([read, int(FIONREAD), stream.typed.length]).toEqual([20000, 0, 0])
})

test('TIOCSTI needs CAP_SYS_ADMIN', () => {
  const { m, fd, at, int } = setUp()
  m.poke(at, '\n')
  expect([m.call('ioctl', fd, TIOCSTI, at), m.call('ioctl', fd, TIOCSTI, 8), int(FIONREAD)]).toEqual([
    0, -14, 1,
  ])
  m.task.credentials = Credentials.user(1000, 1000)
  expect(m.call('ioctl', fd, TIOCSTI, at)).toBe(-EIO)
})

test('TIOCEXCL keeps others out', () => {
  const { m, fd } = setUp()
  m.call('ioctl', fd, 0x540c, 0)
  expect(m.call('open', '/dev/pts/0', 2)).toBe(fd + 1)
  m.call('chmod', '/dev/pts/0', 0o666)
  m.task.credentials = Credentials.user(1000, 1000)
  expect(errnoName(-m.call('open', '/dev/pts/0', 2))).toBe('EBUSY')
})

test('/dev/pts and /proc know of terminals', () => {
  const { m, tty, fd, stream } = setUp()
  const line = () => {
    const file = m.call('open', '/proc/self/stat', 0)
    const at = m.map(1)
    const n = m.call('read', file, at, 4096)
    m.call('close', file)
    return m.text(at, n).split(' ').slice(6, 8).map(Number)
  }
  expect(line()).toEqual([0, -1])
  setControllingTty(m.task.threadGroup, tty)
  expect(line()).toEqual([0x8800, m.task.threadGroup.pid])
  const at = m.map(1)
  const n = m.call('readlink', `/proc/self/fd/${fd}`, at, 100)
  expect(m.text(at, n)).toBe('/dev/pts/0')
  const second = m.kernel.terminals.add({ input: stream, output: stream }, { cols: 1, rows: 1 }) as Tty
  expect(m.kernel.terminals.pathOf(second)).toBe('/dev/pts/1')
  expect(m.call('open', '/dev/pts', 0)).toBe(fd + 1)
  const length = m.call('getdents64', fd + 1, at, 4096)
  expect(m.text(at, length).match(/[\d.]+(?=\0)/g)).toEqual(expect.arrayContaining(['.', '..', '0', '1']))
})

test('a terminal that has hung up gives its name back, and stops nobody', () => {
  const { m, tty, fd, stream } = setUp()
  setControllingTty(m.task.threadGroup, tty)
  m.task.signals.setMask(m.task.signals.mask.copy().add(1).add(18))
  tty.hangUp()
  expect([stream.closed, m.task.threadGroup.tty, errnoName(-m.call('open', '/dev/pts/0', 2))]).toEqual([
    true,
    undefined,
    'ENOENT',
  ])
  expect([m.call('read', fd, m.map(1), 10), m.task.threadGroup.pending.set.has(SIGTTOU)]).toEqual([0, false])
})
