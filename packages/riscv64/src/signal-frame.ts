// The frame of a signal handler on the program's stack, as Linux/riscv has it: struct rt_sigframe in
// arch/riscv/kernel/signal.c, struct ucontext and sigcontext in its uapi headers. gVisor: pkg/sentry/arch
// signal_riscv64.go does not exist; signal_arm64.go is the nearest.

import {
  MINSIGSTKSZ,
  OK,
  SA_ONSTACK,
  SIGINFO_SIZE,
  SS_AUTODISARM,
  SS_DISABLE,
  STACK_T,
  writeSiginfo,
} from '@jvisor/abi'
import { type SignalDelivery, SignalSet, type SignalStack, type Task } from '@jvisor/kernel'
import { type Addr, INVALID_ADDR } from '@jvisor/usermem'
import type { Hart } from './engine/hart.ts'

// Offsets in the frame: a siginfo_t, then a ucontext.
const UCONTEXT = SIGINFO_SIZE
const UC_STACK = UCONTEXT + 16
const UC_SIGMASK = UCONTEXT + 40
const SC_REGS = UCONTEXT + 176
const SC_FPREGS = SC_REGS + 256
const SC_FCSR = SC_FPREGS + 256
/** Zeros: a reserved word, then an empty header that ends the list of further extensions' state. */
const SC_RESERVED = SC_FPREGS + 516
const FRAME_SIZE = SC_FPREGS + 528

const RA = 1
const SP = 2
const A0 = 10
const NO_STACK: SignalStack = { sp: 0, flags: SS_DISABLE, size: 0 }

type Delivery = Omit<SignalDelivery, 'outcome'>

/** Words of the hart that the frame holds, in order: pc, x1 to x31; and f0 to f31. */
function words(hart: Hart, memory: Int32Array): { pc: Int32Array; x: Int32Array; f: Int32Array } {
  const { PC, REGS, FREGS } = hart.layout
  const part = (at: number, longs: number) => memory.subarray(at / 4, at / 4 + 2 * longs)
  return { pc: part(PC, 1), x: part(REGS + 8, 31), f: part(FREGS, 32) }
}

/**
 * Pushes a frame, and makes the program enter the handler, which returns to `restorer`.
 * @returns false if there is no room for it; no register has changed then.
 */
export function pushFrame(
  task: Task,
  hart: Hart,
  { info, action, mask }: Delivery,
  restorer: number,
): boolean {
  const sp = stackPointer(hart)
  const at = frameAddress(task.signals.stack, sp, (action.flags & SA_ONSTACK) !== 0)
  if (at === undefined) return false
  const frame = new Uint8Array(FRAME_SIZE)
  const view = new DataView(frame.buffer)
  writeSiginfo(view, 0, info)
  writeStack(view, task.signals.stack)
  view.setBigUint64(UC_SIGMASK, mask.bits, true)
  const memory = task.kernel.memoryFile.words
  const registers = new Int32Array(frame.buffer)
  const { pc, x, f } = words(hart, memory)
  registers.set(pc, SC_REGS / 4)
  registers.set(x, SC_REGS / 4 + 2)
  registers.set(f, SC_FPREGS / 4)
  const { FFLAGS, FRM } = hart.layout
  registers[SC_FCSR / 4] = memory[FFLAGS / 4] | (memory[FRM / 4] << 5)
  if (task.copyOut(at as Addr, frame).err !== OK) return false
  if ((task.signals.stack.flags & SS_AUTODISARM) !== 0) task.signals.stack = NO_STACK
  const set = (index: number, value: number) => hart.setLong(hart.layout.REGS + 8 * index, value)
  set(RA, restorer)
  set(SP, at)
  set(A0, info.signal)
  set(A0 + 1, at)
  set(A0 + 2, at + UCONTEXT)
  hart.pc = action.handler
  return true
}

function stackPointer(hart: Hart): number {
  return hart.address(hart.layout.REGS + 8 * SP)
}

function isOnStack({ sp: base, size, flags }: SignalStack, sp: number): boolean {
  return (flags & SS_AUTODISARM) === 0 && sp > base && sp - base <= size
}

/** Where the frame goes; undefined if it would leave the alternate stack that the program is on. @see get_sigframe */
function frameAddress(stack: SignalStack, sp: number, wantsStack: boolean): number | undefined {
  const on = isOnStack(stack, sp)
  if (on && !isOnStack(stack, sp - FRAME_SIZE)) return undefined
  const top = wantsStack && stack.size > 0 && !on ? stack.sp + stack.size : sp
  const at = top - FRAME_SIZE
  // Not exact if it is no address, and then nothing is mapped there.
  return at < 0 || at >= 2 ** 53 ? undefined : at - (at % 16)
}

function writeStack(view: DataView, { sp, flags, size }: SignalStack): void {
  STACK_T.write(view, UC_STACK, {
    ss_sp: BigInt(sp),
    ss_flags: size === 0 ? flags | SS_DISABLE : flags,
    ss_size: BigInt(size),
  })
}

/**
 * rt_sigreturn: takes registers, mask and alternate stack from the frame at the stack pointer.
 * @returns false if it cannot be read, or is not as one that was pushed
 */
export function restoreFrame(task: Task, hart: Hart): boolean {
  const sp = stackPointer(hart)
  const frame = new Uint8Array(FRAME_SIZE)
  if (task.copyIn(sp < 2 ** 53 ? (sp as Addr) : INVALID_ADDR, frame).err !== OK) return false
  const view = new DataView(frame.buffer)
  task.signals.setMask(SignalSet.fromBits(view.getBigUint64(UC_SIGMASK, true)))
  const memory = task.kernel.memoryFile.words
  const registers = new Int32Array(frame.buffer)
  const { pc, x, f } = words(hart, memory)
  const take = (to: Int32Array, from: number) => to.set(registers.subarray(from / 4, from / 4 + to.length))
  take(pc, SC_REGS)
  take(x, SC_REGS + 8)
  take(f, SC_FPREGS)
  const fcsr = registers[SC_FCSR / 4]
  memory[hart.layout.FFLAGS / 4] = fcsr & 31
  memory[hart.layout.FRM / 4] = (fcsr >>> 5) & 7
  for (let at = SC_RESERVED; at < FRAME_SIZE; at += 4) if (registers[at / 4] !== 0) return false
  restoreStack(task, view, stackPointer(hart))
  return true
}

/** As sigaltstack(2) would set it, whose errors nobody hears of. */
function restoreStack(task: Task, view: DataView, sp: number): void {
  const { signals } = task
  if (isOnStack(signals.stack, sp)) return
  const { ss_sp, ss_flags, ss_size } = STACK_T.read(view, UC_STACK)
  if ((ss_flags & SS_DISABLE) !== 0) signals.stack = NO_STACK
  else if (ss_size >= MINSIGSTKSZ)
    signals.stack = { sp: Number(ss_sp), flags: ss_flags & SS_AUTODISARM, size: Number(ss_size) }
}
