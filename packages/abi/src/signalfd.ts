// signalfd(2): its flags, and what is read (include/uapi/linux/signalfd.h). gVisor: pkg/abi/linux/signalfd.go.

import { O_CLOEXEC, O_NONBLOCK } from './fcntl.ts'
import { SI_KERNEL, SI_TIMER, SIGINFO_FAULTS, type SignalInfo } from './siginfo.ts'
import { SIGCHLD, SIGIO, SIGSYS } from './signal.ts'

export const SFD_CLOEXEC = O_CLOEXEC
export const SFD_NONBLOCK = O_NONBLOCK

/** Bytes of a struct signalfd_siginfo. */
export const SIGNALFD_SIGINFO_SIZE = 128

/** Writes a struct signalfd_siginfo, all of it. @see signalfd_copyinfo in Linux fs/signalfd.c */
export function writeSignalfdSiginfo(view: DataView, offset: number, info: SignalInfo): void {
  for (let i = 0; i < SIGNALFD_SIGINFO_SIZE; i += 4) view.setInt32(offset + i, 0, true)
  const i32 = (at: number, value: number | undefined) => view.setInt32(offset + at, value ?? 0, true)
  const i64 = (at: number, value: number | bigint | undefined) =>
    view.setBigInt64(offset + at, BigInt(value ?? 0), true)
  const { signal, code } = info
  const own = code > 0 && code !== SI_KERNEL
  i32(0, signal)
  i32(4, info.errno)
  i32(8, code)
  if (own && SIGINFO_FAULTS.has(signal)) i64(72, info.addr)
  else if (own && signal === SIGIO) {
    i32(28, info.band)
    i32(20, info.fd)
  } else if (own && signal === SIGSYS) i64(88, info.addr)
  else if (code === SI_TIMER) {
    i32(24, info.timerId)
    i32(32, info.overrun)
  } else {
    i32(12, info.pid)
    i32(16, info.uid)
  }
  if (own && signal === SIGCHLD) {
    i32(40, info.status)
    i64(56, info.utime)
    i64(64, info.stime)
  }
  if (code < 0) {
    i32(44, Number(BigInt.asIntN(32, info.value ?? 0n)))
    i64(48, info.value)
  }
}
