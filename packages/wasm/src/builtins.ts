// The functions of the notation that are single instructions of WebAssembly, or nearly: conversions, loads, stores and
// moves in the one memory, and the few operations that have no operator.

import type { Callable } from './emit.ts'
import type { FunctionEmitter } from './function-emitter.ts'
import type { Type } from './types.ts'
import * as w from './types.ts'

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
  ['i64_of_f64', 0xb0, ['f64'], 'i64'],
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

/** memory.copy(to, from, n) and memory.fill(at, value, n): a call of the host's. */
const bulk: [name: string, code: readonly number[]][] = [
  ['copy', [0xfc, 0x0a, 0, 0]],
  ['fill', [0xfc, 0x0b, 0]],
]

/** Moves so many bytes, 16 at a time; the places may not overlap. */
const moves: [name: string, bytes: number][] = [
  ['copy16', 16],
  ['copy64', 64],
]

function emitMove(f: FunctionEmitter, bytes: number): void {
  const from = f.local('i32')
  const to = f.local('i32')
  f.set(from)
  f.set(to)
  for (let offset = 0; offset < bytes; offset += 16) {
    f.get(to)
    f.get(from)
    f.vector(w.V128_LOAD, offset)
    f.vector(w.V128_STORE, offset)
  }
  f.release('i32', to)
  f.release('i32', from)
}

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
  ...bulk.map(([name, code]): [string, Callable] => [
    name,
    { params: ['i32', 'i32', 'i32'], result: undefined, emit: (f) => f.code.bytes(code) },
  ]),
  ...moves.map(([name, bytes]): [string, Callable] => [
    name,
    { params: ['i32', 'i32'], result: undefined, emit: (f) => emitMove(f, bytes) },
  ]),
])
