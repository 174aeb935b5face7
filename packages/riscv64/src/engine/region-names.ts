// What names in the notation mean in a translated instruction: registers are locals, and operands constants.

import {
  type Callable,
  type FunctionEmitter,
  type ModuleBuilder,
  type Names,
  type Variable,
  w,
} from '@jvisor/wasm'
import type { RegionInstruction } from './region-instruction.ts'

/** The locals of registers: of integers, then of floating point; made when a register is first named. */
export class RegisterLocals {
  readonly #locals: (number | undefined)[] = []
  readonly #f: FunctionEmitter

  constructor(f: FunctionEmitter) {
    this.#f = f
  }

  of(register: number): number {
    let local = this.#locals[register]
    if (local === undefined) {
      local = this.#f.ownLocal('i64')
      this.#locals[register] = local
    }
    return local
  }
}

const FLOAT = 32
/** Operands that are registers: the number of the first in their file. */
export const FIELDS = { rd: 0, rs1: 0, rs2: 0, fd: FLOAT, fs1: FLOAT, fs2: FLOAT, fs3: FLOAT } as const
export type Field = keyof typeof FIELDS

/** The register that is an operand: its number, and 32 more if it is one of floating point. */
export function registerOf({ rd, rs1, rs2, rs3 }: RegionInstruction, field: Field): number {
  return { rd, rs1, rs2, fd: rd, fs1: rs1, fs2: rs2, fs3: rs3 }[field] + FIELDS[field]
}

export class RegionNames implements Names {
  /** The instruction that is emitted. */
  current!: RegionInstruction
  /** The local with the rounding mode, of instructions that take it from FRM. */
  readonly roundingMode: number
  readonly #module: ModuleBuilder
  readonly #access: ReadonlyMap<string, Callable>
  readonly #page: number
  readonly #variables: ReadonlyMap<string, Variable>

  constructor(
    f: FunctionEmitter,
    module: ModuleBuilder,
    access: ReadonlyMap<string, Callable>,
    page: number,
    registers: RegisterLocals,
  ) {
    this.#module = module
    this.#access = access
    this.#page = page
    this.roundingMode = f.local('i32')
    const constant = (value: () => number): Variable => ({ type: 'i64', get: (g) => g.i64(value()) })
    this.#variables = new Map<string, Variable>([
      ...(Object.keys(FIELDS) as Field[]).map((field): [string, Variable] => [
        field,
        this.#register(field, registers),
      ]),
      ['imm', constant(() => this.current.imm)],
      ['uimm', constant(() => this.current.rs1)],
      ['pc', constant(() => this.#page + this.current.offset)],
      [
        'rm',
        {
          type: 'i32',
          get: (g) => (this.current.rm === 7 ? g.get(this.roundingMode) : g.i32(this.current.rm)),
        },
      ],
    ])
  }

  #register(field: Field, registers: RegisterLocals): Variable {
    const number = () => registerOf(this.current, field)
    return {
      type: 'i64',
      get: (g) => {
        const register = number()
        if (register === 0) g.i64(0)
        else g.get(registers.of(register))
      },
      set: (g) => {
        const register = number()
        if (register === 0) g.op(w.DROP)
        else g.set(registers.of(register))
      },
    }
  }

  constant(name: string): number | bigint | undefined {
    return this.#module.constant(name)
  }

  variable(name: string): Variable | undefined {
    return this.#variables.get(name) ?? this.#module.variable(name)
  }

  callable(name: string): Callable | undefined {
    return this.#access.get(name) ?? this.#module.callable(name)
  }
}
