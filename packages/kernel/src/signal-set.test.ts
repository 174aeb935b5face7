import { expect, test } from 'vitest'
import { SignalSet } from './signal-set.ts'

test.each([
  [[], 0n],
  [[1], 1n],
  [[1, 32, 33, 64], 0x8000_0001_8000_0001n],
])('%j has the bits %s', (signals, bits) => {
  const set = SignalSet.of(...signals)
  expect([set.bits, [...set], [...SignalSet.fromBits(bits)], set.isEmpty]).toEqual([
    bits,
    signals,
    signals,
    signals.length === 0,
  ])
  expect(set.equals(SignalSet.fromBits(bits))).toBe(true)
})

test.each([
  ['the lowest', [40, 5, 9], [], 5],
  ['the lowest of those that are left', [5, 32, 64], [5, 32], 64],
  ['none', [5, 40], [5, 40], 0],
])('the first is %s', (_name, signals, without, want) => {
  expect(SignalSet.of(...signals).first(SignalSet.of(...without))).toBe(want)
})

test('takes in, takes out, and copies', () => {
  const set = SignalSet.of(9, 19, 5)
  const copy = set.copy().blockable().addAll(SignalSet.of(63)).deleteAll(SignalSet.of(5))
  expect([[...set], [...copy]]).toEqual([[5, 9, 19], [63]])
})
