import { arrayOf, defineStruct, EFAULT, IOVEC, OK, padding, u8, u32, u64 } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { ADDR_LIMIT, addr, INVALID_ADDR } from './addr.ts'
import { BytesIO } from './bytes-io.ts'
import {
  copyStructArrayIn,
  copyStructArrayOut,
  copyStructIn,
  copyStructOut,
  IOCopyContext,
} from './copy-context.ts'
import { IGNORE_PERMISSIONS, type IOOpts } from './io.ts'
import type { Transfer } from './transfer.ts'

// 8 bytes: 01 00 00 00 04 03 02 01 and so on.
const PAIR = defineStruct('pair', 8, { tag: u8, pad: padding(3), word: u32 })
const value = { tag: 1, word: 0x01020304 }
const encoded = [1, 0, 0, 0, 4, 3, 2, 1]

const places = [
  { name: 'at the start', at: 0, n: 8 },
  { name: 'to the very end', at: 8, n: 8 },
  { name: 'a fault in the last byte', at: 9, n: 7 },
  { name: 'a fault in the middle', at: 12, n: 4 },
  { name: 'a fault in the second byte', at: 15, n: 1 },
  { name: 'a fault in the first byte', at: 16, n: 0 },
  { name: 'a wrap-around', at: ADDR_LIMIT - 4, n: 0 },
  { name: 'nowhere', at: INVALID_ADDR, n: 0 },
]

describe.each(places)('a struct, $name', ({ at, n }) => {
  const err = n < 8 ? EFAULT : OK

  test('out', () => {
    const io = new BytesIO(new Uint8Array(16).fill(0xee))
    expect(copyStructOut(new IOCopyContext(io), addr(at), PAIR, value)).toEqual({ n, err })
    const want = new Array(16).fill(0xee)
    for (let i = 0; i < n; i++) want[at + i] = encoded[i]
    expect([...io.bytes]).toEqual(want)
  })

  test('in', () => {
    const io = new BytesIO(new Uint8Array(16).fill(0xee))
    for (let i = 0; i < n; i++) io.bytes[at + i] = encoded[i]
    const want = { n, err, value: n === 8 ? value : undefined }
    expect(copyStructIn(new IOCopyContext(io), addr(at), PAIR)).toEqual(want)
  })
})

describe('an array of three', () => {
  const values = [value, { tag: 2, word: 5 }, { tag: 3, word: 6 }]
  const bytes = [...encoded, 2, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0]

  test.each([
    { room: 24, n: 24, whole: 3 },
    { room: 25, n: 24, whole: 3 },
    { room: 23, n: 23, whole: 2 },
    { room: 16, n: 16, whole: 2 },
    { room: 15, n: 15, whole: 1 },
    { room: 8, n: 8, whole: 1 },
    { room: 7, n: 7, whole: 0 },
    { room: 0, n: 0, whole: 0 },
  ])('in memory of $room bytes: $n bytes, $whole structs', ({ room, n, whole }) => {
    const err = n < 24 ? EFAULT : OK
    const io = new BytesIO(new Uint8Array(room).fill(0xee))
    const cc = new IOCopyContext(io)
    expect(copyStructArrayOut(cc, addr(0), PAIR, values)).toEqual({ n, err })
    expect([...io.bytes.subarray(0, n)]).toEqual(bytes.slice(0, n))
    expect([...io.bytes.subarray(n)]).toEqual(new Array(room - n).fill(0xee))
    expect(copyStructArrayIn(cc, addr(0), PAIR, 3)).toEqual({ n, err, values: values.slice(0, whole) })
  })

  test('none of them is nothing, wherever', () => {
    const cc = new IOCopyContext(new BytesIO(new Uint8Array(0)))
    expect(copyStructArrayOut(cc, INVALID_ADDR, PAIR, [])).toEqual({ n: 0, err: OK })
    expect(copyStructArrayIn(cc, INVALID_ADDR, PAIR, 0)).toEqual({ n: 0, err: OK, values: [] })
  })
})

test('integers and arrays of them go the same way', () => {
  const io = new BytesIO(new Uint8Array(8))
  const cc = new IOCopyContext(io)
  expect(copyStructOut(cc, addr(0), u64, 0x0807_0605_0403_0201n)).toEqual({ n: 8, err: OK })
  expect([...io.bytes]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(copyStructIn(cc, addr(4), u32)).toEqual({ n: 4, err: OK, value: 0x08070605 })
  expect(copyStructIn(cc, addr(0), arrayOf(u8, 3))).toEqual({ n: 3, err: OK, value: [1, 2, 3] })
})

describe('the scratch buffer', () => {
  test.each([0, 1, 256, 257, 100_000])('has just the %d bytes asked for', (size) => {
    expect(new IOCopyContext(new BytesIO(new Uint8Array(0))).copyScratchBuffer(size).length).toBe(size)
  })

  test('is used again, and what is left in it does not show', () => {
    const io = new BytesIO(new Uint8Array(64).fill(0xff))
    const cc = new IOCopyContext(io)
    const first = cc.copyScratchBuffer(16)
    expect(copyStructIn(cc, addr(0), IOVEC).value).toEqual({
      iov_base: 2n ** 64n - 1n,
      iov_len: 2n ** 64n - 1n,
    })
    expect(cc.copyScratchBuffer(16).buffer).toBe(first.buffer)
    expect(copyStructOut(cc, addr(0), PAIR, value)).toEqual({ n: 8, err: OK })
    expect([...io.bytes.subarray(0, 9)]).toEqual([...encoded, 0xff])
  })
})

test('options reach the memory', () => {
  const seen: (IOOpts | undefined)[] = []
  class Noting extends BytesIO {
    override copyIn(at: Parameters<BytesIO['copyIn']>[0], dst: Uint8Array, opts?: IOOpts): Transfer {
      seen.push(opts)
      return super.copyIn(at, dst)
    }
  }
  const io = new Noting(new Uint8Array(8))
  copyStructIn(new IOCopyContext(io, IGNORE_PERMISSIONS), addr(0), PAIR)
  copyStructIn(new IOCopyContext(io), addr(0), PAIR)
  expect(seen.map((o) => o?.ignorePermissions)).toEqual([true, false])
})
