// Narrow arithmetic: bitwise operations on registers that a block has just set to 32 bits with their sign are done in 32
// bits. The extension of each operand is then not needed, if what follows has 32 bits as well, and the compiler drops it.

import type { Instruction } from '../isa/instruction.ts'
import type { RegionInstruction } from './region-instruction.ts'

interface Narrowness {
  /** The result is 32 bits with their sign, whatever the operands are. */
  readonly isNarrow: boolean
  /** What it does if its operands are so. */
  readonly narrow: string | undefined
}

const known = new Map<Instruction, Narrowness>()

function narrownessOf(instruction: Instruction): Narrowness {
  let found = known.get(instruction)
  if (found === undefined) {
    const { semantics } = instruction
    const bitwise = /^rd = rs1 ([&|^]) (rs2|imm)$/.exec(semantics)
    found = {
      isNarrow: /^rd = (i64|sext32|lw)\(/.test(semantics),
      narrow: bitwise === null ? undefined : `rd = i64(i32(rs1) ${bitwise[1]} i32(${bitwise[2]}))`,
    }
    known.set(instruction, found)
  }
  return found
}

/** Which registers are known to be 32 bits with their sign, in a block up to an instruction. */
export class NarrowRegisters {
  readonly #registers = new Set<number>()

  /** At the start of a block. */
  clear(): void {
    this.#registers.clear()
  }

  /** What an instruction does, as it is best done; it is executed next. */
  semanticsOf({ instruction, rd, rs1, rs2 }: RegionInstruction): string {
    const { isNarrow, narrow } = narrownessOf(instruction)
    const isSo = (register: number) => this.#registers.has(register)
    const all = narrow !== undefined && isSo(rs1) && (!narrow.includes('rs2') || isSo(rs2))
    if (isNarrow || all) this.#registers.add(rd)
    else this.#registers.delete(rd)
    return all ? narrow : instruction.semantics
  }
}
