// RegionJumps: the instructions that end a block, in a region's function.

import { PAGE_SIZE } from '@jvisor/abi'
import { emitValue, type FunctionEmitter, w } from '@jvisor/wasm'
import { CODE_TO_RECORD_SHIFT, ENTRY_BITS } from './layout.ts'
import { COMPILED } from './operations.ts'
import { conditionOf } from './record-names.ts'
import { endOf, type Region, type RegionBlock, type RegionInstruction } from './region.ts'
import type { RegionFrame } from './region-frame.ts'
import type { RegionNames } from './region-names.ts'
import type { RegionScopes } from './region-scopes.ts'

export interface RegionPlace {
  /** Address of the page. */
  readonly page: number
  /** Where its records are. */
  readonly records: number
  /** Index of the function in the table. */
  readonly func: number
}

export class RegionJumps {
  readonly #f: FunctionEmitter
  readonly #frame: RegionFrame
  readonly #scopes: RegionScopes
  readonly #names: RegionNames
  readonly #region: Region
  readonly #place: RegionPlace

  constructor(
    frame: RegionFrame,
    scopes: RegionScopes,
    names: RegionNames,
    region: Region,
    place: RegionPlace,
  ) {
    this.#f = frame.f
    this.#frame = frame
    this.#scopes = scopes
    this.#names = names
    this.#region = region
    this.#place = place
  }

  /** Goes on to the block after one whose last instruction is this, which does not jump. */
  goOn({ follower }: RegionBlock, last: RegionInstruction): void {
    this.#frame.pay()
    this.#goTo(follower, endOf(last))
  }

  jump({ target, called }: RegionBlock, each: RegionInstruction): void {
    const offset = each.offset + each.imm
    this.#frame.pay()
    if (each.rd === 0) {
      this.#goTo(target, offset)
      return
    }
    this.#link(each)
    if (called !== undefined) this.#scopes.enter(called)
    this.#frame.leaveTo(this.#place.page + offset)
  }

  branch({ target, follower }: RegionBlock, each: RegionInstruction): void {
    const offset = each.offset + each.imm
    this.#frame.pay()
    emitValue(this.#f, this.#names, conditionOf(each.instruction.semantics), 'i32')
    if (target !== undefined && this.#scopes.isNext(target)) {
      this.#f.op(w.I32_EQZ)
      this.#goIf(follower, endOf(each))
    } else {
      this.#goIf(target, offset)
      this.#goTo(follower, endOf(each))
    }
  }

  /** To a block if the value on the stack is not 0; if there is none, the region is left for its place in the page. */
  #goIf(block: number | undefined, offset: number): void {
    const address = this.#place.page + offset
    if (block !== undefined) {
      this.#scopes.goIf(block, address)
      return
    }
    this.#f.open(w.IF)
    this.#frame.leaveTo(address)
    this.#f.close()
  }

  #goTo(block: number | undefined, offset: number): void {
    const address = this.#place.page + offset
    if (block === undefined) this.#frame.leaveTo(address)
    else this.#scopes.goTo(block, address)
  }

  #link(each: RegionInstruction): void {
    this.#f.i64(this.#place.page + endOf(each))
    this.#names.variable('rd')?.set?.(this.#f)
  }

  jumpRegister(each: RegionInstruction): void {
    const f = this.#f
    const { target, exit } = this.#frame
    this.#frame.pay()
    this.#names.variable('rs1')?.get(f)
    f.i64(each.imm)
    f.op(w.I64_ADD)
    f.i64(-2)
    f.op(w.I64_AND)
    f.set(target)
    if (each.rd !== 0) this.#link(each)
    if (this.#region.hasCalls) this.#jumpWithin()
    f.br(exit)
  }

  /** To the entry at `target`, if it is one of the region's: its record says so. */
  #jumpWithin(): void {
    const f = this.#f
    const { page, records, func } = this.#place
    const { target, exit } = this.#frame
    f.get(target)
    f.i64(-PAGE_SIZE)
    f.op(w.I64_AND)
    f.i64(page)
    f.op(w.I64_NE)
    f.brIf(exit)
    const record = f.local('i64')
    f.get(target)
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
    f.brIf(exit)
    f.get(record)
    f.i64(32)
    f.op(w.I64_SHR_U, w.I32_WRAP_I64)
    f.i32((1 << ENTRY_BITS) - 1)
    f.op(w.I32_AND)
    f.set(0)
    f.release('i64', record)
    this.#scopes.enterNumbered()
  }
}
