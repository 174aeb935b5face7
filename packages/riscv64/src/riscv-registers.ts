// RiscvRegisters: the registers of a program that stands still, as who traces it sees them: struct user_regs_struct, the
// program counter and x1 to x31; and those of floating point. gVisor: arch.Context64. Linux: arch/riscv/kernel/ptrace.c, entry.S do_trap_ecall_u.

import type { ProgramRegisters, RegisterSet, Task } from '@jvisor/kernel'
import type { Hart } from './engine/hart.ts'

const SP = 2
const A0 = 10
const A7 = 17
const COUNT = 32
const WORD = 8
/** f0 to f31; fcsr, with nothing behind it up to a whole word. */
const FLOATING_SIZE = (COUNT + 1) * WORD
const FCSR = COUNT * WORD

export class RiscvRegisters implements ProgramRegisters {
  readonly #task: Task
  readonly #hart: Hart
  readonly #acquire: () => void
  /** The first argument of the call that is made, in halves: its register has the result now. */
  #argument: readonly [lo: number, hi: number] | undefined

  /** `acquire`: gives the hart to the program. */
  constructor(task: Task, hart: Hart, acquire: () => void) {
    this.#task = task
    this.#hart = hart
    this.#acquire = acquire
  }

  /** Index of a register's lower half. */
  #at(register: number): number {
    return this.#hart.layout.REGS / 4 + 2 * register
  }

  get #words(): Int32Array {
    return this.#task.kernel.memoryFile.words
  }

  read(): Uint8Array {
    this.#acquire()
    const view = new DataView(new ArrayBuffer(COUNT * WORD))
    view.setBigUint64(0, BigInt(this.#hart.pc), true)
    for (let i = 1; i < COUNT; i++) {
      view.setInt32(i * WORD, this.#words[this.#at(i)], true)
      view.setInt32(i * WORD + 4, this.#words[this.#at(i) + 1], true)
    }
    return new Uint8Array(view.buffer)
  }

  write(bytes: Uint8Array): void {
    this.#acquire()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const count = Math.min(COUNT, Math.floor(bytes.length / WORD))
    // Beyond what can be mapped, an address faults like any other.
    if (count > 0) this.#hart.pc = Number(BigInt.asUintN(53, view.getBigUint64(0, true)))
    for (let i = 1; i < count; i++) {
      this.#words[this.#at(i)] = view.getInt32(i * WORD, true)
      this.#words[this.#at(i) + 1] = view.getInt32(i * WORD + 4, true)
    }
  }

  /** struct __riscv_d_ext_state. @see riscv_fpr_get, riscv_fpr_set */
  readonly floatingPoint: RegisterSet = {
    read: () => {
      this.#acquire()
      const { FREGS, FFLAGS, FRM } = this.#hart.layout
      const words = this.#words
      const set = new Int32Array(FLOATING_SIZE / 4)
      set.set(words.subarray(FREGS / 4, FREGS / 4 + 2 * COUNT))
      set[FCSR / 4] = words[FFLAGS / 4] | (words[FRM / 4] << 5)
      return new Uint8Array(set.buffer)
    },
    write: (bytes) => {
      this.#acquire()
      const { FREGS, FFLAGS, FRM } = this.#hart.layout
      const words = this.#words
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      for (let at = 0; at + 4 <= Math.min(FCSR, bytes.length); at += 4)
        words[(FREGS + at) / 4] = view.getInt32(at, true)
      if (bytes.length < FCSR + 4) return
      const fcsr = view.getInt32(FCSR, true)
      words[FFLAGS / 4] = fcsr & 31
      words[FRM / 4] = (fcsr >>> 5) & 7
    },
  }

  /** The arguments are in the registers; the first one may not be any more, if the call is made again. */
  enterCall(_number: number): void {
    this.#acquire()
    this.#argument = undefined
    this.#put(A0, this.#task.args.lo[0], this.#task.args.hi[0])
  }

  /** What a tracer makes of the first argument does not count, as on Linux: that is kept elsewhere (orig_a0). */
  callNumber(): number {
    this.#acquire()
    const { args } = this.#task
    for (let i = 1; i < 6; i++) {
      args.lo[i] = this.#words[this.#at(A0 + i)]
      args.hi[i] = this.#words[this.#at(A0 + i) + 1]
    }
    return this.#words[this.#at(A7)]
  }

  get result(): number {
    this.#acquire()
    return this.#words[this.#at(A0) + 1] * 2 ** 32 + (this.#words[this.#at(A0)] >>> 0)
  }

  set result(value: number) {
    this.#acquire()
    this.#argument ??= [this.#words[this.#at(A0)], this.#words[this.#at(A0) + 1]]
    this.#put(A0, value, Math.floor(value / 2 ** 32))
  }

  /** The call is to be made again: its first argument is where it was. */
  restoreArgument(): void {
    if (this.#argument === undefined) return
    this.#acquire()
    this.#put(A0, ...this.#argument)
    this.#argument = undefined
  }

  #put(register: number, lo: number, hi: number): void {
    this.#words[this.#at(register)] = lo
    this.#words[this.#at(register) + 1] = hi
  }

  get pc(): number {
    this.#acquire()
    return this.#hart.pc
  }

  get sp(): number {
    this.#acquire()
    return this.#hart.address(this.#hart.layout.REGS + WORD * SP)
  }
}
