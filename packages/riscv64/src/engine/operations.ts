// The operations that records name: one for each instruction and, where it matters to the interpreter, its length, and
// whether it jumps within its page of code. Frequent ones first: they are the cases of the interpreter's loop.

import { INSTRUCTIONS } from '../isa/decode.ts'
import type { Stop } from '../isa/instruction.ts'

export interface Operation {
  readonly kind:
    | 'undecoded'
    | 'next-page'
    | 'compiled'
    | 'illegal'
    | 'plain'
    | 'near'
    | 'far'
    | 'register'
    | 'rare'
    | Stop
  /** Index in INSTRUCTIONS; -1: none. */
  readonly index: number
  /** In the notation, of pseudo-instructions; else the instruction's own. */
  readonly semantics: string
  /** Bytes of the instruction. */
  readonly length: number
  /** Jumps: rd is written. */
  readonly link: boolean
}

/** Those that have a compressed form. */
const COMPRESSED = new Set(
  `addi addiw lui ld lw sd sw fld fsd slli srli srai andi add sub xor or and addw subw beq bne jal jalr`.split(
    ' ',
  ),
)

const operations: Operation[] = []
const numbers = new Map<string, number>()

function add(key: string, op: Partial<Operation> & Pick<Operation, 'kind'>): void {
  numbers.set(key, operations.length)
  operations.push({ index: -1, semantics: '', length: 4, link: false, ...op })
}

/** What a key of {@link operation} is made of. */
const keyOf = (name: string, length: number, variant = '') => `${name} ${length} ${variant}`

/** All operations, by number. */
export const OPERATIONS: readonly Operation[] = operations
export const UNDECODED = 0
export const NEXT_PAGE = 1
export const ILLEGAL_OPERATION = 2
/** A block that was translated: its immediate says where its function is. */
export const COMPILED = 3

add('undecoded', { kind: 'undecoded' })
add('next-page', { kind: 'next-page' })
add('illegal', { kind: 'illegal' })
add('compiled', { kind: 'compiled' })
for (const length of [4, 2]) {
  add(keyOf('nop', length), { kind: 'plain', length })
  add(keyOf('li', length), { kind: 'plain', length, semantics: 'rd = imm' })
  add(keyOf('mv', length), { kind: 'plain', length, semantics: 'rd = rs1' })
}
INSTRUCTIONS.forEach(({ name, flow, frequent, semantics }, index) => {
  for (const length of COMPRESSED.has(name) ? [4, 2] : [4]) {
    const common = { index, length, semantics }
    if (flow === 'plain') {
      if (frequent) add(keyOf(name, length), { ...common, kind: 'plain' })
    } else if (flow === 'branch' || flow === 'jump') {
      for (const kind of ['near', 'far'] as const) {
        add(keyOf(name, length, kind), { ...common, kind })
        if (flow === 'jump' && length === 4)
          add(keyOf(name, length, `${kind} link`), { ...common, kind, link: true })
      }
    } else if (flow === 'jump-register') {
      add(keyOf(name, length), { ...common, kind: 'register' })
      add(keyOf(name, length, 'link'), { ...common, kind: 'register', link: true })
    } else add(keyOf(name, length), { ...common, kind: flow })
  }
})
/** From here on: what the interpreter's loop leaves to a function. */
export const FIRST_RARE = operations.length
INSTRUCTIONS.forEach(({ name, flow, frequent, sideEffects, semantics }, index) => {
  if (flow !== 'plain' || (frequent && !sideEffects)) return
  add(keyOf(name, 4, 'rare'), { kind: 'rare', index, semantics })
})
if (operations.length > 256) throw new RangeError('an operation has one byte')

/** The number of an operation. @see keyOf. Precondition: there is one. */
export function operation(name: string, length: number, variant = ''): number {
  const number = numbers.get(keyOf(name, length, variant))
  if (number === undefined) throw new RangeError(`no operation ${keyOf(name, length, variant)}`)
  return number
}
