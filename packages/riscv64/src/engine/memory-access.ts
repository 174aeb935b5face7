// How generated code reaches the program's memory: through the TLB, inline; on a miss through functions of the module,
// which walk the address space's page table (mm/page-table.ts) themselves and ask the memory manager if that does not
// settle it.

import { PAGE_SIZE } from '@jvisor/abi'
import { type Callable, type FunctionEmitter, type ModuleBuilder, w } from '@jvisor/wasm'
import { type HartLayout, TLB_SLOT_SHIFT, TLB_SLOTS } from './layout.ts'

const READ_TAG = 0
const WRITE_TAG = 8
const ADDEND = 16

/** Constants that {@link MEMORY_FUNCTIONS} use, besides those of the layout. */
export const MEMORY_CONSTANTS = {
  READ: 1,
  WRITE: 2,
  MISALIGNED: 0x100,
  TLB_MASK: (TLB_SLOTS - 1) << TLB_SLOT_SHIFT,
  TLB_SHIFT: 12 - TLB_SLOT_SHIFT,
} as const

/**
 * The slow ways. `fault` is 0, 1 after an access that is not allowed, 2 after an instruction that is not. resolve is
 * the host's: it faults a page in, and gives an entry that allows the access, or 0.
 */
export const MEMORY_FUNCTIONS = `
var fault: i32

// The entry of the page table for an address, or 0.
fn walk(a: i64): i32 {
  let height = load32(HEIGHT)
  let index = a >>> 12
  if (height == 0 || index >>> (height * 10) != 0) { return 0 }
  let node = load32(ROOT)
  while (height > 1) {
    height = height - 1
    node = load32((node << 12) + ((i32(index >>> (height * 10)) & 1023) << 2))
    if (node == 0) { return 0 }
  }
  return load32((node << 12) + ((i32(index) & 1023) << 2))
}

// Where in the memory an address is, for an access that does not leave its page. Fills the TLB.
fn translate(a: i64, access: i32): i32 {
  let page = a & ~4095L
  let slot = TLB + (i32(a >>> TLB_SHIFT) & TLB_MASK)
  if (load64(access == READ ? slot : slot + 8) == page) { return load32(slot + 16) + i32(a) }
  let entry = 0
  let owned = load32(OWNED)
  if (access == READ || owned) { entry = walk(a) }
  if ((entry & access) == 0) {
    entry = resolve(i32(a), i32(a >>> 32), access)
    if (entry == 0) {
      fault = 1
      store64(FAULT_ADDR, a)
      return 0
    }
    owned = 1
  }
  store64(slot, (entry & READ) ? page : -1L)
  store64(slot + 8, (entry & WRITE) && owned ? page : -1L)
  store32(slot + 16, (entry & ~4095) - i32(page))
  return (entry & ~4095) | (i32(a) & 4095)
}

fn slow_load(a: i64, size: i32): i64 {
  if ((i32(a) & 4095) + size <=u 4096) {
    let p = translate(a, READ)
    if (fault) { return 0L }
    if (size == 1) { return load8(p) }
    if (size == 2) { return load16(p) }
    if (size == 4) { return u64(load32(p)) }
    return load64(p)
  }
  translate(a, READ)
  let value = 0L
  while (size && fault == 0) {
    size = size - 1
    let p = translate(a + u64(size), READ)
    if (fault == 0) { value = (value << 8) | load8(p) }
  }
  if (fault) { page_start() }
  return value
}

fn slow_store(a: i64, size: i32, value: i64) {
  if ((i32(a) & 4095) + size <=u 4096) {
    let p = translate(a, WRITE)
    if (fault) { return }
    if (size == 1) { store8(p, value) }
    if (size == 2) { store16(p, value) }
    if (size == 4) { store32(p, i32(value)) }
    if (size == 8) { store64(p, value) }
    return
  }
  translate(a, WRITE)
  if (fault) { return }
  translate(a + u64(size - 1), WRITE)
  if (fault) {
    page_start()
    return
  }
  while (size) {
    store8(translate(a, WRITE), value)
    value = value >>> 8
    a = a + 1
    size = size - 1
  }
}

// The second page of an access is what faulted: it did where that page begins.
fn page_start() {
  let at = load64(FAULT_ADDR)
  if ((at & 4095) < 8) { store64(FAULT_ADDR, at & ~4095L) }
}

// Where an atomic access goes.
fn atomic(a: i64, size: i32, access: i32): i32 {
  if (i32(a) & (size - 1)) {
    fault = 3
    store64(FAULT_ADDR, a)
    return 0
  }
  return translate(a, access)
}
`

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
  /** Emits what makes `isFound` false for those that were looked up: the TLB may have changed. */
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
    this.#found(f, at, size, READ_TAG, w.TYPE_CODE.i64, (physical, offset) => {
      physical()
      f.memory(opcode, offset)
    })
    f.get(at)
    f.i32(size)
    this.#call(f, 'slow_load')
    if (extend !== undefined) f.op(extend)
    this.#check(f)
    f.close()
    f.release('i64', at)
  }

  store(f: FunctionEmitter, { size, opcode }: Access): void {
    const at = f.local('i64')
    const value = f.local('i64')
    f.set(value)
    f.set(at)
    this.#found(f, at, size, WRITE_TAG, w.VOID, (physical, offset) => {
      physical()
      f.get(value)
      f.memory(opcode, offset)
    })
    f.get(at)
    f.i32(size)
    f.get(value)
    this.#call(f, 'slow_store')
    this.#check(f)
    f.close()
    f.release('i64', value)
    f.release('i64', at)
  }

  /** Emits `access`, for when the TLB has the page, and opens what is executed otherwise. */
  #found(
    f: FunctionEmitter,
    at: number,
    size: number,
    tag: number,
    result: number,
    access: (physical: () => void, offset: number) => void,
  ): void {
    const shared = this.#sharing.place()
    if (shared !== undefined) {
      const { lookUp, distance, isFirst } = shared
      if (isFirst) this.#lookUpShared(f, at, tag, shared)
      f.get(lookUp.isFound)
      f.open(w.IF, result)
      access(() => f.get(lookUp.physical), distance)
      f.otherwise()
      return
    }
    const slot = f.local('i32')
    this.#lookUp(f, at, slot, size, tag)
    f.open(w.IF, result)
    access(() => this.#physical(f, at, slot), 0)
    f.otherwise()
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
    f.get(at)
    f.i64(MEMORY_CONSTANTS.TLB_SHIFT)
    f.op(w.I64_SHR_U, w.I32_WRAP_I64)
    f.i32(MEMORY_CONSTANTS.TLB_MASK)
    f.op(w.I32_AND)
    f.tee(slot)
    f.memory(w.I64_LOAD, this.#layout.TLB + tag)
    f.get(at)
    if (size > 1) {
      f.i64(size - 1)
      f.op(w.I64_ADD)
    }
    f.i64(-PAGE_SIZE)
    f.op(w.I64_AND, w.I64_EQ)
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
