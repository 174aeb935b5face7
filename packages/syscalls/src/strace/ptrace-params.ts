// The parameters of ptrace, as strace(1) shows them: what the two last are, the request says.

import * as abi from '@jvisor/abi'
import {
  PTRACE_ATTACH,
  PTRACE_CONT,
  PTRACE_DETACH,
  PTRACE_GETEVENTMSG,
  PTRACE_GETREGS,
  PTRACE_GETREGSET,
  PTRACE_GETSIGINFO,
  PTRACE_GETSIGMASK,
  PTRACE_INTERRUPT,
  PTRACE_KILL,
  PTRACE_LISTEN,
  PTRACE_OLDSETOPTIONS,
  PTRACE_PEEKDATA,
  PTRACE_PEEKTEXT,
  PTRACE_PEEKUSER,
  PTRACE_POKEUSER,
  PTRACE_SEIZE,
  PTRACE_SETOPTIONS,
  PTRACE_SETREGS,
  PTRACE_SETREGSET,
  PTRACE_SETSIGINFO,
  PTRACE_SETSIGMASK,
  PTRACE_SINGLESTEP,
  PTRACE_SYSCALL,
  PTRACE_SYSEMU,
  PTRACE_TRACEME,
} from '@jvisor/abi'
import { SignalSet } from '@jvisor/kernel'
import type { ParamDecoder } from '../spec.ts'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { siginfoText } from './siginfo.ts'
import { signalSetText } from './signal-params.ts'
import { flagText, hex, pointer, valueText } from './text.ts'
import { readExact } from './vectors.ts'

const REQUESTS = byValue({
  PTRACE_TRACEME,
  PTRACE_PEEKTEXT,
  PTRACE_PEEKDATA,
  PTRACE_PEEKUSER,
  PTRACE_POKETEXT: abi.PTRACE_POKETEXT,
  PTRACE_POKEDATA: abi.PTRACE_POKEDATA,
  PTRACE_POKEUSER,
  PTRACE_CONT,
  PTRACE_KILL,
  PTRACE_SINGLESTEP,
  PTRACE_GETREGS,
  PTRACE_SETREGS,
  PTRACE_ATTACH,
  PTRACE_DETACH,
  PTRACE_OLDSETOPTIONS,
  PTRACE_SYSCALL,
  PTRACE_SYSEMU,
  PTRACE_SETOPTIONS,
  PTRACE_GETEVENTMSG,
  PTRACE_GETSIGINFO,
  PTRACE_SETSIGINFO,
  PTRACE_GETREGSET,
  PTRACE_SETREGSET,
  PTRACE_SEIZE,
  PTRACE_INTERRUPT,
  PTRACE_LISTEN,
  PTRACE_PEEKSIGINFO: abi.PTRACE_PEEKSIGINFO,
  PTRACE_GETSIGMASK,
  PTRACE_SETSIGMASK,
  PTRACE_GET_SYSCALL_INFO: abi.PTRACE_GET_SYSCALL_INFO,
})
const OPTIONS = table({
  PTRACE_O_TRACESYSGOOD: abi.PTRACE_O_TRACESYSGOOD,
  PTRACE_O_TRACEFORK: abi.PTRACE_O_TRACEFORK,
  PTRACE_O_TRACEVFORK: abi.PTRACE_O_TRACEVFORK,
  PTRACE_O_TRACECLONE: abi.PTRACE_O_TRACECLONE,
  PTRACE_O_TRACEEXEC: abi.PTRACE_O_TRACEEXEC,
  PTRACE_O_TRACEVFORKDONE: abi.PTRACE_O_TRACEVFORKDONE,
  PTRACE_O_TRACEEXIT: abi.PTRACE_O_TRACEEXIT,
  PTRACE_O_TRACESECCOMP: abi.PTRACE_O_TRACESECCOMP,
  PTRACE_O_EXITKILL: abi.PTRACE_O_EXITKILL,
  PTRACE_O_SUSPEND_SECCOMP: abi.PTRACE_O_SUSPEND_SECCOMP,
})
const WITHOUT_ARGUMENTS: ReadonlySet<number> = new Set([
  PTRACE_TRACEME,
  PTRACE_KILL,
  PTRACE_ATTACH,
  PTRACE_INTERRUPT,
  PTRACE_LISTEN,
])
const WITH_NUMBER: ReadonlySet<number> = new Set([
  PTRACE_GETSIGMASK,
  PTRACE_SETSIGMASK,
  abi.PTRACE_GET_SYSCALL_INFO,
])
const WITH_SIGNAL: ReadonlySet<number> = new Set([
  PTRACE_CONT,
  PTRACE_SYSCALL,
  PTRACE_SYSEMU,
  PTRACE_SINGLESTEP,
  PTRACE_DETACH,
])
const WITH_OPTIONS: ReadonlySet<number> = new Set([PTRACE_SETOPTIONS, PTRACE_OLDSETOPTIONS, PTRACE_SEIZE])
const PEEKS: ReadonlySet<number> = new Set([PTRACE_PEEKTEXT, PTRACE_PEEKDATA, PTRACE_PEEKUSER])
/** Registers of x86-64 in struct user, as strace(1) calls their offsets. */
const USER =
  'R15 R14 R13 R12 RBP RBX R11 R10 R9 R8 RAX RCX RDX RSI RDI ORIG_RAX RIP CS EFL RSP SS FS_BASE GS_BASE DS ES FS GS'.split(
    ' ',
  )

