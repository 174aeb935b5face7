// Who gets the signals of an open file: the commands of fcntl(2), and struct f_owner_ex. include/uapi/asm-generic/fcntl.h.

import { defineStruct, type StructCodec } from './struct.ts'
import { i32 } from './struct-fields.ts'

export const F_SETOWN = 8
export const F_GETOWN = 9
export const F_SETOWN_EX = 15
export const F_GETOWN_EX = 16

export const F_OWNER_TID = 0
export const F_OWNER_PID = 1
export const F_OWNER_PGRP = 2

export interface FileOwnerId {
  /** F_OWNER_*. */
  readonly type: number
  readonly pid: number
}

export const FILE_OWNER: StructCodec<FileOwnerId> = defineStruct('f_owner_ex', 8, { type: i32, pid: i32 })
