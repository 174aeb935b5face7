// RV64A. One hart executes everything, and tasks change only between instructions: a read and a write are atomic.
//
// A reservation is its address, which is aligned, plus 1 or 2 for its width; 0 is none. It is lost when another task runs.

import { bits, type Instruction, instruction } from './instruction.ts'

const AMO = 0x2f
const AQ_RL = 0x06000000
const OPTIONS = { frequent: false, sideEffects: true } as const

/** Both widths of an operation that stores f(v, old), of the value in rs2 and the old one. */
function amo(name: string, funct5: number, f: string): Instruction[] {
  const both: [string, number, number, string][] = [
    ['w', 2, 4, 'let old = i64(load32(p)) let v = sext32(rs2)'],
    ['d', 3, 8, 'let old = load64(p) let v = rs2'],
  ]
  return both.map(([suffix, funct3, size, operands]) => {
    const store = size === 4 ? `store32(p, i32(${f}))` : `store64(p, ${f})`
    const semantics = `let p = atomic(rs1, ${size}, 2) if (!fault) { ${operands} ${store} rd = old }`
    return instruction(`${name}.${suffix}`, 'r', bits(AMO, funct3, funct5 << 2), semantics, {
      ...OPTIONS,
      mask: (0xfe00707f & ~AQ_RL) >>> 0,
    })
  })
}

function reserving(suffix: string, funct3: number, size: number): Instruction[] {
  const value = size === 4 ? 'i64(load32(p))' : 'load64(p)'
  const store = size === 4 ? 'store32(p, i32(rs2))' : 'store64(p, rs2)'
  return [
    instruction(
      `lr.${suffix}`,
      'r',
      bits(AMO, funct3, 2 << 2),
      `let p = atomic(rs1, ${size}, 1) if (!fault) { store64(RESERVED, rs1 + ${size / 4}) rd = ${value} }`,
      { ...OPTIONS, mask: (0xfff0707f & ~AQ_RL) >>> 0 },
    ),
    instruction(
      `sc.${suffix}`,
      'r',
      bits(AMO, funct3, 3 << 2),
      `let p = atomic(rs1, ${size}, 2) if (!fault) {
        let lost = load64(RESERVED) != rs1 + ${size / 4}
        store64(RESERVED, 0)
        if (!lost) { ${store} }
        rd = u64(lost)
      }`,
      { ...OPTIONS, mask: (0xfe00707f & ~AQ_RL) >>> 0 },
    ),
  ]
}

export const ATOMIC: readonly Instruction[] = [
  ...reserving('w', 2, 4),
  ...reserving('d', 3, 8),
  ...amo('amoadd', 0x00, 'old + v'),
  ...amo('amoswap', 0x01, 'v'),
  ...amo('amoxor', 0x04, 'old ^ v'),
  ...amo('amoor', 0x08, 'old | v'),
  ...amo('amoand', 0x0c, 'old & v'),
  ...amo('amomin', 0x10, '(old < v ? old : v)'),
  ...amo('amomax', 0x14, '(old > v ? old : v)'),
  ...amo('amominu', 0x18, '(old <u v ? old : v)'),
  ...amo('amomaxu', 0x1c, '(old >u v ? old : v)'),
]
