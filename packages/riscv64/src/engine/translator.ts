// The translator: a region of a program's code as a function of WebAssembly, whose locals are the program's registers.
//
//   region(entry): executes from an entry on, until the flow of control leaves the region.
//   @returns where the program goes on; or, with bit 0 set, the instruction that stopped it, and `fault` says why
//
// Blocks stand in loops as structure() has ordered them. A branch forward leaves as many blocks of WebAssembly as lie
// before its target; a branch back goes to the start of a loop, if there is fuel left. A loop that is entered at several
// blocks begins by going to the one whose number is in local 0, as the function does. Fuel is taken once for each block.
// Registers that are needed are loaded at the entry. Where the region is left, those are stored that may have been
// written since: there is one end of the function for each set of registers.

import { PAGE_SIZE } from '@jvisor/abi'
import { emitBlock, emitValue, FunctionEmitter, type Label, type ModuleBuilder, w } from '@jvisor/wasm'
import { type AccessGroup, accessGroups } from './access-groups.ts'
import { type Scope, structure } from './control-flow.ts'
import { CODE_TO_RECORD_SHIFT, ENTRY_BITS, type HartLayout } from './layout.ts'
import { type Liveness, liveness, type Registers, registersIn, union } from './liveness.ts'
import { memoryAccess, type SharedLookUp, type SharedPlace } from './memory-access.ts'
import { NarrowRegisters } from './narrow.ts'
import { COMPILED } from './operations.ts'
import { conditionOf, semanticsOf } from './record-names.ts'
import { type Region, type RegionInstruction, startOf } from './region.ts'
import { RegionNames, RegisterLocals } from './region-names.ts'

export interface RegionPlace {
  /** Address of the page. */
  readonly page: number
  /** Where its records are. */
  readonly records: number
  /** Index of the function in the table. */
  readonly func: number
}

/** A scope while it is emitted. */
interface Open {
  /** The block at its start, if branches can go back there. */
  readonly header: number
  /** It begins by going to the block whose number is in local 0. */
  readonly dispatches: boolean
  readonly again: Label
  /** Where each block of it is: at the end of a block of WebAssembly. */
  readonly labels: Map<number, Label>
  /** The blocks that are entered through a loop that dispatches. */
  readonly numbered: Set<number>
}

export class RegionTranslator {
  readonly #module: ModuleBuilder
  readonly #layout: HartLayout
  readonly #region: Region
  readonly #place: RegionPlace
  readonly #f = new FunctionEmitter(1)
  readonly #registers = new RegisterLocals(this.#f)
  readonly #names: RegionNames
  readonly #liveness: Liveness
  /** Where the program goes on. */
  readonly #target = this.#f.local('i64')
  readonly #fuel = this.#f.local('i32')
  /** Blocks by offset. */
  readonly #blocks: ReadonlyMap<number, number>
  /** What local 0 is for blocks that are entered by a dispatch: the region's entries first. */
  readonly #numbers = new Map<number, number>()
  readonly #scopes: Open[] = []
  readonly #exits = new Map<string, Label>()
  readonly #narrow = new NarrowRegisters()
  /** The block that is emitted, and that which comes after it if nothing jumps; -1 if none does. */
  #current = 0
  #following = -1
  /** Instructions that were emitted and that no fuel was taken for. */
  #unpaid = 0
  /** The loads and stores of the block that share a look into the TLB, and the looks of those that began. */
  #groups: ReadonlyMap<RegionInstruction, AccessGroup> = new Map()
  readonly #lookUps = new Map<AccessGroup, SharedLookUp>()

