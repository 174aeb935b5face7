// The names of flags, in the order in which strace(1) prints them.

import {
  type Arch,
  AT_EMPTY_PATH,
  AT_NO_AUTOMOUNT,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  AT_SYMLINK_NOFOLLOW,
  MADV_COLD,
  MADV_COLLAPSE,
  MADV_DODUMP,
  MADV_DOFORK,
  MADV_DONTDUMP,
  MADV_DONTFORK,
  MADV_DONTNEED,
  MADV_DONTNEED_LOCKED,
  MADV_FREE,
  MADV_HUGEPAGE,
  MADV_KEEPONFORK,
  MADV_MERGEABLE,
  MADV_NOHUGEPAGE,
  MADV_NORMAL,
  MADV_PAGEOUT,
  MADV_POPULATE_READ,
  MADV_POPULATE_WRITE,
  MADV_RANDOM,
  MADV_REMOVE,
  MADV_SEQUENTIAL,
  MADV_UNMERGEABLE,
  MADV_WILLNEED,
  MADV_WIPEONFORK,
  MAP_32BIT,
  MAP_ABOVE4G,
  MAP_ANONYMOUS,
  MAP_DENYWRITE,
  MAP_EXECUTABLE,
  MAP_FIXED,
  MAP_FIXED_NOREPLACE,
  MAP_GROWSDOWN,
  MAP_HUGETLB,
  MAP_LOCKED,
  MAP_NONBLOCK,
  MAP_NORESERVE,
  MAP_POPULATE,
  MAP_PRIVATE,
  MAP_SHARED,
  MAP_SHARED_VALIDATE,
  MAP_STACK,
  MAP_SYNC,
  MAP_TYPE,
  MCL_CURRENT,
  MCL_FUTURE,
  MCL_ONFAULT,
  MFD_ALLOW_SEALING,
  MFD_CLOEXEC,
  MFD_EXEC,
  MFD_HUGE_SHIFT,
  MFD_HUGETLB,
  MFD_NOEXEC_SEAL,
  MLOCK_ONFAULT,
  MREMAP_DONTUNMAP,
  MREMAP_FIXED,
  MREMAP_MAYMOVE,
  MS_ASYNC,
  MS_INVALIDATE,
  MS_SYNC,
  O_ACCMODE,
  O_APPEND,
  O_ASYNC,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_DSYNC,
  O_EXCL,
  O_LARGEFILE,
  O_NOATIME,
  O_NOCTTY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_PATH,
  O_SYNC,
  O_TMPFILE,
  O_TRUNC,
  PROT_EXEC,
  PROT_GROWSDOWN,
  PROT_GROWSUP,
  PROT_READ,
  PROT_SEM,
  PROT_WRITE,
  RWF_APPEND,
  RWF_ATOMIC,
  RWF_DONTCACHE,
  RWF_DSYNC,
  RWF_HIPRI,
  RWF_NOAPPEND,
  RWF_NOSIGNAL,
  RWF_NOWAIT,
  RWF_SYNC,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  SEEK_CUR,
  SEEK_DATA,
  SEEK_END,
  SEEK_HOLE,
  SEEK_SET,
} from '@jvisor/abi'
import { type FlagTable, flagText, valueText } from './text.ts'

/** A table of constants under their own names. */
export function table(constants: Readonly<Record<string, number>>): FlagTable {
  return Object.entries(constants)
}

const OPEN = table({
  O_CREAT,
  O_EXCL,
  O_NOCTTY,
  O_TRUNC,
  O_APPEND,
  O_NONBLOCK,
  O_SYNC,
  O_DSYNC,
  __O_SYNC: O_SYNC & ~O_DSYNC,
  O_DIRECT,
  O_LARGEFILE,
  O_NOFOLLOW,
  O_NOATIME,
  O_CLOEXEC,
  O_PATH,
  O_TMPFILE,
  O_DIRECTORY,
  __O_TMPFILE: O_TMPFILE & ~O_DIRECTORY,
  FASYNC: O_ASYNC,
})
const ACCESS_MODES = ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_ACCMODE']

/** Constants by value. */
export function byValue(constants: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(table(constants).map(([name, value]) => [value, name]))
}

/** Flags of open(2): the access mode, then the rest. */
export function openFlags(flags: number): string {
  const rest = flagText(flags & ~O_ACCMODE, OPEN)
  return ACCESS_MODES[flags & O_ACCMODE] + (rest === '0' ? '' : `|${rest}`)
}

