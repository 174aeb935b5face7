// RegionFrame: what a region's function has around its blocks: the program's registers as locals, loaded where the
// function is entered and stored where it is left; where the program goes on; and the fuel.

import { FunctionEmitter, type Label, w } from '@jvisor/wasm'
import type { HartLayout } from './layout.ts'
import { type Liveness, type Registers, registersIn, union } from './liveness.ts'
import { RegisterLocals } from './region-names.ts'

export class RegionFrame {
  readonly f = new FunctionEmitter(1)
  readonly registers = new RegisterLocals(this.f)
  /** Where the program goes on. */
  readonly target = this.f.local('i64')
  readonly #fuel = this.f.local('i32')
  readonly #layout: HartLayout
  readonly #liveness: Liveness
  /** Ends of the function, by what they store. */
  readonly #exits = new Map<string, Label>()
  readonly #sets: ReadonlyMap<string, Registers>
  #end: Label = 0
  /** The block that is emitted. */
  block = 0
  /** Instructions that were emitted and that no fuel was taken for. */
  unpaid = 0

  constructor(layout: HartLayout, liveness: Liveness) {
    this.#layout = layout
    this.#liveness = liveness
    this.#sets = new Map(liveness.written.map((set) => [String(set), set]))
  }

  /** The function begins. */
  open(): void {
    const { f } = this
    this.#end = f.open(w.BLOCK)
    for (const key of this.#sets.keys()) this.#exits.set(key, f.open(w.BLOCK))
    f.i32(0)
    f.memory(w.I32_LOAD, this.#layout.FUEL)
    f.set(this.#fuel)
  }

  /** The function ends. */
  close(): void {
    const { f } = this
    f.op(w.UNREACHABLE)
    for (const set of [...this.#sets.values()].toReversed()) {
      f.close()
      this.#store(set)
      f.br(this.#end)
    }
    f.close()
    f.i32(0)
    f.get(this.#fuel)
    f.memory(w.I32_STORE, this.#layout.FUEL)
    f.get(this.target)
  }

  /** Loads what is needed at any of these blocks. */
  load(blocks: readonly number[]): void {
    const { f } = this
    const needed = blocks.reduce<Registers>((all, block) => union(all, this.#liveness.needed[block]), [0, 0])
    for (const register of registersIn(needed)) {
      f.i32(0)
      f.memory(w.I64_LOAD, this.#registerAt(register))
      f.set(this.registers.of(register))
    }
  }

  #store(written: Registers): void {
    const { f } = this
    for (const register of registersIn(written)) {
      f.i32(0)
      f.get(this.registers.of(register))
      f.memory(w.I64_STORE, this.#registerAt(register))
    }
  }

  #registerAt(register: number): number {
    const { REGS, FREGS } = this.#layout
    return register < 32 ? REGS + 8 * register : FREGS + 8 * (register - 32)
  }

  // Where the function is left.

  /** The end of the function that stores what may have been written before. */
  get exit(): Label {
    return this.#exits.get(String(this.#liveness.written[this.block])) ?? 0
  }

  /** The program goes on at this address. */
  leaveTo(address: number): void {
    const { f } = this
    f.i64(address)
    f.set(this.target)
    f.br(this.exit)
  }

  /** If the value on the stack is not 0, the program stays at the instruction at this address. */
  stopIf(address: number, before?: () => void): void {
    const { f } = this
    f.hint(false)
    f.open(w.IF)
    before?.()
    this.#take(this.unpaid)
    this.leaveTo(address + 1)
    f.close()
  }

  // Fuel.

  /** Takes fuel for what was emitted since the last time. */
  pay(): void {
    this.#take(this.unpaid)
    this.unpaid = 0
  }

  #take(instructions: number): void {
    if (instructions === 0) return
    const { f } = this
    f.get(this.#fuel)
    f.i32(instructions)
    f.op(w.I32_SUB)
    f.set(this.#fuel)
  }

  /** Leaves 1 if there is fuel. */
  hasFuel(): void {
    const { f } = this
    f.get(this.#fuel)
    f.i32(0)
    f.op(w.I32_GT_S)
  }
}
