// ptrace. gVisor: pkg/sentry/kernel/ptrace.go Task.Ptrace. Linux: kernel/ptrace.c, arch/x86/kernel/ptrace.c.

import {
  AUDIT_ARCH_RISCV64,
  AUDIT_ARCH_X86_64,
  EFAULT,
  EINVAL,
  EIO,
  EPERM,
  type Errno,
  ESRCH,
  IOVEC,
  isInternal,
  NT_PRFPREG,
  NT_PRSTATUS,
  OK,
  PTRACE_ATTACH,
  PTRACE_CONT,
  PTRACE_DETACH,
  PTRACE_GET_SYSCALL_INFO,
  PTRACE_GETEVENTMSG,
  PTRACE_GETREGS,
  PTRACE_GETREGSET,
  PTRACE_GETSIGINFO,
  PTRACE_GETSIGMASK,
  PTRACE_INTERRUPT,
  PTRACE_KILL,
  PTRACE_LISTEN,
  PTRACE_O_MASK,
  PTRACE_O_SUSPEND_SECCOMP,
  PTRACE_OLDSETOPTIONS,
  PTRACE_PEEKDATA,
  PTRACE_PEEKTEXT,
  PTRACE_PEEKUSER,
  PTRACE_POKEDATA,
  PTRACE_POKETEXT,
  PTRACE_POKEUSER,
  PTRACE_SEIZE,
  PTRACE_SETOPTIONS,
  PTRACE_SETREGS,
  PTRACE_SETREGSET,
  PTRACE_SETSIGINFO,
  PTRACE_SETSIGMASK,
  PTRACE_SYSCALL,
  PTRACE_SYSCALL_INFO_ENTRY,
  PTRACE_SYSCALL_INFO_EXIT,
  PTRACE_SYSCALL_INFO_NONE,
  PTRACE_SYSEMU,
  PTRACE_TRACEME,
  readWholeSiginfo,
  SI_KERNEL,
  SI_USER,
  SIGINFO_SIZE,
  SIGKILL,
  SIGNAL_MAX,
  SIGSTOP,
  SIGTRAP,
  SYSCALL_INFO,
  writeSiginfo,
} from '@jvisor/abi'
import {
  mayAccessTask,
  Ptrace,
  type RegisterSet,
  SignalSet,
  type SyscallArgs,
  type SyscallResult,
  type Task,
} from '@jvisor/kernel'
import { type Addr, addLength, copyStructIn, copyStructOut, INVALID_ADDR } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { PTRACE_ADDRESS, PTRACE_DATA, PTRACE_PID, PTRACE_REQUEST } from './strace/ptrace-params.ts'

const WORD = 8
/** Bytes of x86-64's struct user, of which what is not registers reads as zeros. */
const USER_SIZE = 928

interface Request {
  readonly t: Task
  readonly tracee: Task
  readonly ptrace: Ptrace
  /** The two arguments: as numbers, and as pointers. */
  readonly addr: bigint
  readonly data: bigint
  readonly addrAt: Addr
  readonly dataAt: Addr
}

type Result = SyscallResult | Promise<SyscallResult>

/** ptrace(2). @see SYSCALL_DEFINE4(ptrace) */
function ptrace(t: Task, a: SyscallArgs): Result {
  const [request, pid] = [a.long(0), a.int(1)]
  if (request === PTRACE_TRACEME) return -traceMe(t)
  const tracee = t.kernel.tasks.get(pid)
  if (tracee === undefined)
    return t.kernel.processes.get(pid)?.isZombie === true ? -ofZombie(request) : -ESRCH
  const [addr, data] = [a.bigint(2), a.bigint(3)]
  if (request === PTRACE_ATTACH) return attach(t, tracee, { seized: false, options: 0 })
  if (request === PTRACE_SEIZE) return seize(t, tracee, addr, data)
  const state = tracee.ptrace
  if (state?.tracer !== t) return -ESRCH
  const anyhow = request === PTRACE_KILL || request === PTRACE_INTERRUPT
  if (!anyhow && state.stop === undefined) return -ESRCH
  const args = { t, tracee, ptrace: state, addr, data, addrAt: a.pointer(2), dataAt: a.pointer(3) }
  const own = t.syscallTable.arch === 'x86-64' ? X86_REQUESTS.get(request) : undefined
  return (own ?? REQUESTS.get(request) ?? unknown)(args)
}

