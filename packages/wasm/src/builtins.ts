// The functions of the notation that are single instructions of WebAssembly: conversions, loads and stores of the one
// memory, and the few operations that have no operator.

import type { Callable } from './emit.ts'
import type { Type } from './types.ts'

const ops: [names: string, opcode: number, params: readonly Type[], result: Type][] = [
  ['i32', 0xa7, ['i64'], 'i32'],
  ['i64', 0xac, ['i32'], 'i64'],
  ['u64', 0xad, ['i32'], 'i64'],
  ['sext8', 0xc2, ['i64'], 'i64'],
  ['sext16', 0xc3, ['i64'], 'i64'],
  ['sext32', 0xc4, ['i64'], 'i64'],
  ['clz', 0x79, ['i64'], 'i64'],
  ['bits_of_f64', 0xbd, ['f64'], 'i64'],
  ['bits_of_f32', 0xbc, ['f32'], 'i32'],
  ['f64_of_bits', 0xbf, ['i64'], 'f64'],
  ['f32_of_bits', 0xbe, ['i32'], 'f32'],
  ['f64_of_i64', 0xb9, ['i64'], 'f64'],
  ['f64_of_u64', 0xba, ['i64'], 'f64'],
  ['f64_of_f32', 0xbb, ['f32'], 'f64'],
  ['f32_of_f64', 0xb6, ['f64'], 'f32'],
  ['sqrt', 0x9f, ['f64'], 'f64'],
  ['sqrt32', 0x91, ['f32'], 'f32'],
  ['abs', 0x99, ['f64'], 'f64'],
]

const memory: [name: string, opcode: number, params: readonly Type[], result: Type | undefined][] = [
  ['load8', 0x31, ['i32'], 'i64'],
  ['load8s', 0x30, ['i32'], 'i64'],
  ['load16', 0x33, ['i32'], 'i64'],
  ['load16s', 0x32, ['i32'], 'i64'],
  ['load32', 0x28, ['i32'], 'i32'],
  ['load64', 0x29, ['i32'], 'i64'],
  ['store8', 0x3c, ['i32', 'i64'], undefined],
  ['store16', 0x3d, ['i32', 'i64'], undefined],
  ['store32', 0x36, ['i32', 'i32'], undefined],
  ['store64', 0x37, ['i32', 'i64'], undefined],
]

/** By name. `load*` and `store*` take an address in the memory itself; those without s extend with zeros. */
export const BUILTINS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ...ops.map(([name, opcode, params, result]): [string, Callable] => [
    name,
    { params, result, emit: (f) => f.op(opcode) },
  ]),
  ...memory.map(([name, opcode, params, result]): [string, Callable] => [
    name,
    { params, result, emit: (f) => f.memory(opcode) },
  ]),
])
