// A program for riscv64 that is traced: its registers, its code, and its system calls. The program is
// guests/riscv64/hello.S; the layout of registers is that of Linux's arch/riscv (struct user_regs_struct).

import { readFileSync } from 'node:fs'
import {
  EINVAL,
  EIO,
  NT_PRFPREG,
  NT_PRSTATUS,
  PTRACE_CONT,
  PTRACE_GETREGSET,
  PTRACE_O_TRACESYSGOOD,
  PTRACE_PEEKDATA,
  PTRACE_POKEDATA,
  PTRACE_SETOPTIONS,
  PTRACE_SETREGSET,
  PTRACE_SINGLESTEP,
  PTRACE_SYSCALL,
  PTRACE_TRACEME,
  SIGTRAP,
} from '@jvisor/abi'
import { expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { Machine } from './machine.ts'
import { OutputStream } from './streams.ts'

const HELLO = readFileSync(new URL('../../../guests/bin/hello', import.meta.url))
const [PC, SP, A0, A2, A7] = [0, 2, 10, 12, 17]
const CALL = ((SIGTRAP | 0x80) << 8) | 0x7f

/** What a tracer does with the one process that it traces. */
class Tracer {
  readonly #g: Guest
  readonly #pid: number
  readonly #at: number

  constructor(g: Guest, pid: number) {
    this.#g = g
    this.#pid = pid
    this.#at = g.malloc(512)
  }

  async ask(request: number, addr: number | bigint = 0, data: number | bigint = 0): Promise<number> {
    return this.#g.syscall('ptrace', request, this.#pid, addr, data)
  }

  async goOn(request: number): Promise<number> {
    await this.ask(request)
    return this.wait()
  }

  async wait(): Promise<number> {
    await this.#g.syscall('wait4', this.#pid, this.#at, 0, 0)
    return this.#g.load32(this.#at)
  }

  async registers(length = 512): Promise<bigint[]> {
    this.#g.store64(this.#at, this.#at + 16)
    this.#g.store64(this.#at + 8, length)
    await this.ask(PTRACE_GETREGSET, NT_PRSTATUS, this.#at)
    const count = Number(this.#g.load64(this.#at + 8)) / 8
    return Array.from({ length: count }, (_, i) => this.#g.load64(this.#at + 16 + 8 * i))
  }

  async setRegister(index: number, value: bigint): Promise<void> {
    const registers = await this.registers()
    this.#g.store64(this.#at + 16 + 8 * index, value)
    this.#g.store64(this.#at + 8, registers.length * 8)
    await this.ask(PTRACE_SETREGSET, NT_PRSTATUS, this.#at)
  }

  async floatingPoint(length = 512): Promise<bigint[]> {
    this.#g.store64(this.#at, this.#at + 16)
    this.#g.store64(this.#at + 8, length)
    await this.ask(PTRACE_GETREGSET, NT_PRFPREG, this.#at)
    const count = Number(this.#g.load64(this.#at + 8)) / 8
    return Array.from({ length: count }, (_, i) => this.#g.load64(this.#at + 16 + 8 * i))
  }

  async setFloatingPoint(words: readonly bigint[], length = 8 * words.length): Promise<number> {
    this.#g.store64(this.#at, this.#at + 16)
    this.#g.store64(this.#at + 8, length)
    for (const [i, word] of words.entries()) this.#g.store64(this.#at + 16 + 8 * i, word)
    return this.ask(PTRACE_SETREGSET, NT_PRFPREG, this.#at)
  }

  async peek(addr: bigint): Promise<bigint> {
    await this.ask(PTRACE_PEEKDATA, Number(addr), this.#at)
    return this.#g.load64(this.#at)
  }
}

/** Runs it, stopped at its first instruction, under a tracer. @returns its output, and what the tracer has noted */
async function traced(trace: (tracer: Tracer, note: (...values: unknown[]) => void) => Promise<void>) {
  const machine = new Machine({ memoryBytes: 32 << 20 })
  machine.install('/bin/hello', HELLO)
  const stdout = new OutputStream()
  const notes: unknown[] = []
  const child = async (g: Guest) => {
    await g.syscall('ptrace', PTRACE_TRACEME, 0, 0, 0)
    return g.syscall('execve', g.cstring('/bin/hello'), 0, 0)
  }
  const main = async (g: Guest) => {
    const tracer = new Tracer(g, await g.fork(child))
    notes.push(await tracer.wait())
    await trace(tracer, (...values) => notes.push(...values))
    return 0
  }
  await machine.spawn(main, { stdout }).exited
  expect(machine.kernel.counters.sentryBugs).toBe(0)
  return { text: new TextDecoder().decode(stdout.bytes()), notes: notes.slice(1), first: notes[0] }
}

test('registers are those of the program, and may be asked for in part', async () => {
  const { first, notes, text } = await traced(async (tracer, note) => {
    const all = await tracer.registers()
    note(all.length, (await tracer.registers(24)).length, all[PC] > 0n, all[SP] % 16n)
    note(await tracer.goOn(PTRACE_CONT))
  })
  expect([first, notes, text]).toEqual([0x57f, [32, 3, true, 0n, 1 << 8], 'hello from riscv64\n'])
})

test('system calls, their arguments and their results are seen and changed', async () => {
  const { notes, text } = await traced(async (tracer, note) => {
    await tracer.ask(PTRACE_SETOPTIONS, 0, PTRACE_O_TRACESYSGOOD)
    note(await tracer.goOn(PTRACE_SYSCALL))
    const entry = await tracer.registers()
    note(entry[A7], entry[A0], entry[A2])
    await tracer.setRegister(A2, 5n)
    note(await tracer.goOn(PTRACE_SYSCALL))
    note((await tracer.registers())[A0])
    note(await tracer.goOn(PTRACE_SYSCALL))
    note((await tracer.registers())[A7])
    // The call that ends it becomes one that does not exist: what lies behind it is no code.
    await tracer.setRegister(A7, 5000n)
    note(await tracer.goOn(PTRACE_SYSCALL))
    note((await tracer.registers())[A0])
  })
  expect(notes).toEqual([CALL, 64n, 1n, 19n, CALL, 5n, CALL, 94n, CALL, -38n])
  expect(text).toBe('hello')
})

test('code that is only read is changed for this process alone, and executed as it is then', async () => {
  const { notes, text } = await traced(async (tracer, note) => {
    const [pc] = await tracer.registers()
    const word = BigInt.asUintN(64, await tracer.peek(pc))
    // ld s0, 0(sp) becomes li s0, 21, of two bytes or four as it was; what follows stays.
    const patched = (word & 3n) !== 3n ? (word & ~0xffffn) | 0x4455n : (word & ~0xffffffffn) | 0x01500413n
    note(await tracer.ask(PTRACE_POKEDATA, pc, patched))
    note(BigInt.asUintN(64, await tracer.peek(pc)) === patched)
    note(await tracer.goOn(PTRACE_CONT))
  })
  expect([notes, text]).toEqual([[0, true, 21 << 8], 'hello from riscv64\n'])
})

test('registers of floating point are a set of their own; there are no single steps', async () => {
  const [F0, F31, FCSR] = [0, 31, 32]
  const { notes } = await traced(async (tracer, note) => {
    const set = await tracer.floatingPoint()
    note(
      set.length,
      set.every((word) => word === 0n),
    )
    set[F0] = 0x3ff0_0000_0000_0000n
    set[F31] = 0x7fff_ffff_4048_0000n
    set[FCSR] = 0xffff_ff95n
    note(await tracer.setFloatingPoint(set))
    const [now, part] = [await tracer.floatingPoint(), await tracer.floatingPoint(16)]
    note(now[F0], now[F31], now[FCSR], part.length)
    note(
      await tracer.setFloatingPoint([7n]),
      (await tracer.floatingPoint())[F0],
      (await tracer.floatingPoint())[FCSR],
    )
    note(await tracer.setFloatingPoint([7n], 12), await tracer.ask(PTRACE_SINGLESTEP))
    await tracer.goOn(PTRACE_CONT)
  })
  expect(notes).toEqual([
    ...[33, true, 0],
    ...[0x3ff0_0000_0000_0000n, 0x7fff_ffff_4048_0000n, 0x95n, 2],
    ...[0, 7n, 0x95n],
    ...[-EINVAL, -EIO],
  ])
})
