import fc from 'fast-check'
import { expect, test } from 'vitest'
import { getInt64, getUint64, setInt64 } from './int64.ts'

const view = new DataView(new ArrayBuffer(24))
const MAX = Number.MAX_SAFE_INTEGER

test.each([
  { bits: 0n, unsigned: 0, signed: 0 },
  { bits: 1n, unsigned: 1, signed: 1 },
  { bits: 0xffff_ffffn, unsigned: 2 ** 32 - 1, signed: 2 ** 32 - 1 },
  { bits: 0x1_0000_0000n, unsigned: 2 ** 32, signed: 2 ** 32 },
  { bits: 2n ** 53n - 1n, unsigned: MAX, signed: MAX },
  { bits: 2n ** 53n, unsigned: MAX, signed: MAX },
  { bits: 2n ** 62n, unsigned: MAX, signed: MAX },
  { bits: 2n ** 63n - 1n, unsigned: MAX, signed: MAX },
  { bits: 2n ** 63n, unsigned: MAX, signed: -MAX },
  { bits: 2n ** 64n - 2n ** 53n - 1n, unsigned: MAX, signed: -MAX },
  { bits: 2n ** 64n - 2n ** 53n, unsigned: MAX, signed: -MAX },
  { bits: 2n ** 64n - 2n ** 53n + 1n, unsigned: MAX, signed: -MAX },
  { bits: 2n ** 64n - 2n ** 32n, unsigned: MAX, signed: -(2 ** 32) },
  { bits: 2n ** 64n - 1n, unsigned: MAX, signed: -1 },
])('the bits $bits read as $unsigned and as $signed', ({ bits, unsigned, signed }) => {
  view.setBigUint64(8, bits, true)
  expect(getUint64(view, 8)).toBe(unsigned)
  expect(getInt64(view, 8)).toBe(signed)
})

test('a safe integer is stored as its 64 bits, and nothing beside them is touched', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      new Uint8Array(view.buffer).fill(0xee)
      setInt64(view, 8, value)
      expect(view.getBigInt64(8, true)).toBe(BigInt(value))
      expect(getInt64(view, 8)).toBe(value)
      expect([view.getUint8(7), view.getUint8(16)]).toEqual([0xee, 0xee])
    }),
  )
})
