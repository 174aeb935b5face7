// What a program does about signals: actions, masks, waiting. gVisor: pkg/sentry/syscalls/linux/sys_signal.go.
// Linux: kernel/signal.c.

import {
  EAGAIN,
  EFAULT,
  EINTR,
  EINVAL,
  ENOMEM,
  EPERM,
  ERESTARTNOHAND,
  type Errno,
  ETIMEDOUT,
  MINSIGSTKSZ,
  OK,
  SA_EXPOSE_TAGBITS,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_NODEFER,
  SA_ONSTACK,
  SA_RESETHAND,
  SA_RESTART,
  SA_RESTORER,
  SA_SIGINFO,
  SI_KERNEL,
  SIG_BLOCK,
  SIG_SETMASK,
  SIG_UNBLOCK,
  SIGINFO_SIZE,
  SIGKILL,
  SIGNAL_MAX,
  SIGSEGV,
  SIGSET_SIZE,
  SIGSTOP,
  type Sigaction,
  type SignalInfo,
  SS_AUTODISARM,
  SS_DISABLE,
  SS_ONSTACK,
  STACK_T,
  type StackT,
  sigactionCodec,
  TIMESPEC,
  writeSiginfo,
} from '@jvisor/abi'
import { SignalSet, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import { type Addr, copyStructIn, copyStructOut } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { SIGNAL } from './strace/decoders.ts'
import {
  SIGACTION_IN,
  SIGACTION_OUT,
  SIGINFO_OUT,
  SIGPROCMASK_HOW,
  SIGSET_IN,
  SIGSET_OUT,
  STACK_IN,
  STACK_OUT,
  TIMESPEC_IN,
} from './strace/signal-params.ts'

const KNOWN_FLAGS =
  SA_NOCLDSTOP |
  SA_NOCLDWAIT |
  SA_SIGINFO |
  SA_ONSTACK |
  SA_RESTART |
  SA_NODEFER |
  SA_RESETHAND |
  SA_EXPOSE_TAGBITS

/** rt_sigaction(2). */
function rt_sigaction(t: Task, a: SyscallArgs): SyscallResult {
  const signal = a.int(0)
  const newAt = a.pointer(1)
  const oldAt = a.pointer(2)
  const codec = sigactionCodec(t.syscallTable.arch)
  if (a.long(3) !== SIGSET_SIZE) return -EINVAL
  let wanted: Sigaction | undefined
  if (newAt !== 0) {
    wanted = copyStructIn(t, newAt, codec).value
    if (wanted === undefined) return -EFAULT
  }
  const kept = signal === SIGKILL || signal === SIGSTOP
  if (signal < 1 || signal > SIGNAL_MAX || (wanted !== undefined && kept)) return -EINVAL
  const before = t.threadGroup.signalHandlers.get(signal)
  if (wanted !== undefined) setAction(t, signal, wanted)
  if (oldAt === 0) return 0
  return -copyStructOut(t, oldAt, codec, {
    sa_handler: BigInt(before.handler),
    sa_flags: BigInt(before.flags >>> 0),
    sa_restorer: BigInt(before.restorer),
    sa_mask: before.mask.bits,
  }).err
}

/** Flags that no kernel knows are forgotten, so that a program can ask which do. What is ignored is not pending. */
function setAction(t: Task, signal: number, { sa_handler, sa_flags, sa_restorer, sa_mask }: Sigaction): void {
  const { threadGroup } = t
  const known = t.syscallTable.arch === 'x86-64' ? KNOWN_FLAGS | SA_RESTORER : KNOWN_FLAGS
  threadGroup.signalHandlers.set(signal, {
    handler: Number(sa_handler),
    flags: Number(BigInt.asIntN(32, sa_flags)) & known,
    restorer: Number(sa_restorer),
    mask: SignalSet.fromBits(sa_mask),
  })
  if (threadGroup.signalHandlers.discards(signal)) threadGroup.forgetPending(SignalSet.of(signal))
  else threadGroup.posixTimers.actionSet(signal)
}

/** A sigset_t of the program's. */
export function copyInSignalSet(t: Task, at: Addr): SignalSet | undefined {
  const bytes = t.copyScratchBuffer(SIGSET_SIZE)
  if (t.copyIn(at, bytes).err !== OK) return undefined
  return SignalSet.fromBits(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
}

function copyOutSignalSet(t: Task, at: Addr, set: SignalSet, size = SIGSET_SIZE): Errno {
  const bytes = t.copyScratchBuffer(SIGSET_SIZE)
  new DataView(bytes.buffer, bytes.byteOffset).setBigUint64(0, set.bits, true)
  return t.copyOut(at, bytes.subarray(0, size)).err
}

/** rt_sigprocmask(2). */
function rt_sigprocmask(t: Task, a: SyscallArgs): SyscallResult {
  const how = a.int(0)
  const setAt = a.pointer(1)
  const oldAt = a.pointer(2)
  if (a.long(3) !== SIGSET_SIZE) return -EINVAL
  const before = t.signals.mask.copy()
  if (setAt !== 0) {
    const set = copyInSignalSet(t, setAt)
    if (set === undefined) return -EFAULT
    if (how === SIG_BLOCK) t.signals.setMask(before.copy().addAll(set))
    else if (how === SIG_UNBLOCK) t.signals.setMask(before.copy().deleteAll(set))
    else if (how === SIG_SETMASK) t.signals.setMask(set)
    else return -EINVAL
  }
  return oldAt === 0 ? 0 : -copyOutSignalSet(t, oldAt, before)
}

/** rt_sigpending(2): what is pending and blocked. */
function rt_sigpending(t: Task, a: SyscallArgs): SyscallResult {
  const size = a.long(1)
  if (size < 0 || size > SIGSET_SIZE) return -EINVAL
  const pending = t.signals.pending.set.copy().addAll(t.threadGroup.pending.set)
  const blocked = SignalSet.fromBits(pending.bits & t.signals.mask.bits)
  return -copyOutSignalSet(t, a.pointer(0), blocked, size)
}

/** rt_sigsuspend(2): waits with another mask until a handler has run. */
async function rt_sigsuspend(t: Task, a: SyscallArgs): Promise<SyscallResult> {
  if (a.long(1) !== SIGSET_SIZE) return -EINVAL
  const set = copyInSignalSet(t, a.pointer(0))
  if (set === undefined) return -EFAULT
  t.signals.setTemporaryMask(set)
  return sleepUntilSignal(t)
}

/** pause(2). */
function pause(t: Task): Promise<SyscallResult> {
  return sleepUntilSignal(t)
}

async function sleepUntilSignal(t: Task): Promise<SyscallResult> {
  t.clearWake()
  while ((await t.block()) === OK);
  return -ERESTARTNOHAND
}

/** rt_sigtimedwait(2): takes a pending signal out, or waits for one. */
async function rt_sigtimedwait(t: Task, a: SyscallArgs): Promise<SyscallResult> {
  const infoAt = a.pointer(1)
  const timeoutAt = a.pointer(2)
  if (a.long(3) !== SIGSET_SIZE) return -EINVAL
  const set = copyInSignalSet(t, a.pointer(0))
  if (set === undefined) return -EFAULT
  let deadlineNs = Infinity
  if (timeoutAt !== 0) {
    const { value } = copyStructIn(t, timeoutAt, TIMESPEC)
    if (value === undefined) return -EFAULT
    const { tv_sec, tv_nsec } = value
    if (tv_sec < 0 || tv_nsec < 0 || tv_nsec >= 1e9) return -EINVAL
    deadlineNs = t.deadlineIn(tv_sec * 1e9 + tv_nsec)
  }
  const info = await waitForSignal(t, set.blockable(), deadlineNs)
  if (typeof info === 'number') return -info
  if (infoAt !== 0 && copyOutSiginfo(t, infoAt, info) !== OK) return -EFAULT
  return info.signal
}

/** EAGAIN when time is up, EINTR for any other signal. */
async function waitForSignal(t: Task, set: SignalSet, deadlineNs: number): Promise<SignalInfo | Errno> {
  const pending = t.signals.takeOf(set)
  if (pending !== undefined) return pending
  if (deadlineNs <= t.kernel.clock.monotonicNs()) return EAGAIN
  t.clearWake()
  const come = await t.signals.waitFor(set, deadlineNs)
  if (typeof come !== 'number') return come
  return come === ETIMEDOUT ? EAGAIN : EINTR
}

function copyOutSiginfo(t: Task, at: Addr, info: SignalInfo): Errno {
  const bytes = t.copyScratchBuffer(SIGINFO_SIZE)
  writeSiginfo(new DataView(bytes.buffer, bytes.byteOffset), 0, info)
  return t.copyOut(at, bytes).err
}

/** sigaltstack(2). */
function sigaltstack(t: Task, a: SyscallArgs): SyscallResult {
  const newAt = a.pointer(0)
  const oldAt = a.pointer(1)
  const { sp, flags, size } = t.signals.stack
  const onStack = t.context.onStack?.(sp, size) ?? false
  let wanted: StackT | undefined
  if (newAt !== 0) {
    wanted = copyStructIn(t, newAt, STACK_T).value
    if (wanted === undefined) return -EFAULT
    const err = setStack(t, wanted, onStack)
    if (err !== OK) return -err
  }
  if (oldAt === 0) return 0
  return -copyStructOut(t, oldAt, STACK_T, {
    ss_sp: BigInt(sp),
    ss_flags: size === 0 ? SS_DISABLE : onStack ? flags | SS_ONSTACK : flags,
    ss_size: BigInt(size),
  }).err
}

function setStack(t: Task, { ss_sp, ss_flags, ss_size }: StackT, onStack: boolean): Errno {
  if (onStack) return EPERM
  const mode = ss_flags & ~SS_AUTODISARM
  if (mode !== 0 && mode !== SS_DISABLE && mode !== SS_ONSTACK) return EINVAL
  if (mode === SS_DISABLE) t.signals.stack = { sp: 0, flags: ss_flags & SS_AUTODISARM, size: 0 }
  else if (ss_size < MINSIGSTKSZ) return ENOMEM
  else t.signals.stack = { sp: Number(ss_sp), flags: ss_flags & SS_AUTODISARM, size: Number(ss_size) }
  return OK
}

/** rt_sigreturn(2): the end of a handler, which only what the kernel has put onto the stack calls. */
function rt_sigreturn(t: Task): SyscallResult {
  if (t.context.signalReturn?.() !== true) t.signals.force({ signal: SIGSEGV, code: SI_KERNEL })
  return 0
}

export const SIGNAL_SYSCALLS: readonly SyscallSpec[] = [
  syscall('rt_sigaction', rt_sigaction, [SIGNAL, SIGACTION_IN, SIGACTION_OUT, 'size']),
  syscall('rt_sigprocmask', rt_sigprocmask, [SIGPROCMASK_HOW, SIGSET_IN, SIGSET_OUT, 'size']),
  syscall('rt_sigpending', rt_sigpending, [SIGSET_OUT, 'size']),
  syscall('rt_sigsuspend', rt_sigsuspend, [SIGSET_IN, 'size']),
  syscall('pause', pause, []),
  syscall('rt_sigreturn', rt_sigreturn, []),
  syscall('rt_sigtimedwait', rt_sigtimedwait, [SIGSET_IN, SIGINFO_OUT, TIMESPEC_IN, 'size']),
  syscall('sigaltstack', sigaltstack, [STACK_IN, STACK_OUT]),
]
