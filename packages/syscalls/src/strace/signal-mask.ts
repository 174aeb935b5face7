// The signal masks of calls that wait, as strace(1) shows them.

import { SIGSET_SIZE, signalName } from '@jvisor/abi'
import { SignalSet, type Task } from '@jvisor/kernel'
import type { ParamDecoder } from '../spec.ts'
import { pointer } from './text.ts'
import { readExact } from './vectors.ts'

/** "[INT USR1]"; "~[KILL STOP]" when most are in it. */
function signalSetText(bits: bigint): string {
  const all = [...SignalSet.fromBits(bits)]
  const inverted = all.length > 42
  const shown = inverted ? [...SignalSet.fromBits(~bits)] : all
  return `${inverted ? '~' : ''}[${shown.map((signal) => signalName(signal).replace(/^SIG/, '')).join(' ')}]`
}

function maskText(t: Task, at: bigint, size: bigint): string {
  const bytes = new Uint8Array(SIGSET_SIZE)
  if (at === 0n || size !== BigInt(SIGSET_SIZE) || !readExact(t, at, bytes)) return pointer(at)
  return signalSetText(new DataView(bytes.buffer).getBigUint64(0, true))
}

/** A mask whose size is the next argument. */
export const SIGMASK: ParamDecoder = {
  declaration: 'const sigset_t *sigmask',
  output: false,
  decode: (d, i) => maskText(d.task, d.args.bigint(i), d.args.bigint(i + 1)),
}

/** The last argument of pselect6(2): where the mask is, and its size. */
export const SIGMASK_PACK: ParamDecoder = {
  declaration: 'const void *sigmask',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(16)
    if (at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
    const view = new DataView(bytes.buffer)
    const [mask, size] = [view.getBigUint64(0, true), view.getBigUint64(8, true)]
    return `{sigmask=${maskText(d.task, mask, size)}, sigsetsize=${size}}`
  },
}
