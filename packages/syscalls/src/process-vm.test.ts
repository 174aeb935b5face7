// process_vm_readv and process_vm_writev of another task: order of checks, counts, protections. What is expected is what a C
// program with the same calls got from Linux 6.18.

import { addr } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'
import { LOC, M, PAGE, Pair, type Segments } from './process-vm.testing.ts'

const L: Segments = [[LOC, 100]]
const R: Segments = [[M, 100]]
const HIGH = 0xffff_ffff_0000_0000n

test.each<[string, (m: Pair) => number | string, number | string]>([
  ['plain', (m) => m.vm(false, L, R), 100],
  ['flags', (m) => m.vm(false, L, R, { flags: 1 }), 'EINVAL'],
  ['flags come before the process', (m) => m.vm(false, L, R, { flags: 1, pid: -1 }), 'EINVAL'],
  ['process 0', (m) => m.vm(false, L, R, { pid: 0 }), 'ESRCH'],
  ['process -1', (m) => m.vm(false, L, R, { pid: -1 }), 'ESRCH'],
  ['no process', (m) => m.vm(false, L, R, { pid: 4_000_000 }), 'ESRCH'],
  ['local count -1', (m) => m.vm(false, L, R, { counts: [-1, 1] }), 'EINVAL'],
  ['local count 1025', (m) => m.vm(false, L, R, { counts: [1025, 1] }), 'EINVAL'],
  ['remote count 1025', (m) => m.vm(false, L, R, { counts: [1, 1025] }), 'EINVAL'],
  ['remote count -1', (m) => m.vm(false, L, R, { counts: [1, -1] }), 'EINVAL'],
  ['local count 2^32 + 1', (m) => m.vm(false, L, R, { counts: [0x1_0000_0001, 1] }), 100],
  ['remote count 2^32 + 1', (m) => m.vm(false, L, R, { counts: [1, 0x1_0000_0001] }), 'EINVAL'],
  ['nothing local', (m) => m.vm(false, [], R), 0],
  ['nothing local, no process', (m) => m.vm(false, [], R, { pid: -1 }), 0],
  ['nothing local, bad remote count', (m) => m.vm(false, [], R, { counts: [0, 1025] }), 0],
  ['nothing remote', (m) => m.vm(false, L, []), 0],
  ['nothing remote, no process', (m) => m.vm(false, L, [], { pid: 4_000_000 }), 0],
  ['local vector', (m) => m.vm(false, 8, R), 'EFAULT'],
  ['remote vector', (m) => m.vm(false, L, 8), 'EFAULT'],
  ['empty local, remote vector', (m) => m.vm(false, [[LOC, 0]], 8), 0],
  ['empty local, no process', (m) => m.vm(false, [[LOC, 0]], R, { pid: 4_000_000 }), 0],
  ['local length -1', (m) => m.vm(false, [[LOC, -1]], R), 'EINVAL'],
  ['remote length -1', (m) => m.vm(false, L, [[M, -1]], { pid: 4_000_000 }), 'EINVAL'],
  ['local address too high', (m) => m.vm(false, [[HIGH, 100]], R, { pid: 4_000_000 }), 'EFAULT'],
  ['remote address too high', (m) => m.vm(false, L, [[HIGH, 100]]), 'EFAULT'],
  ['remote address too high, no process', (m) => m.vm(false, L, [[HIGH, 100]], { pid: 4_000_000 }), 'ESRCH'],
  ['remote end too high', (m) => m.vm(false, L, [[0x7fff_ffff_ffff, 100]]), 'EFAULT'],
  ['remote null', (m) => m.vm(false, L, [[0, 100]]), 'EFAULT'],
  ['remote empty and too high', (m) => m.vm(false, L, [[HIGH, 0]]), 0],
  ['local unmapped', (m) => m.vm(false, [[8, 100]], R), 'EFAULT'],
  ['remote runs into a hole', (m) => m.vm(false, [[LOC, 2 * PAGE]], [[M, 3 * PAGE]]), 2 * PAGE],
  [
    'remote runs into a hole, from a byte',
    (m) => m.vm(false, [[LOC, 2 * PAGE]], [[M + 100, 3 * PAGE]]),
    8092,
  ],
  ['local runs into a hole', (m) => m.vm(false, [[LOC + PAGE, 2 * PAGE]], [[M, 2 * PAGE]]), PAGE],
  ['local runs into it at a byte', (m) => m.vm(false, [[LOC + 4196, 2 * PAGE]], [[M + 5, 2 * PAGE]]), 3996],
  ['and when it is written', (m) => m.vm(true, [[LOC + 4196, 2 * PAGE]], [[M + 5, 2 * PAGE - 5]]), 3996],
  [
    'second local bad',
    (m) =>
      m.vm(
        false,
        [
          [LOC, 10],
          [8, 10],
        ],
        [[M, 20]],
      ),
    10,
  ],
  [
    'second local bad, written',
    (m) =>
      m.vm(
        true,
        [
          [LOC, 10],
          [8, 10],
        ],
        [[M, 20]],
      ),
    10,
  ],
  [
    'second remote bad',
    (m) =>
      m.vm(
        false,
        [
          [LOC, 10],
          [LOC + 50, 10],
        ],
        [
          [M, 5],
          [8, 10],
          [M + 9, 5],
        ],
      ),
    5,
  ],
  [
    'second remote bad, written',
    (m) =>
      m.vm(
        true,
        [
          [LOC, 10],
          [LOC + 50, 10],
        ],
        [
          [M, 5],
          [8, 10],
          [M + 9, 5],
        ],
      ),
    5,
  ],
  [
    'first remote bad',
    (m) =>
      m.vm(false, L, [
        [8, 10],
        [M, 10],
      ]),
    'EFAULT',
  ],
  [
    'bad, but empty',
    (m) =>
      m.vm(false, L, [
        [8, 0],
        [M, 10],
      ]),
    10,
  ],
  ['local shorter', (m) => m.vm(false, [[LOC, 20]], [[M, 30]]), 20],
  ['remote shorter', (m) => m.vm(false, L, [[M, 30]]), 30],
  ['10 bytes, then a hole', (m) => m.vm(false, L, [[M + 2 * PAGE - 10, 30]]), 10],
  ['its own memory', (m) => m.vm(false, [[LOC, 10]], [[LOC + 20, 10]], { pid: 1 }), 10],
])('%s', (_, play, want) => {
  const m = new Pair()
  expect(play(m)).toBe(want)
  expect(m.kernel.counters.sentryBugs).toBe(0)
})

