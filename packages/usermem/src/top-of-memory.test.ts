// What happens at the very top of the representable addresses, where a sum of address and length would wrap around
// on hardware and be rounded in a double.

import { EFAULT, ENAMETOOLONG, OK } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { ADDR_LIMIT, type Addr, addLength, addr } from './addr.ts'
import { AddrRangeSeq } from './addr-range-seq.ts'
import { BytesIO } from './bytes-io.ts'
import { copyStringIn } from './copy-string.ts'
import { copyInVec, copyOutVec, zeroOutVec } from './copy-vec.ts'
import { IOReadWriter } from './io-read-writer.ts'
import { type Transfer, transfer } from './transfer.ts'

const SIZE = 4096
const BASE = ADDR_LIMIT - SIZE

/** The last page of all addresses. As in a MemoryManager, an access that would leave the range moves nothing. */
class TopIO extends BytesIO {
  constructor() {
    super(Uint8Array.from({ length: SIZE }, (_, i) => (i % 255) + 1))
  }

  override copyIn(at: Addr, dst: Uint8Array): Transfer {
    return this.#inside(at, dst.length) ? super.copyIn(addr(at - BASE), dst) : transfer(0, EFAULT)
  }

  override copyOut(at: Addr, src: Uint8Array): Transfer {
    return this.#inside(at, src.length) ? super.copyOut(addr(at - BASE), src) : transfer(0, EFAULT)
  }

  override zeroOut(at: Addr, length: number): Transfer {
    return this.#inside(at, length) ? super.zeroOut(addr(at - BASE), length) : transfer(0, EFAULT)
  }

  #inside(at: Addr, length: number): boolean {
    return at >= BASE && addLength(at, length) !== undefined
  }
}

test.each([
  { name: 'ends at the top', start: ADDR_LIMIT - 4, length: 4, n: 4, err: OK },
  { name: 'is the last byte', start: ADDR_LIMIT - 1, length: 1, n: 1, err: OK },
  { name: 'would wrap around by one', start: ADDR_LIMIT - 4, length: 5, n: 0, err: EFAULT },
  { name: 'would wrap around from the last byte', start: ADDR_LIMIT - 1, length: 2, n: 0, err: EFAULT },
  { name: 'is empty at the last byte', start: ADDR_LIMIT - 1, length: 0, n: 0, err: OK },
])('a range that $name', ({ start, length, n, err }) => {
  const ranges = AddrRangeSeq.ofOne(addr(start), length)
  const dst = new Uint8Array(length)
  expect(copyInVec(new TopIO(), ranges, dst)).toEqual({ n, err })
  expect([...dst]).toEqual([...new TopIO().bytes.subarray(SIZE - n), ...new Array(length - n).fill(0)])
  for (const fill of [0xaa, 0]) {
    const io = new TopIO()
    const src = new Uint8Array(length).fill(fill)
    expect(fill === 0 ? zeroOutVec(io, ranges, length) : copyOutVec(io, ranges, src)).toEqual({ n, err })
    expect(io.bytes).toEqual(new TopIO().bytes.map((b, i) => (i >= SIZE - n ? fill : b)))
  }
})

test('a stream reaches the top and faults behind it', () => {
  const stream = new IOReadWriter(new TopIO(), addr(ADDR_LIMIT - 3))
  expect(stream.read(new Uint8Array(3))).toEqual({ n: 3, err: OK })
  expect(stream.addr).toBe(ADDR_LIMIT)
  expect(stream.read(new Uint8Array(1))).toEqual({ n: 0, err: EFAULT })
  expect(stream.write(new Uint8Array(1))).toEqual({ n: 0, err: EFAULT })
  expect(stream.addr).toBe(ADDR_LIMIT)
})

test.each([
  { name: 'with its NUL in the last byte', nul: SIZE - 1, maxLength: 100, length: 4, err: OK },
  { name: 'that runs into the top', nul: undefined, maxLength: 100, length: 5, err: EFAULT },
  { name: 'of just the length that there is', nul: undefined, maxLength: 5, length: 5, err: ENAMETOOLONG },
])('a string $name', ({ nul, maxLength, length, err }) => {
  const io = new TopIO()
  if (nul !== undefined) io.bytes[nul] = 0
  const string = copyStringIn(io, addr(ADDR_LIMIT - 5), maxLength)
  expect(string.err).toBe(err)
  expect(string.bytes).toEqual(new TopIO().bytes.subarray(SIZE - 5, SIZE - 5 + length))
})
