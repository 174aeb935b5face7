// The decoder: from the bits of an instruction to its entry in the table and its operands.

import { ATOMIC } from './atomic.ts'
import { expand } from './compressed.ts'
import { FLOAT } from './float.ts'
import type { Format, Instruction } from './instruction.ts'
import { INTEGER } from './integer.ts'

/** Every instruction; its index here is its number. */
export const INSTRUCTIONS: readonly Instruction[] = [...INTEGER, ...ATOMIC, ...FLOAT]

/** What {@link decode} gives; the object is used again by the next call. */
export interface Decoded {
  /** Index in {@link INSTRUCTIONS}; -1 if there is no such instruction. */
  index: number
  rd: number
  rs1: number
  rs2: number
  rs3: number
  imm: number
  /** The rounding mode of those that have one; 7 for the one in FRM. */
  rm: number
  /** Bytes, 2 or 4. */
  length: number
}

interface Candidate {
  readonly index: number
  readonly mask: number
  readonly match: number
  readonly format: Format
}

/** Candidates by bits 6 to 2. */
const BUCKETS: Candidate[][] = Array.from({ length: 32 }, () => [])
INSTRUCTIONS.forEach(({ mask, match, format }, index) => {
  BUCKETS[(match >>> 2) & 31].push({ index, mask: mask | 0, match: match | 0, format })
})

const decoded: Decoded = { index: -1, rd: 0, rs1: 0, rs2: 0, rs3: 0, imm: 0, rm: 0, length: 4 }

/** Bytes of the instruction that begins with these 16 bits. */
export function lengthOf(bits: number): number {
  return (bits & 3) === 3 ? 4 : 2
}

/** Decodes what begins with these bits: 32 of them, or 16 if that is all. */
export function decode(bits: number): Decoded {
  const length = lengthOf(bits)
  const word = length === 4 ? bits : expand(bits & 0xffff)
  const d = decoded
  d.length = length
  d.index = -1
  const found = BUCKETS[(word >>> 2) & 31].find(({ mask, match }) => (word & mask) === match)
  if (found === undefined || (word & 3) !== 3) return d
  d.rd = (word >>> 7) & 31
  d.rs1 = (word >>> 15) & 31
  d.rs2 = (word >>> 20) & 31
  d.rs3 = word >>> 27
  d.rm = (word >>> 12) & 7
  d.imm = immediate(found.format, word)
  d.index = isValid(found, d) ? found.index : -1
  return d
}

function immediate(format: Format, word: number): number {
  switch (format) {
    case 'i':
      return word >> 20
    case 'sh':
      return (word >>> 20) & 63
    case 'shw':
      return (word >>> 20) & 31
    case 's':
      return ((word >> 25) << 5) | ((word >>> 7) & 31)
    case 'b':
      return (
        ((word >> 31) << 12) | ((word & 0x80) << 4) | (((word >>> 25) & 63) << 5) | (((word >>> 8) & 15) << 1)
      )
    case 'u':
      return word & ~0xfff
    case 'j':
      return (
        ((word >> 31) << 20) | (word & 0xff000) | (((word >>> 20) & 1) << 11) | (((word >>> 21) & 0x3ff) << 1)
      )
    default:
      return 0
  }
}

/** Rounding modes 5 and 6 are reserved, and of the CSRs only those of floating point are there. */
function isValid({ index, format }: Candidate, d: Decoded): boolean {
  if (format === 'r-rm' || format === 'u1-rm' || format === 'r4') return d.rm !== 5 && d.rm !== 6
  return !INSTRUCTIONS[index].name.startsWith('csr') || (d.imm >= 1 && d.imm <= 3)
}
