// The notation: what its functions compute once they are WebAssembly, and what it refuses.

import { describe, expect, test } from 'vitest'
import { FunctionEmitter } from './function-emitter.ts'
import { ModuleBuilder } from './module.ts'
import { parseBlock, parseDeclarations } from './parse.ts'
import * as w from './types.ts'

/** The functions of a module. */
function compiled(text: string, constants = {}) {
  const module = new ModuleBuilder(constants)
  const { functions, variables } = parseDeclarations(text)
  module.add({ functions, variables }, true)
  const memory = new WebAssembly.Memory({ initial: 1 })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(module.build())), {
    m: { memory },
  })
  return {
    exports: instance.exports as Record<string, (...args: (bigint | number)[]) => bigint | number>,
    memory,
  }
}

test.each<[text: string, a: bigint, b: bigint, want: bigint]>([
  ['a + b * 2', 3n, 4n, 11n],
  ['(a + b) * 2', 3n, 4n, 14n],
  ['a - b - 1', 10n, 3n, 6n],
  ['a & 12 | b ^ 1', 14n, 2n, 15n],
  ['a >> 1', -3n, 0n, -2n],
  ['a >>> 60', -1n, 0n, 15n],
  ['a << 3 + 1', 1n, 0n, 16n],
  ['a /u b', -1n, 2n, 0x7fffffffffffffffn],
  ['a % b', -7n, 4n, -3n],
  ['a %u b', -1n, 10n, 5n],
  ['-a', 5n, 0n, -5n],
  ['~a', 5n, 0n, -6n],
  ['u64(a < b)', -1n, 0n, 1n],
  ['u64(a <u b)', -1n, 0n, 0n],
  ['u64(!a)', 0n, 0n, 1n],
  ['a < b ? a : b', 9n, 7n, 7n],
  ['a == 1 ? 10 : a == 2 ? 20L : 30L', 2n, 0n, 20n],
  ['u64(a != 0 && b == 5 || a == 7)', 7n, 0n, 1n],
  ['i64(i32(a))', 0x1ffffffffn, 0n, -1n],
  ['u64(i32(a))', 0x1ffffffffn, 0n, 0xffffffffn],
  ['sext8(a) + sext16(b)', 0x80n, 0x8000n, -128n - 32768n],
  ['clz(a)', 1n, 0n, 63n],
  ['bits_of_f64(f64_of_bits(a) * 2.0)', 0x3ff0000000000000n, 0n, 0x4000000000000000n],
  ['0xffffffffffffffffL & a', -5n, 0n, -5n],
  ['FORTY + a', 2n, 0n, 42n],
  ['i64_of_f64(f64_of_i64(a) + 0.5)', -(2n ** 40n), 0n, -(2n ** 40n) + 1n],
])('%s', (text, a, b, want) => {
  const { exports } = compiled(`fn f(a: i64, b: i64): i64 { return ${text} }`, { FORTY: 40 })
  expect(exports.f(a, b)).toBe(want)
})

describe('statements', () => {
  test('loop, choose, call and set', () => {
    const { exports } = compiled(`
      var calls: i64
      fn gcd(a: i64, b: i64): i64 {
        calls = calls + 1 // counts
        while (b != 0) { let t = a %u b  a = b  b = t }
        return a
      }
      fn sign(a: i64): i64 { if (a < 0) { return -1L } else if (a == 0) { return 0L } else { return 1L } }
      fn counted(): i64 { gcd(1L, 1L) return calls }
    `)
    expect([exports.gcd(48n, 36n), exports.sign(-9n), exports.sign(0n), exports.sign(4n)]).toEqual([
      12n,
      -1n,
      0n,
      1n,
    ])
    expect(exports.counted()).toBe(2n)
  })

  test('reach the memory', () => {
    const { exports, memory } = compiled(
      'fn f(a: i64): i64 { store32(8, i32(a)) store64(16, a) return load16(8) + load8s(16) }',
    )
    expect(exports.f(0x1234_5678_9abc_def0n)).toBe(0xdef0n - 16n)
    expect(new DataView(memory.buffer).getUint32(8, true)).toBe(0x9abcdef0)
  })
})

test('an inline function is emitted where it is called, and its returns leave it alone', () => {
  const { exports } = compiled(`
    var calls: i64
    inline fn least(a: i64, b: i64): i64 {
      if rarely (a == b) { return a }
      let less = a < b
      return less ? a : b
    }
    inline fn count(n: i64) { if (n == 0) { return } calls = calls + n }
    fn f(a: i64, b: i64): i64 {
      count(a)
      count(0L)
      let c = 100
      return least(least(a, b), 5L) * 1000 + least(b, b) + u64(c)
    }
  `)
  expect(Object.keys(exports)).toEqual(['calls', 'f'])
  expect([exports.f(3n, 4n), exports.f(9n, 8n)]).toEqual([3104n, 5108n])
  expect((exports.calls as unknown as WebAssembly.Global).value).toBe(12n)
})

