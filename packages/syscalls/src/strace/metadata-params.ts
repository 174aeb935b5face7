// What files are, as strace(1) shows it: stat, statx, statfs, times, and how to open. Called by params.ts.

import {
  ANON_INODE_FS_MAGIC,
  AT_EACCESS,
  AT_EMPTY_PATH,
  AT_NO_AUTOMOUNT,
  AT_REMOVEDIR,
  AT_STATX_DONT_SYNC,
  AT_STATX_FORCE_SYNC,
  AT_STATX_SYNC_TYPE,
  AT_SYMLINK_FOLLOW,
  AT_SYMLINK_NOFOLLOW,
  DEVPTS_SUPER_MAGIC,
  O_CREAT,
  O_DIRECTORY,
  O_TMPFILE,
  OPEN_HOW,
  PIPEFS_MAGIC,
  RESOLVE_BENEATH,
  RESOLVE_CACHED,
  RESOLVE_IN_ROOT,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
  ST_MANDLOCK,
  ST_NOATIME,
  ST_NODEV,
  ST_NODIRATIME,
  ST_NOEXEC,
  ST_NOSUID,
  ST_NOSYMFOLLOW,
  ST_RDONLY,
  ST_RELATIME,
  ST_SYNCHRONOUS,
  ST_VALID,
  STATFS,
  STATX,
  STATX_ALL,
  STATX_ATIME,
  STATX_ATTR_APPEND,
  STATX_ATTR_AUTOMOUNT,
  STATX_ATTR_DAX,
  STATX_ATTR_IMMUTABLE,
  STATX_ATTR_MOUNT_ROOT,
  STATX_ATTR_NODUMP,
  STATX_BASIC_STATS,
  STATX_BLOCKS,
  STATX_BTIME,
  STATX_CTIME,
  STATX_DIOALIGN,
  STATX_GID,
  STATX_INO,
  STATX_MNT_ID,
  STATX_MODE,
  STATX_MTIME,
  STATX_NLINK,
  STATX_SIZE,
  STATX_TYPE,
  STATX_UID,
  type StructCodec,
  statCodec,
  TMPFS_MAGIC,
  UTIME_NOW,
  UTIME_OMIT,
  V9FS_MAGIC,
} from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { byValue, fileMode, openFlags, permissions, table } from './flag-tables.ts'
import { device, isDevice } from './path-params.ts'
import { flagText, hex, pointer, valueText } from './text.ts'
import { readExact } from './vectors.ts'

/** The struct at an address, if it can be read. */
function structAt<T>(t: Task, at: bigint, codec: StructCodec<T>): T | undefined {
  const bytes = new Uint8Array(codec.size)
  return readExact(t, at, bytes) ? codec.read(new DataView(bytes.buffer), 0) : undefined
}

/** As strace shows it unasked for more: the mode, and what there is of a size or a device number. */
export function stat(t: Task, at: bigint): string {
  const s = structAt(t, at, statCodec(t.syscallTable.arch))
  if (s === undefined) return pointer(at)
  const what = isDevice(s.st_mode) ? `st_rdev=${device(s.st_rdev)}` : `st_size=${s.st_size}`
  return `{st_mode=${fileMode(s.st_mode)}, ${what}, ...}`
}

const STATX_AT_FLAGS = table({
  AT_SYMLINK_NOFOLLOW,
  AT_REMOVEDIR,
  AT_SYMLINK_FOLLOW,
  AT_NO_AUTOMOUNT,
  AT_EMPTY_PATH,
})
const SYNC_TYPES = byValue({ AT_STATX_SYNC_AS_STAT: 0, AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC })
const STATX_MASK = table({
  STATX_ALL,
  STATX_BASIC_STATS,
  STATX_TYPE,
  STATX_MODE,
  STATX_NLINK,
  STATX_UID,
  STATX_GID,
  STATX_ATIME,
  STATX_MTIME,
  STATX_CTIME,
  STATX_INO,
  STATX_SIZE,
  STATX_BLOCKS,
  STATX_BTIME,
  STATX_MNT_ID,
  STATX_DIOALIGN,
})
const STATX_ATTRIBUTES = table({
  STATX_ATTR_IMMUTABLE,
  STATX_ATTR_APPEND,
  STATX_ATTR_NODUMP,
  STATX_ATTR_AUTOMOUNT,
  STATX_ATTR_MOUNT_ROOT,
  STATX_ATTR_DAX,
})

/** How statx(2) is to synchronize, then the flags. */
export function statxFlags(flags: number): string {
  const sync = valueText(flags & AT_STATX_SYNC_TYPE, SYNC_TYPES, 'AT_STATX_???')
  const rest = flagText(flags & ~AT_STATX_SYNC_TYPE, STATX_AT_FLAGS)
  return rest === '0' ? sync : `${sync}|${rest}`
}

export function statxMask(mask: number): string {
  return flagText(mask, STATX_MASK, 'STATX_???')
}

export function statx(t: Task, at: bigint): string {
  const s = structAt(t, at, STATX)
  if (s === undefined) return pointer(at)
  const attributes = flagText(s.stx_attributes, STATX_ATTRIBUTES, 'STATX_ATTR_???')
  const shown = `stx_mode=${fileMode(s.stx_mode)}, stx_size=${s.stx_size}`
  return `{stx_mask=${statxMask(s.stx_mask)}, stx_attributes=${attributes}, ${shown}, ...}`
}

