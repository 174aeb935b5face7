// Sets of signals, actions and alternate stacks, as strace(1) shows them.

import {
  readSiginfo,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_NODEFER,
  SA_ONSTACK,
  SA_RESETHAND,
  SA_RESTART,
  SA_RESTORER,
  SA_SIGINFO,
  SIG_BLOCK,
  SIG_SETMASK,
  SIG_UNBLOCK,
  SIGINFO_SIZE,
  type Sigaction,
  SS_AUTODISARM,
  SS_DISABLE,
  SS_ONSTACK,
  STACK_T,
  type StackT,
  sigactionCodec,
  signalName,
  TIMESPEC,
} from '@jvisor/abi'
import { SignalSet } from '@jvisor/kernel'
import type { ParamDecoder } from '../spec.ts'
import { oneOf, structIn, structOut } from './decoders.ts'
import { type Decoding, failed } from './params.ts'
import { siginfoText } from './siginfo.ts'
import { type FlagTable, flagText, pointer } from './text.ts'
import { readExact } from './vectors.ts'

const SA_FLAGS: FlagTable = [
  ['SA_RESTORER', SA_RESTORER],
  ['SA_ONSTACK', SA_ONSTACK],
  ['SA_RESTART', SA_RESTART],
  ['SA_NODEFER', SA_NODEFER],
  ['SA_RESETHAND', SA_RESETHAND],
  ['SA_SIGINFO', SA_SIGINFO],
  ['SA_NOCLDSTOP', SA_NOCLDSTOP],
  ['SA_NOCLDWAIT', SA_NOCLDWAIT],
]
const SS_FLAGS: FlagTable = [
  ['SS_ONSTACK', SS_ONSTACK],
  ['SS_DISABLE', SS_DISABLE],
  ['SS_AUTODISARM', SS_AUTODISARM],
]

export const SIGPROCMASK_HOW = oneOf(
  'int how',
  new Map([
    [SIG_BLOCK, 'SIG_BLOCK'],
    [SIG_UNBLOCK, 'SIG_UNBLOCK'],
    [SIG_SETMASK, 'SIG_SETMASK'],
  ]),
  'SIG_???',
)

/** "[INT USR1]"; "~[KILL STOP]" when most are in it. */
export function signalSetText(set: SignalSet): string {
  const all = [...set]
  const inverted = all.length > 42
  const shown = inverted ? [...SignalSet.fromBits(~set.bits)] : all
  return `${inverted ? '~' : ''}[${shown.map((signal) => signalName(signal).replace(/^SIG/, '')).join(' ')}]`
}

function signalSet(output: boolean): ParamDecoder {
  return {
    declaration: output ? 'sigset_t *set' : 'const sigset_t *set',
    output,
    decode(d, i) {
      const at = d.args.bigint(i)
      const bytes = new Uint8Array(8)
      if ((output && failed(d)) || at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
      return signalSetText(SignalSet.fromBits(new DataView(bytes.buffer).getBigUint64(0, true)))
    },
  }
}

export const SIGSET_IN = signalSet(false)
export const SIGSET_OUT = signalSet(true)

/** What strace(1) has of an action: the handler, the mask, the flags, and what it returns to. */
function actionText({ sa_handler, sa_mask, sa_flags, sa_restorer }: Sigaction): string {
  const handler = sa_handler === 0n ? 'SIG_DFL' : sa_handler === 1n ? 'SIG_IGN' : pointer(sa_handler)
  const flags = Number(BigInt.asUintN(32, sa_flags))
  const restorer = (flags & SA_RESTORER) === 0 ? '' : `, sa_restorer=${pointer(sa_restorer)}`
  const mask = signalSetText(SignalSet.fromBits(sa_mask))
  return `{sa_handler=${handler}, sa_mask=${mask}, sa_flags=${flagText(flags, SA_FLAGS, 'SA_???')}${restorer}}`
}

function action(output: boolean): ParamDecoder {
  return {
    declaration: output ? 'struct sigaction *oldact' : 'const struct sigaction *act',
    output,
    decode(d, i) {
      const codec = sigactionCodec(d.task.syscallTable.arch)
      return (output ? structOut : structIn)('', codec, actionText).decode(d, i)
    },
  }
}

export const SIGACTION_IN = action(false)
export const SIGACTION_OUT = action(true)

function stackText({ ss_sp, ss_flags, ss_size }: StackT): string {
  const flags = flagText(ss_flags, SS_FLAGS, 'SS_???')
  return `{ss_sp=${pointer(ss_sp)}, ss_flags=${flags}, ss_size=${ss_size}}`
}

export const STACK_IN = structIn('const stack_t *ss', STACK_T, stackText)
export const STACK_OUT = structOut('stack_t *old_ss', STACK_T, stackText)

export const SIGINFO_OUT: ParamDecoder = {
  declaration: 'siginfo_t *info',
  output: true,
  decode(d: Decoding, i: number) {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(SIGINFO_SIZE)
    if (failed(d) || at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
    const info = readSiginfo(new DataView(bytes.buffer), 0)
    return info.signal === 0
      ? '{}'
      : siginfoText({ ...info, status: Number(BigInt.asIntN(32, info.value ?? 0n)) })
  },
}

export const TIMESPEC_IN = structIn(
  'const struct timespec *timeout',
  TIMESPEC,
  ({ tv_sec, tv_nsec }) => `{tv_sec=${tv_sec}, tv_nsec=${tv_nsec}}`,
)

/** The mask of signalfd(2), whose size strace(1) looks at. */
export const SIGNALFD_MASK: ParamDecoder = {
  declaration: 'const sigset_t *mask',
  output: false,
  decode: (d, i) => (d.args.bigint(i + 1) === 8n ? SIGSET_IN.decode(d, i) : pointer(d.args.bigint(i))),
}

/** What a signal is to say of itself. */
export const SIGINFO_IN: ParamDecoder = {
  declaration: 'siginfo_t *info',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(SIGINFO_SIZE)
    if (at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
    return siginfoText(readSiginfo(new DataView(bytes.buffer), 0))
  },
}
