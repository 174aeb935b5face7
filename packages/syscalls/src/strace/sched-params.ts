// Policies, priorities and sets of CPUs, as strace(1) shows them.

import {
  SCHED_ATTR,
  SCHED_ATTR_SIZE_VER0,
  SCHED_FLAG_KEEP_PARAMS,
  SCHED_FLAG_KEEP_POLICY,
  SCHED_RESET_ON_FORK,
  type SchedAttr,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { oneOf } from './decoders.ts'
import { type Decoding, failed } from './params.ts'
import { numbered } from './process-params.ts'
import { type FlagTable, flagText, hex, pointer, valueText } from './text.ts'
import { readExact } from './vectors.ts'

const POLICIES = numbered('SCHED_', 'OTHER FIFO RR BATCH ISO IDLE DEADLINE')
export const POLICY: ParamDecoder = oneOf('int policy', POLICIES, 'SCHED_???')

/** `0x40000002 (SCHED_RR|SCHED_RESET_ON_FORK)` */
export function policyResult(_d: Decoding, result: number): string {
  const name = POLICIES.get(result & ~SCHED_RESET_ON_FORK) ?? hex(result)
  const reset = (result & SCHED_RESET_ON_FORK) !== 0 ? '|SCHED_RESET_ON_FORK' : ''
  return `${hex(result)} (${name}${reset})`
}

function intText(d: Decoding, i: number): string {
  const at = d.args.bigint(i)
  const bytes = new Uint8Array(4)
  return at !== 0n && readExact(d.task, at, bytes)
    ? `[${new DataView(bytes.buffer).getInt32(0, true)}]`
    : pointer(at)
}

export const SCHED_PARAM_IN: ParamDecoder = {
  declaration: 'const struct sched_param *param',
  output: false,
  decode: intText,
}
export const SCHED_PARAM_OUT: ParamDecoder = {
  declaration: 'struct sched_param *param',
  output: true,
  decode: (d, i) => (failed(d) ? pointer(d.args.bigint(i)) : intText(d, i)),
}

/** "[0 1]": the numbers of the CPUs in a set of `size` bytes. */
function cpuSet(d: Decoding, i: number, size: number): string {
  const at = d.args.bigint(i)
  const bytes = new Uint8Array(Math.min(size, 1024))
  if (at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
  const cpus: number[] = []
  for (let n = 0; n < bytes.length * 8; n++) if (((bytes[n >> 3] >> (n & 7)) & 1) !== 0) cpus.push(n)
  return `[${cpus.join(' ')}]`
}

export const CPU_SET_IN: ParamDecoder = {
  declaration: 'const unsigned long *mask',
  output: false,
  decode: (d, i) => cpuSet(d, i, d.args.uint(i - 1)),
}
export const CPU_SET_OUT: ParamDecoder = {
  declaration: 'unsigned long *mask',
  output: true,
  decode: (d, i) => (failed(d) ? pointer(d.args.bigint(i)) : cpuSet(d, i, d.result ?? 0)),
}

const FLAGS: FlagTable = [
  ['SCHED_FLAG_RESET_ON_FORK', 1],
  ['SCHED_FLAG_RECLAIM', 2],
  ['SCHED_FLAG_DL_OVERRUN', 4],
  ['SCHED_FLAG_KEEP_POLICY', 8],
  ['SCHED_FLAG_KEEP_PARAMS', 16],
  ['SCHED_FLAG_UTIL_CLAMP_MIN', 32],
  ['SCHED_FLAG_UTIL_CLAMP_MAX', 64],
]

const PARAMS = new Set('sched_nice sched_priority sched_runtime sched_deadline sched_period'.split(' '))

/** `given`: to a call, which does not look at what it is told to keep. */
function attrText(attr: SchedAttr, given = false): string {
  const keeps = (flag: number) => given && (attr.sched_flags & flag) !== 0
  const shown = Object.entries(attr).filter(
    ([name]) =>
      !(name === 'sched_policy' && keeps(SCHED_FLAG_KEEP_POLICY)) &&
      !(PARAMS.has(name) && keeps(SCHED_FLAG_KEEP_PARAMS)),
  )
  const fields = shown.map(([name, value]) => {
    if (name === 'sched_policy') return `${name}=${valueText(attr.sched_policy, POLICIES, 'SCHED_???')}`
    if (name === 'sched_flags') return `${name}=${flagText(attr.sched_flags, FLAGS, 'SCHED_FLAG_???')}`
    return `${name}=${value}`
  })
  return `{${fields.slice(0, attr.size > SCHED_ATTR_SIZE_VER0 ? fields.length : -2).join(', ')}}`
}

export const SCHED_ATTR_OUT: ParamDecoder = {
  declaration: 'struct sched_attr *attr',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(SCHED_ATTR.size)
    const size = Math.min(d.args.uint(i + 1), bytes.length)
    if (failed(d) || !readExact(d.task, at, bytes.subarray(0, size))) return pointer(at)
    return attrText(SCHED_ATTR.read(new DataView(bytes.buffer), 0))
  },
}

export const SCHED_ATTR_IN: ParamDecoder = {
  declaration: 'struct sched_attr *attr',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(SCHED_ATTR.size)
    if (!readExact(d.task, at, bytes.subarray(0, 4))) return pointer(at)
    const size = new DataView(bytes.buffer).getUint32(0, true)
    if (size !== 0 && size < SCHED_ATTR_SIZE_VER0) return `{size=${size}}`
    const known = Math.min(size === 0 ? SCHED_ATTR_SIZE_VER0 : size, bytes.length)
    if (!readExact(d.task, at, bytes.subarray(0, known))) return pointer(at)
    return attrText(SCHED_ATTR.read(new DataView(bytes.buffer), 0), true)
  },
}
