// The interpreter, generated as a module of WebAssembly from the table of instructions: a loop over records, with a
// case for each frequent operation, and a function that has the others.

import { emitBlock, emitValue, FunctionEmitter, type Label, ModuleBuilder, type Names, w } from '@jvisor/wasm'
import { chainFunction } from './chain-function.ts'
import * as layoutOf from './layout.ts'
import { CODE_TLB_SLOT_SHIFT, CODE_TLB_SLOTS, CODE_TO_RECORD_SHIFT, type HartLayout } from './layout.ts'
import { NOTATION_CONSTANTS, notation } from './notation-functions.ts'
import { FIRST_RARE, OPERATIONS, type Operation } from './operations.ts'
import { RareFunction } from './rare-function.ts'
import { conditionOf, RecordNames, semanticsOf } from './record-names.ts'

/**
 * The module for a hart at this place: imports `m.memory`, `m.table` and `m.resolve`, exports `run(): why`, and all that
 * translated code calls.
 */
export function interpreterModule(layout: HartLayout): Uint8Array {
  const module = new ModuleBuilder({ ...layout, ...NOTATION_CONSTANTS })
  module.importTable()
  module.import('resolve', ['i32', 'i32', 'i32'], 'i32')
  for (const each of notation().declarations) module.add(each, true)
  const setRare = module.declare('rare', ['i32'], 'i32')
  module.declare('chain', ['i32'], 'i64')(chainFunction(layout))
  const setRun = module.declare('run', [], 'i32', true)
  setRare(new RareFunction(module, layout).emit())
  setRun(new RunFunction(module, layout).emit())
  return module.build()
}

/** run(): executes from PC on until something else must be done. @returns one of STOP_* */
class RunFunction {
  readonly #module: ModuleBuilder
  readonly #layout: HartLayout
  readonly #f = new FunctionEmitter(0)
  readonly #record = this.#f.local('i32')
  /** The records of the page, and its address. */
  readonly #base = this.#f.local('i32')
  readonly #page = this.#f.local('i64')
  readonly #target = this.#f.local('i64')
  readonly #fuel = this.#f.local('i32')
  readonly #why = this.#f.local('i32')
  #stop: Label = 0
  #fault: Label = 0
  #jump: Label = 0
  #next: Label = 0

  constructor(module: ModuleBuilder, layout: HartLayout) {
    this.#module = module
    this.#layout = layout
  }

