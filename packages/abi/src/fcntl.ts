// open(2), fcntl(2), lseek(2) and the *at calls: flags and commands.
// The values are those of asm-generic, which x86-64 and riscv64 share.

import { defineStruct, type StructValue } from './struct.ts'
import { u64 } from './struct-fields.ts'

export const O_ACCMODE = 0o3
export const O_RDONLY = 0o0
export const O_WRONLY = 0o1
export const O_RDWR = 0o2
export const O_CREAT = 0o100
export const O_EXCL = 0o200
export const O_NOCTTY = 0o400
export const O_TRUNC = 0o1000
export const O_APPEND = 0o2000
export const O_NONBLOCK = 0o4000
export const O_DSYNC = 0o10000
export const O_ASYNC = 0o20000
export const O_DIRECT = 0o40000
export const O_LARGEFILE = 0o100000
export const O_DIRECTORY = 0o200000
export const O_NOFOLLOW = 0o400000
export const O_NOATIME = 0o1000000
export const O_CLOEXEC = 0o2000000
export const O_SYNC = 0o4010000
export const O_PATH = 0o10000000
/** With O_DIRECTORY, as the kernel defines it. */
export const O_TMPFILE = 0o20200000

export const F_DUPFD = 0
export const F_GETFD = 1
export const F_SETFD = 2
export const F_GETFL = 3
export const F_SETFL = 4
export const F_SETPIPE_SZ = 1031
export const F_GETPIPE_SZ = 1032
export const F_DUPFD_CLOEXEC = 1030
export const F_ADD_SEALS = 1033
export const F_GET_SEALS = 1034

// What a file that is shared as memory may never do again (F_ADD_SEALS, F_GET_SEALS).
/** Be given more seals. */
export const F_SEAL_SEAL = 0x1
export const F_SEAL_SHRINK = 0x2
export const F_SEAL_GROW = 0x4
export const F_SEAL_WRITE = 0x8
/** Be written, except through mappings that there are already. */
export const F_SEAL_FUTURE_WRITE = 0x10
/** Be given or lose permission to be executed. */
export const F_SEAL_EXEC = 0x20

/** The only descriptor flag (F_GETFD, F_SETFD). */
export const FD_CLOEXEC = 1

export const AT_FDCWD = -100
export const AT_SYMLINK_NOFOLLOW = 0x100
export const AT_REMOVEDIR = 0x200
export const AT_SYMLINK_FOLLOW = 0x400
export const AT_NO_AUTOMOUNT = 0x800
export const AT_EMPTY_PATH = 0x1000
/** execveat(2): only say whether it could be executed. */
export const AT_EXECVE_CHECK = 0x10000

/** faccessat(2): with the effective IDs; the same bit as AT_REMOVEDIR. */
export const AT_EACCESS = 0x200
export const AT_STATX_FORCE_SYNC = 0x2000
export const AT_STATX_DONT_SYNC = 0x4000
export const AT_STATX_SYNC_TYPE = 0x6000

// openat2(2): how a path may be walked.
export const RESOLVE_NO_XDEV = 0x01
export const RESOLVE_NO_MAGICLINKS = 0x02
export const RESOLVE_NO_SYMLINKS = 0x04
export const RESOLVE_BENEATH = 0x08
export const RESOLVE_IN_ROOT = 0x10
export const RESOLVE_CACHED = 0x20

const OPEN_HOW_FIELDS = { flags: u64, mode: u64, resolve: u64 } as const
/** `struct open_how` as it was first; programs may have a longer one, whose rest must then be zero. */
export const OPEN_HOW = defineStruct('open_how', 24, OPEN_HOW_FIELDS)
export type OpenHow = StructValue<typeof OPEN_HOW_FIELDS>

// renameat2(2).
export const RENAME_NOREPLACE = 0x1
export const RENAME_EXCHANGE = 0x2
export const RENAME_WHITEOUT = 0x4

export const SEEK_SET = 0
export const SEEK_CUR = 1
export const SEEK_END = 2
export const SEEK_DATA = 3
export const SEEK_HOLE = 4

// close_range(2).
export const CLOSE_RANGE_UNSHARE = 2
export const CLOSE_RANGE_CLOEXEC = 4
