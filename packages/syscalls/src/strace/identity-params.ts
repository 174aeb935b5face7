// Parameters that say who somebody is, as strace(1) shows them: IDs, groups, capabilities. Called by params.ts.

import {
  CAP_USER_DATA,
  CAP_USER_HEADER,
  LINUX_CAPABILITY_VERSION_1,
  LINUX_CAPABILITY_VERSION_2,
  LINUX_CAPABILITY_VERSION_3,
} from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { byValue } from './flag-tables.ts'
import { hex, pointer, valueText } from './text.ts'
import { readExact } from './vectors.ts'

/** Names in order of number, of CAP_LAST_CAP + 1 capabilities. */
const CAPABILITIES = `
  CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE
  NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN
  SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE
  MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE`
  .trim()
  .split(/\s+/)

const VERSIONS = byValue({
  _LINUX_CAPABILITY_VERSION_1: LINUX_CAPABILITY_VERSION_1 & 0x7fffffff,
  _LINUX_CAPABILITY_VERSION_2: LINUX_CAPABILITY_VERSION_2 & 0x7fffffff,
  _LINUX_CAPABILITY_VERSION_3: LINUX_CAPABILITY_VERSION_3 & 0x7fffffff,
})

/** A user or group ID; all ones are none. */
export function id(value: number): string {
  return value >>> 0 === 0xffffffff ? '-1' : String(value >>> 0)
}

/** An ID that a call has filled in: "[0]". */
export function idOut(t: Task, at: bigint): string {
  const bytes = new Uint8Array(4)
  return readExact(t, at, bytes) ? `[${id(new DataView(bytes.buffer).getUint32(0, true))}]` : pointer(at)
}

/** Groups: the first `limit` of `count`. */
export function groups(t: Task, at: bigint, count: number, limit: number): string {
  if (at === 0n) return 'NULL'
  if (count === 0) return '[]'
  if (count < 0 || count > 65536) return pointer(at)
  const shown = Math.min(count, limit)
  const bytes = new Uint8Array(shown * 4)
  if (!readExact(t, at, bytes)) return pointer(at)
  const ids = Array.from(new Uint32Array(bytes.buffer), id)
  return `[${ids.join(', ')}${count > limit ? ', ...' : ''}]`
}

/** The name of one capability. */
export function capabilityName(value: bigint): string {
  const name = CAPABILITIES[Number(value)]
  return name === undefined ? `${hex(value)} /* CAP_??? */` : `CAP_${name}`
}

/** The header of capget(2) and capset(2). */
export function capHeader(t: Task, at: bigint): string {
  const header = headerAt(t, at)
  if (header === undefined) return pointer(at)
  const version = valueText(header.version, VERSIONS, '_LINUX_CAPABILITY_VERSION_???')
  return `{version=${version}, pid=${header.pid}}`
}

/** The sets of capget(2) and capset(2), of as many bits as the header at `headerAt` says. */
export function capData(t: Task, at: bigint, header: bigint): string {
  const words = headerAt(t, header)?.version === LINUX_CAPABILITY_VERSION_1 ? 1 : 2
  const bytes = new Uint8Array(CAP_USER_DATA.size * words)
  if (at === 0n || !readExact(t, at, bytes)) return pointer(at)
  const view = new DataView(bytes.buffer)
  const parts = Array.from({ length: words }, (_, i) => CAP_USER_DATA.read(view, i * CAP_USER_DATA.size))
  const text = (part: 'effective' | 'permitted' | 'inheritable') =>
    `${part}=${capabilitySet(parts.map((p) => p[part]))}`
  return `{${text('effective')}, ${text('permitted')}, ${text('inheritable')}}`
}

function headerAt(t: Task, at: bigint): { version: number; pid: number } | undefined {
  const bytes = new Uint8Array(CAP_USER_HEADER.size)
  return readExact(t, at, bytes) ? CAP_USER_HEADER.read(new DataView(bytes.buffer), 0) : undefined
}

/** "1<<CAP_CHOWN|1<<CAP_KILL"; bits without a name last, those of each 32 by themselves. */
function capabilitySet(words: readonly number[]): string {
  const names: string[] = []
  const rest: string[] = []
  for (const [w, word] of words.entries()) {
    let left = word
    for (let bit = 0; bit < 32; bit++) {
      const name = CAPABILITIES[w * 32 + bit]
      if (name === undefined || ((word >>> bit) & 1) === 0) continue
      names.push(`1<<CAP_${name}`)
      left &= ~(1 << bit)
    }
    if (left !== 0) rest.push(hex(left >>> 0))
  }
  return [...names, ...rest].join('|') || '0'
}
