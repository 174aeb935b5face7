// Random operations on an address space, against a naive model: every return value, every byte, the list of mappings,
// and the invariants after each step.

import { OK } from '@jvisor/abi'
import {
  type AccessType,
  AddrRangeSeq,
  ANY_ACCESS,
  addr,
  BlockSeq,
  BlockSeqReader,
  BlockSeqWriter,
  READ,
  READ_WRITE,
  transfer,
} from '@jvisor/usermem'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Model, type ModelFile, type ModelMapping } from './address-space.model.testing.ts'
import { anon, BASE, expectSound, machine, mapped, maps, PAGE, peek, TestFile } from './fixtures.testing.ts'
import type { MmapLayout } from './layout.ts'

const PAGES = 24
const LAYOUT: MmapLayout = {
  minAddr: BASE,
  maxAddr: addr(BASE + PAGES * PAGE),
  mmapTop: addr(BASE + 20 * PAGE),
  brkStart: addr(BASE + 13 * PAGE),
}
const HEAP: ModelMapping = { perms: READ_WRITE, maxPerms: ANY_ACCESS, private: true, file: undefined }

const page = fc.integer({ min: -1, max: PAGES })
const size = fc.integer({ min: 0, max: 6 })
const perms = fc.constantFrom(0, 1, 1, 2, 3, 3, 3, 4, 5, 7) as fc.Arbitrary<AccessType>
/** Offsets near the borders of pages, where things go wrong. */
const place = fc.tuple(page, fc.constantFrom(0, 0, 1, 17, PAGE - 1)).map(([p, b]) => p * PAGE + b)
const length = fc.tuple(fc.nat(3), fc.constantFrom(0, 1, 16, 17, PAGE - 1)).map(([p, b]) => p * PAGE + b)

const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('mmap' as const),
      how: fc.constantFrom('hint' as const, 'fixed' as const, 'fixed' as const, 'noReplace' as const),
      page,
      size,
      perms,
      kind: fc.constantFrom('anon', 'anon', 'private', 'shared', 'readonly'),
      offset: fc.nat(4),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('munmap' as const), page, size }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('mprotect' as const), page, size, perms }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constantFrom('copyOut' as const, 'copyIn' as const, 'zeroOut' as const),
      place,
      length,
      force: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constantFrom('copyOutFrom' as const, 'copyInTo' as const),
      ranges: fc.array(fc.tuple(place, length), { maxLength: 4 }),
      room: fc.oneof(fc.constant(1e6), fc.nat(3 * PAGE)),
      force: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('brk' as const), place }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('write' as const), place: fc.nat(5 * PAGE), length: fc.nat(20) }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('truncate' as const), size: fc.nat(6 * PAGE) }) },
)
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

/** Bytes as a string, which is a hundred times as fast to compare. */
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** The address space and its model, which are told the same. */
class Pair {
  readonly file
  readonly mm
  readonly object
  readonly model = new Model(LAYOUT)
  readonly modelFile: ModelFile
  #seed = 0

  constructor() {
    const { file, mm } = machine(128, LAYOUT)
    this.file = file
    this.mm = mm
    this.object = new TestFile(file, 3 * PAGE, 'f')
    this.modelFile = { name: 'f', bytes: new Uint8Array(3 * PAGE), size: 3 * PAGE }
  }

  /** Does it on both sides. @returns what each says. */
  step(o: Operation): [real: unknown, model: unknown] {
    const { mm, model } = this
    switch (o.op) {
      case 'mmap':
        return this.#mmap(o)
      case 'munmap': {
        const start = addr(BASE + o.page * PAGE)
        return [mm.munmap(start, o.size * PAGE), model.munmap(start, o.size * PAGE)]
      }
      case 'mprotect': {
        const start = addr(BASE + o.page * PAGE)
        return [mm.mprotect(start, o.size * PAGE, o.perms), model.mprotect(start, o.size * PAGE, o.perms)]
      }
      case 'brk':
        return [mm.brk(addr(BASE + o.place)), model.brk(BASE + o.place, HEAP)]
      case 'write': {
        const bytes = this.#bytes(Math.min(o.length, Math.max(0, this.object.size - o.place)))
        this.object.write(o.place, bytes)
        if (bytes.length > 0) this.modelFile.bytes.set(bytes, o.place)
        return [0, 0]
      }
      case 'truncate': {
        this.object.truncate(o.size)
        model.truncate(this.modelFile, o.size)
        return [0, 0]
      }
      case 'copyOutFrom':
      case 'copyInTo':
        return this.#moveRanges(o.op === 'copyOutFrom', o.ranges, o.room, o.force)
      default:
        return this.#move(o.op, o.place, o.length, o.force)
    }
  }

