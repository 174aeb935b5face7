// How generated code reaches the program's memory: through the TLB, inline; on a miss by memory-functions.ts.

import { PAGE_SIZE } from '@jvisor/abi'
import { type Callable, type FunctionEmitter, type ModuleBuilder, w } from '@jvisor/wasm'
import type { HartLayout } from './layout.ts'
import { MEMORY_CONSTANTS } from './memory-functions.ts'

const READ_TAG = 0
const WRITE_TAG = 8
const ADDEND = 16

export interface Access {
  readonly name: string
  readonly size: number
  readonly isStore: boolean
  readonly opcode: number
  /** What makes of the slow path's value that of the instruction. */
  readonly extend: number | undefined
}

const load = (name: string, size: number, opcode: number, extend?: number): Access => ({
  name,
  size,
  isStore: false,
  opcode,
  extend,
})
const store = (name: string, size: number, opcode: number): Access => ({
  name,
  size,
  isStore: true,
  opcode,
  extend: undefined,
})

/** By name. */
export const ACCESSES: ReadonlyMap<string, Access> = new Map(
  [
    load('lb', 1, 0x30, 0xc2),
    load('lh', 2, 0x32, 0xc3),
    load('lw', 4, 0x34, 0xc4),
    load('ld', 8, 0x29),
    load('lbu', 1, 0x31),
    load('lhu', 2, 0x33),
    load('lwu', 4, 0x35),
    store('sb', 1, 0x3c),
    store('sh', 2, 0x3d),
    store('sw', 4, 0x3e),
    store('sd', 8, 0x37),
  ].map((access) => [access.name, access]),
)

/** What accesses that are near to each other have in common: one look into the TLB. */
export interface SharedLookUp {
  /** Bytes from the first to the end of the last. */
  readonly span: number
  /** A local: whether the TLB has the page of all; and where the first is, if so. */
  readonly isFound: number
  readonly physical: number
}

/** Where an access is among those with which it shares. */
export interface SharedPlace {
  readonly lookUp: SharedLookUp
  /** Bytes from the first; by address. */
  readonly distance: number
  /** It is executed before the others. */
  readonly isFirst: boolean
}

export interface Sharing {
  /** Of the access that is emitted; undefined if it shares with none. */
  place(): SharedPlace | undefined
  /** Emits what forgets the pages that were looked up: the TLB may have changed. */
  forget(f: FunctionEmitter): void
}

const NO_SHARING: Sharing = { place: () => undefined, forget() {} }

/**
 * lb(a) to sd(a, v). `leaveIf` emits what leaves the function if the value on the stack is not 0: after a fault.
 * Precondition: the module has MEMORY_FUNCTIONS.
 */
export function memoryAccess(
  module: ModuleBuilder,
  layout: HartLayout,
  leaveIf: (f: FunctionEmitter) => void,
  sharing = NO_SHARING,
): ReadonlyMap<string, Callable> {
  const emitter = new AccessEmitter(module, layout, leaveIf, sharing)
  return new Map(
    [...ACCESSES].map(([name, access]): [string, Callable] => [
      name,
      access.isStore
        ? { params: ['i64', 'i64'], result: undefined, emit: (f) => emitter.store(f, access) }
        : { params: ['i64'], result: 'i64', emit: (f) => emitter.load(f, access) },
    ]),
  )
}

/** The two ways of an access: when it is known where it is in the memory, and when it is not. */
interface Ways {
  fast(physical: () => void, offset: number): void
  slow(): void
}

class AccessEmitter {
  readonly #module: ModuleBuilder
  readonly #layout: HartLayout
  readonly #leaveIf: (f: FunctionEmitter) => void
  readonly #sharing: Sharing

  constructor(
    module: ModuleBuilder,
    layout: HartLayout,
    leaveIf: (f: FunctionEmitter) => void,
    sharing: Sharing,
  ) {
    this.#module = module
    this.#layout = layout
    this.#leaveIf = leaveIf
    this.#sharing = sharing
  }

