// epoll: many files that are waited for at once. gVisor: pkg/sentry/syscalls/linux/sys_epoll.go. Linux: fs/eventpoll.c.

import {
  EBADF,
  EFAULT,
  EINTR,
  EINVAL,
  EPERM,
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLWAKEUP,
  type EpollEvent,
  ETIMEDOUT,
  epollEventCodec,
  OK,
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLOUT,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, addLength, copyStructIn, INVALID_ADDR } from '@jvisor/usermem'
import { Epoll, EVENT_IN, WaitEntry } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { deadlineOf } from './poll.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { EPOLL_EVENT, EPOLL_EVENTS_OUT, EPOLL_FLAGS, EPOLL_OP } from './strace/epoll.ts'
import { TIMEOUT_MS } from './strace/poll.ts'
import { SIGMASK } from './strace/signal-mask.ts'
import { TIMESPEC_IN } from './strace/times.ts'
import { setTemporaryMask, withMask } from './temporary-mask.ts'
import { copyInTimespec, deadlineAfterMs } from './time-args.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** What may be asked for together with EPOLLEXCLUSIVE. */
const WITH_EXCLUSIVE = POLLIN | POLLOUT | POLLERR | POLLHUP | EPOLLWAKEUP | EPOLLET | EPOLLEXCLUSIVE

/** epoll_create(2). The size must be one, and does not matter. */
function epoll_create(t: Task, a: SyscallArgs): SyscallResult {
  return a.int(0) <= 0 ? -EINVAL : create(t, false)
}

/** epoll_create1(2). */
function epoll_create1(t: Task, a: SyscallArgs): SyscallResult {
  const flags = a.int(0)
  return (flags & ~EPOLL_CLOEXEC) !== 0 ? -EINVAL : create(t, flags !== 0)
}

function create(t: Task, cloexec: boolean): SyscallResult {
  const { vfs, epollWatches } = t.kernel
  const epoll = new Epoll(vfs.allocateInode(), epollWatches)
  const fd = t.fdTable.add(epoll, t.threadGroup.limits.openFiles, 0, cloexec)
  if (fd < 0) epoll.decRef()
  return fd
}

/** epoll_ctl(2). Everything but EPOLL_CTL_DEL, what there is not too, reads the event first. @see do_epoll_ctl */
function epoll_ctl(t: Task, a: SyscallArgs): SyscallResult {
  const [op, fd] = [a.int(1), a.int(2)]
  let event: EpollEvent | undefined
  if (op !== EPOLL_CTL_DEL) {
    event = copyStructIn(t, a.pointer(3), epollEventCodec(t.syscallTable.arch)).value
    if (event === undefined) return -EFAULT
  }
  const epoll = fileOf(t, a.int(0))
  const file = fileOf(t, fd)
  if (epoll === undefined || file === undefined) return -EBADF
  if (!file.pollable) return -EPERM
  if (!(epoll instanceof Epoll) || file === epoll) return -EINVAL
  if (event === undefined) return -epoll.remove(file, fd)
  if ((event.events & EPOLLEXCLUSIVE) !== 0) {
    if (op === EPOLL_CTL_MOD) return -EINVAL
    if (file instanceof Epoll || (event.events & ~WITH_EXCLUSIVE) !== 0) return -EINVAL
  }
  if (op === EPOLL_CTL_ADD) return -epoll.add(file, fd, event)
  return op === EPOLL_CTL_MOD ? -epoll.modify(file, fd, event) : -EINVAL
}

/** epoll_wait(2). */
function epoll_wait(t: Task, a: SyscallArgs): Result {
  return wait(t, a, limitMs(t, a.int(3)))
}

/** epoll_pwait(2). */
function epoll_pwait(t: Task, a: SyscallArgs): Result {
  const err = setTemporaryMask(t, a.pointer(4), a.long(5))
  return err !== OK ? -err : withMask(t, wait(t, a, limitMs(t, a.int(3))))
}

