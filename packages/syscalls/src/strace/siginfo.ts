// What a signal says of itself, as strace(1) shows it.

import {
  BUS_ADRALN,
  BUS_ADRERR,
  CLD_CONTINUED,
  CLD_DUMPED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  CLD_TRAPPED,
  SEGV_ACCERR,
  SEGV_MAPERR,
  SI_KERNEL,
  SI_QUEUE,
  SI_TIMER,
  SI_TKILL,
  SI_USER,
  SIGBUS,
  SIGCHLD,
  SIGFPE,
  SIGILL,
  SIGSEGV,
  SIGTRAP,
  type SignalInfo,
  signalName,
} from '@jvisor/abi'

const CODES = new Map([
  [SI_USER, 'SI_USER'],
  [SI_KERNEL, 'SI_KERNEL'],
  [SI_QUEUE, 'SI_QUEUE'],
  [SI_TIMER, 'SI_TIMER'],
  [SI_TKILL, 'SI_TKILL'],
])
const OWN_CODES = new Map([
  [SIGCHLD * 256 + CLD_EXITED, 'CLD_EXITED'],
  [SIGCHLD * 256 + CLD_KILLED, 'CLD_KILLED'],
  [SIGCHLD * 256 + CLD_DUMPED, 'CLD_DUMPED'],
  [SIGCHLD * 256 + CLD_TRAPPED, 'CLD_TRAPPED'],
  [SIGCHLD * 256 + CLD_STOPPED, 'CLD_STOPPED'],
  [SIGCHLD * 256 + CLD_CONTINUED, 'CLD_CONTINUED'],
  [SIGSEGV * 256 + SEGV_MAPERR, 'SEGV_MAPERR'],
  [SIGSEGV * 256 + SEGV_ACCERR, 'SEGV_ACCERR'],
  [SIGBUS * 256 + BUS_ADRALN, 'BUS_ADRALN'],
  [SIGBUS * 256 + BUS_ADRERR, 'BUS_ADRERR'],
])
const FAULTS: ReadonlySet<number> = new Set([SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP])

/** "{si_signo=SIGUSR1, si_code=SI_USER, si_pid=1, si_uid=0}" */
export function siginfoText(info: SignalInfo): string {
  const { signal, code } = info
  const name = CODES.get(code) ?? OWN_CODES.get(signal * 256 + code) ?? (code > 0 ? hex(code) : String(code))
  const fields = [`si_signo=${signalName(signal)}`, `si_code=${name}`, ...detailsOf(info)]
  return `{${fields.join(', ')}}`
}

function detailsOf({ signal, code, ...info }: SignalInfo): string[] {
  const sender = [`si_pid=${info.pid ?? 0}`, `si_uid=${info.uid ?? 0}`]
  if (code === SI_KERNEL) return []
  if (code === SI_TIMER) {
    return [
      `si_timerid=${hex(info.timerId ?? 0)}`,
      `si_overrun=${info.overrun ?? 0}`,
      ...valueText(info.value),
    ]
  }
  if (code <= 0) return info.value === undefined ? sender : [...sender, ...valueText(info.value)]
  if (FAULTS.has(signal)) return [`si_addr=${info.addr ? hex(info.addr) : 'NULL'}`]
  if (signal !== SIGCHLD) return []
  const status = code === CLD_EXITED ? String(info.status) : signalName(info.status ?? 0)
  return [...sender, `si_status=${status}`, `si_utime=${info.utime ?? 0}`, `si_stime=${info.stime ?? 0}`]
}

function valueText(value = 0n): string[] {
  const pointer = BigInt.asUintN(64, value)
  return [
    `si_int=${BigInt.asIntN(32, value)}`,
    `si_ptr=${pointer === 0n ? 'NULL' : `0x${pointer.toString(16)}`}`,
  ]
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
