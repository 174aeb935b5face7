// The kinds of field that an ABI struct is made of. All little endian, as every architecture we know is.

import { getInt64, getUint64, setInt64 } from './int64.ts'

/** One kind of value with a fixed size in memory; `T` is what it is in TypeScript. */
export interface Field<T> {
  /** Bytes it occupies. */
  readonly size: number
  /** Its offset in a struct is a multiple of this, as the C ABI has it. */
  readonly align: number
  /** Decodes the value at `offset`. Throws RangeError if the view ends before the value does. */
  read(view: DataView, offset: number): T
  /** Encodes `value` at `offset`, every byte of it; an integer is reduced modulo its width, as C does. */
  write(view: DataView, offset: number, value: T): void
}

/** Bytes of a struct that carry no value: skipped when reading, zero when written. */
export interface Padding {
  readonly padding: true
  readonly size: number
  readonly align: 1
}

export const u8: Field<number> = {
  size: 1,
  align: 1,
  read: (view, offset) => view.getUint8(offset),
  write: (view, offset, value) => view.setUint8(offset, value),
}

export const i8: Field<number> = {
  size: 1,
  align: 1,
  read: (view, offset) => view.getInt8(offset),
  write: (view, offset, value) => view.setInt8(offset, value),
}

export const u16: Field<number> = {
  size: 2,
  align: 2,
  read: (view, offset) => view.getUint16(offset, true),
  write: (view, offset, value) => view.setUint16(offset, value, true),
}

export const i16: Field<number> = {
  size: 2,
  align: 2,
  read: (view, offset) => view.getInt16(offset, true),
  write: (view, offset, value) => view.setInt16(offset, value, true),
}

export const u32: Field<number> = {
  size: 4,
  align: 4,
  read: (view, offset) => view.getUint32(offset, true),
  write: (view, offset, value) => view.setUint32(offset, value, true),
}

export const i32: Field<number> = {
  size: 4,
  align: 4,
  read: (view, offset) => view.getInt32(offset, true),
  write: (view, offset, value) => view.setInt32(offset, value, true),
}

/** Any unsigned 64-bit value, exactly. */
export const u64: Field<bigint> = {
  size: 8,
  align: 8,
  read: (view, offset) => view.getBigUint64(offset, true),
  write: (view, offset, value) => view.setBigUint64(offset, value, true),
}

/** Any signed 64-bit value, exactly. */
export const i64: Field<bigint> = {
  size: 8,
  align: 8,
  read: (view, offset) => view.getBigInt64(offset, true),
  write: (view, offset, value) => view.setBigInt64(offset, value, true),
}

/**
 * An unsigned 64-bit field of values below 2^53. A larger one is read as Number.MAX_SAFE_INTEGER. Only safe integers
 * may be written.
 */
export const u64n: Field<number> = { size: 8, align: 8, read: getUint64, write: setInt64 }

/** As {@link u64n}, signed: what lies beyond ±Number.MAX_SAFE_INTEGER is read as the nearer of the two. */
export const i64n: Field<number> = { size: 8, align: 8, read: getInt64, write: setInt64 }

/** `size` bytes without a value. Padding that C's alignment brings about need not be declared. */
export function padding(size: number): Padding {
  return { padding: true, size, align: 1 }
}

/** `size` raw bytes. What is read is a copy; what is written may be shorter, and is filled up with zeroes. */
export function byteArray(size: number): Field<Uint8Array> {
  return {
    size,
    align: 1,
    read: (view, offset) => bytesAt(view, offset, size).slice(),
    write(view, offset, value) {
      if (value.length > size) throw new RangeError(`${value.length} bytes do not fit into ${size}`)
      const bytes = bytesAt(view, offset, size)
      bytes.set(value)
      bytes.fill(0, value.length)
    },
  }
}

// A view's buffer goes on where the view ends, so the check that DataView's own methods make is made here.
function bytesAt(view: DataView, offset: number, size: number): Uint8Array {
  if (offset < 0 || offset + size > view.byteLength) throw new RangeError('bytes outside their view')
  return new Uint8Array(view.buffer, view.byteOffset + offset, size)
}

/** `length` values of one kind, one after the other; a struct's codec is such a kind too. */
export function arrayOf<T>(element: Field<T>, length: number): Field<readonly T[]> {
  return {
    size: element.size * length,
    align: element.align,
    read: (view, offset) => Array.from({ length }, (_, i) => element.read(view, offset + i * element.size)),
    write(view, offset, value) {
      if (value.length !== length) throw new RangeError(`${value.length} elements where ${length} belong`)
      for (let i = 0; i < length; i++) element.write(view, offset + i * element.size, value[i])
    },
  }
}
