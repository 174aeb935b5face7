import { SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { syscallList } from './listing.ts'
import { SYSCALLS } from './table.ts'

const row = (name: SyscallName) => syscallList().find((r) => r.name === name)

test.each<[SyscallName, string]>([
  ['readv', 'readv(int fd, const struct iovec *iov, int iovcnt)'],
  ['preadv2', 'preadv2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags)'],
  ['dup3', 'dup3(int fd, int newfd, int flags)'],
  ['mmap', 'mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)'],
  ['getpid', 'getpid(void)'],
  ['exit_group', 'exit_group(int status)'],
  ['fork', 'fork(void)'],
  ['kill', 'kill(pid_t pid, int sig)'],
  ['io_uring_setup', ''],
])('the signature of %s', (name, want) => {
  expect(row(name)?.signature).toBe(want)
})

test('a row has the numbers of both architectures, and says what is missing', () => {
  expect(row('open')?.numbers).toEqual({ 'x86-64': 2, riscv64: undefined })
  expect(row('riscv_hwprobe')).toMatchObject({
    numbers: { 'x86-64': undefined, riscv64: 258 },
    implemented: true,
  })
  expect(row('readv')).toMatchObject({
    numbers: { 'x86-64': 19, riscv64: 65 },
    implemented: true,
    unsupported: '',
  })
  expect(row('fcntl')?.unsupported).toContain('leases')
})

test('every call of Linux is in the list once, ours and the others', () => {
  const rows = syscallList()
  expect(new Set(rows.map((r) => r.name)).size).toBe(rows.length)
  expect(rows.filter((r) => r.implemented)).toHaveLength(SYSCALLS.length)
  for (const arch of ['x86-64', 'riscv64'] as const) {
    expect(syscallList(arch)).toHaveLength(Object.keys(SYSCALL_NUMBERS[arch]).length)
  }
})

test('rows come by x86-64 number, then by riscv64 number', () => {
  const keys = syscallList().map(({ numbers }) => numbers['x86-64'] ?? 10_000 + (numbers.riscv64 ?? 0))
  expect(keys).toEqual(keys.toSorted((a, b) => a - b))
})
