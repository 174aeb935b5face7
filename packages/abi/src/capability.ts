// Capabilities and how capget(2) and capset(2) pass them (include/uapi/linux/capability.h). gVisor:
// pkg/abi/linux/capability.go.

import { defineStruct, type StructValue } from './struct.ts'
import { i32, u32 } from './struct-fields.ts'

export const CAP_CHOWN = 0
export const CAP_DAC_OVERRIDE = 1
export const CAP_DAC_READ_SEARCH = 2
export const CAP_FOWNER = 3
export const CAP_FSETID = 4
export const CAP_KILL = 5
export const CAP_SETGID = 6
export const CAP_SETUID = 7
export const CAP_SETPCAP = 8
export const CAP_LINUX_IMMUTABLE = 9
export const CAP_NET_ADMIN = 12
export const CAP_NET_RAW = 13
export const CAP_SYS_CHROOT = 18
export const CAP_SYS_PTRACE = 19
export const CAP_SYS_ADMIN = 21
export const CAP_SYS_NICE = 23
export const CAP_SYS_TIME = 25
export const CAP_SYS_RESOURCE = 24
export const CAP_SYS_TTY_CONFIG = 26
export const CAP_SYSLOG = 34
export const CAP_MKNOD = 27
export const CAP_MAC_OVERRIDE = 32
/** CAP_CHECKPOINT_RESTORE */
export const CAP_LAST_CAP = 40

/** The versions of the two calls' header. The first has sets of 32 bits, the others of 64. */
export const LINUX_CAPABILITY_VERSION_1 = 0x19980330
export const LINUX_CAPABILITY_VERSION_2 = 0x20071026
export const LINUX_CAPABILITY_VERSION_3 = 0x20080522

const HEADER_FIELDS = { version: u32, pid: i32 } as const
export const CAP_USER_HEADER = defineStruct('__user_cap_header_struct', 8, HEADER_FIELDS)
export type CapUserHeader = StructValue<typeof HEADER_FIELDS>

const DATA_FIELDS = { effective: u32, permitted: u32, inheritable: u32 } as const
/** 32 bits of each set; versions 2 and 3 have two of these, the lower bits first. */
export const CAP_USER_DATA = defineStruct('__user_cap_data_struct', 12, DATA_FIELDS)
export type CapUserData = StructValue<typeof DATA_FIELDS>
