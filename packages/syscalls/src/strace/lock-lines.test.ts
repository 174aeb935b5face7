// Locks as strace shows them: what strace(1) 6.1 printed on Linux 6.18 for the same calls.

import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

test.each([
  [
    'fcntl',
    [3, 6, [1, 0, 1, 2]],
    'fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=1, l_len=2}) = 0',
  ],
  [
    'fcntl',
    [3, 6, [1, 9, 1, 2]],
    'fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=0x9 /* SEEK_??? */, l_start=1, l_len=2}) = -1 EINVAL (Invalid argument)',
  ],
  [
    'fcntl',
    [3, 6, [7, 0, 1, 2]],
    'fcntl(3, F_SETLK, {l_type=0x7 /* F_??? */, l_whence=SEEK_SET, l_start=1, l_len=2}) = -1 EINVAL (Invalid argument)',
  ],
  [
    'fcntl',
    [3, 37, [0, 1, 1, 2]],
    'fcntl(3, F_OFD_SETLK, {l_type=F_RDLCK, l_whence=SEEK_CUR, l_start=1, l_len=2}) = 0',
  ],
  [
    'fcntl',
    [3, 7, [2, 0, 1, 2]],
    'fcntl(3, F_SETLKW, {l_type=F_UNLCK, l_whence=SEEK_SET, l_start=1, l_len=2}) = 0',
  ],
  ['fcntl', [3, 6, 8], 'fcntl(3, F_SETLK, 0x8)                  = -1 EFAULT (Bad address)'],
  ['fcntl', [3, 5, 8], 'fcntl(3, F_GETLK, 0x8)                  = -1 EFAULT (Bad address)'],
  ['flock', [3, 6], 'flock(3, LOCK_EX|LOCK_NB)               = 0'],
  ['flock', [3, 8], 'flock(3, LOCK_UN)                       = 0'],
  ['flock', [3, 0], 'flock(3, 0)                             = -1 EINVAL (Invalid argument)'],
  ['flock', [3, 33], 'flock(3, LOCK_SH|LOCK_MAND)             = 0'],
  ['flock', [3, 16], 'flock(3, 0x10 /* LOCK_??? */)           = -1 EINVAL (Invalid argument)'],
  ['flock', [99, 1], 'flock(99, LOCK_SH)                      = -1 EBADF (Bad file descriptor)'],
] as const)('%s%j', (name, args, line) => {
  const m = new TestMachine()
  m.call('dup2', m.file(''), 3)
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  const at = m.map(1)
  m.call(
    name,
    ...args.map((a) => {
      if (typeof a === 'number') return a
      const [type, whence, start, length] = a
      const flock = new BigInt64Array([BigInt(type | (whence << 16)), BigInt(start), BigInt(length), 0n])
      m.poke(at, new Uint8Array(flock.buffer))
      return at
    }),
  )
  expect(lines).toEqual([line])
})
