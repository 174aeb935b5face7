// eventfd: errors, waiting and lines as Linux 6.18 and strace(1) 6.1 have them.

import { EAGAIN, EINTR, EINVAL, EMFILE, ESPIPE, errnoName, RLIMIT_NOFILE, SIGUSR1 } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'
import { Strace } from './strace/strace.ts'
import { OtherTask } from './tasks.testing.ts'

const NONBLOCK = 0o4000

function word(m: TestMachine, value: bigint): number {
  const at = m.map(1)
  m.poke(at, new Uint8Array(BigUint64Array.of(value).buffer))
  return at
}

const valueAt = (m: TestMachine, at: number) => new DataView(m.peek(at, 8).buffer).getBigUint64(0, true)

test.each<[args: number[], want: string]>([
  [[0, 8], 'EINVAL'],
  [[-1, 0], '0'],
  [[1, 0o2004001], '0'],
])('eventfd2 %j', (args, want) => {
  const result = new TestMachine().call('eventfd2', ...args)
  expect(result < 0 ? errnoName(-result) : String(result)).toBe(want)
})

test('no more than RLIMIT_NOFILE', () => {
  const m = new TestMachine()
  m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: 1, max: 1 })
  expect([m.call('eventfd', 0), m.call('eventfd', 0)]).toEqual([0, -EMFILE])
})

test('flags of descriptor and file', () => {
  const m = new TestMachine()
  const fd = m.call('eventfd2', 0, NONBLOCK | 0o2000000)
  expect([m.call('fcntl', fd, 1), m.call('fcntl', fd, 3)]).toEqual([1, NONBLOCK | 2])
  expect([m.call('pread64', fd, m.map(1), 8, 0), m.call('lseek', fd, 77, 0)]).toEqual([-ESPIPE, 0])
})

test('the initial value is 32 bits, unsigned', () => {
  const m = new TestMachine()
  const at = m.map(1)
  const fd = m.call('eventfd', -1)
  expect([m.call('read', fd, at, 8), valueAt(m, at)]).toEqual([8, 0xffffffffn])
})

describe('waiting', () => {
  test('a read waits for a write', async () => {
    const m = new TestMachine()
    const fd = m.call('eventfd', 0)
    const at = m.map(1)
    const other = new OtherTask(m)
    const reading = other.wait('read', fd, at, 8)
    expect(m.call('write', fd, word(m, 5n), 8)).toBe(8)
    expect([await reading, valueAt(m, at)]).toEqual([8, 5n])
  })

  test('a vector waits with what is left of it, and goes on when there is room', async () => {
    const m = new TestMachine()
    const fd = m.call('eventfd', 0)
    const [one, most, at] = [word(m, 1n), word(m, 2n ** 64n - 2n), m.map(1)]
    const vector = m.iovecs([
      [most, 8],
      [one, 8],
    ])
    const writing = new OtherTask(m).wait('writev', fd, vector, 2)
    expect([m.call('read', fd, at, 8), valueAt(m, at)]).toEqual([8, 2n ** 64n - 2n])
    expect(await writing).toBe(16)
    expect([m.call('read', fd, at, 8), valueAt(m, at)]).toEqual([8, 1n])
  })

  test.each<[segments: number, want: number]>([
    [1, -EINTR],
    [2, 8],
  ])('a signal ends a write of %i segments, of which the last finds no room', async (segments, want) => {
    const m = new TestMachine()
    const fd = m.call('eventfd', segments === 1 ? 1 : 0)
    const most = word(m, 2n ** 64n - 2n)
    const other = new OtherTask(m)
    other.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 0x1000 })
    const vector = m.iovecs(Array.from({ length: segments }, () => [most, 8] as const))
    const writing = other.wait('writev', fd, vector, segments)
    other.task.sendSignal(SIGUSR1)
    expect(await writing).toBe(want)
  })

  test('nobody waits with O_NONBLOCK', () => {
    const m = new TestMachine()
    const fd = m.call('eventfd2', 0, NONBLOCK)
    expect(m.call('read', fd, m.map(1), 8)).toBe(-EAGAIN)
    const most = word(m, 2n ** 64n - 2n)
    expect([m.call('write', fd, most, 8), m.call('write', fd, most, 8)]).toEqual([8, -EAGAIN])
    expect(m.call('write', fd, most, 16)).toBe(-EINVAL)
  })
})

test.each<[args: number[], line: string]>([
  [[0, 8], 'eventfd2(0, 0x8 /* EFD_??? */)          = -1 EINVAL (Invalid argument)'],
  [[-1, 0], 'eventfd2(4294967295, 0)                 = 0'],
  [[2, 0o2004001], 'eventfd2(2, EFD_SEMAPHORE|EFD_CLOEXEC|EFD_NONBLOCK) = 0'],
])('strace shows %j', (args, line) => {
  const m = new TestMachine()
  const lines: string[] = []
  m.kernel.tracer = new Strace((record) => lines.push(record.line))
  m.call('eventfd2', ...args)
  expect(lines).toEqual([line])
})
