// What names in the notation mean while a record is executed: its operands are where the record says.

import {
  type Block,
  type Expr,
  type FunctionEmitter,
  type ModuleBuilder,
  type Names,
  parseBlock,
  parseExpression,
  type Variable,
  w,
} from '@jvisor/wasm'
import type { HartLayout } from './layout.ts'
import { memoryAccess } from './memory-access.ts'

const blocks = new Map<string, Block>()

/** Semantics as they were parsed. */
export function semanticsOf(text: string): Block {
  let block = blocks.get(text)
  if (block === undefined) {
    block = parseBlock(text)
    blocks.set(text, block)
  }
  return block
}

const conditions = new Map<string, Expr>()

/** The condition of a branch as it was parsed. */
export function conditionOf(text: string): Expr {
  let condition = conditions.get(text)
  if (condition === undefined) {
    condition = parseExpression(text)
    conditions.set(text, condition)
  }
  return condition
}

/** The names of the notation while a record is executed that a local points to. */
export class RecordNames implements Names {
  readonly #module: ModuleBuilder
  readonly #variables: ReadonlyMap<string, Variable>
  readonly #access: ReturnType<typeof memoryAccess>

  constructor(
    module: ModuleBuilder,
    layout: HartLayout,
    record: number,
    leaveIf: (f: FunctionEmitter) => void,
    more: Record<string, Variable>,
  ) {
    this.#module = module
    this.#access = memoryAccess(module, layout, leaveIf)
    const number = (f: FunctionEmitter, at: number) => {
      f.get(record)
      f.memory(w.I32_LOAD8_U, at)
    }
    const register = (at: number, file: number): Variable => ({
      type: 'i64',
      get: (f) => {
        number(f, at)
        f.memory(w.I64_LOAD, file)
      },
      begin: (f) => number(f, at),
      set: (f) => f.memory(w.I64_STORE, file),
    })
    this.#variables = new Map<string, Variable>([
      ['rd', register(1, layout.REGS)],
      ['rs1', register(2, layout.REGS)],
      ['rs2', register(3, layout.REGS)],
      ['fd', register(1, layout.FREGS)],
      ['fs1', register(2, layout.FREGS)],
      ['fs2', register(3, layout.FREGS)],
      ['fs3', register(5, layout.FREGS)],
      [
        'imm',
        {
          type: 'i64',
          get: (f) => {
            f.get(record)
            f.memory(w.I64_LOAD32_S, 4)
          },
        },
      ],
      [
        'uimm',
        {
          type: 'i64',
          get: (f) => {
            number(f, 2)
            f.i32(3)
            f.op(w.I32_SHR_U, w.I64_EXTEND_I32_U)
          },
        },
      ],
      ...Object.entries(more),
    ])
  }

  constant(name: string): number | bigint | undefined {
    return this.#module.constant(name)
  }

  variable(name: string): Variable | undefined {
    return this.#variables.get(name) ?? this.#module.variable(name)
  }

  callable(name: string) {
    return this.#access.get(name) ?? this.#module.callable(name)
  }
}
