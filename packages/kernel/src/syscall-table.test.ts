import { expect, test } from 'vitest'
import { type Syscall, SyscallTable } from './syscall-table.ts'

const READ: Syscall = { name: 'read', fn: () => 0 }
const OPEN: Syscall = { name: 'open', fn: () => 0 }
const NUMBERS: Readonly<Record<string, number>> = { read: 63 }
const table = new SyscallTable('riscv64', [READ, OPEN], ({ name }) => NUMBERS[name])

test.each<[number, Syscall | undefined]>([
  [63, READ],
  [0, undefined],
  [64, undefined],
  [-1, undefined],
  [0.5, undefined],
  [Number.NaN, undefined],
  [2 ** 63, undefined],
  [Number.POSITIVE_INFINITY, undefined],
])('number %d is looked up', (number, want) => {
  expect(table.lookup(number)).toBe(want)
})

test('a call without a number is not in the table', () => {
  expect([table.numberOf('read'), table.numberOf('open'), table.arch]).toEqual([63, undefined, 'riscv64'])
})