const MAGIC = byValue({ TMPFS_MAGIC, DEVPTS_SUPER_MAGIC, PIPEFS_MAGIC, ANON_INODE_FS_MAGIC, V9FS_MAGIC })
const ST_FLAGS = table({
  ST_VALID,
  ST_RDONLY,
  ST_NOSUID,
  ST_NODEV,
  ST_NOEXEC,
  ST_SYNCHRONOUS,
  ST_MANDLOCK,
  ST_NOATIME,
  ST_NODIRATIME,
  ST_RELATIME,
  ST_NOSYMFOLLOW,
})

export function statfs(t: Task, at: bigint): string {
  const s = structAt(t, at, STATFS)
  if (s === undefined) return pointer(at)
  const counts = `f_bsize=${s.f_bsize}, f_blocks=${s.f_blocks}, f_bfree=${s.f_bfree}, f_bavail=${s.f_bavail}`
  const files = `f_files=${s.f_files}, f_ffree=${s.f_ffree}`
  const fsid = `f_fsid={val=[${s.f_fsid.map((word) => hex(word >>> 0)).join(', ')}]}`
  const rest = `f_namelen=${s.f_namelen}, f_frsize=${s.f_frsize}, f_flags=${flagText(s.f_flags, ST_FLAGS)}`
  return `{f_type=${MAGIC.get(s.f_type) ?? hex(s.f_type)}, ${counts}, ${files}, ${fsid}, ${rest}}`
}

const ACCESS_MODES = table({ R_OK: 4, W_OK: 2, X_OK: 1 })
const ACCESS_FLAGS = table({ AT_SYMLINK_NOFOLLOW, AT_EACCESS, AT_EMPTY_PATH })

export function accessMode(mode: number): string {
  return mode === 0 ? 'F_OK' : flagText(mode, ACCESS_MODES, '?_OK')
}

export function accessFlags(flags: number): string {
  return flagText(flags, ACCESS_FLAGS, 'AT_???')
}

/** A time as it is for people: "1970-01-01T00:00:01+0000", with a fraction if there is one. */
function calendar(sec: bigint, fraction: string): string | undefined {
  if (sec < -62135596800n || sec > 253402300799n) return undefined
  let days = Number(sec / 86400n)
  let rest = Number(sec % 86400n)
  if (rest < 0) {
    rest += 86400
    days--
  }
  const { year, month, day } = civil(days)
  const two = (n: number) => String(n).padStart(2, '0')
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}${fraction}+0000`
}

/** The date of a day since 1970, in the Gregorian calendar, whose years begin in March here. */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const ofEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * ofYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const day = ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Two numbers: seconds, and a fraction of `digits` decimal digits, which are not always one. */
function timeText(view: DataView, offset: number, field: string, digits: number): string {
  const sec = view.getBigInt64(offset, true)
  const part = view.getBigInt64(offset + 8, true)
  if (digits === 9 && part === BigInt(UTIME_NOW)) return 'UTIME_NOW'
  if (digits === 9 && part === BigInt(UTIME_OMIT)) return 'UTIME_OMIT'
  const text = `{tv_sec=${sec}, ${field}=${BigInt.asUintN(64, part)}}`
  if (part < 0n || part >= 10n ** BigInt(digits)) return text
  const shown = calendar(sec, part === 0n ? '' : `.${String(part).padStart(digits, '0')}`)
  return shown === undefined ? text : `${text} /* ${shown} */`
}

/** Two timespecs, or two timevals. */
export function timePair(t: Task, at: bigint, field: 'tv_nsec' | 'tv_usec'): string {
  const bytes = new Uint8Array(32)
  if (at === 0n || !readExact(t, at, bytes)) return pointer(at)
  const view = new DataView(bytes.buffer)
  const digits = field === 'tv_nsec' ? 9 : 6
  return `[${timeText(view, 0, field, digits)}, ${timeText(view, 16, field, digits)}]`
}

/** A struct utimbuf. */
export function utimbuf(t: Task, at: bigint): string {
  const bytes = new Uint8Array(16)
  if (at === 0n || !readExact(t, at, bytes)) return pointer(at)
  const view = new DataView(bytes.buffer)
  const seconds = (offset: number) => {
    const sec = view.getBigInt64(offset, true)
    const shown = calendar(sec, '')
    return shown === undefined ? String(sec) : `${sec} /* ${shown} */`
  }
  return `{actime=${seconds(0)}, modtime=${seconds(8)}}`
}

const RESOLVE = table({
  RESOLVE_NO_XDEV,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_BENEATH,
  RESOLVE_IN_ROOT,
  RESOLVE_CACHED,
})

/** A struct open_how of `size` bytes; what is behind the part that is known, if it is not zero. */
export function openHow(t: Task, at: bigint, size: bigint): string {
  if (at === 0n || size < OPEN_HOW.size || size > 4096n) return pointer(at)
  const bytes = new Uint8Array(Number(size))
  if (!readExact(t, at, bytes)) return pointer(at)
  const { flags, mode, resolve } = OPEN_HOW.read(new DataView(bytes.buffer), 0)
  const creates = (Number(flags) & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) !== 0
  const shownMode = mode !== 0n || creates ? `, mode=${permissions(Number(mode & 0xffffn))}` : ''
  const shown = `flags=${openFlags(Number(flags))}${shownMode}`
  const rest = bytes.subarray(OPEN_HOW.size)
  const hexes = Array.from(rest, (b) => `\\x${b.toString(16).padStart(2, '0')}`).join('')
  const tail = rest.some((b) => b !== 0)
    ? `, /* bytes ${OPEN_HOW.size}..${Number(size) - 1} */ "${hexes}"`
    : ''
  const how = flagText(Number(resolve & 0xffffffffn), RESOLVE, 'RESOLVE_???', Number(resolve >> 32n))
  return `{${shown}, resolve=${how}${tail}}`
}
