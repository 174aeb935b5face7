// Random calls that move bytes: read, write and their vectored, positioned and flagged forms.

import type { ScenarioInput } from '@jvisor/scenario'
import fc from 'fast-check'
import {
  address,
  anyFd,
  flags,
  iovec,
  length,
  offset,
  readFd,
  type Value,
  weighted,
  writeOffset,
} from './values.ts'

export type StepInput = ScenarioInput['steps'][number]
type ArgumentInput = NonNullable<StepInput['readv']>[number]

const RWF = ['RWF_HIPRI', 'RWF_DSYNC', 'RWF_SYNC', 'RWF_NOWAIT', 'RWF_APPEND', 'RWF_NOAPPEND']
const rwf = weighted<Value>(
  [4, fc.constant<Value>(0)],
  [2, flags(RWF)],
  [6, fc.constantFrom<Value>(...RWF)],
  [3, fc.constantFrom<Value>('0x40', '0x80', '0x100', '0x200', '2**31', -1)],
)

/** A vector as an argument, and its count: mostly its own, now and then another. */
const vector: fc.Arbitrary<[ArgumentInput, Value]> = weighted<[ArgumentInput, Value]>(
  [10, iovec.map((iov): [ArgumentInput, Value] => [{ iov }, iov.length])],
  [
    1,
    fc
      .tuple(iovec, fc.constantFrom<Value>(0, -1, 1, 3, '2**32+1', '2**63'))
      .map(([iov, count]): [ArgumentInput, Value] => [{ iov }, count]),
  ],
  // The array lies across the end of a mapping, or of what of it can be read.
  [
    2,
    fc
      .tuple(
        iovec,
        fc.constantFrom('a', 'b', 'ro', 'no', 'sh'),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
      )
      .map(([iov, name, fits, negative]): [ArgumentInput, Value] => {
        const segments =
          negative && iov.length > 0 ? [[iov[0][0], -1] as [Value, Value], ...iov.slice(1)] : iov
        return [{ iov: segments, at: `${name}.end-${fits}` }, iov.length]
      }),
  ],
  [
    1,
    fc
      .tuple(address, fc.constantFrom<Value>(0, 1, 2, 1024, 1025))
      .map(([at, count]): [ArgumentInput, Value] => [at, count]),
  ],
  [
    1,
    fc
      .tuple(address, length, fc.constantFrom(1023, 1024, 1025))
      .map(([base, size, count]): [ArgumentInput, Value] => [
        {
          iov: Array.from({ length: count }, (): [Value, Value] => [
            base,
            typeof size === 'number' && size > 100 ? 3 : size,
          ]),
        },
        count,
      ]),
  ],
)

const hidden = fc.constantFrom<Value>(0, 0, 0, 7, -1)
const reading = readFd
const writing = anyFd
/** With -1, which some calls take for the file's own, as often as everything else. */
const readAt = fc.oneof(offset, offset, fc.constant<Value>(-1))
const writeAt = fc.oneof(writeOffset, writeOffset, fc.constant<Value>(-1))

/** Where a write goes that has its own word about appending. */
const appending = fc
  .tuple(
    fc.constantFrom('f', 'fa'),
    fc.integer({ min: 1, max: 50 }),
    fc.constantFrom<Value>(-1, 0, 3, 5000),
    fc.constantFrom('RWF_APPEND', 'RWF_NOAPPEND'),
  )
  .map(([fd, n, at, flag]): StepInput => ({ pwritev2: [fd, { iov: [['a', n]] }, 1, at, 0, flag] }))

/** With the heap, which lies elsewhere on every kernel. */
const heap = fc
  .tuple(
    fc.constantFrom('read', 'write', 'pwrite64'),
    fc.constantFrom('f', 'p.r', 'p.w', 'm'),
    fc.constantFrom('brk', 'brk+4090', 'brk+8191'),
    length,
  )
  .map(([call, fd, at, n]): StepInput => ({ [call]: [fd, at, n, 0].slice(0, call === 'pwrite64' ? 4 : 3) }))

/** Two things are wrong at once: which is told says what is looked at first. */
const wrongTwice = fc
  .tuple(
    fc.constantFrom('pread64', 'pwrite64'),
    fc.constantFrom<Value>('x', -1, 'fp', 'd', 'p.r', 'p.w', 'fr', 'fw'),
    address,
    length,
    fc.constantFrom<Value>(-1, -2, '2**63', 0),
  )
  .map(([call, fd, at, n, off]): StepInput => ({ [call]: [fd, at, n, off] }))

/** Calls that move nothing, on everything. */
const nothing = fc.oneof(
  fc.tuple(anyFd, address).map(([fd, at]): StepInput => ({ write: [fd, at, 0] })),
  fc.tuple(readFd, address).map(([fd, at]): StepInput => ({ read: [fd, at, 0] })),
  fc.tuple(anyFd, address).map(([fd, at]): StepInput => ({ writev: [fd, { iov: [[at, 0]] }, 1] })),
)

/** Parts of what a pipe holds. */
const drain = fc
  .tuple(
    fc.constantFrom('p.r', 'q.r', 'q.r', 'ep.r', 'ff.r', 'k.r', 'kp.r'),
    fc.integer({ min: 1, max: 5000 }),
  )
  .map(([fd, n]): StepInput => ({ read: [fd, 'a', n] }))

/** Between processes, of which both are this one. */
const betweenProcesses = fc
  .tuple(
    fc.constantFrom('process_vm_readv', 'process_vm_writev'),
    weighted<Value>([9, fc.constant<Value>('main')], [1, fc.constantFrom<Value>(0, -1, 4_000_000)]),
    vector,
    vector,
    fc.constantFrom<Value>(0, 0, 0, 0, 0, 1),
  )
  .map(([call, pid, [local, n], [remote, m], f]): StepInput => ({ [call]: [pid, local, n, remote, m, f] }))

export const transfer: fc.Arbitrary<StepInput> = fc.oneof(
  appending,
  drain,
  nothing,
  wrongTwice,
  betweenProcesses,
  heap,
  fc.tuple(reading, address, length).map(([fd, at, n]): StepInput => ({ read: [fd, at, n] })),
  fc.tuple(writing, address, length).map(([fd, at, n]): StepInput => ({ write: [fd, at, n] })),
  fc
    .tuple(reading, address, length, offset)
    .map(([fd, at, n, off]): StepInput => ({ pread64: [fd, at, n, off] })),
  fc
    .tuple(writing, address, length, writeOffset)
    .map(([fd, at, n, off]): StepInput => ({ pwrite64: [fd, at, n, off] })),
  fc.tuple(reading, vector).map(([fd, [iov, n]]): StepInput => ({ readv: [fd, iov, n] })),
  fc.tuple(writing, vector).map(([fd, [iov, n]]): StepInput => ({ writev: [fd, iov, n] })),
  fc
    .tuple(reading, vector, readAt, hidden)
    .map(([fd, [iov, n], off, h]): StepInput => ({ preadv: [fd, iov, n, off, h] })),
  fc
    .tuple(writing, vector, writeAt, hidden)
    .map(([fd, [iov, n], off, h]): StepInput => ({ pwritev: [fd, iov, n, off, h] })),
  fc
    .tuple(reading, vector, readAt, hidden, rwf)
    .map(([fd, [iov, n], off, h, f]): StepInput => ({ preadv2: [fd, iov, n, off, h, f] })),
  fc
    .tuple(writing, vector, writeAt, hidden, rwf)
    .map(([fd, [iov, n], off, h, f]): StepInput => ({ pwritev2: [fd, iov, n, off, h, f] })),
)
