// Argument registers: 64 bits, read as what they mean.

import { INVALID_ADDR } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { SyscallArgs } from './syscall-args.ts'

test.each<[value: number | bigint, int: number, uint: number, long: number, pointer: number, bigint: bigint]>(
  [
    [0, 0, 0, 0, 0, 0n],
    [5, 5, 5, 5, 5, 5n],
    [-1, -1, 0xffffffff, -1, INVALID_ADDR, 2n ** 64n - 1n],
    [0x1_0000_0001, 1, 1, 0x1_0000_0001, 0x1_0000_0001, 0x1_0000_0001n],
    [0x8000_0000, -0x8000_0000, 0x8000_0000, 0x8000_0000, 0x8000_0000, 0x8000_0000n],
    [-0x8000_0000, -0x8000_0000, 0x8000_0000, -0x8000_0000, INVALID_ADDR, 2n ** 64n - 2n ** 31n],
    [2 ** 47, 0, 0, 2 ** 47, 2 ** 47, 2n ** 47n],
    [2 ** 53 - 1, -1, 0xffffffff, 2 ** 53 - 1, 2 ** 53 - 1, 2n ** 53n - 1n],
    [2n ** 53n, 0, 0, 2 ** 53, INVALID_ADDR, 2n ** 53n],
    [2n ** 63n - 1n, -1, 0xffffffff, 2 ** 63, INVALID_ADDR, 2n ** 63n - 1n],
    [2n ** 63n, 0, 0, -(2 ** 63), INVALID_ADDR, 2n ** 63n],
    [-(2n ** 63n), 0, 0, -(2 ** 63), INVALID_ADDR, 2n ** 63n],
    [2n ** 64n - 4096n, -4096, 0xfffff000, -4096, INVALID_ADDR, 2n ** 64n - 4096n],
  ],
)('%s', (value, int, uint, long, pointer, bigint) => {
  const args = new SyscallArgs()
  args.set(3, value)
  expect([args.int(3), args.uint(3), args.long(3), args.pointer(3), args.bigint(3)]).toEqual([
    int,
    uint,
    long,
    pointer,
    bigint,
  ])
  expect(args.bigint(2)).toBe(0n)
})

test('a snapshot stays as it was', () => {
  const args = new SyscallArgs()
  args.set(0, -7)
  const copy = args.snapshot()
  args.set(0, 9)
  expect([copy.int(0), args.int(0)]).toEqual([-7, 9])
  args.restore(copy)
  expect(args.bigint(0)).toBe(2n ** 64n - 7n)
})
