// A program for each instruction: it executes it with many operands and stores what comes out, and the flags. What the
// operands are: the edges of integers and floating-point numbers, and random bits.

import { INSTRUCTIONS } from './isa/decode.ts'
import type { Instruction } from './isa/instruction.ts'
import { Code, DATA, encodeOf, finish, OUT, type Program, randomSource } from './programs.testing.ts'

const ROWS = 600
const MODES = 5
const S0 = 8
const S1 = 9
const S2 = 18
const S3 = 19
const S4 = 20
const A0 = 10
const T0 = 5
const ROW = 24

const INTEGERS = [
  0n,
  1n,
  2n,
  5n,
  63n,
  64n,
  0x7fn,
  0x80n,
  0x7fffn,
  0x8000n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  0xffffffff80000000n,
  0xffffffffffffffffn,
  0xfffffffffffffffen,
]
const DOUBLES = [
  0n,
  1n,
  0xfffffffffffffn,
  0x10000000000000n,
  0x3ff0000000000000n,
  0x3fefffffffffffffn,
  0x3ff0000000000001n,
  0x3fe0000000000000n,
  0x3fd5555555555555n,
  0x4000000000000000n,
  0x41dfffffffc00000n,
  0x41e0000000000000n,
  0x41efffffffe00000n,
  0x43e0000000000000n,
  0x43dfffffffffffffn,
  0x43f0000000000000n,
  0x7fefffffffffffffn,
  0x7ff0000000000000n,
  0x7ff0000000000001n,
  0x7ff8000000000000n,
  0x47efffffe0000000n,
  0x47effffff0000000n,
  0x3810000000000000n,
  0x380fffffe0000000n,
  0x36a0000000000000n,
  0x3690000000000000n,
  0x3ff8000000000000n,
  0x4004000000000000n,
  0x4330000000000001n,
]
const SINGLES = [
  0x0n,
  0x1n,
  0x7fffffn,
  0x800000n,
  0x3f800000n,
  0x3f7fffffn,
  0x3f000000n,
  0x40000000n,
  0x3eaaaaabn,
  0x4effffffn,
  0x4f000000n,
  0x5f000000n,
  0x7f7fffffn,
  0x7f800000n,
  0x7f800001n,
  0x7fc00000n,
  0x3fc00000n,
  0x40200000n,
]

/** Instructions that these programs test: what neither jumps nor stops, nor reads what is not the program's own. */
export const TESTED: readonly Instruction[] = INSTRUCTIONS.filter(
  ({ flow, name }) => flow === 'plain' && name !== 'auipc' && name !== 'fence' && !name.startsWith('csr'),
)

const isFloat = (name: string) => /^f(?!ence)/.test(name)
const isMemory = ({ format, name, semantics }: Instruction) =>
  format === 's' || /^(l[bhwd]u?|fl[wd])$/.test(name) || semantics.includes('atomic(')

/** Rows of three operands, of which instructions take what they need. */
function rows(float: boolean, single: boolean): BigUint64Array {
  const random = randomSource(0x1234567)
  const word = () => (BigInt(random()) << 32n) | BigInt(random())
  const pick = <T>(list: readonly T[]) => list[random() % list.length]
  const sign = () => BigInt(random() & 1)
  const values = new BigUint64Array(ROWS * 3)
  for (let i = 0; i < values.length; i++) {
    if (!float) values[i] = random() % 3 === 0 ? word() : pick(INTEGERS)
    else if (single) values[i] = singleOf(random, pick, sign)
    else values[i] = doubleOf(random, word, pick, sign)
  }
  return values
}

function singleOf(random: () => number, pick: (l: readonly bigint[]) => bigint, sign: () => bigint): bigint {
  const boxed = 0xffffffff00000000n
  const kind = random() % 8
  if (kind === 0) return BigInt(random()) // not boxed
  const exponent = kind < 4 ? BigInt(random() % 256) : BigInt(120 + (random() % 16))
  const bits = kind < 3 ? pick(SINGLES) : (exponent << 23n) | BigInt(random() & 0x7fffff)
  return boxed | (sign() << 31n) | bits
}

