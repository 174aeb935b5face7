import { EFAULT, OK } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { addr, INVALID_ADDR } from './addr.ts'
import { BytesIO } from './bytes-io.ts'
import { IOReadWriter } from './io-read-writer.ts'

const fresh = (): BytesIO => new BytesIO(Uint8Array.from({ length: 8 }, (_, i) => i + 1))

test('reads and writes go on from each other', () => {
  const io = fresh()
  const stream = new IOReadWriter(io, addr(2))
  const dst = new Uint8Array(2)
  expect(stream.read(dst)).toEqual({ n: 2, err: OK })
  expect([...dst]).toEqual([3, 4])
  expect(stream.write(Uint8Array.of(0xa, 0xb))).toEqual({ n: 2, err: OK })
  expect([...io.bytes]).toEqual([1, 2, 3, 4, 0xa, 0xb, 7, 8])
  expect(stream.addr).toBe(6)
})

test.each([
  { name: 'nothing', at: 3, length: 0, n: 0, err: OK, after: 3 },
  { name: 'up to the end', at: 5, length: 3, n: 3, err: OK, after: 8 },
  { name: 'past the end', at: 5, length: 4, n: 3, err: EFAULT, after: 8 },
  { name: 'from the end', at: 8, length: 1, n: 0, err: EFAULT, after: 8 },
  { name: 'from nowhere', at: INVALID_ADDR, length: 1, n: 0, err: EFAULT, after: INVALID_ADDR },
])('$name: the address advances by the bytes that moved', ({ at, length, n, err, after }) => {
  const dst = new Uint8Array(length).fill(0xee)
  const reading = new IOReadWriter(fresh(), addr(at))
  expect(reading.read(dst)).toEqual({ n, err })
  expect(reading.addr).toBe(after)
  expect([...dst]).toEqual(Array.from(dst, (_, i) => (i < n ? at + i + 1 : 0xee)))

  const io = fresh()
  const writing = new IOReadWriter(io, addr(at))
  expect(writing.write(new Uint8Array(length).fill(0xaa))).toEqual({ n, err })
  expect(writing.addr).toBe(after)
  expect(io.bytes).toEqual(fresh().bytes.map((b, i) => (i >= at && i < at + n ? 0xaa : b)))
})
