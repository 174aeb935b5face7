// RiscvContext: the execution of one task's program: system calls, faults, signals, time slices.
// gVisor: platform.Context and kernel/task_run.go.

import {
  BUS_ADRALN,
  BUS_ADRERR,
  ILL_ILLOPC,
  SEGV_ACCERR,
  SEGV_MAPERR,
  SIGBUS,
  SIGILL,
  SIGKILL,
  SIGSEGV,
  SIGTRAP,
  type SignalInfo,
  TRAP_BRKPT,
} from '@jvisor/abi'
import {
  type ForkOpts,
  type PlatformContext,
  type ProgramRegisters,
  type ProgramStart,
  RESTART,
  type SignalDelivery,
  type Task,
} from '@jvisor/kernel'
import { FAULT_ACCERR, FAULT_BUS, FAULT_OOM } from '@jvisor/mm'
import type { Addr } from '@jvisor/usermem'
import { Hart, type HartState, newHartState } from './engine/hart.ts'
import * as stop from './engine/layout.ts'
import { mapRestorer } from './restorer.ts'
import { RiscvRegisters } from './riscv-registers.ts'
import { pushFrame, restoreFrame } from './signal-frame.ts'
import { TimeSlices } from './time-slices.ts'

/** What a system call takes of a time slice, in instructions. */
const SYSCALL_FUEL = 1 << 8
/** And a signal that an instruction causes. */
const TRAP_FUEL = 1 << 10

const SP = 2
const TP = 4
const A0 = 10
const A7 = 17
const ECALL_SIZE = 4
/** Of the `time` register: 10 MHz, as most machines have it. */
const NS_PER_TICK = 100

export class RiscvContext implements PlatformContext {
  readonly canFork = true
  readonly #task: Task
  readonly #hart: Hart
  readonly #state: HartState
  readonly #slices: TimeSlices
  /** The call that was made has set the registers itself: a frame was pushed, or one was restored. */
  #registersSet = false
  /** What is left of the time slice when it does not run. */
  #fuel: number
  /** Where signal handlers return to. */
  readonly #restorer: number
  #registers: RiscvRegisters | undefined

  static begin(task: Task, { entry, stackPointer }: ProgramStart): RiscvContext {
    const hart = Hart.of(task.kernel.memoryFile)
    if (hart === undefined) throw new Error('no memory for a CPU')
    // Without it handlers cannot return: the program dies of that, and not of this.
    const restorer = Math.max(0, mapRestorer(task.kernel.memoryFile, task.mm))
    const context = new RiscvContext(task, hart, newHartState(), restorer)
    context.#acquire()
    hart.pc = entry
    context.setRegister(SP, stackPointer)
    return context
  }

  private constructor(task: Task, hart: Hart, state: HartState, restorer: number) {
    this.#restorer = restorer
    this.#task = task
    this.#hart = hart
    this.#state = state
    this.#slices = TimeSlices.of(task.kernel)
    this.#fuel = this.#slices.next()
  }

