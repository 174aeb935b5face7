// 64-bit integers as numbers, for fields whose values fit: exact up to 2^53-1 either way, and saturating beyond, so
// that what does not fit stays too large (or too negative) to pass a range check.

const TWO_32 = 2 ** 32
// The upper word of Number.MAX_SAFE_INTEGER, 2^53-1.
const MAX_SAFE_HIGH = 0x1fffff

/** The unsigned 64-bit value at `offset`; Number.MAX_SAFE_INTEGER for anything larger. */
export function getUint64(view: DataView, offset: number): number {
  const high = view.getUint32(offset + 4, true)
  if (high > MAX_SAFE_HIGH) return Number.MAX_SAFE_INTEGER
  return high * TWO_32 + view.getUint32(offset, true)
}

/** The signed 64-bit value at `offset`; the nearer of ±Number.MAX_SAFE_INTEGER for anything beyond them. */
export function getInt64(view: DataView, offset: number): number {
  const high = view.getInt32(offset + 4, true)
  if (high > MAX_SAFE_HIGH) return Number.MAX_SAFE_INTEGER
  if (high < -MAX_SAFE_HIGH - 1) return Number.MIN_SAFE_INTEGER
  return Math.max(high * TWO_32 + view.getUint32(offset, true), Number.MIN_SAFE_INTEGER)
}

/**
 * Stores an integer as 64 bits in two's complement, which serves signed and unsigned fields.
 * Precondition: `value` is a safe integer.
 */
export function setInt64(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value >>> 0, true)
  view.setInt32(offset + 4, Math.floor(value / TWO_32), true)
}
