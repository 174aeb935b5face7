// Programs of machine code for tests, made from the table of instructions: what they leave in memory is compared with
// what qemu-riscv64 leaves there. They run on a Hart directly, and, put into an ELF file, under qemu.

import { INSTRUCTIONS } from './isa/decode.ts'
import type { Instruction } from './isa/instruction.ts'

/** Where things lie. */
export const CODE = 0x10000
export const DATA = 0x400000
export const OUT = 0x800000

export interface Program {
  readonly code: Uint8Array
  readonly data: Uint8Array
  /** Bytes that it leaves at OUT. */
  readonly outLength: number
}

export interface Operands {
  readonly rd?: number
  readonly rs1?: number
  readonly rs2?: number
  readonly rs3?: number
  readonly imm?: number
  readonly rm?: number
}

/** Encodes an instruction by its name. */
export function encode(name: string, operands: Operands = {}): number {
  const found = INSTRUCTIONS.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no instruction ${name}`)
  return encodeOf(found, operands)
}

export function encodeOf(instruction: Instruction, o: Operands): number {
  const { rd = 0, rs1 = 0, rs2 = 0, rs3 = 0, imm = 0, rm = 7 } = o
  const [d, a, b] = [rd << 7, rs1 << 15, rs2 << 20]
  const { format, match } = instruction
  switch (format) {
    case 'r':
      return (match | d | a | b) >>> 0
    case 'i':
      return (match | d | a | (imm << 20)) >>> 0
    case 'sh':
    case 'shw':
      return (match | d | a | (imm << 20)) >>> 0
    case 's':
      return (match | a | b | ((imm & 31) << 7) | ((imm >> 5) << 25)) >>> 0
    case 'b':
      return (
        (match |
          a |
          b |
          (((imm >> 12) & 1) << 31) |
          (((imm >> 5) & 63) << 25) |
          (((imm >> 1) & 15) << 8) |
          (((imm >> 11) & 1) << 7)) >>>
        0
      )
    case 'u':
      return (match | d | (imm & ~0xfff)) >>> 0
    case 'j':
      return (
        (match |
          d |
          (((imm >> 20) & 1) << 31) |
          (((imm >> 1) & 0x3ff) << 21) |
          (((imm >> 11) & 1) << 20) |
          (((imm >> 12) & 0xff) << 12)) >>>
        0
      )
    case 'r4':
      return (match | d | a | b | (rs3 << 27) | (rm << 12)) >>> 0
    case 'r-rm':
      return (match | d | a | b | (rm << 12)) >>> 0
    case 'u1':
      return (match | d | a) >>> 0
    case 'u1-rm':
      return (match | d | a | (rm << 12)) >>> 0
    case 'none':
      return match
  }
}

/** Code as it is put together. */
export class Code {
  readonly #bytes: number[] = []

  get length(): number {
    return this.#bytes.length
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }

  op(name: string, operands: Operands = {}): this {
    return this.word(encode(name, operands))
  }

  word(bits: number): this {
    for (let i = 0; i < 4; i++) this.#bytes.push((bits >>> (8 * i)) & 0xff)
    return this
  }

  half(bits: number): this {
    this.#bytes.push(bits & 0xff, (bits >>> 8) & 0xff)
    return this
  }

  /** Loads a constant of 31 bits. */
  li(rd: number, value: number): this {
    const low = (value << 20) >> 20
    if (value === low) return this.op('addi', { rd, imm: value })
    return this.op('lui', { rd, imm: value - low }).op('addi', { rd, rs1: rd, imm: low })
  }

  /** Branches back to `target`, a length that the code had. */
  back(name: string, rs1: number, rs2: number, target: number): this {
    return this.op(name, { rs1, rs2, imm: target - this.length })
  }
}

const A7 = 17
const A0 = 10

/** The end of a program: under qemu it writes what it has done and exits; on a Hart the first ecall is the end. */
export function finish(code: Code, outLength: number): void {
  code
    .li(A0, 1)
    .li(A0 + 1, OUT)
    .li(A0 + 2, outLength)
    .li(A7, 64)
    .op('ecall')
  code.li(A0, 0).li(A7, 93).op('ecall')
}

/** An ELF file of a program: one segment of everything. */
export function elfOf({ code, data, outLength }: Program): Uint8Array {
  const segments = [
    { at: CODE, content: code, size: code.length, flags: 5 },
    { at: DATA, content: data, size: data.length, flags: 6 },
    { at: OUT, content: new Uint8Array(0), size: outLength, flags: 6 },
  ]
  const header = 0x1000
  const dataAt = header + Math.ceil(code.length / 4096) * 4096
  const file = new Uint8Array(dataAt + data.length)
  const view = new DataView(file.buffer)
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  view.setUint16(16, 2, true)
  view.setUint16(18, 243, true)
  view.setUint32(20, 1, true)
  view.setBigUint64(24, BigInt(CODE), true)
  view.setBigUint64(32, 64n, true)
  view.setUint32(48, 5, true)
  view.setUint16(52, 64, true)
  view.setUint16(54, 56, true)
  view.setUint16(56, segments.length, true)
  segments.forEach(({ at, content, size, flags }, i) => {
    const place = 64 + 56 * i
    const offset = i === 0 ? header : i === 1 ? dataAt : 0
    view.setUint32(place, 1, true)
    view.setUint32(place + 4, flags, true)
    view.setBigUint64(place + 8, BigInt(offset), true)
    view.setBigUint64(place + 16, BigInt(at), true)
    view.setBigUint64(place + 24, BigInt(at), true)
    view.setBigUint64(place + 32, BigInt(content.length), true)
    view.setBigUint64(place + 40, BigInt(size), true)
    view.setBigUint64(place + 48, 4096n, true)
    file.set(content, offset)
  })
  return file
}

/** A repeatable source of 32-bit numbers. */
export function randomSource(seed: number): () => number {
  let x = seed | 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return x >>> 0
  }
}
