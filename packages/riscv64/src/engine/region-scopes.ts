// RegionScopes: how a region's function goes from block to block.
//
// Blocks stand in loops as structure() has ordered them. A branch forward leaves as many blocks of WebAssembly as lie
// before its target; a branch back goes to the start of a loop, if there is fuel left. A loop that is entered at several
// blocks begins by going to the one whose number is in local 0, as the function does.

import { type FunctionEmitter, type Label, w } from '@jvisor/wasm'
import type { Scope } from './control-flow.ts'
import type { RegionFrame } from './region-frame.ts'

/** A scope while it is emitted. */
interface Open {
  /** The block at its start, if branches can go back there. */
  readonly header: number
  /** Going back to it is going on to its second copy. */
  readonly goesOn: boolean
  /** It begins by going to the block whose number is in local 0. */
  readonly dispatches: boolean
  readonly again: Label
  /** Where each block of it is: at the end of a block of WebAssembly. */
  readonly labels: ReadonlyMap<number, Label>
  /** The blocks that are entered through a loop that dispatches. */
  readonly numbered: ReadonlySet<number>
}

const NOTHING = { labels: new Map<number, Label>(), numbered: new Set<number>() }

export class RegionScopes {
  readonly #f: FunctionEmitter
  readonly #frame: RegionFrame
  /** Emits a block. */
  readonly #emit: (block: number) => void
  /** What local 0 is for blocks that are entered by a dispatch: the region's entries first. */
  readonly #numbers = new Map<number, number>()
  readonly #scopes: Open[] = []
  /** The block that comes after what is emitted if nothing jumps; -1 if none does. */
  #following = -1

  constructor(frame: RegionFrame, emit: (block: number) => void) {
    this.#f = frame.f
    this.#frame = frame
    this.#emit = emit
  }

  /** Emits the whole region; in a loop of its own if calls are to go back to its start. */
  emit(root: Scope, isLoop: boolean): void {
    this.#number(root, true)
    this.#scope(root, -1, isLoop)
  }

  /** Gives numbers to the blocks at which loops are entered that have several such. */
  #number({ items, entries }: Scope, isRoot = false): void {
    if (isRoot || entries.length > 1)
      for (const block of entries) if (!this.#numbers.has(block)) this.#numbers.set(block, this.#numbers.size)
    for (const item of items) if (typeof item !== 'number') this.#number(item)
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
        for (const block of item.entries) {
          labels.set(block, opened[i])
          if (item.entries.length > 1) numbered.add(block)
        }
    })
    const dispatches = entries.length > 1
    const header = isLoop && !isRoot ? entries[0] : -1
    this.#scopes.push({ header, goesOn: false, dispatches, again, labels, numbered })
    if (dispatches) this.#dispatch(entries, labels, isRoot && !isLoop)
    items.forEach((item, i) => {
      f.close()
      const next = i + 1 < items.length ? firstOf(items[i + 1]) : following
      if (typeof item !== 'number') this.#scope(item, next, true)
      else {
        this.#following = next
        this.#emit(item)
      }
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
      this.#frame.load([block])
      f.br(labels.get(block) ?? 0)
    }
  }

  /**
   * Emits what can go back to the start of its block. A short one stands there twice, so that the compiler's own check of
   * each round, and that of the fuel, are made in every second.
   */
  repeating(block: number, isShort: boolean, emit: () => void): void {
    const f = this.#f
    const copy = (again: Label, goesOn: boolean, following: number) => {
      this.#following = following
      this.#scopes.push({ header: block, goesOn, dispatches: false, again, ...NOTHING })
      emit()
      this.#scopes.pop()
      f.close()
    }
    const following = this.#following
    const again = f.open(w.LOOP)
    if (isShort) copy(f.open(w.BLOCK), true, -1)
    copy(again, false, following)
  }

  // Branches.

  /** Whether nothing has to be emitted to go to a block. */
  isNext(block: number): boolean {
    return block === this.#following
  }

  /** To a block if the value on the stack is not 0. */
  goIf(block: number, address: number): void {
    const f = this.#f
    const { header, goesOn, again, numbered, labels } = this.#scopeOf(block)
    if (goesOn || (header !== block && !numbered.has(block))) {
      f.brIf(goesOn ? again : (labels.get(block) ?? 0))
      return
    }
    f.open(w.IF)
    this.jumpTo(block, address)
    f.close()
  }

  /** To a block, which comes next or ends what is emitted. `address`: its own, where the program is if there is no fuel. */
  goTo(block: number, address: number): void {
    if (!this.isNext(block)) this.jumpTo(block, address)
  }

  /** To a block, which ends what is emitted. */
  jumpTo(block: number, address: number): void {
    const scope = this.#scopeOf(block)
    const { header, goesOn, dispatches, again, numbered, labels } = scope
    if (header !== block || goesOn) {
      if (numbered.has(block)) this.#setNumber(block)
      this.#f.br(goesOn ? again : (labels.get(block) ?? 0))
      return
    }
    if (dispatches) this.#setNumber(block)
    this.#goBack(scope)
    this.#frame.leaveTo(address)
  }

  /** To the start of the region, and on to the entry that this block is; or nowhere if there is no fuel. */
  enter(block: number): void {
    this.#setNumber(block)
    this.enterNumbered()
  }

  /** To the start of the region, and on to the entry whose number is in local 0; or nowhere if there is no fuel. */
  enterNumbered(): void {
    this.#goBack(this.#scopes[0])
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
    this.#frame.hasFuel()
    this.#f.hint(true)
    this.#f.brIf(again)
  }
}

/** The block at which an item is entered by going straight on; -1 if its number has to be said. */
function firstOf(item: number | Scope): number {
  if (typeof item === 'number') return item
  return item.entries.length === 1 ? item.entries[0] : -1
}
