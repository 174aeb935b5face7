// Pipes against a naive model of the rules: lists of bytes in at most 16 slots.

import { EFAULT, EPIPE, O_DIRECT, O_WRONLY, OK, PAGE_SIZE, WOULD_BLOCK } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { BytesIO } from '@jvisor/usermem'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPipe } from './pipe.ts'
import { ranges } from './vfs.testing.ts'
import { EVENT_IN, EVENT_OUT } from './waiter.ts'
import { NORMAL_WRITE } from './write-opts.ts'

interface Slot {
  bytes: number[]
  /** Where in its page the bytes end; reading does not change it. */
  end: number
  readonly packet: boolean
}

/** `data` is what of `total` bytes is there; the rest faults. */
class Model {
  slots: Slot[] = []

  write(data: number[], total: number, packet: boolean): { n: number; err: number } {
    if (total === 0) return { n: 0, err: OK }
    let n = 0
    const tail = total % PAGE_SIZE
    const last = this.slots.at(-1)
    if (tail > 0 && last !== undefined && !last.packet && last.end + tail <= PAGE_SIZE) {
      if (data.length < tail) return { n: 0, err: EFAULT }
      last.bytes.push(...data.slice(0, tail))
      last.end += tail
      n = tail
    }
    while (n < total) {
      if (this.slots.length === 16) return { n, err: WOULD_BLOCK }
      const end = Math.min(n + PAGE_SIZE, total)
      if (data.length < end) return { n, err: EFAULT }
      this.slots.push({ bytes: data.slice(n, end), end: end - n, packet })
      n = end
    }
    return { n, err: OK }
  }

  /** `good`: bytes of the buffer, all `total` of it, that are there. */
  read(good: number, total: number): { n: number; err: number; touched: number[] } {
    if (total === 0) return { n: 0, err: OK, touched: [] }
    if (this.slots.length === 0) return { n: 0, err: WOULD_BLOCK, touched: [] }
    const touched: number[] = []
    let n = 0
    while (n < total && this.slots.length > 0) {
      const [slot] = this.slots
      const part = slot.bytes.slice(0, total - n)
      touched.push(...part.slice(0, Math.max(0, good - n)))
      if (good < n + part.length) return { n, err: EFAULT, touched }
      n += part.length
      slot.bytes.splice(0, part.length)
      if (slot.bytes.length === 0 || slot.packet) this.slots.shift()
      if (slot.packet) break
    }
    return { n, err: OK, touched }
  }

  get numBytes(): number {
    return this.slots.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }
}

/** Sizes that meet the edges of pages often. */
const size = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 20_000 }),
  fc.constantFrom(0, 1, 4095, 4096, 4097, 8192, 65_536, 70_000),
)
const step = fc.record({ write: fc.boolean(), packet: fc.integer({ min: 0, max: 9 }), good: size, bad: size })

test('a pipe does what its rules say, whatever comes in whatever order, and leaves no page behind', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const file = new MemoryFile({ maxBytes: 1 << 20, initialBytes: 65_536 })
      const before = file.pagesInUse
      const { reader, writer } = createPipe(file, 1, 0)
      const model = new Model()
      let next = 0
      for (const { write, packet, good, bad } of steps) {
        // Most buffers are good.
        const total = good + (bad % 3 === 0 ? bad : 0)
        if (write) {
          const data = Uint8Array.from({ length: good }, (_, i) => (next + i) % 251)
          writer.statusFlags = O_WRONLY | (packet === 0 ? O_DIRECT : 0)
          const got = writer.write(ranges(new BytesIO(data), [0, total]), NORMAL_WRITE)
          expect(got).toEqual(model.write(Array.from(data), total, packet === 0))
          next += got.n
        } else {
          const buffer = new BytesIO(new Uint8Array(good).fill(255))
          const { n, err } = reader.read(ranges(buffer, [0, total]))
          const want = model.read(good, total)
          expect({ n, err }).toEqual({ n: want.n, err: want.err })
          // One call for all bytes: an assertion each, or toEqual on so many, takes seconds.
          expect(buffer.bytes.every((byte, i) => byte === (want.touched[i] ?? 255))).toBe(true)
        }
        expect(reader.bytesToRead()).toBe(model.numBytes)
        expect(file.pagesInUse - before).toBe(model.slots.length)
        expect(reader.readiness(EVENT_IN) !== 0).toBe(model.slots.length > 0)
        expect(writer.readiness(EVENT_OUT) !== 0).toBe(model.slots.length < 16)
      }
      reader.decRef()
      expect(writer.write(ranges(new BytesIO(new Uint8Array(0)), [5, 1]), NORMAL_WRITE).err).toBe(EPIPE)
      writer.decRef()
      expect(file.pagesInUse).toBe(before)
    }),
    { numRuns: 100 },
  )
})