  load(f: FunctionEmitter, { size, opcode, extend }: Access): void {
    const at = f.local('i64')
    f.set(at)
    this.#emit(f, at, size, READ_TAG, w.TYPE_CODE.i64, {
      fast: (physical, offset) => {
        physical()
        f.memory(opcode, offset)
      },
      slow: () => {
        f.get(at)
        f.i32(size)
        this.#call(f, 'slow_load')
        if (extend !== undefined) f.op(extend)
        this.#check(f)
      },
    })
    f.release('i64', at)
  }

  store(f: FunctionEmitter, { size, opcode }: Access): void {
    const at = f.local('i64')
    const value = f.local('i64')
    f.set(value)
    f.set(at)
    this.#emit(f, at, size, WRITE_TAG, w.VOID, {
      fast: (physical, offset) => {
        physical()
        f.get(value)
        f.memory(opcode, offset)
      },
      slow: () => {
        f.get(at)
        f.i32(size)
        f.get(value)
        this.#call(f, 'slow_store')
        this.#check(f)
      },
    })
    f.release('i64', value)
    f.release('i64', at)
  }

  /** Emits the fast way, for when the TLB has the page, and the slow one. */
  #emit(f: FunctionEmitter, at: number, size: number, tag: number, result: number, ways: Ways): void {
    const shared = this.#sharing.place()
    const slot = f.local('i32')
    if (shared !== undefined) {
      const { lookUp, distance, isFirst } = shared
      if (isFirst) this.#lookUpShared(f, at, tag, shared)
      f.get(lookUp.isFound)
      f.hint(true)
      f.open(w.IF, result)
      ways.fast(() => f.get(lookUp.physical), distance)
      f.otherwise()
      ways.slow()
      f.close()
    } else {
      this.#lookUp(f, at, slot, size, tag)
      f.hint(true)
      f.open(w.IF, result)
      ways.fast(() => this.#physical(f, at, slot), 0)
      f.otherwise()
      ways.slow()
      f.close()
    }
    f.release('i32', slot)
  }

  #lookUpShared(f: FunctionEmitter, at: number, tag: number, { lookUp, distance }: SharedPlace): void {
    const start = f.local('i64')
    const slot = f.local('i32')
    f.get(at)
    f.i64(distance)
    f.op(w.I64_SUB)
    f.set(start)
    this.#lookUp(f, start, slot, lookUp.span, tag)
    f.set(lookUp.isFound)
    this.#physical(f, start, slot)
    f.set(lookUp.physical)
    f.release('i32', slot)
    f.release('i64', start)
  }

  /** Whether the TLB has the page of [at, at + size). The comparison with the last byte's page tells what leaves it. */
  #lookUp(f: FunctionEmitter, at: number, slot: number, size: number, tag: number): void {
    this.#slot(f, at)
    f.tee(slot)
    f.memory(w.I64_LOAD, this.#layout.TLB + tag)
    this.#pageOfLast(f, at, size)
    f.op(w.I64_EQ)
  }

  #slot(f: FunctionEmitter, at: number): void {
    f.get(at)
    f.i64(MEMORY_CONSTANTS.TLB_SHIFT)
    f.op(w.I64_SHR_U, w.I32_WRAP_I64)
    f.i32(MEMORY_CONSTANTS.TLB_MASK)
    f.op(w.I32_AND)
  }

  #pageOfLast(f: FunctionEmitter, at: number, size: number): void {
    f.get(at)
    if (size > 1) {
      f.i64(size - 1)
      f.op(w.I64_ADD)
    }
    f.i64(-PAGE_SIZE)
    f.op(w.I64_AND)
  }

  #physical(f: FunctionEmitter, at: number, slot: number): void {
    f.get(at)
    f.op(w.I32_WRAP_I64)
    f.get(slot)
    f.memory(w.I32_LOAD, this.#layout.TLB + ADDEND)
    f.op(w.I32_ADD)
  }

  #call(f: FunctionEmitter, name: string): void {
    this.#module.callable(name)?.emit(f)
  }

  #check(f: FunctionEmitter): void {
    this.#sharing.forget(f)
    this.#module.variable('fault')?.get(f)
    this.#leaveIf(f)
  }
}
