import { describe, expect, test } from 'vitest'
import { defineStruct } from './struct.ts'
import {
  arrayOf,
  byteArray,
  type Field,
  i8,
  i16,
  i32,
  i64,
  i64n,
  padding,
  u8,
  u16,
  u32,
  u64,
  u64n,
} from './struct-fields.ts'

/** A view of 32 bytes, all 0xee, over the middle of a larger buffer. */
function freshView(): DataView {
  const bytes = new Uint8Array(64).fill(0xee)
  return new DataView(bytes.buffer, 16, 32)
}

const hex = (view: DataView, offset: number, length: number): string =>
  Buffer.from(view.buffer, view.byteOffset + offset, length).toString('hex')

describe('fields', () => {
  const cases: { kind: string; field: Field<unknown>; value: unknown; bytes: string; back?: unknown }[] = [
    { kind: 'u8', field: u8, value: 0xfe, bytes: 'fe' },
    { kind: 'u8 cut to its width', field: u8, value: 0x1fe, bytes: 'fe', back: 0xfe },
    { kind: 'i8', field: i8, value: -2, bytes: 'fe' },
    { kind: 'u16', field: u16, value: 0xfedc, bytes: 'dcfe' },
    { kind: 'i16', field: i16, value: -2, bytes: 'feff' },
    { kind: 'u32', field: u32, value: 0xfedcba98, bytes: '98badcfe' },
    { kind: 'u32 of a negative number', field: u32, value: -1, bytes: 'ffffffff', back: 0xffffffff },
    { kind: 'i32', field: i32, value: -2, bytes: 'feffffff' },
    { kind: 'u64', field: u64, value: 0xfedcba9876543210n, bytes: '1032547698badcfe' },
    { kind: 'i64', field: i64, value: -2n, bytes: 'feffffffffffffff' },
    { kind: 'u64n', field: u64n, value: 0x12_3456_789a, bytes: '9a78563412000000' },
    { kind: 'i64n', field: i64n, value: -2, bytes: 'feffffffffffffff' },
    { kind: 'byteArray', field: byteArray(3), value: new Uint8Array([1, 2, 3]), bytes: '010203' },
    {
      kind: 'byteArray filled up',
      field: byteArray(3),
      value: new Uint8Array([1]),
      bytes: '010000',
      back: new Uint8Array([1, 0, 0]),
    },
    { kind: 'arrayOf', field: arrayOf(u16, 2), value: [0x102, 0x304], bytes: '02010403' },
    { kind: 'arrayOf nothing', field: arrayOf(u16, 0), value: [], bytes: '' },
  ]
  test.each(cases)('$kind is $bytes in memory', ({ field, value, bytes, back }) => {
    const view = freshView()
    field.write(view, 5, value)
    expect(field.size).toBe(bytes.length / 2)
    expect(hex(view, 4, field.size + 2)).toBe(`ee${bytes}ee`)
    expect(field.read(view, 5)).toEqual(back ?? value)
  })

  test('bytes that were read are a copy', () => {
    const view = freshView()
    const read = byteArray(2).read(view, 0)
    view.setUint8(0, 1)
    expect(read).toEqual(new Uint8Array([0xee, 0xee]))
  })

  test('too many bytes, and a wrong number of elements, are refused', () => {
    const view = freshView()
    expect(() => byteArray(1).write(view, 0, new Uint8Array(2))).toThrow(RangeError)
    expect(() => arrayOf(u8, 2).write(view, 0, [1])).toThrow(RangeError)
  })
})

describe('defineStruct', () => {
  const INNER = defineStruct('inner', 8, { b: u8, w: u32 })
  const OUTER = defineStruct('outer', 32, {
    tag: u16,
    pad: padding(1),
    inner: INNER,
    pair: arrayOf(u16, 2),
    wide: u64n,
    last: u8,
  })
  const value = { tag: 0x201, inner: { b: 3, w: 0x7060504 }, pair: [0x908, 0xb0a], wide: 12, last: 13 }
  const bytes = '01020000' + '03000000' + '04050607' + '08090a0b' + '0c00000000000000' + '0d00000000000000'

  test('lays fields out as C does', () => {
    expect(INNER).toMatchObject({ name: 'inner', size: 8, align: 4, offsets: { b: 0, w: 4 } })
    expect(OUTER.align).toBe(8)
    expect(OUTER.offsets).toEqual({ tag: 0, inner: 4, pair: 12, wide: 16, last: 24 })
  })

  test('writes every byte, padding as zero', () => {
    const view = freshView()
    OUTER.write(view, 0, value)
    expect(hex(view, 0, 32)).toBe(bytes)
  })

  test('reads what it wrote, skipping padding', () => {
    const view = freshView()
    OUTER.write(view, 0, value)
    for (const i of [2, 3, 5, 6, 7, 25, 31]) view.setUint8(i, 0xee)
    expect(OUTER.read(view, 0)).toEqual(value)
  })

  test('writes at an offset and leaves the rest alone', () => {
    const view = freshView()
    INNER.write(view, 9, { b: 1, w: 2 })
    expect(hex(view, 8, 10)).toBe('ee' + '0100000002000000' + 'ee')
    expect(INNER.read(view, 9)).toEqual({ b: 1, w: 2 })
  })

  test('refuses a declaration of another size', () => {
    expect(() => defineStruct('slip', 8, { a: u32, b: u64 })).toThrow('struct slip comes to 16 bytes, not 8')
  })

  test('does not read past the end of the view', () => {
    expect(() => OUTER.read(freshView(), 1)).toThrow(RangeError)
    expect(() => INNER.read(freshView(), 25)).toThrow(RangeError)
    expect(() => INNER.read(freshView(), -1)).toThrow(RangeError)
    expect(() => byteArray(3).read(freshView(), 30)).toThrow(RangeError)
  })

  test('writes nothing if the view ends too early', () => {
    const view = freshView()
    expect(() => INNER.write(view, 25, { b: 1, w: 2 })).toThrow(RangeError)
    expect(() => byteArray(3).write(view, 30, new Uint8Array(3))).toThrow(RangeError)
    expect(hex(view, -16, 64)).toBe('ee'.repeat(64))
  })

  test('an empty struct is no bytes', () => {
    const EMPTY = defineStruct('empty', 0, {})
    EMPTY.write(freshView(), 32, {})
    expect(EMPTY.read(freshView(), 32)).toEqual({})
  })
})
