// RV64F and D. Registers are 64 bits of integer; a float in one has ones above it (NaN boxing). What the functions do is
// in soft-float.ts; a function that ends in _s or _d takes and gives the bits of one width.

import { bits, type Format, type Instruction, instruction } from './instruction.ts'

const OP_FP = 0x53
const WIDTHS = [
  { suffix: 's', fmt: 0, load: 'u64(i32(lwu(rs1 + imm)))', store: 'sw' },
  { suffix: 'd', fmt: 1, load: 'ld(rs1 + imm)', store: 'sd' },
] as const
type Suffix = (typeof WIDTHS)[number]['suffix']

/** An operand as bits of its width: a float that is not boxed counts as NaN. */
const operand = (suffix: Suffix, name: string) => (suffix === 's' ? `unbox(${name})` : name)
const result = (suffix: Suffix, value: string) => `fd = ${suffix === 's' ? `box(${value})` : value}`

const rare = (
  name: string,
  format: Format,
  match: number,
  semantics: string,
  sideEffects = true,
): Instruction => instruction(name, format, match, semantics, { frequent: false, sideEffects })

function ofWidth({ suffix, fmt }: { suffix: Suffix; fmt: number }): Instruction[] {
  const a = operand(suffix, 'fs1')
  const b = operand(suffix, 'fs2')
  const c = operand(suffix, 'fs3')
  const out = (value: string) => result(suffix, value)
  const sign = suffix === 's' ? '0x80000000L' : '0x8000000000000000L'
  const fp = (funct5: number, funct3 = 0, rs2 = 0) =>
    (bits(OP_FP, funct3, (funct5 << 2) | fmt) | (rs2 << 20)) >>> 0
  const fused = (name: string, opcode: number, x: string, z: string) =>
    rare(`${name}.${suffix}`, 'r4', bits(opcode, 0, fmt), out(`fma_${suffix}(${x}, ${b}, ${z}, rm)`))
  const binary = (name: string, funct5: number) =>
    rare(`${name}.${suffix}`, 'r-rm', fp(funct5), out(`${name}_${suffix}(${a}, ${b}, rm)`))
  const plain = (name: string, funct5: number, funct3: number, value: string) =>
    rare(`${name}.${suffix}`, 'r', fp(funct5, funct3), value)
  const toInteger = (type: string, rs2: number) =>
    rare(`fcvt.${type}.${suffix}`, 'u1-rm', fp(0x18, 0, rs2), `rd = to_integer(${a}, rm, ${fmt}, ${rs2})`)
  const fromInteger = (type: string, rs2: number) =>
    rare(`fcvt.${suffix}.${type}`, 'u1-rm', fp(0x1a, 0, rs2), out(`from_integer(rs1, rm, ${fmt}, ${rs2})`))
  return [
    fused('fmadd', 0x43, a, c),
    fused('fmsub', 0x47, a, `${c} ^ ${sign}`),
    fused('fnmsub', 0x4b, `${a} ^ ${sign}`, c),
    fused('fnmadd', 0x4f, `${a} ^ ${sign}`, `${c} ^ ${sign}`),
    binary('fadd', 0x00),
    binary('fsub', 0x01),
    binary('fmul', 0x02),
    binary('fdiv', 0x03),
    rare(`fsqrt.${suffix}`, 'u1-rm', fp(0x0b), out(`fsqrt_${suffix}(${a}, rm)`)),
    plain('fsgnj', 0x04, 0, out(`${a} & ~${sign} | ${b} & ${sign}`)),
    plain('fsgnjn', 0x04, 1, out(`${a} & ~${sign} | ~${b} & ${sign}`)),
    plain('fsgnjx', 0x04, 2, out(`${a} ^ ${b} & ${sign}`)),
    plain('fmin', 0x05, 0, out(`minimum(${a}, ${b}, ${fmt}, 1)`)),
    plain('fmax', 0x05, 1, out(`minimum(${a}, ${b}, ${fmt}, 0)`)),
    plain('fle', 0x14, 0, `rd = u64(less(${a}, ${b}, ${fmt}, 1))`),
    plain('flt', 0x14, 1, `rd = u64(less(${a}, ${b}, ${fmt}, 0))`),
    plain('feq', 0x14, 2, `rd = u64(equal(${a}, ${b}, ${fmt}))`),
    ...['w', 'wu', 'l', 'lu'].flatMap((type, rs2) => [toInteger(type, rs2), fromInteger(type, rs2)]),
    rare(`fclass.${suffix}`, 'u1', fp(0x1c, 1), `rd = class(${a}, ${fmt})`),
  ]
}

export const FLOAT: readonly Instruction[] = [
  instruction('flw', 'i', bits(0x07, 2), 'fd = box(lwu(rs1 + imm))', { sideEffects: true }),
  instruction('fld', 'i', bits(0x07, 3), 'fd = ld(rs1 + imm)', { sideEffects: true }),
  instruction('fsw', 's', bits(0x27, 2), 'sw(rs1 + imm, fs2)', { sideEffects: true }),
  instruction('fsd', 's', bits(0x27, 3), 'sd(rs1 + imm, fs2)', { sideEffects: true }),
  ...WIDTHS.flatMap(ofWidth),
  rare('fcvt.s.d', 'u1-rm', (bits(OP_FP, 0, 0x20) | (1 << 20)) >>> 0, 'fd = box(convert(fs1, rm, 1, 0))'),
  rare('fcvt.d.s', 'u1-rm', bits(OP_FP, 0, 0x21), 'fd = convert(unbox(fs1), rm, 0, 1)'),
  rare('fmv.x.w', 'u1', bits(OP_FP, 0, 0x70), 'rd = sext32(fs1)'),
  rare('fmv.w.x', 'u1', bits(OP_FP, 0, 0x78), 'fd = box(rs1)'),
  rare('fmv.x.d', 'u1', bits(OP_FP, 0, 0x71), 'rd = fs1'),
  rare('fmv.d.x', 'u1', bits(OP_FP, 0, 0x79), 'fd = rs1'),
]

/** Mnemonics whose rd or rs1 is an integer register though they are of this extension. */
export const INTEGER_RD = /^(feq|flt|fle|fclass|fcvt\.(w|wu|l|lu)\.|fmv\.x)/