  /** Has the hart, for as long as no other task runs. */
  #acquire(): void {
    this.#hart.acquire(this.#state, this.#task.mm)
  }

  /** The value of an integer register, unsigned, if it has at most 53 bits. */
  register(index: number): number {
    return this.#hart.address(this.#hart.layout.REGS + 8 * index)
  }

  setRegister(index: number, value: number): void {
    this.#hart.setLong(this.#hart.layout.REGS + 8 * index, value)
  }

  async run(): Promise<void> {
    const task = this.#task
    while (!task.exiting && task.context === this) {
      const wait = this.#runUntilWait()
      task.kernel.counters.instructions = this.#hart.executed
      await wait
    }
    if (this.#hart.has(this.#state)) this.#hart.release()
  }

  /** Runs until the task has to wait. @returns what it waits for */
  #runUntilWait(): Promise<unknown> | undefined {
    const task = this.#task
    this.#hart.fuel = this.#fuel
    while (!task.exiting && task.context === this) {
      this.#acquire()
      const why = this.#hart.run()
      if (why === stop.STOP_ECALL) {
        const result = this.#systemCall()
        if (typeof result !== 'number') return this.#finish(result)
        this.#setResult(result)
      } else if (why === stop.STOP_FUEL) {
        return this.#timeSlice()
      } else if (why === stop.STOP_RDTIME) this.#readTime()
      else {
        this.#fuel = this.#hart.fuel - TRAP_FUEL
        return this.#trap(why)
      }
    }
    return undefined
  }

  #systemCall(): number | Promise<number> {
    const task = this.#task
    const { args } = task
    const { words } = task.kernel.memoryFile
    const base = this.#hart.layout.REGS / 4
    for (let i = 0; i < 6; i++) {
      args.lo[i] = words[base + 2 * (A0 + i)]
      args.hi[i] = words[base + 2 * (A0 + i) + 1]
    }
    const number = words[base + 2 * A7 + 1] === words[base + 2 * A7] >> 31 ? words[base + 2 * A7] : -1
    this.#hart.pc += ECALL_SIZE
    this.#hart.fuel -= SYSCALL_FUEL
    this.#registersSet = false
    return task.syscall(number)
  }

  /** A call that had to wait: others have had their turn. */
  async #finish(result: Promise<number>): Promise<void> {
    this.#setResult(await result)
    this.#fuel = this.#slices.next()
  }

  #setResult(value: number): void {
    if (this.#registersSet || this.#task.exiting || this.#task.context !== this) return
    this.#acquire()
    this.setRegister(A0, value)
  }

  async #timeSlice(): Promise<void> {
    await this.#task.giveWay()
    this.#fuel = this.#slices.next()
  }

  #readTime(): void {
    const { mm, kernel } = this.#task
    const rd = (mm.loadUint32(this.#hart.pc as Addr).value >>> 7) & 31
    if (rd !== 0) this.setRegister(rd, Math.floor(kernel.clock.monotonicNs() / NS_PER_TICK))
    this.#hart.pc += ECALL_SIZE
  }

  /** An instruction that cannot go on. */
  #trap(why: number): Promise<unknown> {
    const task = this.#task
    const info = this.#signalOf(why)
    if (info === undefined) task.threadGroup.exit({ code: 0, signal: SIGKILL })
    else task.signals.force(info)
    return task.signals.deliver()
  }

  /** Undefined: there is no memory, and the process is killed. */
  #signalOf(why: number): SignalInfo | undefined {
    const hart = this.#hart
    const addr = hart.faultAddress
    switch (why) {
      case stop.STOP_ILLEGAL:
        return { signal: SIGILL, code: ILL_ILLOPC, addr: hart.pc }
      case stop.STOP_EBREAK:
        return { signal: SIGTRAP, code: TRAP_BRKPT, addr: hart.pc }
      case stop.STOP_MISALIGNED:
        return { signal: SIGBUS, code: BUS_ADRALN, addr }
      default:
        if (hart.faultKind === FAULT_OOM) return undefined
        if (hart.faultKind === FAULT_BUS) return { signal: SIGBUS, code: BUS_ADRERR, addr }
        return { signal: SIGSEGV, code: hart.faultKind === FAULT_ACCERR ? SEGV_ACCERR : SEGV_MAPERR, addr }
    }
  }

  // Signals.

  handleSignal({ info, action, mask, outcome }: SignalDelivery): boolean {
    this.#acquire()
    if (outcome === RESTART) {
      this.#hart.pc -= ECALL_SIZE
      this.#registers?.restoreArgument()
    } else if (outcome !== undefined && !this.#registersSet) this.setRegister(A0, outcome)
    this.#registersSet = true
    return pushFrame(this.#task, this.#hart, { info, action, mask }, this.#restorer)
  }

  signalReturn(): boolean {
    this.#acquire()
    this.#registersSet = true
    return restoreFrame(this.#task, this.#hart)
  }

  get registers(): ProgramRegisters {
    this.#registers ??= new RiscvRegisters(this.#task, this.#hart, () => this.#acquire())
    return this.#registers
  }

  flushInstructions(): void {
    this.#acquire()
    this.#hart.flushInstructions()
  }

  onStack(sp: number, size: number): boolean {
    this.#acquire()
    const own = this.register(SP)
    return own > sp && own - sp <= size
  }

  fork(child: Task, { stack, tls }: ForkOpts): PlatformContext {
    const hart = this.#hart
    this.#acquire()
    hart.release()
    if (child.mm !== this.#task.mm) hart.inherit(child.mm, this.#task.mm)
    const context = new RiscvContext(child, hart, this.#state.slice(), this.#restorer)
    context.#acquire()
    context.setRegister(A0, 0)
    if (stack !== 0) context.setRegister(SP, stack)
    if (tls !== undefined) context.setRegister(TP, tls)
    hart.release()
    return context
  }
}
