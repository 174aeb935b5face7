// Random calls on descriptors: where they stand, how large the file is, how they are copied, flagged, sealed and closed.

import fc from 'fast-check'
import type { StepInput } from './transfers.ts'
import { anyFd, flags, offset, type Value, weighted, writeOffset } from './values.ts'

const size = weighted<Value>(
  [6, fc.constantFrom<Value>(0, 1, 4095, 4096, 4097, 6000, 8192, 12288, 30000)],
  [1, fc.constantFrom<Value>(-1, '2**63')],
)
const whence = weighted<Value>(
  [8, fc.constantFrom<Value>('SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'SEEK_DATA', 'SEEK_HOLE')],
  [1, fc.constantFrom<Value>(5, -1, '2**32')],
)
const target = weighted<Value>(
  [6, fc.integer({ min: 3, max: 20 })],
  [1, fc.constantFrom<Value>(-1, '2**31', 2_000_000)],
)
const SEALS = ['F_SEAL_SEAL', 'F_SEAL_SHRINK', 'F_SEAL_GROW', 'F_SEAL_WRITE', 'F_SEAL_FUTURE_WRITE']
/** Always with O_NONBLOCK: a pipe that waits would wait for ever. */
const status = flags(['O_APPEND', 'O_DIRECT', 'O_NOATIME', 'O_ASYNC', 'O_RDWR', 'O_TRUNC']).map(
  (f): Value => `O_NONBLOCK|${f}`,
)

/** jvisor's files end at 2^53 - 1, others at 2^63 - 1: where it matters is not asked. */
const seekOffset = offset.filter((off) => off !== '2**53-1' && off !== '2**63-1')

const fcntl = fc.oneof(
  fc
    .tuple(anyFd, fc.constantFrom<Value>('F_GETFL', 'F_GETFD', 'F_GET_SEALS', 'F_GETPIPE_SZ'))
    .map(([fd, cmd]): StepInput => ({ fcntl: [fd, cmd, 0] })),
  fc.tuple(anyFd, status).map(([fd, f]): StepInput => ({ fcntl: [fd, 'F_SETFL', f] })),
  fc
    .tuple(anyFd, fc.constantFrom<Value>(0, 1, 2, -1))
    .map(([fd, f]): StepInput => ({ fcntl: [fd, 'F_SETFD', f] })),
  fc
    .tuple(anyFd, fc.constantFrom<Value>('F_DUPFD', 'F_DUPFD_CLOEXEC'), target)
    .map(([fd, cmd, to]): StepInput => ({ fcntl: [fd, cmd, to] })),
  fc
    .tuple(weighted<Value>([4, fc.constant<Value>('m')], [1, anyFd]), flags(SEALS, [64, -1]))
    .map(([fd, seals]): StepInput => ({ fcntl: [fd, 'F_ADD_SEALS', seals] })),
)

const open = fc
  .tuple(
    fc.constantFrom('data', '.', 'data/x', 'missing', '', '/dev/null', 'new'),
    fc.constantFrom<Value>('O_RDONLY', 'O_WRONLY', 'O_RDWR', 3),
    flags([
      'O_CREAT',
      'O_EXCL',
      'O_TRUNC',
      'O_APPEND',
      'O_DIRECTORY',
      'O_NOFOLLOW',
      'O_CLOEXEC',
      'O_PATH',
      'O_NONBLOCK',
    ]),
  )
  .map(([path, access, more]): StepInput => ({ open: [{ string: path }, `${access}|${more}`, 0o644] }))

const FALLOC = ['KEEP_SIZE', 'PUNCH_HOLE', 'ZERO_RANGE', 'COLLAPSE_RANGE', 'INSERT_RANGE', 'UNSHARE_RANGE']
const fallocate = fc
  .tuple(
    weighted<Value>([2, fc.constantFrom<Value>('f', 'fa', 'm', 'm')], [1, anyFd]),
    weighted<Value>(
      [6, fc.constantFrom<Value>(0, 'FALLOC_FL_KEEP_SIZE', 'FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE')],
      [2, flags(FALLOC.map((name) => `FALLOC_FL_${name}`))],
      [1, fc.constantFrom<Value>(4, 0x100, -1)],
    ),
    weighted<Value>([12, writeOffset], [1, fc.constant<Value>('2**63-1')]),
    weighted<Value>(
      [6, fc.constantFrom<Value>(1, 4095, 4096, 4097, 8192)],
      [6, fc.integer({ min: 1, max: 20000 })],
      [1, fc.constantFrom<Value>(0, -1, '2**63')],
    ),
  )
  .map(([fd, mode, off, n]): StepInput => ({ fallocate: [fd, mode, off, n] }))

const signals = fc.subarray<Value>(['2**9', '2**11', '2**8', '2**16', '2**33']).map((s) => s.join('|') || 0)

export const fileCall: fc.Arbitrary<StepInput> = weighted<StepInput>(
  [4, fc.tuple(anyFd, seekOffset, whence).map(([fd, off, w]): StepInput => ({ lseek: [fd, off, w] }))],
  [4, fc.tuple(anyFd, size).map(([fd, n]): StepInput => ({ ftruncate: [fd, n] }))],
  [2, fc.constantFrom(0, 1, 4096).map((n): StepInput => ({ ftruncate: ['f', n] }))],
  [4, fcntl],
  [2, anyFd.map((fd): StepInput => ({ dup: [fd] }))],
  [1, fc.tuple(anyFd, target).map(([fd, to]): StepInput => ({ dup2: [fd, to] }))],
  [
    1,
    fc
      .tuple(anyFd, target, fc.constantFrom<Value>(0, 'O_CLOEXEC', 'O_NONBLOCK', -1))
      .map(([fd, to, f]): StepInput => ({ dup3: [fd, to, f] })),
  ],
  [2, anyFd.map((fd): StepInput => ({ close: [fd] }))],
  [1, anyFd.map((fd): StepInput => ({ dup3: [fd, fd, 0] }))],
  [2, open],
  [3, fallocate],
  [
    1,
    fc
      .tuple(
        fc.constantFrom('AF_UNIX', 'AF_UNIX', 'AF_UNIX', 77),
        fc.constantFrom('SOCK_STREAM', 'SOCK_SEQPACKET', 'SOCK_DGRAM', 9),
        flags(['SOCK_CLOEXEC'], ['0x100']),
        fc.constantFrom(0, 0, 1, 5),
      )
      .map(
        ([family, type, f, protocol]): StepInput => ({
          socketpair: [family, `${type}|SOCK_NONBLOCK|${f}`, protocol, { out: 8 }],
        }),
      ),
  ],
  [
    1,
    fc
      .tuple(
        weighted<Value>([4, fc.constantFrom('k.r', 'k.w', 'kp.w')], [1, anyFd]),
        fc.constantFrom<Value>(0, 1, 2, 3, -1),
      )
      .map(([fd, how]): StepInput => ({ shutdown: [fd, how] })),
  ],
  [
    1,
    fc
      .tuple(
        weighted<Value>([2, fc.constant<Value>(-1)], [2, fc.constant<Value>('sg')], [1, anyFd]),
        signals,
        fc.constantFrom(8, 8, 8, 4),
        flags(['SFD_CLOEXEC'], [1]),
      )
      .map(
        ([fd, mask, size, f]): StepInput => ({
          signalfd4: [fd, { longs: [mask] }, size, `SFD_NONBLOCK|${f}`],
        }),
      ),
  ],
  [
    1,
    flags(['O_CLOEXEC', 'O_DIRECT'], ['O_APPEND', 1]).map(
      (f): StepInput => ({ pipe2: [{ out: 8 }, `O_NONBLOCK|${f}`] }),
    ),
  ],
  [
    1,
    flags(['MFD_CLOEXEC', 'MFD_ALLOW_SEALING', 'MFD_NOEXEC_SEAL', 'MFD_EXEC'], [0x20, -1]).map(
      (f): StepInput => ({ memfd_create: [{ string: 'made' }, f] }),
    ),
  ],
)