function doubleOf(
  random: () => number,
  word: () => bigint,
  pick: (l: readonly bigint[]) => bigint,
  sign: () => bigint,
): bigint {
  const kind = random() % 6
  if (kind < 2) return (sign() << 63n) | pick(DOUBLES)
  const exponent = kind < 3 ? BigInt(random() % 2048) : BigInt(1023 - 40 + (random() % 80))
  const fraction = kind === 5 ? BigInt(random() & 0xff) << 44n : word() & 0xfffffffffffffn
  return (sign() << 63n) | (exponent << 52n) | fraction
}

/** Whether its operands are singles. */
const isSingle = (name: string) =>
  /\.s$|\.s\.|\.w$|^fl?s?w$|\.w\.x$/.test(name) && !/^fcvt\.(s|d)\.(w|wu|l|lu)$/.test(name)

/** The program of one instruction: rows times rounding modes, each leaving the result and the flags. */
export function programOf(instruction: Instruction): Program {
  const { name, format } = instruction
  const float = isFloat(name)
  const rounded = format.endsWith('rm') || format === 'r4'
  const modes = rounded ? MODES : 1
  const floatOperands = float && !/^fcvt\.[sd]\.(w|l)|^fmv\.[wd]\.x/.test(name)
  const data = new Uint8Array(rows(floatOperands, isSingle(name)).buffer)
  const code = new Code()
  const outLength = ROWS * modes * 16
  code.li(S1, OUT).li(S3, 0).li(S4, modes)
  const eachMode = code.length
  code.li(S0, DATA).li(S2, DATA + data.length)
  const each = code.length
  for (let i = 0; i < 3; i++) {
    code.op('ld', { rd: A0 + i, rs1: S0, imm: 8 * i }).op('fld', { rd: A0 + i, rs1: S0, imm: 8 * i })
  }
  // NX is raised before in every other row, as it almost always is.
  code.op('srli', { rd: T0, rs1: S0, imm: 3 }).op('andi', { rd: T0, rs1: T0, imm: 1 })
  code.op('csrrw', { rs1: T0, imm: 1 }).op('csrrw', { rs1: S3, imm: 2 })
  if (isMemory(instruction)) emitMemory(code, instruction)
  else {
    const imm = format === 'i' ? -(name.length * 37) : format === 'u' ? -0x12345000 : name.length * 3
    const operands = {
      rd: A0 + 3,
      rs1: A0,
      rs2: A0 + 1,
      rs3: A0 + 2,
      imm: format === 'shw' ? imm & 31 : imm & (format === 'sh' ? 63 : -1),
    }
    code.word(encodeOf(instruction, operands))
  }
  const integerResult = !float || /^(feq|flt|fle|fclass|fcvt\.(w|l)|fmv\.x)/.test(name)
  code.op(integerResult || format === 's' ? 'sd' : 'fsd', { rs1: S1, rs2: A0 + 3 })
  code.op('csrrs', { rd: A0 + 4, imm: 3 }).op('sd', { rs1: S1, rs2: A0 + 4, imm: 8 })
  code.op('addi', { rd: S1, rs1: S1, imm: 16 }).op('addi', { rd: S0, rs1: S0, imm: ROW })
  code.back('bne', S0, S2, each)
  code.op('addi', { rd: S3, rs1: S3, imm: 1 }).back('bne', S3, S4, eachMode)
  finish(code, outLength)
  return { code: code.bytes, data, outLength }
}

/** Loads, stores and atomics work on the row's second operand in memory, and a3 is what is there afterwards, mixed in. */
function emitMemory(code: Code, instruction: Instruction): void {
  const { name, format } = instruction
  const atomic = instruction.semantics.includes('atomic(')
  if (name.startsWith('sc')) code.op(name.replace('sc', 'lr'), { rd: T0, rs1: S0 })
  // Loads and stores at odd places too.
  const imm = atomic ? 0 : 5
  code.word(encodeOf(instruction, { rd: A0 + 3, rs1: S0, rs2: name.startsWith('lr') ? 0 : A0 + 2, imm }))
  if (!atomic && format !== 's') return
  if (format === 's') code.li(A0 + 3, 0)
  code.op('ld', { rd: T0, rs1: S0 }).op('xor', { rd: A0 + 3, rs1: A0 + 3, rs2: T0 })
  code.op('ld', { rd: T0, rs1: S0, imm: 8 }).op('xor', { rd: A0 + 3, rs1: A0 + 3, rs2: T0 })
}
