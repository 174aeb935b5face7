// FunctionEmitter: the body of one function of WebAssembly as it is written: its locals, and how deep in blocks it is.

import type { Type } from './types.ts'
import * as w from './types.ts'
import { WasmWriter } from './writer.ts'

/** A block that can be branched out of (or to its start, for a loop). */
export type Label = number

export class FunctionEmitter {
  readonly code = new WasmWriter()
  readonly #params: number
  readonly #locals: Type[] = []
  readonly #free: Record<Type, number[]> = { i32: [], i64: [], f32: [], f64: [] }
  /** Where instructions are that a hint is for, and what it says. */
  readonly #hints: { at: number; readonly likely: boolean }[] = []
  #depth = 0

  constructor(params: number) {
    this.#params = params
  }

  // Locals.

  /** A local whose value is undefined. */
  local(type: Type): number {
    return this.#free[type].pop() ?? this.ownLocal(type)
  }

  /** A local that was not used for anything else: one whose value outlives what is emitted around it. */
  ownLocal(type: Type): number {
    return this.#params + this.#locals.push(type) - 1
  }

  /** A local may be used for something else from here on. */
  release(type: Type, local: number): void {
    this.#free[type].push(local)
  }

  get(local: number): void {
    this.code.byte(w.LOCAL_GET)
    this.code.u32(local)
  }

  set(local: number): void {
    this.code.byte(w.LOCAL_SET)
    this.code.u32(local)
  }

  tee(local: number): void {
    this.code.byte(w.LOCAL_TEE)
    this.code.u32(local)
  }

  // Instructions.

  op(...opcodes: readonly number[]): void {
    for (const opcode of opcodes) this.code.byte(opcode)
  }

  i32(value: number): void {
    this.code.byte(w.I32_CONST)
    this.code.s32(value)
  }

  i64(value: number | bigint): void {
    this.code.byte(w.I64_CONST)
    this.code.s64(value)
  }

  /** A load or a store, `offset` bytes beyond the address on the stack; nothing is assumed of its alignment. */
  memory(opcode: number, offset = 0): void {
    this.code.byte(opcode)
    this.code.byte(0)
    this.code.u32(offset)
  }

  /** A load or a store of 16 bytes, likewise. */
  vector(opcode: number, offset: number): void {
    this.code.byte(w.VECTOR)
    this.code.byte(opcode)
    this.code.byte(0)
    this.code.u32(offset)
  }

  call(func: number): void {
    this.code.byte(w.CALL)
    this.code.u32(func)
  }

  globalGet(global: number): void {
    this.code.byte(w.GLOBAL_GET)
    this.code.u32(global)
  }

  globalSet(global: number): void {
    this.code.byte(w.GLOBAL_SET)
    this.code.u32(global)
  }

  /** Calls the function of the table whose index is on the stack, above its argument; both are i32, the result is an i64. */
  callIndirect(): void {
    this.code.bytes([w.CALL_INDIRECT, 0, 0])
  }

  /** A place that {@link insert} can name. */
  mark(): number {
    return this.code.length
  }

  /** Emits at a place before what was emitted since. Precondition: no block was open there. */
  insert(mark: number, emit: () => void): void {
    const rest = this.code.cut(mark)
    const moved = this.#hints.filter(({ at }) => at >= mark)
    emit()
    const distance = this.code.length - mark
    for (const hint of moved) hint.at += distance
    this.#hints.sort((a, b) => a.at - b.at)
    this.code.bytes(rest)
  }

  /** The next instruction, w.IF or brIf(), finds its condition true almost always, or almost never. */
  hint(likely: boolean): void {
    this.#hints.push({ at: this.code.length, likely })
  }

  // Blocks.

  /** Opens a block (w.BLOCK, w.LOOP, w.IF). @returns what a branch out of it names */
  open(opcode: number, result: number = w.VOID): Label {
    this.code.byte(opcode)
    this.code.byte(result)
    return this.#depth++
  }

  otherwise(): void {
    this.code.byte(w.ELSE)
  }

  close(): void {
    this.code.byte(w.END)
    this.#depth--
  }

  br(label: Label): void {
    this.code.byte(w.BR)
    this.code.u32(this.#depth - 1 - label)
  }

  brIf(label: Label): void {
    this.code.byte(w.BR_IF)
    this.code.u32(this.#depth - 1 - label)
  }

  brTable(labels: readonly Label[], otherwise: Label): void {
    this.code.byte(w.BR_TABLE)
    this.code.u32(labels.length)
    for (const label of labels) this.code.u32(this.#depth - 1 - label)
    this.code.u32(this.#depth - 1 - otherwise)
  }

  /** Writes size, locals and code. Precondition: every block is closed. */
  finish(into: WasmWriter): void {
    const body = this.#declarations()
    body.bytes(this.code.written)
    body.byte(w.END)
    into.sized(body)
  }

  #declarations(): WasmWriter {
    const declarations = new WasmWriter()
    declarations.u32(this.#locals.length)
    for (const type of this.#locals) {
      declarations.u32(1)
      declarations.byte(w.TYPE_CODE[type])
    }
    return declarations
  }

  /** Whether {@link hint} was called. */
  get isHinted(): boolean {
    return this.#hints.length > 0
  }

  /** Writes the hints, as the section metadata.code.branch_hint has those of a function. */
  finishHints(into: WasmWriter): void {
    const start = this.#declarations().length
    into.u32(this.#hints.length)
    for (const { at, likely } of this.#hints) {
      into.u32(start + at)
      into.u32(1)
      into.byte(likely ? 1 : 0)
    }
  }
}
