// SharedLookUps: the looks into the TLB that loads and stores of a block have in common, while the block is emitted.

import type { FunctionEmitter } from '@jvisor/wasm'
import { type AccessGroup, accessGroups } from './access-groups.ts'
import type { SharedLookUp, SharedPlace, Sharing } from './memory-access.ts'
import type { RegionInstruction } from './region-instruction.ts'

export class SharedLookUps implements Sharing {
  readonly #f: FunctionEmitter
  #groups: ReadonlyMap<RegionInstruction, AccessGroup> = new Map()
  /** Those of the groups that have begun and not ended. */
  readonly #lookUps = new Map<AccessGroup, SharedLookUp>()
  #current: RegionInstruction | undefined

  constructor(f: FunctionEmitter) {
    this.#f = f
  }

  /** A block begins. */
  begin(instructions: readonly RegionInstruction[]): void {
    this.#groups = accessGroups(instructions)
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

  forget(f: FunctionEmitter): void {
    for (const { isFound } of this.#lookUps.values()) {
      f.i32(0)
      f.set(isFound)
    }
  }
}
