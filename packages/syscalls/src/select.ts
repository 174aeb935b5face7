// select and pselect6. gVisor: pkg/sentry/syscalls/linux/sys_poll.go. Linux: fs/select.c.

import {
  EBADF,
  EFAULT,
  EINVAL,
  ERESTARTNOHAND,
  type Errno,
  OK,
  POLLEX_SET,
  POLLIN_SET,
  POLLNVAL,
  POLLOUT_SET,
  u64,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, addLength, addr, copyStructIn, INVALID_ADDR } from '@jvisor/usermem'
import { pollFile } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { FileWaits } from './multi-wait.ts'
import { deadlineOf } from './poll.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { EXCEPT_FDS, FD_COUNT, READ_FDS, selectResult, WRITE_FDS } from './strace/select.ts'
import { SIGMASK_PACK } from './strace/signal-mask.ts'
import { TIMESPEC_IN, TIMEVAL_IN } from './strace/times.ts'
import { setTemporaryMask, withMask } from './temporary-mask.ts'
import { copyInTimespec, copyInTimeval, withTimeLeft } from './time-args.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** Which events put a descriptor into each of the three sets. */
const SETS = [POLLIN_SET, POLLOUT_SET, POLLEX_SET] as const

/** select(2). */
function select(t: Task, a: SyscallArgs): Result {
  const timeAt = a.pointer(4)
  const time = timeAt === 0 ? undefined : copyInTimeval(t, timeAt)
  if (typeof time === 'number') return -time
  const deadlineNs = deadlineOf(t, time)
  return withTimeLeft(t, timeAt, 'timeval', deadlineNs, selectFds(t, a, deadlineNs))
}

/** pselect6(2). Its last argument points to the address and the size of the mask. */
function pselect6(t: Task, a: SyscallArgs): Result {
  const [timeAt, maskAt] = [a.pointer(4), a.pointer(5)]
  const mask = { at: addr(0), size: 0 }
  if (maskAt !== 0) {
    const at = copyStructIn(t, maskAt, u64)
    const size = copyStructIn(t, addLength(maskAt, 8) ?? INVALID_ADDR, u64)
    if (at.value === undefined || size.value === undefined) return -EFAULT
    mask.at = at.value < INVALID_ADDR ? addr(Number(at.value)) : INVALID_ADDR
    mask.size = Number(size.value)
  }
  const time = timeAt === 0 ? undefined : copyInTimespec(t, timeAt)
  if (typeof time === 'number') return -time
  const err = setTemporaryMask(t, mask.at, mask.size)
  if (err !== OK) return -err
  const deadlineNs = deadlineOf(t, time)
  return withMask(t, withTimeLeft(t, timeAt, 'timespec', deadlineNs, selectFds(t, a, deadlineNs)))
}

/** The sets of descriptors of a call: what it asks, and what it is told. */
class FdSets {
  /** Descriptors below this count. */
  readonly count: number
  /** Where the three sets are; 0 for none. */
  readonly #at: readonly Addr[]
  readonly #asked: Uint8Array[]
  readonly #told: Uint8Array[]

  /** Sets reach to the end of a 64-bit word. */
  constructor(count: number, at: readonly Addr[]) {
    const bytes = Math.ceil(count / 64) * 8
    this.count = count
    this.#at = at
    this.#asked = at.map(() => new Uint8Array(bytes))
    this.#told = at.map(() => new Uint8Array(bytes))
  }

  copyIn(t: Task): Errno {
    for (const [i, at] of this.#at.entries()) {
      if (at !== 0 && t.copyIn(at, this.#asked[i]).err !== OK) return EFAULT
    }
    return OK
  }

  copyOut(t: Task): Errno {
    for (const [i, at] of this.#at.entries()) {
      if (at !== 0 && t.copyOut(at, this.#told[i]).err !== OK) return EFAULT
    }
    return OK
  }

  /** The POLL* bits that are asked of a descriptor; 0 if it is in no set. */
  wanted(fd: number): number {
    const [byte, bit] = [fd >> 3, 1 << (fd & 7)]
    let events = 0
    for (let i = 0; i < SETS.length; i++) if ((this.#asked[i][byte] & bit) !== 0) events |= SETS[i]
    return events
  }

  /** Enters what a descriptor had to say. @returns in how many sets */
  tell(fd: number, events: number): number {
    const [byte, bit] = [fd >> 3, 1 << (fd & 7)]
    let count = 0
    for (let i = 0; i < SETS.length; i++) {
      if ((this.#asked[i][byte] & bit) === 0 || (events & SETS[i]) === 0) continue
      this.#told[i][byte] |= bit
      count++
    }
    return count
  }

  /** The descriptors that are in a set, lowest first; one that is not open may be among them. */
  *fds(): Generator<number> {
    for (let fd = 0; fd < this.count; fd++) {
      if ((fd & 7) === 0 && this.#asked.every((set) => set[fd >> 3] === 0)) fd += 7
      else if (this.wanted(fd) !== 0) yield fd
    }
  }
}

/**
 * Descriptors that the table has no room for are not looked at, nor are their bits.
 * @returns as pollFds of poll.ts
 */
function selectFds(t: Task, a: SyscallArgs, deadlineNs: number): Result {
  const n = a.int(0)
  if (n < 0) return -EINVAL
  const sets = new FdSets(Math.min(n, t.fdTable.capacity), [a.pointer(1), a.pointer(2), a.pointer(3)])
  if (sets.copyIn(t) !== OK) return -EFAULT
  for (const fd of sets.fds()) if (t.fdTable.get(fd) === undefined) return -EBADF
  const ready = scan(t, sets)
  if (ready === 0 && t.hasPendingSignals) return -ERESTARTNOHAND
  if (ready > 0 || deadlineNs === 0) return finish(t, sets, ready)
  const waits = new FileWaits(t)
  for (const fd of sets.fds()) {
    const file = fileOf(t, fd)
    if (file !== undefined) waits.add(file, sets.wanted(fd))
  }
  return waits.until(() => scan(t, sets), deadlineNs).then((count) => finish(t, sets, count))
}

function scan(t: Task, sets: FdSets): number {
  let ready = 0
  for (const fd of sets.fds()) {
    const file = fileOf(t, fd)
    ready += sets.tell(fd, file === undefined ? POLLNVAL : pollFile(file, sets.wanted(fd)))
  }
  return ready
}

function finish(t: Task, sets: FdSets, ready: SyscallResult): SyscallResult {
  if (ready < 0) return ready
  return sets.copyOut(t) === OK ? ready : -EFAULT
}

export const SELECT_SYSCALLS: readonly SyscallSpec[] = [
  syscall('select', select, [FD_COUNT, READ_FDS, WRITE_FDS, EXCEPT_FDS, TIMEVAL_IN], {
    result: selectResult,
  }),
  syscall('pselect6', pselect6, [FD_COUNT, READ_FDS, WRITE_FDS, EXCEPT_FDS, TIMESPEC_IN, SIGMASK_PACK], {
    result: selectResult,
  }),
]
