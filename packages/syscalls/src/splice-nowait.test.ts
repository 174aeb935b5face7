// RWF_NOWAIT at a pipe after splice(2) and its kin, as Linux 6.18 answered to the same calls in a C program: an end that
// splice or vmsplice has named is one for which it works no more. And what sendfile(2) reads from when it reads nothing.

import { expect, test } from 'vitest'
import { shown } from './events.testing.ts'
import { TestMachine } from './machine.testing.ts'

const NONBLOCK = 2
const NOWAIT = 8

class Machine extends TestMachine {
  readonly p = this.pipe(0o4000)
  readonly q = this.pipe(0o4000)
  readonly fd = this.file('hello world')
  readonly iov = this.iovecs([[this.map(1), 10]])

  /** The ends for which RWF_NOWAIT does not work. */
  get spliced(): string {
    const ends = { pr: this.p.readFd, pw: this.p.writeFd, qr: this.q.readFd, qw: this.q.writeFd }
    return Object.entries(ends)
      .filter(([name, fd]) => {
        const call = name.endsWith('r') ? 'preadv2' : 'pwritev2'
        return shown(this.call(call, fd, this.iov, 1, -1, 0, NOWAIT)) === 'EOPNOTSUPP'
      })
      .map(([name]) => name)
      .join(' ')
  }
}

type Args = (m: Machine) => (number | bigint)[]

test.each<
  [
    call: string,
    name: 'splice' | 'tee' | 'vmsplice' | 'sendfile',
    args: Args,
    result: string | number,
    ends: string,
  ]
>([
  [
    'of nothing that is there',
    'splice',
    ({ p, q }) => [p.readFd, 0, q.writeFd, 0, 1, NONBLOCK],
    'EAGAIN',
    'pr qw',
  ],
  ['of no bytes', 'splice', ({ p, q }) => [p.readFd, 0, q.writeFd, 0, 0, NONBLOCK], 0, ''],
  ['offset of the first pipe', 'splice', ({ p, q }) => [p.readFd, 8, q.writeFd, 0, 1, 0], 'ESPIPE', ''],
  ['offset of the second pipe', 'splice', ({ p, q }) => [p.readFd, 0, q.writeFd, 8, 1, 0], 'ESPIPE', 'pr'],
  ['bad offset of the file', 'splice', ({ p, fd }) => [p.readFd, 0, fd, 8, 1, 0], 'EFAULT', 'pr'],
  ['of a file', 'splice', ({ p, fd }) => [fd, 0, p.writeFd, 0, 1, 0], 1, 'pw'],
  ['into the wrong end', 'splice', ({ p, fd }) => [fd, 0, p.readFd, 0, 1, 0], 'EBADF', 'pr'],
  ['from the wrong end', 'splice', ({ p, fd }) => [p.writeFd, 0, fd, 0, 1, 0], 'EBADF', 'pw'],
  ['within a pipe', 'splice', ({ p }) => [p.readFd, 0, p.writeFd, 0, 1, 0], 'EINVAL', 'pr pw'],
  ['with unknown flags', 'splice', ({ p, fd }) => [p.readFd, 0, fd, 0, 1, 0xff0], 'EINVAL', ''],
  ['into nothing', 'splice', ({ p }) => [p.readFd, 0, 1000, 0, 1, 0], 'EBADF', ''],
  ['', 'tee', ({ p, q }) => [p.readFd, q.writeFd, 1, NONBLOCK], 'EAGAIN', ''],
  ['', 'vmsplice', ({ p, iov }) => [p.writeFd, iov, 1, 0], 10, 'pw'],
  ['of the end that reads', 'vmsplice', ({ p, iov }) => [p.readFd, iov, 1, NONBLOCK], 'EAGAIN', 'pr'],
  ['of no segments', 'vmsplice', ({ p, iov }) => [p.writeFd, iov, 0, 0], 0, ''],
  ['of a bad vector', 'vmsplice', ({ p }) => [p.writeFd, 8, 1, 0], 'EFAULT', ''],
  ['into a pipe', 'sendfile', ({ p, fd }) => [p.writeFd, fd, 0, 4], 4, ''],
  ['out of a pipe', 'sendfile', ({ p, fd }) => [fd, p.readFd, 0, 4], 'EINVAL', ''],
  ['of nothing out of a pipe', 'sendfile', ({ p, fd }) => [fd, p.readFd, 0, 0], 'EINVAL', ''],
  ['of nothing from a pipe to another', 'sendfile', ({ p, q }) => [q.writeFd, p.readFd, 0, 0], 0, ''],
])('%s: %s', (_case, name, args, result, ends) => {
  const m = new Machine()
  expect([shown(m.call(name, ...args(m))), m.spliced]).toEqual([result, ends])
})
