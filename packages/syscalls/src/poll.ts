// poll and ppoll. gVisor: pkg/sentry/syscalls/linux/sys_poll.go. Linux: fs/select.c.

import { EFAULT, EINVAL, ERESTARTNOHAND, type Errno, OK, POLLFD, POLLNVAL, type Timespec } from '@jvisor/abi'
import { restartWith, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import { type Addr, addLength } from '@jvisor/usermem'
import { pollFile } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { FileWaits } from './multi-wait.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { NFDS, POLLFDS, pollResult, TIMEOUT_MS } from './strace/poll.ts'
import { SIGMASK } from './strace/signal-mask.ts'
import { TIMESPEC_IN } from './strace/times.ts'
import { setTemporaryMask, withMask } from './temporary-mask.ts'
import { copyInTimespec, deadlineAfter, deadlineAfterMs, withTimeLeft } from './time-args.ts'

type Result = SyscallResult | Promise<SyscallResult>

const { size, offsets } = POLLFD

/** poll(2). Interrupted without a handler, it goes on with the time that is left. */
function poll(t: Task, a: SyscallArgs): Result {
  const [at, count] = [a.pointer(0), a.uint(1)]
  const deadlineNs = a.int(2) === 0 ? 0 : deadlineAfterMs(t, a.int(2))
  const attempt = (): Result => {
    const result = pollFds(t, at, count, deadlineNs)
    return typeof result === 'number' ? restartable(result) : result.then(restartable)
  }
  const restartable = (result: SyscallResult) =>
    result === -ERESTARTNOHAND ? restartWith(t, attempt) : result
  return attempt()
}

/** ppoll(2): with a mask, and the time that is left written back. */
function ppoll(t: Task, a: SyscallArgs): Result {
  const [at, count, timeAt] = [a.pointer(0), a.uint(1), a.pointer(2)]
  const [maskAt, maskSize] = [a.pointer(3), a.long(4)]
  const time = timeAt === 0 ? undefined : copyInTimespec(t, timeAt)
  if (typeof time === 'number') return -time
  const err = setTemporaryMask(t, maskAt, maskSize)
  if (err !== OK) return -err
  const deadlineNs = deadlineOf(t, time)
  return withMask(t, withTimeLeft(t, timeAt, 'timespec', deadlineNs, pollFds(t, at, count, deadlineNs)))
}

/** When a limit ends, ns since boot: Infinity without one, 0 of one that is nothing. */
export function deadlineOf(t: Task, time: Timespec | undefined): number {
  if (time === undefined) return Infinity
  return time.tv_sec === 0 && time.tv_nsec === 0 ? 0 : deadlineAfter(t, time)
}

/** @returns how many are ready; 0 when the time is over; -errno; -ERESTARTNOHAND if a signal came. */
function pollFds(t: Task, at: Addr, count: number, deadlineNs: number): Result {
  if (count > t.threadGroup.limits.openFiles) return -EINVAL
  const fds = t.copyScratchBuffer(count * size)
  if (t.copyIn(at, fds).err !== OK) return -EFAULT
  const view = new DataView(fds.buffer, fds.byteOffset, fds.length)
  const ready = scan(t, view)
  const interrupted = ready === 0 && t.hasPendingSignals
  if (ready > 0 || deadlineNs === 0 || interrupted) {
    if (t.copyOut(at, fds).err !== OK) return -EFAULT
    return interrupted ? -ERESTARTNOHAND : ready
  }
  return pollWaiting(t, at, fds.slice(), deadlineNs)
}

/** Asks every file. @returns how many have something to say */
function scan(t: Task, fds: DataView): number {
  let ready = 0
  for (let at = 0; at < fds.byteLength; at += size) {
    const fd = fds.getInt32(at, true)
    let revents = 0
    if (fd >= 0) {
      const file = fileOf(t, fd)
      revents = file === undefined ? POLLNVAL : pollFile(file, fds.getUint16(at + offsets.events, true))
    }
    fds.setUint16(at + offsets.revents, revents, true)
    if (revents !== 0) ready++
  }
  return ready
}

async function pollWaiting(t: Task, at: Addr, fds: Uint8Array, deadlineNs: number): Promise<SyscallResult> {
  const view = new DataView(fds.buffer, fds.byteOffset, fds.length)
  const waits = new FileWaits(t)
  for (let i = 0; i < fds.length; i += size) {
    const file = fileOf(t, view.getInt32(i, true))
    if (file !== undefined) waits.add(file, view.getUint16(i + offsets.events, true))
  }
  const ready = await waits.until(() => scan(t, view), deadlineNs)
  const err = copyOutRevents(t, at, fds)
  return err === OK ? ready : -err
}

/** Writes back what each file had to say, and nothing else: the program may have changed the rest meanwhile. */
function copyOutRevents(t: Task, at: Addr, fds: Uint8Array): Errno {
  for (let i = offsets.revents; i < fds.length; i += size) {
    const where = addLength(at, i)
    if (where === undefined || t.copyOut(where, fds.subarray(i, i + 2)).err !== OK) return EFAULT
  }
  return OK
}

export const POLL_SYSCALLS: readonly SyscallSpec[] = [
  syscall('poll', poll, [POLLFDS, NFDS, TIMEOUT_MS], { result: pollResult }),
  syscall('ppoll', ppoll, [POLLFDS, NFDS, TIMESPEC_IN, SIGMASK, 'size'], { result: pollResult }),
]
