// The lines of calls that move bytes between files: what strace(1) 6.1 printed on Linux 6.18 for a program that made the
// same calls. Descriptors 3 and 4 are a pipe, 0 to 2 /dev/null.

import { describe, expect, test } from 'vitest'
import { P, table, traced } from './lines.testing.ts'
import { Strace } from './strace.ts'

const EBADF = '-1 EBADF (Bad file descriptor)'
const EINVAL = '-1 EINVAL (Invalid argument)'
const EFAULT = '-1 EFAULT (Bad address)'

describe('splice', () => {
  const off = [105]
  table([
    [
      'splice',
      [3, 0, 4, 0, 2n ** 63n, 31],
      [],
      `splice(3, NULL, 4, NULL, 9223372036854775808, SPLICE_F_MOVE|SPLICE_F_NONBLOCK|SPLICE_F_MORE|SPLICE_F_GIFT|0x10) = ${EINVAL}`,
    ],
    ['splice', [0, 1, 4, 0, 10, 0], [], `splice(0, 0x1, 4, NULL, 10, 0)          = ${EFAULT}`],
    [
      'splice',
      [0, 0, 4, P, 10, 0],
      off,
      'splice(0, NULL, 4, [105], 10, 0)        = -1 ESPIPE (Illegal seek)',
    ],
    [
      'splice',
      [-1, P, 4, 0, -1, 2],
      off,
      `splice(-1, [105], 4, NULL, 18446744073709551615, SPLICE_F_NONBLOCK) = ${EBADF}`,
    ],
    ['splice', [0, P, 4, 0, 0, 8], off, 'splice(0, [105], 4, NULL, 0, SPLICE_F_GIFT) = 0'],
    ['tee', [3, 4, 5, 3], [], `tee(3, 4, 5, SPLICE_F_MOVE|SPLICE_F_NONBLOCK) = ${EINVAL}`],
    ['tee', [3, -1, -1, 64], [], `tee(3, -1, 18446744073709551615, 0x40 /* SPLICE_F_??? */) = ${EINVAL}`],
  ])
})

describe('sendfile and copy_file_range', () => {
  const off = [115]
  table([
    ['sendfile', [1, 0, 1, 10], [], `sendfile(1, 0, 0x1, 10)                 = ${EFAULT}`],
    ['sendfile', [-1, 0, P, 10], off, `sendfile(-1, 0, [115], 10)              = ${EBADF}`],
    ['sendfile', [-1, 0, 0, 10], [], `sendfile(-1, 0, NULL, 10)               = ${EBADF}`],
    ['copy_file_range', [0, 0, 1, 0, 10, 1], [], `copy_file_range(0, NULL, 1, NULL, 10, 1) = ${EINVAL}`],
    ['copy_file_range', [0, 1, 1, P, 10, 1], [11], `copy_file_range(0, 0x1, 1, [11], 10, 1) = ${EFAULT}`],
    [
      'copy_file_range',
      [0, P, -1, P + 8, 10, 0],
      [11, 160],
      `copy_file_range(0, [11], -1, [160], 10, 0) = ${EBADF}`,
    ],
  ])
})

describe('vmsplice', () => {
  const hello = [P + 32, 5, P + 32, 2, 0x6f6c6c6568]
  const iov = '[{iov_base="hello", iov_len=5}, {iov_base="he", iov_len=2}]'
  table([
    ['vmsplice', [4, P, 2, 10], hello, `vmsplice(4, ${iov}, 2, SPLICE_F_NONBLOCK|SPLICE_F_GIFT) = 7`],
    ['vmsplice', [-1, P, 2, 0], hello, `vmsplice(-1, ${iov}, 2, 0) = ${EBADF}`],
    ['vmsplice', [4, 1, 2, 0], hello, `vmsplice(4, 0x1, 2, 0)                  = ${EFAULT}`],
  ])
})

