// Writes decoded instructions down as records: which operation, and its operands as the interpreter wants them.

import { PAGE_SIZE } from '@jvisor/abi'
import { type Decoded, INSTRUCTIONS } from '../isa/decode.ts'
import type { Instruction } from '../isa/instruction.ts'
import { CODE_TO_RECORD_SHIFT } from './layout.ts'
import { FIRST_RARE, ILLEGAL_OPERATION, OPERATIONS, operation } from './operations.ts'

/** Numbers of the operations of an instruction: by length (4, 2), then by variant. */
interface Numbers {
  readonly plain: readonly number[]
  readonly far: readonly number[]
  readonly link: readonly number[]
  readonly farLink: readonly number[]
  readonly rare: number
}

const NUMBERS: readonly Numbers[] = INSTRUCTIONS.map((_, index) => {
  const of = (matches: (number: number) => boolean) =>
    [4, 2].map((length) =>
      OPERATIONS.findIndex(
        (op, i) => op.index === index && op.length === length && i < FIRST_RARE && matches(i),
      ),
    )
  return {
    plain: of((i) => OPERATIONS[i].kind !== 'far' && !OPERATIONS[i].link),
    far: of((i) => OPERATIONS[i].kind === 'far' && !OPERATIONS[i].link),
    link: of((i) => OPERATIONS[i].kind !== 'far' && OPERATIONS[i].link),
    farLink: of((i) => OPERATIONS[i].kind === 'far' && OPERATIONS[i].link),
    rare: OPERATIONS.findIndex((op, i) => op.index === index && i >= FIRST_RARE),
  }
})

const both = (name: string) => [operation(name, 4), operation(name, 2)]
const NOP = both('nop')
const LI = both('li')
const MV = both('mv')
const nameIndex = (name: string) => INSTRUCTIONS.findIndex((each) => each.name === name)
const ADDI = nameIndex('addi')
const ADD = nameIndex('add')

/** Nothing is surely executed after it. */
export function isLast(instruction: Instruction | undefined): boolean {
  return instruction === undefined || (instruction.flow !== 'plain' && instruction.flow !== 'branch')
}

/** Writes the record of what was decoded at byte `offset` of its page. */
export function writeRecord(bytes: Uint8Array, at: number, d: Decoded, offset: number): void {
  bytes[at] = numberOf(d, offset)
  bytes[at + 1] = d.rd << 3
  bytes[at + 2] = d.rs1 << 3
  bytes[at + 3] = d.rs2 << 3
  if (d.index < 0) return
  const { format, flow } = INSTRUCTIONS[d.index]
  if (format === 'r4' || format.endsWith('rm')) {
    bytes[at + 4] = d.rm
    bytes[at + 5] = d.rs3 << 3
    return
  }
  let imm = d.imm
  if ((flow === 'branch' || flow === 'jump') && staysIn(offset, imm)) imm <<= CODE_TO_RECORD_SHIFT
  bytes[at + 4] = imm
  bytes[at + 5] = imm >> 8
  bytes[at + 6] = imm >> 16
  bytes[at + 7] = imm >> 24
}

function staysIn(offset: number, distance: number): boolean {
  return offset + distance >= 0 && offset + distance < PAGE_SIZE
}

function numberOf(d: Decoded, offset: number): number {
  if (d.index < 0) return ILLEGAL_OPERATION
  const { flow, sideEffects, format } = INSTRUCTIONS[d.index]
  const numbers = NUMBERS[d.index]
  const short = d.length === 2 ? 1 : 0
  if (flow === 'branch' || flow === 'jump') {
    const near = staysIn(offset, d.imm)
    if (flow === 'jump' && d.rd !== 0) return (near ? numbers.link : numbers.farLink)[short]
    return (near ? numbers.plain : numbers.far)[short]
  }
  if (flow === 'jump-register') return (d.rd === 0 ? numbers.plain : numbers.link)[short]
  if (flow !== 'plain') return numbers.plain[0]
  if (numbers.plain[short] < 0) return numbers.rare
  if (d.rd === 0 && format !== 's') return withoutResult(d, sideEffects, numbers, short)
  if (d.index === ADDI && d.rs1 === 0) return LI[short]
  if (d.index === ADDI && d.imm === 0) return MV[short]
  if (d.index === ADD && d.rs1 === 0) {
    d.rs1 = d.rs2
    return MV[short]
  }
  return numbers.plain[short]
}

/** rd is x0: the loop's cases would write to it. Of floating point it is a register like any other. */
function withoutResult(d: Decoded, sideEffects: boolean, numbers: Numbers, short: number): number {
  if (!sideEffects) return NOP[short]
  return INSTRUCTIONS[d.index].name.startsWith('f') ? numbers.plain[short] : numbers.rare
}
