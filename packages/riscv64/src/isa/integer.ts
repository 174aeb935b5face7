// RV64I, M, Zicsr and Zifencei.

import { bits, type Instruction, instruction } from './instruction.ts'

const OP = 0x33
const OP_32 = 0x3b
const OP_IMM = 0x13
const OP_IMM_32 = 0x1b
const LOAD = 0x03
const STORE = 0x23
const BRANCH = 0x63
const SYSTEM = 0x73

const r = (name: string, opcode: number, funct3: number, funct7: number, value: string) =>
  instruction(name, 'r', bits(opcode, funct3, funct7), `rd = ${value}`)
const i = (name: string, opcode: number, funct3: number, value: string) =>
  instruction(name, 'i', bits(opcode, funct3), `rd = ${value}`)
const sh = (name: string, funct3: number, funct7: number, value: string) =>
  instruction(name, 'sh', bits(OP_IMM, funct3, funct7), `rd = ${value}`)
const shw = (name: string, funct3: number, funct7: number, value: string) =>
  instruction(name, 'shw', bits(OP_IMM_32, funct3, funct7), `rd = ${value}`)
const load = (name: string, funct3: number) =>
  instruction(name, 'i', bits(LOAD, funct3), `rd = ${name}(rs1 + imm)`, { sideEffects: true })
const store = (name: string, funct3: number) =>
  instruction(name, 's', bits(STORE, funct3), `${name}(rs1 + imm, rs2)`, { sideEffects: true })
const branch = (name: string, funct3: number, condition: string) =>
  instruction(name, 'b', bits(BRANCH, funct3), condition, { flow: 'branch' })
const csr = (name: string, funct3: number, value: string) =>
  instruction(
    name,
    'i',
    bits(SYSTEM, funct3),
    `let old = csr_read(i32(imm)) csr_write(i32(imm), ${value}) rd = old`,
    {
      frequent: false,
      sideEffects: true,
    },
  )

export const INTEGER: readonly Instruction[] = [
  instruction('lui', 'u', 0x37, 'rd = imm'),
  instruction('auipc', 'u', 0x17, 'rd = pc + imm'),
  instruction('jal', 'j', 0x6f, '', { flow: 'jump' }),
  instruction('jalr', 'i', 0x67, '', { flow: 'jump-register' }),
  branch('beq', 0, 'rs1 == rs2'),
  branch('bne', 1, 'rs1 != rs2'),
  branch('blt', 4, 'rs1 < rs2'),
  branch('bge', 5, 'rs1 >= rs2'),
  branch('bltu', 6, 'rs1 <u rs2'),
  branch('bgeu', 7, 'rs1 >=u rs2'),
  load('lb', 0),
  load('lh', 1),
  load('lw', 2),
  load('ld', 3),
  load('lbu', 4),
  load('lhu', 5),
  load('lwu', 6),
  store('sb', 0),
  store('sh', 1),
  store('sw', 2),
  store('sd', 3),
  i('addi', OP_IMM, 0, 'rs1 + imm'),
  i('slti', OP_IMM, 2, 'u64(rs1 < imm)'),
  i('sltiu', OP_IMM, 3, 'u64(rs1 <u imm)'),
  i('xori', OP_IMM, 4, 'rs1 ^ imm'),
  i('ori', OP_IMM, 6, 'rs1 | imm'),
  i('andi', OP_IMM, 7, 'rs1 & imm'),
  sh('slli', 1, 0x00, 'rs1 << imm'),
  sh('srli', 5, 0x00, 'rs1 >>> imm'),
  sh('srai', 5, 0x20, 'rs1 >> imm'),
  r('add', OP, 0, 0x00, 'rs1 + rs2'),
  r('sub', OP, 0, 0x20, 'rs1 - rs2'),
  r('sll', OP, 1, 0x00, 'rs1 << rs2'),
  r('slt', OP, 2, 0x00, 'u64(rs1 < rs2)'),
  r('sltu', OP, 3, 0x00, 'u64(rs1 <u rs2)'),
  r('xor', OP, 4, 0x00, 'rs1 ^ rs2'),
  r('srl', OP, 5, 0x00, 'rs1 >>> rs2'),
  r('sra', OP, 5, 0x20, 'rs1 >> rs2'),
  r('or', OP, 6, 0x00, 'rs1 | rs2'),
  r('and', OP, 7, 0x00, 'rs1 & rs2'),
  i('addiw', OP_IMM_32, 0, 'i64(i32(rs1) + i32(imm))'),
  shw('slliw', 1, 0x00, 'i64(i32(rs1) << i32(imm))'),
  shw('srliw', 5, 0x00, 'i64(i32(rs1) >>> i32(imm))'),
  shw('sraiw', 5, 0x20, 'i64(i32(rs1) >> i32(imm))'),
  r('addw', OP_32, 0, 0x00, 'i64(i32(rs1) + i32(rs2))'),
  r('subw', OP_32, 0, 0x20, 'i64(i32(rs1) - i32(rs2))'),
  r('sllw', OP_32, 1, 0x00, 'i64(i32(rs1) << i32(rs2))'),
  r('srlw', OP_32, 5, 0x00, 'i64(i32(rs1) >>> i32(rs2))'),
  r('sraw', OP_32, 5, 0x20, 'i64(i32(rs1) >> i32(rs2))'),

  r('mul', OP, 0, 1, 'rs1 * rs2'),
  r('mulh', OP, 1, 1, 'mulh(rs1, rs2)'),
  r('mulhsu', OP, 2, 1, 'mulhsu(rs1, rs2)'),
  r('mulhu', OP, 3, 1, 'mulhu(rs1, rs2)'),
  r('div', OP, 4, 1, 'div(rs1, rs2)'),
  r('divu', OP, 5, 1, 'divu(rs1, rs2)'),
  r('rem', OP, 6, 1, 'rem(rs1, rs2)'),
  r('remu', OP, 7, 1, 'remu(rs1, rs2)'),
  r('mulw', OP_32, 0, 1, 'i64(i32(rs1) * i32(rs2))'),
  r('divw', OP_32, 4, 1, 'i64(div32(i32(rs1), i32(rs2)))'),
  r('divuw', OP_32, 5, 1, 'i64(divu32(i32(rs1), i32(rs2)))'),
  r('remw', OP_32, 6, 1, 'i64(rem32(i32(rs1), i32(rs2)))'),
  r('remuw', OP_32, 7, 1, 'i64(remu32(i32(rs1), i32(rs2)))'),

  // One hart executes everything, in order: nothing to wait for. rd and rs1 are reserved and ignored.
  instruction('fence', 'i', 0x0f, '', { frequent: false }),
  instruction('fence.i', 'i', bits(0x0f, 1), '', { flow: 'fence.i' }),
  instruction('ecall', 'none', SYSTEM, '', { flow: 'ecall' }),
  instruction('ebreak', 'none', 0x100073, '', { flow: 'ebreak' }),
  // csrrs rd, time, x0. Other counters are not for programs on Linux.
  instruction('rdtime', 'i', 0xc0102073, '', { flow: 'rdtime', mask: 0xfffff07f }),
  csr('csrrw', 1, 'rs1'),
  csr('csrrs', 2, 'old | rs1'),
  csr('csrrc', 3, 'old & ~rs1'),
  csr('csrrwi', 5, 'uimm'),
  csr('csrrsi', 6, 'old | uimm'),
  csr('csrrci', 7, 'old & ~uimm'),
]

