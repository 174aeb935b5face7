// RV64C: an instruction of 16 bits as the one of 32 bits that it stands for.

const SP = 2
const LUI = 0x37
const OP_IMM = 0x13
const OP_IMM_32 = 0x1b
const OP = 0x33
const OP_32 = 0x3b
const LOAD = 0x03
const LOAD_FP = 0x07
const STORE = 0x23
const STORE_FP = 0x27
const JALR = 0x67

/** An encoding that is no instruction. */
export const ILLEGAL = 0

const rType = (op: number, f3: number, f7: number, rd: number, rs1: number, rs2: number) =>
  ((f7 << 25) | (rs2 << 20) | (rs1 << 15) | (f3 << 12) | (rd << 7) | op) >>> 0
const iType = (op: number, f3: number, rd: number, rs1: number, imm: number) =>
  ((imm << 20) | (rs1 << 15) | (f3 << 12) | (rd << 7) | op) >>> 0
const sType = (op: number, f3: number, rs1: number, rs2: number, imm: number) =>
  (((imm >> 5) << 25) | (rs2 << 20) | (rs1 << 15) | (f3 << 12) | ((imm & 31) << 7) | op) >>> 0
const bType = (f3: number, rs1: number, imm: number) =>
  ((((imm >> 12) & 1) << 31) |
    (((imm >> 5) & 63) << 25) |
    (rs1 << 15) |
    (f3 << 12) |
    (((imm >> 1) & 15) << 8) |
    (((imm >> 11) & 1) << 7) |
    0x63) >>>
  0
const jType = (rd: number, imm: number) =>
  ((((imm >> 20) & 1) << 31) |
    (((imm >> 1) & 0x3ff) << 21) |
    (((imm >> 11) & 1) << 20) |
    (((imm >> 12) & 0xff) << 12) |
    (rd << 7) |
    0x6f) >>>
  0

/** `count` bits of c from bit `from`, moved to bit `to`. */
const field = (c: number, from: number, count: number, to: number) => ((c >> from) & ((1 << count) - 1)) << to

const imm6 = (c: number) => (field(c, 12, 1, 31) >> 26) | field(c, 2, 5, 0)
const shamt = (c: number) => field(c, 12, 1, 5) | field(c, 2, 5, 0)
const offsetD = (c: number) => field(c, 10, 3, 3) | field(c, 5, 2, 6)
const offsetW = (c: number) => field(c, 10, 3, 3) | field(c, 6, 1, 2) | field(c, 5, 1, 6)
const offsetB = (c: number) =>
  (field(c, 12, 1, 31) >> 23) | field(c, 10, 2, 3) | field(c, 5, 2, 6) | field(c, 3, 2, 1) | field(c, 2, 1, 5)
const offsetJ = (c: number) =>
  (field(c, 12, 1, 31) >> 20) |
  field(c, 11, 1, 4) |
  field(c, 9, 2, 8) |
  field(c, 8, 1, 10) |
  field(c, 7, 1, 6) |
  field(c, 6, 1, 7) |
  field(c, 3, 3, 1) |
  field(c, 2, 1, 5)

/** The instruction that `c` stands for; {@link ILLEGAL} if it is reserved. Precondition: its low bits are not 11. */
export function expand(c: number): number {
  const funct3 = (c >> 13) & 7
  if ((c & 3) === 0) return quadrant0(c, funct3)
  return (c & 3) === 1 ? quadrant1(c, funct3) : quadrant2(c, funct3)
}

function quadrant0(c: number, funct3: number): number {
  const rs1 = 8 + field(c, 7, 3, 0)
  const rd = 8 + field(c, 2, 3, 0)
  switch (funct3) {
    case 0: {
      const imm = field(c, 11, 2, 4) | field(c, 7, 4, 6) | field(c, 6, 1, 2) | field(c, 5, 1, 3)
      return imm === 0 ? ILLEGAL : iType(OP_IMM, 0, rd, SP, imm)
    }
    case 1:
      return iType(LOAD_FP, 3, rd, rs1, offsetD(c))
    case 2:
      return iType(LOAD, 2, rd, rs1, offsetW(c))
    case 3:
      return iType(LOAD, 3, rd, rs1, offsetD(c))
    case 5:
      return sType(STORE_FP, 3, rs1, rd, offsetD(c))
    case 6:
      return sType(STORE, 2, rs1, rd, offsetW(c))
    case 7:
      return sType(STORE, 3, rs1, rd, offsetD(c))
    default:
      return ILLEGAL
  }
}

