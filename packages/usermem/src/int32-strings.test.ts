import { EFAULT, EINVAL, type Errno, OK } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { BytesIO } from './bytes-io.ts'
import { copyInt32StringInVec, copyInt32StringsInVec } from './int32-strings.ts'

/** The text's Latin-1 bytes, in an address space of just them. */
const memory = (text: string): BytesIO => new BytesIO(Uint8Array.from(text, (c) => c.charCodeAt(0)))
const all = (io: BytesIO): AddrRangeSeq => AddrRangeSeq.ofOne(addr(0), io.bytes.length)

const spaces = (n: number): string => ' '.repeat(n)

// Count, errno and values are those of writing to /proc/sys/kernel/printk, four integers 4 4 1 7, on Linux 6.18.
// The count before EINVAL is ours: Linux returns the error alone.
const cases: [text: string, n: number, err: Errno, values: number[]][] = [
  ['', 0, OK, []],
  [' ', 1, EINVAL, []],
  ['5', 1, OK, [5]],
  ['5 ', 2, OK, [5]],
  ['5\n', 2, OK, [5]],
  [' \t5 6 7 1 ', 10, OK, [5, 6, 7, 1]],
  ['5 6 7 1 9 9', 8, OK, [5, 6, 7, 1]],
  ['5 6 7 1 x', 8, OK, [5, 6, 7, 1]],
  ['5 6\n7', 5, OK, [5, 6, 7]],
  ['0', 1, OK, [0]],
  ['-0', 2, OK, [0]],
  ['0x10', 4, OK, [16]],
  ['0X1f', 4, OK, [31]],
  ['-0x10', 5, OK, [-16]],
  ['010', 3, OK, [8]],
  ['-010', 4, OK, [-8]],
  ['08', 0, EINVAL, []],
  ['0x', 0, EINVAL, []],
  ['0xg', 0, EINVAL, []],
  ['+5', 0, EINVAL, []],
  ['-5', 2, OK, [-5]],
  ['-', 0, EINVAL, []],
  ['- 5', 0, EINVAL, []],
  ['--5', 0, EINVAL, []],
  ['x', 0, EINVAL, []],
  ['5 x', 2, EINVAL, [5]],
  ['5,6', 0, EINVAL, []],
  ['5.0', 0, EINVAL, []],
  ['1e3', 0, EINVAL, []],
  ['5\0', 0, EINVAL, []],
  ['5\v6', 0, EINVAL, []],
  ['5\f', 0, EINVAL, []],
  ['5\r\n', 0, EINVAL, []],
  ['5 \r\n', 4, OK, [5]],
  ['\v5', 2, OK, [5]],
  ['\u00a05', 2, OK, [5]],
  ['5\u00a0', 0, EINVAL, []],
  ['5 \u00a06', 4, OK, [5, 6]],
  ['2147483647', 10, OK, [2147483647]],
  ['2147483648', 0, EINVAL, []],
  ['-2147483648', 11, OK, [-2147483648]],
  ['-2147483649', 0, EINVAL, []],
  ['5 99999999999', 2, EINVAL, [5]],
  ['18446744073709551616', 0, EINVAL, []],
  [`${'0'.repeat(19)}1`, 20, OK, [1]],
  [`${'0'.repeat(20)}1`, 0, EINVAL, []],
  [`${'0'.repeat(21)}1`, 0, EINVAL, []],
  [`5${spaces(4999)}`, 5000, OK, [5]],
  [`5${spaces(4094)}6`, 4096, OK, [5]],
  [`5 ${spaces(4090)}12345`, 4097, OK, [5, 123]],
  [spaces(5000), 4095, EINVAL, []],
  [`${spaces(4095)}5`, 4095, EINVAL, []],
]

describe('as Linux takes them', () => {
  test.each(cases)('%j', (text, n, err, values) => {
    const dsts = Int32Array.of(4, 4, 1, 7)
    const io = memory(text)
    expect(copyInt32StringsInVec(io, all(io), dsts)).toEqual({ n, err })
    expect([...dsts]).toEqual([...values, ...[4, 4, 1, 7].slice(values.length)])
  })
})

describe('in user memory', () => {
  const io = memory('12 34 56')
  const seq = (...ranges: [number, number][]): AddrRangeSeq =>
    AddrRangeSeq.of(ranges.map(([start, length]) => ({ start: addr(start), end: addr(start + length) })))

  test.each([
    { name: 'a number across two ranges', ranges: seq([6, 2], [0, 2]), n: 4, err: OK, values: [5612, -1] },
    { name: 'empty ranges', ranges: seq([99, 0], [0, 5], [99, 0]), n: 5, err: OK, values: [12, 34] },
    { name: 'only empty ranges', ranges: seq([99, 0]), n: 0, err: OK, values: [-1, -1] },
    { name: 'no range', ranges: seq(), n: 0, err: OK, values: [-1, -1] },
    { name: 'a fault at once', ranges: seq([8, 1]), n: 0, err: EFAULT, values: [-1, -1] },
    { name: 'a fault in the last byte', ranges: seq([0, 9]), n: 0, err: EFAULT, values: [-1, -1] },
    {
      name: 'a fault behind what is wanted',
      ranges: seq([0, 8], [8, 9000]),
      n: 0,
      err: EFAULT,
      values: [-1, -1],
    },
  ])('$name', ({ ranges, n, err, values }) => {
    const dsts = Int32Array.of(-1, -1)
    expect(copyInt32StringsInVec(io, ranges, dsts)).toEqual({ n, err })
    expect([...dsts]).toEqual(values)
  })

  test('a fault behind what is looked at is a fault all the same', () => {
    const long = memory(`5${spaces(4999)}`)
    const dsts = Int32Array.of(-1)
    const ranges = AddrRangeSeq.ofOne(addr(0), 5001)
    expect(copyInt32StringsInVec(long, ranges, dsts)).toEqual({ n: 0, err: EFAULT })
    expect([...dsts]).toEqual([-1])
  })

  test('none wanted, none read', () => {
    expect(copyInt32StringsInVec(io, seq([99, 9]), new Int32Array(0))).toEqual({ n: 0, err: OK })
  })

  test('a single one', () => {
    const dst = { value: 7 }
    expect(copyInt32StringInVec(io, seq([0, 8]), dst)).toEqual({ n: 3, err: OK })
    expect(dst.value).toBe(12)
    expect(copyInt32StringInVec(io, seq([2, 1]), dst)).toEqual({ n: 1, err: EINVAL })
    expect(dst.value).toBe(12)
  })
})
