// Random calls between descriptors, and on those that count events: splice and its kin, eventfd, timerfd, epoll.

import fc from 'fast-check'
import type { StepInput } from './transfers.ts'
import { anyFd, flags, iovec, length, offset, readFd, type Value, weighted, writeOffset } from './values.ts'

type ArgumentInput = NonNullable<StepInput['readv']>[number]

/** A pointer to an offset: mostly none, or one that is read and stored. */
function offsetAt(offsets: fc.Arbitrary<Value>): fc.Arbitrary<ArgumentInput> {
  return weighted<ArgumentInput>(
    [6, fc.constant<ArgumentInput>(0)],
    [4, offsets.map((off): ArgumentInput => ({ longs: [off], shown: true }))],
    // Not what lies in memory: it would make files of petabytes.
    [1, fc.constantFrom<ArgumentInput>('no', 'b', 'arena', 1, '2**47', -1)],
  )
}

const spliceFlags = weighted<Value>(
  [6, fc.constant<Value>('SPLICE_F_NONBLOCK')],
  [
    1,
    fc.constantFrom<Value>('SPLICE_F_NONBLOCK|SPLICE_F_MOVE', 'SPLICE_F_NONBLOCK|SPLICE_F_MORE', '0x12', -1),
  ],
)
/** Of which a page or two is moved: what is longer takes long. */
const amount = weighted<Value>([8, length], [2, fc.constantFrom<Value>(1, 4096, 5000)])
/** Where no pipe bounds it: some files have no end, or are of terabytes. */
const boundedAmount = weighted<Value>(
  [12, fc.integer({ min: 0, max: 9000 })],
  [8, fc.constantFrom<Value>(0, 1, 4095, 4096, 5000, 8192, 65536)],
  [1, fc.constantFrom<Value>('2**63', -1)],
)
const pipeIn = weighted<Value>([3, fc.constantFrom('p.w', 'q.w', 'bp.w', 'ff.w')], [1, anyFd])
const pipeOut = weighted<Value>([3, fc.constantFrom('p.r', 'q.r', 'ep.r', 'ff.r')], [1, readFd])
const fileFd = weighted<Value>([3, fc.constantFrom('f', 'fa', 'fr', 'm')], [2, readFd])

const moves = fc.oneof(
  fc
    .tuple(fileFd, offsetAt(offset), pipeIn, amount, spliceFlags)
    .map(([from, at, to, n, f]): StepInput => ({ splice: [from, at, to, 0, n, f] })),
  fc
    .tuple(pipeOut, fileFd, offsetAt(writeOffset), amount, spliceFlags)
    .map(([from, to, at, n, f]): StepInput => ({ splice: [from, 0, to, at, n, f] })),
  fc
    .tuple(readFd, offsetAt(offset), anyFd, offsetAt(writeOffset), amount, spliceFlags)
    .map(([from, at, to, at2, n, f]): StepInput => ({ splice: [from, at, to, at2, n, f] })),
  fc
    .tuple(
      fc.constantFrom('p.r', 'q.r', 'ep.r', 'ff.r'),
      fc.constantFrom('p.w', 'q.w', 'ff.w'),
      amount,
      spliceFlags,
    )
    .map(([from, to, n, f]): StepInput => ({ splice: [from, 0, to, 0, n, f] })),
  fc
    .tuple(pipeOut, pipeIn, amount, spliceFlags)
    .map(([from, to, n, f]): StepInput => ({ tee: [from, to, n, f] })),
  fc
    .tuple(pipeIn, iovec, spliceFlags)
    .map(([fd, iov, f]): StepInput => ({ vmsplice: [fd, { iov }, iov.length, f] })),
  fc
    .tuple(weighted<Value>([3, fileFd], [1, pipeIn], [1, anyFd]), fileFd, offsetAt(offset), boundedAmount)
    .map(([to, from, at, n]): StepInput => ({ sendfile: [to, from, at, n] })),
  fc
    .tuple(anyFd, fc.constantFrom('n', 'd', 'e', 'p.r', 'ep.r'), length)
    .map(([to, from, n]): StepInput => ({ sendfile: [to, from, 0, n] })),
  fc
    .tuple(
      fileFd,
      offsetAt(offset),
      fileFd,
      offsetAt(writeOffset),
      boundedAmount,
      fc.constantFrom<Value>(0, 0, 0, 1),
    )
    .map(([from, at, to, at2, n, f]): StepInput => ({ copy_file_range: [from, at, to, at2, n, f] })),
)

const counts = fc.constantFrom<Value>(0, 1, 2, 7, '2**64-2', '2**64-1', '2**63')
const EVENTS = ['e', 'es'] as const
const events = fc.oneof(
  fc
    .tuple(fc.constantFrom(...EVENTS), counts, fc.constantFrom(8, 8, 8, 7, 16))
    .map(([fd, n, size]): StepInput => ({ write: [fd, { longs: [n, 1] }, size] })),
  fc
    .tuple(fc.constantFrom(...EVENTS, 't'), fc.constantFrom(8, 8, 9, 7))
    .map(([fd, size]): StepInput => ({ read: [fd, { out: 16 }, size] })),
  fc
    .tuple(fc.nat(3), flags(['EFD_NONBLOCK', 'EFD_SEMAPHORE', 'EFD_CLOEXEC'], [2, 4]))
    .map(([n, f]): StepInput => ({ eventfd2: [n, f] })),
)

