// The functions that instructions call, parsed: they are in the interpreter's module, and translated code imports them.

import { type Declarations, type FunctionDeclaration, parseDeclarations, type Type } from '@jvisor/wasm'
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

export interface Notation {
  readonly declarations: readonly Declarations[]
  /** What can be called of it. */
  readonly functions: readonly Signature[]
  /** What becomes part of who calls it. */
  readonly inline: readonly FunctionDeclaration[]
}

interface Signature {
  readonly name: string
  readonly params: readonly Type[]
  readonly result: Type | undefined
}

let parsed: Notation | undefined

/** Parsed when it is first needed: a short run does with an interpreter that was generated beforehand. */
export function notation(): Notation {
  parsed ??= parse()
  return parsed
}

function parse(): Notation {
  const texts = [MEMORY_FUNCTIONS, INTEGER_FUNCTIONS, SOFT_FLOAT, FRM_FUNCTION]
  const declarations = texts.map(parseDeclarations)
  const all = declarations.flatMap(({ functions }) => functions)
  return {
    declarations,
    functions: all
      .filter(({ inline }) => !inline)
      .map(({ name, params, result }) => ({ name, params: params.map(({ type }) => type), result })),
    inline: all.filter(({ inline }) => inline),
  }
}
