// Emits what parse.ts has parsed: checks types, gives variables locals, and asks its surroundings for everything else.

import type { FunctionEmitter, Label } from './function-emitter.ts'
import type { Block, Expr, Statement } from './parse.ts'
import type { Type } from './types.ts'
import * as w from './types.ts'

/** Something that has a value: a register of the guest, a global. */
export interface Variable {
  readonly type: Type
  get(f: FunctionEmitter): void
  /** Comes before the new value is put onto the stack. */
  begin?(f: FunctionEmitter): void
  /** Takes the new value from the stack. */
  set?(f: FunctionEmitter): void
}

/** Something that can be called; its arguments are on the stack. */
export interface Callable {
  readonly params: readonly Type[]
  readonly result: Type | undefined
  emit(f: FunctionEmitter): void
}

/** What names mean around an expression. */
export interface Names {
  constant(name: string): number | bigint | undefined
  variable(name: string): Variable | undefined
  callable(name: string): Callable | undefined
}

/** Emits statements. */
export function emitBlock(f: FunctionEmitter, names: Names, block: Block): void {
  new BlockEmitter(f, names, undefined).emitScope(block)
}

/** Emits an expression that leaves a value of this type. */
export function emitValue(f: FunctionEmitter, names: Names, e: Expr, type: Type): void {
  new BlockEmitter(f, names, undefined).value(e, type)
}

/** Emits the body of a function with these parameters. */
export function emitBody(
  f: FunctionEmitter,
  names: Names,
  params: readonly { readonly name: string; readonly type: Type }[],
  result: Type | undefined,
  body: Block,
): void {
  const emitter = new BlockEmitter(f, names, result)
  params.forEach(({ name, type }, local) => {
    emitter.declare(name, type, local)
  })
  emitter.emit(body)
}

/** Emits the body of a function where it is called: its arguments are on the stack, and are values of these types. */
export function emitInline(
  f: FunctionEmitter,
  names: Names,
  params: readonly { readonly name: string; readonly type: Type }[],
  result: Type | undefined,
  body: Block,
): void {
  const locals = params.map(({ type }) => f.local(type))
  for (const local of locals.toReversed()) f.set(local)
  const end = f.open(w.BLOCK, result === undefined ? w.VOID : w.TYPE_CODE[result])
  const emitter = new BlockEmitter(f, names, result, end)
  params.forEach(({ name, type }, i) => {
    emitter.declare(name, type, locals[i])
  })
  emitter.emitScope(body)
  if (result !== undefined) f.op(w.UNREACHABLE)
  f.close()
}

interface Local {
  readonly type: Type
  readonly local: number
}

const SHIFTS = new Set(['<<', '>>', '>>>'])
const COMPARISONS = new Set(['==', '!=', '<', '<u', '>', '>u', '<=', '<=u', '>=', '>=u'])
const LOGICAL = new Set(['&&', '||'])

class BlockEmitter {
  readonly #f: FunctionEmitter
  readonly #names: Names
  readonly #result: Type | undefined
  /** Where `return` goes; undefined if it leaves the function. */
  readonly #end: Label | undefined
  readonly #locals = new Map<string, Local>()

  constructor(f: FunctionEmitter, names: Names, result: Type | undefined, end?: Label) {
    this.#f = f
    this.#names = names
    this.#result = result
    this.#end = end
  }

  declare(name: string, type: Type, local: number): void {
    this.#locals.set(name, { type, local })
  }

