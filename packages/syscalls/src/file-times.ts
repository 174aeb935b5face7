// utime, utimes, futimesat, utimensat. gVisor: pkg/sentry/syscalls/linux/sys_file.go. Linux: fs/utimes.c.

import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  EBADF,
  EFAULT,
  EINVAL,
  type Errno,
  TIMESPEC,
  type Timespec,
  UTIME_NOW,
  UTIME_OMIT,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, copyStructArrayIn } from '@jvisor/usermem'
import { changeTimes, type NewTime, type VirtualDentry } from '@jvisor/vfs'
import { fileOf } from './files.ts'
import { findAt, locationOfFile } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'

interface NewTimes {
  readonly atime: NewTime
  readonly mtime: NewTime
}

const NOW: NewTimes = { atime: 'now', mtime: 'now' }

/** utime(2): seconds; without a struct, now. */
function utime(t: Task, a: SyscallArgs): SyscallResult {
  const times = timesAt(t, a.pointer(1), ({ tv_sec, tv_nsec }) => ({
    atime: { sec: tv_sec, nsec: 0 },
    mtime: { sec: tv_nsec, nsec: 0 },
  }))
  return typeof times === 'number' ? -times : setTimes(t, AT_FDCWD, a.pointer(0), times, 0)
}

/** utimes(2): microseconds. */
function utimes(t: Task, a: SyscallArgs): SyscallResult {
  const times = microTimesAt(t, a.pointer(1))
  return typeof times === 'number' ? -times : setTimes(t, AT_FDCWD, a.pointer(0), times, 0)
}

/** futimesat(2): without a path, of the descriptor itself. */
function futimesat(t: Task, a: SyscallArgs): SyscallResult {
  const times = microTimesAt(t, a.pointer(2))
  return typeof times === 'number' ? -times : setTimes(t, a.int(0), a.pointer(1), times, 0)
}

/** utimensat(2). Nothing to set is nothing to look for. */
function utimensat(t: Task, a: SyscallArgs): SyscallResult {
  const times = pairAt<NewTimes>(t, a.pointer(2), (atime, mtime) => ({
    atime: nanoTime(atime),
    mtime: nanoTime(mtime),
  }))
  if (typeof times === 'number') return -times
  if (times.atime === undefined && times.mtime === undefined) return 0
  return setTimes(t, a.int(0), a.pointer(1), times, a.int(3))
}

function nanoTime({ tv_sec, tv_nsec }: Timespec): NewTime {
  if (tv_nsec === UTIME_NOW) return 'now'
  return tv_nsec === UTIME_OMIT ? undefined : { sec: tv_sec, nsec: tv_nsec }
}

/** Nanoseconds that are none are found when the file was (vfs_utimes). */
function change(t: Task, at: VirtualDentry, { atime, mtime }: NewTimes): Errno {
  const isTime = (time: NewTime) => typeof time !== 'object' || (time.nsec >= 0 && time.nsec < 1e9)
  const mayBe = (isTime(atime) && isTime(mtime)) || at.mount.readOnly
  return mayBe ? changeTimes(t.credentials, at, atime, mtime) : EINVAL
}

function microTimesAt(t: Task, addr: Addr): NewTimes | Errno {
  return pairAt(t, addr, (atime, mtime) => {
    // A struct timeval is a timespec with microseconds.
    if ([atime, mtime].some(({ tv_nsec }) => tv_nsec < 0 || tv_nsec >= 1e6)) return EINVAL
    const time = ({ tv_sec, tv_nsec }: Timespec) => ({ sec: tv_sec, nsec: tv_nsec * 1000 })
    return { atime: time(atime), mtime: time(mtime) }
  })
}

/** What two structs at `addr` say; without any, now. */
function pairAt<R>(t: Task, addr: Addr, read: (a: Timespec, m: Timespec) => R | Errno): R | NewTimes | Errno {
  if (addr === 0) return NOW
  const { values } = copyStructArrayIn(t, addr, TIMESPEC, 2)
  return values.length === 2 ? read(values[0], values[1]) : EFAULT
}

/** The same of one struct: a struct utimbuf is two numbers, as a timespec is. */
function timesAt(t: Task, addr: Addr, read: (pair: Timespec) => NewTimes): NewTimes | Errno {
  if (addr === 0) return NOW
  const { values } = copyStructArrayIn(t, addr, TIMESPEC, 1)
  return values.length === 1 ? read(values[0]) : EFAULT
}

function setTimes(t: Task, dirFd: number, addr: Addr, times: NewTimes, flags: number): SyscallResult {
  if (addr === 0 && dirFd !== AT_FDCWD) {
    if (flags !== 0) return -EINVAL
    const file = fileOf(t, dirFd)
    if (file === undefined) return -EBADF
    const at = locationOfFile(file)
    return typeof at === 'number' ? -at : -change(t, at, times)
  }
  if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -EINVAL
  const follow = (flags & AT_SYMLINK_NOFOLLOW) === 0
  const at = findAt(t, dirFd, addr, { follow, empty: (flags & AT_EMPTY_PATH) !== 0 })
  return typeof at === 'number' ? -at : -change(t, at, times)
}

export const FILE_TIME_SYSCALLS: readonly SyscallSpec[] = [
  syscall('utime', utime, ['path', 'utimbuf-in']),
  syscall('utimes', utimes, ['path', 'timevals-in']),
  syscall('futimesat', futimesat, ['dirfd', 'path', 'timevals-in']),
  syscall('utimensat', utimensat, ['dirfd', 'path', 'timespecs-in', 'at-flags'], {
    unsupported: 'pipes and streams (EPERM)',
  }),
]
