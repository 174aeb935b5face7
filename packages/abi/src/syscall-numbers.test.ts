import { describe, expect, test } from 'vitest'
import {
  type Arch,
  SYSCALL_NUMBERS,
  type SyscallName,
  syscallName,
  syscallNumber,
} from './syscall-numbers.ts'

// Numbers as the headers of Linux give them; undefined where the architecture has no such call.
const known: [SyscallName, number | undefined, number | undefined][] = [
  ['read', 0, 63],
  ['open', 2, undefined],
  ['fstat', 5, 80],
  ['lseek', 8, 62],
  ['mmap', 9, 222],
  ['pread64', 17, 67],
  ['readv', 19, 65],
  ['writev', 20, 66],
  ['pipe', 22, undefined],
  ['exit', 60, 93],
  ['fcntl', 72, 25],
  ['renameat', 264, undefined],
  ['getrlimit', 97, 163],
  ['openat', 257, 56],
  ['newfstatat', 262, 79],
  ['riscv_hwprobe', undefined, 258],
  ['process_vm_readv', 310, 270],
  ['preadv2', 327, 286],
  ['pwritev2', 328, 287],
  ['io_pgetevents', 333, 292],
  ['rseq', 334, 293],
  ['pidfd_send_signal', 424, 424],
  ['futex_waitv', 449, 449],
  ['mseal', 462, 462],
  ['listns', 470, 470],
]

describe.each(['x86-64', 'riscv64'] as const)('%s', (arch: Arch) => {
  test.each(known)('%s has its number', (name, x86, riscv) => {
    const want = arch === 'x86-64' ? x86 : riscv
    expect(syscallNumber(arch, name)).toBe(want)
    if (want !== undefined) expect(syscallName(arch, want)).toBe(name)
  })

  test('every name leads to a number and back', () => {
    const entries = Object.entries(SYSCALL_NUMBERS[arch])
    expect(entries.length).toBe(arch === 'x86-64' ? 384 : 327)
    for (const [name, nr] of entries) expect(syscallName(arch, nr)).toBe(name)
  })

  test('the numbers rise and leave out only the ranges that Linux does', () => {
    const missing: string[] = []
    let next = 0
    for (const nr of Object.values(SYSCALL_NUMBERS[arch])) {
      expect(nr).toBeGreaterThanOrEqual(next)
      if (nr > next) missing.push(`${next}-${nr - 1}`)
      next = nr + 1
    }
    expect(missing).toEqual(arch === 'x86-64' ? ['337-423'] : ['38-38', '244-257', '295-423'])
  })

  test.each([-1, 0.5, 400, 471, 512, 2 ** 31, Number.NaN])('%d has no name', (nr) => {
    expect(syscallName(arch, nr)).toBeUndefined()
  })
})