export const PIPE_FLAGS = OPEN
export const AT_FLAGS = table({
  AT_SYMLINK_NOFOLLOW,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  AT_NO_AUTOMOUNT,
  AT_EMPTY_PATH,
  AT_RECURSIVE: 0x8000,
})
export const RWF_FLAGS = table({
  RWF_HIPRI,
  RWF_DSYNC,
  RWF_SYNC,
  RWF_NOWAIT,
  RWF_APPEND,
  RWF_NOAPPEND,
  RWF_ATOMIC,
  RWF_DONTCACHE,
  RWF_NOSIGNAL,
})
const PROT = table({ PROT_READ, PROT_WRITE, PROT_EXEC, PROT_SEM, PROT_GROWSDOWN, PROT_GROWSUP })
const MAP = table({
  MAP_FIXED,
  MAP_ANONYMOUS,
  MAP_NORESERVE,
  MAP_POPULATE,
  MAP_NONBLOCK,
  MAP_GROWSDOWN,
  MAP_DENYWRITE,
  MAP_EXECUTABLE,
  MAP_LOCKED,
  MAP_STACK,
  MAP_HUGETLB,
  MAP_SYNC,
  MAP_FIXED_NOREPLACE,
})
const MAP_X86 = MAP.flatMap((flag) =>
  flag[1] === MAP_ANONYMOUS ? [flag, ...table({ MAP_32BIT, MAP_ABOVE4G })] : [flag],
)
const MAP_TYPES = byValue({ MAP_FILE: 0, MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE })
/** From this bit on, the flags of mmap hold the size of huge pages. */
const MAP_HUGE_SHIFT = 26

/** A protection of mmap(2), which is 64 bits wide. */
export function protection(low: number, high: number): string {
  return low === 0 && high === 0 ? 'PROT_NONE' : flagText(low, PROT, 'PROT_???', high)
}

/** Flags of mmap(2): the type, the rest, and the size of huge pages. */
export function mapFlags(flags: number, arch: Arch): string {
  const parts = [valueText(flags & MAP_TYPE, MAP_TYPES, 'MAP_???')]
  const rest = flags & ~MAP_TYPE & ((1 << MAP_HUGE_SHIFT) - 1)
  if (rest !== 0) parts.push(flagText(rest, arch === 'x86-64' ? MAP_X86 : MAP))
  const huge = flags >>> MAP_HUGE_SHIFT
  if (huge !== 0) parts.push(`${huge}<<MAP_HUGE_SHIFT`)
  return parts.join('|')
}

const MFD = table({ MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB, MFD_NOEXEC_SEAL, MFD_EXEC })

/** Flags of memfd_create(2), and the size of huge pages. */
export function memfdFlags(flags: number): string {
  const huge = flags >>> MFD_HUGE_SHIFT
  const rest = flags & ((1 << MFD_HUGE_SHIFT) - 1)
  const size = `${huge}<<MFD_HUGE_SHIFT`
  if (huge === 0) return flagText(rest, MFD, 'MFD_???')
  return rest === 0 ? size : `${flagText(rest, MFD, 'MFD_???')}|${size}`
}

export const MREMAP_FLAGS = table({ MREMAP_MAYMOVE, MREMAP_FIXED, MREMAP_DONTUNMAP })
export const MSYNC_FLAGS = table({ MS_SYNC, MS_ASYNC, MS_INVALIDATE })
export const MLOCK_FLAGS = table({ MLOCK_ONFAULT })
export const MLOCKALL_FLAGS = table({ MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT })
const ADVICE = byValue({
  MADV_NORMAL,
  MADV_RANDOM,
  MADV_SEQUENTIAL,
  MADV_WILLNEED,
  MADV_DONTNEED,
  MADV_FREE,
  MADV_REMOVE,
  MADV_DONTFORK,
  MADV_DOFORK,
  MADV_MERGEABLE,
  MADV_UNMERGEABLE,
  MADV_HUGEPAGE,
  MADV_NOHUGEPAGE,
  MADV_DONTDUMP,
  MADV_DODUMP,
  MADV_WIPEONFORK,
  MADV_KEEPONFORK,
  MADV_COLD,
  MADV_PAGEOUT,
  MADV_POPULATE_READ,
  MADV_POPULATE_WRITE,
  MADV_DONTNEED_LOCKED,
  MADV_COLLAPSE,
  MADV_HWPOISON: 100,
  MADV_SOFT_OFFLINE: 101,
})

/** The advice of madvise(2). */
export function advice(value: number): string {
  return valueText(value, ADVICE, 'MADV_???')
}

const WHENCES = byValue({ SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE })

/** The whence of lseek(2). */
export function whence(value: number): string {
  return valueText(value, WHENCES, 'SEEK_???')
}

const FILE_TYPES = byValue({ S_IFSOCK, S_IFLNK, S_IFREG, S_IFBLK, S_IFDIR, S_IFCHR, S_IFIFO })
const MODE_BITS = table({ S_ISUID, S_ISGID, S_ISVTX })

/** A file's mode, with its type. */
export function fileMode(mode: number): string {
  const type = FILE_TYPES.get(mode & S_IFMT) ?? hexType(mode)
  const special = flagText(mode & 0o7000, MODE_BITS)
  return `${type}|${special === '0' ? '' : `${special}|`}${permissions(mode & 0o777)}`
}

function hexType(mode: number): string {
  return `0${(mode & S_IFMT).toString(8)}`
}

/** Permission bits: "0644", "000". */
export function permissions(mode: number): string {
  return `0${mode === 0 ? '' : mode.toString(8)}`.padStart(3, '0')
}
