import { expect, test } from 'vitest'
import { syscallArity } from './syscall-arity.ts'
import { SYSCALL_NUMBERS, type SyscallName } from './syscall-numbers.ts'

test.each<[SyscallName, number]>([
  ['getpid', 0],
  ['close', 1],
  ['dup2', 2],
  ['read', 3],
  ['openat', 4],
  ['statx', 5],
  ['mmap', 6],
])('%s has %d arguments', (name, want) => {
  expect(syscallArity(name)).toBe(want)
})

test('every call of either architecture is known', () => {
  const names = Object.values(SYSCALL_NUMBERS).flatMap((numbers) => Object.keys(numbers) as SyscallName[])
  expect(names.filter((name) => syscallArity(name) === undefined)).toEqual([])
})