export const PTRACE_REQUEST: ParamDecoder = {
  declaration: 'int request',
  output: false,
  decode: (d, i) => valueText(d.args.int(i), REQUESTS, 'PTRACE_???'),
}

/** Of PTRACE_TRACEME, nothing but the request matters. */
export const PTRACE_PID: ParamDecoder = {
  declaration: 'pid_t pid',
  output: false,
  decode: (d, i) => (d.args.int(0) === PTRACE_TRACEME ? undefined : String(d.args.int(i))),
}

export const PTRACE_ADDRESS: ParamDecoder = {
  declaration: 'void *addr',
  output: false,
  decode(d, i) {
    const request = d.args.int(0)
    const value = d.args.bigint(i)
    if (WITHOUT_ARGUMENTS.has(request) || request === PTRACE_GETREGS || request === PTRACE_SETREGS)
      return undefined
    if (WITH_NUMBER.has(request)) return String(value)
    if (request === PTRACE_GETREGSET || request === PTRACE_SETREGSET) {
      return value === 1n ? 'NT_PRSTATUS' : value === 2n ? 'NT_FPREGSET' : `${hex(value)} /* NT_??? */`
    }
    const isUser = request === PTRACE_PEEKUSER || request === PTRACE_POKEUSER
    const register = value % 8n === 0n ? USER[Number(value / 8n)] : undefined
    return isUser && register !== undefined ? `8*${register}` : pointer(value)
  },
}

export const PTRACE_DATA: ParamDecoder = {
  declaration: 'void *data',
  output: true,
  decode(d, i) {
    const request = d.args.int(0)
    const value = d.args.bigint(i)
    if (WITHOUT_ARGUMENTS.has(request)) return undefined
    if (WITH_SIGNAL.has(request)) return value === 0n ? '0' : abi.signalName(Number(value))
    if (WITH_OPTIONS.has(request)) return flagText(Number(value & 0xffffffffn), OPTIONS, 'PTRACE_O_???')
    if (failed(d) && request !== PTRACE_SETSIGINFO && request !== PTRACE_SETSIGMASK) return pointer(value)
    return pointee(d, request, value) ?? pointer(value)
  },
}

/** What the data points to; undefined if it points to nothing that is shown. */
function pointee(d: Decoding, request: number, at: bigint): string | undefined {
  const isPeek = PEEKS.has(request)
  const isMask = request === PTRACE_GETSIGMASK || request === PTRACE_SETSIGMASK
  if (isPeek || isMask || request === PTRACE_GETEVENTMSG) {
    const bytes = new Uint8Array(8)
    if (!readExact(d.task, at, bytes)) return undefined
    const word = new DataView(bytes.buffer).getBigUint64(0, true)
    if (isMask) return signalSetText(SignalSet.fromBits(word))
    return isPeek ? `[${pointer(word)}]` : `[${word}]`
  }
  if (request !== PTRACE_GETSIGINFO && request !== PTRACE_SETSIGINFO) return undefined
  const bytes = new Uint8Array(abi.SIGINFO_SIZE)
  if (!readExact(d.task, at, bytes)) return undefined
  return siginfoText(abi.readWholeSiginfo(new DataView(bytes.buffer), 0))
}