describe('what a file takes up', () => {
  table([
    [
      'fallocate',
      [-1, 255, 5, -1],
      [],
      `fallocate(-1, FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE|FALLOC_FL_NO_HIDE_STALE|FALLOC_FL_COLLAPSE_RANGE|FALLOC_FL_ZERO_RANGE|FALLOC_FL_INSERT_RANGE|FALLOC_FL_UNSHARE_RANGE|0x80, 5, -1) = ${EBADF}`,
    ],
    [
      'fallocate',
      [-1, 256, 2n ** 63n - 1n, 1],
      [],
      `fallocate(-1, 0x100 /* FALLOC_FL_??? */, 9223372036854775807, 1) = ${EBADF}`,
    ],
    ['fadvise64', [0, 0, 100, 1], [], 'fadvise64(0, 0, 100, POSIX_FADV_RANDOM) = 0'],
    [
      'fadvise64',
      [0, -1, 2n ** 63n, 9],
      [],
      `fadvise64(0, -1, 9223372036854775808, 0x9 /* POSIX_FADV_??? */) = ${EINVAL}`,
    ],
    ['readahead', [0, -1, -1], [], `readahead(0, -1, 18446744073709551615)  = ${EINVAL}`],
    [
      'sync_file_range',
      [0, -1, 2n ** 63n - 1n, 15],
      [],
      `sync_file_range(0, -1, 9223372036854775807, SYNC_FILE_RANGE_WAIT_BEFORE|SYNC_FILE_RANGE_WRITE|SYNC_FILE_RANGE_WAIT_AFTER|0x8) = ${EINVAL}`,
    ],
    ['fsync', [0], [], `fsync(0)                                = ${EINVAL}`],
    ['fdatasync', [-1], [], `fdatasync(-1)                           = ${EBADF}`],
    ['sync', [], [], 'sync()                                  = 0'],
    ['syncfs', [0], [], 'syncfs(0)                               = 0'],
  ])
})

describe('signals and processes as files', () => {
  const mask = [0x201]
  table([
    ['signalfd', [-1, P, 8], mask, 'signalfd(-1, [HUP USR1], 8)             = 5'],
    ['signalfd4', [-1, P, 8, 0o2004000], mask, 'signalfd4(-1, [HUP USR1], 8, SFD_CLOEXEC|SFD_NONBLOCK) = 5'],
    ['signalfd4', [-1, P, 4, 0], mask, `signalfd4(-1, 0x10000000, 4, 0)         = ${EINVAL}`],
    ['signalfd4', [100, 1, 8, 5], [], `signalfd4(100, 0x1, 8, 0x5 /* SFD_??? */) = ${EFAULT}`],
    ['signalfd4', [-1, 0, 8, 0], [], `signalfd4(-1, NULL, 8, 0)               = ${EFAULT}`],
    ['pidfd_open', [-1, 0o4200], [], `pidfd_open(-1, PIDFD_NONBLOCK|0x80)     = ${EINVAL}`],
    [
      'pidfd_open',
      [1 << 30, 0o4000],
      [],
      'pidfd_open(1073741824, PIDFD_NONBLOCK)  = -1 ESRCH (No such process)',
    ],
    ['pidfd_open', [1, 1], [], `pidfd_open(1, 0x1 /* PIDFD_??? */)      = ${EINVAL}`],
    ['pidfd_send_signal', [-1, 10, 0, 0], [], `pidfd_send_signal(-1, SIGUSR1, NULL, 0) = ${EBADF}`],
    [
      'pidfd_send_signal',
      [-1, 10, P, 1],
      [10, 0xffffffff, (2n << 32n) | 1n, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      `pidfd_send_signal(-1, SIGUSR1, {si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=1, si_uid=2, si_int=3, si_ptr=0x3}, 0x1) = ${EBADF}`,
    ],
    ['pidfd_send_signal', [0, 0, 1, 7], [], `pidfd_send_signal(0, 0, 0x1, 0x7)       = ${EINVAL}`],
    ['pidfd_getfd', [-1, 5, 1], [], `pidfd_getfd(-1, 5, 0x1)                 = ${EINVAL}`],
    ['pidfd_getfd', [-1, 5, 0], [], `pidfd_getfd(-1, 5, 0)                   = ${EBADF}`],
    ['waitid', [3, -1, 0, 4, 0], [], `waitid(P_PIDFD, -1, NULL, WEXITED, NULL) = ${EINVAL}`],
  ])
})

test('sendfile shows where its offset was, and where it is', () => {
  const { m, lines } = traced([100])
  m.kernel.tracer = undefined
  const file = m.file(new Uint8Array(5000))
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  m.call('sendfile', 1, file, P, 10)
  m.call('sendfile', 1, file, 0, 10)
  expect(lines).toEqual([
    'sendfile(1, 5, [100] => [110], 10)      = 10',
    'sendfile(1, 5, NULL, 10)                = 10',
  ])
})