test('protections count to the letter: what can only be written cannot be read', () => {
  const m = new Pair()
  const rows = [3, 4, 5, 6, 7].map((i) => {
    const there: Segments = [[M + i * PAGE, 10]]
    return [m.vm(false, [[LOC, 10]], there), m.vm(true, [[LOC, 10]], there)]
  })
  expect(rows).toEqual([
    ['EFAULT', 'EFAULT'],
    ['EFAULT', 10],
    [10, 'EFAULT'],
    ['EFAULT', 'EFAULT'],
    [10, 10],
  ])
})

test('segments of both sides are cut as they meet', () => {
  const m = new Pair()
  expect(
    m.vm(
      false,
      [
        [LOC, 3],
        [LOC + 50, 97],
      ],
      [
        [M, 5],
        [M + 10, 0],
        [M + PAGE - 2, 5],
      ],
    ),
  ).toBe(10)
  expect([m.text(LOC, 3), m.text(LOC + 50, 7)]).toEqual(['0aa', 'aaaa1aa'])
  m.poke(LOC, 'hello')
  expect(
    m.vm(
      true,
      [[LOC, 5]],
      [
        [M, 2],
        [M + PAGE, 3],
      ],
    ),
  ).toBe(5)
  const seen = new Uint8Array(3)
  m.other.mm.copyIn(addr(M + PAGE), seen)
  expect(String.fromCharCode(...seen)).toBe('llo')
})

test('a long transfer lets the host have a turn, and the memory stays until it is done', async () => {
  let turns = 0
  const m = new TestMachine({ memoryBytes: 256 << 20, yieldToHost: async () => void turns++ })
  const pages = (40 << 20) / PAGE
  const [a, b] = [m.map(pages), m.map(pages)]
  m.poke(a + (40 << 20) - 3, 'end')
  const [l, r] = [m.iovecs([[b, 40 << 20]]), m.iovecs([[a, 40 << 20]])]
  expect(await m.start('process_vm_readv', 1, l, 1, r, 1, 0)).toBe(40 << 20)
  expect([turns, m.text(b + (40 << 20) - 3, 3), m.task.mm.users]).toEqual([1, 'end', 1])
})
