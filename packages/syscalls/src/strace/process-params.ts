// What calls about the process and the machine are told and tell: limits, names, scheduling; as strace(1) shows them.

import {
  GRND_INSECURE,
  GRND_NONBLOCK,
  GRND_RANDOM,
  RLIM_INFINITY,
  RLIMIT,
  type Rlimit,
  SYSINFO,
  UTSNAME,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags, int, oneOf, structIn, structOut } from './decoders.ts'
import type { Decoding } from './params.ts'
import { quote } from './text.ts'

/** Values by number, from 0 on; an empty name is left out. */
export function numbered(prefix: string, names: string): ReadonlyMap<number, string> {
  return new Map(
    names
      .split(' ')
      .map((name, i) => [i, prefix + name] as const)
      .filter(([, name]) => name !== `${prefix}-`),
  )
}

export const PID: ParamDecoder = int('pid_t pid')

const RESOURCES = numbered(
  'RLIMIT_',
  'CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS LOCKS SIGPENDING MSGQUEUE NICE RTPRIO RTTIME',
)
export const RESOURCE: ParamDecoder = oneOf('int resource', RESOURCES, 'RLIMIT_???')

/** Whole KiB of more than one are a product: "8192*1024". */
function limitText(value: bigint): string {
  if (value === RLIM_INFINITY) return 'RLIM64_INFINITY'
  return value > 1024n && value % 1024n === 0n ? `${value / 1024n}*1024` : String(value)
}

const rlimitText = ({ rlim_cur, rlim_max }: Rlimit) =>
  `{rlim_cur=${limitText(rlim_cur)}, rlim_max=${limitText(rlim_max)}}`
export const RLIMIT_IN: ParamDecoder = structIn('const struct rlimit *new_limit', RLIMIT, rlimitText)
export const RLIMIT_OUT: ParamDecoder = structOut('struct rlimit *old_limit', RLIMIT, rlimitText)

function nameText(name: Uint8Array, d: Decoding): string {
  const end = name.indexOf(0)
  return quote(end < 0 ? name : name.subarray(0, end), d.limit)
}

export const UTSNAME_OUT: ParamDecoder = structOut(
  'struct new_utsname *name',
  UTSNAME,
  (u, d) => `{sysname=${nameText(u.sysname, d)}, nodename=${nameText(u.nodename, d)}, ...}`,
)

export const SYSINFO_OUT: ParamDecoder = structOut('struct sysinfo *info', SYSINFO, (s) => {
  const fields = Object.entries(s).map(([name, value]) =>
    typeof value === 'object' ? `${name}=[${value.join(', ')}]` : `${name}=${value}`,
  )
  return `{${fields.join(', ')}}`
})

export const GETRANDOM_FLAGS: ParamDecoder = flags(
  'unsigned int flags',
  [
    ['GRND_NONBLOCK', GRND_NONBLOCK],
    ['GRND_RANDOM', GRND_RANDOM],
    ['GRND_INSECURE', GRND_INSECURE],
  ],
  'GRND_???',
)