/** What the instructions above call. */
export const INTEGER_FUNCTIONS = `
inline fn mulhu(a: i64, b: i64): i64 {
  let al = a & 0xffffffffL  let ah = a >>> 32
  let bl = b & 0xffffffffL  let bh = b >>> 32
  let middle = ah * bl + ((al * bl) >>> 32)
  let low = al * bh + (middle & 0xffffffffL)
  return ah * bh + (middle >>> 32) + (low >>> 32)
}
inline fn mulh(a: i64, b: i64): i64 { return mulhu(a, b) - ((a >> 63) & b) - ((b >> 63) & a) }
inline fn mulhsu(a: i64, b: i64): i64 { return mulhu(a, b) - ((a >> 63) & b) }
inline fn div(a: i64, b: i64): i64 {
  if rarely (b == 0) { return -1L }
  if rarely (b == -1L) { return -a }
  return a / b
}
inline fn divu(a: i64, b: i64): i64 {
  if rarely (b == 0) { return -1L }
  return a /u b
}
inline fn rem(a: i64, b: i64): i64 {
  if rarely (b == 0) { return a }
  if rarely (b == -1L) { return 0L }
  return a % b
}
inline fn remu(a: i64, b: i64): i64 {
  if rarely (b == 0) { return a }
  return a %u b
}
inline fn div32(a: i32, b: i32): i32 {
  if rarely (b == 0) { return -1 }
  if rarely (b == -1) { return -a }
  return a / b
}
inline fn divu32(a: i32, b: i32): i32 {
  if rarely (b == 0) { return -1 }
  return a /u b
}
inline fn rem32(a: i32, b: i32): i32 {
  if rarely (b == 0) { return a }
  if rarely (b == -1) { return 0 }
  return a % b
}
inline fn remu32(a: i32, b: i32): i32 {
  if rarely (b == 0) { return a }
  return a %u b
}
fn csr_read(csr: i32): i64 {
  if (csr == 1) { return u64(load32(FFLAGS)) }
  if (csr == 2) { return u64(load32(FRM)) }
  return u64(load32(FFLAGS) | (load32(FRM) << 5))
}
fn csr_write(csr: i32, value: i64) {
  let v = i32(value)
  if (csr != 2) { store32(FFLAGS, v & 31) }
  if (csr == 2) { store32(FRM, v & 7) }
  if (csr == 3) { store32(FRM, (v >>> 5) & 7) }
}
`
