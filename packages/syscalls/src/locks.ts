// Locks on files: flock, and the commands of fcntl about ranges. gVisor: pkg/sentry/syscalls/linux/sys_file.go Flock,
// sys_fd.go. Linux: fs/locks.c.

import {
  EAGAIN,
  EBADF,
  EDEADLK,
  EINVAL,
  EOVERFLOW,
  ERESTARTSYS,
  type Errno,
  F_GETLK,
  F_OFD_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_RDLCK,
  F_SETLKW,
  F_UNLCK,
  F_WRLCK,
  FLOCK,
  type Flock,
  LOCK_EX,
  LOCK_MAND,
  LOCK_NB,
  LOCK_SH,
  LOCK_UN,
  OK,
  SEEK_CUR,
  SEEK_END,
  SEEK_SET,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { EVENT_IN, type FileDescription, LAST_OFFSET, type RangeLock } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { type Waitable, waiting } from './io-result.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { flags } from './strace/decoders.ts'
import { table } from './strace/flag-tables.ts'

const OPERATIONS = flags(
  'int operation',
  table({ LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN, LOCK_MAND }),
  'LOCK_???',
)

type Locked = SyscallResult | Promise<SyscallResult>

/** flock(2). LOCK_MAND does nothing, since Linux 5.18. */
function flock(t: Task, a: SyscallArgs): Locked {
  const operation = a.uint(1)
  if ((operation & LOCK_MAND) !== 0) return 0
  const kind = operation & ~LOCK_NB
  if (kind !== LOCK_SH && kind !== LOCK_EX && kind !== LOCK_UN) return -EINVAL
  const file = fileOf(t, a.int(0))
  if (file === undefined) return -EBADF
  const { locks } = file
  if (kind === LOCK_UN) {
    locks.unlockWhole(file)
    return 0
  }
  const err = locks.lockWhole(file, kind === LOCK_EX)
  if (err !== EAGAIN || (operation & LOCK_NB) !== 0) return -err
  return lockWaiting(t, file, () => locks.lockWhole(file, kind === LOCK_EX))
}

/** Asks again whenever a lock is given up, until the answer is not EAGAIN. The file stays open meanwhile. */
async function lockWaiting(t: Task, file: FileDescription, ask: () => Errno): Promise<SyscallResult> {
  const { locks } = file
  const source: Waitable = {
    incRef: () => file.incRef(),
    decRef: () => file.decRef(),
    eventRegister: (entry) => locks.eventRegister(entry),
    eventUnregister: (entry) => locks.eventUnregister(entry),
  }
  const answer = await waiting(t, source, EVENT_IN, () => {
    const err = ask()
    return err === EAGAIN ? undefined : err
  })
  return -(answer ?? ERESTARTSYS)
}

/** F_GETLK, F_SETLK, F_SETLKW and F_OFD_*: those belong to the open file, the others to the process. */
export function fcntlLock(t: Task, fd: number, file: FileDescription, command: number, addr: Addr): Locked {
  const { value, err } = copyStructIn(t, addr, FLOCK)
  if (value === undefined) return -err
  const asks = command === F_GETLK || command === F_OFD_GETLK
  const ofFile = command === F_OFD_GETLK || command === F_OFD_SETLK || command === F_OFD_SETLKW
  const range = rangeOf(file, value)
  if (asks && value.l_type !== F_RDLCK && value.l_type !== F_WRLCK) {
    if (value.l_type !== F_UNLCK || !ofFile) return -EINVAL
  }
  if (typeof range === 'number') return -range
  if (!asks && value.l_type === F_RDLCK && !file.readable) return -EBADF
  if (!asks && value.l_type === F_WRLCK && !file.writable) return -EBADF
  if (ofFile && value.l_pid !== 0) return -EINVAL
  const wanted: RangeLock = {
    owner: ofFile ? file : t.fdTable,
    exclusive: value.l_type === F_WRLCK,
    ...range,
    pid: ofFile ? -1 : t.threadGroup.pid,
  }
  if (asks) return -tellConflict(t, file, value, wanted, addr)
  if (value.l_type === F_UNLCK) return -file.locks.unlock(wanted.owner, wanted.start, wanted.end)
  const waits = command === F_SETLKW || command === F_OFD_SETLKW
  const answer = file.locks.lock(wanted)
  return answer === EAGAIN && waits ? rangeWaiting(t, fd, file, wanted) : -answer
}

/** What a struct flock says: EINVAL, EOVERFLOW. @see flock_to_posix_lock (Linux 6.18 fs/locks.c) */
function rangeOf(file: FileDescription, l: Flock): { start: bigint; end: bigint } | Errno {
  const bases: Readonly<Record<number, () => number>> = {
    [SEEK_SET]: () => 0,
    [SEEK_CUR]: () => Math.max(0, file.seek(0, SEEK_CUR)),
    [SEEK_END]: () => file.stat().size,
  }
  const base = bases[l.l_whence]?.()
  if (base === undefined) return EINVAL
  const at = BigInt(base) + l.l_start
  if (at > LAST_OFFSET) return EOVERFLOW
  if (at < 0n) return EINVAL
  if (l.l_len > 0n && at + l.l_len - 1n > LAST_OFFSET) return EOVERFLOW
  if (at + l.l_len < 0n) return EINVAL
  if (![F_RDLCK, F_WRLCK, F_UNLCK].includes(l.l_type)) return EINVAL
  if (l.l_len < 0n) return { start: at + l.l_len, end: at - 1n }
  return { start: at, end: l.l_len === 0n ? LAST_OFFSET : at + l.l_len - 1n }
}

/** Writes the lock that is in the way over the one that was asked about, or that there is none. */
function tellConflict(t: Task, file: FileDescription, asked: Flock, wanted: RangeLock, addr: Addr): Errno {
  // F_UNLCK asks for what the file itself has locked.
  const own = asked.l_type === F_UNLCK
  const found = own ? file.locks.owned(wanted) : file.locks.conflict(wanted)
  const told: Flock =
    found === undefined
      ? { ...asked, l_type: F_UNLCK }
      : {
          l_type: found.exclusive ? F_WRLCK : F_RDLCK,
          l_whence: SEEK_SET,
          l_start: found.start,
          l_len: found.end === LAST_OFFSET ? 0n : found.end - found.start + 1n,
          l_pid: found.pid,
        }
  return copyStructOut(t, addr, FLOCK, told).err
}

/** EDEADLK: whoever has the lock waits for this process. EBADF: the descriptor was closed meanwhile. */
async function rangeWaiting(
  t: Task,
  fd: number,
  file: FileDescription,
  wanted: RangeLock,
): Promise<SyscallResult> {
  const { lockWaits } = t.kernel.vfs
  const table = t.fdTable
  const ofFile = wanted.owner === file
  let endWait = () => {}
  try {
    const result = await lockWaiting(t, file, () => {
      endWait()
      const blocker = file.locks.conflict(wanted)?.owner
      if (blocker === undefined) return file.locks.lock(wanted)
      if (!ofFile && lockWaits.closesCircle(wanted.owner, blocker)) return EDEADLK
      endWait = lockWaits.begin(wanted.owner, blocker)
      return EAGAIN
    })
    if (result !== OK || ofFile || table.get(fd) === file) return result
    file.locks.unlock(wanted.owner, wanted.start, wanted.end)
    return -EBADF
  } finally {
    endWait()
  }
}

export const LOCK_SYSCALLS: readonly SyscallSpec[] = [syscall('flock', flock, ['fd', OPERATIONS])]