function unknown(): SyscallResult {
  return -EIO
}

function ofZombie(request: number): Errno {
  return request === PTRACE_ATTACH || request === PTRACE_SEIZE ? EPERM : ESRCH
}

/** The parent traces the caller from now on. EPERM: it is traced already, or has nobody. */
function traceMe(t: Task): Errno {
  const { parent, parentTask } = t.threadGroup
  const tracer =
    parentTask !== undefined && parent?.tasks.has(parentTask) ? parentTask : firstOf(parent?.tasks)
  if (t.ptrace !== undefined || tracer === undefined) return EPERM
  new Ptrace(t, tracer, { seized: false, options: 0 })
  return OK
}

function firstOf<T>(set: ReadonlySet<T> | undefined): T | undefined {
  return set?.values().next().value
}

/** EIO: an address, or options that nobody knows; EINVAL: those that need what there is not. */
function seize(t: Task, tracee: Task, addr: bigint, data: bigint): Result {
  if (addr !== 0n || (data & ~BigInt(PTRACE_O_MASK)) !== 0n) return -EIO
  if ((data & BigInt(PTRACE_O_SUSPEND_SECCOMP)) !== 0n) return -EINVAL
  return attach(t, tracee, { seized: true, options: Number(data) })
}

/** One that stands still already does so for its tracer when this returns. @see ptrace_attach */
function attach(t: Task, tracee: Task, opts: { readonly seized: boolean; readonly options: number }): Result {
  if (tracee.threadGroup === t.threadGroup || !mayAccessTask(t, tracee, 'realcreds')) return -EPERM
  if (tracee.ptrace !== undefined || tracee.memoryManager === undefined) return -EPERM
  const state = new Ptrace(tracee, t, opts)
  if (!opts.seized) tracee.sendSignalInfo({ signal: SIGSTOP, code: SI_KERNEL })
  return tracee.threadGroup.groupStop.release(tracee) ? state.whenStopped().then(() => 0) : 0
}

// Going on.

function isSignal(data: bigint): boolean {
  return data <= BigInt(SIGNAL_MAX)
}

function goOn({ ptrace: state, data }: Request, atCalls: Ptrace['atCalls']): SyscallResult {
  if (!isSignal(data)) return -EIO
  state.atCalls = atCalls
  state.resume(Number(data))
  return 0
}

function detach({ ptrace: state, data }: Request): SyscallResult {
  if (!isSignal(data)) return -EIO
  state.detach(Number(data))
  return 0
}

function kill({ tracee }: Request): SyscallResult {
  tracee.threadGroup.sendSignalInfo({ signal: SIGKILL, code: SI_USER })
  return 0
}

function interrupt({ ptrace: state }: Request): SyscallResult {
  if (!state.seized) return -EIO
  state.trapSoon()
  return 0
}

function listen({ ptrace: state }: Request): SyscallResult {
  if (!state.seized || (state.stop !== 'group' && state.stop !== 'trap')) return -EIO
  state.listen()
  return 0
}

/** EINVAL: options that nobody knows, or that need what there is not. */
function setOptions({ ptrace: state, data }: Request): SyscallResult {
  if ((data & ~BigInt(PTRACE_O_MASK & ~PTRACE_O_SUSPEND_SECCOMP)) !== 0n) return -EINVAL
  state.options = Number(data)
  return 0
}

// Memory and registers.

/** DESIGN's second door: whatever the mapping's permissions are, if the program could have them. */
function peek({ t, tracee, addrAt, dataAt }: Request): SyscallResult {
  const word = new Uint8Array(WORD)
  if (tracee.mm.copyIn(addrAt, word, { ignorePermissions: true }).err !== OK) return -EIO
  return -copyOut(t, dataAt, word)
}

function poke({ tracee, addrAt, data }: Request): SyscallResult {
  const word = new Uint8Array(BigUint64Array.of(data).buffer)
  if (tracee.mm.copyOut(addrAt, word, { ignorePermissions: true }).err !== OK) return -EIO
  tracee.context.flushInstructions?.()
  return 0
}