/** epoll_pwait2(2): the limit is a timespec, none if it is not there. */
function epoll_pwait2(t: Task, a: SyscallArgs): Result {
  const timeAt = a.pointer(3)
  const time = timeAt === 0 ? undefined : copyInTimespec(t, timeAt)
  if (typeof time === 'number') return -time
  const err = setTemporaryMask(t, a.pointer(4), a.long(5))
  return err !== OK ? -err : withMask(t, wait(t, a, deadlineOf(t, time)))
}

function limitMs(t: Task, ms: number): number {
  return ms === 0 ? 0 : deadlineAfterMs(t, ms)
}

/** Waits for events, at most until `deadlineNs` (0: not at all). @returns their count, or -errno */
function wait(t: Task, a: SyscallArgs, deadlineNs: number): Result {
  const [at, max] = [a.pointer(1), a.int(2)]
  const epoll = fileOf(t, a.int(0))
  if (epoll === undefined) return -EBADF
  const { size } = epollEventCodec(t.syscallTable.arch)
  if (max <= 0 || max > Math.floor(0x7fff_ffff / size)) return -EINVAL
  if (!t.mm.checkRange(at, max * size)) return -EFAULT
  if (!(epoll instanceof Epoll)) return -EINVAL
  const count = epoll.hasListed ? harvest(t, epoll, at, max) : 0
  return count !== 0 || deadlineNs === 0 ? count : waitForEvents(t, epoll, at, max, deadlineNs)
}

/** Stores up to `max` events. @returns how many, or -EFAULT if the first had nowhere to go */
function harvest(t: Task, epoll: Epoll, at: Addr, max: number): SyscallResult {
  const codec = epollEventCodec(t.syscallTable.arch)
  const bytes = t.copyScratchBuffer(codec.size)
  const view = new DataView(bytes.buffer, bytes.byteOffset, codec.size)
  let where = at
  let fault = false
  const count = epoll.harvest(max, (events, { dataLo, dataHi }) => {
    codec.write(view, 0, { events, dataLo, dataHi })
    fault = t.copyOut(where, bytes).err !== OK
    where = addLength(where, codec.size) ?? INVALID_ADDR
    return !fault
  })
  return count === 0 && fault ? -EFAULT : count
}

/** A signal is EINTR, always: the call never begins again by itself. @see ep_poll */
async function waitForEvents(
  t: Task,
  epoll: Epoll,
  at: Addr,
  max: number,
  deadlineNs: number,
): Promise<SyscallResult> {
  let waits = false
  const stop = () => {
    if (waits) epoll.waiters.unregister(entry)
    waits = false
  }
  // Whoever is woken leaves the queue, so that the next event is another's.
  const wake = () => {
    stop()
    t.wake()
    return true
  }
  const entry = new WaitEntry(EVENT_IN, wake, true)
  epoll.incRef()
  try {
    for (;;) {
      t.clearWake()
      epoll.waiters.registerFirst(entry)
      waits = true
      const err = await t.block(deadlineNs)
      stop()
      t.kernel.current = t
      const count = harvest(t, epoll, at, max)
      if (count !== 0) return count
      if (err !== OK) return err === ETIMEDOUT ? 0 : -EINTR
    }
  } finally {
    epoll.decRef()
  }
}

export const EPOLL_SYSCALLS: readonly SyscallSpec[] = [
  syscall('epoll_create', epoll_create, ['int']),
  syscall('epoll_create1', epoll_create1, [EPOLL_FLAGS]),
  syscall('epoll_ctl', epoll_ctl, ['fd', EPOLL_OP, 'fd', EPOLL_EVENT]),
  syscall('epoll_wait', epoll_wait, ['fd', EPOLL_EVENTS_OUT, 'int', TIMEOUT_MS]),
  syscall('epoll_pwait', epoll_pwait, ['fd', EPOLL_EVENTS_OUT, 'int', TIMEOUT_MS, SIGMASK, 'size']),
  syscall('epoll_pwait2', epoll_pwait2, ['fd', EPOLL_EVENTS_OUT, 'int', TIMESPEC_IN, SIGMASK, 'size']),
]
