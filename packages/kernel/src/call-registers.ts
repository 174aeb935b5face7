// CallRegisters: the registers of a program that has none, as who traces it sees them: those that system calls go by,
// and zeros. gVisor: arch.Context64 PtraceGetRegs. Linux: struct user_regs_struct of each architecture.

import { type Arch, ENOSYS } from '@jvisor/abi'
import type { ProgramRegisters } from './platform.ts'
import type { SyscallArgs } from './syscall-args.ts'

interface Layout {
  readonly words: number
  readonly number: number
  readonly args: readonly number[]
  readonly result: number
}

/** Indexes of 64-bit words. */
const LAYOUTS: Readonly<Record<Arch, Layout>> = {
  // r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs
  'x86-64': { words: 27, number: 15, args: [14, 13, 12, 7, 9, 8], result: 10 },
  // pc ra sp gp tp t0-t2 s0 s1 a0-a7 s2-s11 t3-t6
  riscv64: { words: 32, number: 17, args: [10, 11, 12, 13, 14, 15], result: 10 },
}

export class CallRegisters implements ProgramRegisters {
  readonly #layout: Layout
  readonly #args: SyscallArgs
  readonly #words: BigInt64Array<ArrayBuffer>

  constructor(arch: Arch, args: SyscallArgs) {
    this.#layout = LAYOUTS[arch]
    this.#args = args
    this.#words = new BigInt64Array(this.#layout.words)
    this.#words[this.#layout.number] = -1n
  }

  read(): Uint8Array {
    return new Uint8Array(this.#words.slice().buffer)
  }

  write(bytes: Uint8Array): void {
    new Uint8Array(this.#words.buffer).set(bytes.subarray(0, this.#words.byteLength))
  }

  /** On x86-64 the result is that of a call that does not exist, until there is one; on riscv64 it is an argument. */
  enterCall(number: number): void {
    const { args, result } = this.#layout
    this.#words[result] = BigInt(-ENOSYS)
    for (const [i, at] of args.entries()) this.#words[at] = BigInt.asIntN(64, this.#args.bigint(i))
    this.#words[this.#layout.number] = BigInt(number)
  }

  callNumber(): number {
    for (const [i, at] of this.#layout.args.entries()) this.#args.set(i, this.#words[at])
    return Number(BigInt.asIntN(32, this.#words[this.#layout.number]))
  }

  get result(): number {
    return Number(this.#words[this.#layout.result])
  }

  set result(value: number) {
    this.#words[this.#layout.result] = BigInt(value)
  }

  readonly pc = 0
  readonly sp = 0
}