  /** Statements whose variables end with them. */
  emitScope(block: Block): void {
    this.emit(block)
    for (const { type, local } of this.#locals.values()) this.#f.release(type, local)
    this.#locals.clear()
  }

  emit(block: Block): void {
    for (const statement of block) this.#statement(statement)
  }

  #statement(s: Statement): void {
    const f = this.#f
    switch (s.kind) {
      case 'let':
        this.#let(s.name, s.value)
        break
      case 'set':
        this.#set(s.name, s.value)
        break
      case 'do':
        this.#call(s.value)
        break
      case 'if':
        this.value(s.c, 'i32')
        if (s.likely !== undefined) f.hint(s.likely)
        f.open(w.IF)
        this.emit(s.then)
        if (s.otherwise.length > 0) {
          f.otherwise()
          this.emit(s.otherwise)
        }
        f.close()
        break
      case 'while': {
        const out = f.open(w.BLOCK)
        const again = f.open(w.LOOP)
        this.value(s.c, 'i32')
        f.op(w.I32_EQZ)
        f.brIf(out)
        this.emit(s.body)
        f.br(again)
        f.close()
        f.close()
        break
      }
      case 'return':
        if (s.value !== undefined)
          this.value(s.value, this.#result ?? fail('a value is returned by a function of none'))
        if (this.#end === undefined) f.op(w.RETURN)
        else f.br(this.#end)
    }
  }

  #let(name: string, value: Expr): void {
    const type = this.#typeOf(value) ?? 'i32'
    this.value(value, type)
    const known = this.#locals.get(name)
    if (known !== undefined && known.type !== type) fail(`${name} has two types`)
    const local = known?.local ?? this.#f.local(type)
    this.declare(name, type, local)
    this.#f.set(local)
  }

  #set(name: string, value: Expr): void {
    const known = this.#locals.get(name)
    if (known !== undefined) {
      this.value(value, known.type)
      this.#f.set(known.local)
      return
    }
    const variable = this.#names.variable(name) ?? fail(`unknown variable ${name}`)
    variable.begin?.(this.#f)
    this.value(value, variable.type)
    if (variable.set === undefined) fail(`${name} cannot be set`)
    variable.set?.(this.#f)
  }

  #call(e: Expr): void {
    if (e.kind !== 'call') fail('a statement that does nothing')
    else if (this.#emitCall(e.name, e.args) !== undefined) this.#f.op(w.DROP)
  }

  #emitCall(name: string, args: readonly Expr[]): Type | undefined {
    const callable = this.#names.callable(name) ?? fail(`unknown function ${name}`)
    if (args.length !== callable.params.length) fail(`${name} takes ${callable.params.length} arguments`)
    args.forEach((arg, i) => {
      this.value(arg, callable.params[i])
    })
    callable.emit(this.#f)
    return callable.result
  }

  /** The type of an expression; undefined for integers that fit any. */
  #typeOf(e: Expr): Type | undefined {
    switch (e.kind) {
      case 'number':
        return e.type
      case 'name':
        return this.#locals.get(e.name)?.type ?? this.#names.variable(e.name)?.type
      case 'unary':
        return e.op === '!' ? 'i32' : this.#typeOf(e.a)
      case 'binary':
        if (COMPARISONS.has(e.op) || LOGICAL.has(e.op)) return 'i32'
        return SHIFTS.has(e.op) ? this.#typeOf(e.a) : (this.#typeOf(e.a) ?? this.#typeOf(e.b))
      case 'choice':
        return this.#typeOf(e.a) ?? this.#typeOf(e.b)
      case 'call':
        return (this.#names.callable(e.name) ?? fail(`unknown function ${e.name}`)).result
    }
  }

  /** Emits an expression that leaves a value of this type. */
  value(e: Expr, type: Type): void {
    const found = this.#typeOf(e) ?? type
    if (found !== type) fail(`${type} expected, not ${found}: ${JSON.stringify(e)}`)
    const f = this.#f
    switch (e.kind) {
      case 'number':
        this.#number(e.value, type)
        break
      case 'name':
        this.#name(e.name, type)
        break
      case 'unary':
        this.#unary(e.op, e.a, type)
        break
      case 'binary':
        this.#binary(e.op, e.a, e.b, type)
        break
      case 'choice':
        this.value(e.c, 'i32')
        f.open(w.IF, w.TYPE_CODE[type])
        this.value(e.a, type)
        f.otherwise()
        this.value(e.b, type)
        f.close()
        break
      case 'call':
        this.#emitCall(e.name, e.args)
    }
  }

  #number(value: number | bigint, type: Type): void {
    const { code } = this.#f
    if (type === 'i32') this.#f.i32(Number(value))
    else if (type === 'i64') this.#f.i64(value)
    else {
      const single = type === 'f32'
      const bytes = new DataView(new ArrayBuffer(8))
      if (single) bytes.setFloat32(0, Number(value), true)
      else bytes.setFloat64(0, Number(value), true)
      code.byte(single ? w.F32_CONST : w.F64_CONST)
      code.bytes(new Uint8Array(bytes.buffer, 0, single ? 4 : 8))
    }
  }

  #name(name: string, type: Type): void {
    const local = this.#locals.get(name)
    const variable = this.#names.variable(name)
    if (local !== undefined) this.#f.get(local.local)
    else if (variable !== undefined) variable.get(this.#f)
    else this.#number(this.#names.constant(name) ?? fail(`unknown name ${name}`), type)
  }

  #unary(op: string, a: Expr, type: Type): void {
    const f = this.#f
    if (op === '!') {
      const operand = this.#typeOf(a) ?? 'i32'
      this.value(a, operand)
      f.op(operand === 'i64' ? 0x50 : w.I32_EQZ)
    } else if (type === 'f64' || type === 'f32') {
      this.value(a, type)
      f.op(type === 'f64' ? 0x9a : 0x8c)
    } else {
      this.#number(op === '-' ? 0 : -1, type)
      this.value(a, type)
      f.op(w.OPERATORS[type][op === '-' ? '-' : '^'])
    }
  }

  #binary(op: string, a: Expr, b: Expr, type: Type): void {
    const f = this.#f
    if (LOGICAL.has(op)) {
      this.#logical(op, a, b)
      return
    }
    const operand = COMPARISONS.has(op) ? (this.#typeOf(a) ?? this.#typeOf(b) ?? 'i32') : type
    this.value(a, operand)
    if (SHIFTS.has(op) && operand === 'i64' && this.#typeOf(b) === 'i32') {
      this.value(b, 'i32')
      f.op(w.I64_EXTEND_I32_U)
    } else this.value(b, operand)
    f.op(w.OPERATORS[operand][op] ?? fail(`no ${op} of ${operand}`))
  }

  #logical(op: string, a: Expr, b: Expr): void {
    const f = this.#f
    this.value(a, 'i32')
    f.open(w.IF, w.TYPE_CODE.i32)
    if (op === '&&') this.value(b, 'i32')
    else f.i32(1)
    f.otherwise()
    if (op === '&&') f.i32(0)
    else this.value(b, 'i32')
    f.close()
  }
}

function fail(message: string): never {
  throw new TypeError(message)
}
