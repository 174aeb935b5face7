// The functions that instructions call, parsed: they are in the interpreter's module, and translated code imports them.

import { type FunctionDeclaration, parseDeclarations } from '@jvisor/wasm'
import { INTEGER_FUNCTIONS } from '../isa/integer.ts'
import { SOFT_FLOAT, SOFT_FLOAT_CONSTANTS } from '../isa/soft-float.ts'
import { MEMORY_CONSTANTS, MEMORY_FUNCTIONS } from './memory-functions.ts'

/** The rounding mode that an instruction means. */
const FRM_FUNCTION = `
fn rounding(rm: i32): i32 {
  if (rm != 7) { return rm }
  let frm = load32(FRM)
  if (frm > 4) { fault = 2 }
  return frm
}
`

/** Names of numbers, besides those of the layout. */
export const NOTATION_CONSTANTS = { ...SOFT_FLOAT_CONSTANTS, ...MEMORY_CONSTANTS }

export const NOTATION_DECLARATIONS = [MEMORY_FUNCTIONS, INTEGER_FUNCTIONS, SOFT_FLOAT, FRM_FUNCTION].map(
  parseDeclarations,
)

const functions = NOTATION_DECLARATIONS.flatMap((declarations) => declarations.functions)

/** What can be called of it. */
export const NOTATION_FUNCTIONS = functions
  .filter(({ inline }) => !inline)
  .map(({ name, params, result }) => ({ name, params: params.map(({ type }) => type), result }))

/** What becomes part of who calls it. */
export const NOTATION_INLINE: readonly FunctionDeclaration[] = functions.filter(({ inline }) => inline)
