// The translator: a region of a program's code as a function of WebAssembly, whose locals are the program's registers.
//
//   region(entry): executes from an entry on, until the flow of control leaves the region.
//   @returns where the program goes on; or, with bit 0 set, the instruction that stopped it, and `fault` says why
//
// Fuel is taken once for each block. Registers that are needed are loaded at the entry. Where the region is left, those
// are stored that may have been written since: there is one end of the function for each set of registers.

import { emitBlock, type FunctionEmitter, type ModuleBuilder, w } from '@jvisor/wasm'
import { structure } from './control-flow.ts'
import type { HartLayout } from './layout.ts'
import { liveness } from './liveness.ts'
import { memoryAccess } from './memory-access.ts'
import { NarrowRegisters } from './narrow.ts'
import { semanticsOf } from './record-names.ts'
import type { Region, RegionBlock } from './region.ts'
import { RegionFrame } from './region-frame.ts'
import type { RegionInstruction } from './region-instruction.ts'
import { RegionJumps, type RegionPlace } from './region-jumps.ts'
import { RegionNames } from './region-names.ts'
import { RegionScopes } from './region-scopes.ts'
import { SharedLookUps } from './shared-look-ups.ts'

/** Instructions of a loop that is short. */
const SHORT_LOOP = 16

export class RegionTranslator {
  readonly #module: ModuleBuilder
  readonly #layout: HartLayout
  readonly #region: Region
  readonly #page: number
  readonly #frame: RegionFrame
  readonly #scopes: RegionScopes
  readonly #jumps: RegionJumps
  readonly #names: RegionNames
  readonly #lookUps: SharedLookUps
  readonly #narrow = new NarrowRegisters()

  constructor(module: ModuleBuilder, layout: HartLayout, region: Region, place: RegionPlace) {
    this.#module = module
    this.#layout = layout
    this.#region = region
    this.#page = place.page
    const frame = new RegionFrame(layout, liveness(region, region.hasCalls ? region.entries : []))
    this.#frame = frame
    this.#lookUps = new SharedLookUps(frame.f)
    const access = memoryAccess(module, layout, () => this.#stopIf(), this.#lookUps)
    this.#names = new RegionNames(frame.f, module, access, place.page, frame.registers)
    this.#scopes = new RegionScopes(frame, (block) => this.#block(block))
    this.#jumps = new RegionJumps(layout, frame, this.#scopes, this.#names, region, place)
  }

  emit(): FunctionEmitter {
    const { blocks, entries, hasCalls } = this.#region
    this.#frame.open()
    if (hasCalls || entries.length === 1) this.#frame.load(entries)
    const next = blocks.map((block) => block.next)
    this.#scopes.emit(structure(next, entries), hasCalls)
    this.#frame.close()
    return this.#frame.f
  }

  #block(number: number): void {
    const block = this.#region.blocks[number]
    this.#frame.block = number
    const emit = () => this.#instructions(block)
    if (!block.next.includes(number)) emit()
    else this.#scopes.repeating(number, block.instructions.length <= SHORT_LOOP, emit)
  }

  #instructions(block: RegionBlock): void {
    const { instructions } = block
    this.#lookUps.begin(instructions)
    this.#narrow.clear()
    for (const each of instructions) {
      this.#names.current = each
      this.#frame.unpaid++
      this.#lookUps.during(each, () => this.#instruction(block, each))
    }
    const last = instructions[instructions.length - 1]
    if (last.instruction.flow === 'plain') this.#jumps.goOn(block, last)
  }

  #instruction(block: RegionBlock, each: RegionInstruction): void {
    switch (each.instruction.flow) {
      case 'branch':
        this.#jumps.branch(block, each)
        break
      case 'jump':
        this.#jumps.jump(block, each)
        break
      case 'jump-register':
        this.#jumps.jumpRegister(block, each)
        break
      default:
        this.#plain(each)
    }
  }

  #plain(each: RegionInstruction): void {
    const { f } = this.#frame
    const { instruction, rm } = each
    const { format } = instruction
    const semantics = this.#narrow.semanticsOf(each)
    if (rm === 7 && (format.endsWith('rm') || format === 'r4')) this.#readRoundingMode()
    emitBlock(f, this.#names, semanticsOf(semantics))
    if (!semantics.includes('atomic(')) return
    this.#lookUps.forget(f)
    this.#checkFault()
  }

  /** FRM, which holds no mode if it is more than 4. */
  #readRoundingMode(): void {
    const { f } = this.#frame
    const { roundingMode } = this.#names
    f.i32(0)
    f.memory(w.I32_LOAD, this.#layout.FRM)
    f.tee(roundingMode)
    f.i32(4)
    f.op(w.I32_GT_S)
    this.#stopIf(() => {
      f.i32(2)
      this.#module.variable('fault')?.set?.(f)
    })
  }

  #checkFault(): void {
    this.#module.variable('fault')?.get(this.#frame.f)
    this.#stopIf()
  }

  /** If the value on the stack is not 0, the program stays at this instruction. */
  #stopIf(before?: () => void): void {
    this.#frame.stopIf(this.#page + this.#names.current.offset, before)
  }
}
