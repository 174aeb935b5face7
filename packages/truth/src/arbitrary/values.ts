// Numbers that find mistakes: addresses around the edges of mappings, lengths around pages, offsets around the ends of
// files, and values that no call should take.

import fc from 'fast-check'
import { ALL_FDS, MEMORY_NAMES, READABLE } from './world.ts'

export type Value = string | number

/** Weighted choice. */
export function weighted<T>(
  ...choices: readonly [weight: number, arbitrary: fc.Arbitrary<T>][]
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))
}

const beforeEnd = fc.oneof(
  fc.constantFrom(4097, 4096, 100, 17, 16, 8, 1, 0, -1, -100),
  fc.integer({ min: 1, max: 5000 }),
)
const afterStart = fc.oneof(fc.constantFrom(0, 0, 1, 8, 4080, 4095, 4096), fc.integer({ min: 0, max: 5000 }))

function plus(base: string, delta: number): string {
  return delta === 0 ? base : delta > 0 ? `${base}+${delta}` : `${base}${delta}`
}

/** Stand for a descriptor and for mappings that a scenario comes back to again and again: see scenario.ts. */
export const FAVOURITE_FD = '$fd'
export const FAVOURITE_MEMORY = ['$a', '$b']

const mapping = weighted<string>(
  [3, fc.constantFrom(...FAVOURITE_MEMORY)],
  [1, fc.constantFrom(...MEMORY_NAMES)],
)
const inMapping = fc.oneof(
  fc.tuple(mapping, afterStart).map(([name, delta]) => plus(name, delta)),
  fc.tuple(mapping, beforeEnd).map(([name, delta]) => plus(`${name}.end`, -delta)),
)

/** Where pages begin, in mappings and just behind them. */
export const page: fc.Arbitrary<Value> = fc
  .tuple(mapping, fc.constantFrom('', '', '+4096', '.end-4096', '.end'))
  .map(([name, more]) => name + more)

/** Addresses that nothing is ever mapped at, or that are none. */
const nowhere = fc.constantFrom<Value>(
  0,
  1,
  'arena',
  '2**47-4096',
  '2**47-1',
  '2**47',
  '2**63-1',
  '2**63',
  '2**64-4096',
  -1,
)

export const address: fc.Arbitrary<Value> = weighted<Value>([30, inMapping], [1, nowhere])

export const length: fc.Arbitrary<Value> = weighted<Value>(
  [3, fc.constantFrom(0, 1, 2, 7, 8, 64)],
  [4, fc.constantFrom(4095, 4096, 4097, 8192, 12288, 65536)],
  [4, fc.integer({ min: 0, max: 9000 })],
  [1, fc.constantFrom<Value>('MAX_RW_COUNT', '2**31-1', '2**31', '2**32', '2**47', '2**63-1', '2**63', -1)],
)

export const offset: fc.Arbitrary<Value> = weighted<Value>(
  [4, fc.constantFrom<Value>(0, 1, 10, 4095, 4096, 6000, 8192, 12288, 20000)],
  [4, fc.integer({ min: 0, max: 25000 })],
  [1, fc.constantFrom<Value>(-1, -2, -4096, '2**31', '2**32', '2**40', '2**53-1', '2**63-1', '2**63')],
)

/** Offsets that do not make files of petabytes. */
export const writeOffset: fc.Arbitrary<Value> = weighted<Value>(
  [4, fc.constantFrom<Value>(0, 1, 10, 4095, 4096, 6000, 8192, 12288, 20000)],
  [4, fc.integer({ min: 0, max: 25000 })],
  [1, fc.constantFrom<Value>(-1, -2, -4096, '2**63')],
)

const numbers: fc.Arbitrary<Value> = weighted<Value>(
  [4, fc.integer({ min: 3, max: 12 })],
  [1, fc.constantFrom<Value>(0, -1, -100, 1000, 'AT_FDCWD', '2**31-1', '2**32+3')],
)

/** A descriptor of any kind to read from. */
export const readFd: fc.Arbitrary<Value> = weighted<Value>(
  [20, fc.constant(FAVOURITE_FD)],
  [10, fc.constantFrom(...READABLE)],
  [1, fc.constantFrom<Value>(-1, 2000, '2**32')],
)
/** A descriptor of any kind, or any small number. */
export const anyFd: fc.Arbitrary<Value> = weighted<Value>(
  [20, fc.constant(FAVOURITE_FD)],
  [10, fc.constantFrom(...ALL_FDS)],
  [2, numbers],
)

export const iovec = fc.array(fc.tuple(address, length), { minLength: 0, maxLength: 8 })

/** Several of some flags, or now and then any bits. */
export function flags(names: readonly string[], strange: readonly Value[] = []): fc.Arbitrary<Value> {
  const some = fc
    .subarray([...names], { minLength: 0 })
    .map((chosen): Value => (chosen.length === 0 ? 0 : chosen.join('|')))
  return strange.length === 0 ? some : weighted<Value>([8, some], [1, fc.constantFrom(...strange)])
}
