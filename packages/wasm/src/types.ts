// The types of WebAssembly, the few instructions that are emitted by name, and what surrounds an emitted expression.

export type Type = 'i32' | 'i64' | 'f32' | 'f64'

export const TYPE_CODE: Readonly<Record<Type, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c }
/** A block without a result. */
export const VOID = 0x40

export const UNREACHABLE = 0x00
export const BLOCK = 0x02
export const LOOP = 0x03
export const IF = 0x04
export const ELSE = 0x05
export const END = 0x0b
export const BR = 0x0c
export const BR_IF = 0x0d
export const BR_TABLE = 0x0e
export const RETURN = 0x0f
export const CALL = 0x10
export const DROP = 0x1a
export const LOCAL_GET = 0x20
export const LOCAL_SET = 0x21
export const LOCAL_TEE = 0x22
export const GLOBAL_GET = 0x23
export const GLOBAL_SET = 0x24
export const I32_LOAD = 0x28
export const I64_LOAD = 0x29
export const I32_LOAD8_U = 0x2d
export const I64_LOAD32_S = 0x34
export const I32_STORE = 0x36
export const I64_STORE = 0x37
export const I32_CONST = 0x41
export const I64_CONST = 0x42
export const F32_CONST = 0x43
export const F64_CONST = 0x44
export const I32_EQZ = 0x45
export const I32_EQ = 0x46
export const I32_NE = 0x47
export const I64_EQ = 0x51
export const I32_GT_S = 0x4a
export const I32_LE_S = 0x4c
export const I64_NE = 0x52
export const CALL_INDIRECT = 0x11
export const I32_ADD = 0x6a
export const I32_SUB = 0x6b
export const I32_AND = 0x71
export const I32_SHL = 0x74
export const I32_SHR_U = 0x76
export const I64_ADD = 0x7c
export const I64_SUB = 0x7d
export const I64_AND = 0x83
export const I64_SHR_U = 0x88
export const I32_WRAP_I64 = 0xa7
export const I64_EXTEND_I32_U = 0xad

/** Comes before the opcodes of vectors, of which these are two. */
export const VECTOR = 0xfd
export const V128_LOAD = 0x00
export const V128_STORE = 0x0b

/** Operators by type; unsigned ones end in u. */
export const OPERATORS: Readonly<Record<Type, Readonly<Record<string, number>>>> = {
  i32: operators(0x6a, 0x46),
  i64: operators(0x7c, 0x51),
  f32: floatOperators(0x92, 0x5b),
  f64: floatOperators(0xa0, 0x61),
}

function operators(add: number, eq: number): Record<string, number> {
  const arithmetic = ['+', '-', '*', '/', '/u', '%', '%u', '&', '|', '^', '<<', '>>', '>>>']
  const comparisons = ['==', '!=', '<', '<u', '>', '>u', '<=', '<=u', '>=', '>=u']
  return {
    ...Object.fromEntries(arithmetic.map((op, i) => [op, add + i])),
    ...Object.fromEntries(comparisons.map((op, i) => [op, eq + i])),
  }
}

function floatOperators(add: number, eq: number): Record<string, number> {
  return {
    ...Object.fromEntries(['+', '-', '*', '/'].map((op, i) => [op, add + i])),
    ...Object.fromEntries(['==', '!=', '<', '>', '<=', '>='].map((op, i) => [op, eq + i])),
  }
}
