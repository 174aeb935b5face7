// The names of flags, in the order in which strace(1) prints them.

import {
  AT_EMPTY_PATH,
  AT_NO_AUTOMOUNT,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  AT_SYMLINK_NOFOLLOW,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_GETFD,
  F_GETFL,
  F_GETPIPE_SZ,
  F_SETFD,
  F_SETFL,
  F_SETPIPE_SZ,
  MAP_32BIT,
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
  MAP_STACK,
  MAP_SYNC,
  MAP_TYPE,
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
} from '@jvisor/abi'
import { type FlagTable, flagText } from './text.ts'

/** A table of constants under their own names. */
function table(constants: Readonly<Record<string, number>>): FlagTable {
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
  O_ASYNC,
  O_DIRECT,
  O_LARGEFILE,
  O_NOFOLLOW,
  O_NOATIME,
  O_CLOEXEC,
  O_PATH,
  O_TMPFILE,
  O_DIRECTORY,
})
const ACCESS_MODES = ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_ACCMODE']

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
const PROT = table({ PROT_READ, PROT_WRITE, PROT_EXEC, PROT_GROWSDOWN, PROT_GROWSUP })
const MAP = table({
  MAP_FIXED,
  MAP_ANONYMOUS,
  MAP_32BIT,
  MAP_GROWSDOWN,
  MAP_DENYWRITE,
  MAP_EXECUTABLE,
  MAP_LOCKED,
  MAP_NORESERVE,
  MAP_POPULATE,
  MAP_NONBLOCK,
  MAP_STACK,
  MAP_HUGETLB,
  MAP_SYNC,
  MAP_FIXED_NOREPLACE,
})
const MAP_TYPES = ['MAP_FILE', 'MAP_SHARED', 'MAP_PRIVATE', 'MAP_SHARED_VALIDATE']

/** A protection of mmap(2). */
export function protection(prot: number): string {
  return prot === 0 ? 'PROT_NONE' : flagText(prot, PROT)
}

/** Flags of mmap(2): the type, then the rest. */
export function mapFlags(flags: number): string {
  const type = MAP_TYPES[flags & MAP_TYPE] ?? `0x${(flags & MAP_TYPE).toString(16)}`
  const rest = flagText(flags & ~MAP_TYPE, MAP)
  return rest === '0' ? type : `${type}|${rest}`
}

const WHENCES = ['SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'SEEK_DATA', 'SEEK_HOLE']

/** The whence of lseek(2). */
export function whence(value: number): string {
  return WHENCES[value] ?? `0x${(value >>> 0).toString(16)} /* SEEK_??? */`
}

const FCNTL_COMMANDS = new Map<number, string>(
  table({ F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_SETPIPE_SZ }).map(
    ([n, v]) => [v, n],
  ),
)

/** A command of fcntl(2). */
export function fcntlCommand(command: number): string {
  return FCNTL_COMMANDS.get(command) ?? `0x${(command >>> 0).toString(16)} /* F_??? */`
}

const FILE_TYPES = new Map<number, string>(
  table({ S_IFSOCK, S_IFLNK, S_IFREG, S_IFBLK, S_IFDIR, S_IFCHR, S_IFIFO }).map(([n, v]) => [v, n]),
)
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
  return `0${mode.toString(8).padStart(mode === 0 ? 2 : 3, '0')}`
}