test('hints of branches are where the branches are', () => {
  const module = new ModuleBuilder({})
  module.import('host', [], undefined)
  module.add(parseDeclarations('fn plain() { if (1) { } }'))
  module.add(
    parseDeclarations(
      'fn hinted(a: i32) { let b = a if likely (b) { } if (b) { } if rarely (a) { host() } }',
    ),
  )
  const f = new FunctionEmitter(0)
  const mark = f.mark()
  const end = f.open(w.BLOCK)
  f.i32(0)
  f.hint(false)
  f.brIf(end)
  f.close()
  f.insert(mark, () => {
    f.i32(1)
    f.hint(true)
    f.open(w.IF)
    f.close()
  })
  module.declare('inserted', [], undefined)(f)
  const bytes = module.build()
  expect(hintsIn(bytes)).toEqual([
    { func: 2, opcode: w.IF, likely: 1 },
    { func: 2, opcode: w.IF, likely: 0 },
    { func: 3, opcode: w.IF, likely: 1 },
    { func: 3, opcode: w.BR_IF, likely: 0 },
  ])
  expect(WebAssembly.validate(Uint8Array.from(bytes))).toBe(true)
})

/** The hints of a module whose functions and sections are short, and the instructions that they are for. */
function hintsIn(bytes: Uint8Array) {
  const sections = new Map<number, Uint8Array>()
  for (let at = 8; at < bytes.length; ) {
    // Sizes are of one or two bytes here.
    const [size, start] =
      bytes[at + 1] < 0x80 ? [bytes[at + 1], at + 2] : [(bytes[at + 1] & 0x7f) | (bytes[at + 2] << 7), at + 3]
    // The one with hints comes before the code, the one with names at the end.
    if (!sections.has(bytes[at])) sections.set(bytes[at], bytes.subarray(start, start + size))
    at = start + size
  }
  const code = sections.get(10) ?? new Uint8Array()
  const bodies: Uint8Array[] = []
  for (let at = 1; at < code.length; at += 1 + code[at]) bodies.push(code.subarray(at + 1, at + 1 + code[at]))
  const [length, ...hints] = sections.get(0) ?? []
  expect(String.fromCharCode(...hints.splice(0, length))).toBe('metadata.code.branch_hint')
  const found: { func: number; opcode: number; likely: number }[] = []
  for (let functions = hints.shift() ?? 0; functions > 0; functions--) {
    const func = hints.shift() ?? 0
    for (let count = hints.shift() ?? 0; count > 0; count--) {
      const [offset, size, likely] = hints.splice(0, 3)
      expect(size).toBe(1)
      found.push({ func, opcode: bodies[func - 1][offset], likely })
    }
  }
  return found
}

test('moves and fills: 16 and 64 bytes, and as many as wanted', () => {
  const { exports, memory } = compiled(`
    fn f() { copy16(200, 1) copy64(300, 1) copy(400, 1, 5) fill(401, 7, 2) }
  `)
  const bytes = new Uint8Array(memory.buffer)
  for (let i = 0; i < 100; i++) bytes[i] = i
  exports.f()
  const numbers = (length: number) => Array.from({ length }, (_, i) => i + 1)
  expect([...bytes.subarray(200, 217)]).toEqual([...numbers(16), 0])
  expect([...bytes.subarray(300, 365)]).toEqual([...numbers(64), 0])
  expect([...bytes.subarray(400, 406)]).toEqual([1, 7, 7, 4, 5, 0])
})

test.each([
  ['let x = ', 'it ends too early'],
  ['if a { }', '( expected, not a: if a { }'],
  ['a = 1 # 2', 'not understood:  # 2'],
])('%s is no statement', (text, message) => {
  expect(() => parseBlock(text)).toThrow(message)
})

test.each([
  ['return b', 'unknown name b'],
  ['b = 1', 'unknown variable b'],
  ['return g(a)', 'unknown function g'],
  ['return a == 0', 'i64 expected, not i32'],
  ['return clz(a, a)', 'clz takes 1 arguments'],
  ['let x = 1 let x = a return x', 'x has two types'],
  ['return a if (a) { }', 'i32 expected, not i64'],
])('%s is refused', (text, message) => {
  expect(() => compiled(`fn f(a: i64): i64 { ${text} }`)).toThrow(`in f: ${message}`)
})