/** Far enough in the future that it does not come. */
const YEAR = 31_536_000
const timers = fc.oneof(
  fc
    .tuple(
      weighted<Value>([3, fc.constant<Value>('t')], [1, anyFd]),
      fc.constantFrom<Value>(0, 'TFD_TIMER_ABSTIME', 4),
      fc.constantFrom<[Value, Value]>([0, 0], [YEAR, 0], [0, -1], [0, 1_000_000_000], [-1, 0]),
      fc.constantFrom<[Value, Value]>([0, 0], [YEAR * 100, 0], [0, 1_000_000_000]),
    )
    .map(
      ([fd, f, every, first]): StepInput => ({
        timerfd_settime: [fd, f, { longs: [...every, ...first] }, 0],
      }),
    ),
  fc
    .tuple(
      fc.constantFrom<Value>('CLOCK_MONOTONIC', 'CLOCK_REALTIME', 'CLOCK_BOOTTIME', 2, 3, 11, 99),
      flags(['TFD_NONBLOCK', 'TFD_CLOEXEC'], [1]),
    )
    .map(([clock, f]): StepInput => ({ timerfd_create: [clock, f] })),
)

const wanted = flags(
  ['POLLIN', 'POLLOUT', 'POLLRDHUP', 'POLLPRI', 'EPOLLET', 'EPOLLONESHOT'],
  ['EPOLLEXCLUSIVE'],
)
const POLLED = [
  'p.r',
  'p.w',
  'bp.w',
  'ep.r',
  'ff.r',
  'ff.w',
  'k.r',
  'kp.w',
  'sg',
  'e',
  'es',
  't',
  'f',
  'z',
  'x',
  'el',
] as const
const watched = weighted<Value>([3, fc.constantFrom(...POLLED)], [1, anyFd])
const waiting = fc.oneof(
  fc
    .tuple(
      weighted<Value>([5, fc.constant<Value>('el')], [1, anyFd]),
      fc.constantFrom<Value>(
        'EPOLL_CTL_ADD',
        'EPOLL_CTL_ADD',
        'EPOLL_CTL_ADD',
        'EPOLL_CTL_MOD',
        'EPOLL_CTL_DEL',
        4,
      ),
      watched,
      wanted,
      fc.nat(9),
    )
    .map(([el, op, fd, what, data]): StepInput => ({ epoll_ctl: [el, op, fd, { ints: [what, data, 0] }] })),
  fc
    .tuple(
      weighted<Value>([5, fc.constant<Value>('el')], [1, anyFd]),
      weighted<Value>([5, fc.constantFrom(1, 2, 4)], [1, fc.constantFrom(0, -1)]),
    )
    .map(([el, most]): StepInput => ({ epoll_wait: [el, { out: 48 }, most, 0] })),
  fc
    .array(fc.tuple(watched, fc.constantFrom<Value>(1, 4, 5, '0x2005', '0x7fff', 0)), {
      minLength: 1,
      maxLength: 4,
    })
    .map((list): StepInput => ({ poll: [{ ints: list.flat(), shown: true }, list.length, 0] })),
)

/** What an epoll tells of a file, and tells again or does not. */
export const epollCalls: fc.Arbitrary<StepInput[]> = fc
  .tuple(watched, wanted, wanted, fc.constantFrom('EPOLL_CTL_MOD', 'EPOLL_CTL_DEL'), fc.boolean(), fc.nat(9))
  .map(([fd, first, second, op, changes, data]): StepInput[] => {
    const wait: StepInput = { epoll_wait: ['el', { out: 48 }, 4, 0] }
    return [
      { epoll_ctl: ['el', 'EPOLL_CTL_ADD', fd, { ints: [first, data, 0] }] },
      wait,
      ...(changes ? [{ write: ['p.w', { bytes: 'x' }, 1] }, { write: ['e', { longs: [1] }, 8] }] : []),
      wait,
      { epoll_ctl: ['el', op, fd, { ints: [second, data, 0] }] },
      wait,
    ]
  })

/** Signals that are blocked, and read. Who has sent them is not looked at: numbers of processes are not the same. */
export const signalfdCalls: fc.Arbitrary<StepInput[]> = fc
  .tuple(
    fc.constantFrom<Value>('SIGUSR1', 'SIGUSR1', 'SIGUSR2', 34),
    fc.constantFrom<Value>('SIGUSR1', 'SIGUSR2', 34, 'SIGCHLD'),
    fc.array(fc.constantFrom(128, 128, 256, 384, 127, 0), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([first, second, sizes, both]): StepInput[] => [
    { rt_sigprocmask: ['SIG_BLOCK', { longs: ['2**9|2**11|2**16|2**33'] }, 0, 8] },
    { kill: ['main', first] },
    ...(both ? [{ tkill: ['main', second] }] : []),
    { poll: [{ ints: ['sg', 5], shown: true }, 1, 0] },
    ...sizes.map((n): StepInput => ({ read: ['sg', { bytes: { repeat: '.', length: 384 } }, n] })),
    { rt_sigpending: [{ out: 8 }, 8] },
  ])

export const moveCall: fc.Arbitrary<StepInput> = weighted<StepInput>(
  [8, moves],
  [3, events],
  [1, timers],
  [4, waiting],
)
