// /proc/[pid]/mem: what can be had whatever the protections are, and what cannot. What is expected is what a C program
// with the same calls got from Linux 6.18.

import { errnoName, MAP_PRIVATE, MAP_SHARED, O_RDWR, PROT_NONE, PROT_READ, PROT_WRITE } from '@jvisor/abi'
import { addr } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { LOC, M, PAGE, Pair } from './process-vm.testing.ts'

class MemPair extends Pair {
  readonly fd = this.call('open', `/proc/${this.other.tid}/mem`, O_RDWR)

  read(at: number, length = 10, to: number = LOC): number | string {
    const result = this.call('pread64', this.fd, to, length, at)
    return result < 0 ? errnoName(-result) : result
  }

  write(at: number, length = 5, from: number = LOC): number | string {
    const result = this.call('pwrite64', this.fd, from, length, at)
    return result < 0 ? errnoName(-result) : result
  }
}

test('a page is read and written whatever its protection is, unless there is none', () => {
  const m = new MemPair()
  const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [m.read(M + i * PAGE), m.write(M + i * PAGE)])
  const all = [10, 5]
  expect(rows).toEqual([all, all, ['EIO', 'EIO'], all, all, all, all, all])
})

test.each<[string, (m: MemPair) => unknown, unknown]>([
  ['into a hole', (m) => m.read(M + PAGE, 2 * PAGE), PAGE],
  ['into a hole, from a byte', (m) => m.read(M + PAGE + 100, 2 * PAGE), 3996],
  ['into a bad buffer', (m) => m.read(M, 10, 8), 'EFAULT'],
  ['into a buffer that ends', (m) => m.read(M, 100, LOC + 2 * PAGE - 6), 'EFAULT'],
  ['of nothing', (m) => [m.read(M + 2 * PAGE, 0), m.read(8, 0)], [0, 0]],
  ['written from a bad buffer', (m) => m.write(M, 10, 8), 'EFAULT'],
  ['written from a buffer that ends', (m) => m.write(M, 100, LOC + 2 * PAGE - 6), 'EFAULT'],
  ['written into a hole', (m) => m.write(M + PAGE, 2 * PAGE, LOC + 3 * PAGE), PAGE],
  ['written where nothing is', (m) => m.write(M + 2 * PAGE, 10), 'EIO'],
  ['at a negative offset', (m) => [m.read(-1), m.read(-4096)], ['EINVAL', 'EINVAL']],
  ['far above', (m) => m.read(2 ** 62), 'EIO'],
])('%s', (_, play, want) => {
  expect(play(new MemPair())).toEqual(want)
})

test('the offset is an address, of 64 bits', () => {
  const m = new MemPair()
  const seek = (offset: number | bigint, whence = 0) => m.call('lseek', m.fd, offset, whence)
  const read = () => m.call('read', m.fd, LOC, 10)
  expect([seek(M), read(), seek(0, 1), m.call('write', m.fd, LOC, 10), seek(0, 1)]).toEqual([
    M,
    10,
    M + 10,
    10,
    M + 20,
  ])
  expect([seek(M + 2 * PAGE), errnoName(-read()), seek(0, 1)]).toEqual([M + 2 * PAGE, 'EIO', M + 2 * PAGE])
  expect([seek(0, 2), seek(-1)]).toEqual([-22, -1])
  expect(errnoName(-read())).toBe('EOVERFLOW')
  expect([seek(0xffff_ffff_0000_0000n), errnoName(-read())]).toEqual([2 ** 64 - 2 ** 32, 'EIO'])
})

test('what is read-only and private gets a copy; what is shared is not written against its protection', () => {
  const m = new MemPair()
  const rw = m.file('0123456789')
  const ro = m.call('open', '/tmp/file', 0)
  const map = (fd: number, prot: number, flags: number) => m.call('mmap', 0, PAGE, prot, flags, fd, 0)
  const own = m.call('open', '/proc/self/mem', O_RDWR)
  const text = m.cstring('X')
  const write = (at: number) => {
    const n = m.call('pwrite64', own, text, 1, at)
    return n < 0 ? errnoName(-n) : n
  }
  const priv = map(ro, PROT_READ, MAP_PRIVATE)
  const none = map(ro, PROT_NONE, MAP_SHARED)
  const both = m.call('mmap', 0, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, rw, 0)
  expect([
    write(map(rw, PROT_READ, MAP_SHARED)),
    write(map(ro, PROT_READ, MAP_SHARED)),
    write(none),
    write(priv),
    write(map(ro, PROT_NONE, MAP_PRIVATE)),
    write(both + PAGE),
  ]).toEqual(['EIO', 'EIO', 'EIO', 1, 1, 'EIO'])
  expect([m.text(priv, 3), m.text(both, 3)]).toEqual(['X12', '012'])
  expect(m.call('pread64', own, LOC, 10, none)).toBe(10)
  const remote = m.vm(false, [[LOC, 5]], [[both + PAGE, 5]], { pid: 1 })
  expect(remote).toBe('EFAULT')
})

test('there is nothing more when the address space is gone', () => {
  const m = new MemPair()
  // A zombie: its parent has not waited for it.
  const { threadGroup } = m.task
  m.other.threadGroup.parent = threadGroup
  threadGroup.children.add(m.other.threadGroup)
  m.kernel.discard(m.other)
  expect([m.read(M), m.write(M), m.read(addr(8))]).toEqual([0, 0, 0])
  const again = m.call('open', `/proc/${m.other.tid}/mem`, 0)
  expect(errnoName(-again)).toBe('ESRCH')
})
