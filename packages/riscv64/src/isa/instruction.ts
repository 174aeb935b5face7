// What an instruction is: how it is encoded, and what it does, in the notation of @jvisor/wasm. One table of these
// serves the decoder and every generator of code.
//
// Names in the notation: rs1, rs2, rd are integer registers, fs1, fs2, fs3, fd the 64 bits of floating-point ones; imm,
// pc; rm, the rounding mode in force. lb(a) .. ld(a), sb(a, v) .. sd(a, v) reach the program's memory. An instruction
// that faults has changed nothing.

/**
 * How the operands are encoded: the formats of the specification, and variants of R and I. sh: a shift amount of 6
 * bits; shw: of 5; u1: unary, with rs2 part of the opcode; rm: with a rounding mode.
 */
export type Format =
  | 'r'
  | 'i'
  | 's'
  | 'b'
  | 'u'
  | 'j'
  | 'sh'
  | 'shw'
  | 'r4'
  | 'r-rm'
  | 'u1'
  | 'u1-rm'
  | 'none'

/**
 * What it does to the flow of control. plain: nothing. branch: it jumps to pc + imm if its expression is not 0. jump:
 * to pc + imm, jump-register: to rs1 + imm, with the address of the next instruction in rd. Else the program stops
 * before it, and somebody looks.
 */
export type Flow = 'plain' | 'branch' | 'jump' | 'jump-register' | Stop

/** Why the program stops before an instruction. */
export type Stop = 'ecall' | 'ebreak' | 'fence.i' | 'rdtime'

export interface Instruction {
  readonly name: string
  readonly format: Format
  readonly mask: number
  readonly match: number
  readonly flow: Flow
  readonly semantics: string
  /** Often executed: generators keep the rest out of the way. */
  readonly frequent: boolean
  /** It can do more than set rd: it is executed even if rd is x0. */
  readonly sideEffects: boolean
}

const MASKS: Readonly<Record<Format, number>> = {
  r: 0xfe00707f,
  i: 0x707f,
  s: 0x707f,
  b: 0x707f,
  u: 0x7f,
  j: 0x7f,
  sh: 0xfc00707f,
  shw: 0xfe00707f,
  r4: 0x600007f,
  'r-rm': 0xfe00007f,
  u1: 0xfff0707f,
  'u1-rm': 0xfff0007f,
  none: 0xffffffff,
}

interface Options {
  readonly flow?: Flow
  readonly mask?: number
  readonly frequent?: boolean
  readonly sideEffects?: boolean
}

/** An instruction; `match` are the bits of its encoding that are fixed. */
export function instruction(
  name: string,
  format: Format,
  match: number,
  semantics: string,
  { flow = 'plain', mask, frequent = true, sideEffects = flow !== 'plain' }: Options = {},
): Instruction {
  return { name, format, match, mask: mask ?? MASKS[format], flow, semantics, frequent, sideEffects }
}

/** The fixed bits: opcode, funct3 and funct7. */
export function bits(opcode: number, funct3 = 0, funct7 = 0): number {
  return ((funct7 << 25) | (funct3 << 12) | opcode) >>> 0
}
