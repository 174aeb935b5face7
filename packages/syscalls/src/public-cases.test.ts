// The mistakes that other implementations of readv and writev were found with, in public, each as a test by name.

import { EFAULT, EINVAL, PAGE_SIZE, RWF_APPEND } from '@jvisor/abi'
import { READ } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

describe('public cases', () => {
  test('Asterinas #711: a fault in the middle of a buffer keeps the count', () => {
    const m = new TestMachine()
    const fd = m.file('x'.repeat(3 * PAGE_SIZE))
    const at = m.mapBeforeHole(1)
    expect(m.call('read', fd, at + 100, 2 * PAGE_SIZE)).toBe(PAGE_SIZE - 100)
    expect(m.offset(fd)).toBe(PAGE_SIZE - 100)
    expect(m.text(at, PAGE_SIZE)).toBe('\0'.repeat(100) + 'x'.repeat(PAGE_SIZE - 100))
    // The fault comes again with the next call, and then nothing has moved.
    expect(m.call('read', fd, at + PAGE_SIZE, 1)).toBe(-EFAULT)
    expect(m.offset(fd)).toBe(PAGE_SIZE - 100)
  })

  test('elfuse #143: an empty vector is 0, not EINVAL', () => {
    const m = new TestMachine()
    const fd = m.file('abc')
    expect(m.call('readv', fd, 0, 0)).toBe(0)
    expect(m.call('writev', fd, 0xdead, 0)).toBe(0)
    expect(m.call('readv', fd, 0, -1)).toBe(-EINVAL)
  })

  test('elfuse #143: an empty vector does not move the offset under RWF_APPEND', () => {
    const m = new TestMachine()
    const fd = m.file('abcdef')
    m.call('lseek', fd, 2, 0)
    expect(m.call('pwritev2', fd, 0, 0, -1, 0, RWF_APPEND)).toBe(0)
    expect(m.offset(fd)).toBe(2)
  })

  test('Shadow #2379: the result is the sum of the segments, not the length of the last', () => {
    const m = new TestMachine()
    const fd = m.file('0123456789')
    const at = m.map(1)
    const iov = m.iovecs([
      [at, 4],
      [at + 100, 3],
      [at + 200, 1],
    ])
    expect(m.call('readv', fd, iov, 3)).toBe(8)
    expect([m.text(at, 4), m.text(at + 100, 3), m.text(at + 200, 2)]).toEqual(['0123', '456', '7\0'])
  })

  test('ArceOS #267, Wasmer #3045: a short segment ends the call', () => {
    const m = new TestMachine()
    const { readFd, writeFd } = m.pipe()
    const at = m.map(1)
    m.poke(at, 'abcde')
    expect(m.call('write', writeFd, at, 5)).toBe(5)
    // 5 bytes for three segments of 4: the second is short, and the third must not wait for more.
    const iov = m.iovecs([
      [at + 100, 4],
      [at + 200, 4],
      [at + 300, 4],
    ])
    expect(m.call('readv', readFd, iov, 3)).toBe(5)
    expect([m.text(at + 100, 4), m.text(at + 200, 4)]).toEqual(['abcd', 'e\0\0\0'])
  })

  test('ArceOS #267, Wasmer #3045: a failed segment ends the call', () => {
    const m = new TestMachine()
    const fd = m.file('')
    const at = m.mapBeforeHole(1)
    m.poke(at, 'abcdefgh')
    const iov = m.iovecs([
      [at, 4],
      [at + PAGE_SIZE, 4],
      [at + 4, 4],
    ])
    expect(m.call('writev', fd, iov, 3)).toBe(4)
    expect(m.content()).toBe('abcd')
  })

  test('Emscripten #18415, Wasmtime #2070: the file offset advances between segments', () => {
    const m = new TestMachine()
    const fd = m.file('abcdefghij')
    const at = m.map(1)
    const iov = m.iovecs([
      [at, 3],
      [at + 3, 3],
    ])
    expect(m.call('readv', fd, iov, 2)).toBe(6)
    expect([m.text(at, 6), m.offset(fd)]).toEqual(['abcdef', 6])
    expect(m.call('preadv', fd, iov, 2, 2)).toBe(6)
    expect([m.text(at, 6), m.offset(fd)]).toEqual(['cdefgh', 6])
    m.poke(at, 'XYZxyz')
    expect(m.call('pwritev', fd, iov, 2, 1)).toBe(6)
    expect([m.content(), m.offset(fd)]).toEqual(['aXYZxyzhij', 6])
  })

  test("Bun's WASI fd_pread: the count is not added twice", () => {
    const m = new TestMachine()
    const fd = m.file('0123456789')
    const at = m.map(1)
    const iov = m.iovecs([
      [at, 2],
      [at + 2, 2],
      [at + 4, 2],
    ])
    expect(m.call('preadv', fd, iov, 3, 1)).toBe(6)
    expect(m.text(at, 7)).toBe('123456\0')
  })

  test('Wasmer #1258: a buffer that ends exactly at the end of memory is accepted', () => {
    const m = new TestMachine()
    const top = m.task.mm.layout.maxAddr
    const at = m.map(1, undefined, top - PAGE_SIZE)
    const fd = m.file('x'.repeat(PAGE_SIZE))
    expect(m.call('read', fd, at, PAGE_SIZE)).toBe(PAGE_SIZE)
    expect(m.text(at, PAGE_SIZE)).toBe('x'.repeat(PAGE_SIZE))
    expect(m.call('pread64', fd, at + 1, PAGE_SIZE, 0)).toBe(-EFAULT)
  })

  test('sgx-lkl #760: no vector crashes the kernel', () => {
    const m = new TestMachine()
    const fd = m.file('abc')
    const at = m.map(1)
    const readOnly = m.map(1, READ)
    const vectors: [at: number | bigint, count: number | bigint, result: number][] = [
      [1, 1, -EFAULT],
      [2n ** 63n, 1, -EFAULT],
      [m.iovecs([[at, -1]]), 1, -EINVAL],
      [m.iovecs([[2n ** 63n, 1]]), 1, -EFAULT],
      [
        m.iovecs([
          [at, 1],
          [at, 2n ** 62n],
        ]),
        2,
        -EFAULT,
      ],
      [m.iovecs([[readOnly, 3]]), 1, -EFAULT],
      [m.iovecs([[at, 1]]), 2, -EFAULT],
      [m.iovecs([[at, 1]]), 1025, -EINVAL],
      [m.iovecs([[at, 1]]), 0x1_0000_0001n, 1],
    ]
    for (const [vector, count, result] of vectors) expect(m.call('readv', fd, vector, count)).toBe(result)
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })
})
