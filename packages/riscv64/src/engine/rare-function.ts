// The function of the interpreter that has the instructions which its loop leaves out: a case more in the loop costs all
// others, and a call costs only these.

import { emitBlock, FunctionEmitter, type ModuleBuilder, type Variable, w } from '@jvisor/wasm'
import { INSTRUCTIONS } from '../isa/decode.ts'
import type { HartLayout } from './layout.ts'
import { FIRST_RARE, OPERATIONS } from './operations.ts'
import { RecordNames, semanticsOf } from './record-names.ts'

/** rare(record): executes what is not a case of the loop. @returns `fault` */
export class RareFunction {
  readonly #module: ModuleBuilder
  readonly #layout: HartLayout

  constructor(module: ModuleBuilder, layout: HartLayout) {
    this.#module = module
    this.#layout = layout
  }

  emit(): FunctionEmitter {
    const f = new FunctionEmitter(1)
    const mode = f.local('i32')
    const rm: Variable = { type: 'i32', get: (g) => g.get(mode) }
    const faulted = f.open(w.BLOCK)
    const names = new RecordNames(this.#module, this.#layout, 0, (g) => g.brIf(faulted), { rm })
    const done = f.open(w.BLOCK)
    const cases = OPERATIONS.slice(FIRST_RARE)
    const labels = cases.map(() => f.open(w.BLOCK)).toReversed()
    f.get(0)
    f.memory(w.I32_LOAD8_U)
    f.i32(FIRST_RARE)
    f.op(w.I32_SUB)
    f.brTable(labels, done)
    for (const { index, semantics } of cases) {
      f.close()
      const { format } = INSTRUCTIONS[index]
      if (format.endsWith('rm') || format === 'r4') {
        f.get(0)
        f.memory(w.I32_LOAD8_U, 4)
        this.#module.callable('rounding')?.emit(f)
        f.set(mode)
        this.#module.variable('fault')?.get(f)
        f.brIf(faulted)
      }
      emitBlock(f, names, semanticsOf(semantics))
      f.br(done)
    }
    f.close()
    // What was written to x0 is gone.
    f.i32(0)
    f.i64(0)
    f.memory(w.I64_STORE, this.#layout.REGS)
    f.close()
    this.#module.variable('fault')?.get(f)
    return f
  }
}