/** The offset of a word in struct user; undefined if it is none. */
function userOffset(addr: bigint): number | undefined {
  return addr % BigInt(WORD) === 0n && addr < BigInt(USER_SIZE) ? Number(addr) : undefined
}

function peekUser({ t, tracee, addr, dataAt }: Request): SyscallResult {
  const at = userOffset(addr)
  if (at === undefined) return -EIO
  const word = new Uint8Array(WORD)
  word.set(tracee.registers.read().subarray(at, at + WORD))
  return -copyOut(t, dataAt, word)
}

function pokeUser({ tracee, ptrace: state, addr, data }: Request): SyscallResult {
  const at = userOffset(addr)
  const registers = tracee.registers.read()
  if (at === undefined || at >= registers.length) return -EIO
  new DataView(registers.buffer).setBigUint64(at, data, true)
  tracee.registers.write(registers)
  state.wroteRegisters = true
  return 0
}

function getRegisters({ t, tracee, dataAt }: Request): SyscallResult {
  return -copyOut(t, dataAt, tracee.registers.read())
}

function setRegisters({ t, tracee, ptrace: state, dataAt }: Request): SyscallResult {
  const registers = tracee.registers.read()
  if (t.copyIn(dataAt, registers).err !== OK) return -EFAULT
  tracee.registers.write(registers)
  state.wroteRegisters = true
  return 0
}

/** Registers by the number of their set, which is that of the note of a core file. */
function setOf({ registers }: Task, type: bigint): RegisterSet | undefined {
  if (type === BigInt(NT_PRSTATUS)) return registers
  return type === BigInt(NT_PRFPREG) ? registers.floatingPoint : undefined
}

/** EFAULT; EINVAL: no set that we have, or a length that is no number of registers. */
function registerSet(request: Request, sets: boolean): SyscallResult {
  const { t, tracee, ptrace: state, addr, dataAt } = request
  const { value: iovec } = copyStructIn(t, dataAt, IOVEC)
  if (iovec === undefined) return -EFAULT
  const set = setOf(tracee, addr)
  if (set === undefined || iovec.iov_len % BigInt(WORD) !== 0n) return -EINVAL
  const registers = set.read()
  const length = Number(iovec.iov_len < BigInt(registers.length) ? iovec.iov_len : BigInt(registers.length))
  const at = iovec.iov_base < 1n << 53n ? (Number(iovec.iov_base) as Addr) : INVALID_ADDR
  const part = registers.subarray(0, length)
  if ((sets ? t.copyIn(at, part) : t.copyOut(at, part)).err !== OK) return -EFAULT
  if (sets) {
    set.write(registers)
    state.wroteRegisters = true
  }
  return -copyStructOut(t, dataAt, IOVEC, { ...iovec, iov_len: BigInt(length) }).err
}

// What a stop is about.

function getEventMessage({ t, ptrace: state, dataAt }: Request): SyscallResult {
  return -copyOut(t, dataAt, new Uint8Array(BigUint64Array.of(state.message).buffer))
}

function getSiginfo({ t, ptrace: state, dataAt }: Request): SyscallResult {
  if (state.info === undefined) return -EINVAL
  const bytes = new Uint8Array(SIGINFO_SIZE)
  writeSiginfo(new DataView(bytes.buffer), 0, state.info)
  return -copyOut(t, dataAt, bytes)
}

function setSiginfo({ t, ptrace: state, dataAt }: Request): SyscallResult {
  const bytes = new Uint8Array(SIGINFO_SIZE)
  if (t.copyIn(dataAt, bytes).err !== OK) return -EFAULT
  if (state.info === undefined) return -EINVAL
  state.info = readWholeSiginfo(new DataView(bytes.buffer), 0)
  return 0
}

function signalMask({ t, tracee, addr, dataAt }: Request, sets: boolean): SyscallResult {
  if (addr !== BigInt(WORD)) return -EINVAL
  const bytes = new Uint8Array(WORD)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, tracee.signals.mask.bits, true)
  if (!sets) return -copyOut(t, dataAt, bytes)
  if (t.copyIn(dataAt, bytes).err !== OK) return -EFAULT
  tracee.signals.setMask(SignalSet.fromBits(view.getBigUint64(0, true)))
  return 0
}

