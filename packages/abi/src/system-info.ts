// What uname(2) and sysinfo(2) tell (include/uapi/linux/utsname.h, sysinfo.h); flags of getrandom(2).

import { defineStruct, type StructValue } from './struct.ts'
import { arrayOf, byteArray, u16, u32, u64n } from './struct-fields.ts'

/** Bytes of a name, without its NUL. */
export const NEW_UTS_LEN = 64

const UTSNAME_FIELDS = {
  sysname: byteArray(65),
  nodename: byteArray(65),
  release: byteArray(65),
  version: byteArray(65),
  machine: byteArray(65),
  domainname: byteArray(65),
} as const

/** `struct new_utsname`. */
export const UTSNAME = defineStruct('new_utsname', 390, UTSNAME_FIELDS)
export type Utsname = StructValue<typeof UTSNAME_FIELDS>

const SYSINFO_FIELDS = {
  /** Seconds since boot. */
  uptime: u64n,
  /** Of 1, 5 and 15 minutes, in units of 2^-16. */
  loads: arrayOf(u64n, 3),
  totalram: u64n,
  freeram: u64n,
  sharedram: u64n,
  bufferram: u64n,
  totalswap: u64n,
  freeswap: u64n,
  procs: u16,
  totalhigh: u64n,
  freehigh: u64n,
  /** Bytes that the sizes are counted in. */
  mem_unit: u32,
} as const

/** `struct sysinfo`. */
export const SYSINFO = defineStruct('sysinfo', 112, SYSINFO_FIELDS)
export type Sysinfo = StructValue<typeof SYSINFO_FIELDS>

export const GRND_NONBLOCK = 1
export const GRND_RANDOM = 2
export const GRND_INSECURE = 4
