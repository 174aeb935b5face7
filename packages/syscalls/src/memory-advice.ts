// The calls about memory that is mapped: madvise, process_madvise, msync, mincore, and locking.
// gVisor: pkg/sentry/syscalls/linux/sys_mmap.go. Linux: mm/madvise.c, mm/msync.c, mm/mincore.c, mm/mlock.c.

import { EBADF, EINVAL, ESRCH, MADV_COLD, MADV_PAGEOUT, MADV_WILLNEED, MLOCK_ONFAULT } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import type { MemoryManager } from '@jvisor/mm'
import { type AddrRangeSeq, isPageAligned, roundUpLength } from '@jvisor/usermem'
import { pageAndOffset, pageArgument, pagesArgument } from './memory-args.ts'
import { subjectOf } from './pidfd.ts'
import { populated } from './populating.ts'
import { type SyscallSpec, syscall } from './spec.ts'

/** madvise(2). */
function madvise(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const length = pagesArgument(a, 1)
  const wraps = length === 0 && (a.lo[1] !== 0 || a.hi[1] !== 0)
  // A length that wraps is EINVAL like everything that is looked at before it.
  return wraps ? -EINVAL : populated(t, -t.mm.madvise(pageArgument(a, 0), length, a.int(2)))
}

/** What one process may advise another. @see process_madvise_remote_valid */
const REMOTE_ADVICE: ReadonlySet<number> = new Set([MADV_COLD, MADV_PAGEOUT, MADV_WILLNEED])

/** process_madvise(2). */
function process_madvise(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const pidfd = a.int(0)
  if (a.int(4) !== 0) return -EINVAL
  const ranges = t.iovecsIOSequence(a.pointer(1), a.int(2))
  if (typeof ranges === 'number') return -ranges
  const of = subjectOf(t, pidfd)
  if (of === undefined) return -EBADF
  const mm = of.task?.memoryManager
  if (mm === undefined) return -ESRCH
  const advice = a.int(3)
  if (mm !== t.mm && !REMOTE_ADVICE.has(advice)) return -EINVAL
  return adviseRanges(t, mm, ranges.addrs, advice)
}

/** @returns bytes that were advised, or why the first range could not be. */
async function adviseRanges(
  t: Task,
  mm: MemoryManager,
  addrs: AddrRangeSeq,
  advice: number,
): Promise<SyscallResult> {
  let done = 0
  for (let i = 0; i < addrs.count; i++) {
    const [start, length] = [addrs.startAt(i), addrs.rawLengthAt(i)]
    const err = isPageAligned(start) ? mm.madvise(start, roundUpLength(length), advice) : EINVAL
    const result = await populated(t, -err)
    if (result < 0) return done > 0 ? done : result
    done += length
  }
  return done
}

/** msync(2). */
function msync(t: Task, a: SyscallArgs): SyscallResult {
  return -t.mm.msync(pageArgument(a, 0), pagesArgument(a, 1), a.int(2))
}

/** mincore(2). */
function mincore(t: Task, a: SyscallArgs): SyscallResult {
  const length = (a.hi[1] >>> 0) * 2 ** 32 + (a.lo[1] >>> 0)
  return -t.mm.mincore(pageArgument(a, 0), length, a.pointer(2))
}

/** mlock(2). */
function mlock(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const { page, offset } = pageAndOffset(a, 0)
  return populated(t, -t.mm.mlock(page, pagesArgument(a, 1, offset)))
}

/** mlock2(2). */
function mlock2(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const flags = a.int(2)
  if ((flags & ~MLOCK_ONFAULT) !== 0) return -EINVAL
  const { page, offset } = pageAndOffset(a, 0)
  return populated(t, -t.mm.mlock(page, pagesArgument(a, 1, offset), (flags & MLOCK_ONFAULT) !== 0))
}

/** munlock(2). */
function munlock(t: Task, a: SyscallArgs): SyscallResult {
  const { page, offset } = pageAndOffset(a, 0)
  return -t.mm.munlock(page, pagesArgument(a, 1, offset))
}

/** mlockall(2). */
function mlockall(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  return populated(t, -t.mm.mlockall(a.int(0)))
}

/** munlockall(2). */
function munlockall(t: Task): SyscallResult {
  t.mm.munlockall()
  return 0
}

export const MEMORY_ADVICE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('madvise', madvise, ['pointer', 'size', 'advice'], {
    unsupported: 'MADV_COLLAPSE, guard regions, poison',
  }),
  syscall('process_madvise', process_madvise, ['pidfd', 'iovec-addresses', 'uint', 'advice', 'flags']),
  syscall('msync', msync, ['pointer', 'size', 'msync-flags']),
  syscall('mincore', mincore, ['pointer', 'size', 'residency-out']),
  syscall('mlock', mlock, ['pointer', 'size']),
  syscall('mlock2', mlock2, ['pointer', 'size', 'mlock-flags']),
  syscall('munlock', munlock, ['pointer', 'size']),
  syscall('mlockall', mlockall, ['mlockall-flags']),
  syscall('munlockall', munlockall, []),
]