  #mmap(o: Operation & { op: 'mmap' }): [unknown, unknown] {
    const where = BASE + o.page * PAGE
    const isFile = o.kind !== 'anon'
    const attributes = {
      perms: o.kind === 'readonly' ? ((o.perms & 5) as AccessType) : o.perms,
      maxPerms: o.kind === 'readonly' ? ((READ | 4) as AccessType) : ANY_ACCESS,
      private: o.kind === 'anon' || o.kind === 'private',
    }
    const opts = {
      ...attributes,
      addr: addr(where),
      length: o.size * PAGE,
      fixed: o.how !== 'hint',
      noReplace: o.how === 'noReplace',
      offset: isFile ? o.offset * PAGE : 0,
    }
    return [
      this.mm.mmap(isFile ? mapped(this.object, opts) : anon(opts)),
      this.model.mmap(
        where,
        o.size * PAGE,
        o.how,
        { ...attributes, file: isFile ? this.modelFile : undefined },
        isFile ? o.offset : 0,
      ),
    ]
  }

  #move(
    op: 'copyOut' | 'copyIn' | 'zeroOut',
    place: number,
    length: number,
    force: boolean,
  ): [unknown, unknown] {
    const where = addr(BASE + place)
    const opts = { ignorePermissions: force }
    if (op === 'copyIn') {
      const [real, model] = [new Uint8Array(length).fill(0xcc), new Uint8Array(length).fill(0xcc)]
      return [
        { ...this.mm.copyIn(where, real, opts), bytes: text(real) },
        { ...this.model.move(where, model, false, force), bytes: text(model) },
      ]
    }
    const bytes = op === 'copyOut' ? this.#bytes(length) : new Uint8Array(length)
    const real = op === 'copyOut' ? this.mm.copyOut(where, bytes, opts) : this.mm.zeroOut(where, length, opts)
    return [real, this.model.move(where, bytes, true, force)]
  }

  /** Through a reader or writer that has `room` bytes and then stops without an error. */
  #moveRanges(write: boolean, places: [number, number][], room: number, force: boolean): [unknown, unknown] {
    const ranges = places.map(([p, n]) => ({ start: addr(BASE + p), end: addr(BASE + p + n) }))
    const total = places.reduce((sum, [, n]) => sum + n, 0)
    const [real, model] = write
      ? ((bytes) => [bytes, bytes])(this.#bytes(Math.min(room, total)))
      : [new Uint8Array(Math.min(room, total)), new Uint8Array(Math.min(room, total))]
    const opts = { ignorePermissions: force }
    const seq = AddrRangeSeq.of(ranges)
    const result = write
      ? this.mm.copyOutFrom(seq, new BlockSeqReader(BlockSeq.fromBytes(real)), opts)
      : this.mm.copyInTo(seq, new BlockSeqWriter(BlockSeq.fromBytes(real)), opts)
    // A fault that lies right behind the last byte of room is met only if what came before was offered by itself:
    // both sides agree on the count and the bytes; on the reason wherever there was room left.
    const naive = this.#naiveRanges(write, ranges, model, force)
    return [
      { n: result.n, bytes: text(real), err: result.n < room ? result.err : OK },
      { n: naive.n, bytes: text(model), err: naive.n < room ? naive.err : OK },
    ]
  }

  #naiveRanges(write: boolean, ranges: { start: number; end: number }[], bytes: Uint8Array, force: boolean) {
    if (ranges.some((r) => r.end > LAYOUT.maxAddr))
      return this.model.move(LAYOUT.maxAddr, new Uint8Array(1), write, force)
    let done = 0
    for (const { start, end } of ranges) {
      const piece = bytes.subarray(done, done + (end - start))
      const { n, err } = this.model.move(start, piece, write, force)
      done += n
      if (err !== OK) return transfer(done, err)
    }
    return transfer(done, OK)
  }

  #bytes(length: number): Uint8Array {
    const seed = ++this.#seed
    return Uint8Array.from({ length }, (_, i) => (i * 13 + (i >> 12) + seed * 29) | 1)
  }

  expectSame(): void {
    const offset = (line: string) =>
      line.replace(/^(\d+)-(\d+)/, (_, a, b) => `${a - BASE / PAGE}-${b - BASE / PAGE}`)
    expect(maps(this.mm)).toEqual(this.model.maps().map(offset))
    for (let i = 0; i < PAGES; i++) {
      const real = peek(this.mm, BASE + i * PAGE, PAGE)
      const bytes = new Uint8Array(PAGE)
      const model = this.model.move(BASE + i * PAGE, bytes, false, true).err === OK ? bytes : undefined
      expect(real === undefined ? undefined : Buffer.compare(real, bytes), `page ${i}`).toBe(
        model === undefined ? undefined : 0,
      )
    }
    expect(Buffer.compare(this.object.read(0, this.modelFile.bytes.length), this.modelFile.bytes)).toBe(0)
  }
}

test('an address space is what the model says, after any operations', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 40, size: 'max' }), (operations) => {
      const pair = new Pair()
      for (const o of operations) {
        const [real, model] = pair.step(o)
        expect(real).toEqual(model)
        expectSound(pair.file, pair.mm, [pair.object])
      }
      pair.expectSame()
      expectSound(pair.file, pair.mm, [pair.object])
      pair.mm.decUsers()
      pair.object.truncate(0)
      expect(pair.file.pagesInUse).toBe(1)
    }),
    { numRuns: 400 },
  )
})

test('an address space that runs out of memory stays sound', () => {
  fc.assert(
    fc.property(
      fc.array(operation, { minLength: 1, maxLength: 40, size: 'max' }),
      fc.nat(120),
      (operations, taken) => {
        const pair = new Pair()
        for (let i = 0; i < taken; i++) pair.file.allocate()
        for (const o of operations) {
          if (o.op === 'write') continue // the test's own file needs its memory
          pair.step(o)
          expectSound(pair.file, pair.mm, [pair.object], taken)
        }
        pair.mm.decUsers()
        pair.object.truncate(0)
        expect(pair.file.pagesInUse).toBe(1 + taken)
      },
    ),
    { numRuns: 200 },
  )
})
