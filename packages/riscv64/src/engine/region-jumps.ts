// RegionJumps: the instructions that end a block, in a region's function.

import { PAGE_SIZE } from '@jvisor/abi'
import { emitValue, type FunctionEmitter, w } from '@jvisor/wasm'
import {
  CODE_TLB_SLOT_SHIFT,
  CODE_TLB_SLOTS,
  CODE_TO_RECORD_SHIFT,
  ENTRY_BITS,
  type HartLayout,
} from './layout.ts'
import { COMPILED } from './operations.ts'
import { conditionOf } from './record-names.ts'
import { pageOf, type Region, type RegionBlock, startOf } from './region.ts'
import type { RegionFrame } from './region-frame.ts'
import { endOf, type RegionInstruction } from './region-instruction.ts'
import type { RegionNames } from './region-names.ts'
import type { RegionScopes } from './region-scopes.ts'

export interface RegionPlace {
  /** Address of the page. */
  readonly page: number
  /** Where its records are. */
  readonly records: number
  /** Index of the function in the table. */
  readonly func: number
  /** What the code TLB says of another page that is the one that was translated. */
  version(page: number): number
}

export class RegionJumps {
  readonly #layout: HartLayout
  readonly #f: FunctionEmitter
  readonly #frame: RegionFrame
  readonly #scopes: RegionScopes
  readonly #names: RegionNames
  readonly #region: Region
  readonly #place: RegionPlace

  constructor(
    layout: HartLayout,
    frame: RegionFrame,
    scopes: RegionScopes,
    names: RegionNames,
    region: Region,
    place: RegionPlace,
  ) {
    this.#layout = layout
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
    this.#goTo(follower, endOf(last), last)
  }

  jump({ target, called }: RegionBlock, each: RegionInstruction): void {
    const offset = each.offset + each.imm
    this.#frame.pay()
    if (each.rd !== 0) this.#link(each)
    if (called !== undefined) this.#scopes.enter(called)
    this.#goTo(target, offset, each)
  }

  branch({ target, follower }: RegionBlock, each: RegionInstruction): void {
    const offset = each.offset + each.imm
    this.#frame.pay()
    emitValue(this.#f, this.#names, conditionOf(each.instruction.semantics), 'i32')
    if (target !== undefined && this.#scopes.isNext(target)) {
      this.#f.op(w.I32_EQZ)
      this.#goIf(follower, endOf(each), each)
      this.#goTo(target, offset, each)
    } else {
      this.#goIf(target, offset, each)
      this.#goTo(follower, endOf(each), each)
    }
  }

  /** To a block if the value on the stack is not 0; if there is none, the region is left for its place. */
  #goIf(block: number | undefined, offset: number, from: RegionInstruction): void {
    const address = this.#place.page + offset
    if (block !== undefined && !this.#entersPage(from, offset)) {
      this.#scopes.goIf(block, address)
      return
    }
    this.#f.open(w.IF)
    if (block === undefined) this.#frame.leaveTo(address)
    else {
      this.#checkPage(offset)
      this.#scopes.jumpTo(block, address)
    }
    this.#f.close()
  }

  #goTo(block: number | undefined, offset: number, from: RegionInstruction): void {
    const address = this.#place.page + offset
    if (block === undefined) {
      this.#frame.leaveTo(address)
      return
    }
    if (this.#entersPage(from, offset)) this.#checkPage(offset)
    this.#scopes.goTo(block, address)
  }

  /** The region is entered in its own page, and nothing changes what is mapped before it is left. */
  #entersPage(from: RegionInstruction, offset: number): boolean {
    const page = pageOf(offset)
    return page !== 0 && page !== pageOf(from.offset)
  }

  /** Leaves the region if another page is not, or may not be, what it was when it was translated. */
  #checkPage(offset: number): void {
    const f = this.#f
    const { page, version } = this.#place
    const index = page / PAGE_SIZE + pageOf(offset)
    f.i32(0)
    f.memory(w.I32_LOAD, this.#layout.CODE_TLB + ((index % CODE_TLB_SLOTS) << CODE_TLB_SLOT_SHIFT) + 12)
    f.i32(version(pageOf(offset)))
    f.op(w.I32_NE)
    f.hint(false)
    f.open(w.IF)
    this.#frame.leaveTo(page + offset)
    f.close()
  }

  #link(each: RegionInstruction): void {
    this.#f.i64(this.#place.page + endOf(each))
    this.#names.variable('rd')?.set?.(this.#f)
  }

  jumpRegister({ back }: RegionBlock, each: RegionInstruction): void {
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
    if (back !== undefined) this.#return(back)
    else if (this.#region.hasCalls) this.#jumpWithin()
    f.br(exit)
  }

  /** To the caller that the function is part of, if it is where `target` is. */
  #return(back: number): void {
    const f = this.#f
    const address = this.#place.page + startOf(this.#region.blocks[back])
    f.get(this.#frame.target)
    f.i64(address)
    f.op(w.I64_EQ)
    this.#scopes.goIf(back, address)
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
