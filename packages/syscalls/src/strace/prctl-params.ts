// The operations of prctl and arch_prctl, their arguments and results, as strace(1) shows them.

import {
  ARCH_GET_FS,
  ARCH_GET_GS,
  ARCH_SET_FS,
  ARCH_SET_GS,
  PR_CAP_AMBIENT,
  PR_CAPBSET_DROP,
  PR_CAPBSET_READ,
  PR_GET_CHILD_SUBREAPER,
  PR_GET_DUMPABLE,
  PR_GET_KEEPCAPS,
  PR_GET_NAME,
  PR_GET_NO_NEW_PRIVS,
  PR_GET_PDEATHSIG,
  PR_GET_SECUREBITS,
  PR_GET_THP_DISABLE,
  PR_GET_TID_ADDRESS,
  PR_GET_TIMERSLACK,
  PR_GET_TIMING,
  PR_SET_CHILD_SUBREAPER,
  PR_SET_DUMPABLE,
  PR_SET_KEEPCAPS,
  PR_SET_NAME,
  PR_SET_NO_NEW_PRIVS,
  PR_SET_PDEATHSIG,
  PR_SET_SECUREBITS,
  PR_SET_THP_DISABLE,
  PR_SET_TIMERSLACK,
  PR_SET_TIMING,
  PR_SET_VMA,
  SIGNAL_MAX,
  signalName,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { oneOf } from './decoders.ts'
import { byValue } from './flag-tables.ts'
import { capabilityName } from './identity-params.ts'
import { type Decoding, failed } from './params.ts'
import { hex, pointer, valueText } from './text.ts'
import { readExact, stringText } from './vectors.ts'

const NAMES = byValue({
  ...{ PR_CAP_AMBIENT, PR_CAPBSET_DROP, PR_CAPBSET_READ, PR_GET_CHILD_SUBREAPER, PR_GET_DUMPABLE },
  ...{ PR_GET_KEEPCAPS, PR_GET_NAME, PR_GET_NO_NEW_PRIVS, PR_GET_PDEATHSIG, PR_GET_SECUREBITS },
  ...{ PR_GET_THP_DISABLE, PR_GET_TID_ADDRESS, PR_GET_TIMERSLACK, PR_GET_TIMING, PR_SET_CHILD_SUBREAPER },
  ...{
    PR_SET_DUMPABLE,
    PR_SET_KEEPCAPS,
    PR_SET_NAME,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    PR_SET_SECUREBITS,
  },
  ...{ PR_SET_THP_DISABLE, PR_SET_TIMERSLACK, PR_SET_TIMING, PR_SET_VMA },
})

type Show = (d: Decoding, i: number) => string

const asNumber: Show = (d, i) => String(d.args.bigint(i))
const asHex: Show = (d, i) => hex(d.args.bigint(i))
const asPointer: Show = (d, i) => pointer(d.args.bigint(i))
const asString: Show = (d, i) => stringText(d.task, d.args.bigint(i), d.limit)
const asCapability: Show = (d, i) => capabilityName(d.args.bigint(i))
const asDumpable: Show = (d, i) => dumpableText(Number(d.args.bigint(i)))
const asAmbient: Show = (d, i) => valueText(d.args.int(i), AMBIENT, 'PR_CAP_AMBIENT_???')
const asVma: Show = (d, i) =>
  d.args.bigint(i) === 0n ? 'PR_SET_VMA_ANON_NAME' : `${hex(d.args.bigint(i))} /* PR_SET_VMA_??? */`
const asSignal: Show = (d, i) => {
  const signal = d.args.bigint(i)
  return signal > 0n && signal <= BigInt(SIGNAL_MAX) ? signalName(Number(signal)) : String(signal)
}

const AMBIENT: ReadonlyMap<number, string> = new Map([
  [1, 'PR_CAP_AMBIENT_IS_SET'],
  [2, 'PR_CAP_AMBIENT_RAISE'],
  [3, 'PR_CAP_AMBIENT_LOWER'],
  [4, 'PR_CAP_AMBIENT_CLEAR_ALL'],
])

function securebits(bits: bigint): string {
  return bits === 16n ? 'SECBIT_KEEP_CAPS' : hex(bits)
}

const DUMPABLE = ['SUID_DUMP_DISABLE', 'SUID_DUMP_USER', 'SUID_DUMP_ROOT']

function dumpableText(value: number): string {
  return DUMPABLE[value] ?? `${hex(value)} /* SUID_DUMP_??? */`
}

/** What the call has stored: an int or an address, as `text` shows it. */
function stored(size: 4 | 8, text: (value: bigint) => string): Show {
  return (d, i) => {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(8)
    if (failed(d) || !readExact(d.task, at, bytes.subarray(0, size))) return pointer(at)
    return `[${text(new DataView(bytes.buffer).getBigUint64(0, true))}]`
  }
}

/** How the arguments of an operation are shown; what is not listed is not. */
const SHOWN: ReadonlyMap<number, readonly Show[]> = new Map<number, readonly Show[]>([
  [PR_SET_PDEATHSIG, [asSignal]],
  [PR_GET_PDEATHSIG, [stored(4, (v) => (v === 0n ? '0' : signalName(Number(v))))]],
  [PR_SET_DUMPABLE, [asDumpable]],
  [PR_GET_DUMPABLE, []],
  [PR_SET_KEEPCAPS, [asNumber]],
  [PR_GET_KEEPCAPS, []],
  [PR_SET_TIMING, [asNumber]],
  [PR_GET_TIMING, []],
  [PR_SET_NAME, [asString]],
  [PR_GET_NAME, [(d, i) => (failed(d) ? asPointer(d, i) : asString(d, i))]],
  [PR_CAPBSET_READ, [asCapability]],
  [PR_CAPBSET_DROP, [asCapability]],
  [PR_GET_SECUREBITS, []],
  [PR_SET_SECUREBITS, [(d, i) => securebits(d.args.bigint(i))]],
  [PR_SET_TIMERSLACK, [(d, i) => String(BigInt.asIntN(64, d.args.bigint(i)))]],
  [PR_GET_TIMERSLACK, []],
  [PR_SET_CHILD_SUBREAPER, [asNumber]],
  [PR_GET_CHILD_SUBREAPER, [stored(4, String)]],
  [PR_SET_NO_NEW_PRIVS, [asNumber, asHexOrZero, asHexOrZero, asHexOrZero]],
  [PR_GET_NO_NEW_PRIVS, [asHexOrZero, asHexOrZero, asHexOrZero, asHexOrZero]],
  [PR_GET_TID_ADDRESS, [stored(8, pointer)]],
  [PR_SET_THP_DISABLE, [asNumber, asHexOrZero, asHexOrZero, asHexOrZero]],
  [PR_GET_THP_DISABLE, [asHexOrZero, asHexOrZero, asHexOrZero, asHexOrZero]],
  [PR_SET_VMA, [asVma, asPointer, asNumber, asString]],
])

function asHexOrZero(d: Decoding, i: number): string {
  return hex(d.args.bigint(i))
}

/** An ambient set is cleared without naming a capability. */
function ambientArgument(d: Decoding, i: number): string {
  if (i === 1) return asAmbient(d, i)
  return i === 2 && d.args.int(1) !== 4 ? asCapability(d, i) : asHex(d, i)
}

export const PRCTL_OPERATION: ParamDecoder = oneOf('int option', NAMES, 'PR_???')

/** Argument 1 to 4. What an operation stores is shown when it has ended, and so are the others. */
export function prctlArgument(i: number): ParamDecoder {
  return {
    declaration: `unsigned long arg${i + 1}`,
    output: true,
    decode(d) {
      const operation = d.args.int(0)
      if (operation === PR_CAP_AMBIENT) return ambientArgument(d, i)
      const shown = SHOWN.get(operation)
      return shown === undefined ? asHex(d, i) : shown[i - 1]?.(d, i)
    },
  }
}

/** A name for a result that is not just a number. */
export function prctlResult(d: Decoding, result: number): string {
  switch (d.args.int(0)) {
    case PR_GET_DUMPABLE:
      return `${result} (${dumpableText(result)})`
    case PR_GET_SECUREBITS:
      return result === 0 ? '0' : `${hex(result)} (SECBIT_KEEP_CAPS)`
    default:
      return String(result)
  }
}

const ARCH_NAMES = byValue({ ARCH_SET_GS, ARCH_SET_FS, ARCH_GET_FS, ARCH_GET_GS })
export const ARCH_OPERATION: ParamDecoder = oneOf('int code', ARCH_NAMES, 'ARCH_???')
