import { EFAULT, OK } from '@jvisor/abi'
import {
  type AccessType,
  type Addr,
  AddrRangeSeq,
  addr,
  BlockSeqReader,
  BlockSeqWriter,
  BlockSeq as Blocks,
  IGNORE_PERMISSIONS,
  INVALID_ADDR,
  type IOOpts,
  NO_ACCESS,
  NORMAL_IO,
  READ,
  READ_WRITE,
  type Transfer,
  WRITE,
} from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { at, BASE, expectSound, machine, mapPages, PAGE, pattern, peek } from './fixtures.testing.ts'
import { DEFAULT_LAYOUT } from './layout.ts'
import type { MemoryManager } from './memory-manager.ts'

const { maxAddr } = DEFAULT_LAYOUT
const NEVER_READ = { n: 0, err: EFAULT }

/** Every way to write `src` to `where`, and every way to read `length` bytes back, as one interface. */
interface Way {
  name: string
  writes: boolean
  move(mm: MemoryManager, where: Addr, bytes: Uint8Array, opts: IOOpts): Transfer
}

/** `where` to `where + length` in pieces of 1000 bytes, with an empty one here and there. */
function pieces(where: number, length: number): AddrRangeSeq {
  const ranges: { start: Addr; end: Addr }[] = []
  for (let done = 0; done <= length; done += 1000) {
    const start = addr(where + done)
    if (done % 3000 === 0 || done === length) ranges.push({ start, end: start })
    ranges.push({ start, end: addr(where + Math.min(length, done + 1000)) })
  }
  return AddrRangeSeq.of(ranges)
}

const WAYS: Way[] = [
  { name: 'copyOut', writes: true, move: (mm, where, bytes, opts) => mm.copyOut(where, bytes, opts) },
  {
    name: 'zeroOut',
    writes: true,
    move: (mm, where, bytes, opts) => {
      const result = mm.zeroOut(where, bytes.length, opts)
      bytes.fill(0)
      return result
    },
  },
  {
    name: 'copyOutFrom with one range',
    writes: true,
    move: (mm, where, bytes, opts) =>
      mm.copyOutFrom(
        AddrRangeSeq.ofOne(where, bytes.length),
        new BlockSeqReader(Blocks.fromBytes(bytes)),
        opts,
      ),
  },
  {
    name: 'copyOutFrom with many ranges',
    writes: true,
    move: (mm, where, bytes, opts) =>
      mm.copyOutFrom(pieces(where, bytes.length), new BlockSeqReader(Blocks.fromBytes(bytes)), opts),
  },
  { name: 'copyIn', writes: false, move: (mm, where, bytes, opts) => mm.copyIn(where, bytes, opts) },
  {
    name: 'copyInTo with one range',
    writes: false,
    move: (mm, where, bytes, opts) =>
      mm.copyInTo(AddrRangeSeq.ofOne(where, bytes.length), new BlockSeqWriter(Blocks.fromBytes(bytes)), opts),
  },
  {
    name: 'copyInTo with many ranges',
    writes: false,
    move: (mm, where, bytes, opts) =>
      mm.copyInTo(pieces(where, bytes.length), new BlockSeqWriter(Blocks.fromBytes(bytes)), opts),
  },
]

/**
 * Moves `length` bytes at `where` and checks count and reason, and that the first `n` bytes moved and no others did.
 */
function expectMoved(
  way: Way,
  mm: MemoryManager,
  where: Addr,
  length: number,
  want: Transfer,
  opts: IOOpts,
): void {
  const context = Math.max(0, where - 64)
  const before = Array.from({ length: length + 128 }, (_, i) => peek(mm, context + i, 1)?.[0])
  const inside = before.slice(where - context)
  const bytes = way.writes ? pattern(length, 91) : new Uint8Array(length).fill(0xcc)
  expect(way.move(mm, where, bytes, opts)).toEqual(want)
  const wanted = way.writes
    ? inside.map((b, i) => (i < want.n ? bytes[i] : b))
    : Array.from(bytes, (_, i) => (i < want.n ? inside[i] : 0xcc))
  if (way.writes) {
    const after = before.map((_, i) => peek(mm, context + i, 1)?.[0])
    expect(after).toEqual([...before.slice(0, where - context), ...wanted])
  } else {
    expect([...bytes]).toEqual(wanted)
  }
}

