// Random programs: a few hundred instructions of all kinds and both lengths on random registers, at the end of which
// all registers are stored.

import { TESTED } from './instruction-programs.testing.ts'
import { decode, INSTRUCTIONS } from './isa/decode.ts'
import type { Instruction } from './isa/instruction.ts'
import { Code, DATA, encode, encodeOf, finish, OUT, type Program, randomSource } from './programs.testing.ts'

/** Those whose results are recorded: seeds from 1 on. */
export const RANDOM_PROGRAMS = 20

const DATA_SIZE = 4096
const LENGTH = 1500
/** Point into the data, and are not changed: x2, x8, and x9 to the place of an atomic access. */
const BASES = [2, 8]
const ATOMIC_BASE = 9
/** Rounds that are left. */
const COUNTER = 18
const ROUNDS = 12
const RESERVED = new Set([...BASES, ATOMIC_BASE, COUNTER])

const AUIPC = INSTRUCTIONS.filter(({ name }) => name === 'auipc')
/** What a reservation survives is the machine's choice. */
const CANDIDATES = [...TESTED.filter(({ name }) => !/^(lr|sc)\./.test(name)), ...AUIPC]
const BRANCHES = INSTRUCTIONS.filter(({ flow }) => flow === 'branch')

const accessesMemory = ({ semantics }: Instruction) => /\b[ls][bhwd]u?\(/.test(semantics)
const isAtomic = ({ semantics }: Instruction) => semantics.includes('atomic(')
const writesFloat = ({ semantics }: Instruction) => semantics.includes('fd =')

class Generator {
  readonly #code = new Code()
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  make(): Program {
    const data = new Uint8Array(DATA_SIZE)
    for (let i = 0; i < DATA_SIZE; i++) data[i] = this.#random() % 3 === 0 ? 0 : this.#random()
    const code = this.#code
    const outLength = 64 * 8 + 8
    code.li(1, DATA)
    for (let i = 0; i < 32; i++) code.op('fld', { rd: i, rs1: 1, imm: 8 * i })
    for (let i = 31; i > 0; i--) code.op('ld', { rd: i, rs1: 1, imm: 256 + 8 * i })
    code
      .li(2, DATA + 2048)
      .li(8, DATA + 2048)
      .li(9, DATA + 1024)
    code.op('csrrwi', { rs1: this.#random() % 5, imm: 2 })
    code.li(COUNTER, ROUNDS)
    const start = code.length
    const end = start + LENGTH * 3
    while (code.length < end) this.#step()
    code.op('addi', { rd: COUNTER, rs1: COUNTER, imm: -1 }).op('beq', { rs1: COUNTER, imm: 8 })
    code.op('jal', { imm: start - code.length })
    code.li(2, OUT)
    for (let i = 0; i < 32; i++) {
      if (!RESERVED.has(i)) code.op('sd', { rs1: 2, rs2: i, imm: 8 * i })
      code.op('fsd', { rs1: 2, rs2: i, imm: 256 + 8 * i })
    }
    code.op('csrrs', { rd: 1, imm: 3 }).op('sd', { rs1: 2, rs2: 1, imm: 512 })
    finish(code, outLength)
    return { code: code.bytes, data, outLength }
  }

  #step(): void {
    const kind = this.#random() % 8
    if (kind === 0) this.#branch()
    else if (kind < 4) this.#compressed()
    else this.#code.word(this.#plain())
  }

  #register(): number {
    return this.#random() % 32
  }

  #target(): number {
    for (;;) {
      const rd = this.#register()
      if (!RESERVED.has(rd)) return rd
    }
  }

  #plain(): number {
    const chosen = CANDIDATES[this.#random() % CANDIDATES.length]
    const memory = accessesMemory(chosen)
    const { format } = chosen
    let imm = (this.#random() % 4096) - 2048
    if (memory) imm = (this.#random() % 3000) - 1500
    else if (format === 'sh') imm &= 63
    else if (format === 'shw') imm &= 31
    else if (format === 'u') imm = this.#random() & ~0xfff
    return encodeOf(chosen, {
      rd: writesFloat(chosen) ? this.#register() : this.#target(),
      rs1: isAtomic(chosen) ? ATOMIC_BASE : memory ? BASES[this.#random() % 2] : this.#register(),
      rs2: this.#register(),
      rs3: this.#register(),
      imm,
      rm: this.#random() % 6 === 5 ? 7 : this.#random() % 5,
    })
  }

  /** Over one instruction of 4 bytes, or not. */
  #branch(): void {
    const { name } = BRANCHES[this.#random() % BRANCHES.length]
    this.#code.word(encode(name, { rs1: this.#register(), rs2: this.#register(), imm: 8 }))
    this.#code.word(this.#plain())
  }

  #compressed(): void {
    for (;;) {
      const bits = this.#random() & 0xffff
      if ((bits & 3) === 3) continue
      const d = decode(bits)
      const found = INSTRUCTIONS[d.index]
      if (found === undefined || found.flow !== 'plain') continue
      if (!writesFloat(found) && found.format !== 's' && RESERVED.has(d.rd)) continue
      if (accessesMemory(found) && !BASES.includes(d.rs1)) continue
      this.#code.half(bits)
      return
    }
  }
}

/** The program of a seed. */
export function randomProgram(seed: number): Program {
  return new Generator(randomSource(seed * 0x9e3779b1)).make()
}
