// struct stat, which fstat(2) and its kin fill in, in the two layouts of 64-bit machines. gVisor: pkg/abi/linux/stat.go.

import { defineStruct, type StructCodec } from './struct.ts'
import { i32, i64n, padding, u32, u64n } from './struct-fields.ts'
import type { Arch } from './syscall-numbers.ts'

/** What both layouts carry. Device and inode numbers are below 2^53: they are ours to give. */
export interface Stat {
  readonly st_dev: number
  readonly st_ino: number
  readonly st_mode: number
  readonly st_nlink: number
  readonly st_uid: number
  readonly st_gid: number
  readonly st_rdev: number
  /** Bytes. */
  readonly st_size: number
  /** Bytes. */
  readonly st_blksize: number
  /** In units of 512 bytes, whatever st_blksize is. */
  readonly st_blocks: number
  readonly st_atime: number
  readonly st_atime_nsec: number
  readonly st_mtime: number
  readonly st_mtime_nsec: number
  readonly st_ctime: number
  readonly st_ctime_nsec: number
}

/** arch/x86/include/uapi/asm/stat.h */
export const STAT_X86_64: StructCodec<Stat> = defineStruct('stat', 144, {
  st_dev: u64n,
  st_ino: u64n,
  st_nlink: u64n,
  st_mode: u32,
  st_uid: u32,
  st_gid: u32,
  st_rdev: u64n,
  st_size: i64n,
  st_blksize: i64n,
  st_blocks: i64n,
  st_atime: i64n,
  st_atime_nsec: u64n,
  st_mtime: i64n,
  st_mtime_nsec: u64n,
  st_ctime: i64n,
  st_ctime_nsec: u64n,
  unused: padding(24),
})

/** include/uapi/asm-generic/stat.h: riscv64 and arm64 */
export const STAT_GENERIC: StructCodec<Stat> = defineStruct('stat', 128, {
  st_dev: u64n,
  st_ino: u64n,
  st_mode: u32,
  st_nlink: u32,
  st_uid: u32,
  st_gid: u32,
  st_rdev: u64n,
  pad1: padding(8),
  st_size: i64n,
  st_blksize: i32,
  pad2: padding(4),
  st_blocks: i64n,
  st_atime: i64n,
  st_atime_nsec: u64n,
  st_mtime: i64n,
  st_mtime_nsec: u64n,
  st_ctime: i64n,
  st_ctime_nsec: u64n,
  unused: padding(8),
})

/** The layout that programs of this architecture expect. */
export function statCodec(arch: Arch): StructCodec<Stat> {
  return arch === 'x86-64' ? STAT_X86_64 : STAT_GENERIC
}