  constructor(module: ModuleBuilder, layout: HartLayout, region: Region, place: RegionPlace) {
    this.#module = module
    this.#layout = layout
    this.#region = region
    this.#place = place
    const access = memoryAccess(module, layout, (f) => this.#leaveIf(f), {
      place: () => this.#sharedPlace(),
      forget: (f) => this.#forgetLookUps(f),
    })
    this.#names = new RegionNames(this.#f, module, access, place.page, this.#registers)
    this.#blocks = new Map(region.blocks.map((block, number) => [startOf(block), number]))
    this.#liveness = liveness(region, region.hasCalls ? region.entries : [])
  }

  emit(): FunctionEmitter {
    const f = this.#f
    const { blocks, entries, hasCalls } = this.#region
    const root = structure(
      blocks.map(({ next }) => next),
      entries,
    )
    this.#number(root, true)
    const end = f.open(w.BLOCK)
    const sets = new Map(this.#liveness.written.map((set) => [String(set), set]))
    for (const key of sets.keys()) this.#exits.set(key, f.open(w.BLOCK))
    f.i32(0)
    f.memory(w.I32_LOAD, this.#layout.FUEL)
    f.set(this.#fuel)
    if (hasCalls || entries.length === 1) this.#load(entries)
    this.#scope(root, -1, hasCalls)
    f.op(w.UNREACHABLE)
    for (const set of [...sets.values()].toReversed()) {
      f.close()
      this.#store(set)
      f.br(end)
    }
    f.close()
    f.i32(0)
    f.get(this.#fuel)
    f.memory(w.I32_STORE, this.#layout.FUEL)
    f.get(this.#target)
    return f
  }

  /** Gives numbers to the blocks at which loops are entered that have several such. */
  #number({ items, entries }: Scope, isRoot = false): void {
    if (isRoot || entries.length > 1)
      for (const block of entries) if (!this.#numbers.has(block)) this.#numbers.set(block, this.#numbers.size)
    for (const item of items) if (typeof item !== 'number') this.#number(item)
  }

  // Registers.

  /** Loads what is needed at any of these blocks. */
  #load(blocks: readonly number[]): void {
    const f = this.#f
    const needed = blocks.reduce<Registers>((all, block) => union(all, this.#liveness.needed[block]), [0, 0])
    for (const register of registersIn(needed)) {
      f.i32(0)
      f.memory(w.I64_LOAD, this.#registerAt(register))
      f.set(this.#registers.of(register))
    }
  }

  #store(written: Registers): void {
    const f = this.#f
    for (const register of registersIn(written)) {
      f.i32(0)
      f.get(this.#registers.of(register))
      f.memory(w.I64_STORE, this.#registerAt(register))
    }
  }

  #registerAt(register: number): number {
    const { REGS, FREGS } = this.#layout
    return register < 32 ? REGS + 8 * register : FREGS + 8 * (register - 32)
  }

  // Loops and blocks.

  /** `following`: the block that comes after it if nothing jumps. */
  #scope({ items, entries }: Scope, following: number, isLoop: boolean): void {
    const f = this.#f
    const isRoot = this.#scopes.length === 0
    const again = isLoop ? f.open(w.LOOP) : 0
    const labels = new Map<number, Label>()
    const numbered = new Set<number>()
    const opened = items.map(() => 0)
    for (let i = items.length - 1; i >= 0; i--) opened[i] = f.open(w.BLOCK)
    items.forEach((item, i) => {
      if (typeof item === 'number') labels.set(item, opened[i])
      else
        for (const block of blocksIn(item)) {
          labels.set(block, opened[i])
          if (item.entries.length > 1) numbered.add(block)
        }
    })
    const dispatches = entries.length > 1
    const open = { header: isLoop && !isRoot ? entries[0] : -1, dispatches, again, labels, numbered }
    this.#scopes.push(open)
    if (dispatches) this.#dispatch(entries, labels, isRoot && !isLoop)
    items.forEach((item, i) => {
      f.close()
      const next = i + 1 < items.length ? firstOf(items[i + 1]) : following
      if (typeof item === 'number') this.#block(item, next)
      else this.#scope(item, next, true)
    })
    this.#scopes.pop()
    if (isLoop) f.close()
  }

  /** To the block whose number is in local 0. */
  #dispatch(entries: readonly number[], labels: ReadonlyMap<number, Label>, loads: boolean): void {
    const f = this.#f
    const table: Label[] = Array.from({ length: this.#numbers.size }, () => labels.get(entries[0]) ?? 0)
    const own = loads ? entries.map(() => f.open(w.BLOCK)).toReversed() : []
    entries.forEach((block, i) => {
      table[this.#numbers.get(block) ?? 0] = loads ? own[i] : (labels.get(block) ?? 0)
    })
    f.get(0)
    f.brTable(table, table[this.#numbers.get(entries[0]) ?? 0])
    if (!loads) return
    for (const block of entries) {
      f.close()
      this.#load([block])
      f.br(labels.get(block) ?? 0)
    }
  }

  #block(block: number, following: number): void {
    const f = this.#f
    const { instructions, next } = this.#region.blocks[block]
    const own = next.includes(block) ? f.open(w.LOOP) : undefined
    if (own !== undefined)
      this.#scopes.push({
        header: block,
        dispatches: false,
        again: own,
        labels: new Map(),
        numbered: new Set(),
      })
    this.#current = block
    this.#following = following
    this.#groups = accessGroups(instructions)
    this.#narrow.clear()
    for (const each of instructions) {
      this.#names.current = each
      this.#instruction(each)
      this.#endGroup(each)
    }
    const last = instructions[instructions.length - 1]
    if (last.instruction.flow === 'plain') {
      this.#pay()
      this.#goTo(last.offset + last.length)
    }
    if (own !== undefined) {
      this.#scopes.pop()
      f.close()
    }
  }

  #instruction(each: RegionInstruction): void {
    this.#unpaid++
    switch (each.instruction.flow) {
      case 'branch':
        this.#branch(each)
        break
      case 'jump':
        this.#jump(each)
        break
      case 'jump-register':
        this.#jumpRegister(each)
        break
      default:
        this.#plain(each)
    }
  }

  #plain(each: RegionInstruction): void {
    const f = this.#f
    const { instruction, rm } = each
    const { format } = instruction
    const semantics = this.#narrow.semanticsOf(each)
    if (rm === 7 && (format.endsWith('rm') || format === 'r4')) {
      f.i32(7)
      this.#module.callable('rounding')?.emit(f)
      f.set(this.#names.roundingMode)
      this.#checkFault()
    }
    emitBlock(f, this.#names, semanticsOf(semantics))
    if (!semantics.includes('atomic(')) return
    this.#forgetLookUps(f)
    this.#checkFault()
  }

  // Loads and stores that share a look into the TLB.

  #sharedPlace(): SharedPlace | undefined {
    const { current } = this.#names
    const group = this.#groups.get(current)
    if (group === undefined) return undefined
    const known = this.#lookUps.get(group)
    const lookUp = known ?? {
      span: group.span,
      isFound: this.#f.local('i32'),
      physical: this.#f.local('i32'),
    }
    this.#lookUps.set(group, lookUp)
    return { lookUp, distance: current.imm - group.start, isFirst: known === undefined }
  }

  #endGroup(each: RegionInstruction): void {
    const group = this.#groups.get(each)
    if (group === undefined || group.members.at(-1) !== each) return
    const lookUp = this.#lookUps.get(group)
    this.#lookUps.delete(group)
    if (lookUp === undefined) return
    this.#f.release('i32', lookUp.isFound)
    this.#f.release('i32', lookUp.physical)
  }

  /** The TLB may have changed: no page that was found in it is used any more. */
  #forgetLookUps(f: FunctionEmitter): void {
    for (const { isFound } of this.#lookUps.values()) {
      f.i32(0)
      f.set(isFound)
    }
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

  // Where control goes.

  /** If the value on the stack is not 0, the program stays at this instruction. */
  #leaveIf(f: FunctionEmitter): void {
    f.open(w.IF)
    this.#take(this.#unpaid)
    f.i64(this.#place.page + this.#names.current.offset + 1)
    f.set(this.#target)
    f.br(this.#exit)
    f.close()
  }

  /** The end of the function that stores what may have been written before. */
  get #exit(): Label {
    return this.#exits.get(String(this.#liveness.written[this.#current])) ?? 0
  }

  #leaveTo(offset: number): void {
    const f = this.#f
    f.i64(this.#place.page + offset)
    f.set(this.#target)
    f.br(this.#exit)
  }

  #link({ offset, length }: RegionInstruction): void {
    this.#f.i64(this.#place.page + offset + length)
    this.#names.variable('rd')?.set?.(this.#f)
  }

  #jump(each: RegionInstruction): void {
    const target = each.offset + each.imm
    const { called } = this.#region.blocks[this.#current]
    this.#pay()
    if (each.rd === 0) {
      this.#goTo(target)
      return
    }
    this.#link(each)
    if (called !== undefined) {
      this.#setNumber(called)
      this.#goBack(this.#scopes[0])
    }
    this.#leaveTo(target)
  }

  #branch(each: RegionInstruction): void {
    const f = this.#f
    const target = each.offset + each.imm
    const otherwise = each.offset + each.length
    this.#pay()
    emitValue(f, this.#names, conditionOf(each.instruction.semantics), 'i32')
    const block = this.#blocks.get(target)
    if (block !== undefined && block === this.#following) {
      f.op(w.I32_EQZ)
      this.#goIf(otherwise)
    } else {
      this.#goIf(target)
      this.#goTo(otherwise)
    }
  }

  /** To a place in the page if the value on the stack is not 0. */
  #goIf(offset: number): void {
    const f = this.#f
    const block = this.#blocks.get(offset)
    const scope = block === undefined ? undefined : this.#scopeOf(block)
    if (block !== undefined && scope !== undefined && scope.header !== block && !scope.numbered.has(block)) {
      f.brIf(scope.labels.get(block) ?? 0)
      return
    }
    f.open(w.IF)
    const following = this.#following
    this.#following = -1
    this.#goTo(offset)
    this.#following = following
    f.close()
  }

  /** To a place in the page, which comes next or ends what is emitted. */
  #goTo(offset: number): void {
    const f = this.#f
    const block = this.#blocks.get(offset)
    if (block === undefined) {
      this.#leaveTo(offset)
      return
    }
    if (block === this.#following) return
    const scope = this.#scopeOf(block)
    if (scope.header !== block) {
      if (scope.numbered.has(block)) this.#setNumber(block)
      f.br(scope.labels.get(block) ?? 0)
      return
    }
    if (scope.dispatches) this.#setNumber(block)
    this.#goBack(scope)
    this.#leaveTo(offset)
  }

  /** The innermost scope in which a branch can go to a block. */
  #scopeOf(block: number): Open {
    const scope = this.#scopes.findLast(({ header, labels }) => header === block || labels.has(block))
    if (scope === undefined) throw new Error('a branch out of its region')
    return scope
  }

  #setNumber(block: number): void {
    this.#f.i32(this.#numbers.get(block) ?? 0)
    this.#f.set(0)
  }

  /** To the start of a loop, if there is fuel. */
  #goBack({ again }: Open): void {
    const f = this.#f
    f.get(this.#fuel)
    f.i32(0)
    f.op(w.I32_GT_S)
    f.brIf(again)
  }

  #jumpRegister(each: RegionInstruction): void {
    const f = this.#f
    this.#pay()
    this.#names.variable('rs1')?.get(f)
    f.i64(each.imm)
    f.op(w.I64_ADD)
    f.i64(-2)
    f.op(w.I64_AND)
    f.set(this.#target)
    if (each.rd !== 0) this.#link(each)
    if (this.#region.hasCalls) this.#jumpWithin()
    f.br(this.#exit)
  }

  /** To the entry at `target`, if it is one of the region's: its record says so. */
  #jumpWithin(): void {
    const f = this.#f
    const { page, records, func } = this.#place
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
    // Operation, zeros, entry, function.
    f.i64((-1n << BigInt(32 + ENTRY_BITS)) | 0xffn)
    f.op(w.I64_AND)
    f.i64((BigInt(func) << BigInt(32 + ENTRY_BITS)) | BigInt(COMPILED))
    f.op(w.I64_NE)
    f.brIf(this.#exit)
    f.get(record)
    f.i64(32)
    f.op(w.I64_SHR_U, w.I32_WRAP_I64)
    f.i32((1 << ENTRY_BITS) - 1)
    f.op(w.I32_AND)
    f.set(0)
    f.release('i64', record)
    this.#goBack(this.#scopes[0])
  }
}

/** The block at which an item is entered by going straight on; -1 if its number has to be said. */
function firstOf(item: number | Scope): number {
  if (typeof item === 'number') return item
  return item.entries.length === 1 ? item.entries[0] : -1
}

/** All blocks at which an item is entered. */
function blocksIn({ entries }: Scope): readonly number[] {
  return entries
}