describe.each(WAYS)('$name', (way) => {
  test.each([
    { name: 'nothing', from: 0, length: 0, want: { n: 0, err: OK } },
    { name: 'nothing, where nothing is mapped', from: -5 * PAGE, length: 0, want: { n: 0, err: OK } },
    { name: 'one byte', from: 5, length: 1, want: { n: 1, err: OK } },
    { name: 'the first byte', from: 0, length: 1, want: { n: 1, err: OK } },
    { name: 'the last byte', from: 3 * PAGE - 1, length: 1, want: { n: 1, err: OK } },
    { name: 'sixteen bytes', from: 100, length: 16, want: { n: 16, err: OK } },
    { name: 'seventeen bytes', from: 101, length: 17, want: { n: 17, err: OK } },
    { name: 'across a page', from: PAGE - 3, length: 6, want: { n: 6, err: OK } },
    { name: 'across two pages', from: PAGE - 3, length: PAGE + 6, want: { n: PAGE + 6, err: OK } },
    { name: 'all three pages', from: 0, length: 3 * PAGE, want: { n: 3 * PAGE, err: OK } },
    { name: 'a fault on the first byte', from: -1, length: 10, want: { n: 0, err: EFAULT } },
    { name: 'a fault on the second byte', from: 3 * PAGE - 1, length: 10, want: { n: 1, err: EFAULT } },
    {
      name: 'a fault in the middle',
      from: 2 * PAGE + 90,
      length: 2 * PAGE,
      want: { n: PAGE - 90, err: EFAULT },
    },
    {
      name: 'a fault on the last byte',
      from: PAGE,
      length: 2 * PAGE + 1,
      want: { n: 2 * PAGE, err: EFAULT },
    },
  ])('moves $name', ({ from, length, want }) => {
    for (const opts of [NORMAL_IO, IGNORE_PERMISSIONS]) {
      const { file, mm } = machine()
      mapPages(mm, 0, 3)
      // Pages in reverse order in the memory file, but for the last two.
      for (const i of [2, 0, 1]) mm.copyOut(at(i * PAGE), pattern(PAGE, i))
      expectMoved(way, mm, at(from), length, want, opts)
      expectSound(file, mm)
    }
  })

  const modes: { name: string; perms: AccessType; reads: boolean; writes: boolean }[] = [
    { name: 'no access', perms: NO_ACCESS, reads: false, writes: false },
    { name: 'read only', perms: READ, reads: true, writes: false },
    { name: 'write only', perms: WRITE, reads: true, writes: true }, // as on Linux
    { name: 'read and write', perms: READ_WRITE, reads: true, writes: true },
  ]
  test.each(modes)('obeys $name, unless told otherwise', ({ perms, reads, writes }) => {
    const { file, mm } = machine()
    mapPages(mm, 0, 3)
    for (const i of [2, 0, 1]) mm.copyOut(at(i * PAGE), pattern(PAGE, i))
    mm.mprotect(at(PAGE), PAGE, perms)
    const allowed = way.writes ? writes : reads
    const all = { n: 2 * PAGE, err: OK }
    expectMoved(way, mm, at(100), 2 * PAGE, allowed ? all : { n: PAGE - 100, err: EFAULT }, NORMAL_IO)
    expectMoved(way, mm, at(100), 2 * PAGE, all, IGNORE_PERMISSIONS)
    expectSound(file, mm)
  })

  test.each([
    { name: 'ending exactly at the top', where: maxAddr - 10, length: 10, want: { n: 10, err: OK } },
    { name: 'of the last byte', where: maxAddr - 1, length: 1, want: { n: 1, err: OK } },
    { name: 'of nothing just below the top', where: maxAddr - 1, length: 0, want: { n: 0, err: OK } },
    { name: 'of nothing at the top, as on Linux', where: maxAddr, length: 0, want: { n: 0, err: OK } },
    { name: 'of nothing above the top', where: maxAddr + 1, length: 0, want: NEVER_READ },
    { name: 'across the top: nothing moves', where: maxAddr - 10, length: 11, want: NEVER_READ },
    { name: 'above the top', where: maxAddr, length: 1, want: NEVER_READ },
    { name: 'that would wrap around', where: INVALID_ADDR, length: 2, want: NEVER_READ },
  ])('is right about a transfer $name', ({ where, length, want }) => {
    for (const opts of [NORMAL_IO, IGNORE_PERMISSIONS]) {
      const { mm } = machine()
      mm.mmap({
        addr: addr(maxAddr - PAGE),
        length: PAGE,
        fixed: true,
        perms: READ_WRITE,
        maxPerms: READ_WRITE,
        private: true,
        offset: 0,
      })
      mm.copyOut(addr(maxAddr - PAGE), pattern(PAGE))
      const bytes = pattern(length, 50)
      expect(way.move(mm, addr(where), bytes, opts)).toEqual(want)
      if (want.n > 0) expect(peek(mm, where, length)).toEqual(bytes)
      expect(peek(mm, maxAddr - PAGE, 100)).toEqual(pattern(100))
    }
  })
})

test('checkRange is access_ok', () => {
  const { mm } = machine()
  const ok = (where: number, length: number) => mm.checkRange(addr(where), length)
  expect([ok(0, 0), ok(0, maxAddr), ok(maxAddr, 0), ok(maxAddr - 1, 1)]).toEqual([true, true, true, true])
  expect([
    ok(0, maxAddr + 1),
    ok(maxAddr + 1, 0),
    ok(maxAddr, 1),
    ok(5, 2 ** 64),
    ok(INVALID_ADDR, 1),
  ]).toEqual([false, false, false, false, false])
})

test('memory that grows under a transfer does not disturb it', () => {
  const { file, mm } = machine(256)
  mapPages(mm, 0, 200)
  const src = pattern(200 * PAGE)
  const { bytes } = file
  expect(mm.copyOut(BASE, src)).toEqual({ n: src.length, err: OK })
  expect(bytes.length).toBe(0) // detached: it has grown
  expect(Buffer.compare(peek(mm, BASE, src.length) ?? new Uint8Array(0), src)).toBe(0)
})

test('every NaN goes in and out as it is', () => {
  const { mm } = machine()
  mapPages(mm, 0, 2)
  const words = new Uint32Array(512)
  for (let i = 0; i < 256; i++)
    words.set([i < 32 ? 1 << i : i, (i & 1 ? 0xfff0_0000 : 0x7ff0_0000) | (i >> 4)], i * 2)
  const src = new Uint8Array(words.buffer)
  const dst = new Uint8Array(src.length)
  for (let i = 0; i < 500; i++) {
    const where = at(PAGE - 1024 + (i % 8))
    mm.copyOut(where, src)
    mm.copyIn(where, dst.fill(0))
    expect(Buffer.compare(dst, src)).toBe(0)
  }
})
