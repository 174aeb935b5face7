// siginfo_t: what a signal says of itself (include/uapi/asm-generic/siginfo.h). gVisor: pkg/abi/linux/signal.go
// SignalInfo.

import { SIGBUS, SIGCHLD, SIGFPE, SIGILL, SIGIO, SIGSEGV, SIGSYS, SIGTRAP } from './signal.ts'

/** Bytes of a siginfo_t. */
export const SIGINFO_SIZE = 128

export const SI_USER = 0
export const SI_KERNEL = 0x80
export const SI_QUEUE = -1
export const SI_TIMER = -2
export const SI_MESGQ = -3
export const SI_ASYNCIO = -4
export const SI_SIGIO = -5
export const SI_TKILL = -6

export const CLD_EXITED = 1
export const CLD_KILLED = 2
export const CLD_DUMPED = 3
export const CLD_TRAPPED = 4
export const CLD_STOPPED = 5
export const CLD_CONTINUED = 6

export const SEGV_MAPERR = 1
export const SEGV_ACCERR = 2
export const BUS_ADRALN = 1
export const BUS_ADRERR = 2
export const ILL_ILLOPC = 1
export const TRAP_BRKPT = 1

/** A signal with its reason. Which of the fields count, `signal` and `code` say. */
export interface SignalInfo {
  readonly signal: number
  /** SI_*, or one of the signal's own: CLD_*, SEGV_*. */
  readonly code: number
  readonly errno?: number
  /** The sender. */
  readonly pid?: number
  readonly uid?: number
  /** sigqueue(3)'s value, 64 bits. */
  readonly value?: bigint
  /** SIGCHLD: exit code or signal. */
  readonly status?: number
  /** SIGCHLD: CPU time in clock ticks. */
  readonly utime?: number
  readonly stime?: number
  /** Faults: where. */
  readonly addr?: number
  /** POSIX timers: their ID, and expirations that were not told. */
  readonly timerId?: number
  readonly overrun?: number
  /** SIGIO: poll bits and descriptor. */
  readonly band?: number
  readonly fd?: number
}

/** Signals that say where, if the kernel sends them. */
export const SIGINFO_FAULTS: ReadonlySet<number> = new Set([SIGILL, SIGFPE, SIGSEGV, SIGBUS, SIGTRAP])

/** It says where: a fault that the kernel tells of, and not a stop that a tracer is told of as one. */
function saysWhere({ signal, code, pid }: SignalInfo): boolean {
  return code > 0 && code !== SI_KERNEL && SIGINFO_FAULTS.has(signal) && pid === undefined
}

/** Writes a siginfo_t, all 128 bytes of it. @see copy_siginfo_to_user in Linux kernel/signal.c */
export function writeSiginfo(view: DataView, offset: number, info: SignalInfo): void {
  for (let i = 0; i < SIGINFO_SIZE; i += 4) view.setInt32(offset + i, 0, true)
  const i32 = (at: number, value: number | undefined) => view.setInt32(offset + at, value ?? 0, true)
  const i64 = (at: number, value: bigint | undefined) => view.setBigInt64(offset + at, value ?? 0n, true)
  const { signal, code } = info
  i32(0, signal)
  i32(4, info.errno)
  i32(8, code)
  if (code === SI_TIMER) {
    i32(16, info.timerId)
    i32(20, info.overrun)
    i64(24, info.value)
  } else if (saysWhere(info)) {
    i64(16, BigInt(info.addr ?? 0))
  } else if (code > 0 && signal === SIGCHLD) {
    i32(16, info.pid)
    i32(20, info.uid)
    i32(24, info.status)
    i64(32, BigInt(info.utime ?? 0))
    i64(40, BigInt(info.stime ?? 0))
  } else if (code > 0 && code !== SI_KERNEL && signal === SIGIO) {
    i64(16, BigInt(info.band ?? 0))
    i32(24, info.fd)
  } else if (code > 0 && signal === SIGSYS) {
    i64(16, BigInt(info.addr ?? 0))
  } else {
    i32(16, info.pid)
    i32(20, info.uid)
    i64(24, info.value)
  }
}

/** Reads a siginfo_t of any kind, for one that {@link writeSiginfo} writes. */
export function readWholeSiginfo(view: DataView, offset: number): SignalInfo {
  const info = readSiginfo(view, offset)
  const { signal, errno, code } = info
  const common = { signal, code, ...(errno === 0 ? {} : { errno }) }
  if (code === SI_TIMER) {
    return { ...common, timerId: info.pid, overrun: info.uid, value: info.value } as SignalInfo
  }
  if (code > 0 && code !== SI_KERNEL && SIGINFO_FAULTS.has(signal)) {
    return { ...common, addr: Number(view.getBigUint64(offset + 16, true)) }
  }
  if (code > 0 && signal === SIGCHLD) {
    const [utime, stime] = [32, 40].map((at) => Number(view.getBigInt64(offset + at, true)))
    return { ...info, status: view.getInt32(offset + 24, true), utime, stime } as SignalInfo
  }
  return info
}

/** Reads what rt_sigqueueinfo(2) was given. */
export function readSiginfo(view: DataView, offset: number): SignalInfo {
  return {
    signal: view.getInt32(offset, true),
    errno: view.getInt32(offset + 4, true),
    code: view.getInt32(offset + 8, true),
    pid: view.getInt32(offset + 16, true),
    uid: view.getUint32(offset + 20, true),
    value: view.getBigInt64(offset + 24, true),
  }
}
