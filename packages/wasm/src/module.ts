// ModuleBuilder: a module of WebAssembly that works on the machine's memory: functions, written by hand or in the
// notation of parse.ts, globals, and what it exports.

import { BUILTINS } from './builtins.ts'
import { type Callable, emitBody, emitInline, type Names, type Variable } from './emit.ts'
import { FunctionEmitter } from './function-emitter.ts'
import type { Declarations, FunctionDeclaration } from './parse.ts'
import { TYPE_CODE, type Type } from './types.ts'
import { WasmWriter } from './writer.ts'

/** A constant 0 of each type. */
const ZERO: Readonly<Record<Type, readonly number[]>> = {
  i32: [0x41, 0],
  i64: [0x42, 0],
  f32: [0x43, 0, 0, 0, 0],
  f64: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
}

interface Func {
  readonly name: string
  readonly params: readonly Type[]
  readonly result: Type | undefined
  readonly exported: string | undefined
  body: FunctionEmitter | undefined
}

export class ModuleBuilder implements Names {
  readonly #constants: Readonly<Record<string, number | bigint>>
  readonly #imports: {
    readonly name: string
    readonly params: readonly Type[]
    readonly result: Type | undefined
  }[] = []
  readonly #functions: Func[] = []
  readonly #callables = new Map<string, Callable>(BUILTINS)
  readonly #variables = new Map<string, Variable>()
  readonly #globals: Type[] = []
  readonly #exportedGlobals: { readonly name: string; readonly index: number }[] = []
  readonly #importedGlobals: { readonly name: string; readonly type: Type }[] = []
  #importsTable = false

  constructor(constants: Readonly<Record<string, number | bigint>>) {
    this.#constants = constants
  }

  constant(name: string): number | bigint | undefined {
    return this.#constants[name]
  }

  variable(name: string): Variable | undefined {
    return this.#variables.get(name)
  }

  callable(name: string): Callable | undefined {
    return this.#callables.get(name)
  }

  /** A function of the host's, "m" `name`. Precondition: no function was declared yet. */
  import(name: string, params: readonly Type[], result: Type | undefined): void {
    this.#addCallable(name, this.#imports.push({ name, params, result }) - 1, params, result)
  }

  /** The table of functions that FunctionEmitter.callIndirect calls, "m" "table". */
  importTable(): void {
    this.#importsTable = true
  }

  /** A variable of another module, "m" `name`. Precondition: there is none of the module's own yet. */
  importGlobal(name: string, type: Type): void {
    this.#addVariable(name, this.#importedGlobals.push({ name, type }) - 1, type)
  }

  /** A variable of the module's own; 0 to begin with. */
  global(name: string, type: Type, exported = false): void {
    const index = this.#importedGlobals.length + this.#globals.push(type) - 1
    if (exported) this.#exportedGlobals.push({ name, index })
    this.#addVariable(name, index, type)
  }

  #addVariable(name: string, index: number, type: Type): void {
    this.#variables.set(name, {
      type,
      get: (f) => f.globalGet(index),
      set: (f) => f.globalSet(index),
    })
  }

  /** Declares a function, so that others can call it. @returns sets its body */
  declare(
    name: string,
    params: readonly Type[],
    result: Type | undefined,
    exported = false,
  ): (body: FunctionEmitter) => void {
    const func: Func = { name, params, result, exported: exported ? name : undefined, body: undefined }
    this.#addCallable(name, this.#imports.length + this.#functions.push(func) - 1, params, result)
    return (body) => {
      func.body = body
    }
  }

  /** A function of the notation that is emitted wherever it is called. */
  inline({ name, params, result, body }: FunctionDeclaration): void {
    this.#callables.set(name, {
      params: params.map(({ type }) => type),
      result,
      emit: (f) => emitInline(f, this, params, result, body),
    })
  }

  /** Functions and variables of the notation; all can call all, but for inline ones of each other in a circle. */
  add({ functions: declared, variables }: Declarations, exported = false): void {
    for (const { name, type } of variables) this.global(name, type, exported)
    for (const each of declared) if (each.inline) this.inline(each)
    const functions = declared.filter(({ inline }) => !inline)
    const setters = functions.map(({ name, params, result }) =>
      this.declare(
        name,
        params.map(({ type }) => type),
        result,
        exported,
      ),
    )
    functions.forEach(({ name, params, result, body }, i) => {
      const f = new FunctionEmitter(params.length)
      try {
        emitBody(f, this, params, result, body)
      } catch (error) {
        throw new TypeError(`in ${name}: ${error instanceof Error ? error.message : String(error)}`)
      }
      if (result !== undefined) f.op(0x00) // unreachable: every path has returned
      setters[i](f)
    })
  }

  #addCallable(name: string, index: number, params: readonly Type[], result: Type | undefined): void {
    this.#callables.set(name, { params, result, emit: (f) => f.call(index) })
  }

  /** The module's bytes. Precondition: every function has its body. */
  build(): Uint8Array {
    const out = new WasmWriter()
    out.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])
    const types = new WasmWriter()
    const all = [...this.#imports, ...this.#functions]
    types.u32(all.length + 1)
    // The first is that of indirect calls.
    types.bytes([0x60, 1, TYPE_CODE.i32, 1, TYPE_CODE.i64])
    for (const { params, result } of all) {
      types.byte(0x60)
      types.u32(params.length)
      for (const type of params) types.byte(TYPE_CODE[type])
      types.bytes(result === undefined ? [0] : [1, TYPE_CODE[result]])
    }
    section(out, 1, types)
    section(out, 2, this.#importSection())
    const functions = new WasmWriter()
    functions.u32(this.#functions.length)
    this.#functions.forEach((_, i) => {
      functions.u32(1 + this.#imports.length + i)
    })
    section(out, 3, functions)
    section(out, 6, this.#globalSection())
    section(out, 7, this.#exportSection())
    if (this.#functions.some(({ body }) => body?.isHinted)) section(out, 0, this.#hintSection())
    const code = new WasmWriter()
    code.u32(this.#functions.length)
    for (const { body } of this.#functions) body?.finish(code)
    section(out, 10, code)
    section(out, 0, this.#nameSection())
    return out.written.slice()
  }

  /** Hints of branches: webassembly.github.io/branch-hinting. Engines that do not know them pass over the section. */
  #hintSection(): WasmWriter {
    const hints = new WasmWriter()
    hints.name('metadata.code.branch_hint')
    const hinted = this.#functions.flatMap(({ body }, i) => (body?.isHinted ? [{ body, i }] : []))
    hints.u32(hinted.length)
    for (const { body, i } of hinted) {
      hints.u32(this.#imports.length + i)
      body.finishHints(hints)
    }
    return hints
  }

  /** Names of the functions, for profilers and debuggers. @see https://webassembly.github.io/spec/core/appendix/custom.html */
  #nameSection(): WasmWriter {
    const names = new WasmWriter()
    names.u32(this.#functions.length)
    this.#functions.forEach(({ name }, i) => {
      names.u32(this.#imports.length + i)
      names.name(name)
    })
    const all = new WasmWriter()
    all.name('name')
    section(all, 1, names)
    return all
  }

  #importSection(): WasmWriter {
    const imports = new WasmWriter()
    imports.u32(1 + (this.#importsTable ? 1 : 0) + this.#importedGlobals.length + this.#imports.length)
    imports.name('m')
    imports.name('memory')
    imports.bytes([0x02, 0x00, 0x00])
    if (this.#importsTable) {
      imports.name('m')
      imports.name('table')
      imports.bytes([0x01, 0x70, 0x00, 0x00])
    }
    for (const { name, type } of this.#importedGlobals) {
      imports.name('m')
      imports.name(name)
      imports.bytes([0x03, TYPE_CODE[type], 0x01])
    }
    this.#imports.forEach(({ name }, i) => {
      imports.name('m')
      imports.name(name)
      imports.byte(0x00)
      imports.u32(1 + i)
    })
    return imports
  }

  #globalSection(): WasmWriter {
    const globals = new WasmWriter()
    globals.u32(this.#globals.length)
    for (const type of this.#globals) globals.bytes([TYPE_CODE[type], 1, ...ZERO[type], 0x0b])
    return globals
  }

  #exportSection(): WasmWriter {
    const exports = new WasmWriter()
    const exported = this.#functions.flatMap(({ exported }, i) =>
      exported === undefined ? [] : [{ exported, i }],
    )
    exports.u32(exported.length + this.#exportedGlobals.length)
    for (const { name, index } of this.#exportedGlobals) {
      exports.name(name)
      exports.byte(0x03)
      exports.u32(index)
    }
    for (const { exported: name, i } of exported) {
      exports.name(name)
      exports.byte(0x00)
      exports.u32(this.#imports.length + i)
    }
    return exports
  }
}

function section(out: WasmWriter, id: number, content: WasmWriter): void {
  out.byte(id)
  out.sized(content)
}
