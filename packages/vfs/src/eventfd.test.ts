// eventfd: what Linux 6.18 answered to the same reads and writes.

import { EINVAL, O_NONBLOCK, O_RDWR, OK } from '@jvisor/abi'
import { BytesIO, bytesIOSequence } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { EventFile } from './eventfd.ts'
import { ranges, shown } from './vfs.testing.ts'
import { EVENT_IN, EVENT_OUT, WaitEntry } from './waiter.ts'

const MAX = 2n ** 64n - 2n
const ALL = EVENT_IN | EVENT_OUT

function words(...values: bigint[]): BytesIO {
  return new BytesIO(new Uint8Array(BigUint64Array.from(values).buffer))
}

function eventFile(initial = 0, semaphore = false) {
  const file = new EventFile(3, initial, { semaphore, nonblocking: false })
  const add = (value: bigint) => shown(file.write(ranges(words(value), [0, 8])))
  const take = () => {
    const io = words(0n)
    const result = file.read(ranges(io, [0, 8]))
    return result.err === OK ? new DataView(io.bytes.buffer).getBigUint64(0, true) : shown(result)
  }
  return { file, add, take }
}

test('a read takes the whole counter, and then has to wait', () => {
  const { add, take } = eventFile(3)
  expect([take(), take(), add(5n), add(2n), take(), take()]).toEqual([
    3n,
    'WOULD_BLOCK',
    '8',
    '8',
    7n,
    'WOULD_BLOCK',
  ])
})

test('of a semaphore it takes one', () => {
  const { add, take } = eventFile(2, true)
  expect([take(), take(), take(), add(1n), take(), take()]).toEqual([
    1n,
    1n,
    'WOULD_BLOCK',
    '8',
    1n,
    'WOULD_BLOCK',
  ])
})

test('the counter ends at 2^64-2; adding 0 there works', () => {
  const { file, add, take } = eventFile()
  expect([add(MAX + 1n), add(MAX), add(0n), add(1n), add(MAX)]).toEqual([
    'EINVAL',
    '8',
    '8',
    'WOULD_BLOCK',
    'WOULD_BLOCK',
  ])
  expect(file.readiness(ALL)).toBe(EVENT_IN)
  expect([take(), file.readiness(ALL)]).toEqual([MAX, EVENT_OUT])
  add(1n)
  expect(file.readiness(ALL)).toBe(ALL)
})

describe('sizes', () => {
  test.each<[parts: [number, number][], want: string, sum: bigint | string]>([
    [[[0, 8]], '8', 1n],
    [[[0, 16]], 'EINVAL', 'WOULD_BLOCK'],
    [[[0, 4]], 'EINVAL', 'WOULD_BLOCK'],
    [[[0, 0]], 'EINVAL', 'WOULD_BLOCK'],
    [
      [
        [0, 8],
        [8, 8],
      ],
      '16',
      3n,
    ],
    [
      [
        [0, 8],
        [8, 4],
      ],
      '8 EINVAL',
      1n,
    ],
    [
      [
        [0, 4],
        [8, 8],
      ],
      'EINVAL',
      'WOULD_BLOCK',
    ],
    [
      [
        [0, 0],
        [8, 8],
      ],
      'EINVAL',
      'WOULD_BLOCK',
    ],
    [
      [
        [0, 8],
        [0, 0],
        [8, 8],
      ],
      '16',
      3n,
    ],
    [
      [
        [0, 8],
        [100, 8],
      ],
      '8 EFAULT',
      1n,
    ],
    [[[12, 8]], 'EFAULT', 'WOULD_BLOCK'],
  ])('a write of segments %j', (parts, want, sum) => {
    const { file, take } = eventFile()
    expect(shown(file.write(ranges(words(1n, 2n), ...parts)))).toBe(want)
    expect(take()).toBe(sum)
  })

  test('a read of fewer than 8 bytes is EINVAL; segments may share the 8', () => {
    const { file, take } = eventFile(0x0102)
    expect(shown(file.read(bytesIOSequence(new Uint8Array(7))))).toBe('EINVAL')
    const io = new BytesIO(new Uint8Array(30).fill(0xee))
    expect(shown(file.read(ranges(io, [0, 1], [10, 20])))).toBe('8')
    expect([io.bytes[0], io.bytes[1], io.bytes[10], io.bytes[16], io.bytes[17]]).toEqual([
      2, 0xee, 1, 0, 0xee,
    ])
    expect(take()).toBe('WOULD_BLOCK')
  })

  test('a read that faults loses the counter', () => {
    const { file, take } = eventFile(9)
    expect(shown(file.read(ranges(new BytesIO(new Uint8Array(4)), [0, 8])))).toBe('EFAULT')
    expect(take()).toBe('WOULD_BLOCK')
  })
})

test('readers and writers hear of each other', () => {
  const { file, add, take } = eventFile()
  const heard: number[] = []
  file.eventRegister(new WaitEntry(ALL, (events) => heard.push(events)))
  add(1n)
  take()
  expect(heard).toEqual([EVENT_IN, EVENT_OUT])
})

test('what it is', () => {
  const file = new EventFile(3, 0, { semaphore: false, nonblocking: true })
  expect([file.statusFlags, file.positional, file.seek(), file.sync()]).toEqual([
    O_RDWR | O_NONBLOCK,
    false,
    0,
    EINVAL,
  ])
  expect(file.stat()).toMatchObject({ mode: 0o600, size: 0, nlink: 1, ino: 3 })
  expect([file.mappedName(), file.acceptsRwfFlags(true), file.acceptsRwfFlags(false)]).toEqual([
    'anon_inode:[eventfd]',
    false,
    true,
  ])
})
