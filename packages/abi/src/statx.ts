// struct statx and its bits (include/uapi/linux/stat.h). gVisor: pkg/abi/linux/stat.go.

import { defineStruct, type StructCodec } from './struct.ts'
import { i64n, padding, u16, u32, u64n } from './struct-fields.ts'

export const STATX_TYPE = 0x1
export const STATX_MODE = 0x2
export const STATX_NLINK = 0x4
export const STATX_UID = 0x8
export const STATX_GID = 0x10
export const STATX_ATIME = 0x20
export const STATX_MTIME = 0x40
export const STATX_CTIME = 0x80
export const STATX_INO = 0x100
export const STATX_SIZE = 0x200
export const STATX_BLOCKS = 0x400
export const STATX_BASIC_STATS = 0x7ff
export const STATX_BTIME = 0x800
export const STATX_ALL = 0xfff
export const STATX_MNT_ID = 0x1000
export const STATX_DIOALIGN = 0x2000
export const STATX_MNT_ID_UNIQUE = 0x4000
/** May not be asked for. */
export const STATX_RESERVED = 0x80000000

export const STATX_ATTR_IMMUTABLE = 0x10
export const STATX_ATTR_APPEND = 0x20
export const STATX_ATTR_NODUMP = 0x40
export const STATX_ATTR_AUTOMOUNT = 0x1000
/** The root of a mount. */
export const STATX_ATTR_MOUNT_ROOT = 0x2000
export const STATX_ATTR_DAX = 0x200000

export interface StatxTimestamp {
  readonly tv_sec: number
  readonly tv_nsec: number
}

const STATX_TIMESTAMP: StructCodec<StatxTimestamp> = defineStruct('statx_timestamp', 16, {
  tv_sec: i64n,
  tv_nsec: u32,
  pad: padding(4),
})

export interface Statx {
  readonly stx_mask: number
  readonly stx_blksize: number
  readonly stx_attributes: number
  readonly stx_nlink: number
  readonly stx_uid: number
  readonly stx_gid: number
  readonly stx_mode: number
  readonly stx_ino: number
  readonly stx_size: number
  readonly stx_blocks: number
  readonly stx_attributes_mask: number
  readonly stx_atime: StatxTimestamp
  readonly stx_btime: StatxTimestamp
  readonly stx_ctime: StatxTimestamp
  readonly stx_mtime: StatxTimestamp
  readonly stx_rdev_major: number
  readonly stx_rdev_minor: number
  readonly stx_dev_major: number
  readonly stx_dev_minor: number
  readonly stx_mnt_id: number
}

/** The same on every architecture. What is behind the mount's ID is zero. */
export const STATX: StructCodec<Statx> = defineStruct('statx', 256, {
  stx_mask: u32,
  stx_blksize: u32,
  stx_attributes: u64n,
  stx_nlink: u32,
  stx_uid: u32,
  stx_gid: u32,
  stx_mode: u16,
  pad1: padding(2),
  stx_ino: u64n,
  stx_size: u64n,
  stx_blocks: u64n,
  stx_attributes_mask: u64n,
  stx_atime: STATX_TIMESTAMP,
  stx_btime: STATX_TIMESTAMP,
  stx_ctime: STATX_TIMESTAMP,
  stx_mtime: STATX_TIMESTAMP,
  stx_rdev_major: u32,
  stx_rdev_minor: u32,
  stx_dev_major: u32,
  stx_dev_minor: u32,
  stx_mnt_id: u64n,
  rest: padding(104),
})
