// The public face of @jvisor/wasm.

export { type Callable, emitBlock, emitValue, type Names, type Variable } from './emit.ts'
export { FunctionEmitter, type Label } from './function-emitter.ts'
export {
  compile,
  createMemory,
  createTable,
  instantiate,
  type WasmMemory,
  type WasmTable,
} from './host.ts'
export { ModuleBuilder } from './module.ts'
export {
  type Block,
  type Declarations,
  type Expr,
  type FunctionDeclaration,
  parseBlock,
  parseDeclarations,
  parseExpression,
  type Statement,
} from './parse.ts'
export type { Type } from './types.ts'
export * as w from './types.ts'
