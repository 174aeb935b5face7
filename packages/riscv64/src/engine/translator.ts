// The translator: a region of a program's code as a function of WebAssembly, whose locals are the program's registers.
//
//   region(block): executes from the start of a block on, until the flow of control leaves the region.
//   @returns 0 if PC is where the program goes on; else STOP_FAULT and its like, with PC at the instruction
//
// The blocks follow each other in the order of addresses, inside of one loop. To a later block it is one branch; to an
// earlier one it goes by way of the loop's start, if there is fuel left. Fuel is taken once for what stands between two
// places where control flow divides or joins. Registers are loaded when the region is entered,
// and stored at its only end, so that they are right there whatever has ended it.

import { PAGE_SIZE } from '@jvisor/abi'
import {
  type Expr,
  emitBlock,
  emitValue,
  FunctionEmitter,
  type Label,
  type ModuleBuilder,
  parseExpression,
  w,
} from '@jvisor/wasm'
import { BLOCK_BITS, CODE_TO_RECORD_SHIFT, type HartLayout } from './layout.ts'
import { memoryAccess } from './memory-access.ts'
import { COMPILED } from './operations.ts'
import { semanticsOf } from './record-names.ts'
import type { Region, RegionInstruction } from './region.ts'
import { RegionNames, RegisterLocals } from './region-names.ts'

export interface RegionPlace {
  /** Address of the page. */
  readonly page: number
  /** Where its records are. */
  readonly records: number
  /** Index of the function in the table. */
  readonly func: number
}

const conditions = new Map<string, Expr>()

function conditionOf(text: string): Expr {
  let condition = conditions.get(text)
  if (condition === undefined) {
    condition = parseExpression(text)
    conditions.set(text, condition)
  }
  return condition
}

export class RegionTranslator {
  readonly #module: ModuleBuilder
  readonly #layout: HartLayout
  readonly #region: Region
  readonly #place: RegionPlace
  readonly #f = new FunctionEmitter(1)
  readonly #registers = new RegisterLocals(this.#f)
  readonly #names: RegionNames
  /** Where the program goes on. */
  readonly #target = this.#f.local('i64')
  readonly #fuel = this.#f.local('i32')
  readonly #blocks = new Map<number, number>()
  #labels: Label[] = []
  #current = -1
  /** Instructions that were emitted and that no fuel was taken for. */
  #unpaid = 0
  #exit: Label = 0
  #again: Label = 0