/** System calls can be told from signals only with PTRACE_O_TRACESYSGOOD. */
function infoKind({ stop, info }: Ptrace): number {
  if (info?.code !== (SIGTRAP | 0x80)) return PTRACE_SYSCALL_INFO_NONE
  return stop === 'entry' ? PTRACE_SYSCALL_INFO_ENTRY : PTRACE_SYSCALL_INFO_EXIT
}

/** As many bytes of it as `addr` says there is room for. @returns how many there are */
function getSyscallInfo({ t, tracee, ptrace: state, addr, dataAt }: Request): SyscallResult {
  const { registers, syscallTable } = tracee
  const words: bigint[] = Array.from({ length: 8 }, () => 0n)
  const unsigned = (value: number) => BigInt.asUintN(64, BigInt(value))
  const op = infoKind(state)
  let size = SYSCALL_INFO.offsets.words
  if (op === PTRACE_SYSCALL_INFO_ENTRY) {
    words[0] = unsigned(registers.callNumber())
    for (let i = 0; i < 6; i++) words[i + 1] = tracee.args.bigint(i)
    size += 7 * WORD
  } else if (op === PTRACE_SYSCALL_INFO_EXIT) {
    const { result } = registers
    words[0] = unsigned(result)
    words[1] = result < 0 && (result >= -4095 || isInternal(-result as Errno)) ? 1n : 0n
    size += WORD + 1
  }
  const bytes = new Uint8Array(SYSCALL_INFO.size)
  SYSCALL_INFO.write(new DataView(bytes.buffer), 0, {
    op,
    arch: syscallTable.arch === 'x86-64' ? AUDIT_ARCH_X86_64 : AUDIT_ARCH_RISCV64,
    instruction_pointer: BigInt(registers.pc),
    stack_pointer: BigInt(registers.sp),
    words,
  })
  const room = addr < BigInt(size) ? Number(addr) : size
  const err = copyOut(t, dataAt, bytes.subarray(0, room))
  return err === OK ? size : -err
}

function copyOut(t: Task, at: Addr, bytes: Uint8Array): Errno {
  if (addLength(at, bytes.length) === undefined) return EFAULT
  return t.copyOut(at, bytes).err === OK ? OK : EFAULT
}

type Handler = (request: Request) => Result

const REQUESTS: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [PTRACE_PEEKTEXT, peek],
  [PTRACE_PEEKDATA, peek],
  [PTRACE_POKETEXT, poke],
  [PTRACE_POKEDATA, poke],
  [PTRACE_CONT, (r) => goOn(r, 'runs')],
  [PTRACE_SYSCALL, (r) => goOn(r, 'stops')],
  [PTRACE_DETACH, detach],
  [PTRACE_KILL, kill],
  [PTRACE_SETOPTIONS, setOptions],
  [PTRACE_GETEVENTMSG, getEventMessage],
  [PTRACE_GETSIGINFO, getSiginfo],
  [PTRACE_SETSIGINFO, setSiginfo],
  [PTRACE_GETSIGMASK, (r) => signalMask(r, false)],
  [PTRACE_SETSIGMASK, (r) => signalMask(r, true)],
  [PTRACE_GETREGSET, (r) => registerSet(r, false)],
  [PTRACE_SETREGSET, (r) => registerSet(r, true)],
  [PTRACE_INTERRUPT, interrupt],
  [PTRACE_LISTEN, listen],
  [PTRACE_GET_SYSCALL_INFO, getSyscallInfo],
])

const X86_REQUESTS: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [PTRACE_PEEKUSER, peekUser],
  [PTRACE_POKEUSER, pokeUser],
  [PTRACE_GETREGS, getRegisters],
  [PTRACE_SETREGS, setRegisters],
  [PTRACE_OLDSETOPTIONS, setOptions],
  [PTRACE_SYSEMU, (r) => goOn(r, 'emulates')],
])

export const PTRACE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('ptrace', ptrace, [PTRACE_REQUEST, PTRACE_PID, PTRACE_ADDRESS, PTRACE_DATA], {
    unsupported:
      'PTRACE_SINGLESTEP (EIO, as on riscv64; a program in JavaScript has no instructions), PTRACE_PEEKSIGINFO (EIO)',
  }),
]
