// Waiting for locks and for the other end of a FIFO, ended by a signal (as C programs did on Linux 6.18), and what is
// our own bound.

import { EINTR, EMFILE, ENOENT, ENOLCK, RLIMIT_NOFILE, S_IFIFO, SIGUSR1 } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const F_SETLK = 6
const F_SETLKW = 7
const F_OFD_SETLK = 37
const F_OFD_SETLKW = 38
const LOCK_EX = 2

/** Two descriptors of one file that were opened apart, and a lock of all of it in memory. */
function locked() {
  const m = new TestMachine()
  const fd = m.file('')
  const lock = m.map(1)
  m.poke(lock, Uint8Array.of(1, 0))
  m.call('mknod', '/tmp/p', S_IFIFO | 0o600, 0)
  return { m, fd, again: m.call('open', '/tmp/file', 2), lock }
}

test.each([
  ['of a range', F_SETLK, F_SETLKW],
  ['of a range, which an open file has', F_OFD_SETLK, F_OFD_SETLKW],
])('a signal ends the wait for a lock %s', async (_, set, wait) => {
  const { m, fd, again, lock } = locked()
  expect(m.call('fcntl', fd, set, lock)).toBe(0)
  const other = new OtherTask(m, { ownFds: true })
  other.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 0x1000 })
  const waits = other.wait('fcntl', again, wait, lock)
  other.task.sendSignal(SIGUSR1)
  expect(await waits).toBe(-EINTR)
})

test.each(['flock', 'open'] as const)('a signal ends the wait of %s', async (call) => {
  const { m, fd, again } = locked()
  expect(m.call('flock', fd, LOCK_EX)).toBe(0)
  const other = new OtherTask(m, { ownFds: true })
  other.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 0x1000 })
  const waits = call === 'flock' ? other.wait('flock', again, LOCK_EX) : other.wait('open', '/tmp/p', 0)
  other.task.sendSignal(SIGUSR1)
  expect(await waits).toBe(-EINTR)
})

test('without a free descriptor open makes nothing', () => {
  const { m, again } = locked()
  m.task.threadGroup.limits.set(RLIMIT_NOFILE, { cur: again + 1, max: again + 1 })
  expect(m.call('open', '/tmp/new', 0o101, 0o600)).toBe(-EMFILE)
  expect(m.call('access', '/tmp/new', 0)).toBe(-ENOENT)
})

test('one file has no more than so many locks', () => {
  const { m, fd, lock } = locked()
  const locks = m.task.fdTable.get(fd)?.locks
  let most = 0
  while (locks?.lock({ owner: {}, exclusive: false, start: 0n, end: 0n, pid: 1 }) === 0) most++
  expect(most).toBe(1 << 12)
  m.poke(lock, Uint8Array.of(0, 0))
  expect(m.call('fcntl', fd, F_SETLK, lock)).toBe(-ENOLCK)
})
