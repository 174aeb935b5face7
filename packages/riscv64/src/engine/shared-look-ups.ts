// SharedLookUps: the looks into the TLB that loads and stores of a block have in common, while the block is emitted, and
// those that are spared as long as a short loop stays in the same pages.

import type { FunctionEmitter } from '@jvisor/wasm'
import { type AccessGroup, accessGroups, accessOf } from './access-groups.ts'
import type { KeptPage, SharedLookUp, SharedPlace, Sharing } from './memory-access.ts'
import type { RegionInstruction } from './region-instruction.ts'

/** Pages that a loop keeps at most: each takes two registers of the host's. */
const MAX_KEPT = 4
/** Instructions of such a loop at most: longer ones, as SHA-256's rounds, need the registers themselves. */
const MAX_LOOP = 12

export class SharedLookUps implements Sharing {
  readonly #f: FunctionEmitter
  #groups: ReadonlyMap<RegionInstruction, AccessGroup> = new Map()
  /** Those of the groups that have begun and not ended. */
  readonly #lookUps = new Map<AccessGroup, SharedLookUp>()
  #current: RegionInstruction | undefined
  readonly #kept = new Map<RegionInstruction, KeptPage>()

  constructor(f: FunctionEmitter) {
    this.#f = f
  }

  /** A block begins. */
  begin(instructions: readonly RegionInstruction[]): void {
    this.#groups = accessGroups(instructions)
  }

  /** Emits a block that can go back to its start: its accesses keep the pages that they found. */
  keeping(instructions: readonly RegionInstruction[], emit: () => void): void {
    const groups = accessGroups(instructions)
    const alone = instructions.filter((each) => accessOf(each.instruction) !== undefined && !groups.has(each))
    if (alone.length <= MAX_KEPT && instructions.length <= MAX_LOOP)
      for (const each of alone)
        this.#kept.set(each, { page: this.#f.local('i64'), addend: this.#f.local('i32') })
    this.forget(this.#f)
    emit()
    for (const { page, addend } of this.#kept.values()) {
      this.#f.release('i64', page)
      this.#f.release('i32', addend)
    }
    this.#kept.clear()
  }

  /** Emits an instruction of the block. */
  during(each: RegionInstruction, emit: (each: RegionInstruction) => void): void {
    this.#current = each
    emit(each)
    const group = this.#groups.get(each)
    if (group === undefined || group.members.at(-1) !== each) return
    const lookUp = this.#lookUps.get(group)
    this.#lookUps.delete(group)
    if (lookUp === undefined) return
    this.#f.release('i32', lookUp.isFound)
    this.#f.release('i32', lookUp.physical)
  }

  place(): SharedPlace | undefined {
    const current = this.#current
    const group = current && this.#groups.get(current)
    if (current === undefined || group === undefined) return undefined
    const known = this.#lookUps.get(group)
    const lookUp = known ?? {
      span: group.span,
      isFound: this.#f.local('i32'),
      physical: this.#f.local('i32'),
    }
    this.#lookUps.set(group, lookUp)
    return { lookUp, distance: current.imm - group.start, isFirst: known === undefined }
  }

  kept(): KeptPage | undefined {
    return this.#current && this.#kept.get(this.#current)
  }

  forget(f: FunctionEmitter): void {
    for (const { page } of this.#kept.values()) {
      f.i64(-1)
      f.set(page)
    }
    for (const { isFound } of this.#lookUps.values()) {
      f.i32(0)
      f.set(isFound)
    }
  }
}