  constructor(module: ModuleBuilder, layout: HartLayout, region: Region, place: RegionPlace) {
    this.#module = module
    this.#layout = layout
    this.#region = region
    this.#place = place
    const access = memoryAccess(module, layout, (f) => this.#leaveIf(f))
    this.#names = new RegionNames(this.#f, module, access, place.page, this.#registers)
    region.leaders.forEach((offset, block) => {
      this.#blocks.set(offset, block)
    })
  }

  /** The function's body: the blocks are emitted first, since only then it is known which registers there are. */
  emit(): FunctionEmitter {
    const f = this.#f
    const prologue = f.mark()
    this.#exit = f.open(w.BLOCK)
    this.#again = f.open(w.LOOP)
    this.#labels = this.#region.leaders.map(() => f.open(w.BLOCK)).toReversed()
    f.get(0)
    f.brTable(this.#labels, this.#labels[0])
    this.#instructions()
    f.close()
    f.close()
    this.#epilogue()
    f.insert(prologue, () => this.#prologue())
    return f
  }

  #prologue(): void {
    const f = this.#f
    f.i32(0)
    f.memory(w.I32_LOAD, this.#layout.FUEL)
    f.set(this.#fuel)
    this.#registers.locals.forEach((local, register) => {
      if (local === undefined) return
      f.i32(0)
      f.memory(w.I64_LOAD, this.#registerAt(register))
      f.set(local)
    })
  }

  #epilogue(): void {
    const f = this.#f
    f.i32(0)
    f.get(this.#target)
    f.memory(w.I64_STORE, this.#layout.PC)
    f.i32(0)
    f.get(this.#fuel)
    f.memory(w.I32_STORE, this.#layout.FUEL)
    this.#registers.locals.forEach((local, register) => {
      if (local === undefined || this.#registers.written[register] !== true) return
      f.i32(0)
      f.get(local)
      f.memory(w.I64_STORE, this.#registerAt(register))
    })
    this.#module.variable('fault')?.get(f)
  }

  #registerAt(register: number): number {
    const { REGS, FREGS } = this.#layout
    return register < 32 ? REGS + 8 * register : FREGS + 8 * (register - 32)
  }

  #instructions(): void {
    const { instructions } = this.#region
    let expected = -1
    for (const each of instructions) {
      // Straight on, to where nothing was translated.
      if (expected >= 0 && expected !== each.offset) this.#leaveTo(expected)
      const block = this.#blocks.get(each.offset)
      if (block !== undefined) {
        this.#pay()
        this.#f.close()
        this.#current = block
      }
      this.#names.current = each
      expected = this.#instruction(each) ? each.offset + each.length : -1
    }
    if (expected >= 0) this.#leaveTo(expected)
  }

  /** @returns whether the next instruction can follow */
  #instruction(each: RegionInstruction): boolean {
    this.#unpaid++
    switch (each.instruction.flow) {
      case 'branch':
        this.#branch(each)
        return true
      case 'jump':
        if (each.rd !== 0) this.#link(each)
        this.#jump(each.offset + each.imm)
        return false
      case 'jump-register':
        this.#jumpRegister(each)
        return false
      default:
        this.#plain(each)
        return true
    }
  }

  #plain({ instruction, rm }: RegionInstruction): void {
    const f = this.#f
    const { format, semantics } = instruction
    if (rm === 7 && (format.endsWith('rm') || format === 'r4')) {
      f.i32(7)
      this.#module.callable('rounding')?.emit(f)
      f.set(this.#names.roundingMode)
      this.#checkFault()
    }
    emitBlock(f, this.#names, semanticsOf(semantics))
    if (semantics.includes('atomic(')) this.#checkFault()
  }

  #checkFault(): void {
    this.#module.variable('fault')?.get(this.#f)
    this.#leaveIf(this.#f)
  }

  /** Takes fuel for what was emitted since the last time. */
  #pay(): void {
    this.#take(this.#unpaid)
    this.#unpaid = 0
  }

  #take(instructions: number): void {
    if (instructions === 0) return
    const f = this.#f
    f.get(this.#fuel)
    f.i32(instructions)
    f.op(w.I32_SUB)
    f.set(this.#fuel)
  }

  /** If the value on the stack is not 0, the program stays at this instruction. */
  #leaveIf(f: FunctionEmitter): void {
    f.open(w.IF)
    this.#take(this.#unpaid)
    f.i64(this.#place.page + this.#names.current.offset)
    f.set(this.#target)
    f.br(this.#exit)
    f.close()
  }

  #leaveTo(offset: number): void {
    const f = this.#f
    this.#pay()
    f.i64(this.#place.page + offset)
    f.set(this.#target)
    f.br(this.#exit)
  }

  #link({ offset, length }: RegionInstruction): void {
    const f = this.#f
    f.i64(this.#place.page + offset + length)
    this.#names.variable('rd')?.set?.(f)
  }

  #branch({ offset, imm, instruction }: RegionInstruction): void {
    const f = this.#f
    const block = this.#blocks.get(offset + imm)
    this.#pay()
    emitValue(f, this.#names, conditionOf(instruction.semantics), 'i32')
    if (block !== undefined && block > this.#current) {
      f.brIf(this.#labels[block])
      return
    }
    f.open(w.IF)
    this.#jump(offset + imm)
    f.close()
  }

  #jump(offset: number): void {
    const f = this.#f
    const block = this.#blocks.get(offset)
    this.#pay()
    if (block === undefined) this.#leaveTo(offset)
    else if (block > this.#current) f.br(this.#labels[block])
    else {
      f.i32(block)
      f.set(0)
      f.i64(this.#place.page + offset)
      f.set(this.#target)
      this.#goAgain()
    }
  }

  /** To the block in local 0, whose address is `target`; unless the fuel is spent. */
  #goAgain(): void {
    const f = this.#f
    f.get(this.#fuel)
    f.i32(0)
    f.op(w.I32_GT_S)
    f.brIf(this.#again)
    f.br(this.#exit)
  }

  /** What stays in the region is found by the record at its target. */
  #jumpRegister(each: RegionInstruction): void {
    const f = this.#f
    const { page, records, func } = this.#place
    this.#pay()
    this.#names.variable('rs1')?.get(f)
    f.i64(each.imm)
    f.op(w.I64_ADD)
    f.i64(-2)
    f.op(w.I64_AND)
    f.set(this.#target)
    if (each.rd !== 0) this.#link(each)
    f.get(this.#target)
    f.i64(-PAGE_SIZE)
    f.op(w.I64_AND)
    f.i64(page)
    f.op(w.I64_NE)
    f.brIf(this.#exit)
    const record = f.local('i64')
    f.get(this.#target)
    f.op(w.I32_WRAP_I64)
    f.i32(PAGE_SIZE - 2)
    f.op(w.I32_AND)
    f.i32(CODE_TO_RECORD_SHIFT)
    f.op(w.I32_SHL)
    f.memory(w.I64_LOAD, records)
    f.tee(record)
    // Operation, zeros, block, function.
    f.i64((-1n << BigInt(32 + BLOCK_BITS)) | 0xffn)
    f.op(w.I64_AND)
    f.i64((BigInt(func) << BigInt(32 + BLOCK_BITS)) | BigInt(COMPILED))
    f.op(w.I64_NE)
    f.brIf(this.#exit)
    f.get(record)
    f.i64(32)
    f.op(w.I64_SHR_U, w.I32_WRAP_I64)
    f.i32((1 << BLOCK_BITS) - 1)
    f.op(w.I32_AND)
    f.set(0)
    f.release('i64', record)
    this.#goAgain()
  }
}
