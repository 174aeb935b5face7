// Locks on files: struct flock, the types of locks, and the operations of flock(2). gVisor: pkg/abi/linux/fcntl.go.

import { defineStruct, type StructCodec } from './struct.ts'
import { i16, i32, i64, padding } from './struct-fields.ts'

export const F_GETLK = 5
export const F_SETLK = 6
export const F_SETLKW = 7
export const F_OFD_GETLK = 36
export const F_OFD_SETLK = 37
export const F_OFD_SETLKW = 38

export const F_RDLCK = 0
export const F_WRLCK = 1
export const F_UNLCK = 2

export const LOCK_SH = 1
export const LOCK_EX = 2
export const LOCK_NB = 4
export const LOCK_UN = 8
export const LOCK_MAND = 32

/** A lock as fcntl(2) is told of it, and tells. */
export interface Flock {
  readonly l_type: number
  readonly l_whence: number
  readonly l_start: bigint
  /** 0: to the end, wherever that will be. */
  readonly l_len: bigint
  readonly l_pid: number
}

/** include/uapi/asm-generic/fcntl.h, where words have 64 bits: x86-64 and riscv64 alike. */
export const FLOCK: StructCodec<Flock> = defineStruct('flock', 32, {
  l_type: i16,
  l_whence: i16,
  pad: padding(4),
  l_start: i64,
  l_len: i64,
  l_pid: i32,
  pad2: padding(4),
})
