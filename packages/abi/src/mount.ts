// Flags of mount(2) and umount2(2), and what statfs(2) tells. gVisor: pkg/abi/linux/mount.go, fs.go.

import { defineStruct, type StructCodec } from './struct.ts'
import { arrayOf, i32, i64n, u64n } from './struct-fields.ts'

export const MS_RDONLY = 0x1
export const MS_NOSUID = 0x2
export const MS_NODEV = 0x4
export const MS_NOEXEC = 0x8
export const MS_SYNCHRONOUS = 0x10
export const MS_REMOUNT = 0x20
export const MS_MANDLOCK = 0x40
export const MS_DIRSYNC = 0x80
export const MS_NOSYMFOLLOW = 0x100
export const MS_NOATIME = 0x400
export const MS_NODIRATIME = 0x800
export const MS_BIND = 0x1000
export const MS_MOVE = 0x2000
export const MS_REC = 0x4000
export const MS_SILENT = 0x8000
export const MS_POSIXACL = 0x10000
export const MS_UNBINDABLE = 0x20000
export const MS_PRIVATE = 0x40000
export const MS_SLAVE = 0x80000
export const MS_SHARED = 0x100000
export const MS_RELATIME = 0x200000
export const MS_KERNMOUNT = 0x400000
export const MS_I_VERSION = 0x800000
export const MS_STRICTATIME = 0x1000000
export const MS_LAZYTIME = 0x2000000

export const MS_NOUSER = 0x80000000
/** What stands in the upper half of the flags of old programs. */
export const MS_MGC_VAL = 0xc0ed0000
export const MS_MGC_MSK = 0xffff0000

export const MNT_FORCE = 0x1
export const MNT_DETACH = 0x2
export const MNT_EXPIRE = 0x4
export const UMOUNT_NOFOLLOW = 0x8

// f_flags of statfs(2).
export const ST_RDONLY = 0x1
export const ST_NOSUID = 0x2
export const ST_NODEV = 0x4
export const ST_NOEXEC = 0x8
export const ST_SYNCHRONOUS = 0x10
/** The flags are there; always set. */
export const ST_VALID = 0x20
export const ST_MANDLOCK = 0x40
export const ST_NOATIME = 0x400
export const ST_NODIRATIME = 0x800
export const ST_RELATIME = 0x1000
export const ST_NOSYMFOLLOW = 0x2000

// f_type of statfs(2) (include/uapi/linux/magic.h).
export const TMPFS_MAGIC = 0x01021994
export const PROC_SUPER_MAGIC = 0x9fa0
export const DEVPTS_SUPER_MAGIC = 0x1cd1
export const PIPEFS_MAGIC = 0x50495045
export const ANON_INODE_FS_MAGIC = 0x09041934
/** What a directory of the host is shown as: gVisor's gofer says so too. */
export const V9FS_MAGIC = 0x01021997

/** What statfs(2) fills in; counts of blocks in units of f_bsize. */
export interface Statfs {
  readonly f_type: number
  readonly f_bsize: number
  readonly f_blocks: number
  readonly f_bfree: number
  readonly f_bavail: number
  readonly f_files: number
  readonly f_ffree: number
  readonly f_fsid: readonly number[]
  readonly f_namelen: number
  readonly f_frsize: number
  readonly f_flags: number
  readonly f_spare: readonly number[]
}

/** include/uapi/asm-generic/statfs.h, where words have 64 bits: x86-64 and riscv64 alike. */
export const STATFS: StructCodec<Statfs> = defineStruct('statfs', 120, {
  f_type: i64n,
  f_bsize: i64n,
  f_blocks: u64n,
  f_bfree: u64n,
  f_bavail: u64n,
  f_files: u64n,
  f_ffree: u64n,
  f_fsid: arrayOf(i32, 2),
  f_namelen: i64n,
  f_frsize: i64n,
  f_flags: i64n,
  f_spare: arrayOf(i64n, 4),
})