function quadrant1(c: number, funct3: number): number {
  const rd = field(c, 7, 5, 0)
  const rs1 = 8 + field(c, 7, 3, 0)
  switch (funct3) {
    case 0:
      return iType(OP_IMM, 0, rd, rd, imm6(c))
    case 1:
      return rd === 0 ? ILLEGAL : iType(OP_IMM_32, 0, rd, rd, imm6(c))
    case 2:
      return iType(OP_IMM, 0, rd, 0, imm6(c))
    case 3:
      return upper(c, rd)
    case 4:
      return arithmetic(c, rs1)
    case 5:
      return jType(0, offsetJ(c))
    default:
      return bType(funct3 - 6, rs1, offsetB(c))
  }
}

function upper(c: number, rd: number): number {
  if (rd === SP) {
    const imm =
      (field(c, 12, 1, 31) >> 22) |
      field(c, 6, 1, 4) |
      field(c, 5, 1, 6) |
      field(c, 3, 2, 7) |
      field(c, 2, 1, 5)
    return imm === 0 ? ILLEGAL : iType(OP_IMM, 0, SP, SP, imm)
  }
  const imm = imm6(c)
  return imm === 0 ? ILLEGAL : ((imm << 12) | (rd << 7) | LUI) >>> 0
}

function arithmetic(c: number, rd: number): number {
  const rs2 = 8 + field(c, 2, 3, 0)
  switch (field(c, 10, 2, 0)) {
    case 0:
      return iType(OP_IMM, 5, rd, rd, shamt(c))
    case 1:
      return iType(OP_IMM, 5, rd, rd, shamt(c) | 0x400)
    case 2:
      return iType(OP_IMM, 7, rd, rd, imm6(c))
  }
  switch (field(c, 5, 2, 0) | field(c, 12, 1, 2)) {
    case 0:
      return rType(OP, 0, 0x20, rd, rd, rs2)
    case 1:
      return rType(OP, 4, 0, rd, rd, rs2)
    case 2:
      return rType(OP, 6, 0, rd, rd, rs2)
    case 3:
      return rType(OP, 7, 0, rd, rd, rs2)
    case 4:
      return rType(OP_32, 0, 0x20, rd, rd, rs2)
    case 5:
      return rType(OP_32, 0, 0, rd, rd, rs2)
    default:
      return ILLEGAL
  }
}

function quadrant2(c: number, funct3: number): number {
  const rd = field(c, 7, 5, 0)
  const rs2 = field(c, 2, 5, 0)
  const loadD = field(c, 12, 1, 5) | field(c, 5, 2, 3) | field(c, 2, 3, 6)
  const loadW = field(c, 12, 1, 5) | field(c, 4, 3, 2) | field(c, 2, 2, 6)
  const storeD = field(c, 10, 3, 3) | field(c, 7, 3, 6)
  switch (funct3) {
    case 0:
      return iType(OP_IMM, 1, rd, rd, shamt(c))
    case 1:
      return iType(LOAD_FP, 3, rd, SP, loadD)
    case 2:
      return rd === 0 ? ILLEGAL : iType(LOAD, 2, rd, SP, loadW)
    case 3:
      return rd === 0 ? ILLEGAL : iType(LOAD, 3, rd, SP, loadD)
    case 4:
      return moves(c, rd, rs2)
    case 5:
      return sType(STORE_FP, 3, SP, rs2, storeD)
    case 6:
      return sType(STORE, 2, SP, rs2, field(c, 9, 4, 2) | field(c, 7, 2, 6))
    default:
      return sType(STORE, 3, SP, rs2, storeD)
  }
}

/** c.jr, c.mv, c.ebreak, c.jalr, c.add. */
function moves(c: number, rd: number, rs2: number): number {
  const link = field(c, 12, 1, 0)
  if (rs2 !== 0) return rType(OP, 0, 0, rd, link === 1 ? rd : 0, rs2)
  if (rd !== 0) return iType(JALR, 0, link, rd, 0)
  return link === 1 ? 0x100073 : ILLEGAL
}