  emit(): FunctionEmitter {
    const f = this.#f
    this.#load(w.I32_LOAD, this.#layout.FUEL, this.#fuel)
    this.#load(w.I64_LOAD, this.#layout.PC, this.#target)
    f.i32(0)
    this.#module.variable('fault')?.set?.(f)
    this.#stop = f.open(w.BLOCK)
    this.#fault = f.open(w.BLOCK)
    this.#jump = f.open(w.LOOP)
    this.#enterPage()
    this.#next = f.open(w.LOOP)
    this.#burn(1)
    this.#cases()
    f.close()
    f.close()
    f.close()
    this.#module.variable('fault')?.get(f)
    f.set(this.#why)
    f.close()
    this.#leave(() => this.#pc())
    f.get(this.#why)
    return f
  }

  #load(opcode: number, at: number, local: number): void {
    this.#f.i32(0)
    this.#f.memory(opcode, at)
    this.#f.set(local)
  }

  /** Goes to `target`: through the code TLB. */
  #enterPage(): void {
    const f = this.#f
    const slot = f.local('i32')
    f.get(this.#target)
    f.i64(12 - CODE_TLB_SLOT_SHIFT)
    f.op(w.I64_SHR_U, w.I32_WRAP_I64)
    f.i32((CODE_TLB_SLOTS - 1) << CODE_TLB_SLOT_SHIFT)
    f.op(w.I32_AND)
    f.tee(slot)
    f.memory(w.I64_LOAD, this.#layout.CODE_TLB)
    f.get(this.#target)
    f.i64(-4096)
    f.op(w.I64_AND)
    f.tee(this.#page)
    f.op(w.I64_EQ, w.I32_EQZ)
    f.open(w.IF)
    this.#leave(() => f.get(this.#target))
    f.i32(layoutOf.STOP_CODE_MISS)
    f.op(w.RETURN)
    f.close()
    this.#hasFuel()
    f.op(w.I32_EQZ)
    f.open(w.IF)
    this.#leave(() => f.get(this.#target))
    f.i32(layoutOf.STOP_FUEL)
    f.op(w.RETURN)
    f.close()
    f.get(slot)
    f.memory(w.I32_LOAD, this.#layout.CODE_TLB + 8)
    f.tee(this.#base)
    f.get(this.#target)
    f.op(w.I32_WRAP_I64)
    f.i32(0xffe)
    f.op(w.I32_AND)
    f.i32(CODE_TO_RECORD_SHIFT)
    f.op(w.I32_SHL, w.I32_ADD)
    f.set(this.#record)
  }

  /** Takes fuel for so many instructions. */
  #burn(instructions: number): void {
    const f = this.#f
    f.get(this.#fuel)
    f.i32(instructions)
    f.op(w.I32_SUB)
    f.set(this.#fuel)
  }

  #hasFuel(): void {
    const f = this.#f
    f.get(this.#fuel)
    f.i32(0)
    f.op(w.I32_GT_S)
  }

  /** Stores PC and what is left of the fuel. */
  #leave(pc: () => void): void {
    const f = this.#f
    f.i32(0)
    pc()
    f.memory(w.I64_STORE, this.#layout.PC)
    f.i32(0)
    f.get(this.#fuel)
    f.memory(w.I32_STORE, this.#layout.FUEL)
  }

  /** The address of the instruction. */
  #pc(): void {
    const f = this.#f
    f.get(this.#page)
    f.get(this.#record)
    f.get(this.#base)
    f.op(w.I32_SUB)
    f.i32(CODE_TO_RECORD_SHIFT)
    f.op(w.I32_SHR_U, w.I64_EXTEND_I32_U, w.I64_ADD)
  }

  #cases(): void {
    const f = this.#f
    const names = new RecordNames(this.#module, this.#layout, this.#record, (g) => this.#faultIf(g), {
      pc: { type: 'i64', get: () => this.#pc() },
    })
    const rare = f.open(w.BLOCK)
    const cases = OPERATIONS.slice(0, FIRST_RARE)
    const labels = cases.map(() => f.open(w.BLOCK)).toReversed()
    f.get(this.#record)
    f.memory(w.I32_LOAD8_U)
    f.brTable(labels, rare)
    for (const op of cases) {
      f.close()
      this.#case(op, names)
    }
    f.close()
    f.get(this.#record)
    this.#module.callable('rare')?.emit(f)
    this.#faultIf(f)
    this.#advance(4)
  }

  #faultIf(f: FunctionEmitter): void {
    f.hint(false)
    f.brIf(this.#fault)
  }

  #case(op: Operation, names: Names): void {
    const f = this.#f
    switch (op.kind) {
      case 'plain':
        emitBlock(f, names, semanticsOf(op.semantics))
        this.#advance(op.length)
        break
      case 'near':
      case 'far':
        this.#branch(op, names)
        break
      case 'register':
        this.#jumpRegister(op, names)
        break
      case 'compiled':
        this.#burn(-1)
        this.#callCompiled()
        break
      case 'next-page':
        this.#burn(-1)
        this.#pc()
        f.set(this.#target)
        f.br(this.#jump)
        break
      default:
        if (op.kind === 'undecoded') this.#burn(-1)
        f.i32(STOPS[op.kind] ?? layoutOf.STOP_ILLEGAL)
        f.set(this.#why)
        f.br(this.#stop)
    }
  }

  /** Translated functions go on from here, with the hart's registers and fuel, and say where the program has come. */
  #callCompiled(): void {
    const f = this.#f
    const { FUEL } = this.#layout
    f.i32(0)
    f.get(this.#fuel)
    f.memory(w.I32_STORE, FUEL)
    f.get(this.#record)
    this.#module.callable('chain')?.emit(f)
    f.set(this.#target)
    this.#load(w.I32_LOAD, FUEL, this.#fuel)
    f.get(this.#target)
    f.op(w.I32_WRAP_I64)
    f.i32(1)
    f.op(w.I32_AND, w.I32_EQZ)
    f.brIf(this.#jump)
    this.#leave(() => {
      f.get(this.#target)
      f.i64(-2)
      f.op(w.I64_AND)
    })
    this.#module.variable('fault')?.get(f)
    f.op(w.RETURN)
  }

  /** On to the instruction after this one of `length` bytes. */
  #advance(length: number): void {
    const f = this.#f
    f.get(this.#record)
    f.i32(length << CODE_TO_RECORD_SHIFT)
    f.op(w.I32_ADD)
    f.set(this.#record)
    f.br(this.#next)
  }

  /** rd becomes the address of the next instruction. */
  #link(length: number, names: Names): void {
    const f = this.#f
    const rd = names.variable('rd')
    rd?.begin?.(f)
    this.#pc()
    f.i64(length)
    f.op(w.I64_ADD)
    rd?.set?.(f)
  }

  #branch(op: Operation, names: Names): void {
    const f = this.#f
    const conditional = op.semantics !== ''
    if (conditional) {
      emitValue(f, names, conditionOf(op.semantics), 'i32')
      f.open(w.IF)
    }
    if (op.link) this.#link(op.length, names)
    if (op.kind === 'far') this.#jumpFar(names)
    else this.#jumpNear()
    if (!conditional) return
    f.close()
    this.#advance(op.length)
  }

  /** To another page: imm is a distance in bytes. */
  #jumpFar(names: Names): void {
    const f = this.#f
    this.#pc()
    names.variable('imm')?.get(f)
    f.op(w.I64_ADD)
    f.set(this.#target)
    f.br(this.#jump)
  }

  /** Within the page: imm is a distance between records. */
  #jumpNear(): void {
    const f = this.#f
    f.get(this.#record)
    f.get(this.#record)
    f.memory(w.I32_LOAD, 4)
    f.op(w.I32_ADD)
    f.set(this.#record)
    this.#hasFuel()
    f.brIf(this.#next)
    f.i32(layoutOf.STOP_FUEL)
    f.set(this.#why)
    f.br(this.#stop)
  }

  #jumpRegister(op: Operation, names: Names): void {
    const f = this.#f
    names.variable('rs1')?.get(f)
    names.variable('imm')?.get(f)
    f.op(w.I64_ADD)
    f.i64(-2)
    f.op(w.I64_AND)
    f.set(this.#target)
    if (op.link) this.#link(op.length, names)
    f.br(this.#jump)
  }
}

const STOPS: Partial<Record<Operation['kind'], number>> = {
  undecoded: layoutOf.STOP_UNDECODED,
  ecall: layoutOf.STOP_ECALL,
  ebreak: layoutOf.STOP_EBREAK,
  'fence.i': layoutOf.STOP_FENCE_I,
  rdtime: layoutOf.STOP_RDTIME,
}
